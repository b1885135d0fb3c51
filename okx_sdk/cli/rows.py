"""Rows of any kind as columns, and their values as JSON and as text."""

from __future__ import annotations

import base64
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from enum import Enum
from typing import cast

import attrs
import orjson

__all__ = ["cells", "names_of", "to_json", "to_text"]


def names_of(kind: type | Sequence[str] | None) -> tuple[str, ...]:
    """The columns of a model: its fields; none where they are not known beforehand."""
    if not isinstance(kind, type):
        # What only other libraries know has rows of any kind: JSON as it comes.
        return tuple(kind) if isinstance(kind, Sequence) else ()
    if not attrs.has(kind):
        return ()
    return tuple(name for name, _ in _fields(kind))


_known: dict[type, tuple[tuple[str, str], ...]] = {}


def _fields(kind: type) -> tuple[tuple[str, str], ...]:
    if kind not in _known:
        # A trailing underscore is Python's need, not OKX's word.
        names = [field.name for field in attrs.fields(kind)]
        _known[kind] = tuple((name.rstrip("_"), name) for name in names)
    return _known[kind]


def cells(row: object) -> dict[str, object]:
    """A row's values by their columns."""
    if attrs.has(type(row)):
        return {name: getattr(row, field) for name, field in _fields(type(row))}
    if isinstance(row, Mapping):
        return dict(cast("Mapping[str, object]", row))
    if isinstance(row, list | tuple):
        values = cast("Sequence[object]", row)
        return {str(place): value for place, value in enumerate(values)}
    return {"value": row}


def _moment(value: datetime) -> str:
    text = value.astimezone(UTC).isoformat(timespec="milliseconds")
    return text.removesuffix("+00:00") + "Z"


def _bytes(value: bytes) -> str:
    return base64.b64encode(value).decode("ascii")


# By exact type, since most values are one of these and rows are many.
_TEXTS: dict[type, Callable[..., object]] = {
    Decimal: "{:f}".format,
    datetime: _moment,
    date: date.isoformat,
    bytes: _bytes,
}
_AS_IT_IS = (str, bool, int, float, type(None))


def to_json(value: object) -> object:
    """What JSON can say: numbers as texts, moments in UTC, models as objects."""
    kind = type(value)
    if kind in _TEXTS:
        return _TEXTS[kind](value)
    if kind in _AS_IT_IS:
        return value
    if isinstance(value, Enum):
        return str(value.value)
    if isinstance(value, list | tuple):
        return [to_json(each) for each in cast("Sequence[object]", value)]
    if isinstance(value, Mapping):
        return _object(cast("Mapping[str, object]", value))
    return _object(cells(value)) if attrs.has(kind) else str(value)


def _object(values: Mapping[str, object]) -> dict[str, object]:
    return {name: to_json(each) for name, each in values.items()}


def to_text(value: object) -> str:
    """A value in one piece of text: nothing for `None`, JSON for what has parts."""
    said = to_json(value)
    if isinstance(said, str):
        return said
    return "" if said is None else orjson.dumps(said).decode()
