"""The blocking twin of `okx_sdk.rest.sol_staking`, printed by tools/twin.py."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

from okx_sdk.blocking._base import BlockingSection
from okx_sdk.models.staking import (
    StakingBalance,
    StakingProduct,
    StakingRate,
    StakingRecord,
)
from okx_sdk.protocol.values import Json
from okx_sdk.rest.sol_staking import SolStaking as AsyncSolStaking

__all__ = ["SolStaking"]


class SolStaking(BlockingSection[AsyncSolStaking]):
    """Staking of SOL for OKSOL."""

    def get_product_info(self) -> StakingProduct:
        """Rate and limits of staking SOL."""
        return self._run(self._async.get_product_info)

    def purchase_sol(self, amt: Decimal | str | int) -> None:
        """Stake SOL of the funding account.

        Args:
            amt: Amount.
        """
        self._run(self._async.purchase_sol, amt)

    def redeem_sol(self, amt: Decimal | str | int) -> None:
        """Take staked SOL back; it comes some days later.

        Args:
            amt: Amount.
        """
        self._run(self._async.redeem_sol, amt)

    def get_balance(self) -> StakingBalance | None:
        """What is staked, and what it earned; nothing is given for nothing."""
        return self._run(self._async.get_balance)

    def get_purchase_redeem_history(
        self,
        *,
        type: str | None = None,
        status: str | None = None,
        after: datetime | int | None = None,
        before: datetime | int | None = None,
        limit: int | None = None,
    ) -> list[StakingRecord]:
        """What was staked and taken back, newest first.

        Args:
            type: `purchase` or `redeem`.
            status: Only orders in this state. One of `pending`, `success`, `failed`.
            after: Only rows older than this time, their `request_time`.
            before: Only rows newer than this time, their `request_time`.
            limit: At most 100, which is also what is sent if left out.
        """
        return self._run(
            self._async.get_purchase_redeem_history,
            type=type,
            status=status,
            after=after,
            before=before,
            limit=limit,
        )

    def get_apy_history(self, days: int) -> list[StakingRate]:
        """The rate of each past day.

        Args:
            days: Days that are looked back at, at most 365.
        """
        return self._run(self._async.get_apy_history, days)

    def cancel_redeem(self, ord_id: str) -> list[Json]:
        """Cancel taking staked SOL back; the answer as it comes.

        *Provisional*: known from other libraries alone.

        Args:
            ord_id: The order's id.
        """
        return self._run(self._async.cancel_redeem, ord_id)
