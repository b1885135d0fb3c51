"""What waits: carries one conversation over a connection, whatever that is made of."""

from __future__ import annotations

from math import inf
from typing import Protocol

import anyio
import anyio.lowlevel
from attrs import define, field

from okx_sdk.sandbox.streaming.outbox import End
from okx_sdk.sandbox.streaming.streams import Streams
from okx_sdk.sandbox.streaming.talk import Conversation
from okx_sdk.sandbox.streaming.trouble import Frame

__all__ = ["Gone", "Line", "LoopClock", "Time", "converse"]

_STRIDE = 1.0  # seconds, that are pushed before they are sent
_LOOK_EVERY = 1.0  # seconds, for whether a client has left that is not read from


class Gone(Exception):  # noqa: N818 - it may be no error at all
    """The client has left."""

    def __init__(self, code: int = 1006, reason: str = "") -> None:
        super().__init__(code, reason)
        self.code = code
        self.reason = reason


class Time(Protocol):
    """The exchange's time."""

    @property
    def rate(self) -> float:
        """How many of its seconds pass in one of ours."""
        ...

    def now(self) -> float:
        """Seconds since 1970."""
        ...


@define
class LoopClock:
    """A time that runs with the event loop's clock, simulated or not, from *start*."""

    start: float
    rate: float = 1.0
    _origin: float | None = field(default=None, init=False)

    def now(self) -> float:
        """Seconds since 1970."""
        current = anyio.current_time()
        if self._origin is None:
            self._origin = current
        return self.start + (current - self._origin) * self.rate


class Line(Protocol):
    """An open WebSocket, from the exchange's side."""

    async def receive_batch(self) -> list[Frame]:
        """Wait for messages.

        Raises:
            Gone: the client has left.
        """
        ...

    async def send(self, frame: Frame) -> None:
        """Send a message.

        Raises:
            Gone: the client has left.
        """
        ...

    async def close(self, code: int, reason: str) -> None:
        """Close in good order."""

    def reset(self) -> None:
        """Break the connection without a word."""

    def hang_up(self) -> None:
        """End the connection without a word, once what was sent has arrived."""

    def freeze(self) -> None:
        """Read nothing more, not even what the protocol would answer."""

    def is_gone(self) -> bool:
        """Whether the client is known to have left, though nothing is read."""
        ...


@define(eq=False)
class _Carrier:
    streams: Streams
    conversation: Conversation
    line: Line
    clock: Time
    now: float
    kick: anyio.Event = field(factory=anyio.Event)
    gone: Gone | None = None

    def time(self) -> float:
        """The exchange's time, or somewhat earlier while there is much to catch up on.

        Until the next thing is due there is nothing, however long that was.
        """
        far = max(self.now + _STRIDE, self.conversation.wake_at())
        self.now = max(self.now, min(self.clock.now(), far))
        return self.now

    def wake(self) -> None:
        """Somebody has something to say."""
        self.kick.set()

    async def run(self) -> None:
        """Carry messages both ways until one side ends it."""
        conversation = self.conversation
        conversation.outbox.on_wake = self.wake
        try:
            async with anyio.create_task_group() as group:
                group.start_soon(self.listen, name="sandbox listener")
                await self.speak()
                group.cancel_scope.cancel()
        finally:
            end = self.gone or conversation.end or Gone()
            now = self.clock.now()
            self.streams.left(conversation, now, end.code, end.reason)

    async def listen(self) -> None:
        """Take what the client says."""
        conversation = self.conversation
        try:
            while not (conversation.outbox.is_mute or conversation.outbox.is_deaf):
                batch = await self.line.receive_batch()
                now = self.time()
                for text in batch:
                    conversation.receive(text, now)
                self.wake()
        except Gone as gone:
            self.gone = gone
            self.wake()
        else:
            self.line.freeze()

    async def speak(self) -> None:
        """Say what there is to say, when it is time."""
        conversation = self.conversation
        try:
            while self.gone is None:
                self.kick = anyio.Event()
                conversation.tick(self.time())
                for frame in conversation.outgoing():
                    await self.line.send(frame)
                end = conversation.end
                if end is not None:
                    return await self.finish(end)
                await self.pause()
        except Gone as gone:
            self.gone = gone
        return None

    async def finish(self, end: End) -> None:
        """End the connection as the conversation says."""
        if end.kind == "reset":
            self.line.reset()
        elif end.kind == "fin":
            self.line.hang_up()
        else:
            await self.line.close(end.code, end.reason)

    async def pause(self) -> None:
        """Wait until there is something to do."""
        conversation = self.conversation
        behind = self.clock.now() - self.now
        wake_at = self.now if behind > _STRIDE else conversation.wake_at()
        delay = (wake_at - self.clock.now()) / self.clock.rate
        if conversation.outbox.is_mute or conversation.outbox.is_deaf:
            self.line.freeze()
            if self.line.is_gone():
                self.gone = Gone()
            delay = min(delay, _LOOK_EVERY)
        if delay <= 0:
            await anyio.lowlevel.checkpoint()
            return
        with anyio.move_on_after(None if delay == inf else delay):
            await self.kick.wait()


async def converse(
    streams: Streams, conversation: Conversation, line: Line, clock: Time
) -> None:
    """Carry a conversation over an open line until one side ends it."""
    await _Carrier(streams, conversation, line, clock, clock.now()).run()
