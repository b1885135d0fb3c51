"""The blocking twin of `okx_sdk.rest.grid_trading`, printed by tools/twin.py."""

from __future__ import annotations

from okx_sdk.blocking.rest._grid_orders import GridOrders
from okx_sdk.blocking.rest._grid_records import GridRecords
from okx_sdk.rest.grid_trading import GridTrading as AsyncGridTrading

__all__ = ["GridTrading"]


class GridTrading(GridOrders[AsyncGridTrading], GridRecords[AsyncGridTrading]):
    """Grid bots: they buy below and sell above, again and again."""
