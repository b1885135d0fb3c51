"""Wishes made into orders that the exchange would take, and that rest."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from examples.market_maker.state import Market, Quote, Specs, down, up
from okx_sdk.models.enums import Side

__all__ = ["shaped"]


def shaped(quotes: Iterable[Quote], market: Market, specs: Specs) -> list[Quote]:
    """The quotes on the instrument's steps, none of which would take at once.

    Prices are rounded away from the market, sizes down. What is too small, or below
    the lowest price, is left out; of several at one price the sizes are added.
    """
    found: dict[tuple[Side, Decimal], Quote] = {}
    for quote in quotes:
        px, sz = _resting(quote, market, specs), down(quote.sz, specs.lot)
        if px <= 0 or sz < specs.min_sz:
            continue
        held = found.get((quote.side, px))
        found[quote.side, px] = Quote(quote.side, px, sz + (held.sz if held else 0))
    return list(found.values())


def _resting(quote: Quote, market: Market, specs: Specs) -> Decimal:
    if quote.side == Side.BUY:
        return min(
            down(quote.px, specs.tick), down(market.ask - specs.tick, specs.tick)
        )
    return max(up(quote.px, specs.tick), up(market.bid + specs.tick, specs.tick))
