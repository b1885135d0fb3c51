"""Market maker protection: orders of an option family that go together."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from attrs import define, field, frozen

from okx_sdk.models.enums import OrdType
from okx_sdk.sandbox.accounts.account import Account
from okx_sdk.sandbox.accounts.orders import Order

if TYPE_CHECKING:
    from okx_sdk.sandbox.accounts.venue import Venue

__all__ = ["Protection", "Rule", "mass_cancel"]

PROTECTED = {OrdType.MMP, OrdType.MMP_AND_POST_ONLY}


@frozen
class Rule:
    """So many contracts filled in so many ms are too many; times in ms."""

    time_interval: int
    frozen_interval: int
    qty_limit: Decimal


@define(eq=False)
class Protection:
    """The rules of an account by family, and until when families are frozen."""

    rules: dict[str, Rule] = field(factory=dict[str, Rule])
    frozen_until: dict[str, int] = field(factory=dict[str, int])
    locked_until: dict[str, int] = field(factory=dict[str, int])


def mass_cancel(venue: Venue, account: Account, family: str, lock: int) -> None:
    """Cancel the protected orders of a family, and refuse new ones for *lock* ms."""
    if lock:
        account.state_of(Protection).locked_until[family] = venue.now + lock
    for order in protected(account, family):
        venue.cancel(order, "1", "Order canceled by mass cancel")


def protected(account: Account, family: str) -> list[Order]:
    """The open orders of a family that are protected."""
    return [
        order
        for order in account.orders.pending.values()
        if order.inst.inst_family == family and order.sent.ord_type in PROTECTED
    ]
