"""Algo orders: placed, amended, cancelled, and told of."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from attrs import asdict, evolve

from okx_sdk.models.algo_acks import AlgoOrderAck
from okx_sdk.models.algo_requests import AmendAlgoOrder, CancelAlgoOrder, NewAlgoOrder
from okx_sdk.models.algo_trading import AlgoOrder
from okx_sdk.models.enums import AlgoOrdType, AlgoState, Side, TriggerPxType
from okx_sdk.protocol.endpoint import endpoint_of
from okx_sdk.protocol.names import wire_name
from okx_sdk.rest.algo_trading import AlgoTrading
from okx_sdk.sandbox.accounts.checks import check_name, check_side, face_of
from okx_sdk.sandbox.accounts.exact import exactly
from okx_sdk.sandbox.algos.attached import algos_of
from okx_sdk.sandbox.algos.book import OPEN, Algo, Book
from okx_sdk.sandbox.algos.levels import price_of
from okx_sdk.sandbox.desks._paths import last_price
from okx_sdk.sandbox.exchange import Desk, answers
from okx_sdk.sandbox.instruments import Instrument
from okx_sdk.sandbox.refusals import (
    Refusal,
    bad_parameter,
    either_parameter,
    missing_parameter,
)
from okx_sdk.sandbox.things import paged

_PRICED = {AlgoOrdType.CONDITIONAL, AlgoOrdType.OCO}
_MOST = {
    AlgoOrdType.CONDITIONAL: 100,
    AlgoOrdType.OCO: 100,
    AlgoOrdType.TRIGGER: 500,
    AlgoOrdType.MOVE_ORDER_STOP: 50,
    AlgoOrdType.ICEBERG: 100,
    AlgoOrdType.TWAP: 20,
}
"""How many of a kind may wait."""
_WANTED = {
    AlgoOrdType.TRIGGER: ("trigger_px", "order_px"),
    AlgoOrdType.ICEBERG: ("sz_limit", "px_limit"),
    AlgoOrdType.SMART_ICEBERG: ("sz_limit",),
    AlgoOrdType.TWAP: ("sz_limit", "px_limit", "time_interval"),
}
"""What a kind cannot do without."""


def _book(desk: Desk) -> Book:
    return algos_of(desk.venue, desk.account)


@answers(AlgoTrading.place_algo_order)
def place(desk: Desk, order: NewAlgoOrder) -> AlgoOrderAck:
    name = order.algo_cl_ord_id
    try:
        inst = _traded(desk, order)
        _check(desk, order, inst)
        algo = _book(desk).add(order, inst)
    except Refusal as refusal:
        return AlgoOrderAck(None, "", name, refusal.code, refusal.message, order.tag)
    return AlgoOrderAck(algo.row.algo_id, "", name, "0", "", order.tag)


def _traded(desk: Desk, order: NewAlgoOrder) -> Instrument:
    """What an algo order trades, if its account may."""
    now = desk.now
    inst = face_of(desk.account, order.inst_id, order.td_mode, desk.market, now)
    if not inst.is_live(now):
        raise Refusal("51027", "Contract expired")
    check_side(desk.account, inst, order.pos_side)
    return inst


@exactly
def _check(desk: Desk, order: NewAlgoOrder, inst: Instrument) -> None:
    """Make sure that an algo order says all that its kind wants."""
    if order.sz is None and order.close_fraction is None:
        raise either_parameter("sz", "closeFraction")
    if order.sz is not None and (order.sz < inst.min_sz or order.sz % inst.lot_sz):
        raise Refusal("51121", "Order quantity must be a multiple of the lot size.")
    name = order.algo_cl_ord_id
    check_name(name, "algoClOrdId")
    if order.close_fraction is not None:
        _check_closing(order, inst)
    if name and any(a.row.algo_cl_ord_id == name for a in _book(desk).open()):
        raise Refusal("51065", "algoClOrdId already exists.")
    _check_counts(desk, order)
    if order.ord_type in _PRICED:
        _check_levels(desk, order, inst)
    else:
        _check_words(order)


def _check_counts(desk: Desk, order: NewAlgoOrder) -> None:
    """Make sure that there is room: for take-profits and stop-losses by instrument."""
    kinds = _PRICED if order.ord_type in _PRICED else {order.ord_type}
    most = _MOST.get(order.ord_type)
    waiting = sum(
        algo.row.ord_type in kinds
        and (kinds is not _PRICED or algo.inst.inst_id == order.inst_id)
        for algo in _book(desk).open()
    )
    if most is not None and waiting >= most:
        raise Refusal("51174", f"The number of such pending orders exceeds {most}.")


def _check_closing(order: NewAlgoOrder, inst: Instrument) -> None:
    """The whole of a contract's position is closed, at market and by no more."""
    if order.close_fraction != 1 or inst.inst_type not in {"SWAP", "FUTURES"}:
        raise bad_parameter("closeFraction")
    if order.ord_type not in _PRICED:
        raise bad_parameter("ordType")
    if str(order.pos_side or "net") == "net" and not order.reduce_only:
        raise bad_parameter("reduceOnly")
    for wire, px in (("tpOrdPx", order.tp_ord_px), ("slOrdPx", order.sl_ord_px)):
        if px not in {None, -1}:
            raise bad_parameter(wire)


def _check_words(order: NewAlgoOrder) -> None:
    wanted = _WANTED.get(order.ord_type, ())
    for name in wanted:
        if getattr(order, name) is None:
            raise missing_parameter(wire_name(name))
    trails = order.ord_type == AlgoOrdType.MOVE_ORDER_STOP
    if trails and order.callback_ratio is None and order.callback_spread is None:
        raise either_parameter("callbackRatio", "callbackSpread")


def _price(desk: Desk, inst: Instrument, kind: TriggerPxType | None) -> Decimal:
    """The price that a trigger is held against: the last, mark or index price."""
    if kind in {None, TriggerPxType.LAST}:
        return last_price(desk, inst)
    return price_of(desk.market, inst, str(kind), desk.now)


def _check_levels(desk: Desk, order: NewAlgoOrder, inst: Instrument) -> None:
    """A take-profit lies on the better side of the price, a stop-loss on the worse."""
    tp, sl = order.tp_trigger_px, order.sl_trigger_px
    if order.ord_type == AlgoOrdType.OCO and (tp is None or sl is None):
        raise missing_parameter("tpTriggerPx" if tp is None else "slTriggerPx")
    if tp is None and sl is None:
        raise either_parameter("tpTriggerPx", "slTriggerPx")
    for px, wire, ord_px in (
        (tp, "tpOrdPx", order.tp_ord_px),
        (sl, "slOrdPx", order.sl_ord_px),
    ):
        if px is not None and ord_px is None:
            raise missing_parameter(wire)
    sells = order.side == Side.SELL
    last = _price(desk, inst, order.tp_trigger_px_type)
    if tp is not None and (tp <= last if sells else tp >= last):
        raise Refusal("51277", "TP trigger price must be better than the last price")
    last = _price(desk, inst, order.sl_trigger_px_type)
    if sl is not None and (sl >= last if sells else sl <= last):
        raise Refusal("51278", "SL trigger price must be worse than the last price")


def _named(
    desk: Desk, algo_id: str | None, algo_cl_ord_id: str | None, *, is_open: bool = True
) -> Algo:
    if algo_id is None and algo_cl_ord_id is None:
        raise either_parameter("algoId", "algoClOrdId")
    for algo in reversed(_book(desk).every.values()):
        row = algo.row
        is_it = (
            row.algo_id == algo_id if algo_id else row.algo_cl_ord_id == algo_cl_ord_id
        )
        if is_it and (algo.is_open or not is_open):
            return algo
    code = "51400" if is_open else "51603"
    raise Refusal(code, "The order does not exist, or is canceled or done already.")


@answers(AlgoTrading.cancel_algo_orders)
def cancel(desk: Desk, orders: list[CancelAlgoOrder]) -> list[AlgoOrderAck]:
    acks: list[AlgoOrderAck] = []
    for each in orders:
        try:
            algo = _named(desk, each.algo_id, each.algo_cl_ord_id)
            _book(desk).cancel(algo)
        except Refusal as refusal:
            code, message = refusal.code, refusal.message
            acks.append(
                AlgoOrderAck(each.algo_id, "", each.algo_cl_ord_id, code, message)
            )
        else:
            row = algo.row
            acks.append(
                AlgoOrderAck(row.algo_id, "", row.algo_cl_ord_id, "0", "", row.tag)
            )
    return acks


@answers(AlgoTrading.amend_algo_order)
@exactly
def amend(desk: Desk, order: AmendAlgoOrder) -> AlgoOrderAck:
    name = (order.algo_id, "", order.algo_cl_ord_id)
    try:
        algo = _named(desk, order.algo_id, order.algo_cl_ord_id)
        known = _changes(order)
        if not known:
            raise missing_parameter("newSz")
        if "sz" in known and known["sz"] % algo.inst.lot_sz:
            raise bad_parameter("newSz")
        _check_levels_of(desk, algo, known)
    except Refusal as refusal:
        code, message = refusal.code, refusal.message
        return AlgoOrderAck(*name, code, message, req_id=order.req_id)
    book = _book(desk)
    gone: dict[str, Any] = {
        name: None for name, value in known.items() if value is None
    }
    algo.row = evolve(algo.row, **gone)
    book.change(algo, **known, req_id=order.req_id, amend_result="0")
    algo.row = evolve(algo.row, req_id=None, amend_result=None)
    book.wait(algo)
    row = algo.row
    return AlgoOrderAck(
        row.algo_id, "", row.algo_cl_ord_id, "0", "", req_id=order.req_id
    )


def _changes(order: AmendAlgoOrder) -> dict[str, Any]:
    """What is to be another, by the names of the row."""
    given = {
        name: value
        for name, value in asdict(order, recurse=False).items()
        if name.startswith("new_") and value is not None
    }
    known = {name.removeprefix("new_"): value for name, value in given.items()}
    for side in ("tp", "sl"):  # a price of 0 takes that side away
        if known.get(f"{side}_trigger_px") == 0:
            known |= {f"{side}_trigger_px": None, f"{side}_ord_px": None}
    return known


def _check_levels_of(desk: Desk, algo: Algo, known: dict[str, Any]) -> None:
    if algo.row.ord_type not in _PRICED:
        return
    names = {"tp_trigger_px", "sl_trigger_px", "tp_ord_px", "sl_ord_px"}
    new = {name: known.get(name, getattr(algo.row, name)) for name in names}
    kind = algo.row.ord_type
    if kind == AlgoOrdType.OCO and None in {new["tp_trigger_px"], new["sl_trigger_px"]}:
        kind = AlgoOrdType.CONDITIONAL  # one side is left
    new["ord_type"] = kind
    _check_levels(desk, evolve(algo.sent, **new), algo.inst)


@answers(AlgoTrading.get_algo_order)
def get_order(
    desk: Desk, algo_id: str | None = None, algo_cl_ord_id: str | None = None
) -> AlgoOrder:
    return _shown(desk, _named(desk, algo_id, algo_cl_ord_id, is_open=False))


def _shown(desk: Desk, algo: Algo) -> AlgoOrder:
    last = desk.venue.quotes.last(algo.inst, desk.now)
    return evolve(algo.row, last=last)


def _rows(desk: Desk, ord_type: str, *, is_open: bool) -> list[AlgoOrder]:
    kinds = ord_type.split(",")
    if not {*kinds} <= {*AlgoOrdType}:
        raise bad_parameter("ordType")
    return [
        _shown(desk, algo)
        for algo in reversed(_book(desk).every.values())
        if algo.row.ord_type in kinds and (algo.row.state in OPEN) == is_open
    ]


@answers(AlgoTrading.get_open_algo_orders)
def open_orders(desk: Desk, ord_type: str, **said: Any) -> list[AlgoOrder]:
    rows = _rows(desk, ord_type, is_open=True)
    return paged(endpoint_of(AlgoTrading.get_open_algo_orders), rows, said)


@answers(AlgoTrading.get_algo_orders_history)
def history(
    desk: Desk, ord_type: str, state: AlgoState | None = None, **said: Any
) -> list[AlgoOrder]:
    if state is None and said.get("algo_id") is None:
        raise either_parameter("state", "algoId")
    rows = _rows(desk, ord_type, is_open=False)
    rows = [row for row in rows if state in {None, row.state}]
    return paged(endpoint_of(AlgoTrading.get_algo_orders_history), rows, said)
