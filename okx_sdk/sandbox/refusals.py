"""How the sandbox says no: a code, a message, and the HTTP status that goes with it."""

from __future__ import annotations

__all__ = ["Refusal", "bad_parameter", "missing_parameter", "unknown_instrument"]

# Where a refusal does not come with HTTP 200.
_STATUS = {
    "50000": 400,
    "50001": 503,
    "50002": 400,
    "50004": 400,
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
    "51149": 500,
}


class Refusal(Exception):
    """The exchange does not do what it was asked."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(code, message)
        self.code = code
        self.message = message

    @property
    def status(self) -> int:
        """The HTTP status of the answer."""
        if self.code.startswith(("5010", "5011")) and self.code not in _STATUS:
            return 200 if self.code == "50119" else 401
        return _STATUS.get(self.code, 200)


def missing_parameter(name: str) -> Refusal:
    """A required parameter was not sent."""
    return Refusal("50014", f"Parameter {name} can not be empty.")


def bad_parameter(name: str) -> Refusal:
    """A parameter has a value that it cannot have."""
    return Refusal("51000", f"Parameter {name} error")


def unknown_instrument() -> Refusal:
    """No such instrument, index or spread."""
    return Refusal("51001", "Instrument ID, Instrument ID code, or Spread ID doesn't exist.")
