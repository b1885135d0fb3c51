"""Staking of ETH as OKX offers it."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

from okx_sdk.models.staking import (
    StakingAck,
    StakingBalance,
    StakingProduct,
    StakingRate,
    StakingRecord,
)
from okx_sdk.protocol.endpoint import Section, get, post
from okx_sdk.protocol.pacing import per_ip, per_user

__all__ = ["EthStaking"]


class EthStaking(Section):
    """Staking of ETH for BETH."""

    @get(
        "/api/v5/finance/staking-defi/eth/product-info",
        rate=per_user(3, 1),
        permission="read",
    )
    async def get_product_info(self) -> StakingProduct:
        """Rate and limits of staking ETH."""
        ...

    @post(
        "/api/v5/finance/staking-defi/eth/purchase",
        rate=per_user(2, 1),
        permission="trade",
    )
    async def purchase_eth(self, amt: Decimal | str | int) -> None:
        """Stake ETH of the funding account.

        Args:
            amt: Amount.
        """
        ...

    @post(
        "/api/v5/finance/staking-defi/eth/redeem",
        rate=per_user(2, 1),
        permission="trade",
    )
    async def redeem_eth(self, amt: Decimal | str | int) -> None:
        """Take staked ETH back; it comes some days later.

        Args:
            amt: Amount.
        """
        ...

    @post(
        "/api/v5/finance/staking-defi/eth/cancel-redeem",
        rate=per_user(2, 1),
        permission="trade",
    )
    async def cancel_redeem(self, ord_id: str) -> StakingAck:
        """Cancel taking staked ETH back.

        Args:
            ord_id: The order's id.
        """
        ...

    @get(
        "/api/v5/finance/staking-defi/eth/balance",
        rate=per_user(6, 1),
        permission="read",
    )
    async def get_balance(self) -> StakingBalance | None:
        """What is staked, and what it earned; nothing is given for nothing."""
        ...

    @get(
        "/api/v5/finance/staking-defi/eth/purchase-redeem-history",
        rate=per_user(6, 1),
        permission="read",
        cursor="request_time",
        page_size=100,
    )
    async def get_purchase_redeem_history(
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
        ...

    @get("/api/v5/finance/staking-defi/eth/apy-history", rate=per_ip(6, 1))
    async def get_apy_history(self, days: int) -> list[StakingRate]:
        """The rate of each past day.

        Args:
            days: Days that are looked back at, at most 365.
        """
        ...
