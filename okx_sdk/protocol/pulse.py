"""Whether the other side of a connection is there: it is asked, and answers in time."""

from __future__ import annotations

import math

from attrs import define, field

__all__ = ["Pulse"]

PING_EVERY = 15.0
PONG_WITHIN = 5.0
LATE = 1.0  # seconds by which a busy loop may be behind: answers may wait unread


@define
class Pulse:
    """Pings on a schedule, not on silence alone: data may flow in one direction.

    Args:
        ping_at: when the next ping is due.
    """

    ping_at: float
    _pinged: float | None = field(default=None, init=False)
    _unanswered: int = field(default=0, init=False)
    _patient_until: float = field(default=-math.inf, init=False)

    @property
    def is_caught_up(self) -> bool:
        """Whether every ping was answered."""
        return not self._unanswered

    def asked(self) -> None:
        """A ping is sent."""
        self._unanswered += 1

    def answered(self) -> None:
        """A pong came."""
        self._pinged = None
        self._unanswered = max(self._unanswered - 1, 0)

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
        if now < self.ping_at:
            return False
        self.ping_at, self._pinged = now + PING_EVERY, now
        return True

    def due(self) -> float:
        """When to look again at the latest."""
        if self._pinged is None:
            return self.ping_at
        return min(self.ping_at, self.by(self._pinged + PONG_WITHIN))
