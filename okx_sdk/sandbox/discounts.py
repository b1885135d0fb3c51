"""How much of a currency counts as margin: whole for dollars, in tiers for coins."""

from __future__ import annotations

from decimal import Decimal
from functools import cache

from okx_sdk.models.public_records import DiscountTier
from okx_sdk.sandbox.coins import COINS

__all__ = ["DOLLARS", "counted", "level_of", "tiers_of"]

DOLLARS = ("USDT", "USDC")

_RATES = {
    "1": ("1",),
    "2": ("0.98", "0.95", "0.9", "0.5", "0"),
    "3": ("0.9", "0.8", "0.5", "0"),
}
_TIER = 10**7  # dollars
_ZERO = Decimal(0)


def level_of(ccy: str) -> str:
    """The level of a currency, of which it has its rates."""
    if ccy in DOLLARS or ccy not in COINS:
        return "1"
    return "2" if COINS[ccy].lever >= 10 else "3"


@cache
def tiers_of(ccy: str) -> tuple[DiscountTier, ...]:
    """The rates of a currency by the amount that is held of it, the lowest first."""
    rates = [Decimal(text) for text in _RATES[level_of(ccy)]]
    price = COINS[ccy].base if ccy in COINS else Decimal(1)
    tiers: list[DiscountTier] = []
    edge, so_far = _ZERO, _ZERO
    for number, rate in enumerate(rates, 1):
        top = None if number == len(rates) else Decimal(round(number * _TIER / price))
        so_far += _ZERO if top is None else (top - edge) * rate
        tiers.append(DiscountTier(rate, top, edge, number, 1 - rate, so_far))
        edge = edge if top is None else top
    return tuple(tiers)


def counted(ccy: str, amount: Decimal) -> Decimal:
    """What of an amount counts, in the currency; a debt counts whole."""
    if amount <= 0:
        return amount
    total = _ZERO
    for tier in tiers_of(ccy):
        edge = tier.min_amt or _ZERO
        top = amount if tier.max_amt is None else min(amount, tier.max_amt)
        total += max(_ZERO, top - edge) * tier.discount_rate
    return total
