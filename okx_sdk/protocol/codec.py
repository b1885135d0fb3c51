"""One converter between the wire's texts and values that mean something.

Numbers are `Decimal` made from text, moments are aware `datetime` in UTC, `""` is
`None` where a field may be absent, enums keep values they do not know, and fields
that a model does not name are passed over.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime
from decimal import Decimal
from functools import partial
from types import NoneType, UnionType
from typing import Annotated, Any, Union, cast, get_args, get_origin

import attrs
from cattrs import Converter
from cattrs.gen import make_dict_structure_fn, override

from okx_sdk.models._base import OpenEnum, Payload, Row
from okx_sdk.protocol import scalars
from okx_sdk.protocol.fast import Reader
from okx_sdk.protocol.names import wire_name
from okx_sdk.protocol.scalars import excerpt, plain, to_ms
from okx_sdk.protocol.values import Json

__all__ = [
    "by_reference",
    "column_of",
    "converter",
    "excerpt",
    "fault",
    "plain",
    "quick_reader",
    "to_ms",
]


def _is_optional(kind: Any) -> bool:
    return get_origin(kind) in {Union, UnionType} and NoneType in get_args(kind)


def _present(kind: Any) -> Any:
    """What an optional kind is when it is there."""
    union: Any = Union
    return union[tuple(each for each in get_args(kind) if each is not NoneType)]


def _optional(kind: Any) -> Callable[[Any, Any], Any]:
    inner = _present(kind)
    hook = converter.get_structure_hook(inner)

    def structure(value: Any, _: Any) -> Any:
        return None if value is None or value == "" else hook(value, inner)

    return structure


def _sequence(kind: Any) -> Callable[[Any, Any], Any]:
    """A list or tuple; the wire may write an empty one as an empty text."""
    make: Any = tuple if get_origin(kind) is tuple else list
    item = get_args(kind)[0]
    hook = converter.get_structure_hook(item)
    reader = _readers.get(item)

    def structure(value: Any, _: Any) -> Any:
        if value.__class__ is list and reader is not None:
            read = reader.read
            try:
                return make([read(each) for each in value])
            except Exception:  # noqa: BLE001, S110 - some are unusual
                pass
        if value is None or value == "":
            return make(())
        if not isinstance(value, list | tuple):
            raise ValueError(f"{excerpt(value)} is not a list")  # noqa: TRY004
        return make([hook(each, item) for each in cast("list[Any]", value)])

    return structure


def _mapping(kind: Any) -> Callable[[Any, Any], Any]:
    item = get_args(kind)[1]
    hook = converter.get_structure_hook(item)

    def structure(value: Any, _: Any) -> Any:
        if value is None or value == "":
            return {}
        if not isinstance(value, Mapping):
            raise ValueError(f"{excerpt(value)} is not an object")  # noqa: TRY004
        pairs = cast("Mapping[str, Any]", value).items()
        return {key: hook(each, item) for key, each in pairs}

    return structure


def _annotated(kind: Any) -> Callable[[Any, Any], Any]:
    (unit,) = kind.__metadata__
    if unit == "csv":
        return lambda value, _: tuple(filter(None, scalars.text(value).split(",")))
    if unit == "flag":
        return scalars.boolean
    if unit == "number":
        return scalars.integer
    if unit == "ms or 0":
        return lambda value, _: None if value in ("0", 0) else scalars.moment(value)
    return lambda value, _: scalars.moment(value, unit)


def column_of(field: Any, place: int) -> int:
    """Where a field of a `Row` stands in the array."""
    column: int = field.metadata.get("column", place)
    return column


_references: dict[Any, Callable[[Any], Any]] = {}
_readers: dict[Any, Reader] = {}


def quick_reader(kind: Any) -> Reader:
    """What reads the usual rows of a model, and fails for any other, in any way."""
    converter.get_structure_hook(kind)
    return _readers[kind]


def by_reference(value: Any, kind: Any) -> Any:
    """A model read by the converter alone, which says what its quick way must give."""
    converter.get_structure_hook(kind)
    return _references[kind](value)


def _reference(kind: Any) -> Callable[[Any], Any]:
    """From an object by wire names, or from a bare array by the order of fields."""
    fields = attrs.fields(kind)
    renamed: Any = {f.name: override(rename=wire_name(f.name)) for f in fields}
    by_name: Callable[[Any, Any], Any] = make_dict_structure_fn(
        kind, converter, **renamed
    )
    by_column = [
        (column_of(f, place), f.name, f.type, converter.get_structure_hook(f.type))
        for place, f in enumerate(fields)
    ]

    def read(value: Any) -> Any:
        if isinstance(value, Mapping):
            return by_name(cast("Any", value), kind)
        if value.__class__ is kind:
            return value
        if not isinstance(value, list | tuple):
            raise ValueError(f"{excerpt(value)} is not an object")  # noqa: TRY004
        row = cast("list[Any]", value)
        return kind(
            **{
                name: hook(row[place], type_)
                for place, name, type_, hook in by_column
                if place < len(row)
            }
        )

    return read


def _model(kind: Any) -> Callable[[Any, Any], Any]:
    """The quick way where a row is usual, and the reference for any other."""
    attrs.resolve_types(kind)
    usual_class = list if issubclass(kind, Row) else dict
    reference = _references[kind] = _reference(kind)
    reader = _readers[kind] = Reader(
        kind,
        converter.get_structure_hook,
        {
            column_of(f, place) if usual_class is list else wire_name(f.name): f
            for place, f in enumerate(attrs.fields(kind))
        },
    )

    def structure(value: Any, _: Any) -> Any:
        if value.__class__ is not usual_class:
            return reference(value)
        try:
            return reader.read(value)
        except Exception:  # noqa: BLE001 - anything unusual is read the other way
            reader.learn(value)
            return reference(value)

    return structure


def _row_to_wire(
    kind: Any, value_of: Callable[[Any, str, Any], Any]
) -> Callable[[Any], list[Any]]:
    columns = {
        column_of(f, place): (f.name, f.type)
        for place, f in enumerate(attrs.fields(kind))
    }
    width = max(columns) + 1

    def unstructure(model: Any) -> list[Any]:
        row = ["0"] * width  # what stands in a column that has no field
        for place, (name, type_) in columns.items():
            row[place] = value_of(model, name, type_)
        return row

    return unstructure


def _to_wire(kind: Any) -> Callable[[Any], Any]:
    """Back to what the wire carries; `None` is `""`, or not sent in a request."""
    attrs.resolve_types(kind)

    def value_of(model: Any, name: str, type_: Any) -> Any:
        return _writer_of(type_)(getattr(model, name))

    if issubclass(kind, Row):
        return _row_to_wire(kind, value_of)
    is_sent = issubclass(kind, Payload)
    names = [
        (f.name, wire_name(f.name), f.type, is_sent or "beside" in f.metadata)
        for f in attrs.fields(kind)
    ]

    def unstructure(model: Any) -> dict[str, Any]:
        row: dict[str, Any] = {}
        for name, wire, type_, may_lack in names:
            value = getattr(model, name)
            if value is not None or not may_lack:
                row[wire] = _writer_of(type_)(value)
        return row

    return unstructure


def _writer_of(kind: Any) -> Callable[[Any], Any]:
    """What writes a kind; it is looked up when a value comes, as kinds hold themselves."""
    writer = _writers.get(kind)
    if writer is None:
        writer = _writers[kind] = converter.get_unstructure_hook(kind)
    return writer


_writers: dict[Any, Callable[[Any], Any]] = {}


def _annotated_to_wire(kind: Any) -> Callable[[Any], Any]:
    (unit,) = kind.__metadata__
    if unit == "csv":
        return ",".join
    if unit == "flag":
        return lambda flag: "1" if flag else "0"
    if unit == "number":
        return int
    return partial(scalars.moment_to_wire, unit=unit)


def _optional_to_wire(kind: Any) -> Callable[[Any], Any]:
    inner = _present(kind)

    def unstructure(value: Any) -> Any:
        if value is None:
            return ""
        return _writer_of(inner)(value)

    return unstructure


def _items_to_wire(kind: Any) -> Callable[[Any], Any]:
    item = get_args(kind)[0]
    return lambda values: [_writer_of(item)(value) for value in values]


def _exactly(kind: Any) -> Callable[[Any], bool]:
    # By class alone a bool is an int, a datetime a date, and an enum a text.
    return lambda asked: asked is kind


def _milliseconds(value: object, _: object) -> datetime:
    return scalars.moment(value)


def _make_converter() -> Converter:
    made = Converter(detailed_validation=False, prefer_attrib_converters=False)
    hooks: tuple[tuple[Any, Any, Any], ...] = (
        (str, scalars.text, str),
        (Decimal, scalars.decimal, plain),
        (int, scalars.integer, str),
        (bool, scalars.boolean, bool),
        (date, scalars.day, "{:%Y%m%d}".format),
        (datetime, _milliseconds, scalars.moment_to_wire),
    )
    for kind, read, write in hooks:
        made.register_structure_hook_func(_exactly(kind), read)
        made.register_unstructure_hook_func(_exactly(kind), write)
    # What cattrs has for these, `bool("false")` and the like, goes before predicates.
    made.register_structure_hook(str, scalars.text)
    made.register_structure_hook(int, scalars.integer)
    made.register_structure_hook(bool, scalars.boolean)
    made.register_structure_hook(
        OpenEnum, lambda value, kind: kind(scalars.text(value))
    )
    return made


def _is_items(kind: Any) -> bool:
    return get_origin(kind) in {list, tuple}


def _is_mapping(kind: Any) -> bool:
    origin: Any = get_origin(kind)
    return origin in {dict, Mapping}


def _is_annotated(kind: Any) -> bool:
    return get_origin(kind) is Annotated


converter = _make_converter()
converter.register_unstructure_hook(OpenEnum, str.__str__)
for _predicate, _make in (
    (attrs.has, _model),
    (_is_items, _sequence),
    (_is_mapping, _mapping),
    (_is_optional, _optional),
    (_is_annotated, _annotated),
):
    converter.register_structure_hook_factory(_predicate, _make)
for _predicate, _make_back in (
    (attrs.has, _to_wire),
    (_is_items, _items_to_wire),
    (_is_optional, _optional_to_wire),
    (_is_annotated, _annotated_to_wire),
):
    converter.register_unstructure_hook_factory(_predicate, _make_back)
# Rows whose fields are not known are kept as they come.
converter.register_structure_hook_func(_exactly(Json), lambda value, _: value)
converter.register_unstructure_hook_func(_exactly(Json), lambda value: value)


def fault(row: object, kind: Any) -> tuple[str | None, str]:
    """Where and why a row does not fit: its field by the wire's word, and a reason."""
    if not attrs.has(kind):
        return None, f"{excerpt(row)} does not fit"
    for position, field in enumerate(attrs.fields(kind)):
        name, place = wire_name(field.name), column_of(field, position)
        if isinstance(row, Mapping):
            fields = cast("Mapping[str, Any]", row)
            present, value = name in fields, fields.get(name)
        elif isinstance(row, list | tuple):
            columns = cast("list[Any]", row)
            present = place < len(columns)
            value = columns[place] if present else None
        else:
            return None, f"{excerpt(row)} is not an object"
        if not present and field.default is attrs.NOTHING:
            return name, "is missing"
        if present:
            try:
                converter.structure(value, field.type)
            except Exception as error:  # noqa: BLE001 - whatever it is, it is the reason
                return name, f"cannot be read: {error}"
    return None, "does not fit"
