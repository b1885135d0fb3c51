"""The quick way from a row to its model, for rows that look as they always do.

For each model a function is written, field by field, and compiled. It knows the usual
texts alone: whatever else comes makes it fail, and then the converter's own way is
gone, which gives the same value or the right error. So it has no say in what a row
means, only in how soon it is read. Of a public trade it looks about like this:

    def read(row):
      vinstId, vpx, vsz, vside, vts = fetch(row)
      o = made()
      o.inst_id = vinstId
      o.px = exact(vpx)
      o.sz = exact(vsz)
      o.side = given9[vside]
      o.ts = SECOND[vts[:10]] + PART[vts[10:]]
      if type(vinstId) is not str: 1 // 0
      s = join((vpx, vsz,))
      if not s.isascii() or 'n' in s or 'N' in s: 1 // 0
      o.__class__ = kind
      return o
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

    What is always there is read all at once. What a row has once lacked, and a number
    that was once blank, is looked at by itself: rows that *read* failed for are shown
    to *learn*.
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
        self._numbers = {
            k for k, f in fields.items() if unwrapped(f.type)[0] is Decimal
        }
        """Those that were never blank or lacking."""

    def learn(self, row: Any) -> None:
        """Be ready for rows that lack what this one lacks."""
        rare = {key for key in self._fields if not _has(row, key)} - self._rare
        blank = {key for key in self._numbers if _has(row, key) and row[key] == ""}
        if _fits(self._kind) and (self.read is _refuse or rare or blank):
            self._rare = self._rare | rare
            self._numbers = self._numbers - rare - blank
            self.read = self._written()

    def _written(self) -> Callable[[Any], Any]:
        writer = _Writer(self._kind, self._hook_of)
        together = self._numbers if len(self._numbers) >= _MANY else set[Key]()
        for key, field in self._fields.items():
            if key in together:
                writer.number(field, key)
            elif key in self._rare and field.default is not attrs.NOTHING:
                writer.rare_field(field, key)
            else:
                writer.field(field, key)
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
        self._numbers: dict[str, Key] = {}
        self._words: list[str] = []
        self._figures: list[str] = []
        self._names: dict[str, Any] = {
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

    def number(self, field: attrs.Attribute[Any], key: Key) -> None:
        """Write that a field is a number, to be read with all others that are."""
        self._numbers[f"o.{field.name}"] = key

    def field(self, field: attrs.Attribute[Any], key: Key) -> None:
        """Write how a field is read that rows have."""
        self._fetched[f"v{key}"] = key
        self._lines.append(f"o.{field.name} = {self._reading(field, key)}")

    def rare_field(self, field: attrs.Attribute[Any], key: Key) -> None:
        """Write how a field is read that a row may lack."""
        place, target, default = f"v{key}", f"o.{field.name}", self._default(field)
        self._lines += [
            f"{place} = {_fetch(key)}",
            f"if {place} is missing: {target}, {place} = {default}, {_EMPTY}",
            f"else: {target} = {self._reading(field, key)}",
        ]

    def _reading(self, field: attrs.Attribute[Any], key: Key) -> str:
        """The text that makes a value of what was fetched."""
        place = f"v{key}"
        kind, is_optional = unwrapped(field.type)
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
        if self._numbers:
            self._names["numbers"] = itemgetter(*self._numbers.values())
            yield "n = numbers(row)"

    def _checking(self) -> Iterable[str]:
        """Joining takes texts alone."""
        if len(self._words) >= _MANY:
            yield f"join(({', '.join(self._words)}))"
        else:
            yield from (f"if type({v}) is not str: {FAIL}" for v in self._words)
        if self._figures:
            yield from _checked(f"({', '.join(self._figures)},)")
        if self._numbers:
            yield from _checked("n")

    def _converting(self) -> Iterable[str]:
        if self._numbers:
            yield f"{', '.join(self._numbers)} = map(exact, n)"

    def compile(self) -> Callable[[Any], Any]:
        """Put the lines together, and make them a function."""
        lines = [
            *self._fetching(),
            "o = made()",
            *self._lines,
            *self._checking(),
            *self._converting(),
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


def _checked(figures: str) -> Iterable[str]:
    """Nothing but NaN and Infinity has an n."""
    yield f"s = join({figures})"
    yield f"if not s.isascii() or 'n' in s or 'N' in s: {FAIL}"


def _fetch(key: Key) -> str:
    if isinstance(key, str):
        return f"row.get({key!r}, missing)"
    return f"row[{key}] if len(row) > {key} else missing"


def _table(kind: Any) -> dict[Any, Any] | None:
    """The values of what has few of them."""
    if isinstance(kind, type) and issubclass(kind, OpenEnum):
        return {member.value: member for member in kind}
    if get_origin(kind) is Annotated and get_args(kind)[1:] == ("flag",):
        return {"1": True, "0": False}
    if kind is bool:
        return {"true": True, "false": False, True: True, False: False}
    return None


@cache
def _twin(kind: type[Any]) -> type[Any]:
    """A class with the same slots that starts empty and is filled by plain stores."""
    return type(
        kind.__name__,
        (kind,),
        {
            "__slots__": (),
            "__init__": object.__init__,
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
