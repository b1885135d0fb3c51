"""Trading statistics: open interest and volumes of contracts as the market has them.

Sums over all markets of a currency, and what only accounts could tell, are made up.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from okx_sdk.models.enums import RubikPeriod
from okx_sdk.models.trading_statistics import (
    AccountRatio,
    ContractOpenInterest,
    ExpiryOpenInterest,
    OpenInterestVolume,
    OptionTakerFlow,
    PositionRatio,
    PutCallRatio,
    Ratio,
    StrikeOpenInterest,
    SupportedCoins,
    TakerVolume,
)
from okx_sdk.rest.trading_statistics import TradingStatistics
from okx_sdk.sandbox.bars import DAY, HOUR, Bar, bar_named, open_of, shifted
from okx_sdk.sandbox.coins import COINS, DATED_COINS, SWAP_COINS
from okx_sdk.sandbox.desks._common import family, later, moment, one_of, trading
from okx_sdk.sandbox.exchange import Desk, Whole, answers
from okx_sdk.sandbox.instruments import Instrument
from okx_sdk.sandbox.noise import key_of, unit
from okx_sdk.sandbox.numbers import rounded
from okx_sdk.sandbox.pricing import contract_size
from okx_sdk.sandbox.refusals import bad_parameter

_ONE = Decimal(1)
_KEPT = 1_440  # buckets of one contract
_REACH = {"5m": 2 * DAY, "1H": 30 * DAY, "1D": 180 * DAY}
_EIGHT_HOURS = Bar("8H", 8 * HOUR)
_OPTION_BUCKETS = 72
_PLACES = Decimal("0.0001")


def _known(ccy: str, known: Iterable[str]) -> str:
    if ccy not in known:
        raise bad_parameter("ccy")
    return ccy


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
    return _rounded(
        desk.market.series(name, ccy, bar, last, limit=limit, middle=middle)
    )


def _rounded(rows: list[tuple[int, Decimal]]) -> list[tuple[int, Decimal]]:
    return [(ts, value.quantize(_PLACES)) for ts, value in rows]


def _daily_coins(ccy: str) -> Decimal:
    """About what is traded of a currency in a day, in coin."""
    return COINS[ccy].turnover / COINS[ccy].base


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
    _known(ccy, SWAP_COINS if contracts else COINS)
    share = Decimal(bar_named(one_of(period, "period", *_REACH)).span) / DAY
    middle = _daily_coins(ccy) * share * (3 if contracts else 1) / 2
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
    _known(ccy, COINS)
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
    _known(ccy, SWAP_COINS)
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
    return _rounded(
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
    _known(ccy, SWAP_COINS)
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


def _option_bar(period: str | None) -> Bar:
    return (
        bar_named("1D")
        if one_of(period, "period", "8H", "1D") == "1D"
        else _EIGHT_HOURS
    )


def _option_pairs(
    desk: Desk, ccy: str, period: str | None, *series: tuple[str, Decimal]
) -> list[tuple[int, Decimal, Decimal]]:
    """Two statistics of a currency's options, newest first."""
    _known(ccy, DATED_COINS)
    one, other = (
        _rounded(
            desk.market.series(
                name,
                ccy,
                _option_bar(period),
                desk.now,
                limit=_OPTION_BUCKETS,
                middle=middle,
            )
        )
        for name, middle in series
    )
    return [(ts, a, b) for (ts, a), (_, b) in zip(one, other, strict=True)]


@answers(TradingStatistics.get_option_open_interest_volume)
def option_open_interest_volume(
    desk: Desk, ccy: str, period: str | None = None
) -> list[OpenInterestVolume]:
    _known(ccy, DATED_COINS)
    share = Decimal(_option_bar(period).span) / DAY
    coins = _daily_coins(ccy) / 100
    rows = _option_pairs(
        desk, ccy, period, ("option-oi", coins * 20), ("option-volume", coins * share)
    )
    return [OpenInterestVolume(moment(ts), oi, vol) for ts, oi, vol in rows]


@answers(TradingStatistics.get_option_put_call_ratio)
def option_put_call_ratio(
    desk: Desk, ccy: str, period: str | None = None
) -> list[PutCallRatio]:
    rows = _option_pairs(
        desk, ccy, period, ("put-call-oi", _ONE), ("put-call-volume", _ONE)
    )
    return [PutCallRatio(moment(ts), oi, vol) for ts, oi, vol in rows]


Sums = tuple[Decimal, Decimal, Decimal, Decimal]
"""Open interest of calls and puts, volume of calls and puts; in coin."""


def _sums(desk: Desk, options: Iterable[Instrument], ts: int) -> Sums:
    oi = {"C": Decimal(0), "P": Decimal(0)}
    vol = dict(oi)
    for inst in options:
        day = desk.market.ticker(inst, ts)
        oi[inst.opt_type] += desk.market.open_interest(inst, ts).oi_ccy
        vol[inst.opt_type] += day.vol24h * contract_size(inst) if day else 0
    return oi["C"], oi["P"], vol["C"], vol["P"]


def _options(desk: Desk, ccy: str, period: str | None) -> tuple[list[Instrument], int]:
    """What is listed of a currency, and when the newest bucket began."""
    options = family(desk, "OPTION", f"{_known(ccy, DATED_COINS)}-USD")
    ts = open_of(_option_bar(period), desk.now)
    return [inst for inst in options if inst.list_time <= ts], ts


@answers(TradingStatistics.get_option_open_interest_volume_expiry)
def option_open_interest_volume_expiry(
    desk: Desk, ccy: str, period: str | None = None
) -> list[ExpiryOpenInterest]:
    options, ts = _options(desk, ccy, period)
    return [
        ExpiryOpenInterest(
            moment(ts),
            moment(expiry).date(),
            *_sums(desk, (inst for inst in options if inst.exp_time == expiry), ts),
        )
        for expiry in sorted({inst.exp_time or 0 for inst in options})
    ]


@answers(TradingStatistics.get_option_open_interest_volume_strike)
def option_open_interest_volume_strike(
    desk: Desk, ccy: str, exp_time: str, period: str | None = None
) -> list[StrikeOpenInterest]:
    options, ts = _options(desk, ccy, period)
    chosen = [
        inst for inst in options if f"{moment(inst.exp_time or 0):%Y%m%d}" == exp_time
    ]
    if not chosen:
        raise bad_parameter("expTime")
    return [
        StrikeOpenInterest(
            moment(ts),
            strike,
            *_sums(desk, (inst for inst in chosen if inst.stk == strike), ts),
        )
        for strike in sorted({inst.stk or Decimal(0) for inst in chosen})
    ]


@answers(TradingStatistics.get_option_taker_flow)
def option_taker_flow(desk: Desk, ccy: str, period: str | None = None) -> Whole:
    coins = _daily_coins(_known(ccy, DATED_COINS)) / 1_000
    bar = _option_bar(period)
    names = ("call-buy", "call-sell", "put-buy", "put-sell", "call-block", "put-block")
    flows = (
        _rounded(desk.market.series(name, ccy, bar, desk.now, limit=1, middle=coins))
        for name in names
    )
    values = [rows[0][1] for rows in flows]
    return Whole(OptionTakerFlow(moment(open_of(bar, desk.now)), *values))
