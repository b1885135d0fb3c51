"""What a program says, and the code it exits with, when something has ended it."""

from __future__ import annotations

import sys
from collections.abc import Mapping

from okx_sdk.errors import AuthenticationError, CredentialsMissing, OkxError, UsageError

__all__ = ["cause_of", "said"]

_CODES: dict[type[BaseException], int] = {
    UsageError: 2,
    AuthenticationError: 3,
    CredentialsMissing: 3,
    OkxError: 5,
    KeyboardInterrupt: 130,
}
"""Those of `okxsdk`, the most special first to be found."""


def cause_of(error: BaseException) -> BaseException:
    """What happened first, of what a task group may have put together."""
    while isinstance(error, BaseExceptionGroup):
        error = error.exceptions[0]
    return error


def said(
    error: BaseException,
    program: str,
    codes: Mapping[type[BaseException], int] | None = None,
) -> int:
    """Say on stderr what happened, and give the exit code.

    Raises:
        BaseException: *error* itself, if it is a mistake of the program's.
    """
    cause = cause_of(error)
    known = {**(codes or {}), **_CODES}
    kinds = [kind for kind in type(cause).__mro__ if kind in known]
    if not kinds:
        raise error
    print(f"{program}: {str(cause) or 'interrupted'}", file=sys.stderr)
    return known[kinds[0]]
