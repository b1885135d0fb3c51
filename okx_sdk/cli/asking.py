"""Before something is sent: a look at it, a question, and what to do if no answer comes."""

from __future__ import annotations

import logging
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

    logger, left = logging.getLogger("okx_sdk.orders"), _Left()
    logger.addFilter(left)
    try:
        yield
    except OrderOutcomeUnknown as error:
        words = lookup
        if error.exp_time is not None:  # else it is of no order that was to be placed
            words = f"order resolve {error.inst_id} {error.cl_ord_id}"
        words += _times(error.exp_time, error.sent_at)
        error.add_note(f"find out by: {command(words)}")
        raise
    except OkxError as error:
        if code_of(error) == UNKNOWN:
            error.add_note(f"find out by: {command(lookup)}")
        raise
    except (KeyboardInterrupt, SystemExit):  # it may have left already
        words = command(lookup + left.times)
        say(f"interrupted; what became of it: {words}", fg="yellow")
        raise
    finally:
        logger.removeFilter(left)


class _Left(logging.Filter):
    """Hears until when an order may be placed that was left without an outcome."""

    times = ""

    def filter(self, record: logging.LogRecord) -> bool:
        """Keep it for our own words, which say the same."""
        said = vars(record)
        if "exp_time" not in said:
            return True
        self.times = _times(said["exp_time"], said["sent_at"])
        return False


def _times(exp_time: float | None, sent_at: float | None) -> str:
    """What proves that an order was not placed, or that it is not an older one."""
    until = "" if exp_time is None else f" --exp-time {exp_time * 1000:.0f}"
    since = "" if sent_at is None else f" --sent-at {int(sent_at * 1000)}"
    return until + since


def command(words: str) -> str:
    """A line for the same exchange and account as this one."""
    options = current().options
    said = [
        f"--{name} {value}"
        for name in ("env", "region", "profile")
        if (value := options.get(name))
    ]
    return " ".join(["okxsdk", *said, words])
