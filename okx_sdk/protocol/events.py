"""What a WebSocket conversation can bring."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from attrs import frozen

from okx_sdk.protocol.channel import Arg, Key

__all__ = [
    "Dead",
    "Event",
    "Failed",
    "Live",
    "LoggedIn",
    "LoggedOut",
    "LoginFailed",
    "Notice",
    "Push",
    "Reply",
    "Spent",
    "Stale",
]


@frozen
class Push:
    """Data of one subscription."""

    key: Key
    arg: Arg
    data: list[Any]
    action: str | None


@frozen
class LoggedIn:
    """The login was accepted."""


@frozen
class LoginFailed:
    """The login was refused."""

    code: str
    message: str


@frozen
class LoggedOut:
    """The login was forgotten: log in again, and these come anew.

    *since* is when it was last known to hold.
    """

    keys: tuple[Key, ...]
    since: float


@frozen
class Live:
    """A subscription was acknowledged."""

    key: Key


@frozen
class Failed:
    """Subscriptions were refused: they will not be asked for again."""

    keys: tuple[Key, ...]
    code: str
    message: str


@frozen
class Stale:
    """A channel that has a cadence has been silent for too long; it is asked anew."""

    key: Key


@frozen
class Notice:
    """The exchange is going to close this connection within a minute."""

    code: str
    message: str


@frozen
class Spent:
    """The connection may ask for nothing more within this hour, and should."""


@frozen
class Reply:
    """An answer to an operation."""

    id: str
    message: Mapping[str, Any]


@frozen
class Dead:
    """The connection is of no more use: open another."""

    reason: str


Event = (
    Push
    | LoggedIn
    | LoggedOut
    | LoginFailed
    | Live
    | Failed
    | Stale
    | Notice
    | Spent
    | Reply
    | Dead
)
