"""Fixed simple earn, as other libraries know it."""

from __future__ import annotations

from decimal import Decimal

from okx_sdk.models.simple_earn_fixed import FixedEarnAck, FixedEarnOffer
from okx_sdk.protocol.endpoint import Section, get, post
from okx_sdk.protocol.values import Json

__all__ = ["SimpleEarnFixed"]


class SimpleEarnFixed(Section):
    """Simple earn, fixed: lend a currency for some days."""

    @get(
        "/api/v5/finance/simple-earn-fixed/offers",
        rate=None,
        permission="read",
        provisional=True,
    )
    async def get_fixed_earn_offers(
        self, *, ccy: str | None = None
    ) -> list[FixedEarnOffer]:
        """Terms that a currency can be lent for.

        *Provisional*: known from other libraries alone.
        """
        ...

    @get(
        "/api/v5/finance/simple-earn-fixed/order-list",
        rate=None,
        permission="read",
        cursor="ord_id",
        provisional=True,
    )
    async def get_fixed_earn_orders(
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
        ...

    @post(
        "/api/v5/finance/simple-earn-fixed/purchase",
        rate=None,
        permission="trade",
        provisional=True,
    )
    async def purchase_fixed_earn(
        self, ccy: str, amt: Decimal | str | int, term: int
    ) -> FixedEarnAck:
        """Lend a currency for some days.

        *Provisional*: known from other libraries alone.

        Args:
            ccy: Currency, such as `BTC`.
            amt: Amount.
            term: Days.
        """
        ...

    @post(
        "/api/v5/finance/simple-earn-fixed/redeem",
        rate=None,
        permission="trade",
        provisional=True,
    )
    async def redeem_fixed_earn(self, req_id: str) -> FixedEarnAck:
        """Take a currency back.

        *Provisional*: known from other libraries alone.

        Args:
            req_id: The order's id.
        """
        ...
