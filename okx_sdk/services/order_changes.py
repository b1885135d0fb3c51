"""Amending and cancelling orders: what does no harm twice is tried again, the rest is not."""

from __future__ import annotations

import logging
from collections.abc import Generator, Sequence
from contextlib import contextmanager
from copy import copy
from functools import partial
from itertools import count
from typing import TypeVar

import attrs
from attrs import define, field

from okx_sdk.engine.rest import Expiry
from okx_sdk.engine.tasks import gather
from okx_sdk.errors import (
    ConnectionLost,
    InvalidArgument,
    OkxError,
    OrderNotPlaced,
    OrderOutcomeUnknown,
)
from okx_sdk.models.order_acks import OrderAck
from okx_sdk.models.order_entry import AmendedOrder, CanceledOrder
from okx_sdk.models.order_requests import AmendOrder, CancelOrder
from okx_sdk.models.trade import Order
from okx_sdk.protocol.order_answers import fate_of_acks
from okx_sdk.protocol.order_changes import is_changed, is_provable
from okx_sdk.protocol.order_checks import complaints_of_change
from okx_sdk.protocol.order_fates import Fate, cancel_fate, fate_of
from okx_sdk.protocol.order_ledger import is_done
from okx_sdk.protocol.order_options import Placing
from okx_sdk.protocol.order_resolver import Resolver, Step
from okx_sdk.rest.trade import Trade
from okx_sdk.services.order_batches import MOST
from okx_sdk.services.order_entry import OrderEntry

__all__ = ["Changes"]

E = TypeVar("E", bound=OkxError)

logger = logging.getLogger("okx_sdk.orders")

MOST_TRIES = 6

LOOK = "Look at the order, by `get_order`, once the exchange can be reached."


@define(eq=False)
class Turn:
    """Whether an amendment is the newest of its order, which has two names.

    One that gave another name is known for the same order's as soon as either has both:
    by an acknowledgement or a lookup.
    """

    newest: dict[str, int]
    number: int
    names: set[str] = field(factory=set[str], init=False)

    @contextmanager
    def taken(self, *names: str | None) -> Generator[None]:
        """It is under way."""
        self.learn(*names)
        try:
            yield
        finally:
            for name in self.names:
                if self.newest.get(name) == self.number:
                    del self.newest[name]

    def learn(self, *names: str | None) -> None:
        """The order has these names, too."""
        if not self.is_newest():
            return
        for name in filter(None, names):
            self.names.add(name)
            self.newest[name] = max(self.number, self.newest.get(name, 0))

    def is_newest(self) -> bool:
        """Whether no newer one was begun."""
        return all(self.newest.get(name) == self.number for name in self.names)


@define(eq=False)
class Changes:
    """Amends and cancels orders for one client."""

    entry: OrderEntry
    _newest: dict[str, int] = field(factory=dict[str, int])
    """The newest amendment of each order that has any under way, by either name."""
    _numbers: count[int] = field(factory=lambda: count(1))

    # Amending.

    async def amend(self, change: AmendOrder, how: Placing) -> AmendedOrder:
        """Change an order; see `AsyncClient.amend_order`."""
        _order_of(change)
        if change.req_id is None:
            change = attrs.evolve(change, req_id=self.entry.new_name())
        complain = partial(complaints_of_change, change)
        await self.entry.hold(change.inst_id, complain, "a change", how)
        turn = Turn(self._newest, next(self._numbers))
        with turn.taken(change.ord_id, change.cl_ord_id):
            return await self._amended(change, how, turn)

    async def _amended(
        self, change: AmendOrder, how: Placing, turn: Turn
    ) -> AmendedOrder:
        """Send it; and once more, if it is proved not to have arrived and still counts."""
        for is_last in (False, True):
            expiry = Expiry(how.ttl)
            try:
                ack: OrderAck = await self.entry.deliver(
                    Trade.amend_order, change, how, expiry, turn.is_newest
                )
            except OkxError as error:
                if fate_of(error) is not Fate.UNKNOWN:
                    raise
                there = await self._after_silence(change, how, expiry, error, turn)
            else:
                turn.learn(ack.ord_id, ack.cl_ord_id)
                return _amended(change, ack)
            if there is not None:
                return _amended(change, recovered=True, order=there)
            if is_last or not turn.is_newest():
                raise _unmade(change) if is_provable(change) else _unknown(change)
        raise AssertionError("the last round returns or raises")

    async def _after_silence(
        self,
        change: AmendOrder,
        how: Placing,
        expiry: Expiry,
        error: OkxError,
        turn: Turn,
    ) -> Order | None:
        """The order, if it is changed or done or a newer change is under way.

        Nothing, if the change did not arrive in time and never will.

        Raises:
            OrderOutcomeUnknown: that cannot be found out.
        """
        logger.warning("no answer to a change of %s: %s", _order_of(change), error)
        clock, server = self.entry.clock, self.entry.server
        grace = self.entry.outcomes.lag.grace(how.grace, clock.monotonic())
        plan = Resolver(clock.monotonic(), expiry.at, grace, how.patience)
        while True:
            await clock.sleep(plan.wait(clock.monotonic()))
            match plan.step(clock.monotonic()):
                case Step.UNKNOWN:
                    raise _unknown(change) from error
                case Step.SEARCH:  # that it is as it was is proof enough
                    return None
                case _:
                    pass
            asked = server.estimate() - server.error
            order = await self._look_up(change)
            if order is None:
                plan.failed()
            elif _is_settled(order, change, turn):
                return order
            else:
                plan.missed(asked, clock.monotonic())

    async def _look_up(self, change: AmendOrder | CancelOrder) -> Order | None:
        """The order as it stands; nothing if there was no answer.

        Raises:
            OrderNotFound: there is none.
        """
        try:
            return await self.entry.outcomes.search.trade.get_order(
                change.inst_id, ord_id=change.ord_id, cl_ord_id=change.cl_ord_id
            )
        except OkxError as error:
            if fate_of(error) is Fate.REJECTED:
                raise
            return None

    # Cancelling.

    async def cancel(self, request: CancelOrder, how: Placing) -> CanceledOrder:
        """Cancel an order; see `AsyncClient.cancel_order`."""
        _order_of(request)
        latest = self.entry.clock.monotonic() + how.within
        for attempt in range(1, MOST_TRIES + 1):
            try:
                await self.entry.deliver(Trade.cancel_order, request, how, None)
            except OkxError as error:
                done = await self._after_refusal(request, error)
                if done is not None:
                    return done
                delay = 0.1 * 2**attempt * (0.5 + self.entry.chance())
                is_late = self.entry.clock.monotonic() + delay > latest
                if is_late or attempt == MOST_TRIES:
                    raise _uncancelled(request) from error
                await self.entry.clock.sleep(delay)
            else:
                return _canceled(request)
        raise AssertionError("the last round returns or raises")

    async def _after_refusal(
        self, request: CancelOrder, error: OkxError
    ) -> CanceledOrder | None:
        """The order, if it is done; nothing, if it may be tried again."""
        if cancel_fate(error) is not Fate.UNKNOWN:
            raise error
        order = await self._look_up(request)
        if order is not None and is_done(order):
            return _canceled(request, order)
        return None

    async def cancel_many(
        self, requests: Sequence[CancelOrder], how: Placing
    ) -> list[CanceledOrder | OkxError]:
        """What became of each cancellation, in their order."""
        for request in requests:
            _order_of(request)
        outcomes: list[CanceledOrder | OkxError] = []
        for start in range(0, len(requests), MOST):
            outcomes += await self._cancel_some(requests[start : start + MOST], how)
        return outcomes

    async def _cancel_some(
        self, requests: Sequence[CancelOrder], how: Placing
    ) -> list[CanceledOrder | OkxError]:
        acks: list[OrderAck]
        try:
            acks = await self.entry.deliver(
                Trade.cancel_orders, list(requests), how, None
            )
        except OkxError as error:
            if fate_of(error) is Fate.REJECTED:
                return [_about(copy(error), request) for request in requests]
            acks = []  # each by itself, then: a cancellation does no harm twice
        told = fate_of_acks(acks)
        return await gather(partial(self._one_of, told=told, how=how), requests)

    async def _one_of(
        self,
        request: CancelOrder,
        told: dict[str, OrderAck | OkxError],
        how: Placing,
    ) -> CanceledOrder | OkxError:
        answer = (
            told.get(request.ord_id or "")
            or told.get(request.cl_ord_id or "")
            or ConnectionLost("the answer says nothing of it")
        )
        if isinstance(answer, OrderAck):
            return _canceled(request)
        try:
            done = await self._after_refusal(request, answer)
            return done or await self.cancel(request, how)
        except OkxError as error:
            return _about(error, request)


def _order_of(change: AmendOrder | CancelOrder) -> str:
    """The name of the order that is meant; the exchange's id goes before the client's."""
    name = change.ord_id or change.cl_ord_id
    if not name:
        raise InvalidArgument("say which order: give its ord_id or its cl_ord_id")
    return name


def _about(error: E, request: AmendOrder | CancelOrder) -> E:
    return error.about(
        request.inst_id, ord_id=request.ord_id, cl_ord_id=request.cl_ord_id
    )


def _is_settled(order: Order, change: AmendOrder, turn: Turn) -> bool:
    """Whether a change is done, or does not matter any more."""
    turn.learn(order.ord_id, order.cl_ord_id)
    return is_changed(order, change) or is_done(order) or not turn.is_newest()


def _unmade(change: AmendOrder) -> OrderNotPlaced:
    error = OrderNotPlaced(f"the change {change.req_id}")
    words = "The order is as it was", "It is safe to change it again."
    return _about(error.worded(*words), change)


def _unknown(change: AmendOrder) -> OrderOutcomeUnknown:
    error = OrderOutcomeUnknown(f"the change {change.req_id}")
    words = "It is not known whether the order was changed", LOOK
    return _about(error.worded(*words), change)


def _uncancelled(request: CancelOrder) -> OrderOutcomeUnknown:
    error = OrderOutcomeUnknown("the cancellation had no answer")
    words = "It is not known whether the order was cancelled", LOOK
    return _about(error.worded(*words), request)


def _amended(
    change: AmendOrder,
    ack: OrderAck | None = None,
    *,
    recovered: bool = False,
    order: Order | None = None,
) -> AmendedOrder:
    assert change.req_id is not None, "named before it is sent"
    known = ack or order
    return AmendedOrder(
        change.inst_id,
        change.req_id,
        (known.ord_id if known else None) or change.ord_id,
        (known.cl_ord_id if known else None) or change.cl_ord_id,
        recovered=recovered,
        order=order,
    )


def _canceled(request: CancelOrder, order: Order | None = None) -> CanceledOrder:
    return CanceledOrder(request.inst_id, request.ord_id, request.cl_ord_id, order)
