"""Staking of ETH and SOL."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

from attrs import frozen

__all__ = [
    "StakingAck",
    "StakingBalance",
    "StakingProduct",
    "StakingRate",
    "StakingRecord",
]


@frozen
class StakingProduct:
    """Rate and limits of staking."""

    fast_redemption_daily_limit: Decimal | None = None
    """Most of a day that is back at once."""
    rate: Decimal | None = None
    """Of a year, as a share."""
    redempt_days: int | None = None
    """Days until it is back."""
    min_amt: Decimal | None = None
    """Least amount."""
    fast_redemption_avail: Decimal | None = None
    """What can be back at once now."""


@frozen
class StakingAck:
    """The name of an order."""

    ord_id: str


@frozen
class StakingBalance:
    """What is staked."""

    ccy: str
    amt: Decimal
    latest_interest_accrual: Decimal | None = None
    """Earned on the last day."""
    total_interest_accrual: Decimal | None = None
    """Earned so far."""
    ts: datetime | None = None
    """When it was taken."""


@frozen
class StakingRecord:
    """What was staked or taken back."""

    type: str
    """One of `purchase`, `redeem`."""
    amt: Decimal
    status: str
    """One of `pending`, `success`, `failed`, `cancelled`."""
    request_time: datetime
    redeeming_amt: Decimal | None = None
    """On its way."""
    ord_id: str | None = None
    completed_time: datetime | None = None
    est_completed_time: datetime | None = None
    """When it is expected to be done."""


@frozen
class StakingRate:
    """The rate of one day."""

    rate: Decimal
    """Of a year, as a share."""
    ts: datetime
