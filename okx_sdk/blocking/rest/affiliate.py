"""The blocking twin of `okx_sdk.rest.affiliate`, printed by tools/twin.py."""

from __future__ import annotations

from datetime import datetime

from okx_sdk.blocking._base import BlockingSection
from okx_sdk.models.affiliate import (
    AffiliateInvitee,
    AffiliateLink,
    AffiliateSummary,
    CoInviterLink,
    InviteeDetail,
    SubAffiliate,
)
from okx_sdk.protocol.values import Json
from okx_sdk.rest.affiliate import Affiliate as AsyncAffiliate

__all__ = ["Affiliate"]


class Affiliate(BlockingSection[AsyncAffiliate]):
    """The affiliate programme: invitees, links and commissions."""

    def get_invitee_detail(self, uid: str) -> InviteeDetail:
        """One invitee: level, volume, fees and commission.

        Args:
            uid: The invitee's uid.
        """
        return self._run(self._async.get_invitee_detail, uid)

    def get_affiliate_performance_summary(
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
        return self._run(
            self._async.get_affiliate_performance_summary,
            period_type=period_type,
            begin=begin,
            end=end,
        )

    def get_affiliate_invitees(
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
        return self._run(
            self._async.get_affiliate_invitees,
            page=page,
            limit=limit,
            period_type=period_type,
            begin=begin,
            end=end,
            keyword=keyword,
            commission_category=commission_category,
            order_by=order_by,
            order_dir=order_dir,
            kyc_status=kyc_status,
            sub_affiliate_uid=sub_affiliate_uid,
        )

    def get_affiliate_links(
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
        return self._run(
            self._async.get_affiliate_links,
            page=page,
            limit=limit,
            link_type=link_type,
            link_status=link_status,
        )

    def get_co_inviter_links(
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
        return self._run(
            self._async.get_co_inviter_links,
            page=page,
            limit=limit,
            link_status=link_status,
        )

    def get_sub_affiliates(
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
        return self._run(
            self._async.get_sub_affiliates,
            page=page,
            limit=limit,
            keyword=keyword,
            commission_category=commission_category,
            order_by=order_by,
            order_dir=order_dir,
        )

    def get_tvb_performance_summary(
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
        return self._run(
            self._async.get_tvb_performance_summary,
            period_type=period_type,
            begin=begin,
            end=end,
        )

    def get_tvb_tier_breakdown(
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
        return self._run(
            self._async.get_tvb_tier_breakdown,
            period_type=period_type,
            begin=begin,
            end=end,
        )

    def get_tvb_invitees(
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
        return self._run(
            self._async.get_tvb_invitees,
            period_type=period_type,
            begin=begin,
            end=end,
            fee_tier=fee_tier,
            trade_type=trade_type,
            keyword=keyword,
            order_by=order_by,
            order_dir=order_dir,
            page=page,
            limit=limit,
        )

    def get_tvb_invitee_detail(self, uid: str) -> list[Json]:
        """One invitee of the trading volume programme, as it comes.

        *Provisional*: known from other libraries alone.

        Args:
            uid: The invitee's uid.
        """
        return self._run(self._async.get_tvb_invitee_detail, uid)

    def get_tvb_links(
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
        return self._run(
            self._async.get_tvb_links,
            period_type=period_type,
            begin=begin,
            end=end,
            page=page,
            limit=limit,
            link_type=link_type,
            link_status=link_status,
        )
