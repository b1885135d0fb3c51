"""Spread trading as OKX offers it; its parts stand in the modules `_spread_*`."""

from __future__ import annotations

from okx_sdk.rest._spread_market import SpreadMarket
from okx_sdk.rest._spread_orders import SpreadOrders

__all__ = ["SpreadTrading"]


class SpreadTrading(SpreadOrders, SpreadMarket):
    """Spreads: orders on the difference of two instruments, and their market data."""
