"""The client's sections: OKX's endpoints one to one, imported on first touch."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from okx_sdk.engine.rest import RestEngine
    from okx_sdk.rest.announcements import Announcements
    from okx_sdk.rest.market import Market
    from okx_sdk.rest.public import Public
    from okx_sdk.rest.status import Status
    from okx_sdk.rest.trading_statistics import TradingStatistics

__all__ = ["ClientSections"]


class ClientSections:
    """A part of the client: its sections."""

    _engine: RestEngine

    @cached_property
    def market(self) -> Market:
        """Market data: tickers, books, candles, trades."""
        from okx_sdk.rest.market import Market

        return Market(self._engine)

    @cached_property
    def public(self) -> Public:
        """Public data: instruments, funding, marks, indices, limits."""
        from okx_sdk.rest.public import Public

        return Public(self._engine)

    @cached_property
    def trading_statistics(self) -> TradingStatistics:
        """Trading statistics: open interest, volumes and ratios over time."""
        from okx_sdk.rest.trading_statistics import TradingStatistics

        return TradingStatistics(self._engine)

    @cached_property
    def status(self) -> Status:
        """The state of the exchange's systems."""
        from okx_sdk.rest.status import Status

        return Status(self._engine)

    @cached_property
    def announcements(self) -> Announcements:
        """The exchange's announcements."""
        from okx_sdk.rest.announcements import Announcements

        return Announcements(self._engine)
