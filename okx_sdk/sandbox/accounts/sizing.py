"""The largest order that an account could place: found by the checks that it would meet."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from attrs import frozen

from okx_sdk.models.enums import OrdType, PosSide, Side, TdMode
from okx_sdk.models.order_requests import NewOrder
from okx_sdk.sandbox.accounts.account import Account
from okx_sdk.sandbox.accounts.checks import is_apart
from okx_sdk.sandbox.accounts.entering import check_value
from okx_sdk.sandbox.accounts.exact import ZERO, exactly, over, stepped, tidied
from okx_sdk.sandbox.accounts.margin import check_option, check_tier, leverage, needed
from okx_sdk.sandbox.accounts.orders import Order
from okx_sdk.sandbox.accounts.room import check_room, spendable
from okx_sdk.sandbox.instruments import Instrument
from okx_sdk.sandbox.refusals import Refusal

if TYPE_CHECKING:
    from okx_sdk.sandbox.accounts.venue import Venue

_CENT = Decimal("0.00000001")

__all__ = ["Sought", "largest", "largest_of_pair"]


@frozen
class Sought:
    """Which order is to be as large as can be: a limit order at a price."""

    inst: Instrument
    td_mode: TdMode
    side: Side
    px: Decimal
    lever: Decimal | None = None


@exactly
def largest(venue: Venue, account: Account, sought: Sought) -> Decimal:
    """The largest size that would be let in; 0 if not even the least."""
    inst = sought.inst
    low, high = 0, int(over(inst.max_lmt_sz, inst.lot_sz))
    while low < high:
        middle = (low + high + 1) // 2
        order = _order(venue, account, sought, middle * inst.lot_sz)
        if _fits(venue, order):
            low = middle
        else:
            high = middle - 1
    found = low * inst.lot_sz
    return found if found >= inst.min_sz else ZERO


def _order(venue: Venue, account: Account, sought: Sought, sz: Decimal) -> Order:
    inst, side = sought.inst, PosSide.NET
    if is_apart(account, inst):  # it would open
        side = PosSide.LONG if sought.side == Side.BUY else PosSide.SHORT
    sent = NewOrder(
        inst.inst_id,
        sought.td_mode,
        sought.side,
        OrdType.LIMIT,
        sz,
        px=sought.px,
        pos_side=side,
    )
    lever = None
    if inst.inst_type not in {"SPOT", "OPTION"}:
        usual = leverage(account, inst, str(sought.td_mode), str(side))
        lever = sought.lever or usual
    return Order(account, 0, inst, sent, venue.now, sz, sought.px, lever)


def _fits(venue: Venue, order: Order) -> bool:
    try:
        check_value(venue, order)
        check_option(order)
        check_tier(order)
        check_room(
            order, *needed(order, venue.quotes, venue.now), venue.quotes, venue.now
        )
    except Refusal:
        return False
    return True


@exactly
def largest_of_pair(
    venue: Venue, account: Account, inst: Instrument
) -> tuple[Decimal, Decimal]:
    """What could be spent on a pair itself: of its quote, and of its base currency."""
    one, other = inst.quote_ccy, inst.base_ccy
    paid = spendable(account, one, other, venue.quotes, venue.now)
    if account.settings.fee_type == "1":
        paid = stepped(over(paid, 1 - venue.taker_rate(inst)), _CENT)
    sold = spendable(account, other, one, venue.quotes, venue.now)
    return tidied(paid), tidied(stepped(sold, inst.lot_sz))
