"""The blocking twin of `okx_sdk.rest.status`, printed by tools/twin.py."""

from __future__ import annotations

from okx_sdk.blocking._base import BlockingSection
from okx_sdk.models.enums import SystemState
from okx_sdk.models.status import SystemStatus
from okx_sdk.rest.status import Status as AsyncStatus

__all__ = ["Status"]


class Status(BlockingSection[AsyncStatus]):
    """Maintenance of the exchange. Needs no credentials."""

    def get_status(
        self, *, state: SystemState | str | None = None
    ) -> list[SystemStatus]:
        """Maintenance that is planned or going on, or in the state asked for.

        At most one call in five seconds is allowed.

        Args:
            state: Only maintenance in this state; what is over comes for `completed`
                and `canceled` alone.
        """
        return self._run(self._async.get_status, state=state)
