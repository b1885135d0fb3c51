"""Trading statistics: open interest and volumes of contracts as the market has them.

Sums over all markets of a currency, and what only accounts could tell, are made up.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from okx_sdk.models.enums import RubikPeriod
from okx_sdk.models.trading_statistics import (
    AccountRatio,
    ContractOpenInterest,
    OpenInterestVolume,
    PositionRatio,
    Ratio,
    SupportedCoins,
    TakerVolume,
)
from okx_sdk.rest.trading_statistics import TradingStatistics
from okx_sdk.sandbox.bars import DAY, bar_named, open_of, shifted
from okx_sdk.sandbox.coins import COINS, DATED_COINS, SWAP_COINS
from okx_sdk.sandbox.desks._common import (
    coins_of_a_day,
    known_coin,
    later,
    moment,
    one_of,
    to_four_places,
    trading,
)
from okx_sdk.sandbox.exchange import Desk, Whole, answers
from okx_sdk.sandbox.instruments import Instrument
from okx_sdk.sandbox.noise import key_of, unit
from okx_sdk.sandbox.numbers import rounded

_ONE = Decimal(1)
_KEPT = 1_440  # buckets of one contract
_REACH = {"5m": 2 * DAY, "1H": 30 * DAY, "1D": 180 * DAY}


def _window(
    desk: Desk, bar: str, begin: int | None, end: int | None, oldest: int
) -> tuple[int, int]:
    """The first and the last moment that buckets may begin at."""
    newest = desk.now if end is None else min(desk.now, end)
    return later(begin, oldest), open_of(bar, newest)


def _buckets(
    desk: Desk,
    period: RubikPeriod | None,
    begin: int | None,
    end: int | None,
    limit: int,
) -> list[int]:
    """When the buckets of one contract begin, newest first."""
    bar = period or "5m"
    oldest = shifted(bar, desk.now, 1 - _KEPT)
    first, last = _window(desk, bar, begin, end, oldest)
    opens = (shifted(bar, last, -back) for back in range(limit))
    return [ts for ts in opens if ts >= first]


def _series(
    desk: Desk,
    name: str,
    ccy: str,
    middle: Decimal,
    *,
    period: RubikPeriod | None,
    begin: int | None,
    end: int | None,
) -> list[tuple[int, Decimal]]:
    """A statistic of a currency, newest first, as far back as it is kept."""
    bar = one_of(period, "period", *_REACH)
    first, last = _window(desk, bar, begin, end, desk.now - _REACH[bar])
    limit = max(0, (last - first) // bar_named(bar).span + 1)
    return to_four_places(
        desk.market.series(name, ccy, bar, last, limit=limit, middle=middle)
    )


@answers(TradingStatistics.get_support_coin)
def support_coin(desk: Desk) -> Whole:  # noqa: ARG001
    return Whole(SupportedCoins(SWAP_COINS, DATED_COINS, tuple(COINS)))


@answers(TradingStatistics.get_contract_open_interest_history)
def contract_open_interest_history(
    desk: Desk,
    inst_id: str,
    *,
    period: RubikPeriod | None = None,
    end: int | None = None,
    begin: int | None = None,
    limit: int = 100,
) -> list[ContractOpenInterest]:
    inst = trading(desk, inst_id, "SWAP", "FUTURES", "OPTION")
    found = (
        desk.market.open_interest(inst, ts)
        for ts in _buckets(desk, period, begin, end, limit)
        if ts >= inst.list_time
    )
    return [
        ContractOpenInterest(moment(row.ts), row.oi, row.oi_ccy, row.oi_usd)
        for row in found
    ]


@answers(TradingStatistics.get_taker_volume)
def taker_volume(
    desk: Desk,
    ccy: str,
    inst_type: str,
    *,
    begin: int | None = None,
    end: int | None = None,
    period: RubikPeriod | None = None,
) -> list[TakerVolume]:
    contracts = one_of(inst_type, "instType", "SPOT", "CONTRACTS") == "CONTRACTS"
    known_coin(ccy, SWAP_COINS if contracts else COINS)
    share = Decimal(bar_named(one_of(period, "period", *_REACH)).span) / DAY
    middle = coins_of_a_day(ccy) * share * (3 if contracts else 1) / 2
    sold, bought = (
        _series(
            desk,
            f"taker-{side}-{inst_type}",
            ccy,
            middle,
            period=period,
            begin=begin,
            end=end,
        )
        for side in ("sell", "buy")
    )
    return [
        TakerVolume(moment(ts), sell, buy)
        for (ts, sell), (_, buy) in zip(sold, bought, strict=True)
    ]


@answers(TradingStatistics.get_contract_taker_volume)
def contract_taker_volume(
    desk: Desk,
    inst_id: str,
    *,
    period: RubikPeriod | None = None,
    unit: str | None = None,
    end: int | None = None,
    begin: int | None = None,
    limit: int = 100,
) -> list[TakerVolume]:
    inst = trading(desk, inst_id, "SWAP", "FUTURES", "OPTION")
    counted = one_of(unit, "unit", "1", "0", "2")
    bar = period or "5m"
    times = _buckets(desk, period, begin, end, limit)
    if not times:
        return []
    bars = desk.market.candles(
        inst, bar, desk.now, after=times[0] + 1, before=times[-1] - 1, limit=limit
    )
    rows: list[TakerVolume] = []
    for row in bars:
        volume = {"0": row.vol_ccy, "1": row.vol, "2": row.vol_ccy_quote}[counted]
        bought = _bought(desk, inst, row.ts, volume)
        rows.append(TakerVolume(moment(row.ts), volume - bought, bought))
    return rows


def _bought(desk: Desk, inst: Instrument, ts: int, volume: Decimal) -> Decimal:
    """A part of a volume, about half, that is no finer than the volume itself."""
    key = key_of(desk.market.seed, "taker", inst.inst_id)
    share = rounded(0.4 + 0.2 * unit(key, ts), 4)
    return (volume * share).quantize(volume)


@answers(TradingStatistics.get_margin_long_short_ratio)
def margin_long_short_ratio(
    desk: Desk,
    ccy: str,
    *,
    begin: int | None = None,
    end: int | None = None,
    period: RubikPeriod | None = None,
) -> list[Ratio]:
    known_coin(ccy, COINS)
    found = _series(
        desk, "loan-ratio", ccy, Decimal(4), period=period, begin=begin, end=end
    )
    return [Ratio(moment(ts), value) for ts, value in found]


@answers(TradingStatistics.get_long_short_ratio)
def long_short_ratio(
    desk: Desk,
    ccy: str,
    *,
    begin: int | None = None,
    end: int | None = None,
    period: RubikPeriod | None = None,
) -> list[Ratio]:
    known_coin(ccy, SWAP_COINS)
    found = _series(
        desk, "long-short", ccy, Decimal("1.4"), period=period, begin=begin, end=end
    )
    return [Ratio(moment(ts), value) for ts, value in found]


def _contract_ratio(
    desk: Desk,
    name: str,
    inst_id: str,
    *,
    period: RubikPeriod | None = None,
    end: int | None = None,
    begin: int | None = None,
    limit: int = 100,
) -> list[tuple[int, Decimal]]:
    inst = trading(desk, inst_id, "SWAP", "FUTURES")
    times = _buckets(desk, period, begin, end, limit)
    if not times:
        return []
    return to_four_places(
        desk.market.series(
            name,
            inst.inst_id,
            period or "5m",
            times[0],
            limit=len(times),
            middle=Decimal("1.2"),
        )
    )


@answers(TradingStatistics.get_top_trader_account_ratio)
def top_trader_account_ratio(
    desk: Desk, inst_id: str, **window: Any
) -> list[AccountRatio]:
    found = _contract_ratio(desk, "top-accounts", inst_id, **window)
    return [AccountRatio(moment(ts), value) for ts, value in found]


@answers(TradingStatistics.get_top_trader_position_ratio)
def top_trader_position_ratio(
    desk: Desk, inst_id: str, **window: Any
) -> list[PositionRatio]:
    found = _contract_ratio(desk, "top-positions", inst_id, **window)
    return [PositionRatio(moment(ts), value) for ts, value in found]


@answers(TradingStatistics.get_contract_long_short_ratio)
def contract_long_short_ratio(
    desk: Desk, inst_id: str, **window: Any
) -> list[AccountRatio]:
    found = _contract_ratio(desk, "accounts", inst_id, **window)
    return [AccountRatio(moment(ts), value) for ts, value in found]


@answers(TradingStatistics.get_contract_open_interest_volume)
def contract_open_interest_volume(
    desk: Desk,
    ccy: str,
    *,
    begin: int | None = None,
    end: int | None = None,
    period: RubikPeriod | None = None,
) -> list[OpenInterestVolume]:
    known_coin(ccy, SWAP_COINS)
    turnover = Decimal(3 * COINS[ccy].turnover)
    share = Decimal(bar_named(one_of(period, "period", *_REACH)).span) / DAY
    open_, traded = (
        _series(desk, name, ccy, middle, period=period, begin=begin, end=end)
        for name, middle in (("oi", turnover / 2), ("volume", turnover * share))
    )
    return [
        OpenInterestVolume(moment(ts), oi, vol)
        for (ts, oi), (_, vol) in zip(open_, traded, strict=True)
    ]
