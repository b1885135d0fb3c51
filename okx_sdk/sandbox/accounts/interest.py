"""What is owed, and the interest on it: reckoned and taken at every full hour.

A pair's position owes what it has borrowed: all of it bears interest. Where currencies
are shared, a balance below 0 does, and what positions have lost beyond the balance as
far as it is more than what is free of interest. If nothing may be borrowed, neither does
as long as both together are not more than that.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import TYPE_CHECKING, TypedDict

from attrs import define, field, frozen

from okx_sdk.models.account_records import InterestAccrued
from okx_sdk.models.enums import (
    BalanceEventType,
    BillSubType,
    BillType,
    InstType,
    MgnMode,
)
from okx_sdk.sandbox.accounts import lending
from okx_sdk.sandbox.accounts.account import Account
from okx_sdk.sandbox.accounts.exact import ZERO, exactly, tidied
from okx_sdk.sandbox.accounts.margin import SHARED
from okx_sdk.sandbox.accounts.news import Changed
from okx_sdk.sandbox.accounts.positions import Position
from okx_sdk.sandbox.accounts.quotes import Quotes
from okx_sdk.sandbox.accounts.standings import Standing, standing
from okx_sdk.sandbox.accounts.times import moment
from okx_sdk.sandbox.bars import HOUR

if TYPE_CHECKING:
    from okx_sdk.sandbox.accounts.venue import Venue

__all__ = ["Accrued", "Debt", "Interest", "debts", "may_owe", "owes"]


class _Kind(TypedDict):
    type: BillType
    sub_type: BillSubType


_KIND: _Kind = {
    "type": BillType.INTEREST_DEDUCTION,
    "sub_type": BillSubType.INTEREST_MARKET_LOANS,
}


@frozen
class Debt:
    """What is owed of a currency; *charged* is what of it bears interest.

    *position* is the one that has borrowed it, if one has.
    """

    ccy: str
    total: Decimal
    charged: Decimal
    position: Position | None = None


@define(eq=False)
class Accrued:
    """The interest that an account was charged, oldest first."""

    rows: list[InterestAccrued] = field(factory=list[InterestAccrued])


def owes(account: Account) -> bool:
    """Whether a balance is below 0."""
    return any(amount < 0 for amount in account.cash.values())


def may_owe(account: Account) -> bool:
    """Whether interest may be due at the next hour."""
    if account.settings.acct_lv in SHARED:
        return bool(account.positions) or owes(account)
    return bool(account.open_positions(InstType.MARGIN))


def debts(account: Account, quotes: Quotes, now: int) -> Iterator[Debt]:
    """All that an account owes."""
    for position in account.open_positions(InstType.MARGIN):
        inst, sz = position.inst, abs(position.sz)
        ccy, owed = (
            (inst.quote_ccy, position.cost) if position.is_long else (inst.base_ccy, sz)
        )
        yield Debt(ccy, owed, owed, position)
    if account.settings.acct_lv not in SHARED:
        return
    stands = standing(account, quotes, now)
    for row in stands.currencies:
        total = row.liab + row.upl_liab
        if not total:
            continue
        free = _free(stands, row.ccy)
        lent = row.liab if account.settings.auto_loan else ZERO
        yield Debt(row.ccy, total, lent + max(ZERO, total - lent - free))


def _free(stands: Standing, ccy: str) -> Decimal:
    """What is free of interest; the equity in one stablecoin frees another."""
    other = {"USDT": "USDC", "USDC": "USDT"}.get(ccy)
    more = ZERO if other is None else max(ZERO, stands.of(other).cross)
    return lending.without_interest(ccy) + more


@define(eq=False)
class Interest:
    """Takes the interest of all accounts of a venue."""

    venue: Venue
    _at: int = field(default=0, init=False)

    def expect(self, account: Account) -> None:
        """An account may owe something: see to it at the next full hour."""
        if may_owe(account) and self._at <= self.venue.now:
            self._at = self.venue.now // HOUR * HOUR + HOUR
            self.venue.at(self._at, self._charge)

    @exactly
    def _charge(self, now: int) -> None:
        for account in self.venue.accounts.values():
            for debt in list(debts(account, self.venue.quotes, now)):
                if debt.charged:
                    _take(self.venue, account, debt, now)
            self.expect(account)


def _take(venue: Venue, account: Account, debt: Debt, now: int) -> None:
    """Take an hour's interest, and keep a record of it."""
    rate, position = lending.hourly_rate(debt.ccy), debt.position
    interest = tidied(debt.charged * rate)
    account.state_of(Accrued).rows.append(
        InterestAccrued(
            ccy=debt.ccy,
            ts=moment(now),
            type="2",
            inst_id=None if position is None else position.inst.inst_id,
            mgn_mode=None if position is None else MgnMode(position.mgn_mode),
            interest=interest,
            interest_rate=rate,
            liab=tidied(debt.charged),
            total_liab=tidied(debt.total),
            interest_free_liab=tidied(debt.total - debt.charged),
        )
    )
    if position is None:
        account.book(debt.ccy, -interest, now, **_KIND, interest=-interest)
        account.tell(Changed(now, BalanceEventType.INTEREST_DEDUCTION, (debt.ccy,)))
    else:
        _take_of(venue, account, position, debt.ccy, interest)


def _take_of(
    venue: Venue,
    account: Account,
    position: Position,
    ccy: str,
    interest: Decimal,
) -> None:
    """A position pays in its currency: a short, that owes coins, what they are worth."""
    now, inst = venue.now, position.inst
    paid = interest
    if ccy != position.ccy:
        paid = tidied(interest * venue.quotes.mark(inst, now))
    is_isolated = position.mgn_mode == "isolated"
    if is_isolated:
        position.margin -= paid
    position.interest += paid
    position.u_time = now
    account.book(
        position.ccy,
        ZERO if is_isolated else -paid,
        now,
        inst_type=InstType.MARGIN,
        inst_id=inst.inst_id,
        mgn_mode=MgnMode(position.mgn_mode),
        pos_bal=tidied(position.margin) if is_isolated else None,
        pos_bal_chg=-paid if is_isolated else None,
        **_KIND,
        interest=-paid,
    )
    why = BalanceEventType.INTEREST_DEDUCTION
    account.tell(Changed(now, why, (position.ccy,), (position,)))
