"""An order book as a ladder: bids left, asks right, and bars of their sums outside."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import accumulate
from typing import TYPE_CHECKING

import click

from okx_sdk.cli.table import column

if TYPE_CHECKING:
    from okx_sdk.models.market import BookLevel, OrderBook

__all__ = ["ladder"]

WIDEST = 16
_EIGHTHS = " ▏▎▍▌▋▊▉█"


def ladder(
    book: OrderBook, inst_id: str, width: int | None, *, colour: bool
) -> Iterator[str]:
    """The lines of a book: what it is, its spread, and its levels from the best on."""
    depth = max(len(book.bids), len(book.asks))
    left = _texts(book.bids, depth, ("cum_sz", "sz", "bid_px"))
    right = _texts(book.asks, depth, ("cum_sz", "sz", "ask_px"))
    bids = ["  ".join(cells) for cells in zip(*left, strict=True)]
    asks = ["  ".join(cells) for cells in zip(*right[::-1], strict=True)]
    spare = 2 * WIDEST if width is None else width - len(bids[0]) - len(asks[0]) - 7
    size = max(0, min(WIDEST, spare // 2))
    falling = [
        bar.rjust(size) for bar in _bars(book, book.bids, depth, size * 2, " ▐█")
    ]
    rising = [
        bar.ljust(size) for bar in _bars(book, book.asks, depth, size * 8, _EIGHTHS)
    ]
    yield _headline(book, inst_id, colour=colour)
    yield ""
    yield f"{'':{size}}  {bids[0]} │ {asks[0]}".rstrip()
    for bar, bid, ask, other in zip(falling, bids[1:], asks[1:], rising, strict=True):
        bought, sold = f"{bar}  {bid}", f"{ask}  {other}".rstrip()
        if colour:
            bought, sold = click.style(bought, fg="green"), click.style(sold, fg="red")
        yield f"{bought} │ {sold}".rstrip()


def _sums(levels: Sequence[BookLevel]) -> list[Decimal]:
    return list(accumulate(level.sz for level in levels))


def _texts(
    levels: Sequence[BookLevel], depth: int, names: tuple[str, str, str]
) -> list[list[str]]:
    """The columns of one side, all as long as the longer side, names on top."""
    missing = [None] * (depth - len(levels))
    values = (
        [*_sums(levels), *missing],
        [*(level.sz for level in levels), *missing],
        [*(level.px for level in levels), *missing],
    )
    return [column(name, each) for name, each in zip(names, values, strict=True)]


def _bars(
    book: OrderBook,
    levels: Sequence[BookLevel],
    depth: int,
    most: int,
    parts: str,
) -> list[str]:
    """Bars as long as the sums, so that both sides compare; *most* parts of a cell."""
    deepest = max(_sums(book.bids)[-1:] + _sums(book.asks)[-1:], default=Decimal(1))
    whole = len(parts) - 1
    bars: list[str] = []
    for total in _sums(levels):
        full, rest = divmod(round(float(total / deepest) * most), whole)
        pieces = parts[whole] * full, parts[rest].strip()
        bars.append("".join(pieces if whole > 2 else reversed(pieces)))
    return [*bars, *([""] * (depth - len(levels)))]


def _headline(book: OrderBook, inst_id: str, *, colour: bool) -> str:
    name = click.style(inst_id, bold=True) if colour else inst_id
    moment = f"{book.ts:%Y-%m-%d %H:%M:%S}.{book.ts.microsecond // 1000:03} UTC"
    if not book.bids or not book.asks:
        return f"{name}  {moment}  one-sided"
    bid, ask = book.bids[0].px, book.asks[0].px
    middle = (bid + ask) / 2
    points = (ask - bid) / middle * 10_000
    return f"{name}  {moment}   mid {middle:f}   spread {ask - bid:f} ({points:.2f} bp)"
