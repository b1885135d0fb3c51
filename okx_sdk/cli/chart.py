"""Candles as characters: the pure part of a chart, in cells and not in pixels.

A cell holds two halves, and box-drawing strokes are thin or thick by half, so a candle
is drawn to half a cell: thick for its body, thin for its wicks. Where candles are few,
bodies are blocks instead, several cells wide.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from okx_sdk.models.market import Candle

__all__ = [
    "Bar",
    "Cell",
    "Scale",
    "bodies",
    "merged",
    "price_ticks",
    "time_ticks",
    "volumes",
]

_STROKES = {
    (0, 0): " ",
    (0, 1): "╷",
    (1, 0): "╵",
    (1, 1): "│",
    (0, 2): "╻",
    (2, 0): "╹",
    (2, 2): "┃",
    (1, 2): "╽",
    (2, 1): "╿",
}
_BLOCKS = {(0, 2): "▄", (2, 0): "▀", (2, 2): "█", (1, 2): "▄", (2, 1): "▀"}
_MIXED = {(1, 2), (2, 1)}
_EIGHTHS = " ▁▂▃▄▅▆▇█"


@dataclass(frozen=True)
class Bar:
    """One candle, or several in one; floats, for the eye alone."""

    ts: datetime
    open: float
    high: float
    low: float
    close: float
    vol: float

    @property
    def rises(self) -> bool:
        """Whether it is drawn as rising."""
        return self.close >= self.open


@dataclass(frozen=True)
class Cell:
    """One character of the chart: its column, its row from the bottom, its bar."""

    x: int
    y: int
    character: str
    rises: bool


@dataclass(frozen=True)
class Scale:
    """Prices onto halves of cells."""

    low: float
    high: float
    rows: int

    def half(self, price: float) -> int:
        """Which half cell a price falls into, from the bottom."""
        share = (price - self.low) / (self.high - self.low)
        return min(max(round(share * self.rows * 2 - 0.5), 0), self.rows * 2 - 1)

    @classmethod
    def of(cls, bars: Sequence[Bar], rows: int) -> Scale:
        """The scale that just holds all bars."""
        low, high = min(b.low for b in bars), max(b.high for b in bars)
        margin = (high - low) * 0.02 or abs(high) * 0.01 or 1.0
        return cls(low - margin, high + margin, rows)


def merged(candles: Sequence[Candle], most: int) -> tuple[list[Bar], int]:
    """At most so many bars, and how many candles each of them stands for.

    The newest bar is always a whole one.
    """
    each = max(1, -(-len(candles) // most))
    first = len(candles) % each
    parts = [candles[:first]] if first else []
    parts += [candles[at : at + each] for at in range(first, len(candles), each)]
    return [_one(part) for part in parts], each


def _one(candles: Sequence[Candle]) -> Bar:
    return Bar(
        candles[0].ts,
        float(candles[0].open),
        float(max(candle.high for candle in candles)),
        float(min(candle.low for candle in candles)),
        float(candles[-1].close),
        float(sum(candle.vol for candle in candles)),
    )


def bodies(bars: Sequence[Bar], scale: Scale, step: int) -> Iterator[Cell]:
    """The cells of all candles, *step* columns each."""
    side = max(0, (step - 2) // 2)
    for place, bar in enumerate(bars):
        middle = place * step + (step - 1) // 2
        for y, halves in _halves(bar, scale):
            wide = bool(side) and 2 in halves
            stroke = not wide or halves in _MIXED  # so that the wick meets the body
            for x in range(middle - side, middle + side + 1) if wide else (middle,):
                glyphs = _STROKES if stroke and x == middle else _BLOCKS
                yield Cell(x, y, glyphs[halves], bar.rises)


def _halves(bar: Bar, scale: Scale) -> Iterator[tuple[int, tuple[int, int]]]:
    """What stands in the upper and the lower half of each row: 1 a wick, 2 the body."""
    low, high = scale.half(bar.low), scale.half(bar.high)
    bottom, top = sorted((scale.half(bar.open), scale.half(bar.close)))

    def at(half: int) -> int:
        if not low <= half <= high:
            return 0
        return 2 if bottom <= half <= top else 1

    for y in range(low // 2, high // 2 + 1):
        yield y, (at(2 * y + 1), at(2 * y))


def volumes(bars: Sequence[Bar], rows: int, step: int) -> Iterator[Cell]:
    """Columns as high as the volumes, to an eighth of a cell."""
    most = max((bar.vol for bar in bars), default=0.0) or 1.0
    side = max(0, (step - 2) // 2)
    for place, bar in enumerate(bars):
        middle = place * step + (step - 1) // 2
        eighths = math.ceil(bar.vol / most * rows * 8)
        for y in range(-(-eighths // 8)):
            character = _EIGHTHS[min(8, eighths - 8 * y)]
            for x in range(middle - side, middle + side + 1):
                yield Cell(x, y, character, bar.rises)


def price_ticks(scale: Scale) -> list[tuple[float, str]]:
    """Round prices some rows apart, with as many decimals as they need."""
    wanted = (scale.high - scale.low) / max(2, scale.rows / 3)
    size = 10.0 ** math.floor(math.log10(wanted))
    step = next(m * size for m in (1, 2, 2.5, 5, 10) if m * size >= wanted)
    decimals = max(0, -math.floor(math.log10(step)))
    if step * 10**decimals % 1:
        decimals += 1
    first = math.ceil(scale.low / step)
    last = math.floor(scale.high / step)
    return [(n * step, f"{n * step:,.{decimals}f}") for n in range(first, last + 1)]


_MINUTE = timedelta(minutes=1)
_HOUR = timedelta(hours=1)
_DAY = timedelta(days=1)
_STEPS = [
    *(n * _MINUTE / 60 for n in (1, 5, 15, 30)),
    *(n * _MINUTE for n in (1, 5, 10, 15, 30)),
    *(n * _HOUR for n in (1, 2, 3, 4, 6, 12)),
    *(n * _DAY for n in (1, 2, 4, 7, 14)),
]
_EPOCH = datetime(1970, 1, 5, tzinfo=UTC)  # a Monday


def time_ticks(
    bars: Sequence[Bar], step: int, apart: int = 10
) -> list[tuple[int, str]]:
    """Columns where a round time begins, at least *apart* from one another."""
    if len(bars) < 2:
        return [(0, f"{bar.ts:%d %b %H:%M}") for bar in bars]
    per_column = (bars[-1].ts - bars[0].ts) / ((len(bars) - 1) * step)
    wanted = per_column * apart
    unit = next((each for each in _STEPS if each >= wanted), None)
    ticks = _round_times(bars, unit) if unit else _months(bars, wanted)
    return list(
        _apart(((n * step + (step - 1) // 2, text) for n, text in ticks), apart)
    )


def _round_times(bars: Sequence[Bar], unit: timedelta) -> Iterator[tuple[int, str]]:
    for place, (before, bar) in enumerate(pairwise(bars), 1):
        if (bar.ts - _EPOCH) // unit > (before.ts - _EPOCH) // unit:
            new_day = bar.ts.date() != before.ts.date()
            yield place, f"{bar.ts:%d %b}" if new_day else f"{bar.ts:%H:%M}"


def _months(bars: Sequence[Bar], wanted: timedelta) -> Iterator[tuple[int, str]]:
    months = next((n for n in (1, 3, 6, 12) if n * 28 * _DAY >= wanted), 12)
    for place, (before, bar) in enumerate(pairwise(bars), 1):
        old, new = (each.ts.year * 12 + each.ts.month - 1 for each in (before, bar))
        if new // months > old // months:
            yield place, f"{bar.ts:%Y}" if new // 12 > old // 12 else f"{bar.ts:%b}"


def _apart(ticks: Iterable[tuple[int, str]], apart: int) -> Iterator[tuple[int, str]]:
    free = 0
    for column, text in ticks:
        if column >= free:
            free = column + max(apart - 2, len(text) + 2)
            yield column, text
