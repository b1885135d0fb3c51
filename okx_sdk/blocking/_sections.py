"""The blocking twin of `okx_sdk._sections`, printed by tools/twin.py."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, TypeVar

from okx_sdk._sections import ClientSections as AsyncClientSections
from okx_sdk.blocking._base import BlockingSection

if TYPE_CHECKING:
    from okx_sdk.blocking.rest.announcements import Announcements
    from okx_sdk.blocking.rest.market import Market
    from okx_sdk.blocking.rest.public import Public
    from okx_sdk.blocking.rest.status import Status
    from okx_sdk.blocking.rest.trading_statistics import TradingStatistics

__all__ = ["ClientSections"]

ClientSectionsT = TypeVar("ClientSectionsT", bound=AsyncClientSections)


class ClientSections(BlockingSection[ClientSectionsT]):
    """A part of the client: its sections."""

    @cached_property
    def market(self) -> Market:
        """Market data: tickers, books, candles, trades."""
        from okx_sdk.blocking.rest.market import Market

        return Market(self._bridge, self._async.market)

    @cached_property
    def public(self) -> Public:
        """Public data: instruments, funding, marks, indices, limits."""
        from okx_sdk.blocking.rest.public import Public

        return Public(self._bridge, self._async.public)

    @cached_property
    def trading_statistics(self) -> TradingStatistics:
        """Trading statistics: open interest, volumes and ratios over time."""
        from okx_sdk.blocking.rest.trading_statistics import TradingStatistics

        return TradingStatistics(self._bridge, self._async.trading_statistics)

    @cached_property
    def status(self) -> Status:
        """The state of the exchange's systems."""
        from okx_sdk.blocking.rest.status import Status

        return Status(self._bridge, self._async.status)

    @cached_property
    def announcements(self) -> Announcements:
        """The exchange's announcements."""
        from okx_sdk.blocking.rest.announcements import Announcements

        return Announcements(self._bridge, self._async.announcements)
