"""Flexible loans: a currency borrowed for others that are locked, and its interest."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from attrs import define, field

from okx_sdk.models.enums import AssetBillType
from okx_sdk.models.flexible_loan import (
    FlexibleLoanAck,
    FlexibleLoanInfo,
    FlexibleLoanInterest,
    FlexibleLoanRecord,
    FlexibleMaxLoan,
    LoanAmount,
    LoanCollateral,
    LoanCollateralAsset,
    LoanCurrency,
    LoanedAmount,
    MaxCollateralRedeem,
)
from okx_sdk.rest.flexible_loan import FlexibleLoan
from okx_sdk.sandbox import purse
from okx_sdk.sandbox.bars import HOUR
from okx_sdk.sandbox.desks._common import known_coin, one_of
from okx_sdk.sandbox.desks._earning import Held as Debt
from okx_sdk.sandbox.desks._earning import hours, interest, rate_at
from okx_sdk.sandbox.desks._kinds import Kind, lists, new_id
from okx_sdk.sandbox.desks._worth import CRYPTO, cut, usd, whole_usd
from okx_sdk.sandbox.exchange import Desk, answers
from okx_sdk.sandbox.refusals import Refusal, bad_parameter

_RECORDS = Kind("loan-records", FlexibleLoanRecord, "ref_id")
_INTERESTS = Kind("loan-interests", FlexibleLoanInterest, "ref_id")
_BORROWED = ("USDT", "USDC", "BTC", "ETH")
_FIRST_LTV, _CALL_LTV, _LIQ_LTV = Decimal("0.7"), Decimal("0.8"), Decimal("0.91")
_QUOTA = Decimal(1_000_000)
_ZERO = Decimal(0)


@define
class _Loan:
    """One loan: what is owed and what is locked for it, by currency."""

    ord_id: str
    e_mode: str
    owed: dict[str, Debt] = field(factory=dict[str, Debt])
    locked: dict[str, Decimal] = field(factory=dict[str, Decimal])


def _loans(desk: Desk) -> dict[str, _Loan]:
    """The caller's loans, with their interest up to now."""
    loans: dict[str, _Loan] = desk.things.shelf(desk.account_name, "loans")
    for loan in loans.values():
        for ccy, debt in list(loan.owed.items()):
            loan.owed[ccy] = _accrue(desk, debt)
    return loans


def _accrue(desk: Desk, debt: Debt) -> Debt:
    """The interest of the hours that are over, which is owed as well."""
    for ts in hours(debt, desk.now):
        rate = rate_at(desk, f"{debt.ccy}-loan", "0.06", ts)
        paid = interest(debt.amt, rate, HOUR)
        known = {"loan": debt.amt, "interest": paid, "interest_rate": rate}
        if debt.amt:
            _INTERESTS.new(desk, ccy=debt.ccy, ts=ts, **known)
        debt = Debt(debt.ccy, debt.amt + paid, ts)
    return debt


def _loan(desk: Desk, ord_id: str | None) -> _Loan:
    loans = _loans(desk)
    if ord_id is None and loans:
        return next(iter(loans.values()))
    if ord_id is None or ord_id not in loans:
        raise Refusal("51750", "There is no such loan")
    return loans[ord_id]


def _debt(desk: Desk, loan: _Loan) -> Decimal:
    return whole_usd(desk, {ccy: debt.amt for ccy, debt in loan.owed.items()})


def _ltv(desk: Desk, loan: _Loan) -> Decimal:
    worth = whole_usd(desk, loan.locked)
    return round(_debt(desk, loan) / worth, 4) if worth else _ZERO


@answers(FlexibleLoan.get_borrow_currencies, grade="stateful")
def borrow_currencies(desk: Desk) -> list[LoanCurrency]:  # noqa: ARG001
    return [LoanCurrency(ccy) for ccy in _BORROWED]


@answers(FlexibleLoan.get_collateral_assets, grade="stateful")
def collateral_assets(
    desk: Desk,
    ccy: str | None = None,
    ord_id: str | None = None,  # noqa: ARG001
) -> LoanCollateral:
    assets = tuple(
        LoanCollateralAsset(
            row.ccy, row.avail_bal, cut(row.avail_bal * usd(desk, row.ccy), 2)
        )
        for row in purse.balances(desk).values()
        if row.ccy in CRYPTO and ccy in {None, row.ccy}
    )
    return LoanCollateral(assets)


def _collateral(given: list[LoanAmount] | None) -> dict[str, Decimal]:
    found: dict[str, Decimal] = {}
    for each in given or ():
        if each.ccy not in CRYPTO:
            raise bad_parameter("ccy")
        found[each.ccy] = found.get(each.ccy, _ZERO) + each.amt
    return found


@answers(FlexibleLoan.compute_max_loan, grade="stateful")
def max_loan(
    desk: Desk,
    borrow_ccy: str,
    sup_collateral: list[LoanAmount] | None = None,
    ord_id: str | None = None,
) -> FlexibleMaxLoan:
    known_coin(borrow_ccy, _BORROWED)
    loans = _loans(desk)
    loan = _loan(desk, ord_id) if loans else _Loan("", "0")
    worth = whole_usd(desk, loan.locked)
    worth += whole_usd(desk, _collateral(sup_collateral))
    most = max(_ZERO, worth * _FIRST_LTV - _debt(desk, loan))
    amount = cut(most / usd(desk, borrow_ccy))
    return FlexibleMaxLoan(borrow_ccy, amount, cut(most, 2), _QUOTA)


def _lock(desk: Desk, loan: _Loan, ccy: str, amount: Decimal) -> None:
    purse.take(desk, ccy, amount, AssetBillType.ADDED_COLLATERAL)
    loan.locked[ccy] = loan.locked.get(ccy, _ZERO) + amount
    _RECORDS.new(desk, ccy=ccy, type="collateral_locked", amt=amount)


@answers(FlexibleLoan.borrow_flexible_loan, grade="stateful")
def borrow(
    desk: Desk,
    loan_data: LoanAmount,
    cl_ord_id: str,
    *,
    ord_id: str | None = None,
    collateral_data: list[LoanAmount] | None = None,
    e_mode: str = "0",
) -> FlexibleLoanAck:
    ccy, amount = known_coin(loan_data.ccy, _BORROWED), loan_data.amt
    used: dict[str, str] = desk.things.shelf(desk.account_name, "loan-names")
    if cl_ord_id in used:
        raise Refusal("51784", "This clOrdId was used before")
    new = _collateral(collateral_data)
    loan = _loan(desk, ord_id) if ord_id else _Loan(new_id(desk), e_mode)
    after = whole_usd(desk, loan.locked) + whole_usd(desk, new)
    if amount <= 0 or _debt(desk, loan) + amount * usd(desk, ccy) > after * _FIRST_LTV:
        raise Refusal("51753", "The collateral does not suffice for this loan")
    for each, locked in new.items():
        _lock(desk, loan, each, locked)
    _loans(desk)[loan.ord_id] = loan
    old = loan.owed.get(ccy, Debt(ccy, _ZERO, desk.now // HOUR * HOUR))
    loan.owed[ccy] = old.more(amount)
    borrowed = AssetBillType.FLEXIBLE_LOAN_MULTI_COLLATERAL_LOAN_BORROWED
    purse.give(desk, ccy, amount, borrowed)
    _RECORDS.new(desk, ccy=ccy, type="borrowed", amt=amount)
    used[cl_ord_id] = loan.ord_id
    return FlexibleLoanAck(loan.ord_id, loan.e_mode, cl_ord_id)


@answers(FlexibleLoan.repay_flexible_loan, grade="stateful")
def repay(
    desk: Desk, ord_id: str, ccy: str, amt: Decimal, cl_ord_id: str
) -> list[dict[str, str]]:
    loan = _loan(desk, ord_id)
    debt = loan.owed.get(ccy)
    if debt is None or not debt.amt:
        raise Refusal("51760", "Nothing is owed in this currency")
    paid = min(amt, debt.amt)
    repaid = AssetBillType.FLEXIBLE_LOAN_MULTI_COLLATERAL_LOAN_REPAID
    purse.take(desk, ccy, paid, repaid)
    loan.owed[ccy] = debt.more(-paid)
    _RECORDS.new(desk, ccy=ccy, type="repaid", amt=paid)
    return [{"ordId": ord_id, "clOrdId": cl_ord_id}]


def _most_back(desk: Desk, loan: _Loan, ccy: str) -> Decimal:
    spare = whole_usd(desk, loan.locked) - _debt(desk, loan) / _FIRST_LTV
    most = min(loan.locked.get(ccy, _ZERO), max(_ZERO, spare) / usd(desk, ccy))
    return cut(most)


@answers(FlexibleLoan.get_max_collateral_redeem_amount, grade="stateful")
def max_redeem(desk: Desk, ccy: str, ord_id: str | None = None) -> MaxCollateralRedeem:
    usd(desk, ccy)
    loans = _loans(desk)
    most = _most_back(desk, _loan(desk, ord_id), ccy) if loans else _ZERO
    return MaxCollateralRedeem(ccy, most)


@answers(FlexibleLoan.adjust_collateral, grade="stateful")
def adjust_collateral(
    desk: Desk,
    type: str,  # noqa: A002 - OKX's word
    collateral_ccy: str,
    collateral_amt: Decimal,
    ord_id: str | None = None,
) -> None:
    loan = _loan(desk, ord_id)
    usd(desk, collateral_ccy)
    if one_of(type, "type", "add", "reduce") == "add":
        _lock(desk, loan, collateral_ccy, collateral_amt)
        return
    if not 0 < collateral_amt <= _most_back(desk, loan, collateral_ccy):
        raise Refusal("51757", "So much collateral cannot be taken back")
    loan.locked[collateral_ccy] -= collateral_amt
    returned = AssetBillType.RETURNED_COLLATERAL
    purse.give(desk, collateral_ccy, collateral_amt, returned)
    kind = "collateral_released"
    _RECORDS.new(desk, ccy=collateral_ccy, type=kind, amt=collateral_amt)


def _infos(desk: Desk) -> list[FlexibleLoanInfo]:
    return [
        FlexibleLoanInfo(
            cut(_debt(desk, loan), 2),
            tuple(LoanedAmount(d.ccy, d.amt) for d in loan.owed.values() if d.amt),
            cut(whole_usd(desk, loan.locked), 2),
            tuple(LoanedAmount(c, amt) for c, amt in loan.locked.items() if amt),
            None,
            _ltv(desk, loan),
            _CALL_LTV,
            _LIQ_LTV,
            loan.ord_id,
        )
        for loan in reversed(_loans(desk).values())
        if any(debt.amt for debt in loan.owed.values()) or any(loan.locked.values())
    ]


def _interests(desk: Desk) -> list[FlexibleLoanInterest]:
    _loans(desk)
    return _INTERESTS.rows(desk)


lists(FlexibleLoan.get_loan_info, _infos)
lists(FlexibleLoan.get_loan_history, _RECORDS.rows)
lists(FlexibleLoan.get_accrued_interest, _interests)


@answers(FlexibleLoan.get_flexible_loan_emode_info, grade="shape only")
def emode(desk: Desk) -> list[Any]:  # noqa: ARG001
    return []
