"""Statistics of options: what is listed as the market has it, its past made up."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from okx_sdk.models.trading_statistics import (
    ExpiryOpenInterest,
    OpenInterestVolume,
    OptionTakerFlow,
    PutCallRatio,
    StrikeOpenInterest,
)
from okx_sdk.rest.trading_statistics import TradingStatistics
from okx_sdk.sandbox.bars import DAY, HOUR, Bar, bar_named, open_of
from okx_sdk.sandbox.coins import DATED_COINS
from okx_sdk.sandbox.desks._common import (
    coins_of_a_day,
    family,
    known_coin,
    moment,
    one_of,
    to_four_places,
)
from okx_sdk.sandbox.exchange import Desk, Whole, answers
from okx_sdk.sandbox.instruments import Instrument
from okx_sdk.sandbox.pricing import contract_size
from okx_sdk.sandbox.refusals import bad_parameter

_ONE = Decimal(1)
_EIGHT_HOURS = Bar("8H", 8 * HOUR)
_OPTION_BUCKETS = 72


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
    known_coin(ccy, DATED_COINS)
    one, other = (
        to_four_places(
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
    known_coin(ccy, DATED_COINS)
    share = Decimal(_option_bar(period).span) / DAY
    coins = coins_of_a_day(ccy) / 100
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
    options = family(desk, "OPTION", f"{known_coin(ccy, DATED_COINS)}-USD")
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
    coins = coins_of_a_day(known_coin(ccy, DATED_COINS)) / 1_000
    bar = _option_bar(period)
    names = ("call-buy", "call-sell", "put-buy", "put-sell", "call-block", "put-block")
    flows = (
        to_four_places(
            desk.market.series(name, ccy, bar, desk.now, limit=1, middle=coins)
        )
        for name in names
    )
    values = [rows[0][1] for rows in flows]
    return Whole(OptionTakerFlow(moment(open_of(bar, desk.now)), *values))
