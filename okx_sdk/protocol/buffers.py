"""What waits between the wire and a reader: bounded, by a stated policy."""

from __future__ import annotations

from collections import deque
from collections.abc import Hashable, Sequence
from datetime import datetime
from typing import Generic, TypeVar

from attrs import define, field, frozen

from okx_sdk.protocol.channel import Policy

__all__ = ["Buffer", "Gap", "Marked", "Overrun", "Seen", "joined"]

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


def joined(gaps: Sequence[Gap]) -> Gap:
    """One gap over all of these, for what they have cost to be looked for at once."""
    first, *others = gaps
    if not others:
        return first
    return Gap(
        min(gap.start for gap in gaps),
        max(gap.end for gap in gaps),
        first.cause,
        tuple(dict.fromkeys(name for gap in gaps for name in gap.inst_ids)),
        sum(gap.dropped for gap in gaps),
    )


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
    _latest: dict[Hashable, T] = field(factory=dict[Hashable, T], init=False)
    _rows: deque[T] = field(factory=deque[T], init=False)

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
    _known: dict[Hashable, None] = field(factory=dict[Hashable, None], init=False)

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


@define
class Marked(Generic[T]):
    """Rows that are known again by being the very same: the last so many."""

    capacity: int = 4_096
    _rows: dict[int, T] = field(factory=dict[int, T], init=False)

    def add(self, rows: Sequence[T]) -> None:
        """Know these, and the oldest no more."""
        self._rows.update((id(row), row) for row in rows)
        while len(self._rows) > self.capacity:
            del self._rows[next(iter(self._rows))]

    def __contains__(self, row: object) -> bool:
        return self._rows.get(id(row)) is row
