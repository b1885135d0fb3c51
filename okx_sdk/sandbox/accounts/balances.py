"""What an account holds, as models: balances, equity, margin ratios."""

from __future__ import annotations

from decimal import Decimal

from attrs import define, frozen

from okx_sdk.models.account import AccountBalance, BalanceDetail
from okx_sdk.models.enums import AcctLv
from okx_sdk.sandbox.accounts import margin
from okx_sdk.sandbox.accounts.account import Account
from okx_sdk.sandbox.accounts.exact import ZERO, exactly, over, tidied
from okx_sdk.sandbox.accounts.positions import Position
from okx_sdk.sandbox.accounts.quotes import Quotes
from okx_sdk.sandbox.accounts.times import moment
from okx_sdk.sandbox.discounts import counted

__all__ = ["SHARED", "Standing", "balance_row", "standing"]

SHARED = {AcctLv.MULTI_CURRENCY, AcctLv.PORTFOLIO}


@define
class Currency:
    """How an account stands in one currency, in it."""

    ccy: str
    cash: Decimal
    held: Decimal
    usd: Decimal
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


@frozen
class Standing:
    """How an account stands at a time: by currency, and its positions with marks."""

    now: int
    acct_lv: AcctLv
    currencies: tuple[Currency, ...]
    marked: tuple[tuple[Position, Decimal], ...]

    def of(self, ccy: str) -> Currency:
        """How it stands in a currency."""
        empty = Currency(ccy, ZERO, ZERO, ZERO)
        return next((each for each in self.currencies if each.ccy == ccy), empty)

    @property
    def adj_eq(self) -> Decimal:
        """What counts as margin, in dollars."""
        if self.acct_lv not in SHARED:
            return sum((each.cross * each.usd for each in self.currencies), ZERO)
        return sum(
            (counted(each.ccy, each.cross) * each.usd for each in self.currencies), ZERO
        )

    @property
    def imr(self) -> Decimal:
        """Initial margin of cross positions, in dollars."""
        return sum((each.imr * each.usd for each in self.currencies), ZERO)

    @property
    def mmr(self) -> Decimal:
        """Maintenance margin of cross positions, in dollars."""
        return sum((each.mmr * each.usd for each in self.currencies), ZERO)

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
    names = [ccy for ccy, amount in account.cash.items() if amount]
    names += [ccy for ccy in account.holds if ccy not in names]
    for position, _ in marked:
        if position.ccy not in names:
            names.append(position.ccy)
    found = tuple(_currency(account, ccy, marked, quotes, now) for ccy in names)
    return Standing(now, account.settings.acct_lv, found, marked)


def _currency(
    account: Account,
    ccy: str,
    marked: tuple[tuple[Position, Decimal], ...],
    quotes: Quotes,
    now: int,
) -> Currency:
    held = account.holds.get(ccy, ZERO)
    row = Currency(ccy, account.balance(ccy), held, quotes.usd(ccy, now))
    for position, mark in marked:
        if position.ccy != ccy:
            continue
        if position.inst.inst_type == "OPTION":
            row.options += margin.option_value(position, mark)
        elif position.mgn_mode == "isolated":
            row.iso_margin += position.margin
            row.iso_upl += position.upl(mark)
            continue
        else:
            row.upl += position.upl(mark)
        row.imr += margin.initial(position, mark)
        row.mmr += margin.maintenance(position, mark)
    return row


@exactly
def balance_row(
    account: Account, quotes: Quotes, now: int, ccys: set[str] | None = None
) -> AccountBalance:
    """What an account holds, of some currencies or of all."""
    stands = standing(account, quotes, now)
    rows = stands.currencies
    shared = stands.acct_lv in SHARED
    total = sum((row.equity * row.usd for row in rows), ZERO)
    iso = sum(((row.iso_margin + row.iso_upl) * row.usd for row in rows), ZERO)
    held = sum((row.held * row.usd for row in rows), ZERO)
    upl = sum((row.upl * row.usd for row in rows), ZERO)
    free = max(ZERO, stands.adj_eq - stands.imr - held)
    by_type = {
        inst_type: _notional(stands, quotes, inst_type)
        for inst_type in ("SWAP", "FUTURES", "OPTION")
    }
    return AccountBalance(
        u_time=moment(now),
        total_eq=tidied(total),
        iso_eq=tidied(iso),
        adj_eq=tidied(stands.adj_eq) if shared else None,
        avail_eq=tidied(free) if shared else None,
        ord_froz=tidied(held) if shared else None,
        imr=tidied(stands.imr) if shared else None,
        mmr=tidied(stands.mmr) if shared else None,
        borrow_froz=ZERO if shared else None,
        mgn_ratio=_tidied(stands.ratio("")) if shared else None,
        notional_usd=tidied(sum(by_type.values(), ZERO)) if shared else None,
        notional_usd_for_borrow=ZERO if shared else None,
        notional_usd_for_swap=tidied(by_type["SWAP"]) if shared else None,
        notional_usd_for_futures=tidied(by_type["FUTURES"]) if shared else None,
        notional_usd_for_option=tidied(by_type["OPTION"]) if shared else None,
        upl=tidied(upl) if shared else None,
        details=tuple(
            _detail(account, row, stands, quotes)
            for row in rows
            if ccys is None or row.ccy in ccys
        ),
    )


def _tidied(value: Decimal | None) -> Decimal | None:
    return None if value is None else tidied(value)


def _notional(stands: Standing, quotes: Quotes, inst_type: str) -> Decimal:
    return sum(
        (
            quotes.dollars(position.inst, mark, abs(position.sz), stands.now)
            for position, mark in stands.marked
            if position.inst.inst_type == inst_type
        ),
        ZERO,
    )


def _detail(
    account: Account, row: Currency, stands: Standing, quotes: Quotes
) -> BalanceDetail:
    free = margin.free_of(account, row.ccy, quotes, stands.now)
    is_plain = stands.acct_lv == AcctLv.SPOT
    ratio = None if stands.acct_lv in SHARED else stands.ratio(row.ccy)
    debt = min(row.cash, ZERO)
    return BalanceDetail(
        ccy=row.ccy,
        eq=tidied(row.equity),
        cash_bal=tidied(row.cash),
        u_time=moment(account.changed_at.get(row.ccy, stands.now)),
        iso_eq=tidied(row.iso_margin + row.iso_upl),
        avail_eq=None if is_plain else tidied(free),
        dis_eq=tidied(counted(row.ccy, row.equity) * row.usd),
        fixed_bal=ZERO,
        avail_bal=tidied(account.free(row.ccy)),
        frozen_bal=tidied(row.held + row.imr + row.iso_margin),
        ord_frozen=tidied(row.held),
        liab=tidied(debt),
        upl=tidied(row.upl),
        upl_liab=ZERO,
        cross_liab=tidied(debt),
        reward_bal=ZERO,
        iso_liab=ZERO,
        mgn_ratio=_tidied(ratio),
        imr=tidied(row.imr),
        mmr=tidied(row.mmr),
        interest=ZERO,
        twap=0,
        max_loan=ZERO,
        eq_usd=tidied(row.equity * row.usd),
        borrow_froz=ZERO,
        stgy_eq=ZERO,
        iso_upl=tidied(row.iso_upl),
        spot_iso_bal=ZERO,
        smt_sync_eq=ZERO,
        spot_copy_trading_eq=ZERO,
        spot_bal=tidied(row.cash),
        collateral_enabled=row.ccy not in account.settings.no_collateral,
        coin_usd_price=row.usd,
    )
