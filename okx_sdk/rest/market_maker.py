"""The market makers' programme, as other libraries know it."""

from __future__ import annotations

from datetime import datetime

from okx_sdk.models.market_maker import GlpDay, GlpToday
from okx_sdk.protocol.endpoint import Section, get
from okx_sdk.protocol.pacing import per_user
from okx_sdk.protocol.paging import by_window

__all__ = ["MarketMaker"]


class MarketMaker(Section):
    """The market makers' programme: one's own performance."""

    @get(
        "/api/v5/users/glp/historicalperformance",
        rate=per_user(5),
        permission="read",
        cursor=by_window("date"),
        provisional=True,
    )
    async def get_glp_historical_performance(
        self,
        program: str,
        *,
        begin: datetime | int | None = None,
        end: datetime | int | None = None,
        limit: int | None = None,
    ) -> list[GlpDay]:
        """Performance of past days.

        *Provisional*: known from other libraries alone.

        Args:
            program: `SPOT`, `PERP` or `FUT_NTO`.
            begin: Only rows from this time on.
            end: Only rows up to this time.
            limit: Number of rows.
        """
        ...

    @get(
        "/api/v5/users/glp/todayperformance",
        rate=per_user(5),
        permission="read",
        provisional=True,
    )
    async def get_glp_today_performance(self) -> GlpToday:
        """Performance of today and of this month.

        *Provisional*: known from other libraries alone.
        """
        ...
