"""Moments as people write them, and bars of candles."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

from attrs import frozen

from okx_sdk.errors import InvalidArgument
from okx_sdk.protocol.codec import to_ms

__all__ = ["BARS", "Span", "bar_ms", "parse_time", "windows"]

SECOND, MINUTE, HOUR, DAY = 1_000, 60_000, 3_600_000, 86_400_000

_UNITS = {"s": SECOND, "m": MINUTE, "h": HOUR, "d": DAY, "w": 7 * DAY}
_RELATIVE = re.compile(r"(\d{1,12})\s*([smhdw])", re.ASCII)
_MILLISECONDS = re.compile(r"\d{9,18}", re.ASCII)

# The shortest a bar can be: months have 28 days at least.
BARS = {
    "1s": SECOND,
    "1m": MINUTE,
    "3m": 3 * MINUTE,
    "5m": 5 * MINUTE,
    "15m": 15 * MINUTE,
    "30m": 30 * MINUTE,
    "1H": HOUR,
    "2H": 2 * HOUR,
    "4H": 4 * HOUR,
    "6H": 6 * HOUR,
    "12H": 12 * HOUR,
    "1D": DAY,
    "2D": 2 * DAY,
    "3D": 3 * DAY,
    "5D": 5 * DAY,
    "1W": 7 * DAY,
    "1M": 28 * DAY,
    "3M": 3 * 28 * DAY,
}


def bar_ms(bar: str) -> int:
    """The shortest duration of a bar, in ms; `utc` at its end changes nothing."""
    try:
        return BARS[bar.removesuffix("utc")]
    except KeyError:
        known = ", ".join(BARS)
        raise InvalidArgument(f"no bar {bar!r}: take one of {known}") from None


def parse_time(value: datetime | date | int | str, now: int, name: str = "time") -> int:
    """Milliseconds since 1970 of a moment in any form that people write.

    An aware `datetime`; a `date` or an ISO date, which begin at midnight UTC; an ISO
    time, UTC where it names no zone; an integer or digits, in ms; or `7d`, `90m`, `2w`
    before *now* (units s, m, h, d, w).

    Raises:
        InvalidArgument: it is none of these.
    """
    if isinstance(value, bool):
        raise InvalidArgument(f"{name} is {value}: give a time")
    if isinstance(value, int):
        return _plausible(value, name)
    if isinstance(value, datetime):
        if value.tzinfo is None:
            raise InvalidArgument(f"{name} has no time zone: give an aware datetime")
        return _plausible(to_ms(value), name)
    if isinstance(value, date):
        midnight = datetime(value.year, value.month, value.day, tzinfo=UTC)
        return _plausible(to_ms(midnight), name)
    return _parse_text(value, now, name)


def _parse_text(text: str, now: int, name: str) -> int:
    word = text.strip()
    if word.lower() == "now":
        return now
    if _MILLISECONDS.fullmatch(word):
        return _plausible(int(word), name)
    if match := _RELATIVE.fullmatch(word.lower()):
        return _plausible(now - int(match[1]) * _UNITS[match[2]], name)
    try:
        moment = datetime.fromisoformat(word)
    except ValueError:
        raise InvalidArgument(
            f"{name} {text!r} is no time: write 2026-01-31, 2026-01-31T08:00, "
            "milliseconds, or 7d for seven days ago"
        ) from None
    aware = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return _plausible(to_ms(aware), name)


def _plausible(ms: int, name: str) -> int:
    if not 0 <= ms < 10**14:
        raise InvalidArgument(f"{name} is {ms} ms since 1970: give a time after that")
    return ms


@frozen
class Span:
    """A half-open piece of time, `[start, end)`, in ms."""

    start: int
    end: int


def windows(span: Span, width: int) -> list[Span]:
    """The span in pieces no wider than *width*, oldest first, without gap or overlap."""
    edges = [*range(span.start, span.end, width), span.end]
    return [Span(start, end) for start, end in pairwise(edges)]


def isoformat(ms: int) -> str:
    """A moment as people read it, in UTC."""
    moment = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(milliseconds=ms)
    return moment.isoformat(sep=" ", timespec="seconds").replace("+00:00", "Z")
