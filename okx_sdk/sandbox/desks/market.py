"""Market data: tickers, candles and trades, all from one synthetic market."""

from __future__ import annotations

from decimal import Decimal

from okx_sdk.models.enums import InstType, OptType, Side, TradeSource
from okx_sdk.models.market import (
    CallAuction,
    Candle,
    OptionFamilyTrade,
    OptionFamilyTrades,
    OptionTrade,
    PlatformVolume,
    PublicTrade,
    Ticker,
)
from okx_sdk.rest.market import Market
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
    whole,
)
from okx_sdk.sandbox.exchange import Desk, answers
from okx_sdk.sandbox.instruments import Instrument
from okx_sdk.sandbox.refusals import Refusal, bad_parameter, either_parameter
from okx_sdk.sandbox.trades import Trade

_NEWEST = 100
_FAMILY_NEWEST = 20


def _ticker(desk: Desk, inst: Instrument) -> Ticker:
    found = desk.market.ticker(inst, desk.now)
    if found is None:
        return Ticker(InstType(inst.inst_type), inst.inst_id, moment(desk.now))
    return Ticker(
        inst_type=InstType(found.inst_type),
        inst_id=found.inst_id,
        last=found.last,
        last_sz=found.last_sz,
        ask_px=found.ask_px,
        ask_sz=found.ask_sz,
        bid_px=found.bid_px,
        bid_sz=found.bid_sz,
        open_24h=found.open24h,
        high_24h=found.high24h,
        low_24h=found.low24h,
        vol_ccy_24h=found.vol_ccy24h,
        vol_24h=found.vol24h,
        ts=moment(found.ts),
        sod_utc0=found.sod_utc0,
        sod_utc8=found.sod_utc8,
    )


@answers(Market.get_tickers)
def tickers(
    desk: Desk, inst_type: InstType, inst_family: str | None = None
) -> list[Ticker]:
    return [_ticker(desk, inst) for inst in family(desk, inst_type, inst_family)]


@answers(Market.get_ticker)
def ticker(desk: Desk, inst_id: str) -> Ticker:
    return _ticker(desk, trading(desk, inst_id))


def _candles(
    desk: Desk,
    inst: Instrument,
    bar: str,
    *,
    after: int | None,
    before: int | None,
    limit: int,
) -> list[Candle]:
    rows = desk.market.candles(
        inst,
        bar,
        desk.now,
        after=after,
        before=before,
        limit=limit,
    )
    return [
        Candle(
            moment(row.ts),
            row.open,
            row.high,
            row.low,
            row.close,
            row.vol,
            row.vol_ccy,
            row.vol_ccy_quote,
            row.confirm,
        )
        for row in rows
    ]


@answers(Market.get_candles)
def candles(
    desk: Desk,
    inst_id: str,
    *,
    bar: str = "1m",
    after: int | None = None,
    before: int | None = None,
    limit: int = 100,
) -> list[Candle]:
    if bar == "1s":
        raise bad_parameter("bar")
    before = recent_only(desk, bar, before)
    inst = instrument(desk, inst_id)
    return _candles(desk, inst, bar, after=after, before=before, limit=limit)


@answers(Market.get_history_candles)
def history_candles(
    desk: Desk,
    inst_id: str,
    *,
    bar: str = "1m",
    after: int | None = None,
    before: int | None = None,
    limit: int = 100,
) -> list[Candle]:
    inst = instrument(desk, inst_id)
    after = closed_only(desk, bar, after, inst.exp_time)
    if bar == "1s":
        before = later(before, desk.now - KEPT)
    return _candles(desk, inst, bar, after=after, before=before, limit=limit)


def _trade(trade: Trade) -> PublicTrade:
    return PublicTrade(
        trade.inst_id,
        str(trade.trade_id),
        trade.px,
        trade.sz,
        Side(trade.side),
        moment(trade.ts),
        TradeSource(trade.source),
    )


@answers(Market.get_trades)
def trades(desk: Desk, inst_id: str, limit: int = 100) -> list[PublicTrade]:
    rows = desk.market.trades(instrument(desk, inst_id), desk.now, limit=limit)
    return [_trade(row) for row in rows]


@answers(Market.get_history_trades)
def history_trades(
    desk: Desk,
    inst_id: str,
    *,
    type: str | None = None,  # noqa: A002 - OKX's word
    after: str | None = None,
    before: str | None = None,
    limit: int = 100,
) -> list[PublicTrade]:
    inst = instrument(desk, inst_id)
    by_time = one_of(type, "type", "1", "2") == "2"
    if by_time and before is not None:
        raise Refusal(
            "50039", "The before parameter is not available with time paging."
        )
    older, newer = whole(after, "after"), whole(before, "before")
    # The last trade that is too old bounds the pages below.
    floor = desk.market.last_trade_id(inst, desk.now - KEPT) or 0
    if by_time:
        last = desk.now if older is None else min(older - 1, desk.now)
        newest = desk.market.last_trade_id(inst, last)
        older = 0 if newest is None else newest + 1
    rows = desk.market.trades(
        inst, desk.now, after=older, before=later(newer, floor), limit=limit
    )
    return [_trade(row) for row in rows]


@answers(Market.get_option_trades_by_family)
def option_trades_by_family(desk: Desk, inst_family: str) -> list[OptionFamilyTrades]:
    options = family(desk, "OPTION", inst_family)
    return [
        _family_trades(desk, side, [inst for inst in options if inst.opt_type == side])
        for side in OptType
    ]


def _family_trades(
    desk: Desk, opt_type: OptType, options: list[Instrument]
) -> OptionFamilyTrades:
    newest = [
        row
        for inst in options
        for row in desk.market.trades(inst, desk.now, limit=_FAMILY_NEWEST)
    ]
    newest.sort(key=lambda row: row.ts, reverse=True)
    days = (desk.market.ticker(inst, desk.now) for inst in options)
    return OptionFamilyTrades(
        opt_type,
        sum((day.vol24h for day in days if day), Decimal(0)),
        tuple(
            OptionFamilyTrade(
                row.inst_id,
                str(row.trade_id),
                row.px,
                row.sz,
                Side(row.side),
                moment(row.ts),
            )
            for row in newest[:_FAMILY_NEWEST]
        ),
    )


@answers(Market.get_option_trades)
def option_trades(
    desk: Desk,
    inst_id: str | None = None,
    inst_family: str | None = None,
    opt_type: OptType | None = None,
) -> list[OptionTrade]:
    if inst_id is not None:
        options = [trading(desk, inst_id, "OPTION")]
    elif inst_family is not None:
        options = family(desk, "OPTION", inst_family)
    else:
        raise either_parameter("instId", "instFamily")
    found = [
        (inst, row)
        for inst in options
        if opt_type in {None, inst.opt_type}
        for row in desk.market.trades(inst, desk.now, limit=_NEWEST)
    ]
    found.sort(key=lambda pair: pair[1].ts, reverse=True)
    return [_option_trade(desk, inst, row) for inst, row in found[:_NEWEST]]


def _option_trade(desk: Desk, inst: Instrument, row: Trade) -> OptionTrade:
    summary = desk.market.option_summary(inst, row.ts)
    return OptionTrade(
        row.inst_id,
        str(row.trade_id),
        row.px,
        row.sz,
        Side(row.side),
        moment(row.ts),
        inst_family=inst.inst_family,
        opt_type=OptType(inst.opt_type),
        fill_vol=summary.mark_vol,
        fwd_px=summary.fwd_px,
        idx_px=desk.market.index_price(inst.index, row.ts),
        mark_px=desk.market.mark_price(inst, row.ts),
    )


@answers(Market.get_platform_24h_volume)
def platform_24h_volume(desk: Desk) -> PlatformVolume:
    spot = desk.market.instruments(desk.now, "SPOT")
    days = (desk.market.ticker(inst, desk.now) for inst in spot)
    usd = sum((day.vol_ccy24h for day in days if day), Decimal(0))
    return PlatformVolume(usd, round(usd * USD_CNY, 2), moment(desk.now))


@answers(Market.get_call_auction_details)
def call_auction_details(desk: Desk, inst_id: str) -> CallAuction | None:
    trading(desk, inst_id)
    return None  # all instruments here trade continuously
