"""The blocking twin of `okx_sdk.rest.stable_rewards`, printed by tools/twin.py."""

from __future__ import annotations

from okx_sdk.blocking._base import BlockingSection
from okx_sdk.models.stable_rewards import StableBalances, StableProduct, StableRate
from okx_sdk.rest.stable_rewards import StableRewards as AsyncStableRewards

__all__ = ["StableRewards"]


class StableRewards(BlockingSection[AsyncStableRewards]):
    """Rewards of holding stablecoins."""

    def get_stable_rewards_product(self, ccy: str) -> StableProduct:
        """Rates and limits of a currency."""
        return self._run(self._async.get_stable_rewards_product, ccy)

    def get_stable_rewards_balance(self, *, ccy: str | None = None) -> StableBalances:
        """What is held, and what it earned."""
        return self._run(self._async.get_stable_rewards_balance, ccy=ccy)

    def get_stable_rewards_apy_history(
        self, ccy: str, *, days: int | None = None
    ) -> list[StableRate]:
        """The rate of each past day.

        Args:
            ccy: Currency, such as `BTC`.
            days: Days that are looked back at. `100` if left out.
        """
        return self._run(self._async.get_stable_rewards_apy_history, ccy, days=days)
