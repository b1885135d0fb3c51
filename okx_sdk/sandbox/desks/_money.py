"""Money of the trading account, that transfers, bots and conversions take and give."""

from __future__ import annotations

from decimal import Decimal

from attrs import frozen

from okx_sdk.models.enums import BillSubType, BillType
from okx_sdk.sandbox.exchange import Desk

__all__ = ["BOT", "CONVERT", "COPY", "TRANSFER", "Reason", "earn", "free", "spend"]


@frozen
class Reason:
    """Why money comes and goes, as bills tell it."""

    type: BillType
    comes: BillSubType
    goes: BillSubType


BOT = Reason(
    BillType.STRATEGY_TRANSFER,
    BillSubType.SYSTEM_TRANSFER_IN,
    BillSubType.SYSTEM_TRANSFER_OUT,
)
CONVERT = Reason(BillType.CONVERT, BillSubType.CONVERT_IN, BillSubType.CONVERT_OUT)
COPY = Reason(
    BillType.TRANSFER,
    BillSubType.COPY_TRADE_AUTOMATIC_TRANSFER_IN,
    BillSubType.COPY_TRADE_AUTOMATIC_TRANSFER_OUT,
)
TRANSFER = Reason(BillType.TRANSFER, BillSubType.TRANSFER_IN, BillSubType.TRANSFER_OUT)


def free(desk: Desk, ccy: str) -> Decimal:
    """What the caller has free of a currency."""
    return desk.account.free(ccy)


def spend(
    desk: Desk,
    ccy: str,
    amount: Decimal,
    reason: Reason = BOT,
    account: str | None = None,
) -> None:
    """Take money away, from the caller unless an account is named.

    Raises:
        Refusal: 51008, there is not so much that is free.
    """
    _move(desk, ccy, -amount, reason, account)


def earn(
    desk: Desk,
    ccy: str,
    amount: Decimal,
    reason: Reason = BOT,
    account: str | None = None,
) -> None:
    """Give money, to the caller unless an account is named."""
    _move(desk, ccy, amount, reason, account)


def _move(
    desk: Desk, ccy: str, amount: Decimal, reason: Reason, account: str | None
) -> None:
    if not amount:
        return
    owner = desk.account if account is None else desk.venue.accounts[account]
    kind = reason.comes if amount > 0 else reason.goes
    owner.move(ccy, amount, desk.now, type=reason.type, sub_type=kind)
