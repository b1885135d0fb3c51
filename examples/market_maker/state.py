"""What strategies and risk look at: values without a client, a clock or an await."""

from __future__ import annotations

from decimal import Decimal

from attrs import frozen

from okx_sdk.errors import InvalidArgument
from okx_sdk.models.enums import Side
from okx_sdk.models.instruments import Instrument

__all__ = ["Market", "Quote", "Specs", "down", "up"]


@frozen
class Market:
    """The top of a book that can be vouched for, and how much it moves.

    *sigma* is the volatility: the standard deviation of a second's move, as a share of
    the price.
    """

    bid: Decimal
    ask: Decimal
    sigma: Decimal = Decimal(0)

    @property
    def mid(self) -> Decimal:
        """The middle of bid and ask."""
        return (self.bid + self.ask) / 2


@frozen
class Quote:
    """A wish to buy or sell; sizes are in contracts, or in base currency for spot."""

    side: Side
    px: Decimal
    sz: Decimal


@frozen
class Specs:
    """The steps of an instrument, and what one unit of size is, in base currency."""

    inst_id: str
    tick: Decimal
    lot: Decimal
    min_sz: Decimal
    unit: Decimal = Decimal(1)
    base_ccy: str | None = None
    """Of spot alone, where fees of buys are paid in it."""

    @classmethod
    def of(cls, instrument: Instrument) -> Specs:
        """Those of an instrument.

        Raises:
            InvalidArgument: it is an option, or margined in coin, whose profits are no
                simple product of prices and sizes.
        """
        found = instrument
        if found.inst_type == "OPTION" or found.ct_type == "inverse":
            raise InvalidArgument(
                f"{found.inst_id}: take spot, or a future or swap margined in USDT or USDC"
            )
        if found.tick_sz is None or found.lot_sz is None or found.min_sz is None:
            raise InvalidArgument(f"{found.inst_id} has no steps: it is not tradable")
        unit = (found.ct_val or Decimal(1)) * (found.ct_mult or Decimal(1))
        steps = (found.tick_sz, found.lot_sz, found.min_sz)
        return cls(found.inst_id, *steps, unit, found.base_ccy)

    def value(self, px: Decimal, sz: Decimal) -> Decimal:
        """What a size is worth at a price, in quote currency."""
        return px * sz * self.unit


def down(number: Decimal, step: Decimal) -> Decimal:
    """The next multiple of *step* at or below a number."""
    rest = number % step
    return number - rest if rest >= 0 else number - rest - step


def up(number: Decimal, step: Decimal) -> Decimal:
    """The next multiple of *step* at or above a number."""
    return -down(-number, step)
