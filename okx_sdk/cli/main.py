"""Where the process of `okxsdk` begins and ends: signals, output's end, exit code.

It is importable without click, so that it can say that click is missing.
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Sequence
from io import TextIOWrapper
from types import FrameType
from typing import NoReturn, TextIO

from okx_sdk.cli import exits

__all__ = ["run"]


def run(args: Sequence[str] | None = None) -> int:
    """Do what the words say, and give the exit code; without *args*, the process's."""
    try:
        _prepare()
        from okx_sdk.cli.app import okxsdk

        okxsdk.main(args, prog_name="okxsdk")
    except KeyboardInterrupt:
        code = exits.INTERRUPTED
    except ModuleNotFoundError as error:
        code = exits.report(error)
    except SystemExit as end:
        code = end.code if isinstance(end.code, int) else exits.OK
    return _ended(code)


def _prepare() -> None:
    """End in order when asked to, and print what the terminal cannot show as `?`."""
    for name in ("SIGTERM", "SIGHUP"):
        number = getattr(signal, name, None)
        if number is not None and signal.getsignal(number) is signal.SIG_DFL:
            signal.signal(number, _leave)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="replace")


def _leave(number: int, _: FrameType | None) -> NoReturn:
    raise SystemExit(128 + number)


def _ended(code: int) -> int:
    """Let go of the output; nothing may be said or interrupted any more."""
    if code == exits.INTERRUPTED:
        signal.signal(signal.SIGINT, signal.SIG_DFL)
    for stream in (sys.stdout, sys.stderr):
        if stream is not None:
            _let_go(stream)
    return code


def _let_go(stream: TextIO) -> None:
    try:
        stream.flush()
    except OSError:
        # The interpreter would try again at its end, and say that it failed.
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
