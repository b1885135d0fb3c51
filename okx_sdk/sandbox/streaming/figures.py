"""Prices and figures that are looked at regularly: marks, indexes, funding, limits."""

from __future__ import annotations

from typing import Any

from okx_sdk.sandbox.bars import MINUTE
from okx_sdk.sandbox.books import STEP_MS
from okx_sdk.sandbox.noise import key_of
from okx_sdk.sandbox.numbers import plain
from okx_sdk.sandbox.streaming.feeds import NEVER, Feed, Sampled
from okx_sdk.sandbox.streaming.texts import Body, rows
from okx_sdk.sandbox.streaming.topics import Topic

__all__ = [
    "funding_rate",
    "index_tickers",
    "mark_price",
    "open_interest",
    "price_limit",
]


def mark_price(topic: Topic) -> Feed:
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


def index_tickers(topic: Topic) -> Feed:
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


def funding_rate(topic: Topic) -> Feed:
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


def open_interest(topic: Topic) -> Feed:
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


def price_limit(topic: Topic) -> Feed:
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
