"""Market data: tickers, books, candles and trades, all from one synthetic market."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from okx_sdk.models.enums import InstType, OptType, Side, TradeSource
from okx_sdk.models.market import (
    BookLevel,
    CallAuction,
    Candle,
    FullBookLevel,
    FullOrderBook,
    OptionFamilyTrade,
    OptionFamilyTrades,
    OptionTrade,
    OrderBook,
    PlatformVolume,
    PublicTrade,
    RpiBookLevel,
    RpiOrderBook,
    Ticker,
)
from okx_sdk.rest.market import Market
from okx_sdk.sandbox.bars import open_of, shifted
from okx_sdk.sandbox.books import Book, step_of
from okx_sdk.sandbox.desks._common import instrument, moment, whole
from okx_sdk.sandbox.exchange import Desk, answers
from okx_sdk.sandbox.instruments import Instrument
from okx_sdk.sandbox.refusals import Refusal, bad_parameter, unknown_instrument
from okx_sdk.sandbox.trades import Scale, Trade

RECENT_BARS = 1_440
MONTHS_3 = 92 * 86_400_000
USD_CNY = Decimal("7.1")

_BOOK_STEP, _RPI_STEP, _FULL_STEP = 100, 200, 1_000  # how old a book may be, in ms


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
    return [
        _ticker(desk, inst)
        for inst in desk.market.instruments(desk.now, inst_type)
        if inst_family in {None, inst.inst_family}
    ]


@answers(Market.get_ticker)
def ticker(desk: Desk, inst_id: str) -> Ticker:
    return _ticker(desk, instrument(desk, inst_id))


def _depth(sz: int | None, most: int) -> int:
    depth = 1 if sz is None else sz
    if not 1 <= depth <= most:
        raise bad_parameter("sz")
    return depth


def _snapshot(
    desk: Desk, inst_id: str, sz: int | None, most: int, age: int
) -> tuple[Book, Scale]:
    """A book as old as the exchange's cache lets it be."""
    inst = instrument(desk, inst_id)
    step = step_of(desk.now - desk.now % age)
    book = desk.market.book(inst, step, _depth(sz, most))
    return book, desk.market.scale(inst)


@answers(Market.get_order_book)
def order_book(desk: Desk, inst_id: str, sz: int | None = None) -> OrderBook:
    book, scale = _snapshot(desk, inst_id, sz, 400, _BOOK_STEP)

    def levels(side: Iterable[tuple[int, int, int]]) -> tuple[BookLevel, ...]:
        return tuple(
            BookLevel(scale.price(px), scale.amount(lots), orders)
            for px, lots, orders in side
        )

    return OrderBook(
        levels(book.asks), levels(book.bids), moment(book.ts), book.seq_id
    )


@answers(Market.get_full_order_book)
def full_order_book(desk: Desk, inst_id: str, sz: int | None = None) -> FullOrderBook:
    book, scale = _snapshot(desk, inst_id, sz, 5_000, _FULL_STEP)

    def levels(side: Iterable[tuple[int, int, int]]) -> tuple[FullBookLevel, ...]:
        return tuple(
            FullBookLevel(scale.price(px), scale.amount(lots), orders)
            for px, lots, orders in side
        )

    return FullOrderBook(levels(book.asks), levels(book.bids), moment(book.ts))


@answers(Market.get_rpi_order_book)
def rpi_order_book(desk: Desk, inst_id: str, sz: int | None = None) -> RpiOrderBook:
    book, scale = _snapshot(desk, inst_id, sz, 400, _RPI_STEP)

    def levels(side: Iterable[tuple[int, int, int]]) -> tuple[RpiBookLevel, ...]:
        # Nobody here improves prices for retail takers: all of a level is ordinary.
        return tuple(
            RpiBookLevel(scale.price(px), size, size, orders)
            for px, lots, orders in side
            for size in (scale.amount(lots),)
        )

    return RpiOrderBook(
        levels(book.asks), levels(book.bids), moment(book.ts), book.seq_id
    )


@answers(Market.get_order_book_sbe)
def order_book_sbe(desk: Desk, inst_id_code: int, source: int) -> bytes:
    raise Refusal("50038", "This feature is unavailable in the sandbox: no SBE frames.")


def _candles(
    desk: Desk,
    inst_id: str,
    bar: str | None,
    after: int | None,
    before: int | None,
    limit: int | None,
) -> list[Candle]:
    rows = desk.market.candles(
        instrument(desk, inst_id),
        bar or "1m",
        desk.now,
        after=after,
        before=before,
        limit=limit or 100,
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
    bar: str | None = None,
    after: int | None = None,
    before: int | None = None,
    limit: int | None = None,
) -> list[Candle]:
    if bar == "1s":
        raise bad_parameter("bar")
    oldest = shifted(bar or "1m", desk.now, 1 - RECENT_BARS)
    floor = oldest - 1 if before is None else max(oldest - 1, before)
    return _candles(desk, inst_id, bar, after, floor, limit)


@answers(Market.get_history_candles)
def history_candles(
    desk: Desk,
    inst_id: str,
    after: int | None = None,
    before: int | None = None,
    bar: str | None = None,
    limit: int | None = None,
) -> list[Candle]:
    # Only what is over is history.
    bar = bar or "1m"
    last = open_of(bar, desk.now)
    after = last if after is None else min(after, last)
    if bar == "1s":
        floor = desk.now - MONTHS_3
        before = floor if before is None else max(before, floor)
    return _candles(desk, inst_id, bar, after, before, limit)


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
def trades(desk: Desk, inst_id: str, limit: int | None = None) -> list[PublicTrade]:
    inst = instrument(desk, inst_id)
    rows = desk.market.trades(inst, desk.now, limit=limit or 100)
    return [_trade(row) for row in rows]


@answers(Market.get_history_trades)
def history_trades(
    desk: Desk,
    inst_id: str,
    type: str = "1",  # noqa: A002 - OKX's word
    after: str | None = None,
    before: str | None = None,
    limit: int | None = None,
) -> list[PublicTrade]:
    inst = instrument(desk, inst_id)
    if type not in {"1", "2"}:
        raise bad_parameter("type")
    if type == "2" and before is not None:
        raise Refusal("50039", "The before parameter is not available with time paging.")
    older, newer = whole(after, "after"), whole(before, "before")
    floor = desk.market.last_trade_id(inst, desk.now - MONTHS_3)
    newer = max(newer if newer is not None else 0, floor or 0)
    if type == "2":
        last = desk.now + 1 if older is None else min(older, desk.now + 1)
        newest = desk.market.last_trade_id(inst, last - 1)
        older = 0 if newest is None else newest + 1
    rows = desk.market.trades(
        inst, desk.now, after=older, before=newer, limit=limit or 100
    )
    return [_trade(row) for row in rows]


def _options(desk: Desk, family: str) -> list[Instrument]:
    listed = desk.market.instruments(desk.now, "OPTION")
    found = [inst for inst in listed if inst.inst_family == family]
    if not found:
        raise unknown_instrument()
    return found


@answers(Market.get_option_trades_by_family)
def option_trades_by_family(desk: Desk, inst_family: str) -> list[OptionFamilyTrades]:
    options = _options(desk, inst_family)
    return [
        _family_trades(desk, side, [o for o in options if o.opt_type == side])
        for side in (OptType.C, OptType.P)
    ]


def _family_trades(
    desk: Desk, opt_type: OptType, options: list[Instrument]
) -> OptionFamilyTrades:
    newest = [row for inst in options for row in desk.market.trades(inst, desk.now, limit=5)]
    newest.sort(key=lambda row: row.ts, reverse=True)
    days = (desk.market.ticker(inst, desk.now) for inst in options)
    return OptionFamilyTrades(
        opt_type,
        sum((day.vol24h for day in days if day), Decimal(0)),
        tuple(
            OptionFamilyTrade(
                row.inst_id, str(row.trade_id), row.px, row.sz, Side(row.side), moment(row.ts)
            )
            for row in newest[:20]
        ),
    )


@answers(Market.get_option_trades)
def option_trades(
    desk: Desk,
    inst_id: str | None = None,
    inst_family: str | None = None,
    opt_type: OptType | None = None,
) -> list[OptionTrade]:
    if inst_id is None and inst_family is None:
        raise Refusal("50015", "Either parameter instId or instFamily is required.")
    options = [instrument(desk, inst_id)] if inst_id else _options(desk, inst_family or "")
    chosen = [inst for inst in options if opt_type in {None, inst.opt_type}]
    found = [
        (inst, row)
        for inst in chosen
        for row in desk.market.trades(inst, desk.now, limit=100 // len(chosen) or 1)
    ]
    found.sort(key=lambda pair: pair[1].ts, reverse=True)
    return [_option_trade(desk, inst, row) for inst, row in found]


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
        opt_type=OptType(inst.opt_type or ""),
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
    instrument(desk, inst_id)
    return None  # all instruments here trade continuously
