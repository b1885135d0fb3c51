"""What has to be sent so that the open orders become the quotes that are wanted."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal

from attrs import frozen

from examples.market_maker.orders import State, Working
from examples.market_maker.state import Quote
from okx_sdk.models.enums import Side

__all__ = ["Action", "Amend", "Cancel", "Place", "planned"]


@frozen
class Place:
    """Send a new order."""

    quote: Quote


@frozen
class Amend:
    """Change an order; *sz* is what is to be left of it."""

    cl_ord_id: str
    px: Decimal
    sz: Decimal


@frozen
class Cancel:
    """Take an order back."""

    cl_ord_id: str


Action = Place | Amend | Cancel


def planned(wanted: Sequence[Quote], orders: Iterable[Working]) -> list[Action]:
    """The fewest requests, those that lessen what is at stake first.

    An order that is on its way, being changed, or unknown is left alone: it stands for
    the quote that is nearest to it until more is known. One that rests is kept if a
    quote is just like it, amended to another, or cancelled if none is left.
    """
    actions: list[Action] = []
    own = list(orders)
    for side in (Side.BUY, Side.SELL):
        quotes = [each for each in wanted if each.side == side]
        actions += _side(quotes, [each for each in own if each.side == side])
    return sorted(actions, key=_urgency)


def _urgency(action: Action) -> int:
    return (Cancel, Amend, Place).index(type(action))


def _side(quotes: list[Quote], own: list[Working]) -> list[Action]:
    resting = [each for each in own if each.state is State.LIVE]
    for order in own:
        if order.state not in {State.LIVE, State.CANCELLING} and quotes:
            quotes.remove(min(quotes, key=lambda quote: abs(quote.px - order.px)))
    for order in list(resting):
        same = [q for q in quotes if (q.px, q.sz) == (order.px, order.rest)]
        if same:
            quotes.remove(same[0])
            resting.remove(order)
    actions: list[Action] = []
    for order in resting:
        if not quotes:
            actions.append(Cancel(order.cl_ord_id))
            continue
        nearest = min(quotes, key=lambda quote: abs(quote.px - order.px))
        quotes.remove(nearest)
        actions.append(Amend(order.cl_ord_id, nearest.px, nearest.sz))
    return [*actions, *(Place(quote) for quote in quotes)]
