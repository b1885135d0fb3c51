"""What is lent by flexible simple earn, and its rates."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

from attrs import frozen

__all__ = [
    "LendingRate",
    "LendingRateRecord",
    "LendingRecord",
    "LendingSummary",
    "SavingsBalance",
    "SavingsOrder",
]


@frozen
class SavingsBalance:
    """What is lent of a currency."""

    ccy: str
    amt: Decimal
    earnings: Decimal | None = None
    """Earned so far."""
    rate: Decimal | None = None
    """Least rate of a year, as a share."""
    loan_amt: Decimal | None = None
    """Lent."""
    pending_amt: Decimal | None = None
    """Not lent yet."""
    redempt_amt: Decimal | None = None
    """Deprecated."""


@frozen
class SavingsOrder:
    """A currency that was lent or taken back."""

    ccy: str
    amt: Decimal
    side: str
    """One of `purchase`, `redempt`."""
    rate: Decimal | None = None
    """Least rate of a year, as a share."""


@frozen
class LendingRate:
    """The least rate to lend at, as set."""

    ccy: str
    rate: Decimal
    """Of a year, as a share."""


@frozen
class LendingRecord:
    """What one hour of lending earned."""

    ccy: str
    ts: datetime
    amt: Decimal | None = None
    """Lent."""
    earnings: Decimal | None = None
    rate: Decimal | None = None
    """Of a year, as a share."""


@frozen
class LendingSummary:
    """Rates that are paid for a currency now; shares a year."""

    ccy: str
    avg_amt: Decimal | None = None
    """Deprecated."""
    avg_amt_usd: Decimal | None = None
    """Deprecated."""
    avg_rate: Decimal | None = None
    """Of the last 24 hours."""
    pre_rate: Decimal | None = None
    """Of the last hour."""
    est_rate: Decimal | None = None
    """Of the next hour, estimated."""


@frozen
class LendingRateRecord:
    """The rate that was paid for a currency in one hour."""

    ccy: str
    ts: datetime
    amt: Decimal | None = None
    """Deprecated."""
    rate: Decimal | None = None
    """Of borrowing; as a share a year."""
    lending_rate: Decimal | None = None
    """Of lending; as a share a year."""
