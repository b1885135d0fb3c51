"""What a book is fed with, and what became of it: values, never an exception."""

from __future__ import annotations

from enum import StrEnum
from typing import NotRequired, TypedDict

from attrs import frozen

from okx_sdk.protocol.book_ladder import WireRow

__all__ = [
    "Applied",
    "BookData",
    "BookEvent",
    "Broken",
    "Fault",
    "Ignored",
    "KeepAlive",
    "Reset",
    "Why",
]


class BookData(TypedDict):
    """One element of a push's `data`, or one row of the REST books, as parsed."""

    asks: list[WireRow]
    bids: list[WireRow]
    ts: str
    checksum: NotRequired[int]
    seqId: NotRequired[int]
    prevSeqId: NotRequired[int]


class Fault(StrEnum):
    """Why a book cannot be vouched for any longer."""

    GAP = "gap"
    """An update does not follow the last one."""
    CHECKSUM = "checksum"
    """The levels are not those the exchange has."""
    UNPROVEN = "unproven"
    """An update has neither a place in the sequence nor a checksum."""
    MALFORMED = "malformed"
    """A message cannot be read."""


class Why(StrEnum):
    """Why a message was passed over."""

    WAITING = "waiting"
    """An update, while a snapshot is waited for."""
    OLD = "old"
    """Older than what the book holds."""


@frozen
class Applied:
    """The book has changed; *snapshot*: it was replaced."""

    snapshot: bool = False


@frozen
class KeepAlive:
    """No level changes: the exchange says that it is there."""


@frozen
class Reset:
    """The exchange has begun to count anew, in maintenance; the book is right."""

    before: int
    after: int


@frozen
class Ignored:
    """The message changes nothing."""

    why: Why


@frozen
class Broken:
    """The book is invalid from now on, until the next snapshot.

    *expected* and *got* are sequence ids, or checksums.
    """

    fault: Fault
    expected: int | None = None
    got: int | None = None
    detail: str = ""

    def __str__(self) -> str:
        """What is wrong, for the person who reads it at night."""
        if self.fault is Fault.GAP:
            return f"updates are missing: one follows {self.got}, not {self.expected}"
        if self.fault is Fault.CHECKSUM:
            return f"its checksum is {self.got}, the exchange's is {self.expected}"
        if self.fault is Fault.UNPROVEN:
            return "an update has neither a sequence id nor a checksum"
        return f"a message cannot be read: {self.detail}"


BookEvent = Applied | KeepAlive | Reset | Ignored | Broken
