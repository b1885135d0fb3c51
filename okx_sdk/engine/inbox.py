"""What waits for the reader of a stream: rows, decoded early or late, and what was lost.

Where a row may take another's place before it is read, it is decoded when it is read.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from typing import Any, Generic, NamedTuple, TypeVar, cast

import attrs

from okx_sdk.engine.decode import decoder
from okx_sdk.engine.wanted import date_of
from okx_sdk.protocol.buffers import Buffer, Gap
from okx_sdk.protocol.channel import Arg, Channel, Policy
from okx_sdk.protocol.codec import fault

__all__ = ["Inbox"]

T = TypeVar("T")

logger = logging.getLogger("okx_sdk.stream")


def _inst_id(row: Any) -> Any:
    return cast("Arg", row).get("instId") if isinstance(row, dict) else None


class _Undecoded(NamedTuple):
    row: Any
    arg: Arg
    action: str | None


class Inbox(Generic[T]):
    """A bounded buffer of values and gaps, and the count of what it could not keep."""

    def __init__(self, channel: Channel, policy: Policy | None = None) -> None:
        self.decode = decoder(channel)
        self.received = 0
        self.dropped = 0
        self.undecoded = 0
        self.taken_at = 0.0
        """When the reader last came, in seconds since 1970."""
        self._channel = channel
        self._buffer: Buffer[Any] = Buffer(policy or channel.policy)
        self._is_late = self._buffer.policy == "conflate"
        self._behind: Gap | None = None

    def __len__(self) -> int:
        return len(self._buffer)

    @property
    def capacity(self) -> int:
        """How many rows may wait."""
        return self._buffer.capacity

    @capacity.setter
    def capacity(self, rows: int) -> None:
        self._buffer.capacity = rows

    def push(self, arg: Arg, rows: Sequence[Any], action: str | None) -> None:
        """Rows came for one of the arguments.

        Raises:
            Overrun: too many wait, and none may be dropped.
        """
        key = arg.get("instId") or arg.get("sprdId")
        for row in filter(None, rows):  # empty ones come where there is nothing
            self.received += 1
            if self._is_late:
                whose = key or _inst_id(row)
                self.put(whose, _Undecoded(row, arg, action))
            else:
                value = self._decoded(row, arg, action)
                if value is not None:
                    self.put(key, value)

    def put(self, key: Any, value: Any) -> None:
        """A value came, or a gap that has its place among them.

        Raises:
            Overrun: too many wait, and none may be dropped.
        """
        if isinstance(value, Gap):
            dropped = self._buffer.mark(value)
        else:
            dropped = self._buffer.put(key, value)
        if dropped is not None:
            self._drop(dropped)

    def take(self, now: float) -> list[T | Gap]:
        """Everything that waits; *now* in seconds since 1970."""
        self.taken_at = now
        items = self._buffer.take()
        if not self._is_late:
            return items
        late = (self._decoded(*i) if isinstance(i, _Undecoded) else i for i in items)
        return [value for value in late if value is not None]

    def missed(self, now: float, inst_ids: tuple[str, ...]) -> Gap | None:
        """What was dropped since the reader last came, if anything; told once."""
        behind, self._behind = self._behind, None
        if behind is None:
            return None
        return attrs.evolve(behind, end=date_of(now), inst_ids=inst_ids)

    def _decoded(self, row: Any, arg: Arg, action: str | None) -> Any:
        """The row as a value; none where it cannot be read, which is said once."""
        try:
            return self.decode(row, arg, action)
        except Exception:  # noqa: BLE001 - whatever it is, it is told
            self.undecoded += 1
            if self.undecoded == 1:
                name, reason = fault(row, self._channel.model)
                words = "%s: a row was passed over: %s %s"
                logger.warning(words, self._channel, name, reason)

    def _drop(self, item: T | Gap) -> None:
        """The oldest of what waits was dropped: a gap will say so in its place."""
        start = date_of(self.taken_at)
        count = 1
        if isinstance(item, Gap):
            start, count = min(start, item.start), 0
        self.dropped += count
        if self._behind is None:
            self._behind = Gap(start, start, "the reader was too slow")
        self._behind = attrs.evolve(
            self._behind,
            start=min(start, self._behind.start),
            dropped=self._behind.dropped + count,
        )
