"""Lead trading and copy trading."""

from __future__ import annotations

from decimal import Decimal

from attrs import frozen

from okx_sdk.models.enums import InstType, PosSide, Side

__all__ = ["LeadTradingNotification"]


@frozen
class LeadTradingNotification:
    """Why a lead trader's order failed to be one."""

    inst_type: InstType
    info_type: str
    """What was passed: `1` largest position, `2` trades a day, `3` least equity."""
    sub_pos_id: str | None = None
    """Name of the lead position."""
    unique_code: str | None = None
    """Name of the lead trader."""
    inst_id: str | None = None
    side: Side | None = None
    pos_side: PosSide | None = None
    """`net` in net mode."""
    max_lead_trader_num: str | None = None
    """Most lead trades a day."""
    min_lead_eq: Decimal | None = None
    """Least equity of a lead trader, in USDT."""
