"""Prices that the exchange computes: mark, index, premium and funding."""

from __future__ import annotations

from decimal import Decimal

from okx_sdk.models.enums import FundingFormula, InstType, SettState
from okx_sdk.models.public import (
    ExchangeRate,
    FundingRate,
    FundingRateHistory,
    IndexCandle,
    IndexComponent,
    IndexComponents,
    IndexTicker,
    MarkPrice,
    Premium,
)
from okx_sdk.rest.public import Public
from okx_sdk.sandbox.bars import DAY, MINUTE
from okx_sdk.sandbox.desks._common import (
    KEPT,
    USD_CNY,
    closed_only,
    family,
    instrument,
    later,
    moment,
    one_of,
    recent_only,
    trading,
)
from okx_sdk.sandbox.exchange import Desk, Whole, answers
from okx_sdk.sandbox.instruments import Instrument
from okx_sdk.sandbox.refusals import either_parameter, unknown_index
from okx_sdk.sandbox.trades import PriceCandle

_PREMIUMS_KEPT = 184 * DAY


@answers(Public.get_funding_rate)
def funding_rates(desk: Desk, inst_id: str) -> list[FundingRate]:
    if inst_id == "ANY":
        swaps = family(desk, "SWAP", None)
    else:
        swaps = [trading(desk, inst_id, "SWAP")]
    return [_funding(desk, inst) for inst in swaps]


def _funding(desk: Desk, inst: Instrument) -> FundingRate:
    found = desk.market.funding(inst, desk.now)
    return FundingRate(
        inst_type=InstType.SWAP,
        inst_id=found.inst_id,
        funding_rate=found.funding_rate,
        funding_time=moment(found.funding_time),
        ts=moment(found.ts),
        method=found.method,
        formula_type=FundingFormula(found.formula_type),
        next_funding_time=moment(found.next_funding_time),
        min_funding_rate=found.min_funding_rate,
        max_funding_rate=found.max_funding_rate,
        interest_rate=found.interest_rate,
        impact_value=found.impact_value,
        sett_state=SettState(found.sett_state),
        sett_funding_rate=found.sett_funding_rate,
        premium=found.premium,
        prev_funding_time=moment(found.prev_funding_time),
    )


@answers(Public.get_funding_rate_history)
def funding_rate_history(
    desk: Desk,
    inst_id: str,
    before: int | None = None,
    after: int | None = None,
    limit: int = 400,
) -> list[FundingRateHistory]:
    rows = desk.market.funding_history(
        trading(desk, inst_id, "SWAP"),
        desk.now,
        after=after,
        before=later(before, desk.now - KEPT),
        limit=limit,
    )
    return [
        FundingRateHistory(
            InstType.SWAP,
            row.inst_id,
            row.funding_rate,
            moment(row.funding_time),
            FundingFormula(row.formula_type),
            row.realized_rate,
            row.method,
        )
        for row in rows
    ]


@answers(Public.get_mark_price)
def mark_prices(
    desk: Desk,
    inst_type: InstType,
    inst_family: str | None = None,
    inst_id: str | None = None,
) -> list[MarkPrice]:
    if inst_type == InstType.EVENTS:
        return []
    one_of(inst_type, "instType", "MARGIN", "SWAP", "FUTURES", "OPTION")
    return [
        MarkPrice(
            inst_type,
            inst.inst_id,
            desk.market.mark_price(inst, desk.now),
            moment(desk.now),
        )
        for inst in family(desk, inst_type, inst_family, inst_id)
    ]


@answers(Public.get_premium_history)
def premium_history(
    desk: Desk,
    inst_id: str,
    after: int | None = None,
    before: int | None = None,
    limit: int = 100,
) -> list[Premium]:
    inst = trading(desk, inst_id, "SWAP")
    newest = desk.now if after is None else min(desk.now, after - 1)
    floor = later(before, max(desk.now - _PREMIUMS_KEPT, inst.list_time))
    times = range(newest // MINUTE * MINUTE, floor, -MINUTE)[:limit]
    return [
        Premium(inst.inst_id, desk.market.premium(inst, ts), moment(ts)) for ts in times
    ]


def _index(desk: Desk, name: str) -> str:
    if name not in desk.market.indexes():
        raise unknown_index()
    return name


@answers(Public.get_index_tickers)
def index_tickers(
    desk: Desk, quote_ccy: str | None = None, inst_id: str | None = None
) -> list[IndexTicker]:
    if inst_id is not None:
        names = [_index(desk, inst_id)]
    elif quote_ccy is not None:
        quote = one_of(quote_ccy, "quoteCcy", "USD", "USDT", "BTC", "USDC")
        names = [n for n in desk.market.indexes() if n.endswith(f"-{quote}")]
    else:
        raise either_parameter("quoteCcy", "instId")
    return [_index_ticker(desk, name) for name in names]


def _index_ticker(desk: Desk, name: str) -> IndexTicker:
    found = desk.market.index_ticker(name, desk.now)
    return IndexTicker(
        found.inst_id,
        found.idx_px,
        moment(found.ts),
        found.high24h,
        found.low24h,
        found.open24h,
        found.sod_utc0,
        found.sod_utc8,
    )


def _price_candles(rows: list[PriceCandle]) -> list[IndexCandle]:
    return [
        IndexCandle(moment(row.ts), row.open, row.high, row.low, row.close, row.confirm)
        for row in rows
    ]


@answers(Public.get_index_candles)
def index_candles(
    desk: Desk,
    inst_id: str,
    *,
    after: int | None = None,
    before: int | None = None,
    bar: str = "1m",
    limit: int = 100,
) -> list[IndexCandle]:
    rows = desk.market.index_candles(
        _index(desk, inst_id),
        bar,
        desk.now,
        after=after,
        before=recent_only(desk, bar, before),
        limit=limit,
    )
    return _price_candles(rows)


@answers(Public.get_history_index_candles)
def history_index_candles(
    desk: Desk,
    inst_id: str,
    *,
    after: int | None = None,
    before: int | None = None,
    bar: str = "1m",
    limit: int = 100,
) -> list[IndexCandle]:
    rows = desk.market.index_candles(
        _index(desk, inst_id),
        bar,
        desk.now,
        after=closed_only(desk, bar, after),
        before=before,
        limit=limit,
    )
    return _price_candles(rows)


@answers(Public.get_mark_price_candles)
def mark_price_candles(
    desk: Desk,
    inst_id: str,
    *,
    after: int | None = None,
    before: int | None = None,
    bar: str = "1m",
    limit: int = 100,
) -> list[IndexCandle]:
    rows = desk.market.mark_candles(
        instrument(desk, inst_id),
        bar,
        desk.now,
        after=after,
        before=recent_only(desk, bar, before),
        limit=limit,
    )
    return _price_candles(rows)


@answers(Public.get_history_mark_price_candles)
def history_mark_price_candles(
    desk: Desk,
    inst_id: str,
    *,
    after: int | None = None,
    before: int | None = None,
    bar: str = "1m",
    limit: int = 100,
) -> list[IndexCandle]:
    inst = instrument(desk, inst_id)
    rows = desk.market.mark_candles(
        inst,
        bar,
        desk.now,
        after=closed_only(desk, bar, after, inst.exp_time),
        before=before,
        limit=limit,
    )
    return _price_candles(rows)


@answers(Public.get_exchange_rate)
def exchange_rate(desk: Desk) -> ExchangeRate:  # noqa: ARG001
    return ExchangeRate(USD_CNY)


@answers(Public.get_index_components)
def index_components(desk: Desk, index: str) -> Whole:
    price = desk.market.index_price(_index(desk, index), desk.now)
    symbol, ccy = index.replace("-", "/"), index.partition("-")[0]
    found = desk.market.instrument(f"{ccy}-USDT", desk.now)
    last = desk.market.last_trade(found, desk.now) if found else None
    off = last.px - price if last else Decimal(0)
    # The others lie so that the average is the index exactly.
    prices = {
        "OKX": price + off,
        "Binance": price - off,
        "Bybit": price + off / 2,
        "Kraken": price - off / 2,
    }
    weight = Decimal(1) / len(prices)
    parts = (
        IndexComponent(exch, symbol, px, weight, px) for exch, px in prices.items()
    )
    return Whole(IndexComponents(index, price, moment(desk.now), tuple(parts)))
