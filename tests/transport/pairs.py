"""What the tests of transports share: pairs in memory, raw frames, and a mock clock."""

from __future__ import annotations

import anyio
import anyio.lowlevel
import trio.testing

from okx_sdk.transport.streams import MemoryConnector, MemoryStream, ServerSide
from okx_sdk.transport.websocket import WebSocket, WebSocketClosed

URL = "ws://localhost/ws/v5/public"
TEXT, BINARY, CONT, CLOSE, PING, PONG = 1, 2, 0, 8, 9, 10


async def open_pair(
    *, compression: bool = False, **options
) -> tuple[WebSocket, ServerSide]:
    """A client and its server, over streams in memory."""
    servers: list[ServerSide] = []
    async with anyio.create_task_group() as group:

        def accept(host: str, port: int, end: MemoryStream) -> None:
            servers.append(ServerSide(end, compression=compression))
            group.start_soon(servers[0].accept)

        socket = await WebSocket.open(URL, connector=MemoryConnector(accept), **options)
    return socket, servers[0]


def frame(
    opcode: int, payload: bytes = b"", *, fin: bool = True, rsv: int = 0
) -> bytes:
    """A server's frame, as the RFC draws it."""
    first, length = fin << 7 | rsv << 4 | opcode, len(payload)
    if length < 126:
        return bytes([first, length]) + payload
    if length < 65536:
        return bytes([first, 126]) + length.to_bytes(2) + payload
    return bytes([first, 127]) + length.to_bytes(8) + payload


async def take(socket, count: int) -> list:
    """So many messages, in as many batches as it takes."""
    messages = []
    while len(messages) < count:
        messages += await socket.receive_batch()
    return messages


async def closing(socket) -> WebSocketClosed:
    """What reading to the end ends with."""
    try:
        while True:
            await socket.receive_batch()
    except WebSocketClosed as closed:
        return closed


async def settle() -> None:
    """Let all other tasks come to where they wait; asyncio's own way sleeps."""
    for _ in range(20):
        await anyio.lowlevel.checkpoint()


def run_in_no_time(function, *args):
    """Run on trio with a clock that jumps ahead whenever all tasks wait."""
    clock = trio.testing.MockClock(autojump_threshold=0)
    return anyio.run(function, *args, backend="trio", backend_options={"clock": clock})


class Stepper:
    """Runs a coroutine and cancels a scope at its n-th wait."""

    def __init__(self, coroutine, scope: anyio.CancelScope, at: int) -> None:
        self.coroutine, self.scope, self.at, self.steps = coroutine, scope, at, 0

    def __await__(self):
        step, value = self.coroutine.send, None
        while True:
            try:
                trap = step(value)
            except StopIteration as stop:
                return stop.value
            self.steps += 1
            if self.steps == self.at:
                self.scope.cancel()
            try:
                step, value = self.coroutine.send, (yield trap)
            except BaseException as error:
                step, value = self.coroutine.throw, error
