from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from okx_sdk.sandbox.bars import (
    BARS,
    bar_named,
    next_open,
    open_of,
    previous_open,
    shifted,
)

times = st.integers(1_420_070_400_000, 2**41)
bars = st.sampled_from(sorted(BARS))


def at(text):
    return int(datetime.fromisoformat(text).replace(tzinfo=UTC).timestamp()) * 1000


@given(bar=bars, ts=times)
def test_a_time_lies_in_its_bar(bar, ts):
    """Bars fill time without a gap, and stepping there and back returns."""
    opened, ends = open_of(bar, ts), next_open(bar, ts)

    assert opened <= ts < ends
    assert open_of(bar, opened) == opened
    assert open_of(bar, ends) == ends
    assert previous_open(bar, ends) == opened
    assert shifted(bar, shifted(bar, ts, -300), 300) == opened


@given(bar=st.sampled_from([bar for bar in BARS if bar.endswith("utc")]), ts=times)
def test_hong_kong_is_eight_hours_ahead(bar, ts):
    """The bars without a suffix open eight hours before those of UTC."""
    eight = int(timedelta(hours=8).total_seconds()) * 1000

    assert open_of(bar.removesuffix("utc"), ts - eight) == open_of(bar, ts) - eight


@pytest.mark.parametrize(
    ("bar", "opened"),
    [
        ("1m", "2026-11-22T22:30"),
        ("4H", "2026-11-22T20:00"),
        ("6H", "2026-11-22T22:00"),
        ("6Hutc", "2026-11-22T18:00"),
        ("12H", "2026-11-22T16:00"),
        ("1D", "2026-11-22T16:00"),
        ("1Dutc", "2026-11-22T00:00"),
        ("1W", "2026-11-22T16:00"),
        ("1Wutc", "2026-11-16T00:00"),
        ("1M", "2026-10-31T16:00"),
        ("1Mutc", "2026-11-01T00:00"),
        ("3M", "2026-09-30T16:00"),
        ("3Mutc", "2026-10-01T00:00"),
    ],
)
def test_known_opens(bar, opened):
    """Where the bars of one Sunday evening opened."""
    assert open_of(bar, at("2026-11-22T22:30:59")) == at(opened)


def test_an_unknown_bar_is_refused():
    """OKX has no bar of seven minutes."""
    with pytest.raises(KeyError):
        bar_named("7m")
