"""How the channels of books differ, and what becomes of their rows when read."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import NotRequired, TypedDict

from attrs import frozen

from okx_sdk.errors import BadRow, InvalidArgument
from okx_sdk.models.market import BookLevel, OrderBook, RpiBookLevel, RpiOrderBook
from okx_sdk.protocol.book_ladder import WireRow, number

__all__ = ["UNREADABLE", "BookSnapshot", "LevelSnapshot", "Shape", "shape_of"]

UNREADABLE = (
    *(ArithmeticError, AttributeError, LookupError, TypeError, ValueError),
    BadRow,
)
"""What is raised by a message that is not as documented."""


class LevelSnapshot(TypedDict):
    """One level, in the wire's own texts."""

    px: str
    sz: str
    orders: int
    non_rpi_sz: NotRequired[str]


class BookSnapshot(TypedDict):
    """A book at one moment, ready for JSON; `ts` in ms since 1970."""

    inst_id: str
    channel: str
    ts: int
    seq_id: int | None
    bids: list[LevelSnapshot]
    asks: list[LevelSnapshot]


@frozen
class Shape:
    """Whether each push of a channel is a whole book, and where its columns stand."""

    whole: bool = False
    orders: int = 3
    non_rpi: int | None = None

    def level(self, row: WireRow) -> BookLevel:
        """A row as a value, which has one more field on `books-rpi`."""
        return self._level(row) if self.non_rpi is None else self._rpi_level(row)

    def plain(self, row: WireRow) -> LevelSnapshot:
        """A row in words."""
        orders = self.level(row).orders
        plain: LevelSnapshot = {"px": str(row[0]), "sz": str(row[1]), "orders": orders}
        if self.non_rpi is not None:
            plain["non_rpi_sz"] = str(row[self.non_rpi])
        return plain

    def order_book(
        self,
        bids: Iterable[WireRow],
        asks: Iterable[WireRow],
        ts: datetime,
        seq_id: int | None,
    ) -> OrderBook:
        """Rows as a book."""
        if self.non_rpi is None:
            return OrderBook(
                asks=tuple(map(self._level, asks)),
                bids=tuple(map(self._level, bids)),
                ts=ts,
                seq_id=seq_id,
            )
        return RpiOrderBook(
            asks=tuple(map(self._rpi_level, asks)),
            bids=tuple(map(self._rpi_level, bids)),
            ts=ts,
            seq_id=seq_id,
        )

    def _level(self, row: WireRow) -> BookLevel:
        try:
            return BookLevel(
                px=number(row[0]), sz=number(row[1]), orders=int(row[self.orders])
            )
        except UNREADABLE as error:
            raise BadRow(f"{row!r} is no level of a book") from error

    def _rpi_level(self, row: WireRow) -> RpiBookLevel:
        level = self._level(row)
        try:
            non_rpi_sz = number(row[self.non_rpi or 0])
        except UNREADABLE as error:
            raise BadRow(f"{row!r} is no level of a book") from error
        return RpiBookLevel(
            px=level.px, sz=level.sz, orders=level.orders, non_rpi_sz=non_rpi_sz
        )


_SHAPES = {
    "books": Shape(),
    "books5": Shape(whole=True),
    "bbo-tbt": Shape(whole=True),
    "books50-l2-tbt": Shape(),
    "books-l2-tbt": Shape(),
    "books-elp": Shape(),
    "books-rpi": Shape(non_rpi=2),
    "sprd-bbo-tbt": Shape(whole=True, orders=2),
    "sprd-books5": Shape(whole=True, orders=2),
    "sprd-books-l2-tbt": Shape(orders=2),
}


def shape_of(channel: str) -> Shape:
    """How a channel works.

    Raises:
        InvalidArgument: it brings no books.
    """
    try:
        return _SHAPES[channel]
    except KeyError:
        known = ", ".join(_SHAPES)
        raise InvalidArgument(f"no books on {channel!r}: take one of {known}") from None
