"""How channels flow: pure functions of the market and time, walked forward.

A feed is asked to `advance` to a time and gives what the exchange would have pushed
until then, each with its time; between two calls nothing happens. Times are in ms.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, Generic, Protocol, TypeVar

from attrs import define, field, frozen

from okx_sdk.sandbox.bars import next_open, open_of
from okx_sdk.sandbox.books import STEP_MS, Book, Update
from okx_sdk.sandbox.instruments import Instrument
from okx_sdk.sandbox.market import Market
from okx_sdk.sandbox.streaming.ladder import Ladder
from okx_sdk.sandbox.streaming.texts import Body, body, level_rows, rows
from okx_sdk.sandbox.trades import Trade

__all__ = [
    "NEVER",
    "BookFeed",
    "CandleFeed",
    "Feed",
    "Push",
    "Sampled",
    "Shallow",
    "Silent",
    "TradeFeed",
]

NEVER = 1 << 62
"""When nothing more will come."""

_MINUTE = 60_000

T = TypeVar("T")

Push = tuple[int, Body]
"""When something was pushed, and what."""


class Feed(Protocol):
    """What one subscription brings."""

    due: int
    """When it has to be looked at again, at the latest."""

    def opening(self) -> list[Body]:
        """What a subscriber gets at once, as of the time advanced to."""
        ...

    def advance(self, now: int) -> Iterator[Push]:
        """What is pushed until *now*, in order; to be used up."""
        ...


@define
class Silent:
    """A channel on which nothing happens."""

    due: int = NEVER

    def opening(self) -> list[Body]:
        """Nothing."""
        return []

    def advance(self, now: int) -> Iterator[Push]:  # noqa: ARG002 - as feeds have it
        """Nothing either."""
        return iter(())


@frozen
class Wording:
    """How a book's levels are written."""

    tick_places: int
    lot_places: int
    is_rpi: bool = False
    extra: str = ""

    def sides(self, found: Book | Update) -> str:
        """The two sides."""
        asks, bids = (
            level_rows(side, self.tick_places, self.lot_places, is_rpi=self.is_rpi)
            for side in (found.asks, found.bids)
        )
        return f'"asks":[{asks}],"bids":[{bids}]'


def wording_of(market: Market, inst: Instrument, **options: Any) -> Wording:
    """How an instrument's book is written."""
    scale = market.scale(inst)
    return Wording(scale.tick_places, scale.lot_places, **options)


@define(eq=False)
class BookFeed:
    """A snapshot, then what changes at each step; after a quiet minute, that it lives."""

    ladder: Ladder
    wording: Wording
    due: int
    _seq: int = field(init=False)
    _heard: int = field(init=False)
    _snapshot: Body = field(default="", init=False)

    def __attrs_post_init__(self) -> None:
        self._seq = self.ladder.step
        self._heard = self.ladder.step * STEP_MS

    def opening(self) -> list[Body]:
        """The snapshot."""
        if not self._snapshot:
            found = self.ladder.book()
            self._snapshot = self._write("snapshot", found, -1, self._heard)
        return [self._snapshot]

    def advance(self, now: int) -> Iterator[Push]:
        """The updates."""
        while self.due <= now:
            update = self.ladder.advance()
            changed = bool(update.bids or update.asks)
            if changed or update.ts - self._heard >= _MINUTE:
                before, self._heard = self._seq, update.ts
                self._seq, self._snapshot = (update.seq_id if changed else before), ""
                yield update.ts, self._write("update", update, before, update.ts)
            self.due += STEP_MS

    def _write(self, action: str, found: Book | Update, before: int, ts: int) -> Body:
        sum_ = "" if self.wording.is_rpi else ',"checksum":0'
        row = (
            f'{{{self.wording.sides(found)},"ts":"{ts}"{sum_}'
            f',"seqId":{self._seq},"prevSeqId":{before}}}'
        )
        return body(row, action)


@define(eq=False)
class Sampled(Generic[T]):
    """Looked at regularly, and pushed when it is another, or after a quiet while.

    *quiet* ms, if any, are how long what has not changed may go unsaid.
    """

    look: Callable[[int], T | None]
    write: Callable[[T, int], Body]
    every: int
    quiet: int
    due: int
    _last: T | None = field(default=None, init=False)
    _pushed: int = field(init=False)

    def __attrs_post_init__(self) -> None:
        self._pushed = self.due // self.every * self.every
        self._last = self.look(self._pushed)
        self.due = self._pushed + self.every

    def opening(self) -> list[Body]:
        """How it stands."""
        return [] if self._last is None else [self.write(self._last, self._pushed)]

    def advance(self, now: int) -> Iterator[Push]:
        """Its changes."""
        while self.due <= now:
            ts, self.due = self.due, self.due + self.every
            found = self.look(ts)
            if found is None:
                continue
            if found != self._last or ts - self._pushed >= self.quiet:
                self._last, self._pushed = found, ts
                yield ts, self.write(found, ts)


Shallow = tuple[tuple[tuple[int, int, int], ...], tuple[tuple[int, int, int], ...]]
"""The best bids and asks: what a shallow book is compared by."""


@define(eq=False)
class TradeFeed:
    """Every trade as it happens; *written* gives its row."""

    market: Market
    inst: Instrument
    written: Callable[[Trade], dict[str, Any]]
    due: int
    _next: int = field(init=False)

    def __attrs_post_init__(self) -> None:
        last = self.market.last_trade_id(self.inst, self.due)
        first = self.market.first_trade_id(self.inst)
        self._next = first if last is None else last + 1
        self._look_ahead()

    def opening(self) -> list[Body]:
        """Nothing: trades are news."""
        return []

    def advance(self, now: int) -> Iterator[Push]:
        """The trades."""
        while self.due <= now:
            trade = self.market.trade(self.inst, self._next)
            yield trade.ts, rows([self.written(trade)])
            self._next += 1
            self._look_ahead()

    def _look_ahead(self) -> None:
        ts = self.market.trade(self.inst, self._next).ts
        ends = self.inst.exp_time
        self.due = NEVER if ends is not None and ts >= ends else ts


Row = list[str]
"""A candle as the wire has it; the last column says whether it is over."""


@define(eq=False)
class CandleFeed:
    """A bar as it forms, at most every second, and once, as it is over.

    *look* gives the row of the bar that opened at a time, as of another.
    """

    look: Callable[[int, int], Row | None]
    bar: str
    due: int
    every: int = 1_000
    ends: int | None = None
    _open: int = field(init=False)
    _last: Row | None = field(default=None, init=False)

    def __attrs_post_init__(self) -> None:
        at = self.due // self.every * self.every
        self._open = open_of(self.bar, self.due)
        self._last = self.look(self._open, self.due)
        self.due = at + self.every

    def opening(self) -> list[Body]:
        """The bar that is forming."""
        return [] if self._last is None else [rows([self._last])]

    def advance(self, now: int) -> Iterator[Push]:
        """The bar's changes, its end, and the next one's."""
        while self.due <= now:
            ts = self.due
            self.due += self.every
            row = self.look(self._open, ts)
            is_over = row is not None and row[-1] == "1"
            if row is not None and row != self._last:
                self._last = row
                yield ts, rows([row])
            if is_over or ts >= next_open(self.bar, self._open):
                yield from self._begin_next(ts)

    def _begin_next(self, ts: int) -> Iterator[Push]:
        self._open, self._last = next_open(self.bar, self._open), None
        if self.ends is not None and self._open >= self.ends:
            self.due = NEVER
            return
        row = self.look(self._open, ts)
        if row is not None:
            self._last = row
            yield ts, rows([row])
