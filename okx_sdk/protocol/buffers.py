"""What waits between the wire and a reader: bounded, by a stated policy."""

from __future__ import annotations

from collections import deque
from collections.abc import Hashable
from datetime import datetime
from typing import Generic, TypeVar

from attrs import define, field, frozen

from okx_sdk.protocol.channel import Policy

__all__ = ["Buffer", "Gap", "Overrun", "Seen"]

T = TypeVar("T")

CAPACITY = 1_024


@frozen
class Gap:
    """A piece of time for which a stream may lack data, and why.

    *inst_ids* are the instruments it concerns; *dropped* counts rows that came and
    were dropped because the reader was too slow.
    """

    start: datetime
    end: datetime
    cause: str
    inst_ids: tuple[str, ...] = ()
    dropped: int = 0


class Overrun(Exception):  # noqa: N818 - internal: becomes SlowConsumer
    """A buffer that must not drop anything is full."""


@define
class Buffer(Generic[T]):
    """Rows that wait for their reader.

    A conflating buffer keeps the last row of each instrument in the place of its
    first; one that drops gives back what it dropped; one that fails closed overruns.
    """

    policy: Policy
    capacity: int = CAPACITY
    _latest: dict[Hashable, T] = field(factory=dict, init=False)
    _rows: deque[T] = field(factory=deque, init=False)

    def __len__(self) -> int:
        return len(self._latest) + len(self._rows)

    def put(self, key: Hashable, row: T) -> T | None:
        """Take a row of one instrument; gives what was dropped for it, if anything.

        Raises:
            Overrun: it is full and may not drop.
        """
        if self.policy == "conflate":
            self._latest[key] = row
            return None
        return self.mark(row)

    def mark(self, row: T) -> T | None:
        """Take what is not of one instrument: it has its place and is not conflated."""
        dropped = None
        if len(self._rows) >= self.capacity:
            if self.policy == "fail_closed":
                raise Overrun
            dropped = self._rows.popleft()
        self._rows.append(row)
        return dropped

    def take(self) -> list[T]:
        """Everything that waits."""
        rows = [*self._rows, *self._latest.values()]
        self._rows.clear()
        self._latest.clear()
        return rows


@define
class Seen:
    """The identities of the last rows, to know repeated ones."""

    capacity: int = 4_096
    _known: dict[Hashable, None] = field(factory=dict, init=False)

    def __contains__(self, identity: object) -> bool:
        return identity in self._known

    def is_new(self, identity: Hashable) -> bool:
        """Whether it was not seen among the last ones; from now on it was."""
        if identity in self._known:
            return False
        self._known[identity] = None
        if len(self._known) > self.capacity:
            del self._known[next(iter(self._known))]
        return True
