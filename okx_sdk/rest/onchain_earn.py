"""On-chain earn as OKX offers it."""

from __future__ import annotations

from collections.abc import Sequence

from okx_sdk.models.enums import EarnOrderState
from okx_sdk.models.onchain_earn import EarnAck, EarnInvestment, EarnOffer, EarnOrder
from okx_sdk.protocol.endpoint import Section, get, post
from okx_sdk.protocol.pacing import per_user

__all__ = ["OnchainEarn"]


class OnchainEarn(Section):
    """On-chain earn: staking and lending by protocols of chains."""

    @get("/api/v5/finance/staking-defi/offers", rate=per_user(3, 1), permission="read")
    async def get_offers(
        self,
        *,
        product_id: str | None = None,
        protocol_type: str | None = None,
        ccy: str | None = None,
    ) -> list[EarnOffer]:
        """Offers.

        Args:
            product_id: The product's id.
            protocol_type: `staking` or `defi`.
            ccy: Currency, such as `BTC`.
        """
        ...

    @post(
        "/api/v5/finance/staking-defi/purchase", rate=per_user(2, 1), permission="trade"
    )
    async def purchase_offer(
        self,
        product_id: str,
        invest_data: Sequence[EarnInvestment],
        *,
        term: int | None = None,
        tag: str | None = None,
    ) -> EarnAck:
        """Invest in an offer, out of the funding account.

        Args:
            product_id: The product's id.
            invest_data: Currencies and amounts.
            term: Days; offers with a fixed term want it.
            tag: The client's tag, at most 16 letters and digits.
        """
        ...

    @post(
        "/api/v5/finance/staking-defi/redeem", rate=per_user(2, 1), permission="trade"
    )
    async def redeem_order(
        self, ord_id: str, protocol_type: str, *, allow_early_redeem: bool | None = None
    ) -> EarnAck:
        """Take an investment back.

        Args:
            ord_id: The order's id.
            protocol_type: `staking` or `defi`.
            allow_early_redeem: Whether it is taken back before its term is over.
        """
        ...

    @post(
        "/api/v5/finance/staking-defi/cancel", rate=per_user(2, 1), permission="trade"
    )
    async def cancel_order(self, ord_id: str, protocol_type: str) -> EarnAck:
        """Cancel an order that has not begun.

        Args:
            ord_id: The order's id.
            protocol_type: `staking` or `defi`.
        """
        ...

    @get(
        "/api/v5/finance/staking-defi/orders-active",
        rate=per_user(3, 1),
        permission="read",
    )
    async def get_active_orders(
        self,
        *,
        product_id: str | None = None,
        protocol_type: str | None = None,
        ccy: str | None = None,
        state: EarnOrderState | str | None = None,
    ) -> list[EarnOrder]:
        """Orders that run.

        Args:
            product_id: The product's id.
            protocol_type: `staking` or `defi`.
            ccy: Currency, such as `BTC`.
            state: Only orders in this state.
        """
        ...

    @get(
        "/api/v5/finance/staking-defi/orders-history",
        rate=per_user(3, 1),
        permission="read",
        cursor="ord_id",
        page_size=100,
    )
    async def get_orders_history(
        self,
        *,
        product_id: str | None = None,
        protocol_type: str | None = None,
        ccy: str | None = None,
        after: str | int | None = None,
        before: str | int | None = None,
        limit: int | None = None,
    ) -> list[EarnOrder]:
        """Orders that are over, newest first.

        Args:
            product_id: The product's id.
            protocol_type: `staking` or `defi`.
            ccy: Currency, such as `BTC`.
            after: Only rows older than this id, their `ord_id`.
            before: Only rows newer than this id, their `ord_id`.
            limit: At most 100, which is also what is sent if left out.
        """
        ...
