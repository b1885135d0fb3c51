"""Amendments: checked as they arrive, done a little later."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from attrs import evolve

from okx_sdk.models.enums import AmendResult, AmendSource
from okx_sdk.models.order_requests import AmendOrder, NewOrder
from okx_sdk.sandbox.accounts import checks
from okx_sdk.sandbox.accounts.attaching import changed_attached, check_attached
from okx_sdk.sandbox.accounts.entering import MAKERS, match, would_take
from okx_sdk.sandbox.accounts.margin import check_tier, closable
from okx_sdk.sandbox.accounts.option_prices import in_coin
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
    if not _changes(asked):
        raise Refusal("51500", "You must enter a price, quantity, or TP/SL")
    if order.amending >= MOST_ON_THEIR_WAY:
        raise Refusal("51513", "Number of modification requests is greater than 3.")
    _new_px(venue, order, _resent(order, asked), asked)
    _new_sz(order, asked)


def _changes(asked: AmendOrder) -> bool:
    """Whether anything is to be changed."""
    prices = (asked.new_px, asked.new_px_usd, asked.new_px_vol)
    is_priced = any(px is not None for px in prices)
    return is_priced or asked.new_sz is not None or bool(asked.attach_algo_ords)


def _resent(order: Order, asked: AmendOrder) -> NewOrder:
    """The order as if it had been sent so at first."""
    sent = order.sent
    if asked.attach_algo_ords:
        sent = changed_attached(order, asked.attach_algo_ords)
    prices = (asked.new_px, asked.new_px_usd, asked.new_px_vol)
    given = [px for px in prices if px is not None]
    if not given:
        return sent
    is_option = order.inst.inst_type == "OPTION"
    if len(given) > 1 or (asked.new_px is None and not is_option):
        raise Refusal("50016", "Parameters newPx, newPxUsd and newPxVol exclude.")
    return evolve(sent, px=prices[0], px_usd=prices[1], px_vol=prices[2])


def _new_px(
    venue: Venue, order: Order, sent: NewOrder, asked: AmendOrder
) -> Decimal | None:
    if (sent.px, sent.px_usd, sent.px_vol) == (
        order.sent.px,
        order.sent.px_usd,
        order.sent.px_vol,
    ):
        return order.px
    px = in_coin(venue.quotes, order.inst, sent, venue.now)
    if px is None:
        return order.px
    checks.check_price(order.inst, px)
    return checks.price_of(order.sent.side, order.inst, px, asked.px_amend_type, venue)


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
    was, sent = (order.px, order.sz), order.sent
    try:
        _try(venue, order, asked)
    except Refusal as refusal:
        (order.px, order.sz), order.sent = was, sent
        if asked.cxl_on_fail:
            venue.cancel(order, "1", "Order canceled: it could not be amended")
            return
        code = "51502" if refusal.code == "51008" else refusal.code
        venue.tell(order, amended=_failed(asked, code))
        return
    _done(venue, order, asked, *was)


def _try(venue: Venue, order: Order, asked: AmendOrder) -> None:
    """Make an order what it is to be, and set aside what it needs then.

    Raises:
        Refusal: it cannot be.
    """
    sent = _resent(order, asked)
    order.px, order.sz = _new_px(venue, order, sent, asked), _new_sz(order, asked)
    order.sent = sent
    if sent.ord_type in MAKERS and would_take(venue, order):
        raise Refusal("51511", "The order price doesn't suit a post-only order.")
    if asked.attach_algo_ords:
        check_attached(venue, order)
    check_tier(order)
    venue.reserve_for(order)


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
