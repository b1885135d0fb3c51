"""Requests for quotes, and their execution; for takers."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from okx_sdk.models.block_trading import BlockTrade, Rfq
from okx_sdk.models.order_acks import CancelAllAfter
from okx_sdk.models.rfq_acks import (
    BlockAck,
    Counterparty,
    CreatedRfq,
    ExecutedQuote,
    RfqAck,
)
from okx_sdk.models.rfq_requests import ExecutedPart, NewRfqAllocation, NewRfqLeg
from okx_sdk.protocol.endpoint import Section, get, post
from okx_sdk.protocol.pacing import per_user
from okx_sdk.protocol.paging import by_id

__all__ = ["BlockRfqs"]


class BlockRfqs(Section):
    """Requests for quotes, and their execution; for takers."""

    @get("/api/v5/rfq/counterparties", rate=per_user(5), permission="read")
    async def get_counterparties(self) -> list[Counterparty]:
        """Makers that may be asked for quotes."""
        ...

    @post(
        "/api/v5/rfq/create-rfq",
        rate=per_user(5, also=[per_user(80, 43200)]),
        permission="trade",
    )
    async def create_rfq(
        self,
        counterparties: Sequence[str],
        legs: Sequence[NewRfqLeg],
        *,
        anonymous: bool | None = None,
        cl_rfq_id: str | None = None,
        tag: str | None = None,
        allow_partial_execution: bool | None = None,
        acct_alloc: Sequence[NewRfqAllocation] | None = None,
    ) -> CreatedRfq:
        """Ask makers for quotes; at most 80 times in twelve hours.

        Args:
            counterparties: Codes of the makers to be asked.
            legs: Instruments, at most 15.
            anonymous: Whether one's name is kept from the other side until it is done.
                `false` if left out.
            cl_rfq_id: The client's name for it, 1 to 32 letters and digits.
            tag: The client's tag, at most 16 letters and digits.
            allow_partial_execution: Whether a part of it may be executed.
            acct_alloc: What each account takes, if several do; at most 10.
        """
        ...

    @post("/api/v5/rfq/cancel-rfq", rate=per_user(5), permission="trade")
    async def cancel_rfq(
        self, *, rfq_id: str | None = None, cl_rfq_id: str | None = None
    ) -> RfqAck:
        """Cancel a request for quotes.

        Args:
            rfq_id: The request's id; this or *cl_rfq_id*.
            cl_rfq_id: The client's name for the request.
        """
        ...

    @post("/api/v5/rfq/cancel-batch-rfqs", rate=per_user(2), permission="trade")
    async def cancel_rfqs(
        self,
        *,
        rfq_ids: Sequence[str] | None = None,
        cl_rfq_ids: Sequence[str] | None = None,
    ) -> list[RfqAck]:
        """Cancel up to 100 requests for quotes.

        Each acknowledgement tells its own fate.

        Args:
            rfq_ids: The requests' ids, at most 100.
            cl_rfq_ids: The client's names for the requests, at most 100.
        """
        ...

    @post(
        "/api/v5/rfq/cancel-all-rfqs",
        rate=per_user(2),
        permission="trade",
        repeatable=True,
    )
    async def cancel_all_rfqs(self) -> BlockAck:
        """Cancel all requests for quotes."""
        ...

    @post("/api/v5/rfq/execute-quote", rate=per_user(2, 3), permission="trade")
    async def execute_quote(
        self, rfq_id: str, quote_id: str, *, legs: Sequence[ExecutedPart] | None = None
    ) -> ExecutedQuote:
        """Trade with a quote.

        Args:
            rfq_id: The request's id.
            quote_id: The quote's id.
            legs: Sizes, for a part of it.
        """
        ...

    @post(
        "/api/v5/rfq/cancel-all-after",
        rate=per_user(1, 1),
        permission="trade",
        repeatable=True,
    )
    async def cancel_all_after(self, time_out: int) -> CancelAllAfter:
        """Cancel all quotes after a countdown that must be renewed.

        Args:
            time_out: Seconds, 10 to 120; `0` switches it off.
        """
        ...

    @get(
        "/api/v5/rfq/rfqs",
        rate=per_user(2),
        permission="read",
        cursor=by_id("rfq_id"),
        page_size=100,
    )
    async def get_rfqs(
        self,
        *,
        rfq_id: str | None = None,
        cl_rfq_id: str | None = None,
        state: str | None = None,
        begin_id: str | None = None,
        end_id: str | None = None,
        limit: int | None = None,
    ) -> list[Rfq]:
        """Requests for quotes that one sent or was sent, newest first.

        Args:
            rfq_id: The request's id; this or *cl_rfq_id*.
            cl_rfq_id: The client's name for the request.
            state: Only rows in this state.
            begin_id: Only rows newer than this id.
            end_id: Only rows older than this id.
            limit: At most 100, which is also what is sent if left out.
        """
        ...

    @get(
        "/api/v5/rfq/trades",
        rate=per_user(5),
        permission="read",
        cursor=by_id("block_td_id"),
        page_size=100,
    )
    async def get_trades(
        self,
        *,
        rfq_id: str | None = None,
        cl_rfq_id: str | None = None,
        quote_id: str | None = None,
        block_td_id: str | None = None,
        cl_quote_id: str | None = None,
        begin_id: str | None = None,
        end_id: str | None = None,
        begin_ts: datetime | int | None = None,
        end_ts: datetime | int | None = None,
        limit: int | None = None,
        is_successful: bool | None = None,
    ) -> list[BlockTrade]:
        """Block trades of one's own, newest first.

        Args:
            rfq_id: The request's id; this or *cl_rfq_id*.
            cl_rfq_id: The client's name for the request.
            quote_id: The quote's id; this or *cl_quote_id*.
            block_td_id: Name of the trade.
            cl_quote_id: The client's name for the quote.
            begin_id: Only rows newer than this id.
            end_id: Only rows older than this id.
            begin_ts: Only rows from this time on.
            end_ts: Only rows up to this time.
            limit: At most 100, which is also what is sent if left out.
            is_successful: Only those that were filled, or were not.
        """
        ...
