"""Public trades further back than one page reaches."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import date, datetime

from attrs import define

from okx_sdk.errors import InvalidArgument
from okx_sdk.models.market import PublicTrade
from okx_sdk.protocol.codec import to_ms
from okx_sdk.protocol.times import parse_time
from okx_sdk.rest.market import Market

__all__ = ["TradeReader"]

Moment = datetime | date | int | str

RECENT = 500
PAGE = 100


@define
class TradeReader:
    """Reads public trades, oldest first; *now* tells the exchange's time in ms."""

    market: Market
    now: Callable[[], Awaitable[int]]

    async def newest(
        self, inst_id: str, limit: int, end: Moment | None = None
    ) -> list[PublicTrade]:
        """The last *limit* trades, of all or of those before *end*."""
        if limit < 1:
            raise InvalidArgument(f"limit is {limit}: give at least 1")
        if end is None:
            rows = await self.market.get_trades(inst_id, limit=min(limit, RECENT))
        else:
            last = parse_time(end, await self.now(), "end")
            rows = await self._before(inst_id, last)
        while rows and len(rows) < limit:
            page = await self._older(inst_id, rows[-1])
            if not page:
                break
            rows += page
        return rows[:limit][::-1]

    async def between(
        self, inst_id: str, start: Moment, end: Moment | None
    ) -> list[PublicTrade]:
        """All trades of `[start, end)`, as far back as three months."""
        now = await self.now()
        first = parse_time(start, now, "start")
        last = now + 1 if end is None else parse_time(end, now, "end")
        if first >= last:
            raise InvalidArgument(
                f"start {start!r} is not before end {end!r}: are they reversed?"
                if end is not None
                else f"start {start!r} lies in the future"
            )
        found: list[PublicTrade] = []
        page = await self._before(inst_id, last)
        while page:
            found += page
            if to_ms(page[-1].ts) < first:
                break
            page = await self._older(inst_id, page[-1])
        return [row for row in reversed(found) if first <= to_ms(row.ts) < last]

    async def _before(self, inst_id: str, moment: int) -> list[PublicTrade]:
        """The page of trades before a moment, newest first."""
        return await self.market.get_history_trades(
            inst_id, type="2", after=moment, limit=PAGE
        )

    async def _older(self, inst_id: str, trade: PublicTrade) -> list[PublicTrade]:
        """The page of trades before another, newest first."""
        return await self.market.get_history_trades(
            inst_id, after=trade.trade_id, limit=PAGE
        )
