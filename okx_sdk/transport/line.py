"""One connection: a request out, its answer in, each within its time."""

from __future__ import annotations

import select
import ssl
from math import inf

import anyio
import httpx
from anyio.abc import ByteStream, SocketAttribute
from anyio.streams.tls import TLSAttribute

from okx_sdk.transport.http11 import Exchange
from okx_sdk.transport.tcp import STREAM_ERRORS, words_of

__all__ = ["Line"]

_READ = 256 * 1024
"""Bytes of one read: the most that asyncio takes from a socket at once."""

_NEAR = 0.01
"""Seconds for which it is not worth to set another timer."""


class Line:
    """A connection, which carries one exchange at a time."""

    def __init__(self, stream: ByteStream) -> None:
        self.stream = stream
        self.since = 0.0
        """When the last exchange on it was over."""
        self.is_whole = True
        """Whether all was sent that was to be."""
        self._socket = stream.extra(SocketAttribute.raw_socket, None)  # noqa: S610 - this is not Django
        self._tls = stream.extra(TLSAttribute.ssl_object, None)  # noqa: S610

    def is_stale(self) -> bool:
        """Whether something has come while nothing was asked: its end, or worse."""
        return self._holds_bytes() or self._is_readable()

    def _holds_bytes(self) -> bool:
        """Whether TLS has bytes that came along with those of the last answer."""
        if self._tls is None:
            return False
        try:
            self._tls.read(1)
        except ssl.SSLWantReadError:
            return False
        except ssl.SSLError:
            pass
        return True

    def _is_readable(self) -> bool:
        if self._socket is None:
            return False  # a stream of another kind shows its end only when read
        number = self._socket.fileno()
        if number < 0:
            return True
        if not hasattr(select, "poll"):  # Windows
            return bool(select.select([number], [], [], 0)[0])
        poll = select.poll()
        poll.register(number, select.POLLIN)
        return bool(poll.poll(0))

    async def ask(
        self, exchange: Exchange, write: float | None, read: float | None
    ) -> None:
        """Send the request, and read up to the head of its answer at the least."""
        is_sent = False
        with anyio.CancelScope(deadline=_deadline(write)) as scope:
            try:
                await self.stream.send(exchange.outgoing)
            except STREAM_ERRORS:
                # Who closes before all was sent may have said why.
                self.is_whole = False
            is_sent = True
            while exchange.head is None:
                due = _deadline(read)
                if not abs(due - scope.deadline) <= _NEAR:  # false for two endless ones
                    scope.deadline = due
                await self._hear(exchange)
            return
        if is_sent:
            raise httpx.ReadTimeout("no answer came in time")
        raise httpx.WriteTimeout("it could not be sent in time")

    async def hear(self, exchange: Exchange, read: float | None) -> None:
        """Read more of an answer."""
        with anyio.CancelScope(deadline=_deadline(read)):
            await self._hear(exchange)
            return
        raise httpx.ReadTimeout("the answer stopped")

    async def _hear(self, exchange: Exchange) -> None:
        try:
            data = await self.stream.receive(_READ)
        except anyio.EndOfStream:
            data = b""
        except STREAM_ERRORS as error:
            raise httpx.ReadError(words_of(error)) from None
        exchange.receive(data)


def _deadline(seconds: float | None) -> float:
    return inf if seconds is None else anyio.current_time() + seconds
