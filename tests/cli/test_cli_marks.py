"""Numbers at a glance."""

from datetime import datetime, timedelta, timezone
from decimal import Decimal

import pytest

from okx_sdk.cli.marks import (
    Figures,
    bar,
    change,
    clock,
    fixed,
    leftward,
    points,
    rightward,
    short,
    span,
    spark,
)


@pytest.mark.parametrize(
    ("share", "cells"),
    [(0, ""), (0.001, "▏"), (0.25, "█"), (0.5, "██"), (0.53, "██▏"), (2, "████")],
)
def test_a_bar_is_as_long_as_its_share(share, cells):
    """To an eighth of a cell; what is not nothing is seen."""
    assert rightward(bar(share, 4)) == cells


def test_a_bar_to_the_left_begins_with_an_inverse_cell():
    """Whose left part stays empty."""
    assert leftward(bar(0.53, 4)) == ("▉", "██")
    assert leftward(bar(0.5, 4)) == ("", "██")
    assert leftward(bar(1, 0)) == ("", "")


@pytest.mark.parametrize(
    ("values", "width", "line"),
    [
        ([], 5, ""),
        ([7, 7], 5, "▄▄"),
        ([1, 2, 3, 8], 9, "▁▂▃█"),
        ([9, 1, 2], 2, "▁█"),
        ([1], 0, ""),
    ],
)
def test_a_trend_shows_the_last_values(values, width, line):
    """From the lowest to the highest of those that are shown."""
    assert spark(values, width) == line


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("0", "0"),
        ("12.3456", "12.35"),
        ("999.94", "999.9"),
        ("999.95", "1K"),
        ("38116.17", "38.12K"),
        ("2476077281", "2.476B"),
        ("1e16", "1e+04T"),
    ],
)
def test_great_numbers_are_short(value, text):
    """Four digits and a unit."""
    assert short(Decimal(value)) == text


def test_a_column_of_figures_keeps_its_form():
    """Decimals and width, as its numbers change."""
    figures = Figures()

    assert figures.texts([Decimal("1.25"), Decimal(10)], "px") == [
        "   px",
        " 1.25",
        "10.00",
    ]
    assert figures.texts([Decimal(3)], "px") == ["   px", " 3.00"]


def test_a_column_of_figures_is_rounded_to_its_room():
    """Decimals go first, and whole digits never."""
    figures = Figures(6)

    assert figures.texts([Decimal("0.123456789")], "") == ["      ", "0.1235"]
    assert figures.texts([Decimal(1234567)], "")[1] == "1234567"


def test_what_is_not_known_is_empty():
    """And not zero."""
    assert (fixed(None, 2), short(None), points(None, Decimal(1))) == ("", "", "")
    assert change(Decimal(1), None) is change(None, Decimal(1)) is None


def test_changes_and_spreads():
    """In percent, and in hundredths of that."""
    assert change(Decimal(99), Decimal(100)) == -1
    assert points(Decimal(9999), Decimal(10001)) == "2.00 bp"


def test_times():
    """Moments in UTC, and lengths in the unit that people would say."""
    east = timezone(timedelta(hours=8))

    assert clock(datetime(2026, 1, 31, 8, 0, 1, 500_000, east)) == "00:00:01.500"
    assert [span(s) for s in (3.4, 119, 150, 7300)] == ["3 s", "119 s", "2 min", "2 h"]
