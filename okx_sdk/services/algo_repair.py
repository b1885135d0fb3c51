"""What a stream of algo orders lacks after an interruption, fetched over REST."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from attrs import define, field

from okx_sdk.engine.tasks import gather
from okx_sdk.errors import OrderNotFound
from okx_sdk.models.algo_trading import AlgoOrder
from okx_sdk.models.enums import AlgoOrdType, AlgoState
from okx_sdk.protocol.algo_ledger import AlgoLedger
from okx_sdk.protocol.buffers import Gap
from okx_sdk.protocol.codec import to_ms
from okx_sdk.rest.algo_trading import AlgoTrading
from okx_sdk.services.paging import walk
from okx_sdk.services.reconcile import LAG, MARGIN, SKEW, Records

__all__ = ["AlgoRepair"]

Kind = AlgoOrdType | Sequence[AlgoOrdType]

_KINDS: tuple[Kind, ...] = (
    (AlgoOrdType.CONDITIONAL, AlgoOrdType.OCO),
    AlgoOrdType.TRIGGER,
    AlgoOrdType.CHASE,
)
"""The kinds that the channel has, as they may be asked for."""

_ENDS = (AlgoState.EFFECTIVE, AlgoState.CANCELED, AlgoState.ORDER_FAILED)


@define
class AlgoRepair:
    """Keeps a stream of algo orders whole, and none of them from going back.

    Args:
        algo: the section of that name.
        records: what the stream is about, and the clocks.
        snapshot: whether the stream begins with those that wait.
    """

    algo: AlgoTrading
    records: Records
    snapshot: bool = False
    ledger: AlgoLedger = field(factory=AlgoLedger)
    _begun: int = field(default=0, init=False)

    async def begin(self, inst_ids: Sequence[str]) -> Sequence[AlgoOrder]:
        """Those that wait, if they are wanted; they are noted anyway.

        One of them that ends later, while nothing is heard, is to be missed.
        """
        self._begun = self._begun or await self.records.now() - SKEW
        found = await self._open(inst_ids)
        news = [order for order in sorted(found, key=_age) if self.ledger.take(order)]
        return news if self.snapshot else ()

    async def missing(self, gap: Gap) -> Sequence[AlgoOrder]:
        """How those stand that may have changed meanwhile, the oldest first."""
        await self.records.sleep(LAG)
        return await self.records.patiently(lambda: self._missing(gap))

    async def _missing(self, gap: Gap) -> Sequence[AlgoOrder]:
        begin = await self.records.ms(gap.start) - MARGIN
        found = await self._open(gap.inst_ids)
        found += await self._ended(gap.inst_ids, begin)
        found += await self._vanished(gap, {order.algo_id for order in found})
        return sorted(filter(self._is_of_its_time, found), key=_age)

    def _is_of_its_time(self, order: AlgoOrder) -> bool:
        """Whether it changed since the stream began, or waited then."""
        is_open = order.algo_id in self.ledger.open
        return is_open or order.u_time is None or to_ms(order.u_time) >= self._begun

    def _questions(self, inst_ids: Sequence[str]) -> list[dict[str, Any]]:
        filters = self.records.filters(inst_ids)
        return [{"ord_type": kind, **found} for kind in _KINDS for found in filters]

    async def _open(self, inst_ids: Sequence[str]) -> list[AlgoOrder]:
        async def fetch(question: dict[str, Any]) -> list[AlgoOrder]:
            rows = walk(self.algo.get_open_algo_orders, **question)
            return [row async for row in rows]

        return self._asked(await gather(fetch, self._questions(inst_ids)))

    async def _ended(self, inst_ids: Sequence[str], begin: int) -> list[AlgoOrder]:
        """Those that were made since then, and have ended."""

        async def fetch(question: dict[str, Any]) -> list[AlgoOrder]:
            rows: list[AlgoOrder] = []
            async for row in walk(self.algo.get_algo_orders_history, **question):
                if row.c_time is not None and to_ms(row.c_time) < begin:
                    break  # they come newest first
                rows.append(row)
            return rows

        questions = [
            {**question, "state": end}
            for question in self._questions(inst_ids)
            for end in _ENDS
        ]
        return self._asked(await gather(fetch, questions))

    def _asked(self, lists: Sequence[list[AlgoOrder]]) -> list[AlgoOrder]:
        family = self.records.inst_family
        return [
            row
            for rows in lists
            for row in rows
            if family is None or row.inst_id.startswith(f"{family}-")
        ]

    async def _vanished(self, gap: Gap, found: set[str]) -> list[AlgoOrder]:
        """Those that waited before, and are older than what was read of the ended."""
        known = [
            order
            for order in self.ledger.open.values()
            if order.algo_id not in found
            and (not gap.inst_ids or order.inst_id in gap.inst_ids)
        ]
        looked = await gather(self._look_up, known)
        return [now for now in looked if now is not None]

    async def _look_up(self, order: AlgoOrder) -> AlgoOrder | None:
        try:
            return await self.algo.get_algo_order(algo_id=order.algo_id)
        except OrderNotFound:
            self.ledger.forget(order.algo_id)
            return None

    def news(self, row: AlgoOrder, *, pushed: bool = False) -> AlgoOrder | None:
        """One that is further along than was known."""
        return row if self.ledger.take(row, pushed=pushed) else None


def _age(order: AlgoOrder) -> tuple[int, int, str]:
    """When it last changed; of one moment, the order of the ids, which are numbers."""
    changed = to_ms(order.u_time) if order.u_time else 0
    return changed, len(order.algo_id), order.algo_id
