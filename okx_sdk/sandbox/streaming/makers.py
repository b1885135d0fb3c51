"""Which feed each channel has: one function for each that is fed."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from heapq import merge
from typing import Any

from attrs import define, frozen

from okx_sdk.models.enums import InstType
from okx_sdk.protocol.codec import converter
from okx_sdk.sandbox import expiries
from okx_sdk.sandbox.bars import HOUR, MINUTE
from okx_sdk.sandbox.books import STEP_MS, Book, step_of
from okx_sdk.sandbox.desks.public_instruments import listed_instruments
from okx_sdk.sandbox.exchange import Desk
from okx_sdk.sandbox.instruments import Instrument
from okx_sdk.sandbox.market import Market
from okx_sdk.sandbox.noise import key_of
from okx_sdk.sandbox.numbers import plain
from okx_sdk.sandbox.streaming.channels import CHANNELS, Arg, Listing
from okx_sdk.sandbox.streaming.feeds import (
    NEVER,
    BookFeed,
    CandleFeed,
    Feed,
    Push,
    Sampled,
    Shallow,
    Silent,
    TradeFeed,
    wording_of,
)
from okx_sdk.sandbox.streaming.ladder import Ladder
from okx_sdk.sandbox.streaming.texts import Body, body, rows
from okx_sdk.sandbox.trades import Trade

__all__ = ["FED", "feed_for"]


@frozen
class Topic:
    """What a feed is to tell of, from a time in ms on."""

    market: Market
    listing: Listing
    arg: Arg
    now: int

    def instrument(self) -> Instrument:
        """The instrument that is named; the conversation has made sure of it."""
        name = self.arg["instId"]
        for inst_type in ("", *self.listing.trades):
            found = self.market.instrument(name, self.now, inst_type)
            if found is not None and found.inst_type in self.listing.trades:
                return found
        raise AssertionError(f"{name} was looked up before")


_DEPTHS = {"books": 400, "books-l2-tbt": 400, "books50-l2-tbt": 50, "books-rpi": 400}
_SHALLOW = {"books5": 5, "bbo-tbt": 1}


def _deep(topic: Topic) -> Feed:
    inst, name = topic.instrument(), topic.listing.name
    ladder = Ladder(topic.market, inst, _DEPTHS[name], step_of(topic.now))
    wording = wording_of(topic.market, inst, is_rpi=name == "books-rpi")
    return BookFeed(ladder, wording, (ladder.step + 1) * STEP_MS)


def _shallow(topic: Topic) -> Feed:
    inst, name = topic.instrument(), topic.listing.name
    levels = _SHALLOW[name]
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


def _trades(topic: Topic) -> Feed:
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


def _tickers(topic: Topic) -> Feed:
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


def _candles(topic: Topic) -> Feed:
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


def _index_candles(topic: Topic) -> Feed:
    market, name, bar = topic.market, topic.arg["instId"], topic.listing.bar

    def look(opened: int, now: int) -> list[str] | None:
        found = market.index_candles(name, bar, now, after=opened + 1, limit=1)
        return _price_row(found, opened)

    return CandleFeed(look, bar, topic.now)


def _mark_candles(topic: Topic) -> Feed:
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


def _mark_price(topic: Topic) -> Feed:
    market, inst = topic.market, topic.instrument()

    def write(price: Any, ts: int) -> Body:
        row = {
            "instType": inst.inst_type,
            "instId": inst.inst_id,
            "markPx": plain(price),
            "ts": str(ts),
        }
        return rows([row])

    def look(ts: int) -> Any:
        return market.mark_price(inst, ts)

    return Sampled(look, write, 200, 10_000, topic.now)


def _index_tickers(topic: Topic) -> Feed:
    market, name = topic.market, topic.arg["instId"]

    def write(_: Any, ts: int) -> Body:
        found = market.index_ticker(name, ts)
        row = {
            "instId": name,
            "idxPx": plain(found.idx_px),
            "high24h": plain(found.high24h),
            "low24h": plain(found.low24h),
            "open24h": plain(found.open24h),
            "sodUtc0": plain(found.sod_utc0),
            "sodUtc8": plain(found.sod_utc8),
            "ts": str(ts),
        }
        return rows([row])

    def look(ts: int) -> Any:
        return market.index_price(name, ts)

    return Sampled(look, write, STEP_MS, MINUTE, topic.now)


def _funding_rate(topic: Topic) -> Feed:
    market, inst = topic.market, topic.instrument()

    def write(_: int, ts: int) -> Body:
        found = market.funding(inst, ts)
        row = {
            "formulaType": found.formula_type,
            "fundingRate": plain(found.funding_rate),
            "fundingTime": str(found.funding_time),
            "impactValue": plain(found.impact_value),
            "instId": inst.inst_id,
            "instType": inst.inst_type,
            "interestRate": plain(found.interest_rate),
            "method": found.method,
            "maxFundingRate": plain(found.max_funding_rate),
            "minFundingRate": plain(found.min_funding_rate),
            # Empty since rates are those of the current period.
            "nextFundingRate": "",
            "nextFundingTime": str(found.next_funding_time),
            "premium": plain(found.premium),
            "prevFundingTime": str(found.prev_funding_time),
            "settFundingRate": plain(found.sett_funding_rate),
            "settState": found.sett_state,
            "ts": str(ts),
        }
        return rows([row])

    # Every swap at a rhythm of its own, between 30 and 90 seconds.
    every = 30_000 + key_of("funding-rate", inst.inst_id) % 60_001
    return Sampled(lambda ts: ts, write, every, NEVER, topic.now)


def _open_interest(topic: Topic) -> Feed:
    market, inst = topic.market, topic.instrument()

    def look(ts: int) -> tuple[Any, ...]:
        found = market.open_interest(inst, ts)
        return found.oi, found.oi_ccy, found.oi_usd

    def write(found: tuple[Any, ...], ts: int) -> Body:
        oi, oi_ccy, oi_usd = map(plain, found)
        row = {
            "instId": inst.inst_id,
            "instType": inst.inst_type,
            "oi": oi,
            "oiCcy": oi_ccy,
            "oiUsd": oi_usd,
            "ts": str(ts),
        }
        return rows([row])

    return Sampled(look, write, 3_000, NEVER, topic.now)


def _price_limit(topic: Topic) -> Feed:
    market, inst = topic.market, topic.instrument()

    def look(ts: int) -> tuple[Any, ...]:
        found = market.price_limit(inst, ts)
        return found.buy_lmt, found.sell_lmt, found.enabled

    def write(found: tuple[Any, ...], ts: int) -> Body:
        row = {
            "instId": inst.inst_id,
            "buyLmt": plain(found[0]),
            "sellLmt": plain(found[1]),
            "ts": str(ts),
            "enabled": found[2],
        }
        return rows([row])

    return Sampled(look, write, 200, NEVER, topic.now)


def _options(topic: Topic, ts: int) -> list[Instrument]:
    family = topic.arg["instFamily"]
    return [
        inst
        for inst in topic.market.instruments(ts, "OPTION")
        if inst.inst_family == family
    ]


_GREEKS = (
    ("delta", "delta"),
    ("gamma", "gamma"),
    ("vega", "vega"),
    ("theta", "theta"),
    ("deltaBS", "delta_bs"),
    ("gammaBS", "gamma_bs"),
    ("thetaBS", "theta_bs"),
    ("vegaBS", "vega_bs"),
)


def _opt_summary(topic: Topic) -> Feed:
    market = topic.market

    def look(ts: int) -> Any:
        return market.index_price(topic.arg["instFamily"], ts)

    def row(inst: Instrument, ts: int) -> dict[str, Any]:
        found = market.option_summary(inst, ts)
        return {
            "instType": "OPTION",
            "instId": inst.inst_id,
            "uly": inst.uly,
            **{wire: f"{getattr(found.greeks, name):.10f}" for wire, name in _GREEKS},
            "lever": plain(found.lever),
            "markVol": plain(found.mark_vol),
            "bidVol": plain(found.bid_vol),
            "askVol": plain(found.ask_vol),
            "realVol": plain(found.real_vol),
            "fwdPx": plain(found.fwd_px),
            "volLv": plain(found.vol_lv),
            "ts": str(ts),
        }

    def write(_: Any, ts: int) -> Body:
        return rows([row(inst, ts) for inst in _options(topic, ts)])

    return Sampled(look, write, 1_000, NEVER, topic.now)


def _estimated_price(topic: Topic) -> Feed:
    """In the last half hour before an expiry, what it would be settled at."""
    market, arg = topic.market, topic.arg
    wanted = {(name, arg[name]) for name in ("instFamily", "instId") if name in arg}

    def settling(ts: int) -> list[Instrument]:
        if expiries.first_after(ts) - ts > HOUR // 2:
            return []
        return [
            inst
            for inst in market.instruments(ts, arg["instType"])
            if inst.exp_time == expiries.first_after(ts)
            and wanted & {("instFamily", inst.inst_family), ("instId", inst.inst_id)}
        ]

    def look(ts: int) -> tuple[Any, ...] | None:
        found = settling(ts)
        return tuple((i.inst_id, market.settlement_price(i, ts)) for i in found) or None

    def write(found: tuple[Any, ...], ts: int) -> Body:
        return rows(
            {
                "instId": inst_id,
                "instType": arg["instType"],
                "settlePx": plain(price),
                "settleType": _SETTLED.get(arg["instType"], "settlement"),
                "ts": str(ts),
            }
            for inst_id, price in found
        )

    return Sampled(look, write, 1_000, NEVER, topic.now)


_SETTLED = {"FUTURES": "delivery", "OPTION": "exercise"}


@define(eq=False)
class _Listings:
    """What is listed anew and what goes, at each expiry; no list at first."""

    topic: Topic
    due: int

    def opening(self) -> list[Body]:
        """Nothing: since the end of 2023 only changes are pushed."""
        return []

    def advance(self, now: int) -> Iterator[Push]:
        """The changes."""
        while self.due <= now:
            ts, self.due = self.due, expiries.first_after(self.due)
            changed = self._changes(ts)
            if changed:
                yield ts, rows(changed)

    def _changes(self, ts: int) -> list[dict[str, Any]]:
        market, inst_type = self.topic.market, self.topic.arg["instType"]
        before = {i.inst_id: i for i in market.instruments(ts - 1, inst_type)}
        after = {i.inst_id: i for i in market.instruments(ts, inst_type)}
        gone = [inst for name, inst in before.items() if name not in after]
        fresh = [inst for name, inst in after.items() if before.get(name) != inst]
        return [
            *(self._row(inst, ts - 1) | {"state": "expired"} for inst in gone),
            *(self._row(inst, ts) for inst in fresh),
        ]

    def _row(self, inst: Instrument, ts: int) -> dict[str, Any]:
        # The desk of the REST side knows how an instrument is written.
        desk = Desk(self.topic.market, ts, None)
        (found,) = listed_instruments(
            desk, InstType(inst.inst_type), inst.inst_family or None, inst.inst_id
        )
        row: dict[str, Any] = converter.unstructure(found, unstructure_as=type(found))
        return row


def _instruments(topic: Topic) -> Feed:
    return _Listings(topic, expiries.first_after(topic.now))


def _option_trades(topic: Topic) -> Feed:
    market = topic.market
    chosen = (
        [topic.instrument()] if "instId" in topic.arg else _options(topic, topic.now)
    )

    def written(inst: Instrument) -> Callable[[Trade], dict[str, Any]]:
        def row(trade: Trade) -> dict[str, Any]:
            summary = market.option_summary(inst, trade.ts)
            return {
                "fillVol": plain(summary.mark_vol),
                "fwdPx": plain(summary.fwd_px),
                "idxPx": plain(market.index_price(inst.index, trade.ts)),
                "instFamily": inst.inst_family,
                "instId": inst.inst_id,
                "markPx": plain(market.mark_price(inst, trade.ts)),
                "optType": inst.opt_type,
                "px": plain(trade.px),
                "side": trade.side,
                "sz": plain(trade.sz),
                "tradeId": str(trade.trade_id),
                "ts": str(trade.ts),
            }

        return row

    feeds = [TradeFeed(market, inst, written(inst), topic.now) for inst in chosen]
    return _Merged(feeds)


class _Merged:
    """Several feeds as one, in the order of time."""

    def __init__(self, feeds: Iterable[Feed]) -> None:
        self._feeds = list(feeds)
        self.due = min((feed.due for feed in self._feeds), default=NEVER)

    def opening(self) -> list[Body]:
        """All of theirs."""
        return [said for feed in self._feeds for said in feed.opening()]

    def advance(self, now: int) -> Iterator[Push]:
        """All of theirs."""
        yield from merge(*(feed.advance(now) for feed in self._feeds))
        self.due = min((feed.due for feed in self._feeds), default=NEVER)


_Maker = Callable[[Topic], Feed]

FED: dict[str, _Maker] = {
    **dict.fromkeys(_DEPTHS, _deep),
    **dict.fromkeys(_SHALLOW, _shallow),
    "trades": _trades,
    "trades-all": _trades,
    "tickers": _tickers,
    "candle": _candles,
    "index-candle": _index_candles,
    "mark-price-candle": _mark_candles,
    "mark-price": _mark_price,
    "index-tickers": _index_tickers,
    "funding-rate": _funding_rate,
    "open-interest": _open_interest,
    "price-limit": _price_limit,
    "opt-summary": _opt_summary,
    "estimated-price": _estimated_price,
    "instruments": _instruments,
    "option-trades": _option_trades,
}
"""What makes a feed, by the channel's name; candles by their family's."""

_family_of = re.compile(r"((?:index-|mark-price-)?candle)\d")


def feed_for(market: Market, listing: Listing, arg: Arg, now: int) -> Feed:
    """The feed of a channel and its parameters, from *now* (ms) on."""
    assert listing.name in CHANNELS, "the conversation knows the channel"
    candles = _family_of.match(listing.name)
    make = FED.get(candles[1] if candles else listing.name)
    if make is None or listing.grade not in {"fed", "events"}:
        return Silent()
    return make(Topic(market, listing, arg, now))
