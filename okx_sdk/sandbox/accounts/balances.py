"""What an account holds, as models: balances, equity, margin ratios."""

from __future__ import annotations

from decimal import Decimal

from okx_sdk.models.account import AccountBalance, BalanceDetail
from okx_sdk.models.enums import AcctLv
from okx_sdk.sandbox.accounts import room
from okx_sdk.sandbox.accounts.account import Account
from okx_sdk.sandbox.accounts.exact import ZERO, exactly, tidied
from okx_sdk.sandbox.accounts.margin import SHARED
from okx_sdk.sandbox.accounts.quotes import Quotes
from okx_sdk.sandbox.accounts.standings import Currency, Standing, standing
from okx_sdk.sandbox.accounts.times import moment
from okx_sdk.sandbox.discounts import counted

__all__ = ["balance_row"]


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
    free = max(ZERO, stands.room)
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
        borrow_froz=tidied(stands.borrow_imr) if shared else None,
        mgn_ratio=_tidied(stands.ratio("")) if shared else None,
        notional_usd=tidied(sum(by_type.values(), ZERO)) if shared else None,
        notional_usd_for_borrow=tidied(_borrowed(stands)) if shared else None,
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


def _borrowed(stands: Standing) -> Decimal:
    return sum((row.borrowed_usd for row in stands.currencies), ZERO)


def _tidied(value: Decimal | None) -> Decimal | None:
    return None if value is None else tidied(value)


def _hedging(stands: Standing, ccy: str) -> Decimal | None:
    """How much of a coin hedges its derivatives; in portfolio margin alone."""
    if stands.acct_lv != AcctLv.PORTFOLIO:
        return None
    return next((unit.spot for unit in stands.units if unit.coin == ccy), ZERO)


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
    is_plain = stands.acct_lv == AcctLv.SPOT
    is_shared = stands.acct_lv in SHARED
    ratio = None if is_shared else stands.ratio(row.ccy)
    if is_shared:
        free = there = room.free_in(stands, row.ccy)
    else:
        free = room.own_equity(account, row.ccy, quotes, stands.now)
        there = account.free(row.ccy)
    return BalanceDetail(
        ccy=row.ccy,
        eq=tidied(row.equity),
        cash_bal=tidied(row.cash),
        u_time=moment(account.changed_at.get(row.ccy, stands.now)),
        iso_eq=tidied(row.iso_margin + row.iso_upl),
        avail_eq=None if is_plain else tidied(free),
        dis_eq=tidied(counted(row.ccy, row.equity) * row.usd),
        fixed_bal=ZERO,
        avail_bal=tidied(there),
        frozen_bal=tidied(row.held + row.imr + row.iso_margin),
        ord_frozen=tidied(row.held),
        liab=tidied(row.liab),
        upl=tidied(row.upl),
        upl_liab=tidied(row.upl_liab) if is_shared else ZERO,
        cross_liab=tidied(row.liab),
        reward_bal=ZERO,
        iso_liab=ZERO,
        mgn_ratio=_tidied(ratio),
        imr=tidied(row.imr),
        mmr=tidied(row.mmr),
        interest=ZERO,
        twap=0,
        max_loan=tidied(room.loan_in(account, stands, row.ccy, row.usd)),
        eq_usd=tidied(row.equity * row.usd),
        borrow_froz=ZERO,
        stgy_eq=ZERO,
        iso_upl=tidied(row.iso_upl),
        spot_in_use_amt=_hedging(stands, row.ccy),
        cl_spot_in_use_amt=account.settings.spot_offsets.get(row.ccy),
        spot_iso_bal=ZERO,
        smt_sync_eq=ZERO,
        spot_copy_trading_eq=ZERO,
        spot_bal=tidied(row.cash),
        collateral_enabled=row.ccy not in account.settings.no_collateral,
        coin_usd_price=row.usd,
    )
