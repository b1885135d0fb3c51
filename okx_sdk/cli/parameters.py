"""Arguments and options made from the parameters of a declaration."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from inspect import Parameter
from types import NoneType
from typing import Annotated, cast, get_args, get_origin

import attrs
import click
import orjson
from click.shell_completion import CompletionItem

from okx_sdk.errors import InvalidArgument
from okx_sdk.models._base import OpenEnum
from okx_sdk.protocol.times import parse_time

__all__ = ["TAKEN", "parameter_of"]

TAKEN = frozenset(
    ("env", "region", "profile", "timeout", "verbose", "output", "columns", "help")
) | {"dry_run", "walk", "yes"}
"""Names that mean the same on every command; a parameter of that name is put aside."""


class Exact(click.ParamType):
    """A number, kept as it is written."""

    name = "number"

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> Decimal:
        """The number."""
        try:
            number = Decimal(str(value))
        except ArithmeticError:
            number = Decimal("NaN")
        if not number.is_finite():
            self.fail(f"{value!r} is no number", param, ctx)
        return number


class Cursor(click.ParamType):
    """A time, as ms; or, where ids are taken too, whatever is no time as it is."""

    def __init__(self, *, ids: bool) -> None:
        self.ids = ids
        self.name = "time|id" if ids else "time"

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> object:
        """What is sent."""
        text = str(value)
        if self.ids and text.isdigit():
            return text
        try:
            return parse_time(text, int(time.time() * 1000), "it")
        except InvalidArgument as error:
            if self.ids:
                return text
            self.fail(error.message.removeprefix("it "), param, ctx)


class Words(click.ParamType):
    """Several values in one text, joined by commas."""

    name = "a,b"

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> object:
        """The list; one value alone as itself."""
        words = [word.strip() for word in str(value).split(",")]
        return words if len(words) > 1 else words[0]


class Structure(click.ParamType):
    """JSON."""

    name = "json"

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> object:
        """What the text says."""
        if not isinstance(value, str):
            return value
        try:
            said: object = orjson.loads(value)
        except orjson.JSONDecodeError as error:
            self.fail(f"this is no JSON: {error}", param, ctx)
        return said


class Member(click.ParamType):
    """A value of an enum; others pass, since OKX adds some without notice."""

    def __init__(self, kind: type[OpenEnum]) -> None:
        self.kind = kind
        self.name = kind.__name__

    def shell_complete(
        self, ctx: click.Context, param: click.Parameter, incomplete: str
    ) -> list[CompletionItem]:
        """The known values that begin so."""
        small = incomplete.lower()
        return [CompletionItem(v) for v in self.kind if v.lower().startswith(small)]


def parameter_of(parameter: Parameter, told: str) -> click.Parameter:
    """The argument or option for a parameter; *told* is what the docstring says of it."""
    kind = _type_of(parameter.annotation)
    required = parameter.default is Parameter.empty
    name = parameter.name
    if required and parameter.kind is not Parameter.KEYWORD_ONLY:
        return click.Argument([name], type=kind, metavar=name.rstrip("_").upper())
    word = name.rstrip("_").replace("_", "-")
    flag = f"--okx-{word}" if name in TAKEN else f"--{word}"
    if kind is click.BOOL:
        flag = f"{flag}/--no-{word}"
    text = " ".join(filter(None, (told, _listed(kind, told))))
    return click.Option(
        [flag, name],
        type=kind,
        default=None,
        required=required,
        help=text,
        metavar=None if kind is click.BOOL else str(getattr(kind, "name", "")).upper(),
    )


def _listed(kind: click.ParamType, told: str) -> str:
    """The values of an enum, unless they are told already or are too many."""
    if not isinstance(kind, Member):
        return ""
    values = [str(value) for value in kind.kind]
    known = sum(f"`{value}`" in told for value in values) >= min(2, len(values))
    return "" if known else f"One of {', '.join(values)}."


def _type_of(annotation: object) -> click.ParamType:
    kinds = _members(annotation)
    for kind in kinds:
        if isinstance(kind, type) and issubclass(kind, OpenEnum):
            return Member(kind)
    if datetime in kinds:
        return Cursor(ids=str in kinds)
    if Decimal in kinds:
        return Exact()
    if bool in kinds:
        return click.BOOL
    if int in kinds and str not in kinds:
        return click.INT
    if any(_is_structure(kind) for kind in kinds):
        return Structure()
    if any(get_origin(kind) in {list, tuple, Sequence} for kind in kinds):
        return Words()
    return click.STRING


def _members(annotation: object) -> tuple[object, ...]:
    """What a parameter may be, without `None`; unions of unions are flat."""
    if get_origin(annotation) is Annotated:
        return (annotation,)
    parts = get_args(annotation) if get_origin(annotation) not in _CONTAINERS else ()
    kinds = parts or (annotation,)
    return tuple(kind for kind in kinds if kind is not NoneType)


_CONTAINERS = {list, tuple, dict, Sequence, Mapping}


def _is_structure(kind: object) -> bool:
    """A body, a model, a mapping, or a list of such."""
    if get_origin(kind) in {Annotated, dict, Mapping}:
        return True
    if isinstance(kind, type) and attrs.has(cast("type", kind)):
        return True
    return any(_is_structure(part) for part in get_args(kind))
