"""Flash earn: projects that reward holders for a short time."""

from __future__ import annotations

from okx_sdk.protocol.endpoint import Section, get
from okx_sdk.protocol.values import Json

__all__ = ["FlashEarn"]


class FlashEarn(Section):
    """Flash earn: projects that reward holders for a short time."""

    @get(
        "/api/v5/finance/flash-earn/projects",
        rate=None,
        permission="read",
        provisional=True,
    )
    async def get_flash_earn_projects(self, *, status: str | None = None) -> list[Json]:
        """Projects, as they come: their fields are not known.

        *Provisional*: known from other libraries alone.

        Args:
            status: Only projects in this state.
        """
        ...
