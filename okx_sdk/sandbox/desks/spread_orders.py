"""Orders on spreads: matched with the book as it stands, and by what it becomes."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from okx_sdk.models.enums import ExecType, OrderState, Side, SprdOrdType
from okx_sdk.models.order_acks import CancelAllAfter
from okx_sdk.models.spread_records import (
    AmendSpreadOrder,
    CancelSpreadOrder,
    NewSpreadOrder,
    SpreadMassCancel,
    SpreadOrderAck,
)
from okx_sdk.models.spread_trading import SpreadOrder, SpreadTrade, SpreadTradeLeg
from okx_sdk.protocol.codec import to_ms
from okx_sdk.rest.spread_trading import SpreadTrading
from okx_sdk.sandbox.desks._common import moment
from okx_sdk.sandbox.desks._deals import Leg, agree
from okx_sdk.sandbox.desks._kinds import Kind, lists, new_id
from okx_sdk.sandbox.desks._worth import cut
from okx_sdk.sandbox.desks.spread_market import pair_named
from okx_sdk.sandbox.exchange import Desk, answers
from okx_sdk.sandbox.instruments import Instrument
from okx_sdk.sandbox.pricing import contract_size
from okx_sdk.sandbox.refusals import Refusal, bad_parameter, either_parameter
from okx_sdk.sandbox.spreads import Pair

__all__ = [
    "ORDERS",
    "TRADES",
    "amended",
    "cancelled",
    "everything_cancelled",
    "open_orders",
    "placed",
]

ORDERS = Kind("spread-orders", SpreadOrder, "ord_id", ("51603", "Order does not exist"))
TRADES = Kind("spread-trades", SpreadTrade, "trade_id")
OPEN = (OrderState.LIVE, OrderState.PARTIALLY_FILLED)
_FEE = Decimal("0.0002")
_ZERO = Decimal(0)


def placed(desk: Desk, order: NewSpreadOrder) -> SpreadOrderAck:
    """A new order, matched with what there is."""
    pair = pair_named(desk, order.sprd_id)
    name = order.cl_ord_id
    if name and any(row.cl_ord_id == name for row in ORDERS.where(state=OPEN)(desk)):
        return SpreadOrderAck("51016", None, name, order.tag, "clOrdId is duplicated")
    if order.sz <= 0 or order.sz % Decimal("0.001"):
        return SpreadOrderAck("51121", None, name, order.tag, "Wrong order size")
    if order.px % pair.tick:
        return SpreadOrderAck("51006", None, name, order.tag, "Wrong order price")
    row = ORDERS.new(
        desk,
        sprd_id=order.sprd_id,
        side=order.side,
        ord_type=order.ord_type,
        state=OrderState.LIVE,
        cl_ord_id=name,
        tag=order.tag,
        px=order.px,
        sz=order.sz,
        acc_fill_sz=_ZERO,
        fill_sz=_ZERO,
        pending_fill_sz=order.sz,
        pending_settle_sz=_ZERO,
        canceled_sz=_ZERO,
        avg_px=_ZERO,
    )
    _enter(desk, pair, row)
    return SpreadOrderAck("0", row.ord_id, name, order.tag, "")


def _enter(desk: Desk, pair: Pair, row: SpreadOrder) -> None:
    """What the order's type makes of it: it takes, rests, or is cancelled."""
    asks, bids = pair.book(desk.market, desk.now, 400)
    is_buy = row.side == Side.BUY
    met = [
        level
        for level in (asks if is_buy else bids)
        if row.ord_type == SprdOrdType.MARKET
        or (level.px <= _px(row) if is_buy else level.px >= _px(row))
    ]
    if met and row.ord_type == SprdOrdType.POST_ONLY:
        _end(desk, row, "31")
        return
    for level in met:
        left = (row.sz or _ZERO) - (row.acc_fill_sz or _ZERO)
        if left <= 0 or row.state not in OPEN:
            return
        row = _fill(desk, row, level.px, min(left, level.sz), ExecType.TAKER)
    is_open = row.state in OPEN
    if is_open and row.ord_type in {SprdOrdType.IOC, SprdOrdType.MARKET}:
        _end(desk, row, "14")


def _px(row: SpreadOrder) -> Decimal:
    return row.px or _ZERO


def _fill(
    desk: Desk, row: SpreadOrder, px: Decimal, size: Decimal, kind: ExecType
) -> SpreadOrder:
    """A fill of an order, which trades both legs."""
    pair = pair_named(desk, row.sprd_id)
    done = (row.acc_fill_sz or _ZERO) + size
    value = (row.avg_px or _ZERO) * (row.acc_fill_sz or _ZERO) + px * size
    legs = _legs(desk, pair, row.side, px, size)
    try:
        agree(desk, [(desk.account, [_own(leg) for leg in legs])])
    except Refusal as refusal:
        told = {"code": refusal.code, "msg": refusal.message}
        return ORDERS.change(desk, _end(desk, row, "15"), **told)
    trade = TRADES.new(
        desk,
        sprd_id=row.sprd_id,
        ord_id=row.ord_id,
        side=row.side,
        fill_px=px,
        fill_sz=size,
        state="filled",
        cl_ord_id=row.cl_ord_id,
        tag=row.tag,
        exec_type=kind,
        legs=legs,
    )
    is_full = done == row.sz
    return ORDERS.change(
        desk,
        row,
        state=OrderState.FILLED if is_full else OrderState.PARTIALLY_FILLED,
        fill_px=px,
        fill_sz=size,
        trade_id=trade.trade_id,
        acc_fill_sz=done,
        pending_fill_sz=(row.sz or _ZERO) - done,
        avg_px=cut(value / done),
    )


def _own(leg: SpreadTradeLeg) -> Leg:
    size = leg.sz if leg.sz_cont is None else leg.sz_cont
    return Leg(leg.inst_id, leg.side, leg.px, size, leg.trade_id or "")


def _legs(
    desk: Desk, pair: Pair, side: Side, px: Decimal, size: Decimal
) -> list[SpreadTradeLeg]:
    """Both legs: the near one at its mark, the far one so far from it."""
    mark = desk.market.mark_price(pair.near, desk.now)
    near = round(mark / pair.tick) * pair.tick
    other = Side.SELL if side == Side.BUY else Side.BUY
    return [
        _leg(desk, pair.near, other, near, size),
        _leg(desk, pair.far, side, near + px, size),
    ]


def _leg(
    desk: Desk, inst: Instrument, side: Side, px: Decimal, size: Decimal
) -> SpreadTradeLeg:
    contracts = None if inst.ct_val is None else size / contract_size(inst)
    fee = -cut(px * size * _FEE)
    ccy = inst.settle_ccy or inst.quote_ccy
    return SpreadTradeLeg(
        inst.inst_id, px, size, side, contracts, _ZERO, fee, ccy, new_id(desk)
    )


def _end(desk: Desk, row: SpreadOrder, source: str = "1") -> SpreadOrder:
    left = (row.sz or _ZERO) - (row.acc_fill_sz or _ZERO)
    known = {"canceled_sz": left, "pending_fill_sz": _ZERO, "cancel_source": source}
    return ORDERS.change(desk, row, state=OrderState.CANCELED, **known)


def open_orders(desk: Desk) -> list[SpreadOrder]:
    """The orders that rest, after what the price has done to them since."""
    timers = desk.things.shelf(desk.account_name, "spread-timers")
    due = timers.get("due")
    for row in ORDERS.where(state=OPEN)(desk):
        if due is not None and due <= desk.now:
            _end(desk, row, "20")
        else:
            _meet(desk, row)
    return ORDERS.where(state=OPEN)(desk)


def _meet(desk: Desk, row: SpreadOrder) -> None:
    """A resting order is filled at its price as soon as the spread is beyond it."""
    pair, since = pair_named(desk, row.sprd_id), row.u_time or row.c_time
    assert since is not None, "it was made"
    for _, px in pair.path(desk.market, to_ms(since), desk.now):
        if px < _px(row) if row.side == Side.BUY else px > _px(row):
            left = (row.sz or _ZERO) - (row.acc_fill_sz or _ZERO)
            _fill(desk, row, _px(row), left, ExecType.MAKER)
            return


def _named(desk: Desk, ord_id: str | None, cl_ord_id: str | None) -> SpreadOrder:
    if ord_id is None and cl_ord_id is None:
        raise either_parameter("ordId", "clOrdId")
    open_orders(desk)
    by = {"ord_id": ord_id} if ord_id else {"cl_ord_id": cl_ord_id}
    return ORDERS.find(desk, **by)


def cancelled(desk: Desk, order: CancelSpreadOrder) -> SpreadOrderAck:
    """An order that is not wanted any more."""
    row = _named(desk, order.ord_id, order.cl_ord_id)
    if row.state not in OPEN:
        message = "Cancellation failed as the order is canceled or filled already"
        return SpreadOrderAck("51400", row.ord_id, row.cl_ord_id, None, message)
    _end(desk, row)
    return SpreadOrderAck("0", row.ord_id, row.cl_ord_id, row.tag, "")


def amended(desk: Desk, order: AmendSpreadOrder) -> SpreadOrderAck:
    """An order with another size or price, which loses its place."""
    row = _named(desk, order.ord_id, order.cl_ord_id)
    if order.new_sz is None and order.new_px is None:
        raise either_parameter("newSz", "newPx")
    if row.state not in OPEN:
        message = "The order is canceled or filled already"
        return SpreadOrderAck("51503", row.ord_id, row.cl_ord_id, None, message)
    sz, px = order.new_sz or row.sz, order.new_px or row.px
    if sz is None or sz <= (row.acc_fill_sz or _ZERO):
        raise bad_parameter("newSz")
    left = sz - (row.acc_fill_sz or _ZERO)
    row = ORDERS.change(desk, row, sz=sz, px=px, pending_fill_sz=left)
    _enter(desk, pair_named(desk, row.sprd_id), row)
    return SpreadOrderAck("0", row.ord_id, row.cl_ord_id, row.tag, "", order.req_id)


def everything_cancelled(desk: Desk, sprd_id: str | None = None) -> SpreadMassCancel:
    """All orders, or those on a spread, are not wanted any more."""
    for row in open_orders(desk):
        if sprd_id in {None, row.sprd_id}:
            _end(desk, row)
    return SpreadMassCancel(True)


answers(SpreadTrading.place_order, grade="stateful")(placed)
answers(SpreadTrading.cancel_order, grade="stateful")(cancelled)
answers(SpreadTrading.amend_order, grade="stateful")(amended)
answers(SpreadTrading.cancel_all_orders, grade="stateful")(everything_cancelled)


@answers(SpreadTrading.get_order, grade="stateful")
def get_order(
    desk: Desk, ord_id: str | None = None, cl_ord_id: str | None = None
) -> SpreadOrder:
    return _named(desk, ord_id, cl_ord_id)


def _over(desk: Desk) -> list[SpreadOrder]:
    open_orders(desk)
    return [row for row in ORDERS.rows(desk) if row.state not in OPEN]


def _trades(desk: Desk) -> list[SpreadTrade]:
    open_orders(desk)
    return TRADES.rows(desk)


lists(SpreadTrading.get_open_orders, open_orders)
lists(SpreadTrading.get_orders_history, _over)
lists(SpreadTrading.get_orders_history_archive, _over)
lists(SpreadTrading.get_trades, _trades)


@answers(SpreadTrading.cancel_all_after, grade="stateful")
def cancel_all_after(desk: Desk, time_out: int) -> CancelAllAfter:
    if time_out and not 10 <= time_out <= 120:
        raise bad_parameter("timeOut")
    open_orders(desk)
    timers: dict[str, Any] = desk.things.shelf(desk.account_name, "spread-timers")
    due = desk.now + time_out * 1000
    timers["due"] = due if time_out else None
    return CancelAllAfter(moment(desk.now), moment(due) if time_out else None)
