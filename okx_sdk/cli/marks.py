"""Numbers as people take them in at a glance: bars, trends, and few digits."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from decimal import ROUND_HALF_EVEN, Decimal

__all__ = [
    "Bar",
    "Figures",
    "bar",
    "change",
    "clock",
    "decimals",
    "fixed",
    "leftward",
    "points",
    "rightward",
    "short",
    "span",
    "spark",
]

_EIGHTHS = " ▏▎▍▌▋▊▉█"
_HEIGHTS = "▁▂▃▄▅▆▇█"
_UNITS = ("", "K", "M", "B", "T")

Bar = tuple[int, int]
"""Whole cells of a bar, and eighths of the next one."""


def bar(share: float, width: int) -> Bar:
    """A bar of that share of the width; what is not nothing is seen."""
    if share <= 0 or width <= 0:
        return 0, 0
    return divmod(min(max(round(share * width * 8), 1), width * 8), 8)


def rightward(length: Bar) -> str:
    """The bar from the left on."""
    whole, part = length
    return "█" * whole + _EIGHTHS[part].strip()


def leftward(length: Bar) -> tuple[str, str]:
    """The bar from the right on: a cell to be shown inversely, and whole ones.

    There are no characters whose right part is filled: they are others, inverted.
    """
    whole, part = length
    return (_EIGHTHS[8 - part] if part else ""), "█" * whole


def spark(values: Iterable[float], width: int) -> str:
    """The last values as heights of one line; one height if they are all the same."""
    shown = [*values][-width:] if width > 0 else []
    low, high = min(shown, default=0.0), max(shown, default=0.0)
    if low == high:
        return _HEIGHTS[3] * len(shown)
    steps = (len(_HEIGHTS) - 1) / (high - low)
    return "".join(_HEIGHTS[round((value - low) * steps)] for value in shown)


def short(value: Decimal | None) -> str:
    """Three or four digits and a unit: 38.12K, 2.476B."""
    if value is None:
        return ""
    number, power = float(value), 0
    while abs(number) >= 999.95 and power < len(_UNITS) - 1:
        number, power = number / 1000, power + 1
    return f"{number:.4g}{_UNITS[power]}"


def decimals(values: Iterable[Decimal | None]) -> int:
    """How many decimals the finest of them has."""
    return max((_decimals(value) for value in values if value is not None), default=0)


def _decimals(value: Decimal) -> int:
    exponent = value.as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def fixed(value: Decimal | None, places: int) -> str:
    """With so many decimals."""
    if value is None:
        return ""
    return f"{value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_EVEN):f}"


class Figures:
    """Numbers of one column, which keep their decimals and their width as they change.

    Args:
        room: the width that they may have: finer ones are rounded to it.
    """

    def __init__(self, room: int | None = None) -> None:
        self._room = room
        self._whole = 1
        self._places = 0
        self._width = 0

    def texts(self, values: Sequence[Decimal], name: str) -> list[str]:
        """The column: its name, and the numbers below it."""
        for value in values:
            self._whole = max(self._whole, len(f"{int(value)}"))
        self._places = max(self._places, decimals(values))
        places = self._places
        if self._room is not None:
            places = max(0, min(places, self._room - self._whole - 1))
        made = [name, *(fixed(value, places) for value in values)]
        self._width = max(self._width, *map(len, made))
        return [text.rjust(self._width) for text in made]


def points(bid: Decimal | None, ask: Decimal | None) -> str:
    """The spread as hundredths of a percent of the middle."""
    if not bid or not ask:
        return ""
    return f"{float((ask - bid) / (ask + bid)) * 20_000:.2f} bp"


def clock(moment: datetime) -> str:
    """The time of day in UTC, to the millisecond."""
    return moment.astimezone(UTC).strftime("%H:%M:%S.%f")[:-3]


def span(seconds: float) -> str:
    """A length of time, for people: 3 s, 2 min, 5 h."""
    if seconds < 120:
        return f"{seconds:.0f} s"
    return f"{seconds / 60:.0f} min" if seconds < 7200 else f"{seconds / 3600:.0f} h"


def change(now: Decimal | None, before: Decimal | None) -> Decimal | None:
    """By how many percent it has changed."""
    if now is None or not before:
        return None
    return (now / before - 1) * 100
