"""Offers of on-chain earn, and orders on them."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

from attrs import field, frozen

from okx_sdk.models._base import Payload, exact
from okx_sdk.models.enums import EarnOrderState

__all__ = [
    "EarnAck",
    "EarnEarning",
    "EarnFastRedemption",
    "EarnInvested",
    "EarnInvestment",
    "EarnOffer",
    "EarnOfferEarning",
    "EarnOfferInvestment",
    "EarnOrder",
]


@frozen
class EarnOfferInvestment:
    """What can be invested of one currency."""

    ccy: str
    bal: Decimal | None = None
    """Balance that is free."""
    min_amt: Decimal | None = None
    """Least amount."""
    max_amt: Decimal | None = None
    """Most that is left to be invested."""


@frozen
class EarnOfferEarning:
    """What can be earned in one currency."""

    ccy: str
    earning_type: str | None = None
    """`0` estimated, `1` so far."""


@frozen
class EarnOffer:
    """An offer."""

    ccy: str
    product_id: str
    protocol: str | None = None
    protocol_type: str | None = None
    """`staking` or `defi`."""
    term: int | None = None
    """Days; `0` for none."""
    apy: Decimal | None = None
    """As a share a year."""
    early_redeem: bool | None = None
    """Whether it can be taken back before its term is over."""
    invest_data: tuple[EarnOfferInvestment, ...] = ()
    """What can be invested."""
    earning_data: tuple[EarnOfferEarning, ...] = ()
    """What can be earned."""
    state: str | None = None
    """`purchasable`, `sold_out` or `Stop`."""
    redeem_period: tuple[str, ...] = ()
    """Least and most time until it is back, such as `1D`."""
    fast_redemption_daily_limit: Decimal | None = None
    """Most of a day that is back at once."""


@frozen
class EarnAck:
    """An order that was accepted."""

    ord_id: str
    tag: str | None = None
    """The client's tag."""


@frozen
class EarnInvested:
    """What is invested of one currency."""

    ccy: str
    amt: Decimal


@frozen
class EarnEarning:
    """What is earned in one currency."""

    ccy: str
    earning_type: str | None = None
    """`0` estimated, `1` so far."""
    earnings: Decimal | None = None
    realized_earnings: Decimal | None = None
    """Paid out."""


@frozen
class EarnFastRedemption:
    """What comes back of one currency."""

    ccy: str
    redeeming_amt: Decimal | None = None
    """On its way."""


@frozen
class EarnOrder:
    """An investment."""

    ord_id: str
    ccy: str
    product_id: str | None = None
    state: EarnOrderState | None = None
    protocol: str | None = None
    protocol_type: str | None = None
    """`staking` or `defi`."""
    term: int | None = None
    """Days; `0` for none."""
    apy: Decimal | None = None
    """As a share a year."""
    invest_data: tuple[EarnInvested, ...] = ()
    """What is invested."""
    earning_data: tuple[EarnEarning, ...] = ()
    """What is earned."""
    fast_redemption_data: tuple[EarnFastRedemption, ...] = ()
    """What comes back at once."""
    purchased_time: datetime | None = None
    """When it was made."""
    est_settlement_time: datetime | None = None
    """When it is expected to be over."""
    cancel_redemption_deadline: datetime | None = None
    """Until when taking it back can be cancelled."""
    tag: str | None = None
    """The client's tag."""
    redeemed_time: datetime | None = None
    """When it was over."""


@frozen
class EarnInvestment(Payload):
    """What is invested of one currency."""

    ccy: str
    amt: Decimal = field(converter=exact)
