"""Order books kept from their updates, and served only while they are right."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import anyio

from okx_sdk.channels import channels
from okx_sdk.channels.public import PublicChannels
from okx_sdk.engine.hub import Hub
from okx_sdk.engine.subscription import OnGap, Subscription
from okx_sdk.errors import InvalidArgument
from okx_sdk.protocol.book import Book
from okx_sdk.protocol.book_events import Applied, Reset
from okx_sdk.protocol.book_keeper import BookAction, BookKeeper, Resubscribe
from okx_sdk.protocol.buffers import Gap
from okx_sdk.protocol.channel import Arg, Channel

__all__ = ["BookStream", "book_channel"]


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
    what is to be kept. While updates are missing, reading it raises `BookStale`.
    """

    def __init__(
        self, hub: Hub, channel: Channel, args: Sequence[Arg], *, on_gap: OnGap = "log"
    ) -> None:
        super().__init__(hub, channel, args, on_gap=on_gap, policy="conflate")
        self.books: dict[str, Book] = {}
        """The books by instrument, to be read at any time."""
        self._hub = hub
        self._keepers: dict[str, BookKeeper] = {}
        self._watch: anyio.CancelScope | None = None
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
            await super().open()
            if self._hub.group is not None:
                self._hub.group.start_soon(self._keep, name="okx books")

    def release(self) -> None:
        """Unsubscribe; the books are stale from then on."""
        if self._watch is not None:
            self._watch.cancel()
        super().release()
        for book in self.books.values():
            book.invalidate("its stream is closed")

    async def _keep(self) -> None:
        """Carry out what the keepers want when time has passed."""
        with anyio.CancelScope() as self._watch:
            while self.state not in {"closed", "failed"}:
                now = self._now()
                for arg in list(self._args.values()):
                    self._carry_out(self._keeper(arg).tick(now), arg)
                waits = (keeper.wait(now) for keeper in self._keepers.values())
                due = min((wait for wait in waits if wait is not None), default=1.0)
                await self._hub.clock.sleep(max(due, 0.05))

    def _carry_out(self, action: BookAction | None, arg: Arg) -> None:
        if action is None:
            return
        if isinstance(action, Resubscribe):
            self._hub.refresh(arg, action.reason)
        else:
            self._hub.replace(arg, action.reason)

    async def handover(self) -> list[Book]:
        """Copies of the books that have changed, for a reader in another thread."""
        return [book.copy() for book in await self.next_batch()]

    # The connection's side.

    def push(self, arg: Arg, rows: Sequence[Any], action: str | None) -> None:
        """Snapshots or updates came for one book."""
        book, keeper = self._book(arg), self._keeper(arg)
        for row in rows:
            self.received += 1
            event = book.apply(row, action)
            if isinstance(event, Applied | Reset):
                self._put(book.inst_id, book)
            self._carry_out(keeper.saw(event, self._now()), arg)
        self._ready.set()

    def interrupted(self, arg: Arg, cause: str) -> None:
        """What carries a book is lost: it is not served until its next snapshot."""
        self._book(arg).invalidate(cause)
        self._keeper(arg).lost()
        super().interrupted(arg, cause)

    def gap(self, gap: Gap) -> None:
        """A book is subscribed again; its snapshot is on its way, or came."""
        for inst_id in gap.inst_ids:
            if inst_id in self.books and not self.books[inst_id].is_valid:
                self._keepers[inst_id].subscribed(self._now())
        super().gap(gap)
