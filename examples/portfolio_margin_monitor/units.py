"""Risk units: what each coin's positions and holdings do together when it moves.

In portfolio margin mode the maintenance margin is the loss in the worst of some moves,
and what is hedged loses little. The exchange's own figure is the one that counts; this
shows which coin it comes from, and in which direction.
"""

from __future__ import annotations

from decimal import Decimal

from attrs import frozen
from rich.console import RenderableType

from examples.margin.book import ONE, ZERO, Account, Leg
from examples.margin.figures import profit_of
from examples.margin.screen import grid, money

__all__ = ["SHOCKS", "Unit", "risk_units", "units"]

SHOCKS = tuple(Decimal(percent) / 100 for percent in (-15, -10, -5, 0, 5, 10, 15))
"""The moves of the spot shock for BTC and ETH."""


@frozen
class Unit:
    """One coin.

    Args:
        coin: its name.
        delta: what it is like to hold, in coin, with spot.
        gross: what the positions are worth, without their signs.
        worst: the loss in the worst of the shocks, below 0, and *at* which that is.
        alone: the same without the spot that hedges.
    """

    coin: str
    delta: Decimal
    gross: Decimal
    worst: Decimal
    at: Decimal
    alone: Decimal


def units(account: Account, shocks: tuple[Decimal, ...] = SHOCKS) -> list[Unit]:
    """Those of all coins that have positions, the worst first."""
    prices = {coin.ccy: coin.price for coin in account.coins}
    spots = {coin.ccy: coin.eq for coin in account.coins if coin.moves}
    found = []
    for name in dict.fromkeys(leg.coin for leg in account.legs):
        legs = [leg for leg in account.legs if leg.coin == name]
        spot, price = spots.get(name, ZERO), prices.get(name) or legs[0].mark
        losses = {move: _earned(legs, spot, price, move) for move in shocks}
        at = min(losses, key=lambda move: losses[move])
        found.append(
            Unit(
                name,
                spot + sum((leg.coins for leg in legs), ZERO),
                sum((leg.value for leg in legs), ZERO),
                losses[at],
                at,
                min(_earned(legs, ZERO, price, move) for move in shocks),
            )
        )
    return sorted(found, key=lambda unit: unit.worst)


def _earned(legs: list[Leg], spot: Decimal, price: Decimal, move: Decimal) -> Decimal:
    """What a coin's positions and holdings earn together, in dollars."""
    after = price * (ONE + move)
    positions = (
        profit_of(leg, move) * (after if leg.ccy == leg.coin else ONE) for leg in legs
    )
    return spot * (after - price) + sum(positions, ZERO)


def risk_units(account: Account) -> list[RenderableType]:
    """A table of them."""
    names = ("unit", "delta", "positions", "worst shock", "at", "without spot")
    table = grid("risk units, spot shocks of 5 to 15 %", names)
    for unit in units(account):
        table.add_row(
            unit.coin,
            f"{unit.delta.quantize(Decimal('0.0001')):+f}",
            money(unit.gross),
            money(unit.worst),
            f"{unit.at:+.0%}",
            money(unit.alone),
        )
    return [table] if table.row_count else []
