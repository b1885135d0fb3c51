"""What a person at a terminal sees: colours, progress, requests."""

import io
import logging
from decimal import Decimal

import pytest
from cli_fakes import book, candle

from okx_sdk.cli import ladder, plot, progress, table, ticker
from okx_sdk.cli.streams import say


def test_colours_change_no_widths():
    """A tinted cell is as wide as its neighbours."""
    rows = [{"side": "buy", "px": Decimal("1.5")}, {"side": "sell", "px": Decimal(10)}]

    def tint(row):
        return {"side": "green" if row["side"] == "buy" else "red"}

    assert list(table.lines(rows, ["side", "px"], tint=tint, colour=True)) == [
        "\x1b[1mside    px\x1b[0m",
        "\x1b[32mbuy \x1b[0m   1.5",
        "\x1b[31msell\x1b[0m  10",
    ]
    assert list(table.lines(rows, ["side", "px"], tint=tint)) == [
        "side    px",
        "buy    1.5",
        "sell  10",
    ]


@pytest.mark.parametrize(
    ("change", "tints"),
    [
        ("+1.00%", {"last": "green", ticker.MARKED: "green"}),
        ("-1.00%", {"last": "red", ticker.MARKED: "red"}),
        (None, {}),
    ],
)
def test_a_ticker_is_coloured_by_its_change(change, tints):
    """What cannot be told has no colour."""
    assert ticker._tint({ticker.MARKED: change}) == tints


def test_a_ladder_is_coloured_by_side():
    """Bids green, asks red."""
    text = "\n".join(ladder.ladder(book(), "BTC-USDT", 80, colour=True))

    assert "\x1b[1mBTC-USDT\x1b[0m" in text
    assert "\x1b[32m" in text
    assert "\x1b[31m" in text


@pytest.mark.slow  # plotext takes half a second to import
def test_a_chart_is_coloured_by_direction(monkeypatch):
    """And by nothing that would paint a background over the terminal's own."""
    monkeypatch.setattr(plot, "is_coloured", lambda _: True)
    candles = [candle(0, "100", "105"), candle(1, "105", "101")]

    text = plot.draw(candles, "BTC-USDT", "1H", io.StringIO())

    assert f"38;5;{plot.RISING}m" in text
    assert f"38;5;{plot.FALLING}m" in text
    assert "48;" not in text


def test_words_are_coloured_for_terminals_alone(capsys):
    """In a file they are plain."""
    say("careful", fg="yellow")

    assert capsys.readouterr().err == "careful\n"


@pytest.mark.parametrize("shown", [True, False])
def test_progress_is_for_those_who_look(monkeypatch, capsys, shown):
    """It is on stderr, and is gone at the end; nobody else has to import rich."""
    monkeypatch.setattr(progress, "is_terminal", lambda _: shown)

    with progress.progress("BTC-USDT 1m") as report:
        report(0, None)
        report(3_000, 0.25)

    assert capsys.readouterr().out == ""
    assert (report is progress._nobody) is not shown


def test_verbose_shows_the_requests_and_no_headers(run):
    """One line for each request; what shows headers stays quiet."""
    logger = logging.getLogger("okx_sdk.http")
    before = logger.level
    try:
        run("--verbose", "ticker", "BTC-USDT")

        assert logger.level == logging.INFO
        assert not logging.getLogger("httpcore").isEnabledFor(logging.DEBUG)
    finally:
        logger.setLevel(before)
