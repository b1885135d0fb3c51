"""A bot that averages down, pure: it buys, buys more as the price falls, and takes profit.

One cycle ends with the profit, and the next begins. A short one is its mirror image.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from attrs import define, frozen

__all__ = ["Dca", "Done", "Plan"]

_ZERO = Decimal(0)


@frozen
class Plan:
    """What a bot was told; amounts in quote currency, *way* 1 for long and -1 for short."""

    init_ord_amt: Decimal
    safety_ord_amt: Decimal
    max_safety_ords: int
    px_steps: Decimal
    px_steps_mult: Decimal
    vol_mult: Decimal
    tp_pct: Decimal
    sl_pct: Decimal | None
    way: int
    fee: Decimal

    @property
    def needs(self) -> Decimal:
        """What all orders of a cycle take."""
        return self.init_ord_amt + sum(
            (self.amount(number) for number in range(self.max_safety_ords)), _ZERO
        )

    def amount(self, number: int) -> Decimal:
        """What a safety order is for."""
        return self.safety_ord_amt * self.vol_mult**number

    def distance(self, number: int) -> Decimal:
        """How far a safety order is from the first, as a share."""
        return sum(
            (self.px_steps * self.px_steps_mult**n for n in range(number + 1)), _ZERO
        )


@frozen
class Done:
    """An order of the bot that was filled: OKX's word for it, price, size and time."""

    kind: str
    px: Decimal
    sz: Decimal
    ts: int
    cycle: int
    pnl: Decimal = _ZERO


@define
class Dca:
    """A bot at work; *seen* is until when, in ms, its fills are known."""

    plan: Plan
    seen: int
    cycle: int = 0
    started: int = 0
    first_px: Decimal = _ZERO
    size: Decimal = _ZERO
    cost: Decimal = _ZERO
    safeties: int = 0
    manuals: int = 0
    tp_px: Decimal | None = None
    gained: Decimal = _ZERO
    paid: Decimal = _ZERO
    goes_on: bool = True

    @property
    def average(self) -> Decimal:
        """The average price of what it holds."""
        return self.cost / self.size if self.size else _ZERO

    @property
    def target(self) -> Decimal:
        """The price that ends the cycle."""
        return self.tp_px or self.average * (1 + self.plan.way * self.plan.tp_pct)

    @property
    def stop(self) -> Decimal | None:
        """The price that stops the bot."""
        share = self.plan.sl_pct
        return None if share is None else self.average * (1 - self.plan.way * share)

    def profit(self, px: Decimal) -> Decimal:
        """What closing at a price would bring."""
        return (px * self.size - self.cost) * self.plan.way

    def meet(self, px: Decimal, ts: int) -> Iterator[Done]:
        """What a price does that is reached at a time."""
        self.seen = ts
        if not self.size and self.goes_on:
            yield self._begin(px, ts)
        while self.size and self.safeties < self.plan.max_safety_ords:
            away = self.plan.distance(self.safeties)
            limit = self.first_px * (1 - self.plan.way * away)
            if (px - limit) * self.plan.way > 0:
                break
            yield self.add(self.plan.amount(self.safeties), limit, ts, "safety_order")
            self.safeties += 1
        if self.size and (px - self.target) * self.plan.way >= 0:
            yield self.close(px, ts, "tp_order")
        elif self.size and self._is_lost(px):
            self.goes_on = False
            yield self.close(px, ts, "sl_order")

    def _is_lost(self, px: Decimal) -> bool:
        return self.stop is not None and (px - self.stop) * self.plan.way <= 0

    def _begin(self, px: Decimal, ts: int) -> Done:
        self.cycle += 1
        self.started, self.first_px = ts, px
        self.safeties = self.manuals = 0
        return self.add(self.plan.init_ord_amt, px, ts, "init_order")

    def add(self, amount: Decimal, px: Decimal, ts: int, kind: str) -> Done:
        """Buy for so much."""
        size = round(amount / px, 8)
        self.size += size
        self.cost += size * px
        self.paid += size * px * self.plan.fee
        return Done(kind, px, size, ts, self.cycle)

    def close(self, px: Decimal, ts: int, kind: str) -> Done:
        """Sell all of it, which ends the cycle."""
        pnl, size = round(self.profit(px), 8), self.size
        self.paid += size * px * self.plan.fee
        self.gained += pnl
        self.size = self.cost = _ZERO
        self.tp_px = None
        return Done(kind, px, size, ts, self.cycle, pnl)
