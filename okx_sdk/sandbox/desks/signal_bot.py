"""Signal bots: they hold positions that orders in their name open and close."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from attrs import evolve, frozen

from okx_sdk.models.algo_acks import AlgoOrderAck
from okx_sdk.models.enums import InstType, MgnMode, PosSide, Side, SignalSourceType
from okx_sdk.models.grid_trading import GridPosition
from okx_sdk.models.signal_bot import (
    NewSignalExit,
    SignalBotInfo,
    SignalBotName,
    SignalChannel,
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
from okx_sdk.sandbox.desks._kinds import Kind, lists, new_id, told
from okx_sdk.sandbox.desks._paths import last_price
from okx_sdk.sandbox.desks._worth import cut
from okx_sdk.sandbox.exchange import Desk, answers
from okx_sdk.sandbox.noise import key_of
from okx_sdk.sandbox.pricing import contract_size
from okx_sdk.sandbox.refusals import Refusal, bad_parameter
from okx_sdk.sandbox.things import paged

_SIGNALS = Kind("signals", SignalChannel, "signal_chan_id", ("55112", "No such signal"))
_BOTS = Kind("signal-bots", SignalBotInfo, "algo_id", ("51291", "There is no such bot"))
_ORDERS = Kind("signal-orders", SignalSubOrder, "ord_id", ("51603", "No such order"))
_ZERO, _FEE = Decimal(0), Decimal("0.0005")


@frozen
class _Position:
    """What a bot holds of an instrument: contracts, short below 0, and their price."""

    inst_id: str
    pos: Decimal
    avg_px: Decimal
    since: int


def _positions(desk: Desk, algo_id: str) -> dict[str, _Position]:
    shelf: dict[str, _Position] = desk.things.shelf(
        desk.account_name, f"signal-positions-{algo_id}"
    )
    return shelf


def _told_once(desk: Desk, name: str) -> list[Any]:
    """A record that grows, oldest first."""
    records: list[Any] = desk.things.shelf(desk.account_name, name).setdefault(
        "all", []
    )
    return records


@answers(SignalBot.create_signal)
def create_signal(
    desk: Desk, signal_chan_name: str, signal_chan_desc: str | None = None
) -> SignalChannel:
    return _SIGNALS.new(
        desk,
        signal_chan_name=signal_chan_name,
        signal_chan_desc=signal_chan_desc or "",
        signal_chan_token=f"{key_of('token', new_id(desk)):016x}",
        signal_source_type=SignalSourceType.OWN,
    )


lists(SignalBot.get_signals, _SIGNALS.rows)


@answers(SignalBot.create_signal_bot)
def create_bot(
    desk: Desk,
    signal_chan_id: str,
    invest_amt: Decimal,
    include_all: bool = False,
    inst_ids: list[str] | None = None,
    **said: Any,
) -> AlgoOrderAck:
    signal = _SIGNALS.find(desk, signal_chan_id=signal_chan_id)
    one_of(said["sub_ord_type"], "subOrdType", "1", "2", "9")
    if not invest_amt > 0 or not (include_all or inst_ids):
        raise bad_parameter("investAmt" if not invest_amt > 0 else "instIds")
    _money.spend(desk, "USDT", invest_amt)
    row = _BOTS.new(
        desk,
        **said,
        inst_type=InstType.SWAP,
        state="running",
        inst_ids=_insts(desk, inst_ids, include_all=include_all),
        algo_ord_type="contract",
        cancel_type="0",
        invest_amt=invest_amt,
        signal_chan_id=signal_chan_id,
        signal_chan_name=signal.signal_chan_name,
        signal_source_type=signal.signal_source_type,
        realized_pnl=_ZERO,
    )
    return told(_refresh(desk, row))


def _insts(desk: Desk, inst_ids: list[str] | None, *, include_all: bool) -> list[str]:
    if include_all:
        swaps = desk.market.instruments(desk.now, "SWAP")
        return [inst.inst_id for inst in swaps if inst.settle_ccy == "USDT"]
    return [trading(desk, each, "SWAP").inst_id for each in inst_ids or ()]


def _upl(desk: Desk, held: _Position) -> Decimal:
    inst = trading(desk, held.inst_id, "SWAP")
    mark = desk.market.mark_price(inst, desk.now)
    return held.pos * contract_size(inst) * (mark - held.avg_px)


def _margin(desk: Desk, row: SignalBotInfo, held: _Position) -> Decimal:
    size = contract_size(trading(desk, held.inst_id, "SWAP"))
    return abs(held.pos) * size * held.avg_px / (row.lever or 1)


def _refresh(desk: Desk, row: SignalBotInfo) -> SignalBotInfo:
    """A bot with its figures of now."""
    if row.state != "running":
        return row
    held = _positions(desk, row.algo_id).values()
    float_pnl = cut(sum((_upl(desk, each) for each in held), _ZERO))
    frozen = cut(sum((_margin(desk, row, each) for each in held), _ZERO))
    invested, realized = row.invest_amt or _ZERO, row.realized_pnl or _ZERO
    total = realized + float_pnl
    return _BOTS.keep(
        desk,
        evolve(
            row,
            float_pnl=float_pnl,
            total_pnl=total,
            total_pnl_ratio=round(total / invested, 6),
            total_eq=invested + total,
            frozen_bal=frozen,
            avail_bal=invested + realized - frozen,
        ),
    )


def _bots(desk: Desk, state: str) -> list[SignalBotInfo]:
    return [_refresh(desk, row) for row in _BOTS.where(state=state)(desk)]


def _lists_bots(method: Any, state: str) -> None:
    """The cursors are documented as times, and as ids; they are ids."""
    endpoint = endpoint_of(method)

    @answers(method)
    def rows(desk: Desk, **said: Any) -> list[SignalBotInfo]:
        return paged(endpoint, _bots(desk, state), said)


_lists_bots(SignalBot.get_open_signal_bots, "running")
_lists_bots(SignalBot.get_signal_bots_history, "stopped")


@answers(SignalBot.get_signal_bot)
def details(desk: Desk, algo_ord_type: str, algo_id: str) -> SignalBotInfo:
    one_of(algo_ord_type, "algoOrdType", "contract")
    return _refresh(desk, _BOTS.find(desk, algo_id=algo_id))


def _running(desk: Desk, algo_id: str) -> SignalBotInfo:
    row = details(desk, "contract", algo_id)
    if row.state != "running":
        raise Refusal("51309", "The bot has stopped")
    return row


@answers(SignalBot.get_signal_bot_positions)
def positions(desk: Desk, algo_ord_type: str, algo_id: str) -> list[GridPosition]:
    row = details(desk, algo_ord_type, algo_id)
    return [_shown(desk, row, held) for held in _positions(desk, algo_id).values()]


def _shown(desk: Desk, row: SignalBotInfo, held: _Position) -> GridPosition:
    inst = trading(desk, held.inst_id, "SWAP")
    mark, upl = desk.market.mark_price(inst, desk.now), _upl(desk, held)
    margin = _margin(desk, row, held)
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


@answers(SignalBot.place_sub_order)
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
    row = _running(desk, algo_id)
    if inst_id not in row.inst_ids or sz <= 0:
        raise bad_parameter("instId" if sz > 0 else "sz")
    one_of(ord_type, "ordType", "market", "limit")
    held = _positions(desk, algo_id).get(inst_id)
    signed = sz if side == Side.BUY else -sz
    if reduce_only and (held is None or held.pos * signed >= 0):
        raise Refusal("51169", "There is no position to be reduced")
    last = last_price(desk, trading(desk, inst_id, "SWAP"))
    is_met = px is None or (px >= last if side == Side.BUY else px <= last)
    order = _ORDERS.new(
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
    _told_once(desk, f"signal-events-{algo_id}").append(done)
    if ord_type == "market" or is_met:
        _fill(desk, row, order, last)


def _fill(desk: Desk, row: SignalBotInfo, order: SignalSubOrder, px: Decimal) -> None:
    """An order is filled in full; what it closes is told of."""
    sz = order.sz or _ZERO
    signed = sz if order.side == Side.BUY else -sz
    inst = trading(desk, order.inst_id, "SWAP")
    size = contract_size(inst)
    fee = cut(sz * size * px * _FEE)
    shelf = _positions(desk, row.algo_id)
    held = shelf.get(inst.inst_id, _Position(inst.inst_id, _ZERO, px, desk.now))
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
    _ORDERS.change(desk, order, **done, fee_ccy="USDT", pnl=pnl)
    realized = (row.realized_pnl or _ZERO) + pnl - fee
    _refresh(desk, _BOTS.change(desk, row, realized_pnl=realized))


def _average(held: _Position, signed: Decimal, px: Decimal, closed: Decimal) -> Decimal:
    """The average price after a fill."""
    if not closed:
        cost = abs(held.pos) * held.avg_px + abs(signed) * px
        return cut(cost / (abs(held.pos) + abs(signed)))
    return px if abs(signed) > closed else held.avg_px


def _close(
    desk: Desk, row: SignalBotInfo, held: _Position, px: Decimal, pnl: Decimal
) -> None:
    margin = _margin(desk, row, held)
    _told_once(desk, f"signal-closed-{row.algo_id}").append(
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


@answers(SignalBot.cancel_sub_order)
def cancel_sub_order(
    desk: Desk, algo_id: str, inst_id: str, signal_ord_id: str
) -> SignalOrderAck:
    order = _ORDERS.find(desk, ord_id=signal_ord_id, algo_id=algo_id, inst_id=inst_id)
    if order.state != "live":
        raise Refusal("51400", "The order is filled or canceled already")
    _ORDERS.change(desk, order, state="cancelled")
    return SignalOrderAck(signal_ord_id, "0", "")


@answers(SignalBot.close_position)
def close_position(desk: Desk, algo_id: str, inst_id: str) -> SignalBotName:
    row = _running(desk, algo_id)
    held = _positions(desk, algo_id).get(inst_id)
    if held is None:
        raise Refusal("51169", "There is no position to be closed")
    _market_out(desk, row, held)
    return SignalBotName(algo_id)


def _market_out(desk: Desk, row: SignalBotInfo, held: _Position) -> None:
    side = Side.SELL if held.pos > 0 else Side.BUY
    known: dict[str, Any] = {"sz": abs(held.pos), "side": side, "state": "live"}
    order = _ORDERS.new(
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


@answers(SignalBot.stop_signal_bots)
def stop(desk: Desk, bots: list[StopSignalBot]) -> list[AlgoOrderAck]:
    acks: list[AlgoOrderAck] = []
    for each in bots:
        row = _running(desk, each.algo_id)
        for held in list(_positions(desk, row.algo_id).values()):
            _market_out(desk, _BOTS.find(desk, algo_id=row.algo_id), held)
        row = details(desk, "contract", row.algo_id)
        _money.earn(desk, "USDT", max(_ZERO, row.total_eq or _ZERO))
        acks.append(told(_BOTS.change(desk, row, state="stopped", cancel_type="1")))
    return acks


@answers(SignalBot.adjust_margin_balance)
def adjust_margin(
    desk: Desk,
    algo_id: str,
    type: str,  # noqa: A002 - OKX's word
    amt: Decimal,
    **_: Any,
) -> SignalBotName:
    row = _running(desk, algo_id)
    adds = one_of(type, "type", "add", "reduce") == "add"
    if not 0 < amt <= (amt if adds else row.avail_bal or _ZERO):
        raise bad_parameter("amt")
    if adds:
        _money.spend(desk, "USDT", amt)
    else:
        _money.earn(desk, "USDT", amt)
    invested = (row.invest_amt or _ZERO) + (amt if adds else -amt)
    _refresh(desk, _BOTS.change(desk, row, invest_amt=invested))
    return SignalBotName(algo_id)


@answers(SignalBot.amend_tp_sl)
def amend_tp_sl(
    desk: Desk, algo_id: str, exit_setting_param: NewSignalExit
) -> SignalBotName:
    row = _running(desk, algo_id)
    _BOTS.change(desk, row, exit_setting_param=exit_setting_param)
    return SignalBotName(algo_id)


@answers(SignalBot.set_instruments)
def set_instruments(
    desk: Desk, algo_id: str, inst_ids: list[str], include_all: bool
) -> SignalBotName:
    row = _running(desk, algo_id)
    found = _insts(desk, inst_ids, include_all=include_all)
    _BOTS.change(desk, row, inst_ids=found)
    return SignalBotName(algo_id)


def _lists_records(method: Any, name: str) -> None:
    endpoint = endpoint_of(method)

    @answers(method)
    def rows(desk: Desk, algo_id: str, **said: Any) -> list[Any]:
        details(desk, "contract", algo_id)
        found = _told_once(desk, f"{name}-{algo_id}")[::-1]
        return paged(endpoint, found, said)


_lists_records(SignalBot.get_positions_history, "signal-closed")
_lists_records(SignalBot.get_signal_bot_event_history, "signal-events")


@answers(SignalBot.get_signal_bot_sub_orders)
def sub_orders(
    desk: Desk,
    algo_id: str,
    algo_ord_type: str,
    *,
    signal_ord_id: str | None = None,
    type: str | None = None,  # noqa: A002, ARG001 - OKX's word
    **said: Any,
) -> list[SignalSubOrder]:
    details(desk, algo_ord_type, algo_id)
    rows = _ORDERS.where(algo_id=algo_id)(desk)
    rows = [row for row in rows if signal_ord_id in {None, row.ord_id}]
    return paged(endpoint_of(SignalBot.get_signal_bot_sub_orders), rows, said)
