"""Figures of a book's rows: exact sums, whatever decimal context the caller has set."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from decimal import Context, Decimal, InvalidOperation

from okx_sdk.errors import InvalidArgument
from okx_sdk.protocol.book_ladder import WireRow, number

__all__ = ["difference", "exact", "imbalance", "middle", "size_while", "vwap"]

# The wire's numbers have some twenty digits: their sums and products are exact in this.
_EXACT = Context(prec=120)
_QUOTIENT = Context(prec=28)

_ZERO = Decimal(0)


def exact(name: str, value: object) -> Decimal:
    """The number of an argument.

    Raises:
        InvalidArgument: it is a float, which is not exact, or no finite number.
    """
    if not isinstance(value, Decimal | int | str) or isinstance(value, bool):
        raise InvalidArgument(f"{name} is {value!r}: give a Decimal, an int or a text")
    try:
        result = Decimal(value)
    except InvalidOperation:
        raise InvalidArgument(f"{name} is {value!r}: give a number") from None
    if not result.is_finite():
        raise InvalidArgument(f"{name} is {value}: give a finite number")
    return result


def difference(minuend: Decimal, subtrahend: Decimal) -> Decimal:
    """Exactly."""
    return _EXACT.subtract(minuend, subtrahend)


def middle(one: Decimal, other: Decimal) -> Decimal:
    """The mean of two, exactly."""
    return _EXACT.divide(_EXACT.add(one, other), Decimal(2))


def vwap(rows: Iterable[WireRow], size: Decimal) -> Decimal | None:
    """The mean price of the first *size* of the rows, if there is so much."""
    left, cost = size, _ZERO
    for row in rows:
        taken = min(left, number(row[1]))
        cost = _EXACT.fma(number(row[0]), taken, cost)
        left = _EXACT.subtract(left, taken)
        if not left:
            return _QUOTIENT.divide(cost, size)
    return None


def size_while(
    rows: Iterable[WireRow], is_reached: Callable[[Decimal], bool]
) -> Decimal:
    """The size of the rows before the first whose price is not reached."""
    total = _ZERO
    for row in rows:
        if not is_reached(number(row[0])):
            break
        total = _EXACT.add(total, number(row[1]))
    return total


def imbalance(bids: Iterable[WireRow], asks: Iterable[WireRow]) -> Decimal | None:
    """The surplus of bids as a share of both; nothing if both are empty."""
    bid, ask = _total(bids), _total(asks)
    total = _EXACT.add(bid, ask)
    return _QUOTIENT.divide(_EXACT.subtract(bid, ask), total) if total else None


def _total(rows: Iterable[WireRow]) -> Decimal:
    total = _ZERO
    for row in rows:
        total = _EXACT.add(total, number(row[1]))
    return total
