"""The bot on asyncio or trio."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from decimal import Decimal
from functools import partial

import anyio
from attrs import Factory, define

from examples.common.stopping import until_told
from examples.order_bot.quoting import TAG, Deed, Plan, deeds
from okx_sdk import AsyncClient, pages
from okx_sdk.engine.subscription import Subscription
from okx_sdk.errors import ApiError, OrderNotPlaced, PortfolioStale
from okx_sdk.models import AmendOrder, Fill, NewOrder, PlacedOrder
from okx_sdk.services.portfolio import Portfolio

__all__ = ["PAUSE", "Bot", "Record", "plan_for"]

PAUSE = 0.25
"""Seconds between two looks at the market: a quote that runs after it costs quota."""


async def plan_for(okx: AsyncClient, inst_id: str) -> Plan:
    """A plan for an instrument, with its own tick and least size."""
    instrument = await okx.get_instrument(inst_id)
    size = instrument.min_sz or Decimal(1)
    return Plan(inst_id, instrument.tick_sz or Decimal(1), size, size * 5)


@define
class Record:
    """What a bot has done, and what came of it."""

    orders: dict[str, PlacedOrder] = Factory(dict)
    done: Counter[str] = Factory(Counter)
    fills: dict[str, Fill] = Factory(dict)
    late: int = 0

    def filled(self, fill: Fill) -> None:
        """A fill came; one of an order that is none of ours is no concern."""
        if fill.ord_id in self.orders and fill.trade_id not in self.fills:
            self.fills[fill.trade_id] = fill
            print(f"{fill.side} {fill.fill_sz} at {fill.fill_px}")

    def reconciled(self, kept: Iterable[Fill]) -> None:
        """Hold what the stream told against what the exchange has kept."""
        before = len(self.fills)
        for fill in kept:
            self.filled(fill)
        self.late += len(self.fills) - before

    @property
    def net(self) -> Decimal:
        """By how much the position was changed."""
        signs = {"buy": 1, "sell": -1}
        changes = (signs[f.side] * f.fill_sz for f in self.fills.values())
        return sum(changes, Decimal(0))

    def __str__(self) -> str:
        deeds_ = ", ".join(f"{count} {what}" for what, count in self.done.items())
        late = f", {self.late} of them heard of late" if self.late else ""
        return f"{deeds_}; {len(self.fills)} fills{late}, net {self.net}"


@define
class Bot:
    """Quotes both sides of one market, and knows of each fill."""

    okx: AsyncClient
    plan: Plan
    record: Record = Factory(Record)

    async def run(self, seconds: float | None = None) -> None:
        """Quote for so long, or until told to stop; then no order of ours is open."""
        for outcome in await self.okx.recover_orders():
            print(f"an order of an earlier run: {outcome}")
        inst_id = self.plan.inst_id
        async with (
            self.okx.portfolio() as book,
            self.okx.stream_fills(inst_id) as fills,
            self.okx.dead_man(20, on_exit="cancel_now", tag=TAG),
            anyio.create_task_group() as group,
        ):
            group.start_soon(self._listen, fills)
            await until_told(partial(self._quote, book), seconds)
            group.cancel_scope.cancel()
        await self._reconcile()

    async def _quote(self, book: Portfolio) -> None:
        async with self.okx.stream_bbo(self.plan.inst_id) as tops:
            async for top in tops:
                try:
                    position = book.position(self.plan.inst_id)
                    pos = (position.pos if position else None) or Decimal(0)
                    todo = deeds(self.plan, top, book.orders, pos)
                except PortfolioStale:  # never quote on what may be wrong
                    await book.current()
                    continue
                for deed in todo:
                    await self._do(deed)
                await anyio.sleep(PAUSE)

    async def _do(self, deed: Deed) -> None:
        """Do it; what the market was too quick for is decided anew at the next look.

        An outcome that stays unknown ends the bot: the countdown cancels its orders.
        """
        what = type(deed).__name__
        try:
            if isinstance(deed, NewOrder):
                placed = await self.okx.place_order(deed)
                self.record.orders[placed.ord_id] = placed
            elif isinstance(deed, AmendOrder):
                await self.okx.amend_order(deed)
            else:
                await self.okx.cancel_order(deed.inst_id, ord_id=deed.ord_id)
        except (ApiError, OrderNotPlaced) as error:
            what = f"{what} that met {type(error).__name__}"
        self.record.done[what] += 1

    async def _listen(self, fills: Subscription[Fill]) -> None:
        async for fill in fills:
            self.record.filled(fill)

    async def _reconcile(self) -> None:
        times = [placed.ts for placed in self.record.orders.values() if placed.ts]
        if times:
            fills = self.okx.trade.get_fills
            kept = pages(fills, inst_id=self.plan.inst_id, begin=min(times))
            self.record.reconciled([fill async for fill in kept])
