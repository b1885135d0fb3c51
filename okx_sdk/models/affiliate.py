"""Invitees, links and commissions of affiliates."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

from attrs import frozen

from okx_sdk.models._base import beside

__all__ = [
    "AffiliateCategory",
    "AffiliateInvitee",
    "AffiliateLink",
    "AffiliateSummary",
    "CoInviterLink",
    "InviteeDetail",
    "SubAffiliate",
]


@frozen
class InviteeDetail:
    """One invitee."""

    invitee_level: str | None = None
    """`2` invited by oneself, more by others."""
    join_time: datetime | None = None
    invitee_rebate_rate: Decimal | None = None
    """What of the fees is given back, as a share."""
    total_commission: Decimal | None = None
    """In USDT."""
    first_trade_time: datetime | None = None
    level: str | None = None
    """Fee tier."""
    dep_amt: Decimal | None = None
    """Deposited, in USDT."""
    vol_month: Decimal | None = None
    """Volume of this month, in USDT."""
    acc_fee: Decimal | None = None
    """Fees so far, in USDT."""
    kyc_time: datetime | None = None
    """When it was verified."""
    region: str | None = None
    affiliate_code: str | None = None
    wd_amt: Decimal | None = None
    """Withdrawn, in USDT."""
    total_vol: Decimal | None = None
    """Volume so far, in USDT."""


@frozen
class AffiliateCategory:
    """Figures of one category."""

    commission_category: str
    first_trader_cnt: int | None = None
    """Number of those that traded for the first time."""
    trader_cnt: int | None = None
    """Number of those that traded."""
    vol: Decimal | None = None
    """Volume."""
    commission: Decimal | None = None


@frozen
class AffiliateSummary:
    """Figures of all invitees together."""

    u_time: datetime | None = None
    """When it last changed."""
    invitee_cnt: int | None = None
    """Number of invitees."""
    dep_amt: Decimal | None = None
    """Deposited, in USDT."""
    details: tuple[AffiliateCategory, ...] = ()
    """By category."""


@frozen
class AffiliateInvitee:
    """An invitee."""

    uid: str
    country: str | None = None
    join_time: datetime | None = None
    first_trade_time: datetime | None = None
    channel_name: str | None = None
    """Name of the link."""
    rebate_rate: Decimal | None = None
    """What of the fees is given back, as a share."""
    fee_tier_rank: int | None = None
    """Fee tier."""
    kyc_status: str | None = None
    kyc_time: datetime | None = None
    """When it was verified."""
    dep_amt: Decimal | None = None
    """Deposited."""
    total_vol: Decimal | None = None
    """Volume."""
    total_fee: Decimal | None = None
    """Fees."""
    total_commission: Decimal | None = None
    """Commission."""
    is_compliant: bool | None = None
    total_page: int | None = beside()
    """Number of pages."""


@frozen
class AffiliateLink:
    """A link of one's own."""

    channel_id: str | None = None
    channel_name: str | None = None
    """Name of the link."""
    join_link: str | None = None
    link_type: str | None = None
    inviter_commission_rate: Decimal | None = None
    """One's own, as a share."""
    co_inviter_commission_rate: Decimal | None = None
    """The other's, as a share."""
    invitee_discount_rate: Decimal | None = None
    """The invitees', as a share."""
    invitee_cnt: int | None = None
    """Number of invitees."""
    trader_cnt: int | None = None
    """Number of those that traded."""
    total_commission: Decimal | None = None
    """Commission."""
    commission_24h: Decimal | None = None
    """Commission of the last day."""
    c_time: datetime | None = None
    """When it was created."""
    is_default: bool | None = None
    link_status: str | None = None
    total_page: int | None = beside()
    """Number of pages."""


@frozen
class CoInviterLink:
    """A link that is shared with another."""

    channel_id: str | None = None
    channel_name: str | None = None
    """Name of the link."""
    join_link: str | None = None
    inviter_commission_rate: Decimal | None = None
    """One's own, as a share."""
    co_inviter_commission_rate: Decimal | None = None
    """The other's, as a share."""
    invitee_discount_rate: Decimal | None = None
    """The invitees', as a share."""
    par_user_name: str | None = None
    """Name of who made it."""
    co_user_name: str | None = None
    """Name of the other."""
    is_compliant: bool | None = None
    note: str | None = None
    is_default: bool | None = None
    total_commission: Decimal | None = None
    """Commission."""
    commission_24h: Decimal | None = None
    """Commission of the last day."""
    invitee_cnt: int | None = None
    """Number of invitees."""
    trader_cnt: int | None = None
    """Number of those that traded."""
    click_cnt: int | None = None
    """Number of clicks."""
    total_fee: Decimal | None = None
    """Fees."""
    c_time: datetime | None = None
    """When it was created."""
    channel_assessment_status: str | None = None
    inviter_channel_status: str | None = None
    co_inviter_channel_status: str | None = None
    link_status: str | None = None
    total_page: int | None = beside()
    """Number of pages."""


@frozen
class SubAffiliate:
    """A sub-affiliate."""

    sub_affiliate_uid: str
    country: str | None = None
    join_time: datetime | None = None
    sub_affiliate_level: str | None = None
    commission_rate: Decimal | None = None
    """As a share."""
    is_compliant: bool | None = None
    invitee_cnt: int | None = None
    """Number of invitees."""
    trader_cnt: int | None = None
    """Number of those that traded."""
    dep_amt: Decimal | None = None
    """Deposited."""
    total_vol: Decimal | None = None
    """Volume."""
    total_fee: Decimal | None = None
    """Fees."""
    total_commission: Decimal | None = None
    """Commission."""
    total_page: int | None = beside()
    """Number of pages."""
