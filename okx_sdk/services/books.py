"""Order books kept from their updates, and served only while they are right."""

from __future__ import annotations

import weakref
from collections.abc import Iterable, Sequence
from typing import Any

from okx_sdk.channels import channels
from okx_sdk.channels.public import PublicChannels
from okx_sdk.engine.clock import Clock
from okx_sdk.engine.hub import Hub
from okx_sdk.engine.subscription import OnGap, Subscription
from okx_sdk.errors import InvalidArgument, OkxError
from okx_sdk.protocol.book import Book
from okx_sdk.protocol.book_events import Applied, Reset
from okx_sdk.protocol.book_keeper import BookAction, BookKeeper, Resubscribe
from okx_sdk.protocol.buffers import Gap
from okx_sdk.protocol.channel import Arg, Channel

__all__ = ["BookStream", "book_channel"]

_LOOK_EVERY = 1.0  # seconds: a look costs next to nothing
_LOOK_AFTER = 0.05


def book_channel(name: str) -> Channel:
    """The declared channel of books of that name.

    Raises:
        InvalidArgument: there is none.
    """
    declared = channels(PublicChannels).values()
    books = {
        each.name: each
        for each in declared
        if "book" in each.name or each.name == "bbo-tbt"
    }
    if name not in books:
        raise InvalidArgument(f"no books {name!r}: take one of {', '.join(books)}")
    return books[name]


class BookStream(Subscription[Book]):
    """Maintained books to iterate: each comes when it has changed, as it is then.

    The same `Book` comes again and again and goes on changing; take `snapshot()` of
    what is to be kept. While updates are missing it does not come, and reading the one
    that came before raises `BookStale`.
    """

    def __init__(
        self, hub: Hub, channel: Channel, args: Sequence[Arg], *, on_gap: OnGap = "log"
    ) -> None:
        super().__init__(hub, channel, args, on_gap=on_gap, policy="conflate")
        self.books: dict[str, Book] = {}
        """The books by instrument, to be read at any time."""
        self._hub = hub
        self._keepers: dict[str, BookKeeper] = {}
        for arg in args:
            self._book(arg)

    def _book(self, arg: Arg) -> Book:
        inst_id = str(arg["instId"])
        if inst_id not in self.books:
            self.books[inst_id] = Book(inst_id, str(arg["channel"]))
        return self.books[inst_id]

    def _keeper(self, arg: Arg) -> BookKeeper:
        inst_id = str(arg["instId"])
        if inst_id not in self._keepers:
            self._keepers[inst_id] = BookKeeper(self._now())
        return self._keepers[inst_id]

    def _now(self) -> float:
        return self._hub.clock.monotonic()

    async def open(self) -> None:
        """Subscribe, and wait until the exchange has acknowledged all of it."""
        if self.state == "new":
            try:
                await super().open()
            except BaseException:
                self._withdraw("its stream was not opened")
                raise
            self._await(self._args.values())
            if self._hub.group is not None:
                watched: weakref.ref[BookStream] = weakref.ref(self)
                self._hub.group.start_soon(
                    _watch, watched, self._hub.clock, name="okx books"
                )

    def release(self) -> None:
        """Unsubscribe; the books are stale from then on."""
        super().release()
        self._withdraw("its stream is closed")

    def _fail(self, error: OkxError) -> None:
        super()._fail(error)
        self._withdraw(str(error))

    def _withdraw(self, reason: str) -> None:
        for book in self.books.values():
            book.invalidate(reason)

    async def add(self, *inst_ids: str) -> None:
        """Have more books; returns once they are subscribed."""
        args = self._args_of(inst_ids).values()
        for arg in args:
            self._book(arg)
        await super().add(*inst_ids)
        if self.state != "new":
            self._await(args)

    def _await(self, args: Iterable[Arg]) -> None:
        """They are subscribed: from now on it counts how long a snapshot takes."""
        for arg in args:
            self._keeper(arg)

    async def remove(self, *inst_ids: str) -> None:
        """Have these books no more; they are stale from then on."""
        await super().remove(*inst_ids)

    def _give_up(self, args: Iterable[Arg]) -> None:
        super()._give_up(args)
        for inst_id in (str(arg["instId"]) for arg in args):
            self._keepers.pop(inst_id, None)
            book = self.books.pop(inst_id, None)
            if book is not None:
                book.invalidate("it was removed from its stream")

    def look_after(self, now: float) -> float | None:
        """What is due for the books at *now*, and seconds to the next look, if any."""
        if self.state in {"closed", "failed"}:
            return None
        for arg in list(self._args.values()):
            keeper = self._keepers.get(str(arg["instId"]))
            if keeper is not None:
                self._carry_out(keeper.tick(now), arg)
        waits = [keeper.wait(now) for keeper in self._keepers.values()]
        due = min((wait for wait in waits if wait is not None), default=_LOOK_EVERY)
        return min(max(due, _LOOK_AFTER), _LOOK_EVERY)

    def _carry_out(self, action: BookAction | None, arg: Arg) -> None:
        if action is None:
            return
        if isinstance(action, Resubscribe):
            self._hub.refresh(self, arg, action.reason)
        else:
            self._hub.replace(self, arg, action.reason)

    async def _next(self) -> Book | Gap:
        while True:
            item = await super()._next()
            if isinstance(item, Gap) or item.is_valid:
                return item

    async def next_batch(self) -> list[Book]:
        """Every book that has changed and is right, one at least; empty at the end."""
        while batch := await super().next_batch():
            # A book may break between its change and the reader's coming.
            if books := [book for book in batch if book.is_valid]:
                return books
        return []

    async def handover(self) -> list[Book]:
        """Copies of the books that have changed, for a reader in another thread."""
        return [book.copy() for book in await self.next_batch()]

    # The connection's side.

    def push(self, arg: Arg, rows: Sequence[Any], action: str | None) -> None:
        """Snapshots or updates came for one book."""
        book, keeper = self._book(arg), self._keeper(arg)
        for row in rows:
            self._inbox.received += 1
            event = book.apply(row, action)
            if isinstance(event, Applied | Reset):
                self._put(book.inst_id, book)
            self._carry_out(keeper.saw(event, self._now()), arg)
        self._bell.ring()

    def interrupted(self, arg: Arg, cause: str) -> None:
        """What carries a book is lost: it is not served until its next snapshot."""
        self._book(arg).invalidate(cause)
        self._keeper(arg).lost()
        super().interrupted(arg, cause)

    def gap(self, arg: Arg, gap: Gap) -> None:
        """A book is subscribed again; its snapshot is on its way, or came."""
        if not self._book(arg).is_valid:
            self._keeper(arg).subscribed(self._now())
        super().gap(arg, gap)

    def refuse(self, arg: Arg, error: OkxError) -> None:
        """The exchange does not serve a book, or does no more."""
        self._book(arg).invalidate(str(error))
        self._keepers.pop(str(arg["instId"]), None)
        super().refuse(arg, error)

    def adopts(self, arg: Arg, other: object) -> bool:
        """Whether another stream has the book, or waits for its snapshot; takes it."""
        inst_id = str(arg["instId"])
        if not isinstance(other, BookStream):
            return False
        book = other.books.get(inst_id)
        if book is not None and book.is_valid:
            self.books[inst_id] = book.copy()
            self._keeper(arg).saw(Applied(snapshot=True), self._now())
            self._put(inst_id, self.books[inst_id])
            self._bell.ring()
        return True


async def _watch(watched: weakref.ref[BookStream], clock: Clock) -> None:
    """Carry out what the books of a stream want as time passes, while anyone has it."""
    while True:
        stream = watched()
        pause = None if stream is None else stream.look_after(clock.monotonic())
        if pause is None:
            return
        del stream
        await clock.sleep(pause)
