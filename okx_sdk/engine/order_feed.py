"""Orders as they are pushed, for those who wait for one of them by its name."""

from __future__ import annotations

from collections.abc import Callable, Generator, Sequence
from contextlib import contextmanager
from typing import Any

import anyio
from attrs import define, field

from okx_sdk.engine.wanted import Wanted
from okx_sdk.models.trade import Order
from okx_sdk.protocol.codec import converter
from okx_sdk.protocol.order_ledger import may_be, progress

__all__ = ["OrderFeed", "Watch"]

Listener = Callable[[Order], None]


@define(eq=False)
class Watch:
    """What was heard of one order, by the client's name for it.

    *order* is the last that was heard of it, and nothing before anything was. What
    is heard of an older order of that name is left out: *sent_at* gives the earliest
    moment at which this one can have been made.
    """

    cl_ord_id: str
    sent_at: Callable[[], float | None]
    order: Order | None = None
    _news: anyio.Event = field(factory=anyio.Event, init=False)

    async def seen(self) -> Order:
        """The order, as soon as anything is heard of it."""
        while self.order is None:
            self._news = anyio.Event()
            await self._news.wait()
        return self.order

    def tell(self, order: Order) -> None:
        """The order was heard of; what is behind what is known changes nothing."""
        if not may_be(order, self.sent_at()):
            return
        if self.order is None or progress(order) >= progress(self.order):
            self.order = order
        self._news.set()


@define(eq=False)
class OrderFeed:
    """Hears all that any `orders` channel of a client brings, sooner than its readers.

    It opens no stream of its own: it hears whatever streams of orders there are, such
    as those of `stream_orders`, `stream_fills` and `portfolio`. Order entry begins to
    watch before it sends, and whichever evidence comes first wins:

        with hub.orders.watch(cl_ord_id) as watch:
            ...  # send the order, and look it up by REST while waiting
            order = await watch.seen()  # in a task that is cancelled when it is moot

    What is found out otherwise, by a lookup or an acknowledgement, is told by `tell`,
    so that a portfolio has it before it is pushed. All of it is done in the thread of
    the event loop.
    """

    _watches: dict[str, list[Watch]] = field(factory=dict[str, list[Watch]], init=False)
    _listeners: list[Listener] = field(factory=list[Listener], init=False)

    @contextmanager
    def watch(
        self, cl_ord_id: str, sent_at: Callable[[], float | None] = lambda: None
    ) -> Generator[Watch]:
        """Listen for an order; begin before it is sent, or it may have passed.

        Args:
            cl_ord_id: the client's name for it.
            sent_at: gives when it was sent, in seconds since 1970 by the exchange's
                clock: what was made before is another of that name.
        """
        watch = Watch(cl_ord_id, sent_at)
        self._watches.setdefault(cl_ord_id, []).append(watch)
        try:
            yield watch
        finally:
            rest = [each for each in self._watches[cl_ord_id] if each is not watch]
            if rest:
                self._watches[cl_ord_id] = rest
            else:
                del self._watches[cl_ord_id]

    def tell(self, order: Order) -> None:
        """An order was heard of, in whatever way: tell all who want to know."""
        for watch in self._watches.get(order.cl_ord_id or "", ()):
            watch.tell(order)
        for listener in tuple(self._listeners):
            listener(order)

    @contextmanager
    def listening(self, listener: Listener) -> Generator[None]:
        """Have a function called with every order that is told by `tell`."""
        self._listeners.append(listener)
        try:
            yield
        finally:
            self._listeners.remove(listener)

    # The connections' side.

    def hear(self, source: Wanted) -> None:
        """Hear what a subscription to orders brings, from now on."""
        source.feed = self.heard

    def heard(self, rows: Sequence[Any]) -> None:
        """Orders were pushed: those that are watched are told."""
        if not self._watches:
            return
        for row in rows:
            watches = self._watches.get(row.get("clOrdId") or "", ())
            if watches:
                order = converter.structure(row, Order)
                for watch in watches:
                    watch.tell(order)
