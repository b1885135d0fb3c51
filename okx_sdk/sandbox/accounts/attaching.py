"""What is attached to an order: whether it may be, and how it is changed with it."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from attrs import asdict, evolve

from okx_sdk.models.enums import OrdType
from okx_sdk.models.order_requests import AmendAttachedAlgo, NewAttachedAlgo, NewOrder
from okx_sdk.sandbox.accounts.orders import AT_MARKET, Order
from okx_sdk.sandbox.refusals import Refusal, bad_parameter

if TYPE_CHECKING:
    from okx_sdk.sandbox.accounts.venue import Venue

__all__ = ["changed_attached", "check_attached"]

_BARE = {OrdType.MMP, OrdType.MMP_AND_POST_ONLY, OrdType.OPTIMAL_LIMIT_IOC}
"""Orders that nothing can be attached to."""

# By what the price is compared with: that of the order, or the best of the book; and by
# the side: what a buyer's take-profit and stop-loss break, and then a seller's.
_CODES = {
    "order": (("51046", "51047"), ("51048", "51049")),
    "book": (("51050", "51051"), ("51052", "51053")),
}


def check_attached(venue: Venue, order: Order) -> None:
    """Make sure that take-profits lie on the better side, and stop-losses on the worse.

    Raises:
        Refusal: 51044 or 51100, the order can have none; 51178, half of one is missing;
            51046 to 51053, one is on the wrong side of the order's price or the book's;
            51000, a ratio leads the wrong way.
    """
    attached = order.sent.attach_algo_ords or ()
    if not attached:
        return
    if order.sent.ord_type in _BARE:
        raise Refusal("51044", "This order type can't have TP/SL attached.")
    if order.sent.reduce_only and order.inst.inst_type != "SPOT":
        raise Refusal("51100", "Unable to attach TP/SL to a reduce-only order.")
    px, codes = _compared(venue, order)
    for each in attached:
        _check_whole(each)
        _check_ratios(each, is_buy=order.is_buy)
        if px is not None:
            _check_sides(each, px, codes, is_buy=order.is_buy)


def _compared(venue: Venue, order: Order) -> tuple[Decimal | None, tuple[str, str]]:
    """What trigger prices are held against, and the codes if they are wrong."""
    kind = "book" if order.sent.ord_type in AT_MARKET else "order"
    codes = _CODES[kind][not order.is_buy]
    if kind == "order":
        return order.px, codes
    bid, ask = venue.market.bbo(order.inst, venue.now)
    best = ask if order.is_buy else bid
    return (None if best is None else best.px), codes


def _check_whole(each: NewAttachedAlgo) -> None:
    """A trigger wants its order's price, and the other way round."""
    is_limit = each.tp_ord_kind == "limit"
    tp = each.tp_trigger_px is not None or each.tp_trigger_ratio is not None
    sl = each.sl_trigger_px is not None or each.sl_trigger_ratio is not None
    trails = each.callback_ratio is not None or each.callback_spread is not None
    is_half_tp = tp != (each.tp_ord_px is not None) and not is_limit
    if is_half_tp or sl != (each.sl_ord_px is not None):
        raise Refusal("51178", "A trigger price and an order price belong together.")
    if not (tp or sl or trails or is_limit):
        raise Refusal("51178", "A take-profit or a stop-loss is missing.")


def _check_ratios(each: NewAttachedAlgo, *, is_buy: bool) -> None:
    """A ratio leads above the entry, or below it and then it is more than -1."""
    for wire, ratio, above in (
        ("tpTriggerRatio", each.tp_trigger_ratio, is_buy),
        ("slTriggerRatio", each.sl_trigger_ratio, not is_buy),
    ):
        if ratio is not None and not (ratio > 0 if above else -1 < ratio < 0):
            raise bad_parameter(wire)


def _check_sides(
    each: NewAttachedAlgo, px: Decimal, codes: tuple[str, str], *, is_buy: bool
) -> None:
    tp, sl = each.tp_trigger_px, each.sl_trigger_px
    if tp is not None and (tp <= px if is_buy else tp >= px):
        raise Refusal(codes[0], "The take-profit's trigger is on the wrong side.")
    if sl is not None and (sl >= px if is_buy else sl <= px):
        raise Refusal(codes[1], "The stop-loss's trigger is on the wrong side.")


def changed_attached(order: Order, asked: tuple[AmendAttachedAlgo, ...]) -> NewOrder:
    """An order as it was sent, with other prices of what is attached to it.

    Raises:
        Refusal: 51527, there is no such.
    """
    kept = list(order.sent.attach_algo_ords or ())
    for change in asked:
        place = _place(order, kept, change)
        known: dict[str, Any] = {
            name.removeprefix("new_"): value
            for name, value in asdict(change, recurse=False).items()
            if value is not None and not name.startswith("attach_")
        }
        for side in ("tp", "sl"):  # a price of 0 takes that side away
            if known.get(f"{side}_trigger_px") == 0:
                known |= {f"{side}_trigger_px": None, f"{side}_ord_px": None}
                known |= {f"{side}_trigger_ratio": None}
        kept[place] = evolve(kept[place], **known)
    return evolve(order.sent, attach_algo_ords=tuple(kept))


def _place(order: Order, kept: list[NewAttachedAlgo], change: AmendAttachedAlgo) -> int:
    for place, (known, each) in enumerate(zip(order.attached, kept, strict=True)):
        if change.attach_algo_id is not None:
            if change.attach_algo_id == known:
                return place
        elif change.attach_algo_cl_ord_id is not None:
            if change.attach_algo_cl_ord_id == each.attach_algo_cl_ord_id:
                return place
        elif len(kept) == 1:
            return place
    raise Refusal("51527", "Attached TP/SL doesn't exist.")
