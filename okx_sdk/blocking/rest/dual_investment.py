"""The blocking twin of `okx_sdk.rest.dual_investment`, printed by tools/twin.py."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

from okx_sdk.blocking._base import BlockingSection
from okx_sdk.models.dual_investment import (
    DualOrder,
    DualOrderAck,
    DualPair,
    DualProduct,
    DualQuote,
    DualRedeemQuote,
)
from okx_sdk.models.enums import OptType
from okx_sdk.rest.dual_investment import DualInvestment as AsyncDualInvestment

__all__ = ["DualInvestment"]


class DualInvestment(BlockingSection[AsyncDualInvestment]):
    """Dual investment: a yield for the risk to be paid in the other currency."""

    def get_dual_investment_pairs(self) -> list[DualPair]:
        """Pairs of currencies that there are products for."""
        return self._run(self._async.get_dual_investment_pairs)

    def get_dual_investment_products(
        self, base_ccy: str, quote_ccy: str, opt_type: OptType | str
    ) -> list[DualProduct]:
        """Products of a pair.

        Args:
            base_ccy: Base currency.
            quote_ccy: Quote currency.
            opt_type: `C` sells high, `P` buys low.
        """
        return self._run(
            self._async.get_dual_investment_products, base_ccy, quote_ccy, opt_type
        )

    def request_dual_investment_quote(
        self, product_id: str, notional_sz: Decimal | str | int, notional_ccy: str
    ) -> DualQuote:
        """A yield that can be had for some seconds.

        Args:
            product_id: The product's id.
            notional_sz: Size.
            notional_ccy: Currency of that size.
        """
        return self._run(
            self._async.request_dual_investment_quote,
            product_id,
            notional_sz,
            notional_ccy,
        )

    def trade_dual_investment(self, quote_id: str) -> DualOrderAck:
        """Invest at a quoted yield.

        Args:
            quote_id: The quote's id.
        """
        return self._run(self._async.trade_dual_investment, quote_id)

    def request_dual_investment_redeem_quote(self, ord_id: str) -> DualRedeemQuote:
        """What an investment would give if it were taken back early.

        Args:
            ord_id: The order's id.
        """
        return self._run(self._async.request_dual_investment_redeem_quote, ord_id)

    def redeem_dual_investment(self, ord_id: str, quote_id: str) -> DualOrderAck:
        """Take an investment back early.

        Args:
            ord_id: The order's id.
            quote_id: The quote's id.
        """
        return self._run(self._async.redeem_dual_investment, ord_id, quote_id)

    def get_dual_investment_order_state(self, ord_id: str) -> DualOrderAck:
        """The state of an investment.

        Args:
            ord_id: The order's id.
        """
        return self._run(self._async.get_dual_investment_order_state, ord_id)

    def get_dual_investment_orders_history(
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
        return self._run(
            self._async.get_dual_investment_orders_history,
            ord_id=ord_id,
            product_id=product_id,
            uly=uly,
            state=state,
            begin_id=begin_id,
            end_id=end_id,
            begin=begin,
            end=end,
            limit=limit,
        )
