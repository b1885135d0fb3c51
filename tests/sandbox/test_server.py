"""The sandbox over real sockets on loopback, as any stranger's program meets it."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import socket
import subprocess
import sys
import textwrap
import threading
import time
import urllib.error
import urllib.request
from contextlib import closing

import anyio
import httpx
import pytest
from promptness import soon

from okx_sdk.errors import InvalidArgument
from okx_sdk.sandbox import keys
from okx_sdk.sandbox.server import SandboxClock, SandboxServer, serve


@pytest.fixture(scope="module")
def server():
    """One that is never too busy."""
    server = SandboxServer(limit_factor=1e6)
    server.start()
    yield server
    server.stop()


@pytest.fixture(scope="module")
def http(server):
    with httpx.Client(base_url=server.url, trust_env=False) as client:
        yield client


def fetch(url):
    """As a script of ten lines would."""
    with urllib.request.urlopen(url, timeout=10) as response:
        return response.status, json.loads(response.read())


def test_a_plain_script_is_answered(server):
    """The paths of OKX's documentation, word for word, with nothing but urllib."""
    for path in (
        "/api/v5/public/time",
        "/api/v5/public/instruments?instType=SPOT",
        "/api/v5/market/tickers?instType=SWAP",
        "/api/v5/market/candles?instId=BTC-USDT",
        "/api/v5/market/books?instId=BTC-USDT&sz=5",
        "/api/v5/market/index-components?index=BTC-USDT",
        "/api/v5/rubik/stat/taker-volume?ccy=BTC&instType=SPOT",
        "/api/v5/support/announcements",
    ):
        status, envelope = fetch(server.url + path)
        assert (status, envelope["code"], envelope["msg"]) == (200, "0", "")
        assert envelope["data"]


def test_nothing_on_the_wire_says_sandbox(http):
    """Fidelity: a foreign client sees what it would see at the exchange."""
    response = http.get("/api/v5/market/ticker", params={"instId": "BTC-USDT"})
    text = response.text + str(dict(response.headers))

    assert "sandbox" not in text.lower()
    assert response.headers["content-type"] == "application/json"
    assert "server" not in response.headers


def test_the_banner_says_it(server):
    """What people read tells where they are."""
    assert "simulation" in server.banner
    assert server.url in server.banner


@pytest.mark.parametrize(
    ("method", "path", "status", "code"),
    [
        ("GET", "/api/v5/public/nothing", 404, "404"),
        ("GET", "/", 404, "404"),
        ("GET", "/api/v5/public/time/", 404, "404"),
        ("POST", "/api/v5/public/time", 405, "50115"),
        ("PUT", "/api/v5/public/time", 405, "50115"),
        ("DELETE", "/api/v5/market/ticker?instId=BTC-USDT", 405, "50115"),
        ("PATCH", "/api/v5/market/ticker", 405, "50115"),
        ("OPTIONS", "/api/v5/market/ticker", 405, "50115"),
        ("BREW", "/api/v5/market/ticker", 405, "50115"),
        ("GET", "/api/v5/market/ticker", 400, "50014"),
        ("GET", "/api/v5/market/ticker?instId=", 400, "50014"),
        ("GET", "/api/v5/market/index-tickers", 400, "50015"),
        ("GET", "/api/v5/market/candles?instId=BTC-USDT&limit=x", 400, "51000"),
        ("GET", "/api/v5/market/candles?instId=BTC-USDT&bar=7m", 400, "51000"),
        ("GET", "/api/v5/public/instruments?instType=%FF", 400, "51000"),
        ("GET", "/api/v5/market/ticker?instId=FOO-BAR", 200, "51001"),
        ("GET", "/api/v5/market/index-candles?instId=FOO-BAR", 200, "51014"),
        ("GET", "/api/v5/public/economic-calendar", 401, "50103"),
        ("GET", "/api/v5/market/ticker?instId=BTC%2DUSDT&unknown=1", 200, "0"),
        ("GET", "/api/v5/market/ticker?instId=FOO&instId=BTC-USDT", 200, "0"),
    ],
)
def test_statuses_and_codes(http, method, path, status, code):
    """Each answer has the HTTP status that OKX gives with its code."""
    response = http.request(method, path)

    assert (response.status_code, response.json()["code"]) == (status, code)


def test_head_has_no_body(http):
    """It is no method of this interface; the answer keeps to HTTP all the same."""
    response = http.head("/api/v5/public/time")

    assert (response.status_code, response.content) == (405, b"")
    assert http.get("/api/v5/public/time").status_code == 200


def test_a_connection_is_kept(server):
    """Many calls go over one connection."""
    connection = http_client(server)
    with closing(connection):
        ports = set()
        for _ in range(3):
            connection.request("GET", "/api/v5/public/time")
            response = connection.getresponse()
            assert json.loads(response.read())["code"] == "0"
            ports.add(connection.sock.getsockname()[1])

    assert len(ports) == 1


def http_client(server):
    from http.client import HTTPConnection

    host, _, port = server.url.removeprefix("http://").rpartition(":")
    return HTTPConnection(host, int(port), timeout=10)


def test_a_huge_body_is_refused(http):
    """More than anyone means well is not kept."""
    response = http.post("/api/v5/public/time", content=b"x" * 3_000_000)

    assert response.status_code == 413
    assert http.get("/api/v5/public/time").status_code == 200


def test_what_is_no_http_harms_nobody(server):
    """Garbage is answered or dropped, and others are served on."""
    host, _, port = server.url.removeprefix("http://").rpartition(":")
    with socket.create_connection((host, int(port)), timeout=5) as raw:
        raw.sendall(b"\x16\x03\x01\x02\x00garbage\r\n\r\n")
        raw.recv(1024)

    assert fetch(server.url + "/api/v5/public/time")[0] == 200


def signed(path, *, secret=keys.SECRET_KEY, ago=0.0, **changes):
    """Headers as a script by OKX's documentation makes them."""
    moment = (
        time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime(time.time() - ago)) + ".000Z"
    )
    digest = hmac.digest(secret.encode(), f"{moment}GET{path}".encode(), hashlib.sha256)
    headers = {
        "OK-ACCESS-KEY": keys.API_KEY,
        "OK-ACCESS-SIGN": base64.b64encode(digest).decode(),
        "OK-ACCESS-TIMESTAMP": moment,
        "OK-ACCESS-PASSPHRASE": keys.PASSPHRASE,
    }
    headers |= {f"OK-ACCESS-{name}": value for name, value in changes.items()}
    return {name: value for name, value in headers.items() if value is not None}


CALENDAR = "/api/v5/public/economic-calendar?importance=3&region=united_states"


@pytest.mark.parametrize(
    ("changes", "status", "code"),
    [
        ({}, 200, "0"),
        ({"KEY": None}, 401, "50103"),
        ({"PASSPHRASE": None}, 401, "50104"),
        ({"SIGN": None}, 401, "50106"),
        ({"TIMESTAMP": None}, 401, "50107"),
        ({"KEY": "11111111-0000-4000-8000-111111111111"}, 200, "50119"),
        ({"ago": 40.0}, 401, "50102"),
        ({"ago": -40.0}, 401, "50102"),
        ({"ago": 25.0}, 200, "0"),
        ({"TIMESTAMP": "1700000000"}, 401, "50112"),
        ({"TIMESTAMP": "yesterday"}, 401, "50112"),
        ({"SIGN": "AAAA"}, 401, "50113"),
        ({"SIGN": "Grüße".encode()}, 401, "50113"),
        ({"secret": "SOMEONEELSESSECRET"}, 401, "50113"),
        ({"PASSPHRASE": "wrong"}, 401, "50105"),
    ],
)
def test_signatures(http, changes, status, code):
    """The well-known key signs; each way to get it wrong has its code."""
    response = http.get(CALENDAR, headers=signed(CALENDAR, **changes))

    assert (response.status_code, response.json()["code"]) == (status, code)


def test_the_signature_covers_the_query_as_it_was_sent(http):
    """Order and escaping count."""
    other = "/api/v5/public/economic-calendar?region=united_states&importance=3"
    escaped = CALENDAR.replace("united_states", "united%5Fstates")

    assert http.get(other, headers=signed(CALENDAR)).json()["code"] == "50113"
    assert http.get(escaped, headers=signed(escaped)).json()["code"] == "0"


@pytest.mark.parametrize("status", [429, 200])
def test_the_rate_limit_is_kept(status):
    """10 in two seconds, then 50011, with either of the statuses that OKX uses."""
    server = SandboxServer(limit_status=status)
    server.start()
    try:
        with httpx.Client(base_url=server.url, trust_env=False) as client:
            seen = [client.get("/api/v5/public/time") for _ in range(25)]
            other = client.get("/api/v5/market/ticker?instId=BTC-USDT")
    finally:
        server.stop()
    refused = [each for each in seen if each.json()["code"] == "50011"]

    assert refused
    assert {each.status_code for each in refused} == {status}
    assert all(each.json()["code"] == "0" for each in seen[:10])
    assert other.json()["code"] == "0"


async def test_fifty_at_once(server):
    """All are answered, each with its own."""
    found = {}

    async with httpx.AsyncClient(base_url=server.url, trust_env=False) as client:
        listed = await client.get("/api/v5/public/instruments?instType=SPOT")
        names = [row["instId"] for row in listed.json()["data"]] * 3

        async def ask(index, name):
            response = await client.get(
                "/api/v5/market/ticker", params={"instId": name}
            )
            found[index] = response.json()["data"][0]["instId"]

        async with anyio.create_task_group() as group:
            for index, name in enumerate(names[:50]):
                group.start_soon(ask, index, name)

    assert found == dict(enumerate(names[:50]))


def test_it_starts_quickly():
    """The first answer comes within a second of the wish."""
    start = time.perf_counter()
    server = SandboxServer()
    url = server.start()
    try:
        assert fetch(url + "/api/v5/public/time")[0] == 200
        assert time.perf_counter() - start < soon(1)
    finally:
        server.stop()


def test_the_clock_can_be_set():
    """The exchange's time is what it is told to be, and runs on."""
    server = SandboxServer(clock=SandboxClock.starting_at(1_800_000_000))
    url = server.start()
    try:
        _, envelope = fetch(url + "/api/v5/public/time")
    finally:
        server.stop()

    assert 0 <= int(envelope["data"][0]["ts"]) - 1_800_000_000_000 < 5_000


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.168.1.1", "example.com"])
def test_it_listens_on_loopback_only(host):
    """Nobody else's machine can reach it."""
    with pytest.raises(InvalidArgument, match="loopback only"):
        SandboxServer(host=host)


def test_it_can_listen_on_ipv6():
    """Where the machine has it."""
    server = SandboxServer(host="::1")
    try:
        url = server.start()
    except InvalidArgument:
        pytest.skip("this machine has no IPv6")
    try:
        assert url.startswith("http://[::1]:")
        assert fetch(url + "/api/v5/public/time")[0] == 200
    finally:
        server.stop()


def test_a_port_in_use_is_told():
    """With the port and the reason."""
    with closing(socket.create_server(("127.0.0.1", 0))) as other:
        port = other.getsockname()[1]
        server = SandboxServer(port=port)
        with pytest.raises(InvalidArgument, match=f"port {port}.*in use"):
            server.start()
    server.stop()


def test_stop_stops_and_start_starts_again():
    """Nothing listens after it; a second stop does nothing."""
    server = SandboxServer()
    url = server.start()
    fetch(url + "/api/v5/public/time")
    thread = server._thread
    server.stop()
    server.stop()

    with pytest.raises(urllib.error.URLError):
        fetch(url + "/api/v5/public/time")
    assert not thread.is_alive()
    again = server.start()
    try:
        assert fetch(again + "/api/v5/public/time")[0] == 200
    finally:
        server.stop()


def test_stop_does_not_wait_for_idle_connections():
    """A connection that is kept open is closed."""
    server = SandboxServer()
    url = server.start()
    with httpx.Client(trust_env=False) as client:
        client.get(url + "/api/v5/public/time")
        start = time.perf_counter()
        server.stop()

        assert time.perf_counter() - start < soon(1)


def test_serve_tells_the_url_and_runs_until_it_is_stopped():
    """What `okxsdk sandbox up` does."""
    server, urls = SandboxServer(), []

    def started(url):
        urls.append(url)
        threading.Timer(0.05, server.stop).start()

    serve(server, started)

    assert urls == [server.url]


CLOSED = """
async with AsyncClient(env="sandbox") as okx:
    print((await okx.get_ticker("BTC-USDT")).inst_id)
"""
SERVER = """
SandboxServer().start()
print("BTC-USDT")
"""
BLOCKING = """
okx = Client(env="sandbox")
print(okx.get_ticker("BTC-USDT").inst_id)
"""


def run_in(backend, body):
    inner = textwrap.indent(body, "    ")
    return f"async def main():\n{inner}\nanyio.run(main, backend={backend!r})"


SCRIPTS = {
    "closed-asyncio": run_in("asyncio", CLOSED),
    "closed-trio": run_in("trio", CLOSED),
    "server-asyncio": run_in("asyncio", SERVER),
    "server-trio": run_in("trio", SERVER),
    "blocking": BLOCKING,
}


@pytest.mark.slow  # starts an interpreter
@pytest.mark.parametrize("kind", SCRIPTS)
def test_a_process_ends_by_itself(kind, tmp_path):
    """Closed or not, it exits at once, with its status and not a word on stderr."""
    script = tmp_path / "script.py"
    script.write_text(
        "import sys, time, anyio\n"
        "from okx_sdk import AsyncClient, Client\n"
        "from okx_sdk.sandbox.server import SandboxServer\n"
        f"{SCRIPTS[kind]}\n"
        "print(time.time(), flush=True)\n"
        "sys.exit(3)\n"
    )
    done = subprocess.run(
        [sys.executable, "-W", "error", script],
        capture_output=True,
        text=True,
        timeout=30,
        check=False,
    )
    ended = time.time()

    assert done.stderr == ""
    assert done.returncode == 3
    name, at = done.stdout.split()
    assert name == "BTC-USDT"
    assert ended - float(at) < soon(2)
