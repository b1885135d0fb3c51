"""Signal bots: the orders in their name, and the positions that these make."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from attrs import evolve

from okx_sdk.models.algo_acks import AlgoOrderAck
from okx_sdk.models.enums import InstType, MgnMode, PosSide, Side
from okx_sdk.models.grid_trading import GridPosition
from okx_sdk.models.signal_bot import (
    SignalBotInfo,
    SignalBotName,
    SignalClosedPosition,
    SignalEvent,
    SignalOrderAck,
    SignalSubOrder,
    StopSignalBot,
)
from okx_sdk.protocol.endpoint import endpoint_of
from okx_sdk.rest.signal_bot import SignalBot
from okx_sdk.sandbox.desks import _money
from okx_sdk.sandbox.desks._common import moment, one_of, trading
from okx_sdk.sandbox.desks._kinds import Kind, told
from okx_sdk.sandbox.desks._paths import last_price
from okx_sdk.sandbox.desks._worth import cut
from okx_sdk.sandbox.desks.signal_bot import (
    BOTS,
    Position,
    details,
    margin_of,
    positions_of,
    refresh,
    running,
    told_once,
    upl_of,
)
from okx_sdk.sandbox.exchange import Desk, answers
from okx_sdk.sandbox.pricing import contract_size
from okx_sdk.sandbox.refusals import Refusal, bad_parameter
from okx_sdk.sandbox.things import paged

ORDERS = Kind("signal-orders", SignalSubOrder, "ord_id", ("51603", "No such order"))
_ZERO, _FEE = Decimal(0), Decimal("0.0005")


@answers(SignalBot.get_signal_bot_positions, grade="stateful")
def positions(desk: Desk, algo_ord_type: str, algo_id: str) -> list[GridPosition]:
    row = _met(desk, details(desk, algo_ord_type, algo_id))
    return [_shown(desk, row, held) for held in positions_of(desk, algo_id).values()]


def _shown(desk: Desk, row: SignalBotInfo, held: Position) -> GridPosition:
    inst = trading(desk, held.inst_id, "SWAP")
    mark, upl = desk.market.mark_price(inst, desk.now), upl_of(desk, held)
    margin = margin_of(desk, row, held)
    return GridPosition(
        InstType.SWAP,
        held.inst_id,
        row.algo_id,
        held.pos,
        c_time=moment(held.since),
        u_time=moment(desk.now),
        avg_px=held.avg_px,
        ccy="USDT",
        lever=row.lever,
        pos_side=PosSide.NET,
        mgn_mode=MgnMode.CROSS,
        imr=cut(margin),
        upl=cut(upl),
        upl_ratio=round(upl / margin, 6),
        last=last_price(desk, inst),
        notional_usd=cut(abs(held.pos) * contract_size(inst) * mark),
        adl=1,
        mark_px=mark,
    )


@answers(SignalBot.place_sub_order, grade="stateful")
def place_sub_order(
    desk: Desk,
    inst_id: str,
    algo_id: str,
    *,
    side: Side,
    ord_type: str,
    sz: Decimal,
    px: Decimal | None = None,
    reduce_only: bool = False,
) -> None:
    row = running(desk, algo_id)
    if inst_id not in row.inst_ids or sz <= 0:
        raise bad_parameter("instId" if sz > 0 else "sz")
    one_of(ord_type, "ordType", "market", "limit")
    held = positions_of(desk, algo_id).get(inst_id)
    signed = sz if side == Side.BUY else -sz
    if reduce_only and (held is None or held.pos * signed >= 0):
        raise Refusal("51169", "There is no position to be reduced")
    last = last_price(desk, trading(desk, inst_id, "SWAP"))
    is_met = px is None or (px >= last if side == Side.BUY else px <= last)
    order = ORDERS.new(
        desk,
        algo_id=algo_id,
        inst_id=inst_id,
        inst_type="SWAP",
        algo_ord_type="contract",
        td_mode="cross",
        ccy="USDT",
        ord_type=ord_type,
        sz=sz,
        state="live",
        side=side,
        px=px,
        acc_fill_sz=_ZERO,
        pos_side="net",
        lever=row.lever,
    )
    alert = SignalEvent(algo_id, moment(desk.now), "", "signal_processing")
    done = evolve(alert, event_utime=moment(desk.now), event_status="success")
    told_once(desk, f"signal-events-{algo_id}").append(done)
    if ord_type == "market" or is_met:
        _fill(desk, row, order, last)


def _met(desk: Desk, row: SignalBotInfo) -> SignalBotInfo:
    """The bot after its limit orders have met the price of now."""
    for order in ORDERS.where(algo_id=row.algo_id, state="live")(desk):
        last = last_price(desk, trading(desk, order.inst_id, "SWAP"))
        px = order.px or last
        if px >= last if order.side == Side.BUY else px <= last:
            _fill(desk, BOTS.find(desk, algo_id=row.algo_id), order, px)
    return BOTS.find(desk, algo_id=row.algo_id)


def _fill(desk: Desk, row: SignalBotInfo, order: SignalSubOrder, px: Decimal) -> None:
    """An order is filled in full; what it closes is told of."""
    sz = order.sz or _ZERO
    signed = sz if order.side == Side.BUY else -sz
    inst = trading(desk, order.inst_id, "SWAP")
    size = contract_size(inst)
    fee = cut(sz * size * px * _FEE)
    shelf = positions_of(desk, row.algo_id)
    held = shelf.get(inst.inst_id, Position(inst.inst_id, _ZERO, px, desk.now))
    closed = min(abs(held.pos), sz) if held.pos * signed < 0 else _ZERO
    way = 1 if held.pos > 0 else -1
    pnl = cut(closed * size * (px - held.avg_px) * way)
    pos = held.pos + signed
    average = _average(held, signed, px, closed)
    if closed:
        _close(desk, row, held, px, pnl)
    if pos:
        shelf[inst.inst_id] = evolve(held, pos=pos, avg_px=average)
    else:
        shelf.pop(inst.inst_id, None)
    done = {"state": "filled", "avg_px": px, "acc_fill_sz": sz, "fee": -fee}
    ORDERS.change(desk, order, **done, fee_ccy="USDT", pnl=pnl)
    realized = (row.realized_pnl or _ZERO) + pnl - fee
    refresh(desk, BOTS.change(desk, row, realized_pnl=realized))


def _average(held: Position, signed: Decimal, px: Decimal, closed: Decimal) -> Decimal:
    """The average price after a fill."""
    if not closed:
        cost = abs(held.pos) * held.avg_px + abs(signed) * px
        return cut(cost / (abs(held.pos) + abs(signed)))
    return px if abs(signed) > closed else held.avg_px


def _close(
    desk: Desk, row: SignalBotInfo, held: Position, px: Decimal, pnl: Decimal
) -> None:
    margin = margin_of(desk, row, held)
    told_once(desk, f"signal-closed-{row.algo_id}").append(
        SignalClosedPosition(
            held.inst_id,
            moment(desk.now),
            MgnMode.CROSS,
            moment(held.since),
            held.avg_px,
            px,
            pnl,
            round(pnl / margin, 6),
            row.lever,
            "long" if held.pos > 0 else "short",
            held.inst_id.removesuffix("-SWAP"),
        )
    )


@answers(SignalBot.cancel_sub_order, grade="stateful")
def cancel_sub_order(
    desk: Desk, algo_id: str, inst_id: str, signal_ord_id: str
) -> SignalOrderAck:
    order = ORDERS.find(desk, ord_id=signal_ord_id, algo_id=algo_id, inst_id=inst_id)
    if order.state != "live":
        raise Refusal("51400", "The order is filled or canceled already")
    ORDERS.change(desk, order, state="cancelled")
    return SignalOrderAck(signal_ord_id, "0", "")


@answers(SignalBot.close_position, grade="stateful")
def close_position(desk: Desk, algo_id: str, inst_id: str) -> SignalBotName:
    row = running(desk, algo_id)
    held = positions_of(desk, algo_id).get(inst_id)
    if held is None:
        raise Refusal("51169", "There is no position to be closed")
    _market_out(desk, row, held)
    return SignalBotName(algo_id)


def _market_out(desk: Desk, row: SignalBotInfo, held: Position) -> None:
    side = Side.SELL if held.pos > 0 else Side.BUY
    known: dict[str, Any] = {"sz": abs(held.pos), "side": side, "state": "live"}
    order = ORDERS.new(
        desk,
        algo_id=row.algo_id,
        inst_id=held.inst_id,
        inst_type="SWAP",
        algo_ord_type="contract",
        ord_type="market",
        td_mode="cross",
        **known,
    )
    _fill(desk, row, order, last_price(desk, trading(desk, held.inst_id, "SWAP")))


@answers(SignalBot.stop_signal_bots, grade="stateful")
def stop(desk: Desk, bots: list[StopSignalBot]) -> list[AlgoOrderAck]:
    acks: list[AlgoOrderAck] = []
    for each in bots:
        row = running(desk, each.algo_id)
        for held in list(positions_of(desk, row.algo_id).values()):
            _market_out(desk, BOTS.find(desk, algo_id=row.algo_id), held)
        row = details(desk, "contract", row.algo_id)
        _money.earn(desk, "USDT", max(_ZERO, row.total_eq or _ZERO))
        acks.append(told(BOTS.change(desk, row, state="stopped", cancel_type="1")))
    return acks


def _lists_records(method: Any, name: str) -> None:
    endpoint = endpoint_of(method)

    @answers(method, grade="stateful")
    def rows(desk: Desk, algo_id: str, **said: Any) -> list[Any]:
        details(desk, "contract", algo_id)
        found = told_once(desk, f"{name}-{algo_id}")[::-1]
        return paged(endpoint, found, said)


_lists_records(SignalBot.get_positions_history, "signal-closed")
_lists_records(SignalBot.get_signal_bot_event_history, "signal-events")


@answers(SignalBot.get_signal_bot_sub_orders, grade="stateful")
def sub_orders(
    desk: Desk,
    algo_id: str,
    algo_ord_type: str,
    *,
    signal_ord_id: str | None = None,
    type: str | None = None,  # noqa: A002, ARG001 - OKX's word
    **said: Any,
) -> list[SignalSubOrder]:
    _met(desk, details(desk, algo_ord_type, algo_id))
    rows = ORDERS.where(algo_id=algo_id)(desk)
    rows = [row for row in rows if signal_ord_id in {None, row.ord_id}]
    return paged(endpoint_of(SignalBot.get_signal_bot_sub_orders), rows, said)
