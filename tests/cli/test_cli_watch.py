"""`okxsdk watch`: its picture, and the terminal that it gives back."""

import json
import os
import select
import signal
import subprocess
import sys
import time
from decimal import Decimal

import attrs
import pytest
from cli_fakes import ticker
from live_fakes import FakeStream, LiveClient, drawn
from promptness import soon

from okx_sdk.cli.quotes import Quotes
from okx_sdk.models.enums import InstType
from okx_sdk.sandbox.embedded import acquire


@pytest.fixture
def fake():
    """The client that a line of words gets."""
    return LiveClient()


def quoted(inst_id="BTC-USDT", last="110", **values):
    row = ticker(inst_id, last, "100")
    known = {
        "bid_px": Decimal("109.9"),
        "ask_px": Decimal("110.1"),
        "vol_ccy_24h": Decimal("2476077281.2"),
    }
    return attrs.evolve(row, **{**known, **values})


def test_into_a_pipe_it_writes_tickers(run, fake):
    """As `stream tickers` does."""
    fake.stream = FakeStream([quoted()])

    result = run("watch", "btc-usdt", "--count", "1")

    assert result.exit_code == 0
    assert json.loads(result.stdout)["inst_id"] == "BTC-USDT"
    assert fake.calls == [("stream_tickers", ("BTC-USDT",), {})]


def test_a_picture_that_nobody_watches_is_the_last_one(run, fake):
    """In plain text."""
    fake.stream = FakeStream([quoted()], [quoted(last="90")])

    result = run("watch", "BTC-USDT", "-o", "table", "--count", "2")

    assert result.exit_code == 0
    assert "\x1b" not in result.stdout
    title, _, head, line = result.stdout.splitlines()
    assert title.split() == ["watch", "ended"]
    assert head.split()[:4] == ["inst_id", "last", "24h", "bid"]
    figures = "BTC-USDT 90.0 -10.00% 109.9 110.1 18.18 bp 2.476B USDT"
    assert " ".join(line.split()).startswith(figures)


def test_instruments_stay_in_the_order_they_were_named():
    """Whichever comes first."""
    view = Quotes(["B", "A"])
    view.take([quoted("A"), quoted("B")])

    assert [line.split()[0] for line in drawn(view)] == ["inst_id", "B", "A"]


def test_prices_have_as_many_decimals_as_ever():
    """So that nothing jumps as they change."""
    view = Quotes(["X"])
    view.take([quoted("X", "100.25")])
    view.take([quoted("X", "101", bid_px=Decimal(100), ask_px=None)])

    _, line = drawn(view)
    assert line.split()[:4] == ["X", "101.00", "+1.00%", "100.00"]


def test_volume_is_in_coin_for_derivatives():
    """And in quote currency for spot, as OKX counts it."""
    view = Quotes(["BTC-USDT-SWAP"])
    view.take([quoted("BTC-USDT-SWAP", inst_type=InstType.SWAP)])

    assert "2.476B BTC" in drawn(view)[1]


@pytest.mark.parametrize("width", range(20, 200, 20))
def test_it_fits_any_width(width):
    """The trend takes what is left, and none if that is too little."""
    view = Quotes(["BTC-USDT"])
    view.take([quoted()])

    lines = drawn(view, width)
    assert max(map(len, lines)) <= width
    assert ("trend" in lines[0]) is (width >= 80)


def test_nothing_has_come_yet():
    """Which is said."""
    assert drawn(Quotes(["X"])) == [" nothing has come yet"]


@pytest.mark.rude  # another process
@pytest.mark.slow  # starts a process and waits for its first picture
@pytest.mark.skipif(os.name != "posix", reason="pseudo-terminals")
def test_ctrl_c_gives_the_terminal_back():
    """130 within a second: the cursor, the screen, and the last picture on it."""
    import pty

    embedded = acquire()
    ours, theirs = pty.openpty()
    env = {
        **os.environ,
        "OKX_ENV": "sandbox",
        "OKX_SANDBOX_URL": embedded.url,
        "TERM": "xterm-256color",
    }
    process = subprocess.Popen(
        [sys.executable, "-m", "okx_sdk", "watch", "BTC-USDT"],
        env=env,
        stdin=theirs,
        stdout=theirs,
        stderr=subprocess.PIPE,
    )
    os.close(theirs)
    seen = read(ours, until=b"BTC-USDT")
    begin = time.monotonic()
    process.send_signal(signal.SIGINT)
    seen += read(ours)
    code, took = process.wait(20), time.monotonic() - begin
    err = process.stderr.read()
    process.stderr.close()
    os.close(ours)
    embedded.release()

    drawing, _, rest = seen.rpartition(b"\x1b[?1049l")
    assert (code, err) == (130, b"sandbox: simulated data\n")
    assert took < soon(1)
    assert b"\x1b[?1049h" in drawing
    assert seen.rfind(b"\x1b[?25h") > seen.rfind(b"\x1b[?25l")
    assert b"BTC-USDT" in rest
    assert b"Traceback" not in seen


def read(terminal, until=None):
    """What is written to a terminal, up to a text or its end."""
    seen = b""
    while until is None or until not in seen:
        if not select.select([terminal], [], [], 10)[0]:
            break
        try:
            text = os.read(terminal, 65536)
        except OSError:  # its other side is closed
            break
        if not text:
            break
        seen += text
    return seen
