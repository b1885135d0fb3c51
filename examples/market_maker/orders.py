"""The maker's own orders: what may be open, what was filled, what is not known.

An order counts until it is certain that it is over: while it is on its way, while it is
being cancelled, and while nobody knows what became of it.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from enum import StrEnum

from attrs import define, field, frozen

from examples.market_maker.state import Quote
from okx_sdk.models.enums import AmendResult, Side
from okx_sdk.models.trade import Order

__all__ = ["Filled", "Orders", "State", "Working"]

ZERO = Decimal(0)
_OVER = {"canceled", "filled", "mmp_canceled"}
_FAILED = {AmendResult.FAILED, AmendResult.CANCELED_AFTER_FAILURE}


class State(StrEnum):
    """Where an order is."""

    SENDING = "sending"
    LIVE = "live"
    AMENDING = "amending"
    CANCELLING = "cancelling"
    UNKNOWN = "unknown"
    OVER = "over"


@define
class Working:
    """One order of ours.

    *sz* and *filled* are of all of it. While a change is not confirmed, *most* is the
    larger of its sizes before and after; *told* is what the exchange last told of it.
    """

    cl_ord_id: str
    side: Side
    px: Decimal
    sz: Decimal
    state: State = State.SENDING
    filled: Decimal = ZERO
    most: Decimal = ZERO
    told: tuple[Decimal, Decimal] | None = None
    paid: Decimal = ZERO
    """What its fills are worth, price times size."""
    fee: Decimal = ZERO

    @property
    def rest(self) -> Decimal:
        """What is to be filled yet."""
        return self.sz - self.filled

    @property
    def left(self) -> Decimal:
        """What may be filled yet, at worst."""
        if self.state is State.OVER:
            return ZERO
        return max(self.sz, self.most) - self.filled

    @property
    def is_in_doubt(self) -> bool:
        """Whether something of it was sent that is answered, and not confirmed yet."""
        if self.state in {State.CANCELLING, State.UNKNOWN}:
            return True
        return self.state is State.LIVE and (self.most > 0 or self.told is None)


@frozen
class Filled:
    """What was newly filled of an order: at which mean price, and for which fee."""

    side: Side
    px: Decimal
    sz: Decimal
    fee: Decimal
    fee_ccy: str | None


@define
class Orders:
    """All orders of a run by their names."""

    _all: dict[str, Working] = field(factory=dict, init=False)

    def __getitem__(self, cl_ord_id: str) -> Working:
        return self._all[cl_ord_id]

    def __iter__(self) -> Iterator[Working]:
        """Those that may be open."""
        return (each for each in self._all.values() if each.state is not State.OVER)

    def open_sz(self, side: Side) -> Decimal:
        """All that may still be filled on a side."""
        return sum((each.left for each in self if each.side == side), ZERO)

    def sent(self, cl_ord_id: str, quote: Quote) -> None:
        """An order is about to be sent."""
        self._all[cl_ord_id] = Working(cl_ord_id, quote.side, quote.px, quote.sz)

    def settle(self, cl_ord_id: str, state: State) -> None:
        """An answer came, or none; what the stream has told meanwhile stands."""
        order = self._all[cl_ord_id]
        if order.state is not State.OVER:
            order.state = state

    def amending(self, cl_ord_id: str, sz: Decimal) -> None:
        """A change is about to be sent; until it is confirmed the larger size counts."""
        order = self._all[cl_ord_id]
        order.state, order.most = State.AMENDING, max(order.sz, sz)

    def amended(self, cl_ord_id: str, px: Decimal, sz: Decimal) -> None:
        """The change was taken, and will be made."""
        order = self._all[cl_ord_id]
        if order.state is not State.AMENDING:
            return  # the stream was quicker: it is over, or the change has failed
        order.px, order.sz = px, sz
        if order.told == (px, sz):
            order.most = ZERO
        self.settle(cl_ord_id, State.LIVE)

    def saw(self, order: Order, *, is_all: bool = False) -> Filled | None:
        """The exchange told of an order, of ours or not; what is newly filled of it.

        Each telling is of the order as a whole, so none that is missed or comes twice
        does any harm.

        Args:
            order: as it stands.
            is_all: it was looked up while no change of it was on its way.
        """
        own = self._all.get(order.cl_ord_id or "")
        if own is None:
            return None
        filled = self._filled(own, order)
        if order.state in _OVER:
            own.state = State.OVER
        elif own.state in {State.SENDING, State.UNKNOWN}:
            own.state = State.LIVE
        own.told = (order.px or own.px, order.sz or own.sz)
        has_failed = order.amend_result in _FAILED
        if has_failed:
            self.settle(own.cl_ord_id, State.LIVE)
        is_made = own.state is not State.AMENDING and own.told == (own.px, own.sz)
        if is_all or has_failed or is_made or not own.most:
            (own.px, own.sz), own.most = own.told, ZERO
        return filled

    @staticmethod
    def _filled(own: Working, order: Order) -> Filled | None:
        total, mean = order.acc_fill_sz or ZERO, order.avg_px or ZERO
        new = total - own.filled
        if new <= 0:
            return None
        paid, fee = total * mean, order.fee or ZERO
        found = Filled(
            own.side, (paid - own.paid) / new, new, fee - own.fee, order.fee_ccy
        )
        own.filled, own.paid, own.fee = total, paid, fee
        return found

    def forget(self) -> None:
        """Keep what may be open alone: a day has many orders."""
        self._all = {each.cl_ord_id: each for each in self}
