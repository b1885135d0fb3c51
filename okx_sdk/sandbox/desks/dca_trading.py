"""DCA bots: made, run along the market's price, changed, stopped, remembered."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from okx_sdk.models.algo_acks import AlgoOrderAck
from okx_sdk.models.dca_trading import (
    DcaAlgoOrder,
    DcaCycle,
    DcaPosition,
    DcaSubOrder,
    NewDcaTrigger,
)
from okx_sdk.models.enums import Side
from okx_sdk.protocol.endpoint import endpoint_of
from okx_sdk.rest.dca_trading import DcaTrading
from okx_sdk.sandbox.dca import Dca, Done, Plan
from okx_sdk.sandbox.desks import _money
from okx_sdk.sandbox.desks._common import moment, one_of, trading
from okx_sdk.sandbox.desks._kinds import Kind, told
from okx_sdk.sandbox.desks._paths import last_price, path
from okx_sdk.sandbox.desks._worth import cut
from okx_sdk.sandbox.exchange import Desk, answers
from okx_sdk.sandbox.instruments import Instrument
from okx_sdk.sandbox.refusals import Refusal, bad_parameter
from okx_sdk.sandbox.things import paged

_BOTS = Kind("dca-bots", DcaAlgoOrder, "algo_id", ("51291", "There is no such bot"))
_ORDERS = Kind("dca-orders", DcaSubOrder, "ord_id")
_CYCLES = Kind("dca-cycles", DcaCycle, "cycle_id")
_ZERO, _ONE = Decimal(0), Decimal(1)
_FEES = {"spot_dca": Decimal("0.001"), "contract_dca": Decimal("0.0005")}


def _state(desk: Desk, algo_id: str) -> Dca:
    state: Dca = desk.things.shelf(desk.account_name, "dca-states")[algo_id]
    return state


def _inst(desk: Desk, inst_id: str, kind: str) -> Instrument:
    if one_of(kind, "algoOrdType", *_FEES) == "spot_dca":
        return trading(desk, inst_id, "SPOT")
    return trading(desk, inst_id, "SWAP")


def _plan(kind: str, said: dict[str, Any]) -> Plan:
    steps, count = said.get("px_steps") or Decimal("0.01"), said["max_safety_ords"]
    if not 0 <= count <= 100 or not said["init_ord_amt"] > 0 or not said["tp_pct"] > 0:
        raise bad_parameter("maxSafetyOrds" if not 0 <= count <= 100 else "initOrdAmt")
    return Plan(
        said["init_ord_amt"],
        said.get("safety_ord_amt") or said["init_ord_amt"],
        count,
        steps,
        said.get("px_steps_mult") or _ONE,
        said.get("vol_mult") or _ONE,
        said["tp_pct"],
        said.get("sl_pct") or None,
        -1 if said.get("direction") == "short" else 1,
        _FEES[kind],
    )


@answers(DcaTrading.place_dca_algo_order, grade="stateful")
def place(desk: Desk, inst_id: str, algo_ord_type: str, **said: Any) -> AlgoOrderAck:
    inst = _inst(desk, inst_id, algo_ord_type)
    plan = _plan(algo_ord_type, said)
    invested = plan.needs / (said.get("lever") or _ONE)
    ccy = inst.quote_ccy or inst.settle_ccy
    _money.spend(desk, ccy, invested)
    row = _BOTS.new(
        desk,
        **{"allow_reinvest": True, "direction": "long"} | said,
        inst_id=inst_id,
        algo_ord_type=algo_ord_type,
        state="running",
        copy_type="0",
        investment_amt=cut(invested),
        investment_ccy=ccy,
        ct_val=inst.ct_val,
        cancel_type="0",
    )
    state = Dca(plan, desk.now)
    desk.things.shelf(desk.account_name, "dca-states")[row.algo_id] = state
    _run(desk, row, state.meet(last_price(desk, inst), desk.now))
    return told(_figures(desk, row))


def _run(desk: Desk, row: DcaAlgoOrder, done: Any) -> None:
    for each in done:
        _ORDERS.new(desk, **_order(desk, row, each))
        _cycle(desk, row, each)


def _order(desk: Desk, row: DcaAlgoOrder, done: Done) -> dict[str, Any]:
    opens = done.kind in {"init_order", "safety_order", "manual_add_order"}
    is_buy = opens != (row.direction == "short")
    fee = _state(desk, row.algo_id).plan.fee
    return {
        "inst_id": row.inst_id,
        "cycle_id": f"{row.algo_id}{done.cycle:04}",
        "avg_fill_px": done.px,
        "direction": row.direction,
        "side": Side.BUY if is_buy else Side.SELL,
        "ord_type": done.kind,
        "px": done.px,
        "sz": done.sz,
        "filled_sz": done.sz,
        "state": "filled",
        "fee": -cut(done.px * done.sz * fee),
        "rebate": _ZERO,
        "lever": row.lever,
        "ct_val": row.ct_val,
        "fill_time": done.ts,
        "c_time": done.ts,
        "trade_quote_ccy": row.trade_quote_ccy,
    }


def _cycle(desk: Desk, row: DcaAlgoOrder, done: Done) -> None:
    """What the fill makes of its cycle."""
    state = _state(desk, row.algo_id)
    is_over = done.kind in {"tp_order", "sl_order", "close_position"}
    known = {
        "cycle_id": f"{row.algo_id}{done.cycle:04}",
        "algo_id": row.algo_id,
        "current_cycle": not is_over,
        "realized_pnl": cut(done.pnl),
        "start_time": state.started,
        "end_time": done.ts if is_over else None,
        "fee": -cut(state.paid),
    }
    if not is_over:
        known |= {"avg_px": cut(state.average), "tp_px": cut(state.target)}
    old = [r for r in _CYCLES.rows(desk) if r.cycle_id == known["cycle_id"]]
    if old:
        _CYCLES.change(desk, old[0], **known)
    else:
        _CYCLES.new(desk, **known)


def _refresh(desk: Desk, row: DcaAlgoOrder) -> DcaAlgoOrder:
    """A bot as it is by now."""
    state = _state(desk, row.algo_id)
    if row.state != "running":
        return row
    for ts, px in path(desk, row.inst_id, state.seen):
        _run(desk, row, state.meet(px, ts))
        if not state.goes_on and not state.size:
            return _halt(desk, row, "3")
    return _figures(desk, row)


def _figures(desk: Desk, row: DcaAlgoOrder) -> DcaAlgoOrder:
    state = _state(desk, row.algo_id)
    px = last_price(desk, _inst(desk, row.inst_id, row.algo_ord_type))
    total = cut(state.gained + state.profit(px) - state.paid)
    figures: dict[str, Any] = {
        "total_pnl": total,
        "pnl_ratio": round(total / (row.investment_amt or _ONE), 6),
        "arbitrage_pn_l": cut(state.gained),
        "total_funding_fee": _ZERO,
    }
    same = all(getattr(row, name) == value for name, value in figures.items())
    return row if same else _BOTS.change(desk, row, **figures)


def _bots(desk: Desk, *, is_open: bool) -> list[DcaAlgoOrder]:
    for row in _BOTS.where(state="running")(desk):
        _refresh(desk, row)
    return [row for row in _BOTS.rows(desk) if (row.state != "stopped") == is_open]


def _list(method: Any, *, is_open: bool) -> None:
    endpoint = endpoint_of(method)

    @answers(method, grade="stateful")
    def rows(desk: Desk, **said: Any) -> list[DcaAlgoOrder]:
        return paged(endpoint, _bots(desk, is_open=is_open), said)


_list(DcaTrading.get_open_dca_algo_orders, is_open=True)
_list(DcaTrading.get_dca_algo_orders_history, is_open=False)


def _running(desk: Desk, algo_id: str, kind: str | None = None) -> DcaAlgoOrder:
    row = _refresh(desk, _BOTS.find(desk, algo_id=algo_id, algo_ord_type=kind))
    if row.state == "stopped":
        raise Refusal("51309", "The bot has stopped")
    return row


@answers(DcaTrading.amend_dca_algo_order, grade="stateful")
def amend(
    desk: Desk,
    algo_id: str,
    trigger_params: list[NewDcaTrigger],
    reserve_funds: bool,
    **said: Any,
) -> AlgoOrderAck:
    row, state = _running(desk, algo_id), _state(desk, algo_id)
    plan = _plan(row.algo_ord_type, said | {"direction": row.direction})
    more = (plan.needs - state.plan.needs) / (row.lever or _ONE)
    if reserve_funds and more > 0:
        _money.spend(desk, row.investment_ccy or "", more)
        said["investment_amt"] = (row.investment_amt or _ZERO) + more
    state.plan = plan
    return told(_BOTS.change(desk, row, **said, trigger_params=trigger_params))


def _halt(desk: Desk, row: DcaAlgoOrder, why: str) -> DcaAlgoOrder:
    """Give back what is left; the bot is over."""
    state = _state(desk, row.algo_id)
    back = (row.investment_amt or _ZERO) + state.gained - state.paid
    _money.earn(desk, row.investment_ccy or "", cut(max(_ZERO, back)))
    return _BOTS.change(desk, _figures(desk, row), state="stopped", cancel_type=why)


@answers(DcaTrading.stop_dca_algo_order, grade="stateful")
def stop(desk: Desk, algo_id: str, algo_ord_type: str, stop_type: str) -> AlgoOrderAck:
    row, state = _running(desk, algo_id, algo_ord_type), _state(desk, algo_id)
    one_of(stop_type, "stopType", "1", "2")
    inst = _inst(desk, row.inst_id, algo_ord_type)
    px = last_price(desk, inst)
    if stop_type == "2" and algo_ord_type == "spot_dca" and state.size:
        _money.earn(desk, inst.base_ccy, state.size)
        state.gained -= state.cost
        state.size = state.cost = _ZERO
    elif state.size:
        _run(desk, row, [state.close(px, desk.now, "close_position")])
    return told(_halt(desk, row, "1"))


@answers(DcaTrading.get_dca_sub_orders, grade="stateful")
def sub_orders(
    desk: Desk, algo_id: str, algo_ord_type: str, **said: Any
) -> list[DcaSubOrder]:
    _refresh(desk, _BOTS.find(desk, algo_id=algo_id, algo_ord_type=algo_ord_type))
    rows = [r for r in _ORDERS.rows(desk) if (r.cycle_id or "").startswith(algo_id)]
    return paged(endpoint_of(DcaTrading.get_dca_sub_orders), rows, said)


@answers(DcaTrading.get_dca_cycles, grade="stateful")
def cycles(desk: Desk, algo_id: str, algo_ord_type: str, **said: Any) -> list[DcaCycle]:
    _refresh(desk, _BOTS.find(desk, algo_id=algo_id, algo_ord_type=algo_ord_type))
    rows = _CYCLES.where(algo_id=algo_id)(desk)
    said.pop("inst_id", None)
    return paged(endpoint_of(DcaTrading.get_dca_cycles), rows, said)


@answers(DcaTrading.add_dca_investment, grade="stateful")
def add_investment(
    desk: Desk, algo_id: str, algo_ord_type: str, price: Decimal, amt: Decimal, **_: Any
) -> AlgoOrderAck:
    row, state = _running(desk, algo_id, algo_ord_type), _state(desk, algo_id)
    if not (amt > 0 and price > 0):
        raise bad_parameter("amt")
    _money.spend(desk, row.investment_ccy or "", amt / (row.lever or _ONE))
    invested = (row.investment_amt or _ZERO) + amt / (row.lever or _ONE)
    row = _BOTS.change(desk, row, investment_amt=invested)
    px = min(price, last_price(desk, _inst(desk, row.inst_id, algo_ord_type)))
    state.manuals += 1
    _run(desk, row, [state.add(amt, px, desk.now, "manual_add_order")])
    return told(row)


@answers(DcaTrading.amend_dca_reinvestment, grade="stateful")
def reinvestment(
    desk: Desk, algo_id: str, algo_ord_type: str, allow_reinvest: bool
) -> AlgoOrderAck:
    row = _running(desk, algo_id, algo_ord_type)
    return told(_BOTS.change(desk, row, allow_reinvest=allow_reinvest))


@answers(DcaTrading.amend_dca_take_profit, grade="stateful")
def take_profit(
    desk: Desk, algo_id: str, algo_ord_type: str, tp_price: Decimal
) -> AlgoOrderAck:
    row, state = _running(desk, algo_id, algo_ord_type), _state(desk, algo_id)
    if (tp_price - state.average) * state.plan.way <= 0:
        raise Refusal("55102", "The take-profit price must be better than the average")
    state.tp_px = tp_price
    return told(row)


@answers(DcaTrading.get_dca_position_details, grade="stateful")
def position(desk: Desk, algo_id: str, algo_ord_type: str) -> DcaPosition:
    row, state = _running(desk, algo_id, algo_ord_type), _state(desk, algo_id)
    px = last_price(desk, _inst(desk, row.inst_id, algo_ord_type))
    return DcaPosition(
        algo_id,
        row.inst_id,
        algo_ord_type=algo_ord_type,
        cur_cycleld=f"{algo_id}{state.cycle:04}",
        start_time=moment(state.started),
        fill_manual_ords=state.manuals,
        fill_safety_ords=state.safeties,
        funding_fee=_ZERO,
        init_px=state.first_px,
        notional_usd=cut(state.size * px),
        avg_px=cut(state.average),
        upl=cut(state.profit(px)),
        sz=state.size / (row.ct_val or _ONE),
        base_sz=state.size,
        quote_sz=cut(state.cost),
        sl_px=None if state.stop is None else cut(state.stop),
        tp_px=cut(state.target),
        fee=-cut(state.paid),
        trade_quote_ccy=row.trade_quote_ccy,
    )


def _margin(desk: Desk, algo_id: str, amount: Decimal) -> AlgoOrderAck:
    """Margin added, or taken back where it is below 0."""
    row = _running(desk, algo_id, "contract_dca")
    invested = (row.investment_amt or _ZERO) + amount
    if invested <= 0:
        raise bad_parameter("amt")
    if amount > 0:
        _money.spend(desk, row.investment_ccy or "", amount)
    else:
        _money.earn(desk, row.investment_ccy or "", -amount)
    moved = (row.transfer_in_margin or _ZERO) + amount
    known = {"investment_amt": invested, "transfer_in_margin": moved}
    return told(_BOTS.change(desk, row, **known))


@answers(DcaTrading.add_dca_margin, grade="stateful")
def add_margin(desk: Desk, algo_id: str, amt: Decimal) -> AlgoOrderAck:
    return _margin(desk, algo_id, abs(amt))


@answers(DcaTrading.reduce_dca_margin, grade="stateful")
def reduce_margin(desk: Desk, algo_id: str, amt: Decimal) -> AlgoOrderAck:
    return _margin(desk, algo_id, -abs(amt))
