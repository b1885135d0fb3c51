"""The order book of one instrument and channel, kept from what the exchange pushes.

What cannot be vouched for is never served: each read says so by `BookStale` until a
snapshot makes the book right again.

https://www.okx.com/docs-v5/en/#order-book-trading-market-data-ws-order-book-channel
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Literal, NamedTuple

from attrs import define, field

from okx_sdk.errors import BadRow, BookStale, InvalidArgument
from okx_sdk.models.enums import Side
from okx_sdk.models.market import BookLevel, OrderBook
from okx_sdk.protocol import book_figures
from okx_sdk.protocol.book_events import (
    Applied,
    BookData,
    BookEvent,
    Broken,
    Fault,
    Ignored,
    KeepAlive,
    Reset,
    Why,
)
from okx_sdk.protocol.book_ladder import Ladder, WireRow, checksum, number
from okx_sdk.protocol.book_shape import UNREADABLE, BookSnapshot, Shape, shape_of

__all__ = ["Book", "Depth"]

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)

# Values without facts of their own are made once: one is returned for each message.
_APPLIED = Applied()
_SNAPSHOT = Applied(snapshot=True)
_KEEP_ALIVE = KeepAlive()
_WAITING = Ignored(Why.WAITING)
_OLD = Ignored(Why.OLD)

_NOTHING_YET = "no snapshot has come yet"
_CUT_SHORT = "an update was cut short"


class Depth(NamedTuple):
    """How many levels a book has."""

    bids: int
    asks: int


@define(eq=False, repr=False)
class Book:
    """A book that is kept up to date: feed it by `apply`, read it at any time.

    Prices are in quote currency (options in the coin of their family); sizes are in
    contracts for derivatives and in base currency for spot. Everything that reads
    raises `BookStale` while `is_valid` is false, and gives what the exchange sent,
    exactly. In a call auction, a valid book may be crossed.
    """

    inst_id: str
    channel: str = "books"
    _shape: Shape = field(init=False)
    _bids: Ladder = field(init=False, factory=lambda: Ladder(descending=True))
    _asks: Ladder = field(init=False, factory=lambda: Ladder(descending=False))
    _seq_id: int | None = field(init=False, default=None)
    _ms: int = field(init=False, default=0)
    _stale: str | None = field(init=False, default=_NOTHING_YET)

    def __attrs_post_init__(self) -> None:
        """Look the channel up."""
        self._shape = shape_of(self.channel)

    # Feeding

    def apply(
        self, data: BookData, action: str | None = None, *, fresh: bool = False
    ) -> BookEvent:
        """Take one element of a push's `data`, and say what became of it.

        The rows are kept: do not change them afterwards.

        Args:
            data: As parsed, with the wire's texts.
            action: The push's, `snapshot` or `update`; some channels have none.
            fresh: It is the first of a new subscription: it replaces the book even
                where it looks older. It matters to channels of snapshots alone.
        """
        try:
            if self._shape.whole:
                return self._renew(data, fresh=fresh)
            if action == "update":
                return self._update(data)
            if action == "snapshot" or data.get("prevSeqId") == -1:
                return self._replace(data)
            return self._update(data)
        except UNREADABLE as error:
            detail = f"{type(error).__name__}: {error}"
            return self._break(Broken(Fault.MALFORMED, detail=detail))

    def copy(self) -> Book:
        """The book as it is now, for a reader in another thread."""
        twin = Book(self.inst_id, self.channel)
        twin._bids, twin._asks = self._bids.copy(), self._asks.copy()
        twin._seq_id, twin._ms, twin._stale = self._seq_id, self._ms, self._stale
        return twin

    def invalidate(self, reason: str) -> None:
        """Serve nothing until the next snapshot; for a connection that was lost."""
        self._stale = reason
        self._seq_id = None

    def _update(self, data: BookData) -> BookEvent:
        if self._stale is not None:
            return _WAITING
        last, previous, seq_id = self._seq_id, data.get("prevSeqId"), data.get("seqId")
        if previous != last:
            return self._break(Broken(Fault.GAP, last, previous))
        proof = data.get("checksum")
        # Only books of before 2022 have a checksum and no sequence.
        if seq_id is None and (last is not None or not proof):
            return self._break(Broken(Fault.UNPROVEN, last))
        bids, asks, ms = data["bids"], data["asks"], int(data["ts"])
        # Whatever cuts this short, Ctrl-C included, leaves no half-changed book valid.
        self._stale = _CUT_SHORT
        self._bids.apply(bids)
        self._asks.apply(asks)
        if proof and (got := checksum(self._bids, self._asks)) != proof:
            return self._break(Broken(Fault.CHECKSUM, proof, got))
        self._seq_id, self._ms, self._stale = seq_id, ms, None
        if seq_id is not None and last is not None and seq_id < last:
            return Reset(last, seq_id)
        return _APPLIED if bids or asks else _KEEP_ALIVE

    def _replace(self, data: BookData) -> BookEvent:
        proof, ms = data.get("checksum"), int(data["ts"])
        self._stale = _CUT_SHORT
        self._bids.load(data["bids"])
        self._asks.load(data["asks"])
        if proof and (got := checksum(self._bids, self._asks)) != proof:
            return self._break(Broken(Fault.CHECKSUM, proof, got))
        self._seq_id, self._ms, self._stale = data.get("seqId"), ms, None
        return _SNAPSHOT

    def _renew(self, data: BookData, *, fresh: bool) -> BookEvent:
        """A channel of snapshots alone: replace, but never by an older book."""
        if fresh or self._stale is not None:
            return self._replace(data)
        last, seq_id, ms = self._seq_id, data.get("seqId"), int(data["ts"])
        if seq_id is None or last is None:
            return _OLD if ms < self._ms else self._replace(data)
        if seq_id == last:
            self._ms = max(self._ms, ms)
            return _KEEP_ALIVE
        if seq_id > last:
            return self._replace(data)
        # After maintenance ids are small again: then, the time tells new from old.
        if ms <= self._ms:
            return _OLD
        event = self._replace(data)
        return Reset(last, seq_id) if event is _SNAPSHOT else event

    def _break(self, event: Broken) -> Broken:
        self.invalidate(str(event))
        return event

    # Reading

    @property
    def is_valid(self) -> bool:
        """Whether the book can be vouched for."""
        return self._stale is None

    @property
    def stale_reason(self) -> str | None:
        """Why it cannot be vouched for."""
        return self._stale

    @property
    def seq_id(self) -> int | None:
        """The exchange's number of the last change; old captures have none."""
        self._vouch()
        return self._seq_id

    @property
    def ts(self) -> datetime:
        """The exchange's time of the last message, in UTC."""
        self._vouch()
        try:
            return _EPOCH + timedelta(milliseconds=self._ms)
        except OverflowError as error:
            raise BadRow(f"{self._ms} ms is no time of a book") from error

    @property
    def best_bid(self) -> BookLevel | None:
        """The highest bid, if there is any."""
        return self.bid(0)

    @property
    def best_ask(self) -> BookLevel | None:
        """The lowest ask, if there is any."""
        return self.ask(0)

    def bid(self, index: int) -> BookLevel | None:
        """The bid at a place, the best being 0."""
        return self._at(self._bids, index)

    def ask(self, index: int) -> BookLevel | None:
        """The ask at a place, the best being 0."""
        return self._at(self._asks, index)

    def bids(self, count: int | None = None) -> tuple[BookLevel, ...]:
        """The best *count* bids, or all, the highest first."""
        return tuple(map(self._shape.level, self._rows(self._bids, count)))

    def asks(self, count: int | None = None) -> tuple[BookLevel, ...]:
        """The best *count* asks, or all, the lowest first."""
        return tuple(map(self._shape.level, self._rows(self._asks, count)))

    @property
    def depth(self) -> Depth:
        """How many levels each side has."""
        self._vouch()
        return Depth(len(self._bids), len(self._asks))

    def __len__(self) -> int:
        """The number of levels of both sides."""
        return sum(self.depth)

    def __bool__(self) -> bool:
        """True: an empty book is a book, and so is a stale one."""
        return True

    @property
    def mid(self) -> Decimal | None:
        """The price in the middle of the best bid and ask, if there are both."""
        prices = self._best_prices()
        return prices and book_figures.middle(*prices)

    @property
    def spread(self) -> Decimal | None:
        """The best ask less the best bid, as a price; negative in a crossed book."""
        prices = self._best_prices()
        return prices and book_figures.difference(prices[1], prices[0])

    @property
    def is_crossed(self) -> bool:
        """Whether the best bid reaches the best ask, as it may in a call auction."""
        prices = self._best_prices()
        return prices is not None and prices[0] >= prices[1]

    def vwap(
        self, side: Literal["buy", "sell"], size: Decimal | int | str
    ) -> Decimal | None:
        """The mean price of taking *size* at once, weighted by size, to 28 digits.

        Buying takes asks, selling takes bids. The size is in the book's own unit. For
        contracts margined in coin, the exchange's average fill price is another mean.

        Returns:
            Nothing if the book has not so much.

        Raises:
            InvalidArgument: the size is not above 0, or a float.
        """
        wanted = book_figures.exact("size", size)
        if wanted <= 0:
            raise InvalidArgument(f"size is {size}: give more than 0")
        return book_figures.vwap(self._rows(self._taken(side)), wanted)

    def size_to(self, side: Literal["buy", "sell"], px: Decimal | int | str) -> Decimal:
        """The size that a limit order at *px* would take at once, in the book's unit.

        Buying takes asks up to the price, selling takes bids down to it.

        Raises:
            InvalidArgument: the price is no number, or a float.
        """
        limit = book_figures.exact("px", px)
        ladder = self._taken(side)
        is_reached = limit.__le__ if ladder.descending else limit.__ge__
        return book_figures.size_while(self._rows(ladder), is_reached)

    def imbalance(self, levels: int = 5) -> Decimal | None:
        """How far bids outweigh asks, in size: 1 all bids, -1 all asks, 0 as many.

        Of the best *levels* of each side. Nothing if both are empty.
        """
        bids, asks = self._rows(self._bids, levels), self._rows(self._asks, levels)
        return book_figures.imbalance(bids, asks)

    def checksum(self) -> int:
        """OKX's CRC32 of the best 25 levels of each side, as signed 32 bits."""
        self._vouch()
        return checksum(self._bids, self._asks)

    def snapshot(self, count: int | None = None) -> BookSnapshot:
        """The book, or its best levels, in plain values ready for JSON."""
        return {
            "inst_id": self.inst_id,
            "channel": self.channel,
            "ts": self._ms,
            "seq_id": self._seq_id,
            "bids": [*map(self._shape.plain, self._rows(self._bids, count))],
            "asks": [*map(self._shape.plain, self._rows(self._asks, count))],
        }

    def to_order_book(self, count: int | None = None) -> OrderBook:
        """The book, or its best levels, as a value of its own that does not change.

        An `RpiOrderBook` on `books-rpi`.
        """
        bids, asks = self._rows(self._bids, count), self._rows(self._asks, count)
        return self._shape.order_book(bids, asks, self.ts, self.seq_id)

    def __repr__(self) -> str:
        """One line, of a stale book too."""
        name = f"{self.inst_id} {self.channel}"
        if self._stale is not None:
            return f"<Book {name} stale: {self._stale}>"
        bid, ask = ([*ladder.top(1), "-"][0] for ladder in (self._bids, self._asks))
        depth = f"{len(self._bids)}+{len(self._asks)} levels"
        return f"<Book {name} {bid}/{ask}, {depth}, seq {self._seq_id}>"

    def _vouch(self) -> None:
        if self._stale is not None:
            raise BookStale(
                f"the book of {self.inst_id} ({self.channel}) is stale: {self._stale}"
            )

    def _rows(self, ladder: Ladder, count: int | None = None) -> Iterator[WireRow]:
        self._vouch()
        if count is not None and count < 0:
            raise InvalidArgument(f"{count} levels: give 0 or more")
        return ladder.best_first(count)

    def _at(self, ladder: Ladder, index: int) -> BookLevel | None:
        self._vouch()
        if index < 0:
            raise InvalidArgument(f"level {index}: the best is 0, count from there")
        row = ladder.at(index)
        return None if row is None else self._shape.level(row)

    def _taken(self, side: str) -> Ladder:
        """What a taker of that side takes."""
        self._vouch()
        if side not in {Side.BUY, Side.SELL}:
            raise InvalidArgument(f"side is {side!r}: give buy or sell")
        return self._asks if side == Side.BUY else self._bids

    def _best_prices(self) -> tuple[Decimal, Decimal] | None:
        self._vouch()
        bid, ask = self._bids.top(1), self._asks.top(1)
        return (number(bid[0]), number(ask[0])) if bid and ask else None
