"""The clocks of this machine and of the exchange; the one place that asks for time."""

from __future__ import annotations

import random
import time
from collections.abc import Awaitable, Callable
from math import inf
from typing import Protocol

import anyio
from attrs import define, field, frozen

__all__ = ["Chance", "Clock", "ServerClock", "SystemClock", "chance"]

Chance = Callable[[], float]
"""A source of random numbers of [0, 1)."""

chance: Chance = random.SystemRandom().random

GOOD = 600.0
"""Seconds for which a measure of the exchange's time is good."""

AGAIN = 10.0
"""Seconds until it is measured again where it was not measured well."""


class Clock(Protocol):
    """What the engine knows of time. Seconds, all of it."""

    def monotonic(self) -> float:
        """A clock that never goes back; its zero means nothing."""
        ...

    def time(self) -> float:
        """Seconds since 1970, as this machine believes."""
        ...

    async def sleep(self, seconds: float) -> None:
        """Wait."""


class SystemClock:
    """The clock of the event loop, and the machine's own for the date."""

    def monotonic(self) -> float:
        """The event loop's clock."""
        return anyio.current_time()

    def time(self) -> float:
        """Seconds since 1970."""
        return time.time()

    async def sleep(self, seconds: float) -> None:
        """Wait in the event loop."""
        await anyio.sleep(seconds)


@frozen
class _Measure:
    """At *monotonic* the exchange's clock stood *offset* from the wall, ± *error*."""

    offset: float
    error: float
    wall: float
    monotonic: float


@define
class ServerClock:
    """The exchange's time, measured when first needed and whenever it may be wrong.

    *ask* gives the exchange's time in seconds since 1970. A measure is good for ten
    minutes, or until the machine's clock is seen to have been set.
    """

    clock: Clock
    ask: Callable[[], Awaitable[float]]
    _measure: _Measure | None = field(default=None, init=False)
    _measuring: anyio.Lock | None = field(default=None, init=False)

    async def now(self, error: float = inf) -> float:
        """Seconds since 1970 by the exchange's clock, known to *error* seconds.

        It may ask the exchange. Where the way is too long to know it so well, it is
        known as well as can be (see `error`), and asked for every ten seconds at most.
        """
        if self._is_stale() or (self.error > error and self._age() > AGAIN):
            await self.measure()
        return self.estimate()

    def estimate(self) -> float:
        """The same without asking: this machine's time, as long as nothing is known.

        It goes by the clock that nobody sets, so that a step of the other is no matter.
        """
        known = self._measure
        if known is None:
            return self.clock.time()
        return known.offset + known.wall + self._age()

    async def measure(self) -> None:
        """Ask the exchange for its time, and take the middle of the round trip.

        Who comes while another is asking takes the other's answer.
        """
        before = self._measure
        self._measuring = self._measuring or anyio.Lock()
        async with self._measuring:
            if self._measure is not before:
                return
            start = self.clock.monotonic()
            theirs = await self.ask()
            end, wall = self.clock.monotonic(), self.clock.time()
            error = (end - start) / 2
            self._measure = _Measure(theirs + error - wall, error, wall, end)

    @property
    def error(self) -> float:
        """Half the round trip of the last measure: how wrong it can be, in seconds."""
        return self._measure.error if self._measure else inf

    def _is_stale(self) -> bool:
        if self._measure is None:
            return True
        # A sleep of the machine shows in this alone: its monotonic clock stood still.
        step = self.clock.time() - self._measure.wall - self._age()
        return self._age() > GOOD or abs(step) > 1

    def _age(self) -> float:
        assert self._measure is not None, "asked only of what was measured"
        return self.clock.monotonic() - self._measure.monotonic
