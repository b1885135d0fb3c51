"""Placing one order: sent at most once, and its outcome known or said to be unknown.

The order has a name that was never used before, and a time until which the exchange may
process it. If no answer comes, the exchange is asked for the name until the order is
found, or was not there after that time: then it was never placed.
"""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable, Generator, Sequence
from contextlib import AbstractContextManager, contextmanager
from functools import partial
from typing import Any, TypeVar

import anyio
import attrs
from attrs import define, field

from okx_sdk.engine.clock import Chance, Clock, ServerClock
from okx_sdk.engine.order_feed import Watch
from okx_sdk.engine.rest import Expiry
from okx_sdk.errors import (
    ClientOrderIdConflict,
    DuplicateOrderDetected,
    InvalidArgument,
    NotSent,
    OkxError,
    OrderError,
    OrderNotPlaced,
    OrderOutcomeUnknown,
    TurnTooLate,
)
from okx_sdk.models.enums import InstType, TdMode
from okx_sdk.models.order_acks import OrderAck
from okx_sdk.models.order_entry import PlacedOrder
from okx_sdk.models.order_requests import CancelOrder, NewOrder
from okx_sdk.models.public import Instrument
from okx_sdk.models.trade import Order
from okx_sdk.protocol.encoding import to_json
from okx_sdk.protocol.order_answers import placed_or_not
from okx_sdk.protocol.order_checks import complaints
from okx_sdk.protocol.order_fates import Fate, fate_of
from okx_sdk.protocol.order_ids import check_name, unique_name
from okx_sdk.protocol.order_journal import JournalState
from okx_sdk.protocol.order_ledger import begun, is_done, is_same
from okx_sdk.protocol.order_options import Placing
from okx_sdk.rest.trade import Trade
from okx_sdk.services.instrument_table import InstrumentTable
from okx_sdk.services.instruments import inst_type_of
from okx_sdk.services.order_outcomes import Outcomes, Sent, found
from okx_sdk.services.order_routes import Routes
from okx_sdk.services.order_search import CERTAIN

__all__ = ["OrderEntry", "acknowledged", "name_of", "sent_of"]

T = TypeVar("T")

Complain = Callable[[Instrument], list[str]]
"""What an instrument has against something, in words."""

logger = logging.getLogger("okx_sdk.orders")

CANCELLATIONS = 3
"""Tries to cancel an order that was found where it was to be cancelled."""

LATE_ANSWER = 1.0
"""Seconds that an answer is waited for after a stream has told of its order."""


@define(eq=False)
class OrderEntry:
    """Enters orders for one client.

    Args:
        routes: how requests are sent.
        outcomes: finds out what became of them.
        table: the instruments.
        clock: this machine's.
        server: the exchange's.
        chance: gives random numbers of [0, 1).
        prefix: up to six letters or digits that the names of orders begin with.
    """

    routes: Routes
    outcomes: Outcomes
    table: InstrumentTable
    clock: Clock
    server: ServerClock
    chance: Chance
    prefix: str = ""
    _sending: set[str] = field(factory=set[str])

    async def place(self, order: NewOrder, how: Placing) -> PlacedOrder:
        """Place an order; see `AsyncClient.place_order`."""
        order = self.named(order)
        await self.check(order, how)
        try:
            return await self.enter(order, how)
        except OrderNotPlaced:
            if how.resend != "if_absent":
                raise
            return await self.enter(order, how)

    async def recover(self, how: Placing) -> list[PlacedOrder | OrderError]:
        """What became of what the journal holds open; see `AsyncClient.recover_orders`."""
        return await self.outcomes.recover(how, self._sending)

    def named(self, order: NewOrder) -> NewOrder:
        """The order with a name: its own, or one that was never used."""
        if order.cl_ord_id is not None:
            check_name(order.cl_ord_id)
            return order
        return attrs.evolve(order, cl_ord_id=self.new_name())

    def new_name(self) -> str:
        """A name that was never used."""
        return unique_name(self.clock.time(), self.chance, self.prefix)

    async def check(self, order: NewOrder, how: Placing) -> None:
        """Hold an order against its instrument, if that is wanted."""
        await self.hold(order.inst_id, partial(complaints, order), "an order", how)

    async def hold(
        self, inst_id: str, complain: Complain, what: str, how: Placing
    ) -> None:
        """Say what an instrument has against something, before it is sent."""
        if how.check is None:
            return
        wrong = complain(await self.table.get(inst_id))
        if wrong:  # the instrument may have changed
            wrong = complain(await self.table.get(inst_id, anew=True))
        if not wrong:
            return
        words = f"{inst_id}: {'; '.join(wrong)}"
        if how.check == "error":
            raise InvalidArgument(words)
        logger.warning("%s that will be refused: %s", what, words)

    async def enter(self, order: NewOrder, how: Placing) -> PlacedOrder:
        """Send one that has a name, once, and find out what became of it."""
        with self.claimed(name_of(order)):
            return await self.entered(order, how)

    async def entered(self, order: NewOrder, how: Placing) -> PlacedOrder:
        """The same for one whose name is claimed."""
        expiry = self.expiry([order], how)
        name = name_of(order)
        with self.watching(name, expiry) as watch:
            try:
                placed = await self._sent(order, how, expiry, watch)
            except BaseException as error:
                if isinstance(error, OkxError):
                    error.about(order.inst_id, cl_ord_id=name)
                self.failed(sent_of(order, how, expiry), error)
                raise
        self.outcomes.settle(order.inst_id, name, JournalState.PLACED)
        self.tell(order, placed)
        return placed

    def watching(self, name: str, expiry: Expiry) -> AbstractContextManager[Watch]:
        """Listen for what is about to be sent: older orders of its name are not it."""
        return self.outcomes.feed.watch(name, lambda: expiry.sent_at)

    def tell(self, order: NewOrder, placed: PlacedOrder) -> None:
        """Have a portfolio know of an order before it is pushed."""
        kind = kind_of(order)
        if placed.order is None and kind is not None:
            self.outcomes.feed.tell(begun(order, placed.ord_id, kind))

    @contextmanager
    def claimed(self, *names: str) -> Generator[None]:
        """Let nobody else send orders of these names meanwhile."""
        for name in names:
            if name in self._sending:
                raise InvalidArgument(f"an order of the name {name} is just being sent")
            if self.outcomes.is_open(name):
                raise InvalidArgument(
                    f"what became of an earlier order named {name} is not known yet: "
                    "find out by resolve_order, or take another name"
                )
        self._sending.update(names)
        try:
            yield
        finally:
            self._sending.difference_update(names)

    def failed(self, sent: Sent, error: BaseException) -> None:
        """It was not placed, or its outcome is not known: the journal is told."""
        if sent.exp_time is None and not self.outcomes.is_open(sent.name):
            return None  # nothing has left, nor does the journal know of it
        match error:
            case OrderNotPlaced():
                state = JournalState.ABSENT
            case OrderOutcomeUnknown() | DuplicateOrderDetected():
                state = JournalState.UNKNOWN
            case OkxError():
                state = JournalState.REJECTED
            case _:  # the caller was cancelled, or worse
                return self.outcomes.abandoned(sent)
        self.outcomes.settle(sent.inst_id, sent.name, state)
        return None

    async def _sent(
        self, order: NewOrder, how: Placing, expiry: Expiry, watch: Watch
    ) -> PlacedOrder:
        async def send() -> OrderAck:
            ack = await self.deliver(Trade.place_order, order, how, expiry)
            told = placed_or_not(ack)
            if isinstance(told, OkxError):
                raise told
            return told

        try:
            answer = await self._first_of(send, watch)
        except OkxError as error:
            sent = sent_of(order, how, expiry, error)
            return await self.judged(order, sent, watch, error)
        if isinstance(answer, Order):
            return found(answer, name_of(order))
        return acknowledged(order, answer)

    async def _first_of(
        self, send: Callable[[], Awaitable[OrderAck]], watch: Watch
    ) -> OrderAck | Order:
        """The answer; or the order, if a stream tells of it and no answer comes."""
        result: list[OrderAck | Order] = []
        failure: list[OkxError] = []

        async def ask() -> None:
            try:
                result.append(await send())
            except OkxError as error:
                failure.append(error)
            group.cancel_scope.cancel()

        async with anyio.create_task_group() as group:
            group.start_soon(ask, name="okx order")
            order = await watch.seen()
            await self.clock.sleep(LATE_ANSWER)
            result.append(order)
            group.cancel_scope.cancel()
        if result:
            return result[0]
        if fate_of(failure[0]) is Fate.UNKNOWN and watch.order is not None:
            return watch.order
        raise failure[0]

    async def deliver(
        self,
        method: Callable[[Trade, T], Awaitable[Any]],
        body: T,
        how: Placing,
        expiry: Expiry | None,
        still: Callable[[], bool] = lambda: True,
    ) -> Any:
        """Send until it has left: what has not been looked at may be sent again.

        But not what does not count any more, as *still* tells.
        """
        self.routes.require_key(method)
        latest = self.clock.monotonic() + how.within
        if expiry is not None:
            await self._know_the_time(how.within)
        attempt = 0
        while True:
            attempt += 1
            try:
                return await self.routes.send(
                    method, body, expiry=expiry, latest=latest
                )
            except OkxError as error:
                delay = self._delay(error, attempt)
                if delay is None or self.clock.monotonic() + delay > latest:
                    raise
                await self.clock.sleep(delay)
                if not still():
                    raise

    async def _know_the_time(self, within: float) -> None:
        """Know the exchange's time well enough to say until when it may process."""
        try:
            with anyio.move_on_after(within) as scope:
                await self.server.now(CERTAIN)
        except OkxError as error:  # of that question: the order has not left
            raise NotSent(
                f"the exchange did not tell its time: {error}",
                endpoint="an order",
                retry_after=error.retry_after,
                retryable=error.retryable,
            ) from error
        if scope.cancelled_caught:
            raise TurnTooLate(f"the exchange did not tell its time in {within:g} s")

    def _delay(self, error: OkxError, attempt: int) -> float | None:
        """Seconds until it may be sent again; nothing if it may not."""
        is_late = isinstance(error, TurnTooLate)
        match fate_of(error):
            case Fate.NOT_SENT if error.retryable and not is_late:
                return (0.1 + self.chance() * 0.4) * attempt
            case Fate.HELD_BACK:
                return error.retry_after or 0.0  # the pacer holds it back
            case Fate.LOGGED_OUT:
                return 0.1
            case _:
                return None

    async def judged(
        self, order: NewOrder, sent: Sent, watch: Watch, error: OkxError
    ) -> PlacedOrder:
        """The order all the same, after a failure; raises what the failure means."""
        match fate_of(error):
            case Fate.UNKNOWN:
                return await self._after_silence(sent, watch, error)
            case Fate.NAMED_TWICE:
                any_age = attrs.evolve(sent, sent_at=None)
                try:
                    there = await self.outcomes.of(any_age, watch)
                except OrderNotPlaced:  # then the name is taken in another instrument
                    raise sent.error(ClientOrderIdConflict) from error
                except OrderOutcomeUnknown:  # by which an older order is another
                    raise self.outcomes.unknown(sent) from error
                if there.order and is_same(order, there.order, sent.sent_at):
                    return there
                raise sent.error(ClientOrderIdConflict) from error
            case _:
                raise error

    async def _after_silence(
        self, sent: Sent, watch: Watch, error: OkxError
    ) -> PlacedOrder:
        logger.warning("no answer to %s of %s: %s", sent.name, sent.inst_id, error)
        if sent.how.on_unknown == "raise":
            raise self.outcomes.unknown(sent) from error
        if sent.how.on_unknown != "cancel":
            return await self.outcomes.of(sent, watch)
        await self._cancel(sent, tries=1)
        placed = await self.outcomes.of(sent, watch)
        if placed.order is not None and not is_done(placed.order):
            # The cancellation was lost, or came before the order.
            await self._cancel(sent, tries=CANCELLATIONS)
        return placed

    async def _cancel(self, sent: Sent, tries: int) -> None:
        """Have an order cancelled, which does no harm twice, as far as that succeeds."""
        request = CancelOrder(sent.inst_id, cl_ord_id=sent.name)
        for attempt in range(tries):
            await self.clock.sleep(attempt)
            latest = self.clock.monotonic() + 1.0
            try:
                await self.routes.send(Trade.cancel_order, request, latest=latest)
            except OkxError as error:
                logger.warning("%s was not cancelled: %s", sent.name, error)
            else:
                return

    def expiry(self, orders: Sequence[NewOrder], how: Placing) -> Expiry:
        """How long orders may take; the journal is told of each before they leave."""
        if self.outcomes.journal is None:
            return Expiry(how.ttl)
        said = [(o.inst_id, name_of(o), to_json("order", o)) for o in orders]

        def write(at: float, sent_at: float) -> None:
            for inst_id, name, order in said:
                self.outcomes.sending(inst_id, name, at, sent_at, order)

        return Expiry(how.ttl, write)


def name_of(order: NewOrder) -> str:
    """The name of an order that has one by now."""
    assert order.cl_ord_id is not None, "named before it is sent"
    return order.cl_ord_id


def sent_of(
    order: NewOrder, how: Placing, expiry: Expiry, cause: OkxError | None = None
) -> Sent:
    """What is to be known of an order that was sent."""
    return Sent(
        order.inst_id, name_of(order), expiry.at, how, cause, sent_at=expiry.sent_at
    )


def acknowledged(order: NewOrder, ack: OrderAck) -> PlacedOrder:
    """An order that was acknowledged."""
    assert ack.ord_id is not None, "what is taken has an id"
    return PlacedOrder(order.inst_id, name_of(order), ack.ord_id, ack.ts)


def kind_of(order: NewOrder) -> InstType | None:
    """The product line of an order, where the instrument's name tells it."""
    try:
        kind = inst_type_of(order.inst_id)
    except InvalidArgument:
        return None
    is_margin = kind is InstType.SPOT and order.td_mode is not TdMode.CASH
    return InstType.MARGIN if is_margin else kind
