"""Orders that wait for a price, trail it, or are worked in pieces."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

from attrs import frozen

from okx_sdk.models._base import MaybeTime
from okx_sdk.models.enums import (
    AlgoOrdType,
    AlgoState,
    AmendResult,
    InstType,
    PosSide,
    Side,
    TdMode,
    TgtCcy,
    TriggerPxType,
)
from okx_sdk.models.trade import AttachedAlgo

__all__ = ["AlgoOrder", "LinkedOrder"]


@frozen
class LinkedOrder:
    """The name of a linked order."""

    ord_id: str | None = None


@frozen
class AlgoOrder:
    """An order that waits for a price, trails it, or is worked in pieces."""

    inst_type: InstType
    inst_id: str
    algo_id: str
    ord_type: AlgoOrdType
    side: Side
    state: AlgoState
    ccy: str | None = None
    ord_id: str | None = None
    """Deprecated: see `ord_id_list`."""
    ord_id_list: tuple[str, ...] = ()
    """The orders that it placed."""
    cl_ord_id: str | None = None
    """The name that the client gave the order."""
    sz: Decimal | None = None
    """In contracts for derivatives; for spot and margin see `tgt_ccy`."""
    close_fraction: Decimal | None = None
    """Part of the position that is closed; `1` is all."""
    pos_side: PosSide | None = None
    """`net` in net mode."""
    td_mode: TdMode | None = None
    """How it is margined."""
    tgt_ccy: TgtCcy | None = None
    """The currency that the size of a spot order at market is in."""
    lever: Decimal | None = None
    """Leverage."""
    tp_trigger_px: Decimal | None = None
    """Price that triggers the take-profit."""
    tp_trigger_px_type: TriggerPxType | None = None
    """Which price that is."""
    tp_ord_px: Decimal | None = None
    """Price of the take-profit order; `-1` at market."""
    sl_trigger_px: Decimal | None = None
    """Price that triggers the stop-loss."""
    sl_trigger_px_type: TriggerPxType | None = None
    """Which price that is."""
    sl_ord_px: Decimal | None = None
    """Price of the stop-loss order; `-1` at market."""
    trigger_px: Decimal | None = None
    """Price that triggers it."""
    trigger_px_type: TriggerPxType | None = None
    """Which price that is."""
    ord_px: Decimal | None = None
    """Price of the order that it places; `-1` at market."""
    advance_ord_type: str | None = None
    """Kind of the order that it places: `fok` or `ioc`; a limit order if nothing."""
    actual_sz: Decimal | None = None
    """Size of what was placed."""
    actual_px: Decimal | None = None
    """Price of what was placed."""
    tag: str | None = None
    """The client's tag."""
    actual_side: str | None = None
    """What was triggered: `tp` or `sl`."""
    trigger_time: MaybeTime | None = None
    px_var: Decimal | None = None
    """Distance of pieces from the best price, as a share."""
    px_spread: Decimal | None = None
    """Distance of pieces from the best price."""
    sz_limit: Decimal | None = None
    """Size of a piece."""
    px_limit: Decimal | None = None
    """No piece is placed beyond this price."""
    time_interval: int | None = None
    """Seconds between pieces."""
    callback_ratio: Decimal | None = None
    """Distance of a trailing order from the best price, as a share."""
    callback_spread: Decimal | None = None
    """Distance of a trailing order from the best price."""
    active_px: Decimal | None = None
    """Price from which a trailing order follows."""
    move_trigger_px: Decimal | None = None
    """Price that triggers a trailing order now."""
    reduce_only: bool | None = None
    """Whether it may only shrink a position."""
    quick_mgn_type: str | None = None
    """Deprecated. One of `manual`, `auto_borrow`, `auto_repay`."""
    last: Decimal | None = None
    """Last price when it was triggered."""
    fail_code: str | None = None
    """Why it failed, as a code."""
    algo_cl_ord_id: str | None = None
    """The name that the client gave the algo order."""
    amend_px_on_trigger_type: str | None = None
    """`1` moves the stop-loss to the entry price once a take-profit fills."""
    attach_algo_ords: tuple[AttachedAlgo, ...] = ()
    """Take-profits and stop-losses that follow what it places."""
    linked_ord: LinkedOrder | None = None
    """The take-profit at a limit that belongs to it."""
    c_time: datetime | None = None
    """When it was created."""
    u_time: datetime | None = None
    """When it last changed."""
    is_trade_borrow_mode: bool | None = None
    """Whether it borrows by itself."""
    chase_type: str | None = None
    """Unit of `chase_val`: `distance` or `ratio`."""
    chase_val: Decimal | None = None
    """How far from the best price a chasing order stays."""
    max_chase_type: str | None = None
    """Unit of `max_chase_val`: `distance` or `ratio`."""
    max_chase_val: Decimal | None = None
    """How far a chasing order follows."""
    trade_quote_ccy: str | None = None
    """Currency that it is traded against."""
    notional_usd: Decimal | None = None
    """Value, in USD."""
    req_id: str | None = None
    """The name that the client gave an amendment."""
    amend_result: AmendResult | None = None
    """What became of an amendment."""
    px: Decimal | None = None
    """Limit price; in former rows."""
    count: int | None = None
    """Number of algo orders it stands for."""
    p_time: datetime | None = None
    """When it was pushed; channels alone tell it."""
