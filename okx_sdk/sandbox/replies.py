"""Answers on the wire: the envelope, and the data by the endpoint's declaration."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, cast

import attrs
import orjson

from okx_sdk.protocol.codec import converter
from okx_sdk.protocol.endpoint import Endpoint
from okx_sdk.protocol.names import wire_name
from okx_sdk.sandbox.calls import Answer, Whole

__all__ = ["beside_of", "envelope", "fates_of", "to_wire", "told_by_rows"]


def envelope(
    status: int,
    code: str,
    message: str,
    data: Any,
    beside: Mapping[str, Any] | None = None,
) -> Answer:
    """An answer as OKX wraps it.

    *beside* stands beside the data.
    """
    wrapped = {"code": code, "msg": message, "data": data, **(beside or {})}
    return Answer(status, orjson.dumps(wrapped))


def told_by_rows(fates: tuple[str, ...]) -> tuple[str, str]:
    """The envelope's code where each row tells its fate: all went well, none, or some."""
    bad = sum(fate != "0" for fate in fates)
    if not bad:
        return "0", ""
    return ("1", "All operations failed") if bad == len(fates) else ("2", "")


def _dict(row: Any) -> dict[str, Any]:
    return cast("dict[str, Any]", row) if isinstance(row, dict) else {}


def fates_of(data: Any) -> tuple[str, ...]:
    """The code of each row that tells its own fate."""
    rows = cast("Sequence[Any]", data) if isinstance(data, list) else ()
    return tuple(row["sCode"] for row in map(_dict, rows) if row.get("sCode"))


def _first(rows: Any) -> object:
    if not isinstance(rows, list):
        return cast("object", rows)
    several = cast("Sequence[object]", rows)
    return several[0] if several else None


def beside_of(endpoint: Endpoint, rows: Any) -> dict[str, Any]:
    """What stands beside the rows, by what the first of them says."""
    kind = endpoint.shape.kind
    first = _first(rows)
    if not attrs.has(kind) or not isinstance(first, kind):
        return {}
    attrs.resolve_types(kind)
    return {
        wire_name(each.name): converter.unstructure(value, unstructure_as=each.type)
        for each in attrs.fields(kind)
        if "beside" in each.metadata
        and (value := getattr(first, each.name)) is not None
    }


def to_wire(endpoint: Endpoint, rows: Any) -> Any:
    """What a desk gives, as the data of an answer."""
    kind = endpoint.shape.kind
    if kind is bytes:
        return rows
    if isinstance(rows, Whole):
        return converter.unstructure(rows.data, unstructure_as=kind)
    if rows is None:
        return []
    many: list[Any] = rows if endpoint.shape.many else [rows]
    found = [converter.unstructure(row, unstructure_as=kind) for row in many]
    for name in _names_beside(kind):
        for row in found:
            row.pop(name, None)
    return found


def _names_beside(kind: Any) -> list[str]:
    """What stands beside the rows of a kind, and not in them."""
    if not attrs.has(kind):
        return []
    fields = attrs.fields(kind)
    return [wire_name(each.name) for each in fields if "beside" in each.metadata]
