"""When to wake somebody: thresholds in, what is beyond them out."""

from __future__ import annotations

from decimal import Decimal
from enum import IntEnum

from attrs import frozen

from examples.margin.carry import Carry
from examples.margin.figures import Figures

__all__ = ["Alarm", "Level", "Thresholds", "alarms", "worst"]


class Level(IntEnum):
    """How bad it is; also the exit code of a single look."""

    FINE = 0
    WARNING = 10
    ALARM = 20


@frozen
class Thresholds:
    """Where warning and alarm begin.

    Args:
        ratio: margin ratios at or below which they do, the first being the warning's.
        distance: likewise, how near a liquidation may be, as a share of the price.
        delta: the open delta of a coin, in dollars, at or above which a warning begins.
    """

    ratio: tuple[Decimal, Decimal] = (Decimal(3), Decimal("1.5"))
    distance: tuple[Decimal, Decimal] = (Decimal("0.2"), Decimal("0.1"))
    delta: Decimal | None = None


@frozen
class Alarm:
    """One thing that is beyond its threshold."""

    level: Level
    words: str


def alarms(
    now: Figures,
    distances: tuple[Decimal | None, Decimal | None],
    carries: list[Carry],
    prices: dict[str, Decimal],
    thresholds: Thresholds,
) -> list[Alarm]:
    """What is beyond its threshold, the worst first."""
    found = []
    if now.ratio is not None:
        level = _level(now.ratio, thresholds.ratio)
        found.append(Alarm(level, f"the margin ratio is {now.ratio:.2%}"))
    for move in distances:
        if move is not None:
            level = _level(abs(move), thresholds.distance)
            found.append(Alarm(level, f"a move of {move:+.2%} liquidates"))
    for carry in carries:
        dollars = abs(carry.delta) * prices.get(carry.coin, Decimal(0))
        if thresholds.delta is not None and dollars >= thresholds.delta:
            words = f"{carry.coin} is open by {carry.delta:+f}, {dollars:,.0f} USD"
            found.append(Alarm(Level.WARNING, words))
    found = [alarm for alarm in found if alarm.level is not Level.FINE]
    return sorted(found, key=lambda alarm: -alarm.level)


def worst(found: list[Alarm]) -> Level:
    """The worst of them."""
    return max((alarm.level for alarm in found), default=Level.FINE)


def _level(value: Decimal, bounds: tuple[Decimal, Decimal]) -> Level:
    warning, alarm = bounds
    if value <= alarm:
        return Level.ALARM
    return Level.WARNING if value <= warning else Level.FINE
