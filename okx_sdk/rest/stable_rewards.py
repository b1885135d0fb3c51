"""Rewards of stablecoins as OKX offers them; buying and redeeming are switched off."""

from __future__ import annotations

from okx_sdk.models.stable_rewards import StableBalances, StableProduct, StableRate
from okx_sdk.protocol.endpoint import Section, get
from okx_sdk.protocol.pacing import per_ip, per_user

__all__ = ["StableRewards"]


class StableRewards(Section):
    """Rewards of holding stablecoins."""

    @get(
        "/api/v5/finance/stable-rewards/product-info",
        rate=per_user(5),
        permission="read",
    )
    async def get_stable_rewards_product(self, ccy: str) -> StableProduct:
        """Rates and limits of a currency."""
        ...

    @get("/api/v5/finance/stable-rewards/balance", rate=per_user(5), permission="read")
    async def get_stable_rewards_balance(
        self, *, ccy: str | None = None
    ) -> StableBalances:
        """What is held, and what it earned."""
        ...

    @get(
        "/api/v5/finance/stable-rewards/apy-history",
        rate=per_ip(6, 1),
        permission="read",
    )
    async def get_stable_rewards_apy_history(
        self, ccy: str, *, days: int | None = None
    ) -> list[StableRate]:
        """The rate of each past day.

        Args:
            ccy: Currency, such as `BTC`.
            days: Days that are looked back at. `100` if left out.
        """
        ...
