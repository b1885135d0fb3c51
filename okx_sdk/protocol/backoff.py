"""When to connect again, and when not to: values, not sleeps."""

from __future__ import annotations

from attrs import define

from okx_sdk.errors import (
    ApiError,
    AuthenticationError,
    InvalidApiKey,
    LimitExceeded,
    OkxError,
    lookup,
)

__all__ = ["Backoff", "login_error", "permanent_close", "stream_error"]

BASE = 0.25
CAP = 30.0
PATIENCE = {"60009": 3, "60004": 3, "60006": 3}
"""Login refusals that may pass: so many tries, then they count as final."""
PASSING = frozenset({"60011", "60014", "60031", "63999"})
"""Login refusals that say nothing about the key."""


@define
class Backoff:
    """Delays between connections: full jitter that doubles, nearly whole at its cap.

    The first try comes within a quarter of a second. Only data resets it: a server
    that accepts connections and says nothing is no better than none.
    """

    failures: int = 0

    def next(self, chance: float, at_least: float = 0.0) -> float:
        """Seconds to wait before the next try; *chance* is random in [0, 1)."""
        ceiling = BASE * 2.0**self.failures
        self.failures = min(self.failures + 1, 16)
        if ceiling >= CAP:
            return max(CAP * (0.9 + 0.1 * chance), at_least)
        return max(ceiling * chance, at_least)

    def reset(self) -> None:
        """Data came: the next failure is a new one."""
        self.failures = 0


_FINAL = {
    4001: (AuthenticationError, "the login failed"),
    4003: (LimitExceeded, "the key has more subscriptions than it may have"),
    4007: (InvalidApiKey, "the key was changed or deleted"),
    4008: (LimitExceeded, "too many channels are subscribed"),
    4009: (LimitExceeded, "too many channels are subscribed on one connection"),
}


def permanent_close(code: int | None) -> OkxError | None:
    """The error of a close that another connection would only meet again."""
    if code not in _FINAL:
        return None
    kind, words = _FINAL[code]
    error: OkxError = kind(f"the exchange closed the stream: {words}")
    error.add_note(f"WebSocket close code {code}")
    return error


def login_error(code: str, message: str, tries: int) -> OkxError | None:
    """The error of a refused login that is final; `None` where it may be tried again."""
    if code in PASSING or tries < PATIENCE.get(code, 1):
        return None
    return lookup(code)(message, code=code, endpoint="the login")


def stream_error(code: str, message: str, where: str) -> ApiError:
    """The error of a refused subscription."""
    kind = lookup(code)
    if not code.isdigit():
        return LimitExceeded(message, endpoint=where)
    return kind(message, code=code, endpoint=where)
