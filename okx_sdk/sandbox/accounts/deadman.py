"""The countdown that cancels all orders unless it is renewed."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from attrs import define, field

from okx_sdk.sandbox.accounts.account import Account
from okx_sdk.sandbox.accounts.orders import Order
from okx_sdk.sandbox.refusals import Refusal, bad_parameter

if TYPE_CHECKING:
    from okx_sdk.sandbox.accounts.venue import Venue

__all__ = ["arm"]

_LEAST, _MOST = 10, 120  # seconds
_MOST_TAGS = 20
_APART = 20  # ms, from one order to the next


@define(eq=False)
class _Countdowns:
    """When each tag's orders will be cancelled; the empty tag means all orders."""

    ends: dict[str, int] = field(factory=dict[str, int])


def arm(venue: Venue, account: Account, time_out: int, tag: str) -> int | None:
    """Begin a countdown of so many seconds anew; 0 stops it. Gives when it ends, in ms.

    Raises:
        Refusal: 51000, it is not 0 or 10 to 120 seconds; 51071, too many tags have one.
    """
    ends = account.state_of(_Countdowns).ends
    if time_out == 0:
        ends.pop(tag, None)
        return None
    if not _LEAST <= time_out <= _MOST:
        raise bad_parameter("timeOut")
    if tag not in ends and len(ends) >= _MOST_TAGS:
        raise Refusal("51071", f"No more than {_MOST_TAGS} tags can have a countdown.")
    at = ends[tag] = venue.now + time_out * 1000
    venue.at(at, partial(_fire, venue, account, tag, at))
    return at


def _fire(venue: Venue, account: Account, tag: str, at: int, now: int) -> None:
    ends = account.state_of(_Countdowns).ends
    if ends.get(tag) != at:
        return  # it was renewed or stopped
    del ends[tag]
    doomed = [
        order
        for order in account.orders.pending.values()
        if tag in {"", order.sent.tag or ""}
    ]
    for place, order in enumerate(doomed):
        venue.at(now + place * _APART, partial(_cancel, venue, order))


def _cancel(venue: Venue, order: Order, _: int) -> None:
    if order.is_open:
        venue.cancel(order, "20", "Cancel all after triggered")
