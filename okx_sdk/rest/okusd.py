"""OKUSD as OKX offers it."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

from okx_sdk.models.okusd import (
    OkusdAccount,
    OkusdLimits,
    OkusdOrder,
    OkusdRate,
    OkusdRecord,
    OkusdReward,
)
from okx_sdk.protocol.endpoint import Section, get, post
from okx_sdk.protocol.pacing import per_user
from okx_sdk.protocol.paging import by_window

__all__ = ["Okusd"]


class Okusd(Section):
    """OKUSD: subscribe, redeem, and its rewards."""

    @get("/api/v5/finance/okusd/limits", rate=per_user(2), permission="read")
    async def get_okusd_limits(self) -> OkusdLimits:
        """How much can be subscribed and redeemed."""
        ...

    @post("/api/v5/finance/okusd/subscribe", rate=per_user(1), permission="trade")
    async def subscribe_okusd(
        self, amt: Decimal | str | int, cl_ord_id: str
    ) -> OkusdOrder:
        """Subscribe OKUSD.

        Args:
            amt: Amount.
            cl_ord_id: The client's name for it, up to 32 letters, digits, dashes and
                underscores; a name is used once.
        """
        ...

    @post("/api/v5/finance/okusd/redeem", rate=per_user(1), permission="trade")
    async def redeem_okusd(
        self, amt: Decimal | str | int, redeem_type: str, *, cl_ord_id: str
    ) -> OkusdOrder:
        """Redeem OKUSD.

        Args:
            amt: Amount.
            redeem_type: How it is redeemed: `1` or `2`.
            cl_ord_id: The client's name for it, up to 32 letters, digits, dashes and
                underscores; a name is used once.
        """
        ...

    @get("/api/v5/finance/okusd/account", rate=per_user(2), permission="read")
    async def get_okusd_account(self) -> OkusdAccount:
        """What is held, and what it earned."""
        ...

    @get(
        "/api/v5/finance/okusd/subscribe/history",
        rate=per_user(5),
        permission="read",
        cursor=by_window("ts"),
        page_size=100,
    )
    async def get_okusd_subscribe_history(
        self,
        *,
        limit: int | None = None,
        begin: datetime | int | None = None,
        end: datetime | int | None = None,
    ) -> list[OkusdRecord]:
        """What was subscribed, newest first.

        Args:
            limit: At most 100, which is also what is sent if left out.
            begin: Only rows from this time on.
            end: Only rows up to this time.
        """
        ...

    @get(
        "/api/v5/finance/okusd/redeem/history",
        rate=per_user(5),
        permission="read",
        cursor=by_window("ts"),
        page_size=100,
    )
    async def get_okusd_redeem_history(
        self,
        *,
        limit: int | None = None,
        begin: datetime | int | None = None,
        end: datetime | int | None = None,
        type: str | None = None,
    ) -> list[OkusdRecord]:
        """What was redeemed, newest first.

        Args:
            limit: At most 100, which is also what is sent if left out.
            begin: Only rows from this time on.
            end: Only rows up to this time.
            type: `fast` or `standard`.
        """
        ...

    @get(
        "/api/v5/finance/okusd/rewards/history",
        rate=per_user(5),
        permission="read",
        cursor=by_window("ts"),
        page_size=100,
    )
    async def get_okusd_rewards_history(
        self,
        *,
        limit: int | None = None,
        begin: datetime | int | None = None,
        end: datetime | int | None = None,
    ) -> list[OkusdReward]:
        """Rewards, newest first.

        Args:
            limit: At most 100; 30 if left out.
            begin: Only rows from this time on.
            end: Only rows up to this time.
        """
        ...

    @get(
        "/api/v5/finance/okusd/rate/history",
        rate=per_user(5),
        permission="read",
        cursor=by_window("ts"),
        page_size=100,
    )
    async def get_okusd_rate_history(
        self,
        *,
        limit: int | None = None,
        begin: datetime | int | None = None,
        end: datetime | int | None = None,
    ) -> list[OkusdRate]:
        """Rates, newest first.

        Args:
            limit: At most 100; 30 if left out.
            begin: Only rows from this time on.
            end: Only rows up to this time.
        """
        ...
