"""Pictures that are drawn anew as rows come, on a screen of their own."""

from __future__ import annotations

import signal
import sys
import threading
import time
from collections.abc import Generator, Sequence
from contextlib import contextmanager
from io import StringIO
from typing import Protocol, TypeVar

import click
from attrs import frozen
from rich.console import Console, Group, RenderableType
from rich.live import Live
from rich.table import Table
from rich.text import Text

from okx_sdk.cli.feed import Feed
from okx_sdk.cli.marks import clock, span
from okx_sdk.cli.streams import emit, is_coloured, is_terminal

__all__ = ["Canvas", "View", "show"]

T = TypeVar("T")
T_contra = TypeVar("T_contra", contravariant=True)

FRAME = 0.1
"""Seconds from one drawing to the next."""

UNBOUNDED = 10_000
"""Lines of paper, where nobody looks."""

AROUND = 4
"""Lines that are not the picture's: its title, its foot, and space."""


@frozen
class Canvas:
    """What a picture has to draw on."""

    width: int
    height: int
    is_live: bool
    """Whether the figures still hold."""
    is_plain: bool = False
    """Whether characters cannot be shown inversely."""


class View(Protocol[T_contra]):
    """A picture of rows."""

    title: str

    def take(self, rows: Sequence[T_contra]) -> None:
        """Have these rows, the newest last."""
        ...

    def draw(self, canvas: Canvas) -> RenderableType:
        """The picture as it is now."""
        ...


def show(feed: Feed[T], view: View[T], env: str) -> None:
    """Draw what comes until it ends; its last picture stays.

    Where nobody looks, only that last picture is drawn.
    """
    console = Console(highlight=False)
    frame = Frame(feed, view, env)
    if is_terminal(sys.stdout) and not console.is_dumb_terminal:
        _live(feed, view, frame, console)
        return
    for rows in feed.batches(FRAME):
        view.take(rows)
        feed.tell()
    emit(_printed(frame, console.width, UNBOUNDED, is_plain=True))


def _live(feed: Feed[T], view: View[T], frame: Frame, console: Console) -> None:
    """Draw until it ends, on a screen that vanishes then."""
    try:
        with _screen(console) as live:
            for rows in feed.batches(FRAME):
                view.take(rows)
                live.update(frame.drawn(*console.size), refresh=True)
                if not is_terminal(sys.stderr):
                    feed.tell()
    except KeyboardInterrupt:
        raise click.Abort from None  # for which click writes no empty line
    finally:
        is_plain = not is_coloured(sys.stdout)
        emit(_printed(frame, *console.size, is_plain=is_plain))
        feed.tell()


@contextmanager
def _screen(console: Console) -> Generator[Live]:
    live = Live(
        console=console,
        screen=True,
        auto_refresh=False,
        redirect_stdout=False,
        redirect_stderr=False,
    )
    try:
        live.start()
        yield live
    finally:
        with _undisturbed():
            live.stop()


@contextmanager
def _undisturbed() -> Generator[None]:
    """A second Ctrl-C does not keep the terminal from being given back."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def _printed(frame: Frame, width: int, height: int, *, is_plain: bool) -> str:
    """The last picture as text."""
    paper = Console(
        file=StringIO(),
        width=width,
        force_terminal=not is_plain,
        color_system=None if is_plain else "standard",
        highlight=False,
    )
    with paper.capture() as captured:
        paper.print(frame.last(width, height, is_plain=is_plain))
    return "\n".join(line.rstrip() for line in captured.get().splitlines()) + "\n"


class Frame:
    """A picture with a title above it and a line of facts below."""

    def __init__(self, feed: Feed[T], view: View[T], env: str) -> None:
        self._feed = feed
        self._view = view
        self._env = env

    def drawn(self, width: int, height: int) -> RenderableType:
        """The picture that fills the screen."""
        state = self._feed.state
        canvas = Canvas(width, max(height - AROUND, 1), self._feed.is_live)
        mark = Text("● live", "green")
        if state != "live":
            mark = Text(f"○ {state}", "bold red")
        return Group(self._title(mark), "", self._view.draw(canvas), "", self._foot())

    def last(self, width: int, height: int, *, is_plain: bool) -> RenderableType:
        """The picture that stays."""
        state = self._feed.state
        room = max(height - AROUND, 1)
        canvas = Canvas(width, room, self._feed.is_live, is_plain)
        mark = Text("ended" if state == "live" else f"ended, {state}", "dim")
        return Group(self._title(mark), "", self._view.draw(canvas))

    def _title(self, state: Text) -> RenderableType:
        name = Text(f" {self._view.title}", "bold", no_wrap=True, overflow="ellipsis")
        if self._env != "live":
            name.append(f"  {self._env}", "not bold yellow")
        line = Table.grid(expand=True, padding=(0, 1))
        line.add_column(ratio=1)
        line.add_column(justify="right", no_wrap=True)
        line.add_row(name, state)
        return line

    def _foot(self) -> Text:
        feed = self._feed
        silence = time.monotonic() - feed.heard
        rows = "row" if feed.taken == 1 else "rows"
        facts = [f"{feed.taken:,} {rows} in {span(time.monotonic() - feed.began)}"]
        if silence >= 2:
            facts.append(f"silent for {span(silence)}")
        text = Text(f" {' · '.join(facts)}", "dim", no_wrap=True, overflow="ellipsis")
        gap = feed.last_gap
        if gap is not None:
            gaps = "gap" if feed.gaps == 1 else f"{feed.gaps} gaps, the last"
            said = f"{gaps} at {clock(gap.end)[:8]}: {gap.cause}"
            text.append(f" · {said}", "not dim yellow")
        return text.append(" · Ctrl-C ends")
