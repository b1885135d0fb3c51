"""Amendments: checked as they arrive, done a little later."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from okx_sdk.models.enums import AmendResult, AmendSource
from okx_sdk.models.order_requests import AmendOrder
from okx_sdk.sandbox.accounts import checks
from okx_sdk.sandbox.accounts.entering import match
from okx_sdk.sandbox.accounts.margin import closable
from okx_sdk.sandbox.accounts.orders import Order
from okx_sdk.sandbox.accounts.reducing import closes
from okx_sdk.sandbox.refusals import Refusal, bad_parameter

if TYPE_CHECKING:
    from okx_sdk.sandbox.accounts.venue import Venue

__all__ = ["MOST_ON_THEIR_WAY", "change", "check_change"]

MOST_ON_THEIR_WAY = 3

_OVER = "Order modification failed as the order has been filled, canceled or does not exist."


def check_change(venue: Venue, order: Order, asked: AmendOrder) -> None:
    """Make sure that a change can be asked for.

    Raises:
        Refusal: 51503, the order is over; 51500, nothing is to be changed; 51513, too
            many changes are on their way; or the new price or size cannot be.
    """
    checks.check_name(asked.req_id, "reqId")
    if not order.is_open or order.is_leaving:
        raise Refusal("51503", _OVER)
    if asked.new_px is None and asked.new_sz is None:
        raise Refusal("51500", "You must enter a price, quantity, or TP/SL")
    if order.amending >= MOST_ON_THEIR_WAY:
        raise Refusal("51513", "Number of modification requests is greater than 3.")
    _new_px(venue, order, asked)
    _new_sz(order, asked)


def _new_px(venue: Venue, order: Order, asked: AmendOrder) -> Decimal | None:
    if asked.new_px is None:
        return order.px
    checks.check_price(order.inst, asked.new_px)
    return checks.price_of(
        order.sent.side, order.inst, asked.new_px, asked.px_amend_type, venue
    )


def _new_sz(order: Order, asked: AmendOrder) -> Decimal:
    if asked.new_sz is None:
        return order.sz
    checks.check_size(order.inst, asked.new_sz, at_market=False)
    if asked.new_sz <= order.acc_fill_sz:
        raise bad_parameter("newSz")
    return asked.new_sz


def change(venue: Venue, order: Order, asked: AmendOrder) -> None:
    """Do what was asked for, and tell what came of it."""
    if not order.is_open:
        venue.tell(order, amended=_failed(asked, "51503"))
        return
    was = (order.px, order.sz)
    try:
        order.px, order.sz = _new_px(venue, order, asked), _new_sz(order, asked)
        venue.reserve_for(order)
    except Refusal as refusal:
        order.px, order.sz = was
        if asked.cxl_on_fail:
            venue.cancel(order, "1", "Order canceled: it could not be amended")
            return
        venue.tell(order, amended=_failed(asked, refusal.code))
        return
    _done(venue, order, asked, *was)


def _failed(
    asked: AmendOrder, code: str
) -> tuple[AmendResult, AmendSource, str | None, str]:
    return AmendResult.FAILED, AmendSource.USER, asked.req_id, code


def _done(
    venue: Venue,
    order: Order,
    asked: AmendOrder,
    was_px: Decimal | None,
    was_sz: Decimal,
) -> None:
    now_px, now_sz = order.px, order.sz
    order.px, order.sz = was_px, was_sz
    venue.unrest(order)
    order.px, order.sz = now_px, now_sz
    order.u_time = venue.now
    done = (AmendResult.SUCCESS, AmendSource.USER, asked.req_id, "0")
    if closes(order):
        order.sz = now_sz = min(now_sz, order.acc_fill_sz + closable(order))
    if now_px == was_px and now_sz <= was_sz:
        venue.rest(order)  # smaller, in its old place
        venue.tell(order, amended=done)
        return
    order.turn = venue.next_turn()
    match(venue, order, amended=done)
