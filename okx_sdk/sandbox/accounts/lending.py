"""What is lent and at what price: rates, quotas, what is free of interest.

The exchange lends what margin trading is short of. Its rates and quotas change with its
market and are not known here: these are plain ones, the same for all that asks for them.
The amounts that are free of interest are those that OKX tells, and so is what a loan
wants as margin: a tenth at first, and a fiftieth to stay.
"""

from __future__ import annotations

from decimal import Decimal

from okx_sdk.sandbox.accounts.exact import ZERO, over
from okx_sdk.sandbox.coins import COINS
from okx_sdk.sandbox.discounts import DOLLARS

__all__ = [
    "INITIAL",
    "MAINTENANCE",
    "daily_rate",
    "hourly_rate",
    "is_lent",
    "quota",
    "without_interest",
]

INITIAL = Decimal("0.1")
MAINTENANCE = Decimal("0.02")
_DAILY = (Decimal("0.0003"), Decimal("0.0001"))  # of dollars, of coins
_QUOTA = 500_000  # dollars

_FREE = {
    "USDT": 20_000,
    "USDC": 5_000,
    "BTC": 1,
    "ETH": 5,
    "LTC": 10,
    "XRP": 5_000,
    "BCH": 5,
    "TRX": 30_000,
    "LINK": 50,
    "DOT": 50,
    "ADA": 500,
    "ATOM": 20,
    "FIL": 10,
    "UNI": 20,
    "ETC": 2_000,
}


def is_lent(ccy: str) -> bool:
    """Whether a currency can be borrowed."""
    return ccy in DOLLARS or ccy in COINS


def daily_rate(ccy: str) -> Decimal:
    """The interest of a day, as a share."""
    return _DAILY[ccy not in DOLLARS]


def hourly_rate(ccy: str) -> Decimal:
    """The interest of an hour, as a share."""
    return over(daily_rate(ccy), Decimal(24))


def quota(ccy: str) -> Decimal:
    """The most that one account may borrow of a currency."""
    if not is_lent(ccy):
        return ZERO
    price = Decimal(1) if ccy in DOLLARS else COINS[ccy].base
    return Decimal(round(_QUOTA / price, 2))


def without_interest(ccy: str) -> Decimal:
    """How much of what positions have lost may be owed without interest."""
    return Decimal(_FREE.get(ccy, 0))
