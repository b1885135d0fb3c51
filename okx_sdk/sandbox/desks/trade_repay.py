"""Debts repaid with other balances, at index prices and for a taker's fee."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from attrs import define, field

from okx_sdk.models.small_assets import (
    OneClickRepay,
    OneClickRepayCurrencies,
    OneClickRepayV2,
    RepayBalance,
    SmallDebt,
)
from okx_sdk.protocol.scalars import to_ms
from okx_sdk.rest.trade import Trade
from okx_sdk.sandbox.accounts.exact import ZERO, exactly, tidied
from okx_sdk.sandbox.accounts.margin import SHARED
from okx_sdk.sandbox.accounts.repaying import ASKED, convert
from okx_sdk.sandbox.accounts.standings import Standing, standing
from okx_sdk.sandbox.desks._common import moment, one_of
from okx_sdk.sandbox.desks._records import page
from okx_sdk.sandbox.exchange import Desk, answers
from okx_sdk.sandbox.refusals import Refusal, bad_parameter

_MOST = 5


@define(eq=False)
class _Repaid:
    """What was repaid, oldest first."""

    rows: list[OneClickRepay] = field(factory=list[OneClickRepay])
    trades: list[OneClickRepayV2] = field(factory=list[OneClickRepayV2])


def _stands(desk: Desk) -> Standing:
    return standing(desk.account, desk.venue.quotes, desk.now)


def _debts(desk: Desk) -> dict[str, Decimal]:
    """What was borrowed, by currency: where currencies are shared, and nowhere else."""
    if desk.account.settings.acct_lv not in SHARED:
        return {}
    return {row.ccy: row.liab for row in _stands(desk).currencies if row.liab}


def _currencies(desk: Desk) -> tuple[tuple[SmallDebt, ...], tuple[RepayBalance, ...]]:
    debts = _debts(desk)
    rows = _stands(desk).currencies if debts else ()
    return (
        tuple(SmallDebt(ccy, tidied(amount)) for ccy, amount in debts.items()),
        tuple(
            RepayBalance(row.ccy, tidied(row.cash - row.held))
            for row in rows
            if row.cash > row.held
        ),
    )


@answers(Trade.get_one_click_repay_currencies, grade="stateful")
def repay_currencies(
    desk: Desk, debt_type: str | None = None
) -> list[OneClickRepayCurrencies]:
    kind = one_of(debt_type, "debtType", "cross", "isolated")
    owed, there = _currencies(desk) if kind == "cross" else ((), ())
    return [OneClickRepayCurrencies(owed, kind, there)]


@answers(Trade.get_one_click_repay_currencies_v2, grade="stateful")
def repay_currencies_v2(desk: Desk) -> list[OneClickRepayCurrencies]:
    owed, there = _currencies(desk)
    return [OneClickRepayCurrencies(owed, None, there)]


@exactly
def _repay(desk: Desk, debt: str, given: str) -> tuple[Decimal, Decimal]:
    """What was spent, and how much of a debt it has repaid."""
    stands = _stands(desk)
    has = stands.of(given)
    if given == debt or has.cash <= has.held or not stands.of(debt).liab:
        return ZERO, ZERO
    return convert(desk.venue, desk.account, stands, (given, debt), ASKED)


def _make_sure_of_debts(desk: Desk, ccys: Sequence[str]) -> None:
    owed = _debts(desk)
    if not ccys or any(ccy not in owed for ccy in ccys):
        raise Refusal("59413", f"There is no debt of {', '.join(ccys)} to repay.")


@answers(Trade.place_one_click_repay, grade="stateful")
def repay(desk: Desk, debt_ccy: Sequence[str], repay_ccy: str) -> list[OneClickRepay]:
    if len(debt_ccy) > _MOST:
        raise bad_parameter("debtCcy")
    _make_sure_of_debts(desk, debt_ccy)
    found: list[OneClickRepay] = []
    for ccy in debt_ccy:
        spent, repaid = _repay(desk, ccy, repay_ccy)
        status = "filled" if repaid else "failed"
        sizes = (tidied(repaid), tidied(spent))
        found.append(OneClickRepay(ccy, repay_ccy, status, *sizes, moment(desk.now)))
    desk.account.state_of(_Repaid).rows.extend(found)
    return found


@answers(Trade.place_one_click_repay_v2, grade="stateful")
def repay_v2(
    desk: Desk, debt_ccy: str, repay_ccy_list: Sequence[str]
) -> OneClickRepayV2:
    _make_sure_of_debts(desk, [debt_ccy])
    repaid = sum((_repay(desk, debt_ccy, ccy)[1] for ccy in repay_ccy_list), ZERO)
    row = OneClickRepayV2(
        debt_ccy,
        moment(desk.now),
        tuple(repay_ccy_list),
        tidied(repaid),
        "filled" if repaid else "failed",
    )
    desk.account.state_of(_Repaid).trades.append(row)
    return OneClickRepayV2(debt_ccy, row.ts, row.repay_ccy_list)


@answers(Trade.get_one_click_repay_history, grade="stateful")
def repay_history(
    desk: Desk,
    after: int | None = None,
    before: int | None = None,
    limit: int | None = None,
) -> list[OneClickRepay]:
    rows = reversed(desk.account.state_of(_Repaid).rows)
    return page(rows, _changed_at, after, before, limit)


def _changed_at(row: OneClickRepay) -> int:
    return 0 if row.u_time is None else to_ms(row.u_time)


@answers(Trade.get_one_click_repay_history_v2, grade="stateful")
def repay_history_v2(
    desk: Desk,
    after: int | None = None,
    before: int | None = None,
    limit: int | None = None,
) -> list[OneClickRepayV2]:
    rows = reversed(desk.account.state_of(_Repaid).trades)
    return page(rows, lambda row: to_ms(row.ts), after, before, limit)
