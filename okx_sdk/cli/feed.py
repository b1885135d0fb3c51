"""What a live command reads: batches of rows until there are enough of them."""

from __future__ import annotations

import logging
import math
import time
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING, Generic, TypeVar, cast

from okx_sdk.cli.marks import clock
from okx_sdk.cli.streams import flush, say
from okx_sdk.errors import ReadTimeout
from okx_sdk.protocol.book import Book
from okx_sdk.protocol.buffers import Gap

if TYPE_CHECKING:
    from okx_sdk.blocking._subscription import BlockingSubscription

__all__ = ["BookFeed", "Feed", "feed_of", "warnings"]

T = TypeVar("T")

QUIET = 0.25
"""Seconds of silence after which a reader looks around."""


class Feed(Generic[T]):
    """The rows of one stream.

    Args:
        stream: where they come from, already open.
        count: how many rows are enough.
        duration: how many seconds are enough.
        warned: what else the stream has to say.
    """

    def __init__(
        self,
        stream: BlockingSubscription[T],
        count: int | None,
        duration: float | None,
        warned: deque[str],
    ) -> None:
        self.stream = stream
        self.taken = 0
        self.gaps = 0
        self.last_gap: Gap | None = None
        self.heard = self.began = time.monotonic()
        self._most = math.inf if count is None else count
        self._end = self.began + (math.inf if duration is None else duration)
        self._untold = warned

    @property
    def is_live(self) -> bool:
        """Whether what was read last still holds."""
        return self.stream.state == "live"

    @property
    def state(self) -> str:
        """`live`, or what is wrong, in a word."""
        return self.stream.state

    def batches(self, every: float = 0.0) -> Iterator[list[T]]:
        """What has come, again and again, *every* so many seconds at most.

        An empty batch comes in silence, so that its reader can look around.
        """
        while (left := self._left()) > 0:
            batch = self._read(min(left, QUIET))
            rows = batch[: self._room()]
            if rows:
                self.heard = time.monotonic()
                self.taken += len(rows)
            self._note_gaps()
            yield rows
            if self._room() == 0:
                return
            if every:
                time.sleep(min(every, max(self._left(), 0.0)))

    def rows(self, made: Callable[[T], Iterable[object]]) -> Iterator[object]:
        """Rows to be written, each batch flushed and followed by its gaps on stderr."""
        for batch in self.batches():
            for row in batch:
                yield from made(row)
            flush()
            self.tell()
        self.tell()

    def tell(self) -> None:
        """Say on stderr what gaps there were, and what else the stream had to say."""
        while self._untold:
            say(self._untold.popleft(), fg="yellow")

    def _left(self) -> float:
        return self._end - time.monotonic()

    def _room(self) -> int | None:
        return None if math.isinf(self._most) else int(self._most) - self.taken

    def _read(self, seconds: float) -> list[T]:
        try:
            return self.stream.timeout(seconds).next_batch()
        except ReadTimeout:
            if self.stream.state == "failed":
                raise
            return []

    def _note_gaps(self) -> None:
        for gap in _after(self.last_gap, self.stream.gaps):
            self.gaps += 1
            self.last_gap = gap
            self._untold.append(_told(gap))


def _after(last: Gap | None, gaps: list[Gap]) -> list[Gap]:
    """The gaps behind the last one known; the list forgets the oldest."""
    known = next((n for n, gap in enumerate(gaps, 1) if gap is last), 0)
    return gaps[known:]


def _told(gap: Gap) -> str:
    names = " ".join(gap.inst_ids)
    lost = f", {gap.dropped} rows dropped" if gap.dropped else ""
    where = f" {names}" if names else ""
    return f"gap {clock(gap.start)} to {clock(gap.end)} UTC{where}: {gap.cause}{lost}"


class BookFeed(Feed[Book]):
    """Books as they change; one that has become stale comes too, without its levels."""

    def __init__(
        self,
        stream: BlockingSubscription[Book],
        count: int | None,
        duration: float | None,
        warned: deque[str],
    ) -> None:
        super().__init__(stream, count, duration, warned)
        self._fresh: set[str] = set()

    @property
    def state(self) -> str:
        """`stale` too, while any of its books is."""
        known = _kept(self.stream).values()
        is_right = self.stream.state != "live" or all(book.is_valid for book in known)
        return self.stream.state if is_right else "stale"

    def _read(self, seconds: float) -> list[Book]:
        rows = super()._read(seconds)
        for book in rows:
            (self._fresh.add if book.is_valid else self._fresh.discard)(book.inst_id)
        return [*rows, *self._gone_stale()]

    def _gone_stale(self) -> Iterator[Book]:
        for inst_id, kept in _kept(self.stream).items():
            reason = kept.stale_reason
            if inst_id in self._fresh and reason is not None:
                self._fresh.discard(inst_id)
                book = Book(inst_id, kept.channel)
                book.invalidate(reason)
                yield book


def _kept(stream: BlockingSubscription[T]) -> Mapping[str, Book]:
    """The books behind the copies that a reader gets; only these know they are stale."""
    behind = stream._async  # noqa: SLF001 # pyright: ignore[reportPrivateUsage] # the twin has no name for it
    books: Mapping[str, Book] = getattr(behind, "books", {})
    return books


def feed_of(
    stream: BlockingSubscription[T],
    count: int | None,
    duration: float | None,
    warned: deque[str],
) -> Feed[T]:
    """What reads a stream of that kind."""
    kind = BookFeed if _kept(stream) else Feed
    made = cast("type[Feed[T]]", kind)
    return made(stream, count, duration, warned)


class _Warnings(logging.Handler):
    """Keeps what streams warn of, but for gaps, which they also count."""

    def __init__(self, kept: deque[str]) -> None:
        super().__init__(logging.WARNING)
        self._kept = kept

    def emit(self, record: logging.LogRecord) -> None:
        if not record.msg.endswith(("may be missing: %s", "were dropped: %s")):
            self._kept.append(record.getMessage())


@contextmanager
def warnings() -> Generator[deque[str]]:
    """What streams warn of from here on, instead of writing it across the screen."""
    kept = deque[str]()
    handler = _Warnings(kept)
    logger = logging.getLogger("okx_sdk.stream")
    propagate, logger.propagate = logger.propagate, False
    logger.addHandler(handler)
    try:
        yield kept
    finally:
        logger.removeHandler(handler)
        logger.propagate = propagate
