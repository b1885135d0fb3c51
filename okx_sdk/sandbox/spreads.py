"""Spreads: pairs of instruments, and the price of one less that of the other."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from attrs import frozen

from okx_sdk.models.enums import Side, SprdType
from okx_sdk.models.spread_records import Spread, SpreadLeg
from okx_sdk.models.spread_trading import SpreadBookLevel, SpreadPublicTrade
from okx_sdk.sandbox.bars import MINUTE
from okx_sdk.sandbox.desks._common import moment
from okx_sdk.sandbox.instruments import Instrument
from okx_sdk.sandbox.market import Market
from okx_sdk.sandbox.noise import key_of, unit

__all__ = ["Pair", "pairs", "row_of"]

_COINS = ("BTC", "ETH")
_STEP = 100
_LOT = Decimal("0.001")
_DEPTH = 400


@frozen
class Pair:
    """A spread: what is sold, and what is bought, by whoever buys it."""

    near: Instrument
    far: Instrument

    @property
    def name(self) -> str:
        """Its id."""
        return f"{self.near.inst_id}_{self.far.inst_id}"

    @property
    def tick(self) -> Decimal:
        """The step of its price."""
        return max(self.near.tick_sz, self.far.tick_sz)

    def price(self, market: Market, ts: int) -> Decimal:
        """What it is worth at a time in ms, on its ticks; it may be below 0."""
        far, near = (market.mark_price(inst, ts) for inst in (self.far, self.near))
        return round((far - near) / self.tick) * self.tick

    def book(
        self, market: Market, ts: int, levels: int
    ) -> tuple[list[SpreadBookLevel], list[SpreadBookLevel]]:
        """Asks and bids of a tenth of a second, the best first."""
        step = ts // _STEP
        middle = self.price(market, step * _STEP)
        key = key_of(market.seed, "spread", self.name)
        sides: list[list[SpreadBookLevel]] = []
        for way in (1, -1):
            side: list[SpreadBookLevel] = []
            for number in range(min(levels, _DEPTH)):
                share = unit(key, (step // 10 * 2 + (way > 0)) * _DEPTH + number)
                size = _LOT * (1 + round(share * 400 * (1 + number)))
                px = middle + way * self.tick * (number + 1)
                side.append(SpreadBookLevel(px, size, 1 + int(share * 9)))
            sides.append(side)
        return sides[0], sides[1]

    def path(
        self, market: Market, since: int, now: int
    ) -> Iterator[tuple[int, Decimal]]:
        """What it was worth as minutes ended that began since then, oldest first."""
        near, far = (
            {
                bar.ts: bar.close
                for bar in market.mark_candles(
                    inst, "1m", now, before=since - 1, limit=1440
                )
                if bar.confirm
            }
            for inst in (self.near, self.far)
        )
        for ts in sorted(near.keys() & far.keys()):
            px = round((far[ts] - near[ts]) / self.tick) * self.tick
            yield ts + MINUTE, px

    def trades(self, market: Market, until: int) -> Iterator[SpreadPublicTrade]:
        """What was traded until a time, about once a minute, newest first."""
        key = key_of(market.seed, "spread trades", self.name)
        minute = until // MINUTE
        while minute > 0:
            ts = minute * MINUTE + int(unit(key, 2 * minute) * MINUTE)
            minute -= 1
            if ts > until or not self.far.is_live(ts):
                continue
            share = unit(key, 2 * minute + 1)
            buys = share < 0.5
            px = self.price(market, ts) + self.tick * (1 if buys else -1)
            size = _LOT * (1 + round(share * 500))
            side = Side.BUY if buys else Side.SELL
            trade_id = str(ts * 1_000_000)
            yield SpreadPublicTrade(self.name, trade_id, px, size, side, moment(ts))


def pairs(market: Market, now: int) -> list[Pair]:
    """What trades now: spot, perpetual and dated futures of a coin against each other."""
    found: list[Pair] = []
    for coin in _COINS:
        chain = [
            inst
            for kind in ("SPOT", "SWAP", "FUTURES")
            for inst in market.instruments(now, kind)
            if inst.index == f"{coin}-USDT" and not inst.is_inverse
        ]
        found += [
            Pair(near, far)
            for place, near in enumerate(chain)
            for far in chain[place + 1 :]
        ]
    return found


def row_of(pair: Pair) -> Spread:
    """A spread as the exchange lists it."""
    coin = pair.far.coin
    ends = pair.far.exp_time
    return Spread(
        pair.name,
        SprdType.LINEAR,
        "live",
        coin,
        coin,
        "USDT",
        pair.tick,
        _LOT,
        _LOT,
        moment(max(pair.near.list_time, pair.far.list_time)),
        None if ends is None else moment(ends),
        moment(max(pair.near.list_time, pair.far.list_time)),
        (
            SpreadLeg(pair.near.inst_id, Side.SELL),
            SpreadLeg(pair.far.inst_id, Side.BUY),
        ),
    )
