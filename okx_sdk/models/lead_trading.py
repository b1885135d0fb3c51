"""Lead positions, profit sharing, and settings of copy trading."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

from attrs import frozen

from okx_sdk.models._base import Flag
from okx_sdk.models.enums import InstType, MgnMode, PosSide

__all__ = [
    "CopyAccountConfig",
    "CopyInstrument",
    "CopyLimits",
    "CopyRole",
    "CopySettingResult",
    "CopySettings",
    "LeadPosition",
    "LeadPositionAck",
    "LeadingInstrument",
    "MyLeadTrader",
    "ProfitSharing",
    "SignalCopyLink",
    "TotalProfitSharing",
    "TotalUnrealizedProfitSharing",
    "UnrealizedProfitSharing",
]


@frozen
class LeadPosition:
    """A position of a lead trader."""

    inst_id: str
    sub_pos_id: str
    """Name of the lead position."""
    pos_side: PosSide | None = None
    """`net` in net mode."""
    mgn_mode: MgnMode | None = None
    lever: Decimal | None = None
    """Leverage."""
    open_ord_id: str | None = None
    """The order that opened it."""
    open_avg_px: Decimal | None = None
    """Average entry price."""
    open_time: datetime | None = None
    """When it was opened."""
    sub_pos: Decimal | None = None
    """Size, in contracts."""
    tp_trigger_px: Decimal | None = None
    """Price that triggers the take-profit."""
    sl_trigger_px: Decimal | None = None
    """Price that triggers the stop-loss."""
    algo_id: str | None = None
    """Its stop order's id."""
    inst_type: InstType | None = None
    tp_ord_px: Decimal | None = None
    """Price of the take-profit order; `-1` at market."""
    sl_ord_px: Decimal | None = None
    """Price of the stop-loss order; `-1` at market."""
    margin: Decimal | None = None
    """Margin."""
    upl: Decimal | None = None
    """Unrealised profit."""
    upl_ratio: Decimal | None = None
    """Unrealised profit, as a share."""
    mark_px: Decimal | None = None
    unique_code: str | None = None
    """Name of the lead trader."""
    ccy: str | None = None
    """Currency of its margin."""
    avail_sub_pos: Decimal | None = None
    """Size that can be closed."""
    close_time: datetime | None = None
    """When it was closed."""
    close_avg_px: Decimal | None = None
    """Average price of what was closed."""
    pnl: Decimal | None = None
    pnl_ratio: Decimal | None = None
    """Profit, as a share."""
    profit_sharing_amt: Decimal | None = None
    """Deprecated."""
    close_sub_pos: Decimal | None = None
    """Size that is closed."""
    type: str | None = None
    """`1` closed in part, `2` in full."""


@frozen
class LeadPositionAck:
    """A lead position that was dealt with."""

    sub_pos_id: str
    """Name of the lead position."""
    tag: str | None = None
    """The client's tag."""


@frozen
class LeadingInstrument:
    """An instrument, and whether one leads in it."""

    inst_id: str
    enabled: bool


@frozen
class ProfitSharing:
    """A share of a follower's profit."""

    ccy: str
    profit_sharing_id: str
    ts: datetime
    profit_sharing_amt: Decimal | None = None
    nick_name: str | None = None
    """Of the follower."""
    inst_type: InstType | None = None
    port_link: str | None = None
    """Link to the portrait."""


@frozen
class TotalProfitSharing:
    """All shares of followers' profit in one currency."""

    ccy: str
    total_profit_sharing_amt: Decimal
    inst_type: InstType | None = None


@frozen
class UnrealizedProfitSharing:
    """A share of a follower's profit that comes next."""

    ccy: str
    ts: datetime
    unrealized_profit_sharing_amt: Decimal | None = None
    nick_name: str | None = None
    """Of the follower."""
    inst_type: InstType | None = None
    port_link: str | None = None
    """Link to the portrait."""


@frozen
class TotalUnrealizedProfitSharing:
    """All shares of followers' profit that come next."""

    total_unrealized_profit_sharing_amt: Decimal
    """In USDT."""
    profit_sharing_ts: datetime | None = None
    """When they come."""


@frozen
class CopySettingResult:
    """Whether settings were changed."""

    result: bool
    """Whether it is done."""


@frozen
class CopyRole:
    """One's own role in one product line."""

    inst_type: InstType
    role_type: str
    profit_sharing_ratio: Decimal | None = None
    """Share of their profit that one gets."""
    max_copy_trader_num: int | None = None
    """Most followers."""
    copy_trader_num: int | None = None
    """Followers."""


@frozen
class CopyAccountConfig:
    """One's own roles in copy trading."""

    unique_code: str
    nick_name: str | None = None
    port_link: str | None = None
    """Link to the portrait."""
    details: tuple[CopyRole, ...] = ()
    """By product line."""


@frozen
class CopyInstrument:
    """Whether an instrument is copied."""

    inst_id: str
    enabled: Flag


@frozen
class CopySettings:
    """How a lead trader is copied."""

    ccy: str
    """Currency of the margin."""
    copy_mode: str | None = None
    """Size of copies."""
    copy_amt: Decimal | None = None
    """Amount of a copy, in USDT."""
    copy_ratio: Decimal | None = None
    """Size of a copy as a share of the trader's."""
    copy_total_amt: Decimal | None = None
    """Most that is spent on this trader, in USDT."""
    tp_ratio: Decimal | None = None
    """Profit that closes a copy, as a share."""
    sl_ratio: Decimal | None = None
    """Loss that closes a copy, as a share."""
    copy_inst_id_type: str | None = None
    """Instruments that are copied."""
    inst_ids: tuple[CopyInstrument, ...] = ()
    """Instruments, and whether they are copied."""
    sl_total_amt: Decimal | None = None
    """Loss that stops copying, in USDT."""
    sub_pos_close_type: str | None = None
    """What becomes of copies when it stops."""
    copy_mgn_mode: str | None = None
    """How copied positions are margined."""
    copy_state: str | None = None
    """`0` it is not copied, `1` it is."""
    tag: str | None = None
    """The client's tag."""


@frozen
class MyLeadTrader:
    """A lead trader that one copies."""

    unique_code: str
    """Name of the lead trader."""
    port_link: str | None = None
    """Link to the portrait."""
    nick_name: str | None = None
    margin: Decimal | None = None
    """Margin that is used."""
    copy_total_amt: Decimal | None = None
    """Most that is spent on this trader."""
    copy_total_pnl: Decimal | None = None
    """Profit of copying."""
    ccy: str | None = None
    profit_sharing_ratio: Decimal | None = None
    """Share of the profit that the trader gets."""
    begin_copy_time: datetime | None = None
    """When it began."""
    upl: Decimal | None = None
    """Unrealised profit."""
    today_pnl: Decimal | None = None
    """Profit of today."""
    lead_mode: str | None = None


@frozen
class CopyLimits:
    """Limits of the settings of copying."""

    max_copy_amt: Decimal | None = None
    """In USDT."""
    min_copy_amt: Decimal | None = None
    """In USDT."""
    max_copy_total_amt: Decimal | None = None
    """In USDT."""
    min_copy_ratio: Decimal | None = None
    """As a share."""
    max_copy_ratio: Decimal | None = None
    """As a share."""
    max_tp_ratio: Decimal | None = None
    """As a share."""
    max_sl_ratio: Decimal | None = None
    """As a share."""


@frozen
class SignalCopyLink:
    """A link by which others can copy an order."""

    short_link: str
