"""Profit and loss of what was filled, exactly: nothing is lost in an average."""

from __future__ import annotations

from decimal import Decimal

from attrs import define, frozen

from examples.market_maker.state import Specs
from okx_sdk.models.enums import Side

__all__ = ["Ledger", "Profit"]

ZERO = Decimal(0)


@frozen
class Profit:
    """What was earned, in quote currency. Fees are negative where they were paid."""

    realised: Decimal
    unrealised: Decimal
    fees: Decimal

    @property
    def total(self) -> Decimal:
        """All of it."""
        return self.realised + self.unrealised + self.fees


@define
class Ledger:
    """The position of one instrument, its cost, and what has been realised.

    A position is closed at its average cost. Whatever a division rounds there moves
    between realised and unrealised, and never out of the total.

    Args:
        specs: the instrument.
        position: what is held at first; below 0 for a short.
        cost: what that is worth, in quote currency.
    """

    specs: Specs
    position: Decimal = ZERO
    cost: Decimal = ZERO
    cash: Decimal = ZERO
    fees: Decimal = ZERO
    volume: Decimal = ZERO
    fills: int = 0

    def __attrs_post_init__(self) -> None:
        self.cash = -self.cost

    def fill(self, side: Side, px: Decimal, sz: Decimal) -> None:
        """An order was filled by *sz* at *px*."""
        signed = sz if side == Side.BUY else -sz
        value = self.specs.value(px, signed)
        self._move(signed, px)
        self.cash -= value
        self.volume += abs(value)
        self.fills += 1

    def _move(self, signed: Decimal, px: Decimal) -> None:
        after = self.position + signed
        if self.position * signed >= 0:
            self.cost += self.specs.value(px, signed)
        elif self.position * after > 0:  # a part was closed
            self.cost += self.cost * signed / self.position
        else:  # all of it, and the rest is a new position
            self.cost = self.specs.value(px, after)
        self.position = after

    def pay(self, fee: Decimal, ccy: str | None, px: Decimal) -> None:
        """A fee was charged (negative) or rebated; in base currency it is inventory."""
        if ccy is None or ccy != self.specs.base_ccy:
            self.fees += fee
            return
        value = self.specs.value(px, fee)
        self._move(fee, px)
        self.cash -= value
        self.fees += value

    def profit(self, px: Decimal) -> Profit:
        """What it comes to if the position is worth *px*."""
        value = self.specs.value(px, self.position)
        return Profit(self.cash + self.cost, value - self.cost, self.fees)
