"""How much a price moves, as a running figure."""

from __future__ import annotations

from decimal import Decimal

from attrs import define

__all__ = ["Volatility"]


@define
class Volatility:
    """The standard deviation of a second's move, as a share of the price.

    Squares of moves are averaged, the older the less: after *memory* seconds one counts
    for a third of what it did.
    """

    memory: float = 60.0
    _variance: Decimal = Decimal(0)
    _seen: float = 0.0
    _mid: Decimal | None = None
    _at: float = 0.0

    def update(self, mid: Decimal, now: float) -> None:
        """The mid was this at *now*, in seconds of any steady clock."""
        if self._mid is None:
            self._mid, self._at = mid, now
            return
        passed = now - self._at
        if passed < 0.05:
            return  # a square over next to no time is mostly noise
        move = mid / self._mid - 1
        rate = move * move / Decimal(str(passed))
        self._seen = min(self._seen + passed, self.memory)
        weight = Decimal(str(min(1.0, passed / self._seen)))
        self._variance += (rate - self._variance) * weight
        self._mid, self._at = mid, now

    @property
    def sigma(self) -> Decimal:
        """The figure as it is now; 0 before there were two prices."""
        return max(self._variance, Decimal(0)).sqrt()
