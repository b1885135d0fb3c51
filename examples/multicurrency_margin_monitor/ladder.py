"""Haircuts by tier: what the next unit of a currency would still count."""

from __future__ import annotations

from decimal import Decimal

from attrs import frozen
from rich.console import RenderableType

from examples.margin.book import Account, Coin
from examples.margin.screen import grid, percent

__all__ = ["Rung", "haircuts", "rungs"]


@frozen
class Rung:
    """The part of an amount that lies in one tier.

    *left* is what fits into the tier yet, in the currency; nothing, if it has no end.
    """

    rate: Decimal
    amount: Decimal
    left: Decimal | None


def rungs(coin: Coin) -> list[Rung]:
    """The tiers that an amount reaches into, the lowest first."""
    found: list[Rung] = []
    for tier in coin.tiers:
        if coin.eq > tier.low or not found:
            top = coin.eq if tier.high is None else min(coin.eq, tier.high)
            left = None if tier.high is None else tier.high - max(top, tier.low)
            found.append(Rung(tier.rate, max(top - tier.low, Decimal(0)), left))
    return found


def haircuts(account: Account) -> list[RenderableType]:
    """A table of them, for currencies that do not count in full."""
    names = ("currency", "in the tier", "counts by", "room in it")
    table = grid("discount tiers", names)
    for coin in account.coins:
        if coin.eq > 0 and any(tier.rate != 1 for tier in coin.tiers):
            for rung in rungs(coin):
                left = "no end" if rung.left is None else f"{rung.left:,f}"
                table.add_row(coin.ccy, f"{rung.amount:,f}", percent(rung.rate), left)
    return [table] if table.row_count else []
