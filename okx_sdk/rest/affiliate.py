"""The affiliate programme as OKX offers it."""

from __future__ import annotations

from datetime import datetime

from okx_sdk.models.affiliate import (
    AffiliateInvitee,
    AffiliateLink,
    AffiliateSummary,
    CoInviterLink,
    InviteeDetail,
    SubAffiliate,
)
from okx_sdk.protocol.endpoint import Section, get
from okx_sdk.protocol.pacing import per_user
from okx_sdk.protocol.paging import by_page
from okx_sdk.protocol.values import Json

__all__ = ["Affiliate"]


class Affiliate(Section):
    """The affiliate programme: invitees, links and commissions."""

    @get("/api/v5/affiliate/invitee/detail", rate=per_user(3, 1), permission="read")
    async def get_invitee_detail(self, uid: str) -> InviteeDetail:
        """One invitee: level, volume, fees and commission.

        Args:
            uid: The invitee's uid.
        """
        ...

    @get(
        "/api/v5/affiliate/performance/summary", rate=per_user(3, 1), permission="read"
    )
    async def get_affiliate_performance_summary(
        self,
        *,
        period_type: str | None = None,
        begin: datetime | int | None = None,
        end: datetime | int | None = None,
    ) -> AffiliateSummary:
        """Figures of all invitees together.

        Args:
            period_type: Period of the figures. One of `last_7d`, `last_30d`,
                `this_month`, `last_month`, `total`, `today`, `this_week`, `custom`.
            begin: Begin of the period, for `custom`.
            end: End of the period, for `custom`.
        """
        ...

    @get(
        "/api/v5/affiliate/invitee/list",
        rate=per_user(3, 1),
        permission="read",
        cursor=by_page(),
        page_size=100,
    )
    async def get_affiliate_invitees(
        self,
        *,
        page: int | None = None,
        limit: int | None = None,
        period_type: str | None = None,
        begin: datetime | int | None = None,
        end: datetime | int | None = None,
        keyword: str | None = None,
        commission_category: str | None = None,
        order_by: str | None = None,
        order_dir: str | None = None,
        kyc_status: str | None = None,
        sub_affiliate_uid: str | None = None,
    ) -> list[AffiliateInvitee]:
        """Invitees, a page at a time.

        Args:
            page: Number of the page, from 1. `1` if left out.
            limit: At most 100, which is also what is sent if left out.
            period_type: Period of the figures. One of `last_7d`, `last_30d`,
                `this_month`, `last_month`, `total`, `today`, `this_week`, `custom`.
            begin: Begin of the period, for `custom`.
            end: End of the period, for `custom`.
            keyword: Part of a uid or a name.
            commission_category: Only this category. One of `SPOT`, `DERIVATIVE`, `BSC`.
            order_by: What rows are sorted by. One of `cTime`, `depAmt`, `vol`, `fee`,
                `rebate`.
            order_dir: `asc` or `desc`.
            kyc_status: Only invitees that are, or are not, verified. One of
                `unverified`, `verified`.
            sub_affiliate_uid: Only invitees of this sub-affiliate.
        """
        ...

    @get(
        "/api/v5/affiliate/link/list",
        rate=per_user(3, 1),
        permission="read",
        cursor=by_page(),
        page_size=100,
    )
    async def get_affiliate_links(
        self,
        *,
        page: int | None = None,
        limit: int | None = None,
        link_type: str | None = None,
        link_status: str | None = None,
    ) -> list[AffiliateLink]:
        """Links, a page at a time.

        Args:
            page: Number of the page, from 1. `1` if left out.
            limit: At most 100, which is also what is sent if left out.
            link_type: Only links of this type. One of `standard`, `co_inviter`.
            link_status: Only links in this state. One of `normal`, `abnormal`.
        """
        ...

    @get(
        "/api/v5/affiliate/co-inviter/list",
        rate=per_user(3, 1),
        permission="read",
        cursor=by_page(),
        page_size=100,
    )
    async def get_co_inviter_links(
        self,
        *,
        page: int | None = None,
        limit: int | None = None,
        link_status: str | None = None,
    ) -> list[CoInviterLink]:
        """Links that are shared with others, a page at a time.

        Args:
            page: Number of the page, from 1. `1` if left out.
            limit: At most 100, which is also what is sent if left out.
            link_status: Only links in this state. One of `normal`, `abnormal`.
        """
        ...

    @get(
        "/api/v5/affiliate/sub-affiliate/list",
        rate=per_user(3, 1),
        permission="read",
        cursor=by_page(),
        page_size=100,
    )
    async def get_sub_affiliates(
        self,
        *,
        page: int | None = None,
        limit: int | None = None,
        keyword: str | None = None,
        commission_category: str | None = None,
        order_by: str | None = None,
        order_dir: str | None = None,
    ) -> list[SubAffiliate]:
        """Sub-affiliates, a page at a time.

        Args:
            page: Number of the page, from 1. `1` if left out.
            limit: At most 100, which is also what is sent if left out.
            keyword: Part of a uid or a name.
            commission_category: Only this category. One of `SPOT`, `DERIVATIVE`, `BSC`.
            order_by: What rows are sorted by. One of `cTime`, `depAmt`, `vol`, `fee`,
                `rebate`.
            order_dir: `asc` or `desc`.
        """
        ...

    @get(
        "/api/v5/affiliate/tvb/performance/summary",
        rate=None,
        permission="read",
        provisional=True,
    )
    async def get_tvb_performance_summary(
        self,
        *,
        period_type: str | None = None,
        begin: datetime | int | None = None,
        end: datetime | int | None = None,
    ) -> list[Json]:
        """Figures of the trading volume programme, as they come.

        *Provisional*: known from other libraries alone.

        Args:
            period_type: Period of the figures.
            begin: Begin of the period, for `custom`.
            end: End of the period, for `custom`.
        """
        ...

    @get(
        "/api/v5/affiliate/tvb/tier-breakdown",
        rate=None,
        permission="read",
        provisional=True,
    )
    async def get_tvb_tier_breakdown(
        self,
        *,
        period_type: str | None = None,
        begin: datetime | int | None = None,
        end: datetime | int | None = None,
    ) -> list[Json]:
        """The same by fee tier, as they come.

        *Provisional*: known from other libraries alone.

        Args:
            period_type: Period of the figures.
            begin: Begin of the period, for `custom`.
            end: End of the period, for `custom`.
        """
        ...

    @get(
        "/api/v5/affiliate/tvb/invitee/list",
        rate=None,
        permission="read",
        cursor=by_page(),
        page_size=100,
        provisional=True,
    )
    async def get_tvb_invitees(
        self,
        *,
        period_type: str | None = None,
        begin: datetime | int | None = None,
        end: datetime | int | None = None,
        fee_tier: str | None = None,
        trade_type: str | None = None,
        keyword: str | None = None,
        order_by: str | None = None,
        order_dir: str | None = None,
        page: int | None = None,
        limit: int | None = None,
    ) -> list[Json]:
        """Invitees of the trading volume programme, as they come.

        *Provisional*: known from other libraries alone.

        Args:
            period_type: Period of the figures.
            begin: Begin of the period, for `custom`.
            end: End of the period, for `custom`.
            fee_tier: Only this fee tier.
            trade_type: Only this kind of trading.
            keyword: Part of a uid or a name.
            order_by: What rows are sorted by.
            order_dir: `asc` or `desc`.
            page: Number of the page, from 1.
            limit: At most 100, which is also what is sent if left out.
        """
        ...

    @get(
        "/api/v5/affiliate/tvb/invitee/detail",
        rate=None,
        permission="read",
        provisional=True,
    )
    async def get_tvb_invitee_detail(self, uid: str) -> list[Json]:
        """One invitee of the trading volume programme, as it comes.

        *Provisional*: known from other libraries alone.

        Args:
            uid: The invitee's uid.
        """
        ...

    @get(
        "/api/v5/affiliate/tvb/link/list",
        rate=None,
        permission="read",
        cursor=by_page(),
        page_size=100,
        provisional=True,
    )
    async def get_tvb_links(
        self,
        *,
        period_type: str | None = None,
        begin: datetime | int | None = None,
        end: datetime | int | None = None,
        page: int | None = None,
        limit: int | None = None,
        link_type: str | None = None,
        link_status: str | None = None,
    ) -> list[Json]:
        """Links of the trading volume programme, as they come.

        *Provisional*: known from other libraries alone.

        Args:
            period_type: Period of the figures.
            begin: Begin of the period, for `custom`.
            end: End of the period, for `custom`.
            page: Number of the page, from 1.
            limit: At most 100, which is also what is sent if left out.
            link_type: Only links of this type.
            link_status: Only links in this state.
        """
        ...
