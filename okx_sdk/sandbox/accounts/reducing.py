"""Orders that may only shrink a position: they are never larger than it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from okx_sdk.models.enums import AmendResult, AmendSource
from okx_sdk.sandbox.accounts.account import Account
from okx_sdk.sandbox.accounts.margin import closable
from okx_sdk.sandbox.accounts.orders import Order
from okx_sdk.sandbox.instruments import Instrument

if TYPE_CHECKING:
    from okx_sdk.sandbox.accounts.venue import Venue

__all__ = ["closes", "trim"]


def closes(order: Order) -> bool:
    """Whether an order may only shrink a position: by its word or by its side."""
    if order.inst.inst_type == "SPOT":
        return False
    side = str(order.sent.pos_side or "net")
    if side == "net":
        return bool(order.sent.reduce_only)
    return (side == "long") != order.is_buy


def trim(venue: Venue, account: Account, inst: Instrument) -> None:
    """Make resting orders of an instrument no larger than what they would close."""
    for order in tuple(account.orders.pending.values()):
        if order.inst.inst_id != inst.inst_id or not order.is_open:
            continue
        if not closes(order):
            continue
        left = closable(order)
        if left <= 0:
            venue.cancel(order, "17", "Canceled: the position was closed")
        elif order.left > left:
            order.sz = order.acc_fill_sz + left
            done = (AmendResult.SUCCESS, AmendSource.SYSTEM_REDUCE_ONLY, None, "0")
            venue.tell(order, amended=done)
