"""Balances, positions and bills of the trading account."""

from __future__ import annotations

from collections.abc import Iterator

from okx_sdk.models.account import AccountBalance
from okx_sdk.models.account_records import (
    AccountPositionRisk,
    Bill,
    BillKind,
    BillsArchive,
    BillsArchiveRequest,
    BillTypes,
    ClosedPositionRecord,
    RiskBalance,
    RiskPosition,
)
from okx_sdk.models.enums import (
    BillSubType,
    BillType,
    CtType,
    InstType,
    MgnMode,
    PositionCloseType,
    PosSide,
    Quarter,
)
from okx_sdk.models.instruments import Instrument
from okx_sdk.models.positions import Position as Row
from okx_sdk.protocol.scalars import to_ms
from okx_sdk.rest.account import Account
from okx_sdk.sandbox.accounts.balances import balance_row
from okx_sdk.sandbox.accounts.exact import tidied
from okx_sdk.sandbox.accounts.orders import ARCHIVED, RECENT
from okx_sdk.sandbox.accounts.position_rows import position_row
from okx_sdk.sandbox.accounts.standings import standing
from okx_sdk.sandbox.desks import public_instruments
from okx_sdk.sandbox.desks._common import moment, names
from okx_sdk.sandbox.desks._records import between, matches, page
from okx_sdk.sandbox.exchange import Desk, answers


@answers(Account.get_account_instruments)
def account_instruments(
    desk: Desk,
    inst_type: InstType,
    inst_family: str | None = None,
    inst_id: str | None = None,
    series_id: str | None = None,
) -> list[Instrument]:
    return public_instruments.listed_instruments(
        desk, inst_type, inst_family, inst_id, series_id
    )


@answers(Account.get_balance)
def balance(desk: Desk, ccy: str | None = None) -> AccountBalance:
    wanted = set(names(ccy, "ccy", 20)) or None
    return balance_row(desk.account, desk.venue.quotes, desk.now, wanted)


@answers(Account.get_positions)
def positions(
    desk: Desk,
    inst_type: InstType | None = None,
    inst_id: str | None = None,
    pos_id: str | None = None,
) -> list[Row]:
    of_inst, of_id = names(inst_id, "instId", 10), names(pos_id, "posId", 20)
    stands = standing(desk.account, desk.venue.quotes, desk.now)
    return [
        position_row(position, mark, stands, desk.venue.quotes)
        for position, mark in stands.marked
        if inst_type in {None, position.inst.inst_type}
        and (not of_inst or position.inst.inst_id in of_inst)
        and (not of_id or position.pos_id in of_id)
    ]


@answers(Account.get_positions_history)
def positions_history(
    desk: Desk,
    *,
    inst_type: InstType | None = None,
    inst_id: str | None = None,
    mgn_mode: MgnMode | None = None,
    type: PositionCloseType | None = None,  # noqa: A002 - OKX's word
    pos_id: str | None = None,
    after: int | None = None,
    before: int | None = None,
    limit: int | None = None,
) -> list[ClosedPositionRecord]:
    found = (
        row
        for ts, row in reversed(desk.account.closed)
        if ts > desk.now - ARCHIVED
        and matches(
            row,
            inst_type=inst_type,
            inst_id=inst_id,
            mgn_mode=mgn_mode,
            type=type,
            pos_id=pos_id,
        )
    )
    return page(found, _changed_at, after, before, limit)


def _changed_at(row: ClosedPositionRecord) -> int:
    assert row.u_time is not None, "a record has its time"
    return to_ms(row.u_time)


@answers(Account.get_account_and_position_risk)
def risk(desk: Desk, inst_type: InstType | None = None) -> AccountPositionRisk:
    quotes = desk.venue.quotes
    stands = standing(desk.account, quotes, desk.now)
    return AccountPositionRisk(
        ts=moment(desk.now),
        adj_eq=tidied(stands.adj_eq),
        bal_data=tuple(
            RiskBalance(row.ccy, tidied(row.equity), tidied(row.equity * row.usd))
            for row in stands.currencies
        ),
        pos_data=tuple(
            RiskPosition(
                inst_id=position.inst.inst_id,
                pos_id=position.pos_id,
                inst_type=InstType(position.inst.inst_type),
                mgn_mode=MgnMode(position.mgn_mode),
                pos=position.shown,
                pos_side=PosSide(position.pos_side),
                pos_ccy=position.inst.base_ccy or None,
                ccy=position.ccy,
                notional_usd=tidied(
                    quotes.dollars(position.inst, mark, abs(position.sz), desk.now)
                ),
            )
            for position, mark in stands.marked
            if inst_type in {None, position.inst.inst_type}
        ),
    )


def _bills(
    desk: Desk,
    kept: int,
    *,
    inst_type: InstType | None = None,
    inst_id: str | None = None,
    ccy: str | None = None,
    mgn_mode: MgnMode | None = None,
    ct_type: CtType | None = None,
    type: BillType | None = None,  # noqa: A002 - OKX's word
    sub_type: BillSubType | None = None,
    after: str | int | None = None,
    before: str | int | None = None,
    begin: int | None = None,
    end: int | None = None,
    limit: int | None = None,
) -> list[Bill]:
    found = (
        bill
        for bill in _kept_bills(desk, kept)
        if matches(
            bill,
            inst_type=inst_type,
            inst_id=inst_id,
            ccy=ccy,
            mgn_mode=mgn_mode,
            type=type,
            sub_type=sub_type,
        )
        and between(bill, "ts", begin, end)
        and _is_of(desk, bill, ct_type)
    )
    return page(found, lambda bill: int(bill.bill_id), after, before, limit)


def _kept_bills(desk: Desk, kept: int) -> Iterator[Bill]:
    for bill in reversed(desk.account.bills):
        if to_ms(bill.ts) <= desk.now - kept:
            return
        yield bill


def _is_of(desk: Desk, bill: Bill, ct_type: CtType | None) -> bool:
    if ct_type is None:
        return True
    inst = desk.market.instrument(bill.inst_id or "", desk.now)
    return inst is not None and inst.ct_type == ct_type


@answers(Account.get_bills)
def bills(desk: Desk, **asked: object) -> list[Bill]:
    return _bills(desk, RECENT, **asked)  # type: ignore[arg-type] # as declared


@answers(Account.get_bills_archive)
def bills_archive(desk: Desk, **asked: object) -> list[Bill]:
    return _bills(desk, ARCHIVED, **asked)  # type: ignore[arg-type] # as declared


@answers(Account.apply_bills_history_archive)
def apply_bills_archive(desk: Desk, **_: object) -> BillsArchiveRequest:
    return BillsArchiveRequest(result=True, ts=moment(desk.now))


@answers(Account.get_bills_history_archive)
def bills_history_archive(
    desk: Desk, year: str, quarter: Quarter, **_: object
) -> BillsArchive:
    name = f"bills-{desk.account.uid}-{year}-{quarter}.zip"
    return BillsArchive("finished", f"https://sandbox.invalid/{name}", moment(desk.now))


@answers(Account.get_bill_types)
def bill_types(
    _desk: Desk,
    type: str | None = None,  # noqa: A002 - OKX's word
) -> list[BillTypes]:
    wanted = names(type, "type", 50)
    return [
        BillTypes(
            str(kind),
            _in_words(kind.name),
            tuple(
                BillKind(str(sub), _in_words(sub.name)) for sub in _KINDS.get(kind, ())
            ),
        )
        for kind in BillType
        if not wanted or str(kind) in wanted
    ]


def _in_words(name: str) -> str:
    return name.replace("_", " ").capitalize()


_KINDS: dict[BillType, tuple[BillSubType, ...]] = {
    BillType.TRANSFER: (BillSubType.TRANSFER_IN, BillSubType.TRANSFER_OUT),
    BillType.TRADE: (
        BillSubType.BUY,
        BillSubType.SELL,
        BillSubType.OPEN_LONG,
        BillSubType.OPEN_SHORT,
        BillSubType.CLOSE_LONG,
        BillSubType.CLOSE_SHORT,
    ),
    BillType.LIQUIDATION: (
        BillSubType.LIQUIDATION_LONG,
        BillSubType.LIQUIDATION_SHORT,
        BillSubType.LIQUIDATION_BUY,
        BillSubType.LIQUIDATION_SELL,
    ),
    BillType.FORCED_REPAYMENT: (
        BillSubType.FORCED_REPAYMENT_BUY,
        BillSubType.FORCED_REPAYMENT_SELL,
    ),
    BillType.INTEREST_DEDUCTION: (BillSubType.INTEREST_MARKET_LOANS,),
}
