"""OKUSD: limits, orders and rewards."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

from attrs import frozen

__all__ = [
    "OkusdAccount",
    "OkusdLimit",
    "OkusdLimits",
    "OkusdOrder",
    "OkusdRate",
    "OkusdRecord",
    "OkusdReward",
]


@frozen
class OkusdLimit:
    """A limit, and what of it is used."""

    max_sub_amt: Decimal | None = None
    """Most that can be subscribed now."""
    personal_daily_limit: Decimal | None = None
    """One's own, of a day."""
    personal_used_amt: Decimal | None = None
    """What of it is used."""
    platform_daily_limit: Decimal | None = None
    """Everyone's, of a day."""
    platform_used_amt: Decimal | None = None
    """What of it is used."""
    fee_rate: Decimal | None = None
    """As a share."""


@frozen
class OkusdLimits:
    """How much can be subscribed and redeemed."""

    ts: datetime
    sub_limit: OkusdLimit | None = None
    """Of subscribing."""
    fast_redeem_limit: OkusdLimit | None = None
    """Of redeeming at once."""
    std_redeem_limit: OkusdLimit | None = None
    """Of redeeming later."""


@frozen
class OkusdOrder:
    """A subscription or a redemption that was sent."""

    ord_id: str
    state: str
    """One of `success`, `pending`, `failed`, `processing`, `cancelled`."""
    ts: datetime
    cl_ord_id: str | None = None
    """The name that the client gave it."""
    ccy: str | None = None
    amt: Decimal | None = None
    okusd_amt: Decimal | None = None
    """Got, in OKUSD."""
    fee: Decimal | None = None
    """Negative if charged, positive if rebated."""
    usdt_amt: Decimal | None = None
    """Got, in USDT."""
    redeem_type: str | None = None
    """How it is redeemed: `1` or `2`."""
    est_settlement_time: datetime | None = None
    """When it is expected to be done."""


@frozen
class OkusdAccount:
    """What is held."""

    ccy: str
    amt: Decimal
    ts: datetime
    total_earn_accrual: Decimal | None = None
    """Earned so far."""


@frozen
class OkusdRecord:
    """A subscription or a redemption."""

    ord_id: str
    status: str
    """One of `success`, `failed`, `pending`, `canceled`."""
    ts: datetime
    cl_ord_id: str | None = None
    """The name that the client gave it."""
    ccy: str | None = None
    amt: Decimal | None = None
    settle_ccy: str | None = None
    settle_ccy_amt: Decimal | None = None
    """Given or got, in `settle_ccy`."""
    fee: Decimal | None = None
    """Negative if charged, positive if rebated."""
    type: str | None = None
    """`fast` or `standard`."""
    est_settlement_time: datetime | None = None
    """When it is expected to be done."""


@frozen
class OkusdReward:
    """A reward."""

    ccy: str
    ts: datetime
    earn_amt: Decimal | None = None
    """Earned."""
    amt: Decimal | None = None
    """Held."""
    apr: Decimal | None = None
    """As a share a year."""


@frozen
class OkusdRate:
    """A rate."""

    apr: Decimal
    """As a share a year."""
    ts: datetime
