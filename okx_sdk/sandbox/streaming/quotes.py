"""Books, trades, tickers and candles of one instrument."""

from __future__ import annotations

from typing import Any

from okx_sdk.sandbox.bars import MINUTE
from okx_sdk.sandbox.books import STEP_MS, Book, step_of
from okx_sdk.sandbox.numbers import plain
from okx_sdk.sandbox.streaming.feeds import (
    NEVER,
    BookFeed,
    CandleFeed,
    Feed,
    Sampled,
    Shallow,
    TradeFeed,
    wording_of,
)
from okx_sdk.sandbox.streaming.ladder import Ladder
from okx_sdk.sandbox.streaming.texts import Body, body, rows
from okx_sdk.sandbox.streaming.topics import Topic
from okx_sdk.sandbox.trades import Trade

__all__ = [
    "DEPTHS",
    "SHALLOW",
    "candles",
    "deep",
    "index_candles",
    "mark_candles",
    "shallow",
    "tickers",
    "trades",
]

DEPTHS = {"books": 400, "books-l2-tbt": 400, "books50-l2-tbt": 50, "books-rpi": 400}
SHALLOW = {"books5": 5, "bbo-tbt": 1}


def deep(topic: Topic) -> Feed:
    inst, name = topic.instrument(), topic.listing.name
    ladder = Ladder(topic.market, inst, DEPTHS[name], step_of(topic.now))
    wording = wording_of(topic.market, inst, is_rpi=name == "books-rpi")
    return BookFeed(ladder, wording, (ladder.step + 1) * STEP_MS)


def shallow(topic: Topic) -> Feed:
    inst, name = topic.instrument(), topic.listing.name
    levels = SHALLOW[name]
    wording = wording_of(topic.market, inst)
    named = f'"instId":"{inst.inst_id}",' if name == "books5" else ""

    def look(ts: int) -> Shallow:
        book = topic.market.book(inst, step_of(ts), levels)
        return book.bids, book.asks

    def write(found: Shallow, ts: int) -> Body:
        seq = step_of(ts)
        sides = wording.sides(Book(seq, ts, *found))
        return body(f'{{{sides},{named}"ts":"{ts}","seqId":{seq}}}')

    return Sampled(look, write, STEP_MS, MINUTE, topic.now)


def trades(topic: Topic) -> Feed:
    aggregated = topic.listing.name == "trades"

    def written(trade: Trade) -> dict[str, Any]:
        row: dict[str, Any] = {
            "instId": trade.inst_id,
            "tradeId": str(trade.trade_id),
            "px": plain(trade.px),
            "sz": plain(trade.sz),
            "side": trade.side,
            "ts": str(trade.ts),
        }
        if aggregated:
            row["count"] = str(trade.count)
        row["source"] = trade.source
        if aggregated:
            row["seqId"] = trade.seq_id
        return row

    return TradeFeed(topic.market, topic.instrument(), written, topic.now)


def tickers(topic: Topic) -> Feed:
    market, inst = topic.market, topic.instrument()

    def look(ts: int) -> object:
        best = market.book(inst, step_of(ts), 1)
        return market.last_trade_id(inst, ts), best.bids, best.asks

    def write(_: object, ts: int) -> Body:
        found = market.ticker(inst, ts)
        if found is None:
            return rows([])
        return rows(
            [
                {
                    "instType": found.inst_type,
                    "instId": found.inst_id,
                    "last": plain(found.last),
                    "lastSz": plain(found.last_sz),
                    "askPx": _text(found.ask_px),
                    "askSz": _text(found.ask_sz),
                    "bidPx": _text(found.bid_px),
                    "bidSz": _text(found.bid_sz),
                    "open24h": plain(found.open24h),
                    "high24h": plain(found.high24h),
                    "low24h": plain(found.low24h),
                    "sodUtc0": plain(found.sod_utc0),
                    "sodUtc8": plain(found.sod_utc8),
                    "volCcy24h": plain(found.vol_ccy24h),
                    "vol24h": plain(found.vol24h),
                    "ts": str(ts),
                }
            ]
        )

    return Sampled(look, write, STEP_MS, NEVER, topic.now)


def _text(value: Any) -> str:
    return "" if value is None else plain(value)


def candles(topic: Topic) -> Feed:
    market, inst, bar = topic.market, topic.instrument(), topic.listing.bar

    def look(opened: int, now: int) -> list[str] | None:
        row = market.candle(inst, bar, opened, now)
        if row is None:
            return None
        figures = (
            row.open,
            row.high,
            row.low,
            row.close,
            row.vol,
            row.vol_ccy,
            row.vol_ccy_quote,
        )
        return [str(row.ts), *map(plain, figures), "01"[row.confirm]]

    every = 500 if bar == "1s" else 1_000
    return CandleFeed(look, bar, topic.now, every, inst.exp_time)


def index_candles(topic: Topic) -> Feed:
    market, name, bar = topic.market, topic.arg["instId"], topic.listing.bar

    def look(opened: int, now: int) -> list[str] | None:
        found = market.index_candles(name, bar, now, after=opened + 1, limit=1)
        return _price_row(found, opened)

    return CandleFeed(look, bar, topic.now)


def mark_candles(topic: Topic) -> Feed:
    market, inst, bar = topic.market, topic.instrument(), topic.listing.bar

    def look(opened: int, now: int) -> list[str] | None:
        found = market.mark_candles(inst, bar, now, after=opened + 1, limit=1)
        return _price_row(found, opened)

    return CandleFeed(look, bar, topic.now, ends=inst.exp_time)


def _price_row(found: list[Any], opened: int) -> list[str] | None:
    if not found or found[0].ts != opened:
        return None
    row = found[0]
    figures = (row.open, row.high, row.low, row.close)
    return [str(row.ts), *map(plain, figures), "01"[row.confirm]]
