"""Dual investment as OKX offers it."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

from okx_sdk.models.dual_investment import (
    DualOrder,
    DualOrderAck,
    DualPair,
    DualProduct,
    DualQuote,
    DualRedeemQuote,
)
from okx_sdk.models.enums import OptType
from okx_sdk.protocol.endpoint import Section, get, post
from okx_sdk.protocol.pacing import per_user
from okx_sdk.protocol.paging import by_id

__all__ = ["DualInvestment"]


class DualInvestment(Section):
    """Dual investment: a yield for the risk to be paid in the other currency."""

    @get(
        "/api/v5/finance/sfp/dcd/currency-pair", rate=per_user(1, 1), permission="read"
    )
    async def get_dual_investment_pairs(self) -> list[DualPair]:
        """Pairs of currencies that there are products for."""
        ...

    @get("/api/v5/finance/sfp/dcd/products", rate=per_user(1, 1), permission="read")
    async def get_dual_investment_products(
        self, base_ccy: str, quote_ccy: str, opt_type: OptType | str
    ) -> list[DualProduct]:
        """Products of a pair.

        Args:
            base_ccy: Base currency.
            quote_ccy: Quote currency.
            opt_type: `C` sells high, `P` buys low.
        """
        ...

    @post("/api/v5/finance/sfp/dcd/quote", rate=per_user(10, 60), permission="trade")
    async def request_dual_investment_quote(
        self, product_id: str, notional_sz: Decimal | str | int, notional_ccy: str
    ) -> DualQuote:
        """A yield that can be had for some seconds.

        Args:
            product_id: The product's id.
            notional_sz: Size.
            notional_ccy: Currency of that size.
        """
        ...

    @post("/api/v5/finance/sfp/dcd/trade", rate=per_user(2, 60), permission="trade")
    async def trade_dual_investment(self, quote_id: str) -> DualOrderAck:
        """Invest at a quoted yield.

        Args:
            quote_id: The quote's id.
        """
        ...

    @post(
        "/api/v5/finance/sfp/dcd/redeem-quote",
        rate=per_user(10, 60),
        permission="trade",
    )
    async def request_dual_investment_redeem_quote(
        self, ord_id: str
    ) -> DualRedeemQuote:
        """What an investment would give if it were taken back early.

        Args:
            ord_id: The order's id.
        """
        ...

    @post("/api/v5/finance/sfp/dcd/redeem", rate=per_user(2, 60), permission="trade")
    async def redeem_dual_investment(self, ord_id: str, quote_id: str) -> DualOrderAck:
        """Take an investment back early.

        Args:
            ord_id: The order's id.
            quote_id: The quote's id.
        """
        ...

    @get("/api/v5/finance/sfp/dcd/order-status", rate=per_user(3, 1), permission="read")
    async def get_dual_investment_order_state(self, ord_id: str) -> DualOrderAck:
        """The state of an investment.

        Args:
            ord_id: The order's id.
        """
        ...

    @get(
        "/api/v5/finance/sfp/dcd/order-history",
        rate=per_user(1, 1),
        permission="read",
        cursor=by_id("ord_id"),
        page_size=100,
    )
    async def get_dual_investment_orders_history(
        self,
        *,
        ord_id: str | None = None,
        product_id: str | None = None,
        uly: str | None = None,
        state: str | None = None,
        begin_id: str | None = None,
        end_id: str | None = None,
        begin: datetime | int | None = None,
        end: datetime | int | None = None,
        limit: int | None = None,
    ) -> list[DualOrder]:
        """Investments, newest first.

        Args:
            ord_id: The order's id.
            product_id: The product's id.
            uly: Underlying.
            state: Only rows in this state. One of `initial`, `live`, `pending_settle`,
                `settled`, `pending_redeem`, `redeemed`, `rejected`.
            begin_id: Only rows newer than this id.
            end_id: Only rows older than this id.
            begin: Only rows from this time on.
            end: Only rows up to this time.
            limit: At most 100.
        """
        ...
