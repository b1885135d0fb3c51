"""How lists are walked: which row gives the next cursor, and which rows are new."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Generic, TypeVar, cast

import attrs
from attrs import Factory, define, field, frozen

from okx_sdk.protocol.codec import to_ms
from okx_sdk.protocol.names import wire_name

__all__ = ["Cursor", "Walk", "by_id", "by_page", "by_row", "by_window", "newest_only"]

T = TypeVar("T")


@frozen
class Cursor:
    """How one endpoint is paged.

    *field* is the row's field that the next page is asked by, *older* the parameter
    that takes it. *when* replaces the field where another parameter says so.
    """

    style: str
    field: str | None = None
    older: str | None = None
    when: Mapping[tuple[str, str], str] = Factory(dict[tuple[str, str], str])

    def field_for(self, arguments: Mapping[str, Any]) -> str:
        """The field that is the cursor for these arguments."""
        for (parameter, value), name in self.when.items():
            if str(arguments.get(parameter)) == value:
                return name
        assert self.field is not None, f"{self.style} has no cursor"
        return self.field


def by_row(name: str, when: Mapping[tuple[str, str], str] | None = None) -> Cursor:
    """Rows older than `after`, newer than `before`, both exclusive."""
    return Cursor("after/before", name, "after", when or {})


def by_id(name: str) -> Cursor:
    """Rows older than `endId`, newer than `beginId`, both exclusive."""
    return Cursor("beginId/endId", name, "end_id")


def by_window(name: str, older: str = "end") -> Cursor:
    """Rows of a window of time; the walk moves its end towards the past."""
    return Cursor("window", name, older)


def by_page() -> Cursor:
    """Numbered pages, the first is 1."""
    return Cursor("page", None, "page")


newest_only = Cursor("limit-only")
"""The newest rows, with no way to go further back."""


def _value(row: object, path: str) -> Any:
    """The cursor's value in a row; `details.ts` is the least within a nested list."""
    name, _, rest = path.partition(".")
    if isinstance(row, Mapping):  # as it came, with the wire's words
        plain = cast("Mapping[str, Any]", row)
        value = plain[name] if name in plain else plain[wire_name(name)]
    else:
        value = getattr(row, name)
    if not rest:
        return value
    return min((_value(each, rest) for each in value), default=None)


def _at(rows: Sequence[object], path: str, moment: int) -> list[object]:
    """The rows of a moment, or what they hold of it where the cursor lies within."""
    name, _, nested = path.partition(".")
    found = [item for row in rows for item in _value(row, name)] if nested else rows
    return [item for item in found if to_ms(_value(item, nested or name)) == moment]


@define
class Walk(Generic[T]):
    """One walk from the newest row to the oldest, a page at a time.

    Several rows may share the value of a cursor that is a time, and a page may end
    between them. So such a walk asks again for the last moment itself and drops the
    rows it has given already; the one after an id needs no such care.
    """

    cursor: Cursor
    arguments: dict[str, Any]
    done: bool = False
    _known: list[Any] = field(factory=list[Any])

    def feed(self, rows: Sequence[T]) -> list[T]:
        """Take a page; give the rows that are new, and move to the next page."""
        fresh = [new for row in rows for new in self._unknown(row)]
        if not rows or self.cursor.style == "limit-only":
            self.done = True
        elif self.cursor.style == "page":
            page = int(self.arguments.get("page") or 1)
            # A row that holds the page comes even past the last one, and then for ever.
            self.done = any(
                getattr(row, "total_page", math.inf) <= page for row in rows
            )
            self.arguments["page"] = page + 1
        else:
            self._move(rows)
        return fresh

    def _unknown(self, row: T) -> list[T]:
        """The row, if it is new; without what is not, where the cursor lies within."""
        name, _, nested = (self.cursor.field or "").partition(".")
        if not nested:
            return [] if row in self._known else [row]
        items = tuple(item for item in _value(row, name) if item not in self._known)
        if isinstance(row, Mapping):
            return [cast("T", {**row, name: items})] if items else []
        return [attrs.evolve(cast("Any", row), **{name: items})] if items else []

    def _move(self, rows: Sequence[T]) -> None:
        older = self.cursor.older
        assert older is not None, f"{self.cursor.style} has no parameter"
        path, before = self.cursor.field_for(self.arguments), self.arguments.get(older)
        last = _value(rows[-1], path)
        is_ignored = last == before
        if isinstance(last, datetime):
            moment = to_ms(last)
            self._known = _at(rows, path, moment)
            last = moment + (self.cursor.style != "window")
            last -= last == before  # the page was of this moment alone: on, past it
            is_ignored = isinstance(before, int) and last > before
        # An exchange that takes no notice of the cursor gives the same page for ever.
        self.done = last is None or is_ignored
        self.arguments[older] = last
