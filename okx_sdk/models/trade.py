"""Orders and fills."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

from attrs import frozen

from okx_sdk.models.enums import (
    AmendResult,
    AmendSource,
    BillSubType,
    CancelSource,
    EventOutcome,
    ExecType,
    InstType,
    OrderCategory,
    OrderState,
    OrdType,
    PosSide,
    PxType,
    Side,
    StpMode,
    TdMode,
    TgtCcy,
    TpOrdKind,
    TriggerPxType,
)

__all__ = ["AttachedAlgo", "Fill", "LinkedAlgo", "Order"]


@frozen
class AttachedAlgo:
    """A take-profit, a stop-loss or a trailing order attached to an order."""

    attach_algo_id: str | None = None
    attach_algo_cl_ord_id: str | None = None
    tp_ord_kind: TpOrdKind | None = None
    """Whether the take-profit waits for its trigger, or is a limit order."""
    tp_trigger_px: Decimal | None = None
    """Price that triggers the take-profit."""
    tp_trigger_ratio: Decimal | None = None
    """The same, as a share of the entry price."""
    tp_trigger_px_type: TriggerPxType | None = None
    """Which price that is."""
    tp_ord_px: Decimal | None = None
    """Price of the take-profit order; `-1` at market."""
    sl_trigger_px: Decimal | None = None
    """Price that triggers the stop-loss."""
    sl_trigger_ratio: Decimal | None = None
    """The same, as a share of the entry price."""
    sl_trigger_px_type: TriggerPxType | None = None
    """Which price that is."""
    sl_ord_px: Decimal | None = None
    """Price of the stop-loss order; `-1` at market."""
    sz: Decimal | None = None
    """Size of a split take-profit."""
    amend_px_on_trigger_type: str | None = None
    """`1` moves the stop-loss to the entry price once a take-profit fills."""
    fail_code: str | None = None
    """Why it failed, as a code."""
    fail_reason: str | None = None
    """Why it failed, in words."""
    callback_ratio: Decimal | None = None
    """Distance of a trailing order from the best price, as a share."""
    callback_spread: Decimal | None = None
    """Distance of a trailing order from the best price."""
    active_px: Decimal | None = None
    """Price from which a trailing order follows."""


@frozen
class LinkedAlgo:
    """The name of a linked algo order."""

    algo_id: str | None = None


@frozen
class Order:
    """An order, and what became of it.

    Channels tell more of the last fill and of amendments; REST gives reasons.
    """

    inst_type: InstType
    inst_id: str
    ord_id: str
    side: Side
    ord_type: OrdType
    state: OrderState
    tgt_ccy: TgtCcy | None = None
    """The currency that the size of a spot order at market is in."""
    ccy: str | None = None
    """Currency of the margin; of cross margin in single-currency accounts."""
    cl_ord_id: str | None = None
    """The name that the client gave it."""
    tag: str | None = None
    """The client's tag."""
    px: Decimal | None = None
    """Limit price; for options in the coin of the family."""
    px_usd: Decimal | None = None
    """Price of an option, in USD."""
    px_vol: Decimal | None = None
    """Price of an option as implied volatility; `1` is 100 %."""
    px_type: PxType | None = None
    """Which of an option's prices was given."""
    sz: Decimal | None = None
    """In contracts for derivatives; for spot and margin see `tgt_ccy`."""
    pnl: Decimal | None = None
    """Profit of what it closed, without fees."""
    pos_side: PosSide | None = None
    """`net` in net mode."""
    td_mode: TdMode | None = None
    """How it is margined."""
    acc_fill_sz: Decimal | None = None
    """Filled so far."""
    fill_px: Decimal | None = None
    """Price of the last fill; nothing before there is one."""
    trade_id: str | None = None
    """The last fill's."""
    fill_sz: Decimal | None = None
    """Size of the last fill."""
    fill_time: datetime | None = None
    """Time of the last fill."""
    avg_px: Decimal | None = None
    """Average price of what is filled."""
    stp_id: str | None = None
    """Deprecated."""
    stp_mode: StpMode | None = None
    """What gives way when it would trade with an order of the same user."""
    lever: Decimal | None = None
    """Leverage."""
    attach_algo_cl_ord_id: str | None = None
    """The name that the client gave what is attached."""
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
    attach_algo_ords: tuple[AttachedAlgo, ...] = ()
    """Take-profits and stop-losses that follow it."""
    linked_algo_ord: LinkedAlgo | None = None
    """The stop-loss that belongs to a split take-profit."""
    fee_ccy: str | None = None
    fee: Decimal | None = None
    """Negative if charged, positive if rebated."""
    rebate_ccy: str | None = None
    rebate: Decimal | None = None
    """What makers are paid."""
    source: str | None = None
    """What placed it, as a code, if an algo order did."""
    category: OrderCategory | None = None
    """Why it exists."""
    reduce_only: bool | None = None
    """Whether it may only shrink a position."""
    is_tp_limit: bool | None = None
    """Whether it is a take-profit at a limit."""
    cancel_source: CancelSource | None = None
    cancel_source_reason: str | None = None
    quick_mgn_type: str | None = None
    """Deprecated. One of `manual`, `auto_borrow`, `auto_repay`."""
    algo_cl_ord_id: str | None = None
    """The name that the client gave the algo order."""
    algo_id: str | None = None
    """The algo order that it is of."""
    u_time: datetime | None = None
    """When it last changed."""
    c_time: datetime | None = None
    """When it was created."""
    trade_quote_ccy: str | None = None
    """Currency that it is traded against."""
    outcome: EventOutcome | None = None
    """Side of an event contract."""
    notional_usd: Decimal | None = None
    """Value, in USD."""
    fill_pnl: Decimal | None = None
    """Profit of the last fill."""
    fill_fee: Decimal | None = None
    """Fee of the last fill."""
    fill_fee_ccy: str | None = None
    """Currency of the last fill's fee."""
    fill_px_vol: Decimal | None = None
    """Implied volatility of the last fill, as a share; of options alone."""
    fill_px_usd: Decimal | None = None
    """Price of the last fill, in USD; of options alone."""
    fill_mark_vol: Decimal | None = None
    """Mark volatility at the last fill; of options alone."""
    fill_fwd_px: Decimal | None = None
    """Forward price at the last fill; of options alone."""
    fill_mark_px: Decimal | None = None
    """Mark price at the last fill."""
    fill_idx_px: Decimal | None = None
    """Index price at the last fill."""
    exec_type: ExecType | None = None
    """Whether it took or made."""
    fill_notional_usd: Decimal | None = None
    """Value of the last fill, in USD."""
    amend_result: AmendResult | None = None
    """What became of an amendment."""
    amend_source: AmendSource | None = None
    """Who amended it."""
    code: str | None = None
    """Why an amendment failed, as a code; `0` if none did."""
    msg: str | None = None
    """The same in words."""
    req_id: str | None = None
    """The name that the client gave an amendment."""
    last_px: Decimal | None = None
    """Last price of the instrument."""


@frozen
class Fill:
    """One fill of an order of one's own. The channel gives but the essentials."""

    inst_id: str
    trade_id: str
    ord_id: str
    side: Side
    fill_px: Decimal
    fill_sz: Decimal
    """In contracts for derivatives, in base currency for spot."""
    ts: datetime
    inst_type: InstType | None = None
    cl_ord_id: str | None = None
    """The name that the client gave the order."""
    bill_id: str | None = None
    """Its bill in the account."""
    sub_type: BillSubType | None = None
    tag: str | None = None
    """The client's tag."""
    fill_idx_px: Decimal | None = None
    """Index price."""
    fill_pnl: Decimal | None = None
    """Profit, if it closed something."""
    fill_px_vol: Decimal | None = None
    """Price as implied volatility, as a share; of options alone."""
    fill_px_usd: Decimal | None = None
    """Price, in USD; of options alone."""
    fill_mark_vol: Decimal | None = None
    """Mark volatility; of options alone."""
    fill_fwd_px: Decimal | None = None
    """Forward price; of options alone."""
    fill_mark_px: Decimal | None = None
    """Mark price."""
    pos_side: PosSide | None = None
    """`net` in net mode."""
    exec_type: ExecType | None = None
    """Whether it took or made."""
    fee_ccy: str | None = None
    fee: Decimal | None = None
    """Negative if charged, positive if rebated."""
    fill_time: datetime | None = None
    fee_rate: Decimal | None = None
    """As a share."""
    trade_quote_ccy: str | None = None
    """Currency that it is traded against."""
    count: int | None = None
    """Number of fills it stands for."""
