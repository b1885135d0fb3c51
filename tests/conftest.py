"""What all tests share: both event loops, no outside network, no settings of the user."""

from __future__ import annotations

import signal
import socket
from pathlib import Path

import pytest
from canary import (  # noqa: F401 - hooks
    pytest_runtest_logreport,
    pytest_sessionfinish,
    pytest_terminal_summary,
)
from etiquette import _etiquette  # noqa: F401 - a fixture
from hypothesis import settings

# Tests in the background ignore Ctrl-C, and under nohup the end of the terminal; so does
# what they start.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)
if (hangup := getattr(signal, "SIGHUP", None)) and (
    signal.getsignal(hangup) is signal.SIG_IGN
):
    signal.signal(hangup, signal.SIG_DFL)

# The same examples on every machine, however loaded it is.
settings.register_profile("okx_sdk", deadline=None, derandomize=True, database=None)
settings.load_profile("okx_sdk")

SHARED = Path(__file__).parents[2] / "shared" / "okx-v5"


@pytest.fixture(params=["asyncio", "trio"])
def anyio_backend(request: pytest.FixtureRequest) -> str:
    """Every async test runs on both."""
    return request.param


@pytest.fixture(scope="session")
def okx_v5() -> Path:
    """The folder of facts about the exchange; tests that want it skip without it."""
    if not SHARED.is_dir():
        pytest.skip(f"the exchange's facts are not beside the checkout: {SHARED}")
    return SHARED


@pytest.fixture(autouse=True)
def _no_settings(monkeypatch: pytest.MonkeyPatch, tmp_path_factory) -> None:
    """A test sees neither the user's keys nor their configuration file."""
    for name in ("ENV", "REGION", "API_KEY", "SECRET_KEY", "PASSPHRASE", "PROFILE"):
        monkeypatch.delenv(f"OKX_{name}", raising=False)
    monkeypatch.delenv("OKX_SANDBOX_URL", raising=False)
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.lower(), raising=False)
    monkeypatch.setenv("OKX_CONFIG", str(tmp_path_factory.getbasetemp() / "none.toml"))


@pytest.fixture(autouse=True)
def _loopback_only(monkeypatch: pytest.MonkeyPatch) -> None:
    """A connection to anywhere but this machine fails the test that wants it."""
    connect, connect_ex = socket.socket.connect, socket.socket.connect_ex

    def checked(call):
        def connect(sock, address):
            if sock.family in {socket.AF_INET, socket.AF_INET6}:
                host = address[0]
                assert host in {"127.0.0.1", "::1", "localhost"}, f"outside: {host}"
            return call(sock, address)

        return connect

    monkeypatch.setattr(socket.socket, "connect", checked(connect))
    monkeypatch.setattr(socket.socket, "connect_ex", checked(connect_ex))


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--record-cassettes",
        choices=("sandbox", "live"),
        help="record cassettes/ anew, from the sandbox or from the live exchange",
    )
