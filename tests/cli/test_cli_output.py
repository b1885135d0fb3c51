"""Rows in each form, to the letter."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from cli_fakes import FakeClient, said

from okx_sdk.cli import rows, streams
from okx_sdk.cli.exits import Closed, Unwritable
from okx_sdk.models.enums import InstType
from okx_sdk.models.market import BookLevel

COLUMNS = "ts,open,close,vol_ccy_quote,confirm"


def test_a_pipe_gets_a_row_a_line(run):
    """Decimals stay text with all their digits, moments are UTC, None is null."""
    result = run("candles", "BTC-USDT")

    assert result.stdout == (
        '{"ts":"2026-01-31T12:00:00.000Z","open":"100","high":"102","low":"99",'
        '"close":"101","vol":"10","vol_ccy":"100.50","vol_ccy_quote":null,"confirm":true}\n'
        '{"ts":"2026-01-31T13:00:00.000Z","open":"101","high":"102","low":"98.5",'
        '"close":"99.5","vol":"10","vol_ccy":"100.50","vol_ccy_quote":null,"confirm":true}\n'
    )
    assert (result.stderr, result.exit_code) == ("", 0)


def test_json_is_one_array(run):
    """A row stands on a line of its own all the same."""
    result = run("candles", "BTC-USDT", "-o", "json", "--columns", COLUMNS)

    assert result.stdout == (
        "[\n"
        '{"ts":"2026-01-31T12:00:00.000Z","open":"100","close":"101",'
        '"vol_ccy_quote":null,"confirm":true},\n'
        '{"ts":"2026-01-31T13:00:00.000Z","open":"101","close":"99.5",'
        '"vol_ccy_quote":null,"confirm":true}\n'
        "]\n"
    )


def test_csv_has_a_header(run):
    """None is empty."""
    result = run(
        "candles", "BTC-USDT", "-o", "csv", "--columns", "close, ts,vol_ccy_quote"
    )

    assert result.stdout == (
        "close,ts,vol_ccy_quote\n"
        "101,2026-01-31T12:00:00.000Z,\n"
        "99.5,2026-01-31T13:00:00.000Z,\n"
    )


def test_a_table_has_points_one_under_the_other(run):
    """Moments are as short as the finest of them allows; empty columns are left out."""
    result = run("candles", "BTC-USDT", "-o", "table")

    assert result.stdout == (
        "ts                open  high   low  close  vol\n"
        "2026-01-31 12:00   100   102  99    101     10\n"
        "2026-01-31 13:00   101   102  98.5   99.5   10\n"
    )


@pytest.mark.usefixtures("terminal")
def test_a_terminal_gets_a_table(run):
    """Without a word."""
    result = run("candles", "BTC-USDT")

    assert result.stdout.startswith("ts                open")


@pytest.mark.usefixtures("terminal")
def test_columns_that_do_not_fit_are_named(run, monkeypatch):
    """Numbers are never cut; what is asked for by name is shown whatever its width."""
    monkeypatch.setenv("COLUMNS", "30")

    shown, asked = (
        run("tickers"),
        run("tickers", "--columns", "inst_id,inst_type,ts,last"),
    )

    assert shown.stdout.splitlines()[0] == "inst_id   last  change_24h*"
    assert said(shown) == ["not shown for want of room: ts"]
    assert asked.stdout.splitlines()[0] == "inst_id   inst_type  ts                last"


@pytest.mark.parametrize(
    ("form", "text"),
    [
        ("ndjson", ""),
        ("json", "[]\n"),
        ("csv", "inst_id,last\n"),
        ("table", ""),
    ],
)
def test_no_rows_are_no_error(run, fake, form, text):
    """Each form has its way to say so; a table says it on stderr."""
    fake.tickers = {}

    result = run("tickers", "-o", form, "--columns", "inst_id,last")

    assert (result.exit_code, result.stdout) == (0, text)
    assert said(result) == (["no rows"] if form == "table" else [])


def test_the_last_form_counts(run):
    """Options may stand twice."""
    result = run("ticker", "BTC-USDT", "-o", "csv", "--columns", "last", "-o", "json")

    assert result.stdout == '[\n{"last":"110"}\n]\n'


@pytest.mark.parametrize(
    ("value", "said_as", "text"),
    [
        (None, None, ""),
        (True, True, "true"),
        (7, 7, "7"),
        ("SPOT", "SPOT", "SPOT"),
        (InstType.SPOT, "SPOT", "SPOT"),
        (InstType("NEW"), "NEW", "NEW"),
        (Decimal("1E-9"), "0.000000001", "0.000000001"),
        (Decimal("1.500"), "1.500", "1.500"),
        (
            datetime(2026, 1, 2, 3, 4, 5, 678000, UTC),
            "2026-01-02T03:04:05.678Z",
            "2026-01-02T03:04:05.678Z",
        ),
        (date(2026, 1, 2), "2026-01-02", "2026-01-02"),
        (("a", "b"), ["a", "b"], '["a","b"]'),
        ({"a": Decimal(1)}, {"a": "1"}, '{"a":"1"}'),
        (b"\x00\xff", "AP8=", "AP8="),
        (
            BookLevel(Decimal(1), Decimal(2), 3),
            {"px": "1", "sz": "2", "orders": 3},
            '{"px":"1","sz":"2","orders":3}',
        ),
    ],
)
def test_values_as_json_and_as_text(value, said_as, text):
    """What JSON cannot say becomes text; what has parts becomes JSON in a csv."""
    assert rows.to_json(value) == said_as
    assert rows.to_text(value) == text


@pytest.mark.parametrize(
    ("row", "cells"),
    [
        ({"instId": "X"}, {"instId": "X"}),
        (["1", "2"], {"0": "1", "1": "2"}),
        ("X", {"value": "X"}),
        (BookLevel(Decimal(1), Decimal(2), 3), {"px": 1, "sz": 2, "orders": 3}),
    ],
)
def test_any_row_has_columns(row, cells):
    """Objects by their names, arrays by their places."""
    assert rows.cells(row) == cells


@pytest.mark.parametrize("env", ["demo", "sandbox"])
@pytest.mark.parametrize("form", ["ndjson", "json", "csv", "table"])
def test_what_is_not_live_says_so_once_on_stderr(run, fake, env, form):
    """Never on stdout, where it would be data."""
    fake.env = env

    result = run("candles", "BTC-USDT", "-o", form)

    assert result.stderr.count(f"{env}: simulated") == 1
    assert "simulated" not in result.stdout


def test_live_has_no_banner(run):
    """There is nothing to say."""
    assert run("ticker", "BTC-USDT").stderr == ""


def test_colours_are_for_terminals(monkeypatch):
    """Not for files, nor where NO_COLOR is set, nor for a dumb terminal."""

    class Terminal:
        def isatty(self):
            return True

    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("TERM", "xterm")
    assert streams.is_coloured(Terminal())
    assert not streams.is_coloured(None)

    monkeypatch.setenv("NO_COLOR", "1")
    assert not streams.is_coloured(Terminal())

    monkeypatch.delenv("NO_COLOR")
    monkeypatch.setenv("TERM", "dumb")
    assert not streams.is_coloured(Terminal())


@pytest.mark.parametrize(
    ("failure", "raised"),
    [
        (BrokenPipeError(32, "Broken pipe"), Closed),
        (OSError(28, "No space"), Unwritable),
    ],
)
def test_output_that_cannot_be_written_is_told_from_other_trouble(
    monkeypatch, failure, raised
):
    """A reader that left is no error; a full disk is one."""

    class Broken:
        def write(self, _):
            raise failure

        def flush(self):
            raise failure

    monkeypatch.setattr("sys.stdout", Broken())

    for write in (lambda: streams.emit("x"), streams.flush):
        with pytest.raises(raised):
            write()


def test_a_closed_output_is_told(monkeypatch):
    """As when a shell closes it with `>&-`."""
    monkeypatch.setattr("sys.stdout", None)

    with pytest.raises(Unwritable, match="the output is closed"):
        streams.emit("x")


def test_the_fake_is_closed_after_each_command(run, fake):
    """A command leaves no client behind."""
    assert isinstance(fake, FakeClient)

    run("ticker", "BTC-USDT")

    assert fake.closed
