"""The connections of a link, one after another: which serves, and which is to follow.

Before an announced end the follower is opened first, and takes over once it carries
all that is wanted; the old one is then heard out.
"""

from __future__ import annotations

from attrs import define, field

from okx_sdk.engine.clock import Clock
from okx_sdk.engine.life import Life
from okx_sdk.engine.roster import Roster

__all__ = ["Succession"]

OVERLAP = 1.0
MOST_OVERLAPS = 10
"""Seconds, and how many times, that a connection is read after it was replaced."""


@define(eq=False)
class Succession:
    """The connection that serves, the one that is to follow it, and what both carry."""

    roster: Roster
    clock: Clock
    current: Life | None = field(default=None, init=False)
    coming: Life | None = field(default=None, init=False)

    @property
    def living(self) -> list[Life]:
        """Those that are not history."""
        return [life for life in (self.current, self.coming) if life is not None]

    def admit(self, life: Life) -> None:
        """One was opened, and is asked for all that is wanted."""
        for wanted in self.roster.wanted.values():
            life.ask(wanted.channel, wanted.arg)
        if self.current is None:
            self.current = life
        else:
            self.coming = life

    def is_ready(self, life: Life) -> bool:
        """Whether it may take over."""
        return life is self.coming and life.session.is_quiet and life.over is None

    def promote(self, life: Life) -> Life | None:
        """All that is wanted is live on the follower; gives the one that is to drain."""
        old, self.current, self.coming = self.current, life, None
        if old is not None:
            old.replaced = self.clock.time()
            old.session.probe()
            old.wake()
        return old

    async def drain(self, old: Life) -> None:
        """Read it until all that it was sent before it was replaced has come."""
        for _ in range(MOST_OVERLAPS):
            await self.clock.sleep(OVERLAP)
            if old.session.is_caught_up:
                break
        old.end("it was replaced")

    def bury(self, life: Life) -> bool:
        """One is over, and who is left takes its place; whether another is needed."""
        if life is self.coming:
            self.coming = None
            if self.current is None:
                return False
            self.roster.fall_back(self.current.epoch)
            return self.current.leaving
        if life is self.current:
            return self._succeed(life)
        if life.replaced is not None and not life.session.is_caught_up:
            self.roster.tell(life.complete, life.replaced, "it was cut off as it went")
        return False

    def _succeed(self, life: Life) -> bool:
        """The serving one is lost, and with it what the follower does not carry yet."""
        self.current, self.coming = self.coming, None
        reason = life.over or "the connection was lost"
        self.roster.lose_all(life.epoch, life.heard, reason)
        if self.current is not None:
            self.roster.tell(life.complete, self.clock.time(), reason)
        return self.current is None
