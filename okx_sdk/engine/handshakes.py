"""Turns for opening WebSockets: the exchange counts them by address, for all clients.

All clients of a process share the turns, in whatever thread and event loop they live;
those with a simulated clock share only with the clients of that clock.
"""

from __future__ import annotations

import math
import threading
import weakref
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager

from attrs import define, field

from okx_sdk.engine.clock import Clock, SystemClock
from okx_sdk.errors import OkxError

__all__ = ["Turnstile", "turn"]

MOST = 3
"""How many the exchange takes in a second."""

WINDOW = 1.05
_LOOK_AGAIN = 0.1


@define(eq=False)
class Turnstile:
    """So many places; one is free again a second after its handshake was over.

    Whenever within its place's time a handshake arrives, no second has more than MOST.
    """

    _free_at: list[float] = field(factory=lambda: [-math.inf] * MOST, init=False)
    _held_until: float = field(default=-math.inf, init=False)
    _lock: threading.Lock = field(factory=threading.Lock, init=False)

    def enter(self, now: float) -> float:
        """Zero: a place is taken, to be left. Else: ask again after so many seconds."""
        with self._lock:
            if self._held_until > now:
                return self._held_until - now
            first = min(self._free_at)
            if first <= now:
                self._free_at[self._free_at.index(first)] = math.inf
                return 0.0
            # A clock that was set back is no reason to wait for longer than a window.
            return _LOOK_AGAIN if first == math.inf else min(first - now, WINDOW)

    def leave(self, now: float, hold: float = 0.0) -> None:
        """A handshake is over; *hold* seconds nobody may try, as the exchange says."""
        with self._lock:
            self._free_at[self._free_at.index(math.inf)] = now + WINDOW
            if hold:
                self._held_until = max(self._held_until, now + hold)


_guard = threading.Lock()
_of_process: dict[str, Turnstile] = {}
_simulated: weakref.WeakKeyDictionary[Clock, dict[str, Turnstile]] = (
    weakref.WeakKeyDictionary()
)


def _turnstile(host: str, clock: Clock) -> Turnstile:
    with _guard:
        is_real = isinstance(clock, SystemClock)
        shared = _of_process if is_real else _simulated.setdefault(clock, {})
        return shared.setdefault(host, Turnstile())


@asynccontextmanager
async def turn(host: str, clock: Clock) -> AsyncGenerator[None]:
    """Wait until another WebSocket may be opened to a host, and open it inside."""
    turnstile = _turnstile(host, clock)
    while delay := turnstile.enter(clock.time()):
        await clock.sleep(delay)
    hold = 0.0
    try:
        yield
    except OkxError as error:
        hold = error.retry_after or 0.0
        raise
    finally:
        turnstile.leave(clock.time(), hold)
