"""The blocking twin of `okx_sdk.rest.trade`, printed by tools/twin.py."""

from __future__ import annotations

from okx_sdk.blocking.rest._trade_orders import TradeOrders
from okx_sdk.blocking.rest._trade_records import TradeRecords
from okx_sdk.blocking.rest._trade_small_assets import TradeSmallAssets
from okx_sdk.rest.trade import Trade as AsyncTrade

__all__ = ["Trade"]


class Trade(
    TradeOrders[AsyncTrade], TradeRecords[AsyncTrade], TradeSmallAssets[AsyncTrade]
):
    """Orders and fills: place, amend, cancel and look up."""
