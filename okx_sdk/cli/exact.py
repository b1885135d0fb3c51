"""Numbers of orders, kept as they are written."""

from __future__ import annotations

from decimal import Decimal

import click

__all__ = ["exact", "positive"]


def exact(text: str) -> Decimal:
    """A number, kept as it is written."""
    try:
        number = Decimal(text)
    except ArithmeticError:
        number = Decimal("NaN")
    if not number.is_finite():
        raise click.BadParameter(f"{text!r} is no number")
    return number


def positive(text: str) -> Decimal:
    """A number above zero."""
    number = exact(text)
    if number <= 0:
        raise click.BadParameter(f"{text!r} is not above zero")
    return number
