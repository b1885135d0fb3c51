"""The SDK in other people's event loops: a web service and a nursery."""

import itertools
import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import anyio
import httpx
import orjson
import pytest
import uvicorn
from promptness import soon
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import connect

from examples.async_app import nursery, service
from okx_sdk.errors import BookStale, RateLimited, ReadTimeout, SystemBusy

ROOT = Path(__file__).parents[2]


class Server(uvicorn.Server):
    """The service in a thread, whose live books end after four changes."""

    def __init__(self):
        left = itertools.cycle([False] * 4 + [True])
        app = service.create_app("sandbox", lambda: next(left))
        super().__init__(uvicorn.Config(app, port=0, log_config=None))
        self.thread = threading.Thread(target=self.run)

    def __enter__(self):
        self.thread.start()
        while not self.started:
            assert self.thread.is_alive()
            time.sleep(0.01)
        return self.servers[0].sockets[0].getsockname()[1]

    def __exit__(self, *_):
        self.should_exit = True
        self.thread.join(5)
        assert not self.thread.is_alive()


@pytest.fixture(scope="module")
def service_port(shared_sandbox):
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("OKX_SANDBOX_URL", shared_sandbox.url)
        with Server() as port:
            yield port


@pytest.fixture
def client(service_port):
    url = f"http://127.0.0.1:{service_port}"
    with httpx.Client(base_url=url, trust_env=False) as client:
        yield client


@pytest.mark.slow(reason="a service, a client and a sandbox")
def test_the_service_serves_prices_candles_and_books(client):
    """Numbers are the exchange's own texts; mistakes have their statuses."""
    price = client.get("/price/BTC-USDT").json()
    rows = client.get("/candles/BTC-USDT", params={"bar": "1m", "limit": 3}).json()
    events = client.get("/book/BTC-USDT").text.split("\n\n")[:-1]
    statuses = {
        path: client.get(path).status_code
        for path in (
            "/price/NO-SUCH",
            "/book/NO-SUCH",
            "/candles/BTC-USDT?bar=7x",
            "/candles/BTC-USDT?limit=0",
            "/candles/BTC-USDT?limit=x",
        )
    }

    assert price["inst_id"] == "BTC-USDT"
    assert float(price["bid_px"]) < float(price["ask_px"])
    assert [len(row) for row in rows] == [6] * 3
    assert len(events) == 4
    name, data = events[-1].split("\n")
    assert name == "event: live"
    assert len(orjson.loads(data.removeprefix("data: "))["bids"]) == 10
    assert list(statuses.values()) == [404, 404, 400, 400, 400]


@pytest.mark.slow(reason="a service, a client and a sandbox")
def test_the_service_serves_books_over_a_websocket(service_port):
    """It closes by itself when the server stops."""
    url = f"ws://127.0.0.1:{service_port}/book/BTC-USDT"
    with connect(url, legacy=True, proxy=None) as socket:
        books = [orjson.loads(text) for text in socket]
        with pytest.raises(ConnectionClosed):
            socket.recv()

    assert [book["inst_id"] for book in books] == ["BTC-USDT"] * 4
    assert socket.close_code == 1001


class Books:
    """A stream whose book is stale."""

    def __init__(self):
        self.books = {"BTC-USDT": self}

    async def next_batch(self):
        return [self]

    def snapshot(self, count):
        raise BookStale("updates are missing")


def test_a_stale_book_is_not_shown():
    """Its readers are told why."""

    async def first():
        async for state, body in service._books(Books(), lambda: False):
            return state, body
        raise AssertionError("no book came")

    state, body = anyio.run(first)

    assert state == "stale"
    assert b"Updates are missing" in body


@pytest.mark.parametrize(
    ("error", "status", "wait"),
    [(RateLimited(), 503, "2"), (SystemBusy(), 502, None), (ReadTimeout(), 504, None)],
)
def test_errors_become_statuses(error, status, wait):
    """None of them is a 500."""
    response = anyio.run(service._refusal, None, error)

    assert (response.status_code, response.headers.get("retry-after")) == (status, wait)


@pytest.mark.rude  # another process
@pytest.mark.slow(reason="a process of its own")
@pytest.mark.skipif(sys.platform == "win32", reason="signals")
def test_the_service_stops_under_its_readers(sandbox, tmp_path):
    """Ctrl-C ends it soon, though somebody reads a live book."""
    words = [sys.executable, "-m", "examples.async_app", "--port", "0"]
    with subprocess.Popen(
        words, cwd=ROOT, env={**os.environ}, stderr=subprocess.PIPE, text=True
    ) as process:
        lines = iter(process.stderr.readline, "")
        url = next(line.split()[4] for line in lines if "running on" in line)
        with httpx.stream("GET", f"{url}/book/BTC-USDT", timeout=20) as response:
            events = response.iter_lines()
            assert next(events) == "event: live"
            began = time.monotonic()
            process.send_signal(signal.SIGINT)
            for _ in events:
                pass
        assert process.wait(timeout=20) == 0
        assert "Traceback" not in process.stderr.read()
    assert time.monotonic() - began < soon(5)


@pytest.mark.slow(reason="it watches for a while")
def test_the_nursery_watches_and_ends(sandbox, capsys):
    """All tasks end with the time; an error ends them with its exit code."""
    assert nursery.main(["BTC-USDT", "ETH-USDT", "--for", "2"]) == 0
    said = capsys.readouterr().out
    assert "BTC-USDT       " in said
    assert "BTC-USDT: " in said

    assert nursery.main(["NO-SUCH", "--for", "5"]) == 5
    assert "doesn't exist" in capsys.readouterr().err
