"""The funding account: what is in it, and the bills of what came and went.

The trading account is kept by the accounts; a transfer takes from one and gives to the
other.
"""

from __future__ import annotations

from decimal import Decimal

from attrs import evolve

from okx_sdk.models.enums import AssetBillType
from okx_sdk.models.funding_records import FundingBalance, FundingBill
from okx_sdk.sandbox.exchange import Desk
from okx_sdk.sandbox.refusals import Refusal
from okx_sdk.sandbox.things import made

__all__ = ["balances", "bills", "freeze", "give", "take", "unfreeze"]

_ZERO = Decimal(0)
_AT_FIRST = {
    "USDT": "100000",
    "USDC": "20000",
    "BTC": "2",
    "ETH": "50",
    "SOL": "500",
    "OKB": "100",
    "USD": "5000",
    "EUR": "5000",
}
"""What the main account has when it is first looked at."""


def balances(desk: Desk, account: str | None = None) -> dict[str, FundingBalance]:
    """What an account has, the caller's own unless another is named."""
    name = desk.account_name if account is None else account
    shelf = desk.things.shelf(name, "funding")
    owner = desk.venue.accounts[name]
    if not shelf and owner.uid == owner.main_uid:
        for ccy, amount in _AT_FIRST.items():
            shelf[ccy] = FundingBalance(ccy, Decimal(amount), Decimal(amount), _ZERO)
    return shelf


def bills(desk: Desk) -> list[FundingBill]:
    """What came and went, newest first."""
    shelf = desk.things.shelf(desk.account_name, "funding-bills")
    return list(shelf.values())[::-1]


def give(
    desk: Desk,
    ccy: str,
    amount: Decimal,
    kind: AssetBillType,
    *,
    account: str | None = None,
    **words: str | None,
) -> None:
    """Add to a balance."""
    _move(desk, ccy, amount, account, {"type": kind, **words})


def take(
    desk: Desk,
    ccy: str,
    amount: Decimal,
    kind: AssetBillType,
    *,
    account: str | None = None,
    **words: str | None,
) -> None:
    """Take away from what is free.

    Raises:
        Refusal: 58350, there is not so much.
    """
    if amount <= 0:
        raise Refusal("58114", "The transfer amount must be a positive number")
    if _of(desk, ccy, account).avail_bal < amount:
        raise Refusal("58350", "Insufficient balance")
    _move(desk, ccy, -amount, account, {"type": kind, **words})


def freeze(desk: Desk, ccy: str, amount: Decimal) -> None:
    """Keep something for what is to come.

    Raises:
        Refusal: 58350, there is not so much.
    """
    has = _of(desk, ccy, None)
    if has.avail_bal < amount:
        raise Refusal("58350", "Insufficient balance")
    unfreeze(desk, ccy, -amount)


def unfreeze(desk: Desk, ccy: str, amount: Decimal) -> None:
    """Let something go that was kept."""
    has = _of(desk, ccy, None)
    balances(desk)[ccy] = evolve(
        has,
        avail_bal=has.avail_bal + amount,
        frozen_bal=(has.frozen_bal or _ZERO) - amount,
    )


def _of(desk: Desk, ccy: str, account: str | None) -> FundingBalance:
    none = FundingBalance(ccy, _ZERO, _ZERO, _ZERO)
    return balances(desk, account).get(ccy, none)


def _move(
    desk: Desk,
    ccy: str,
    amount: Decimal,
    account: str | None,
    words: dict[str, str | None],
) -> None:
    has = _of(desk, ccy, account)
    bal = has.bal + amount
    balances(desk, account)[ccy] = evolve(
        has, bal=bal, avail_bal=has.avail_bal + amount
    )
    bill = made(
        FundingBill,
        desk.now,
        bill_id=desk.things.new_id(desk.now),
        ccy=ccy,
        bal_chg=amount,
        bal=bal,
        **words,
    )
    name = desk.account_name if account is None else account
    desk.things.shelf(name, "funding-bills")[bill.bill_id] = bill
