"""The blocking twin of `okx_sdk.rest.broker_fd`, printed by tools/twin.py."""

from __future__ import annotations

from okx_sdk.blocking._base import BlockingSection
from okx_sdk.models.broker_fd import FdRebateEligibility, FdRebateFile, FdRebateRequest
from okx_sdk.rest.broker_fd import BrokerFd as AsyncBrokerFd

__all__ = ["BrokerFd"]


class BrokerFd(BlockingSection[AsyncBrokerFd]):
    """Brokers of fully disclosed accounts: rebates."""

    def get_fd_rebate_per_orders(
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
        return self._run(
            self._async.get_fd_rebate_per_orders,
            type,
            begin=begin,
            end=end,
            broker_type=broker_type,
        )

    def generate_fd_rebate_per_orders(
        self, begin: str, end: str, *, broker_type: str | None = None
    ) -> FdRebateRequest:
        """Have the file of a range's rebates made.

        *Provisional*: known from other libraries alone.

        Args:
            begin: First day of the range, as `YYYYMMDD`.
            end: Last day of the range, as `YYYYMMDD`.
            broker_type: `api` or `oauth`.
        """
        return self._run(
            self._async.generate_fd_rebate_per_orders,
            begin,
            end,
            broker_type=broker_type,
        )

    def get_fd_rebate_eligibility(
        self, api_key: str, *, broker_type: str | None = None
    ) -> FdRebateEligibility:
        """Whether a user's trading gives rebates.

        *Provisional*: known from other libraries alone.

        Args:
            api_key: Key of the user.
            broker_type: `api` or `oauth`.
        """
        return self._run(
            self._async.get_fd_rebate_eligibility, api_key, broker_type=broker_type
        )
