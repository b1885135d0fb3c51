"""The blocking twin of `okx_sdk.rest.announcements`, printed by tools/twin.py."""

from __future__ import annotations

from okx_sdk.blocking._base import BlockingSection
from okx_sdk.models.announcements import AnnouncementPage, AnnouncementType
from okx_sdk.rest.announcements import Announcements as AsyncAnnouncements

__all__ = ["Announcements"]


class Announcements(BlockingSection[AsyncAnnouncements]):
    """OKX's announcements. Credentials are used where there are any."""

    def get_announcements(
        self, *, ann_type: str | None = None, page: int | None = None
    ) -> list[AnnouncementPage]:
        """Announcements, newest first, twenty a page: one row that holds the page.

        A signed call gives what is meant for the account's residence, any other what is
        meant for the address it comes from.

        Args:
            ann_type: Only this kind, from `get_announcement_types`.
            page: Number of the page, from 1. `1` if left out.
        """
        return self._run(self._async.get_announcements, ann_type=ann_type, page=page)

    def get_announcement_types(self) -> list[AnnouncementType]:
        """The kinds of announcements."""
        return self._run(self._async.get_announcement_types)
