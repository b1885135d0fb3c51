"""The journal of order entry as text: a line for each thing that became known.

Each line is JSON and a checksum of it, so that what a crash cut off is told from what
was written whole.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable
from enum import StrEnum
from typing import Any, cast

import orjson
from attrs import define, field, frozen

__all__ = ["Entry", "JournalState", "Replay", "line_of", "read_line"]


class JournalState(StrEnum):
    """How far an order has come."""

    SENT = "sent"
    PLACED = "placed"
    REJECTED = "rejected"
    ABSENT = "absent"
    UNKNOWN = "unknown"

    @property
    def is_open(self) -> bool:
        """Whether its outcome is still to be found out."""
        return self in {JournalState.SENT, JournalState.UNKNOWN}


@frozen
class Entry:
    """What became known of one order, and when, in seconds since 1970.

    *exp_time* is until when the exchange may process it, and *sent_at* when it was sent
    at the earliest, by its clock; *order* is what was sent, and *who* by whom.
    """

    cl_ord_id: str
    inst_id: str
    state: JournalState
    at: float
    exp_time: float | None = None
    order: dict[str, Any] | None = None
    sent_at: float | None = None
    who: str | None = None


def line_of(entry: Entry) -> bytes:
    """An entry as a line of the journal."""
    said = {
        "cl_ord_id": entry.cl_ord_id,
        "inst_id": entry.inst_id,
        "state": entry.state.value,
        "at": entry.at,
        "exp_time": entry.exp_time,
        "order": entry.order,
        "sent_at": entry.sent_at,
        "who": entry.who,
    }
    text = orjson.dumps({name: value for name, value in said.items() if value})
    return b"%s\t%08x\n" % (text, zlib.crc32(text))


def read_line(line: bytes) -> Entry | None:
    """The entry of a line; nothing if it was not written whole, or is another's."""
    text, tab, checksum = line.rstrip(b"\n").rpartition(b"\t")
    if not tab or checksum != b"%08x" % zlib.crc32(text):
        return None
    try:
        said = cast("dict[str, Any]", orjson.loads(text))
        state = JournalState(said.pop("state"))
        return Entry(state=state, **said)
    except (orjson.JSONDecodeError, TypeError, KeyError, ValueError):
        return None


@define
class Replay:
    """What a journal says in the end: *open* holds the orders to be found out.

    *damaged* counts the lines that could not be read.
    """

    open: dict[str, Entry] = field(factory=dict[str, Entry], init=False)
    damaged: int = 0

    def read(self, lines: Iterable[bytes]) -> Replay:
        """Take the lines of a journal, in their order."""
        for line in filter(bytes.strip, lines):
            entry = read_line(line)
            if entry is None:
                self.damaged += 1
            else:
                self.take(entry)
        return self

    def take(self, entry: Entry) -> None:
        """Take what became known of an order; what is known for good stays known."""
        if not entry.state.is_open:
            self.open.pop(entry.cl_ord_id, None)
        elif entry.cl_ord_id not in self.open or entry.state is JournalState.SENT:
            self.open[entry.cl_ord_id] = entry
