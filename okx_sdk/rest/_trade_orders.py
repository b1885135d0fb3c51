"""Orders to place, amend and cancel."""

from __future__ import annotations

from collections.abc import Sequence

from okx_sdk.models.enums import InstType, MgnMode, PosSide
from okx_sdk.models.order_acks import (
    AccountRateLimit,
    CancelAllAfter,
    ClosedPosition,
    MassCancel,
    OrderAck,
    OrderPrecheck,
)
from okx_sdk.models.order_requests import AmendOrder, CancelOrder, NewOrder
from okx_sdk.protocol.endpoint import Body, Section, get, post
from okx_sdk.protocol.pacing import SUB_ACCOUNT_CAP, per_instrument, per_user

__all__ = ["TradeOrders"]


class TradeOrders(Section):
    """Orders: place, amend, cancel."""

    @post(
        "/api/v5/trade/order",
        rate=per_instrument(60, lead_trader=4, also=[SUB_ACCOUNT_CAP]),
        permission="trade",
    )
    async def place_order(self, order: Body[NewOrder]) -> OrderAck:
        """Place an order.

        An acknowledgement means that it was accepted, not that it rests or is filled.
        Lead traders may place 4 orders in two seconds on the instruments they lead in.
        """
        ...

    @post(
        "/api/v5/trade/batch-orders",
        rate=per_instrument(300, unit="orders", lead_trader=4, also=[SUB_ACCOUNT_CAP]),
        permission="trade",
        alone=place_order,
    )
    async def place_orders(self, orders: Body[Sequence[NewOrder]]) -> list[OrderAck]:
        """Place up to 20 orders at once; each acknowledgement tells its own fate.

        The limit counts orders. A single one counts as `place_order` does.
        """
        ...

    @post("/api/v5/trade/cancel-order", rate=per_instrument(60), permission="trade")
    async def cancel_order(self, order: Body[CancelOrder]) -> OrderAck:
        """Cancel an order.

        An acknowledgement means that it was accepted, not that the order is gone.
        """
        ...

    @post(
        "/api/v5/trade/cancel-batch-orders",
        rate=per_instrument(300, unit="orders"),
        permission="trade",
        alone=cancel_order,
    )
    async def cancel_orders(
        self, orders: Body[Sequence[CancelOrder]]
    ) -> list[OrderAck]:
        """Cancel up to 20 orders at once; each acknowledgement tells its own fate.

        The limit counts orders. A single one counts as `cancel_order` does.
        """
        ...

    @post(
        "/api/v5/trade/amend-order",
        rate=per_instrument(60, lead_trader=4, also=[SUB_ACCOUNT_CAP]),
        permission="trade",
    )
    async def amend_order(self, order: Body[AmendOrder]) -> OrderAck:
        """Change the price or size of an order.

        An acknowledgement means that it was accepted, not that it is done. At most
        three amendments of an order may be on their way at once.
        """
        ...

    @post(
        "/api/v5/trade/amend-batch-orders",
        rate=per_instrument(300, unit="orders", lead_trader=4, also=[SUB_ACCOUNT_CAP]),
        permission="trade",
        alone=amend_order,
    )
    async def amend_orders(self, orders: Body[Sequence[AmendOrder]]) -> list[OrderAck]:
        """Change up to 20 orders at once; each acknowledgement tells its own fate.

        The limit counts orders. A single one counts as `amend_order` does.
        """
        ...

    @post("/api/v5/trade/close-position", rate=per_instrument(20), permission="trade")
    async def close_position(
        self,
        inst_id: str,
        mgn_mode: MgnMode | str,
        *,
        pos_side: PosSide | str | None = None,
        ccy: str | None = None,
        auto_cxl: bool | None = None,
        cl_ord_id: str | None = None,
        tag: str | None = None,
    ) -> ClosedPosition:
        """Close the whole position in an instrument, at market.

        Args:
            inst_id: Instrument, such as `BTC-USDT-SWAP`.
            mgn_mode: How positions are margined. One of `cross`, `isolated`.
            pos_side: Side of the position; wanted in long/short mode. `net` if left
                out.
            ccy: Currency of the margin; cross margin in single-currency accounts wants
                it.
            auto_cxl: Whether open orders that close it are cancelled first; else it
                fails.
            cl_ord_id: The client's name for it, 1 to 32 letters and digits.
            tag: The client's tag, at most 16 letters and digits.
        """
        ...

    @post(
        "/api/v5/trade/mass-cancel",
        rate=per_user(5),
        permission="trade",
        repeatable=True,
    )
    async def mass_cancel_orders(
        self,
        inst_type: InstType | str,
        inst_family: str,
        *,
        lock_interval: int | None = None,
    ) -> MassCancel:
        """Cancel all market maker protected (MMP) orders of a family of options.

        Args:
            inst_type: Product line: `OPTION` alone.
            inst_family: Instrument family, such as `BTC-USD`.
            lock_interval: Milliseconds, up to 10,000, in which such orders are refused;
                `0` if left out.
        """
        ...

    @post(
        "/api/v5/trade/cancel-all-after",
        rate=per_user(1, 1, by="tag"),
        permission="trade",
        repeatable=True,
    )
    async def cancel_all_after(
        self, time_out: int, *, tag: str | None = None
    ) -> CancelAllAfter:
        """Cancel all orders of the books after a countdown that must be renewed.

        Spread orders have a countdown of their own; so have requests for quotes. Each
        tag may be sent once a second.

        Args:
            time_out: Seconds, 10 to 120; `0` switches it off.
            tag: Only orders of this tag; a countdown of its own.
        """
        ...

    @get("/api/v5/trade/account-rate-limit", rate=per_user(1, 1), permission="read")
    async def get_account_rate_limit(self) -> AccountRateLimit:
        """How many orders the account may place and amend in two seconds, now and next."""
        ...

    @post(
        "/api/v5/trade/order-precheck",
        rate=per_user(5),
        permission="trade",
        repeatable=True,
    )
    async def precheck_order(self, order: Body[NewOrder]) -> OrderPrecheck:
        """What an order would do to the account; nothing is placed.

        It is for multi-currency and portfolio margin alone.
        """
        ...
