"""The synthetic market: everything public, as a function of seed, instrument and time.

`Market` is the door: handlers, the streaming feed and the matching engine need nothing else.
Times are ms since the epoch; prices and sizes are exact decimals, but for books, which also come in whole ticks and lots.
"""

from __future__ import annotations

from decimal import Decimal
from functools import lru_cache, partial

from okx_sdk.sandbox import (
    books,
    candles,
    catalogue,
    derivatives,
    pricing,
    settlement,
    statistics,
    trades,
)
from okx_sdk.sandbox.bars import DAY, MINUTE, Bar, open_of
from okx_sdk.sandbox.books import Book, Depth
from okx_sdk.sandbox.coins import COINS
from okx_sdk.sandbox.crossing import Reach, first_print
from okx_sdk.sandbox.instruments import Instrument
from okx_sdk.sandbox.numbers import decimal
from okx_sdk.sandbox.tape import (
    Node,
    Print,
    Tape,
    first_id,
    last_id,
    last_print,
    price_at,
    print_of,
    summary,
)
from okx_sdk.sandbox.trades import (
    BookLevel,
    CandleData,
    IndexTicker,
    PriceCandle,
    Scale,
    Ticker,
    Trade,
)


class Market:
    """The market of a seed. Holds nothing but memories of what it once worked out."""

    def __init__(self, seed: int = 0) -> None:
        self.seed = seed
        # By name and not by instrument, because that is quicker to hash.
        self._traded = lru_cache(maxsize=512)(partial(_traded, seed))
        self._marked = lru_cache(maxsize=512)(partial(_marked, seed))
        self._indexed = lru_cache(maxsize=64)(partial(_indexed, seed))

    def instruments(self, now: int, inst_type: str = "") -> tuple[Instrument, ...]:
        """What trades now, of one type or of all."""
        found = catalogue.listed(self.seed, now)
        return tuple(inst for inst in found if inst_type in {"", inst.inst_type})

    def instrument(
        self, inst_id: str, now: int, inst_type: str = ""
    ) -> Instrument | None:
        """The instrument of a name, expired ones too; a pair is SPOT unless asked."""
        return catalogue.find(self.seed, inst_id, now, inst_type)

    def recently_expired(self, now: int) -> tuple[Instrument, ...]:
        """The dated instruments of the last expiry."""
        return catalogue.recently_expired(self.seed, now)

    def indexes(self) -> tuple[str, ...]:
        """The names of every index."""
        return pricing.INDEXES

    def scale(self, inst: Instrument) -> Scale:
        """How ticks and lots of an instrument become decimals and back."""
        return self._traded(inst.inst_id)[1]

    def first_trade_id(self, inst: Instrument) -> int:
        """The id of the first trade; ids have no gap from there on."""
        return first_id(self._tape(inst))

    def last_trade_id(self, inst: Instrument, ts: int) -> int | None:
        """The id of the last trade at or before a time."""
        return last_id(self._tape(inst), ts)

    def trade(self, inst: Instrument, trade_id: int) -> Trade:
        """The trade of an id between the first and any later one."""
        tape, scale, _ = self._traded(inst.inst_id)
        return trades.trade_of(inst.inst_id, scale, print_of(tape, trade_id))

    def last_trade(self, inst: Instrument, ts: int) -> Trade | None:
        """The last trade at or before a time."""
        found = self.last_trade_id(inst, ts)
        return None if found is None else self.trade(inst, found)

    def trades(
        self,
        inst: Instrument,
        now: int,
        *,
        after: int | None = None,
        before: int | None = None,
        limit: int = 100,
    ) -> list[Trade]:
        """Trades until now, newest first; both cursors are exclusive trade ids."""
        newest = self.last_trade_id(inst, now)
        if newest is None:
            return []
        newest = newest if after is None else min(newest, after - 1)
        oldest = self.first_trade_id(inst)
        oldest = oldest if before is None else max(oldest, before + 1)
        ids = range(newest, max(oldest, newest - limit + 1) - 1, -1)
        return [self.trade(inst, trade_id) for trade_id in ids]

    def trades_older(
        self, inst: Instrument, now: int, ts: int, limit: int = 100
    ) -> list[Trade]:
        """Trades until now that are older than a time, newest first."""
        return self.trades(inst, min(now, ts - 1), limit=limit)

    def trades_between(self, inst: Instrument, start: int, end: int) -> list[Trade]:
        """Trades with start <= ts < end, oldest first: what a feed has to push."""
        newest = self.last_trade_id(inst, end - 1)
        if newest is None:
            return []
        earlier = self.last_trade_id(inst, start - 1)
        oldest = self.first_trade_id(inst) if earlier is None else earlier + 1
        return [self.trade(inst, trade_id) for trade_id in range(oldest, newest + 1)]

    def first_trade(
        self, inst: Instrument, start: int, end: int, reach: Reach
    ) -> Print | None:
        """The first trade with start <= ts < end at a price that is waited for."""
        return first_print(self._tape(inst), start, end, reach)

    def candle(
        self, inst: Instrument, bar: Bar | str, ts: int, now: int
    ) -> CandleData | None:
        """The bar that contains a time, of the trades until now."""
        tape, scale, _ = self._traded(inst.inst_id)
        raw = candles.candle(tape, bar, ts, now)
        return None if raw is None else trades.candle_of(scale, raw)

    def candles(
        self,
        inst: Instrument,
        bar: Bar | str,
        now: int,
        *,
        after: int | None = None,
        before: int | None = None,
        limit: int = 100,
    ) -> list[CandleData]:
        """Candles newest first, by OKX's exclusive cursors."""
        tape, scale, _ = self._traded(inst.inst_id)
        page = candles.page(tape, bar, now, after=after, before=before, limit=limit)
        return [trades.candle_of(scale, raw) for raw in page]

    def index_candles(
        self,
        index: str,
        bar: Bar | str,
        now: int,
        *,
        after: int | None = None,
        before: int | None = None,
        limit: int = 100,
    ) -> list[PriceCandle]:
        """Candles of an index, newest first."""
        tape, decimals = self._indexed(index)
        page = candles.page(tape, bar, now, after=after, before=before, limit=limit)
        return [trades.price_candle_of(decimals, raw) for raw in page]

    def mark_candles(
        self,
        inst: Instrument,
        bar: Bar | str,
        now: int,
        *,
        after: int | None = None,
        before: int | None = None,
        limit: int = 100,
    ) -> list[PriceCandle]:
        """Candles of a mark price, newest first."""
        tape, decimals = self._marked(inst.inst_id)
        page = candles.page(tape, bar, now, after=after, before=before, limit=limit)
        return [trades.price_candle_of(decimals, raw) for raw in page]

    def ticker(self, inst: Instrument, ts: int) -> Ticker | None:
        """The last 24 hours; none before the first trade."""
        tape, scale, _ = self._traded(inst.inst_id)
        last = last_print(tape, ts)
        if last is None:
            return None
        day = _last_24h(tape, ts) or _flat(last.px)
        vol, vol_ccy, _ = scale.volumes(day)
        bid, ask = self.bbo(inst, ts)
        return Ticker(
            inst_type=inst.inst_type,
            inst_id=inst.inst_id,
            last=scale.price(last.px),
            last_sz=scale.amount(last.lots),
            ask_px=ask.px if ask else None,
            ask_sz=ask.sz if ask else None,
            bid_px=bid.px if bid else None,
            bid_sz=bid.sz if bid else None,
            open24h=scale.price(day.open),
            high24h=scale.price(day.high),
            low24h=scale.price(day.low),
            vol24h=vol,
            vol_ccy24h=vol_ccy,
            sod_utc0=scale.price(_start_of_day(tape, ts, "1Dutc")),
            sod_utc8=scale.price(_start_of_day(tape, ts, "1D")),
            ts=ts,
        )

    def index_price(self, index: str, ts: int) -> Decimal:
        """The price of an index, as of `BTC-USDT` or `BTC-USD`.

        Raises:
            KeyError: there is no such index.
        """
        tape, decimals = self._indexed(index)
        return decimal(price_at(tape, ts), decimals)

    def index_ticker(self, index: str, ts: int) -> IndexTicker:
        """The last 24 hours of an index."""
        tape, decimals = self._indexed(index)
        last = price_at(tape, ts)
        day = _last_24h(tape, ts) or _flat(last)
        sods = (_start_of_day(tape, ts, bar) for bar in ("1Dutc", "1D"))
        px, first, high, low, utc0, utc8 = (
            decimal(ticks, decimals)
            for ticks in (last, day.open, day.high, day.low, *sods)
        )
        return IndexTicker(index, px, first, high, low, utc0, utc8, ts)

    def mark_price(self, inst: Instrument, ts: int) -> Decimal:
        """The mark price: between the index with its basis and the last price."""
        tape, decimals = self._marked(inst.inst_id)
        return decimal(price_at(tape, ts), decimals)

    def book(self, inst: Instrument, step: int, levels: int = 400) -> Book:
        """The book of a 100 ms step, in ticks and lots; `books.diff` compares two."""
        tape, _, depth = self._traded(inst.inst_id)
        return books.book(tape, depth, step, levels)

    def bbo(
        self, inst: Instrument, ts: int
    ) -> tuple[BookLevel | None, BookLevel | None]:
        """The best bid and the best ask."""
        best = self.book(inst, books.step_of(ts), 1)
        scale = self.scale(inst)
        bid, ask = (trades.levels_of(scale, side) for side in (best.bids, best.asks))
        return (bid[0], ask[0]) if bid and ask else (None, None)

    def funding(self, inst: Instrument, ts: int) -> derivatives.Funding:
        """The funding of a swap."""
        return derivatives.funding(self.seed, inst, ts)

    def funding_history(
        self,
        inst: Instrument,
        now: int,
        *,
        after: int | None = None,
        before: int | None = None,
        limit: int = 100,
    ) -> list[derivatives.FundingRecord]:
        """Settled fundings, newest first; the cursors are exclusive times."""
        return derivatives.funding_history(
            self.seed, inst, now, after=after, before=before, limit=limit
        )

    def premium(self, inst: Instrument, ts: int) -> Decimal:
        """The premium of a swap over its index in the minute of a time."""
        return derivatives.premium(self.seed, inst, ts)

    def open_interest(self, inst: Instrument, ts: int) -> derivatives.OpenInterest:
        """What is open, in contracts, coins and dollars."""
        lots = self._tape(inst).daily_lots
        price = self.index_price(inst.index, ts)
        return derivatives.open_interest(self.seed, inst, lots, price, ts)

    def price_limit(self, inst: Instrument, ts: int) -> derivatives.PriceLimit:
        """The highest price to buy at and the lowest to sell at."""
        tape, _ = self._marked(inst.inst_id)
        mark = price_at(tape, ts) // pricing.FINER
        return derivatives.price_limit(inst, mark, ts)

    def option_summary(self, inst: Instrument, ts: int) -> derivatives.OptionSummary:
        """The greeks and volatilities of an option."""
        index = self.index_price(inst.index, ts)
        return derivatives.option_summary(self.seed, inst, index, ts)

    def settlement_price(self, inst: Instrument, ts: int) -> Decimal:
        """The price a dated instrument is, or would be, delivered at."""
        ends = ts if inst.exp_time is None else min(ts, inst.exp_time)
        return self.index_price(inst.index, ends)

    def deliveries(
        self,
        inst_type: str,
        family: str,
        now: int,
        *,
        after: int | None = None,
        before: int | None = None,
        limit: int = 100,
    ) -> list[settlement.Delivery]:
        """Past expiries of a family, newest first; the cursors are exclusive times."""
        times = settlement.past_expiries(now, after=after, before=before, limit=limit)
        return [
            settlement.delivery(
                self.seed, inst_type, family, ts, self.index_price(family, ts)
            )
            for ts in times
        ]

    def position_tiers(self, inst: Instrument) -> list[statistics.PositionTier]:
        """The margin ladder of an instrument."""
        return statistics.position_tiers(inst)

    def insurance_fund(
        self, family: str, ccy: str, now: int, limit: int = 100
    ) -> list[statistics.InsuranceRecord]:
        """The insurance fund's changes, newest first."""
        return statistics.insurance_fund(self.seed, family, ccy, now, limit)

    def series(
        self,
        name: str,
        about: str,
        bar: Bar | str,
        now: int,
        *,
        limit: int = 100,
        middle: Decimal = Decimal(1),
    ) -> list[tuple[int, Decimal]]:
        """A trading statistic by period, newest first: (time, positive value)."""
        return statistics.series(
            self.seed, name, about, bar, now, limit=limit, middle=middle
        )

    def walk(self, inst: Instrument, price: str) -> tuple[Tape, int]:
        """The `last`, `mark` or `index` price in ticks, and their decimal places."""
        if price == "mark":
            return self._marked(inst.inst_id)
        if price == "index":
            return self._indexed(inst.index)
        return self._tape(inst), self.scale(inst).tick_places

    def _tape(self, inst: Instrument) -> Tape:
        return self._traded(inst.inst_id)[0]


def _instrument(seed: int, inst_id: str) -> Instrument:
    found = catalogue.named(seed, inst_id)
    assert found is not None, f"{inst_id} comes from this market"
    return found


def _traded(seed: int, inst_id: str) -> tuple[Tape, Scale, Depth]:
    inst = _instrument(seed, inst_id)
    tape = pricing.tape_of(seed, inst)
    usual = pricing.usual_price(inst)
    return tape, trades.scale_of(inst), books.depth_of(tape, usual)


def _marked(seed: int, inst_id: str) -> tuple[Tape, int]:
    inst = _instrument(seed, inst_id)
    return pricing.mark_tape(seed, inst), trades.finer_places(inst.tick_sz)


def _indexed(seed: int, index: str) -> tuple[Tape, int]:
    if index not in pricing.INDEXES:
        raise KeyError(index)
    ccy = index.partition("-")[0]
    return pricing.index_tape(seed, ccy), trades.finer_places(COINS[ccy].tick)


def _flat(price: int) -> Node:
    """A time in which nothing was traded."""
    return Node(price, price, price, price, 0, 0)


def _last_24h(tape: Tape, ts: int) -> Node | None:
    # It begins with a whole minute, which is near enough and much cheaper.
    return summary(tape, open_of("1m", ts - DAY) + MINUTE, ts + 1)


def _start_of_day(tape: Tape, ts: int, bar: str) -> int:
    return price_at(tape, open_of(bar, ts) - 1)
