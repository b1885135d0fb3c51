"""Rows as text in columns, for people.

Rich's tables take a millisecond a row, nine seconds for a year of hours; this takes a
hundredth of it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from decimal import Decimal

import click

from okx_sdk.cli.rows import to_text

__all__ = ["Tint", "fitting", "lines"]

Tint = Callable[[dict[str, object]], dict[str, str]]
"""The colours of a row's cells, by column."""

GAP = "  "
_NUMBER = re.compile(r"[-+]?\d+(\.\d+)?%?")


def _moments(values: Sequence[object]) -> list[str]:
    """As short as the finest of them allows, in UTC."""
    texts = ["" if v is None else _moment(v) for v in values]
    for end in (".000", ":00"):
        if all(text.endswith(end) for text in texts if text):
            texts = [text.removesuffix(end) for text in texts]
    return texts


def _moment(value: object) -> str:
    assert isinstance(value, datetime), "asked of moments alone"
    return value.astimezone(UTC).isoformat(sep=" ", timespec="milliseconds")[:-6]


def _numbers(texts: Sequence[str]) -> list[str]:
    """With their points one under the other."""
    after = [len(text.partition(".")[2]) + ("." in text) for text in texts]
    most = max(after, default=0)
    return [
        text + " " * (most - length) for text, length in zip(texts, after, strict=True)
    ]


def column(name: str, values: Sequence[object]) -> list[str]:
    """The cells of a column, its name first, all of the same width."""
    known = [value for value in values if value is not None]
    if known and all(isinstance(value, datetime) for value in known):
        return _padded(name, _moments(values), right=False)
    texts = [to_text(value) for value in values]
    if known and all(_is_number(value) for value in known):
        return _padded(name, _numbers(texts), right=True)
    return _padded(name, texts, right=False)


def _is_number(value: object) -> bool:
    if isinstance(value, bool):
        return False
    is_text = type(value) is str and _NUMBER.fullmatch(value) is not None
    return is_text or isinstance(value, Decimal | int | float)


def _padded(name: str, texts: Sequence[str], *, right: bool) -> list[str]:
    width = max(len(name), *map(len, texts), 0)
    pad = str.rjust if right else str.ljust
    return [pad(text, width) for text in (name, *texts)]


def fitting(widths: Sequence[int], room: int | None) -> int:
    """How many of the columns fit side by side; one at least."""
    if room is None:
        return len(widths)
    used = count = 0
    for width in widths:
        used += width + (len(GAP) if count else 0)
        if used > room and count:
            break
        count += 1
    return count


def lines(
    rows: Sequence[dict[str, object]],
    columns: Sequence[str],
    *,
    tint: Tint | None = None,
    colour: bool = False,
) -> Iterator[str]:
    """The table's lines; colours change no widths."""
    made = [column(name, [row.get(name) for row in rows]) for name in columns]
    head, *body = zip(*made, strict=True)
    title = GAP.join(head).rstrip()
    yield click.style(title, bold=True) if colour else title
    for row, texts in zip(rows, body, strict=True):
        tints = tint(row) if tint and colour else {}
        yield GAP.join(
            click.style(text, fg=tints[name]) if name in tints else text
            for name, text in zip(columns, texts, strict=True)
        ).rstrip()
