"""A grid, pure: levels of price, one of them vacant, sells above it and buys below.

A sell that is filled leaves its level vacant and puts a buy where the vacancy was; a buy
does the reverse. So whoever holds a grid gains its gap on every swing.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from decimal import Decimal

from attrs import define, frozen

from okx_sdk.models.enums import Side

__all__ = ["Fill", "Grid", "levels_between"]


@frozen
class Fill:
    """An order of a grid that was filled, at a level and a time in ms.

    *gain* is what it makes together with an earlier one, in quote currency.
    """

    level: int
    side: Side
    px: Decimal
    ts: int
    gain: Decimal


def levels_between(
    low: Decimal, high: Decimal, count: int, tick: Decimal, *, by_ratio: bool
) -> tuple[Decimal, ...]:
    """The levels of so many grids, at equal distances or equal ratios, on the ticks."""
    if by_ratio:
        ratio = float(high / low) ** (1 / count)
        raw = [low * Decimal(str(ratio**n)) for n in range(count + 1)]
    else:
        raw = [low + (high - low) * n / count for n in range(count + 1)]
    return tuple(round(px / tick) * tick for px in raw)


@define
class Grid:
    """A grid at work.

    Args:
        levels: its prices, lowest first.
        size: of an order, in units whose worth is the price.
        whole: the units it would hold with its lowest level vacant.
        fee: what a fill costs, as a share.
        vacant: the level without an order.
        cash: what it has in quote currency; below 0 where it is margined.
        seen: until when, in ms, its fills are known.
    """

    levels: tuple[Decimal, ...]
    size: Decimal
    whole: int
    fee: Decimal
    vacant: int
    cash: Decimal
    seen: int
    gained: Decimal = Decimal(0)
    paid: Decimal = Decimal(0)
    trades: int = 0
    pairs: int = 0
    _unpaired: int = 0

    @property
    def held(self) -> Decimal:
        """What it holds; below 0 if it is short."""
        return self.size * (self.whole - self.vacant)

    def equity(self, px: Decimal) -> Decimal:
        """What it is worth at a price."""
        return self.cash + self.held * px

    @staticmethod
    def start(levels: tuple[Decimal, ...], px: Decimal) -> int:
        """The level that is vacant when it begins at a price."""
        return max(0, min(len(levels) - 1, bisect_right(levels, px) - 1))

    def meet(self, px: Decimal, ts: int) -> Iterator[Fill]:
        """The fills of a price that is reached at a time."""
        top = len(self.levels) - 1
        while self.vacant < top and px >= self.levels[self.vacant + 1]:
            yield self._fill(self.vacant + 1, Side.SELL, ts)
        while self.vacant > 0 and px <= self.levels[self.vacant - 1]:
            yield self._fill(self.vacant - 1, Side.BUY, ts)
        self.seen = ts

    def _fill(self, level: int, side: Side, ts: int) -> Fill:
        px = self.levels[level]
        worth = px * self.size
        cost = worth * self.fee
        gain = Decimal(0)
        step = 1 if side == Side.SELL else -1
        if self._unpaired * step < 0:
            gap = abs(px - self.levels[self.vacant])
            gain = gap * self.size
            self.pairs += 1
        self._unpaired += step
        self.cash += step * worth - cost
        self.paid += cost
        self.gained += gain
        self.trades += 1
        self.vacant = level
        return Fill(level, side, px, ts, gain)
