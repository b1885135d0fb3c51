"""Spreads: what is listed, their books, tickers, trades and candles."""

from __future__ import annotations

from decimal import Decimal
from itertools import islice
from typing import Any

from okx_sdk.models.enums import Bar
from okx_sdk.models.spread_records import Spread, SpreadOrderBook
from okx_sdk.models.spread_trading import SpreadCandle, SpreadPublicTrade, SpreadTicker
from okx_sdk.rest.spread_trading import SpreadTrading
from okx_sdk.sandbox.bars import DAY
from okx_sdk.sandbox.desks._common import moment, recent_only, whole
from okx_sdk.sandbox.exchange import Desk, answers
from okx_sdk.sandbox.noise import key_of, unit
from okx_sdk.sandbox.refusals import bad_parameter, unknown_instrument
from okx_sdk.sandbox.spreads import Pair, pairs, row_of
from okx_sdk.sandbox.trades import PriceCandle

__all__ = ["pair_named"]


def pair_named(desk: Desk, sprd_id: str) -> Pair:
    """The spread of a name that trades now."""
    for pair in pairs(desk.market, desk.now):
        if pair.name == sprd_id:
            return pair
    raise unknown_instrument()


@answers(SpreadTrading.get_spreads)
def spreads(
    desk: Desk,
    base_ccy: str | None = None,
    inst_id: str | None = None,
    sprd_id: str | None = None,
    state: str | None = None,
) -> list[Spread]:
    rows = map(row_of, pairs(desk.market, desk.now))
    return [
        row
        for row in rows
        if base_ccy in {None, row.base_ccy}
        and inst_id in {None, *(leg.inst_id for leg in row.legs)}
        and sprd_id in {None, row.sprd_id}
        and state in {None, row.state}
    ]


@answers(SpreadTrading.get_order_book)
def order_book(desk: Desk, sprd_id: str, sz: int = 5) -> SpreadOrderBook:
    if not 1 <= sz <= 400:
        raise bad_parameter("sz")
    asks, bids = pair_named(desk, sprd_id).book(desk.market, desk.now, sz)
    return SpreadOrderBook(tuple(asks), tuple(bids), moment(desk.now // 100 * 100))


@answers(SpreadTrading.get_ticker)
def ticker(desk: Desk, sprd_id: str) -> SpreadTicker:
    pair = pair_named(desk, sprd_id)
    (last,) = islice(pair.trades(desk.market, desk.now), 1)
    (ask,), (bid,) = pair.book(desk.market, desk.now, 1)
    day = _candles(desk, pair, "1H", desk.now + 1, desk.now - DAY)
    return SpreadTicker(
        sprd_id,
        moment(desk.now),
        last.px,
        last.sz,
        ask.px,
        ask.sz,
        bid.px,
        bid.sz,
        day[-1].open,
        max(row.high for row in day),
        min(row.low for row in day),
        sum((row.vol for row in day), Decimal(0)),
    )


@answers(SpreadTrading.get_public_trades)
def public_trades(desk: Desk, sprd_id: str | None = None) -> list[SpreadPublicTrade]:
    names = [sprd_id] if sprd_id else [p.name for p in pairs(desk.market, desk.now)]
    most = 100 if sprd_id else 5
    rows = [
        row
        for name in names
        for row in islice(pair_named(desk, name).trades(desk.market, desk.now), most)
    ]
    return sorted(rows, key=lambda row: row.ts, reverse=True)[:100]


def _candles(
    desk: Desk, pair: Pair, bar: str, after: int | None, before: int | None, **most: int
) -> list[SpreadCandle]:
    """Of the marks of both legs: their range is what they span at both ends."""
    sides: list[dict[int, PriceCandle]] = []
    for inst in (pair.near, pair.far):
        rows = desk.market.mark_candles(
            inst, bar, desk.now, after=after, before=before, **most
        )
        sides.append({row.ts: row for row in rows})
    near, far = sides
    key = key_of(desk.market.seed, "spread volume", pair.name, bar)
    return [_candle(pair, near[ts], far[ts], unit(key, ts)) for ts in far if ts in near]


def _candle(
    pair: Pair, near: PriceCandle, far: PriceCandle, share: float
) -> SpreadCandle:
    first, last = (
        round((b - a) / pair.tick) * pair.tick
        for a, b in ((near.open, far.open), (near.close, far.close))
    )
    top, bottom = max(first, last) + pair.tick, min(first, last) - pair.tick
    volume = Decimal(round(share * 100_000)) / 1000
    confirmed = far.confirm
    return SpreadCandle(moment(far.ts), first, top, bottom, last, volume, confirmed)


def _serve(method: Any, *, is_recent: bool) -> None:
    @answers(method)
    def candles(
        desk: Desk,
        sprd_id: str,
        *,
        bar: Bar = Bar.MIN_1,
        after: int | str | None = None,
        before: int | str | None = None,
        limit: int = 100,
    ) -> list[SpreadCandle]:
        older, newer = whole(after, "after"), whole(before, "before")
        if is_recent:
            newer = recent_only(desk, bar, newer)
        pair = pair_named(desk, sprd_id)
        return _candles(desk, pair, bar, older, newer, limit=limit)


_serve(SpreadTrading.get_candles, is_recent=True)
_serve(SpreadTrading.get_history_candles, is_recent=False)
