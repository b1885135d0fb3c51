"""Before something is sent: a look at it, a question, and what to do if no answer comes."""

from __future__ import annotations

import sys
from collections.abc import Callable, Generator
from contextlib import contextmanager

import click

from okx_sdk.cli.exits import UNKNOWN, code_of
from okx_sdk.cli.state import current, settings
from okx_sdk.cli.streams import is_terminal, say

__all__ = ["changing_options", "command", "confirm", "outcome_told", "wants_look"]


def changing_options(command: Callable[..., object]) -> Callable[..., object]:
    """What all commands have that change something: to look only, and not to ask."""
    dry = click.option(
        "--dry-run", is_flag=True, help="Show what would be sent; send nothing."
    )
    yes = click.option(
        "-y", "--yes", is_flag=True, help="Do not ask before it is sent."
    )
    return dry(yes(command))


def wants_look(what: str, *, yes: bool) -> bool:
    """Whether somebody is to see beforehand what would be done.

    Raises:
        UsageError: nobody is there to be asked.
    """
    if yes:
        return False
    if settings().env.value == "live":
        _require_somebody(what)
        return True
    return is_terminal(sys.stderr)


def confirm(what: str, *, yes: bool) -> None:
    """Ask before something is changed on the live exchange; `--yes` is the answer.

    Raises:
        UsageError: nobody is there to be asked.
        Abort: the answer is no.
    """
    if yes or settings().env.value != "live":
        return
    _require_somebody(what)
    try:
        is_sure = click.confirm(f"{what} on live: send it?", err=True)
    except click.Abort:  # by Ctrl-C or the input's end, behind which the cursor stands
        is_sure = False
        say("")
    if not is_sure:
        say("nothing was sent")
        raise click.Abort


def _require_somebody(what: str) -> None:
    if not (is_terminal(sys.stdin) and is_terminal(sys.stderr)):
        raise click.UsageError(f"{what} changes things on live: add --yes")


@contextmanager
def outcome_told(lookup: str) -> Generator[None]:
    """Add to an unknown outcome the command that finds it out (C3).

    Args:
        lookup: its words, where the error does not have the order's name and time.
    """
    from okx_sdk.errors import OkxError, OrderOutcomeUnknown

    try:
        yield
    except OrderOutcomeUnknown as error:
        words = lookup
        if error.exp_time is not None:  # else it is of no order that was to be placed
            words = f"order resolve {error.inst_id} {error.cl_ord_id}"
            words += f" --exp-time {int(error.exp_time * 1000)}"
        if error.sent_at is not None:
            words += f" --sent-at {int(error.sent_at * 1000)}"
        error.add_note(f"find out by: {command(words)}")
        raise
    except OkxError as error:
        if code_of(error) == UNKNOWN:
            error.add_note(f"find out by: {command(lookup)}")
        raise
    except (KeyboardInterrupt, SystemExit):  # it may have left already
        say(f"interrupted; what became of it: {command(lookup)}", fg="yellow")
        raise


def command(words: str) -> str:
    """A line for the same exchange and account as this one."""
    options = current().options
    said = [
        f"--{name} {value}"
        for name in ("env", "region", "profile")
        if (value := options.get(name))
    ]
    return " ".join(["okxsdk", *said, words])
