"""Finding out what became of an order: when to ask, and what the answers prove.

An order carries the time until which the exchange may process it. So one that a lookup
does not find was never placed, if the lookup was made later than that time, and later
by a grace for what the exchange has not written down yet.
"""

from __future__ import annotations

from enum import StrEnum

from attrs import define, field

__all__ = ["Lag", "Resolver", "Step"]

FIRST = (0.1, 0.3, 0.7, 1.5)
EVERY = 1.0

MARGIN = 2.0
"""By how much the next order may be slower to be found than the slowest of late."""

REMEMBERED = 600.0
"""Seconds for which that counts."""


class Step(StrEnum):
    """What to do next."""

    LOOK_UP = "look_up"
    """Ask for the order by its name."""
    SEARCH = "search"
    """Look through the orders that are done: the last doubt."""
    ABSENT = "absent"
    """It was not placed, and will not be."""
    UNKNOWN = "unknown"
    """Nothing can be found out now."""


@define
class Resolver:
    """The search for one order; times are seconds.

    Args:
        began: when it began, by a clock that never goes back.
        expires: until when the exchange may process the order, by its clock; `None`
            where it has no such time, and then it is never taken for absent.
        grace: for how long an order may be placed and not be found.
        patience: how long to try where nothing gets through, or nothing can be proved.
            As long as its time has not come and lookups get through, that does not count.
    """

    began: float
    expires: float | None
    grace: float = 2.0
    patience: float = 15.0
    last_miss: float | None = field(default=None, init=False)
    """When a lookup found nothing for the last time, by the exchange's clock."""
    _asked: int = field(default=0, init=False)
    _since: float = field(init=False)
    _missing: bool = field(default=False, init=False)
    _searched: bool = field(default=False, init=False)

    def __attrs_post_init__(self) -> None:
        self._since = self.began

    def wait(self, now: float) -> float:
        """Seconds until the next question."""
        if self._missing:
            return 0.0
        late = self._asked - len(FIRST) + 1
        due = FIRST[self._asked] if late <= 0 else FIRST[-1] + late * EVERY
        return max(0.0, self.began + due - now)

    def step(self, now: float) -> Step:
        """What to do now that the wait is over."""
        if self._searched:
            return Step.ABSENT
        if self._missing:
            return Step.SEARCH
        is_out_of_patience = now - self._since > self.patience
        return Step.UNKNOWN if is_out_of_patience else Step.LOOK_UP

    def missed(self, asked: float, now: float) -> None:
        """A lookup made at *asked* by the exchange's clock, or later, found nothing."""
        self._asked += 1
        self.last_miss = asked
        if self.expires is None:
            return
        if asked > self.expires + self.grace:
            self._missing = True
        else:
            self._since = now

    def searched(self) -> None:
        """It is not among those that are done either."""
        self._searched = True

    def failed(self) -> None:
        """A question got no answer, which proves nothing."""
        self._asked += 1
        self._missing = False  # if it was the search: begin with a lookup again


@define
class Lag:
    """For how long orders were there and not found, of late; times are seconds.

    When lookups lag, they do so for a while, and the next order may be later still.
    """

    _worst: float = field(default=0.0, init=False)
    _seen: float = field(default=0.0, init=False)

    def grace(self, least: float, now: float) -> float:
        """For how long an order may be placed and not be found."""
        is_old = now - self._seen > REMEMBERED
        return least if is_old else max(least, self._worst * MARGIN)

    def found(self, made: float, plan: Resolver, now: float) -> None:
        """An order was found, which was *made* then by the exchange's clock."""
        if plan.last_miss is None:
            return
        lag = plan.last_miss - made
        if lag >= self._worst or now - self._seen > REMEMBERED:
            self._worst, self._seen = lag, now
