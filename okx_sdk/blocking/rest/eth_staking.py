"""The blocking twin of `okx_sdk.rest.eth_staking`, printed by tools/twin.py."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

from okx_sdk.blocking._base import BlockingSection
from okx_sdk.models.staking import (
    StakingAck,
    StakingBalance,
    StakingProduct,
    StakingRate,
    StakingRecord,
)
from okx_sdk.rest.eth_staking import EthStaking as AsyncEthStaking

__all__ = ["EthStaking"]


class EthStaking(BlockingSection[AsyncEthStaking]):
    """Staking of ETH for BETH."""

    def get_product_info(self) -> StakingProduct:
        """Rate and limits of staking ETH."""
        return self._run(self._async.get_product_info)

    def purchase_eth(self, amt: Decimal | str | int) -> None:
        """Stake ETH of the funding account.

        Args:
            amt: Amount.
        """
        self._run(self._async.purchase_eth, amt)

    def redeem_eth(self, amt: Decimal | str | int) -> None:
        """Take staked ETH back; it comes some days later.

        Args:
            amt: Amount.
        """
        self._run(self._async.redeem_eth, amt)

    def cancel_redeem(self, ord_id: str) -> StakingAck:
        """Cancel taking staked ETH back.

        Args:
            ord_id: The order's id.
        """
        return self._run(self._async.cancel_redeem, ord_id)

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
            status: Only orders in this state. One of `pending`, `success`, `failed`,
                `cancelled`.
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
