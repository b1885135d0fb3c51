"""A book that is walked step by step, at the price of what changes in it.

`Market.book` works out all levels of a step; here only those are that come, go, or draw
a new size. What a ladder holds at a step equals `Market.book` of that step.
"""

from __future__ import annotations

from attrs import define, field

# The cells are the books' own business, but for the one who walks them.
from okx_sdk.sandbox.books import (
    Book,
    Depth,
    Level,
    Update,
    _habit,  # pyright: ignore[reportPrivateUsage]
    _level,  # pyright: ignore[reportPrivateUsage]
    depth_of,
)
from okx_sdk.sandbox.instruments import Instrument
from okx_sdk.sandbox.market import Market
from okx_sdk.sandbox.pricing import tape_of, usual_price

__all__ = ["Ladder"]

_NOWHERE = range(0)


@define(eq=False)
class _Side:
    """The levels on one side: the best, and the cells beyond it."""

    depth: Depth
    way: int
    levels: int
    best: Level | None = None
    span: range = _NOWHERE  # of cells, from the lowest to the highest
    held: dict[int, Level] = field(factory=dict[int, Level])
    redrawn: dict[int, int] = field(
        factory=dict[int, int]
    )  # when a cell draws its next size
    calendar: dict[int, list[int]] = field(factory=dict[int, list[int]])

    def move(self, step: int, best: Level | None) -> list[Level]:
        """Go on to a step; gives what changed, deletions with a size of 0."""
        before: dict[int, Level] = {}
        after: dict[int, Level] = {}
        if self.best is not None:
            before[self.best[0]] = self.best
        self.redraw(step, before, after)
        self.shift(step, self.span_of(best), before, after)
        self.best = best
        if best is not None:
            after[best[0]] = best
        gone = [(px, 0, 0) for px in before if px not in after]
        new = [level for px, level in after.items() if before.get(px) != level]
        return sorted(gone + new, reverse=self.way < 0)

    def span_of(self, best: Level | None) -> range:
        """The cells beyond a best price."""
        if best is None or self.levels < 2:
            return _NOWHERE
        first = best[0] // self.depth.cell
        if (_habit(self.depth, first)[0] - best[0]) * self.way <= 0:
            first += self.way
        last = first + self.way * (self.levels - 2)
        if self.way > 0:
            return range(first, last + 1)
        floor = 0 if _habit(self.depth, 0)[0] > 0 else 1
        return range(max(last, floor), first + 1)

    def redraw(
        self, step: int, before: dict[int, Level], after: dict[int, Level]
    ) -> None:
        """Give a new size to the cells whose time has come."""
        for index in self.calendar.pop(step, ()):
            if index in self.held and self.redrawn[index] == step:
                old = self.held[index]
                before[old[0]] = old
                after[old[0]] = self.hold(step, index)

    def shift(
        self, step: int, span: range, before: dict[int, Level], after: dict[int, Level]
    ) -> None:
        """Let go of the cells that are no more within the depth, and take up others."""
        old, self.span = self.span, span
        if old == span:
            return
        for index in _without(old, span):
            level = self.held.pop(index)
            before.setdefault(level[0], level)
            after.pop(level[0], None)
        for index in _without(span, old):
            level = self.hold(step, index)
            after[level[0]] = level

    def hold(self, step: int, index: int) -> Level:
        """Work out a cell, and note when it will draw anew."""
        level = _level(self.depth, step, index)
        _, period, phase, _ = _habit(self.depth, index)
        again = ((step + phase) // period + 1) * period - phase
        self.held[index] = level
        self.redrawn[index] = again
        self.calendar.setdefault(again, []).append(index)
        return level

    def all(self) -> tuple[Level, ...]:
        """All levels, best first."""
        if self.best is None:
            return ()
        cells = self.span if self.way > 0 else reversed(self.span)
        return (self.best, *(self.held[index] for index in cells))


def _without(one: range, other: range) -> list[int]:
    return [
        *range(one.start, min(one.stop, other.start)),
        *range(max(one.start, other.stop), one.stop),
    ]


class Ladder:
    """The book of one instrument, from a step on."""

    def __init__(
        self, market: Market, inst: Instrument, levels: int, step: int
    ) -> None:
        self._market = market
        self._inst = inst
        depth = depth_of(tape_of(market.seed, inst), usual_price(inst))
        self._bids = _Side(depth, -1, levels)
        self._asks = _Side(depth, 1, levels)
        self.step = step - 1
        self.advance()

    def advance(self) -> Update:
        """Go on by one step; gives what changed in it."""
        step = self.step + 1
        best = self._market.book(self._inst, step, 1)
        bids = self._bids.move(step, best.bids[0] if best.bids else None)
        asks = self._asks.move(step, best.asks[0] if best.asks else None)
        self.step = step
        return Update(step - 1, step, best.ts, tuple(bids), tuple(asks))

    def book(self) -> Book:
        """The whole book as it is now."""
        ts = self._market.book(self._inst, self.step, 1).ts
        return Book(self.step, ts, self._bids.all(), self._asks.all())
