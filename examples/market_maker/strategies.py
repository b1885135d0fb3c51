"""Three strategies behind one protocol: the market and the inventory in, quotes out.

They say what they would like. Steps, post-only and limits are seen to afterwards, for
all of them alike, in `shaping` and `risk`.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Protocol

from attrs import frozen

from examples.market_maker.state import Market, Quote, down, up
from okx_sdk.models.enums import Side

__all__ = ["Grid", "InventorySkew", "Strategy", "VolatilitySpread"]

ONE, BASIS_POINT = Decimal(1), Decimal("0.0001")


class Strategy(Protocol):
    """Decides what to quote."""

    def quotes(self, market: Market, share: Decimal) -> list[Quote]:
        """The quotes that are wanted now, the best of each side first.

        Args:
            market: the top of the book and its volatility.
            share: the position as a share of its limit: 1 is all long, -1 all short.
        """
        ...


@frozen
class Grid:
    """Orders at fixed prices, multiples of *step*, *levels* of them on each side.

    They stay where they are while the market moves between them: few amendments, and a
    place in the queue that is kept.

    Args:
        step: the distance between levels, as a price.
        levels: how many on each side.
        sz: the size of each.
        gap: basis points of the mid that stay free on each side.
    """

    step: Decimal
    levels: int
    sz: Decimal
    gap: Decimal = ONE

    def quotes(self, market: Market, share: Decimal) -> list[Quote]:  # noqa: ARG002 - the grid does not lean
        """The levels next to the mid."""
        free = market.mid * self.gap * BASIS_POINT
        bid, ask = down(market.mid - free, self.step), up(market.mid + free, self.step)
        steps = [self.step * number for number in range(self.levels)]
        return [
            *(Quote(Side.BUY, bid - each, self.sz) for each in steps),
            *(Quote(Side.SELL, ask + each, self.sz) for each in steps),
        ]


@frozen
class InventorySkew:
    """A spread around a centre that moves away from what is held already.

    With a long position both quotes are lower, and the bid is smaller: the market is
    invited to buy back. At the limit, the side that would add is not quoted.

    Args:
        half_spread: from the centre to a quote, in basis points.
        skew: how far a full position moves the centre, in basis points.
        sz: the size of each quote while nothing is held.
        levels: how many on each side, *half_spread* apart.
    """

    half_spread: Decimal
    skew: Decimal
    sz: Decimal
    levels: int = 1

    def quotes(self, market: Market, share: Decimal) -> list[Quote]:
        """Quotes around the moved centre."""
        centre = market.mid * (ONE - share * self.skew * BASIS_POINT)
        half = market.mid * self.half_spread * BASIS_POINT
        return _around(centre, half, self.levels, self.sz, share)


@frozen
class VolatilitySpread:
    """A spread as wide as the market moves within a horizon, moved by inventory.

    After Avellaneda and Stoikov: who quotes for *horizon* seconds is exposed to that
    much of a move, and wants it paid; a position adds to what is at risk.

    Args:
        width: half spread, in standard deviations of the move within the horizon.
        risk: how far a full position moves the centre, in the same.
        horizon: seconds.
        floor: the least half spread, in basis points.
        sz: the size of each quote while nothing is held.
        levels: how many on each side, one half spread apart.
    """

    width: Decimal
    risk: Decimal
    horizon: Decimal
    floor: Decimal
    sz: Decimal
    levels: int = 1

    def quotes(self, market: Market, share: Decimal) -> list[Quote]:
        """Quotes around the moved centre."""
        move = market.mid * market.sigma * self.horizon.sqrt()
        half = max(self.width * move, market.mid * self.floor * BASIS_POINT)
        centre = market.mid - share * self.risk * move
        return _around(centre, half, self.levels, self.sz, share)


def _around(
    centre: Decimal, half: Decimal, levels: int, sz: Decimal, share: Decimal
) -> list[Quote]:
    """Levels on both sides of a centre; the side that would add to a position thins."""
    distances = [half * number for number in range(1, levels + 1)]
    buy, sell = (sz * min(ONE, max(Decimal(0), ONE - each)) for each in (share, -share))
    return [
        *(Quote(Side.BUY, centre - each, buy) for each in distances),
        *(Quote(Side.SELL, centre + each, sell) for each in distances),
    ]
