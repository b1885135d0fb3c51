"""Rebates of fully disclosed brokers."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

from attrs import frozen

__all__ = ["FdRebateEligibility", "FdRebateFile", "FdRebateRequest"]


@frozen
class FdRebateFile:
    """A file of rebates."""

    file_href: str | None = None
    """Link to the file."""
    state: str | None = None
    ts: datetime | None = None
    """When it was made."""


@frozen
class FdRebateRequest:
    """Whether a file of rebates is being made."""

    result: str | None = None
    ts: datetime | None = None
    """When it was asked for."""


@frozen
class FdRebateEligibility:
    """Whether a user's trading gives rebates."""

    type: str | None = None
    """`0` it does; else why not, as a code."""
    client_rebate_ratio: Decimal | None = None
    """What the user gets of it, as a share."""
    last_rebate: str | None = None
