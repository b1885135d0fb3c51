"""Orders: placed, amended, cancelled; each item tells its own fate."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any, TypeVar

from okx_sdk.models.enums import InstType, MgnMode, PosSide
from okx_sdk.models.order_acks import (
    AccountRateLimit,
    CancelAllAfter,
    ClosedPosition,
    MassCancel,
    OrderAck,
    OrderPrecheck,
)
from okx_sdk.models.order_requests import AmendOrder, CancelOrder, NewOrder
from okx_sdk.protocol.pacing import SUB_ACCOUNT_CAP
from okx_sdk.rest.trade import Trade
from okx_sdk.sandbox.accounts import closing, deadman, mmp
from okx_sdk.sandbox.accounts.arriving import Unread
from okx_sdk.sandbox.accounts.orders import Order
from okx_sdk.sandbox.accounts.precheck import precheck
from okx_sdk.sandbox.desks._common import moment
from okx_sdk.sandbox.exchange import Desk, answers
from okx_sdk.sandbox.refusals import (
    Refusal,
    bad_parameter,
    either_parameter,
    unknown_instrument,
)

T = TypeVar("T", NewOrder, CancelOrder, AmendOrder)

MOST_AT_ONCE = 20
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def _each(
    desk: Desk, items: Sequence[T | Unread], act: Callable[[Desk, T], OrderAck]
) -> list[OrderAck]:
    """Do something with each item; what is refused does not hinder the others."""
    if len(items) > MOST_AT_ONCE:
        raise Refusal("51111", f"Maximum {MOST_AT_ONCE} orders can be placed in bulk")
    return [_attempted(desk, item, act) for item in items]


def _attempted(
    desk: Desk, item: T | Unread, act: Callable[[Desk, T], OrderAck]
) -> OrderAck:
    try:
        if isinstance(item, Unread):
            raise item.refusal
        return act(desk, item)
    except Refusal as refusal:
        return OrderAck(
            refusal.code,
            getattr(item, "ord_id", None),
            item.cl_ord_id,
            getattr(item, "tag", None),
            moment(desk.now),
            refusal.message,
            req_id=getattr(item, "req_id", None),
            **_times(desk),
        )


def _ack(desk: Desk, order: Order, req_id: str | None = None) -> OrderAck:
    return OrderAck(
        "0",
        str(order.ord_id),
        order.cl_ord_id,
        order.sent.tag,
        moment(desk.now),
        req_id=req_id,
        **_times(desk),
    )


def _times(desk: Desk) -> dict[str, Any]:
    """When the gateway took the request and when it answers."""
    arrived = _EPOCH + timedelta(seconds=desk.arrived)
    # The desk's time is in whole ms.
    return {"in_time": arrived, "out_time": max(arrived, moment(desk.now))}


def _place(desk: Desk, order: NewOrder) -> OrderAck:
    made = desk.venue.place(desk.account, order, desk.now, lag=desk.lag)
    return _ack(desk, made)


def _named(desk: Desk, item: CancelOrder | AmendOrder, code: str) -> Order:
    """The order that an item names, which need not be open."""
    if desk.market.instrument(item.inst_id, desk.now) is None:
        raise unknown_instrument()
    if not item.ord_id and not item.cl_ord_id:
        raise either_parameter("ordId", "clOrdId")
    orders = desk.account.orders
    pending = None if item.ord_id else orders.pending_named(item.cl_ord_id)
    found = pending or orders.find(item.inst_id, item.ord_id, item.cl_ord_id)
    if found is None or found.inst.inst_id != item.inst_id:
        raise Refusal(
            code,
            "Operation failed as the order has been filled, canceled or does not exist.",
        )
    return found


def _cancel(desk: Desk, item: CancelOrder) -> OrderAck:
    order = _named(desk, item, "51400")
    desk.venue.cancel_soon(order)
    return _ack(desk, order)


def _amend(desk: Desk, item: AmendOrder) -> OrderAck:
    order = _named(desk, item, "51503")
    desk.venue.amend_soon(order, item)
    return _ack(desk, order, item.req_id)


@answers(Trade.place_order)
def place_order(desk: Desk, order: NewOrder | Unread) -> OrderAck:
    return _attempted(desk, order, _place)


@answers(Trade.place_orders)
def place_orders(desk: Desk, orders: Sequence[NewOrder | Unread]) -> list[OrderAck]:
    return _each(desk, orders, _place)


@answers(Trade.cancel_order)
def cancel_order(desk: Desk, order: CancelOrder | Unread) -> OrderAck:
    return _attempted(desk, order, _cancel)


@answers(Trade.cancel_orders)
def cancel_orders(desk: Desk, orders: Sequence[CancelOrder | Unread]) -> list[OrderAck]:
    return _each(desk, orders, _cancel)


@answers(Trade.amend_order)
def amend_order(desk: Desk, order: AmendOrder | Unread) -> OrderAck:
    return _attempted(desk, order, _amend)


@answers(Trade.amend_orders)
def amend_orders(desk: Desk, orders: Sequence[AmendOrder | Unread]) -> list[OrderAck]:
    named = [
        (item.inst_id, item.ord_id or item.cl_ord_id)
        for item in orders
        if isinstance(item, AmendOrder)
    ]
    if len(set(named)) < len(named):
        raise Refusal("51512", "Failed to amend orders in batches: duplicate orders.")
    return _each(desk, orders, _amend)


@answers(Trade.close_position)
def close_position(
    desk: Desk,
    inst_id: str,
    mgn_mode: MgnMode,
    *,
    pos_side: PosSide | None = None,
    auto_cxl: bool | None = None,
    cl_ord_id: str | None = None,
    tag: str | None = None,
    **_: object,
) -> ClosedPosition:
    side = str(pos_side or "net")
    closing.close_position(
        desk.venue,
        desk.account,
        closing.Wanted(inst_id, str(mgn_mode), side, bool(auto_cxl), cl_ord_id, tag),
    )
    return ClosedPosition(inst_id, PosSide(side), cl_ord_id, tag)


@answers(Trade.mass_cancel_orders)
def mass_cancel(
    desk: Desk, inst_type: InstType, inst_family: str, lock_interval: int | None = None
) -> MassCancel:
    if inst_type != InstType.OPTION:
        raise bad_parameter("instType")
    if lock_interval is not None and not 0 <= lock_interval <= 10_000:
        raise bad_parameter("lockInterval")
    mmp.mass_cancel(desk.venue, desk.account, inst_family, lock_interval or 0)
    return MassCancel(result=True)


@answers(Trade.cancel_all_after)
def cancel_all_after(
    desk: Desk, time_out: int, tag: str | None = None
) -> CancelAllAfter:
    at = deadman.arm(desk.venue, desk.account, time_out, tag or "")
    return CancelAllAfter(moment(desk.now), None if at is None else moment(at), tag)


@answers(Trade.get_account_rate_limit)
def account_rate_limit(desk: Desk) -> AccountRateLimit:
    return AccountRateLimit(
        ts=moment(desk.now), acc_rate_limit=Decimal(SUB_ACCOUNT_CAP.count)
    )


@answers(Trade.precheck_order)
def precheck_order(desk: Desk, order: NewOrder | Unread) -> OrderPrecheck:
    if isinstance(order, Unread):
        raise order.refusal
    return precheck(desk.venue, desk.account, order)
