"""Debts that are repaid by force: with what else the account has, at index prices.

It happens when nothing is left to liquidate and loans are not covered, and, in accounts
that may not borrow, when more is owed than is free of interest.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from attrs import frozen

from okx_sdk.models.enums import BalanceEventType, BillSubType, BillType
from okx_sdk.sandbox.accounts import fees
from okx_sdk.sandbox.accounts.account import Account
from okx_sdk.sandbox.accounts.exact import ZERO, over, tidied
from okx_sdk.sandbox.accounts.interest import debts
from okx_sdk.sandbox.accounts.margin import spot_orders
from okx_sdk.sandbox.accounts.news import Changed
from okx_sdk.sandbox.accounts.standings import Standing, standing

if TYPE_CHECKING:
    from okx_sdk.sandbox.accounts.venue import Venue


@frozen
class Reason:
    """Why a debt is repaid, as bills and subscribers are told."""

    type: BillType
    comes: BillSubType
    goes: BillSubType
    told: BalanceEventType


FORCED = Reason(
    BillType.FORCED_REPAYMENT,
    BillSubType.FORCED_REPAYMENT_BUY,
    BillSubType.FORCED_REPAYMENT_SELL,
    BalanceEventType.LIQUIDATION,
)
ASKED = Reason(
    BillType.ONE_CLICK_REPAY,
    BillSubType.REPAYMENT_TRANSFER_IN,
    BillSubType.REPAYMENT_TRANSFER_OUT,
    BalanceEventType.TRANSFERRED,
)
_DUST = Decimal("0.00000001")  # dollars

__all__ = ["ASKED", "Reason", "convert", "has_to_repay", "repay"]


def has_to_repay(venue: Venue, account: Account) -> bool:
    """Whether an account that may not borrow owes more than is free of interest."""
    if account.settings.auto_loan:
        return False
    found = debts(account, venue.quotes, venue.now)
    return any(debt.charged and debt.position is None for debt in found)


def repay(venue: Venue, account: Account) -> bool:
    """Repay the largest debt with the largest balance; whether there was anything to."""
    orders = list(spot_orders(account))
    for order in orders:
        venue.cancel(order, "3", "Risk cancellation: forced repayment")
    stands = standing(account, venue.quotes, venue.now)
    owed = max(stands.currencies, key=lambda row: -row.cross * row.usd, default=None)
    if owed is None or -owed.cross * owed.usd < _DUST:
        return False
    others = [row for row in stands.currencies if row is not owed and row.cross > 0]
    given = max(others, key=lambda row: row.cash * row.usd, default=None)
    if given is None or given.cash <= 0:
        return False
    convert(venue, account, stands, (given.ccy, owed.ccy), FORCED)
    return True


def convert(
    venue: Venue,
    account: Account,
    stands: Standing,
    pair: tuple[str, str],
    reason: Reason,
) -> tuple[Decimal, Decimal]:
    """Repay as much of a debt as one balance can; gives what that took, and repaid.

    *pair* is what is given and what is owed.
    """
    given, got = pair
    has, owes = stands.of(given), stands.of(got)
    rate = fees.rates("SPOT")[1]
    wanted = over(-owes.cross, 1 + rate)  # its fee is paid of it
    price = over(has.usd, owes.usd)
    there = has.cash - has.held
    amount = min(there, over(wanted, price))
    bought = wanted if amount < there else amount * price
    fee = bought * rate
    for ccy, change, charged, kind in (
        (given, -amount, ZERO, reason.goes),
        (got, bought + fee, fee, reason.comes),
    ):
        account.book(
            ccy,
            change,
            venue.now,
            type=reason.type,
            sub_type=kind,
            sz=tidied(abs(change - charged)),
            fee=tidied(charged),
        )
    account.tell(Changed(venue.now, reason.told, (given, got)))
    return amount, bought + fee
