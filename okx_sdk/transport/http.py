"""HTTP: one request out, one reply in, and nothing of httpx beyond here."""

from __future__ import annotations

import logging
import ssl
import zlib
from collections.abc import Mapping
from functools import lru_cache, partial
from types import TracebackType
from typing import Self

import httpx

from okx_sdk.errors import (
    ClientClosed,
    ConnectFailed,
    ConnectionLost,
    NotJson,
    OkxError,
    PoolExhausted,
    ProxyFailed,
    ReadTimeout,
    TlsFailed,
)
from okx_sdk.protocol.envelope import Reply
from okx_sdk.protocol.request import Request
from okx_sdk.transport.choice import chosen
from okx_sdk.transport.tcp import USER_AGENT

__all__ = ["HttpTransport"]

MOST_BYTES = 64 * 1024 * 1024
"""No reply of the exchange comes near; more is a fault, or not the exchange."""

_ANY_HEADER = zlib.MAX_WBITS + 32  # of gzip or of zlib
_RECENT = 128
_WAITS = ("connect", "read", "write", "pool")

logger = logging.getLogger("okx_sdk.http")


class HttpTransport:
    """Sends requests to one host over HTTP/1.1, on asyncio and trio.

    Args:
        base_url: scheme, host and port.
        timeout: seconds for each of connecting, sending, and waiting for bytes.
        proxy: URL of a proxy; without it the environment's is used, as by httpx.
        verify: a TLS context, for a private certificate authority.
        transport: the seam for tests, recorders and the like.
    """

    def __init__(
        self,
        base_url: str,
        *,
        timeout: float,
        proxy: str | None = None,
        verify: ssl.SSLContext | None = None,
        transport: httpx.AsyncBaseTransport | None = None,
    ) -> None:
        self.base_url = url = httpx.URL(base_url)
        self._timeout = timeout
        self._transport = chosen(url, proxy=proxy, verify=verify, seam=transport)
        self._cookies = httpx.Cookies()
        self._is_closed = False
        self._addressed = lru_cache(_RECENT)(partial(_addressed, url))
        self._fields = {
            "host": (b"Host", url.netloc),
            "accept": (b"Accept", b"application/json"),
            "accept-encoding": (b"Accept-Encoding", b"gzip, deflate"),
            "connection": (b"Connection", b"keep-alive"),
            "user-agent": (b"User-Agent", USER_AGENT.encode()),
        }

    async def send(
        self,
        request: Request,
        headers: Mapping[str, str],
        timeout: float | None = None,  # noqa: ASYNC109 - of each wait, not of the whole
    ) -> Reply:
        """Send a request as it stands and read the whole reply.

        Raises:
            NotSent: nothing left this machine.
            ConnectionLost: it was sent, or may have been; no whole reply came.
            ClientClosed: it was closed before.
        """
        if self._is_closed:
            raise ClientClosed("its connections are closed")
        try:
            return await self._send(self._wired(request, headers, timeout))
        except (httpx.HTTPError, httpx.InvalidURL, httpx.StreamError) as error:
            translated = _translated(error, self.base_url.host)
        # Raised out here, for the other error holds the request with its headers.
        raise translated

    def _wired(
        self, request: Request, headers: Mapping[str, str], timeout: float | None
    ) -> httpx.Request:
        address, extensions = self._addressed(request.path.encode("ascii"))
        fields = dict(self._fields)
        for name, value in headers.items():
            fields[name.lower()] = (name.encode("ascii"), value.encode("ascii"))
        if request.body:
            fields["content-type"] = (b"Content-Type", b"application/json")
        if request.body or request.method != "GET":
            fields["content-length"] = (b"Content-Length", b"%d" % len(request.body))
        seconds = timeout or self._timeout
        wire = httpx.Request(
            request.method,
            address,
            headers=list(fields.values()),
            stream=httpx.ByteStream(request.body),
            extensions={"timeout": dict.fromkeys(_WAITS, seconds), **extensions},
        )
        wire.read()
        if self._cookies:
            self._cookies.set_cookie_header(wire)
        return wire

    async def _send(self, wire: httpx.Request) -> Reply:
        response = await self._transport.handle_async_request(wire)
        try:
            return await self._reply(wire, response)
        finally:
            await response.aclose()

    async def _reply(self, wire: httpx.Request, response: httpx.Response) -> Reply:
        status = response.status_code
        logger.info("%s %s: HTTP %d", wire.method, wire.url, status)
        headers = {name.lower(): value for name, value in response.headers.items()}
        if "set-cookie" in headers:  # of an edge, which knows its visitors by them
            response.request = wire
            self._cookies.extract_cookies(response)
        if response.is_stream_consumed:  # a seam made it, and httpx has read it
            return Reply(status, headers, response.content)
        stream = response.stream
        if isinstance(stream, httpx.ByteStream):  # it is all there
            packed = _bounded(b"".join(stream))
        else:
            packed = await self._read(response)
        body = _unpacked(packed, headers.get("content-encoding", ""))
        return Reply(status, headers, body)

    async def _read(self, response: httpx.Response) -> bytes:
        """The bytes as they come: a loop that is left early leaves generators open."""
        chunks: list[bytes] = []
        size = 0
        try:
            async for chunk in response.aiter_raw():
                size += len(chunk)
                if size <= MOST_BYTES:
                    chunks.append(chunk)
                else:
                    await response.aclose()  # which ends the loop
        except httpx.HTTPError:
            if size <= MOST_BYTES:
                raise
        if size > MOST_BYTES:
            raise NotJson(f"the reply is over {MOST_BYTES} bytes")
        return b"".join(chunks)

    async def aclose(self) -> None:
        """Close all connections."""
        self._is_closed = True
        await self._transport.aclose()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        await self.aclose()


def _addressed(url: httpx.URL, path: bytes) -> tuple[httpx.URL, dict[str, bytes]]:
    """Where a request goes; and as it stands, where httpx has tidied it up."""
    address = url.copy_with(raw_path=path)
    return address, {} if address.raw_path == path else {"target": path}


def _bounded(body: bytes) -> bytes:
    if len(body) > MOST_BYTES:
        raise NotJson(f"the reply is over {MOST_BYTES} bytes")
    return body


def _unpacked(packed: bytes, encoding: str) -> bytes:
    """The body without its compression, were it to fill the memory."""
    if not packed or encoding in {"", "identity"}:
        return packed
    if encoding not in {"gzip", "deflate"}:
        raise NotJson(
            f"the reply is packed by {encoding!r:.20}, which was not asked for"
        )
    unpacker = zlib.decompressobj(_ANY_HEADER)
    try:
        body = unpacker.decompress(packed, MOST_BYTES)
    except zlib.error:
        raise NotJson(f"the reply is no valid {encoding}") from None
    if not unpacker.eof:
        is_cut = len(body) < MOST_BYTES
        fault = "is cut short" if is_cut else f"is over {MOST_BYTES} bytes"
        raise NotJson(f"the packed reply {fault}")
    return body


_KINDS: tuple[tuple[type[Exception], type[OkxError]], ...] = (
    (httpx.ProxyError, ProxyFailed),
    (httpx.PoolTimeout, PoolExhausted),
    (httpx.ConnectError, ConnectFailed),
    (httpx.ConnectTimeout, ConnectFailed),
    (httpx.UnsupportedProtocol, ConnectFailed),
    (httpx.ReadTimeout, ReadTimeout),
    (httpx.WriteTimeout, ReadTimeout),
    (httpx.DecodingError, NotJson),
)


def _translated(error: Exception, host: str) -> OkxError:
    """Our error for one of httpx: its words, and neither its request nor its headers."""
    words = f"{host}: {error}" if str(error) else host
    if isinstance(error, httpx.LocalProtocolError):
        words = f"{host}: a header cannot be sent"  # it would say which, and its value
    if isinstance(error, httpx.ConnectError) and _is_tls(error):
        return TlsFailed(words)
    for theirs, ours in _KINDS:
        if isinstance(error, theirs):
            return ours(words)
    return ConnectionLost(words)


def _is_tls(error: BaseException) -> bool:
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, ssl.SSLError):
            return True
        cause = cause.__cause__ or cause.__context__
    return False
