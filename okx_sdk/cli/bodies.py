"""Bodies of requests from JSON: into the declared models, and nothing lost on the way."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import cast, get_args, get_origin

import attrs
import click
import orjson

from okx_sdk.protocol.codec import converter, fault
from okx_sdk.protocol.names import wire_name

__all__ = ["body_reader", "structure"]

Names = Mapping[str, object]


def structure(text: str) -> object:
    """What JSON says."""
    try:
        said: object = orjson.loads(text)
    except orjson.JSONDecodeError as error:
        raise click.BadParameter(f"this is no JSON: {error}") from None
    return said


def body_reader(kind: object) -> Callable[[str], object]:
    """Reads a body of a kind: a model, or a sequence of models or of plain values.

    Names may be written as OKX's or as the model's.
    """

    def body(text: str) -> object:
        said = structure(text)
        if _has_float(said):
            raise click.BadParameter('a number is not exact: write a text, as "0.1"')
        return _read(_by_wire(said), kind)

    return body


def _read(value: object, kind: object) -> object:
    if get_origin(kind) in {list, tuple, Sequence}:
        if not isinstance(value, list):
            raise click.BadParameter("this is no list: write [{…}]")
        (item,) = get_args(kind)[:1]
        return [_read(each, item) for each in cast("list[object]", value)]
    if not isinstance(kind, type) or not attrs.has(kind):
        return value
    return _model(value, kind)


def _model(value: object, kind: type) -> object:
    if not isinstance(value, dict):
        raise click.BadParameter(f"{value!r:.40} is no object: write {{…}}")
    names = cast("Names", value)
    try:
        made = cast("object", converter.structure(names, kind))
    except Exception:  # noqa: BLE001 - whatever it is, `fault` says where
        field, reason = fault(names, kind)
        raise click.BadParameter(f"{field or 'it'} {reason}") from None
    if lost := _lost(names, converter.unstructure(made)):
        raise click.BadParameter(f"{kind.__name__} has no {lost!r}")
    return made


def _by_wire(value: object) -> object:
    if isinstance(value, list):
        return [_by_wire(each) for each in cast("list[object]", value)]
    if isinstance(value, dict):
        pairs = cast("Names", value).items()
        return {wire_name(name): _by_wire(each) for name, each in pairs}
    return value


def _lost(given: object, kept: object) -> str:
    """The first name that the model would have passed over; none is meant in vain."""
    if isinstance(given, list) and isinstance(kept, list):
        pairs = zip(
            cast("list[object]", given), cast("list[object]", kept), strict=False
        )
        return next(filter(None, (_lost(one, other) for one, other in pairs)), "")
    if not isinstance(given, dict) or not isinstance(kept, dict):
        return ""
    named, known = cast("Names", given), cast("Names", kept)
    for name, value in named.items():
        if name not in known and value is not None:
            return name
        if deeper := _lost(value, known.get(name)):
            return deeper
    return ""


def _has_float(value: object) -> bool:
    if isinstance(value, dict):
        return any(map(_has_float, cast("Names", value).values()))
    if isinstance(value, list):
        return any(map(_has_float, cast("list[object]", value)))
    return isinstance(value, float)
