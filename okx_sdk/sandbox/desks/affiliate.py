"""Affiliates: people who were invited, links that invite, and what they brought.

All of it is made up, the same for a seed; the figures grow with the days.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from okx_sdk.models.affiliate import (
    AffiliateCategory,
    AffiliateInvitee,
    AffiliateLink,
    AffiliateSummary,
    CoInviterLink,
    InviteeDetail,
    SubAffiliate,
)
from okx_sdk.protocol.endpoint import endpoint_of
from okx_sdk.rest.affiliate import Affiliate
from okx_sdk.sandbox.bars import DAY
from okx_sdk.sandbox.desks._common import moment, one_of
from okx_sdk.sandbox.desks._kinds import lists
from okx_sdk.sandbox.exchange import Desk, answers
from okx_sdk.sandbox.noise import key_of
from okx_sdk.sandbox.refusals import bad_parameter
from okx_sdk.sandbox.things import paged

_PEOPLE, _LINKS, _SUBS = 25, 4, 3
_SINCE = 1_700_000_000_000
_PERIODS = (
    *("total", "today", "this_week", "last_7d", "last_30d"),
    *("this_month", "last_month", "custom"),
)
_COUNTRIES = ("SG", "BR", "DE", "AU", "TR")


def _figure(desk: Desk, name: str, number: int, most: int) -> int:
    return key_of(desk.market.seed, "affiliate", name, number) % most


def _joined(desk: Desk, name: str, number: int) -> int:
    return _SINCE + _figure(desk, name, number, 500) * DAY


def _volume(desk: Desk, name: str, number: int) -> Decimal:
    """In USDT, so much a day since it was invited."""
    days = max(0, (desk.now - _joined(desk, name, number)) // DAY)
    return Decimal(days * (100 + _figure(desk, f"{name} volume", number, 5_000)))


def _invitees(desk: Desk) -> list[AffiliateInvitee]:
    return [_invitee(desk, number) for number in range(_PEOPLE)]


def _invitee(desk: Desk, number: int) -> AffiliateInvitee:
    joined, volume = _joined(desk, "invitee", number), _volume(desk, "invitee", number)
    fee = volume * Decimal("0.0005")
    return AffiliateInvitee(
        str(10**17 + _figure(desk, "uid", number, 10**17)),
        _COUNTRIES[number % len(_COUNTRIES)],
        moment(joined),
        moment(joined + DAY),
        f"SANDBOX{number % _LINKS}",
        Decimal("0.1"),
        number % 6,
        "verified",
        moment(joined + DAY // 2),
        round(volume / 50, 2),
        volume,
        fee,
        round(fee * Decimal("0.3"), 4),
        is_compliant=True,
    )


lists(Affiliate.get_affiliate_invitees, _invitees, "shape only")


@answers(Affiliate.get_invitee_detail, grade="shape only")
def invitee_detail(desk: Desk, uid: str) -> InviteeDetail:
    found = next((row for row in _invitees(desk) if row.uid == uid), None)
    if found is None:
        raise bad_parameter("uid")
    return InviteeDetail(
        "2",
        found.join_time,
        found.rebate_rate,
        found.total_commission,
        found.first_trade_time,
        f"Lv{found.fee_tier_rank}",
        found.dep_amt,
        round((found.total_vol or Decimal(0)) / 12, 2),
        found.total_fee,
        found.kyc_time,
        found.country,
        found.channel_name,
        Decimal(0),
        found.total_vol,
    )


@answers(Affiliate.get_affiliate_performance_summary, grade="shape only")
def summary(desk: Desk, period_type: str | None = None, **_: Any) -> AffiliateSummary:
    one_of(period_type, "periodType", *_PERIODS)
    people = _invitees(desk)
    volume, commission, deposits = (
        sum((getattr(row, name) for row in people), Decimal(0))
        for name in ("total_vol", "total_commission", "dep_amt")
    )
    categories = (
        AffiliateCategory("SPOT", 0, _PEOPLE, volume / 2, commission / 2),
        AffiliateCategory("DERIVATIVE", 0, _PEOPLE, volume / 2, commission / 2),
    )
    return AffiliateSummary(moment(desk.now), _PEOPLE, deposits, categories)


def _links(desk: Desk) -> Iterator[AffiliateLink]:
    people = _invitees(desk)
    for number in range(_LINKS):
        name = f"SANDBOX{number}"
        mine = [row for row in people if row.channel_name == name]
        yield AffiliateLink(
            str(1000 + number),
            name,
            f"https://sandbox.invalid/join/{name}",
            "standard",
            Decimal("0.3"),
            Decimal(0),
            Decimal("0.1"),
            len(mine),
            len(mine),
            sum((row.total_commission or Decimal(0) for row in mine), Decimal(0)),
            Decimal(0),
            moment(_joined(desk, "link", number)),
            is_default=not number,
            link_status="normal",
        )


lists(Affiliate.get_affiliate_links, _links, "shape only")


def _co_links(desk: Desk) -> Iterator[CoInviterLink]:
    for link in _links(desk):
        yield CoInviterLink(
            link.channel_id,
            link.channel_name,
            link.join_link,
            Decimal("0.2"),
            Decimal("0.1"),
            link.invitee_discount_rate,
            "sandbox",
            "sandbox co-inviter",
            is_compliant=True,
            note="",
            is_default=link.is_default,
            total_commission=link.total_commission,
            commission_24h=Decimal(0),
            invitee_cnt=link.invitee_cnt,
            trader_cnt=link.trader_cnt,
            click_cnt=10 * (link.invitee_cnt or 0),
            total_fee=Decimal(0),
            c_time=link.c_time,
            channel_assessment_status="valid",
            link_status="normal",
        )


lists(Affiliate.get_co_inviter_links, _co_links, "shape only")


def _subs(desk: Desk) -> Iterator[SubAffiliate]:
    for number in range(_SUBS):
        volume = _volume(desk, "sub", number) * 10
        yield SubAffiliate(
            str(2 * 10**17 + _figure(desk, "sub uid", number, 10**17)),
            _COUNTRIES[number],
            moment(_joined(desk, "sub", number)),
            "2",
            Decimal("0.05"),
            is_compliant=True,
            invitee_cnt=10 + number,
            trader_cnt=5 + number,
            dep_amt=volume / 50,
            total_vol=volume,
            total_fee=volume * Decimal("0.0005"),
            total_commission=volume * Decimal("0.000025"),
        )


lists(Affiliate.get_sub_affiliates, _subs, "shape only")


def _nothing(method: Any) -> None:
    """What only other libraries know: no rows, for their fields are not known."""
    endpoint = endpoint_of(method)

    @answers(method, grade="shape only")
    def none(desk: Desk, **said: Any) -> list[Any]:  # noqa: ARG001
        return paged(endpoint, (), said)


_nothing(Affiliate.get_tvb_performance_summary)
_nothing(Affiliate.get_tvb_tier_breakdown)
_nothing(Affiliate.get_tvb_invitees)
_nothing(Affiliate.get_tvb_invitee_detail)
_nothing(Affiliate.get_tvb_links)
