"""Recurring buys as OKX offers them."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from okx_sdk.models.algo_acks import AlgoOrderAck
from okx_sdk.models.enums import TdMode
from okx_sdk.models.recurring_buy import RecurringBuyOrder
from okx_sdk.models.recurring_orders import (
    NewRecurringBuyCoin,
    RecurringBuySubOrder,
    RecurringPriceRange,
    StopRecurringBuy,
)
from okx_sdk.protocol.endpoint import Body, Section, get, post
from okx_sdk.protocol.pacing import per_user

__all__ = ["RecurringBuy"]


class RecurringBuy(Section):
    """Plans that buy again and again."""

    @post(
        "/api/v5/tradingBot/recurring/order-algo", rate=per_user(20), permission="trade"
    )
    async def place_recurring_buy_order(
        self,
        stgy_name: str,
        recurring_list: Sequence[NewRecurringBuyCoin],
        *,
        period: str,
        recurring_time: str,
        time_zone: str,
        amt: Decimal | str | int,
        investment_ccy: str,
        td_mode: TdMode | str,
        recurring_day: str | None = None,
        recurring_hour: str | None = None,
        algo_cl_ord_id: str | None = None,
        tag: str | None = None,
        trade_quote_ccy: str | None = None,
    ) -> AlgoOrderAck:
        """Start a plan.

        Args:
            stgy_name: Name of the plan, up to 40 characters.
            recurring_list: What it buys.
            period: `monthly`, `weekly`, `daily` or `hourly`.
            recurring_time: Hour of the day, `0` to `23`.
            time_zone: Hours from UTC, such as `8`.
            amt: Amount of each purchase.
            investment_ccy: Currency that is spent: `USDT` or `USDC`.
            td_mode: How it is margined.
            recurring_day: Day of the month, or of the week from `1` Monday.
            recurring_hour: Hours between purchases: `1`, `4`, `8` or `12`.
            algo_cl_ord_id: The client's name for it, 1 to 32 letters and digits.
            tag: The client's tag, at most 16 letters and digits.
            trade_quote_ccy: Currency that it is traded against.
        """
        ...

    @post(
        "/api/v5/tradingBot/recurring/amend-order-algo",
        rate=per_user(20),
        permission="trade",
    )
    async def amend_recurring_buy_order(
        self, algo_id: str, stgy_name: str
    ) -> AlgoOrderAck:
        """Give a plan another name.

        Args:
            algo_id: The plan's id.
            stgy_name: Name of the plan, up to 40 characters.
        """
        ...

    @post(
        "/api/v5/tradingBot/recurring/stop-order-algo",
        rate=per_user(20),
        permission="trade",
    )
    async def stop_recurring_buy_order(
        self, plans: Body[Sequence[StopRecurringBuy]]
    ) -> list[AlgoOrderAck]:
        """Stop up to 10 plans; each acknowledgement tells its own fate."""
        ...

    @get(
        "/api/v5/tradingBot/recurring/orders-algo-pending",
        rate=per_user(20),
        permission="read",
        cursor="algo_id",
        page_size=100,
    )
    async def get_open_recurring_buy_orders(
        self,
        *,
        algo_id: str | None = None,
        after: str | int | None = None,
        before: str | int | None = None,
        limit: int | None = None,
    ) -> list[RecurringBuyOrder]:
        """Plans that run, newest first.

        Args:
            algo_id: The plan's id.
            after: Only rows older than this id, their `algo_id`.
            before: Only rows newer than this id, their `algo_id`.
            limit: At most 100, which is also what is sent if left out.
        """
        ...

    @get(
        "/api/v5/tradingBot/recurring/orders-algo-history",
        rate=per_user(20),
        permission="read",
        cursor="algo_id",
        page_size=100,
    )
    async def get_recurring_buy_orders_history(
        self,
        *,
        algo_id: str | None = None,
        after: str | int | None = None,
        before: str | int | None = None,
        limit: int | None = None,
    ) -> list[RecurringBuyOrder]:
        """Plans that have stopped, newest first.

        Args:
            algo_id: The plan's id.
            after: Only rows older than this id, their `algo_id`.
            before: Only rows newer than this id, their `algo_id`.
            limit: At most 100, which is also what is sent if left out.
        """
        ...

    @get(
        "/api/v5/tradingBot/recurring/orders-algo-details",
        rate=per_user(20),
        permission="read",
    )
    async def get_recurring_buy_order(self, algo_id: str) -> RecurringBuyOrder:
        """One plan.

        Args:
            algo_id: The plan's id.
        """
        ...

    @get(
        "/api/v5/tradingBot/recurring/sub-orders",
        rate=per_user(20),
        permission="read",
        cursor="algo_id",
        page_size=100,
    )
    async def get_recurring_buy_sub_orders(
        self,
        algo_id: str,
        *,
        ord_id: str | None = None,
        after: str | int | None = None,
        before: str | int | None = None,
        limit: int | None = None,
    ) -> list[RecurringBuySubOrder]:
        """The orders that a plan placed, newest first.

        Args:
            algo_id: The plan's id.
            ord_id: Only this order.
            after: Only rows older than this id, their `algo_id`.
            before: Only rows newer than this id, their `algo_id`.
            limit: At most 100, which is also what is sent if left out.
        """
        ...

    @post(
        "/api/v5/tradingBot/recurring/amend-recurring-time",
        rate=per_user(20),
        permission="trade",
    )
    async def amend_recurring_time(
        self,
        algo_id: str,
        recurring_time_type: str,
        *,
        time_zone: str,
        period: str,
        recurring_hour: str | None = None,
        recurring_day: int | None = None,
        recurring_time: int | None = None,
    ) -> AlgoOrderAck:
        """Change when a plan buys.

        Args:
            algo_id: The plan's id.
            recurring_time_type: `1` or `2`.
            time_zone: Hours from UTC, such as `8`.
            period: `monthly`, `weekly`, `daily` or `hourly`.
            recurring_hour: Hours between purchases: `1`, `4`, `8` or `12`.
            recurring_day: Day of the month, or of the week from `1` Monday.
            recurring_time: Hour of the day, `0` to `23`.
        """
        ...

    @post(
        "/api/v5/tradingBot/recurring/amend-recurring-amount",
        rate=per_user(20),
        permission="trade",
    )
    async def amend_recurring_amount(
        self, algo_id: str, amount: Decimal | str | int
    ) -> AlgoOrderAck:
        """Change the amount that a plan buys for.

        Args:
            algo_id: The plan's id.
            amount: Amount.
        """
        ...

    @post(
        "/api/v5/tradingBot/recurring/add-investment",
        rate=per_user(20),
        permission="trade",
    )
    async def add_recurring_investment(
        self, algo_id: str, amount: Decimal | str | int
    ) -> AlgoOrderAck:
        """Buy once more with a plan, at once.

        Args:
            algo_id: The plan's id.
            amount: Amount.
        """
        ...

    @post("/api/v5/tradingBot/recurring/pause", rate=per_user(20), permission="trade")
    async def pause_recurring_buy(self, algo_id: str) -> AlgoOrderAck:
        """Pause a plan.

        Args:
            algo_id: The plan's id.
        """
        ...

    @post("/api/v5/tradingBot/recurring/restart", rate=per_user(20), permission="trade")
    async def restart_recurring_buy(self, algo_id: str) -> AlgoOrderAck:
        """Let a paused plan go on.

        Args:
            algo_id: The plan's id.
        """
        ...

    @post(
        "/api/v5/tradingBot/recurring/amend-price-range",
        rate=per_user(20),
        permission="trade",
    )
    async def amend_recurring_price_range(
        self, algo_id: str, recurring_list: Sequence[RecurringPriceRange]
    ) -> AlgoOrderAck:
        """Change the prices between which a plan buys.

        Args:
            algo_id: The plan's id.
            recurring_list: What it buys.
        """
        ...
