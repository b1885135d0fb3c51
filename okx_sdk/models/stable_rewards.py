"""Rewards of holding stablecoins."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

from attrs import frozen

__all__ = [
    "StableBalance",
    "StableBalances",
    "StableProduct",
    "StableProductDetail",
    "StableRate",
]


@frozen
class StableProductDetail:
    """Rates and limits against one currency."""

    ccy: str | None = None
    settle_ccy: str | None = None
    """Currency that is given and got."""
    sub_fee_rate: Decimal | None = None
    """Of buying, as a share."""
    redempt_fee_rate: Decimal | None = None
    """Of redeeming, as a share."""
    min_sub_amt: Decimal | None = None
    """Least amount of buying."""
    min_redeem_amt: Decimal | None = None
    """Least amount of redeeming."""
    remaining_sub_quota: Decimal | None = None
    """What can be bought still."""
    remaining_redempt_quota: Decimal | None = None
    """What can be redeemed still."""
    can_redeem: bool | None = None
    """Whether it can be redeemed."""


@frozen
class StableProduct:
    """Rates and limits of a currency."""

    ts: datetime
    details: tuple[StableProductDetail, ...] = ()


@frozen
class StableBalance:
    """What is held of a currency."""

    ccy: str
    amt: Decimal | None = None
    total_earn_accrual: Decimal | None = None
    """Earned so far."""
    state: str | None = None
    """One of `earning`, `pending`."""


@frozen
class StableBalances:
    """What is held."""

    ts: datetime
    details: tuple[StableBalance, ...] = ()


@frozen
class StableRate:
    """The rate of one day."""

    rate: Decimal
    """Of a year, as a share."""
    ts: datetime
