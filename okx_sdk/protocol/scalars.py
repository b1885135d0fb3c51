"""One scalar of the wire, and the value that it means.

Numbers are `Decimal` made from text, moments are aware `datetime` in UTC. What cannot
be read is a `ValueError`, and never a crash.
"""

from __future__ import annotations

import re
import reprlib
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal, InvalidOperation

__all__ = [
    "boolean",
    "day",
    "decimal",
    "excerpt",
    "integer",
    "moment",
    "moment_to_wire",
    "plain",
    "text",
    "to_ms",
]

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)
_UNITS = {"s": 1, "ms": 1_000, "ms or 0": 1_000, "us": 1_000_000}

# Nothing but digits: Decimal and int would let underscores and blanks through.
_NUMBER = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?", re.ASCII)

# A few bytes such as 1e999999999 would fill the memory when they are written out.
_MOST_PLACES = 300

_brief = reprlib.Repr()
_brief.maxstring = 80


def excerpt(value: object) -> str:
    """A value for an error message: short, however long or deep it is."""
    brief = _brief.repr(value)
    return brief if len(brief) <= 100 else f"{brief[:97]}..."


def plain(number: Decimal) -> str:
    """The number in plain notation, never with an exponent."""
    return format(number, "f")


def to_ms(when: datetime) -> int:
    """Milliseconds since 1970; what is finer is cut off."""
    return (when - EPOCH) // _MICROSECOND // 1_000


def decimal(value: object, _: object = None) -> Decimal:
    """An exact number, from a text or from a number of JSON."""
    # A JSON number has become a float; its shortest text is what was sent.
    digits = value if isinstance(value, str) else excerpt(value)
    if isinstance(value, bool) or not _NUMBER.fullmatch(digits):
        raise ValueError(f"{excerpt(value)} is not a number")
    try:
        number = Decimal(digits)
    except InvalidOperation:
        raise ValueError(f"{excerpt(value)} is not a number") from None
    if abs(number.adjusted()) > _MOST_PLACES:
        raise ValueError(f"{excerpt(value)} has too many places")
    return number


def integer(value: object, _: object = None) -> int:
    """A whole number."""
    number = decimal(value)
    if number != number.to_integral_value():
        raise ValueError(f"{excerpt(value)} is not a whole number")
    return int(number)


def boolean(value: object, _: object = None) -> bool:
    """Yes or no, of JSON or as a text."""
    if isinstance(value, bool):
        return value
    if value in ("true", "True", "1", 1):
        return True
    if value in ("false", "False", "0", 0):
        return False
    raise ValueError(f"{excerpt(value)} is neither true nor false")


def text(value: object, _: object = None) -> str:
    """A text, were it written as another scalar."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return repr(value)
    raise ValueError(f"{excerpt(value)} is not a text")


def moment(value: object, unit: str = "ms") -> datetime:
    """A moment counted in a unit since 1970."""
    scale = 1_000_000 // _UNITS[unit]
    try:
        return EPOCH + integer(value) * scale * _MICROSECOND
    except OverflowError as error:
        raise ValueError(f"{excerpt(value)} is no time") from error


def moment_to_wire(when: datetime, unit: str = "ms") -> str:
    """A moment in the wire's unit; what is finer is cut off."""
    return str((when - EPOCH) // _MICROSECOND // (1_000_000 // _UNITS[unit]))


def day(value: object, _: object = None) -> date:
    """A calendar day, YYYYMMDD."""
    return datetime.strptime(text(value), "%Y%m%d").replace(tzinfo=UTC).date()
