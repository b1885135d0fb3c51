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
from okx_sdk.protocol.codec import to_ms
from okx_sdk.protocol.order_ledger import ProgressLedger
from okx_sdk.rest.algo_trading import AlgoTrading
from okx_sdk.services.paging import walk
from okx_sdk.services.reconcile import LedgerRepair

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
class AlgoRepair(LedgerRepair[AlgoOrder]):
    """Of those that wait for a price.

    Args:
        algo: the section of that name.
    """

    algo: AlgoTrading = field(kw_only=True)
    ledger: ProgressLedger[AlgoOrder] = field(factory=AlgoLedger, kw_only=True)

    def _questions(self, inst_ids: Sequence[str]) -> list[dict[str, Any]]:
        filters = self.records.filters(inst_ids)
        return [{"ord_type": kind, **found} for kind in _KINDS for found in filters]

    async def _open(self, inst_ids: Sequence[str]) -> list[AlgoOrder]:
        async def fetch(question: dict[str, Any]) -> list[AlgoOrder]:
            rows = walk(self.algo.get_open_algo_orders, **question)
            return [row async for row in rows]

        found = self._asked(await gather(fetch, self._questions(inst_ids)))
        return sorted(found, key=self.age, reverse=True)

    async def _ended(self, inst_ids: Sequence[str], begin: int) -> list[AlgoOrder]:
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

    async def _look_up(self, order: AlgoOrder) -> AlgoOrder | None:
        try:
            return await self.algo.get_algo_order(algo_id=order.algo_id)
        except OrderNotFound:
            return None
