"""`okxsdk stream`: what changes, as it changes."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING, cast

import click

from okx_sdk.cli.live import Limits, channel_option, live_options, run
from okx_sdk.cli.options import (
    bar_name,
    examples,
    instrument,
    shared_options,
    values_of,
)
from okx_sdk.cli.output import Cells
from okx_sdk.cli.own import OWN
from okx_sdk.cli.state import current

if TYPE_CHECKING:
    from okx_sdk._streams import BookChannel
    from okx_sdk.cli.screen import View
    from okx_sdk.models.live import BookPush
    from okx_sdk.protocol.book import Book

__all__ = ["instruments", "run_books", "stream"]

BEST = ("inst_id", "bid_px", "bid_sz", "ask_px", "ask_sz", "ts", "seq_id")
BOOK = ("inst_id", "asks", "bids", "ts", "seq_id", "stale")
LEVELS = ("inst_id", "side", "px", "sz", "orders", "ts", "seq_id", "stale")

instruments = click.argument(
    "inst_ids", metavar="INST_ID...", nargs=-1, required=True, type=instrument
)


@click.group(
    epilog=examples(
        "okxsdk stream trades BTC-USDT ETH-USDT | head",
        "okxsdk stream orders --duration 10m -o csv",
    )
)
@shared_options
def stream() -> None:
    """Live data, each row as it comes.

    Orders, fills, positions and account are one's own, and want a key. Into a pipe a
    JSON object per line, on a terminal a table that changes. Reconnecting is seen to;
    where data may be missing, stderr says so.
    """


@stream.command
@instruments
@live_options
def tickers(
    inst_ids: tuple[str, ...], count: int | None, seconds: float | None
) -> None:
    """Last prices, best quotes and 24 hours' figures.

    At most ten times a second for each instrument.
    """
    from okx_sdk.models.market import Ticker

    def view() -> View[Ticker]:
        from okx_sdk.cli.listings import tickers

        return tickers(inst_ids)

    limits = Limits(count, seconds)
    run(lambda okx: okx.stream_tickers(*inst_ids), limits, kind=Ticker, view=view)


@stream.command
@instruments
@click.option(
    "--every", is_flag=True, help="Each single trade; else those of one order together."
)
@live_options
def trades(
    inst_ids: tuple[str, ...], *, every: bool, count: int | None, seconds: float | None
) -> None:
    """Public trades, each of them once."""
    from okx_sdk.models.live import LiveTrade

    def view() -> View[LiveTrade]:
        from okx_sdk.cli.listings import trades

        return trades(inst_ids)

    run(
        lambda okx: okx.stream_trades(*inst_ids, every=every),
        Limits(count, seconds),
        kind=LiveTrade,
        view=view,
    )


@stream.command
@instruments
@click.option(
    "--bar",
    type=bar_name,
    metavar="BAR",
    shell_complete=values_of("Bar"),
    default="1m",
    show_default=True,
    help="Length of a candle: 1m, 1H, 1Dutc …",
)
@live_options
def candles(
    inst_ids: tuple[str, ...], bar: str, count: int | None, seconds: float | None
) -> None:
    """Candles as they form, and each once more when it is over.

    The last row of a candle says so by `confirm`.
    """
    from okx_sdk.models.live import LiveCandle

    def view() -> View[LiveCandle]:
        from okx_sdk.cli.listings import candles

        return candles(inst_ids, bar)

    run(
        lambda okx: okx.stream_candles(*inst_ids, bar=bar),
        Limits(count, seconds),
        kind=LiveCandle,
        view=view,
    )


@stream.command
@instruments
@live_options
def bbo(inst_ids: tuple[str, ...], count: int | None, seconds: float | None) -> None:
    """The best bid and ask.

    At most every ten milliseconds; a slow reader gets the latest of each instrument.
    """

    def view() -> View[BookPush]:
        from okx_sdk.cli.listings import best

        return best(inst_ids)

    run(
        lambda okx: okx.stream_bbo(*inst_ids),
        Limits(count, seconds),
        kind=BEST,
        view=view,
        made=lambda push: (_best(push),),
    )


def _best(push: BookPush) -> Cells:
    bid, ask = next(iter(push.bids), None), next(iter(push.asks), None)
    return {
        "inst_id": push.inst_id,
        "bid_px": bid and bid.px,
        "bid_sz": bid and bid.sz,
        "ask_px": ask and ask.px,
        "ask_sz": ask and ask.sz,
        "ts": push.ts,
        "seq_id": push.seq_id,
    }


@stream.command
@instruments
@channel_option
@click.option(
    "--depth",
    type=click.IntRange(1, 400),
    default=10,
    show_default=True,
    help="Levels on each side.",
)
@live_options
def orderbook(
    inst_ids: tuple[str, ...],
    channel: str,
    depth: int,
    count: int | None,
    seconds: float | None,
) -> None:
    """Order books, each whenever it has changed.

    While updates are missing a book is stale: its row says so and has no levels. In
    csv each level is a row.
    """

    def view() -> View[Book]:
        from okx_sdk.cli.listings import books

        return books(inst_ids, channel, depth)

    run_books(inst_ids, channel, depth, Limits(count, seconds), view)


def run_books(
    inst_ids: tuple[str, ...],
    channel: str,
    depth: int,
    limits: Limits,
    view: Callable[[], View[Book]],
) -> None:
    """Read books, as rows or as that picture."""
    by_level = current().output == "csv"
    named = cast("BookChannel", channel)
    run(
        lambda okx: okx.stream_order_book(*inst_ids, channel=named),
        limits,
        kind=LEVELS if by_level else BOOK,
        view=view,
        made=lambda book: _levels(book, depth) if by_level else (_book(book, depth),),
    )


def _book(book: Book, depth: int) -> Cells:
    if not book.is_valid:
        nothing: Mapping[str, object] = dict.fromkeys(BOOK)
        return {**nothing, "inst_id": book.inst_id, "stale": book.stale_reason}
    return {
        "inst_id": book.inst_id,
        "asks": book.asks(depth),
        "bids": book.bids(depth),
        "ts": book.ts,
        "seq_id": book.seq_id,
        "stale": None,
    }


def _levels(book: Book, depth: int) -> Iterator[Cells]:
    row = _book(book, depth)
    if not book.is_valid:
        yield row
        return
    for side, levels in (("bid", book.bids(depth)), ("ask", book.asks(depth))):
        for level in levels:
            parts = {"px": level.px, "sz": level.sz, "orders": level.orders}
            yield {**row, "side": side, **parts}


for _command in OWN:
    stream.add_command(_command)
