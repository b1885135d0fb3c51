"""Take-profits and stop-losses that are attached to an order, and live once it trades."""

from __future__ import annotations

from decimal import Decimal

from attrs import define, field

from okx_sdk.models.algo_requests import NewAlgoOrder
from okx_sdk.models.enums import AlgoOrdType, OrderState, OrdType, Side
from okx_sdk.models.order_requests import NewAttachedAlgo, NewOrder
from okx_sdk.sandbox.accounts.account import Account
from okx_sdk.sandbox.accounts.exact import stepped
from okx_sdk.sandbox.accounts.news import News, OrderChanged
from okx_sdk.sandbox.accounts.orders import Order
from okx_sdk.sandbox.accounts.venue import Venue
from okx_sdk.sandbox.algos.book import Book
from okx_sdk.sandbox.refusals import Refusal

__all__ = ["Algos", "algos_of"]

_OVER = {OrderState.FILLED, OrderState.CANCELED}


@define(eq=False)
class Algos:
    """What an account keeps: its book, once it is opened, and what orders had attached."""

    book: Book | None = None
    _seen: set[str] = field(factory=set[str], init=False)

    def hear(self, news: News) -> None:
        """An order that is over and has traded lets what is attached to it live."""
        if not isinstance(news, OrderChanged) or news.order.state not in _OVER:
            return
        row = news.order
        if not row.attach_algo_ords or not row.acc_fill_sz or row.ord_id in self._seen:
            return
        self._seen.add(row.ord_id)
        assert self.book is not None, "it was opened before it could listen"
        order = self.book.account.orders.every[int(row.ord_id)]
        attached = order.sent.attach_algo_ords or ()
        for algo_id, new in zip(order.attached, attached, strict=True):
            _live(self.book, order, new, algo_id)


def algos_of(venue: Venue, account: Account) -> Book:
    """The algo orders of an account, which from then on follow its orders."""
    kept = account.state_of(Algos)
    if kept.book is None:
        kept.book = Book(venue, account)
        account.subscribe(kept)
    return kept.book


def _live(book: Book, order: Order, new: NewAttachedAlgo, algo_id: str) -> None:
    """One that is attached begins to wait; a limit order is placed at once."""
    side = Side.SELL if order.is_buy else Side.BUY
    size = _size(order, new)
    if new.tp_ord_kind == "limit":
        _place_limit(book, order, new, size)
        return
    entry = order.avg_px or order.px or Decimal(0)
    tp = new.tp_trigger_px or _at(order, entry, new.tp_trigger_ratio)
    sl = new.sl_trigger_px or _at(order, entry, new.sl_trigger_ratio)
    trails = new.callback_ratio is not None or new.callback_spread is not None
    both = tp is not None and sl is not None
    kind = AlgoOrdType.OCO if both else AlgoOrdType.CONDITIONAL
    sent = NewAlgoOrder(
        order.inst.inst_id,
        order.sent.td_mode,
        side,
        AlgoOrdType.MOVE_ORDER_STOP if trails else kind,
        ccy=order.sent.ccy,
        pos_side=order.sent.pos_side,
        sz=size,
        tag=order.sent.tag,
        algo_cl_ord_id=new.attach_algo_cl_ord_id,
        tp_trigger_px=tp,
        tp_trigger_px_type=new.tp_trigger_px_type,
        tp_ord_px=new.tp_ord_px,
        sl_trigger_px=sl,
        sl_trigger_px_type=new.sl_trigger_px_type,
        sl_ord_px=new.sl_ord_px,
        reduce_only=order.inst.inst_type != "SPOT" or None,
        callback_ratio=new.callback_ratio,
        callback_spread=new.callback_spread,
        active_px=new.active_px,
    )
    linked = {"linked_ord": {"ordId": str(order.ord_id)}}
    book.add(sent, order.inst, algo_id, **linked)


def _at(order: Order, entry: Decimal, ratio: Decimal | None) -> Decimal | None:
    """A price so far above the entry, or below it if the ratio is, on the ticks."""
    if ratio is None:
        return None
    tick = order.inst.tick_sz
    return round(entry * (1 + ratio) / tick) * tick


def _size(order: Order, new: NewAttachedAlgo) -> Decimal:
    """What was traded, without the fee where it was taken of that."""
    got = order.acc_fill_sz
    if order.fee_ccy == order.inst.base_ccy and order.is_buy:
        got = stepped(got + order.fee, order.inst.lot_sz)
    return min(new.sz, got) if new.sz is not None else got


def _place_limit(book: Book, order: Order, new: NewAttachedAlgo, size: Decimal) -> None:
    side = Side.SELL if order.is_buy else Side.BUY
    again = NewOrder(
        order.inst.inst_id,
        order.sent.td_mode,
        side,
        OrdType.LIMIT,
        size,
        px=new.tp_ord_px,
        ccy=order.sent.ccy,
        pos_side=order.sent.pos_side,
        reduce_only=order.inst.inst_type != "SPOT" or None,
    )
    try:
        book.venue.place(book.account, again, book.venue.now, source="7")
    except Refusal:
        # As the exchange: the order that it was attached to stands as it is.
        return
