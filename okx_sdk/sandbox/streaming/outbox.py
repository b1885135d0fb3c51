"""What one connection still has to be told, and when; and how it is to end."""

from __future__ import annotations

import heapq
import math
from collections import deque
from collections.abc import Callable
from itertools import count
from typing import Literal

from attrs import define, field, frozen

from okx_sdk.sandbox.streaming.trouble import Frame

__all__ = ["EXACT", "End", "Outbox"]

EXACT = 1e-5
"""A float of seconds since 1970 is this exact, and a little more."""

Act = Callable[[float], None]


@frozen
class End:
    """How to end the connection: by a close frame, by a TCP reset, or by a FIN alone."""

    kind: Literal["close", "reset", "fin"]
    code: int = 1006
    reason: str = ""


@define(eq=False)
class Outbox:
    """Messages in order, things to do later, and the end.

    Args:
        now: the time, in seconds since 1970.
        most: messages that may wait; one more, and the connection is closed with 4005.
    """

    now: float
    most: int
    end: End | None = None
    is_mute: bool = False
    """Half open: nothing is read or sent any more."""
    is_deaf: bool = False
    """Nothing is read any more."""
    on_wake: Callable[[], None] | None = None
    _frames: deque[Frame] = field(factory=deque[Frame], init=False)
    _timers: list[tuple[float, int, Act]] = field(
        factory=list[tuple[float, int, Act]], init=False
    )
    _serial: count[int] = field(factory=count, init=False)

    @property
    def is_over(self) -> bool:
        """Whether nothing that is said would be heard."""
        return self.is_mute or self.end is not None

    def say(self, frame: Frame, delay: float = 0.0) -> None:
        """Send a message, now or so many seconds later."""
        if delay:
            self.at(self.now + delay, lambda _: self.say(frame))
        elif not self.is_over:
            self._frames.append(frame)
            if len(self._frames) > self.most:
                self._frames.clear()
                self.finish(End("close", 4005, "buffer full"))
            self._wake()

    def at(self, moment: float, act: Act) -> None:
        """Do something at a time, which it is then given."""
        heapq.heappush(self._timers, (moment, next(self._serial), act))

    def finish(self, end: End) -> None:
        """End the connection; the first end counts."""
        if not self.is_over:
            self.end = end
            self._wake()

    def tick(self, now: float) -> None:
        """Let time pass."""
        self.now = max(self.now, now)
        while self._timers and self._timers[0][0] <= now + EXACT:
            moment, _, act = heapq.heappop(self._timers)
            act(moment)

    def drain(self) -> list[Frame]:
        """What there is to send; a reset takes it all with it."""
        is_lost = self.is_mute or (self.end is not None and self.end.kind == "reset")
        found = [] if is_lost else list(self._frames)
        self._frames.clear()
        return found

    @property
    def is_urgent(self) -> bool:
        """Whether there is something to do at once."""
        return not self.is_mute and (bool(self._frames) or self.end is not None)

    def wake_at(self) -> float:
        """When the next thing is to be done."""
        return self._timers[0][0] if self._timers else math.inf

    def clear(self) -> None:
        """Forget everything."""
        self._frames.clear()
        self._timers.clear()

    def _wake(self) -> None:
        if self.on_wake is not None:
            self.on_wake()
