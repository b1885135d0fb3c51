"""Placing many orders at once: each of them has an outcome of its own."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from contextlib import ExitStack
from copy import copy

from attrs import define

from okx_sdk.engine.order_feed import Watch
from okx_sdk.engine.rest import Expiry
from okx_sdk.engine.tasks import gather
from okx_sdk.errors import ConnectionLost, InvalidArgument, OkxError
from okx_sdk.models.order_acks import OrderAck
from okx_sdk.models.order_entry import PlacedOrder
from okx_sdk.models.order_requests import NewOrder
from okx_sdk.protocol.order_answers import fate_of_acks, placed_or_not
from okx_sdk.protocol.order_journal import JournalState
from okx_sdk.protocol.order_options import Placing
from okx_sdk.rest.trade import Trade
from okx_sdk.services.order_entry import (
    OrderEntry,
    acknowledged,
    name_of,
    sent_of,
)

__all__ = ["MOST", "Batches"]

MOST = 20
"""Orders in one request."""

logger = logging.getLogger("okx_sdk.orders")

Outcome = PlacedOrder | OkxError


@define(eq=False)
class Batches:
    """Enters several orders with one request."""

    entry: OrderEntry

    async def place(self, orders: Sequence[NewOrder], how: Placing) -> list[Outcome]:
        """What became of each order, in their order."""
        named = [self.entry.named(order) for order in orders]
        names = [name_of(order) for order in named]
        if len(set(names)) < len(names):
            raise InvalidArgument("two orders of a batch have the same name")
        for order in named:
            await self.entry.check(order, how)
        outcomes: list[Outcome] = []
        with self.entry.claimed(*names):  # all of them, or nothing leaves
            for start in range(0, len(named), MOST):
                outcomes += await self._place_some(named[start : start + MOST], how)
        return outcomes

    async def _place_some(self, orders: list[NewOrder], how: Placing) -> list[Outcome]:
        if len(orders) == 1:  # it counts as a single one
            try:
                return [await self.entry.entered(orders[0], how)]
            except OkxError as error:
                return [error]
        expiry = self.entry.expiry(orders, how)
        rest = {name_of(order): order for order in orders}
        with ExitStack() as stack:
            watches = [
                stack.enter_context(self.entry.watching(name_of(order), expiry))
                for order in orders
            ]
            try:
                return await self._sent(orders, watches, how, expiry, rest)
            except BaseException:
                if expiry.at is not None:
                    for order in rest.values():
                        self.entry.outcomes.abandoned(sent_of(order, how, expiry))
                raise

    async def _sent(
        self,
        orders: list[NewOrder],
        watches: list[Watch],
        how: Placing,
        expiry: Expiry,
        rest: dict[str, NewOrder],
    ) -> list[Outcome]:
        """What became of each; *rest* is left with those of which it is not known."""
        try:
            acks = await self.entry.deliver(Trade.place_orders, orders, how, expiry)
        except OkxError as error:
            logger.warning("no answer to a batch of %d orders: %s", len(orders), error)
            told: dict[str, OrderAck | OkxError] = {
                name_of(order): copy(error) for order in orders
            }
        else:
            told = fate_of_acks(acks)

        async def settle(item: tuple[NewOrder, Watch]) -> Outcome:
            outcome = await self._settled(*item, told, how, expiry)
            del rest[name_of(item[0])]
            return outcome

        return await gather(settle, list(zip(orders, watches, strict=True)))

    async def _settled(
        self,
        order: NewOrder,
        watch: Watch,
        told: dict[str, OrderAck | OkxError],
        how: Placing,
        expiry: Expiry,
    ) -> Outcome:
        """What became of one of them, which may have to be looked up."""
        name = name_of(order)
        answer = told.get(name) or ConnectionLost("the answer says nothing of it")
        if isinstance(answer, OrderAck):
            answer = placed_or_not(answer)
        if isinstance(answer, OrderAck):
            placed = acknowledged(order, answer)
            self.entry.outcomes.settle(order.inst_id, name, JournalState.PLACED)
            self.entry.tell(order, placed)
            return placed
        sent = sent_of(order, how, expiry, answer)
        try:
            return await self.entry.judged(order, sent, watch, answer)
        except OkxError as error:
            self.entry.failed(sent, error)
            return error.about(order.inst_id, cl_ord_id=name)
