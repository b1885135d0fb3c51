"""Streams without holes: what a gap has cost is fetched over REST and put in its place.

Rows are known by their ids or times, so what comes both ways is given once.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime
from functools import partial
from typing import Protocol

import attrs
from attrs import define, field

from okx_sdk.models.live import LiveCandle, LiveTrade
from okx_sdk.models.market import Candle, PublicTrade
from okx_sdk.protocol.buffers import Gap, Seen
from okx_sdk.protocol.codec import to_ms
from okx_sdk.protocol.times import bar_ms
from okx_sdk.services.patience import patiently

__all__ = ["CandleRepair", "TradeRepair"]

LAG = 1.0
"""Seconds that REST may be behind the streams."""

MARGIN = 5_000
"""Milliseconds before and after a gap within which is read as well: pushes take time."""

Sleep = Callable[[float], Awaitable[None]]
Dated = Callable[[datetime], Awaitable[int]]


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
        dated: gives a date by this machine's clock, which may be wrong, as the exchange's
            clock showed it, in ms.
    """

    get_trades: _GetTrades
    sleep: Sleep
    dated: Dated
    _seen: dict[str, Seen] = field(factory=dict[str, Seen], init=False)
    _latest: dict[str, int] = field(factory=dict[str, int], init=False)
    """When the last trade was that was given: a slow connection may be behind."""

    async def begin(self, inst_ids: Sequence[str]) -> Sequence[LiveTrade]:  # noqa: ARG002
        """Nothing: trades begin when they are subscribed."""
        return ()

    async def missing(self, gap: Gap) -> Sequence[LiveTrade]:
        """The trades of a gap, and some before and after, oldest first."""
        await self.sleep(LAG)
        return await patiently(partial(self._missing, gap), self.sleep)

    async def _missing(self, gap: Gap) -> Sequence[LiveTrade]:
        begin = await self.dated(gap.start) - MARGIN
        end = await self.dated(gap.end) + MARGIN
        found: list[PublicTrade] = []
        for inst_id in gap.inst_ids:
            start = min(begin, self._latest.get(inst_id, begin))
            found += await self.get_trades(inst_id, start=start, end=end)
        found.sort(key=lambda trade: trade.ts)
        return [LiveTrade(**attrs.asdict(trade, recurse=False)) for trade in found]

    def news(self, row: LiveTrade, *, pushed: bool = False) -> LiveTrade | None:  # noqa: ARG002 - a trade is a trade
        """A trade that was not given yet.

        One that stands for several has the id of the last of them.
        """
        self._latest[row.inst_id] = to_ms(row.ts)
        seen = self._seen.setdefault(row.inst_id, Seen(20_000))
        if not row.trade_id.isdecimal():
            return row if seen.is_new(row.trade_id) else None
        last = int(row.trade_id)
        ids = range(last - (row.count or 1) + 1, last + 1)
        news = [seen.is_new(number) for number in ids]  # all of them are noted
        return row if any(news) else None


@define
class CandleRepair:
    """Finds the confirmed candles that a stream lacks.

    Args:
        get_candles: as the client's.
        bar: of the stream.
        sleep: waits.
        dated: as for trades.
    """

    get_candles: _GetCandles
    bar: str
    sleep: Sleep
    dated: Dated
    _next: dict[str, int] = field(factory=dict[str, int], init=False)
    """When the first candle opens that was not confirmed yet, as far as is known."""
    _seen: dict[str, Seen] = field(factory=dict[str, Seen], init=False)
    """Those that were given confirmed: a slow connection may be behind."""

    async def begin(self, inst_ids: Sequence[str]) -> Sequence[LiveCandle]:  # noqa: ARG002
        """Nothing: candles begin when they are subscribed."""
        return ()

    async def missing(self, gap: Gap) -> Sequence[LiveCandle]:
        """What was confirmed since the last that was given, oldest first."""
        await self.sleep(LAG)
        return await patiently(partial(self._missing, gap), self.sleep)

    async def _missing(self, gap: Gap) -> Sequence[LiveCandle]:
        # Where none was given yet, the one that was open then began before.
        open_then = await self.dated(gap.start) - bar_ms(self.bar) + 1
        found: list[LiveCandle] = []
        for inst_id in gap.inst_ids:
            start = self._next.get(inst_id, open_then)
            for candle in await self.get_candles(inst_id, self.bar, start=start):
                said = attrs.asdict(candle, recurse=False)
                found.append(LiveCandle(**said, inst_id=inst_id, bar=self.bar))
        found.sort(key=lambda candle: candle.ts)
        return found

    def news(self, row: LiveCandle, *, pushed: bool = False) -> LiveCandle | None:  # noqa: ARG002 - a candle is a candle
        """A candle that may still have changed since it was last given."""
        opened = to_ms(row.ts)
        next_ = self._next.setdefault(row.inst_id, opened)
        if not row.confirm:
            return row if opened >= next_ else None
        self._next[row.inst_id] = max(next_, opened + 1)
        seen = self._seen.setdefault(row.inst_id, Seen())
        return row if seen.is_new(opened) else None
