"""What accounts have: bots, offers taken, requests and orders, kept while a sandbox lives.

A thing is a row as the exchange shows it. It is made from what a call says, changed by
later calls, and found again by its id; lists of it are filtered and paged by what the
endpoint declares. So a desk is mostly data.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any, TypeVar, cast

import attrs
from attrs import define, field

from okx_sdk.protocol.codec import converter, to_ms
from okx_sdk.protocol.endpoint import Endpoint

__all__ = ["Things", "changed", "made", "paged"]

T = TypeVar("T")

_STAMPS = ("c_time", "u_time", "ts")
_IDS_A_MS = 1_000_000


@define
class Things:
    """Everything that the accounts of one exchange have.

    Shelves hold rows by their ids, oldest first.
    """

    _shelves: dict[tuple[str, str], dict[str, Any]] = field(
        factory=dict[tuple[str, str], dict[str, Any]], init=False
    )
    _last_id: int = field(default=0, init=False)

    def shelf(self, account: str, name: str) -> dict[str, Any]:
        """What an account has of one kind."""
        return self._shelves.setdefault((account, name), {})

    def new_id(self, now: int) -> str:
        """An id that was never given before, larger than all that were."""
        self._last_id = max(self._last_id + 1, now * _IDS_A_MS)
        return str(self._last_id)


def made(model: type[T], now: int, **known: Any) -> T:
    """A row of what is known, read as the wire would say it; the rest has its default.

    Names that the model has not are dropped, and times that nothing is said of are *now*.
    """
    stamps = dict.fromkeys(_STAMPS, now)
    return model(**_read(model, stamps | known))


def changed(row: T, now: int, **known: Any) -> T:
    """The same row with what is known now; `u_time` tells when."""
    kind: Any = type(row)
    return cast(
        "T", attrs.evolve(cast("Any", row), **_read(kind, {"u_time": now} | known))
    )


def _read(model: Any, known: Mapping[str, Any]) -> dict[str, Any]:
    attrs.resolve_types(model)
    kinds = {each.name: each.type for each in attrs.fields(model)}
    return {
        name: converter.structure(_wire(value), kinds[name])
        for name, value in known.items()
        if name in kinds and value is not None
    }


def _wire(value: Any) -> Any:
    if isinstance(value, list | tuple):
        return [_wire(each) for each in cast("Any", value)]
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    return converter.unstructure(value)


_PAGING = {"after", "before", "limit", "page"}.union(
    {"begin", "end", "begin_id", "end_id", "begin_ts", "end_ts"}
)
_TIMES = ("c_time", "ts", "u_time")


def paged(
    endpoint: Endpoint, rows: Iterable[T], arguments: Mapping[str, Any]
) -> list[T]:
    """The rows that a call asks for: by their fields, by time, and one page of them.

    *rows* come newest first. A row that has not the field of a filter passes it.
    """
    wanted = {name: v for name, v in arguments.items() if name not in _PAGING}
    found = [
        row
        for row in rows
        if all(_fits(row, name, value) for name, value in wanted.items())
        and _in_time(row, *_window(endpoint, arguments))
    ]
    cursor = endpoint.cursor
    most = arguments.get("limit") or min(endpoint.page_size or 100, 100)
    if cursor is None or cursor.style in {"limit-only", "window"}:
        return found[: most if cursor else None]
    if cursor.style == "page":
        start = (arguments.get("page", 1) - 1) * most
        pages = max(1, -(-len(found) // most))
        return [_numbered(row, pages) for row in found[start : start + most]]
    names = ("end_id", "begin_id") if cursor.style == "beginId/endId" else None
    older, newer = names or ("after", "before")
    by = cursor.field_for(arguments)
    return [
        row
        for row in found
        if _is_less(_value(row, by), arguments.get(older))
        and _is_more(_value(row, by), arguments.get(newer))
    ][:most]


def _value(row: object, name: str) -> Any:
    return getattr(row, name, None)


def _number(value: Any) -> int | None:
    if isinstance(value, datetime):
        return to_ms(value)
    return int(value) if str(value).isdecimal() else None


def _is_less(value: Any, bound: Any) -> bool:
    limit, number = _number(bound), _number(value)
    return limit is None or (number is not None and number < limit)


def _is_more(value: Any, bound: Any) -> bool:
    limit, number = _number(bound), _number(value)
    return limit is None or (number is not None and number > limit)


def _fits(row: object, name: str, wanted: Any) -> bool:
    value = _value(row, name)
    if value is None:
        return not hasattr(row, name)
    texts = wanted.split(",") if isinstance(wanted, str) else wanted
    if not isinstance(texts, list):
        return bool(value == wanted)
    several = cast("list[Any]", texts)
    if isinstance(value, tuple):
        return any(each in value for each in several)
    return value in several or str(value) in several


def _window(
    endpoint: Endpoint, arguments: Mapping[str, Any]
) -> tuple[int | None, int | None]:
    """The first and the last moment that are asked for, in ms; both belong to it."""
    cursor = endpoint.cursor
    if cursor is not None and cursor.style == "window" and cursor.older == "before":
        return _number(arguments.get("after")), _number(arguments.get("before"))
    begin = arguments.get("begin") or arguments.get("begin_ts")
    end = arguments.get("end") or arguments.get("end_ts")
    return _number(begin), _number(end)


def _in_time(row: object, begin: int | None, end: int | None) -> bool:
    name = next((each for each in _TIMES if _value(row, each) is not None), "")
    moment = _number(_value(row, name))
    if moment is None:
        return True
    return (begin is None or begin <= moment) and (end is None or moment <= end)


def _numbered(row: T, pages: int) -> T:
    kind: Any = type(row)
    if attrs.has(kind) and any(f.name == "total_page" for f in attrs.fields(kind)):
        return cast("T", attrs.evolve(cast("Any", row), total_page=pages))
    return row
