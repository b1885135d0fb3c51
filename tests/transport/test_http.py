"""HTTP over a real socket of this machine, by our transport and by httpx's."""

import gzip
import logging
import pickle
import socket
import ssl
import traceback
import zlib
from contextlib import asynccontextmanager

import anyio
import httpx
import pytest

from okx_sdk import errors
from okx_sdk.errors import (
    ClientClosed,
    ConnectFailed,
    ConnectionLost,
    GatewayFailed,
    NotJson,
    NotSent,
    OkxError,
    PoolExhausted,
    ProxyFailed,
    ReadTimeout,
    RedirectRefused,
    TlsFailed,
)
from okx_sdk.protocol.envelope import open_envelope
from okx_sdk.protocol.request import Request
from okx_sdk.protocol.signing import Headers
from okx_sdk.transport import http
from okx_sdk.transport.http import HttpTransport

pytestmark = pytest.mark.anyio

CANARIES = ("canary-key", "canary-secret", "canary-pass")
SIGNED = Headers(
    {
        "OK-ACCESS-KEY": "canary-key",
        "OK-ACCESS-SIGN": "canary-secret",
        "OK-ACCESS-PASSPHRASE": "canary-pass",
    }
)
GET = Request("GET", "/api/v5/things", b"", "always")
POST = Request("POST", "/api/v5/things", b'{"a":1}', "always")
GOOD = b'{"code":"0","msg":"","data":[]}'
OK = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"


def whole(body, head=OK):
    return head + b"Content-Length: %d\r\n\r\n" % len(body) + body


class Server:
    """Answers each request with the same bytes, and then closes if told to."""

    def __init__(self, answer, *, close=True, silent=False, eager=False):
        self.answer, self.close, self.silent = answer, close, silent
        self.eager = eager
        self.received = []
        self.asked = anyio.Event()
        self.connections = 0

    async def handle(self, stream):
        self.connections += 1
        async with stream:
            try:
                if self.eager:
                    await stream.send(self.answer)
                    return
                while True:
                    self.received.append(await self.read(stream))
                    self.asked.set()
                    if self.silent:
                        await anyio.sleep_forever()
                    await stream.send(self.answer)
                    if self.close:
                        return
            except (anyio.EndOfStream, anyio.BrokenResourceError):
                return

    async def read(self, stream):
        data = b""
        while b"\r\n\r\n" not in data:
            data += await stream.receive()
        head, _, body = data.partition(b"\r\n\r\n")
        length = 0
        for line in head.split(b"\r\n"):
            if line.lower().startswith(b"content-length:"):
                length = int(line.partition(b":")[2])
        while len(body) < length:
            body += await stream.receive()
        return head, body


@pytest.fixture(params=["ours", "httpx"], autouse=True)
def carried(request, monkeypatch):
    """All of it by either transport: what one does, the other does."""
    monkeypatch.setattr(Carrier, "is_stock", request.param == "httpx")


class Carrier:
    """Which transport carries."""

    is_stock = False

    @classmethod
    def made(cls):
        return httpx.AsyncHTTPTransport() if cls.is_stock else None


@asynccontextmanager
async def serving(answer, **options):
    server = Server(answer, **options)
    listener = await anyio.create_tcp_listener(local_host="127.0.0.1")
    port = listener.extra(anyio.abc.SocketAttribute.local_port)
    async with listener, anyio.create_task_group() as group:
        group.start_soon(listener.serve, server.handle)
        url = f"http://127.0.0.1:{port}"
        async with HttpTransport(url, timeout=5, transport=Carrier.made()) as transport:
            yield server, transport
        group.cancel_scope.cancel()


@asynccontextmanager
async def seamed(fault, **options):
    """A transport whose network fails in one way."""

    class Broken(httpx.AsyncBaseTransport):
        async def handle_async_request(self, request):
            if isinstance(fault, httpx.RequestError):
                fault.request = request
            raise fault

    async with HttpTransport(
        "https://host.invalid", timeout=5, transport=Broken(), **options
    ) as transport:
        yield transport


def shown(error):
    """Everything that a print, a log, a debugger or a pickle could show of an error."""
    seen, texts = set(), []
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        report = traceback.TracebackException.from_exception(error, capture_locals=True)
        texts += [repr(error), str(error), repr(vars(error)), repr(error.args)]
        texts += [*report.format(), *getattr(error, "__notes__", ())]
        if isinstance(error, OkxError):
            texts.append(pickle.dumps(vars(error)).decode("latin-1"))
        assert not isinstance(error, httpx.HTTPError), "it holds the request"
        error = error.__cause__ or error.__context__
    return "\n".join(texts)


def assert_clean(error):
    text = shown(error)
    assert isinstance(error, OkxError)
    assert not [canary for canary in CANARIES if canary in text]


async def test_a_request_is_sent_as_it_stands_and_its_reply_read_whole():
    """Path and headers out; status, lower-case headers and bytes in."""
    async with serving(whole(GOOD, OK + b"X-Thing: A\r\n")) as (server, transport):
        reply = await transport.send(GET, SIGNED)

    head, body = server.received[0]
    lines = head.decode().split("\r\n")
    assert lines[0] == "GET /api/v5/things HTTP/1.1"
    assert "OK-ACCESS-PASSPHRASE: canary-pass" in lines
    assert any(line.startswith("User-Agent: okxsdk/") for line in lines)
    assert not any(line.lower().startswith("content-") for line in lines)
    assert body == b""
    assert (reply.status, reply.headers["x-thing"], reply.body) == (200, "A", GOOD)


async def test_a_body_goes_out_byte_for_byte_and_says_that_it_is_json():
    """Invariant 18: what is signed is what is sent."""
    async with serving(whole(GOOD)) as (server, transport):
        await transport.send(POST, SIGNED)

    head, body = server.received[0]
    assert body == b'{"a":1}'
    assert b"\r\nContent-Type: application/json" in head


async def test_a_post_without_a_body_has_none():
    """The signature is over an empty text then."""
    bare = Request("POST", "/api/v5/things", b"", "always")
    async with serving(whole(GOOD)) as (server, transport):
        await transport.send(bare, SIGNED)

    head, body = server.received[0]
    assert body == b""
    assert b"content-length: 0" in head.lower()
    assert b"content-type" not in head.lower()


@pytest.mark.parametrize(
    "path",
    [
        "/api/v5/things?instId=BTC-USDT,ETH-USDT&a=b:c",
        "/api/v5/things?a=%2C%20%C3%A4+b",
        "/api/v5/things?a=[1]&b={}|^`\"<>'",
        "/api/./v5/../v5//things",
        "/api/v5/things?",
        "/api/v5/%7Ethings~?a=%zz",
    ],
)
async def test_a_path_goes_out_byte_for_byte(path):
    """Invariant 18: httpx would tidy some of these up after they were signed."""
    async with serving(whole(GOOD)) as (server, transport):
        await transport.send(Request("GET", path, b"", "always"), SIGNED)

    assert server.received[0][0].split(b" ")[1] == path.encode()


async def test_a_connection_is_kept_for_the_next_request():
    """One handshake for many calls."""
    async with serving(whole(GOOD), close=False) as (server, transport):
        for _ in range(3):
            await transport.send(GET, SIGNED)

    assert server.connections == 1
    assert len(server.received) == 3


@pytest.mark.parametrize(
    ("encoding", "pack"),
    [(b"gzip", gzip.compress), (b"deflate", zlib.compress), (b"identity", bytes)],
)
async def test_a_packed_body_is_unpacked(encoding, pack):
    """And so is a chunked one."""
    head = OK + b"Content-Encoding: " + encoding + b"\r\n"
    async with serving(whole(pack(GOOD), head)) as (_, transport):
        reply = await transport.send(GET, SIGNED)

    assert reply.body == GOOD


BROKEN = {
    "closed before the status": (b"", ConnectionLost),
    "closed in the headers": (OK[:-9], ConnectionLost),
    "cut in the middle of the body": (whole(GOOD)[:-9], ConnectionLost),
    "a length that is too long": (
        OK + b"Content-Length: 999\r\n\r\n" + GOOD,
        ConnectionLost,
    ),
    "two lengths": (
        OK + b"Content-Length: 5\r\nContent-Length: 6\r\n\r\n" + GOOD,
        ConnectionLost,
    ),
    "a length that is none": (OK + b"Content-Length: x\r\n\r\n", ConnectionLost),
    "cut in the middle of a chunk": (
        OK + b"Transfer-Encoding: chunked\r\n\r\nff\r\n" + GOOD,
        ConnectionLost,
    ),
    "a chunk of no size": (
        OK + b"Transfer-Encoding: chunked\r\n\r\nzz\r\n",
        ConnectionLost,
    ),
    "no HTTP at all": (b"\x16\x03\x01\x02\x00", ConnectionLost),
    "gzip that is none": (whole(GOOD, OK + b"Content-Encoding: gzip\r\n"), NotJson),
    "gzip cut short": (
        whole(gzip.compress(GOOD)[:-12], OK + b"Content-Encoding: gzip\r\n"),
        NotJson,
    ),
    "packed by something else": (
        whole(GOOD, OK + b"Content-Encoding: br\r\n"),
        NotJson,
    ),
}


@pytest.mark.parametrize("request_", [GET, POST], ids=["GET", "POST"])
@pytest.mark.parametrize(("answer", "kind"), BROKEN.values(), ids=BROKEN)
async def test_a_broken_answer_is_one_of_our_errors(answer, kind, request_):
    """N12: 0 untyped exceptions, and 0 secrets in them."""
    async with serving(answer) as (_, transport):
        with pytest.raises(OkxError) as caught:
            await transport.send(request_, SIGNED)

    assert type(caught.value) is kind
    assert caught.value.retryable
    assert caught.value.outcome is errors.Outcome.UNKNOWN
    assert_clean(caught.value)


STRANGE = {
    "HTML": (whole(b"<html>hello</html>"), NotJson),
    "an empty body": (whole(b""), NotJson),
    "a length that is too short": (
        OK + b"Content-Length: 10\r\n\r\n" + GOOD,
        NotJson,
    ),
    "a redirect": (
        whole(b"", b"HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:1/\r\n"),
        RedirectRefused,
    ),
    "a gateway's page": (
        whole(b"<html>", b"HTTP/1.1 502 Bad Gateway\r\n"),
        GatewayFailed,
    ),
}


@pytest.mark.parametrize(("answer", "kind"), STRANGE.values(), ids=STRANGE)
async def test_a_strange_answer_is_told_when_it_is_read(answer, kind):
    """N12: 200 with HTML, an empty body, a redirect that nobody follows."""
    async with serving(answer) as (server, transport):
        reply = await transport.send(GET, SIGNED)
        with pytest.raises(OkxError) as caught:
            open_envelope(reply, "GET /api/v5/things")

    assert type(caught.value) is kind
    assert len(server.received) == 1


@pytest.mark.parametrize("cut", range(0, len(whole(GOOD)), 7))
async def test_an_answer_cut_anywhere_is_one_of_our_errors(cut):
    """N11, N12: at every seventh byte."""
    async with serving(whole(GOOD)[:cut]) as (_, transport):
        with pytest.raises(OkxError):
            await transport.send(GET, SIGNED)


BOMB = gzip.compress(b"0" * 10_000_000)


@pytest.mark.parametrize(
    "answer",
    [
        whole(BOMB, OK + b"Content-Encoding: gzip\r\n"),
        whole(b"0" * 1_000_000),
        OK + b"Content-Length: 99999999999\r\n\r\n" + b"0" * 1_000_000,
    ],
    ids=["packed", "plain", "endless"],
)
async def test_a_reply_that_has_no_end_is_cut_off(answer, monkeypatch):
    """P14: neither many bytes nor a few packed ones fill the memory."""
    monkeypatch.setattr(http, "MOST_BYTES", 100_000)
    async with serving(answer, close=False) as (_, transport):
        with pytest.raises(NotJson, match="100000 bytes") as caught:
            await transport.send(GET, SIGNED)

    assert_clean(caught.value)


async def test_silence_after_the_request_is_a_read_timeout():
    """N1: it was sent, so nobody knows."""
    async with serving(b"", silent=True) as (server, transport):
        with pytest.raises(ReadTimeout) as caught:
            await transport.send(GET, SIGNED, 0.4)  # for connecting, too

    assert len(server.received) == 1
    assert caught.value.outcome is errors.Outcome.UNKNOWN
    assert_clean(caught.value)


async def test_a_refused_connection_is_not_sent():
    """N1: nothing left this machine."""
    with socket.create_server(("127.0.0.1", 0)) as reserved:
        port = reserved.getsockname()[1]
    url = f"http://127.0.0.1:{port}"
    async with HttpTransport(url, timeout=5, transport=Carrier.made()) as transport:
        with pytest.raises(ConnectFailed) as caught:
            await transport.send(GET, SIGNED)

    assert isinstance(caught.value, NotSent)
    assert caught.value.outcome is errors.Outcome.NOT_SENT
    assert_clean(caught.value)


async def test_a_host_without_encryption_is_a_tls_failure():
    """N2: nothing is sent, and it is not asked again."""
    async with serving(b"HTTP/1.1 400 Bad Request\r\n\r\n", eager=True) as (_, plain):
        port = plain.base_url.port
        url = f"https://127.0.0.1:{port}"
        async with HttpTransport(url, timeout=5, transport=Carrier.made()) as transport:
            with anyio.fail_after(5), pytest.raises(OkxError) as caught:
                await transport.send(GET, SIGNED)

    assert isinstance(caught.value, NotSent)
    assert_clean(caught.value)


def tls_failure():
    error = httpx.ConnectError("[SSL: CERTIFICATE_VERIFY_FAILED] unable to verify")
    error.__cause__ = ssl.SSLCertVerificationError("certificate has expired")
    return error


FAULTS = {
    "the name server does not know it": (
        lambda: httpx.ConnectError("[Errno -2] Name or service not known"),
        ConnectFailed,
    ),
    "connecting takes too long": (lambda: httpx.ConnectTimeout(""), ConnectFailed),
    "the pool is exhausted": (lambda: httpx.PoolTimeout(""), PoolExhausted),
    "the proxy wants a password": (
        lambda: httpx.ProxyError("407 Proxy Authentication Required"),
        ProxyFailed,
    ),
    "no such protocol": (lambda: httpx.UnsupportedProtocol("ftp"), ConnectFailed),
    "the certificate has expired": (tls_failure, TlsFailed),
    "reading takes too long": (lambda: httpx.ReadTimeout(""), ReadTimeout),
    "sending takes too long": (lambda: httpx.WriteTimeout(""), ReadTimeout),
    "reset while reading": (lambda: httpx.ReadError("reset"), ConnectionLost),
    "reset while sending": (lambda: httpx.WriteError("broken pipe"), ConnectionLost),
    "closed": (lambda: httpx.CloseError(""), ConnectionLost),
    "not HTTP": (lambda: httpx.RemoteProtocolError("bad status"), ConnectionLost),
    "bad gzip": (lambda: httpx.DecodingError("incorrect header"), NotJson),
    "redirected for ever": (lambda: httpx.TooManyRedirects(""), ConnectionLost),
    "a header that cannot be": (
        lambda: httpx.LocalProtocolError("Illegal header value b'canary-pass'"),
        ConnectionLost,
    ),
    "a stream that is closed": (httpx.StreamClosed, ConnectionLost),
    "a strange URL": (lambda: httpx.InvalidURL("no"), ConnectionLost),
}


@pytest.mark.parametrize(("fault", "kind"), FAULTS.values(), ids=FAULTS)
async def test_nothing_of_httpx_comes_through(fault, kind):
    """N1, N2, N12, N14, F16: our errors, its words, and none of its requests."""
    async with seamed(fault()) as transport:
        with pytest.raises(OkxError) as caught:
            await transport.send(GET, SIGNED)

    error = caught.value
    assert type(error) is kind
    assert "host.invalid" in error.message
    assert error.__cause__ is None
    assert error.__context__ is None
    assert_clean(error)


async def test_the_table_knows_every_error_of_httpx():
    """A new version's new error would still be one of ours."""
    kinds = [
        kind
        for kind in vars(httpx).values()
        if isinstance(kind, type) and issubclass(kind, httpx.RequestError)
    ]
    for kind in kinds:
        async with seamed(kind("oops")) as transport:
            with pytest.raises(OkxError):
                await transport.send(GET, SIGNED)

    assert len(kinds) > 15


async def test_a_closed_transport_says_that_it_is():
    """X8: a call that comes after the close, or lies between."""
    async with serving(whole(GOOD)) as (_, transport):
        await transport.aclose()
        with pytest.raises(ClientClosed):
            await transport.send(GET, SIGNED)
        await transport.aclose()


async def test_closing_ends_a_call_that_is_under_way_with_one_of_our_errors():
    """X8: never an error of the event loop."""
    caught = []

    async def call(transport):
        with pytest.raises(OkxError) as info:
            await transport.send(GET, SIGNED, 2)
        caught.append(info.value)

    async with (
        serving(b"", silent=True) as (server, transport),
        anyio.create_task_group() as group,
    ):
        group.start_soon(call, transport)
        await server.asked.wait()
        await transport.aclose()

    assert_clean(caught[0])


async def test_a_cancelled_call_gives_its_connection_back():
    """X9: the pool is not eaten up by those who gave up."""
    async with serving(b"", silent=True) as (server, transport):
        for _ in range(40):
            server.asked = anyio.Event()
            async with anyio.create_task_group() as group:
                group.start_soon(transport.send, GET, SIGNED)
                await server.asked.wait()
                group.cancel_scope.cancel()
        server.silent, server.answer = False, whole(GOOD)
        reply = await transport.send(GET, SIGNED)

    assert reply.body == GOOD


async def test_a_cookie_of_the_edge_is_sent_back():
    """It knows its visitors by it, and a header of ours is not lost."""
    head = OK + b"Set-Cookie: __cf_bm=abc; Path=/; HttpOnly\r\n"
    async with serving(whole(GOOD, head), close=False) as (server, transport):
        await transport.send(GET, SIGNED)
        await transport.send(POST, SIGNED)

    first, second = (head.split(b"\r\n") for head, _ in server.received)
    assert not [line for line in first if line.lower().startswith(b"cookie:")]
    assert [line for line in second if line.lower() == b"cookie: __cf_bm=abc"]
    assert b"OK-ACCESS-KEY: canary-key" in second


async def test_a_header_of_the_caller_goes_before_ours():
    """Whatever its case, and once."""
    async with serving(whole(GOOD)) as (server, transport):
        await transport.send(GET, Headers({"user-agent": "mine", "X-Thing": "1"}))

    lines = server.received[0][0].split(b"\r\n")
    agents = [line for line in lines if line.lower().startswith(b"user-agent:")]
    assert agents == [b"user-agent: mine"]
    assert b"X-Thing: 1" in lines


async def test_each_request_is_told_in_the_log_and_no_header(caplog):
    """F16: one line, at the level that `--verbose` shows."""
    caplog.set_level(logging.DEBUG, logger="okx_sdk.http")
    async with serving(whole(GOOD)) as (_, transport):
        await transport.send(GET, SIGNED)

    (line,) = [text for name, _, text in caplog.record_tuples if name == "okx_sdk.http"]
    assert line == f"GET {transport.base_url}/api/v5/things: HTTP 200"
