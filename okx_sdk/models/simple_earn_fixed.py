"""Offers of fixed simple earn, and orders on them."""

from __future__ import annotations

from decimal import Decimal

from attrs import frozen

__all__ = ["FixedEarnAck", "FixedEarnOffer"]


@frozen
class FixedEarnOffer:
    """A term that a currency can be lent for."""

    ccy: str
    term: int | None = None
    """Days; `0` for no term."""
    rate: Decimal | None = None
    """Of a year, as a share."""
    lend_quota: Decimal | None = None
    """What is left to be lent."""
    min_lend: Decimal | None = None
    """Least amount."""
    sold_out: bool | None = None


@frozen
class FixedEarnAck:
    """The name of an order."""

    req_id: str | None = None
    """The order's id."""
