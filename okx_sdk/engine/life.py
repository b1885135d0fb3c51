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


@define(eq=False)
class Life:
    """One connection.

    *heard* is when it last brought anything, in seconds since 1970; *knocked* whether a
    login was sent; *leaving* whether it is to be replaced while it still works, and
    *replaced* when that was done.
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

    def __attrs_post_init__(self) -> None:
        self.born, self.heard = self.clock.monotonic(), self.clock.time()
        self._skew = self.heard - self.born

    @property
    def complete(self) -> float:
        """What was sent by then has come, in seconds since 1970; later may lack some."""
        return min(self.heard, self.session.caught_up_at + self._skew)

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

    def ends_of_sleep(self) -> bool:
        """Whether the machine slept meanwhile, or its clock was set: then it ends."""
        skew = self.clock.time() - self.clock.monotonic()
        if abs(skew - self._skew) <= DRIFT:
            return False
        self.end("this machine was suspended, or its clock was set")
        return True

    async def pause(self, longest: float) -> None:
        """Wait until there is something to send, or time has something to say."""
        delay = max(0.0, self.session.wake_at() - self.clock.monotonic())
        with anyio.move_on_after(min(delay, longest)):
            await self.kick.wait()
        self.kick = anyio.Event()
