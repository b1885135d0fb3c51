"""Real processes: signals, closed pipes, full disks, and their exit codes."""

import json
import os
import signal
import socket
import subprocess
import sys
import time

import pytest
from promptness import soon

from okx_sdk.sandbox.server import SandboxServer

pytestmark = pytest.mark.slow  # each test starts processes

posix = pytest.mark.skipif(os.name != "posix", reason="signals and /dev/full")


@pytest.fixture
def silent():
    """An exchange that takes connections and never answers."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(20)
        yield server


def start(server, *words, **kwargs):
    """A process that waits for the silent exchange's answer."""
    port = server.getsockname()[1]
    env = {
        **os.environ,
        "OKX_ENV": "sandbox",
        "OKX_SANDBOX_URL": f"http://127.0.0.1:{port}",
    }
    return subprocess.Popen(
        [sys.executable, "-m", "okx_sdk", *words],
        env=env,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        **kwargs,
    )


@posix
@pytest.mark.parametrize(
    ("name", "code"), [("SIGINT", 130), ("SIGTERM", 143), ("SIGHUP", 129)]
)
@pytest.mark.parametrize(
    "line", ["candles BTC-USDT", "candles BTC-USDT --plot", "ticker X"]
)
def test_a_signal_ends_a_waiting_command(silent, line, name, code):
    """C1: within a second, with the shell's exit code and without a traceback."""
    process = start(silent, *line.split())
    connection, _ = silent.accept()
    connection.recv(1)

    begin = time.monotonic()
    process.send_signal(getattr(signal, name))
    out, err = process.communicate(timeout=20)

    assert time.monotonic() - begin < soon(1)
    assert (process.returncode, out) == (code, "")
    assert err.strip() == "sandbox: simulated data"
    connection.close()


@posix
def test_ctrl_c_twice_is_no_worse_than_once(silent):
    """The second one finds the first at its clean-up."""
    process = start(silent, "candles", "BTC-USDT")
    connection, _ = silent.accept()
    connection.recv(1)

    process.send_signal(signal.SIGINT)
    time.sleep(0.01)
    process.send_signal(signal.SIGINT)
    _, err = process.communicate(timeout=20)

    assert process.returncode in {130, -signal.SIGINT}
    assert "Traceback" not in err
    connection.close()


@posix
def test_a_reader_that_leaves_is_no_error():
    """C1: as `| head`: quiet, and 141 as other programs."""
    process = subprocess.Popen(
        [sys.executable, "-m", "okx_sdk", "completion", "zsh"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    process.stdout.close()
    err = process.stderr.read()
    process.stderr.close()

    assert (process.wait(20), err) == (141, b"")


@posix
@pytest.mark.parametrize(
    ("redirection", "told"),
    [
        ("> /dev/full", "okxsdk: cannot write: No space left on device\n"),
        (">&-", "okxsdk: cannot write: the output is closed\n"),
    ],
)
def test_output_that_cannot_be_written_is_told(redirection, told):
    """C1: one line and exit 1, since nothing is wrong with the call."""
    done = subprocess.run(
        ["sh", "-c", f'"$0" -m okx_sdk completion zsh {redirection}', sys.executable],
        capture_output=True,
        text=True,
        check=False,
    )

    assert (done.returncode, done.stderr) == (1, told)


@posix
def test_nobody_hears_the_words():
    """A closed stderr changes no exit code."""
    done = subprocess.run(
        ["sh", "-c", '"$0" -m okx_sdk ticker 2>&-', sys.executable],
        capture_output=True,
        check=False,
    )

    assert (done.returncode, done.stdout) == (2, b"")


@pytest.mark.parametrize("module", ["okx_sdk", "okx_sdk.cli"])
def test_it_runs_as_a_module(module):
    """Under its own name."""
    done = subprocess.run(
        [sys.executable, "-m", module, "--version"],
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 0
    assert done.stdout.startswith("okxsdk ")


def test_nobody_listens():
    """5, and one line besides the banner."""
    env = {**os.environ, "OKX_SANDBOX_URL": "http://127.0.0.1:1"}
    done = subprocess.run(
        [sys.executable, "-m", "okx_sdk", "--env", "sandbox", "doctor"],
        env=env,
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 5
    assert done.stderr == "sandbox: simulated data\n"


@posix
def test_the_sandbox_runs_until_ctrl_c():
    """Its one line on stdout points other programs to it; Ctrl-C is its good end."""
    with subprocess.Popen(
        [sys.executable, "-m", "okx_sdk", "sandbox", "up", "--port", "0"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        line = process.stdout.readline()
        assert line.startswith(
            "export OKX_ENV=sandbox OKX_SANDBOX_URL=http://127.0.0.1:"
        )
        url = line.strip().rpartition("=")[2]
        asked = subprocess.run(
            [sys.executable, "-m", "okx_sdk", "api", "GET", "/api/v5/public/time"],
            env={**os.environ, "OKX_ENV": "sandbox", "OKX_SANDBOX_URL": url},
            capture_output=True,
            text=True,
            check=False,
        )
        begin = time.monotonic()
        process.send_signal(signal.SIGINT)
        _, err = process.communicate(timeout=20)

    assert asked.stdout.startswith('{"ts":"')
    assert process.returncode == 0
    assert time.monotonic() - begin < soon(2)
    assert err.splitlines()[0] == "sandbox: simulated data"
    assert "Traceback" not in err


ENDS = {
    "SIGINT": (130, 1.0),
    "SIGTERM": (143, 1.0),
    "SIGHUP": (129, 1.0),
    "the reader leaves": (141, 3.0),
}
"""Codes, and seconds: that its reader has left is seen with the next row."""


@posix
@pytest.mark.parametrize("how", list(ENDS))
def test_a_live_stream_ends_at_once_and_what_came_is_written(how):
    """C1: within a second, flushed to the last row, a conventional code, no traceback."""
    server = SandboxServer()
    server.start()
    process = subprocess.Popen(
        [sys.executable, "-m", "okx_sdk", "stream", "tickers", "BTC-USDT"],
        env={**os.environ, "OKX_ENV": "sandbox", "OKX_SANDBOX_URL": server.url},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    first = process.stdout.readline()
    begin = time.monotonic()
    if how in {"SIGINT", "SIGTERM", "SIGHUP"}:
        process.send_signal(getattr(signal, how))
        rest, err = process.communicate(timeout=20)
    else:
        process.stdout.close()
        rest, err = "", process.stderr.read()
        process.stderr.close()
        process.wait(20)
    took = time.monotonic() - begin
    server.stop()

    code, most = ENDS[how]
    assert (process.returncode, took < soon(most)) == (code, True)
    assert all(json.loads(line)["inst_id"] for line in [first, *rest.splitlines()])
    assert "Traceback" not in err
