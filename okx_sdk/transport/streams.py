"""A network in memory: pairs of byte streams that fail as TCP does, at a word.

It knows no time but the event loop's, so that under a mock clock a day passes at once.
`ServerSide` is the exchange's end of a WebSocket, over these streams or any others.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Mapping
from math import inf

import anyio
from anyio.abc import ByteStream
from anyio.lowlevel import checkpoint
from attrs import define, field
from websockets.extensions.permessage_deflate import ServerPerMessageDeflateFactory
from websockets.http11 import Request
from websockets.server import ServerProtocol

from okx_sdk.transport.framing import MOST_MESSAGE, QUIET, Framing
from okx_sdk.transport.peer import READ, Peer
from okx_sdk.transport.tcp import STREAM_ERRORS, words_of

__all__ = ["MemoryConnector", "MemoryStream", "ServerSide", "Wire", "memory_streams"]


@define(eq=False)
class Wire:
    """One direction of a connection. What befalls it may be set at any time.

    Args:
        capacity: bytes under way, above which a sender waits for the reader.
        latency: seconds that bytes are under way, or what draws them; order is kept.
        bandwidth: bytes a second, if they are limited.
        slice: the most bytes that one read gives.
        is_lossy: whether all that is sent is lost, the end too, and nobody told.
    """

    capacity: int = 64 * 1024
    latency: float | Callable[[], float] = 0.0
    bandwidth: float | None = None
    slice: int | None = None
    is_lossy: bool = False
    sent: int = field(default=0, init=False)
    """Bytes sent so far."""
    _chunks: deque[tuple[float, bytes]] = field(
        factory=deque[tuple[float, bytes]], init=False
    )
    _waiting: int = field(default=0, init=False)
    _free: float = field(default=0.0, init=False)
    _due: float = field(default=0.0, init=False)
    _cut: int | None = field(default=None, init=False)
    _is_reset: bool = field(default=False, init=False)
    _writer_is_gone: bool = field(default=False, init=False)
    _reader_is_gone: bool = field(default=False, init=False)
    _news: anyio.Event | None = field(default=None, init=False)

    def cut_after(self, count: int, *, reset: bool = True) -> None:
        """Break after *count* bytes in all, by a reset or by what looks like an end."""
        self._cut = count
        self._is_reset = reset
        self._look_for_cut()

    @property
    def is_cut(self) -> bool:
        """Whether the cut has come to pass."""
        return self._cut is not None and self.sent >= self._cut

    def end(self, *, reset: bool = False) -> None:
        """Send no more; the reader is told after what is under way."""
        if not self._writer_is_gone and not self.is_lossy:
            self._writer_is_gone = True
            self._is_reset = reset
            self._due = self._arrival(0)
            self._tell()

    def lose(self) -> None:
        """Lose what is under way."""
        self._chunks.clear()
        self._waiting = 0
        self._tell()

    def hang_up(self) -> bool:
        """Read no more; gives whether bytes had come that were not read."""
        was_unread = bool(self._chunks) and self._chunks[0][0] <= anyio.current_time()
        self._reader_is_gone = True
        self.lose()
        return was_unread

    async def put(self, data: bytes) -> None:
        """Send all of it, waiting for room."""
        while data:
            if self._writer_is_gone:
                raise anyio.BrokenResourceError
            if self.is_lossy:
                return
            if self._reader_is_gone:
                raise anyio.BrokenResourceError
            left = self.capacity if self._cut is None else self._cut - self.sent
            room = min(self.capacity - self._waiting, left)
            if room > 0:
                self._append(data[:room])
                data = data[room:]
            else:
                await self._wait(None)

    async def take(self, most: int) -> bytes:
        """Wait for bytes, and give them up to *most*."""
        while not self._reader_is_gone:
            due = self._due if self._writer_is_gone else None
            if self._chunks:
                due = self._chunks[0][0]
            if due is None or due > anyio.current_time():
                await self._wait(due)
            elif self._chunks:
                return self._pop(min(most, self.slice or most))
            else:
                raise anyio.BrokenResourceError if self._is_reset else anyio.EndOfStream
        raise anyio.ClosedResourceError

    def _arrival(self, size: int) -> float:
        self._free = max(self._free, anyio.current_time())
        if self.bandwidth:
            self._free += size / self.bandwidth
        delay = self.latency() if callable(self.latency) else self.latency
        return max(self._due, self._free + delay)

    def _append(self, piece: bytes) -> None:
        self._due = self._arrival(len(piece))
        self._chunks.append((self._due, piece))
        self._waiting += len(piece)
        self.sent += len(piece)
        self._look_for_cut()
        self._tell()

    def _look_for_cut(self) -> None:
        if self.is_cut:
            self._writer_is_gone = True
            self._tell()

    def _pop(self, most: int) -> bytes:
        """As TCP does, all that has come, whatever the pieces it was sent in."""
        taken: list[bytes] = []
        while most and self._chunks and self._chunks[0][0] <= anyio.current_time():
            due, chunk = self._chunks.popleft()
            if len(chunk) > most:
                self._chunks.appendleft((due, chunk[most:]))
                chunk = chunk[:most]
            taken.append(chunk)
            most -= len(chunk)
            self._waiting -= len(chunk)
        self._tell()
        return b"".join(taken)

    async def _wait(self, due: float | None) -> None:
        self._news = self._news or anyio.Event()
        with anyio.CancelScope(deadline=inf if due is None else due):
            await self._news.wait()

    def _tell(self) -> None:
        news, self._news = self._news, None
        if news is not None:
            news.set()


class MemoryStream(ByteStream):
    """One end of a connection in memory."""

    def __init__(self, incoming: Wire, outgoing: Wire) -> None:
        self.incoming = incoming
        self.outgoing = outgoing
        self.is_closed = False
        self._receiving = anyio.ResourceGuard("reading from")
        self._sending = anyio.ResourceGuard("writing to")

    async def receive(self, max_bytes: int = 65536) -> bytes:
        """Wait for bytes."""
        with self._receiving:
            await checkpoint()
            return await self.incoming.take(max_bytes)

    async def send(self, item: bytes) -> None:
        """Send bytes, waiting for room."""
        with self._sending:
            await checkpoint()
            try:
                if not self.is_closed:
                    await self.outgoing.put(item)
            finally:
                if self.outgoing.is_cut:
                    self.incoming.end(reset=True)
                if self.is_closed:
                    raise anyio.ClosedResourceError

    async def send_eof(self) -> None:
        """Send no more; the other end may."""
        self.outgoing.end()
        await checkpoint()

    async def aclose(self) -> None:
        """Close both directions; a reset, as in TCP, if bytes were left unread."""
        if not self.is_closed:
            self.is_closed = True
            was_unread = self.incoming.hang_up()
            self.outgoing.end(reset=was_unread)
        await checkpoint()

    def reset(self) -> None:
        """Break the connection, now and for both ends; nothing under way arrives."""
        for wire in (self.incoming, self.outgoing):
            wire.lose()
            wire.end(reset=True)


def memory_streams(
    near: Wire | None = None, far: Wire | None = None
) -> tuple[MemoryStream, MemoryStream]:
    """Two ends of a connection.

    Args:
        near: what carries from the first end to the second.
        far: what carries back.
    """
    near, far = near or Wire(), far or Wire()
    return MemoryStream(far, near), MemoryStream(near, far)


@define
class MemoryConnector:
    """Connects to a function in place of a network.

    Args:
        accept: given host, port and the far end of each new connection; it starts what
            serves it, sets what befalls it, or raises what keeps it from being.
    """

    accept: Callable[[str, int, MemoryStream], None]

    async def connect(
        self,
        host: str,
        port: int,
        *,
        tls: bool,  # noqa: ARG002 - there is nobody to hide from
        within: float,  # noqa: ARG002
    ) -> ByteStream:
        """Open a stream."""
        await checkpoint()
        near, far = memory_streams()
        self.accept(host, port, far)
        return near


class ServerSide(Peer):
    """The server's side of a WebSocket: call `accept` or `refuse` first.

    Args:
        stream: the bytes, at their beginning.
        compression: whether to compress if the client offers it.
        max_message: bytes of a message above which the connection is closed.
        send_timeout: see `Peer`.
        close_timeout: see `Peer`.
    """

    def __init__(
        self,
        stream: ByteStream,
        *,
        compression: bool = True,
        max_message: int = MOST_MESSAGE,
        send_timeout: float = 5.0,
        close_timeout: float = 0.5,
    ) -> None:
        self._protocol = ServerProtocol(
            extensions=[ServerPerMessageDeflateFactory()] if compression else None,
            max_size=max_message,
            logger=QUIET,
        )
        super().__init__(
            Framing(self._protocol, max_message),
            stream,
            send_timeout=send_timeout,
            close_timeout=close_timeout,
        )
        self._request: Request | None = None

    async def request(self) -> Request:
        """What the client asks for: `path` and `headers`.

        Raises:
            WebSocketClosed: it has gone, or does not speak HTTP.
        """
        while self._request is None and self._end is None:
            try:
                self._protocol.receive_data(await self._stream.receive(READ))
            except STREAM_ERRORS as error:
                await self._drop(words_of(error))
            for event in self._protocol.events_received():
                assert isinstance(event, Request), "no frames before the handshake"
                self._request = event
            if self._protocol.handshake_exc is not None:
                await self._drop(str(self._protocol.handshake_exc))
        if self._request is None:
            raise self._closed()
        return self._request

    async def accept(self, headers: Mapping[str, str] | None = None) -> Request:
        """Open the WebSocket that the client asks for.

        Raises:
            WebSocketClosed: the request was unfit, and has been refused.
        """
        request = await self.request()
        response = self._protocol.accept(request)
        response.headers.update(headers or {})
        self._protocol.send_response(response)
        await self._flush()
        if self._protocol.handshake_exc is not None:
            await self._drop(str(self._protocol.handshake_exc))
        if self._end is not None:
            raise self._closed()
        return request

    async def refuse(
        self, status: int, body: str = "", headers: Mapping[str, str] | None = None
    ) -> None:
        """Answer with an HTTP status, and close."""
        await self.request()
        response = self._protocol.reject(status, body)
        response.headers.update(headers or {})
        self._protocol.send_response(response)
        await self._flush()
        await self._drop("refused")

    async def ping(self, payload: bytes = b"") -> None:
        """Send a ping."""
        self._protocol.send_ping(payload)
        await self._flush()

    async def _flush(self) -> None:
        with anyio.move_on_after(self._send_timeout) as scope:
            async with self._writing:
                await self._write(scope)
