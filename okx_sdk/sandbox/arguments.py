"""What a call says, read by its endpoint's declaration."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from inspect import Parameter
from types import UnionType
from typing import Any, Union, cast, get_args, get_origin
from urllib.parse import parse_qsl

import attrs
import orjson

from okx_sdk.errors import OkxError
from okx_sdk.models._base import OpenEnum
from okx_sdk.protocol.codec import converter, fault
from okx_sdk.protocol.endpoint import Endpoint
from okx_sdk.protocol.names import wire_name
from okx_sdk.sandbox.accounts.arriving import ORDERS, read_order
from okx_sdk.sandbox.refusals import Refusal, bad_parameter, missing_parameter

_MOST = 100_000  # rows, where a page has no size of its own

__all__ = ["read_arguments"]


def read_arguments(endpoint: Endpoint, query: str, body: bytes) -> dict[str, Any]:
    """The arguments of a call by the names of the declaration; what is unknown is dropped.

    Raises:
        Refusal: one is missing or cannot be what it should.
    """
    sent = _sent(endpoint, query, body)
    if endpoint.body is not None:
        return _read_body(endpoint, endpoint.body, sent)
    said = cast("dict[str, Any]", sent) if isinstance(sent, dict) else {}
    arguments: dict[str, Any] = {}
    for name, parameter in endpoint.signature.parameters.items():
        wire = wire_name(name)
        value = said.get(wire)
        if value is None or value == "":
            if parameter.default is Parameter.empty:
                raise missing_parameter(wire)
            continue
        arguments[name] = _read(parameter, wire, value)
    _check_page(endpoint, arguments)
    return arguments


def _sent(endpoint: Endpoint, query: str, body: bytes) -> Any:
    if endpoint.method == "GET":
        return dict(parse_qsl(query))
    if not body:
        return {}
    try:
        return orjson.loads(body)
    except orjson.JSONDecodeError:
        raise Refusal("50002", "JSON syntax error") from None


def _read_body(endpoint: Endpoint, name: str, sent: Any) -> dict[str, Any]:
    """The parameter that is the whole body: a model, or several."""
    (kind, *_) = get_args(endpoint.signature.parameters[name].annotation)
    if attrs.has(kind):
        return {name: _order_or_model(kind, sent)}
    if not isinstance(sent, list) or not sent:
        raise Refusal("50002", "JSON syntax error")
    (item, *_) = get_args(kind)
    return {name: [_order_or_model(item, each) for each in cast("Any", sent)]}


def _order_or_model(kind: Any, sent: Any) -> Any:
    """A model; of an order, that it is bad is told in its row."""
    return read_order(sent, kind) if kind in ORDERS else _model(kind, sent)


def _model(kind: Any, sent: Any) -> Any:
    """A model of a body, whose empty texts were not sent."""
    given = cast("dict[str, Any]", sent) if isinstance(sent, dict) else {}
    sent = {k: v for k, v in given.items() if v != ""}
    try:
        return converter.structure(sent, kind)
    except (ValueError, TypeError, KeyError, ArithmeticError, OkxError):
        wire, reason = fault(sent, kind)
    if reason == "is missing":
        raise missing_parameter(str(wire))
    raise bad_parameter(str(wire))


def _read(parameter: Parameter, wire: str, value: Any) -> Any:
    """A value as the declaration says; text where it says so, or says nothing."""
    kinds = _alternatives(parameter.annotation)
    for kind in kinds:
        if attrs.has(kind):
            return _model(kind, value)
        if attrs.has(_item(kind)):
            return _models(_item(kind), wire, value)
        if isinstance(kind, type) and issubclass(kind, OpenEnum):
            several = any(_item(each) is not None for each in kinds)
            words = str(value).split(",") if several else [value]
            found = [_word(kind, wire, each) for each in words]
            return value if several else found[0]
    for kind in (int, Decimal, bool):
        if kind in kinds and not (str in kinds and kind is int):
            try:
                return converter.structure(value, kind)
            except ValueError:
                raise bad_parameter(wire) from None
    return _text(kinds, wire, value)


def _text(kinds: tuple[Any, ...], wire: str, value: Any) -> Any:
    """A text, or several where that may be; a number is taken for its digits."""
    if isinstance(value, str) and (str in kinds or datetime in kinds):
        return value
    if type(value) in {int, float} and str in kinds:
        return str(value)
    several = any(_item(kind) is str for kind in kinds)
    if several and isinstance(value, list):
        found = [*cast("Any", value)]
        if all(isinstance(each, str) for each in found):
            return found
    raise bad_parameter(wire)


def _alternatives(kind: Any) -> tuple[Any, ...]:
    return get_args(kind) if get_origin(kind) in {Union, UnionType} else (kind,)


def _word(kind: type[OpenEnum], wire: str, value: Any) -> OpenEnum:
    """A word that the exchange knows."""
    member = kind(value) if isinstance(value, str) else None
    if member is None or not member.is_known:
        raise bad_parameter(wire)
    return member


def _models(kind: Any, wire: str, value: Any) -> list[Any]:
    """Several models of a parameter."""
    if not isinstance(value, list):
        raise bad_parameter(wire)
    return [_model(kind, each) for each in cast("Any", value)]


def _item(kind: Any) -> Any:
    """What a list is made of."""
    (item, *_) = get_args(kind) or (None,)
    return item


def _check_page(endpoint: Endpoint, arguments: Mapping[str, Any]) -> None:
    limit = arguments.get("limit")
    if limit is not None and not 1 <= limit <= (endpoint.page_size or _MOST):
        raise bad_parameter("limit")
