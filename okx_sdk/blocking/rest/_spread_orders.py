"""The blocking twin of `okx_sdk.rest._spread_orders`, printed by tools/twin.py."""

from __future__ import annotations

from datetime import datetime
from typing import TypeVar

from okx_sdk.blocking._base import BlockingSection
from okx_sdk.models.enums import InstType, OrderState, SprdOrdType
from okx_sdk.models.order_acks import CancelAllAfter
from okx_sdk.models.spread_records import (
    AmendSpreadOrder,
    CancelSpreadOrder,
    NewSpreadOrder,
    SpreadMassCancel,
    SpreadOrderAck,
)
from okx_sdk.models.spread_trading import SpreadOrder, SpreadTrade
from okx_sdk.protocol.endpoint import Body
from okx_sdk.rest._spread_orders import SpreadOrders as AsyncSpreadOrders

__all__ = ["SpreadOrders"]

SpreadOrdersT = TypeVar("SpreadOrdersT", bound=AsyncSpreadOrders)


class SpreadOrders(BlockingSection[SpreadOrdersT]):
    """Spread orders and fills."""

    def place_order(self, order: Body[NewSpreadOrder]) -> SpreadOrderAck:
        """Place an order on a spread.

        An acknowledgement means that it was accepted, not that it rests or is filled.
        """
        return self._run(self._async.place_order, order)

    def cancel_order(self, order: Body[CancelSpreadOrder]) -> SpreadOrderAck:
        """Cancel an order on a spread."""
        return self._run(self._async.cancel_order, order)

    def cancel_all_orders(self, *, sprd_id: str | None = None) -> SpreadMassCancel:
        """Cancel all orders on a spread, or on all spreads.

        Args:
            sprd_id: Name of the spread; all if left out.
        """
        return self._run(self._async.cancel_all_orders, sprd_id=sprd_id)

    def amend_order(self, order: Body[AmendSpreadOrder]) -> SpreadOrderAck:
        """Change the price or size of an order on a spread."""
        return self._run(self._async.amend_order, order)

    def get_order(
        self, *, ord_id: str | None = None, cl_ord_id: str | None = None
    ) -> SpreadOrder:
        """One order on a spread, by its id or the client's name for it.

        Args:
            ord_id: The order's id; goes before the client's name for it.
            cl_ord_id: The client's name for it, 1 to 32 letters and digits.
        """
        return self._run(self._async.get_order, ord_id=ord_id, cl_ord_id=cl_ord_id)

    def get_open_orders(
        self,
        *,
        sprd_id: str | None = None,
        ord_type: SprdOrdType | str | None = None,
        state: OrderState | str | None = None,
        begin_id: str | None = None,
        end_id: str | None = None,
        limit: int | None = None,
    ) -> list[SpreadOrder]:
        """Orders on spreads that rest, newest first.

        Args:
            sprd_id: Name of the spread, such as `BTC-USDT_BTC-USDT-SWAP`.
            ord_type: Only orders of this type.
            state: Only rows in this state.
            begin_id: Only rows newer than this id.
            end_id: Only rows older than this id.
            limit: At most 100, which is also what is sent if left out.
        """
        return self._run(
            self._async.get_open_orders,
            sprd_id=sprd_id,
            ord_type=ord_type,
            state=state,
            begin_id=begin_id,
            end_id=end_id,
            limit=limit,
        )

    def get_orders_history(
        self,
        *,
        sprd_id: str | None = None,
        ord_type: SprdOrdType | str | None = None,
        state: OrderState | str | None = None,
        begin_id: str | None = None,
        end_id: str | None = None,
        begin: datetime | int | None = None,
        end: datetime | int | None = None,
        limit: int | None = None,
    ) -> list[SpreadOrder]:
        """Orders on spreads of the last 21 days that are done, newest first.

        Cancelled orders that never filled are kept for two hours.

        Args:
            sprd_id: Name of the spread, such as `BTC-USDT_BTC-USDT-SWAP`.
            ord_type: Only orders of this type.
            state: Only rows in this state.
            begin_id: Only rows newer than this id.
            end_id: Only rows older than this id.
            begin: Only rows from this time on.
            end: Only rows up to this time.
            limit: At most 100, which is also what is sent if left out.
        """
        return self._run(
            self._async.get_orders_history,
            sprd_id=sprd_id,
            ord_type=ord_type,
            state=state,
            begin_id=begin_id,
            end_id=end_id,
            begin=begin,
            end=end,
            limit=limit,
        )

    def get_orders_history_archive(
        self,
        *,
        sprd_id: str | None = None,
        ord_type: SprdOrdType | str | None = None,
        state: OrderState | str | None = None,
        inst_type: InstType | str | None = None,
        inst_family: str | None = None,
        begin_id: str | None = None,
        end_id: str | None = None,
        begin: datetime | int | None = None,
        end: datetime | int | None = None,
        limit: int | None = None,
    ) -> list[SpreadOrder]:
        """Orders on spreads of the last three months that are done, newest first.

        Args:
            sprd_id: Name of the spread, such as `BTC-USDT_BTC-USDT-SWAP`.
            ord_type: Only orders of this type.
            state: Only rows in this state.
            inst_type: Product line. One of `SPOT`, `FUTURES`, `SWAP`.
            inst_family: Instrument family, such as `BTC-USD`.
            begin_id: Only rows newer than this id.
            end_id: Only rows older than this id.
            begin: Only rows from this time on.
            end: Only rows up to this time.
            limit: At most 100, which is also what is sent if left out.
        """
        return self._run(
            self._async.get_orders_history_archive,
            sprd_id=sprd_id,
            ord_type=ord_type,
            state=state,
            inst_type=inst_type,
            inst_family=inst_family,
            begin_id=begin_id,
            end_id=end_id,
            begin=begin,
            end=end,
            limit=limit,
        )

    def get_trades(
        self,
        *,
        sprd_id: str | None = None,
        trade_id: str | None = None,
        ord_id: str | None = None,
        begin_id: str | None = None,
        end_id: str | None = None,
        begin: datetime | int | None = None,
        end: datetime | int | None = None,
        limit: int | None = None,
    ) -> list[SpreadTrade]:
        """Fills of orders on spreads in the last seven days, newest first.

        Args:
            sprd_id: Name of the spread, such as `BTC-USDT_BTC-USDT-SWAP`.
            trade_id: Only this fill.
            ord_id: Only fills of this order.
            begin_id: Only rows newer than this id.
            end_id: Only rows older than this id.
            begin: Only rows from this time on.
            end: Only rows up to this time.
            limit: At most 100, which is also what is sent if left out.
        """
        return self._run(
            self._async.get_trades,
            sprd_id=sprd_id,
            trade_id=trade_id,
            ord_id=ord_id,
            begin_id=begin_id,
            end_id=end_id,
            begin=begin,
            end=end,
            limit=limit,
        )

    def cancel_all_after(self, time_out: int) -> CancelAllAfter:
        """Cancel all orders on spreads after a countdown that must be renewed.

        Args:
            time_out: Seconds, 10 to 120; `0` switches it off.
        """
        return self._run(self._async.cancel_all_after, time_out)
