"""Candles as characters: to half a cell, and never more than there is room for."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from cli_fakes import candle
from hypothesis import given
from hypothesis import strategies as st

from okx_sdk.cli import chart
from okx_sdk.cli.chart import Bar, Scale

START = datetime(2026, 1, 31, tzinfo=UTC)


def bar(first, high, low, last, *, hour=0, vol=1.0):
    return Bar(START + timedelta(hours=hour), first, high, low, last, vol)


def column(cells, x=0):
    """The characters of a column, from the top."""
    found = sorted((c for c in cells if c.x == x), key=lambda c: -c.y)
    return "".join(c.character for c in found)


def test_a_body_is_thick_and_a_wick_is_thin():
    """Eight prices on four rows: each is half a cell."""
    scale = Scale(0, 8, 4)

    cells = list(chart.bodies([bar(2.5, 7.5, 0.5, 5.5)], scale, 1))

    assert column(cells) == "│┃┃│"
    assert {cell.rises for cell in cells} == {True}


@pytest.mark.parametrize(
    ("prices", "drawn"),
    [
        ((3.5, 7.5, 0.5, 6.5), "╽┃╿│"),
        ((1.5, 6.5, 1.5, 6.5), "╻┃┃╹"),
        ((4.5, 6.5, 3.5, 4.5), "╷╽╵"),
        ((4.5, 4.5, 4.5, 4.5), "╻"),
        ((3.5, 4.5, 3.5, 3.5), "╷╹"),
    ],
)
def test_half_cells(prices, drawn):
    """A price that opens and closes alike still has a body."""
    cells = list(chart.bodies([bar(*prices)], Scale(0, 8, 4), 1))

    assert column(cells) == drawn


def test_few_candles_are_wide():
    """Bodies are blocks with a gap between, wicks stand in the middle."""
    cells = list(chart.bodies([bar(2.5, 7.5, 1.5, 5.5)], Scale(0, 8, 4), 5))

    assert [column(cells, x) for x in range(5)] == ["", "██", "│██╵", "██", ""]


def test_candles_are_merged_from_the_newest_back():
    """The first bar takes what is left over; each keeps its extremes and its volume."""
    candles = [candle(hour, str(hour + 10), str(hour + 11)) for hour in range(5)]

    bars, each = chart.merged(candles, 3)

    assert each == 2
    assert [(b.open, b.high, b.low, b.close, b.vol) for b in bars] == [
        (10, 12, 9, 11, 10),
        (11, 14, 10, 13, 20),
        (13, 16, 12, 15, 20),
    ]


@given(st.integers(1, 400), st.integers(1, 120))
def test_there_is_room_for_all_bars(count, most):
    """Whatever the numbers are."""
    candles = [candle(hour, "10", "11") for hour in range(count)]

    bars, each = chart.merged(candles, most)

    assert len(bars) <= most
    assert -(-count // each) == len(bars)


@given(
    st.lists(
        st.tuples(*[st.floats(1e-9, 1e9)] * 4).map(
            lambda p: bar(p[0], max(p), min(p), p[1])
        ),
        min_size=1,
        max_size=30,
    ),
    st.integers(1, 7),
)
def test_nothing_is_drawn_outside(bars, step):
    """Every cell lies in the canvas, whatever the prices are."""
    scale = Scale.of(bars, 12)

    cells = [*chart.bodies(bars, scale, step), *chart.volumes(bars, 12, step)]

    assert all(0 <= c.x < step * len(bars) and 0 <= c.y < 12 for c in cells)
    assert {c.x // step for c in cells} == set(range(len(bars)))


def test_volumes_are_drawn_to_an_eighth():
    """The greatest fills its rows; the least that is traded shows."""
    bars = [bar(1, 1, 1, 1, vol=vol) for vol in (16, 1, 9, 0)]

    cells = list(chart.volumes(bars, 2, 1))

    assert [column(cells, x) for x in range(4)] == ["██", "▁", "▁█", ""]


@pytest.mark.parametrize(
    ("low", "high", "rows", "labels"),
    [
        (60_000, 66_000, 20, ["60,000", "61,000", "62,000", "63,000", "64,000", "65,000", "66,000"]),
        (0.1325, 0.1375, 9, ["0.134", "0.136"]),
        (1.0, 2.0, 12, ["1.00", "1.25", "1.50", "1.75", "2.00"]),
        (0.00000011, 0.00000019, 6, ["0.00000015"]),
    ],
)  # fmt: skip
def test_prices_are_labelled_where_they_are_round(low, high, rows, labels):
    """With as many decimals as tell them apart."""
    assert [text for _, text in chart.price_ticks(Scale(low, high, rows))] == labels


@pytest.mark.parametrize(
    ("unit", "count", "labels"),
    [
        (timedelta(minutes=1), 60, ["00:10", "00:20", "00:30", "00:40", "00:50"]),
        (timedelta(hours=1), 60, ["12:00", "01 Feb", "12:00", "02 Feb"]),
        (timedelta(days=1), 45, ["02 Feb", "16 Feb", "02 Mar", "16 Mar"]),
        (timedelta(days=7), 60, ["Apr", "Jul", "Oct", "2027"]),
        (timedelta(days=31), 40, ["2027", "2028", "2029"]),
    ],
)
def test_times_are_labelled_where_they_are_round(unit, count, labels):
    """A new day shows its date, a new year its number."""
    bars = [Bar(START + n * unit, 1, 1, 1, 1, 1) for n in range(count)]

    ticks = chart.time_ticks(bars, 1)

    assert [text for _, text in ticks] == labels
    columns = [column for column, _ in ticks]
    assert all(b - a >= 8 for a, b in pairwise(columns))


def test_one_bar_is_labelled_whole():
    """There is no distance to judge by."""
    assert chart.time_ticks([bar(1, 1, 1, 1, hour=5)], 7) == [(0, "31 Jan 05:00")]
