"""The options that commands share, each composed by one decorator."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar, cast

import click
from click.shell_completion import CompletionItem

from okx_sdk.cli.state import Options, State

__all__ = [
    "INST_TYPE",
    "bar_name",
    "beginning",
    "currency",
    "data_options",
    "examples",
    "inst_types",
    "instrument",
    "own_name",
    "own_tag",
    "shared_options",
    "time_text",
    "values_of",
]

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


def _names(ctx: click.Context, param: click.Parameter, value: str | None) -> None:
    names = tuple(filter(None, re.split(r"[\s,]+", value or "")))
    _keep(ctx, param, names or None)


def _shared(*names: str, **attributes: object) -> Callable[[F], F]:
    attributes.setdefault("callback", _keep)
    option = cast("Callable[..., Callable[[F], F]]", click.option)
    return option(*names, expose_value=False, **attributes)


def _composed(options: Sequence[Callable[[F], F]], command: F) -> F:
    # Decorators put theirs before what is there, on a command they put it behind.
    is_made = isinstance(command, click.Command)
    for option in options if is_made else reversed(options):
        command = option(command)
    return command


def examples(*lines: str) -> str:
    """What stands below the help of a command: lines that one can type."""
    return "\n".join(["\b", *lines])


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


def instrument(text: str) -> str:
    """An instrument; a name in small letters alone is put into capitals."""
    return _listed(text, "instrument: write BTC-USDT")


def currency(text: str) -> str:
    """A currency; a name in small letters alone is put into capitals."""
    return _listed(text, "currency: write USDT")


def _listed(text: str, what: str) -> str:
    word = text.strip()
    if not word or not word.isascii() or not word.isprintable() or " " in word:
        raise click.BadParameter(f"{text!r} is no {what}.")
    return word.upper() if word.islower() else word


def own_name(text: str) -> str:
    """A name of one's own for an order."""
    return _plain(text, 32)


def own_tag(text: str) -> str:
    """A tag of one's own for orders."""
    return _plain(text, 16)


def _plain(text: str, most: int) -> str:
    if not (0 < len(text) <= most and text.isascii() and text.isalnum()):
        raise click.BadParameter(f"{text!r} is not of 1 to {most} letters and digits.")
    return text


def _is_completing() -> bool:
    """Whether a shell asks what may follow: nothing is checked then, or imported."""
    ctx = click.get_current_context(silent=True)
    return ctx is not None and ctx.resilient_parsing


def time_text(text: str) -> str:
    """A time as people write it: checked here, and read by the client."""
    if _is_completing():
        return text
    from okx_sdk.errors import InvalidArgument
    from okx_sdk.protocol.times import parse_time

    try:
        ms = parse_time(text, int(time.time() * 1000))
    except (InvalidArgument, OverflowError):
        ms = -1
    if not 0 <= ms < 10**14:
        raise click.BadParameter(
            f"{text!r} is no time: write 2026-01-31, 2026-01-31T08:00, milliseconds, "
            "or 7d for seven days ago."
        )
    return text


def bar_name(text: str) -> str:
    """The length of a candle."""
    if _is_completing():
        return text
    from okx_sdk.protocol.times import BARS

    if text.removesuffix("utc") not in BARS:
        capital = text[:-1] + text[-1:].upper()
        known = f"did you mean {capital}?" if capital in BARS else ", ".join(BARS)
        raise click.BadParameter(f"no bar {text!r}: {known}")
    return text


Completer = Callable[[click.Context, click.Parameter, str], list[CompletionItem]]


def values_of(name: str) -> Completer:
    """Completes the values of one of the enums, which are imported for it alone."""

    def complete(
        _: click.Context, __: click.Parameter, incomplete: str
    ) -> list[CompletionItem]:
        from okx_sdk.models import enums

        return beginning(incomplete, getattr(enums, name))

    return complete


def beginning(incomplete: str, known: Iterable[str]) -> list[CompletionItem]:
    """The words that begin so, in capitals or not."""
    small = incomplete.lower()
    return [CompletionItem(word) for word in known if word.lower().startswith(small)]


INST_TYPE = click.Choice(INST_TYPES, case_sensitive=False)


def inst_types(
    _: click.Context, __: click.Parameter, incomplete: str
) -> list[CompletionItem]:
    """Completes product lines in capitals, as OKX writes them."""
    return beginning(incomplete, INST_TYPES)
