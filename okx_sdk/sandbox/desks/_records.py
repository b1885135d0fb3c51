"""Pages of an account's records: newest first, by exclusive cursors."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import islice
from typing import TypeVar

from okx_sdk.protocol.scalars import to_ms
from okx_sdk.sandbox.desks._common import whole

__all__ = ["between", "matches", "page"]

T = TypeVar("T")

MOST = 100


def page(
    rows: Iterable[T],
    cursor: Callable[[T], int],
    after: str | int | None = None,
    before: str | int | None = None,
    limit: int | None = None,
) -> list[T]:
    """Of rows that come newest first, those older than *after* and newer than *before*."""
    older, newer = whole(after, "after"), whole(before, "before")
    found = (
        row
        for row in rows
        if (older is None or cursor(row) < older)
        and (newer is None or cursor(row) > newer)
    )
    return list(islice(found, limit or MOST))


def matches(row: object, **wanted: object) -> bool:
    """Whether a row has all the values that are asked for; `None` asks for nothing."""
    return all(
        value is None or getattr(row, name) == value for name, value in wanted.items()
    )


def between(row: object, field: str, begin: int | None, end: int | None) -> bool:
    """Whether a row's time lies in a span; both ends belong to it."""
    moment = to_ms(getattr(row, field))
    return (begin is None or moment >= begin) and (end is None or moment <= end)
