"""What became of an order whose answer never came, asked of the exchange until it is known."""

from __future__ import annotations

import anyio
from attrs import define

from okx_sdk.engine.clock import Clock, ServerClock
from okx_sdk.errors import (
    DuplicateOrderDetected,
    InvalidArgument,
    OkxError,
    OrderNotFound,
    UsageError,
)
from okx_sdk.models.enums import InstType
from okx_sdk.models.trade import Order
from okx_sdk.protocol.order_ledger import may_be
from okx_sdk.protocol.order_resolver import Resolver, Step
from okx_sdk.rest.trade import Trade
from okx_sdk.services.instruments import inst_type_of

__all__ = ["OrderSearch", "Unfound"]

CERTAIN = 0.5
"""Seconds to which the exchange's clock has to be known."""

LONGEST = 3.0
"""Seconds that its time is waited for: a lookup without it may find the order, too."""


class Unfound(Exception):  # noqa: N818 - it is an answer
    """Nothing got through for so long that it is given up."""


@define
class OrderSearch:
    """Looks for orders by the names that the client gave them.

    Args:
        trade: the section of that name; its calls should be tried once, and not long.
        clock: this machine's.
        server: the exchange's.
    """

    trade: Trade
    clock: Clock
    server: ServerClock

    async def find(
        self, inst_id: str, name: str, plan: Resolver, sent_at: float | None
    ) -> Order | None:
        """The order as it stands; nothing if it is proved that it was not placed.

        Args:
            inst_id: its instrument.
            name: the client's name for it.
            plan: when to ask, and what the answers prove.
            sent_at: when it was sent, in seconds since 1970 by the exchange's clock:
                older orders of that name are not it.

        Raises:
            Unfound: neither could be found out.
            DuplicateOrderDetected: there are several.
        """
        while True:
            await self.clock.sleep(plan.wait(self.clock.monotonic()))
            match plan.step(self.clock.monotonic()):
                case Step.LOOK_UP:
                    found = await self._look_up(inst_id, name, plan, sent_at)
                case Step.SEARCH:
                    found = await self._search(inst_id, name, plan, sent_at)
                case Step.ABSENT:
                    return None
                case Step.UNKNOWN:
                    raise Unfound
            if found is not None:
                return found

    async def _look_up(
        self, inst_id: str, name: str, plan: Resolver, sent_at: float | None
    ) -> Order | None:
        asked = await self._earliest()
        try:
            newest = await self.trade.get_order(inst_id, cl_ord_id=name)
        except OrderNotFound:
            newest = None
        except OkxError as error:
            _failed(plan, error)
            return None
        if newest is not None and may_be(newest, sent_at):
            return newest
        if asked is None:  # so that it is not there proves nothing
            plan.failed()
        else:
            plan.missed(asked, self.clock.monotonic())
        return None

    async def _earliest(self) -> float | None:
        """No earlier than this, by the exchange's clock, is what is asked from now on."""
        with anyio.move_on_after(LONGEST):
            try:
                return await self.server.now(CERTAIN) - self.server.error
            except OkxError:
                pass
        return None

    async def _search(
        self, inst_id: str, name: str, plan: Resolver, sent_at: float | None
    ) -> Order | None:
        rows: list[Order] = []
        try:
            for kind in _kinds_of(inst_id):
                rows += await self.trade.get_orders_history(kind, inst_id=inst_id)
            rows += await self.trade.get_open_orders(inst_id=inst_id)
        except OkxError as error:
            _failed(plan, error)
            return None
        found = {
            row.ord_id: row
            for row in rows
            if row.cl_ord_id == name and may_be(row, sent_at)
        }
        if len(found) > 1:
            raise DuplicateOrderDetected(
                f"their ids are {', '.join(sorted(found))}",
                inst_id=inst_id,
                cl_ord_id=name,
            )
        plan.searched()
        return next(iter(found.values()), None)


def _failed(plan: Resolver, error: OkxError) -> None:
    """A question had no answer; where the client is closed, none will have."""
    if isinstance(error, UsageError):
        raise Unfound from None
    plan.failed()


def _kinds_of(inst_id: str) -> tuple[InstType, ...]:
    """The product lines that an order of an instrument may be of."""
    try:
        kind = inst_type_of(inst_id)
    except InvalidArgument:  # of a form of its own
        return (InstType.EVENTS,)
    return (kind, InstType.MARGIN) if kind is InstType.SPOT else (kind,)
