"""Signal bots: made, changed, and what their positions are worth."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from attrs import evolve, frozen

from okx_sdk.models.algo_acks import AlgoOrderAck
from okx_sdk.models.enums import InstType, SignalSourceType
from okx_sdk.models.signal_bot import (
    NewSignalExit,
    SignalBotInfo,
    SignalBotName,
    SignalChannel,
)
from okx_sdk.protocol.endpoint import endpoint_of
from okx_sdk.rest.signal_bot import SignalBot
from okx_sdk.sandbox.desks import _money
from okx_sdk.sandbox.desks._common import one_of, trading
from okx_sdk.sandbox.desks._kinds import Kind, lists, new_id, told
from okx_sdk.sandbox.desks._worth import cut
from okx_sdk.sandbox.exchange import Desk, answers
from okx_sdk.sandbox.noise import key_of
from okx_sdk.sandbox.pricing import contract_size
from okx_sdk.sandbox.refusals import Refusal, bad_parameter
from okx_sdk.sandbox.things import paged

_SIGNALS = Kind("signals", SignalChannel, "signal_chan_id", ("55112", "No such signal"))
BOTS = Kind("signal-bots", SignalBotInfo, "algo_id", ("51291", "There is no such bot"))
_ZERO, _FEE = Decimal(0), Decimal("0.0005")


@frozen
class Position:
    """What a bot holds of an instrument: contracts, short below 0, and their price."""

    inst_id: str
    pos: Decimal
    avg_px: Decimal
    since: int


def positions_of(desk: Desk, algo_id: str) -> dict[str, Position]:
    shelf: dict[str, Position] = desk.things.shelf(
        desk.account_name, f"signal-positions-{algo_id}"
    )
    return shelf


def told_once(desk: Desk, name: str) -> list[Any]:
    """A record that grows, oldest first."""
    records: list[Any] = desk.things.shelf(desk.account_name, name).setdefault(
        "all", []
    )
    return records


@answers(SignalBot.create_signal, grade="stateful")
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


@answers(SignalBot.create_signal_bot, grade="stateful")
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
    row = BOTS.new(
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
    return told(refresh(desk, row))


def _insts(desk: Desk, inst_ids: list[str] | None, *, include_all: bool) -> list[str]:
    if include_all:
        swaps = desk.market.instruments(desk.now, "SWAP")
        return [inst.inst_id for inst in swaps if inst.settle_ccy == "USDT"]
    return [trading(desk, each, "SWAP").inst_id for each in inst_ids or ()]


def upl_of(desk: Desk, held: Position) -> Decimal:
    inst = trading(desk, held.inst_id, "SWAP")
    mark = desk.market.mark_price(inst, desk.now)
    return held.pos * contract_size(inst) * (mark - held.avg_px)


def margin_of(desk: Desk, row: SignalBotInfo, held: Position) -> Decimal:
    size = contract_size(trading(desk, held.inst_id, "SWAP"))
    return abs(held.pos) * size * held.avg_px / (row.lever or 1)


def refresh(desk: Desk, row: SignalBotInfo) -> SignalBotInfo:
    """A bot with its figures of now."""
    if row.state != "running":
        return row
    held = positions_of(desk, row.algo_id).values()
    float_pnl = cut(sum((upl_of(desk, each) for each in held), _ZERO))
    frozen = cut(sum((margin_of(desk, row, each) for each in held), _ZERO))
    invested, realized = row.invest_amt or _ZERO, row.realized_pnl or _ZERO
    total = realized + float_pnl
    return BOTS.keep(
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
    return [refresh(desk, row) for row in BOTS.where(state=state)(desk)]


def _lists_bots(method: Any, state: str) -> None:
    """The cursors are documented as times, and as ids; they are ids."""
    endpoint = endpoint_of(method)

    @answers(method, grade="stateful")
    def rows(desk: Desk, **said: Any) -> list[SignalBotInfo]:
        return paged(endpoint, _bots(desk, state), said)


_lists_bots(SignalBot.get_open_signal_bots, "running")
_lists_bots(SignalBot.get_signal_bots_history, "stopped")


@answers(SignalBot.get_signal_bot, grade="stateful")
def details(desk: Desk, algo_ord_type: str, algo_id: str) -> SignalBotInfo:
    one_of(algo_ord_type, "algoOrdType", "contract")
    return refresh(desk, BOTS.find(desk, algo_id=algo_id))


def running(desk: Desk, algo_id: str) -> SignalBotInfo:
    row = details(desk, "contract", algo_id)
    if row.state != "running":
        raise Refusal("51309", "The bot has stopped")
    return row


@answers(SignalBot.adjust_margin_balance, grade="stateful")
def adjust_margin(
    desk: Desk,
    algo_id: str,
    type: str,  # noqa: A002 - OKX's word
    amt: Decimal,
    **_: Any,
) -> SignalBotName:
    row = running(desk, algo_id)
    adds = one_of(type, "type", "add", "reduce") == "add"
    if not 0 < amt <= (amt if adds else row.avail_bal or _ZERO):
        raise bad_parameter("amt")
    if adds:
        _money.spend(desk, "USDT", amt)
    else:
        _money.earn(desk, "USDT", amt)
    invested = (row.invest_amt or _ZERO) + (amt if adds else -amt)
    refresh(desk, BOTS.change(desk, row, invest_amt=invested))
    return SignalBotName(algo_id)


@answers(SignalBot.amend_tp_sl, grade="stateful")
def amend_tp_sl(
    desk: Desk, algo_id: str, exit_setting_param: NewSignalExit
) -> SignalBotName:
    row = running(desk, algo_id)
    BOTS.change(desk, row, exit_setting_param=exit_setting_param)
    return SignalBotName(algo_id)


@answers(SignalBot.set_instruments, grade="stateful")
def set_instruments(
    desk: Desk, algo_id: str, inst_ids: list[str], include_all: bool
) -> SignalBotName:
    row = running(desk, algo_id)
    found = _insts(desk, inst_ids, include_all=include_all)
    BOTS.change(desk, row, inst_ids=found)
    return SignalBotName(algo_id)
