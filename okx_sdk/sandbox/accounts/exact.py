"""Money is exact: sums and products as they are, quotients to sixteen places."""

from __future__ import annotations

from collections.abc import Callable
from decimal import ROUND_DOWN, Context, Decimal, localcontext
from functools import wraps
from typing import ParamSpec, TypeVar

from okx_sdk.sandbox.numbers import tidy

__all__ = ["ZERO", "exactly", "over", "stepped", "tidied"]

P = ParamSpec("P")
R = TypeVar("R")

ZERO = Decimal(0)
_PLACES = Decimal("1e-16")
_EXACT = Context(prec=60)


def exactly(function: Callable[P, R]) -> Callable[P, R]:
    """Have a function reckon exactly, whatever precision its caller has set."""

    @wraps(function)
    def reckon(*args: P.args, **kwargs: P.kwargs) -> R:
        with localcontext(_EXACT):
            return function(*args, **kwargs)

    return reckon


def over(value: Decimal, divisor: Decimal) -> Decimal:
    """A quotient, to sixteen places."""
    return _EXACT.quantize(_EXACT.divide(value, divisor), _PLACES)


def stepped(value: Decimal, step: Decimal) -> Decimal:
    """A value made smaller, to a whole number of steps."""
    steps = _EXACT.divide(value, step).to_integral_value(ROUND_DOWN)
    return _EXACT.multiply(steps, step)


def tidied(value: Decimal) -> Decimal:
    """A value as it is shown: sixteen places at most, without needless zeros."""
    exponent = value.as_tuple().exponent
    assert isinstance(exponent, int), "money is finite"
    return tidy(_EXACT.quantize(value, _PLACES) if exponent < -16 else value)
