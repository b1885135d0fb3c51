"""Equity, margin and their ratio, now and after a move of prices. Exact decimals.

After a move, only what the move changes is computed; it is added to what the exchange
says of now. So the figures of now are the exchange's own wherever it gives them.
"""

from __future__ import annotations

from collections.abc import Collection
from decimal import Decimal

from attrs import frozen

from examples.margin.book import ONE, ZERO, Account, Coin, Leg, Tier

__all__ = [
    "Figures",
    "counted",
    "figures",
    "haircut",
    "profit_of",
    "requirement_of",
]


@frozen
class Figures:
    """An account after a move, in dollars.

    *adjusted* is the equity that counts as margin, *needed* what it is divided by for
    the ratio: the maintenance margin with what a liquidation would cost.
    """

    move: Decimal
    equity: Decimal
    adjusted: Decimal
    mmr: Decimal
    imr: Decimal
    needed: Decimal

    @property
    def ratio(self) -> Decimal | None:
        """The margin ratio: at 1 it is liquidated. Nothing where no margin is wanted."""
        return self.adjusted / self.needed if self.needed > 0 else None

    @property
    def free(self) -> Decimal:
        """What is left for new positions."""
        return max(ZERO, self.adjusted - self.imr)


def counted(amount: Decimal, tiers: tuple[Tier, ...]) -> Decimal:
    """What of an amount counts as margin, in the same currency.

    Each tier has the rate of its own part. What is owed counts in full, and so does
    what has no tiers.
    """
    if amount <= 0 or not tiers:
        return amount
    parts = (
        (min(amount, amount if tier.high is None else tier.high) - tier.low) * tier.rate
        for tier in tiers
        if amount > tier.low
    )
    return sum(parts, ZERO)


def haircut(coin: Coin) -> Decimal:
    """What of its value does not count, as a share."""
    return ONE - counted(coin.eq, coin.tiers) / coin.eq if coin.eq > 0 else ZERO


def profit_of(leg: Leg, move: Decimal) -> Decimal:
    """What a position earns when its coin moves by a share, in its own currency."""
    contracts = leg.size * leg.unit
    if leg.kind == "inverse":
        return contracts * (ONE / leg.mark - ONE / (leg.mark * (ONE + move)))
    if leg.kind == "linear":
        return contracts * leg.mark * move
    change = leg.mark * move  # of an option, mark is its underlying's
    dollars = leg.delta * change + leg.gamma * change * change / 2
    return dollars / (leg.mark + change) if leg.ccy == leg.coin else dollars


def requirement_of(leg: Leg, margin: Decimal, move: Decimal) -> Decimal:
    """The margin of a position after a move.

    It is a share of the position's value, which follows the price but for an inverse
    contract, whose value is a number of dollars.
    """
    return margin if leg.kind == "inverse" else margin * (ONE + move)


def figures(
    account: Account, move: Decimal = ZERO, moving: Collection[str] | None = None
) -> Figures:
    """The account when prices have moved by a share.

    Args:
        account: as it is now.
        move: `-0.1` is 10 % down; above -1.
        moving: the coins that move; all that can, if left out.
    """
    equity, adjusted = _worth(account, move, moving)
    mmr, imr = _margins(account, move, moving)
    said = account.said
    if said.total_eq is not None or said.adj_eq is not None:
        equity_now, adjusted_now = _worth(account, ZERO, moving)
        if said.total_eq is not None:
            equity += said.total_eq - equity_now
        if said.adj_eq is not None:
            adjusted += said.adj_eq - adjusted_now
    mmr_now, imr_now = _margins(account, ZERO, moving)
    mmr += (said.mmr if said.mmr is not None else mmr_now) - mmr_now
    imr += (said.imr if said.imr is not None else imr_now) - imr_now
    return Figures(move, equity, adjusted, mmr, imr, mmr * _cost(account, mmr_now))


def _moved(coin: str, move: Decimal, moving: Collection[str] | None) -> Decimal:
    return move if moving is None or coin in moving else ZERO


def _worth(
    account: Account, move: Decimal, moving: Collection[str] | None
) -> tuple[Decimal, Decimal]:
    equity = adjusted = ZERO
    for coin in account.coins:
        gained = sum(
            profit_of(leg, _moved(leg.coin, move, moving))
            for leg in account.legs
            if leg.ccy == coin.ccy
        )
        price = coin.price
        if coin.moves:
            price *= ONE + _moved(coin.ccy, move, moving)
        amount = coin.eq + gained
        equity += amount * price
        adjusted += counted(amount, coin.tiers) * price
    return equity, adjusted


def _margins(
    account: Account, move: Decimal, moving: Collection[str] | None
) -> tuple[Decimal, Decimal]:
    mmr = imr = ZERO
    for leg in account.legs:
        moved = _moved(leg.coin, move, moving)
        mmr += requirement_of(leg, leg.mmr, moved)
        imr += requirement_of(leg, leg.imr, moved)
    return mmr, imr


def _cost(account: Account, mmr_now: Decimal) -> Decimal:
    """By how much more than the maintenance margin is needed, for fees, by its ratio."""
    said = account.said
    mmr = said.mmr if said.mmr is not None else mmr_now
    if not said.ratio or not said.adj_eq or not mmr:
        return ONE
    return max(ONE, said.adj_eq / said.ratio / mmr)
