"""Positions, and the arithmetic of contracts: linear, inverse, options."""

from __future__ import annotations

from decimal import Decimal

from attrs import define

from okx_sdk.sandbox.accounts.exact import ZERO, over, tidied
from okx_sdk.sandbox.instruments import Instrument
from okx_sdk.sandbox.pricing import contract_size

__all__ = ["Position", "average", "profit", "settled_in", "worth"]


def worth(inst: Instrument, px: Decimal, sz: Decimal) -> Decimal:
    """What a size is worth at a price, in the currency it is settled in."""
    if inst.is_inverse:
        return over(sz * contract_size(inst), px)
    return sz * contract_size(inst) * px


def profit(inst: Instrument, entry: Decimal, px: Decimal, sz: Decimal) -> Decimal:
    """What a long of a size has won between two prices; a short the opposite."""
    if inst.is_inverse:
        return worth(inst, entry, sz) - worth(inst, px, sz)
    return worth(inst, px, sz) - worth(inst, entry, sz)


def settled_in(inst: Instrument) -> str:
    """The currency that profits are paid in."""
    return inst.settle_ccy or inst.quote_ccy


@define(eq=False)
class Position:
    """One position; *sz* is below 0 for a short, in both position modes.

    *margin* is what an isolated one holds of its own. Times in ms.
    """

    pos_id: str
    inst: Instrument
    mgn_mode: str
    pos_side: str
    ccy: str
    lever: Decimal
    c_time: int
    u_time: int = 0
    sz: Decimal = ZERO
    cost: Decimal = ZERO
    """What the size cost at its entry prices: sizes over prices if inverse."""
    margin: Decimal = ZERO
    pnl: Decimal = ZERO
    fee: Decimal = ZERO
    funding_fee: Decimal = ZERO
    liq_penalty: Decimal = ZERO
    interest: Decimal = ZERO
    """What it has paid for what it has borrowed."""
    most: Decimal = ZERO
    """Its largest size."""
    closed: Decimal = ZERO
    closed_cost: Decimal = ZERO
    opened: Decimal = ZERO
    opened_cost: Decimal = ZERO
    trade_id: str = ""
    was_long: bool = False
    """Which way it was opened, which it keeps when it is closed."""

    @property
    def is_long(self) -> bool:
        """Whether it wins as the price rises."""
        return self.sz > 0

    @property
    def avg_px(self) -> Decimal:
        """The average entry price."""
        return average(self.inst, abs(self.sz), self.cost)

    @property
    def shown(self) -> Decimal:
        """The size as OKX shows it: a short is below 0 in net mode alone."""
        return self.sz if self.pos_side == "net" else abs(self.sz)

    @property
    def realized(self) -> Decimal:
        """Profit of what is closed, with fees, funding and penalties."""
        return self.pnl + self.fee + self.funding_fee + self.liq_penalty

    def upl(self, mark: Decimal) -> Decimal:
        """Profit of what is open at a price."""
        return profit(self.inst, self.avg_px, mark, self.sz) if self.sz else ZERO

    def add(self, sz: Decimal, px: Decimal) -> None:
        """Open more; *sz* has the position's sign."""
        cost = _cost(self.inst, abs(sz), px)
        self.sz = tidied(self.sz + sz)
        self.was_long = sz > 0
        self.cost += cost
        self.opened += abs(sz)
        self.opened_cost += cost
        self.most = max(self.most, abs(self.sz))

    def reduce(self, sz: Decimal, px: Decimal) -> Decimal:
        """Close so much of it, *sz* above 0; gives the profit."""
        signed = sz if self.is_long else -sz
        won = profit(self.inst, self.avg_px, px, signed)
        self.cost -= over(self.cost * sz, abs(self.sz))
        self.sz = tidied(self.sz - signed)
        self.pnl += won
        self.closed = tidied(self.closed + sz)
        self.closed_cost += _cost(self.inst, sz, px)
        if not self.sz:
            self.cost = ZERO
        return won


def _cost(inst: Instrument, sz: Decimal, px: Decimal) -> Decimal:
    return over(sz, px) if inst.is_inverse else sz * px


def average(inst: Instrument, sz: Decimal, cost: Decimal) -> Decimal:
    """The average price of sizes and what they cost."""
    if not sz or not cost:
        return ZERO
    return over(sz, cost) if inst.is_inverse else over(cost, sz)
