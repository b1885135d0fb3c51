"""Order entry of one client, put together on first use."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import anyio
import attrs
from attrs import define

from okx_sdk.engine.clock import ServerClock
from okx_sdk.engine.operations import PATIENCE
from okx_sdk.engine.rest import Options, RestEngine, Transport
from okx_sdk.errors import OkxError, ReadTimeout
from okx_sdk.models.enums import MgnMode, PosSide
from okx_sdk.models.order_acks import ClosedPosition
from okx_sdk.models.order_entry import CanceledOrder
from okx_sdk.models.order_requests import CancelOrder
from okx_sdk.models.trade import Order
from okx_sdk.protocol.envelope import Reply
from okx_sdk.protocol.order_fates import Fate, fate_of
from okx_sdk.protocol.order_options import Placing
from okx_sdk.protocol.request import Request
from okx_sdk.protocol.retry import RetryPolicy
from okx_sdk.rest.public import Public
from okx_sdk.rest.trade import Trade
from okx_sdk.services.instrument_table import InstrumentTable
from okx_sdk.services.order_batches import Batches
from okx_sdk.services.order_changes import Changes
from okx_sdk.services.order_entry import OrderEntry
from okx_sdk.services.order_outcomes import Outcomes, Sent
from okx_sdk.services.order_routes import Routes
from okx_sdk.services.order_search import OrderSearch
from okx_sdk.services.paging import walk

if TYPE_CHECKING:
    from okx_sdk.engine.connection import Connection
    from okx_sdk.engine.journal import Journal

__all__ = ["OrderDesk"]

LOOKUP = 3.0
"""Seconds that one lookup may wait for bytes; there will be another."""

PASSES = 5


@define
class _Punctual:
    """A transport of which each whole answer comes in time, or is given up.

    Its own times are for each wait alone: of an answer that trickles none runs out.
    """

    transport: Transport
    within: float

    async def send(
        self,
        request: Request,
        headers: Mapping[str, str],
        timeout: float | None,  # noqa: ASYNC109 - of each wait
    ) -> Reply:
        """Send one request and give the whole reply."""
        with anyio.move_on_after(self.within):
            return await self.transport.send(request, headers, timeout)
        raise ReadTimeout(f"no whole answer within {self.within:g} s")

    async def aclose(self) -> None:
        """Close all connections."""
        await self.transport.aclose()


def _timed(engine: RestEngine, options: Options, seconds: float) -> RestEngine:
    """An engine that waits for so long to connect, and as long again for an answer."""

    async def connect() -> tuple[str, Transport]:
        host, transport = await engine.connect()
        return host, _Punctual(transport, 2 * seconds)

    options = attrs.evolve(options, timeout=seconds)
    return attrs.evolve(engine, options=options, connect=connect)


def _looking(engine: RestEngine, longest: float) -> RestEngine:
    """For lookups: each is made once, and not for long."""
    options = attrs.evolve(engine.options, retry=RetryPolicy(tries=1, span=0))
    return _timed(engine, options, min(longest, LOOKUP))


def _sending(engine: RestEngine, longest: float) -> RestEngine:
    """For orders: by REST an answer is waited for no longer than by WebSocket.

    Looking for the order is quicker than to go on hoping.
    """
    return _timed(engine, engine.options, min(longest, PATIENCE))


@define(eq=False)
class OrderDesk:
    """What enters, changes and cancels the orders of a client.

    Desks of one client with other options share what they know of orders: `under`.
    """

    engine: RestEngine
    longest: float
    """Seconds to wait for an answer where the options do not say."""
    trade: Trade
    entry: OrderEntry
    batches: Batches
    changes: Changes

    @classmethod
    def of(
        cls,
        engine: RestEngine,
        connection: Connection,
        server: ServerClock,
        *,
        journal: Journal | None,
        prefix: str,
        who: str,
    ) -> OrderDesk:
        """Put it together; *who* says in the journal whose orders it enters."""
        clock, usual = connection.clock, connection.settings.timeout
        longest = engine.options.timeout or usual
        table = InstrumentTable(Public(engine), clock)
        search = OrderSearch(Trade(_looking(engine, longest)), clock, server)
        outcomes = Outcomes(
            search,
            connection.hub.orders,
            clock,
            server,
            connection.spawn,
            journal,
            who,
        )
        routes = Routes(
            _sending(engine, longest), lambda: connection.order_line, table.code
        )
        entry = OrderEntry(
            routes, outcomes, table, clock, server, connection.chance, prefix
        )
        return cls(engine, usual, Trade(engine), entry, Batches(entry), Changes(entry))

    def under(self, engine: RestEngine) -> OrderDesk:
        """A desk with the options of another engine, which knows what this one knows."""
        if engine is self.engine:
            return self
        longest, entry = engine.options.timeout or self.longest, self.entry
        search = attrs.evolve(
            entry.outcomes.search, trade=Trade(_looking(engine, longest))
        )
        outcomes = attrs.evolve(entry.outcomes, search=search)
        routes = attrs.evolve(entry.routes, engine=_sending(engine, longest))
        entry = attrs.evolve(entry, routes=routes, outcomes=outcomes)
        changes = attrs.evolve(self.changes, entry=entry)
        return attrs.evolve(
            self,
            engine=engine,
            trade=Trade(engine),
            entry=entry,
            batches=Batches(entry),
            changes=changes,
        )

    async def open_orders(
        self, inst_type: str | None, inst_id: str | None, inst_family: str | None
    ) -> list[Order]:
        """All orders that are open, newest first."""
        pages = walk(
            self.trade.get_open_orders,
            inst_type=inst_type,
            inst_id=inst_id,
            inst_family=inst_family,
        )
        return [order async for order in pages]

    async def cancel_all(
        self,
        inst_type: str | None,
        inst_id: str | None,
        inst_family: str | None,
        how: Placing,
    ) -> list[CanceledOrder | OkxError]:
        """Cancel what is open, and look again, until nothing is left that can be."""
        outcomes: dict[str, CanceledOrder | OkxError] = {}
        for _ in range(PASSES):
            orders = [
                order
                for order in await self.open_orders(inst_type, inst_id, inst_family)
                if order.ord_id not in outcomes
            ]
            if not orders:
                break
            requests = [CancelOrder(order.inst_id, order.ord_id) for order in orders]
            done = await self.changes.cancel_many(requests, how)
            outcomes |= {o.ord_id: said for o, said in zip(orders, done, strict=True)}
        return list(outcomes.values())

    async def close_position(
        self,
        inst_id: str,
        mgn_mode: MgnMode | str,
        *,
        pos_side: PosSide | str | None,
        ccy: str | None,
        auto_cxl: bool | None,
    ) -> ClosedPosition:
        """Close a position; if no answer comes, look for the order that does it."""
        name = self.entry.new_name()
        try:
            return await self.trade.close_position(
                inst_id,
                mgn_mode,
                pos_side=pos_side,
                ccy=ccy,
                auto_cxl=auto_cxl,
                cl_ord_id=name,
            )
        except OkxError as error:
            if fate_of(error) is not Fate.UNKNOWN:
                raise
            sent = Sent(inst_id, name, None, Placing(), error)
            placed = await self.entry.outcomes.of(sent)
            side = placed.order.pos_side if placed.order else None
            return ClosedPosition(inst_id, side, name)
