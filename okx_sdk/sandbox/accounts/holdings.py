"""Derivatives as parts of a risk unit: what they win as price, volatility, time move."""

from __future__ import annotations

from decimal import Decimal

from attrs import evolve, frozen

from okx_sdk.sandbox.accounts.exact import ZERO, over
from okx_sdk.sandbox.accounts.quotes import Quotes
from okx_sdk.sandbox.derivatives import option_terms
from okx_sdk.sandbox.instruments import Instrument
from okx_sdk.sandbox.options import YEAR_MS, Terms, coin_value, greeks
from okx_sdk.sandbox.pricing import contract_size

__all__ = ["Holding", "holding", "mark_of"]

D = Decimal
_SHORTEST = 1 / (365 * 24 * 60)  # years: a minute


@frozen
class Holding:
    """A position as a part of its unit; *sz* is below 0 for a short.

    *index* is the coin's price in dollars. *terms* and *carried* are an option's.
    """

    inst: Instrument
    sz: Decimal
    index: Decimal
    now: int
    terms: Terms | None = None
    carried: float = 1.0
    greeks: tuple[Decimal, ...] = ()
    """Gamma, theta and vega, in dollars."""
    delta: Decimal = ZERO
    """What it wins in dollars as the price doubles, at the present pace."""

    @property
    def size(self) -> Decimal:
        """In coins, or in dollars if it is inverse."""
        return self.sz * contract_size(self.inst)

    @property
    def years(self) -> Decimal:
        """How long it runs; 0 for a perpetual."""
        if self.inst.exp_time is None:
            return ZERO
        return max(ZERO, over(D(self.inst.exp_time - self.now), D(YEAR_MS)))

    @property
    def peg(self) -> str:
        """The dollar that it is about."""
        linear = self.inst.settle_ccy in {"USDT", "USDC"}
        return self.inst.settle_ccy if linear else "USD"

    def moved(self, shock: Decimal, vol: float = 0.0, years: float = 0.0) -> Decimal:
        """What it wins in dollars if price, volatility and time move so far."""
        if self.terms is None:
            return self.delta * shock
        return self.size * (self._worth(shock, vol, years) - self._worth())

    def _worth(
        self, shock: Decimal = ZERO, vol: float = 0.0, years: float = 0.0
    ) -> Decimal:
        """What the option of one coin is worth in dollars."""
        assert self.terms is not None, "an option"
        px = float(self.index) * (1.0 + float(shock))
        terms = evolve(
            self.terms,
            vol=max(0.01, self.terms.vol + vol),
            years=max(_SHORTEST, self.terms.years - years),
        )
        return D(f"{coin_value(terms, px * self.carried) * px:.12f}")


def mark_of(
    inst: Instrument, quotes: Quotes, now: int, shift: Decimal = ZERO
) -> Decimal:
    """The mark price, if all prices had changed by a share; of an option in coin."""
    mark = quotes.mark(inst, now)
    if inst.inst_type != "OPTION":
        return mark * (1 + shift)
    if not shift:
        return mark
    terms, carried = option_terms(quotes.market.seed, inst, now)
    was = float(quotes.index(inst, now)) * carried
    change = coin_value(terms, was * (1 + float(shift))) - coin_value(terms, was)
    return max(ZERO, mark + D(f"{change:.12f}"))


def holding(
    inst: Instrument, sz: Decimal, quotes: Quotes, now: int, shift: Decimal = ZERO
) -> Holding:
    """A position of so many contracts, as the market is, or would be by *shift*."""
    mark, settle = mark_of(inst, quotes, now, shift), inst.settle_ccy or inst.quote_ccy
    index = quotes.usd(inst.coin, now) * (1 + shift)
    plain = Holding(inst, sz, index, now)
    if inst.inst_type != "OPTION":
        linear = plain.size * mark * quotes.usd(settle, now)
        return evolve(plain, delta=plain.size if inst.is_inverse else linear)
    terms, carried = option_terms(quotes.market.seed, inst, now)
    found = greeks(terms, float(index) * carried)
    delta, *others = (
        plain.size * D(f"{value:.12f}")
        for value in (found.delta_bs, found.gamma_bs, found.theta_bs, found.vega_bs)
    )
    return evolve(
        plain,
        terms=terms,
        carried=carried,
        greeks=tuple(others),
        delta=delta * index,
    )
