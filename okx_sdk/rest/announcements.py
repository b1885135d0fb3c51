"""OKX's announcements to its users."""

from __future__ import annotations

from okx_sdk.models.announcements import AnnouncementPage, AnnouncementType
from okx_sdk.protocol.endpoint import Section, get
from okx_sdk.protocol.pacing import per_ip, per_user
from okx_sdk.protocol.paging import by_page

__all__ = ["Announcements"]


class Announcements(Section):
    """OKX's announcements. Credentials are used where there are any."""

    @get(
        "/api/v5/support/announcements",
        rate=per_user(5, scope="user_or_ip"),
        permission="read",
        signing="optional",
        cursor=by_page(),
    )
    async def get_announcements(
        self, *, ann_type: str | None = None, page: int | None = None
    ) -> list[AnnouncementPage]:
        """Announcements, newest first, twenty a page: one row that holds the page.

        A signed call gives what is meant for the account's residence, any other what is
        meant for the address it comes from.

        Args:
            ann_type: Only this kind, from `get_announcement_types`.
            page: Number of the page, from 1. `1` if left out.
        """
        ...

    @get("/api/v5/support/announcement-types", rate=per_ip(1))
    async def get_announcement_types(self) -> list[AnnouncementType]:
        """The kinds of announcements."""
        ...
