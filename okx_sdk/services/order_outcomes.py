"""What became of orders that were sent: found out, told, and kept in the journal."""

from __future__ import annotations

import logging
from collections.abc import Callable, Collection, Coroutine
from functools import partial
from typing import Any, TypeVar

import anyio
import attrs
from attrs import define, field, frozen

from okx_sdk.engine.clock import Clock, ServerClock
from okx_sdk.engine.journal import Journal
from okx_sdk.engine.order_feed import OrderFeed, Watch
from okx_sdk.engine.tasks import gather
from okx_sdk.errors import (
    NotSent,
    OkxError,
    OrderError,
    OrderNotPlaced,
    OrderOutcomeUnknown,
)
from okx_sdk.models.order_entry import PlacedOrder
from okx_sdk.models.trade import Order
from okx_sdk.protocol.order_journal import Entry, JournalState
from okx_sdk.protocol.order_options import Placing
from okx_sdk.protocol.order_resolver import Lag, Resolver
from okx_sdk.services.order_search import OrderSearch, Unfound

__all__ = ["Outcomes", "Sent", "Spawn", "found"]

E = TypeVar("E", bound=OrderError)

logger = logging.getLogger("okx_sdk.orders")

Spawn = Callable[[Callable[[], Coroutine[Any, Any, None]]], bool]
"""Runs something beside the callers; false where there is nothing to run it in."""

FORGOTTEN = 7_200.0 - 60.0
"""Seconds after which an order that was cancelled unfilled may not be found any more."""


@frozen
class Sent:
    """An order that was sent.

    *exp_time* is until when the exchange may process it, in seconds since 1970 by its
    clock, if it was told; *sent_at* is the earliest that it can have been made, by the
    same; *cause* is why there is no answer.
    """

    inst_id: str
    name: str
    exp_time: float | None
    how: Placing
    cause: OkxError | None = None
    sent_at: float | None = None

    def error(self, kind: type[E], message: str = "") -> E:
        """An error about it, with what is known of its cause."""
        cause = self.cause
        return kind(
            message or (cause.message if cause else ""),
            inst_id=self.inst_id,
            cl_ord_id=self.name,
            code=cause.code if cause else None,
        )


@define(eq=False)
class Outcomes:
    """Finds out what became of orders.

    Args:
        search: how orders are looked up.
        feed: what streams of orders tell.
        spawn: runs what outlives its caller.
        journal: keeps what was sent, for the next process.
        who: whose orders they are, and of which exchange, as the journal may show it.
    """

    search: OrderSearch
    feed: OrderFeed
    clock: Clock
    server: ServerClock
    spawn: Spawn
    journal: Journal | None = None
    who: str = ""
    lag: Lag = field(factory=Lag)
    _unknown: set[str] = field(factory=set[str])

    def is_open(self, name: str) -> bool:
        """Whether an order of that name was sent whose outcome is not known yet."""
        is_kept = self.journal is not None and self.journal.entry(name) is not None
        return is_kept or name in self._unknown

    async def of(self, sent: Sent, watch: Watch | None = None) -> PlacedOrder:
        """The order, if it was placed.

        Raises:
            OrderNotPlaced: it was not placed, and never will be.
            OrderOutcomeUnknown: that cannot be found out now.
        """
        if watch is None:
            with self.feed.watch(sent.name, lambda: sent.sent_at) as watch:  # noqa: PLR1704 - there was none
                return await self.of(sent, watch)
        how, began = sent.how, self.clock.monotonic()
        grace = self.lag.grace(how.grace, began)
        plan = Resolver(began, sent.exp_time, grace, how.patience)
        try:
            order = await self._evidence(sent, plan, watch)
        except Unfound:
            raise self.unknown(sent) from sent.cause
        if order is not None:
            if order.c_time is not None:
                made = order.c_time.timestamp()
                self.lag.found(made, plan, self.clock.monotonic())
            self.feed.tell(order)
            return found(order, sent.name)
        assert sent.exp_time is not None, "or nothing proves that it was not placed"
        # It may have been cancelled as soon as it was there.
        since = sent.exp_time if sent.sent_at is None else sent.sent_at
        if self.server.estimate() - since > FORGOTTEN:
            words = "it is too old: it may have been cancelled unfilled, and forgotten"
            raise self.unknown(sent, words) from sent.cause
        raise sent.error(OrderNotPlaced) from sent.cause

    async def _evidence(self, sent: Sent, plan: Resolver, watch: Watch) -> Order | None:
        """What a lookup finds, or a stream tells: whichever comes first."""
        found: list[Order | None] = []
        failure: list[Exception] = []

        async def look() -> None:
            try:
                order = await self.search.find(
                    sent.inst_id, sent.name, plan, sent.sent_at
                )
                found.append(order)
            except (Unfound, OkxError) as error:
                failure.append(error)
            group.cancel_scope.cancel()

        async with anyio.create_task_group() as group:
            group.start_soon(look, name="okx order search")
            await watch.seen()
            group.cancel_scope.cancel()
        if watch.order is not None:  # though the lookup ended in the same moment
            return watch.order
        if found:
            return found[0]
        raise failure[0]

    def unknown(self, sent: Sent, words: str = "") -> OrderOutcomeUnknown:
        """The error that says that an outcome is not known, and finds it out later."""

        async def again(_: OrderOutcomeUnknown) -> PlacedOrder:
            return await self.settled(sent)

        error = sent.error(OrderOutcomeUnknown, words)
        return error.resolvable(sent.exp_time, again, sent.sent_at)

    async def settled(self, sent: Sent) -> PlacedOrder:
        """The same as `of`, and the journal knows it, too."""
        sent = self._recalled(sent)
        try:
            placed = await self.of(sent)
        except OrderNotPlaced:
            self.settle(sent.inst_id, sent.name, JournalState.ABSENT)
            raise
        except OrderError:
            self.settle(sent.inst_id, sent.name, JournalState.UNKNOWN)
            raise
        self.settle(sent.inst_id, sent.name, JournalState.PLACED)
        return placed

    def _recalled(self, sent: Sent) -> Sent:
        """With the times that the journal has, where they are not given."""
        entry = self.journal.entry(sent.name) if self.journal else None
        if entry is None or entry.inst_id != sent.inst_id or sent.exp_time is not None:
            return sent
        if not self._is_ours(entry):
            return sent
        sent_at = entry.sent_at if sent.sent_at is None else sent.sent_at
        return attrs.evolve(sent, exp_time=entry.exp_time, sent_at=sent_at)

    def abandoned(self, sent: Sent) -> None:
        """Nobody waits for an outcome any more; it is found out all the same."""
        self.settle(sent.inst_id, sent.name, JournalState.UNKNOWN)

        async def follow() -> None:
            try:
                placed = await self.settled(sent)
            except OkxError as error:
                logger.warning("%s", error)
            else:
                logger.warning("order %s was placed: %s", sent.name, placed.ord_id)

        is_followed = self.spawn(follow)
        logger.warning(
            "the caller of order %s of %s left before its outcome was known; %s",
            sent.name,
            sent.inst_id,
            "it is being looked up" if is_followed else "resolve_order finds it out",
            extra={"exp_time": sent.exp_time, "sent_at": sent.sent_at},
        )

    # The journal.

    def sending(
        self,
        inst_id: str,
        name: str,
        exp_time: float,
        sent_at: float,
        order: dict[str, Any],
    ) -> None:
        """Have the journal know of an order before it leaves.

        Raises:
            NotSent: the journal could not be written, so the order may not leave.
        """
        if self.journal is None:
            return
        at = self.clock.time()
        try:
            self.journal.write(
                Entry(
                    name,
                    inst_id,
                    JournalState.SENT,
                    at,
                    exp_time,
                    order,
                    sent_at,
                    self.who,
                )
            )
        except OSError as error:
            raise NotSent(
                f"the journal {self.journal.path} was not written: {error.strerror}",
                retryable=False,
            ) from None

    def settle(self, inst_id: str, name: str, state: JournalState) -> None:
        """Remember what became of an order, and have the journal know it."""
        if state is JournalState.UNKNOWN:
            self._unknown.add(name)
        else:
            self._unknown.discard(name)
        entry = self.journal.entry(name) if self.journal else None
        if self.journal is None or (entry is not None and not self._is_ours(entry)):
            return
        try:
            self.journal.write(Entry(name, inst_id, state, self.clock.time()))
        except OSError as error:  # what is known is known, and must reach the caller
            logger.error("the journal was not written: %s", error.strerror)  # noqa: TRY400

    async def recover(
        self, how: Placing, besides: Collection[str] = ()
    ) -> list[PlacedOrder | OrderError]:
        """What became of the orders that the journal holds open, each of them.

        But of those *besides*, which are being sent: their callers will be told.
        """
        entries = self.journal.unsettled if self.journal else []
        mine = [entry for entry in entries if entry.cl_ord_id not in besides]
        return await gather(partial(self._recovered, how=how), mine)

    async def _recovered(self, entry: Entry, how: Placing) -> PlacedOrder | OrderError:
        name, sent_at = entry.cl_ord_id, entry.sent_at
        sent = Sent(entry.inst_id, name, entry.exp_time, how, sent_at=sent_at)
        if not self._is_ours(entry):  # here it is not, which proves nothing
            words = f"it was sent by {entry.who}, and this client is {self.who}"
            return sent.error(OrderOutcomeUnknown, words)
        try:
            return await self.settled(sent)
        except OrderError as error:
            return error

    def _is_ours(self, entry: Entry) -> bool:
        return entry.who in {None, self.who}


def found(order: Order, name: str) -> PlacedOrder:
    """An order that was found, or told of."""
    return PlacedOrder(
        order.inst_id, name, order.ord_id, order.c_time, recovered=True, order=order
    )
