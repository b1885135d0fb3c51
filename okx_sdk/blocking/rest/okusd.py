"""The blocking twin of `okx_sdk.rest.okusd`, printed by tools/twin.py."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

from okx_sdk.blocking._base import BlockingSection
from okx_sdk.models.okusd import (
    OkusdAccount,
    OkusdLimits,
    OkusdOrder,
    OkusdRate,
    OkusdRecord,
    OkusdReward,
)
from okx_sdk.rest.okusd import Okusd as AsyncOkusd

__all__ = ["Okusd"]


class Okusd(BlockingSection[AsyncOkusd]):
    """OKUSD: subscribe, redeem, and its rewards."""

    def get_okusd_limits(self) -> OkusdLimits:
        """How much can be subscribed and redeemed."""
        return self._run(self._async.get_okusd_limits)

    def subscribe_okusd(self, amt: Decimal | str | int, cl_ord_id: str) -> OkusdOrder:
        """Subscribe OKUSD.

        Args:
            amt: Amount.
            cl_ord_id: The client's name for it, up to 32 letters, digits, dashes and
                underscores; a name is used once.
        """
        return self._run(self._async.subscribe_okusd, amt, cl_ord_id)

    def redeem_okusd(
        self, amt: Decimal | str | int, redeem_type: str, *, cl_ord_id: str
    ) -> OkusdOrder:
        """Redeem OKUSD.

        Args:
            amt: Amount.
            redeem_type: How it is redeemed: `1` or `2`.
            cl_ord_id: The client's name for it, up to 32 letters, digits, dashes and
                underscores; a name is used once.
        """
        return self._run(
            self._async.redeem_okusd, amt, redeem_type, cl_ord_id=cl_ord_id
        )

    def get_okusd_account(self) -> OkusdAccount:
        """What is held, and what it earned."""
        return self._run(self._async.get_okusd_account)

    def get_okusd_subscribe_history(
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
        return self._run(
            self._async.get_okusd_subscribe_history, limit=limit, begin=begin, end=end
        )

    def get_okusd_redeem_history(
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
        return self._run(
            self._async.get_okusd_redeem_history,
            limit=limit,
            begin=begin,
            end=end,
            type=type,
        )

    def get_okusd_rewards_history(
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
        return self._run(
            self._async.get_okusd_rewards_history, limit=limit, begin=begin, end=end
        )

    def get_okusd_rate_history(
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
        return self._run(
            self._async.get_okusd_rate_history, limit=limit, begin=begin, end=end
        )
