"""The blocking twin of `okx_sdk.rest.flash_earn`, printed by tools/twin.py."""

from __future__ import annotations

from okx_sdk.blocking._base import BlockingSection
from okx_sdk.protocol.values import Json
from okx_sdk.rest.flash_earn import FlashEarn as AsyncFlashEarn

__all__ = ["FlashEarn"]


class FlashEarn(BlockingSection[AsyncFlashEarn]):
    """Flash earn: projects that reward holders for a short time."""

    def get_flash_earn_projects(self, *, status: str | None = None) -> list[Json]:
        """Projects, as they come: their fields are not known.

        *Provisional*: known from other libraries alone.

        Args:
            status: Only projects in this state.
        """
        return self._run(self._async.get_flash_earn_projects, status=status)
