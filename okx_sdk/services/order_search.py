"""What became of an order whose answer never came, asked of the exchange until it is known."""

from __future__ import annotations

from math import isfinite

from attrs import define

from okx_sdk.engine.clock import Clock, ServerClock
from okx_sdk.errors import DuplicateOrderDetected, OkxError, OrderNotFound
from okx_sdk.models.trade import Order
from okx_sdk.protocol.order_ledger import may_be
from okx_sdk.protocol.order_resolver import Resolver, Step
from okx_sdk.rest.trade import Trade
from okx_sdk.services.instruments import inst_type_of

__all__ = ["OrderSearch", "Unfound"]

CERTAIN = 0.5
"""Seconds to which the exchange's clock has to be known."""


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
        asked = 0.0
        try:
            # No earlier than this, by the exchange's clock, will it be asked.
            asked = await self.server.now(CERTAIN) - self.server.error
            newest = await self.trade.get_order(inst_id, cl_ord_id=name)
        except OrderNotFound:
            newest = None
        except OkxError:
            plan.failed()
            return None
        if newest is not None and may_be(newest, sent_at):
            return newest
        plan.missed(asked if isfinite(asked) else 0.0, self.clock.monotonic())
        return None

    async def _search(
        self, inst_id: str, name: str, plan: Resolver, sent_at: float | None
    ) -> Order | None:
        kind = inst_type_of(inst_id)
        try:
            done = await self.trade.get_orders_history(kind, inst_id=inst_id)
            rest = await self.trade.get_open_orders(inst_id=inst_id)
        except OkxError:
            plan.failed()
            return None
        found = {
            row.ord_id: row
            for row in (*done, *rest)
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
