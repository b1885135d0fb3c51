"""The picture of `okxsdk book`: bids left, asks right, and bars of their sizes outside."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from itertools import accumulate, zip_longest

from rich.console import Group, RenderableType
from rich.text import Text

from okx_sdk.cli.marks import Figures, bar, clock, leftward, points, rightward
from okx_sdk.cli.screen import Canvas
from okx_sdk.models.market import BookLevel
from okx_sdk.protocol.book import Book

__all__ = ["DepthView"]

WIDEST = 40
"""Cells of the longest bar."""

DIGITS = 8
"""Room of a size; finer ones are rounded, in the picture alone."""

ABOVE = 4
"""Lines above the levels."""

BID, ASK = "green", "red"


class DepthView:
    """The ladder of one book."""

    def __init__(self, inst_id: str, channel: str, depth: int) -> None:
        self.title = f"{inst_id}  {channel}"
        self._depth = depth
        self._book: Book | None = None
        self._bids = Side(BID, "bid")
        self._asks = Side(ASK, "ask")

    def take(self, rows: Sequence[Book]) -> None:
        """Have the newest book."""
        self._book = rows[-1] if rows else self._book

    def draw(self, canvas: Canvas) -> RenderableType:
        """The ladder, or why there is none."""
        book = self._book
        if book is None:
            return Text(" the first snapshot has not come yet", "dim")
        if not book.is_valid:
            return _stale(book)
        depth = max(1, min(self._depth, canvas.height - ABOVE))
        ladder = self._ladder(book.bids(depth), book.asks(depth), canvas)
        return Group(_facts(book, canvas), _balance(book, depth, canvas), "", *ladder)

    def _ladder(
        self, bids: Sequence[BookLevel], asks: Sequence[BookLevel], canvas: Canvas
    ) -> list[Text]:
        left, right = self._bids.columns(bids), self._asks.columns(asks)
        widths = [len(cells[0]) for cells in (*left, *right)]
        room = (canvas.width - sum(widths) - 2 * len(widths) - 4) // 2
        most = max((level.sz for level in (*bids, *asks)), default=Decimal(0))
        reach = max(0, min(room, WIDEST)), float(most) or 1.0
        lines = [
            Text.assemble(" ", bought, (" │ ", "dim"), sold)
            for bought, sold in zip_longest(
                self._bids.falling(left, bids, reach, is_plain=canvas.is_plain),
                self._asks.rising(right, asks, reach),
                fillvalue=Text(" " * (sum(widths[:3]) + 6 + reach[0])),
            )
        ]
        for line in lines:
            line.no_wrap, line.overflow = True, "crop"
        return lines


class Side:
    """One side of a ladder, in columns that keep their widths."""

    def __init__(self, colour: str, name: str) -> None:
        self._colour = colour
        self._name = name
        self._totals, self._sizes = Figures(DIGITS), Figures(DIGITS)
        self._prices = Figures()

    def columns(self, levels: Sequence[BookLevel]) -> list[list[str]]:
        """Totals, sizes and prices, with their names."""
        sizes = [level.sz for level in levels]
        return [
            self._totals.texts(list(accumulate(sizes)), "total"),
            self._sizes.texts(sizes, "size"),
            self._prices.texts([level.px for level in levels], self._name),
        ]

    def falling(
        self,
        columns: list[list[str]],
        levels: Sequence[BookLevel],
        reach: tuple[int, float],
        *,
        is_plain: bool,
    ) -> list[Text]:
        """The lines of bids: bars that grow to the left, and the prices inside."""
        room, most = reach
        lines = [Text(f"{'':{room}}  {'  '.join(c[0] for c in columns)}", "dim")]
        for n, level in enumerate(levels, 1):
            part, whole = leftward(bar(float(level.sz) / most, room))
            edge = ("▐" if part else "") if is_plain else part
            total, size, price = (cells[n] for cells in columns)
            lines.append(
                Text.assemble(
                    " " * (room - len(edge) - len(whole)),
                    (edge, self._colour if is_plain else f"reverse {self._colour}"),
                    (whole, self._colour),
                    (f"  {total}", "dim"),
                    f"  {size}  ",
                    (price, f"bold {self._colour}" if n == 1 else self._colour),
                )
            )
        return lines

    def rising(
        self,
        columns: list[list[str]],
        levels: Sequence[BookLevel],
        reach: tuple[int, float],
    ) -> list[Text]:
        """The lines of asks: as those of bids, from the inside outwards."""
        room, most = reach
        lines = [Text("  ".join(cells[0] for cells in reversed(columns)), "dim")]
        for n, level in enumerate(levels, 1):
            total, size, price = (cells[n] for cells in columns)
            lines.append(
                Text.assemble(
                    (price, f"bold {self._colour}" if n == 1 else self._colour),
                    f"  {size}",
                    (f"  {total}  ", "dim"),
                    (rightward(bar(float(level.sz) / most, room)), self._colour),
                )
            )
        return lines


def _stale(book: Book) -> Text:
    return Text.assemble(
        " ",
        (" stale ", "bold white on red"),
        f"  {book.stale_reason}\n\n",
        (" It is being made anew; until then there are no numbers.", "dim"),
    )


def _facts(book: Book, canvas: Canvas) -> Text:
    """Middle and spread, and the exchange's time."""
    text = Text(" ", no_wrap=True, overflow="crop")
    bid, ask = book.best_bid, book.best_ask
    if bid is None or ask is None:
        text.append("one-sided", "yellow")
    else:
        width = f"{book.spread:f} ({points(bid.px, ask.px)})"
        text.append("mid ", "dim").append(f"{book.mid:f}", "bold")
        text.append("   spread ", "dim").append(width)
        text.append("   crossed" if book.is_crossed else "", "yellow")
    moment = f"{clock(book.ts)} UTC"
    return text.append(moment.rjust(canvas.width - text.cell_len - 1), "dim")


def _balance(book: Book, depth: int, canvas: Canvas) -> Text:
    """How the sizes of the levels that are shown are shared between the sides."""
    weight = book.imbalance(depth)
    if weight is None:
        return Text(" no levels", "dim")
    share = float(weight + 1) / 2
    left, right = f" bids {share:4.0%} ", f" {1 - share:4.0%} asks "
    room = max(0, canvas.width - len(left) - len(right))
    filled = round(share * room)
    return Text.assemble(
        (left, BID),
        ("━" * filled, BID),
        ("━" * (room - filled), ASK),
        (right, ASK),
        no_wrap=True,
        overflow="crop",
    )
