"""Names for what plain JSON can be, and for what a query can hold."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from typing import TypeAlias

__all__ = ["Json", "Scalar"]

Json: TypeAlias = (
    Mapping[str, "Json"] | Sequence["Json"] | str | int | float | bool | None
)
"""What JSON can say."""

Scalar: TypeAlias = str | int | bool | Decimal | datetime | None
"""What one parameter of a query can be; `None` is not sent."""
