"""The client's live streams: the channels that people ask for, by name."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Literal, TypeVar, cast

from okx_sdk.errors import InvalidArgument
from okx_sdk.protocol.codec import to_ms

if TYPE_CHECKING:
    from datetime import datetime

    from okx_sdk.channels.every import Channels
    from okx_sdk.client import AsyncClient
    from okx_sdk.engine.connection import Connection
    from okx_sdk.engine.subscription import OnGap, Subscription
    from okx_sdk.models.enums import Bar
    from okx_sdk.models.live import BookPush, LiveCandle, LiveTrade
    from okx_sdk.models.market import Ticker
    from okx_sdk.services.books import BookStream

__all__ = ["ClientStreams"]

T = TypeVar("T")

BookChannel = Literal[
    "books", "books5", "bbo-tbt", "books50-l2-tbt", "books-l2-tbt", "books-rpi"
]


class ClientStreams:
    """A part of the client: its live streams."""

    _connection: Connection

    @cached_property
    def channels(self) -> Channels:
        """Every channel of the exchange, one to one."""
        from okx_sdk.channels.every import Channels

        return Channels(self._connection.hub)

    def stream_tickers(
        self, *inst_ids: str, probe_after: float | None = 120.0, on_gap: OnGap = "log"
    ) -> Subscription[Ticker]:
        """Tickers as they change, at most ten a second for each instrument.

        A slow reader gets the latest of each instrument, not all.

        Args:
            inst_ids: the instruments, such as `BTC-USDT`.
            probe_after: seconds of silence after which REST is asked whether an
                instrument has traded meanwhile; then it is subscribed anew. `None` asks
                never.
            on_gap: what a piece of time that may lack data does: `log`, or `raise`.
        """
        stream = self.channels.public.tickers(inst_ids).reporting(on_gap)
        return self._watched(stream, probe_after)

    def stream_trades(
        self,
        *inst_ids: str,
        every: bool = False,
        repair: bool = False,
        probe_after: float | None = 120.0,
        on_gap: OnGap = "log",
    ) -> Subscription[LiveTrade]:
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
        if every:
            stream = self.channels.business.trades_all(inst_ids)
        else:
            stream = self.channels.public.trades(inst_ids)
        if repair:
            from okx_sdk.services.repair import TradeRepair

            okx, sleep = cast("AsyncClient", self), self._connection.clock.sleep
            finder = TradeRepair(okx.get_trades, sleep, self._dated)
            stream = stream.repaired_by(finder)
        return self._watched(stream.reporting(on_gap), probe_after)

    def stream_candles(
        self,
        *inst_ids: str,
        bar: Bar | str = "1m",
        repair: bool = False,
        probe_after: float | None = 120.0,
        on_gap: OnGap = "log",
    ) -> Subscription[LiveCandle]:
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
        stream = self.channels.business.candles(inst_ids, bar)
        if repair:
            from okx_sdk.services.repair import CandleRepair

            okx, sleep = cast("AsyncClient", self), self._connection.clock.sleep
            finder = CandleRepair(okx.get_candles, str(bar), sleep, self._dated)
            stream = stream.repaired_by(finder)
        return self._watched(stream.reporting(on_gap), probe_after)

    def stream_bbo(
        self, *inst_ids: str, on_gap: OnGap = "log"
    ) -> Subscription[BookPush]:
        """The best bid and ask as they change, at most every ten milliseconds.

        A slow reader gets the latest of each instrument, not all.

        Args:
            inst_ids: the instruments, such as `BTC-USDT`.
            on_gap: what a piece of time that may lack data does: `log`, or `raise`.
        """
        return self.channels.public.bbo_tbt(inst_ids).reporting(on_gap)

    def stream_order_book(
        self,
        *inst_ids: str,
        channel: BookChannel = "books",
        on_gap: OnGap = "log",
    ) -> BookStream:
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
        from okx_sdk.services.books import BookStream, book_channel

        hub = self._connection.hub
        declared = book_channel(channel)
        return BookStream(hub, declared, declared.args((inst_ids,), {}), on_gap=on_gap)

    async def _dated(self, date: datetime) -> int:
        """A date by this machine's clock as the exchange's clock showed it, in ms."""
        now = await cast("AsyncClient", self)._now()  # noqa: SLF001 # pyright: ignore[reportPrivateUsage] - its own part
        return to_ms(date) + now - int(self._connection.clock.time() * 1_000)

    def _watched(self, stream: Subscription[T], after: float | None) -> Subscription[T]:
        """The same stream, looked after when it is silent for long."""
        if after is None:
            return stream
        if not after > 0:
            raise InvalidArgument(f"probe_after is {after}: give seconds above zero")
        from okx_sdk.services.silence import MANY, SilenceWatch

        okx, connection = cast("AsyncClient", self), self._connection
        server = okx._server  # noqa: SLF001 # pyright: ignore[reportPrivateUsage] - its own part

        async def traded(inst_id: str) -> list[float]:
            await server.now()  # or its estimate would be this machine's time
            trades = await okx.market.get_trades(inst_id, limit=MANY)
            return [trade.ts.timestamp() for trade in trades]

        watch = SilenceWatch(connection.hub, traded, connection.clock, server, after)
        stream.attend = watch.attend
        return stream
