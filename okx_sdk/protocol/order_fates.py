"""What a failure means for an order that was to be sent: done, not done, or unknown.

Codes stand in the class statements of the errors; each of those says whether what
failed can have taken effect all the same. Here is what order entry makes of it.
"""

from __future__ import annotations

from enum import StrEnum

from okx_sdk.errors import (
    DuplicateClientOrderId,
    OkxError,
    Outcome,
    RateLimited,
    TimestampExpired,
)

__all__ = ["Fate", "cancel_fate", "fate_of"]

_GONE = frozenset(
    {"51400", "51401", "51402", "51405", "51410", "51509", "51510", "51603"}
)
"""Codes of a cancellation that say that there is nothing to cancel any more."""


class Fate(StrEnum):
    """What is to be done about an order whose sending failed."""

    NOT_SENT = "not_sent"
    """Nothing left this machine: it may be sent again."""
    HELD_BACK = "held_back"
    """The exchange did not look at it, for its rate: it may be sent when there is room."""
    MISTIMED = "mistimed"
    """It did not look at it, for its time: it may be sent once the clock is right."""
    LOGGED_OUT = "logged_out"
    """It did not look at it, as the connection is not logged in: another way is open."""
    REJECTED = "rejected"
    """It was refused, and that is that."""
    NAMED_TWICE = "named_twice"
    """An open order has its name: it may be this one, or another."""
    UNKNOWN = "unknown"
    """It may have been placed: it has to be looked up, and never sent again before."""


def fate_of(error: OkxError) -> Fate:
    """What a failed request to place or amend means for its order."""
    if isinstance(error, DuplicateClientOrderId):
        return Fate.NAMED_TWICE
    if error.outcome is Outcome.NOT_SENT:
        return Fate.NOT_SENT
    is_broken = error.http_status is not None and error.http_status >= 500
    if error.outcome is Outcome.UNKNOWN or is_broken:
        return Fate.UNKNOWN
    if isinstance(error, RateLimited):
        return Fate.HELD_BACK
    if isinstance(error, TimestampExpired):
        return Fate.MISTIMED
    return Fate.LOGGED_OUT if error.code == "60011" else Fate.REJECTED


def cancel_fate(error: OkxError) -> Fate:
    """What a failed cancellation means: one may be sent again, as it does no harm twice.

    `UNKNOWN` also says that the order may be done, which a lookup tells.
    """
    return Fate.UNKNOWN if error.code in _GONE else fate_of(error)
