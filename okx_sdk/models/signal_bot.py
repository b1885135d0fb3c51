"""Signals, and the bots that trade by them."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

from attrs import field, frozen

from okx_sdk.models._base import Payload, exact_or_none
from okx_sdk.models.enums import (
    InstType,
    MgnMode,
    OrdType,
    PosSide,
    Side,
    SignalSourceType,
    TdMode,
)

__all__ = [
    "NewSignalEntry",
    "NewSignalExit",
    "SignalBotInfo",
    "SignalBotName",
    "SignalChannel",
    "SignalClosedPosition",
    "SignalEntry",
    "SignalEvent",
    "SignalExit",
    "SignalOrderAck",
    "SignalSubOrder",
    "SignalTriggeredOrder",
    "StopSignalBot",
]


@frozen
class SignalChannel:
    """A signal."""

    signal_chan_id: str
    signal_chan_token: str | None = None
    """Its bearer may send signals."""
    signal_chan_name: str | None = None
    signal_chan_desc: str | None = None
    signal_source_type: SignalSourceType | None = None
    """Where it comes from."""


@frozen
class SignalBotName:
    """The name of a signal bot."""

    algo_id: str


@frozen
class SignalEntry:
    """How a signal bot opens positions."""

    allow_multiple_entry: bool | None = None
    """Whether it adds to positions."""
    entry_type: str | None = None
    """What sizes are.

    `1` as the signal says, `2` fixed margin, `3` fixed contracts, `4` part of what is
    free, `5` part of the investment.
    """
    amt: Decimal | None = None
    """Fixed margin or contracts."""
    ratio: Decimal | None = None
    """Parts, one for each order."""


@frozen
class SignalExit:
    """How a signal bot closes positions."""

    tp_sl_type: str | None = None
    """What the shares are of: `pnl` or `price`."""
    tp_pct: Decimal | None = None
    """Profit, as a share."""
    sl_pct: Decimal | None = None
    """Loss, as a share."""


@frozen
class SignalBotInfo:
    """A signal bot."""

    algo_id: str
    inst_type: InstType
    state: str
    """One of `starting`, `running`, `stopping`, `stopped`."""
    algo_cl_ord_id: str | None = None
    """The client's name for it."""
    inst_ids: tuple[str, ...] = ()
    """Instruments that it trades."""
    c_time: datetime | None = None
    """When it was created."""
    u_time: datetime | None = None
    """When it last changed."""
    algo_ord_type: str | None = None
    cancel_type: str | None = None
    """What stopped it: `0` nothing, `1` by hand."""
    total_pnl: Decimal | None = None
    total_pnl_ratio: Decimal | None = None
    """Profit, as a share."""
    total_eq: Decimal | None = None
    """Equity, in USDT."""
    float_pnl: Decimal | None = None
    """Unrealised profit."""
    realized_pnl: Decimal | None = None
    """Profit of what is closed."""
    frozen_bal: Decimal | None = None
    """Margin that is used."""
    avail_bal: Decimal | None = None
    """Balance that is free."""
    lever: Decimal | None = None
    """Leverage."""
    invest_amt: Decimal | None = None
    """Investment, in USDT."""
    sub_ord_type: str | None = None
    """Price of its orders: `1` limit, `2` market, `9` as the signal says."""
    ratio: Decimal | None = None
    """Distance of limit orders from the best price, as a share."""
    entry_setting_param: SignalEntry | None = None
    """How positions are opened."""
    exit_setting_param: SignalExit | None = None
    """How positions are closed."""
    signal_chan_id: str | None = None
    """The signal's id."""
    signal_chan_name: str | None = None
    """The signal's name."""
    signal_source_type: str | None = None
    """Where the signal comes from."""


@frozen
class SignalClosedPosition:
    """A position that a signal bot has closed."""

    inst_id: str
    u_time: datetime
    """When it last changed."""
    mgn_mode: MgnMode | None = None
    c_time: datetime | None = None
    """When it was created."""
    open_avg_px: Decimal | None = None
    """Average entry price."""
    close_avg_px: Decimal | None = None
    """Average price of what was closed."""
    pnl: Decimal | None = None
    pnl_ratio: Decimal | None = None
    """Profit, as a share."""
    lever: Decimal | None = None
    """Leverage."""
    direction: str | None = None
    """`long`, `short` or `net`."""
    uly: str | None = None
    """Underlying."""


@frozen
class SignalOrderAck:
    """What became of an order that was cancelled."""

    signal_ord_id: str
    s_code: str | None = None
    """`0`, or why it failed, as a code."""
    s_msg: str | None = None
    """The same in words."""


@frozen
class SignalSubOrder:
    """An order of a signal bot."""

    algo_id: str
    inst_id: str
    ord_id: str
    algo_cl_ord_id: str | None = None
    """The client's name for the bot."""
    inst_type: InstType | None = None
    algo_ord_type: str | None = None
    cl_ord_id: str | None = None
    """The name that the client gave it."""
    c_time: datetime | None = None
    """When it was created."""
    u_time: datetime | None = None
    """When it last changed."""
    td_mode: TdMode | None = None
    """How it is margined."""
    ccy: str | None = None
    ord_type: OrdType | None = None
    sz: Decimal | None = None
    state: str | None = None
    """One of `canceled`, `live`, `partially_filled`, `filled`, `cancelling`."""
    side: Side | None = None
    px: Decimal | None = None
    fee: Decimal | None = None
    """Negative if charged, positive if rebated."""
    fee_ccy: str | None = None
    avg_px: Decimal | None = None
    """Average price of what is filled."""
    acc_fill_sz: Decimal | None = None
    """Filled so far."""
    pos_side: PosSide | None = None
    """`net` in net mode."""
    pnl: Decimal | None = None
    ct_val: Decimal | None = None
    """Value of a contract."""
    lever: Decimal | None = None
    """Leverage."""
    tag: str | None = None
    """The client's tag."""


@frozen
class SignalTriggeredOrder:
    """The name of an order that a signal placed."""

    cl_ord_id: str | None = None
    """The name that the client gave it."""


@frozen
class SignalEvent:
    """What a signal bot did."""

    algo_id: str
    event_ctime: datetime
    """When it began."""
    alert_msg: str | None = None
    """The signal, as it came."""
    event_type: str | None = None
    event_utime: datetime | None = None
    """When it last changed."""
    event_process_msg: str | None = None
    """What happened, in words."""
    event_status: str | None = None
    triggered_ord_data: tuple[SignalTriggeredOrder, ...] = ()
    """The orders that it placed."""


@frozen
class NewSignalEntry(Payload):
    """How a signal bot opens positions."""

    allow_multiple_entry: bool | None = None
    """Whether it adds to positions. `true` if left out."""
    entry_type: str | None = None
    """What sizes are.

    `1` as the signal says, `2` fixed margin, `3` fixed contracts, `4` part of what is
    free, `5` part of the investment.
    """
    amt: Decimal | None = field(default=None, converter=exact_or_none)
    """Fixed margin or contracts."""
    ratio: tuple[str, ...] | None = None
    """Parts, one for each order."""


@frozen
class NewSignalExit(Payload):
    """How a signal bot closes positions."""

    tp_sl_type: str | None = None
    """What the shares are of: `pnl` or `price`."""
    tp_pct: Decimal | None = field(default=None, converter=exact_or_none)
    """Profit, as a share."""
    sl_pct: Decimal | None = field(default=None, converter=exact_or_none)
    """Loss, as a share."""


@frozen
class StopSignalBot(Payload):
    """A signal bot to be stopped."""

    algo_id: str
