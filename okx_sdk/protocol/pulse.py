"""Whether the other side of a connection is there: it is asked, and answers in time."""

from __future__ import annotations

import math
from collections import deque

from attrs import define, field

__all__ = ["Pulse"]

PING_EVERY = 15.0
PONG_WITHIN = 5.0
LATE = 1.0  # seconds by which a busy loop may be behind: answers may wait unread


@define
class Pulse:
    """Pings on a schedule, not on silence alone: data may flow in one direction.

    *caught_up_at* is when the last ping that was answered was sent: all that the other
    side had sent by then has come.

    Args:
        caught_up_at: the time of the connection's opening.
    """

    caught_up_at: float
    _ping_at: float = field(init=False)
    _pinged: float | None = field(default=None, init=False)
    _unanswered: deque[float] = field(factory=deque[float], init=False)
    _patient_until: float = field(default=-math.inf, init=False)

    def __attrs_post_init__(self) -> None:
        self._ping_at = self.caught_up_at + PING_EVERY

    @property
    def is_caught_up(self) -> bool:
        """Whether every ping was answered."""
        return not self._unanswered

    def asked(self, now: float) -> None:
        """A ping is sent."""
        self._unanswered.append(now)

    def answered(self) -> None:
        """A pong came."""
        self._pinged = None
        if self._unanswered:
            self.caught_up_at = self._unanswered.popleft()

    def woken(self, now: float, due: float) -> None:
        """Be patient for a while, where whoever looks comes late himself."""
        if now > due + LATE:
            self._patient_until = now + LATE

    def by(self, deadline: float) -> float:
        """A deadline, or when patience ends."""
        return max(deadline, self._patient_until)

    def is_lost(self, now: float) -> bool:
        """Whether the answer to a ping is overdue."""
        return self._pinged is not None and now >= self.by(self._pinged + PONG_WITHIN)

    def beats(self, now: float) -> bool:
        """Whether to ping now; the answer is waited for."""
        if now < self._ping_at:
            return False
        self._ping_at, self._pinged = now + PING_EVERY, now
        return True

    def due(self) -> float:
        """When to look again at the latest."""
        if self._pinged is None:
            return self._ping_at
        return min(self._ping_at, self.by(self._pinged + PONG_WITHIN))
