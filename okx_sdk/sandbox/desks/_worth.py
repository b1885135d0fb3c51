"""What currencies are worth, by the market's indexes."""

from __future__ import annotations

from decimal import Decimal

from okx_sdk.sandbox.coins import COINS
from okx_sdk.sandbox.exchange import Desk
from okx_sdk.sandbox.numbers import tidy
from okx_sdk.sandbox.refusals import bad_parameter

__all__ = ["CRYPTO", "DOLLARS", "FIAT", "cut", "index_of", "price", "usd", "whole_usd"]

DOLLARS = ("USDT", "USDC")
CRYPTO = (*DOLLARS, *COINS)
FIAT = {
    "USD": Decimal(1),
    "EUR": Decimal("1.08"),
    "BRL": Decimal("0.18"),
    "AUD": Decimal("0.65"),
    "SGD": Decimal("0.74"),
}
"""Government currencies, and what one is worth in USD."""


def index_of(desk: Desk, ccy: str) -> Decimal:
    """The price of a coin in USD, now."""
    return desk.market.index_price(f"{ccy}-USD", desk.now)


def usd(desk: Desk, ccy: str) -> Decimal:
    """What one of a currency is worth in USD.

    Raises:
        Refusal: there is no such currency.
    """
    if ccy in COINS:
        return index_of(desk, ccy)
    if ccy in {*DOLLARS, "OKUSD"}:
        return Decimal(1)
    if ccy in {"BETH", "OKSOL"}:
        return index_of(desk, "ETH" if ccy == "BETH" else "SOL")
    if ccy not in FIAT:
        raise bad_parameter("ccy")
    return FIAT[ccy]


def price(desk: Desk, ccy: str, against: str) -> Decimal:
    """What one of a currency is worth in another."""
    return usd(desk, ccy) / usd(desk, against)


def cut(value: Decimal, places: int = 8) -> Decimal:
    """A value to so many decimals, without needless zeros."""
    return tidy(round(value, places))


def whole_usd(desk: Desk, has: dict[str, Decimal]) -> Decimal:
    """What amounts of currencies are worth together, in USD."""
    return sum((usd(desk, ccy) * each for ccy, each in has.items()), Decimal(0))
