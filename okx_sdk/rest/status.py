"""When the exchange is under maintenance."""

from __future__ import annotations

from okx_sdk.models.enums import SystemState
from okx_sdk.models.status import SystemStatus
from okx_sdk.protocol.endpoint import Section, get
from okx_sdk.protocol.pacing import per_ip

__all__ = ["Status"]


class Status(Section):
    """Maintenance of the exchange. Needs no credentials."""

    @get("/api/v5/system/status", rate=per_ip(1, 5))
    async def get_status(
        self, *, state: SystemState | str | None = None
    ) -> list[SystemStatus]:
        """Maintenance that is planned or going on, or in the state asked for.

        At most one call in five seconds is allowed.

        Args:
            state: Only maintenance in this state; what is over comes for `completed`
                and `canceled` alone.
        """
        ...
