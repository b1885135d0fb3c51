"""Before something is sent: a look at it, a question, and what to do if no answer comes."""

from __future__ import annotations

import sys
from collections.abc import Callable

import click

from okx_sdk.cli.state import settings
from okx_sdk.cli.streams import is_terminal

__all__ = ["changing_options", "confirm", "wants_look"]


def changing_options(command: Callable[..., object]) -> Callable[..., object]:
    """What all commands have that change something: to look only, and not to ask."""
    dry = click.option(
        "--dry-run", is_flag=True, help="Show what would be sent; send nothing."
    )
    yes = click.option(
        "-y", "--yes", is_flag=True, help="Do not ask before it is sent."
    )
    return dry(yes(command))


def wants_look(*, yes: bool) -> bool:
    """Whether somebody is to see beforehand what would be done."""
    return not yes and (settings().env.value == "live" or is_terminal(sys.stderr))


def confirm(what: str, *, yes: bool) -> None:
    """Ask before something is changed on the live exchange; `--yes` is the answer.

    Raises:
        UsageError: nobody is there to be asked.
        Abort: the answer is no.
    """
    if yes or settings().env.value != "live":
        return
    if not (is_terminal(sys.stdin) and is_terminal(sys.stderr)):
        raise click.UsageError(f"{what} changes things on live: add --yes")
    click.confirm(f"{what} on live: send it?", abort=True, err=True)
