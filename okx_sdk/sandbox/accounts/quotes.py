"""The prices that accounts are valued at."""

from __future__ import annotations

from decimal import Decimal

from attrs import frozen

from okx_sdk.sandbox.accounts.exact import tidied
from okx_sdk.sandbox.accounts.positions import worth
from okx_sdk.sandbox.coins import COINS
from okx_sdk.sandbox.instruments import Instrument
from okx_sdk.sandbox.market import Market
from okx_sdk.sandbox.pricing import contract_size

__all__ = ["CURRENCIES", "Quotes"]

_DOLLARS = {"USD", "USDT", "USDC"}
CURRENCIES = ("USDT", "USDC", *COINS)
"""What an account can hold."""


@frozen(eq=False)
class Quotes:
    """Prices of a market at a time in ms."""

    market: Market

    def mark(self, inst: Instrument, now: int) -> Decimal:
        """The mark price of an instrument."""
        return self.market.mark_price(inst, now)

    def last(self, inst: Instrument, now: int) -> Decimal:
        """The last price of an instrument, or its mark price before the first trade."""
        trade = self.market.last_trade(inst, now)
        return self.mark(inst, now) if trade is None else trade.px

    def index(self, inst: Instrument, now: int) -> Decimal:
        """The price of its index."""
        return self.market.index_price(inst.index, now)

    def usd(self, ccy: str, now: int) -> Decimal:
        """What one of a currency is worth in dollars; nothing if it has no price."""
        if ccy in _DOLLARS:
            return Decimal(1)
        if ccy not in COINS:
            return Decimal(0)
        return self.market.index_price(f"{ccy}-USD", now)

    def dollars(self, inst: Instrument, px: Decimal, sz: Decimal, now: int) -> Decimal:
        """What a size of an instrument is worth at a price, in dollars."""
        if inst.inst_type == "OPTION":
            px = Decimal(1)  # the coins that it is about
        ccy = inst.settle_ccy or inst.quote_ccy
        return worth(inst, px, sz) * self.usd(ccy, now)

    def greeks(
        self, inst: Instrument, sz: Decimal, now: int
    ) -> tuple[Decimal | None, ...]:
        """Delta, gamma, theta and vega of a size, each in dollars and in coin."""
        if inst.inst_type != "OPTION" or not inst.is_live(now):
            return (None,) * 8
        found = self.market.option_summary(inst, now).greeks
        coins = sz * contract_size(inst)
        both = (
            (found.delta_bs, found.delta),
            (found.gamma_bs, found.gamma),
            (found.theta_bs, found.theta),
            (found.vega_bs, found.vega),
        )
        return tuple(
            tidied(coins * Decimal(f"{value:.12f}")) for pair in both for value in pair
        )
