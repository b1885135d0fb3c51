"""The same bot as a plain loop, on the blocking client."""

from __future__ import annotations

import time
from collections.abc import Iterable
from decimal import Decimal
from threading import Thread

from examples.order_bot.bot import PAUSE, Record
from examples.order_bot.quoting import TAG, Deed, Plan, deeds
from okx_sdk import Client, pages
from okx_sdk.errors import ApiError, OrderNotPlaced, PortfolioStale
from okx_sdk.models import AmendOrder, Fill, NewOrder

__all__ = ["plan_for", "run"]


def plan_for(okx: Client, inst_id: str) -> Plan:
    """A plan for an instrument, with its own tick and least size."""
    instrument = okx.get_instrument(inst_id)
    size = instrument.min_sz or Decimal(1)
    return Plan(inst_id, instrument.tick_sz or Decimal(1), size, size * 5)


def run(okx: Client, plan: Plan, seconds: float) -> Record:
    """Quote for so long; then no order of ours is open. Ctrl-C ends it as well."""
    record, inst_id = Record(), plan.inst_id
    for outcome in okx.recover_orders():
        print(f"an order of an earlier run: {outcome}")
    with okx.portfolio() as book, okx.stream_fills(inst_id) as fills:
        # It ends when the stream is closed, at the end of this block.
        listener = Thread(target=_listen, args=(fills, record))
        listener.start()
        with okx.dead_man(20, on_exit="cancel_now", tag=TAG):
            end = time.monotonic() + seconds
            for top in okx.stream_bbo(inst_id):
                if time.monotonic() > end:
                    break
                try:
                    position = book.position(inst_id)
                    pos = (position.pos if position else None) or Decimal(0)
                    todo = deeds(plan, top, book.orders, pos)
                except PortfolioStale:  # never quote on what may be wrong
                    book.current()
                    continue
                for deed in todo:
                    _do(okx, record, deed)
                time.sleep(PAUSE)
    listener.join()
    times = [placed.ts for placed in record.orders.values() if placed.ts]
    if times:
        record.reconciled(pages(okx.trade.get_fills, inst_id=inst_id, begin=min(times)))
    return record


def _listen(fills: Iterable[Fill], record: Record) -> None:
    for fill in fills:
        record.filled(fill)


def _do(okx: Client, record: Record, deed: Deed) -> None:
    what = type(deed).__name__
    try:
        if isinstance(deed, NewOrder):
            placed = okx.place_order(deed)
            record.orders[placed.ord_id] = placed
        elif isinstance(deed, AmendOrder):
            okx.amend_order(deed)
        else:
            okx.cancel_order(deed.inst_id, ord_id=deed.ord_id)
    except (ApiError, OrderNotPlaced) as error:
        what = f"{what} that met {type(error).__name__}"
    record.done[what] += 1
