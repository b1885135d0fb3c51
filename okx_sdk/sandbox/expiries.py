"""The calendar of dated contracts: Fridays at 08:00 UTC, listed by rule."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from okx_sdk.sandbox.bars import DAY, HOUR, WEEK

# 1970-01-02 was a Friday.
_FRIDAY = DAY + 8 * HOUR

FUTURES_DEPTH = 2
"""How many quarters ahead futures are listed."""
OPTION_DEPTH = 1


def first_after(ts: int) -> int:
    """The first expiry later than *ts*."""
    return ((ts - _FRIDAY) // WEEK + 1) * WEEK + _FRIDAY


def last_until(ts: int) -> int:
    """The latest expiry not later than *ts*."""
    return first_after(ts) - WEEK


def is_quarterly(expiry: int) -> bool:
    """Whether an expiry is the last Friday of March, June, September or December."""
    day = datetime.fromtimestamp(expiry // 1000, UTC)
    return day.month % 3 == 0 and (day + timedelta(days=7)).month != day.month


def listed_at(expiry: int, depth: int) -> int:
    """When the contract of an expiry is listed.

    Weekly ones live a fortnight.
    Quarterly ones come when the quarter *depth* before them has a fortnight left, so that as many quarters are always listed beyond next week.
    """
    quarter = expiry
    if is_quarterly(expiry):
        for _ in range(depth):
            quarter = _previous_quarter(quarter)
    return quarter - 2 * WEEK


def live(ts: int, depth: int) -> list[int]:
    """The expiries listed at a time, nearest first."""
    this_week = first_after(ts)
    horizon = [this_week + WEEK * count for count in range(16 * depth + 3)]
    return [expiry for expiry in horizon if listed_at(expiry, depth) <= ts]


def alias_of(expiry: int, ts: int) -> str:
    """OKX's word for a futures contract's place in the row: `this_week` and so on."""
    if expiry <= first_after(ts):
        return "this_week"
    if expiry == first_after(ts) + WEEK:
        return "next_week"
    nearer = [day for day in live(ts, FUTURES_DEPTH)[2:] if day < expiry]
    return "next_quarter" if nearer else "quarter"


def code_of(expiry: int) -> str:
    """The date in an instrument's name, as `261225`."""
    return datetime.fromtimestamp(expiry // 1000, UTC).strftime("%y%m%d")


def expiry_of(code: str) -> int | None:
    """The expiry of a date in an instrument's name, if there is one on that day."""
    try:
        day = datetime.strptime(code, "%y%m%d").replace(tzinfo=UTC)
    except ValueError:
        return None
    expiry = int(day.timestamp()) * 1000 + 8 * HOUR
    return expiry if last_until(expiry) == expiry and len(code) == 6 else None


def _previous_quarter(expiry: int) -> int:
    earlier = expiry - 12 * WEEK
    while not is_quarterly(earlier):
        earlier -= WEEK
    return earlier
