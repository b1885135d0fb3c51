"""Money of the trading account, that bots and loans take and give."""

from __future__ import annotations

from decimal import Decimal

from okx_sdk.sandbox.exchange import Desk
from okx_sdk.sandbox.refusals import Refusal

__all__ = ["earn", "free", "spend"]

_AT_FIRST = {"USDT": Decimal(100_000), "BTC": Decimal(2), "ETH": Decimal(50)}


def _cash(desk: Desk, account: str | None) -> dict[str, Decimal]:
    name = desk.account_name if account is None else account
    shelf: dict[str, Decimal] = desk.things.shelf(name, "trading")
    if not shelf and name == "":
        shelf.update(_AT_FIRST)
    return shelf


def free(desk: Desk, ccy: str, account: str | None = None) -> Decimal:
    """What an account has free of a currency, the caller's own unless one is named."""
    return _cash(desk, account).get(ccy, Decimal(0))


def spend(desk: Desk, ccy: str, amount: Decimal, account: str | None = None) -> None:
    """Take money away.

    Raises:
        Refusal: 51008, there is not so much that is free.
    """
    if free(desk, ccy, account) < amount:
        raise Refusal("51008", f"Order failed. Insufficient {ccy} balance in account")
    _cash(desk, account)[ccy] -= amount


def earn(desk: Desk, ccy: str, amount: Decimal, account: str | None = None) -> None:
    """Give money."""
    cash = _cash(desk, account)
    cash[ccy] = cash.get(ccy, Decimal(0)) + amount
