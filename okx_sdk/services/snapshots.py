"""Order books at one moment, from whichever endpoint is deep enough."""

from __future__ import annotations

from okx_sdk.models.market import BookLevel, FullBookLevel, OrderBook
from okx_sdk.rest.market import Market

__all__ = ["read_book"]

USUAL = 400
"""Levels that the quick endpoint gives of each side."""


async def read_book(market: Market, inst_id: str, depth: int) -> OrderBook:
    """The best *depth* levels of each side; deep books have no place in the sequence."""
    if depth <= USUAL:
        return await market.get_order_book(inst_id, sz=depth)
    full = await market.get_full_order_book(inst_id, sz=depth)
    return OrderBook(_levels(full.asks), _levels(full.bids), full.ts)


def _levels(side: tuple[FullBookLevel, ...]) -> tuple[BookLevel, ...]:
    return tuple(BookLevel(level.px, level.sz, level.orders) for level in side)
