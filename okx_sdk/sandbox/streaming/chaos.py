"""A TCP proxy on loopback in which connections fare badly, by rules or at a word."""

from __future__ import annotations

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from math import inf

import anyio
from anyio.abc import SocketAttribute, SocketStream, TaskGroup
from attrs import define, field

from okx_sdk.sandbox.streaming.actions import (
    Action,
    Bandwidth,
    Delay,
    Drop,
    Fin,
    HalfOpen,
    Refuse,
    Reset,
    Slice,
    StallRead,
)
from okx_sdk.sandbox.streaming.faults import Faults, Occasion
from okx_sdk.sandbox.streaming.plug import linger_not

__all__ = ["ChaosProxy", "Pipe"]

_READ = 64 * 1024
_LOOPBACK = "127.0.0.1"
_BROKEN = (
    anyio.EndOfStream,
    anyio.BrokenResourceError,
    anyio.ClosedResourceError,
    OSError,
)


@define(eq=False)
class Pipe:
    """One connection through the proxy; what befalls it may be changed at any time.

    *latency* is in seconds for each way, *bandwidth* in bytes a second, *slice* the most
    bytes that the client gets at once.
    """

    ordinal: int
    client: SocketStream
    server: SocketStream
    latency: float = 0.0
    bandwidth: float = inf
    slice: int | None = None
    is_silent: bool = False
    """Half open: what either side says is lost."""
    is_stalled: bool = False
    """What the client says is not read."""
    sent: int = field(default=0, init=False)
    """Bytes that the client was sent."""
    _limit: tuple[int, Action] | None = field(default=None, init=False)
    _woken: anyio.Event = field(factory=anyio.Event, init=False)
    _scope: anyio.CancelScope = field(factory=anyio.CancelScope, init=False)

    def befall(self, action: Action) -> None:
        """Have one fault at once, or after the bytes that it names."""
        sent = getattr(action, "sent", None)
        if sent is not None and sent > self.sent:
            self._limit = sent, action
            return
        match action:
            case Delay(seconds):
                self.latency = seconds
            case Bandwidth(rate):
                self.bandwidth = rate
            case Slice(size):
                self.slice = size
            case HalfOpen():
                self.is_silent = True
            case StallRead():
                self.is_stalled = True
            case Reset() | Fin() | Drop() | Refuse():
                self._end(action)
            case _:
                pass

    def heal(self) -> None:
        """Carry everything again, at once and as it comes; what was lost stays lost."""
        self.latency, self.bandwidth, self.slice = 0.0, inf, None
        self.is_silent = self.is_stalled = False
        self._woken.set()

    def _end(self, action: Action) -> None:
        if isinstance(action, Reset):
            plug = self.client.extra(SocketAttribute.raw_socket)  # noqa: S610 - no Django
            linger_not(plug)
        self._scope.cancel()

    async def run(self) -> None:
        """Carry bytes both ways until one side ends it."""
        try:
            with self._scope:
                async with anyio.create_task_group() as group:
                    group.start_soon(self._up)
                    group.start_soon(self._down)
        finally:
            with anyio.CancelScope(shield=True):
                for end in (self.client, self.server):
                    await anyio.aclose_forcefully(end)

    async def _up(self) -> None:
        try:
            while True:
                while self.is_stalled:
                    self._woken = anyio.Event()
                    await self._woken.wait()
                data = await self.client.receive(_READ)
                await self._wait(len(data))
                if not self.is_silent:
                    await self.server.send(data)
        except _BROKEN:
            self._scope.cancel()

    async def _down(self) -> None:
        try:
            while True:
                data = await self.server.receive(_READ)
                await self._wait(len(data))
                while data and not self.is_silent:
                    size = self._room(len(data))
                    piece, data = data[:size], data[size:]
                    if piece:
                        self.sent += len(piece)
                        await self.client.send(piece)
                    self._look_at_limit()
        except _BROKEN:
            self._scope.cancel()

    def _room(self, size: int) -> int:
        size = min(size, self.slice or size)
        return size if self._limit is None else min(size, self._limit[0] - self.sent)

    def _look_at_limit(self) -> None:
        if self._limit is not None and self.sent >= self._limit[0]:
            (_, action), self._limit = self._limit, None
            self.befall(action)

    async def _wait(self, size: int) -> None:
        delay = self.latency + size / self.bandwidth
        if delay:
            await anyio.sleep(delay)


@define(eq=False)
class ChaosProxy:
    """Carries TCP connections to a port of this machine, and lets rules strike them.

    A rule of phase `tcp_accept` strikes a connection as it is accepted; its *connection*
    is the connection's number here. `open` one, connect to its `port`, and reach for its
    `pipes` to strike by hand.

    Args:
        target: the port that connections are carried to.
        faults: the rules.
    """

    target: int
    faults: Faults = field(factory=Faults)
    port: int = field(default=0, init=False)
    pipes: dict[int, Pipe] = field(factory=dict[int, Pipe], init=False)
    _accepted: int = field(default=0, init=False)

    @asynccontextmanager
    async def open(self) -> AsyncGenerator[ChaosProxy]:
        """Listen, on asyncio or trio, until left."""
        listener = await anyio.create_tcp_listener(local_host=_LOOPBACK)
        self.port = listener.extra(SocketAttribute.local_port)  # noqa: S610
        async with listener, anyio.create_task_group() as group:
            group.start_soon(listener.serve, self._carry)
            try:
                yield self
            finally:
                group.cancel_scope.cancel()

    def strike(self, action: Action) -> None:
        """Have every open connection suffer a fault."""
        for pipe in tuple(self.pipes.values()):
            pipe.befall(action)

    def heal(self) -> None:
        """Have every open connection work again."""
        for pipe in tuple(self.pipes.values()):
            pipe.heal()

    async def _carry(self, client: SocketStream) -> None:
        self._accepted += 1
        ordinal = self._accepted
        async with client:
            try:
                server = await anyio.connect_tcp(_LOOPBACK, self.target)
            except OSError:
                return
            pipe = self.pipes[ordinal] = Pipe(ordinal, client, server)
            try:
                async with anyio.create_task_group() as group:
                    self._strike(pipe, group)
                    await pipe.run()
                    group.cancel_scope.cancel()
            finally:
                del self.pipes[ordinal]

    def _strike(self, pipe: Pipe, group: TaskGroup) -> None:
        if not self.faults:
            return
        occasion = Occasion("tcp_accept", "tcp", pipe.ordinal)
        for action in self.faults.decide(occasion, anyio.current_time()):
            after = getattr(action, "after", 0.0)
            if after:
                group.start_soon(_later, pipe, action, after)
            else:
                pipe.befall(action)


async def _later(pipe: Pipe, action: Action, after: float) -> None:
    await anyio.sleep(after)
    pipe.befall(action)
