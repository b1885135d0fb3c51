"""Quotes, and what a maker quotes; for makers."""

from __future__ import annotations

from collections.abc import Sequence

from okx_sdk.models.block_trading import Quote
from okx_sdk.models.enums import Side
from okx_sdk.models.rfq_acks import (
    BlockAck,
    BlockMmpConfig,
    BlockMmpSetting,
    QuoteAck,
    QuoteProducts,
    QuoteProductsResult,
)
from okx_sdk.models.rfq_requests import NewQuoteLeg, NewQuoteProducts
from okx_sdk.protocol.endpoint import Body, Section, get, post
from okx_sdk.protocol.pacing import per_user
from okx_sdk.protocol.paging import by_id

__all__ = ["BlockQuotes"]


class BlockQuotes(Section):
    """Quotes; for makers."""

    @get("/api/v5/rfq/maker-instrument-settings", rate=per_user(5), permission="read")
    async def get_quote_products(self) -> list[QuoteProducts]:
        """What one quotes, by product line."""
        ...

    @post(
        "/api/v5/rfq/maker-instrument-settings",
        rate=per_user(5),
        permission="trade",
        repeatable=True,
    )
    async def set_quote_products(
        self, products: Body[Sequence[NewQuoteProducts]]
    ) -> QuoteProductsResult:
        """Set what one quotes; what is not named is not quoted."""
        ...

    @post(
        "/api/v5/rfq/mmp-reset", rate=per_user(5), permission="trade", repeatable=True
    )
    async def reset_mmp_status(self) -> BlockAck:
        """Let quotes in again after market maker protection has stopped them."""
        ...

    @post(
        "/api/v5/rfq/mmp-config",
        rate=per_user(1, 10),
        permission="trade",
        repeatable=True,
    )
    async def set_mmp(
        self, time_interval: int, frozen_interval: int, count_limit: int
    ) -> BlockMmpSetting:
        """When market maker protection stops quotes.

        Args:
            time_interval: Milliseconds in which trades are counted; `0` switches it
                off.
            frozen_interval: Milliseconds in which quotes are refused then; `0` until
                they are let in again.
            count_limit: Number of trades that are too many.
        """
        ...

    @get("/api/v5/rfq/mmp-config", rate=per_user(5), permission="read")
    async def get_mmp_config(self) -> list[BlockMmpConfig]:
        """When market maker protection stops quotes, and whether it has."""
        ...

    @post("/api/v5/rfq/create-quote", rate=per_user(50), permission="trade")
    async def create_quote(
        self,
        rfq_id: str,
        quote_side: Side | str,
        legs: Sequence[NewQuoteLeg],
        *,
        cl_quote_id: str | None = None,
        tag: str | None = None,
        anonymous: bool | None = None,
        expires_in: str | None = None,
    ) -> Quote:
        """Quote for a request; all its legs, at most 15.

        Args:
            rfq_id: The request's id.
            quote_side: Whether the legs are taken as they are, or the other way round.
            legs: Instruments.
            cl_quote_id: The client's name for it, 1 to 32 letters and digits.
            tag: The client's tag, at most 16 letters and digits.
            anonymous: Whether one's name is kept from the other side until it is done.
                `false` if left out.
            expires_in: Seconds that it holds, 10 to 120.
        """
        ...

    @post("/api/v5/rfq/cancel-quote", rate=per_user(50), permission="trade")
    async def cancel_quote(
        self,
        *,
        quote_id: str | None = None,
        cl_quote_id: str | None = None,
        rfq_id: str | None = None,
    ) -> QuoteAck:
        """Cancel a quote.

        Args:
            quote_id: The quote's id; this or *cl_quote_id*.
            cl_quote_id: The client's name for the quote.
            rfq_id: The request's id.
        """
        ...

    @post("/api/v5/rfq/cancel-batch-quotes", rate=per_user(2), permission="trade")
    async def cancel_quotes(
        self,
        *,
        quote_ids: Sequence[str] | None = None,
        cl_quote_ids: Sequence[str] | None = None,
    ) -> list[QuoteAck]:
        """Cancel up to 100 quotes; each acknowledgement tells its own fate.

        Args:
            quote_ids: The quotes' ids, at most 100.
            cl_quote_ids: The client's names for the quotes, at most 100.
        """
        ...

    @post(
        "/api/v5/rfq/cancel-all-quotes",
        rate=per_user(2),
        permission="trade",
        repeatable=True,
    )
    async def cancel_all_quotes(self) -> BlockAck:
        """Cancel all quotes."""
        ...

    @get(
        "/api/v5/rfq/quotes",
        rate=per_user(2),
        permission="read",
        cursor=by_id("quote_id"),
        page_size=100,
    )
    async def get_quotes(
        self,
        *,
        rfq_id: str | None = None,
        cl_rfq_id: str | None = None,
        quote_id: str | None = None,
        cl_quote_id: str | None = None,
        state: str | None = None,
        begin_id: str | None = None,
        end_id: str | None = None,
        limit: int | None = None,
    ) -> list[Quote]:
        """Quotes that one sent or was sent, newest first.

        Args:
            rfq_id: The request's id; this or *cl_rfq_id*.
            cl_rfq_id: The client's name for the request.
            quote_id: The quote's id; this or *cl_quote_id*.
            cl_quote_id: The client's name for the quote.
            state: Only rows in this state.
            begin_id: Only rows newer than this id.
            end_id: Only rows older than this id.
            limit: At most 100, which is also what is sent if left out.
        """
        ...
