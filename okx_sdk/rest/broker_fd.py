"""Fully disclosed brokers, as other libraries know them."""

from __future__ import annotations

from okx_sdk.models.broker_fd import FdRebateEligibility, FdRebateFile, FdRebateRequest
from okx_sdk.protocol.endpoint import Section, get, post
from okx_sdk.protocol.pacing import per_user
from okx_sdk.protocol.paging import by_window

__all__ = ["BrokerFd"]


class BrokerFd(Section):
    """Brokers of fully disclosed accounts: rebates."""

    @get(
        "/api/v5/broker/fd/rebate-per-orders",
        rate=per_user(1, 30),
        permission="read",
        cursor=by_window("ts"),
        provisional=True,
    )
    async def get_fd_rebate_per_orders(
        self,
        type: bool,
        *,
        begin: str | None = None,
        end: str | None = None,
        broker_type: str | None = None,
    ) -> list[FdRebateFile]:
        """Files of rebates by order; their links expire in two hours.

        *Provisional*: known from other libraries alone.

        Args:
            type: `true` all files, `false` those of a range.
            begin: First day of the range, as `YYYYMMDD`.
            end: Last day of the range, as `YYYYMMDD`.
            broker_type: `api` or `oauth`.
        """
        ...

    @post(
        "/api/v5/broker/fd/rebate-per-orders",
        rate=per_user(1, 3600),
        permission="read",
        provisional=True,
    )
    async def generate_fd_rebate_per_orders(
        self, begin: str, end: str, *, broker_type: str | None = None
    ) -> FdRebateRequest:
        """Have the file of a range's rebates made.

        *Provisional*: known from other libraries alone.

        Args:
            begin: First day of the range, as `YYYYMMDD`.
            end: Last day of the range, as `YYYYMMDD`.
            broker_type: `api` or `oauth`.
        """
        ...

    @get(
        "/api/v5/broker/fd/if-rebate",
        rate=per_user(4),
        permission="read",
        provisional=True,
    )
    async def get_fd_rebate_eligibility(
        self, api_key: str, *, broker_type: str | None = None
    ) -> FdRebateEligibility:
        """Whether a user's trading gives rebates.

        *Provisional*: known from other libraries alone.

        Args:
            api_key: Key of the user.
            broker_type: `api` or `oauth`.
        """
        ...
