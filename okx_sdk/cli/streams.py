"""Data onto stdout, words onto stderr, and what is known of the two."""

from __future__ import annotations

import contextlib
import os
import sys
from typing import TextIO

import click

from okx_sdk.cli.exits import Closed, Unwritable

__all__ = ["emit", "flush", "is_coloured", "is_terminal", "room", "say"]


def emit(text: str) -> None:
    """Write data.

    Raises:
        Closed: whoever read it has gone.
        Unwritable: it cannot be written.
    """
    if sys.stdout is None:
        raise Unwritable("cannot write: the output is closed")
    try:
        sys.stdout.write(text)
    except BrokenPipeError:
        raise Closed from None
    except OSError as error:
        raise Unwritable(f"cannot write: {error.strerror}") from None


def flush() -> None:
    """Have everything written that was emitted; raises as `emit` does."""
    try:
        if sys.stdout is not None:
            sys.stdout.flush()
    except BrokenPipeError:
        raise Closed from None
    except OSError as error:
        raise Unwritable(f"cannot write: {error.strerror}") from None


def say(text: str, **style: object) -> None:
    """Write words, if there is anyone to read them."""
    if sys.stderr is None:
        return
    styled = style and is_coloured(sys.stderr)
    with contextlib.suppress(OSError):
        click.echo(click.style(text, **style) if styled else text, err=True)  # type: ignore[arg-type] # click's own


def is_terminal(stream: TextIO | None) -> bool:
    """Whether a person looks at it."""
    return stream is not None and stream.isatty()


def is_coloured(stream: TextIO | None) -> bool:
    """Whether it may be coloured: on a terminal, unless `NO_COLOR` is set."""
    plain = os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb"
    return is_terminal(stream) and not plain


def room() -> int | None:
    """How many columns of text there are on stdout; without end in a file."""
    import shutil

    return shutil.get_terminal_size().columns if is_terminal(sys.stdout) else None
