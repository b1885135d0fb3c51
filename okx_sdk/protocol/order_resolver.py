"""Finding out what became of an order: when to ask, and what the answers prove.

An order carries the time until which the exchange may process it. So one that a lookup
does not find was never placed, if the lookup was made later than that time, and later
by a grace for what the exchange has not written down yet.
"""

from __future__ import annotations

from enum import StrEnum

from attrs import define, field

__all__ = ["Resolver", "Step"]

FIRST = (0.1, 0.3, 0.7, 1.5)
EVERY = 1.0


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
        if self.is_out_of_patience(now):
            return Step.UNKNOWN
        return Step.LOOK_UP

    def is_out_of_patience(self, now: float) -> bool:
        """Whether nothing more is tried."""
        return now - self._since > self.patience and not self._missing

    def missed(self, asked: float, now: float) -> None:
        """A lookup made at *asked* by the exchange's clock, or later, found nothing."""
        self._asked += 1
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
        if self._missing:  # the search failed: begin with a lookup again
            self._missing = False
