"""Requests to paths that are not declared."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import cast
from urllib.parse import quote, urlencode

import orjson

from okx_sdk.errors import InvalidArgument
from okx_sdk.protocol.encoding import to_query
from okx_sdk.protocol.request import Request
from okx_sdk.protocol.values import Json, Scalar

__all__ = ["raw_request"]


def raw_request(
    method: str, path: str, params: Mapping[str, Scalar] | None, body: Json | None
) -> Request:
    """A request as it is given, parameters by the wire's own names."""
    method = method.upper()
    if method not in {"GET", "POST"}:
        raise InvalidArgument(f"{method} is not used by OKX: GET or POST")
    if not path.startswith("/") or not path.isascii() or not path.isprintable():
        raise InvalidArgument(f"{path!r} is no path: write /api/v5/…")
    if " " in path or "#" in path:
        raise InvalidArgument(f"{path!r} holds a character that no path holds")
    pairs = [(n, to_query(n, v)) for n, v in (params or {}).items() if v is not None]
    query = urlencode(pairs, quote_via=quote, safe=",:")
    _require_exact(body)
    joint = "&" if "?" in path else "?"
    try:
        content = b"" if body is None else orjson.dumps(body)
    except orjson.JSONEncodeError as error:
        raise InvalidArgument(f"the body is not plain JSON: {error}") from None
    full = f"{path}{joint}{query}" if query else path
    return Request(method, full, content, "optional", method == "GET")


def _require_exact(value: object) -> None:
    """Refuse what JSON would round, or write with an exponent: numbers go as texts."""
    if isinstance(value, float | Decimal):
        raise InvalidArgument(
            f"the body has {value!r}, which is not exact in JSON: give it as a text"
        )
    if isinstance(value, Mapping):
        value = list(cast("Mapping[str, object]", value).values())
    if isinstance(value, list | tuple):
        for each in cast("Sequence[object]", value):
            _require_exact(each)
