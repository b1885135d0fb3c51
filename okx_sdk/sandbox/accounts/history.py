"""The record of a position that was closed."""

from __future__ import annotations

from okx_sdk.models.account_records import ClosedPositionRecord
from okx_sdk.models.enums import InstType, MgnMode, PositionCloseType, PosSide
from okx_sdk.sandbox.accounts.exact import ZERO, over, tidied
from okx_sdk.sandbox.accounts.positions import Position, average, worth
from okx_sdk.sandbox.accounts.quotes import Quotes
from okx_sdk.sandbox.accounts.times import moment

__all__ = ["close_record"]

_KINDS = {
    "full_liquidation": PositionCloseType.LIQUIDATION,
    "partial_liquidation": PositionCloseType.PARTIAL_LIQUIDATION,
}


def close_record(
    position: Position, category: str, quotes: Quotes, now: int
) -> ClosedPositionRecord:
    """What is told of a position that was closed just now."""
    inst = position.inst
    entry = average(inst, position.opened, position.opened_cost)
    stake = over(worth(inst, entry, position.most), position.lever) if entry else ZERO
    kind = _KINDS.get(category, PositionCloseType.FULL)
    is_forced = category in _KINDS
    direction = "long" if position.was_long else "short"
    return ClosedPositionRecord(
        inst_id=inst.inst_id,
        pos_id=position.pos_id,
        inst_type=InstType(inst.inst_type),
        mgn_mode=MgnMode(position.mgn_mode),
        type=kind,
        c_time=moment(position.c_time),
        u_time=moment(now),
        open_avg_px=tidied(entry),
        close_avg_px=tidied(average(inst, position.closed, position.closed_cost)),
        open_max_pos=position.most,
        close_total_pos=position.closed,
        realized_pnl=tidied(position.realized),
        pnl_ratio=tidied(over(position.realized, stake)) if stake else None,
        fee=tidied(position.fee),
        funding_fee=tidied(position.funding_fee),
        liq_penalty=tidied(position.liq_penalty),
        pnl=tidied(position.pnl),
        pos_side=PosSide(position.pos_side),
        lever=position.lever,
        direction=direction,
        trigger_px=quotes.mark(inst, now) if is_forced else None,
        uly=inst.uly or None,
        ccy=position.ccy,
    )
