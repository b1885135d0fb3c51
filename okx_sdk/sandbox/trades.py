"""Market data as OKX words it: trades, candles and tickers in decimals."""

from __future__ import annotations

from decimal import Decimal

from attrs import frozen

from okx_sdk.sandbox.books import STEP_MS, Level
from okx_sdk.sandbox.candles import RawCandle
from okx_sdk.sandbox.instruments import Instrument
from okx_sdk.sandbox.numbers import decimal, multiply, places, whole
from okx_sdk.sandbox.pricing import COIN_DECIMALS, FINER, contract_size
from okx_sdk.sandbox.tape import Node, Print


@frozen
class Trade:
    """One public trade; `seq_id` is that of the book it met."""

    inst_id: str
    trade_id: int
    px: Decimal
    sz: Decimal
    side: str
    ts: int
    source: str = "0"
    count: int = 1
    seq_id: int = 0


@frozen
class CandleData:
    """One candle, as `market/candles` has it."""

    ts: int
    open: Decimal
    high: Decimal
    low: Decimal
    close: Decimal
    vol: Decimal
    vol_ccy: Decimal
    vol_ccy_quote: Decimal
    confirm: bool


@frozen
class PriceCandle:
    """One candle of an index or a mark price."""

    ts: int
    open: Decimal
    high: Decimal
    low: Decimal
    close: Decimal
    confirm: bool


@frozen
class BookLevel:
    """One level of a book in decimals."""

    px: Decimal
    sz: Decimal
    orders: int


@frozen
class Ticker:
    """The last 24 hours of an instrument; no bid or ask once it has expired."""

    inst_type: str
    inst_id: str
    last: Decimal
    last_sz: Decimal
    ask_px: Decimal | None
    ask_sz: Decimal | None
    bid_px: Decimal | None
    bid_sz: Decimal | None
    open24h: Decimal
    high24h: Decimal
    low24h: Decimal
    vol24h: Decimal
    vol_ccy24h: Decimal
    sod_utc0: Decimal
    sod_utc8: Decimal
    ts: int


@frozen
class IndexTicker:
    """The last 24 hours of an index."""

    inst_id: str
    idx_px: Decimal
    open24h: Decimal
    high24h: Decimal
    low24h: Decimal
    sod_utc0: Decimal
    sod_utc8: Decimal
    ts: int


@frozen
class Scale:
    """How ticks and lots of an instrument become decimals and back."""

    tick_places: int
    lot_places: int
    size: Decimal
    is_inverse: bool
    is_contract: bool

    def price(self, ticks: int) -> Decimal:
        """A price in decimals."""
        return decimal(ticks, self.tick_places)

    def amount(self, lots: int) -> Decimal:
        """A size in decimals."""
        return decimal(lots, self.lot_places)

    def ticks(self, price: Decimal) -> int:
        """A price on the grid in ticks."""
        return whole(price, self.tick_places)

    def lots(self, amount: Decimal) -> int:
        """A size on the grid in lots."""
        return whole(amount, self.lot_places)

    def volumes(self, node: Node) -> tuple[Decimal, Decimal, Decimal]:
        """Volume in contracts or coins, in the other currency, and in quote currency."""
        vol = self.amount(node.lots)
        if self.is_inverse:
            return vol, decimal(node.worth, COIN_DECIMALS), multiply(vol, self.size)
        paid = decimal(node.worth, self.tick_places + self.lot_places)
        paid = multiply(paid, self.size)
        return vol, multiply(vol, self.size) if self.is_contract else paid, paid


def scale_of(inst: Instrument) -> Scale:
    """How ticks and lots of an instrument become decimals and back."""
    return Scale(
        places(inst.tick_sz),
        places(inst.lot_sz),
        contract_size(inst),
        inst.is_inverse,
        inst.ct_val is not None,
    )


def finer_places(tick: Decimal) -> int:
    """The decimals of an index or mark price beside a last price of this tick."""
    return places(tick / FINER)


def trade_of(inst_id: str, scale: Scale, trade: Print) -> Trade:
    """A trade in decimals."""
    return Trade(
        inst_id,
        trade.trade_id,
        scale.price(trade.px),
        scale.amount(trade.lots),
        "buy" if trade.is_buy else "sell",
        trade.ts,
        seq_id=trade.ts // STEP_MS,
    )


def candle_of(scale: Scale, raw: RawCandle) -> CandleData:
    """A candle in decimals."""
    first, high, low, last = (scale.price(ticks) for ticks in raw.node[:4])
    volumes = scale.volumes(raw.node)
    return CandleData(raw.ts, first, high, low, last, *volumes, raw.is_closed)


def price_candle_of(decimals: int, raw: RawCandle) -> PriceCandle:
    """A candle without volume in decimals."""
    first, high, low, last = (decimal(ticks, decimals) for ticks in raw.node[:4])
    return PriceCandle(raw.ts, first, high, low, last, raw.is_closed)


def levels_of(scale: Scale, levels: tuple[Level, ...]) -> list[BookLevel]:
    """Levels of a book in decimals."""
    return [
        BookLevel(scale.price(px), scale.amount(lots), orders)
        for px, lots, orders in levels
    ]
