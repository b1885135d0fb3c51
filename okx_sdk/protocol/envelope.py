"""From a reply's bytes to typed rows, or to the error that the exchange meant."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from types import GenericAlias
from typing import Any, cast

import attrs
import orjson
from attrs import frozen

from okx_sdk.errors import BadRow, NotJson, error_for, error_for_status
from okx_sdk.models._base import Row
from okx_sdk.protocol.codec import converter, fault
from okx_sdk.protocol.names import wire_name

_SECONDS = re.compile(r"\d{1,9}", re.ASCII)

__all__ = ["Reply", "Shape", "open_envelope", "read_rows"]


@frozen
class Reply:
    """What came back: the status, headers with lower-case names, and all the bytes."""

    status: int
    headers: Mapping[str, str]
    body: bytes


@frozen
class Shape:
    """What a return annotation says of the data.

    `list[X]` is *many* of *kind* X; `X` one; `X | None` one that may be *absent*;
    `None` nothing (*kind* is `None`), `bytes` the body as it came.
    """

    kind: Any
    many: bool = False
    absent: bool = False


def open_envelope(
    reply: Reply, endpoint: str, *, is_batch: bool = False
) -> dict[str, Any]:
    """The envelope of a call that succeeded; raises what any other reply means.

    A batch whose items all failed is none of those: each row tells its own fate, but
    where the exchange itself failed.
    """
    envelope = _parse(reply, endpoint)
    code = _word(envelope.get("code"))
    if code in {"0", "2"} and reply.status < 400:
        return envelope
    item = _first(envelope.get("data")) if code == "1" else {}
    if is_batch and item and reply.status < 500:
        return envelope
    raise error_for(
        _word(item.get("sCode")) or code,
        _word(item.get("sMsg")) or _word(envelope.get("msg")),
        endpoint=endpoint,
        http_status=reply.status,
        retry_after=_retry_after(reply),
    )


def _first(data: Any) -> dict[str, Any]:
    """The first row, if it tells a fate of its own."""
    rows: list[Any] = cast("Any", data) if isinstance(data, list) else []
    if not rows or not isinstance(rows[0], dict):
        return {}
    row = cast("dict[str, Any]", rows[0])
    return row if row.get("sCode") else {}


def _word(value: object) -> str:
    """A text that an envelope holds, were it written as a number; empty for others."""
    return str(value) if isinstance(value, str | int | float) else ""


def _parse(reply: Reply, endpoint: str) -> dict[str, Any]:
    try:
        envelope = orjson.loads(reply.body)
    except orjson.JSONDecodeError:
        envelope = None
    if isinstance(envelope, dict) and "code" in envelope:
        return cast("dict[str, Any]", envelope)
    if reply.status >= 300:
        raise error_for_status(
            reply.status,
            f"it sent {_excerpt(reply)}",
            endpoint=endpoint,
            retry_after=_retry_after(reply),
        )
    raise NotJson(
        f"expected the exchange's JSON, got {_excerpt(reply)}",
        endpoint=endpoint,
        http_status=reply.status,
    )


def _excerpt(reply: Reply) -> str:
    if not reply.body:
        return "an empty body"
    text = " ".join(reply.body[:200].decode("utf-8", "replace").split())
    kind = reply.headers.get("content-type", "no content type").partition(";")[0]
    return f"{len(reply.body)} bytes of {kind}: {text[:80]!r}"


def _retry_after(reply: Reply) -> float | None:
    """Seconds to wait, if the reply says so; a date counts from the reply's own."""
    value = reply.headers.get("retry-after")
    if value is None:
        return None
    if _SECONDS.fullmatch(value):
        return float(value)
    from email.utils import parsedate_to_datetime  # and a good deal along with it

    try:
        start = parsedate_to_datetime(reply.headers.get("date", ""))
        return max(0.0, (parsedate_to_datetime(value) - start).total_seconds())
    except (ValueError, TypeError, OverflowError):  # no date, or one without a zone
        return None


def read_rows(
    data: Any, shape: Shape, endpoint: str, envelope: Mapping[str, Any] | None = None
) -> Any:
    """The data as the endpoint declares it, with what the envelope says of its rows."""
    if shape.kind is None:
        return None
    if envelope is not None and (names := _beside(shape.kind)):
        told = {name: envelope[name] for name in names if name in envelope}
        data = _join(data, told)
    if shape.many:
        rows = cast("Any", data) if isinstance(data, list) else [data]
        return _rows(rows, shape, endpoint) if data else []
    if isinstance(data, list) and not _is_flat_row(cast("Any", data), shape.kind):
        if data:
            return _row(data[0], shape, endpoint, 0)
        data = None
    if data is None and shape.absent:
        return None
    return _row(data, shape, endpoint, 0)


@cache
def _beside(kind: Any) -> tuple[str, ...]:
    """The words of the envelope that a row takes up: see `models._base.beside`."""
    fields = attrs.fields(kind) if attrs.has(kind) else ()
    return tuple(wire_name(f.name) for f in fields if f.metadata.get("beside"))


def _join(data: Any, told: dict[str, Any]) -> Any:
    if isinstance(data, list):
        rows = cast("Any", data)
        return [{**told, **row} if isinstance(row, dict) else row for row in rows]
    return {**told, **cast("Any", data)} if isinstance(data, dict) else data


def _is_flat_row(data: list[Any], kind: Any) -> bool:
    """Data that is one bare array, not a list of rows."""
    is_row = isinstance(kind, type) and issubclass(kind, Row)
    return is_row and bool(data) and not isinstance(data[0], list | dict)


def _rows(rows: list[Any], shape: Shape, endpoint: str) -> list[Any]:
    kind = GenericAlias(list, (shape.kind,))
    try:
        return cast("list[Any]", converter.structure(rows, cast("Any", kind)))
    except Exception:  # noqa: BLE001 - asked again one by one, to say which row it is
        return [_row(row, shape, endpoint, index) for index, row in enumerate(rows)]


def _row(row: Any, shape: Shape, endpoint: str, index: int) -> Any:
    try:
        return converter.structure(row, shape.kind)
    except Exception as error:
        # Whatever a row holds, the reader gets one kind of error.
        field, reason = fault(row, shape.kind)
        raise BadRow(reason, endpoint=endpoint, row=index, field=field) from error
