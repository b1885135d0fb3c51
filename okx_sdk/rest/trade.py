"""Trading as OKX offers it; its parts stand in the modules `_trade_*`."""

from __future__ import annotations

from okx_sdk.rest._trade_orders import TradeOrders
from okx_sdk.rest._trade_records import TradeRecords
from okx_sdk.rest._trade_small_assets import TradeSmallAssets

__all__ = ["Trade"]


class Trade(TradeOrders, TradeRecords, TradeSmallAssets):
    """Orders and fills: place, amend, cancel and look up."""
