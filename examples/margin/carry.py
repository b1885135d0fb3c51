"""What a coin that is held and sold as a perpetual earns: funding, without a price."""

from __future__ import annotations

from decimal import Decimal

from attrs import frozen

from examples.margin.book import ZERO, Account

__all__ = ["Carry", "carries"]

DAY, YEAR = Decimal(24), Decimal(365)


@frozen
class Carry:
    """One coin, held and hedged.

    Args:
        coin: such as `BTC`.
        spot: the equity in it, in coin.
        hedge: what the perpetuals and futures are like to hold, in coin.
        value: of the part that is hedged, in dollars.
        next: what funding pays next (below 0: costs), in dollars.
        daily: the same for a day at these rates.
    """

    coin: str
    spot: Decimal
    hedge: Decimal
    value: Decimal
    next: Decimal
    daily: Decimal

    @property
    def delta(self) -> Decimal:
        """What is left open to the price, in coin."""
        return self.spot + self.hedge

    @property
    def yearly(self) -> Decimal | None:
        """A year of it, as a share of the hedged value, without compounding."""
        return self.daily * YEAR / self.value if self.value else None


def carries(account: Account) -> list[Carry]:
    """The carry of every coin that is held or has positions, the largest value first."""
    rates = {each.inst_id: each for each in account.funding}
    prices = {coin.ccy: coin.price for coin in account.coins}
    spots = {coin.ccy: coin.eq for coin in account.coins if coin.moves and coin.eq}
    found = []
    for name in {**spots, **dict.fromkeys(leg.coin for leg in account.legs)}:
        legs = [leg for leg in account.legs if leg.coin == name]
        spot = spots.get(name, ZERO)
        hedge = sum((leg.coins for leg in legs), ZERO)
        price = prices.get(name) or (legs[0].mark if legs else ZERO)
        paid = [
            (-leg.coins * leg.mark * rates[leg.inst_id].rate, rates[leg.inst_id].hours)
            for leg in legs
            if leg.inst_id in rates
        ]
        hedged = min(abs(spot), abs(hedge)) if spot * hedge < 0 else ZERO
        due = sum((amount for amount, _ in paid), ZERO)
        daily = sum((amount * DAY / hours for amount, hours in paid), ZERO)
        found.append(Carry(name, spot, hedge, hedged * price, due, daily))
    return sorted(found, key=lambda carry: -carry.value)
