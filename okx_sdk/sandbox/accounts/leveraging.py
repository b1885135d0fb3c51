"""Leverage and the margin of isolated positions, changed by their owner."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from attrs import frozen

from okx_sdk.models.enums import BalanceEventType, BillSubType, BillType, MgnMode
from okx_sdk.sandbox.accounts.account import Account
from okx_sdk.sandbox.accounts.exact import ZERO, exactly, over, tidied
from okx_sdk.sandbox.accounts.margin import (
    find_position,
    leverage,
    maintenance,
    side_of,
)
from okx_sdk.sandbox.accounts.news import Changed
from okx_sdk.sandbox.accounts.orders import Order
from okx_sdk.sandbox.accounts.positions import Position, worth
from okx_sdk.sandbox.accounts.room import free_equity, own_equity
from okx_sdk.sandbox.instruments import Instrument
from okx_sdk.sandbox.refusals import Refusal

if TYPE_CHECKING:
    from okx_sdk.sandbox.accounts.venue import Venue

_LEAST = Decimal("0.01")
_TOO_LOW = "Low leverage and insufficient margin. Please adjust the leverage."
_TOO_LITTLE = (
    "Account equity is less than the margin required after adjustment. Please adjust "
    "the leverage."
)

__all__ = ["Wish", "add_margin", "check_lever", "set_leverage"]


@frozen
class Wish:
    """Which leverage is wanted: of an instrument, a margin mode and a side."""

    inst: Instrument
    mode: str
    side: str
    lever: Decimal

    @property
    def key(self) -> tuple[str, str, str]:
        """What it is kept by."""
        return self.inst.inst_id, self.mode, self.side

    def is_about(self, order: Order) -> bool:
        """Whether an order has this leverage."""
        is_it = order.inst == self.inst and str(order.sent.td_mode) == self.mode
        return is_it and (self.mode == "cross" or side_of(order) == self.side)

    def positions(self, account: Account) -> list[Position]:
        """The positions that have this leverage."""
        sides = ("net", "long", "short") if self.mode == "cross" else (self.side,)
        found = (find_position(account, self.inst, self.mode, side) for side in sides)
        return [position for position in found if position is not None]


def check_lever(lever: Decimal, most: Decimal) -> None:
    """Make sure that a leverage is one.

    Raises:
        Refusal: 59102, it is too large; 59105, it is too small.
    """
    if lever > most:
        raise Refusal("59102", "Leverage exceeds the maximum limit. Please lower it.")
    if lever < _LEAST:
        raise Refusal("59105", f"Leverage can't be less than {_LEAST}.")


@exactly
def set_leverage(venue: Venue, account: Account, wish: Wish) -> None:
    """Set the leverage of an instrument, and of the positions and orders it has.

    Cross positions of both sides share theirs.

    Raises:
        Refusal: 59102, it is too large, and 59105, too small; 59108 and 59109, the
            margin for it is not there.
    """
    inst, lever = wish.inst, wish.lever
    check_lever(lever, inst.lever or Decimal(1))
    levers = account.settings.levers
    before = leverage(account, inst, wish.mode, wish.side)
    affected = [
        order for order in account.orders.pending.values() if wish.is_about(order)
    ]
    try:
        for order in affected:
            order.lever = lever
            venue.reserve_for(order)
        for position in wish.positions(account):
            _relever(venue, account, position, lever)
    except Refusal as refusal:
        for order in affected:
            order.lever = before
            venue.reserve_for(order)
        if refusal.code == "51008":
            raise Refusal("59109", _TOO_LITTLE) from None
        raise
    levers[wish.key] = lever


def _relever(venue: Venue, account: Account, found: Position, lever: Decimal) -> None:
    mark = venue.quotes.mark(found.inst, venue.now)
    size = abs(found.sz)
    if found.mgn_mode == "isolated":
        wanted = over(worth(found.inst, found.avg_px, size), lever)
        more = wanted - found.margin
        if more > own_equity(account, found.ccy, venue.quotes, venue.now):
            raise Refusal("59108", _TOO_LOW)
        if wanted + found.upl(mark) <= maintenance(found, mark):
            raise Refusal("59109", _TOO_LITTLE)
        _move_margin(venue, account, found, more)
    else:
        value = worth(found.inst, mark, size)
        extra = over(value, lever) - over(value, found.lever)
        if extra > free_equity(account, found.ccy, venue.quotes, venue.now):
            raise Refusal("59109", _TOO_LITTLE)
    found.lever = lever
    found.u_time = venue.now
    why = BalanceEventType.SET_LEVERAGE
    account.tell(Changed(venue.now, why, (found.ccy,), (found,)))


@exactly
def add_margin(
    venue: Venue, account: Account, position: Position, amount: Decimal
) -> None:
    """Add to the margin of an isolated position, or take away what is below 0.

    Raises:
        Refusal: 59303, there is not so much to add; 59301, nor so much to take away;
            51040, an option that was bought wants none.
    """
    if position.inst.inst_type == "OPTION" and position.is_long:
        raise Refusal("51040", "Margin of isolated long options can't be adjusted.")
    mark = venue.quotes.mark(position.inst, venue.now)
    least = over(worth(position.inst, mark, abs(position.sz)), position.lever)
    if amount < 0 and position.margin + amount + min(position.upl(mark), ZERO) < least:
        raise Refusal("59301", "Margin adjustment exceeds the maximum.")
    if amount > own_equity(account, position.ccy, venue.quotes, venue.now):
        raise Refusal("59303", f"Insufficient available {position.ccy} to add.")
    _move_margin(venue, account, position, amount)
    position.u_time = venue.now
    why = BalanceEventType.ADJUST_MARGIN
    account.tell(Changed(venue.now, why, (position.ccy,), (position,)))


def _move_margin(
    venue: Venue, account: Account, position: Position, amount: Decimal
) -> None:
    position.margin += amount
    is_more = amount > 0
    account.book(
        position.ccy,
        -amount,
        venue.now,
        type=BillType.MARGIN_TRANSFER,
        sub_type=BillSubType.MANUAL_MARGIN_INCREASE
        if is_more
        else BillSubType.MANUAL_MARGIN_DECREASE,
        inst_id=position.inst.inst_id,
        mgn_mode=MgnMode(position.mgn_mode),
        pos_bal=tidied(position.margin),
        pos_bal_chg=tidied(amount),
    )
