"""Loans of the trading account: what may be borrowed, what is owed, and its interest."""

from __future__ import annotations

from decimal import Decimal

from okx_sdk.models.account_margin import (
    AutoEarnSetting,
    AutoLoanSetting,
    AutoRepaySetting,
    BorrowLimit,
    BorrowLimits,
    InterestRate,
    MaxLoan,
    SpotBorrowRepay,
)
from okx_sdk.models.account_records import InterestAccrued, SpotBorrowRepayRecord
from okx_sdk.models.enums import AcctLv, MgnMode
from okx_sdk.protocol.scalars import to_ms
from okx_sdk.rest.account import Account
from okx_sdk.sandbox.accounts import lending
from okx_sdk.sandbox.accounts.exact import ZERO, exactly, tidied
from okx_sdk.sandbox.accounts.interest import Accrued, Debt, debts
from okx_sdk.sandbox.accounts.margin import SHARED
from okx_sdk.sandbox.accounts.orders import ARCHIVED
from okx_sdk.sandbox.accounts.quotes import CURRENCIES
from okx_sdk.sandbox.accounts.room import loan_of
from okx_sdk.sandbox.accounts.standings import standing
from okx_sdk.sandbox.bars import HOUR
from okx_sdk.sandbox.desks._common import moment, names, one_of, trading
from okx_sdk.sandbox.desks._records import matches, page
from okx_sdk.sandbox.exchange import Desk, answers
from okx_sdk.sandbox.refusals import Refusal, bad_parameter

_NOT_HERE = "Request unsupported under current account mode"


def currencies(desk: Desk, ccy: str | None) -> list[str]:
    """The currencies that are named, or those that the account has."""
    wanted = names(ccy, "ccy", 20)
    if any(name not in CURRENCIES for name in wanted):
        raise bad_parameter("ccy")
    held = [name for name in desk.account.cash if desk.account.balance(name)]
    return wanted or held


@answers(Account.get_max_loan)
def max_loan(
    desk: Desk,
    mgn_mode: MgnMode,
    *,
    inst_id: str | None = None,
    ccy: str | None = None,
    mgn_ccy: str | None = None,
    **_: object,
) -> list[MaxLoan]:
    """Where currencies are not shared, nothing is lent but by leverage."""

    def most(name: str | None) -> Decimal:
        if name is None:
            return ZERO
        return tidied(loan_of(desk.account, name, desk.venue.quotes, desk.now))

    if inst_id is None:
        return [MaxLoan(most(ccy), None, mgn_mode, mgn_ccy, ccy)]
    pairs = [trading(desk, name, "SPOT") for name in names(inst_id, "instId", 5)]
    return [
        MaxLoan(most(one), inst.inst_id, mgn_mode, mgn_ccy, one)
        for inst in pairs
        for one in (inst.base_ccy, inst.quote_ccy)
    ]


@answers(Account.get_interest_rate)
def interest_rate(desk: Desk, ccy: str | None = None) -> list[InterestRate]:
    found = currencies(desk, ccy)
    return [InterestRate(name, lending.hourly_rate(name)) for name in found]


@answers(Account.get_interest_accrued_data)
def interest_accrued(
    desk: Desk,
    type: str | None = None,  # noqa: A002 - OKX's word
    *,
    ccy: str | None = None,
    inst_id: str | None = None,
    mgn_mode: MgnMode | None = None,
    after: int | None = None,
    before: int | None = None,
    limit: int | None = None,
) -> list[InterestAccrued]:
    kind = one_of(type, "type", "2", "1")
    found = (
        row
        for row in reversed(desk.account.state_of(Accrued).rows)
        if to_ms(row.ts) > desk.now - ARCHIVED
        and matches(row, type=kind, ccy=ccy, inst_id=inst_id, mgn_mode=mgn_mode)
    )
    return page(found, lambda row: to_ms(row.ts), after, before, limit)


@answers(Account.get_borrow_interest_and_limit)
@exactly
def borrow_limits(
    desk: Desk,
    type: str | None = None,  # noqa: A002 - OKX's word
    ccy: str | None = None,
) -> list[BorrowLimits]:
    one_of(type, "type", "2", "1")
    quotes = desk.venue.quotes
    owed = list(debts(desk.account, quotes, desk.now))
    stands = standing(desk.account, quotes, desk.now)
    hour = desk.now // HOUR * HOUR + HOUR
    return [
        BorrowLimits(
            debt=tidied(
                sum((d.total * quotes.usd(d.ccy, desk.now) for d in owed), ZERO)
            ),
            interest=ZERO,  # it is taken as it is reckoned
            next_discount_time=moment(hour),
            next_interest_time=moment(hour),
            records=tuple(
                _borrow_limit(
                    name,
                    [debt for debt in owed if debt.ccy == name],
                    stands.of(name).potential,
                )
                for name in currencies(desk, ccy)
            ),
        )
    ]


def _borrow_limit(ccy: str, owed: list[Debt], potential: Decimal) -> BorrowLimit:
    quota = lending.quota(ccy)
    total = sum((debt.total for debt in owed), ZERO)
    charged = sum((debt.charged for debt in owed), ZERO)
    return BorrowLimit(
        ccy,
        lending.hourly_rate(ccy),
        loan_quota=quota,
        surplus_lmt=tidied(max(ZERO, quota - total)),
        used_lmt=tidied(total),
        interest=ZERO,
        interest_free_liab=tidied(total - charged),
        potential_borrowing_amt=tidied(potential),
    )


@answers(Account.borrow_repay_spot, grade="shape only")
def borrow_repay(desk: Desk, ccy: str, side: str, amt: Decimal) -> SpotBorrowRepay:
    one_of(side, "side", "borrow", "repay")
    if desk.account.settings.acct_lv != AcctLv.SPOT:
        raise Refusal("51010", _NOT_HERE)
    raise Refusal("59410", f"{amt:f} {ccy} cannot be lent: borrowing is not enabled.")


@answers(Account.get_spot_borrow_repay_history)
def spot_borrow_repay_history(
    _desk: Desk,  # nothing is ever lent in spot mode
    **_: object,
) -> list[SpotBorrowRepayRecord]:
    return []


@answers(Account.set_auto_repay, grade="stateful")
def set_auto_repay(desk: Desk, auto_repay: bool) -> AutoRepaySetting:
    desk.account.settings.spot_borrow_auto_repay = auto_repay
    return AutoRepaySetting(auto_repay)


@answers(Account.set_auto_loan)
def set_auto_loan(desk: Desk, auto_loan: bool = True) -> AutoLoanSetting:
    if desk.account.settings.acct_lv not in SHARED:
        raise Refusal("51010", _NOT_HERE)
    desk.account.settings.auto_loan = auto_loan
    return AutoLoanSetting(auto_loan)


@answers(Account.set_auto_earn, grade="shape only")
def set_auto_earn(
    desk: Desk, ccy: str, action: str, earn_type: str | None = None, **_: object
) -> AutoEarnSetting:
    currencies(desk, ccy)
    is_on = one_of(action, "action", "turn_on", "turn_off", "amend") != "turn_off"
    return AutoEarnSetting(ccy, one_of(earn_type, "earnType", "0", "1"), is_on)
