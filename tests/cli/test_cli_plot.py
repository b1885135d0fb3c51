"""The drawn chart: frame by plotext, shapes of our own."""

import importlib
import io
from itertools import pairwise

import pytest
from cli_fakes import candle, said

from okx_sdk.cli import plot

PRICES = [
    "100",
    "104",
    "103",
    "107",
    "110",
    "108",
    "109",
    "105",
    "101",
    "99",
    "102",
    "106",
]
CANDLES = [
    candle(hour, first, last, vol=str(hour + 1))
    for hour, (first, last) in enumerate(pairwise(PRICES))
]

SMALL = """\
┈┈┈┈┈┈┈┈┈┈╽┈┈╽┈┈╷┈┈╷┈┈┈┈┈┈┈┈┈┈┈┈┈├ 110
          ┃  ┃  ╽  ╽             │
       ╽  ┃  ╿  ╿  ┃           ╷ │
┈┈┈┈┈┈┈┃┈┈│┈┈┈┈┈┈┈┈┃┈┈╷┈┈┈┈┈┈┈┈╽┈├ 106
┈╽┈┈╽┈┈┃┈┈┈┈┈┈┈┈┈┈┈╿┈┈┃┈┈┈┈┈┈┈┈┃┈├ 105
 ┃  ╿  ╿              ┃     │  ┃ │
 ┃  ╵  ╵              ┃  ╽  ┃  ╿ │
┈╿┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈╵┈┈┃┈┈┃┈┈┈┈├ 100
 ╵                       ╿  ╿    │
─────────────┬───────────┬───────┘
           16:00       20:00
"""


@pytest.fixture
def plotext():
    return importlib.import_module("plotext")


@pytest.mark.slow  # plotext takes half a second to import
def test_a_chart_in_a_file_is_plain_text(run, fake):
    """A hundred columns by thirty lines: the price above, the volume below, UTC."""
    fake.pages = [CANDLES]

    result = run("candles", "BTC-USDT", "--plot")

    lines = result.stdout.splitlines()
    assert result.exit_code == 0
    assert lines[0] == "BTC-USDT  1H   106  ▲ +6.00 %"
    assert lines[-1] == "2026-01-31 12:00 to 2026-01-31 22:00 UTC   11 candles"
    assert (len(lines) <= 30, max(map(len, lines)) <= 100) == (True, True)
    assert "\x1b" not in result.stdout
    assert any(line.endswith("├   106") for line in lines)
    assert any(line.endswith("├volume") for line in lines)
    assert "18:00" in lines[-2]


@pytest.mark.slow  # as above
def test_a_small_chart_to_the_letter(plotext):
    """Every candle in its column, round prices on the right, the last one among them."""
    layout = plot._Layout.of(CANDLES, 40, 14)

    picture = plot._figure(plotext, plot._panels(plotext, layout), layout).build()

    lines = [line.rstrip() for line in picture.string(True).splitlines()]
    assert lines == SMALL.splitlines()


@pytest.mark.slow  # as above
def test_rows_stay_available_beside_the_chart(run, fake):
    """With -o the rows go to stdout, and the chart to stderr unless that is a terminal."""
    fake.pages = [CANDLES]

    result = run("candles", "BTC-USDT", "--plot", "-o", "csv", "--columns", "close")

    assert result.stdout.split() == ["close", *PRICES[1:]]
    assert said(result)[0].startswith("BTC-USDT  1H")


def test_a_chart_asks_for_as_many_candles_as_it_has_room_for(run, fake):
    """Unless it is told which."""
    fake.pages = []

    run("candles", "X", "--plot")
    run("candles", "X", "--plot", "--limit", "7")
    run("candles", "X", "--plot", "--start", "1d")

    assert [call[2]["limit"] for call in fake.calls] == [88, 7, None]


def test_no_candles_draw_nothing(run, fake):
    """And it is said."""
    fake.pages = []

    result = run("candles", "X", "--plot")

    assert (result.exit_code, result.stdout) == (0, "")
    assert said(result) == ["no candles"]


@pytest.mark.slow  # as above
@pytest.mark.parametrize("count", [1, 2, 30, 400])
@pytest.mark.parametrize("size", [(40, 14), (100, 30), (200, 44)])
def test_a_chart_keeps_to_its_size(monkeypatch, count, size):
    """However many candles there are."""
    monkeypatch.setattr(plot, "DEFAULT_SIZE", size)
    candles = [candle(hour, "100.25", str(100 + hour % 7)) for hour in range(count)]

    lines = plot.draw(candles, "BTC-USDT", "1H", io.StringIO()).splitlines()

    assert max(map(len, lines)) <= size[0]
    assert len(lines) <= size[1]


@pytest.mark.slow  # as above
def test_a_price_that_never_moves_is_drawn():
    """There is no range to divide by."""
    still = [candle(hour, "5", "5") for hour in range(9)]

    assert "▲ +0.00 %" in plot.draw(still, "X", "1H", io.StringIO())
