"""How an account stands at a time: what it has, what it owes, what that wants as margin.

Where currencies are shared, what is owed of one is covered by the others: a negative
balance is a debt, and so is what positions have lost beyond the balance. Debts and what
open spot orders would borrow want margin of their own.
"""

from __future__ import annotations

from decimal import Decimal

from attrs import define, frozen

from okx_sdk.models.enums import AcctLv
from okx_sdk.sandbox.accounts import lending, margin
from okx_sdk.sandbox.accounts.account import Account
from okx_sdk.sandbox.accounts.exact import ZERO, exactly, over
from okx_sdk.sandbox.accounts.margin import SHARED
from okx_sdk.sandbox.accounts.orders import Order
from okx_sdk.sandbox.accounts.portfolio import Unit
from okx_sdk.sandbox.accounts.positions import Position
from okx_sdk.sandbox.accounts.quotes import Quotes
from okx_sdk.sandbox.accounts.units import units_of
from okx_sdk.sandbox.discounts import counted, tiers_of

__all__ = ["Currency", "Standing", "haircut", "standing"]


@define
class Currency:
    """How an account stands in one currency, in it.

    *held* is what open orders set aside, and *spot_held* what of it is to be spent.
    """

    ccy: str
    cash: Decimal
    held: Decimal
    usd: Decimal
    spot_held: Decimal = ZERO
    is_collateral: bool = True
    upl: Decimal = ZERO
    options: Decimal = ZERO
    imr: Decimal = ZERO
    mmr: Decimal = ZERO
    iso_margin: Decimal = ZERO
    iso_upl: Decimal = ZERO

    @property
    def equity(self) -> Decimal:
        """All that is owned in it."""
        return self.cross + self.iso_margin + self.iso_upl

    @property
    def cross(self) -> Decimal:
        """What backs cross positions."""
        return self.cash + self.upl + self.options

    @property
    def counted(self) -> Decimal:
        """What of that counts as margin where currencies are shared, in dollars."""
        if self.cross > 0 and not self.is_collateral:
            return ZERO
        return counted(self.ccy, self.cross) * self.usd

    @property
    def liab(self) -> Decimal:
        """What was borrowed of it."""
        return max(ZERO, -self.cash)

    @property
    def upl_liab(self) -> Decimal:
        """What is owed besides, because positions have lost more than there is."""
        return max(ZERO, -self.cross) - min(self.liab, max(ZERO, -self.cross))

    @property
    def potential(self) -> Decimal:
        """What open spot orders would borrow, beside what is owed."""
        return max(ZERO, self.spot_held - max(ZERO, self.cross))

    @property
    def borrowed_usd(self) -> Decimal:
        """All that wants margin as a loan, in dollars."""
        return (max(ZERO, -self.cross) + self.potential) * self.usd


@frozen
class Standing:
    """How an account stands at a time: by currency, and its positions with marks."""

    now: int
    acct_lv: AcctLv
    currencies: tuple[Currency, ...]
    marked: tuple[tuple[Position, Decimal], ...]
    units: tuple[Unit, ...] = ()
    """The risk units, in portfolio margin, with all that is on order."""
    discounted: Decimal = ZERO
    """What open spot orders would lose by changing what counts more, in dollars."""

    def of(self, ccy: str) -> Currency:
        """How it stands in a currency."""
        empty = Currency(ccy, ZERO, ZERO, ZERO)
        return next((each for each in self.currencies if each.ccy == ccy), empty)

    @property
    def adj_eq(self) -> Decimal:
        """What counts as margin, in dollars."""
        if self.acct_lv not in SHARED:
            return sum((each.cross * each.usd for each in self.currencies), ZERO)
        return sum((each.counted for each in self.currencies), ZERO)

    @property
    def imr(self) -> Decimal:
        """Initial margin of cross positions, orders and loans, in dollars."""
        total = sum((each.imr * each.usd for each in self.currencies), ZERO)
        if self.acct_lv not in SHARED:
            return total
        for each in self.currencies:
            total += (each.held - each.spot_held) * each.usd  # for orders
        return total + sum((unit.imr for unit in self.units), self.borrow_imr)

    @property
    def mmr(self) -> Decimal:
        """Maintenance margin of cross positions and loans, in dollars."""
        total = sum((each.mmr * each.usd for each in self.currencies), ZERO)
        if self.acct_lv not in SHARED:
            return total
        return total + sum((unit.mmr for unit in self.units), self.borrow_mmr)

    @property
    def borrow_imr(self) -> Decimal:
        """Initial margin of what is owed, or would be, in dollars."""
        total = sum((each.borrowed_usd for each in self.currencies), ZERO)
        return total * lending.INITIAL

    @property
    def borrow_mmr(self) -> Decimal:
        """Maintenance margin of what is owed, in dollars."""
        owed = (
            each.borrowed_usd - each.potential * each.usd for each in self.currencies
        )
        return sum(owed, ZERO) * lending.MAINTENANCE

    @property
    def room(self) -> Decimal:
        """What is free as margin where currencies are shared, in dollars."""
        return self.adj_eq - self.discounted - self.imr

    def ratio(self, ccy: str) -> Decimal | None:
        """How often what backs the cross positions of a currency covers what they want."""
        if self.acct_lv in SHARED:
            return over(self.adj_eq, self.mmr) if self.mmr else None
        found = self.of(ccy)
        return over(found.cross, found.mmr) if found.mmr else None


@exactly
def standing(account: Account, quotes: Quotes, now: int) -> Standing:
    """How an account stands at a time."""
    marked = tuple(
        (position, quotes.mark(position.inst, now))
        for position in account.positions.values()
    )
    names = dict.fromkeys(ccy for ccy, amount in account.cash.items() if amount)
    names |= dict.fromkeys(account.holds)
    names |= dict.fromkeys(position.ccy for position, _ in marked)
    level = account.settings.acct_lv
    orders = list(margin.spot_orders(account)) if level in SHARED else []
    is_portfolio = level == AcctLv.PORTFOLIO
    # In portfolio margin the rest of them is in risk units.
    counts = tuple(
        each for each in marked if not is_portfolio or each[0].mgn_mode != "cross"
    )
    rows = [_currency(account, ccy, marked, quotes, now) for ccy in names]
    for row in rows:
        row.spot_held = sum((o.held for o in orders if o.held_ccy == row.ccy), ZERO)
        _add_margin(row, counts)
    spot = {row.ccy: row.cash for row in rows}
    units = units_of(account, spot, quotes, now) if is_portfolio else ()
    lost = sum((_discount(account, each, quotes, now) for each in orders), ZERO)
    return Standing(now, level, tuple(rows), marked, units, lost)


def _discount(account: Account, order: Order, quotes: Quotes, now: int) -> Decimal:
    """What a spot order loses, in dollars, because what it gets counts less."""
    ccy = order.inst.base_ccy if order.is_buy else order.inst.quote_ccy
    return order.held * quotes.usd(order.held_ccy, now) * haircut(account, ccy)


def haircut(account: Account, ccy: str) -> Decimal:
    """Which share of a currency does not count as margin, of the first that is held."""
    one = Decimal(1)
    if ccy in account.settings.no_collateral:
        return one
    return one - (tiers_of(ccy)[0].discount_rate or ZERO)


def _currency(
    account: Account,
    ccy: str,
    marked: tuple[tuple[Position, Decimal], ...],
    quotes: Quotes,
    now: int,
) -> Currency:
    held = account.holds.get(ccy, ZERO)
    row = Currency(ccy, account.balance(ccy), held, quotes.usd(ccy, now))
    row.is_collateral = ccy not in account.settings.no_collateral
    for position, mark in marked:
        if position.ccy != ccy:
            continue
        is_apart = position.mgn_mode == "isolated"
        if position.inst.inst_type == "OPTION":
            value = margin.option_value(position, mark)
            row.options += ZERO if is_apart else value
            row.iso_upl += value if is_apart else ZERO
        elif is_apart:
            row.iso_margin += position.margin
            row.iso_upl += position.upl(mark)
        else:
            row.upl += position.upl(mark)
    return row


def _add_margin(row: Currency, marked: tuple[tuple[Position, Decimal], ...]) -> None:
    """What positions want as margin, but those that have their own."""
    for position, mark in marked:
        is_apart = position.mgn_mode == "isolated"
        if position.ccy == row.ccy and not (
            is_apart and position.inst.inst_type != "OPTION"
        ):
            row.imr += margin.initial(position, mark)
            row.mmr += margin.maintenance(position, mark)
