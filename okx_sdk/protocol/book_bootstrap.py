"""A book from REST joined to a stream of updates, where no snapshot comes by itself."""

from __future__ import annotations

from collections import deque
from datetime import UTC, datetime, timedelta
from decimal import Decimal

from attrs import define, field

from okx_sdk.models.market import BookLevel, OrderBook, RpiBookLevel
from okx_sdk.protocol.book import Book
from okx_sdk.protocol.book_events import (
    BookData,
    BookEvent,
    Broken,
    Fault,
    Ignored,
    Why,
)
from okx_sdk.protocol.book_ladder import WireRow
from okx_sdk.protocol.book_shape import UNREADABLE

__all__ = ["Bootstrap", "to_data"]

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MILLISECOND = timedelta(milliseconds=1)

# By the exchange's times: a stream that is behind the REST book for longer counts
# otherwise, because ids began anew between the two.
_BEHIND_MS = 5_000


def to_data(book: OrderBook) -> BookData:
    """A REST book as a push would hold it."""
    data: BookData = {
        "asks": [_row(level) for level in book.asks],
        "bids": [_row(level) for level in book.bids],
        "ts": str((book.ts - _EPOCH) // _MILLISECOND),
    }
    if book.seq_id is not None:
        data["seqId"] = book.seq_id
    return data


@define(eq=False)
class Bootstrap:
    """Feeds a book of a channel of updates: hand all pushes to `push`.

    While `wants_rest`, ask for the REST book and hand it to `rest`, again and again.
    Updates are kept meanwhile, in an unbroken chain; those that the REST book already
    holds are dropped, and it is joined to the first that goes beyond it.
    """

    book: Book
    _kept: deque[BookData] = field(init=False, factory=lambda: deque(maxlen=10_000))
    _ahead: int | None = field(init=False, default=None)
    """Where the REST book stands, while the stream has not come so far."""
    _rest_ms: int = field(init=False, default=0)
    _reset_ms: int = field(init=False, default=-1)
    """When the ids last began anew: an older REST book counts otherwise."""

    @property
    def wants_rest(self) -> bool:
        """Whether a REST book is needed."""
        return not self.book.is_valid

    def push(self, data: BookData, action: str | None = None) -> BookEvent:
        """Take one element of a push's `data`; a snapshot makes REST needless."""
        try:
            if action == "snapshot" or (not action and data.get("prevSeqId") == -1):
                self._forget()
                return self.book.apply(data, "snapshot")
            if not self.book.is_valid:
                self._keep(data)
                return Ignored(Why.WAITING)
            event = self._join(data)
            if isinstance(event, Broken):
                self._forget()
                self._keep(data)
        except UNREADABLE as error:
            self._forget()
            event = _malformed(error)
            self.book.invalidate(str(event))
        return event

    def rest(self, data: BookData | OrderBook) -> BookEvent:
        """Take a REST book.

        Returns:
            `Applied` if the book is valid now; `Ignored` if the REST book is older
            than the updates kept, or the book needs none; else `Broken`.
        """
        if self.book.is_valid:
            return Ignored(Why.OLD)
        try:
            return self._load(to_data(data) if isinstance(data, OrderBook) else data)
        except UNREADABLE as error:
            return _malformed(error)

    def _load(self, data: BookData) -> BookEvent:
        seq_id = data.get("seqId")
        if seq_id is None:
            return Broken(Fault.UNPROVEN)
        ms = int(data["ts"])
        start = self._start(seq_id, ms)
        if start is None:
            return Ignored(Why.OLD)
        loaded = self.book.apply(data, "snapshot")
        if isinstance(loaded, Broken):
            return loaded
        updates = list(self._kept)[start:]
        self._kept.clear()
        self._ahead, self._rest_ms = seq_id, ms
        for update in updates:
            event = self.push(update, "update")
            if isinstance(event, Broken):
                return event
        return loaded

    def _forget(self) -> None:
        self._kept.clear()
        self._ahead = None

    def _keep(self, data: BookData) -> None:
        """Keep an update, and nothing that it does not follow."""
        previous, seq_id = _ids(data)
        if self._kept and _ids(self._kept[-1])[1] != previous:
            self._kept.clear()
        if seq_id < previous:
            # Ids of before and after cannot be compared: only the time tells.
            self._kept.clear()
            self._reset_ms = int(data["ts"])
        else:
            self._kept.append(data)

    def _start(self, seq_id: int, ms: int) -> int | None:
        """Which of the updates kept is the first beyond the REST book, if it is known."""
        if ms <= self._reset_ms:
            return None
        for index, data in enumerate(self._kept):
            previous, following = _ids(data)
            if previous > seq_id:
                return None
            if following > seq_id:
                return index
        return len(self._kept)

    def _join(self, data: BookData) -> BookEvent:
        """Apply an update; the first may begin before the REST book."""
        ahead = self._ahead
        if ahead is None:
            return self.book.apply(data, "update")
        previous, seq_id = _ids(data)
        is_behind = previous <= seq_id <= ahead and previous < ahead
        if is_behind and int(data["ts"]) <= self._rest_ms + _BEHIND_MS:
            return Ignored(Why.OLD)
        self._ahead = None
        if previous < ahead < seq_id:
            data = {**data, "prevSeqId": ahead}
        return self.book.apply(data, "update")


def _malformed(error: Exception) -> Broken:
    return Broken(Fault.MALFORMED, detail=f"{type(error).__name__}: {error}")


def _ids(data: BookData) -> tuple[int, int]:
    previous, seq_id = data.get("prevSeqId"), data.get("seqId")
    if previous is None or seq_id is None:
        raise ValueError("an update has no sequence id")
    return previous, seq_id


def _row(level: BookLevel) -> WireRow:
    third = level.non_rpi_sz if isinstance(level, RpiBookLevel) else Decimal(0)
    return [f"{level.px:f}", f"{level.sz:f}", f"{third:f}", str(level.orders)]
