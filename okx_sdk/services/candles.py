"""Candles of any span: complete, in order, and fetched at the pace the limits allow.

The exchange gives the newest 1,440 bars from one endpoint and the years before from
another, newest first, by exclusive cursors. Since a bar's duration is known, so are
the cursors of all pages, and the pages are fetched at the same time.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import date, datetime

from attrs import define, frozen

from okx_sdk.engine.tasks import gather
from okx_sdk.errors import InvalidArgument
from okx_sdk.models.market import Candle
from okx_sdk.protocol.codec import to_ms
from okx_sdk.protocol.times import Span, bar_ms, parse_time, windows
from okx_sdk.rest.market import Market
from okx_sdk.services.paging import Pages

__all__ = ["CandleQuery", "CandleReader"]

Moment = datetime | date | int | str

PAGE = 300
RECENT = 1_440
DEFAULT_LIMIT = 300
FIRST, BATCH = 4, 40
"""Pages that a lazy reader asks for at once: few, so that it can begin, then more."""


@frozen
class CandleQuery:
    """What is asked for, in ms; *start* is `None` when *limit* counts back from *end*."""

    inst_id: str
    bar: str
    start: int | None
    end: int
    limit: int | None
    include_open: bool

    @property
    def width(self) -> int:
        """How long a page can be and still hold all its bars, in ms."""
        return PAGE * bar_ms(self.bar)

    def wants(self, candle: Candle) -> bool:
        """Whether a row that came belongs to the answer."""
        ts = to_ms(candle.ts)
        inside = (self.start is None or ts >= self.start) and ts < self.end
        return inside and (candle.confirm or self.include_open)


def ask(
    now: int,
    inst_id: str,
    bar: str,
    start: Moment | None,
    end: Moment | None,
    *,
    limit: int | None,
    include_open: bool,
) -> CandleQuery:
    """The query that a person's words mean; *now* is the exchange's time in ms."""
    duration = bar_ms(bar)
    if limit is not None and limit < 1:
        raise InvalidArgument(f"limit is {limit}: give at least 1")
    last = now + duration if end is None else parse_time(end, now, "end")
    first = None if start is None else parse_time(start, now, "start")
    if first is not None and first >= last:
        raise InvalidArgument(
            f"start {start!r} is not before end {end!r}: are they reversed?"
            if end is not None
            else f"start {start!r} lies in the future"
        )
    if first is None and limit is None:
        limit = DEFAULT_LIMIT
    last = min(last, now + duration)
    return CandleQuery(inst_id, bar, first, last, limit, include_open)


@define
class CandleReader:
    """Reads candles by the two endpoints of *market*; *now* tells exchange time in ms."""

    market: Market
    now: Callable[[], Awaitable[int]]

    async def read(self, query: CandleQuery) -> list[Candle]:
        """All candles of the query, oldest first."""
        if query.start is None:
            return await self._newest(query)
        if query.limit is not None:
            return [row async for row in self.pages(query)]
        pieces = await self._pieces(query, query.start)
        return await self._fetch(query, pieces)

    def pages(self, query: CandleQuery) -> Pages[Candle]:
        """The same, some pages at a time."""
        pieces: list[Span] | None = None
        left, most = query.limit, FIRST

        async def fetch() -> list[Candle] | None:
            nonlocal pieces, left, most
            if pieces is None and query.start is None:
                pieces = []
                return await self._newest(query)
            if pieces is None:
                assert query.start is not None, "the other case is above"
                pieces = await self._pieces(query, query.start)
            if not pieces or left == 0:
                return None
            batch = most if left is None else min(most, -(-left // PAGE) + 1)
            most = min(2 * most, BATCH)
            rows = await self._fetch(query, pieces[:batch])
            del pieces[:batch]
            if left is not None:
                rows = rows[:left]
                left -= len(rows)
            return rows

        return Pages(fetch)

    async def _newest(self, query: CandleQuery) -> list[Candle]:
        """The last *limit* candles before the end, however many bars are missing."""
        assert query.limit is not None, "a query without a start has a limit"
        start = max(0, query.end - (query.limit + 2) * bar_ms(query.bar))
        pieces = await self._pieces(query, start)
        rows = await self._fetch(query, pieces)
        older = to_ms(rows[0].ts) if rows else start
        while len(rows) < query.limit:
            page = await self.market.get_history_candles(
                query.inst_id, bar=query.bar, after=older, limit=PAGE
            )
            if not page:
                break
            older = to_ms(page[-1].ts)
            rows = [row for row in reversed(page) if query.wants(row)] + rows
        return rows[-query.limit :]

    async def _pieces(self, query: CandleQuery, start: int) -> list[Span]:
        """The pages that hold the span, without those before the first candle of all."""
        width = query.width
        low, high = 0, -(-(query.end - start) // width) - 1
        if high > 1 and not await self._is_older(query, start + width):
            while low < high:
                middle = (low + high) // 2
                if await self._is_older(query, start + (middle + 1) * width):
                    high = middle
                else:
                    low = middle + 1
            # Only closed candles were seen: the first of all may be open, and earlier.
            low = max(0, low - 1)
        return windows(Span(start + low * width, query.end), width)

    async def _is_older(self, query: CandleQuery, moment: int) -> bool:
        return bool(
            await self.market.get_history_candles(
                query.inst_id, bar=query.bar, after=moment, limit=1
            )
        )

    async def _fetch(self, query: CandleQuery, pieces: list[Span]) -> list[Candle]:
        async def page(piece: Span) -> list[Candle]:
            return await self._page(query, piece)

        pages = await gather(page, pieces)
        return [row for rows in pages for row in reversed(rows) if query.wants(row)]

    async def _page(self, query: CandleQuery, piece: Span) -> list[Candle]:
        """The candles that open in a piece, newest first."""
        now, duration = await self.now(), bar_ms(query.bar)
        # What is recent moves on while a request waits for its turn.
        margin = max(2 * duration, 60_000)
        recent = now - RECENT * duration + margin
        cursors = {"after": piece.end, "before": piece.start - 1}
        rows: list[Candle] = []
        if query.bar != "1s" and piece.start >= recent:
            rows = await self.market.get_candles(
                query.inst_id, bar=query.bar, limit=PAGE, **cursors
            )
            if _is_whole(rows, piece, now, duration):
                return rows
        # Bars are missing: either they do not exist, or the page was not so recent.
        kept = await self.market.get_history_candles(
            query.inst_id, bar=query.bar, limit=PAGE, **cursors
        )
        found = {row.ts: row for row in (*kept, *rows)}
        return [found[ts] for ts in sorted(found, reverse=True)]


def _is_whole(rows: list[Candle], piece: Span, now: int, duration: int) -> bool:
    """Whether all bars are there that must have opened by now, from the first on."""
    opened = (min(piece.end, now - duration) - piece.start) // duration
    if opened <= 0:
        return True
    return len(rows) >= opened and to_ms(rows[-1].ts) < piece.start + duration
