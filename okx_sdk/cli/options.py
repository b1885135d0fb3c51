"""The options that commands share, each composed by one decorator."""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, TypeVar, cast

import click
from click.shell_completion import CompletionItem

from okx_sdk.cli.state import Options, State

if TYPE_CHECKING:
    from okx_sdk.models._base import OpenEnum

__all__ = ["BAR", "INST_ID", "INST_TYPE", "MOMENT", "data_options", "shared_options"]

F = TypeVar("F", bound="Callable[..., object] | click.Command")

# A test compares them with the enums, which would take long to import.
ENVS = ("live", "demo", "sandbox")
REGIONS = ("global", "eea", "us")
INST_TYPES = ("SPOT", "MARGIN", "SWAP", "FUTURES", "OPTION", "EVENTS")
FORMATS = ("table", "json", "ndjson", "csv")


def _keep(ctx: click.Context, param: click.Parameter, value: object) -> None:
    """Remember an option, wherever on the line it stands; the last one counts."""
    if value is None or value is False:
        return
    state, name = ctx.ensure_object(State), str(param.name)
    if name in Options.__annotations__:
        state.options = cast("Options", {**state.options, name: value})
    else:
        setattr(state, name, value)


def _names(_: click.Context, param: click.Parameter, value: str | None) -> object:
    names = tuple(filter(None, re.split(r"[\s,]+", value or "")))
    _keep(_, param, names or None)


def _shared(*names: str, **attributes: object) -> Callable[[F], F]:
    attributes.setdefault("callback", _keep)
    option = cast("Callable[..., Callable[[F], F]]", click.option)
    return option(*names, expose_value=False, **attributes)


def _composed(options: Sequence[Callable[[F], F]], command: F) -> F:
    # Decorators put theirs before what is there, on a command they put it behind.
    order = options if isinstance(command, click.Command) else reversed(options)
    return functools.reduce(lambda made, option: option(made), order, command)


def shared_options(command: F) -> F:
    """Which exchange, and how patiently: accepted before and after the subcommand."""
    return _composed(
        [
            _shared(
                "--env",
                type=click.Choice(ENVS),
                help="Which exchange: the real one, its demo trading, or the local sandbox.",
            ),
            _shared(
                "--region",
                type=click.Choice(REGIONS),
                help="Where the account was registered.",
            ),
            _shared(
                "--profile", metavar="NAME", help="A profile of the configuration file."
            ),
            _shared(
                "--timeout",
                type=click.FloatRange(min=0, min_open=True),
                metavar="SECONDS",
                help="How long a try may take to connect, and to be answered.",
            ),
            _shared(
                "-v",
                "--verbose",
                is_flag=True,
                help="Show each request, and the traceback of an error, on stderr.",
            ),
        ],
        command,
    )


def data_options(command: F) -> F:
    """How rows are written, and which of their columns; with the shared options."""
    written = _composed(
        [
            _shared(
                "-o",
                "--output",
                type=click.Choice(FORMATS),
                help="Form of the rows.  [default: table on a terminal, ndjson into a pipe]",
            ),
            _shared(
                "--columns",
                metavar="A,B",
                callback=_names,
                help="Only these columns, in this order.",
            ),
        ],
        command,
    )
    return shared_options(written)


class InstId(click.ParamType):
    """An instrument; a name in small letters alone is put into capitals."""

    name = "inst_id"

    def convert(
        self, value: str, param: click.Parameter | None, ctx: click.Context | None
    ) -> str:
        """The name as OKX writes it."""
        word = value.strip()
        if not word or not word.isascii() or not word.isprintable() or " " in word:
            self.fail(f"{value!r} is no instrument: write BTC-USDT.", param, ctx)
        return word.upper() if word.islower() else word


class Moment(click.ParamType):
    """A time as people write it; it is checked here and read by the client."""

    name = "time"

    def convert(
        self, value: str, param: click.Parameter | None, ctx: click.Context | None
    ) -> str:
        """The text itself, once it is known to be a time."""
        import time

        from okx_sdk.errors import InvalidArgument
        from okx_sdk.protocol.times import parse_time

        try:
            moment = parse_time(value, int(time.time() * 1000), "it")
        except (InvalidArgument, OverflowError):
            moment = -1
        if not 0 <= moment < 10**14:
            self.fail(
                f"{value!r} is no time: write 2026-01-31, 2026-01-31T08:00, "
                "milliseconds, or 7d for seven days ago.",
                param,
                ctx,
            )
        return value


class Named(click.ParamType):
    """A value of one of the SDK's enums, which are imported to complete it."""

    def __init__(self, name: str) -> None:
        self.name = name

    def shell_complete(
        self, ctx: click.Context, param: click.Parameter, incomplete: str
    ) -> list[CompletionItem]:
        """The values that begin so."""
        from okx_sdk.models import enums

        kind: type[OpenEnum] = getattr(enums, self.name)
        return [
            CompletionItem(v) for v in kind if v.lower().startswith(incomplete.lower())
        ]


class BarName(Named):
    """The length of a candle."""

    def convert(
        self, value: str, param: click.Parameter | None, ctx: click.Context | None
    ) -> str:
        """The bar, if it is one."""
        from okx_sdk.protocol.times import BARS

        if value.removesuffix("utc") not in BARS:
            capital = value[:-1] + value[-1:].upper()
            known = f"did you mean {capital}?" if capital in BARS else ", ".join(BARS)
            self.fail(f"no bar {value!r}: {known}", param, ctx)
        return value


INST_ID = InstId()
INST_TYPE = click.Choice(INST_TYPES, case_sensitive=False)
MOMENT = Moment()
BAR = BarName("Bar")
