"""Whether a portfolio has missed anything though its streams seem to live.

The exchange may drop a subscription and say nothing; of orders silence proves nothing.
"""

from __future__ import annotations

from datetime import datetime

from okx_sdk.engine.tasks import gather
from okx_sdk.models.positions import Position
from okx_sdk.models.trade import Order
from okx_sdk.protocol.codec import to_ms
from okx_sdk.protocol.holdings import Holdings, position_key
from okx_sdk.protocol.order_ledger import ProgressLedger
from okx_sdk.rest.account import Account
from okx_sdk.services.reconcile import Records

__all__ = ["missed"]

SLACK = 5_000
"""Milliseconds that a push may be on its way."""


async def missed(
    records: Records,
    account: Account,
    ledger: ProgressLedger[Order],
    holdings: Holdings,
) -> list[Order | Position]:
    """What has changed some time ago and is not known, as REST has it."""
    now = await records.now()
    orders = await records.open(())
    found = {order.ord_id for order in orders}
    gone = [order for key, order in ledger.open.items() if key not in found]
    looked = await gather(records.look_up, gone)
    orders += [order for order in looked if order is not None]
    positions = await account.get_positions()

    def is_late(changed: datetime | None) -> bool:
        return changed is not None and to_ms(changed) < now - SLACK

    named = {position_key(row) for row in positions}
    closed = [
        row
        for key, row in holdings.positions.items()
        if key not in named and is_late(row.u_time)
    ]
    if closed:  # that may be on its way as well
        await records.sleep(SLACK / 1_000)
    return [
        *(row for row in orders if is_late(row.u_time) and ledger.would_take(row)),
        *(row for row in positions if is_late(row.u_time) and is_news(row, holdings)),
        *(row for row in closed if holdings.positions.get(position_key(row)) is row),
    ]


def is_news(row: Position, holdings: Holdings) -> bool:
    """Whether a position has another size than is known, and has had it since later."""
    known = holdings.positions.get(position_key(row))
    return (known is None or known.pos != row.pos) and holdings.is_later(row)
