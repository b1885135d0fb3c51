"""The streaming side over real sockets: uvicorn, and a client of another make."""

import contextlib
import json
import logging

import httpx
import pytest
from talks import login_arg
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.sync.client import connect

from okx_sdk.sandbox.server import SandboxClock, SandboxServer
from okx_sdk.sandbox.streaming.actions import (
    Binary,
    Close,
    Delay,
    Drop,
    Fin,
    Garbage,
    HalfOpen,
    Refuse,
    Reply,
    Reset,
    StallRead,
    Truncate,
)
from okx_sdk.sandbox.streaming.faults import Match, Rule

pytestmark = pytest.mark.slow  # each starts a server of its own

BTC = {"channel": "trades", "instId": "BTC-USDT"}
START = 1_795_435_200.0
TIME = "/api/v5/public/time"


@contextlib.contextmanager
def sandbox(rate: float = 1.0, **options):
    """A sandbox, and what opens a connection to it."""
    server = SandboxServer(clock=SandboxClock.starting_at(START, rate), **options)
    url = server.start().replace("http", "ws")

    def opened(surface: str = "public", **words):
        return connect(f"{url}/ws/v5/{surface}", legacy=True, proxy=None, **words)

    try:
        yield server, opened
    finally:
        server.stop()


def ask(socket, op, *args):
    socket.send(json.dumps({"op": op, "args": list(args)}))


def hear(socket):
    return json.loads(socket.recv(timeout=20))


def test_a_stream_over_a_socket():
    """Acknowledged, then data; pings are answered; the end is recorded."""
    with sandbox(rate=20) as (server, opened):
        with opened() as socket:
            socket.send("ping")
            assert socket.recv(timeout=20) == "pong"
            ask(socket, "subscribe", BTC)
            assert hear(socket)["event"] == "subscribe"
            first, second = hear(socket), hear(socket)
        numbers = [int(push["data"][0]["tradeId"]) for push in (first, second)]
        with opened("business") as socket:
            socket.send("ping")
            socket.recv(timeout=20)

        assert numbers[1] == numbers[0] + 1
        assert server.truth.ends[0].code == 1000
        server.truth.assert_clean()


def test_a_login_over_a_socket():
    """By the clock of the sandbox."""
    with sandbox() as (server, opened), opened("private") as socket:
        ask(socket, "login", login_arg(server.clock.now()))
        assert hear(socket)["event"] == "login"
        ask(socket, "subscribe", {"channel": "account"})

        assert hear(socket)["event"] == "subscribe"
        assert hear(socket)["eventType"] == "snapshot"


def test_the_clock_may_run_faster():
    """30 silent seconds pass in a fraction of one."""
    with sandbox(rate=300) as (_, opened), opened() as socket:
        with pytest.raises(ConnectionClosed):
            socket.recv(timeout=20)

        assert socket.protocol.close_rcvd.code == 4004


@pytest.mark.rude  # by four handshakes
def test_the_fourth_handshake_of_a_second_is_refused(caplog):
    """By HTTP 429; the server has no complaint."""
    caplog.set_level(logging.WARNING)
    with sandbox() as (server, opened):
        for _ in range(3):
            opened().close()
        with pytest.raises(InvalidStatus) as caught:
            opened()
        with pytest.raises(InvalidStatus) as lost:
            opened("nowhere")

    assert caught.value.response.status_code == 429
    assert lost.value.response.status_code == 404
    assert [shake.status for shake in server.truth.handshakes] == [101] * 3 + [429, 404]
    assert caplog.records == []


@pytest.mark.parametrize(
    ("action", "cause"),
    [(Reset(), ConnectionResetError), (Fin(), None), (Close(4007, "key gone"), None)],
)
def test_a_connection_is_broken(action, cause):
    """By a reset, an end without a close frame, or a close frame."""
    with sandbox(rate=20) as (server, opened), opened() as socket:
        server.faults.add(Rule(action, Match(channel="trades")))
        ask(socket, "subscribe", BTC)
        with pytest.raises(ConnectionClosed) as caught:
            heard_within(socket, 5, most=1_000)
        received = caught.value.rcvd

        assert (received and received.code) == (
            4007 if isinstance(action, Close) else None
        )
        assert cause is None or isinstance(caught.value.__cause__, cause)


@pytest.mark.parametrize("action", [HalfOpen(), StallRead()])
def test_a_connection_goes_dead(action):
    """Nothing is answered, not even what the protocol itself would."""
    with sandbox(rate=20) as (server, opened), opened(close_timeout=0.1) as socket:
        server.faults.add(Rule(action, Match(channel="trades")))
        ask(socket, "subscribe", BTC)
        heard_within(socket, 0.1)  # until it has struck
        # What is known to be lost need not be waited for long.
        heard = heard_within(socket, 0.1)
        alive = socket.ping()
        socket.send("ping")
        later = heard_within(socket, 0.1)

        assert not alive.is_set()
        assert "pong" not in later
        assert bool(heard) is bool(later) is isinstance(action, StallRead)


def heard_within(socket, seconds, most=5):
    """What comes until it is silent for so long, or so many messages."""
    found = []
    with contextlib.suppress(TimeoutError):
        while len(found) < most:
            found.append(socket.recv(timeout=seconds))
    return found


def test_frames_are_spoilt():
    """Binary, and garbage."""
    with sandbox(rate=20) as (server, opened), opened() as socket:
        server.faults.add(Rule(Binary(), Match(channel="trades"), count=1))
        ask(socket, "subscribe", BTC)
        hear(socket)
        assert isinstance(socket.recv(timeout=20), bytes)
        server.faults.add(Rule(Garbage("<html>"), Match(channel="trades")))

        assert "<html>" in {socket.recv(timeout=20) for _ in range(20)}


def test_a_handshake_is_refused_by_rule():
    """With a status and how long to wait, or without a word."""
    with sandbox() as (server, opened):
        server.faults.add(Rule(Refuse(503, 2.0, "busy"), phase="ws_upgrade", count=1))
        with pytest.raises(InvalidStatus) as caught:
            opened()
        server.faults.add(Rule(Reset(), phase="ws_upgrade"))
        with pytest.raises((OSError, EOFError, Exception)) as broken:
            opened()

    assert caught.value.response.status_code == 503
    assert caught.value.response.headers["retry-after"] == "2"
    assert caught.value.response.body == b"busy"
    assert not isinstance(broken.value, InvalidStatus)


# REST.


@contextlib.contextmanager
def rest(*rules):
    with sandbox() as (server, _):
        for rule in rules:
            server.faults.add(rule)
        with httpx.Client(base_url=server.url, trust_env=False) as client:
            yield client, server


def test_a_reply_is_replaced():
    """By a code with its status, or by a page of HTML."""
    refusal = Rule(Reply("50026", "System error", 500), phase="before_commit", count=1)
    page = Rule(
        Reply(status=502, body="<html>", content_type="text/html"),
        phase="before_commit",
        id="page",
    )
    with rest(refusal, page) as (client, server):
        first = client.get(TIME)
        second = client.get(TIME)
        server.faults.clear()
        third = client.get(TIME)

    assert (first.status_code, first.json()["code"]) == (500, "50026")
    assert (second.status_code, second.text) == (502, "<html>")
    assert second.headers["content-type"] == "text/html"
    assert third.json()["code"] == "0"


@pytest.mark.parametrize("action", [Drop(), Reset(), Fin()])
@pytest.mark.parametrize("phase", ["before_commit", "after_commit_before_reply"])
def test_a_request_loses_its_connection(action, phase):
    """Before it is acted upon, or after."""
    with rest(Rule(action, phase=phase, count=1)) as (client, server):
        with pytest.raises((httpx.ReadError, httpx.RemoteProtocolError)):
            client.get(TIME)
        granted = server.exchange.limits.granted

        assert granted == (0 if phase == "before_commit" else 1)
        assert client.get(TIME).json()["code"] == "0"


def test_an_answer_is_cut_off():
    """Its head promises more than comes."""
    cut = Rule(Truncate(10), phase="after_commit_before_reply", count=1)
    with (
        rest(cut) as (client, _),
        pytest.raises((httpx.RemoteProtocolError, httpx.ReadError)),
    ):
        client.get(TIME)


def test_an_answer_is_garbage():
    """With the status of success."""
    garbage = Rule(Garbage("{"), phase="after_commit_before_reply")
    with rest(garbage) as (client, _):
        assert client.get(TIME).content == b"{"


def test_only_what_matches_is_struck():
    """By method and path."""
    rule = Rule(
        Reply("50001"), Match(surface="rest", path="/api/v5/market/*"), "before_commit"
    )
    late = Rule(Delay(0.0), Match(method="GET"), "before_commit")
    with rest(rule, late) as (client, _):
        hit = client.get("/api/v5/market/ticker", params={"instId": "BTC-USDT"})

        assert hit.json()["code"] == "50001"
        assert client.get(TIME).json()["code"] == "0"
