"""What is known of the orders that wait for a price: it only goes forward."""

from __future__ import annotations

from datetime import UTC, datetime

from okx_sdk.models.algo_trading import AlgoOrder
from okx_sdk.models.enums import AlgoState
from okx_sdk.protocol.order_ledger import ProgressLedger

__all__ = ["AlgoLedger"]

DONE = frozenset(
    {
        AlgoState.EFFECTIVE,
        AlgoState.CANCELED,
        AlgoState.ORDER_FAILED,
        AlgoState.PARTIALLY_FAILED,
    }
)
_LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)


class AlgoLedger(ProgressLedger[AlgoOrder]):
    """The last that is known of each."""

    def id_of(self, order: AlgoOrder) -> str:
        """The exchange's id."""
        return order.algo_id

    def progress(self, order: AlgoOrder) -> tuple[bool, datetime]:
        """One that was triggered, cancelled or failed is done."""
        return order.state in DONE, order.u_time or _LONG_AGO
