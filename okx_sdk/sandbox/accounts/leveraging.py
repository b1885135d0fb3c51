"""Leverage and the margin of isolated positions, changed by their owner."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from attrs import frozen

from okx_sdk.models.enums import BalanceEventType, BillSubType, BillType, MgnMode
from okx_sdk.sandbox.accounts.account import Account, insufficient
from okx_sdk.sandbox.accounts.exact import ZERO, exactly, over, tidied
from okx_sdk.sandbox.accounts.margin import find_position, leverage
from okx_sdk.sandbox.accounts.news import Changed
from okx_sdk.sandbox.accounts.positions import Position, worth
from okx_sdk.sandbox.accounts.room import free_equity, own_equity
from okx_sdk.sandbox.instruments import Instrument
from okx_sdk.sandbox.refusals import Refusal

if TYPE_CHECKING:
    from okx_sdk.sandbox.accounts.venue import Venue

__all__ = ["Wish", "add_margin", "set_leverage"]


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


@exactly
def set_leverage(venue: Venue, account: Account, wish: Wish) -> None:
    """Set the leverage of an instrument, and of the position and orders it has.

    Raises:
        Refusal: 59102, it is too large; 51008, the margin for it is not there.
    """
    inst, lever = wish.inst, wish.lever
    if not 1 <= lever <= (inst.lever or 1):
        raise Refusal("59102", "Leverage exceeds the maximum limit. Please lower it.")
    levers = account.settings.levers
    before = leverage(account, inst, wish.mode, wish.side)
    affected = [
        order
        for order in account.orders.pending.values()
        if order.inst.inst_id == inst.inst_id and str(order.sent.td_mode) == wish.mode
    ]
    try:
        for order in affected:
            order.lever = lever
            venue.reserve_for(order)
        _relever(venue, account, wish)
    except Refusal:
        for order in affected:
            order.lever = before
            venue.reserve_for(order)
        raise
    levers[wish.key] = lever


def _relever(venue: Venue, account: Account, wish: Wish) -> None:
    inst, mode, lever = wish.inst, wish.mode, wish.lever
    found = find_position(account, inst, mode, wish.side)
    if found is None:
        return
    if mode == "isolated":
        wanted = over(worth(inst, found.avg_px, abs(found.sz)), lever)
        _move_margin(venue, account, found, wanted - found.margin)
    else:
        extra = worth(inst, venue.quotes.mark(inst, venue.now), abs(found.sz))
        extra = over(extra, lever) - over(extra, found.lever)
        if extra > free_equity(account, found.ccy, venue.quotes, venue.now):
            raise insufficient(found.ccy, "margin")
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
        Refusal: 51008, there is not so much to add; 59301, nor so much to take away.
    """
    mark = venue.quotes.mark(position.inst, venue.now)
    least = over(worth(position.inst, mark, abs(position.sz)), position.lever)
    if amount < 0 and position.margin + amount + min(position.upl(mark), ZERO) < least:
        raise Refusal("59301", "Margin adjustment exceeds the maximum.")
    _move_margin(venue, account, position, amount)
    position.u_time = venue.now
    why = BalanceEventType.ADJUST_MARGIN
    account.tell(Changed(venue.now, why, (position.ccy,), (position,)))


def _move_margin(
    venue: Venue, account: Account, position: Position, amount: Decimal
) -> None:
    if amount > own_equity(account, position.ccy, venue.quotes, venue.now):
        raise insufficient(position.ccy, "margin")
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
