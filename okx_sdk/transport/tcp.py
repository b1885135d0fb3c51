"""Byte streams to a host and a port: TCP, TLS upon it, and through an HTTP proxy."""

from __future__ import annotations

import base64
import re
import socket
import ssl
import urllib.request
from collections.abc import AsyncGenerator, Mapping
from contextlib import asynccontextmanager
from functools import cache
from ipaddress import ip_address
from typing import Protocol, Self, cast
from urllib.parse import SplitResult, unquote, urlsplit

import anyio
from anyio.abc import ByteStream, SocketAttribute
from anyio.streams.tls import TLSStream
from attrs import field, frozen
from httpx import create_ssl_context

from okx_sdk._version import __version__
from okx_sdk.errors import (
    ConnectFailed,
    InvalidArgument,
    ProxyFailed,
    TlsFailed,
)

__all__ = [
    "STREAM_ERRORS",
    "USER_AGENT",
    "Connector",
    "Head",
    "Proxy",
    "TcpConnector",
    "closed_on_failure",
    "is_loopback",
    "read_head",
    "words_of",
]

USER_AGENT = f"okxsdk/{__version__}"
STREAM_ERRORS = (
    anyio.EndOfStream,
    anyio.BrokenResourceError,
    anyio.ClosedResourceError,
    anyio.BusyResourceError,
    OSError,
)
"""All that an open byte stream raises when it fails. TLS errors are OSErrors; and a
TLS stream is busy when reading calls for an answer while another task is sending."""

_MOST_HEAD = 64 * 1024
_STATUS_LINE = re.compile(rb"HTTP/1\.[01] (\d{3})(?: [^\r\n]*)?\r\n")


class Connector(Protocol):
    """What opens a byte stream: a network, or what stands in for one."""

    async def connect(
        self, host: str, port: int, *, tls: bool, within: float
    ) -> ByteStream:
        """Open a stream in so many seconds.

        Raises:
            NotSent: there is no stream, and nothing was sent upon it.
        """
        ...


@frozen
class Proxy:
    """An HTTP proxy that opens tunnels; shows its address and never its password."""

    host: str
    port: int
    tls: bool = False
    authorization: str | None = field(default=None, repr=False)

    @classmethod
    def parse(cls, url: str) -> Self:
        """Read `http://user:password@host:port`; `http://` may be left out.

        Raises:
            InvalidArgument: the URL is malformed, or of a kind that is not spoken.
        """
        try:
            parts = urlsplit(url if "://" in url else f"http://{url}")
            port = parts.port
        except ValueError:  # its words may hold the password
            raise InvalidArgument("the proxy's URL is malformed") from None
        if parts.scheme not in {"http", "https"}:
            raise InvalidArgument(
                f"a {parts.scheme} proxy is not supported: name an HTTP proxy"
            )
        if not parts.hostname:
            raise InvalidArgument("the proxy's URL names no host")
        tls = parts.scheme == "https"
        return cls(parts.hostname, port or (443 if tls else 80), tls, _basic(parts))

    @classmethod
    def from_environment(cls, host: str, port: int, *, tls: bool) -> Self | None:
        """The one that HTTPS_PROXY, ALL_PROXY and NO_PROXY name for a host, if any.

        This machine is asked directly.

        Raises:
            ProxyFailed: the environment names a proxy that cannot be used.
        """
        if is_loopback(host) or urllib.request.proxy_bypass(f"{host}:{port}"):
            return None
        proxies = urllib.request.getproxies()
        url = proxies.get("https" if tls else "http") or proxies.get("all")
        if not url:
            return None
        try:
            return cls.parse(url)
        except InvalidArgument as error:
            raise ProxyFailed(
                f"in the environment, {error.message}", retryable=False
            ) from None

    def __str__(self) -> str:
        return f"the proxy {self.host}:{self.port}"

    def request(self, host: str, port: int) -> bytes:
        """What asks it for a tunnel."""
        target = f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
        lines = [
            f"CONNECT {target} HTTP/1.1",
            f"Host: {target}",
            f"User-Agent: {USER_AGENT}",
        ]
        if self.authorization:
            lines.append(f"Proxy-Authorization: {self.authorization}")
        return "\r\n".join([*lines, "", ""]).encode("ascii")


def _basic(parts: SplitResult) -> str | None:
    if parts.username is None:
        return None
    pair = f"{unquote(parts.username)}:{unquote(parts.password or '')}"
    return f"Basic {base64.b64encode(pair.encode()).decode()}"


class TcpConnector:
    """Connects over TCP, on asyncio and trio, by IPv6 or IPv4 as comes first.

    Args:
        verify: a TLS context, for a private certificate authority.
        proxy: URL of an HTTP proxy; without it the environment's is used.
        trust_env: whether the environment may name a proxy.
    """

    def __init__(
        self,
        *,
        verify: ssl.SSLContext | None = None,
        proxy: str | None = None,
        trust_env: bool = True,
    ) -> None:
        self._verify = verify
        self._proxy = Proxy.parse(proxy) if proxy else None
        self._trust_env = trust_env

    async def connect(
        self, host: str, port: int, *, tls: bool, within: float
    ) -> ByteStream:
        """Open a stream, encrypted with *tls*.

        Raises:
            ConnectFailed: the name is unknown, or nobody answers there in time.
            TlsFailed: the host's certificate cannot be vouched for.
            ProxyFailed: the proxy would not open a tunnel.
        """
        proxy = self._proxy
        if proxy is None and self._trust_env:
            proxy = Proxy.from_environment(host, port, tls=tls)
        try:
            with anyio.fail_after(within):
                stream = await self._open(host, port, proxy)
                return await self._secured(stream, host) if tls else stream
        except TimeoutError:
            kind, where = (ProxyFailed, str(proxy)) if proxy else (ConnectFailed, host)
            raise kind(f"{where}: no connection within {within:g} s") from None

    async def _open(self, host: str, port: int, proxy: Proxy | None) -> ByteStream:
        if proxy is None:
            return await _dial(host, port)
        try:
            stream = await _dial(proxy.host, proxy.port)
            if proxy.tls:
                stream = await self._secured(stream, proxy.host)
        except (ConnectFailed, TlsFailed) as error:
            raise ProxyFailed(
                f"the proxy {error.message}", retryable=error.retryable
            ) from None
        async with closed_on_failure(stream):
            await _ask_for_tunnel(stream, proxy, host, port)
        return stream

    async def _secured(self, stream: ByteStream, host: str) -> ByteStream:
        async with closed_on_failure(stream):
            try:
                # The closing of TLS would wait for the peer, perhaps for ever; the
                # protocols above tell their ends themselves.
                return await TLSStream.wrap(
                    stream,
                    hostname=host,
                    ssl_context=self._verify or _default_context(),
                    standard_compatible=False,
                )
            except ssl.SSLCertVerificationError as error:
                raise TlsFailed(f"{host}: {error.verify_message}") from None
            except ssl.SSLError as error:
                raise TlsFailed(f"{host}: {error.reason or error}") from None
            except (*STREAM_ERRORS, ValueError) as error:
                raise ConnectFailed(
                    f"{host}: in the TLS handshake, {words_of(error)}"
                ) from None


@cache
def _default_context() -> ssl.SSLContext:
    return create_ssl_context()  # the same authorities as for REST


async def _dial(host: str, port: int) -> ByteStream:
    try:
        stream = await anyio.connect_tcp(host, port)
    except (OSError, ValueError, ExceptionGroup) as error:
        raise ConnectFailed(f"{host}:{port}: {words_of(error)}") from None
    raw = stream.extra_attributes[SocketAttribute.raw_socket]()
    raw.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return stream


async def _ask_for_tunnel(
    stream: ByteStream, proxy: Proxy, host: str, port: int
) -> None:
    try:
        await stream.send(proxy.request(host, port))
        head, rest = await read_head(stream)
    except (*STREAM_ERRORS, ValueError) as error:
        raise ProxyFailed(f"{proxy}: {words_of(error)}") from None
    if head.status // 100 != 2 or rest:
        raise ProxyFailed(
            f"{proxy} opens no tunnel to {host}:{port}",
            http_status=head.status,
            retryable=head.status >= 500,
        )


@frozen
class Head:
    """The head of an HTTP/1 answer, header names in lower case, and its bytes."""

    status: int
    headers: Mapping[str, str]
    wire: bytes


async def read_head(stream: ByteStream) -> tuple[Head, bytes]:
    """The head of an HTTP answer, and what came after it in the same read.

    The body is left alone: who refuses may send one without end.

    Raises:
        ValueError: this is not HTTP.
    """
    data = bytearray()
    while (end := data.find(b"\r\n\r\n")) < 0:
        data += await stream.receive()
        if not data.startswith(b"HTTP/1."[: len(data)]) or len(data) > _MOST_HEAD:
            raise ValueError("the answer is not HTTP")
    head = bytes(data[: end + 4])
    status_line = _STATUS_LINE.match(head)
    if status_line is None:
        raise ValueError("the answer's status line is malformed")
    lines = head[status_line.end() :].decode("latin-1").split("\r\n")
    pairs = (line.partition(":") for line in lines)
    headers = {name.strip().lower(): value.strip() for name, _, value in pairs if name}
    return Head(int(status_line[1]), headers, head), bytes(data[end + 4 :])


@asynccontextmanager
async def closed_on_failure(stream: ByteStream) -> AsyncGenerator[None]:
    """Close a stream at once if the block is left by an error or a cancellation."""
    try:
        yield
    except BaseException:
        await anyio.aclose_forcefully(stream)
        raise


def words_of(error: BaseException) -> str:
    """What a failed stream means, in a few words and without foreign names."""
    cause = error.__cause__ or error
    if isinstance(cause, BaseExceptionGroup):  # one for each address that was tried
        cause = cast("BaseExceptionGroup[BaseException]", cause).exceptions[0]
    if isinstance(cause, OSError):
        return cause.strerror or str(cause) or "the connection failed"
    if isinstance(error, anyio.EndOfStream):
        return "the connection was closed by the other side"
    if isinstance(error, STREAM_ERRORS):
        return "the connection is broken"
    return str(error)


def is_loopback(host: str) -> bool:
    """Whether this names the machine itself."""
    if host.lower() == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False
