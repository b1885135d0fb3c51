"""The blocking twin of `okx_sdk.rest.algo_trading`, printed by tools/twin.py."""

from __future__ import annotations

from collections.abc import Sequence

from okx_sdk.blocking._base import BlockingSection
from okx_sdk.models.algo_acks import AlgoOrderAck
from okx_sdk.models.algo_requests import AmendAlgoOrder, CancelAlgoOrder, NewAlgoOrder
from okx_sdk.models.algo_trading import AlgoOrder
from okx_sdk.models.enums import AlgoOrdType, AlgoState, InstType
from okx_sdk.protocol.endpoint import Body
from okx_sdk.rest.algo_trading import AlgoTrading as AsyncAlgoTrading

__all__ = ["AlgoTrading"]


class AlgoTrading(BlockingSection[AsyncAlgoTrading]):
    """Orders that wait for a price, trail it, or are worked in pieces."""

    def place_algo_order(self, order: Body[NewAlgoOrder]) -> AlgoOrderAck:
        """Place an algo order.

        Lead traders may place one in two seconds on the instruments they lead in.
        """
        return self._run(self._async.place_algo_order, order)

    def cancel_algo_orders(
        self, orders: Body[Sequence[CancelAlgoOrder]]
    ) -> list[AlgoOrderAck]:
        """Cancel up to 10 algo orders; each acknowledgement tells its own fate.

        The limit counts orders.
        """
        return self._run(self._async.cancel_algo_orders, orders)

    def amend_algo_order(self, order: Body[AmendAlgoOrder]) -> AlgoOrderAck:
        """Change a take-profit, a stop-loss or a trigger order that waits."""
        return self._run(self._async.amend_algo_order, order)

    def get_algo_order(
        self, *, algo_id: str | None = None, algo_cl_ord_id: str | None = None
    ) -> AlgoOrder:
        """One algo order, by its id or the client's name for it.

        Args:
            algo_id: The algo order's id.
            algo_cl_ord_id: The client's name for it, 1 to 32 letters and digits.
        """
        return self._run(
            self._async.get_algo_order, algo_id=algo_id, algo_cl_ord_id=algo_cl_ord_id
        )

    def get_open_algo_orders(
        self,
        ord_type: AlgoOrdType | str | Sequence[AlgoOrdType | str],
        *,
        algo_id: str | None = None,
        inst_type: InstType | str | None = None,
        inst_id: str | None = None,
        after: str | int | None = None,
        before: str | int | None = None,
        limit: int | None = None,
        algo_cl_ord_id: str | None = None,
    ) -> list[AlgoOrder]:
        """Algo orders that wait, newest first.

        Args:
            ord_type: Kind of algo orders; `conditional` and `oco` alone may be asked
                for together.
            algo_id: The algo order's id.
            inst_type: Product line. One of `SPOT`, `SWAP`, `FUTURES`, `MARGIN`.
            inst_id: Instrument, such as `BTC-USDT`.
            after: Only rows older than this id, their `algo_id`.
            before: Only rows newer than this id, their `algo_id`.
            limit: At most 100, which is also what is sent if left out.
            algo_cl_ord_id: The client's name for it, 1 to 32 letters and digits.
        """
        return self._run(
            self._async.get_open_algo_orders,
            ord_type,
            algo_id=algo_id,
            inst_type=inst_type,
            inst_id=inst_id,
            after=after,
            before=before,
            limit=limit,
            algo_cl_ord_id=algo_cl_ord_id,
        )

    def get_algo_orders_history(
        self,
        ord_type: AlgoOrdType | str | Sequence[AlgoOrdType | str],
        *,
        state: AlgoState | str | None = None,
        algo_id: str | None = None,
        inst_type: InstType | str | None = None,
        inst_id: str | None = None,
        after: str | int | None = None,
        before: str | int | None = None,
        limit: int | None = None,
    ) -> list[AlgoOrder]:
        """Algo orders of the last three months that are done, newest first.

        Give *state* or *algo_id*.

        Args:
            ord_type: Kind of algo orders; `conditional` and `oco` alone may be asked
                for together.
            state: Only rows in this state.
            algo_id: The algo order's id.
            inst_type: Product line. One of `SPOT`, `SWAP`, `FUTURES`, `MARGIN`.
            inst_id: Instrument, such as `BTC-USDT`.
            after: Only rows older than this id, their `algo_id`.
            before: Only rows newer than this id, their `algo_id`.
            limit: At most 100, which is also what is sent if left out.
        """
        return self._run(
            self._async.get_algo_orders_history,
            ord_type,
            state=state,
            algo_id=algo_id,
            inst_type=inst_type,
            inst_id=inst_id,
            after=after,
            before=before,
            limit=limit,
        )
