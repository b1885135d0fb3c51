"""The blocking twin of `okx_sdk.rest.onchain_earn`, printed by tools/twin.py."""

from __future__ import annotations

from collections.abc import Sequence

from okx_sdk.blocking._base import BlockingSection
from okx_sdk.models.enums import EarnOrderState
from okx_sdk.models.onchain_earn import EarnAck, EarnInvestment, EarnOffer, EarnOrder
from okx_sdk.rest.onchain_earn import OnchainEarn as AsyncOnchainEarn

__all__ = ["OnchainEarn"]


class OnchainEarn(BlockingSection[AsyncOnchainEarn]):
    """On-chain earn: staking and lending by protocols of chains."""

    def get_offers(
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
        return self._run(
            self._async.get_offers,
            product_id=product_id,
            protocol_type=protocol_type,
            ccy=ccy,
        )

    def purchase_offer(
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
        return self._run(
            self._async.purchase_offer, product_id, invest_data, term=term, tag=tag
        )

    def redeem_order(
        self, ord_id: str, protocol_type: str, *, allow_early_redeem: bool | None = None
    ) -> EarnAck:
        """Take an investment back.

        Args:
            ord_id: The order's id.
            protocol_type: `staking` or `defi`.
            allow_early_redeem: Whether it is taken back before its term is over.
        """
        return self._run(
            self._async.redeem_order,
            ord_id,
            protocol_type,
            allow_early_redeem=allow_early_redeem,
        )

    def cancel_order(self, ord_id: str, protocol_type: str) -> EarnAck:
        """Cancel an order that has not begun.

        Args:
            ord_id: The order's id.
            protocol_type: `staking` or `defi`.
        """
        return self._run(self._async.cancel_order, ord_id, protocol_type)

    def get_active_orders(
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
        return self._run(
            self._async.get_active_orders,
            product_id=product_id,
            protocol_type=protocol_type,
            ccy=ccy,
            state=state,
        )

    def get_orders_history(
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
        return self._run(
            self._async.get_orders_history,
            product_id=product_id,
            protocol_type=protocol_type,
            ccy=ccy,
            after=after,
            before=before,
            limit=limit,
        )
