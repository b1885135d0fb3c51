"""Orders and fills, looked up."""

from __future__ import annotations

from collections.abc import Iterator

from okx_sdk.models.enums import BillSubType, InstType, OrderState, OrdType, Quarter
from okx_sdk.models.order_acks import FillsArchive, FillsArchiveRequest
from okx_sdk.models.trade import Fill
from okx_sdk.models.trade import Order as Row
from okx_sdk.protocol.scalars import to_ms
from okx_sdk.rest.trade import Trade
from okx_sdk.sandbox.accounts.orders import ARCHIVED, RECENT, Order
from okx_sdk.sandbox.accounts.rows import order_row
from okx_sdk.sandbox.bars import DAY
from okx_sdk.sandbox.desks._common import moment
from okx_sdk.sandbox.desks._records import between, matches, page
from okx_sdk.sandbox.exchange import Desk, answers
from okx_sdk.sandbox.refusals import Refusal, either_parameter, unknown_instrument

_FILLS_KEPT = 3 * DAY


@answers(Trade.get_order)
def one_order(
    desk: Desk, inst_id: str, ord_id: str | None = None, cl_ord_id: str | None = None
) -> Row:
    if not ord_id and not cl_ord_id:
        raise either_parameter("ordId", "clOrdId")
    if desk.market.instrument(inst_id, desk.now) is None:
        raise unknown_instrument()
    found = desk.account.orders.look_up(inst_id, ord_id, cl_ord_id, desk.now)
    if found is None:
        raise Refusal("51603", "Order does not exist")
    return order_row(found)


def _ord_id(order: Order) -> int:
    return order.ord_id


def _of_family(order: Order, inst_type: InstType | None, family: str | None) -> bool:
    return inst_type in {None, order.inst.inst_type} and family in {
        None,
        order.inst.inst_family,
    }


@answers(Trade.get_open_orders)
def open_orders(
    desk: Desk,
    *,
    inst_type: InstType | None = None,
    inst_family: str | None = None,
    inst_id: str | None = None,
    ord_type: OrdType | None = None,
    state: OrderState | None = None,
    after: str | int | None = None,
    before: str | int | None = None,
    limit: int | None = None,
) -> list[Row]:
    pending = (
        order
        for order in reversed(tuple(desk.account.orders.pending.values()))
        if desk.now >= order.shown_at
        and _of_family(order, inst_type, inst_family)
        and inst_id in {None, order.inst.inst_id}
        and ord_type in {None, order.sent.ord_type}
        and state in {None, order.state}
    )
    return [order_row(o) for o in page(pending, _ord_id, after, before, limit)]


def _history(
    desk: Desk,
    kept: int,
    inst_type: InstType,
    *,
    inst_family: str | None = None,
    inst_id: str | None = None,
    ord_type: OrdType | None = None,
    state: OrderState | None = None,
    category: str | None = None,
    after: str | int | None = None,
    before: str | int | None = None,
    begin: int | None = None,
    end: int | None = None,
    limit: int | None = None,
) -> list[Row]:
    done = (
        order
        for order in desk.account.orders.done(desk.now, kept)
        if _of_family(order, inst_type, inst_family)
        and inst_id in {None, order.inst.inst_id}
        and ord_type in {None, order.sent.ord_type}
        and state in {None, order.state}
        and category in {None, order.category}
        and (begin is None or order.c_time >= begin)
        and (end is None or order.c_time <= end)
    )
    return [order_row(o) for o in page(done, _ord_id, after, before, limit)]


@answers(Trade.get_orders_history)
def orders_history(desk: Desk, inst_type: InstType, **asked: object) -> list[Row]:
    return _history(desk, RECENT, inst_type, **asked)  # type: ignore[arg-type] # as declared


@answers(Trade.get_orders_history_archive)
def orders_archive(desk: Desk, inst_type: InstType, **asked: object) -> list[Row]:
    return _history(desk, ARCHIVED, inst_type, **asked)  # type: ignore[arg-type] # as declared


def _fills(
    desk: Desk,
    kept: int,
    inst_type: InstType | None = None,
    *,
    inst_family: str | None = None,
    inst_id: str | None = None,
    ord_id: str | None = None,
    sub_type: BillSubType | None = None,
    after: str | int | None = None,
    before: str | int | None = None,
    begin: int | None = None,
    end: int | None = None,
    limit: int | None = None,
) -> list[Fill]:
    found = (
        fill
        for fill in _shown(desk, kept)
        if matches(
            fill,
            inst_type=inst_type,
            inst_id=inst_id,
            ord_id=ord_id,
            sub_type=sub_type,
        )
        and between(fill, "ts", begin, end)
        and (inst_family is None or fill.inst_id.startswith(f"{inst_family}-"))
    )
    return page(found, _bill_id, after, before, limit)


def _shown(desk: Desk, kept: int) -> Iterator[Fill]:
    orders = desk.account.orders.every
    for fill in reversed(desk.account.fills):
        if to_ms(fill.ts) <= desk.now - kept:
            return
        if desk.now >= orders[int(fill.ord_id)].shown_at:
            yield fill


def _bill_id(fill: Fill) -> int:
    return int(fill.bill_id or 0)


@answers(Trade.get_fills)
def fills(desk: Desk, inst_type: InstType | None = None, **asked: object) -> list[Fill]:
    return _fills(desk, _FILLS_KEPT, inst_type, **asked)  # type: ignore[arg-type] # as declared


@answers(Trade.get_fills_history)
def fills_history(desk: Desk, inst_type: InstType, **asked: object) -> list[Fill]:
    return _fills(desk, ARCHIVED, inst_type, **asked)  # type: ignore[arg-type] # as declared


@answers(Trade.get_fills_archive)
def fills_archive(desk: Desk, year: str, quarter: Quarter) -> FillsArchive:
    name = f"fills-{desk.account.uid}-{year}-{quarter}.zip"
    return FillsArchive("finished", f"https://sandbox.invalid/{name}", moment(desk.now))


@answers(Trade.apply_fills_archive)
def apply_fills_archive(desk: Desk, **_: object) -> FillsArchiveRequest:
    return FillsArchiveRequest(result=True, ts=moment(desk.now))
