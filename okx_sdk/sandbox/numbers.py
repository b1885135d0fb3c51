"""Whole ticks and lots inside, plain decimals outside."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Context, Decimal

# The market must not depend on the precision its caller happens to have set.
_EXACT = Context(prec=60)


def places(step: Decimal) -> int:
    """The decimals of a step that is a power of ten."""
    exponent = step.normalize().as_tuple().exponent
    assert isinstance(exponent, int), "a step is finite"
    return -exponent


def decimal(number: int, decimals: int) -> Decimal:
    """*number* times ten to the minus *decimals*, without needless zeros."""
    while decimals > 0 and not number % 10:
        number //= 10
        decimals -= 1
    if decimals <= 0:
        return Decimal(number * 10**-decimals)
    return Decimal(number).scaleb(-decimals, _EXACT)


def whole(value: Decimal, decimals: int) -> int:
    """How many units of so many decimals a value on their grid has."""
    return int(value.scaleb(decimals, _EXACT))


def multiply(left: Decimal, right: Decimal) -> Decimal:
    """The exact product, without needless zeros."""
    return tidy(_EXACT.multiply(left, right))


def tidy(value: Decimal) -> Decimal:
    """The same value, without needless zeros and without an exponent."""
    short = _EXACT.normalize(value)
    exponent = short.as_tuple().exponent
    assert isinstance(exponent, int), "a market value is finite"
    return _EXACT.quantize(short, Decimal(1)) if exponent > 0 else short


def rounded(value: float, decimals: int) -> Decimal:
    """A float as a decimal of so many decimals at most."""
    return decimal(round(value * 10**decimals), decimals)


def plain(value: Decimal) -> str:
    """The text OKX would send: no exponent, ever."""
    return format(value, "f")


def shares(total: int, weights: Sequence[int]) -> list[int]:
    """Whole parts in proportion to *weights* that add up to *total* exactly."""
    whole = sum(weights)
    parts: list[int] = []
    seen, given = 0, 0
    for weight in weights:
        seen += weight
        upto = total * seen // whole
        parts.append(upto - given)
        given = upto
    return parts
