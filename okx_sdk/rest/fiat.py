"""Fiat as OKX offers it."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

from okx_sdk.models.enums import FiatPaymentMethod, Side
from okx_sdk.models.fiat import (
    BuySellCurrencies,
    BuySellPair,
    BuySellQuote,
    BuySellTrade,
    FiatOrder,
    FiatOrderAck,
    FiatPaymentOption,
)
from okx_sdk.protocol.endpoint import Section, get, post
from okx_sdk.protocol.pacing import per_user
from okx_sdk.protocol.paging import by_window

__all__ = ["Fiat"]


class Fiat(Section):
    """Fiat: deposits, withdrawals, and buying and selling against it."""

    @get("/api/v5/fiat/deposit-payment-methods", rate=per_user(3, 1), permission="read")
    async def get_deposit_payment_methods(self, ccy: str) -> list[FiatPaymentOption]:
        """Ways to deposit a currency."""
        ...

    @get(
        "/api/v5/fiat/withdrawal-payment-methods",
        rate=per_user(3, 1),
        permission="read",
    )
    async def get_withdrawal_payment_methods(self, ccy: str) -> list[FiatPaymentOption]:
        """Ways to withdraw a currency."""
        ...

    @post("/api/v5/fiat/create-withdrawal", rate=per_user(3, 1), permission="withdraw")
    async def create_withdrawal_order(
        self,
        payment_acct_id: str,
        ccy: str,
        *,
        amt: Decimal | str | int,
        payment_method: FiatPaymentMethod | str,
        client_id: str,
    ) -> FiatOrder:
        """Withdraw fiat to a bank account.

        Args:
            payment_acct_id: The bank account's id.
            ccy: Currency, such as `BTC`.
            amt: Amount.
            payment_method: Way to pay.
            client_id: The client's name for it, 1 to 32 letters and digits.
        """
        ...

    @post("/api/v5/fiat/cancel-withdrawal", rate=per_user(3, 1), permission="trade")
    async def cancel_withdrawal_order(self, ord_id: str) -> FiatOrderAck:
        """Cancel a withdrawal of fiat.

        Args:
            ord_id: The order's id.
        """
        ...

    @get(
        "/api/v5/fiat/withdrawal-order-history",
        rate=per_user(3, 1),
        permission="read",
        cursor=by_window("c_time", "before"),
        page_size=100,
    )
    async def get_withdrawal_orders_history(
        self,
        *,
        ccy: str | None = None,
        payment_method: FiatPaymentMethod | str | None = None,
        state: str | None = None,
        after: datetime | int | None = None,
        before: datetime | int | None = None,
        limit: int | None = None,
    ) -> list[FiatOrder]:
        """Withdrawals of fiat, newest first.

        *after* and *before* are the ends of a window.

        Args:
            ccy: Currency, such as `BTC`.
            payment_method: Way to pay.
            state: Only rows in this state. One of `completed`, `failed`, `pending`,
                `canceled`, `inqueue`, `processing`.
            after: Only rows from this time on.
            before: Only rows up to this time.
            limit: At most 100, which is also what is sent if left out.
        """
        ...

    @get("/api/v5/fiat/withdrawal", rate=per_user(3, 1), permission="read")
    async def get_withdrawal_order(self, ord_id: str) -> FiatOrder:
        """One withdrawal of fiat.

        Args:
            ord_id: The order's id.
        """
        ...

    @get(
        "/api/v5/fiat/deposit-order-history",
        rate=per_user(3, 1),
        permission="read",
        cursor=by_window("c_time", "before"),
        page_size=100,
    )
    async def get_deposit_orders_history(
        self,
        *,
        ccy: str | None = None,
        payment_method: FiatPaymentMethod | str | None = None,
        state: str | None = None,
        after: datetime | int | None = None,
        before: datetime | int | None = None,
        limit: int | None = None,
    ) -> list[FiatOrder]:
        """Deposits of fiat, newest first.

        *after* and *before* are the ends of a window.

        Args:
            ccy: Currency, such as `BTC`.
            payment_method: Way to pay.
            state: Only rows in this state. One of `completed`, `failed`, `pending`,
                `canceled`, `inqueue`, `processing`.
            after: Only rows from this time on.
            before: Only rows up to this time.
            limit: At most 100, which is also what is sent if left out.
        """
        ...

    @get("/api/v5/fiat/deposit", rate=per_user(3, 1), permission="read")
    async def get_deposit_order(self, ord_id: str) -> FiatOrder:
        """One deposit of fiat.

        Args:
            ord_id: The order's id.
        """
        ...

    @get("/api/v5/fiat/buy-sell/currencies", rate=per_user(6, 1), permission="read")
    async def get_buy_sell_currencies(self) -> BuySellCurrencies:
        """Currencies that can be bought and sold against fiat."""
        ...

    @get("/api/v5/fiat/buy-sell/currency-pair", rate=per_user(6, 1), permission="read")
    async def get_buy_sell_currency_pair(
        self, from_ccy: str, to_ccy: str
    ) -> BuySellPair:
        """Limits of buying or selling against fiat.

        Args:
            from_ccy: Currency to give.
            to_ccy: Currency to get.
        """
        ...

    @post(
        "/api/v5/fiat/buy-sell/quote",
        rate=per_user(10, 1, also=[per_user(1, 5, by="from_ccy to_ccy")]),
        permission="read",
    )
    async def get_buy_sell_quote(
        self,
        side: Side | str,
        from_ccy: str,
        to_ccy: str,
        *,
        rfq_amt: Decimal | str | int,
        rfq_ccy: str,
    ) -> BuySellQuote:
        """A price that holds for some seconds.

        Args:
            side: Buy or sell.
            from_ccy: Currency to give.
            to_ccy: Currency to get.
            rfq_amt: Amount.
            rfq_ccy: Currency of that amount.
        """
        ...

    @post("/api/v5/fiat/buy-sell/trade", rate=per_user(1, 5), permission="trade")
    async def place_buy_sell_trade(
        self,
        quote_id: str,
        *,
        side: Side | str,
        from_ccy: str,
        to_ccy: str,
        rfq_amt: Decimal | str | int,
        rfq_ccy: str,
        payment_method: str,
        cl_ord_id: str,
    ) -> BuySellTrade:
        """Buy or sell at a quoted price.

        Args:
            quote_id: The quote's id.
            side: Buy or sell.
            from_ccy: Currency to give.
            to_ccy: Currency to get.
            rfq_amt: Amount.
            rfq_ccy: Currency of that amount.
            payment_method: `balance`.
            cl_ord_id: The client's name for it, 1 to 32 letters and digits.
        """
        ...

    @get(
        "/api/v5/fiat/buy-sell/history",
        rate=per_user(6, 1),
        permission="read",
        cursor=by_window("c_time"),
        page_size=100,
    )
    async def get_buy_sell_trades_history(
        self,
        *,
        ord_id: str | None = None,
        cl_ord_id: str | None = None,
        state: str | None = None,
        begin: datetime | int | None = None,
        end: datetime | int | None = None,
        limit: int | None = None,
    ) -> list[BuySellTrade]:
        """What was bought and sold against fiat, newest first.

        Args:
            ord_id: The order's id.
            cl_ord_id: The client's name for it, 1 to 32 letters and digits.
            state: Only rows in this state. One of `processing`, `completed`, `failed`.
            begin: Only rows from this time on.
            end: Only rows up to this time.
            limit: At most 100, which is also what is sent if left out.
        """
        ...
