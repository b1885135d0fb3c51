"""The shell that reads: the account and the facts about what is in it."""

from __future__ import annotations

from collections.abc import Iterable

from attrs import define, field

from examples.margin.assemble import Facts, account_of, funding_of, missing, tiers_of
from examples.margin.book import Account
from okx_sdk import AsyncClient
from okx_sdk.models.account import AccountBalance, BalanceDetail
from okx_sdk.models.account_settings import AccountConfig
from okx_sdk.models.enums import InstType
from okx_sdk.models.positions import Position

__all__ = ["Reader"]


@define
class Reader:
    """Reads an account; what does not change is looked up once.

    Args:
        okx: a client with a key that may read.
    """

    okx: AsyncClient
    facts: Facts = field(factory=Facts, init=False)
    _config: AccountConfig | None = field(default=None, init=False)

    async def read(self) -> Account:
        """The account now, over REST.

        Raises:
            OkxError: the exchange cannot be asked or refuses.
        """
        whole = await self.okx.account.get_balance()
        positions = await self.okx.account.get_positions()
        return await self.assembled(whole, whole.details, positions)

    async def assembled(
        self,
        whole: AccountBalance,
        balances: Iterable[BalanceDetail],
        positions: Iterable[Position],
    ) -> Account:
        """The account of rows that are there already."""
        if self._config is None:
            self._config = await self.okx.account.get_account_config()
        held, open_ = {row.ccy: row for row in balances}, list(positions)
        await self._look_up(held, open_)
        return account_of(self._config, whole, held.values(), open_, self.facts)

    async def _look_up(
        self, held: dict[str, BalanceDetail], positions: list[Position]
    ) -> None:
        coins, unknown = missing(held, positions, self.facts)
        if coins:
            quotas = await self.okx.public.get_discount_rate_interest_free_quota()
            self.facts.tiers |= {quota.ccy: tiers_of(quota) for quota in quotas}
            self.facts.tiers |= dict.fromkeys(coins - self.facts.tiers.keys(), ())
        for position in unknown:
            await self._look_up_contract(position.inst_id)
        await self._look_up_funding(positions)

    async def _look_up_contract(self, inst_id: str) -> None:
        instrument = await self.okx.get_instrument(inst_id)
        self.facts.instruments[inst_id] = instrument
        family = instrument.inst_family
        if family is not None and family not in self.facts.rates:
            self.facts.rates[family] = await self.okx.public.get_position_tiers(
                instrument.inst_type, "cross", inst_family=family
            )

    async def _look_up_funding(self, positions: list[Position]) -> None:
        """Funding rates change: those that are charged soon are read every time."""
        for position in positions:
            if position.inst_type == InstType.SWAP:
                for rate in await self.okx.public.get_funding_rate(position.inst_id):
                    self.facts.funding[rate.inst_id] = funding_of(rate)
