"""Numbers of orders, kept as they are written."""

from __future__ import annotations

from decimal import Decimal

import click

__all__ = ["exact", "positive"]

MOST_PLACES = 18
"""No size or price of any instrument comes near."""


def exact(text: str) -> Decimal:
    """A number, kept as it is written."""
    from okx_sdk.protocol.scalars import decimal

    try:
        number = decimal(text.strip())
    except ValueError:
        raise click.BadParameter(f"{text!r} is no number") from None
    if abs(number.adjusted()) > MOST_PLACES:
        raise click.BadParameter(f"{text!r} has too many places")
    return number


def positive(text: str) -> Decimal:
    """A number above zero."""
    number = exact(text)
    if number <= 0:
        raise click.BadParameter(f"{text!r} is not above zero")
    return number
