"""The blocking twin of `okx_sdk.rest.market_maker`, printed by tools/twin.py."""

from __future__ import annotations

from datetime import datetime

from okx_sdk.blocking._base import BlockingSection
from okx_sdk.models.market_maker import GlpDay, GlpToday
from okx_sdk.rest.market_maker import MarketMaker as AsyncMarketMaker

__all__ = ["MarketMaker"]


class MarketMaker(BlockingSection[AsyncMarketMaker]):
    """The market makers' programme: one's own performance."""

    def get_glp_historical_performance(
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
        return self._run(
            self._async.get_glp_historical_performance,
            program,
            begin=begin,
            end=end,
            limit=limit,
        )

    def get_glp_today_performance(self) -> GlpToday:
        """Performance of today and of this month.

        *Provisional*: known from other libraries alone.
        """
        return self._run(self._async.get_glp_today_performance)
