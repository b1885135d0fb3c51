"""The streaming side as an ASGI application, for uvicorn or any other server."""

from __future__ import annotations

import anyio
from attrs import define, field
from starlette.requests import HTTPConnection
from starlette.types import Receive, Scope, Send

from okx_sdk.sandbox.streaming.plug import reset, transport_of
from okx_sdk.sandbox.streaming.shell import Gone, Time, converse
from okx_sdk.sandbox.streaming.streams import Knock, Refused, Streams
from okx_sdk.sandbox.streaming.trouble import Frame

__all__ = ["StreamsApp"]

_FAREWELL = 1.0  # seconds


@define(eq=False)
class _AsgiLine:
    """A WebSocket of an ASGI server."""

    _receive: Receive
    _send: Send
    _is_frozen: bool = field(default=False, init=False)

    async def receive_batch(self) -> list[Frame]:
        message = await self._receive()
        if message["type"] == "websocket.disconnect":
            raise Gone(message.get("code", 1005), message.get("reason") or "")
        text = message.get("text")
        return [text if text is not None else message["bytes"]]

    async def send(self, frame: Frame) -> None:
        kind = "text" if isinstance(frame, str) else "bytes"
        try:
            await self._send({"type": "websocket.send", kind: frame})
        except OSError:  # as the servers tell that the client has left
            raise Gone from None

    async def close(self, code: int, reason: str) -> None:
        try:
            await self._send(
                {"type": "websocket.close", "code": code, "reason": reason}
            )
        except (OSError, RuntimeError):  # it was over already
            return

    def reset(self) -> None:
        reset(self._send)

    def hang_up(self) -> None:
        transport = transport_of(self._send)
        if transport is not None:
            transport.close()

    def freeze(self) -> None:
        transport = transport_of(self._send)
        if transport is not None and not self._is_frozen:
            self._is_frozen = True
            transport.pause_reading()

    def is_gone(self) -> bool:
        transport = transport_of(self._send)
        return transport is not None and transport.is_closing()


@define(eq=False)
class StreamsApp:
    """Serves `/ws/v5/public`, `/private` and `/business`."""

    streams: Streams
    clock: Time

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one connection."""
        assert scope["type"] == "websocket", "what else there is goes elsewhere"
        asked = HTTPConnection(scope)
        address = asked.client.host if asked.client else ""
        knock = Knock(scope["path"], address, asked.headers, asked.url.query)
        await receive()  # the request to connect
        line = _AsgiLine(receive, send)
        found = self.streams.knock(knock, self.clock.now())
        if isinstance(found, Refused):
            await _refuse(found, line, scope, send)
            # uvicorn complains of who returns before the client has left: the first
            # message tells that it will, the second that it has.
            with anyio.move_on_after(_FAREWELL):
                await receive()
                await receive()
            return
        await send({"type": "websocket.accept"})
        await converse(self.streams, found, line, self.clock)


async def _refuse(refused: Refused, line: _AsgiLine, scope: Scope, send: Send) -> None:
    if not refused.status:
        line.reset()
    if not refused.status or "websocket.http.response" not in scope["extensions"]:
        await line.close(1008, "refused")
        return
    head = [(k.encode(), v.encode()) for k, v in refused.headers.items()]
    await send(
        {
            "type": "websocket.http.response.start",
            "status": refused.status,
            "headers": head,
        }
    )
    await send({"type": "websocket.http.response.body", "body": refused.body.encode()})
