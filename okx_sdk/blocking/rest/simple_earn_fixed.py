"""The blocking twin of `okx_sdk.rest.simple_earn_fixed`, printed by tools/twin.py."""

from __future__ import annotations

from decimal import Decimal

from okx_sdk.blocking._base import BlockingSection
from okx_sdk.models.simple_earn_fixed import FixedEarnAck, FixedEarnOffer
from okx_sdk.protocol.values import Json
from okx_sdk.rest.simple_earn_fixed import SimpleEarnFixed as AsyncSimpleEarnFixed

__all__ = ["SimpleEarnFixed"]


class SimpleEarnFixed(BlockingSection[AsyncSimpleEarnFixed]):
    """Simple earn, fixed: lend a currency for some days."""

    def get_fixed_earn_offers(self, *, ccy: str | None = None) -> list[FixedEarnOffer]:
        """Terms that a currency can be lent for.

        *Provisional*: known from other libraries alone.
        """
        return self._run(self._async.get_fixed_earn_offers, ccy=ccy)

    def get_fixed_earn_orders(
        self,
        *,
        ccy: str | None = None,
        state: str | None = None,
        after: str | int | None = None,
        before: str | int | None = None,
        limit: int | None = None,
    ) -> list[Json]:
        """Orders, as they come: their fields are not known.

        *Provisional*: known from other libraries alone.

        Args:
            ccy: Currency, such as `BTC`.
            state: Only orders in this state.
            after: Only rows older than this id, their `ord_id`.
            before: Only rows newer than this id, their `ord_id`.
            limit: Number of rows.
        """
        return self._run(
            self._async.get_fixed_earn_orders,
            ccy=ccy,
            state=state,
            after=after,
            before=before,
            limit=limit,
        )

    def purchase_fixed_earn(
        self, ccy: str, amt: Decimal | str | int, term: int
    ) -> FixedEarnAck:
        """Lend a currency for some days.

        *Provisional*: known from other libraries alone.

        Args:
            ccy: Currency, such as `BTC`.
            amt: Amount.
            term: Days.
        """
        return self._run(self._async.purchase_fixed_earn, ccy, amt, term)

    def redeem_fixed_earn(self, req_id: str) -> FixedEarnAck:
        """Take a currency back.

        *Provisional*: known from other libraries alone.

        Args:
            req_id: The order's id.
        """
        return self._run(self._async.redeem_fixed_earn, req_id)
