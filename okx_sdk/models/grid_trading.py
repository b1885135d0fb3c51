"""Grid bots, their orders and positions."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

from attrs import frozen

from okx_sdk.models._base import MaybeTime
from okx_sdk.models.enums import (
    GridAlgoOrdType,
    GridCancelType,
    GridDirection,
    GridState,
    GridStopType,
    InstType,
    MgnMode,
    OrdType,
    PosSide,
    Side,
    TdMode,
    TriggerCond,
    TriggerStrategy,
)

__all__ = ["GridAlgoOrder", "GridPosition", "GridRebate", "GridSubOrder", "GridTrigger"]


@frozen
class GridRebate:
    """What makers were paid in one currency."""

    rebate: Decimal | None = None
    rebate_ccy: str | None = None


@frozen
class GridTrigger:
    """What starts or stops a grid bot."""

    trigger_action: str | None = None
    """`start` or `stop`."""
    trigger_strategy: TriggerStrategy | None = None
    delay_seconds: int | None = None
    """Seconds between the signal and the action."""
    trigger_time: MaybeTime | None = None
    """When the signal came."""
    trigger_type: str | None = None
    """`manual` or `auto`."""
    timeframe: str | None = None
    """Length of a candle of the indicator."""
    thold: int | None = None
    """Threshold of the indicator."""
    trigger_cond: TriggerCond | None = None
    """How the indicator passes its threshold."""
    time_period: int | None = None
    """Number of candles of the indicator."""
    trigger_px: Decimal | None = None
    stop_type: GridStopType | None = None
    """What becomes of the holdings."""


@frozen
class GridAlgoOrder:
    """A grid bot: it buys below and sells above, again and again."""

    inst_type: InstType
    inst_id: str
    algo_id: str
    algo_ord_type: GridAlgoOrdType
    state: GridState
    algo_cl_ord_id: str | None = None
    """The name that the client gave the algo order."""
    c_time: datetime | None = None
    """When it was created."""
    u_time: datetime | None = None
    """When it last changed."""
    rebate_trans: tuple[GridRebate, ...] = ()
    """What makers were paid."""
    trigger_params: tuple[GridTrigger, ...] = ()
    """What starts and stops it."""
    max_px: Decimal | None = None
    """Upper end of the grid."""
    min_px: Decimal | None = None
    """Lower end of the grid."""
    grid_num: int | None = None
    """Number of grids."""
    run_type: str | None = None
    """`1` equal distances, `2` equal ratios."""
    tp_trigger_px: Decimal | None = None
    """Price that triggers the take-profit."""
    sl_trigger_px: Decimal | None = None
    """Price that triggers the stop-loss."""
    trade_num: int | None = None
    """Number of trades."""
    arbitrage_num: int | None = None
    """Number of pairs of trades."""
    single_amt: Decimal | None = None
    """Size of an order of the grid."""
    per_min_profit_rate: Decimal | None = None
    """Least profit of a grid, as a share."""
    per_max_profit_rate: Decimal | None = None
    """Most profit of a grid, as a share."""
    run_px: Decimal | None = None
    """Price when it began."""
    total_pnl: Decimal | None = None
    pnl_ratio: Decimal | None = None
    """Profit, as a share of the investment."""
    investment: Decimal | None = None
    """In quote currency for spot."""
    grid_profit: Decimal | None = None
    """Profit of the pairs of trades."""
    float_profit: Decimal | None = None
    """Profit of what is held."""
    total_annualized_rate: Decimal | None = None
    """As a share a year."""
    annualized_rate: Decimal | None = None
    """Of the pairs of trades, as a share a year."""
    cancel_type: GridCancelType | None = None
    """Why it stopped."""
    stop_type: GridStopType | None = None
    """What became of its holdings."""
    active_ord_num: int | None = None
    """Number of its open orders."""
    quote_sz: Decimal | None = None
    """Invested, in quote currency."""
    base_sz: Decimal | None = None
    """Invested, in base currency."""
    cur_quote_sz: Decimal | None = None
    """Held, in quote currency."""
    cur_base_sz: Decimal | None = None
    """Held, in base currency."""
    profit: Decimal | None = None
    """That can be taken out, in quote currency."""
    stop_result: str | None = None
    """`0` nothing sold yet, `1` sold, `-1` selling failed."""
    direction: GridDirection | None = None
    base_pos: bool | None = None
    """Whether it opened a position at the beginning."""
    sz: Decimal | None = None
    """Margin invested."""
    lever: Decimal | None = None
    """Leverage."""
    actual_lever: Decimal | None = None
    """Leverage that results."""
    liq_px: Decimal | None = None
    """Estimated price of liquidation."""
    uly: str | None = None
    """Former."""
    inst_family: str | None = None
    ord_frozen: Decimal | None = None
    """Margin of its orders."""
    avail_eq: Decimal | None = None
    """Equity that is free."""
    eq: Decimal | None = None
    """Equity."""
    tag: str | None = None
    """The client's tag."""
    profit_sharing_ratio: Decimal | None = None
    """Share of the profit that the lead trader gets."""
    copy_type: str | None = None
    """`0` own, `1` copied, `2` copied with profit sharing, `3` leading."""
    tp_ratio: Decimal | None = None
    """Profit that stops it, as a share."""
    sl_ratio: Decimal | None = None
    """Loss that stops it, as a share."""
    fee: Decimal | None = None
    """Fees so far, negative if charged."""
    funding_fee: Decimal | None = None
    """Funding so far."""
    trade_quote_ccy: str | None = None
    """Currency that it is traded against."""
    p_time: datetime | None = None
    """When it was pushed; channels alone tell it."""
    trigger_time: MaybeTime | None = None
    """Former place of what is in `trigger_params`."""


@frozen
class GridPosition:
    """The position of a contract grid."""

    inst_type: InstType
    inst_id: str
    algo_id: str
    pos: Decimal
    """Size, in contracts."""
    algo_cl_ord_id: str | None = None
    """The name that the client gave the algo order."""
    c_time: datetime | None = None
    """When it was created."""
    u_time: datetime | None = None
    """When it last changed."""
    avg_px: Decimal | None = None
    """Average entry price."""
    ccy: str | None = None
    """Currency of its margin."""
    lever: Decimal | None = None
    """Leverage."""
    liq_px: Decimal | None = None
    """Estimated price of liquidation."""
    pos_side: PosSide | None = None
    """`net` in net mode."""
    mgn_mode: MgnMode | None = None
    mgn_ratio: Decimal | None = None
    """Margin ratio, as a share."""
    imr: Decimal | None = None
    """Initial margin requirement."""
    mmr: Decimal | None = None
    """Maintenance margin requirement."""
    upl: Decimal | None = None
    """Unrealised profit."""
    upl_ratio: Decimal | None = None
    """Unrealised profit, as a share."""
    last: Decimal | None = None
    """Last price."""
    notional_usd: Decimal | None = None
    """Value, in USD."""
    adl: int | None = None
    """How soon it would be deleveraged, `0` to `5`."""
    mark_px: Decimal | None = None
    p_time: datetime | None = None
    """When it was pushed; channels alone tell it."""


@frozen
class GridSubOrder:
    """An order that a grid bot placed."""

    inst_type: InstType
    inst_id: str
    algo_id: str
    ord_id: str
    side: Side
    state: str
    """As of an order; `cancelling` as well."""
    algo_cl_ord_id: str | None = None
    """The name that the client gave the algo order."""
    algo_ord_type: GridAlgoOrdType | None = None
    group_id: str | None = None
    """Name that a pair of orders shares."""
    c_time: datetime | None = None
    """When it was created."""
    u_time: datetime | None = None
    """When it last changed."""
    td_mode: TdMode | None = None
    """How it is margined."""
    ccy: str | None = None
    ord_type: OrdType | None = None
    sz: Decimal | None = None
    px: Decimal | None = None
    fee: Decimal | None = None
    """Negative if charged, positive if rebated."""
    fee_ccy: str | None = None
    rebate: Decimal | None = None
    """What makers are paid."""
    rebate_ccy: str | None = None
    avg_px: Decimal | None = None
    """Average price of what is filled."""
    acc_fill_sz: Decimal | None = None
    """Filled so far."""
    pos_side: PosSide | None = None
    """`net` in net mode."""
    pnl: Decimal | None = None
    """Profit of a pair of orders, with the second."""
    ct_val: Decimal | None = None
    """Value of a contract."""
    lever: Decimal | None = None
    """Leverage."""
    tag: str | None = None
    """The client's tag."""
    p_time: datetime | None = None
    """When it was pushed; channels alone tell it."""
