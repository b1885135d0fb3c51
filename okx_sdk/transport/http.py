"""HTTP by httpx: one request out, one reply in, and nothing of httpx beyond here."""

from __future__ import annotations

import ssl
import zlib
from collections.abc import Mapping
from types import TracebackType
from typing import Self

import httpx

from okx_sdk._version import __version__
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

__all__ = ["HttpTransport"]

USER_AGENT = f"okxsdk/{__version__}"
MOST_BYTES = 64 * 1024 * 1024
"""No reply of the exchange comes near; more is a fault, or not the exchange."""

_ANY_HEADER = zlib.MAX_WBITS + 32  # of gzip or of zlib


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
        self.base_url = httpx.URL(base_url)
        self._timeout = timeout
        self._client = _client(proxy, verify, transport)

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
        if self._client.is_closed:
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
        target = request.path.encode("ascii")
        wire = self._client.build_request(
            request.method,
            self.base_url.copy_with(raw_path=target),
            headers=headers,
            content=request.body or None,
            timeout=timeout or self._timeout,
            # What is signed goes out as it stands, where httpx would tidy it up.
            extensions={"target": target},
        )
        if request.body:
            wire.headers["Content-Type"] = "application/json"
        return wire

    async def _send(self, wire: httpx.Request) -> Reply:
        response = await self._client.send(wire, stream=True)
        headers = {name.lower(): value for name, value in response.headers.items()}
        if response.is_stream_consumed:  # a seam made it, and httpx has read it
            return Reply(response.status_code, headers, response.content)
        try:
            packed = await self._read(response)
        finally:
            await response.aclose()
        body = _unpacked(packed, headers.get("content-encoding", ""))
        return Reply(response.status_code, headers, body)

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
        await self._client.aclose()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        await self.aclose()


def _client(
    proxy: str | None,
    verify: ssl.SSLContext | None,
    transport: httpx.AsyncBaseTransport | None,
) -> httpx.AsyncClient:
    try:
        return httpx.AsyncClient(
            transport=transport,
            proxy=proxy,
            verify=verify or True,
            headers={
                "User-Agent": USER_AGENT,
                "Accept": "application/json",
                "Accept-Encoding": "gzip, deflate",
            },
            limits=httpx.Limits(max_connections=32, keepalive_expiry=15),
            follow_redirects=False,
        )
    except (httpx.InvalidURL, ValueError, ImportError):
        whose = "the proxy" if proxy else "the proxy that the environment names"
    # Raised out here, for the other error may hold a URL with its password.
    raise ProxyFailed(f"{whose} cannot be used: name an HTTP proxy", retryable=False)


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
