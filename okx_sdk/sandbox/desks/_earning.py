"""What money earns: yearly rates that differ from day to day, and interest by the hour."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from attrs import evolve, frozen

from okx_sdk.sandbox.bars import DAY, HOUR
from okx_sdk.sandbox.desks._worth import cut
from okx_sdk.sandbox.exchange import Desk
from okx_sdk.sandbox.noise import key_of, smooth

__all__ = ["Held", "hours", "interest", "rate_at", "rate_of", "rates"]

YEAR = Decimal(365 * DAY)


def rate_at(desk: Desk, name: str, base: str, ts: int) -> Decimal:
    """The yearly rate of a product at a time, as a share: within a third of its base."""
    key = key_of(desk.market.seed, "rate", name)
    share = 1 + smooth(key, ts // HOUR, 72) / 3
    return round(Decimal(base) * Decimal(str(round(share, 6))), 4)


def rate_of(desk: Desk, name: str, base: str) -> Decimal:
    """The rate of now."""
    return rate_at(desk, name, base, desk.now)


def rates(desk: Desk, name: str, base: str, days: int) -> Iterator[tuple[int, Decimal]]:
    """The rates of so many days that are over, newest first, with when they began."""
    last = desk.now // DAY * DAY
    for ts in range(last, last - days * DAY, -DAY):
        yield ts, rate_at(desk, name, base, ts)


def interest(amount: Decimal, rate: Decimal, span: int) -> Decimal:
    """What an amount earns at a yearly rate in a span of ms."""
    return cut(amount * rate * span / YEAR, 10)


@frozen
class Held:
    """An amount that earns by the hour, and what it has earned up to a time in ms."""

    ccy: str
    amt: Decimal
    since: int
    earned: Decimal = Decimal(0)
    last: Decimal = Decimal(0)

    def until(self, now: int, rate: Decimal) -> Held:
        """The same, with what the full hours since then have earned."""
        span = (now - self.since) // HOUR * HOUR
        if not span:
            return self
        new = interest(self.amt, rate, span)
        since, earned = self.since + span, self.earned + new
        return evolve(self, since=since, earned=earned, last=new)

    def more(self, amount: Decimal) -> Held:
        """The same, with so much more; or less, of a negative amount."""
        return evolve(self, amt=self.amt + amount)


def hours(held: Held, now: int) -> range:
    """When the hours begin that are over and not yet paid, oldest first."""
    span = (now - held.since) // HOUR * HOUR
    return range(held.since + HOUR, held.since + span + 1, HOUR)
