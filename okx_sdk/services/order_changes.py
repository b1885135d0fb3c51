"""Amending and cancelling orders: what does no harm twice is tried again, the rest is not."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from copy import copy
from functools import partial
from typing import Any

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
from okx_sdk.protocol.order_checks import complaints_of_change
from okx_sdk.protocol.order_fates import Fate, cancel_fate, fate_of
from okx_sdk.protocol.order_ledger import is_done
from okx_sdk.protocol.order_options import Placing
from okx_sdk.protocol.order_resolver import Resolver, Step
from okx_sdk.rest.trade import Trade
from okx_sdk.services.order_batches import MOST, fate_of_acks
from okx_sdk.services.order_entry import OrderEntry
from okx_sdk.services.order_outcomes import Sent

__all__ = ["Changes"]

logger = logging.getLogger("okx_sdk.orders")

MOST_TRIES = 6


@define(eq=False)
class Changes:
    """Amends and cancels orders for one client."""

    entry: OrderEntry
    _newest: dict[str, str] = field(factory=dict[str, str])
    """The newest amendment of each order that has any under way."""

    # Amending.

    async def amend(self, change: AmendOrder, how: Placing) -> AmendedOrder:
        """Change an order; see `AsyncClient.amend_order`."""
        order = _order_of(change)
        if change.req_id is None:
            change = attrs.evolve(change, req_id=self.entry.new_name())
        complain = partial(complaints_of_change, change)
        await self.entry.hold(change.inst_id, complain, "a change", how)
        assert change.req_id is not None, "named above"
        self._newest[order] = change.req_id
        try:
            return await self._amended(change, how)
        finally:
            if self._newest.get(order) == change.req_id:
                del self._newest[order]

    async def _amended(self, change: AmendOrder, how: Placing) -> AmendedOrder:
        """Send it; and once more, if it is proved not to have arrived and still counts."""
        for is_last in (False, True):
            expiry = Expiry(how.ttl)
            try:
                ack = await self.entry.deliver(Trade.amend_order, change, how, expiry)
            except OkxError as error:
                if fate_of(error) is not Fate.UNKNOWN:
                    raise
                there = await self._after_silence(change, how, expiry, error)
            else:
                return _amended(change, ack)
            if there is None and not is_last and self._is_newest(change):
                continue
            if there is None:
                raise self._error(change, OrderNotPlaced, how, expiry)
            return _amended(change, recovered=True, order=there)
        raise AssertionError("the last round returns or raises")

    def _is_newest(self, change: AmendOrder) -> bool:
        return self._newest.get(_order_of(change)) == change.req_id

    async def _after_silence(
        self, change: AmendOrder, how: Placing, expiry: Expiry, error: OkxError
    ) -> Order | None:
        """The order, if it is changed or done or a newer change is under way.

        Nothing, if the change did not arrive in time and never will.

        Raises:
            OrderOutcomeUnknown: that cannot be found out.
        """
        logger.warning("no answer to a change of %s: %s", _order_of(change), error)
        clock, server = self.entry.clock, self.entry.server
        plan = Resolver(clock.monotonic(), expiry.at, how.grace, how.patience)
        while True:
            await clock.sleep(plan.wait(clock.monotonic()))
            match plan.step(clock.monotonic()):
                case Step.UNKNOWN:
                    raise self._error(
                        change, OrderOutcomeUnknown, how, expiry
                    ) from error
                case Step.SEARCH:  # that it is as it was is proof enough
                    return None
                case _:
                    pass
            asked = server.estimate() - server.error
            order = await self._look_up(change)
            if order is None:
                plan.failed()
            elif self._is_settled(order, change):
                return order
            else:
                plan.missed(asked, clock.monotonic())

    def _is_settled(self, order: Order, change: AmendOrder) -> bool:
        """Whether a change is done, or does not matter any more."""
        is_old = not self._is_newest(change)
        return is_changed(order, change) or is_done(order) or is_old

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

    def _error(
        self, change: AmendOrder, kind: type[Any], how: Placing, expiry: Expiry
    ) -> OkxError:
        sent = Sent(change.inst_id, _order_of(change), expiry.at, how)
        error: OkxError = sent.error(kind, f"the change {change.req_id}")
        return error

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
                    sent = Sent(request.inst_id, _order_of(request), None, how, error)
                    raise self._uncancelled(sent) from error
                await self.entry.clock.sleep(delay)
            else:
                return _canceled(request)
        raise AssertionError("the last round returns or raises")

    def _uncancelled(self, sent: Sent) -> OrderOutcomeUnknown:
        words = "the cancellation had no answer, and may have been done or not"
        return sent.error(OrderOutcomeUnknown, words)

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


def _about(error: OkxError, request: CancelOrder) -> OkxError:
    return error.about(
        request.inst_id, ord_id=request.ord_id, cl_ord_id=request.cl_ord_id
    )


def is_changed(order: Order, change: AmendOrder) -> bool:
    """Whether an order is what a change was to make of it."""
    wanted = (
        (change.new_sz, order.sz),
        (change.new_px, order.px),
        (change.new_px_usd, order.px_usd),
        (change.new_px_vol, order.px_vol),
    )
    return all(new in {None, now} for new, now in wanted)


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
