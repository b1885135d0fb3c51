"""What can go wrong, as values."""

from __future__ import annotations

from typing import Any, Literal, get_args

from attrs import frozen

__all__ = [
    "ACTIONS",
    "Action",
    "Bandwidth",
    "Binary",
    "Checksum",
    "Close",
    "ConnCountError",
    "Delay",
    "Drop",
    "Duplicate",
    "Fin",
    "Garbage",
    "HalfOpen",
    "LookupLag",
    "Mutate",
    "Notice",
    "Refuse",
    "Reorder",
    "Reply",
    "Reset",
    "SeqGap",
    "SeqReset",
    "Silence",
    "Slice",
    "StallRead",
    "Truncate",
    "UnsubscribeSilently",
]


@frozen
class Delay:
    """Later by *seconds*, and at random by up to *jitter* more."""

    seconds: float
    jitter: float = 0.0


@frozen
class Drop:
    """Not done, or not said. A REST call loses its connection."""


@frozen
class Duplicate:
    """Said once more, or *times* more."""

    times: int = 1


@frozen
class Reorder:
    """Said after the next one."""


@frozen
class SeqGap:
    """A book's update claims to follow on one that was never sent."""


@frozen
class SeqReset:
    """As after maintenance: the book's sequence goes on from *to*, a smaller number."""

    to: int = 3


@frozen
class Checksum:
    """A book's checksum is zero, good or bad."""

    kind: Literal["zero", "good", "bad"]


@frozen
class Silence:
    """The subscription brings nothing more, or nothing for so many *seconds*."""

    seconds: float | None = None


@frozen
class UnsubscribeSilently:
    """The exchange forgets the subscription and does not say so."""


@frozen
class Notice:
    """64008 after so many seconds, and the end a minute later."""

    after: float = 0.0
    close_after: float = 60.0


@frozen
class ConnCountError:
    """The subscription is acknowledged, and then refused for too many connections."""


@frozen
class Reply:
    """A refusal, or any *body* at all, instead of what would be done."""

    code: str = "50001"
    message: str = "Service temporarily unavailable. Please try again later."
    status: int = 200
    body: str | None = None
    content_type: str = "application/json"


@frozen
class Refuse:
    """The handshake is refused."""

    status: int = 429
    retry_after: float | None = None
    body: str = ""


@frozen
class Mutate:
    """What stands at *path* (`data.0.seqId`) becomes *value*; without one it goes."""

    path: str
    value: Any = None
    remove: bool = False


@frozen
class Truncate:
    """Cut off after so many characters."""

    length: int


@frozen
class Garbage:
    """This text instead."""

    text: str = "\x00 <html>bad gateway</html>"


@frozen
class Binary:
    """A binary frame of the same bytes instead of a text."""


@frozen
class Close:
    """The connection is closed."""

    code: int = 1001
    reason: str = ""
    after: float = 0.0


@frozen
class Reset:
    """The TCP connection is reset; by a proxy, after so many *sent* bytes if given."""

    after: float = 0.0
    sent: int | None = None


@frozen
class Fin:
    """The TCP connection ends, and no close frame came before."""

    after: float = 0.0
    sent: int | None = None


@frozen
class HalfOpen:
    """Nothing is read or sent any more, and the TCP connection stays."""

    after: float = 0.0
    sent: int | None = None


@frozen
class StallRead:
    """Nothing is read any more; what there is to say is said."""

    after: float = 0.0


@frozen
class LookupLag:
    """Queries do not find the order that is placed for so many *seconds*."""

    seconds: float


@frozen
class Slice:
    """What is sent arrives in pieces of so many bytes. For a `ChaosProxy`."""

    size: int = 1


@frozen
class Bandwidth:
    """So many bytes a second in each direction. For a `ChaosProxy`."""

    rate: float


Action = (
    Delay
    | Drop
    | Duplicate
    | Reorder
    | SeqGap
    | SeqReset
    | Checksum
    | Silence
    | UnsubscribeSilently
    | Notice
    | ConnCountError
    | Reply
    | Refuse
    | Mutate
    | Truncate
    | Garbage
    | Binary
    | Close
    | Reset
    | Fin
    | HalfOpen
    | StallRead
    | LookupLag
    | Slice
    | Bandwidth
)
"""What can go wrong."""


def _plan_name(name: str) -> str:
    return "".join(f"_{c.lower()}" if c.isupper() else c for c in name).lstrip("_")


ACTIONS: dict[str, type[Action]] = {
    _plan_name(kind.__name__): kind for kind in get_args(Action)
}
"""The actions by their names in plans."""
