"""Our own HTTP transport: its connections, their times, and what goes wrong with them."""

from __future__ import annotations

import gc
import socket
import ssl
from contextlib import asynccontextmanager, suppress

import anyio
import httpx
import pytest
import trustme
from anyio.abc import ByteStream
from anyio.streams.tls import TLSStream
from pairs import Stepper, run_in_no_time, settle
from untrusted import UNTRUSTED

from okx_sdk.errors import (
    ClientClosed,
    ConnectFailed,
    ConnectionLost,
    NotJson,
    OkxError,
    Outcome,
    PoolExhausted,
    ReadTimeout,
    TlsFailed,
)
from okx_sdk.protocol.request import Request
from okx_sdk.protocol.signing import Headers
from okx_sdk.transport import http
from okx_sdk.transport.http import HttpTransport
from okx_sdk.transport.lean import LeanTransport
from okx_sdk.transport.streams import MemoryConnector, MemoryStream
from okx_sdk.transport.tcp import STREAM_ERRORS

pytestmark = pytest.mark.anyio

URL = httpx.URL("http://exchange.invalid:1")
NONE = Headers({})
GET = Request("GET", "/api/v5/things", b"", "never")
POST = Request("POST", "/api/v5/trade/order", b'{"sz":"1"}', "never")
BODY = b'{"code":"0","msg":"","data":[]}'
OK = b"HTTP/1.1 200 OK\r\n"


def whole(body: bytes = BODY, more: bytes = b"") -> bytes:
    return OK + more + b"Content-Length: %d\r\n\r\n" % len(body) + body


CHUNKED = OK + b"Transfer-Encoding: chunked\r\n\r\n1f\r\n" + BODY + b"\r\n0\r\n\r\n"
TO_THE_END = OK + b"Connection: close\r\n\r\n" + BODY
ANSWERS = {"of a length": whole(), "chunked": CHUNKED, "to the end": TO_THE_END}


class Host:
    """The other end of connections in memory: answers each request with some bytes.

    Args:
        answer: the bytes; none is silence.
        closes: whether it closes after an answer.
    """

    def __init__(self, group, answer: bytes = b"", *, closes: bool = False) -> None:
        self.group, self.answer, self.closes = group, answer, closes
        self.ends: list[MemoryStream] = []
        self.asked: list[bytes] = []
        self.heard = anyio.Event()
        self.connector = MemoryConnector(self.accept)

    def accept(self, name: str, port: int, end: MemoryStream) -> None:
        self.ends.append(end)
        self.prepare(end)
        self.group.start_soon(self.serve, end)

    def prepare(self, end: MemoryStream) -> None:
        """What befalls a connection."""

    async def serve(self, end: MemoryStream) -> None:
        with suppress(*STREAM_ERRORS):
            while True:
                self.asked.append(await request_from(end))
                self.heard.set()
                if self.answer:
                    await end.send(self.answer)
                if self.closes:
                    await end.aclose()
                    return

    @property
    def open_ends(self) -> list[MemoryStream]:
        return [end for end in self.ends if not end.incoming._writer_is_gone]

    def transport(self, **options) -> HttpTransport:
        clock = anyio.current_time
        lean = LeanTransport(URL, self.connector, clock=clock, **options)
        return HttpTransport(str(URL), timeout=5, transport=lean)


async def request_from(stream) -> bytes:
    data = b""
    while b"\r\n\r\n" not in data:
        data += await stream.receive()
    head, _, body = data.partition(b"\r\n\r\n")
    length = 0
    for line in head.lower().split(b"\r\n"):
        if line.startswith(b"content-length:"):
            length = int(line.partition(b":")[2])
    while len(body) < length:
        body += await stream.receive()
    return head + b"\r\n\r\n" + body


@asynccontextmanager
async def hosting(answer: bytes = b"", kind=Host, **options):
    """A host in memory, and a transport to it."""
    async with anyio.create_task_group() as group:
        host = kind(group, answer, **options)
        async with host.transport() as transport:
            yield host, transport
        group.cancel_scope.cancel()


@asynccontextmanager
async def listening(serve):
    """A server on a real socket; gives its port."""
    async with await anyio.create_tcp_listener(local_host="127.0.0.1") as listener:

        async def served(stream):
            async with stream:
                with suppress(*STREAM_ERRORS):
                    await serve(stream)

        async with anyio.create_task_group() as group:
            group.start_soon(listener.serve, served)
            yield listener.extra(anyio.abc.SocketAttribute.local_port)
            group.cancel_scope.cancel()


def lean(url: str, verify: ssl.SSLContext | None = None) -> HttpTransport:
    return HttpTransport(url, timeout=5, verify=verify)


def stock(url: str, verify: ssl.SSLContext | None = None) -> HttpTransport:
    transport = httpx.AsyncHTTPTransport(verify=verify or True)
    return HttpTransport(url, timeout=5, transport=transport)


BOTH = pytest.mark.parametrize("made", [lean, stock])
"""What must hold of ours holds of httpx's transport, or the test asks for too much."""


# What comes back.


@pytest.mark.parametrize("answer", ANSWERS.values(), ids=ANSWERS)
@pytest.mark.parametrize("befalls", ["nothing", "one byte at a time", "latency"])
async def test_an_answer_comes_whole_however_it_comes(anyio_backend, answer, befalls):
    """N10: slices of one byte and slow ones give the same."""

    class Slow(Host):
        def prepare(self, end):
            if befalls == "one byte at a time":
                end.outgoing.slice = end.incoming.slice = 1
            elif befalls == "latency":
                end.outgoing.latency = end.incoming.latency = 0.002

    async with hosting(answer, Slow, closes=answer is TO_THE_END) as (host, transport):
        replies = [await transport.send(request, NONE) for request in (GET, POST)]

    assert [(reply.status, reply.body) for reply in replies] == [(200, BODY)] * 2
    assert len(host.ends) == (2 if answer is TO_THE_END else 1)


@pytest.mark.parametrize("answer", ANSWERS.values(), ids=ANSWERS)
@pytest.mark.parametrize("reset", [False, True], ids=["end", "reset"])
async def test_an_answer_cut_at_every_byte(anyio_backend, answer, reset):
    """N6, N11: no half answer, nothing sent again, and the connection is not kept."""

    class Cut(Host):
        def prepare(self, end):
            end.outgoing.cut_after(len(self.ends) - 1, reset=reset)

    async with hosting(answer, Cut) as (host, transport):
        for cut in range(len(answer)):
            # What ends with the connection cannot be told from what is cut.
            if answer is TO_THE_END and not reset and cut >= len(answer) - len(BODY):
                break
            with pytest.raises(ConnectionLost) as caught:
                await transport.send(POST, NONE)
            assert caught.value.outcome is Outcome.UNKNOWN
            assert len(host.asked) == len(host.ends) == cut + 1
            await settle()
            assert host.open_ends == []


@BOTH
@pytest.mark.parametrize("answer", ANSWERS.values(), ids=ANSWERS)
async def test_a_cut_answer_is_the_same_error_as_by_httpx(anyio_backend, made, answer):
    """N11, N12: over real sockets, by both transports."""
    cuts = [0, 1, 12, 17, 30, len(answer) - len(BODY), len(answer) - 1]
    sent = iter(cuts)

    async def serve(stream):
        await request_from(stream)
        await stream.send(answer[: next(sent)])

    async with listening(serve) as port, made(f"http://127.0.0.1:{port}") as transport:
        for cut in cuts:
            if answer is TO_THE_END and cut >= len(answer) - len(BODY):
                break
            with pytest.raises(OkxError) as caught:
                await transport.send(POST, NONE)
            assert type(caught.value) is ConnectionLost


SPENT = {
    "it says so": whole(more=b"Connection: close\r\n"),
    "an old version": whole().replace(b"1.1", b"1.0"),
    "more than it said": whole() + b"!",
    "two answers": whole() + whole(),
    "chunks and more": CHUNKED + b"HTTP/1.1 200 OK\r\n",
}


@pytest.mark.parametrize("answer", SPENT.values(), ids=SPENT)
async def test_a_connection_that_may_not_be_clean_is_not_used_again(
    anyio_backend, answer
):
    """N12: what is left over is not the answer to the next request."""
    async with hosting(answer) as (host, transport):
        for _ in range(3):
            assert (await transport.send(GET, NONE)).body == BODY
            await settle()
            assert host.open_ends == []

    assert len(host.ends) == 3


BODILESS = {
    "GET": b"HTTP/1.1 204 No Content\r\n\r\n",
    "POST": b"HTTP/1.1 304 Not Modified\r\nContent-Length: 9\r\n\r\n",
    "HEAD": OK + b"Content-Length: 9\r\n\r\n",
}


@pytest.mark.parametrize("method", BODILESS)
async def test_an_answer_without_a_body(anyio_backend, method):
    """Its length, if it tells one, is that of another answer."""
    async with hosting(BODILESS[method]) as (host, transport):
        for _ in range(2):
            request = Request(method, "/api/v5/things", b"", "never")
            assert (await transport.send(request, NONE)).body == b""

    assert len(host.ends) == 1


async def test_words_ahead_of_an_answer_are_not_the_answer(anyio_backend):
    """1xx may come any number of times."""
    early = b"HTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\n"
    async with hosting(early * 3 + whole()) as (host, transport):
        replies = [await transport.send(GET, NONE) for _ in range(2)]

    assert [(reply.status, reply.body) for reply in replies] == [(200, BODY)] * 2
    assert len(host.ends) == 1


class Deaf(ByteStream):
    """Takes nothing, as the other side has closed; it may have said something before."""

    def __init__(self, said: bytes) -> None:
        self.said, self.is_closed = said, False

    async def receive(self, max_bytes=65536):
        await anyio.lowlevel.checkpoint()
        if not self.said:
            raise anyio.EndOfStream
        said, self.said = self.said, b""
        return said

    async def send(self, item):
        await anyio.lowlevel.checkpoint()
        raise anyio.BrokenResourceError

    async def send_eof(self):
        raise NotImplementedError

    async def aclose(self):
        self.is_closed = True
        raise anyio.BrokenResourceError


@pytest.mark.parametrize("answer", [b"", whole().replace(b"200 OK", b"413 No")])
async def test_who_closes_before_all_is_sent_may_have_said_why(anyio_backend, answer):
    """N6: as by httpx, the answer counts; without one, nobody knows what was sent."""
    streams = []

    class Connector:
        async def connect(self, *_, **__):
            await anyio.lowlevel.checkpoint()
            streams.append(Deaf(answer))
            return streams[-1]

    carrier = LeanTransport(URL, Connector())
    async with HttpTransport(str(URL), timeout=5, transport=carrier) as transport:
        if answer:
            assert (await transport.send(POST, NONE)).status == 413
        else:
            with pytest.raises(ConnectionLost):
                await transport.send(POST, NONE)
        assert [stream.is_closed for stream in streams] == [True]
        assert carrier._permits.value == 32


# Connections kept.


@BOTH
async def test_an_idle_connection_that_has_ended_is_not_used(anyio_backend, made):
    """N6: it is noticed beforehand, so that nothing is lost on it."""
    asked = []

    async def serve(stream):
        asked.append(await request_from(stream))
        await stream.send(whole())

    async with listening(serve) as port, made(f"http://127.0.0.1:{port}") as transport:
        for number in range(5):
            assert (await transport.send(POST, NONE)).body == BODY
            assert len(asked) == number + 1
            await ended(transport)


async def ended(transport: HttpTransport) -> None:
    """Wait until the idle connection shows that the other side has closed it."""
    carrier = transport._transport
    if isinstance(carrier, LeanTransport):
        for line in carrier._idle:
            while not line.is_stale():
                await anyio.lowlevel.checkpoint()
    else:
        for connection in carrier._pool.connections:
            while not connection.has_expired():
                await anyio.lowlevel.checkpoint()


@BOTH
async def test_bytes_that_nobody_asked_for_are_not_the_next_answer(anyio_backend, made):
    """N12: a host that answers once too often is not trusted with another request."""
    served = []
    may_go_on = anyio.Event()

    async def serve(stream):
        served.append(stream)
        await request_from(stream)
        await stream.send(whole())
        if len(served) == 1:
            await may_go_on.wait()
            await stream.send(whole(b'{"code":"1"}'))
        await anyio.sleep_forever()

    async with listening(serve) as port, made(f"http://127.0.0.1:{port}") as transport:
        await transport.send(GET, NONE)
        may_go_on.set()
        await ended(transport)
        reply = await transport.send(GET, NONE)

    assert reply.body == BODY
    assert len(served) == 2


async def test_the_connection_used_last_is_used_first(anyio_backend):
    """So that those that are not needed grow old."""
    async with hosting() as (host, transport):
        async with anyio.create_task_group() as group:
            for _ in range(3):
                group.start_soon(transport.send, GET, NONE)
            while len(host.asked) < 3:
                await anyio.lowlevel.checkpoint()
            for number in (2, 0, 1):
                await host.ends[number].send(whole())
                await settle()
        host.answer = whole()
        sent = [end.incoming.sent for end in host.ends]
        for _ in range(3):
            await transport.send(GET, NONE)

    assert [
        end.incoming.sent > was for end, was in zip(host.ends, sent, strict=True)
    ] == [*(False, True, False)]


def test_a_connection_is_kept_for_some_seconds_and_no_longer():
    """Those that grew old are closed by the next call, used or not."""

    async def main():
        async with hosting() as (host, transport):
            async with anyio.create_task_group() as group:
                for _ in range(2):
                    group.start_soon(transport.send, GET, NONE)
                await settle()
                for end in host.ends:
                    await end.send(whole())
            host.answer = whole()
            counts = []
            for pause in (14, 14, 14.9, 15.1):
                await anyio.sleep(pause)
                await transport.send(GET, NONE)
                counts.append((len(host.ends), len(host.open_ends)))
            assert counts == [(2, 2), (2, 1), (2, 1), (3, 1)]

    run_in_no_time(main)


async def test_no_more_connections_than_allowed_and_each_in_turn(anyio_backend):
    """N1: who comes first is served first."""
    order = []

    async def call(transport, number):
        await transport.send(Request("GET", f"/{number}", b"", "never"), NONE)
        order.append(number)

    async with anyio.create_task_group() as servers:
        host = Host(servers, whole())
        async with (
            host.transport(most=2) as transport,
            anyio.create_task_group() as group,
        ):
            for number in range(9):
                group.start_soon(call, transport, number)
                await anyio.lowlevel.checkpoint()
        servers.cancel_scope.cancel()

    assert len(host.ends) == 2
    assert order == sorted(order)


# Times.


def test_each_wait_has_its_time():
    """N1, N9: for a place, to connect, to send and to hear, and one says which it was."""

    class Unheard(Host):
        def prepare(self, end):
            end.incoming.capacity = 10

        async def serve(self, end):
            await anyio.sleep_forever()

    class Slow(MemoryConnector):
        async def connect(self, *args, within, **options):
            with anyio.move_on_after(within):
                await anyio.sleep_forever()
            raise ConnectFailed("too late")

    async def failed(transport, kind, seconds, words=None):
        start = anyio.current_time()
        with pytest.raises(OkxError, match=words) as caught:
            await transport.send(POST, NONE, seconds)
        assert type(caught.value) is kind
        assert anyio.current_time() - start == pytest.approx(seconds)

    async def main():
        async with anyio.create_task_group() as group:
            for kind, words in ((Unheard, "could not be sent"), (Host, "no answer")):
                host = kind(group)
                async with host.transport() as transport:
                    await failed(transport, ReadTimeout, 3, words)
                assert host.open_ends == []
            host = Host(group)
            host.connector = Slow(host.accept)
            async with host.transport() as transport:
                await failed(transport, ConnectFailed, 4)
            host = Host(group)
            async with host.transport(most=1) as transport:
                group.start_soon(failed, transport, ReadTimeout, 9)
                await settle()
                await failed(transport, PoolExhausted, 2)
                await anyio.sleep(8)  # and the place is free again
                host.answer = whole()
                assert (await transport.send(GET, NONE)).body == BODY
            group.cancel_scope.cancel()

    run_in_no_time(main)


def test_each_piece_of_an_answer_has_its_time_anew():
    """N10: slow is not silent; and silence within an answer is noticed."""

    class Trickle(Host):
        async def serve(self, end):
            await request_from(end)
            for byte in self.answer[:-1]:
                await anyio.sleep(4)
                await end.send(bytes([byte]))
            if len(self.ends) == 1:
                await end.send(self.answer[-1:])

    async def main():
        async with hosting(whole(), Trickle) as (host, transport):
            assert (await transport.send(GET, NONE)).body == BODY
            await host.ends[0].aclose()
            await transport._transport._close(*transport._transport._idle)
            transport._transport._idle.clear()
            with pytest.raises(ReadTimeout):
                await transport.send(GET, NONE)
            assert host.open_ends == []

    run_in_no_time(main)


# Ends.


async def visit(transport: HttpTransport) -> None:
    """All that a caller does."""
    await transport.send(POST, NONE)
    await transport.send(GET, NONE)


@pytest.mark.parametrize("answer", ANSWERS.values(), ids=ANSWERS)
async def test_cancelled_at_every_wait(anyio_backend, answer):
    """X9: no place, connection or task is left, and nothing is sent twice."""

    class Sliced(Host):
        def prepare(self, end):
            end.incoming.capacity = 60
            end.outgoing.slice = 25

    at, was_cancelled = 0, True
    while was_cancelled:
        at += 1
        async with hosting(answer, Sliced, closes=answer is TO_THE_END) as (
            host,
            transport,
        ):
            with anyio.CancelScope() as scope:
                await Stepper(visit(transport), scope, at)
            was_cancelled = scope.cancel_called
            carrier = transport._transport
            await settle()
            assert carrier._permits.value == 32
            assert set(carrier._idle) == carrier._lines
            # One that was cut off is closed, and another is made for who comes next.
            assert len(host.open_ends) == len(carrier._lines)
            posts = [each for each in host.asked if each.startswith(b"POST")]
            assert len(posts) <= 1
            assert (await transport.send(GET, NONE)).body == BODY

    assert at > 10


async def test_cancelled_at_every_wait_for_a_place(anyio_backend):
    """X9: who gives up in the queue, or as its turn comes, leaves it to the next."""
    at, was_cancelled = 0, True
    while was_cancelled:
        at += 1
        async with anyio.create_task_group() as servers:
            host = Host(servers)
            async with host.transport(most=1) as transport:
                async with anyio.create_task_group() as group:
                    group.start_soon(transport.send, GET, NONE)
                    await host.heard.wait()
                    with anyio.CancelScope() as scope:
                        group.start_soon(answer_soon, host)
                        await Stepper(transport.send(GET, NONE), scope, at)
                was_cancelled = scope.cancel_called
                assert transport._transport._permits.value == 1
                assert (await transport.send(GET, NONE)).body == BODY
            servers.cancel_scope.cancel()

    assert at > 2


async def answer_soon(host: Host) -> None:
    await settle()
    host.answer = whole()
    await host.ends[0].send(whole())


async def test_closing_ends_all_that_is_under_way_and_all_that_waits(anyio_backend):
    """X4, X8: at once, though the other side is silent; who waited was not sent."""
    caught = []

    async def call(transport):
        with pytest.raises(OkxError) as info:
            await transport.send(POST, NONE)
        caught.append(type(info.value))

    async with anyio.create_task_group() as servers:
        host = Host(servers)
        async with host.transport(most=2) as transport:
            async with anyio.create_task_group() as group:
                for _ in range(5):
                    group.start_soon(call, transport)
                while len(host.asked) < 2:
                    await anyio.lowlevel.checkpoint()
                with anyio.fail_after(0.5):
                    await transport.aclose()
            await settle()
            assert sorted(kind.__name__ for kind in caught) == [
                *["ClientClosed"] * 3,
                *["ConnectionLost"] * 2,
            ]
            assert len(host.asked) == len(host.ends) == 2
            assert host.open_ends == []
            with pytest.raises(ClientClosed):
                await transport.send(GET, NONE)
        servers.cancel_scope.cancel()


async def test_closing_in_a_cancelled_task_closes_all(anyio_backend):
    """X9: a cancellation does not keep any connection open."""
    async with hosting(whole()) as (host, transport):
        async with anyio.create_task_group() as group:
            for _ in range(3):
                group.start_soon(transport.send, GET, NONE)
        with anyio.CancelScope() as scope:
            scope.cancel()
            await transport.aclose()
        await settle()
        assert len(host.ends) == 3
        assert host.open_ends == []


async def test_closing_while_it_connects(anyio_backend):
    """X8: the connection that comes too late is closed, and nothing sent on it."""
    async with anyio.create_task_group() as servers:
        host = Host(servers, whole())
        may_connect = anyio.Event()

        class Slow(MemoryConnector):
            async def connect(self, *args, **options):
                await may_connect.wait()
                return await super().connect(*args, **options)

        host.connector = Slow(host.accept)
        async with host.transport() as transport, anyio.create_task_group() as group:

            async def call():
                with pytest.raises(ClientClosed):
                    await transport.send(POST, NONE)

            group.start_soon(call)
            await settle()
            await transport.aclose()
            may_connect.set()
        await settle()
        assert (host.asked, host.open_ends) == ([], [])
        servers.cancel_scope.cancel()


async def test_a_short_answer_that_is_too_long_is_refused(anyio_backend, monkeypatch):
    """P14: whole in one read or not."""
    monkeypatch.setattr(http, "MOST_BYTES", 1000)
    async with hosting(whole(b"0" * 1001)) as (_, transport):
        with pytest.raises(NotJson, match="1000 bytes"):
            await transport.send(GET, NONE)


async def test_an_answer_that_is_not_read_takes_its_connection_along(anyio_backend):
    """P14: whoever stops reading has closed it, and nothing is left open."""
    answer = OK + b"Content-Length: 999999\r\n\r\n" + b"0" * 1000
    async with hosting(answer) as (host, transport):
        carrier = transport._transport
        request = transport._wired(GET, NONE, None)
        response = await carrier.handle_async_request(request)
        pieces = response.aiter_raw()
        await anext(pieces)
        await response.aclose()
        assert [piece async for piece in pieces] == []
        await settle()
        assert host.open_ends == []
        assert carrier._permits.value == 32


# TLS.


class TlsServer:
    """Shakes hands, notes what it decrypts, and answers."""

    def __init__(self, certificate: trustme.LeafCert, answer: bytes = b"") -> None:
        self.context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self.context.set_alpn_protocols(["h2", "http/1.1"])
        self.context.sni_callback = lambda _, name, __: self.names.append(name)
        certificate.configure_cert(self.context)
        self.answer = answer
        self.names: list[str | None] = []
        self.spoken: list[str | None] = []
        self.asked: list[bytes] = []

    async def __call__(self, stream) -> None:
        secure = await TLSStream.wrap(
            stream,
            server_side=True,
            ssl_context=self.context,
            standard_compatible=False,
        )
        self.spoken.append(secure.extra(anyio.streams.tls.TLSAttribute.alpn_protocol))
        while True:
            self.asked.append(await request_from(secure))
            await secure.send(self.answer)


@BOTH
async def test_an_encrypted_connection_is_kept(anyio_backend, authority, verify, made):
    """By HTTP/1.1, under the host's name; tickets of TLS do not make it look closed."""
    server = TlsServer(authority.issue_cert("localhost"), whole())
    async with listening(server) as port:
        async with made(f"https://localhost:{port}", verify) as transport:
            for _ in range(3):
                assert (await transport.send(POST, NONE)).body == BODY

    assert (server.spoken, server.names) == (["http/1.1"], ["localhost"])
    assert len(server.asked) == 3


async def test_bytes_left_over_in_tls_are_not_the_next_answer(
    anyio_backend, authority, verify
):
    """N12: what came along in the same packet cannot be seen on the socket."""

    class Twice(TlsServer):
        async def __call__(self, stream):
            secure = await TLSStream.wrap(
                stream,
                server_side=True,
                ssl_context=self.context,
                standard_compatible=False,
            )
            self.asked.append(await request_from(secure))
            ssl_object = secure.extra(anyio.streams.tls.TLSAttribute.ssl_object)
            ssl_object.write(whole())  # held back, to go out with what follows
            await secure.send(whole(b'{"code":"1"}'))
            await anyio.sleep_forever()

    server = Twice(authority.issue_cert("localhost"))
    async with listening(server) as port:
        async with lean(f"https://localhost:{port}", verify) as transport:
            for _ in range(3):
                assert (await transport.send(GET, NONE)).body == BODY

    assert len(server.asked) == 3


@pytest.mark.parametrize("scheme", ["http", "https"])
async def test_cancelled_at_every_wait_over_sockets(
    anyio_backend, authority, verify, scheme
):
    """X9: resolving, connecting, shaking hands, sending, reading: no socket is left."""
    server = TlsServer(authority.issue_cert("localhost"), whole())
    left = set()

    async def serve(stream):
        left.add(stream)
        try:
            if scheme == "https":
                await server(stream)
            while True:
                await request_from(stream)
                await stream.send(whole())
        finally:
            left.discard(stream)

    async with listening(serve) as port:
        at, was_cancelled = 0, True
        while was_cancelled:
            at += 1
            async with lean(f"{scheme}://localhost:{port}", verify) as transport:
                with anyio.CancelScope() as scope:
                    await Stepper(visit(transport), scope, at)
                was_cancelled = scope.cancel_called
                carrier = transport._transport
                assert carrier._permits.value == 32
                assert set(carrier._idle) == carrier._lines
                if at % 5 == 0 or not was_cancelled:
                    assert (await transport.send(GET, NONE)).body == BODY
        with anyio.fail_after(2):
            while left:
                await anyio.lowlevel.checkpoint()

    assert at > 5


@BOTH
@pytest.mark.parametrize("name", UNTRUSTED)
async def test_a_certificate_that_cannot_be_vouched_for(
    anyio_backend, authority, verify, made, name
):
    """N2: told at once, not to be tried again, and no byte of ours was sent."""
    server = TlsServer(UNTRUSTED[name](authority))
    async with listening(server) as port:
        async with made(f"https://localhost:{port}", verify) as transport:
            with pytest.raises(TlsFailed) as caught:
                await transport.send(POST, NONE)

    assert server.asked == []
    assert caught.value.outcome is Outcome.NOT_SENT
    assert not caught.value.retryable


@BOTH
async def test_nobody_there(anyio_backend, made):
    """N1: nothing left this machine."""
    with socket.create_server(("127.0.0.1", 0)) as reserved:
        port = reserved.getsockname()[1]
    for scheme in ("http", "https"):
        async with made(f"{scheme}://127.0.0.1:{port}") as transport:
            with pytest.raises(ConnectFailed) as caught:
                await transport.send(POST, NONE)

    assert caught.value.outcome is Outcome.NOT_SENT


@BOTH
async def test_closing_leaves_no_socket_open(anyio_backend, made):
    """X4: neither idle ones nor those of a peer that stays."""

    async def serve(stream):
        while True:
            await request_from(stream)
            await stream.send(whole())

    async with listening(serve) as port:
        async with made(f"http://127.0.0.1:{port}") as transport:
            async with anyio.create_task_group() as group:
                for _ in range(5):
                    group.start_soon(transport.send, GET, NONE)
    gc.collect()  # an open one would warn, and a warning is an error
