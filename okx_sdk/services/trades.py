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

RECENT = 500
PAGE = 100


@define
class TradeReader:
    """Reads public trades, oldest first; *now* tells the exchange's time in ms."""

    market: Market
    now: Callable[[], Awaitable[int]]

    async def newest(self, inst_id: str, limit: int) -> list[PublicTrade]:
        """The last *limit* trades."""
        if limit < 1:
            raise InvalidArgument(f"limit is {limit}: give at least 1")
        rows = await self.market.get_trades(inst_id, limit=min(limit, RECENT))
        while rows and len(rows) < limit:
            page = await self.market.get_history_trades(
                inst_id, after=rows[-1].trade_id, limit=PAGE
            )
            if not page:
                break
            rows += page
        return rows[limit - 1 :: -1] if len(rows) >= limit else rows[::-1]

    async def between(
        self,
        inst_id: str,
        start: datetime | date | int | str,
        end: datetime | date | int | str | None,
    ) -> list[PublicTrade]:
        """All trades of `[start, end)`, as far back as three months."""
        now = await self.now()
        first = parse_time(start, now, "start")
        last = now + 1 if end is None else parse_time(end, now, "end")
        if first >= last:
            raise InvalidArgument(f"start {start!r} is not before end {end!r}")
        found: list[PublicTrade] = []
        page = await self.market.get_history_trades(
            inst_id, type="2", after=last, limit=PAGE
        )
        while page:
            found += page
            if to_ms(page[-1].ts) < first:
                break
            page = await self.market.get_history_trades(
                inst_id, after=page[-1].trade_id, limit=PAGE
            )
        return [row for row in reversed(found) if first <= to_ms(row.ts) < last]
