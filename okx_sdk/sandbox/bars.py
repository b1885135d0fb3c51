"""Bar arithmetic: when the bars of each size open, in ms UTC."""

from __future__ import annotations

from datetime import UTC, datetime

from attrs import frozen

SECOND = 1_000
MINUTE = 60 * SECOND
HOUR = 60 * MINUTE
DAY = 24 * HOUR
WEEK = 7 * DAY

_HONG_KONG = -8 * HOUR
# The epoch was a Thursday.
_MONDAY = 4 * DAY


@frozen
class Bar:
    """A bar size: so many ms from a phase, or so many calendar months."""

    name: str
    span: int
    phase: int = 0
    months: int = 0


_SPANS = {
    "1s": SECOND,
    "1m": MINUTE,
    "3m": 3 * MINUTE,
    "5m": 5 * MINUTE,
    "15m": 15 * MINUTE,
    "30m": 30 * MINUTE,
    "1H": HOUR,
    "2H": 2 * HOUR,
    "4H": 4 * HOUR,
}
_ZONED = {
    "6H": 6 * HOUR,
    "12H": 12 * HOUR,
    "1D": DAY,
    "2D": 2 * DAY,
    "3D": 3 * DAY,
    "5D": 5 * DAY,
    "1W": WEEK,
}
_MONTHS = {"1M": 1, "3M": 3}


def _bars() -> dict[str, Bar]:
    bars = [Bar(name, span) for name, span in _SPANS.items()]
    for suffix, zone in (("", _HONG_KONG), ("utc", 0)):
        for name, span in _ZONED.items():
            monday = _MONDAY if name == "1W" else 0
            bars.append(Bar(name + suffix, span, zone + monday))
        bars += [
            Bar(name + suffix, months * 31 * DAY, zone, months)
            for name, months in _MONTHS.items()
        ]
    return {bar.name: bar for bar in bars}


BARS = _bars()
"""Every bar size of OKX by its name, `1s` to `3Mutc`."""


def bar_named(bar: Bar | str) -> Bar:
    """The bar of a name.

    Raises:
        KeyError: OKX has no such bar.
    """
    return bar if isinstance(bar, Bar) else BARS[bar]


def open_of(bar: Bar | str, ts: int) -> int:
    """When the bar that contains *ts* opened."""
    return shifted(bar, ts, 0)


def next_open(bar: Bar | str, ts: int) -> int:
    """When the bar after the one that contains *ts* opens: where that one ends."""
    return shifted(bar, ts, 1)


def previous_open(bar: Bar | str, ts: int) -> int:
    """When the bar before the one that contains *ts* opened."""
    return shifted(bar, ts, -1)


def shifted(bar: Bar | str, ts: int, count: int) -> int:
    """When the bar opens that is *count* bars after the one that contains *ts*."""
    bar = bar_named(bar)
    if bar.months:
        return _month_open(ts - bar.phase, bar.months, count) + bar.phase
    return ((ts - bar.phase) // bar.span + count) * bar.span + bar.phase


def _month_open(ts: int, months: int, count: int) -> int:
    day = datetime.fromtimestamp(ts // SECOND, UTC)
    index = (day.year * 12 + day.month - 1) // months + count
    year, month = divmod(index * months, 12)
    return int(datetime(year, month + 1, 1, tzinfo=UTC).timestamp()) * SECOND
