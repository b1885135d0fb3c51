"""Live tables: the latest row of each instrument, or the last rows of all."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence
from decimal import Decimal
from typing import Generic, TypeVar

from rich.console import Group, RenderableType
from rich.text import Text

from okx_sdk.cli.screen import Canvas
from okx_sdk.cli.table import GAP, column, fitting

__all__ = ["Grid", "Line", "Listing", "tone"]

T = TypeVar("T")

Line = Mapping[str, object]
"""A row's values by the titles of their columns."""

Styles = Mapping[str, str]
"""Styles of a row's cells, by the titles of their columns."""

STALE = "stale"


def tone(change: Decimal | None) -> str:
    """The colour of a change."""
    if not change:
        return ""
    return "green" if change > 0 else "red"


class Grid:
    """Lines of columns that keep their widths, so that nothing jumps.

    Args:
        right: columns of figures with words beside them.
    """

    def __init__(self, right: Sequence[str] = ()) -> None:
        self._right = right
        self._widths: dict[str, int] = {}
        self._figures: set[str] = set()

    def draw(
        self, lines: Sequence[Line], styles: Sequence[Styles], width: int
    ) -> RenderableType:
        """The table of these lines; what does not fit is left out on the right."""
        made = self._made(lines)
        names = list(lines[0])
        count = fitting([len(cells[0]) for cells in made], max(width - 1, 1))
        head, *body = zip(*made[:count], strict=True)
        title = Text(f" {GAP.join(head)}", "dim", no_wrap=True, overflow="crop")
        rows = [
            self._line(names, cells, style)
            for cells, style in zip(body, styles, strict=True)
        ]
        return Group(title, *rows)

    def width(self, lines: Sequence[Line]) -> int:
        """How wide they are, side by side."""
        widths = [len(cells[0]) for cells in self._made(lines)]
        return sum(widths) + len(GAP) * (len(widths) - 1)

    def _made(self, lines: Sequence[Line]) -> list[list[str]]:
        """The columns, as wide as they have ever been."""
        return [
            self._padded(name, column(name, [line[name] for line in lines]))
            for name in lines[0]
        ]

    def _line(self, names: Sequence[str], cells: Sequence[str], styles: Styles) -> Text:
        text = Text(" ", no_wrap=True, overflow="crop")
        for place, cell in enumerate(cells):
            text.append(GAP if place else "")
            text.append(cell, styles.get(names[place], ""))
        return text

    def _padded(self, name: str, cells: list[str]) -> list[str]:
        width = self._widths[name] = max(self._widths.get(name, 0), len(cells[0]))
        if name in self._right:
            return [cell.strip().rjust(width) for cell in cells]
        is_figures = any(cell.startswith(" ") for cell in cells)
        if is_figures or name in self._figures:
            self._figures.add(name)
            return [cell.rjust(width) for cell in cells]
        return [cell.ljust(width) for cell in cells]


class Listing(Generic[T]):
    """A table of a stream.

    Args:
        title: what it shows.
        line: the cells of a row.
        style: the styles of a row's cells.
        key: what is the same of rows of which only the last is shown; without it, all
            are, the newest on top.
        newest_first: whether what came last is on top.
        perishable: the columns whose figures are hidden while they may not hold.
    """

    def __init__(
        self,
        title: str,
        line: Callable[[T], Line],
        *,
        style: Callable[[T], Styles] = lambda _: {},
        key: Callable[[T], Hashable] | None = None,
        newest_first: bool = False,
        perishable: Sequence[str] = (),
    ) -> None:
        self.title = title
        self._line = line
        self._style = style
        self._key = key
        self._newest_first = newest_first
        self._perishable = perishable
        self._rows: dict[Hashable, T] = {}
        self._count = 0
        self._grid = Grid(right=("24h", "spread", "imbalance"))

    def take(self, rows: Sequence[T]) -> None:
        """Have these rows."""
        for row in rows:
            self._count += 1
            self._rows[self._count if self._key is None else self._key(row)] = row
        if len(self._rows) > 1_000 and self._newest_first:
            self._rows = dict(list(self._rows.items())[-500:])

    def draw(self, canvas: Canvas) -> RenderableType:
        """The table, as long as there is room for."""
        rows = list(self._rows.values())
        if not rows:
            return Text(" nothing has come yet", "dim")
        if self._newest_first:
            rows.reverse()
        rows = rows[: max(canvas.height - 1, 1)]
        if canvas.is_live:
            lines, styles = map(self._line, rows), map(self._style, rows)
        else:
            lines, styles = map(self._worn, rows), map(self._faded, rows)
        return self._grid.draw(list(lines), list(styles), canvas.width)

    def _worn(self, row: T) -> Line:
        """A row whose figures may not hold any more."""
        line = dict(self._line(row))
        for place, name in enumerate(self._perishable):
            line[name] = None if place else STALE
        return line

    def _faded(self, row: T) -> Styles:
        stale = dict.fromkeys(self._perishable, "bold red")
        return dict.fromkeys(self._line(row), "dim") | stale
