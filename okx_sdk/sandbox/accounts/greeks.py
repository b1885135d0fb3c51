"""The greeks of all that an account holds of a currency."""

from __future__ import annotations

from okx_sdk.models.positions import AccountGreeks
from okx_sdk.sandbox.accounts.account import Account
from okx_sdk.sandbox.accounts.exact import ZERO, tidied
from okx_sdk.sandbox.accounts.quotes import Quotes
from okx_sdk.sandbox.accounts.times import moment

__all__ = ["greeks_of"]


def greeks_of(account: Account, quotes: Quotes, ccy: str, now: int) -> AccountGreeks:
    """The sum over cash and options."""
    total = [ZERO] * 8
    total[0] = account.balance(ccy)
    for position in account.positions.values():
        if position.ccy == ccy:
            found = quotes.greeks(position.inst, position.sz, now)
            total = [a + (b or ZERO) for a, b in zip(total, found, strict=True)]
    return AccountGreeks(ccy, moment(now), *(tidied(value) for value in total))
