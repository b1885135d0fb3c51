"""Grid bots as OKX offers them; the parts stand in the modules `_grid_*`."""

from __future__ import annotations

from okx_sdk.rest._grid_orders import GridOrders
from okx_sdk.rest._grid_records import GridRecords

__all__ = ["GridTrading"]


class GridTrading(GridOrders, GridRecords):
    """Grid bots: they buy below and sell above, again and again."""
