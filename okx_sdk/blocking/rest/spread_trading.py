"""The blocking twin of `okx_sdk.rest.spread_trading`, printed by tools/twin.py."""

from __future__ import annotations

from okx_sdk.blocking.rest._spread_market import SpreadMarket
from okx_sdk.blocking.rest._spread_orders import SpreadOrders
from okx_sdk.rest.spread_trading import SpreadTrading as AsyncSpreadTrading

__all__ = ["SpreadTrading"]


class SpreadTrading(SpreadOrders[AsyncSpreadTrading], SpreadMarket[AsyncSpreadTrading]):
    """Spreads: orders on the difference of two instruments, and their market data."""
