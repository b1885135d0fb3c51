"""What a person sees on stderr while they wait: a bar, or a word that something runs."""

from __future__ import annotations

import sys
from collections.abc import Callable, Generator
from contextlib import contextmanager

from okx_sdk.cli.streams import is_terminal

__all__ = ["Report", "progress"]

Report = Callable[[int, float | None], None]
"""Told how many rows there are, and which share of the range they cover."""


def _nobody(_: int, __: float | None) -> None:
    """Where nobody looks, nothing is shown."""


@contextmanager
def progress(title: str, *, shown: bool = True) -> Generator[Report]:
    """A bar on stderr that vanishes at the end; nothing where nobody looks."""
    if not shown or not is_terminal(sys.stderr):
        yield _nobody
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn

    bar = Progress(
        SpinnerColumn("line"),
        TextColumn("{task.description}", markup=False),
        BarColumn(40, complete_style="green", pulse_style="green"),
        TextColumn("{task.fields[share]}"),
        TextColumn("{task.fields[rows]:>9,} rows", style="dim"),
        console=Console(stderr=True),
        transient=True,
    )
    with bar:
        task = bar.add_task(title, total=None, rows=0, share="")

        def report(rows: int, share: float | None) -> None:
            total = None if share is None else 1.0
            words = "" if share is None else f"{share:4.0%}"
            bar.update(task, rows=rows, total=total, completed=share, share=words)

        yield report
