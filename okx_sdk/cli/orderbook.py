"""`okxsdk orderbook`: the book of an instrument, as a ladder for people."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from okx_sdk.cli.options import data_options, instrument
from okx_sdk.cli.output import Cells, Sheet
from okx_sdk.cli.state import current, open_client
from okx_sdk.cli.streams import emit, is_coloured, room

if TYPE_CHECKING:
    from okx_sdk.models.market import OrderBook

__all__ = ["orderbook"]

LEVELS = ("side", "px", "sz", "orders")


@click.command
@click.argument("inst_id", type=instrument)
@click.option(
    "--depth",
    type=click.IntRange(1, 5000),
    default=20,
    show_default=True,
    help="Levels on each side; above 400 from a snapshot that may be a second old.",
)
@data_options
def orderbook(inst_id: str, depth: int) -> None:
    """The book of an instrument.

    A table shows bids and asks side by side with their sums; csv has a level a row,
    json the book as it is.
    """
    from okx_sdk.models.market import OrderBook

    form = Sheet(("asks", "bids", "ts", "seq_id", *LEVELS)).form
    as_levels = form == "csv" or (form == "table" and bool(current().columns))
    sheet = Sheet(LEVELS if as_levels else OrderBook)
    with open_client() as okx:
        book = okx.get_order_book(inst_id, depth)
    if as_levels:
        sheet.write(_levels(book))
    elif form == "table":
        from okx_sdk.cli.ladder import ladder

        for line in ladder(book, inst_id, room(), colour=is_coloured(sys.stdout)):
            emit(line + "\n")
    else:
        sheet.write([book])


def _levels(book: OrderBook) -> Iterator[Cells]:
    for side, levels in (("bid", book.bids), ("ask", book.asks)):
        for level in levels:
            yield {"side": side, "px": level.px, "sz": level.sz, "orders": level.orders}
