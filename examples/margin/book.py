"""What an account holds and owes, as values: the input of all figures.

All figures of money are US dollars unless a name says otherwise; USDT and USDC count
as what they are worth.
"""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Literal

from attrs import frozen

__all__ = ["Account", "Coin", "Funding", "Kind", "Leg", "Said", "Tier"]

ZERO, ONE = Decimal(0), Decimal(1)

Kind = Literal["linear", "inverse", "option"]


@frozen
class Tier:
    """The part of an amount between two bounds, and what of it counts as margin."""

    low: Decimal
    high: Decimal | None
    rate: Decimal


@frozen
class Coin:
    """One currency: the equity in it, which may be below 0, and how far it counts.

    *eq* has the open profits of what is margined in it. *moves* tells whether its price
    does: a dollar's does not.
    """

    ccy: str
    eq: Decimal
    price: Decimal
    tiers: tuple[Tier, ...] = ()
    moves: bool = True


@frozen
class Leg:
    """One position.

    Args:
        inst_id: the instrument.
        coin: what its price follows, such as `BTC`.
        kind: linear is paid in dollars, inverse in coin; an option by its greeks.
        size: contracts, below 0 for a short.
        unit: of a linear contract or an option, the coin in it; of an inverse one, the
            dollars.
        mark: the mark price.
        entry: the average price at which it was entered.
        ccy: the currency of its margin and profit.
        mmr: the maintenance margin that it wants.
        imr: the initial margin that it wants.
        upl: its open profit, in `ccy`.
        liq_px: where the exchange expects to liquidate it.
        delta: of an option, in coin, of the whole position.
        gamma: of an option, change of delta in coin for a dollar, of the whole position.
    """

    inst_id: str
    coin: str
    kind: Kind
    size: Decimal
    unit: Decimal
    mark: Decimal
    ccy: str
    entry: Decimal | None = None
    mmr: Decimal = ZERO
    imr: Decimal = ZERO
    upl: Decimal = ZERO
    liq_px: Decimal | None = None
    delta: Decimal = ZERO
    gamma: Decimal = ZERO

    @property
    def value(self) -> Decimal:
        """What it is worth, without its sign."""
        contracts = abs(self.size) * self.unit
        return contracts if self.kind == "inverse" else contracts * self.mark

    @property
    def coins(self) -> Decimal:
        """Its delta in coin: what of the coin it is like to hold."""
        if self.kind == "option":
            return self.delta
        contracts = self.size * self.unit
        return contracts / self.mark if self.kind == "inverse" else contracts


@frozen
class Funding:
    """What a perpetual pays next: longs pay *rate* of the value if it is above 0."""

    inst_id: str
    rate: Decimal
    at: datetime
    hours: Decimal = Decimal(8)
    """From one payment to the next."""


@frozen
class Said:
    """What the exchange itself says of the account, where it does."""

    total_eq: Decimal | None = None
    adj_eq: Decimal | None = None
    imr: Decimal | None = None
    mmr: Decimal | None = None
    ratio: Decimal | None = None


@frozen
class Account:
    """All of it, at one moment."""

    mode: str
    ts: datetime
    coins: tuple[Coin, ...] = ()
    legs: tuple[Leg, ...] = ()
    funding: tuple[Funding, ...] = ()
    said: Said = Said()
