"""Spread orders and fills."""

from __future__ import annotations

from datetime import datetime

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
from okx_sdk.protocol.endpoint import Body, Section, get, post
from okx_sdk.protocol.pacing import per_user
from okx_sdk.protocol.paging import by_id

__all__ = ["SpreadOrders"]


class SpreadOrders(Section):
    """Spread orders and fills."""

    @post("/api/v5/sprd/order", rate=per_user(20), permission="trade")
    async def place_order(self, order: Body[NewSpreadOrder]) -> SpreadOrderAck:
        """Place an order on a spread.

        An acknowledgement means that it was accepted, not that it rests or is filled.
        """
        ...

    @post("/api/v5/sprd/cancel-order", rate=per_user(20), permission="trade")
    async def cancel_order(self, order: Body[CancelSpreadOrder]) -> SpreadOrderAck:
        """Cancel an order on a spread."""
        ...

    @post(
        "/api/v5/sprd/mass-cancel",
        rate=per_user(10),
        permission="trade",
        repeatable=True,
    )
    async def cancel_all_orders(
        self, *, sprd_id: str | None = None
    ) -> SpreadMassCancel:
        """Cancel all orders on a spread, or on all spreads.

        Args:
            sprd_id: Name of the spread; all if left out.
        """
        ...

    @post("/api/v5/sprd/amend-order", rate=per_user(20), permission="trade")
    async def amend_order(self, order: Body[AmendSpreadOrder]) -> SpreadOrderAck:
        """Change the price or size of an order on a spread."""
        ...

    @get("/api/v5/sprd/order", rate=per_user(20), permission="read")
    async def get_order(
        self, *, ord_id: str | None = None, cl_ord_id: str | None = None
    ) -> SpreadOrder:
        """One order on a spread, by its id or the client's name for it.

        Args:
            ord_id: The order's id; goes before the client's name for it.
            cl_ord_id: The client's name for it, 1 to 32 letters and digits.
        """
        ...

    @get(
        "/api/v5/sprd/orders-pending",
        rate=per_user(10),
        permission="read",
        cursor=by_id("ord_id"),
        page_size=100,
    )
    async def get_open_orders(
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
        ...

    @get(
        "/api/v5/sprd/orders-history",
        rate=per_user(20),
        permission="read",
        cursor=by_id("ord_id"),
        page_size=100,
    )
    async def get_orders_history(
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
        ...

    @get(
        "/api/v5/sprd/orders-history-archive",
        rate=per_user(20),
        permission="read",
        cursor=by_id("ord_id"),
        page_size=100,
    )
    async def get_orders_history_archive(
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
        ...

    @get(
        "/api/v5/sprd/trades",
        rate=per_user(20),
        permission="read",
        cursor=by_id("trade_id"),
        page_size=100,
    )
    async def get_trades(
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
        ...

    @post(
        "/api/v5/sprd/cancel-all-after",
        rate=per_user(1, 1),
        permission="trade",
        repeatable=True,
    )
    async def cancel_all_after(self, time_out: int) -> CancelAllAfter:
        """Cancel all orders on spreads after a countdown that must be renewed.

        Args:
            time_out: Seconds, 10 to 120; `0` switches it off.
        """
        ...
