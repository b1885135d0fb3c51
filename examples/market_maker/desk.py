"""Orders through the SDK's at-most-once path, and what is known of each afterwards."""

from __future__ import annotations

import logging
from decimal import Decimal

import anyio
from attrs import define, field, frozen

from examples.market_maker.orders import State
from examples.market_maker.state import Quote
from okx_sdk import AsyncClient
from okx_sdk.errors import (
    OkxError,
    OrderNotFound,
    OrderNotPlaced,
    OrderOutcomeUnknown,
    Outcome,
)
from okx_sdk.models.enums import OrdType
from okx_sdk.models.trade import Order
from okx_sdk.services.dead_man import DeadMan

__all__ = ["Answer", "Desk"]

logger = logging.getLogger("market_maker")

FRESH = 2.0
"""Seconds after which a quote is too old to be placed: the exchange drops it then."""


@frozen
class Answer:
    """What is known: where the order is, as it was told if it was, and why it failed."""

    state: State
    order: Order | None = None
    error: OkxError | None = None


@define
class Desk:
    """Places, changes and cancels orders of one instrument.

    None of it raises what the exchange may answer: a maker has to go on.
    """

    okx: AsyncClient
    inst_id: str
    td_mode: str
    tag: str
    _unresolved: dict[str, OrderOutcomeUnknown] = field(factory=dict, init=False)

    async def place(self, cl_ord_id: str, quote: Quote) -> Answer:
        """Send an order that rests or is cancelled; it is never sent twice."""
        try:
            placed = await self.okx.place_order(
                inst_id=self.inst_id,
                td_mode=self.td_mode,
                side=quote.side,
                ord_type=OrdType.POST_ONLY,
                sz=quote.sz,
                px=quote.px,
                cl_ord_id=cl_ord_id,
                tag=self.tag,
                ttl=FRESH,
                within=FRESH,
            )
        except OrderOutcomeUnknown as error:
            self._unresolved[cl_ord_id] = error
            return Answer(State.UNKNOWN, error=error)
        except OkxError as error:
            is_unknown = error.outcome is Outcome.UNKNOWN
            return Answer(State.UNKNOWN if is_unknown else State.OVER, error=error)
        return Answer(State.LIVE, placed.order)

    async def amend(self, cl_ord_id: str, px: Decimal, sz: Decimal) -> Answer:
        """Change price and size; where that fails, the order is looked up."""
        try:
            amended = await self.okx.amend_order(
                inst_id=self.inst_id,
                cl_ord_id=cl_ord_id,
                new_px=px,
                new_sz=sz,
                ttl=FRESH,
                within=FRESH,
            )
        except OkxError as error:
            return await self.look_up(cl_ord_id, error)
        return Answer(State.LIVE, amended.order)

    async def cancel(self, cl_ord_id: str) -> Answer:
        """Take an order back; it counts as open until it is seen to be over."""
        try:
            canceled = await self.okx.cancel_order(self.inst_id, cl_ord_id=cl_ord_id)
        except OkxError as error:
            return await self.look_up(cl_ord_id, error)
        return Answer(State.CANCELLING, canceled.order)

    async def look_up(self, cl_ord_id: str, error: OkxError | None = None) -> Answer:
        """The order as it is; unknown while it cannot be asked for.

        One of which it is unknown whether it was placed is left to the library, which
        knows from when on an order that is not found will never be.
        """
        try:
            if cl_ord_id in self._unresolved:
                placed = await self._unresolved[cl_ord_id].resolve()
                self._unresolved.pop(cl_ord_id)
                if placed.order is not None:
                    return Answer(State.LIVE, placed.order, error)
            order = await self.okx.get_order(self.inst_id, cl_ord_id=cl_ord_id)
        except (OrderNotFound, OrderNotPlaced) as missing:
            self._unresolved.pop(cl_ord_id, None)
            return Answer(State.OVER, error=error or missing)
        except OkxError as failed:
            return Answer(State.UNKNOWN, error=error or failed)
        return Answer(State.LIVE, order, error)

    def switch(self, seconds: int) -> DeadMan:
        """What has the exchange cancel the orders of the tag, if we fall silent."""
        every = min(5.0, seconds / 4)
        return self.okx.dead_man(
            seconds, every, on_exit="disarm", tag=self.tag, rearm=True
        )

    async def sweep(self, name: str, attempts: int = 10) -> list[str]:
        """Cancel all orders whose names begin with *name*, until none is open.

        Returns:
            The names of those that are open all the same.

        Raises:
            OkxError: the exchange cannot be asked.
        """
        left = await self.open(name)
        for _ in range(attempts):
            if not left:
                break
            await self.okx.cancel_orders(left)
            await anyio.sleep(0.1)  # a cancellation is taken first, and done then
            left = await self.open(name)
        return [order.cl_ord_id or order.ord_id for order in left]

    async def open(self, name: str) -> list[Order]:
        """The open orders whose names begin with *name*."""
        orders = await self.okx.get_orders(inst_id=self.inst_id)
        return [each for each in orders if (each.cl_ord_id or "").startswith(name)]
