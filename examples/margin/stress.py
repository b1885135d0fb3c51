"""What a move of prices would do: a table of moves, and how far liquidation is."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from decimal import Decimal

from examples.margin.book import ONE, Account
from examples.margin.figures import Figures, figures

__all__ = ["MOVES", "distance", "table"]

MOVES = tuple(
    Decimal(percent) / 100 for percent in (-50, -30, -20, -10, -5, 0, 5, 10, 20, 30, 50)
)

_STEP = Decimal("0.01")
_LOWEST, _HIGHEST = Decimal("-0.99"), Decimal(3)
_EXACT = Decimal("0.0001")


def table(
    account: Account,
    moves: Sequence[Decimal] = MOVES,
    moving: Collection[str] | None = None,
) -> list[Figures]:
    """The account after each of the moves."""
    return [figures(account, move, moving) for move in moves]


def distance(
    account: Account, *, up: bool, moving: Collection[str] | None = None
) -> Decimal | None:
    """The smallest move at which the account is liquidated, as a share.

    It is found to 0.01 %, and lies on the far side of the last move that is survived.

    Returns:
        Nothing if no move up to 300 %, or down by 99 %, does.
    """

    def is_over(move: Decimal) -> bool:
        ratio = figures(account, move, moving).ratio
        return ratio is not None and ratio <= ONE

    step, end = (_STEP, _HIGHEST) if up else (-_STEP, _LOWEST)
    survived = Decimal(0)
    if is_over(survived):
        return survived
    while abs(survived) < abs(end):
        if is_over(survived + step):
            return _between(survived, survived + step, is_over)
        survived += step
    return None


def _between(
    survived: Decimal, over: Decimal, is_over: Callable[[Decimal], bool]
) -> Decimal:
    while abs(over - survived) > _EXACT:
        middle = (survived + over) / 2
        survived, over = (survived, middle) if is_over(middle) else (middle, over)
    return over.quantize(_EXACT)
