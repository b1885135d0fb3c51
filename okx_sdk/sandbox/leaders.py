"""Lead traders of the sandbox, pure: who they are, and the positions that they take.

Twice a day each opens a position in one of three perpetuals, and closes it hours later.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from attrs import frozen

from okx_sdk.sandbox.bars import DAY, HOUR
from okx_sdk.sandbox.instruments import Instrument
from okx_sdk.sandbox.market import Market
from okx_sdk.sandbox.noise import key_of, unit
from okx_sdk.sandbox.pricing import contract_size

__all__ = ["Leader", "Taken", "leaders"]

_COINS = ("BTC", "ETH", "SOL")
_SLOT = 12 * HOUR
_LONGEST = 30 * HOUR
_COUNT = 10
_SINCE = 1_700_000_000_000
_IDS_A_MS = 1_000_000


@frozen
class Taken:
    """A position of a leader: times in ms, prices, and whether it is closed by now."""

    sub_pos_id: int
    inst: Instrument
    is_long: bool
    opened: int
    closed: int
    open_px: Decimal
    px: Decimal
    is_open: bool

    def pnl(self, margin: Decimal, lever: Decimal) -> Decimal:
        """What it has brought on a margin."""
        return margin * self.ratio * lever

    @property
    def ratio(self) -> Decimal:
        """How far the price went its way, as a share."""
        move = self.px / self.open_px - 1
        return round(move if self.is_long else -move, 6)

    def contracts(self, margin: Decimal, lever: Decimal) -> Decimal:
        """Its size on a margin, in lots."""
        step = self.inst.lot_sz
        one = self.open_px * contract_size(self.inst)
        return max(step, margin * lever / one // step * step)


@frozen
class Leader:
    """A lead trader."""

    number: int

    @property
    def code(self) -> str:
        """The unique code."""
        return f"{key_of('leader', self.number):016X}"

    @property
    def name(self) -> str:
        """The nickname."""
        return f"Leader {self.number + 1}"

    @property
    def lever(self) -> Decimal:
        """The leverage of all positions."""
        return Decimal(3 + self.number % 8)

    @property
    def margin(self) -> Decimal:
        """The margin of a position, in USDT."""
        return Decimal(1_000 * (1 + self.number % 9))

    @property
    def copiers(self) -> int:
        """How many copy."""
        return 5 + key_of("copiers", self.number) % 400

    def positions(self, market: Market, since: int, now: int) -> Iterator[Taken]:
        """What was opened after a time and until now, newest first."""
        key = key_of(market.seed, "lead", self.number)
        for slot in range(now // _SLOT, since // _SLOT - 1, -1):
            opened = slot * _SLOT + key_of(key, "opened", slot) % 3 * HOUR
            if since < opened <= now:
                yield self._taken(market, key, slot, opened, now)

    def open_positions(self, market: Market, now: int) -> list[Taken]:
        """What is open, newest first."""
        recent = self.positions(market, now - _LONGEST - _SLOT, now)
        return [each for each in recent if each.is_open]

    def _taken(
        self, market: Market, key: int, slot: int, opened: int, now: int
    ) -> Taken:
        span = (2 + key_of(key, "span", slot) % 29) * HOUR
        coin = _COINS[key_of(key, slot) % len(_COINS)]
        inst = market.instrument(f"{coin}-USDT-SWAP", now, "SWAP")
        assert inst is not None, "perpetuals do not end"
        is_open = now < opened + span
        return Taken(
            opened * _IDS_A_MS + self.number,
            inst,
            unit(key ^ 2, slot) < 0.5,
            opened,
            opened + span,
            _price(market, inst, opened, now),
            market.mark_price(inst, now)
            if is_open
            else _price(market, inst, opened + span, now),
            is_open,
        )

    def daily(self, market: Market, days: int, now: int) -> list[tuple[int, Decimal]]:
        """The profit, as a share, of what was closed on each of so many days, newest first."""
        today = now // DAY * DAY
        sums = {today - n * DAY: Decimal(0) for n in range(days)}
        for each in self.positions(market, today - (days + 2) * DAY, now):
            day = each.closed // DAY * DAY
            if day in sums and not each.is_open:
                sums[day] += each.ratio * self.lever / 20
        return list(sums.items())

    @property
    def since(self) -> int:
        """When it began to lead."""
        return _SINCE + key_of("since", self.number) % 500 * DAY


def _price(market: Market, inst: Instrument, hour: int, now: int) -> Decimal:
    """What was paid first in an hour, which is found much sooner than any other price."""
    bar = market.candle(inst, "1H", hour, now)
    assert bar is not None, "perpetuals trade every hour"
    return bar.open


def leaders() -> list[Leader]:
    """All of them."""
    return [Leader(number) for number in range(_COUNT)]
