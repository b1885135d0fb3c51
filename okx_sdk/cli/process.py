"""How a process ends in order: by signals, and with its output let go."""

from __future__ import annotations

import os
import signal
import sys
from io import TextIOWrapper
from types import FrameType
from typing import NoReturn, TextIO

from okx_sdk.cli import exits

__all__ = ["ended", "prepare"]


def prepare() -> None:
    """End in order when asked to; print what the terminal cannot show as `?`."""
    for name in ("SIGTERM", "SIGHUP"):
        number = getattr(signal, name, None)
        if number is not None and signal.getsignal(number) is signal.SIG_DFL:
            signal.signal(number, _leave)
    # httpx brings a command of its own, for which it would import rich and pygments:
    # a fifth of the time to the first request. Without it, it says how to install it.
    sys.modules.setdefault("httpx._main", None)  # type: ignore[arg-type] # as if missing
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="replace")


def _leave(number: int, _: FrameType | None) -> NoReturn:
    raise SystemExit(128 + number)


def ended(code: int) -> int:
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
