"""An economic calendar that repeats: what is published when, with figures that drift."""

from __future__ import annotations

from collections.abc import Iterator

from attrs import frozen

from okx_sdk.sandbox.bars import DAY, HOUR, MINUTE, WEEK
from okx_sdk.sandbox.noise import key_of, smooth

__all__ = ["Release", "releases"]

_AHEAD = 2 * WEEK
_MONDAY = 4 * DAY  # the first one after the epoch


@frozen
class _Figure:
    """Published once a week, so long after Monday begins."""

    number: int
    after_monday: int
    region: str
    event: str
    importance: str
    middle: float
    unit: str


@frozen
class Release:
    """One release; times in ms. *actual* is unknown until it is published."""

    calendar_id: str
    date: int
    ref_date: int
    u_time: int
    region: str
    event: str
    importance: str
    actual: str | None
    previous: str
    forecast: str
    unit: str


def _figure(row: str) -> _Figure:
    number, day, hour, region, event, importance, middle, unit = row.split(", ")
    since = int(day) * DAY + int(hour) * HOUR + 30 * MINUTE
    return _Figure(
        int(number), since, region, event, importance, float(middle), unit.strip("-")
    )


# In order of time; two come at the same moment, as they do.
_ROWS = """\
0, 0, 10, Euro Area, Sentix Investor Confidence, 1, -8.0, -
1, 1, 1, China, Caixin Services PMI, 2, 51.0, -
2, 2, 12, United States, MBA 30-Year Mortgage Rate, 1, 6.8, %
3, 2, 14, United States, EIA Crude Oil Stocks Change, 2, 1.2, M
4, 3, 12, United States, Initial Jobless Claims, 3, 225.0, K
5, 3, 12, United States, Continuing Jobless Claims, 2, 1870.0, K
6, 4, 17, United States, Baker Hughes Total Rigs Count, 1, 585.0, -
"""
_FIGURES = tuple(map(_figure, _ROWS.splitlines()))


def _value(seed: int, figure: _Figure, week: int) -> str:
    sway = 1.0 + 0.05 * smooth(key_of(seed, "calendar", figure.event), week, 5)
    return f"{figure.middle * sway:.1f}{figure.unit}"


def releases(seed: int, now: int, after: int | None) -> Iterator[Release]:
    """Releases newest first, from a fortnight ahead; *after* is an exclusive time."""
    newest = now + _AHEAD if after is None else min(now + _AHEAD, after - 1)
    for week in range((newest - _MONDAY) // WEEK, 0, -1):
        for figure in reversed(_FIGURES):
            date = week * WEEK + _MONDAY + figure.after_monday
            if date <= newest:
                yield _release(seed, figure, week, date, now)


def _release(seed: int, figure: _Figure, week: int, date: int, now: int) -> Release:
    is_out = date <= now
    before = _value(seed, figure, week - 1)
    return Release(
        calendar_id=str(week * len(_FIGURES) + figure.number),
        date=date,
        ref_date=week * WEEK + _MONDAY - WEEK,
        u_time=date if is_out else date - _AHEAD - DAY,
        region=figure.region,
        event=figure.event,
        importance=figure.importance,
        actual=_value(seed, figure, week) if is_out else None,
        previous=before,
        forecast=before,
        unit=figure.unit,
    )
