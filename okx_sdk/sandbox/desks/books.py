"""Order books: three depths of the same, each as old as the exchange's cache lets it be."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import TypeVar

from okx_sdk.models.market import (
    BookLevel,
    FullBookLevel,
    FullOrderBook,
    OrderBook,
    RpiBookLevel,
    RpiOrderBook,
)
from okx_sdk.rest.market import Market
from okx_sdk.sandbox.books import Book, step_of
from okx_sdk.sandbox.desks._common import moment, trading
from okx_sdk.sandbox.exchange import Desk, answers
from okx_sdk.sandbox.refusals import Refusal, bad_parameter
from okx_sdk.sandbox.trades import Scale

T = TypeVar("T")

_BOOK_AGE, _RPI_AGE, _FULL_AGE = 100, 200, 1_000  # ms


def _snapshot(
    desk: Desk, inst_id: str, sz: int, *, most: int, age: int
) -> tuple[Book, Scale]:
    inst = trading(desk, inst_id)
    if not 1 <= sz <= most:
        raise bad_parameter("sz")
    step = step_of(desk.now - desk.now % age)
    return desk.market.book(inst, step, sz), desk.market.scale(inst)


def _sides(
    book: Book, scale: Scale, level: Callable[[Decimal, Decimal, int], T]
) -> tuple[tuple[T, ...], tuple[T, ...]]:
    asks, bids = (
        tuple(
            level(scale.price(px), scale.amount(lots), orders)
            for px, lots, orders in side
        )
        for side in (book.asks, book.bids)
    )
    return asks, bids


@answers(Market.get_order_book)
def order_book(desk: Desk, inst_id: str, sz: int = 1) -> OrderBook:
    book, scale = _snapshot(desk, inst_id, sz, most=400, age=_BOOK_AGE)
    asks, bids = _sides(book, scale, BookLevel)
    return OrderBook(asks, bids, moment(book.ts), book.seq_id)


@answers(Market.get_full_order_book)
def full_order_book(desk: Desk, inst_id: str, sz: int = 1) -> FullOrderBook:
    book, scale = _snapshot(desk, inst_id, sz, most=5_000, age=_FULL_AGE)
    asks, bids = _sides(book, scale, FullBookLevel)
    return FullOrderBook(asks=asks, bids=bids, ts=moment(book.ts))


@answers(Market.get_rpi_order_book)
def rpi_order_book(desk: Desk, inst_id: str, sz: int = 1) -> RpiOrderBook:
    def level(px: Decimal, size: Decimal, orders: int) -> RpiBookLevel:
        # Nobody here improves prices for retail takers: all of a level is ordinary.
        return RpiBookLevel(px=px, sz=size, orders=orders, non_rpi_sz=size)

    book, scale = _snapshot(desk, inst_id, sz, most=400, age=_RPI_AGE)
    asks, bids = _sides(book, scale, level)
    return RpiOrderBook(asks=asks, bids=bids, ts=moment(book.ts), seq_id=book.seq_id)


@answers(Market.get_order_book_sbe)
def order_book_sbe(desk: Desk, inst_id_code: int, source: int) -> bytes:  # noqa: ARG001
    raise Refusal("50038", "This feature is unavailable in the sandbox: no SBE frames.")
