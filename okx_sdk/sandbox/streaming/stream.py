"""The streaming side over any byte stream: memory under a mock clock, for instance."""

from __future__ import annotations

import anyio
from anyio.abc import ByteStream
from attrs import define

from okx_sdk.sandbox.streaming.shell import Gone, Time, converse
from okx_sdk.sandbox.streaming.streams import Knock, Refused, Streams
from okx_sdk.sandbox.streaming.trouble import Frame
from okx_sdk.transport.peer import WebSocketClosed
from okx_sdk.transport.streams import ServerSide

__all__ = ["serve_stream"]


@define(eq=False)
class _StreamLine:
    """A WebSocket over a byte stream."""

    _stream: ByteStream
    _side: ServerSide

    async def receive_batch(self) -> list[Frame]:
        try:
            return await self._side.receive_batch()
        except WebSocketClosed as closed:
            raise Gone(closed.code, closed.reason) from None

    async def send(self, frame: Frame) -> None:
        try:
            await self._side.send(frame)
        except WebSocketClosed as closed:
            raise Gone(closed.code, closed.reason) from None

    async def close(self, code: int, reason: str) -> None:
        await self._side.aclose(code, reason)

    def reset(self) -> None:
        reset = getattr(self._stream, "reset", None)
        if reset is not None:
            reset()

    def hang_up(self) -> None:
        return  # the stream is closed in a moment

    def freeze(self) -> None:
        return  # who does not ask, does not read

    def is_gone(self) -> bool:
        return not self._side.is_open


async def serve_stream(
    streams: Streams,
    stream: ByteStream,
    clock: Time,
    *,
    address: str = "memory",
    compression: bool = False,
) -> None:
    """Serve one connection over a byte stream, from its handshake to its end."""
    # The conversation judges the size of messages, as it does over a socket.
    side = ServerSide(stream, compression=compression)
    try:
        await _serve(streams, stream, side, clock, address)
    except WebSocketClosed:
        return  # it was over before it began
    finally:
        await anyio.aclose_forcefully(stream)


async def _serve(
    streams: Streams, stream: ByteStream, side: ServerSide, clock: Time, address: str
) -> None:
    request = await side.request()
    path, _, query = request.path.partition("?")
    headers = {name.lower(): value for name, value in request.headers.raw_items()}
    found = streams.knock(Knock(path, address, headers, query), clock.now())
    line = _StreamLine(stream, side)
    if not isinstance(found, Refused):
        await side.accept()
        await converse(streams, found, line, clock)
    elif found.status:
        await side.refuse(found.status, found.body, found.headers)
    else:
        line.reset()
