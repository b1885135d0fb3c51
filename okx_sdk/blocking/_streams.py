"""The blocking twin of `okx_sdk._streams`, printed by tools/twin.py."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, TypeVar

from okx_sdk._streams import BookChannel
from okx_sdk._streams import ClientStreams as AsyncClientStreams
from okx_sdk.blocking._base import BlockingSection
from okx_sdk.blocking._subscription import BlockingSubscription

if TYPE_CHECKING:
    from okx_sdk.blocking.channels.every import Channels
    from okx_sdk.engine.subscription import OnGap
    from okx_sdk.models.enums import Bar
    from okx_sdk.models.live import BookPush, LiveCandle, LiveTrade
    from okx_sdk.models.market import Ticker
    from okx_sdk.protocol.book import Book

__all__ = ["ClientStreams"]

ClientStreamsT = TypeVar("ClientStreamsT", bound=AsyncClientStreams)


class ClientStreams(BlockingSection[ClientStreamsT]):
    """A part of the client: its live streams."""

    @cached_property
    def channels(self) -> Channels:
        """Every channel of the exchange, one to one."""
        from okx_sdk.blocking.channels.every import Channels

        return Channels(self._bridge, self._async.channels)

    def stream_tickers(
        self, *inst_ids: str, probe_after: float | None = 120.0, on_gap: OnGap = "log"
    ) -> BlockingSubscription[Ticker]:
        """Tickers as they change, at most ten a second for each instrument.

        A slow reader gets the latest of each instrument, not all.

        Args:
            inst_ids: the instruments, such as `BTC-USDT`.
            probe_after: seconds of silence after which REST is asked whether an
                instrument has traded meanwhile; then it is subscribed anew. `None` asks
                never.
            on_gap: what a piece of time that may lack data does: `log`, or `raise`.
        """
        return BlockingSubscription(
            self._bridge,
            self._async.stream_tickers(
                *inst_ids, probe_after=probe_after, on_gap=on_gap
            ),
        )

    def stream_trades(
        self,
        *inst_ids: str,
        every: bool = False,
        repair: bool = False,
        probe_after: float | None = 120.0,
        on_gap: OnGap = "log",
    ) -> BlockingSubscription[LiveTrade]:
        """Public trades as they happen, each of them once.

        Args:
            inst_ids: the instruments, such as `BTC-USDT`.
            every: each single trade; otherwise those that one order takes at one price
                come together.
            repair: after a gap, fetch the trades that it has cost; they follow it.
            probe_after: seconds of silence after which REST is asked whether an
                instrument has traded meanwhile; then it is subscribed anew. `None` asks
                never.
            on_gap: what a piece of time that may lack data does: `log`, or `raise`.
        """
        return BlockingSubscription(
            self._bridge,
            self._async.stream_trades(
                *inst_ids,
                every=every,
                repair=repair,
                probe_after=probe_after,
                on_gap=on_gap,
            ),
        )

    def stream_candles(
        self,
        *inst_ids: str,
        bar: Bar | str = "1m",
        repair: bool = False,
        probe_after: float | None = 120.0,
        on_gap: OnGap = "log",
    ) -> BlockingSubscription[LiveCandle]:
        """Candles as they form: updates of the open one, and once each confirmed one.

        Args:
            inst_ids: the instruments, such as `BTC-USDT`.
            bar: as for `get_candles`.
            repair: after a gap, fetch the candles that were confirmed meanwhile; they
                follow it.
            probe_after: seconds of silence after which REST is asked whether an
                instrument has traded meanwhile; then it is subscribed anew. `None` asks
                never.
            on_gap: what a piece of time that may lack data does: `log`, or `raise`.
        """
        return BlockingSubscription(
            self._bridge,
            self._async.stream_candles(
                *inst_ids,
                bar=bar,
                repair=repair,
                probe_after=probe_after,
                on_gap=on_gap,
            ),
        )

    def stream_bbo(
        self, *inst_ids: str, on_gap: OnGap = "log"
    ) -> BlockingSubscription[BookPush]:
        """The best bid and ask as they change, at most every ten milliseconds.

        A slow reader gets the latest of each instrument, not all.

        Args:
            inst_ids: the instruments, such as `BTC-USDT`.
            on_gap: what a piece of time that may lack data does: `log`, or `raise`.
        """
        return BlockingSubscription(
            self._bridge, self._async.stream_bbo(*inst_ids, on_gap=on_gap)
        )

    def stream_order_book(
        self, *inst_ids: str, channel: BookChannel = "books", on_gap: OnGap = "log"
    ) -> BlockingSubscription[Book]:
        """Maintained order books: each comes whenever it has changed.

        A book that cannot be vouched for is not served: reading it raises `BookStale`
        until it is right again, which the stream sees to by itself.

        Args:
            inst_ids: the instruments, such as `BTC-USDT`.
            channel: `books`, 400 levels every 100 ms; `books5`, five levels; `bbo-tbt`,
                the best alone, every 10 ms; `books50-l2-tbt` and `books-l2-tbt`, every
                10 ms, for accounts of fee tier VIP4 and up; `books-rpi`, with RPI
                orders.
            on_gap: what a piece of time that may lack data does: `log`, or `raise`.
        """
        return BlockingSubscription(
            self._bridge,
            self._async.stream_order_book(*inst_ids, channel=channel, on_gap=on_gap),
        )
