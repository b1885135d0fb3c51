"""The quick way from a row to its model, for rows that look as they always do.

For each model a function is written, field by field, and compiled. It knows the usual
texts alone: whatever else comes makes it fail, and then the converter's own way is
gone, which gives the same value or the right error. So it has no say in what a row
means, only in how soon it is read.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from types import NoneType, UnionType
from typing import Annotated, Any, Union, get_args, get_origin

import attrs

from okx_sdk.models._base import OpenEnum
from okx_sdk.protocol.names import wire_name

__all__ = ["Hooks", "quick_array", "quick_object"]

Hooks = Callable[[Any], Callable[[Any, Any], Any]]
"""Gives the converter's hook for a type."""


class _Writer:
    """Writes the function of one model, and collects what its text refers to."""

    def __init__(self, kind: type[Any], hook_of: Hooks) -> None:
        self._hook_of = hook_of
        self._count = 0
        self.names: dict[str, Any] = {
            "new": object.__new__,
            "made": _twin(kind),
            "kind": kind,
            "Decimal": Decimal,
            "EPOCH": datetime(1970, 1, 1, tzinfo=UTC),
            "span": timedelta,
        }

    def _named(self, value: Any) -> str:
        self._count += 1
        name = f"given{self._count}"
        self.names[name] = value
        return name

    def field(self, field: attrs.Attribute[Any], value: str, absent: str) -> str:
        """The lines that read one field; *value* fetches it, *absent* says it lacks."""
        inner, is_optional = _unwrapped(field.type)
        read = self._read(inner)
        lines = [f"v = {value}"]
        if is_optional:
            # An empty text is no value; a number 0 is one, for the other way to read.
            empty = f"None if v is None or v == '' else {_FAIL}"
            read = f"({read}) if v else ({empty})"
        if field.default is not attrs.NOTHING:
            read = f"{self._default(field)} if {absent} else ({read})"
        return "\n  ".join([*lines, f"o.{field.name} = {read}"])

    def _default(self, field: attrs.Attribute[Any]) -> str:
        default: Any = field.default
        if isinstance(default, attrs.Factory):  # type: ignore[arg-type] # it is a class
            return f"{self._named(default.factory)}()"
        return self._named(default)

    def _read(self, kind: Any) -> str:
        """An expression for `v` as it comes as a rule; it fails where it does not."""
        if kind is str:
            return f"v if v.__class__ is str else {_FAIL}"
        if kind is Decimal:
            # Digits and a dot: no exponent, no NaN, no blanks and no underscores.
            return (
                "Decimal(v) if v.lstrip('-').replace('.', '', 1).isdecimal() "
                f"and v.isascii() else {_FAIL}"
            )
        if kind is int:
            return f"int(v) if v.isdecimal() and v.isascii() else {_FAIL}"
        if kind is datetime:
            return (
                "EPOCH + span(0, 0, 0, int(v)) if len(v) == 13 and v.isdecimal() "
                f"and v.isascii() else {_FAIL}"
            )
        if isinstance(kind, type) and issubclass(kind, OpenEnum):
            members = {member.value: member for member in kind}
            return f"{self._named(members)}[v]"
        if get_origin(kind) is Annotated and kind.__metadata__ == ("flag",):
            return f"{self._named({'1': True, '0': False})}[v]"
        if get_origin(kind) is Annotated and kind.__metadata__ == ("number",):
            return f"v if v.__class__ is int else {_FAIL}"
        return f"{self._named(self._hook_of(kind))}(v, {self._named(kind)})"

    def compile(
        self, argument: str, start: str, lines: Sequence[str]
    ) -> Callable[[Any], Any]:
        """Put the lines together, and make them a function."""
        body = "\n  ".join([start, "o = new(made)", *lines, "o.__class__ = kind"])
        text = f"def structure({argument}):\n  {body}\n  return o\n"
        exec(compile(text, "<structure>", "exec"), self.names)  # noqa: S102 - our own
        structure: Callable[[Any], Any] = self.names["structure"]
        return structure


_FAIL = "1 // 0"


def _twin(kind: type[Any]) -> type[Any]:
    """A class with the same slots whose values can be set, at the speed of a store."""
    return type(
        kind.__name__,
        (kind,),
        {
            "__slots__": (),
            "__setattr__": object.__setattr__,
            "__delattr__": object.__delattr__,
        },
    )


def _unwrapped(kind: Any) -> tuple[Any, bool]:
    """A type without its `None`, and whether it had one."""
    if get_origin(kind) not in {Union, UnionType}:
        return kind, False
    present = [each for each in get_args(kind) if each is not NoneType]
    if len(present) != 1:
        return kind, False
    return present[0], len(present) < len(get_args(kind))


def _fits(kind: type[Any]) -> bool:
    """Whether values of a class are no more than their slots."""
    return hasattr(kind, "__slots__") and not hasattr(kind, "__attrs_post_init__")


def _refuse(row: object) -> Any:
    """For classes that are more than their slots: they have no quick way."""
    raise TypeError(row)


def quick_object(kind: type[Any], hook_of: Hooks) -> Callable[[Any], Any]:
    """What reads an object by the wire's names."""
    if not _fits(kind):
        return _refuse
    writer = _Writer(kind, hook_of)
    writer.names["missing"] = object()
    lines = []
    for field in attrs.fields(kind):
        wire = wire_name(field.name)
        has_default = field.default is not attrs.NOTHING
        value = f"get({wire!r}, missing)" if has_default else f"row[{wire!r}]"
        lines.append(writer.field(field, value, "v is missing"))
    return writer.compile("row", "get = row.get", lines)


def quick_array(
    kind: type[Any], hook_of: Hooks, columns: Sequence[int]
) -> Callable[[Any], Any]:
    """What reads a bare array, whose fields stand in these columns."""
    if not _fits(kind):
        return _refuse
    writer = _Writer(kind, hook_of)
    lines = [
        writer.field(
            field, f"row[{place}] if width > {place} else ''", f"width <= {place}"
        )
        if field.default is not attrs.NOTHING
        else writer.field(field, f"row[{place}]", "")
        for field, place in zip(attrs.fields(kind), columns, strict=True)
    ]
    return writer.compile("row", "width = len(row)", lines)
