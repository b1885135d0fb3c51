"""HTTP/1.1 straight to one host, with few steps between a request and its answer."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import AsyncIterator, Callable
from contextlib import suppress
from math import inf

import anyio
import httpx

from okx_sdk.errors import ClientClosed
from okx_sdk.transport.http11 import Exchange
from okx_sdk.transport.line import Line
from okx_sdk.transport.tcp import STREAM_ERRORS, Connector

__all__ = ["KEPT", "MOST_CONNECTIONS", "LeanTransport"]

MOST_CONNECTIONS = 32
KEPT = 15.0
"""Seconds for which a connection is kept for the next request."""


class LeanTransport(httpx.AsyncBaseTransport):
    """Sends requests to one host, each on a connection that it has for itself.

    Nothing is ever sent again. A connection on which anything has happened but a request
    and its whole answer is closed.

    Args:
        url: scheme, host and port; those of a request are not looked at.
        connector: opens connections.
        most: connections at a time; who comes later waits, in turn.
        kept: seconds for which a connection is kept for another request.
        clock: tells how long it was kept.
    """

    def __init__(
        self,
        url: httpx.URL,
        connector: Connector,
        *,
        most: int = MOST_CONNECTIONS,
        kept: float = KEPT,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._host = url.raw_host.decode("ascii")
        self._tls = url.scheme == "https"
        self._port = url.port or (443 if self._tls else 80)
        self._connector = connector
        self._kept = kept
        self._clock = clock
        self._permits = anyio.Semaphore(most, fast_acquire=True)
        self._lines: set[Line] = set()
        self._idle: deque[Line] = deque()  # the one used last at the end
        self._is_closed = False

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Send a request and read its answer, or the head of one that comes in pieces.

        Raises:
            NotSent: nothing left this machine.
            ClientClosed: nor did it, for this was closed before.
            httpx.PoolTimeout: nor did it, for no connection came free in time.
            httpx.TransportError: any other; it may have been sent.
        """
        times: dict[str, float | None] = request.extensions.get("timeout", {})
        exchange = Exchange(
            request.method.encode("ascii"),
            request.extensions.get("target", request.url.raw_path),
            request.headers.raw,
            await request.aread(),
        )
        await self._permitted(times.get("pool"))
        line: Line | None = None
        try:
            line = await self._line(times.get("connect"))
            await line.ask(exchange, times.get("write"), times.get("read"))
        except BaseException:
            await self.settle(line, exchange)
            raise
        if exchange.is_over:
            await self.settle(line, exchange)
            return _response(exchange, httpx.ByteStream(exchange.body()))
        return _response(exchange, _Rest(self, line, exchange, times.get("read")))

    async def aclose(self) -> None:
        """Close all connections, whatever is under way on them."""
        self._is_closed = True
        self._idle.clear()
        for line in list(self._lines):
            await self._close(line)

    async def _permitted(self, within: float | None) -> None:
        try:
            self._permits.acquire_nowait()
        except anyio.WouldBlock:
            try:
                with anyio.fail_after(within):
                    await self._permits.acquire()
            except TimeoutError:
                raise httpx.PoolTimeout("all connections are in use") from None

    async def _line(self, within: float | None) -> Line:
        """The connection that was used last, if it is fit; or a new one."""
        now = self._clock()
        while self._idle and self._idle[0].since + self._kept < now:
            await self._close(self._idle.popleft())
        while self._idle:
            line = self._idle.pop()
            if not line.is_stale():
                return line
            await self._close(line)
        return await self._opened(within)

    async def _opened(self, within: float | None) -> Line:
        if self._is_closed:  # while it waited in turn
            raise ClientClosed("its connections are closed")
        stream = await self._connector.connect(
            self._host,
            self._port,
            tls=self._tls,
            within=inf if within is None else within,
        )
        line = Line(stream)
        self._lines.add(line)
        if self._is_closed:
            await self._close(line)
            raise ClientClosed("its connections are closed")
        return line

    async def settle(self, line: Line | None, exchange: Exchange) -> None:
        """The exchange is over, one way or the other: keep its connection, or close it."""
        try:
            if line is None:
                return
            is_fit = exchange.is_clean and line.is_whole and not self._is_closed
            if is_fit:
                line.since = self._clock()
                self._idle.append(line)
            else:
                await self._close(line)
        finally:
            self._permits.release()

    async def _close(self, line: Line) -> None:
        """Close it here and now, without a word to the other side nor a wait for it."""
        self._lines.discard(line)
        with anyio.CancelScope(shield=True) as scope, suppress(*STREAM_ERRORS):
            scope.cancel()
            await line.stream.aclose()


class _Rest(httpx.AsyncByteStream):
    """A body as it comes; closing it gives the connection back, or closes that."""

    def __init__(
        self,
        transport: LeanTransport,
        line: Line,
        exchange: Exchange,
        read: float | None,
    ) -> None:
        self._transport = transport
        self._line: Line | None = line
        self._exchange = exchange
        self._read = read

    async def __aiter__(self) -> AsyncIterator[bytes]:
        while True:
            if piece := self._exchange.body():
                yield piece
            if self._line is None or self._exchange.is_over:
                return
            await self._line.hear(self._exchange, self._read)

    async def aclose(self) -> None:
        line, self._line = self._line, None
        if line is not None:
            await self._transport.settle(line, self._exchange)


def _response(exchange: Exchange, stream: httpx.AsyncByteStream) -> httpx.Response:
    assert exchange.head is not None, "it was read that far"
    return httpx.Response(
        exchange.head.status,
        headers=exchange.head.fields,
        stream=stream,
        extensions={
            "http_version": exchange.head.version,
            "reason_phrase": exchange.head.reason,
        },
    )
