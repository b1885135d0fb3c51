"""Positions and greeks of the trading account."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

from attrs import frozen

from okx_sdk.models.enums import InstType, MgnMode, PosSide, TriggerPxType

__all__ = ["AccountGreeks", "CloseOrder", "Position"]


@frozen
class CloseOrder:
    """A take-profit or stop-loss of a whole position."""

    algo_id: str
    sl_trigger_px: Decimal | None = None
    """Price that triggers the stop-loss."""
    sl_trigger_px_type: TriggerPxType | None = None
    """Which price that is."""
    tp_trigger_px: Decimal | None = None
    """Price that triggers the take-profit."""
    tp_trigger_px_type: TriggerPxType | None = None
    """Which price that is."""
    close_fraction: Decimal | None = None
    """Part of the position that is closed; `1` is all."""


@frozen
class Position:
    """A position; a size of 0 tells that it was closed.

    Sizes are contracts for derivatives. Profit, margin and fees are in `ccy`.
    """

    inst_type: InstType
    inst_id: str
    pos_id: str
    pos: Decimal
    """Size; below 0 for a short in net mode."""
    mgn_mode: MgnMode | None = None
    pos_side: PosSide | None = None
    """`net` in net mode."""
    hedged_pos: Decimal | None = None
    """Part of it that is hedged; of delta-neutral accounts."""
    base_bal: Decimal | None = None
    """Deprecated."""
    quote_bal: Decimal | None = None
    """Deprecated."""
    base_borrowed: Decimal | None = None
    """Deprecated."""
    base_interest: Decimal | None = None
    """Deprecated."""
    quote_borrowed: Decimal | None = None
    """Deprecated."""
    quote_interest: Decimal | None = None
    """Deprecated."""
    pos_ccy: str | None = None
    """Currency of the size; of margin alone."""
    avail_pos: Decimal | None = None
    """Size that can be closed; of margin, options and long/short mode."""
    avg_px: Decimal | None = None
    """Average entry price."""
    non_settle_avg_px: Decimal | None = None
    """Entry price before any settlement; of futures in cross margin."""
    mark_px: Decimal | None = None
    upl: Decimal | None = None
    """Unrealised profit."""
    upl_ratio: Decimal | None = None
    """Unrealised profit, as a share."""
    upl_last_px: Decimal | None = None
    """Unrealised profit at the last price."""
    upl_ratio_last_px: Decimal | None = None
    """The same, as a share."""
    lever: Decimal | None = None
    """Leverage."""
    liq_px: Decimal | None = None
    """Estimated price of liquidation."""
    imr: Decimal | None = None
    """Initial margin requirement; in cross margin alone."""
    margin: Decimal | None = None
    """In isolated margin alone; it can be added to and reduced."""
    mgn_ratio: Decimal | None = None
    """Margin ratio, as a share."""
    mmr: Decimal | None = None
    """Maintenance margin requirement."""
    liab: Decimal | None = None
    """What is owed; of margin alone."""
    liab_ccy: str | None = None
    interest: Decimal | None = None
    """Accrued and not yet charged."""
    trade_id: str | None = None
    """The last trade that changed it."""
    opt_val: Decimal | None = None
    """Value; of options alone."""
    pending_close_ord_liab_val: Decimal | None = None
    """What orders that close it would repay; of margin alone."""
    notional_usd: Decimal | None = None
    """Value, in USD."""
    adl: int | None = None
    """How soon it would be deleveraged, `0` to `5`."""
    ccy: str | None = None
    """Currency of its margin."""
    last: Decimal | None = None
    """Last price."""
    idx_px: Decimal | None = None
    """Index price."""
    usd_px: Decimal | None = None
    """Price of `ccy`, in USD."""
    be_px: Decimal | None = None
    """Price at which it breaks even."""
    delta_bs: Decimal | None = None
    """Of the price in dollars."""
    delta_pa: Decimal | None = None
    """Of the price in coin."""
    gamma_bs: Decimal | None = None
    """Of the price in dollars."""
    gamma_pa: Decimal | None = None
    """Of the price in coin."""
    theta_bs: Decimal | None = None
    """Of the price in dollars."""
    theta_pa: Decimal | None = None
    """Of the price in coin."""
    vega_bs: Decimal | None = None
    """Of the price in dollars."""
    vega_pa: Decimal | None = None
    """Of the price in coin."""
    spot_in_use_amt: Decimal | None = None
    """Spot that hedges derivatives."""
    spot_in_use_ccy: str | None = None
    cl_spot_in_use_amt: Decimal | None = None
    """Spot that the user lets hedge derivatives."""
    max_spot_in_use_amt: Decimal | None = None
    """Most spot that may hedge derivatives."""
    biz_ref_id: str | None = None
    """Of external business."""
    biz_ref_type: str | None = None
    """Of external business."""
    realized_pnl: Decimal | None = None
    """Profit of what is closed, with fees, funding and penalties."""
    settled_pnl: Decimal | None = None
    """Profit that settlements have paid out; of futures in cross margin."""
    pnl: Decimal | None = None
    """Profit of what is closed, without them."""
    fee: Decimal | None = None
    """Fees so far, negative if charged."""
    funding_fee: Decimal | None = None
    """Funding so far."""
    liq_penalty: Decimal | None = None
    """Penalties of liquidation so far."""
    close_order_algo: tuple[CloseOrder, ...] = ()
    """What closes it at a price."""
    c_time: datetime | None = None
    """When it was created."""
    u_time: datetime | None = None
    """When it last changed."""
    p_time: datetime | None = None
    """When it was pushed; channels alone tell it."""


@frozen
class AccountGreeks:
    """The greeks of all that is held of one currency."""

    ccy: str
    ts: datetime
    delta_bs: Decimal | None = None
    """Of the price in dollars."""
    delta_pa: Decimal | None = None
    """Of the price in coin."""
    gamma_bs: Decimal | None = None
    """Of the price in dollars."""
    gamma_pa: Decimal | None = None
    """Of the price in coin."""
    theta_bs: Decimal | None = None
    """Of the price in dollars."""
    theta_pa: Decimal | None = None
    """Of the price in coin."""
    vega_bs: Decimal | None = None
    """Of the price in dollars."""
    vega_pa: Decimal | None = None
    """Of the price in coin."""
