"""What is known of orders, from whichever side it is heard: it only goes forward.

An order goes from live over partly filled to filled or cancelled, and what is filled
of it only rises. So of two accounts of one order the one that is further along is the
later one, in whatever order they come.
"""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal
from typing import Any, Generic, TypeVar

from attrs import define, field

from okx_sdk.models.enums import InstType, OrderState, OrdType
from okx_sdk.models.order_requests import NewOrder
from okx_sdk.models.trade import Order
from okx_sdk.protocol.buffers import Seen

__all__ = [
    "OrderLedger",
    "ProgressLedger",
    "age",
    "begun",
    "is_done",
    "is_same",
    "may_be",
    "progress",
]

T = TypeVar("T")

DONE = frozenset({OrderState.FILLED, OrderState.CANCELED, OrderState.MMP_CANCELED})
SKEW = 5.0
"""Seconds by which two clocks of the exchange are taken to differ at most."""

_LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)
_FAR_AHEAD = datetime(9999, 1, 1, tzinfo=UTC)
_NOTHING = Decimal()

Progress = tuple[bool, Decimal, datetime, bool]


def is_done(order: Order) -> bool:
    """Whether it is filled or cancelled: it will not change any more."""
    return order.state in DONE


def age(order: Order) -> tuple[datetime, int, str]:
    """By which the oldest comes first: when it was placed, just now if it is not said."""
    return order.c_time or _FAR_AHEAD, len(order.ord_id), order.ord_id


def progress(order: Order) -> Progress:
    """How far along an order is: the greater, the later."""
    return (
        is_done(order),
        order.acc_fill_sz or _NOTHING,
        order.u_time or _LONG_AGO,
        order.state == OrderState.PARTIALLY_FILLED,
    )


def may_be(order: Order, sent_at: float | None) -> bool:
    """Whether an order can be the one that was sent then under its name.

    The exchange lets a name be used again once its order is done. One that was made
    before is an older one, and proves nothing of what was sent.

    Args:
        order: one of that name.
        sent_at: seconds since 1970 by the exchange's clock; nothing if that is not known.
    """
    if sent_at is None or order.c_time is None:
        return True
    return order.c_time.timestamp() >= sent_at - SKEW


def is_same(order: NewOrder, there: Order, sent_at: float | None) -> bool:
    """Whether an order that is there is the one that was sent then.

    One at market has no price, whatever was said; an option may have been given another
    price than `px`, and has that, too.
    """
    prices = (
        (order.px, there.px),
        (order.px_usd, there.px_usd),
        (order.px_vol, there.px_vol),
    )
    return (
        may_be(there, sent_at)
        and (there.inst_id, there.side, there.ord_type, there.sz)
        == (order.inst_id, order.side, order.ord_type, order.sz)
        and (order.ord_type == OrdType.MARKET or all(s in {None, t} for s, t in prices))
    )


def begun(order: NewOrder, ord_id: str, inst_type: InstType) -> Order:
    """An order that was just taken: it has no times yet, so all that is heard is later."""
    return Order(
        inst_type=inst_type,
        inst_id=order.inst_id,
        ord_id=ord_id,
        side=order.side,
        ord_type=order.ord_type,
        state=OrderState.LIVE,
        tgt_ccy=order.tgt_ccy,
        ccy=order.ccy,
        cl_ord_id=order.cl_ord_id,
        tag=order.tag,
        px=order.px,
        px_usd=order.px_usd,
        px_vol=order.px_vol,
        sz=order.sz,
        pos_side=order.pos_side,
        td_mode=order.td_mode,
        acc_fill_sz=_NOTHING,
        stp_mode=order.stp_mode,
        reduce_only=order.reduce_only,
        trade_quote_ccy=order.trade_quote_ccy,
        outcome=order.outcome,
    )


@define
class ProgressLedger(Generic[T]):
    """The last that is known of each order, of whatever kind.

    *open* holds those that are not done, by their ids. Of those that are done it
    remembers so many that none of them comes to life again.
    """

    open: dict[str, T] = field(factory=dict[str, T], init=False)
    _done: Seen = field(factory=lambda: Seen(20_000), init=False)

    def id_of(self, order: T) -> str:
        """The exchange's id of an order."""
        raise NotImplementedError

    def progress(self, order: T) -> tuple[bool, *tuple[Any, ...]]:
        """How far along an order is: whether it is done, and what tells more."""
        raise NotImplementedError

    def take(self, order: T, *, pushed: bool = False) -> bool:
        """Whether an order says what was not known; from now on it is.

        Args:
            order: how it stands, or stood.
            pushed: it came by the channel, which tells things in order: what is no
                further along but no less either, such as an amendment that failed, is
                news.
        """
        if not self.would_take(order, pushed=pushed):
            return False
        if self.progress(order)[0]:
            self.forget(self.id_of(order))
        else:
            self.open[self.id_of(order)] = order
        return True

    def would_take(self, order: T, *, pushed: bool = False) -> bool:
        """Whether an order says what is not known."""
        known = self.open.get(self.id_of(order))
        if known is None:
            return self.id_of(order) not in self._done
        now, before = self.progress(order), self.progress(known)
        return now > before or (now == before and pushed)

    def forget(self, order_id: str) -> None:
        """It is done: it does not come to life again."""
        self.open.pop(order_id, None)
        self._done.is_new(order_id)


class OrderLedger(ProgressLedger[Order]):
    """Of the orders of the book."""

    def id_of(self, order: Order) -> str:
        """The exchange's id."""
        return order.ord_id

    def progress(self, order: Order) -> Progress:
        """See `progress`."""
        return progress(order)
