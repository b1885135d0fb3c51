"""Opening: what is asked, what may be answered, and what keeps it from being."""

from __future__ import annotations

import base64
import hashlib

import anyio
import pytest
from pairs import URL, frame, run_in_no_time

from okx_sdk.errors import ConnectFailed, InvalidArgument, NotSent, Outcome
from okx_sdk.transport.streams import (
    MemoryConnector,
    MemoryStream,
    ServerSide,
    memory_streams,
)
from okx_sdk.transport.tcp import read_head
from okx_sdk.transport.websocket import HandshakeRefused, WebSocket, WebSocketClosed

pytestmark = pytest.mark.anyio


class Answering:
    """A server that gives one answer to any handshake, and keeps the line open."""

    def __init__(self, answer: bytes) -> None:
        self.answer = answer
        self.ends: list[MemoryStream] = []

    async def open(self, **options) -> WebSocket:
        async with anyio.create_task_group() as group:

            def accept(host, port, end):
                self.ends.append(end)
                group.start_soon(self.serve, end)

            try:
                return await WebSocket.open(
                    URL, connector=MemoryConnector(accept), **options
                )
            except NotSent as error:
                self.error = error
            finally:
                group.cancel_scope.cancel()
        raise self.error

    async def serve(self, end: MemoryStream) -> None:
        head = b""
        while b"\r\n\r\n" not in head:
            head += await end.receive()
        key = head.partition(b"Sec-WebSocket-Key: ")[2].partition(b"\r\n")[0]
        guid = b"258EAFA5-E914-47DA-95CA-C5AB0DC85B11"
        accept = base64.b64encode(hashlib.sha1(key + guid).digest())
        await end.send(self.answer.replace(b"ACCEPT", accept))


def http(status: int, *headers: str, body: str = "") -> bytes:
    return "\r\n".join([f"HTTP/1.1 {status} Whatever", *headers, "", body]).encode()


REFUSALS = {
    "429": (http(429, "Retry-After: 7"), 429, 7.0, True),
    "503": (http(503, "retry-after: 120", "Content-Length: 9999"), 503, 120.0, True),
    "503 until a date": (
        http(
            503,
            "Date: Wed, 21 Oct 2026 07:28:00 GMT",
            "Retry-After: Wed, 21 Oct 2026 07:28:30 GMT",
        ),
        503,
        30.0,
        True,
    ),
    "503 and nonsense": (http(503, "Retry-After: soon"), 503, None, True),
    "502": (http(502, "Transfer-Encoding: chunked"), 502, None, True),
    "403": (http(403, body="<html>denied"), 403, 30.0, True),
    "403 for longer": (http(403, "Retry-After: 60"), 403, 60.0, True),
    "HTML": (http(200, "Content-Type: text/html", body="<html>"), 200, None, True),
    "301": (http(301, "Location: https://elsewhere/"), 301, None, False),
    "302 to ws": (http(302, "Location: ws://elsewhere/"), 302, None, False),
    "401": (http(401), 401, None, False),
    "404": (http(404), 404, None, False),
}


@pytest.mark.parametrize("name", REFUSALS)
async def test_a_refusal_is_told_with_its_status(anyio_backend, name):
    """N5: typed at once, whatever body is promised, with when to come again."""
    answer, status, retry_after, retryable = REFUSALS[name]
    server = Answering(answer)

    with pytest.raises(HandshakeRefused) as raised:
        await server.open()

    assert raised.value.http_status == status
    assert raised.value.retry_after == retry_after
    assert raised.value.retryable is retryable
    assert raised.value.outcome is Outcome.NOT_SENT
    assert f"answered {status} with" in str(raised.value)
    assert "elsewhere" not in str(raised.value)
    assert await end_of(server) is anyio.EndOfStream
    assert len(server.ends) == 1


async def end_of(server: Answering) -> type[Exception]:
    """How the server's end learns that the client has gone."""
    try:
        while True:
            await server.ends[0].receive()
    except (anyio.EndOfStream, anyio.BrokenResourceError):
        return anyio.EndOfStream


UPGRADE = ("Upgrade: websocket", "Connection: Upgrade")
UNFIT = {
    "wrong key": http(101, *UPGRADE, "Sec-WebSocket-Accept: bm9ub25vbm9ubw=="),
    "no key": http(101, *UPGRADE),
    "no upgrade": http(101, "Sec-WebSocket-Accept: ACCEPT"),
    "unasked extension": http(
        101, *UPGRADE, "Sec-WebSocket-Accept: ACCEPT", "Sec-WebSocket-Extensions: x-y"
    ),
    "unasked subprotocol": http(
        101, *UPGRADE, "Sec-WebSocket-Accept: ACCEPT", "Sec-WebSocket-Protocol: chat"
    ),
    "malformed header": http(101, *UPGRADE, "What is this"),
}


@pytest.mark.parametrize("name", UNFIT)
async def test_an_unfit_upgrade_is_no_websocket(anyio_backend, name):
    """A cache or a proxy that plays back an old answer is found out."""
    server = Answering(UNFIT[name])

    with pytest.raises(HandshakeRefused) as raised:
        await server.open()

    assert raised.value.http_status == 101
    assert not raised.value.retryable
    assert await end_of(server)


@pytest.mark.parametrize(
    "answer",
    [
        b"SSH-2.0-OpenSSH_9.6\r\n",
        b"\x15\x03\x01\x00\x02\x02\x46",
        b"HTTP/2 200 OK\r\n\r\n",
        b"HTTP/1.1 abc\r\n\r\n",
        b"HTTP/1.1 200 OK\r\n" + b"x: y\r\n" * 12_000,
    ],
)
async def test_what_is_not_http_is_no_websocket(anyio_backend, answer):
    """Told at once, without waiting for more of it."""
    server = Answering(answer)

    with pytest.raises(ConnectFailed) as raised:
        await server.open()

    assert raised.value.retryable
    assert await end_of(server)


async def test_what_comes_with_the_answer_is_not_lost(anyio_backend):
    """A server may speak in the same packet."""
    wire = http(101, *UPGRADE, "Sec-WebSocket-Accept: ACCEPT")
    server = Answering(wire + frame(1, b"early") + frame(9, b"?") + frame(1, b"lat"))

    socket = await server.open()

    assert await socket.receive_batch() == ["early", "lat"]
    await socket._drop("done")


async def test_a_close_that_comes_with_the_answer(anyio_backend):
    """The first read tells of it, after what came before."""
    wire = http(101, *UPGRADE, "Sec-WebSocket-Accept: ACCEPT")
    server = Answering(wire + frame(1, b"busy") + frame(8, b"\x0f\xa0full"))

    socket = await server.open()

    assert await socket.receive_batch() == ["busy"]
    with pytest.raises(WebSocketClosed, match="full") as raised:
        await socket.receive_batch()
    assert (raised.value.code, raised.value.clean) == (4000, True)


@pytest.mark.parametrize(
    "url",
    [
        "ws://ws.okx.com/ws/v5/public",
        "ws://127.0.0.1.nip.io/",
        "ws://[2001:db8::1]/",
        "https://ws.okx.com/",
        "wss:///path",
        "wss://host:port/",
        "wss://user:hunter2@ws.okx.com/",
        "wss://user:hunter2@ws.okx.com:x/",
        "wss://[::1/",
        "",
    ],
)
async def test_an_unfit_url_is_refused(anyio_backend, url):
    """Before anything is opened, and without repeating a password."""

    def accept(host, port, end):
        raise AssertionError("it was opened")

    with pytest.raises(InvalidArgument) as raised:
        await WebSocket.open(url, connector=MemoryConnector(accept))

    assert "hunter2" not in str(raised.value)


@pytest.mark.parametrize(
    ("url", "host", "port"),
    [
        ("ws://localhost/", "localhost", 80),
        ("ws://127.0.0.1:8700/", "127.0.0.1", 8700),
        ("ws://[::1]:8700/", "::1", 8700),
        ("wss://ws.okx.com:8443/ws/v5/public", "ws.okx.com", 8443),
        ("wss://ws.okx.com/ws/v5/public", "ws.okx.com", 443),
    ],
)
async def test_where_a_url_leads(anyio_backend, url, host, port):
    """Plain to this machine, and encrypted anywhere."""
    seen = []

    def accept(*where):
        seen.append(where[:2])
        raise ConnectFailed("that is enough")

    with pytest.raises(ConnectFailed, match="enough"):
        await WebSocket.open(url, connector=MemoryConnector(accept))

    assert seen == [(host, port)]


@pytest.mark.parametrize("headers", [{"x": "a\r\nb: c"}, {"x": "€"}])
async def test_an_unfit_header_is_refused(anyio_backend, headers):
    """A line break would be a header of its own."""

    def accept(host, port, end):
        raise AssertionError("it was opened")

    with pytest.raises(InvalidArgument):
        await WebSocket.open(URL, connector=MemoryConnector(accept), headers=headers)


def test_a_server_that_never_answers():
    """The time limit is for all of it."""

    async def main():
        ends = []
        connector = MemoryConnector(lambda host, port, end: ends.append(end))
        start = anyio.current_time()
        with pytest.raises(ConnectFailed, match="within 10 s"):
            await WebSocket.open(URL, connector=connector)
        assert anyio.current_time() - start == pytest.approx(10)
        assert b"GET /ws/v5/public" in await ends[0].receive()
        with pytest.raises(anyio.EndOfStream):
            await ends[0].receive()

    run_in_no_time(main)


def test_a_server_that_answers_too_slowly():
    """Byte by byte is no excuse."""

    async def main():
        def accept(host, port, end):
            end.outgoing.bandwidth = 10
            group.start_soon(ServerSide(end, send_timeout=100).accept)

        async with anyio.create_task_group() as group:
            with pytest.raises(ConnectFailed, match="within 3 s"):
                await WebSocket.open(
                    URL, connector=MemoryConnector(accept), connect_timeout=3
                )
            group.cancel_scope.cancel()

    run_in_no_time(main)


async def test_the_server_side_refuses_and_accepts_by_the_request(anyio_backend):
    """What the sandbox does with a wrong path."""
    refused = []

    async def serve(end):
        server = ServerSide(end)
        request = await server.request()
        refused.append(request.path)
        await server.refuse(404, "no such stream", {"x-why": "path"})

    async with anyio.create_task_group() as group:
        connector = MemoryConnector(
            lambda host, port, end: group.start_soon(serve, end)
        )
        with pytest.raises(HandshakeRefused) as raised:
            await WebSocket.open(URL, connector=connector)

    assert refused == ["/ws/v5/public"]
    assert raised.value.http_status == 404


@pytest.mark.parametrize(
    ("request_", "status"),
    [
        (b"GET / HTTP/1.1\r\nHost: x\r\n\r\n", 426),
        (b"nonsense\r\n\r\n", None),
    ],
)
async def test_the_server_side_answers_who_speaks_something_else(
    anyio_backend, request_, status
):
    """A browser, or a mistake."""
    near, far = memory_streams()
    await near.send(request_)
    with pytest.raises(WebSocketClosed):
        await ServerSide(far).accept()

    assert far.is_closed
    if status is not None:
        head, _ = await read_head(near)
        assert head.status == status


async def test_the_server_side_can_be_closed_before_its_handshake(anyio_backend):
    """It says nothing, and hangs up."""
    near, far = memory_streams()
    await ServerSide(far).aclose()

    with pytest.raises(anyio.EndOfStream):
        await near.receive()
