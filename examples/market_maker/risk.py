"""What may be quoted at all: limits of position, value, loss and rate.

A limit holds for the worst that may happen: all orders that may be open fill, at once,
on one side. It is asked again before anything is sent.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable
from decimal import Decimal

from attrs import define, field, frozen

from examples.market_maker.state import Quote, Specs, down
from okx_sdk.models.enums import Side

__all__ = ["Limits", "RequestRate", "fitted", "room"]

ZERO = Decimal(0)


@frozen
class Limits:
    """How much may be at stake.

    Args:
        max_position: of either direction, in contracts, or base currency for spot.
        max_notional: what a position may be worth, in quote currency.
        max_loss: what may be lost, fees and open losses counted, before it all ends.
        orders_per_second: placements and amendments; cancellations are always sent.
        stale_after: seconds without news of the book after which nothing is quoted.
    """

    max_position: Decimal
    max_notional: Decimal
    max_loss: Decimal
    orders_per_second: int = 20
    stale_after: float = 5.0

    def is_lost(self, profit: Decimal) -> bool:
        """Whether so much is lost that it has to end."""
        return profit <= -self.max_loss


def room(  # noqa: PLR0917 - all of them are what it depends on
    side: Side,
    px: Decimal,
    position: Decimal,
    open_sz: Decimal,
    limits: Limits,
    specs: Specs,
) -> Decimal:
    """The size that may be added to a side, if all that is open on it fills first.

    Args:
        side: which.
        px: the dearest price of all that is open, and of what is added.
        position: what is held; below 0 for a short.
        open_sz: all that may be open on this side.
        limits: the limits.
        specs: the instrument.
    """
    held = position if side == Side.BUY else -position
    by_value = limits.max_notional / specs.value(px, Decimal(1))
    most = min(limits.max_position, by_value)
    return max(ZERO, down(most - held - open_sz, specs.lot))


def fitted(
    quotes: Iterable[Quote], position: Decimal, limits: Limits, specs: Specs
) -> list[Quote]:
    """The quotes that keep to the limits even if all of them fill, the best first."""
    wanted = list(quotes)
    taken = {Side.BUY: ZERO, Side.SELL: ZERO}
    found = []
    for quote in wanted:
        dear = max(each.px for each in wanted if each.side == quote.side)
        free = room(quote.side, dear, position, taken[quote.side], limits, specs)
        sz = min(quote.sz, free)
        if sz >= specs.min_sz:
            taken[quote.side] += sz
            found.append(Quote(quote.side, quote.px, sz))
    return found


@define
class RequestRate:
    """At most so many requests in any second."""

    most: int
    _times: deque[float] = field(factory=deque, init=False)

    def allow(self, now: float) -> bool:
        """Whether one may be sent at *now*; if so, it counts."""
        while self._times and self._times[0] <= now - 1.0:
            self._times.popleft()
        if len(self._times) >= self.most:
            return False
        self._times.append(now)
        return True
