"""Times as models keep them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

__all__ = ["moment"]

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def moment(ms: int) -> datetime:
    """A time in ms as models keep it."""
    return _EPOCH + timedelta(milliseconds=ms)
