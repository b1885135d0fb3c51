"""Arguments and options made from the parameters of a declaration."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from inspect import Parameter
from types import NoneType
from typing import Annotated, get_args, get_origin

import attrs
import click
from click.shell_completion import CompletionItem

from okx_sdk.cli.bodies import body_reader, structure
from okx_sdk.cli.exact import exact
from okx_sdk.cli.options import beginning
from okx_sdk.errors import InvalidArgument
from okx_sdk.models._base import OpenEnum
from okx_sdk.protocol.times import parse_time

__all__ = ["TAKEN", "parameter_of"]

TAKEN = frozenset(
    ("env", "region", "profile", "timeout", "verbose", "output", "columns", "help")
) | {"dry_run", "walk", "yes"}
"""Names that mean the same on every command; a parameter of that name is put aside."""


def milliseconds(text: str) -> int:
    """A time as people write it."""
    try:
        return parse_time(text, int(time.time() * 1000))
    except InvalidArgument as error:
        raise click.BadParameter(error.message.removeprefix("time ")) from None


def cursor(text: str) -> str | int:
    """A time, or whatever else is no time, as it is."""
    if text.isdigit():
        return text
    try:
        return milliseconds(text)
    except click.BadParameter:
        return text


def words(text: str) -> str | list[str]:
    """Several values joined by commas; one alone as itself."""
    parts = [part.strip() for part in text.split(",")]
    return parts if len(parts) > 1 else parts[0]


@dataclass(frozen=True)
class Form:
    """How a parameter is written: its reader, the word for it, and its enum, if any."""

    read: Callable[[str], object]
    word: str
    kind: type[OpenEnum] | None = None

    def complete(
        self, _: click.Context, __: click.Parameter, incomplete: str
    ) -> list[CompletionItem]:
        """The known values that begin so."""
        return beginning(incomplete, self.kind or ())


def parameter_of(parameter: Parameter, told: str) -> click.Parameter:
    """The argument or option for a parameter; *told* is what the docstring says of it."""
    form, name = _form_of(parameter.annotation), parameter.name
    required = parameter.default is Parameter.empty
    word = name.rstrip("_")
    if required and parameter.kind is not Parameter.KEYWORD_ONLY:
        return click.Argument(
            [name], type=form.read, metavar=word.upper(), shell_complete=form.complete
        )
    flag = f"--{'okx-' if name in TAKEN else ''}{word.replace('_', '-')}"
    text = " ".join(filter(None, (told, _listed(form, told))))
    if form.read is bool:
        return click.Option(
            [f"{flag}/--no-{flag[2:]}", name],
            default=None,
            required=required,
            help=text,
        )
    return click.Option(
        [flag, name],
        type=form.read,
        required=required,
        help=text,
        metavar=form.word,
        shell_complete=form.complete,
    )


def _listed(form: Form, told: str) -> str:
    """The values of an enum, unless they are told already."""
    values = [str(value) for value in form.kind or ()]
    known = sum(f"`{value}`" in told for value in values) >= min(2, len(values))
    return "" if known else f"One of {', '.join(values)}."


def _form_of(annotation: object) -> Form:
    kinds = _members(annotation)
    for kind in kinds:
        if isinstance(kind, type) and issubclass(kind, OpenEnum):
            return Form(str, kind.__name__.upper(), kind)
        if get_origin(kind) is Annotated:
            return Form(body_reader(get_args(kind)[0]), "JSON")
    for fits, form in _FORMS:
        if fits(kinds):
            return form
    return Form(str, "TEXT")


def _members(annotation: object) -> tuple[object, ...]:
    """What a parameter may be, without `None`; unions of unions are flat."""
    if get_origin(annotation) is Annotated:
        return (annotation,)
    parts = get_args(annotation) if get_origin(annotation) not in _CONTAINERS else ()
    kinds = parts or (annotation,)
    return tuple(kind for kind in kinds if kind is not NoneType)


_CONTAINERS = {list, tuple, dict, Sequence, Mapping}


def _is_structure(kind: object) -> bool:
    """A model, a mapping, or a list of such."""
    if get_origin(kind) in {dict, Mapping}:
        return True
    if isinstance(kind, type) and attrs.has(kind):
        return True
    return any(_is_structure(part) for part in get_args(kind))


def _is_list(kind: object) -> bool:
    return get_origin(kind) in {list, tuple, Sequence}


_FORMS: tuple[tuple[Callable[[tuple[object, ...]], bool], Form], ...] = (
    (lambda kinds: datetime in kinds and str in kinds, Form(cursor, "ID|TIME")),
    (lambda kinds: datetime in kinds, Form(milliseconds, "TIME")),
    (lambda kinds: Decimal in kinds, Form(exact, "NUMBER")),
    (lambda kinds: bool in kinds, Form(bool, "")),
    (lambda kinds: int in kinds and str not in kinds, Form(int, "INTEGER")),
    (lambda kinds: any(map(_is_structure, kinds)), Form(structure, "JSON")),
    (lambda kinds: any(map(_is_list, kinds)), Form(words, "A,B")),
)
