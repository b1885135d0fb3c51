"""Exit codes, and the one line that says why; the only place that knows either.

| code | meaning |
| --- | --- |
| 0 | ok |
| 1 | unexpected: a bug, or the output could not be written |
| 2 | usage: the command, an argument or a setting cannot be right |
| 3 | the API key is missing or was refused |
| 4 | rejected by the exchange |
| 5 | network, timeout, or an answer that is not the exchange's |
| 6 | rate limited |
| 7 | the outcome is unknown: look before doing it again |
| 130 | interrupted (and 128 + n for another signal n, such as 141 for a closed pipe) |
"""

from __future__ import annotations

import contextlib
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from okx_sdk.errors import OkxError, OrderError

__all__ = ["Closed", "Unwritable", "code_of", "report"]

OK = 0
UNEXPECTED = 1
USAGE = 2
AUTH = 3
REJECTED = 4
NETWORK = 5
RATE_LIMITED = 6
UNKNOWN = 7
INTERRUPTED = 130
PIPE_CLOSED = 141

_EXTRAS = {
    "click": "cli",
    "plotext": "cli",
    "rich": "cli",
    "starlette": "sandbox",
    "uvicorn": "sandbox",
}


class Closed(Exception):  # noqa: N818 - no error: `head` has seen enough
    """Whoever read the output has stopped reading."""


class Unwritable(Exception):  # noqa: N818 - says what happened
    """The output cannot be written: the disk is full, or it is closed."""


def report(error: BaseException, *, who: str = "okxsdk", verbose: bool = False) -> int:
    """Say what went wrong in one line on stderr, and give the exit code."""
    code = code_of(error)
    line = _without_secrets(_sentence(error, code, verbose=verbose))
    if verbose and code not in {USAGE, INTERRUPTED, PIPE_CLOSED}:
        _show_traceback(error)
    if line and sys.stderr is not None:
        with contextlib.suppress(OSError):
            sys.stderr.write(f"{who}: {line}\n")
            sys.stderr.flush()
    return code


def code_of(error: BaseException) -> int:
    """The exit code that an error means."""
    if isinstance(error, KeyboardInterrupt):
        return INTERRUPTED
    if isinstance(error, Closed):
        return PIPE_CLOSED
    if isinstance(error, ModuleNotFoundError) and _missing(error) in _EXTRAS:
        return USAGE
    from okx_sdk.errors import OkxError

    return _code_of_ours(error) if isinstance(error, OkxError) else UNEXPECTED


def _code_of_ours(error: OkxError) -> int:
    from okx_sdk import errors

    if isinstance(error, errors.OrderError):
        return _code_of_order(error)
    if isinstance(error, errors.OutcomeUnknown) or _may_have_happened(error):
        return UNKNOWN
    if isinstance(error, errors.AuthenticationError | errors.CredentialsMissing):
        return AUTH
    if isinstance(error, errors.RateLimited):
        return RATE_LIMITED
    if isinstance(error, errors.ApiError):
        return REJECTED
    return USAGE if isinstance(error, errors.UsageError) else NETWORK


def _code_of_order(error: OrderError) -> int:
    """One that was not placed is as good as one that never left this machine."""
    from okx_sdk.errors import Outcome

    codes = {Outcome.NOT_SENT: NETWORK, Outcome.REJECTED: REJECTED}
    return codes.get(error.outcome, UNKNOWN)


def _may_have_happened(error: OkxError) -> bool:
    """Whether it was to change something and nobody knows if it did."""
    from okx_sdk.errors import Outcome

    changes = (error.endpoint or "").startswith("POST")
    return changes and error.outcome is Outcome.UNKNOWN


def _sentence(error: BaseException, code: int, *, verbose: bool) -> str:
    if code in {INTERRUPTED, PIPE_CLOSED}:
        return ""
    if isinstance(error, ModuleNotFoundError) and code == USAGE:
        name = _missing(error)
        return f"wants {name}: pip install 'okxsdk[{_EXTRAS[name]}]'"
    if code != UNEXPECTED or isinstance(error, Unwritable):
        return one_line(". ".join((str(error).rstrip("."), *_notes(error))))
    advice = "" if verbose else " (--verbose shows the traceback)"
    return one_line(f"unexpected {type(error).__name__}: {error}{advice}")


def _without_secrets(line: str) -> str:
    """What errors say holds none; this is the second lock on the same door."""
    if not line:
        return line
    from okx_sdk._redaction import struck

    return struck(line)


def one_line(text: str) -> str:
    """The words of a text, on one line."""
    return " ".join(text.split())


def _notes(error: BaseException) -> list[str]:
    return [note[:1].upper() + note[1:] for note in getattr(error, "__notes__", ())]


def _missing(error: ModuleNotFoundError) -> str:
    return (error.name or "").partition(".")[0]


def _show_traceback(error: BaseException) -> None:
    import traceback

    text = "".join(traceback.format_exception(error))
    if sys.stderr is not None:
        with contextlib.suppress(OSError):
            sys.stderr.write(_without_secrets(text))
