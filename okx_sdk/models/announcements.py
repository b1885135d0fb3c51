"""OKX's announcements to its users."""

from __future__ import annotations

from datetime import datetime

from attrs import frozen

__all__ = ["Announcement", "AnnouncementPage", "AnnouncementType"]


@frozen
class Announcement:
    """One announcement."""

    title: str
    ann_type: str
    p_time: datetime
    """When it was first published."""
    url: str
    business_p_time: datetime | None = None
    """The time of publishing that the page shows."""


@frozen
class AnnouncementPage:
    """A page of announcements."""

    total_page: int
    details: tuple[Announcement, ...]


@frozen
class AnnouncementType:
    """A kind of announcements."""

    ann_type: str
    ann_type_desc: str
    """Annualised type description."""
