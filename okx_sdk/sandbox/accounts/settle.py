"""What a fill does to an account: cash, fees, positions, bills and rows."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from attrs import frozen

from okx_sdk.models.enums import (
    BalanceEventType,
    BillSubType,
    BillType,
    ExecType,
    InstType,
    MgnMode,
    OrderState,
    PosSide,
)
from okx_sdk.models.trade import Fill
from okx_sdk.sandbox.accounts import fees
from okx_sdk.sandbox.accounts.account import Account
from okx_sdk.sandbox.accounts.exact import ZERO, over, tidied
from okx_sdk.sandbox.accounts.history import close_record
from okx_sdk.sandbox.accounts.margin import find_position, side_of
from okx_sdk.sandbox.accounts.news import Changed, Filled
from okx_sdk.sandbox.accounts.orders import Order
from okx_sdk.sandbox.accounts.positions import Position, settled_in, worth
from okx_sdk.sandbox.accounts.quotes import Quotes
from okx_sdk.sandbox.accounts.times import moment
from okx_sdk.sandbox.noise import key_of
from okx_sdk.sandbox.pricing import contract_size

__all__ = ["Match", "settle"]

_MOST_OPTION_FEE = Decimal("0.125")  # of the premium


@frozen
class Match:
    """One fill of one order."""

    order: Order
    px: Decimal
    sz: Decimal
    is_taker: bool
    trade_id: str
    ts: int


@frozen
class _Effect:
    """What a fill has done besides moving its size."""

    fee: Decimal
    fee_ccy: str
    pnl: Decimal
    bill_id: str
    sub_type: BillSubType
    ccys: tuple[str, ...]
    positions: tuple[Position, ...] = ()


def settle(match: Match, quotes: Quotes) -> Fill:
    """Do to an order's account what a fill does, and tell of it; gives its row."""
    order, account = match.order, match.order.account
    is_spot = order.inst.inst_type == "SPOT"
    effect = _spot(account, match) if is_spot else _contract(account, match, quotes)
    _advance(order, match, effect)
    row = _row(match, effect, quotes)
    account.fills.append(row)
    order.last_fill = row
    account.tell(Filled(match.ts, row))
    account.tell(
        Changed(
            match.ts,
            _why(order),
            effect.ccys,
            effect.positions,
            ((order.inst.inst_id, match.trade_id),),
        )
    )
    return row


def _why(order: Order) -> BalanceEventType:
    is_forced = "liquidation" in order.category
    return BalanceEventType.LIQUIDATION if is_forced else BalanceEventType.FILLED


def _advance(order: Order, match: Match, effect: _Effect) -> None:
    """Move the order on."""
    inverse = order.inst.is_inverse
    order.value += over(match.sz, match.px) if inverse else match.px * match.sz
    order.acc_fill_sz = tidied(order.acc_fill_sz + match.sz)
    order.fee += effect.fee
    order.fee_ccy = effect.fee_ccy
    order.pnl += effect.pnl
    order.u_time = match.ts
    is_done = order.left <= 0 or order.is_spent
    order.state = OrderState.FILLED if is_done else OrderState.PARTIALLY_FILLED


def _words(match: Match) -> dict[str, Any]:
    """What the bills of a fill say of it."""
    order = match.order
    return {
        "type": _bill_type(order),
        "inst_type": InstType(order.inst.inst_type),
        "inst_id": order.inst.inst_id,
        "mgn_mode": MgnMode(str(order.sent.td_mode)),
        "ord_id": str(order.ord_id),
        "cl_ord_id": order.cl_ord_id,
        "tag": order.sent.tag,
        "px": match.px,
        "exec_type": ExecType.TAKER if match.is_taker else ExecType.MAKER,
        "trade_id": match.trade_id,
        "fill_time": moment(match.ts),
    }


def _bill_type(order: Order) -> BillType:
    if "liquidation" in order.category:
        return BillType.LIQUIDATION
    return BillType.TRADE


def _spot(account: Account, match: Match) -> _Effect:
    order, inst = match.order, match.order.inst
    paid = match.px * match.sz
    rate = fees.rate_of(inst, is_taker=match.is_taker)
    in_base = order.is_buy and account.settings.fee_type != "1"
    fee = (match.sz if in_base else paid) * rate
    base = match.sz if order.is_buy else -match.sz
    quote = -paid if order.is_buy else paid
    sub_type = BillSubType.BUY if order.is_buy else BillSubType.SELL
    words = {**_words(match), "sub_type": sub_type}
    first = account.book(
        inst.base_ccy,
        base + (fee if in_base else ZERO),
        match.ts,
        sz=match.sz,
        fee=tidied(fee) if in_base else ZERO,
        **words,
    )
    account.book(
        inst.quote_ccy,
        quote + (ZERO if in_base else fee),
        match.ts,
        sz=tidied(paid),
        fee=ZERO if in_base else tidied(fee),
        **words,
    )
    ccys = (inst.base_ccy, inst.quote_ccy)
    fee_ccy = inst.base_ccy if in_base else inst.quote_ccy
    return _Effect(fee, fee_ccy, ZERO, first.bill_id, sub_type, ccys)


def _contract(account: Account, match: Match, quotes: Quotes) -> _Effect:
    order, inst, ccy = match.order, match.order.inst, settled_in(match.order.inst)
    position = _position(account, order, match.ts)
    fee = _contract_fee(match)
    before = position.margin
    is_against = bool(position.sz) and position.is_long != order.is_buy
    closing = min(match.sz, abs(position.sz)) if is_against else ZERO
    was_long = position.is_long
    pnl, record = ZERO, None
    if closing:
        freed = over(position.margin * closing, abs(position.sz))
        position.margin -= freed
        pnl = position.reduce(closing, match.px)
    position.fee += fee
    position.trade_id, position.u_time = match.trade_id, match.ts
    if closing and not position.sz:
        record = close_record(position, order.category, quotes, match.ts)
        account.closed.append((match.ts, record))
        del account.positions[position.pos_id]
    opening = match.sz - closing
    if opening:
        if record is not None:
            position = _position(account, order, match.ts)
            position.trade_id, position.u_time = match.trade_id, match.ts
        position.add(opening if order.is_buy else -opening, match.px)
        if position.mgn_mode == "isolated" and inst.inst_type != "OPTION":
            position.margin += over(worth(inst, match.px, opening), position.lever)
    moved = (position.margin if position.sz else ZERO) - before
    sub_type = _sub_type(order, was_long=was_long, is_closing=bool(closing))
    bill = account.book(
        ccy,
        _cash(match, pnl) + fee - moved,
        match.ts,
        sz=match.sz,
        pnl=tidied(pnl),
        fee=tidied(fee),
        pos_bal=tidied(position.margin),
        pos_bal_chg=tidied(moved),
        **{**_words(match), "sub_type": sub_type},
    )
    return _Effect(fee, ccy, pnl, bill.bill_id, sub_type, (ccy,), (position,))


def _cash(match: Match, pnl: Decimal) -> Decimal:
    """What a fill pays in or out besides its fee: of an option, the premium."""
    order = match.order
    if order.inst.inst_type != "OPTION":
        return pnl
    premium = worth(order.inst, match.px, match.sz)
    return -premium if order.is_buy else premium


def _contract_fee(match: Match) -> Decimal:
    inst = match.order.inst
    rate = fees.rate_of(inst, is_taker=match.is_taker)
    if inst.inst_type != "OPTION":
        return worth(inst, match.px, match.sz) * rate
    coins = match.sz * contract_size(inst)
    return max(coins * rate, -coins * match.px * _MOST_OPTION_FEE)


def _position(account: Account, order: Order, ts: int) -> Position:
    """The position that an order is about, a new one if there is none."""
    mode, side = str(order.sent.td_mode), side_of(order)
    found = find_position(account, order.inst, mode, side)
    if found is not None:
        return found
    # The id is the same whenever such a position is opened again.
    key = key_of("position", account.uid, order.inst.inst_id, mode, side)
    found = Position(
        str(10**18 + key % 10**18),
        order.inst,
        mode,
        side,
        settled_in(order.inst),
        order.lever or Decimal(1),
        ts,
    )
    account.positions[found.pos_id] = found
    return found


_FORCED = {
    (True, True): BillSubType.LIQUIDATION_LONG,
    (True, False): BillSubType.LIQUIDATION_SHORT,
    (False, True): BillSubType.PARTIAL_LIQUIDATION_CLOSE_LONG,
    (False, False): BillSubType.PARTIAL_LIQUIDATION_CLOSE_SHORT,
}


def _sub_type(order: Order, *, was_long: bool, is_closing: bool) -> BillSubType:
    if "liquidation" in order.category:
        return _FORCED[order.category == "full_liquidation", was_long]
    if is_closing:
        return BillSubType.CLOSE_LONG if was_long else BillSubType.CLOSE_SHORT
    return BillSubType.OPEN_LONG if order.is_buy else BillSubType.OPEN_SHORT


def _row(match: Match, effect: _Effect, quotes: Quotes) -> Fill:
    order, inst = match.order, match.order.inst
    is_contract = inst.inst_type != "SPOT"
    return Fill(
        inst_id=inst.inst_id,
        trade_id=match.trade_id,
        ord_id=str(order.ord_id),
        side=order.sent.side,
        fill_px=match.px,
        fill_sz=match.sz,
        ts=moment(match.ts),
        inst_type=InstType(inst.inst_type),
        cl_ord_id=order.cl_ord_id,
        bill_id=effect.bill_id,
        sub_type=effect.sub_type,
        tag=order.sent.tag,
        fill_idx_px=quotes.index(inst, match.ts),
        fill_pnl=tidied(effect.pnl),
        fill_mark_px=quotes.mark(inst, match.ts) if is_contract else None,
        pos_side=order.sent.pos_side or PosSide.NET,
        exec_type=ExecType.TAKER if match.is_taker else ExecType.MAKER,
        fee_ccy=effect.fee_ccy,
        fee=tidied(effect.fee),
        fill_time=moment(match.ts),
        fee_rate=fees.rate_of(inst, is_taker=match.is_taker),
        trade_quote_ccy=inst.quote_ccy or None,
    )
