"""Streams without holes: what a gap has cost is fetched over REST and put in its place.

Rows are known by their ids or times, so what comes both ways is given once.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from typing import Protocol

import attrs
from attrs import define, field

from okx_sdk.models.live import LiveCandle, LiveTrade
from okx_sdk.models.market import Candle, PublicTrade
from okx_sdk.protocol.buffers import Gap, Seen
from okx_sdk.protocol.codec import to_ms

__all__ = ["CandleRepair", "TradeRepair"]

LAG = 1.0
"""Seconds that REST may be behind the streams."""

MARGIN = 5_000
"""Milliseconds by which this machine's clock, which dates gaps, may be wrong."""

Sleep = Callable[[float], Awaitable[None]]


class _GetTrades(Protocol):
    async def __call__(
        self, inst_id: str, *, start: int, end: int
    ) -> list[PublicTrade]: ...


class _GetCandles(Protocol):
    async def __call__(self, inst_id: str, bar: str, *, start: int) -> list[Candle]: ...


@define
class TradeRepair:
    """Finds the trades that a stream lacks.

    Args:
        get_trades: as the client's.
        sleep: waits.
    """

    get_trades: _GetTrades
    sleep: Sleep
    _seen: dict[str, Seen] = field(factory=dict, init=False)

    async def missing(self, gap: Gap) -> Sequence[LiveTrade]:
        """The trades of a gap, and some before and after, oldest first."""
        await self.sleep(LAG)
        start, end = to_ms(gap.start) - MARGIN, to_ms(gap.end) + MARGIN
        found: list[PublicTrade] = []
        for inst_id in gap.inst_ids:
            found += await self.get_trades(inst_id, start=start, end=end)
        found.sort(key=lambda trade: trade.ts)
        return [LiveTrade(**attrs.asdict(trade, recurse=False)) for trade in found]

    def is_new(self, row: LiveTrade) -> bool:
        """Whether a trade was not given yet.

        One that stands for several has the id of the last of them.
        """
        seen = self._seen.setdefault(row.inst_id, Seen(20_000))
        if not row.trade_id.isdecimal():
            return seen.is_new(row.trade_id)
        last = int(row.trade_id)
        ids = range(last - (row.count or 1) + 1, last + 1)
        news = [seen.is_new(number) for number in ids]  # all of them are noted
        return any(news)


@define
class CandleRepair:
    """Finds the confirmed candles that a stream lacks.

    Args:
        get_candles: as the client's.
        bar: of the stream.
        sleep: waits.
    """

    get_candles: _GetCandles
    bar: str
    sleep: Sleep
    _next: dict[str, int] = field(factory=dict, init=False)
    """When the first candle opens that was not confirmed yet, as far as is known."""

    async def missing(self, gap: Gap) -> Sequence[LiveCandle]:
        """What was confirmed since the last that was given, oldest first."""
        await self.sleep(LAG)
        found: list[LiveCandle] = []
        for inst_id in gap.inst_ids:
            start = self._next.get(inst_id, to_ms(gap.start))
            for candle in await self.get_candles(inst_id, self.bar, start=start):
                said = attrs.asdict(candle, recurse=False)
                found.append(LiveCandle(**said, inst_id=inst_id, bar=self.bar))
        found.sort(key=lambda candle: candle.ts)
        return found

    def is_new(self, row: LiveCandle) -> bool:
        """Whether a candle may still have changed since it was last given."""
        opened = to_ms(row.ts)
        if opened < self._next.setdefault(row.inst_id, opened):
            return False
        if row.confirm:
            self._next[row.inst_id] = opened + 1
        return True
