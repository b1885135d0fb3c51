"""Moments as people write them."""

from datetime import UTC, date, datetime, timedelta, timezone
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from okx_sdk.errors import InvalidArgument
from okx_sdk.protocol.times import (
    BARS,
    DAY,
    HOUR,
    Span,
    bar_ms,
    isoformat,
    parse_time,
    windows,
)

NOW = 1_770_000_000_000
JANUARY = 1_767_225_600_000  # 2026-01-01 at midnight, UTC


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        (JANUARY, JANUARY),
        (0, 0),
        (str(JANUARY), JANUARY),
        (f" {JANUARY} ", JANUARY),
        (datetime(2026, 1, 1, tzinfo=UTC), JANUARY),
        (datetime(2026, 1, 1, 8, tzinfo=timezone(timedelta(hours=8))), JANUARY),
        (datetime(2026, 1, 1, 0, 0, 0, 1_999, tzinfo=UTC), JANUARY + 1),
        (date(2026, 1, 1), JANUARY),
        ("2026-01-01", JANUARY),
        ("20260101", JANUARY),
        ("2026-01-01T00:00", JANUARY),
        ("2026-01-01 00:00:01", JANUARY + 1_000),
        ("2026-01-01T08:00+08:00", JANUARY),
        ("2026-01-01T00:00:00Z", JANUARY),
        ("now", NOW),
        ("Now ", NOW),
        ("7d", NOW - 7 * DAY),
        ("7 D", NOW - 7 * DAY),
        ("90m", NOW - 90 * 60_000),
        ("2w", NOW - 14 * DAY),
        ("0s", NOW),
        ("12h", NOW - 12 * HOUR),
    ],
)
def test_a_moment_is_understood_in_every_form(written, meant):
    """Text without a zone is UTC; a date begins at midnight."""
    assert parse_time(written, NOW) == meant


@pytest.mark.parametrize(
    "written",
    [
        True,
        -1,
        10**14,
        10**400,
        "9" * 20,
        "9" * 5_000,
        "9" * 5_000 + "d",
        "999999999d",
        "",
        "tomorrow",
        "7y",
        "-7d",
        "²²²²²²²²²",
        "2026-13-01",
        "1960-01-01",
        date(1960, 1, 1),
        datetime(1960, 1, 1, tzinfo=UTC),
        datetime(9999, 1, 1, tzinfo=UTC),
        datetime(2026, 1, 1),  # noqa: DTZ001 - this is the mistake
    ],
    ids=lambda written: f"{written!s:.20}",
)
def test_what_is_no_moment_is_refused_by_name(written):
    """A naive datetime too: nobody can know what it means."""
    with pytest.raises(InvalidArgument) as caught:
        parse_time(written, NOW, "start")

    assert "start" in str(caught.value).lower()


@given(st.text(max_size=12))
def test_any_text_is_a_moment_or_is_refused(text):
    """Nothing else comes out of it."""
    try:
        moment = parse_time(text, NOW)
    except InvalidArgument:
        return

    assert 0 <= moment < 10**14


@given(st.integers(0, 10**6), st.integers(-5, 10**5), st.integers(1, 10**4))
def test_windows_tile_a_span_exactly(start, length, width):
    """No gap, no overlap, none wider than asked, none empty."""
    pieces = windows(Span(start, start + length), width)

    assert all(0 < piece.end - piece.start <= width for piece in pieces)
    if length > 0:
        assert pieces[0].start == start
        assert pieces[-1].end == start + length
        assert all(a.end == b.start for a, b in pairwise(pieces))
    else:
        assert pieces == []


def test_a_bar_lasts_as_long_at_utc():
    """The suffix moves its start and not its length."""
    assert bar_ms("1Dutc") == bar_ms("1D") == DAY
    assert {bar_ms(bar) for bar in BARS} == set(BARS.values())


def test_an_unknown_bar_is_answered_with_the_known_ones():
    """The error says what to write."""
    with pytest.raises(InvalidArgument, match="1H, 2H, 4H"):
        bar_ms("1h")


def test_a_moment_is_shown_as_people_read_it():
    """In UTC, to the second."""
    assert isoformat(JANUARY + 999) == "2026-01-01 00:00:00Z"
