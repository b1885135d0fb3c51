"""What live commands share: how long they run, and where their rows go."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Generator, Iterable
from contextlib import contextmanager
from typing import TYPE_CHECKING, TypeVar

import click

from okx_sdk.cli.options import data_options
from okx_sdk.cli.output import Sheet
from okx_sdk.cli.state import current, open_client
from okx_sdk.cli.streams import is_terminal

if TYPE_CHECKING:
    from okx_sdk.blocking._subscription import BlockingSubscription
    from okx_sdk.blocking.client import Client
    from okx_sdk.cli.screen import View

__all__ = ["Limits", "channel_option", "live_options", "run"]

F = TypeVar("F", bound=Callable[..., object])
T = TypeVar("T")

# A test compares them with the client's, which would take long to import.
BOOK_CHANNELS = (
    "books",
    "books5",
    "bbo-tbt",
    "books50-l2-tbt",
    "books-l2-tbt",
    "books-rpi",
)

_SECONDS = {"ms": 0.001, "": 1.0, "s": 1.0, "m": 60.0, "h": 3600.0, "d": 86_400.0}
_LENGTH = re.compile(r"(\d+\.?\d*|\.\d+)\s*(ms|s|m|h|d|)", re.ASCII)


def duration(text: str) -> float:
    """Seconds of a length of time as people write it."""
    found = _LENGTH.fullmatch(text.strip())
    if found is None:
        raise click.BadParameter(f"{text!r} is no length of time: write 30s, 5m or 1h.")
    return float(found[1]) * _SECONDS[found[2]]


class Limits:
    """When a live command has seen enough."""

    def __init__(self, count: int | None, seconds: float | None) -> None:
        self.count = count
        self.seconds = seconds

    @property
    def are_none(self) -> bool:
        """Whether it goes on until it is interrupted."""
        return self.count is None and self.seconds is None


def live_options(command: F) -> F:
    """How long it runs, and the options of data."""
    command = data_options(command)
    command = click.option(
        "--duration",
        "seconds",
        type=duration,
        metavar="TIME",
        help="End after so long, such as 30s or 5m.  [default: at Ctrl-C]",
    )(command)
    return click.option(
        "--count", type=click.IntRange(min=1), metavar="N", help="End after N rows."
    )(command)


def channel_option(command: F) -> F:
    """Which of the channels of books."""
    return click.option(
        "--channel",
        type=click.Choice(BOOK_CHANNELS),
        default="books",
        show_default=True,
        help="400 levels, five, or the best alone; the tbt books are for VIP tiers.",
    )(command)


def run(
    subscribed: Callable[[Client], BlockingSubscription[T]],
    limits: Limits,
    *,
    kind: type | tuple[str, ...],
    view: Callable[[], View[T]],
    made: Callable[[T], Iterable[object]] = lambda row: (row,),
) -> None:
    """Read a stream: as a picture on a terminal, as rows elsewhere.

    Args:
        subscribed: gives the stream.
        limits: when it is enough.
        kind: the rows' model or columns.
        view: gives the picture.
        made: gives what is written for one value of the stream.
    """
    from okx_sdk.cli.feed import feed_of, warnings

    sheet = Sheet(kind)
    if sheet.form == "table":
        _refuse(limits)
    with warnings() as warned, open_client() as okx:
        stream = subscribed(okx)
        with _waiting("connecting"):
            stream.open()
        feed = feed_of(stream, limits.count, limits.seconds, warned)
        if sheet.form == "table":
            from okx_sdk.cli.screen import show

            show(feed, view(), okx.env)
        else:
            sheet.write(feed.rows(made))


def _refuse(limits: Limits) -> None:
    """What has no picture, before anything is asked."""
    if current().columns:
        raise click.UsageError("--columns are those of rows: give -o ndjson or csv too")
    if limits.are_none and not is_terminal(sys.stdout):
        raise click.UsageError(
            "a table that nobody watches is written at the end: "
            "give --duration or --count, or -o ndjson"
        )


@contextmanager
def _waiting(words: str) -> Generator[None]:
    """A word on stderr that something is under way; nothing where nobody looks."""
    if not is_terminal(sys.stderr):
        yield
        return
    from rich.console import Console

    with Console(stderr=True).status(words, spinner="line"):
        yield
