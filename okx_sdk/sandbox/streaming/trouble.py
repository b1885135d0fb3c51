"""What faults do to one push of one subscription: text in, texts and times out."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterable
from typing import Any, cast

import orjson
from attrs import define, field

from okx_sdk.sandbox.books import Book
from okx_sdk.sandbox.streaming.actions import (
    Action,
    Binary,
    Checksum,
    Delay,
    Drop,
    Duplicate,
    Garbage,
    Mutate,
    Reorder,
    SeqGap,
    SeqReset,
    Silence,
    Truncate,
    UnsubscribeSilently,
)
from okx_sdk.sandbox.streaming.texts import plain

__all__ = ["Frame", "Trouble", "checksum", "disturbed", "mutated"]

Frame = str | bytes

_SUMMED = 25
_FOREVER = float("inf")


def checksum(book: Book, tick_places: int, lot_places: int) -> int:
    """The CRC that the exchange used to send: the best levels, bid and ask by turns."""
    words: list[str] = []
    for place in range(_SUMMED):
        for side in (book.bids, book.asks):
            if place < len(side):
                ticks, lots, _ = side[place]
                words += [plain(ticks, tick_places), plain(lots, lot_places)]
    unsigned = zlib.crc32(":".join(words).encode())
    return unsigned - (1 << 32) if unsigned >> 31 else unsigned


def mutated(text: str, action: Mutate) -> str:
    """A JSON text with one of its values changed or gone; others are left alone."""
    try:
        message = orjson.loads(text)
    except orjson.JSONDecodeError:
        return text
    *way, last = (
        int(step) if step.isdecimal() else step for step in action.path.split(".")
    )
    place: Any = message
    try:
        for step in way:
            place = place[step]
        if action.remove:
            del place[last]
        else:
            place[last] = action.value
    except (KeyError, IndexError, TypeError):
        return text
    return orjson.dumps(message).decode()


def disturbed(text: str, actions: Iterable[Action]) -> list[tuple[float, Frame]]:
    """What becomes of a text, each copy with how many seconds later it is sent."""
    delay, copies = 0.0, 1
    frame: Frame = text
    for action in actions:
        match action:
            case Delay(seconds):
                delay += seconds
            case Drop():
                copies = 0
            case Duplicate(times):
                copies += times
            case Mutate():
                frame = mutated(frame, action) if isinstance(frame, str) else frame
            case Truncate(length):
                frame = frame[:length]
            case Garbage(words):
                frame = words
            case Binary():
                frame = frame.encode() if isinstance(frame, str) else frame
            case _:
                pass
    return [(delay, frame)] * copies


@define(eq=False)
class Trouble:
    """What faults have done to one subscription so far.

    *sum_at* gives the true checksum of the subscription's book at a seqId.
    """

    sum_at: Callable[[int], int]
    shift: int = 0
    silent_until: float = 0.0
    is_forgotten: bool = False
    _held: list[str] = field(factory=list[str], init=False)

    @property
    def is_rewriting(self) -> bool:
        """Whether even what no rule strikes has to be looked at."""
        return bool(self.shift or self._held or self.silent_until or self.is_forgotten)

    def push(
        self, text: str, actions: list[Action], now: float
    ) -> list[tuple[float, Frame]]:
        """What is sent in place of a push, each with how many seconds later."""
        for action in actions:
            if isinstance(action, Silence):
                seconds = action.seconds
                self.silent_until = _FOREVER if seconds is None else now + seconds
            elif isinstance(action, UnsubscribeSilently):
                self.is_forgotten = True
        if self.is_forgotten or now < self.silent_until:
            return []
        text = self._sequenced(text, actions)
        if any(isinstance(action, Reorder) for action in actions):
            self._held.append(text)
            return []
        found = disturbed(text, actions)
        found += [(0.0, late) for late in self._held]
        self._held.clear()
        return found

    def _sequenced(self, text: str, actions: list[Action]) -> str:
        touching: list[Action] = [
            a for a in actions if isinstance(a, SeqGap | SeqReset | Checksum)
        ]
        if not touching and not self.shift:
            return text
        message = orjson.loads(text)
        for row in message["data"]:
            if isinstance(row, dict) and "seqId" in row:
                self._number(cast("dict[str, Any]", row), touching)
        return orjson.dumps(message).decode()

    def _number(self, row: dict[str, Any], touching: list[Action]) -> None:
        true_seq, before = row["seqId"], row.get("prevSeqId")
        if before is not None and before != -1:
            row["prevSeqId"] = before - self.shift
        for action in touching:
            if isinstance(action, SeqReset):
                self.shift = true_seq - action.to
            elif isinstance(action, SeqGap) and "prevSeqId" in row:
                row["prevSeqId"] += 1
            elif isinstance(action, Checksum) and "checksum" in row:
                row["checksum"] = self._sum(true_seq, action.kind)
        row["seqId"] = true_seq - self.shift

    def _sum(self, seq: int, kind: str) -> int:
        if kind == "zero":
            return 0
        good = self.sum_at(seq)
        return good if kind == "good" else good ^ 0x5A5A
