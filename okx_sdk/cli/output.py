"""Rows onto stdout in the form that was asked for: table, json, ndjson or csv."""

from __future__ import annotations

import csv
import io
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import chain

import click

from okx_sdk.cli.state import current
from okx_sdk.cli.streams import emit, is_coloured, is_terminal, room, say

__all__ = ["Cells", "Sheet"]

Cells = dict[str, object]
"""A row's values by their columns."""

Extra = Mapping[str, Callable[[Cells], object]]
"""Columns that are computed here, for tables alone."""


class Sheet:
    """What becomes of a command's rows.

    Args:
        kind: the rows' model or columns, where known; `--columns` is checked at once.
        shown: the columns of a table, the most wanted first; all, if left out.
        extra: columns that are computed here, for tables alone.
        tint: colours of a table's cells.
        note: a line below a table.
        whole: a table has all its columns, and the last of them may want more lines.
    """

    def __init__(
        self,
        kind: type | Sequence[str] | None = None,
        *,
        shown: Sequence[str] = (),
        extra: Extra | None = None,
        tint: Callable[[Cells], dict[str, str]] | None = None,
        note: str = "",
        whole: bool = False,
    ) -> None:
        from okx_sdk.cli.rows import names_of

        state = current()
        self.form = state.output or ("table" if is_terminal(sys.stdout) else "ndjson")
        self.extra = dict(extra or {}) if self.form == "table" else {}
        self.known = names_of(kind)
        self.asked = state.columns
        self._check(self.known)
        self.shown = shown
        self.tint = tint
        self.note = note
        self.whole = whole

    def _check(self, known: Sequence[str]) -> None:
        if not known:
            return
        for name in self.asked:
            if name not in known and name not in self.extra:
                there = ", ".join([*known, *self.extra])
                raise click.UsageError(f"no column {name!r}: there are {there}")

    def write(self, rows: Iterable[object]) -> None:
        """Write the rows, each as soon as it comes, but for a table."""
        from okx_sdk.cli.rows import cells

        write = {
            "table": self._table,
            "json": self._json,
            "ndjson": self._ndjson,
            "csv": self._csv,
        }[self.form]
        rest = map(cells, rows)
        first = next(rest, None)
        names = self.known or tuple(first or ())
        self._check(names)
        write(rest if first is None else chain([first], rest), self.asked or names)

    def _json(self, rows: Iterator[Cells], _: Sequence[str]) -> None:
        lead = "[\n"
        for line in self._objects(rows):
            emit(lead + line)
            lead = ",\n"
        emit("[]\n" if lead == "[\n" else "\n]\n")

    def _ndjson(self, rows: Iterator[Cells], _: Sequence[str]) -> None:
        for line in self._objects(rows):
            emit(line + "\n")

    def _objects(self, rows: Iterator[Cells]) -> Iterator[str]:
        import orjson

        from okx_sdk.cli.rows import to_json

        for row in rows:
            names = self.asked or row
            said = {name: to_json(row.get(name)) for name in names}
            yield orjson.dumps(said).decode()

    def _csv(self, rows: Iterator[Cells], names: Sequence[str]) -> None:
        from okx_sdk.cli.rows import to_text

        text = io.StringIO()
        writer = csv.writer(text, lineterminator="\n")
        if names:
            writer.writerow(names)
        for row in rows:
            writer.writerow([to_text(row.get(name)) for name in names])
            emit(text.getvalue())
            text.seek(0)
            text.truncate()
        emit(text.getvalue())

    def _table(self, rows: Iterator[Cells], names: Sequence[str]) -> None:
        from okx_sdk.cli.table import lines

        filled = [self._extended(row) for row in rows]
        if not filled:
            say("no rows")
            return
        columns = self.asked or self._worth(filled, self.shown or names)
        colour = is_coloured(sys.stdout)
        for line in lines(filled, columns, tint=self.tint, colour=colour):
            emit(line + "\n")
        if self.note and any(name in self.extra for name in columns):
            emit(click.style(self.note, dim=True) if colour else self.note)
            emit("\n")

    def _extended(self, row: Cells) -> Cells:
        return {**row, **{name: made(row) for name, made in self.extra.items()}}

    def _worth(self, rows: Sequence[Cells], names: Sequence[str]) -> Sequence[str]:
        """The columns that hold anything, as many as fit."""
        from okx_sdk.cli.table import column, fitting

        full = [n for n in names if any(_says(row.get(n)) for row in rows)]
        if self.whole:
            return full
        sample = rows if len(rows) <= 2000 else [*rows[:1000], *rows[-1000:]]
        widths = [len(column(n, [row.get(n) for row in sample])[0]) for n in full]
        count = fitting(widths, room())
        if full[count:]:
            say(f"not shown for want of room: {', '.join(full[count:])}", dim=True)
        return full[:count]


def _says(value: object) -> bool:
    return value not in (None, "", ())
