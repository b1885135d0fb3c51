"""Market maker protection: orders of an option family that go together."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from attrs import define, field, frozen

from okx_sdk.models.enums import OrderState, OrdType
from okx_sdk.models.order_requests import NewOrder
from okx_sdk.sandbox.accounts.account import Account
from okx_sdk.sandbox.accounts.orders import Order
from okx_sdk.sandbox.refusals import Refusal

if TYPE_CHECKING:
    from okx_sdk.sandbox.accounts.venue import Venue

__all__ = [
    "PROTECTED",
    "Protection",
    "Rule",
    "check_protection",
    "mass_cancel",
    "note_fill",
]

_FOR_EVER = 1 << 50  # ms: until it is let in again
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
    filled: list[tuple[int, str, Decimal]] = field(
        factory=list[tuple[int, str, Decimal]]
    )
    """When how much of a family was filled."""

    def is_frozen(self, family: str, now: int) -> bool:
        """Whether a family is frozen."""
        return self.frozen_until.get(family, 0) > now


def check_protection(account: Account, order: NewOrder, family: str, now: int) -> None:
    """Make sure that a protected order may come in.

    Raises:
        Refusal: 51034, the family is frozen; 54008, it is locked.
    """
    if order.ord_type not in PROTECTED:
        return
    state = account.state_of(Protection)
    if state.is_frozen(family, now):
        raise Refusal("51034", "Order placement is frozen by MMP.")
    if state.locked_until.get(family, 0) > now:
        raise Refusal(
            "54008", "This operation is disabled by the 'mass cancel order' endpoint."
        )


def note_fill(venue: Venue, order: Order, sz: Decimal) -> None:
    """Count a fill of a protected order; too many freeze the family."""
    if order.sent.ord_type not in PROTECTED:
        return
    account, family = order.account, order.inst.inst_family
    state = account.state_of(Protection)
    rule = state.rules.get(family)
    if rule is None or not rule.time_interval:
        return
    state.filled.append((venue.now, family, sz))
    since = venue.now - rule.time_interval
    state.filled = [each for each in state.filled if each[0] > since]
    total = sum(amount for _, name, amount in state.filled if name == family)
    if total < rule.qty_limit:
        return
    state.frozen_until[family] = venue.now + (rule.frozen_interval or _FOR_EVER)
    for other in protected(account, family):
        venue.cancel(other, "39", "MMP", state=OrderState.MMP_CANCELED)


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
