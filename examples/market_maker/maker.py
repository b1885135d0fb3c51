"""The shell: the book and the orders come in, requests go out, and all is cleaned up.

What is done is decided by pure parts; here it is only waited, sent and heard. A request
that was begun is ended, whatever stops the maker; then its orders are taken back.
"""

from __future__ import annotations

import logging
import time
import uuid
from collections.abc import Callable
from contextlib import AsyncExitStack
from decimal import Decimal

import anyio
from anyio.abc import TaskGroup
from attrs import define, field

from examples.market_maker.config import Config
from examples.market_maker.desk import Answer, Desk
from examples.market_maker.ledger import Ledger
from examples.market_maker.orders import Orders, State
from examples.market_maker.plan import Action, Amend, Cancel, Place, planned
from examples.market_maker.report import Report
from examples.market_maker.risk import RequestRate, fitted, room
from examples.market_maker.shaping import shaped
from examples.market_maker.state import Market, Quote, Specs
from examples.market_maker.volatility import Volatility
from okx_sdk import AsyncClient
from okx_sdk.engine.subscription import Subscription
from okx_sdk.errors import BookStale, OkxError
from okx_sdk.models.trade import Order
from okx_sdk.protocol.book import Book
from okx_sdk.services.books import BookStream
from okx_sdk.services.dead_man import DeadMan

__all__ = ["LossLimit", "Maker", "OrdersLeft"]

logger = logging.getLogger("market_maker")

TOGETHER = 0.05
"""Seconds within which changes are answered together."""

CLEANING = 15.0
"""The most seconds that taking all orders back may take."""

AUDIT = 5.0
"""Seconds from one look at orders that are in doubt to the next."""

PAUSE = 1.0
"""Seconds without new orders after the exchange has refused one."""


class LossLimit(Exception):  # noqa: N818 - it says what happened
    """So much was lost that the run had to end."""


class OrdersLeft(Exception):  # noqa: N818 - it says what happened
    """Orders may be open that could not be taken back: look after them."""


@define(eq=False)
class Maker:
    """Makes a market in one instrument until it is cancelled.

    Args:
        okx: a client whose key may trade.
        config: what to do.
        specs: the instrument.
        ledger: the position to begin with.
        now: seconds of a steady clock.
        report: is told how it goes, from time to time.
    """

    okx: AsyncClient
    config: Config
    specs: Specs
    ledger: Ledger
    now: Callable[[], float] = time.monotonic
    report: Callable[[Report], None] = lambda report: logger.info(report.line())
    orders: Orders = field(factory=Orders, init=False)
    reason: str | None = field(default="no book has come yet", init=False)
    """Why nothing is quoted just now."""
    _desk: Desk = field(init=False)
    _rate: RequestRate = field(init=False)
    _moves: Volatility = field(factory=Volatility, init=False)
    _news: anyio.Event = field(factory=anyio.Event, init=False)
    _book: Book | None = field(default=None, init=False)
    _streams: tuple[BookStream, Subscription[Order]] | None = None
    _switch: DeadMan | None = field(default=None, init=False)
    _heard: float = field(default=0.0, init=False)
    _mark: Decimal = field(default=Decimal(0), init=False)
    _quiet_until: float = field(default=0.0, init=False)
    _counted: list[float] = field(factory=lambda: [0.0, 0.0], init=False)
    _run: str = field(factory=lambda: uuid.uuid4().hex[:12], init=False)
    _number: int = field(default=0, init=False)

    @property
    def name(self) -> str:
        """What the names of this run's orders begin with."""
        return self.config.run.tag + self._run

    def __attrs_post_init__(self) -> None:
        config = self.config
        self._desk = Desk(self.okx, config.inst_id, config.td_mode, config.run.tag)
        self._rate = RequestRate(self.config.risk.orders_per_second)

    async def run(self) -> None:
        """Quote; when it ends, whatever ends it, no order of it is left open.

        Raises:
            LossLimit: more than the limit is lost.
            OrdersLeft: orders could not be taken back.
            OkxError: a stream has ended for good, or the exchange cannot be asked.
        """
        await self._desk.sweep(self.config.run.tag)
        async with AsyncExitStack() as stack:
            if self.config.run.dead_man:
                # It is left last: until all is clean, it is to fire if we fall silent.
                self._switch = self._desk.switch(self.config.run.dead_man)
                await stack.enter_async_context(self._switch)
            try:
                await self._trade()
            finally:
                with anyio.move_on_after(CLEANING, shield=True):
                    await self._clean()
                self._check_clean()

    async def _trade(self) -> None:
        books = self.okx.stream_order_book(self.specs.inst_id)
        orders = self.okx.stream_orders(self.specs.inst_id)
        self._streams = (books, orders)
        async with orders, books, anyio.create_task_group() as group:
            group.start_soon(self._hear_book, books)
            group.start_soon(self._hear_orders, orders)
            group.start_soon(self._tell)
            group.start_soon(self._audit)
            await self._quote(group)

    # What comes.

    async def _hear_book(self, books: BookStream) -> None:
        async for book in books:
            self._book, self._heard = book, self.now()
            self._news.set()

    async def _hear_orders(self, orders: Subscription[Order]) -> None:
        async for order in orders:
            self._saw(order, is_all=orders.was_recovered(order))

    def _saw(self, order: Order, *, is_all: bool = False) -> None:
        filled = self.orders.saw(order, is_all=is_all)
        if filled is not None:
            self.ledger.fill(filled.side, filled.px, filled.sz)
            self.ledger.pay(filled.fee, filled.fee_ccy, filled.px)
        self._news.set()

    # What is decided.

    async def _quote(self, group: TaskGroup) -> None:
        while True:
            with anyio.move_on_after(self.config.run.every):
                await self._news.wait()
            self._news = anyio.Event()
            self._look(group)
            await anyio.sleep(TOGETHER)

    def _look(self, group: TaskGroup) -> None:
        """Compare what is wanted with what is open, and send the difference."""
        market, reason = self._market()
        self.reason = reason or self._why_wait()
        self._count()
        if self._mark and self.config.risk.is_lost(
            self.ledger.profit(self._mark).total
        ):
            lost = -self.ledger.profit(self._mark).total
            raise LossLimit(
                f"{lost:,.2f} are lost, the limit is {self.config.risk.max_loss}"
            )
        wanted: list[Quote] = []
        if self.reason is None and market is not None:
            wanted = self._wanted(market)
        for action in planned(wanted, self.orders):
            self._begin(group, action)

    def _wanted(self, market: Market) -> list[Quote]:
        risk, position = self.config.risk, self.ledger.position
        share = position / risk.max_position
        quotes = self.config.strategy.quotes(market, share)
        return fitted(shaped(quotes, market, self.specs), position, risk, self.specs)

    def _market(self) -> tuple[Market | None, str | None]:
        """The top of the book, or why it is not to be trusted."""
        if self._book is None:
            return None, "no book has come yet"
        try:
            bid, ask = self._book.best_bid, self._book.best_ask
        except BookStale as error:
            return None, str(error)
        if bid is None or ask is None:
            return None, "a side of the book is empty"
        if bid.px >= ask.px:
            return None, "the book is crossed, as in an auction"
        market = Market(bid.px, ask.px)
        self._mark = market.mid
        self._moves.update(market.mid, self._heard)
        return Market(bid.px, ask.px, self._moves.sigma), None

    def _why_wait(self) -> str | None:
        """Why nothing may be quoted although there is a book."""
        age = self.now() - self._heard
        if age > self.config.risk.stale_after:
            return f"nothing was heard of the book for {age:.1f} s"
        for stream in self._streams or ():
            if stream.state != "live":
                return f"the stream of {stream.channel.name} is {stream.state}"
        if self._switch is not None and not self._switch.is_armed:
            return "the dead man's switch is not armed"
        if self.now() < self._quiet_until:
            return "the exchange has refused an order"
        return None

    def _begin(self, group: TaskGroup, action: Action) -> None:
        """Note what is about to be sent, and send it, if that is within the limits."""
        if isinstance(action, Cancel):
            self.orders.settle(action.cl_ord_id, State.CANCELLING)
            group.start_soon(self._cancel, action.cl_ord_id)
        elif isinstance(action, Place):
            if self._may(action.quote, action.quote.sz):
                self._number += 1
                name = f"{self.name}{self._number:08d}"
                self.orders.sent(name, action.quote)
                group.start_soon(self._place, name, action.quote)
        else:
            own = self.orders[action.cl_ord_id]
            quote = Quote(own.side, action.px, action.sz)
            if self._may(quote, action.sz - own.left):
                total = own.filled + action.sz
                self.orders.amending(action.cl_ord_id, total)
                group.start_soon(self._amend, action, total)

    def _may(self, quote: Quote, more: Decimal) -> bool:
        """Whether a side may have so much more, whatever becomes of all that is open."""
        side = quote.side
        free = room(
            side,
            max([quote.px, *(own.px for own in self.orders if own.side == side)]),
            self.ledger.position,
            self.orders.open_sz(side),
            self.config.risk,
            self.specs,
        )
        return more <= free and self._rate.allow(self.now())

    # What is sent. A request that was begun is ended: only so its outcome is known.

    async def _place(self, name: str, quote: Quote) -> None:
        with anyio.CancelScope(shield=True):
            answer = await self._desk.place(name, quote)
            self.orders.settle(name, answer.state)
            self._heed(answer)
            if answer.error is not None:
                self._quiet_until = self.now() + PAUSE
            if answer.state is State.UNKNOWN:
                await self._cancel(name)

    async def _amend(self, action: Amend, total: Decimal) -> None:
        with anyio.CancelScope(shield=True):
            answer = await self._desk.amend(action.cl_ord_id, action.px, total)
            if answer.error is None:
                self.orders.amended(action.cl_ord_id, action.px, total)
            else:
                self.orders.settle(action.cl_ord_id, answer.state)
            self._heed(answer)

    async def _cancel(self, name: str) -> None:
        with anyio.CancelScope(shield=True):
            answer = await self._desk.cancel(name)
            self.orders.settle(name, answer.state)
            self._heed(answer)

    def _heed(self, answer: Answer) -> None:
        if answer.order is not None:
            self._saw(answer.order, is_all=answer.error is not None)
        if answer.error is not None:
            # What is known again is no trouble: an order may fill while it is changed.
            level = logging.WARNING if answer.order is None else logging.DEBUG
            logger.log(level, "%s", answer.error)
        self._news.set()

    async def _audit(self) -> None:
        """Ask for orders of which no news has come for long: one may have been missed."""
        while True:
            await anyio.sleep(AUDIT)
            for own in [each for each in self.orders if each.is_in_doubt]:
                await self._look_up(own.cl_ord_id)

    async def _look_up(self, name: str) -> None:
        answer = await self._desk.look_up(name)
        self.orders.settle(name, answer.state)
        if answer.order is not None:
            self._saw(answer.order, is_all=True)

    # What is told, and how it ends.

    async def _tell(self) -> None:
        while True:
            await anyio.sleep(self.config.run.report)
            self.report(self.told())

    def told(self) -> Report:
        """How it stands."""
        quoting, all_of_it = self._counted
        share = quoting / all_of_it if all_of_it else 0.0
        return Report.of(self._mark, self.ledger, self.orders, share, self.reason)

    def _count(self) -> None:
        self._counted[0] += self.reason is None
        self._counted[1] += 1

    async def _clean(self) -> None:
        """Take all orders back, and hear the last of each."""
        self.reason = "the run is over"
        while True:
            try:
                await self._desk.sweep(self.name)
                for own in list(self.orders):
                    await self._look_up(own.cl_ord_id)
            except OkxError as error:
                logger.warning("orders are to be taken back: %s", error)
            if not list(self.orders):
                return
            await anyio.sleep(0.2)

    def _check_clean(self) -> None:
        left = [own.cl_ord_id for own in self.orders]
        if left:
            raise OrdersLeft(f"these orders may be open yet: {', '.join(left)}")
