"""DCA bots, their orders, cycles and positions."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

from attrs import field, frozen

from okx_sdk.models._base import Payload, exact_or_none
from okx_sdk.models.enums import Side

__all__ = [
    "DcaAlgoOrder",
    "DcaCycle",
    "DcaPosition",
    "DcaSubOrder",
    "DcaTrigger",
    "NewDcaTrigger",
]


@frozen
class DcaTrigger:
    """What starts or stops a DCA bot."""

    trigger_action: str | None = None
    """`start` or `stop`."""
    trigger_strategy: str | None = None
    timeframe: str | None = None
    """Length of a candle of the indicator."""
    thold: int | None = None
    """Threshold of the indicator."""
    trigger_cond: str | None = None
    """How the indicator passes its threshold."""
    time_period: int | None = None
    """Number of candles of the indicator."""
    trigger_px: Decimal | None = None


@frozen
class DcaAlgoOrder:
    """A DCA bot."""

    algo_id: str
    inst_id: str
    algo_ord_type: str
    """One of `contract_dca`, `spot_dca`."""
    copy_type: str | None = None
    """`0` own, `1` copied, `2` copied with profit sharing, `3` leading."""
    state: str | None = None
    """One of a few words.

    One of `starting`, `running`, `stopping`, `pending_signal`, `no_close_position`,
    `stopped`.
    """
    direction: str | None = None
    """`long` or `short`."""
    lever: Decimal | None = None
    """Leverage."""
    init_ord_amt: Decimal | None = None
    """Amount of the first order."""
    safety_ord_amt: Decimal | None = None
    """Amount of a safety order."""
    max_safety_ords: int | None = None
    """Most safety orders of a cycle."""
    px_steps: Decimal | None = None
    """Distance of the first safety order, as a share of the price."""
    px_steps_mult: Decimal | None = None
    """Multiplies the distance of each safety order after it."""
    vol_mult: Decimal | None = None
    """Multiplies the amount of each safety order after it."""
    sl_pct: Decimal | None = None
    """Loss that stops it, as a share."""
    sl_mode: str | None = None
    """Price of the stop-loss order."""
    allow_reinvest: bool | None = None
    """Whether profits are invested again."""
    total_pnl: Decimal | None = None
    pnl_ratio: Decimal | None = None
    """Profit, as a share."""
    total_funding_fee: Decimal | None = None
    """Funding so far."""
    tp_px_range: Decimal | None = None
    """Profit that ends a cycle, as a share."""
    investment_amt: Decimal | None = None
    """Investment, in `investment_ccy`."""
    investment_ccy: str | None = None
    arbitrage_pn_l: Decimal | None = None
    """Profit of the cycles that are done."""
    transfer_in_margin: Decimal | None = None
    """Margin that was added."""
    profit_sharing_ratio: Decimal | None = None
    """Share of the profit that the lead trader gets."""
    tracking_mode: str | None = None
    """How followers begin."""
    trigger_params: tuple[DcaTrigger, ...] = ()
    """What starts and stops it."""
    ct_val: Decimal | None = None
    """Value of a contract."""
    trade_quote_ccy: str | None = None
    """Currency that it is traded against."""
    c_time: datetime | None = None
    """When it was created."""
    u_time: datetime | None = None
    """When it last changed."""
    funding_fee: Decimal | None = None
    """Funding so far."""
    cancel_type: str | None = None
    """What stopped it, as a code."""


@frozen
class DcaSubOrder:
    """An order that a DCA bot placed."""

    ord_id: str
    inst_id: str
    cycle_id: str | None = None
    avg_fill_px: Decimal | None = None
    """Average price of what is filled."""
    direction: str | None = None
    """`long` or `short`."""
    side: Side | None = None
    ord_type: str | None = None
    """One of a few words.

    One of `init_order`, `safety_order`, `tp_order`, `sl_order`, `manual_add_order`,
    `close_position`, `manual_close_position`.
    """
    px: Decimal | None = None
    sz: Decimal | None = None
    filled_sz: Decimal | None = None
    """Filled so far."""
    state: str | None = None
    """One of `live`, `partially_filled`, `filled`, `canceled`, `cancelling`."""
    fee: Decimal | None = None
    """Negative if charged, positive if rebated."""
    rebate: Decimal | None = None
    """What makers are paid."""
    rebate_ccy: str | None = None
    lever: Decimal | None = None
    """Leverage."""
    ct_val: Decimal | None = None
    """Value of a contract."""
    fill_time: datetime | None = None
    """Time of the last fill."""
    c_time: datetime | None = None
    """When it was created."""
    u_time: datetime | None = None
    """When it last changed."""
    trade_quote_ccy: str | None = None
    """Currency that it is traded against."""


@frozen
class DcaPosition:
    """What a DCA bot holds in its present cycle."""

    algo_id: str
    inst_id: str
    algo_cl_ord_id: str | None = None
    """The client's name for the bot."""
    algo_ord_type: str | None = None
    cur_cycleld: str | None = None
    """Id of the present cycle; OKX spells the field so."""
    start_time: datetime | None = None
    """When the cycle began."""
    fill_manual_ords: int | None = None
    """Number of manual orders that were filled."""
    fill_safety_ords: int | None = None
    """Number of safety orders that were filled."""
    funding_fee: Decimal | None = None
    """Funding so far."""
    init_px: Decimal | None = None
    """Price of the first order."""
    notional_usd: Decimal | None = None
    """Value, in USD."""
    avg_px: Decimal | None = None
    """Average price."""
    upl: Decimal | None = None
    """Unrealised profit."""
    liq_px: Decimal | None = None
    """Estimated price of liquidation."""
    sz: Decimal | None = None
    base_sz: Decimal | None = None
    """Held, in base currency."""
    quote_sz: Decimal | None = None
    """Spent, in quote currency."""
    sl_px: Decimal | None = None
    """Price of the stop-loss."""
    tp_px: Decimal | None = None
    """Price of the take-profit."""
    fee: Decimal | None = None
    """Negative if charged, positive if rebated."""
    trade_quote_ccy: str | None = None
    """Currency that it is traded against."""


@frozen
class DcaCycle:
    """A cycle of a DCA bot: from its first order to its profit."""

    cycle_id: str
    algo_id: str | None = None
    algo_cl_ord_id: str | None = None
    """The client's name for the bot."""
    current_cycle: bool | None = None
    """Whether it is the present one."""
    realized_pnl: Decimal | None = None
    """Profit of what is closed."""
    start_time: datetime | None = None
    end_time: datetime | None = None
    fee: Decimal | None = None
    """Negative if charged, positive if rebated."""
    avg_px: Decimal | None = None
    """Average price."""
    tp_px: Decimal | None = None
    """Price of the take-profit."""


@frozen
class NewDcaTrigger(Payload):
    """What starts or stops a DCA bot."""

    trigger_action: str
    """`start` or `stop`."""
    trigger_strategy: str
    """`instant`, `price`, `rsi` or `webhook`."""
    timeframe: str | None = None
    """Length of a candle of the indicator.

    One of `3m`, `5m`, `15m`, `30m`, `1H`, `4H`, `1D`.
    """
    thold: int | None = None
    """Threshold of the indicator."""
    trigger_cond: str | None = None
    """How the indicator passes its threshold."""
    time_period: int | None = None
    """Number of candles of the indicator."""
    trigger_px: Decimal | None = field(default=None, converter=exact_or_none)
    """Price that starts it."""
