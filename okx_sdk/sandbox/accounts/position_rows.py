"""Positions as models, valued at the mark price."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Any

from okx_sdk.models.account import PositionChange
from okx_sdk.models.enums import AcctLv, InstType, MgnMode, PosSide
from okx_sdk.models.positions import Position as Row
from okx_sdk.sandbox.accounts import margin
from okx_sdk.sandbox.accounts.exact import ZERO, exactly, over, tidied
from okx_sdk.sandbox.accounts.positions import Position, worth
from okx_sdk.sandbox.accounts.quotes import Quotes
from okx_sdk.sandbox.accounts.standings import Standing
from okx_sdk.sandbox.accounts.times import moment
from okx_sdk.sandbox.pricing import contract_size

_GREEKS = (
    "delta_bs",
    "delta_pa",
    "gamma_bs",
    "gamma_pa",
    "theta_bs",
    "theta_pa",
    "vega_bs",
    "vega_pa",
)

__all__ = ["change_row", "liquidation_price", "position_row", "ratio_of"]


def ratio_of(position: Position, mark: Decimal, stands: Standing) -> Decimal | None:
    """How often what backs a position covers its maintenance margin."""
    if position.mgn_mode == "cross":
        return stands.ratio(position.ccy)
    wanted = margin.maintenance(position, mark)
    backed = position.margin + position.upl(mark)
    return over(backed, wanted) if wanted else None


def liquidation_price(
    position: Position, mark: Decimal, stands: Standing
) -> Decimal | None:
    """The mark price at which it would be liquidated, all else as it is; about."""
    if not position.sz or position.inst.inst_type == "OPTION":
        return None
    if position.mgn_mode == "cross" and stands.acct_lv == AcctLv.PORTFOLIO:
        return None  # it is for all positions of its unit to say
    inst, mmr = position.inst, margin.tier_of(position.inst, abs(position.sz)).mmr
    if position.mgn_mode == "cross":
        row = stands.of(position.ccy)
        backing = row.cross - position.upl(mark)
        backing -= row.mmr - margin.maintenance(position, mark)
    else:
        backing = position.margin
    size = abs(position.sz) * contract_size(inst)
    way = 1 if position.is_long else -1
    entry = position.avg_px
    if inst.is_inverse:
        # backing + way * size * (1/entry - 1/px) = mmr * size / px
        below = backing + way * over(size, entry)
        px = over(size * (mmr + way), below) if below else ZERO
    else:
        # backing + way * size * (px - entry) = mmr * size * px
        px = over(way * size * entry - backing, size * (way - mmr))
    return px if px > 0 else None


@exactly
def position_row(
    position: Position,
    mark: Decimal,
    stands: Standing,
    quotes: Quotes,
    pushed_at: datetime | None = None,
) -> Row:
    """A position, as queries and its channel tell of it."""
    inst, now = position.inst, stands.now
    last, size = quotes.last(inst, now), abs(position.sz)
    upl, upl_last = position.upl(mark), position.upl(last)
    stake = over(worth(inst, position.avg_px, size), position.lever) if size else ZERO
    is_option = inst.inst_type == "OPTION"
    is_pair = inst.inst_type == "MARGIN"
    greeks: dict[str, Any] = dict(
        zip(_GREEKS, quotes.greeks(inst, position.sz, now), strict=True)
    )
    return Row(
        inst_type=InstType(inst.inst_type),
        inst_id=inst.inst_id,
        pos_id=position.pos_id,
        pos=position.shown,
        mgn_mode=MgnMode(position.mgn_mode),
        pos_side=PosSide(position.pos_side),
        pos_ccy=inst.base_ccy if is_pair else None,
        avail_pos=size if is_option or is_pair or position.pos_side != "net" else None,
        avg_px=tidied(position.avg_px) if size else None,
        mark_px=mark,
        upl=tidied(upl),
        upl_ratio=_share(upl, stake),
        upl_last_px=tidied(upl_last),
        upl_ratio_last_px=_share(upl_last, stake),
        interest=ZERO,
        trade_id=position.trade_id,
        opt_val=tidied(margin.option_value(position, mark)) if is_option else None,
        notional_usd=tidied(quotes.dollars(inst, mark, size, now)),
        adl=1 if size else 0,
        ccy=position.ccy,
        last=last,
        idx_px=quotes.index(inst, now),
        usd_px=quotes.usd(position.ccy, now),
        be_px=_break_even(position),
        realized_pnl=tidied(position.realized),
        pnl=tidied(position.pnl),
        fee=tidied(position.fee),
        funding_fee=tidied(position.funding_fee),
        liq_penalty=tidied(position.liq_penalty),
        c_time=moment(position.c_time),
        u_time=moment(position.u_time),
        p_time=pushed_at,
        **_margins(position, mark, stands),
        **_debt(position),
        **greeks,
    )


def _margins(position: Position, mark: Decimal, stands: Standing) -> dict[str, Any]:
    """What backs a position, and what it wants.

    In portfolio margin a cross position has neither leverage nor margin by itself.
    """
    is_cross = position.mgn_mode == "cross"
    in_unit = is_cross and stands.acct_lv == AcctLv.PORTFOLIO
    is_geared = position.inst.inst_type != "OPTION" and not in_unit
    initial = margin.initial(position, mark) if is_cross and not in_unit else None
    return {
        "lever": position.lever if is_geared else None,
        "liq_px": _tidied(liquidation_price(position, mark, stands)),
        "imr": _tidied(initial),
        "margin": None if is_cross else tidied(position.margin),
        "mgn_ratio": _tidied(ratio_of(position, mark, stands)),
        "mmr": None if in_unit else tidied(margin.maintenance(position, mark)),
    }


def _tidied(value: Decimal | None) -> Decimal | None:
    return None if value is None else tidied(value)


def _share(value: Decimal, whole: Decimal) -> Decimal | None:
    return tidied(over(value, whole)) if whole else None


def _debt(position: Position) -> dict[str, Any]:
    """What a pair's position has borrowed."""
    inst = position.inst
    if inst.inst_type != "MARGIN" or not position.sz:
        return {}
    if position.is_long:
        return {"liab": tidied(-position.cost), "liab_ccy": inst.quote_ccy}
    return {"liab": tidied(position.sz), "liab_ccy": inst.base_ccy}


def _break_even(position: Position) -> Decimal | None:
    """The price at which closing it would pay back its fees, about."""
    size = abs(position.sz)
    if not size or position.inst.is_inverse:
        return None
    per_unit = over(-position.fee, size * contract_size(position.inst))
    way = 1 if position.is_long else -1
    return tidied(position.avg_px + way * 2 * per_unit)


def change_row(position: Position) -> PositionChange:
    """A position in few words."""
    inst = position.inst
    return PositionChange(
        inst_type=InstType(inst.inst_type),
        inst_id=inst.inst_id,
        pos_id=position.pos_id,
        pos=position.shown,
        trade_id=position.trade_id,
        mgn_mode=MgnMode(position.mgn_mode),
        avg_px=tidied(position.avg_px) if position.sz else None,
        ccy=position.ccy,
        pos_side=PosSide(position.pos_side),
        pos_ccy=inst.base_ccy if inst.inst_type == "MARGIN" else None,
        u_time=moment(position.u_time),
    )
