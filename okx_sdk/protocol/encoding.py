"""Arguments onto the wire: exact, in plain notation, and never an empty text."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from functools import cache
from typing import Any, cast

import attrs

from okx_sdk.errors import InvalidArgument
from okx_sdk.models._base import Payload
from okx_sdk.protocol.codec import converter, plain, to_ms
from okx_sdk.protocol.fast_writing import quick_writer

__all__ = ["by_reference", "to_json", "to_query"]


def _scalar(name: str, value: Any) -> Any:
    if isinstance(value, str):
        if not value:
            raise InvalidArgument(f"{name} is empty: leave it out, or give None")
        return str(value)
    if isinstance(value, bool):
        return value
    if isinstance(value, int):
        return str(value)
    if isinstance(value, Decimal):
        if not value.is_finite():
            raise InvalidArgument(f"{name} is {value}: give a finite number")
        return plain(value)
    if isinstance(value, datetime):
        if value.tzinfo is None:
            raise InvalidArgument(f"{name} has no time zone: give an aware datetime")
        return str(to_ms(value))
    if isinstance(value, float):
        raise InvalidArgument(f"{name} is a float, not exact: give a Decimal or a text")
    raise InvalidArgument(f"{name} cannot be sent: {type(value).__name__}")


def to_query(name: str, value: Any) -> str:
    """The text of one parameter of a query; several values are joined by commas."""
    if isinstance(value, list | tuple):
        texts = [to_query(name, each) for each in cast("Sequence[Any]", value)]
        return str(_scalar(name, ",".join(texts)))
    text = _scalar(name, value)
    return str(text).lower() if isinstance(text, bool) else text


def to_json(name: str, value: Any) -> Any:
    """What stands for one value in a JSON body: numbers as texts, booleans as such."""
    if isinstance(value, Payload):
        kind: Any = type(value)
        try:
            return quick_writer(kind)(value)
        except Exception:  # noqa: BLE001, S110 - anything unusual is looked at
            pass
    return by_reference(name, value)


def by_reference(name: str, value: Any) -> Any:
    """The same by looking at each field, which says what the quick way must give."""
    if _fields(value) is not None:
        _check(name, value)
        return converter.unstructure(value)
    if isinstance(value, list | tuple):
        return [to_json(name, each) for each in cast("Sequence[Any]", value)]
    if isinstance(value, Mapping):
        items = cast("Mapping[str, Any]", value).items()
        return {key: to_json(f"{name}.{key}", each) for key, each in items}
    return _scalar(name, value)


def _fields(value: object) -> tuple[str, ...] | None:
    """The names of the fields of a model's instance; nothing for what is none."""
    return _fields_of(cast("Hashable", type(value)))


@cache
def _fields_of(kind: Hashable) -> tuple[str, ...] | None:
    model = cast("type[Any]", kind)
    return tuple(f.name for f in attrs.fields(model)) if attrs.has(model) else None


def _check(name: str, value: Any) -> None:
    """Refuse what a model must not bring onto the wire; the converter would send it."""
    for field in _fields(value) or ():
        held = getattr(value, field)
        if held is None:
            continue
        path = f"{name}.{field}"
        if _fields(held) is not None:
            _check(path, held)
        elif isinstance(held, list | tuple | Mapping):
            to_json(path, held)
        else:
            _scalar(path, held)
