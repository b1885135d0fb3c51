"""The quick way from a row to its model, for rows that look as they always do.

For each model a function is written, field by field, and compiled. It knows the usual
texts alone: whatever else comes makes it fail, and then the converter's own way is
gone, which gives the same value or the right error. So it has no say in what a row
means, only in how soon it is read.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime, timedelta
from decimal import Context, Decimal, Inexact, InvalidOperation
from types import NoneType, UnionType
from typing import Annotated, Any, Union, get_args, get_origin

import attrs

from okx_sdk.models._base import OpenEnum
from okx_sdk.protocol.names import wire_name

__all__ = ["Hooks", "quick_array", "quick_object"]

Hooks = Callable[[Any], Callable[[Any, Any], Any]]
"""Gives the converter's hook for a type."""

Fetch = Callable[[str], str]
"""Gives the text that fetches a field, from the text that stands for none."""


class _Writer:
    """Writes the function of one model, and collects what its text refers to.

    Texts that become numbers are looked at together, when all are made: of what Decimal
    and int would take besides digits, signs and dots, none may be among them.
    """

    def __init__(self, kind: type[Any], hook_of: Hooks) -> None:
        self._hook_of = hook_of
        self._lines: list[str] = []
        self._figures: list[str] = []
        self._words: list[str] = []
        self._numbers: list[tuple[str, str, str]] = []
        self.names: dict[str, Any] = {
            "new": object.__new__,
            "made": _twin(kind),
            "kind": kind,
            "missing": object(),
            "join": "".join,
            "exact": _EXACT.create_decimal,
            "EPOCH": datetime(1970, 1, 1, tzinfo=UTC),
            "MS": timedelta(milliseconds=1),
            "USUAL": b"0123456789.-",
        }

    def _named(self, value: Any) -> str:
        name = f"given{len(self.names)}"
        self.names[name] = value
        return name

    def field(self, field: attrs.Attribute[Any], fetch: Fetch) -> None:
        """Write how one field is read."""
        kind, is_optional = _unwrapped(field.type)
        table = _table(kind)
        if table is not None:
            self._from_table(field, fetch, table, is_optional=is_optional)
        elif kind in {str, Decimal, int, datetime}:
            self._from_text(field, fetch, kind, is_optional=is_optional)
        else:
            self._from_other(field, fetch, kind, is_optional=is_optional)

    def _from_table(
        self,
        field: attrs.Attribute[Any],
        fetch: Fetch,
        table: dict[Any, Any],
        *,
        is_optional: bool,
    ) -> None:
        if is_optional:
            table |= {"": None, None: None}
        if field.default is not attrs.NOTHING:
            table[self.names["missing"]] = field.default
        self._lines.append(f"o.{field.name} = {self._named(table)}[{fetch('missing')}]")

    def _from_text(
        self, field: attrs.Attribute[Any], fetch: Fetch, kind: Any, *, is_optional: bool
    ) -> None:
        """One that is seen to be a text, and of figures, when all are joined."""
        target, place = f"o.{field.name}", f"v{len(self._lines)}"
        (self._words if kind is str else self._figures).append(place)
        read = _CONVERSIONS[kind].format(place)
        if is_optional:
            read = f"({read}) if {place} else None"
        if field.default not in {None, attrs.NOTHING}:
            read = f"{self._default(field)} if {place} is missing else ({read})"
            empty = f"if {place} is missing: {place} = {_EMPTY}"
            fetched = f"{place} = {fetch('missing')}"
            self._lines += [fetched, f"{target} = {read}", empty]
            return
        self._lines.append(f"{place} = {fetch(_EMPTY)}")
        if kind is Decimal:
            self._numbers.append((place, target, read))
        else:
            self._lines.append(f"{target} = {read}")

    def _from_other(
        self, field: attrs.Attribute[Any], fetch: Fetch, kind: Any, *, is_optional: bool
    ) -> None:
        place = f"v{len(self._lines)}"
        if get_origin(kind) is Annotated and kind.__metadata__ == ("number",):
            read = f"{place} if {place}.__class__ is int else {_FAIL}"
        else:
            read = f"{self._named(self._hook_of(kind))}({place}, {self._named(kind)})"
        if is_optional:
            # An empty text is no value; a number 0 is one, for the other way to read.
            empty = f"None if {place} is None or {place} == {_EMPTY} else {_FAIL}"
            read = f"({read}) if {place} else ({empty})"
        if field.default is not attrs.NOTHING:
            read = f"{self._default(field)} if {place} is missing else ({read})"
        self._lines += [f"{place} = {fetch('missing')}", f"o.{field.name} = {read}"]

    def _default(self, field: attrs.Attribute[Any]) -> str:
        default: Any = field.default
        if isinstance(default, attrs.Factory):  # type: ignore[arg-type] # it is a class
            return f"{self._named(default.factory)}()"
        return self._named(default)

    def _conversions(self) -> Iterable[str]:
        """All numbers at once where all are there, as it is quicker; or one by one."""
        if not self._numbers:
            return
        places, targets, _ = zip(*self._numbers, strict=True)
        yield f"if {' and '.join(places)}:"
        yield f"  {', '.join(targets)}, = map(exact, ({', '.join(places)},))"
        yield "else:"
        yield from (f"  {target} = {read}" for _, target, read in self._numbers)

    def _checks(self) -> Iterable[str]:
        """Joining takes texts alone; and so long are no figures that are well."""
        if self._words:
            yield f"join(({', '.join(self._words)},))"
        for start in range(0, len(self._figures), _AT_ONCE):
            some = self._figures[start : start + _AT_ONCE]
            yield f"s = join(({', '.join(some)},))"
            yield f"if s.encode().translate(None, USUAL) or len(s) > 300: {_FAIL}"

    def compile(self, argument: str, start: str) -> Callable[[Any], Any]:
        """Put the lines together, and make them a function."""
        conversions = [*self._conversions(), *self._checks()]
        lines = [start, "o = new(made)", *self._lines, *conversions]
        body = "\n  ".join([*lines, "o.__class__ = kind"])
        text = f"def structure({argument}):\n  {body}\n  return o\n"
        exec(compile(text, "<structure>", "exec"), self.names)  # noqa: S102 - our own
        structure: Callable[[Any], Any] = self.names["structure"]
        return structure


_EXACT = Context(prec=1_000, traps=[InvalidOperation, Inexact])
"""Makes the number of a text as `Decimal` does, and sooner."""

_FAIL = "1 // 0"
_EMPTY = "''"
_CONVERSIONS = {
    str: "{0}",
    Decimal: "exact({0})",
    int: "int({0})",
    datetime: f"EPOCH + MS * int({{0}}) if len({{0}}) == 13 else {_FAIL}",
}
_AT_ONCE = 14


def _table(kind: Any) -> dict[Any, Any] | None:
    """The values of what has few of them."""
    if isinstance(kind, type) and issubclass(kind, OpenEnum):
        return {member.value: member for member in kind}
    if get_origin(kind) is Annotated and kind.__metadata__ == ("flag",):
        return {"1": True, "0": False}
    if kind is bool:
        return {"true": True, "false": False, True: True, False: False}
    return None


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
    for field in attrs.fields(kind):
        writer.field(field, _by_name(field))
    return writer.compile("row", "get = row.get")


def _by_name(field: attrs.Attribute[Any]) -> Fetch:
    wire = wire_name(field.name)
    if field.default is attrs.NOTHING:
        return lambda _: f"row[{wire!r}]"
    return lambda absent: f"get({wire!r}, {absent})"


def quick_array(
    kind: type[Any], hook_of: Hooks, columns: Sequence[int]
) -> Callable[[Any], Any]:
    """What reads a bare array, whose fields stand in these columns."""
    if not _fits(kind):
        return _refuse
    writer = _Writer(kind, hook_of)
    for field, place in zip(attrs.fields(kind), columns, strict=True):
        writer.field(field, _by_column(field, place))
    return writer.compile("row", "width = len(row)")


def _by_column(field: attrs.Attribute[Any], place: int) -> Fetch:
    if field.default is attrs.NOTHING:
        return lambda _: f"row[{place}]"
    return lambda absent: f"row[{place}] if width > {place} else {absent}"
