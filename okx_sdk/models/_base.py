"""What models are made of: open enums, bare-array rows, and times in other units."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Any, Self

import attrs

from okx_sdk.errors import InvalidArgument

__all__ = [
    "Csv",
    "Flag",
    "MaybeTime",
    "Micros",
    "Number",
    "OpenEnum",
    "Payload",
    "Row",
    "Seconds",
    "beside",
    "column",
    "exact",
    "exact_or_none",
]

MOST_PLACES = 300
"""A few letters such as 1e999999999 would fill the memory when they are written out."""

Micros = Annotated[datetime, "us"]
"""A moment that the wire counts in microseconds."""

Seconds = Annotated[datetime, "s"]
"""A moment that the wire counts in seconds."""

MaybeTime = Annotated[datetime, "ms or 0"]
"""A moment in milliseconds, which the wire writes as 0 where there is none."""

Csv = Annotated[tuple[str, ...], "csv"]
"""Several words in one text, joined by commas."""

Flag = Annotated[bool, "flag"]
"""Yes or no, which the wire writes as 1 or 0."""

Number = Annotated[int, "number"]
"""A whole number that the wire writes without quotes."""


class OpenEnum(StrEnum):
    """An enum of texts that lets unknown values through.

    The exchange adds values without notice. One that is not listed becomes a member
    of its own with that text, equal to it, and absent from iteration.
    """

    @classmethod
    def _missing_(cls, value: object) -> Self | None:
        if not isinstance(value, str):
            return None
        member = str.__new__(cls, value)
        member._name_ = value
        member._value_ = value
        return member

    @property
    def is_known(self) -> bool:
        """Whether the value was known when this version was made."""
        return self._value_ in type(self)._value2member_map_


class Row:
    """A model that the wire sends as a bare array, in the order of its fields."""

    __slots__ = ()


def column(index: int, **options: Any) -> Any:
    """A field of a `Row` that does not stand at its own place in the array."""
    return attrs.field(metadata={"column": index}, **options)


def beside() -> Any:
    """A field that the wire puts beside the rows, into the envelope."""
    return attrs.field(default=None, metadata={"beside": True})


class Payload:
    """A value that is sent: its fields that are `None` are left out."""

    __slots__ = ()


def exact(value: Decimal | str | int) -> Decimal:
    """A number to be sent, made exactly; a float is not exact and is refused."""
    if not _is_exact(value):
        raise InvalidArgument(f"{value!r} is not exact: give a Decimal or a text")
    try:
        number = Decimal(value)
    except ArithmeticError:
        raise InvalidArgument(f"{value!r} is not a number") from None
    if number.is_finite() and abs(number.adjusted()) > MOST_PLACES:
        raise InvalidArgument("a number has too many places to be written out")
    return number


def _is_exact(value: object) -> bool:
    return isinstance(value, Decimal | str | int) and not isinstance(value, bool)


def exact_or_none(value: Decimal | str | int | None) -> Decimal | None:
    """The same, where none need be given."""
    return None if value is None else exact(value)
