"""`okxsdk stream`: rows as they come, ends, gaps, stale books, and exit codes."""

import json
import logging
import os
import signal
import subprocess
import sys
import time
from datetime import timedelta
from decimal import Decimal
from typing import get_args

import attrs
import click
import pytest
from cli_fakes import ticker
from click.testing import CliRunner
from live_fakes import NOON, FakeStream, LiveClient, book, stale
from promptness import soon

from okx_sdk._streams import BookChannel
from okx_sdk.cli.app import okxsdk
from okx_sdk.cli.live import BOOK_CHANNELS, duration
from okx_sdk.errors import GapDetected
from okx_sdk.models.enums import Side
from okx_sdk.models.live import LiveCandle, LiveTrade
from okx_sdk.models.market import Ticker
from okx_sdk.protocol.buffers import Gap
from okx_sdk.sandbox.embedded import acquire


@pytest.fixture
def fake():
    """The client that a line of words gets."""
    return LiveClient()


def trades(*ids):
    px, sz = Decimal(100), Decimal(1)
    return [LiveTrade("BTC-USDT", str(i), px, sz, Side.BUY, NOON) for i in ids]


def rows(result):
    return [json.loads(line) for line in result.stdout.splitlines()]


def test_rows_are_written_until_there_are_enough(run, fake):
    """Not one more, however many came together."""
    fake.stream = FakeStream(trades(1, 2), trades(3, 4, 5))

    result = run("stream", "trades", "BTC-USDT", "--count", "4")

    assert (result.exit_code, result.stderr) == (0, "")
    assert [row["trade_id"] for row in rows(result)] == ["1", "2", "3", "4"]


def test_it_ends_when_the_time_is_up(run, fake):
    """Which is a good end, though nothing came."""
    begin = time.monotonic()
    result = run("stream", "trades", "BTC-USDT", "--duration", "60ms")

    assert (result.exit_code, result.stdout) == (0, "")
    assert 0.06 <= time.monotonic() - begin < soon(1)


@pytest.mark.parametrize(
    ("line", "call"),
    [
        ("tickers btc-usdt ETH-USDT", ("stream_tickers", ("BTC-USDT", "ETH-USDT"), {})),
        ("trades X --every", ("stream_trades", ("X",), {"every": True})),
        ("candles X --bar 1H", ("stream_candles", ("X",), {"bar": "1H"})),
        ("bbo X", ("stream_bbo", ("X",), {})),
        (
            "orderbook X --channel books5",
            ("stream_order_book", ("X",), {"channel": "books5"}),
        ),
    ],
)
def test_each_stream_is_the_clients(run, fake, line, call):
    """With the options that the client has."""
    result = run("stream", *line.split(), "--duration", "1ms")

    assert result.exit_code == 0
    assert fake.calls == [call]
    assert fake.closed


def test_the_forms_are_those_of_all_commands(run, fake):
    """csv with a line of columns, json as one array, and the columns asked for."""
    words = ("stream", "trades", "X", "--count", "2", "--columns", "trade_id,px")

    fake.stream = FakeStream(trades(1, 2))
    assert run(*words, "-o", "csv").stdout == "trade_id,px\n1,100\n2,100\n"
    fake.stream = FakeStream(trades(1, 2))
    assert json.loads(run(*words, "-o", "json").stdout) == [
        {"trade_id": "1", "px": "100"},
        {"trade_id": "2", "px": "100"},
    ]


def test_gaps_are_told_on_stderr_after_the_rows_before_them(run, fake):
    """Each once; what the library logs of them is not repeated."""
    gap = Gap(NOON, NOON + timedelta(seconds=2), "it was closed", ("X",), 3)

    def lose():
        fake.stream.gaps.append(gap)
        logging.getLogger("okx_sdk.stream").warning(
            "%s: data may be missing: %s", fake.stream, gap.cause
        )

    fake.stream = FakeStream(trades(1), lose, trades(2))
    result = run("stream", "trades", "X", "--count", "2")

    assert len(rows(result)) == 2
    assert result.stderr == (
        "gap 12:00:00.000 to 12:00:02.000 UTC X: it was closed, 3 rows dropped\n"
    )


def test_other_warnings_are_told_too(run, fake):
    """Such as a row that cannot be read."""

    def warn():
        logging.getLogger("okx_sdk.stream").warning("a row was %s", "passed over")

    fake.stream = FakeStream(warn, trades(1))
    result = run("stream", "trades", "X", "--count", "1")

    assert result.stderr == "a row was passed over\n"


def test_an_error_ends_it_after_the_rows_that_came(run, fake):
    """With the exit code that it means."""

    def fail():
        raise GapDetected("the stream broke")

    fake.stream = FakeStream(trades(1), fail)
    result = run("stream", "trades", "X")

    assert result.exit_code == 5
    assert len(rows(result)) == 1
    assert result.stderr.startswith("okxsdk: The stream broke. ")
    assert len(result.stderr.splitlines()) == 1


def test_a_book_is_a_row_of_its_best_levels(run, fake):
    """With its instrument, and nothing that is stale about it."""
    fake.stream = FakeStream([book()])

    (row,) = rows(
        run("stream", "orderbook", "BTC-USDT", "--count", "1", "--depth", "1")
    )

    assert row == {
        "inst_id": "BTC-USDT",
        "asks": [{"px": "101", "sz": "2", "orders": 1}],
        "bids": [{"px": "100", "sz": "1", "orders": 1}],
        "ts": "2026-01-31T12:00:00.000Z",
        "seq_id": 7,
        "stale": None,
    }


def test_a_book_that_becomes_stale_is_a_row_without_numbers(run, fake):
    """Once, until it is right again."""
    kept = book()
    fake.stream = FakeStream(
        [kept.copy()],
        lambda: kept.invalidate("updates are missing"),
        [],
        [book()],
        books=[kept],
    )

    result = run("stream", "orderbook", "BTC-USDT", "--count", "3")

    first, gone, back = rows(result)
    assert gone == {
        "inst_id": "BTC-USDT",
        "asks": None,
        "bids": None,
        "ts": None,
        "seq_id": None,
        "stale": "updates are missing",
    }
    assert first["stale"] is back["stale"] is None


def test_in_csv_each_level_of_a_book_is_a_row(run, fake):
    """And a stale book one without a price."""
    fake.stream = FakeStream([book(), stale("it broke")])

    words = ("stream", "orderbook", "X", "-o", "csv", "--count", "2", "--depth", "1")

    assert run(*words).stdout.splitlines() == [
        "inst_id,side,px,sz,orders,ts,seq_id,stale",
        "BTC-USDT,bid,100,1,1,2026-01-31T12:00:00.000Z,7,",
        "BTC-USDT,ask,101,2,1,2026-01-31T12:00:00.000Z,7,",
        "BTC-USDT,,,,,,,it broke",
    ]


def test_a_table_that_nobody_watches_is_the_last_one(run, fake):
    """The latest row of each instrument, at the end."""
    fake.stream = FakeStream([ticker("X", "1", "1")], [ticker("X", "110.5", "100")])

    result = run("stream", "tickers", "X", "-o", "table", "--count", "2")

    assert result.exit_code == 0
    title, _, head, line = result.stdout.splitlines()
    assert title.split() == ["tickers", "X", "ended"]
    assert head.split()[:3] == ["inst_id", "last", "24h"]
    assert line.split()[:3] == ["X", "110.5", "+10.50%"]


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("stream tickers X -o table", "give --duration or --count"),
        ("stream tickers X -o table --count 1 --columns last", "--columns"),
        ("stream tickers X --columns nonsense", "no column 'nonsense'"),
        ("stream tickers", "INST_ID"),
        ("stream tickers X --count 0", "--count"),
        ("stream tickers X --duration soon", "write 30s, 5m or 1h"),
        ("stream candles X --bar 1M1", "no bar"),
        ("stream orderbook X --channel deep", "--channel"),
        ("stream nonsense", "nonsense"),
    ],
)
def test_misuse_is_told_before_anything_is_asked(run, fake, line, told):
    """2, and one line."""
    result = run(*line.split())

    assert (result.exit_code, result.stdout, fake.calls) == (2, "", [])
    assert told in result.stderr
    assert len(result.stderr.splitlines()) == 1


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("30s", 30),
        ("30", 30),
        ("250ms", 0.25),
        ("1.5m", 90),
        ("2h", 7200),
        ("1d", 86400),
    ],
)
def test_a_length_of_time_is_written_as_people_do(text, seconds):
    """A number alone is seconds."""
    assert duration(text) == seconds


@pytest.mark.parametrize("text", ["", "s", "-1s", "1w", "1s2", "٣s", "1e3"])
def test_what_is_no_length_of_time(text):
    """Is refused with an example."""
    with pytest.raises(click.BadParameter, match="30s"):
        duration(text)


def test_the_channels_are_those_of_the_client():
    """They are written out, since the client takes long to import."""
    assert get_args(BookChannel) == BOOK_CHANNELS


# Against the sandbox.


@pytest.fixture(scope="module")
def sandbox():
    """One sandbox for all of them, as a process has."""
    embedded = acquire()
    yield embedded
    embedded.release()


TICKER, TRADE, CANDLE = (
    [field.name for field in attrs.fields(kind)]
    for kind in (Ticker, LiveTrade, LiveCandle)
)
BEST = ["inst_id", "bid_px", "bid_sz", "ask_px", "ask_sz", "ts", "seq_id"]


@pytest.mark.slow  # rows come when they come, ten times a second
@pytest.mark.parametrize(
    ("kind", "names"),
    [
        ("tickers", TICKER),
        ("trades", TRADE),
        ("candles", CANDLE),
        ("bbo", BEST),
        ("orderbook", ["inst_id", "asks", "bids", "ts", "seq_id", "stale"]),
    ],
)
@pytest.mark.usefixtures("sandbox")
def test_each_stream_of_the_sandbox_has_these_keys(kind, names):
    """And the banner stands on stderr alone."""
    words = ["--env", "sandbox", "stream", kind, "BTC-USDT", "--count", "2"]
    result = CliRunner().invoke(okxsdk, words)

    assert (result.exit_code, result.stderr) == (0, "sandbox: simulated data\n")
    assert [list(row) for row in rows(result)] == [names, names]


@pytest.mark.slow  # the exchange is asked first
@pytest.mark.usefixtures("sandbox")
def test_an_unknown_instrument_is_rejected():
    """4, and one line; also beside one that is known."""
    words = ["--env", "sandbox", "stream", "tickers", "BTC-USDT", "NO-SUCH"]
    result = CliRunner().invoke(okxsdk, words)

    banner, line = result.stderr.splitlines()
    assert (result.exit_code, result.stdout) == (4, "")
    assert banner == "sandbox: simulated data"
    assert "NO-SUCH" in line
    assert "code 60018" in line


def start(url, *words, **kwargs):
    env = {**os.environ, "OKX_ENV": "sandbox", "OKX_SANDBOX_URL": url}
    return subprocess.Popen(
        [sys.executable, "-m", "okx_sdk", "stream", *words],
        env=env,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        **kwargs,
    )


posix = pytest.mark.skipif(os.name != "posix", reason="signals")


@pytest.mark.rude  # another process
@posix
@pytest.mark.slow  # starts a process
def test_ctrl_c_ends_it(sandbox):
    """130 within a second, all rows whole, and no traceback."""
    process = start(sandbox.url, "tickers", "BTC-USDT", "ETH-USDT")
    first = process.stdout.readline()  # which comes at once, though more will follow

    begin = time.monotonic()
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=20)

    assert time.monotonic() - begin < soon(1)
    assert process.returncode == 130
    assert all(json.loads(line) for line in (first + out).splitlines())
    assert err.strip() == "sandbox: simulated data"


@pytest.mark.rude  # another process
@posix
@pytest.mark.slow  # starts a process
def test_a_reader_that_leaves_is_no_error(sandbox):
    """As `| head`: quiet, and 141."""
    process = start(sandbox.url, "bbo", "BTC-USDT", "ETH-USDT")
    process.stdout.readline()
    process.stdout.close()
    err = process.stderr.read()
    process.stderr.close()

    assert (process.wait(20), err) == (141, "sandbox: simulated data\n")
