"""One connection of a link: its conversation, its socket, and what became of it."""

from __future__ import annotations

import anyio
from attrs import define, field

from okx_sdk.engine.clock import Clock
from okx_sdk.engine.wanted import Socket
from okx_sdk.protocol.channel import Arg, Channel
from okx_sdk.protocol.session import Session

__all__ = ["DRIFT", "Life"]

DRIFT = 5.0
"""Seconds of difference between two clocks that tell of a suspended machine."""

LATE = DRIFT + 1.0
"""Seconds without a look at a connection after which what it brings may be old."""

STANDSTILL = 30.0
"""Seconds after which the exchange closes what it has heard nothing of."""


@define(eq=False)
class Life:
    """One connection.

    *heard* is when it last brought anything, in seconds since 1970, but for what had
    waited while this process stood still; *knocked* whether a login was sent; *leaving*
    whether it is to be replaced while it still works, and *replaced* when that was done.
    """

    epoch: int
    session: Session
    socket: Socket
    clock: Clock
    born: float = field(init=False)
    heard: float = field(init=False)
    knocked: bool = False
    leaving: bool = False
    replaced: float | None = None
    over: str | None = None
    kick: anyio.Event = field(factory=anyio.Event)
    scope: anyio.CancelScope = field(factory=anyio.CancelScope)
    _skew: float = field(init=False)
    _awake: float = field(init=False)
    _was_late: bool = False

    def __attrs_post_init__(self) -> None:
        self.born, self.heard = self.clock.monotonic(), self.clock.time()
        self._skew = self.heard - self.born
        self._awake = self.born

    @property
    def complete(self) -> float:
        """What was sent by then has come, in seconds since 1970; later may lack some."""
        return min(self.heard, self.date(self.session.caught_up_at))

    def date(self, moment: float) -> float:
        """A moment of the clock that never goes back, in seconds since 1970."""
        return moment + self._skew

    def ask(self, channel: Channel, arg: Arg) -> None:
        """Have a subscription on this connection."""
        self.session.want(
            arg, login=channel.needs_login, stale_after=channel.stale_after
        )
        self.wake()

    def wake(self) -> None:
        """There is something to send, or may be."""
        self.kick.set()

    def end(self, reason: str) -> None:
        """Stop this connection, for a reason that its gaps will name."""
        self.over = self.over or reason
        self.scope.cancel()

    def hear(self) -> None:
        """Something came: now, or long ago if it had to wait, until a ping is answered."""
        self._was_late = self._was_late and not self.session.is_caught_up
        if not self._was_late:
            self.heard = self.clock.time()

    def ends_of_sleep(self) -> bool:
        """Whether this machine or process slept, or the clock was set: then it ends."""
        now = self.clock.monotonic()
        late, self._awake = now - self._awake, now
        if abs(self.clock.time() - now - self._skew) > DRIFT:
            self.end("this machine was suspended, or its clock was set")
        elif late > STANDSTILL:
            self.end(f"this process stood still for {late:.0f} s")
        elif late > LATE:
            self._was_late = True
            self.session.probe()
            self.wake()
        return self.over is not None

    async def pause(self, longest: float) -> None:
        """Wait until there is something to send, or time has something to say."""
        delay = max(0.0, self.session.wake_at() - self.clock.monotonic())
        with anyio.move_on_after(min(delay, longest)):
            await self.kick.wait()
        self.kick = anyio.Event()
