"""Closing a position at market."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import frozen

from okx_sdk.models.enums import OrdType, PosSide, Side, TdMode
from okx_sdk.models.order_requests import NewOrder
from okx_sdk.sandbox.accounts.account import Account
from okx_sdk.sandbox.accounts.margin import find_position, side_of
from okx_sdk.sandbox.accounts.orders import Order
from okx_sdk.sandbox.accounts.positions import Position
from okx_sdk.sandbox.refusals import Refusal, unknown_instrument

if TYPE_CHECKING:
    from okx_sdk.sandbox.accounts.venue import Venue

__all__ = ["Wanted", "close", "close_position"]


@frozen
class Wanted:
    """Which position is to be closed, and how."""

    inst_id: str
    mgn_mode: str
    pos_side: str
    auto_cxl: bool = False
    cl_ord_id: str | None = None
    tag: str | None = None


def close_position(venue: Venue, account: Account, wanted: Wanted) -> Order:
    """Close a whole position at market.

    Raises:
        Refusal: 51023, there is none; 51115, orders that close it are open and may not
            be cancelled; or the order was refused.
    """
    plain = venue.market.instrument(wanted.inst_id, venue.now)
    if plain is None:
        raise unknown_instrument()
    kind = "MARGIN" if plain.inst_type == "SPOT" else plain.inst_type
    inst = venue.market.instrument(wanted.inst_id, venue.now, kind)
    found = (
        None
        if inst is None
        else find_position(account, inst, wanted.mgn_mode, wanted.pos_side)
    )
    if found is None:
        raise Refusal("51023", "Position doesn't exist.")
    rivals = [
        order
        for order in account.orders.pending.values()
        if order.inst == found.inst
        and str(order.sent.td_mode) == found.mgn_mode
        and side_of(order) == found.pos_side
        and order.is_buy != found.is_long
    ]
    if rivals and not wanted.auto_cxl:
        raise Refusal("51115", "Cancel all pending close-orders before liquidation.")
    for order in rivals:
        venue.cancel(order, "17", "Canceled: the position is closed at market")
    return close(venue, account, found, wanted.cl_ord_id, wanted.tag)


def close(
    venue: Venue,
    account: Account,
    position: Position,
    cl_ord_id: str | None = None,
    tag: str | None = None,
    *,
    category: str = "normal",
) -> Order:
    """Place the order at market that closes a position."""
    order = NewOrder(
        position.inst.inst_id,
        TdMode(position.mgn_mode),
        Side.SELL if position.is_long else Side.BUY,
        OrdType.IOC if position.inst.inst_type == "OPTION" else OrdType.MARKET,
        abs(position.sz),
        cl_ord_id=cl_ord_id,
        tag=tag,
        px=_worst(venue, position) if position.inst.inst_type == "OPTION" else None,
        pos_side=PosSide(position.pos_side),
        reduce_only=position.pos_side == "net",
    )
    return venue.place(account, order, venue.now, category=category)


def _worst(venue: Venue, position: Position) -> str:
    """The price that an option is sold or bought back at in any case."""
    limits = venue.market.price_limit(position.inst, venue.now)
    return str(limits.sell_lmt if position.is_long else limits.buy_lmt)
