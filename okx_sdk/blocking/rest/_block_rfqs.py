"""The blocking twin of `okx_sdk.rest._block_rfqs`, printed by tools/twin.py."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TypeVar

from okx_sdk.blocking._base import BlockingSection
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
from okx_sdk.rest._block_rfqs import BlockRfqs as AsyncBlockRfqs

__all__ = ["BlockRfqs"]

BlockRfqsT = TypeVar("BlockRfqsT", bound=AsyncBlockRfqs)


class BlockRfqs(BlockingSection[BlockRfqsT]):
    """Requests for quotes, and their execution; for takers."""

    def get_counterparties(self) -> list[Counterparty]:
        """Makers that may be asked for quotes."""
        return self._run(self._async.get_counterparties)

    def create_rfq(
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
        return self._run(
            self._async.create_rfq,
            counterparties,
            legs,
            anonymous=anonymous,
            cl_rfq_id=cl_rfq_id,
            tag=tag,
            allow_partial_execution=allow_partial_execution,
            acct_alloc=acct_alloc,
        )

    def cancel_rfq(
        self, *, rfq_id: str | None = None, cl_rfq_id: str | None = None
    ) -> RfqAck:
        """Cancel a request for quotes.

        Args:
            rfq_id: The request's id; this or *cl_rfq_id*.
            cl_rfq_id: The client's name for the request.
        """
        return self._run(self._async.cancel_rfq, rfq_id=rfq_id, cl_rfq_id=cl_rfq_id)

    def cancel_rfqs(
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
        return self._run(
            self._async.cancel_rfqs, rfq_ids=rfq_ids, cl_rfq_ids=cl_rfq_ids
        )

    def cancel_all_rfqs(self) -> BlockAck:
        """Cancel all requests for quotes."""
        return self._run(self._async.cancel_all_rfqs)

    def execute_quote(
        self, rfq_id: str, quote_id: str, *, legs: Sequence[ExecutedPart] | None = None
    ) -> ExecutedQuote:
        """Trade with a quote.

        Args:
            rfq_id: The request's id.
            quote_id: The quote's id.
            legs: Sizes, for a part of it.
        """
        return self._run(self._async.execute_quote, rfq_id, quote_id, legs=legs)

    def cancel_all_after(self, time_out: int) -> CancelAllAfter:
        """Cancel all quotes after a countdown that must be renewed.

        Args:
            time_out: Seconds, 10 to 120; `0` switches it off.
        """
        return self._run(self._async.cancel_all_after, time_out)

    def get_rfqs(
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
        return self._run(
            self._async.get_rfqs,
            rfq_id=rfq_id,
            cl_rfq_id=cl_rfq_id,
            state=state,
            begin_id=begin_id,
            end_id=end_id,
            limit=limit,
        )

    def get_trades(
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
        return self._run(
            self._async.get_trades,
            rfq_id=rfq_id,
            cl_rfq_id=cl_rfq_id,
            quote_id=quote_id,
            block_td_id=block_td_id,
            cl_quote_id=cl_quote_id,
            begin_id=begin_id,
            end_id=end_id,
            begin_ts=begin_ts,
            end_ts=end_ts,
            limit=limit,
            is_successful=is_successful,
        )
