"""The quick way from a row to its model, for rows that look as they always do.

For each model a function is written, field by field, and compiled. It knows the usual
texts alone: whatever else comes makes it fail, and then the converter's own way is
gone, which gives the same value or the right error. So it has no say in what a row
means, only in how soon it is read.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, datetime, timedelta
from decimal import Clamped, Context, Decimal, InvalidOperation, Overflow, Rounded
from functools import cache
from operator import itemgetter
from types import NoneType, UnionType
from typing import Annotated, Any, TypeAlias, Union, get_args, get_origin

import attrs

from okx_sdk.models._base import OpenEnum

__all__ = ["FAIL", "Hooks", "Key", "Reader", "unwrapped"]

Hooks: TypeAlias = Callable[[Any], Callable[[Any, Any], Any]]
"""Gives the converter's hook for a type."""

Key: TypeAlias = str | int
"""Where a row has a field: under a word of the wire, or in a column."""


def _refuse(row: object) -> Any:
    """Stands for the function of a model that has none yet, or will have none."""
    raise TypeError(row)


class Reader:
    """Reads the usual rows of one model by *read*, which fails for any other.

    Fields that rows have are fetched all at once, and those that a row has once lacked
    one by one: rows that *read* failed for are shown to *learn*.
    """

    def __init__(
        self,
        kind: type[Any],
        hook_of: Hooks,
        fields: Mapping[Key, attrs.Attribute[Any]],
    ) -> None:
        self.read: Callable[[Any], Any] = _refuse
        self._kind, self._hook_of, self._fields = kind, hook_of, fields
        self._rare: set[Key] = set()

    def learn(self, row: Any) -> None:
        """Be ready for rows that lack what this one lacks."""
        lacking = {
            key
            for key, field in self._fields.items()
            if field.default is not attrs.NOTHING and not _has(row, key)
        }
        if _fits(self._kind) and (self.read is _refuse or lacking - self._rare):
            self._rare = self._rare | lacking
            self.read = self._written()

    def _written(self) -> Callable[[Any], Any]:
        writer = _Writer(self._kind, self._hook_of)
        for key, field in self._fields.items():
            writer.field(field, key, is_rare=key in self._rare)
        return writer.compile()


def _has(row: Any, key: Key) -> bool:
    return key in row if isinstance(key, str) else key < len(row)


def _fits(kind: type[Any]) -> bool:
    """Whether values of a class are no more than their slots."""
    return hasattr(kind, "__slots__") and not hasattr(kind, "__attrs_post_init__")


class _Writer:
    """Writes the function of one model, and collects what its text refers to.

    What stands in `v0`, `v1` and so on becomes a field of `o`. Whether they are texts,
    and figures nothing else, is looked at for all together.
    """

    def __init__(self, kind: Any, hook_of: Hooks) -> None:
        self._hook_of = hook_of
        self._fetched: dict[str, Key] = {}
        self._lines: list[str] = []
        self._numbers: list[tuple[str, str, str]] = []
        self._words: list[str] = []
        self._figures: list[str] = []
        self._names: dict[str, Any] = {
            "new": object.__new__,
            "made": _twin(kind),
            "kind": kind,
            "missing": object(),
            "join": "".join,
            "exact": _EXACT.create_decimal,
            "EPOCH": _EPOCH,
            "MS": _MS,
            "SECOND": _SECONDS,
            "PART": _PARTS,
        }

    def _named(self, value: Any) -> str:
        name = f"given{len(self._names)}"
        self._names[name] = value
        return name

    def field(self, field: attrs.Attribute[Any], key: Key, *, is_rare: bool) -> None:
        """Write how one field is read."""
        place, target = f"v{key}", f"o.{field.name}"
        kind, is_optional = unwrapped(field.type)
        read = self._reading(kind, key, is_optional=is_optional)
        if is_rare:
            default = self._default(field)
            self._lines += [
                f"{place} = {_fetch(key)}",
                f"if {place} is missing: {target}, {place} = {default}, {_EMPTY}",
                f"else: {target} = {read}",
            ]
            return
        self._fetched[place] = key
        if kind is Decimal:
            self._numbers.append((place, target, read))
        else:
            self._lines.append(f"{target} = {read}")

    def _reading(self, kind: Any, key: Key, *, is_optional: bool) -> str:
        """The text that makes a value of what was fetched."""
        place = f"v{key}"
        table = _table(kind)
        if table is not None:
            nothing = {"": None, None: None} if is_optional else {}
            return f"{self._named(table | nothing)}[{place}]"
        if kind is str:
            self._words.append(place)
            return f"{place} or None" if is_optional else place
        if kind in {Decimal, int}:
            self._figures.append(place)
            read = _CONVERSIONS[kind].format(place)
            return f"({read}) if {place} else None" if is_optional else read
        read = self._other(kind, key)
        # An empty text is no value; a number 0 is one, for the other way to read.
        empty = f"None if {place} == {_EMPTY} else {FAIL}"
        return f"({read}) if {place} else ({empty})" if is_optional else read

    def _other(self, kind: Any, key: Key) -> str:
        place = f"v{key}"
        if kind is datetime:
            # What happens comes at once, much of it within a second; arrays are pages
            # of candles, each of another minute.
            moment = _LIVE_MOMENT if isinstance(key, str) else _MOMENT
            return moment.format(place)
        if get_origin(kind) is Annotated and kind.__metadata__ == ("number",):
            return f"{place} if {place}.__class__ is int else {FAIL}"
        return f"{self._named(self._hook_of(kind))}({place}, {self._named(kind)})"

    def _default(self, field: attrs.Attribute[Any]) -> str:
        default: Any = field.default
        if isinstance(default, attrs.Factory):  # type: ignore[arg-type] # it is a class
            return f"{self._named(default.factory)}()"
        return self._named(default)

    def _fetching(self) -> Iterable[str]:
        if self._fetched:
            self._names["fetch"] = itemgetter(*self._fetched.values())
            yield f"{', '.join(self._fetched)} = fetch(row)"

    def _converting(self) -> Iterable[str]:
        """All numbers at once where all are there, as it is quicker; or one by one."""
        one_by_one = [f"{target} = {read}" for _, target, read in self._numbers]
        if len(self._numbers) < _MANY:
            yield from one_by_one
            return
        places, targets, _ = zip(*self._numbers, strict=True)
        yield f"if {' and '.join(places)}:"
        yield f"  {', '.join(targets)} = map(exact, ({', '.join(places)}))"
        yield "else:"
        yield from (f"  {line}" for line in one_by_one)

    def _checking(self) -> Iterable[str]:
        """Joining takes texts alone. Nothing but NaN and Infinity has an n."""
        if len(self._words) < _MANY:
            yield from (
                f"if {each}.__class__ is not str: {FAIL}" for each in self._words
            )
        else:
            yield f"join(({', '.join(self._words)}))"
        if self._figures:
            yield f"s = join(({', '.join(self._figures)},))"
            yield f"if not s.isascii() or 'n' in s or 'N' in s: {FAIL}"

    def compile(self) -> Callable[[Any], Any]:
        """Put the lines together, and make them a function."""
        lines = [
            *self._fetching(),
            "o = new(made)",
            *self._lines,
            *self._converting(),
            *self._checking(),
            "o.__class__ = kind",
            "return o",
        ]
        text = "\n  ".join(["def read(row):", *lines])
        exec(compile(text, "<read>", "exec"), self._names)  # noqa: S102 - our own
        read: Callable[[Any], Any] = self._names["read"]
        return read


class _Seconds(dict[str, datetime]):
    """Whole seconds by their texts: what is live says the same ones again and again."""

    def __missing__(self, text: str) -> datetime:
        if not (text.isascii() and text.isdecimal()):
            raise KeyError(text)
        if len(self) >= _MOST_SECONDS:
            self.clear()
        second = self[text] = _EPOCH + timedelta(seconds=int(text))
        return second


_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MS = timedelta(milliseconds=1)
_MOST_SECONDS = 1_000
_SECONDS = _Seconds()
_PARTS = {f"{ms:03}": timedelta(milliseconds=ms) for ms in range(1_000)}

_EXACT = Context(
    prec=200, Emin=-101, Emax=300, traps=[InvalidOperation, Overflow, Rounded, Clamped]
)
"""Makes the number of a text as `Decimal` does, and sooner.

It fails where one has more places, before or behind the point, than are taken, and
unlike `Decimal` takes neither blanks nor underscores.
"""

FAIL = "1 // 0"
"""What a written function does with all that is not as usual."""

_EMPTY = "''"
_MANY = 4
_LIVE_MOMENT = "SECOND[{0}[:10]] + PART[{0}[10:]]"
_MOMENT = (
    f"EPOCH + MS * int({{0}}) if {{0}}.isascii() and {{0}}.isdecimal() else {FAIL}"
)
_CONVERSIONS = {
    Decimal: "exact({0})",
    int: f"int({{0}}) if {{0}}.isdecimal() else {FAIL}",
}


def _fetch(key: Key) -> str:
    if isinstance(key, str):
        return f"row.get({key!r}, missing)"
    return f"row[{key}] if len(row) > {key} else missing"


def _table(kind: Any) -> dict[Any, Any] | None:
    """The values of what has few of them."""
    if isinstance(kind, type) and issubclass(kind, OpenEnum):
        return {member.value: member for member in kind}
    if get_origin(kind) is Annotated and kind.__metadata__ == ("flag",):
        return {"1": True, "0": False}
    if kind is bool:
        return {"true": True, "false": False, True: True, False: False}
    return None


@cache
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


def unwrapped(kind: Any) -> tuple[Any, bool]:
    """A type without its `None`, and whether it had one."""
    if get_origin(kind) not in {Union, UnionType}:
        return kind, False
    present = [each for each in get_args(kind) if each is not NoneType]
    if len(present) != 1:
        return kind, False
    return present[0], len(present) < len(get_args(kind))
