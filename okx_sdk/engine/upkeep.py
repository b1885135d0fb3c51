"""Maintenance of the exchange: told as such, and asked about no more than twice a minute."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from math import inf

import anyio
from attrs import define, field

from okx_sdk.engine.clock import Chance, Clock, SystemClock, chance
from okx_sdk.errors import (
    GatewayFailed,
    HandshakeRefused,
    Maintenance,
    OkxError,
    Outcome,
    ServiceUnavailable,
)

__all__ = ["UNAWARE", "Upkeep"]

PAUSE = 30.0
SPREAD = 3.0
"""Seconds to the next try of what failed for maintenance: so many, and up to so many more."""

KNOWN_FOR = 300.0
"""Seconds for which an answer about maintenance counts at least."""


@define(eq=False)
class Upkeep:
    """Knows whether a failure is maintenance, and holds back what failed for it.

    Only reads and handshakes are held back, each by itself: where orders can be
    cancelled already, or other services run on, nothing is in their way.

    Args:
        clock: this machine's.
        chance: gives random numbers of [0, 1).
        ask: gives until when there is maintenance, in seconds since 1970; infinity
            where that is not known, and nothing where there is none. Without it no
            failure is taken for maintenance.
    """

    clock: Clock
    chance: Chance
    ask: Callable[[], Awaitable[float | None]] | None = None
    _held: dict[str, float] = field(factory=dict[str, float], init=False)
    _asked: float = field(default=-inf, init=False)
    _lasts: float = field(default=-inf, init=False)
    _asking: anyio.Lock | None = field(default=None, init=False)

    def require(self, what: str) -> None:
        """Let something be tried, unless it failed for maintenance a moment ago.

        Raises:
            Maintenance: it did, and nothing was sent.
        """
        if not self._held or what not in self._held:
            return
        left = self._held[what] - self.clock.monotonic()
        if left > 0:
            raise self._error("", left, Outcome.NOT_SENT)
        self._hold(what)  # one may try for all

    async def judge(self, error: OkxError, what: str) -> None:
        """Say that a failure is maintenance, if that is so.

        Raises:
            Maintenance: it is; the same is let through again after its `retry_after`.
        """
        if self.ask is None or not _may_be_maintenance(error):
            return
        if not await self._is_ongoing():
            return
        wait = self._hold(what)
        raise self._error(error.message, wait, error.outcome, error) from error

    def works(self, what: str) -> None:
        """It was answered: it is held back no more."""
        if self._held:
            self._held.pop(what, None)

    def is_over(self) -> None:
        """A connection was opened: what was held back for want of one need not wait."""
        self._held.clear()

    def _hold(self, what: str) -> float:
        wait = PAUSE + SPREAD * self.chance()
        self._held[what] = self.clock.monotonic() + wait
        return wait

    async def _is_ongoing(self) -> bool:
        """Whether there is maintenance; asked of the exchange when that is not known."""
        self._asking = self._asking or anyio.Lock()
        async with self._asking:
            now = self.clock.monotonic()
            if now >= self._lasts and now >= self._asked + PAUSE:
                self._asked = now
                self._lasts = now + await self._ask()
            return now < self._lasts

    async def _ask(self) -> float:
        """Seconds for which there is maintenance."""
        assert self.ask is not None, "or nothing is taken for maintenance"
        try:
            end = await self.ask()
        except OkxError:
            return -inf  # who does not answer has said nothing
        if end is None:
            return -inf
        left = end - self.clock.time()
        return max(KNOWN_FOR, left if left < inf else 0.0)

    def _error(
        self,
        message: str,
        wait: float,
        outcome: Outcome,
        error: OkxError | None = None,
    ) -> Maintenance:
        return Maintenance(
            message or "the exchange is under maintenance",
            code=error.code if error else None,
            endpoint=error.endpoint if error else None,
            http_status=error.http_status if error else None,
            retry_after=max(0.1, round(wait, 1)),
            retryable=True,
            outcome=outcome,
        )


def _may_be_maintenance(error: OkxError) -> bool:
    if isinstance(error, HandshakeRefused | GatewayFailed):
        return error.http_status == 503
    return isinstance(error, ServiceUnavailable)


UNAWARE = Upkeep(SystemClock(), chance)
"""Takes no failure for maintenance."""
