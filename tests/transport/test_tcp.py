"""Real sockets on loopback: TLS, proxies, and what goes wrong with them."""

from __future__ import annotations

import base64
import pickle
import socket
import ssl
import traceback
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

import anyio
import pytest
import trustme
from anyio.abc import SocketAttribute
from anyio.streams.tls import TLSStream
from pairs import closing, take
from untrusted import UNTRUSTED

from okx_sdk.errors import (
    ConnectFailed,
    InvalidArgument,
    OkxError,
    Outcome,
    ProxyFailed,
    TlsFailed,
)
from okx_sdk.transport.streams import ServerSide, memory_streams
from okx_sdk.transport.tcp import STREAM_ERRORS, Proxy, TcpConnector, read_head
from okx_sdk.transport.websocket import WebSocket

pytestmark = pytest.mark.anyio

HOST = "ws.okx.com"


@asynccontextmanager
async def listening(handle) -> AsyncIterator[int]:
    """A server on loopback; gives its port."""
    async with await anyio.create_tcp_listener(local_host="127.0.0.1") as listener:
        port = listener.listeners[0].extra(SocketAttribute.local_port)

        async def handled(stream):
            async with stream:
                with suppress(*STREAM_ERRORS):
                    await handle(stream)

        async with anyio.create_task_group() as group:
            group.start_soon(listener.serve, handled)
            yield port
            group.cancel_scope.cancel()


class TlsServer:
    """Shakes hands, and notes what it decrypts."""

    def __init__(self, certificate: trustme.LeafCert) -> None:
        self.context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        certificate.configure_cert(self.context)
        self.seen: list[bytes] = []

    async def __call__(self, stream) -> None:
        secure = await TLSStream.wrap(
            stream,
            server_side=True,
            ssl_context=self.context,
            standard_compatible=False,
        )
        while True:
            self.seen.append(await secure.receive())
            await secure.send(b"pong")


async def test_a_plain_connection_without_delay(anyio_backend):
    """Small messages are not held back."""

    async def echo(stream):
        await stream.send(await stream.receive())

    async with listening(echo) as port:
        stream = await TcpConnector().connect("127.0.0.1", port, tls=False, within=5)
        async with stream:
            raw = stream.extra(SocketAttribute.raw_socket)
            assert raw.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)
            await stream.send(b"ping")
            assert await stream.receive() == b"ping"


async def test_an_encrypted_connection(anyio_backend, authority, verify):
    """By the name, with the certificate checked; closing does not wait for the peer."""
    server = TlsServer(authority.issue_cert("localhost"))
    async with listening(server) as port:
        connector = TcpConnector(verify=verify)
        stream = await connector.connect("localhost", port, tls=True, within=5)
        await stream.send(b"ping")
        assert await stream.receive() == b"pong"
        start = anyio.current_time()
        await stream.aclose()

    assert anyio.current_time() - start < 0.5
    assert server.seen == [b"ping"]


@pytest.mark.parametrize("name", UNTRUSTED)
async def test_a_certificate_that_cannot_be_vouched_for(
    anyio_backend, authority, verify, name
):
    """N2: told at once, not to be tried again, and no byte of ours was sent."""
    server = TlsServer(UNTRUSTED[name](authority))
    async with listening(server) as port:
        with pytest.raises(TlsFailed) as raised:
            await WebSocket.open(
                f"wss://localhost:{port}/", connector=TcpConnector(verify=verify)
            )

    assert server.seen == []
    assert raised.value.outcome is Outcome.NOT_SENT
    assert not raised.value.retryable
    assert "localhost" in str(raised.value)


async def test_the_default_trusts_no_authority_of_ours(anyio_backend, authority):
    """Verification is on unless one says whom to trust."""
    server = TlsServer(authority.issue_cert("localhost"))
    async with listening(server) as port:
        with pytest.raises(TlsFailed):
            await TcpConnector().connect("localhost", port, tls=True, within=5)

    assert server.seen == []


async def test_a_plain_server_where_tls_is_spoken(anyio_backend, verify):
    """Its words are no certificate."""

    async def greet(stream):
        await stream.send(b"220 smtp.example ESMTP\r\n")
        await stream.receive()

    async with listening(greet) as port:
        with pytest.raises(TlsFailed):
            await TcpConnector(verify=verify).connect(
                "localhost", port, tls=True, within=5
            )


async def test_a_host_that_hangs_up_in_the_tls_handshake(anyio_backend, verify):
    """This may pass: it is tried again."""

    async def hang_up(stream):
        await stream.receive()

    async with listening(hang_up) as port:
        with pytest.raises(ConnectFailed, match="TLS handshake") as raised:
            await TcpConnector(verify=verify).connect(
                "localhost", port, tls=True, within=5
            )

    assert raised.value.retryable


async def silent(stream):
    await anyio.sleep_forever()


async def test_a_host_that_never_answers(anyio_backend, verify):
    """The time limit holds for TLS too."""
    async with listening(silent) as port:
        with pytest.raises(ConnectFailed, match=r"within 0\.05 s"):
            await TcpConnector(verify=verify).connect(
                "localhost", port, tls=True, within=0.05
            )


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost"])
async def test_nobody_listens(anyio_backend, host):
    """N1: not sent, and it says by whom."""
    with pytest.raises(ConnectFailed, match=f"(?i){host}:.*refused|{host}:.*Connect"):
        await TcpConnector().connect(host, free_port(), tls=False, within=5)


@pytest.mark.parametrize(
    ("host", "port"), [("a..b", 443), ("x" * 64, 443), ("127.0.0.1", 70_000)]
)
async def test_a_name_that_cannot_be(anyio_backend, host, port):
    """N1: whatever the resolver says of it."""
    with pytest.raises(ConnectFailed):
        await TcpConnector().connect(host, port, tls=False, within=5)


class Tunnel:
    """A proxy: its answer to CONNECT, and where it leads."""

    def __init__(
        self, port: int = 0, answer: bytes = b"HTTP/1.1 200 Established\r\n\r\n"
    ) -> None:
        self.port, self.answer = port, answer
        self.requests: list[str] = []

    async def __call__(self, stream) -> None:
        head = b""
        while b"\r\n\r\n" not in head:
            head += await stream.receive()
        self.requests.append(head.decode())
        if self.answer:
            await stream.send(self.answer)
        if self.port:
            onward = await anyio.connect_tcp("127.0.0.1", self.port)
            async with onward, anyio.create_task_group() as group:
                group.start_soon(self.pump, stream, onward, group)
                group.start_soon(self.pump, onward, stream, group)

    async def pump(self, source, sink, group):
        try:
            while True:
                await sink.send(await source.receive())
        except STREAM_ERRORS:
            group.cancel_scope.cancel()


class Exchange(TlsServer):
    """Says hello on any WebSocket."""

    async def __call__(self, stream) -> None:
        secure = await TLSStream.wrap(
            stream,
            server_side=True,
            ssl_context=self.context,
            standard_compatible=False,
        )
        server = ServerSide(secure)
        await server.accept()
        await server.send("hello")
        await closing(server)


@pytest.fixture(autouse=True)
def _no_proxy(monkeypatch):
    for name in ("NO_PROXY", "no_proxy"):
        monkeypatch.delenv(name, raising=False)


@pytest.mark.parametrize("scheme", ["http", "https"])
async def test_a_websocket_through_a_tunnel(anyio_backend, authority, verify, scheme):
    """The certificate that counts is the host's; the password goes to the proxy only."""
    async with listening(Exchange(authority.issue_cert(HOST))) as port:
        tunnel = Tunnel(port)
        handle = tunnel if scheme == "http" else behind_tls(tunnel, authority)
        async with listening(handle) as proxy:
            connector = TcpConnector(
                proxy=f"{scheme}://al:pa%3Ass@localhost:{proxy}", verify=verify
            )
            url = f"wss://{HOST}/ws/v5/public"
            async with await WebSocket.open(url, connector=connector) as socket:
                assert await take(socket, 1) == ["hello"]

    lines = tunnel.requests[0].split("\r\n")
    assert lines[0] == f"CONNECT {HOST}:443 HTTP/1.1"
    assert f"Host: {HOST}:443" in lines
    assert any(line.startswith("User-Agent: okxsdk/") for line in lines)
    password = base64.b64encode(b"al:pa:ss").decode()
    assert f"Proxy-Authorization: Basic {password}" in lines


def behind_tls(handle, authority):
    context = TlsServer(authority.issue_cert("localhost")).context

    async def wrapped(stream):
        await handle(
            await TLSStream.wrap(
                stream,
                server_side=True,
                ssl_context=context,
                standard_compatible=False,
            )
        )

    return wrapped


@pytest.mark.parametrize("name", ["HTTPS_PROXY", "https_proxy", "ALL_PROXY"])
async def test_the_environment_names_a_proxy(
    anyio_backend, authority, verify, monkeypatch, name
):
    """As for REST; and the name of a scheme may be left out."""
    async with listening(Exchange(authority.issue_cert(HOST))) as port:
        tunnel = Tunnel(port)
        async with listening(tunnel) as proxy:
            monkeypatch.setenv(name, f"127.0.0.1:{proxy}")
            connector = TcpConnector(verify=verify)
            socket = await WebSocket.open(f"wss://{HOST}/", connector=connector)
            async with socket:
                assert await take(socket, 1) == ["hello"]

    assert len(tunnel.requests) == 1
    assert "Proxy-Authorization" not in tunnel.requests[0]


REFUSALS = {
    "407": (b"HTTP/1.1 407 Who are you?\r\nContent-Length: 9\r\n\r\n", 407, False),
    "403": (b"HTTP/1.0 403 No\r\n\r\n", 403, False),
    "502": (b"HTTP/1.1 502 Nobody there\r\n\r\n", 502, True),
    "drops": (b"", None, True),
    "not HTTP": (b"SSH-2.0-x\r\n", None, True),
    "cut short": (b"HTTP/1.1 200 Establ", None, True),
    "speaks first": (b"HTTP/1.1 200 OK\r\n\r\n\x15\x03\x01", 200, False),
}


@pytest.mark.parametrize("name", REFUSALS)
async def test_a_proxy_that_opens_no_tunnel(anyio_backend, verify, name):
    """N14: not sent, typed, and without the password."""
    answer, status, retryable = REFUSALS[name]
    async with listening(Tunnel(answer=answer)) as proxy:
        connector = TcpConnector(
            proxy=f"http://canary:canary@127.0.0.1:{proxy}", verify=verify
        )
        with pytest.raises(ProxyFailed) as raised:
            await connector.connect(HOST, 443, tls=True, within=5)

    assert raised.value.http_status == status
    assert raised.value.retryable is retryable
    assert raised.value.outcome is Outcome.NOT_SENT
    assert_no_canary(raised.value, connector)


def assert_no_canary(error: OkxError, connector: TcpConnector) -> None:
    encoded = base64.b64encode(b"canary:canary").decode()
    texts = [
        str(error),
        repr(error),
        "".join(traceback.format_exception(error)),
        repr(connector),
        repr(vars(connector)),
        str(connector._proxy),
        pickle.dumps(error).decode("latin-1"),
    ]
    assert not [text for text in texts if "canary" in text or encoded in text]


async def test_a_proxy_that_is_down(anyio_backend):
    """N14: it is the proxy that is named."""
    connector = TcpConnector(proxy=f"http://canary:canary@127.0.0.1:{free_port()}")
    with pytest.raises(ProxyFailed, match="the proxy 127") as raised:
        await connector.connect(HOST, 443, tls=True, within=5)

    assert_no_canary(raised.value, connector)


async def test_a_proxy_that_never_answers(anyio_backend):
    """N14: within the time limit."""
    async with listening(silent) as proxy:
        connector = TcpConnector(proxy=f"http://canary:canary@127.0.0.1:{proxy}")
        with pytest.raises(ProxyFailed, match=r"within 0\.05 s") as raised:
            await connector.connect(HOST, 443, tls=True, within=0.05)

    assert_no_canary(raised.value, connector)


async def test_a_proxy_with_a_certificate_of_nobody(anyio_backend, authority, verify):
    """It is not given the password."""
    server = TlsServer(trustme.CA().issue_cert("localhost"))
    async with listening(server) as proxy:
        connector = TcpConnector(proxy=f"https://a:b@localhost:{proxy}", verify=verify)
        with pytest.raises(ProxyFailed) as raised:
            await connector.connect(HOST, 443, tls=True, within=5)

    assert server.seen == []
    assert not raised.value.retryable


@pytest.mark.parametrize(
    ("environment", "host", "tls", "expected"),
    [
        ({"HTTPS_PROXY": "http://p:1"}, HOST, True, "the proxy p:1"),
        ({"HTTPS_PROXY": "p"}, HOST, True, "the proxy p:80"),
        ({"HTTPS_PROXY": "https://p"}, HOST, True, "the proxy p:443"),
        ({"ALL_PROXY": "http://p:1"}, HOST, True, "the proxy p:1"),
        (
            {"ALL_PROXY": "http://q:2", "HTTPS_PROXY": "p:1"},
            HOST,
            True,
            "the proxy p:1",
        ),
        ({"HTTPS_PROXY": "http://p:1"}, "localhost", True, None),
        ({"ALL_PROXY": "http://p:1"}, "127.0.0.1", False, None),
        ({"ALL_PROXY": "http://p:1"}, "::1", False, None),
        ({"HTTPS_PROXY": "p:1", "NO_PROXY": "okx.com"}, HOST, True, None),
        ({"HTTPS_PROXY": "p:1", "NO_PROXY": "ws.okx.com:443"}, HOST, True, None),
        ({"HTTPS_PROXY": "p:1", "NO_PROXY": "*"}, HOST, True, None),
        ({"HTTPS_PROXY": "p:1", "NO_PROXY": "other.com"}, HOST, True, "the proxy p:1"),
        ({"HTTP_PROXY": "p:1"}, HOST, True, None),
        ({"HTTPS_PROXY": ""}, HOST, True, None),
    ],
)
async def test_which_proxy_the_environment_names(
    anyio_backend, monkeypatch, environment, host, tls, expected
):
    """NO_PROXY spares hosts, and this machine is always asked directly."""
    for name, value in environment.items():
        monkeypatch.setenv(name, value)

    proxy = Proxy.from_environment(host, 443, tls=tls)

    assert (proxy and str(proxy)) == expected


async def test_an_unfit_proxy_of_the_environment(anyio_backend, monkeypatch):
    """SOCKS is not spoken, and going without would tell an address."""
    monkeypatch.setenv("ALL_PROXY", "socks5://canary:canary@127.0.0.1:1080")
    connector = TcpConnector()
    with pytest.raises(ProxyFailed, match="socks5 proxy is not supported") as raised:
        await connector.connect(HOST, 443, tls=True, within=5)

    assert not raised.value.retryable
    assert_no_canary(raised.value, connector)


async def test_the_environment_may_be_left_aside(anyio_backend, monkeypatch):
    """A choice of the caller."""
    monkeypatch.setenv("HTTPS_PROXY", "socks5://127.0.0.1:1")
    port = free_port()
    connector = TcpConnector(trust_env=False)
    with pytest.raises(ConnectFailed):
        await connector.connect("127.0.0.1", port, tls=True, within=5)


@pytest.mark.parametrize(
    "url",
    [
        "socks5://canary:canary@p:1",
        "ftp://canary:canary@p",
        "http://canary:canary@p:canary",
        "http://canary:canary@",
        "http://canary:canary@[::1",
    ],
)
def test_an_unfit_proxy_is_refused(url):
    """When it is named, and without repeating it."""
    with pytest.raises(InvalidArgument) as raised:
        TcpConnector(proxy=url)

    assert "canary" not in str(raised.value)


def test_a_tunnel_to_an_ipv6_address():
    """Its colons are in brackets."""
    request = Proxy("p", 1).request("2001:db8::1", 443)

    assert request.startswith(b"CONNECT [2001:db8::1]:443 HTTP/1.1\r\n")


async def test_a_head_is_read_apart_from_what_follows(anyio_backend):
    """The body is left alone."""
    near, far = memory_streams()
    await near.send(b"HTTP/1.1 200 OK\r\nX-One:  1 \r\n\r\nrest")
    head, rest = await read_head(far)

    assert (head.status, head.headers, rest) == (200, {"x-one": "1"}, b"rest")
