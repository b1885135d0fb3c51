"""How the sandbox says no: a code, a message, and the HTTP status that goes with it."""

from __future__ import annotations

__all__ = [
    "Refusal",
    "bad_parameter",
    "either_parameter",
    "missing_parameter",
    "unknown_index",
    "unknown_instrument",
]

# Where a refusal does not come with HTTP 200.
_STATUS = {
    "50000": 400,
    "50001": 503,
    "50002": 400,
    "50004": 400,
    "50005": 410,
    "50006": 400,
    "50011": 429,
    "50013": 429,
    "50014": 400,
    "50015": 400,
    "50016": 400,
    "50026": 500,
    "50035": 403,
    "50100": 400,
    "50115": 405,
    "51000": 400,
    "51054": 500,
    "51113": 429,
    "51115": 429,
    "51149": 500,
    "51406": 400,
    "51501": 400,
    "59105": 400,
}
_UNSIGNED = {str(code) for code in range(50101, 50115)}
"""Codes that say that the caller could not be told: HTTP 401."""


class Refusal(Exception):  # noqa: N818 - it is an answer, and no fault of the sandbox
    """The exchange does not do what it was asked."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(code, message)
        self.code = code
        self.message = message

    @property
    def status(self) -> int:
        """The HTTP status of the answer."""
        return 401 if self.code in _UNSIGNED else _STATUS.get(self.code, 200)


def missing_parameter(name: str) -> Refusal:
    """A required parameter was not sent."""
    return Refusal("50014", f"Parameter {name} can not be empty.")


def either_parameter(one: str, other: str) -> Refusal:
    """Neither of two parameters was sent."""
    return Refusal("50015", f"Either parameter {one} or {other} is required.")


def bad_parameter(name: str) -> Refusal:
    """A parameter has a value that it cannot have."""
    return Refusal("51000", f"Parameter {name} error")


def unknown_instrument() -> Refusal:
    """No such instrument or spread."""
    return Refusal(
        "51001", "Instrument ID, Instrument ID code, or Spread ID doesn't exist."
    )


def unknown_index() -> Refusal:
    """No such index."""
    return Refusal("51014", "Index doesn't exist.")
