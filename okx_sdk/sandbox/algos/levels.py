"""Prices that are waited for, and when the market first reaches one of them."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from attrs import frozen

from okx_sdk.sandbox.crossing import Reach, first_print
from okx_sdk.sandbox.instruments import Instrument
from okx_sdk.sandbox.market import Market
from okx_sdk.sandbox.numbers import decimal
from okx_sdk.sandbox.tape import price_at

__all__ = ["Level", "Met", "first_met", "price_of"]


@frozen
class Level:
    """A price that is waited for: which one, from which side, and what it is to do."""

    name: str
    px: Decimal
    is_above: bool
    source: str = "last"

    def is_met(self, px: Decimal) -> bool:
        """Whether a price is there, or beyond."""
        return px >= self.px if self.is_above else px <= self.px


@frozen
class Met:
    """A level that was reached, when (ms), and at what price."""

    level: Level
    ts: int
    px: Decimal


def price_of(market: Market, inst: Instrument, source: str, ts: int) -> Decimal:
    """The last, mark or index price at a time."""
    tape, decimals = market.walk(inst, source)
    return decimal(price_at(tape, ts), decimals)


def first_met(
    market: Market, inst: Instrument, levels: Sequence[Level], start: int, end: int
) -> Met | None:
    """The first level that is reached from *start* on and before *end*."""
    found = [_met(market, inst, level, start, end) for level in levels]
    reached = [each for each in found if each is not None]
    return min(reached, key=lambda each: each.ts, default=None)


def _met(
    market: Market, inst: Instrument, level: Level, start: int, end: int
) -> Met | None:
    tape, decimals = market.walk(inst, level.source)
    rounding = ROUND_CEILING if level.is_above else ROUND_FLOOR
    ticks = int(level.px.scaleb(decimals).to_integral_value(rounding))
    reach = Reach(None, ticks) if level.is_above else Reach(ticks, None)
    trade = first_print(tape, start, end, reach)
    return None if trade is None else Met(level, trade.ts, decimal(trade.px, decimals))
