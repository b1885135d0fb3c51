"""Tickers, order books, candles and public trades."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

from attrs import frozen

from okx_sdk.models._base import Flag, Number, Row, column
from okx_sdk.models.enums import InstType, OptType, Side, TradeSource

__all__ = [
    "BookLevel",
    "CallAuction",
    "Candle",
    "FullBookLevel",
    "FullOrderBook",
    "OptionFamilyTrade",
    "OptionFamilyTrades",
    "OptionTrade",
    "OrderBook",
    "PlatformVolume",
    "PublicTrade",
    "RpiBookLevel",
    "RpiOrderBook",
    "Ticker",
]


@frozen
class Ticker:
    """Last price, best quotes and 24-hour figures of one instrument."""

    inst_type: InstType
    inst_id: str
    ts: datetime
    last: Decimal | None = None
    last_sz: Decimal | None = None
    """Size of the last trade; `0` while there was none."""
    ask_px: Decimal | None = None
    ask_sz: Decimal | None = None
    bid_px: Decimal | None = None
    bid_sz: Decimal | None = None
    open_24h: Decimal | None = None
    """Price 24 hours ago."""
    high_24h: Decimal | None = None
    low_24h: Decimal | None = None
    vol_ccy_24h: Decimal | None = None
    """In quote currency for spot, in coin for derivatives."""
    vol_24h: Decimal | None = None
    """In base currency for spot, in contracts for derivatives."""
    sod_utc0: Decimal | None = None
    """Price at the last midnight, UTC."""
    sod_utc8: Decimal | None = None
    """Price at the last midnight, UTC+8."""


@frozen
class BookLevel(Row):
    """What stands at one price."""

    px: Decimal
    sz: Decimal
    """In contracts for derivatives, in base currency for spot."""
    orders: int = column(3)
    """Number of orders."""


@frozen
class OrderBook:
    """A book at one moment, best levels first."""

    asks: tuple[BookLevel, ...]
    bids: tuple[BookLevel, ...]
    ts: datetime
    seq_id: Number | None = None
    """Place in the sequence of changes. Deprecated in plain books; deep ones have none.
    """


@frozen
class FullBookLevel(BookLevel):
    """What stands at one price of a deep book, whose rows are shorter."""

    orders: int = column(2)


@frozen
class FullOrderBook(OrderBook):
    """A deep book at one moment, best levels first."""

    asks: tuple[FullBookLevel, ...] = ()
    bids: tuple[FullBookLevel, ...] = ()


@frozen
class Candle(Row):
    """Prices and volume of one period."""

    ts: datetime
    """When the period begins."""
    open: Decimal
    high: Decimal
    low: Decimal
    close: Decimal
    vol: Decimal
    """In base currency for spot, in contracts for derivatives."""
    vol_ccy: Decimal
    """In quote currency for spot, in coin for derivatives."""
    vol_ccy_quote: Decimal | None = None
    """In quote currency."""
    confirm: Flag = True
    """Whether the period is over; until then the figures change."""


@frozen
class PublicTrade:
    """One public trade."""

    inst_id: str
    trade_id: str
    px: Decimal
    sz: Decimal
    """In contracts for derivatives, in base currency for spot."""
    side: Side
    """Side of the taker."""
    ts: datetime
    source: TradeSource | None = None


@frozen
class OptionFamilyTrade:
    """One trade of an option."""

    inst_id: str
    trade_id: str
    px: Decimal
    """In the coin of the family."""
    sz: Decimal
    """In contracts."""
    side: Side
    """Side of the taker."""
    ts: datetime


@frozen
class OptionFamilyTrades:
    """The newest trades of a family's calls or of its puts."""

    opt_type: OptType
    vol_24h: Decimal | None = None
    """In contracts."""
    trade_info: tuple[OptionFamilyTrade, ...] = ()


@frozen
class OptionTrade:
    """One trade of an option, with the prices and the volatility it came at."""

    inst_id: str
    trade_id: str
    px: Decimal
    """In the coin of the family."""
    sz: Decimal
    """In contracts."""
    side: Side
    """Side of the taker."""
    ts: datetime
    inst_family: str | None = None
    opt_type: OptType | None = None
    fill_vol: Decimal | None = None
    """Implied volatility of the trade, as a share."""
    fwd_px: Decimal | None = None
    idx_px: Decimal | None = None
    mark_px: Decimal | None = None
    """In the coin of the family."""


@frozen
class PlatformVolume:
    """The exchange's volume of the last 24 hours."""

    vol_usd: Decimal
    """Volume in USD."""
    vol_cny: Decimal
    """Volume in CNY."""
    ts: datetime


@frozen
class CallAuction:
    """How a call auction stands."""

    inst_id: str
    ts: datetime
    eq_px: Decimal | None = None
    """Equilibrium price."""
    matched_sz: Decimal | None = None
    """What would be matched at the equilibrium price, of both sides."""
    unmatched_sz: Decimal | None = None
    auction_end_time: datetime | None = None
    state: str | None = None
    """One of `call_auction`, `continuous_trading`."""


@frozen
class RpiBookLevel(BookLevel):
    """What stands at one price, RPI orders included."""

    non_rpi_sz: Decimal = column(2)  # noqa: RUF009 - a field
    """The part of it that is no RPI order."""


@frozen
class RpiOrderBook(OrderBook):
    """A book with its RPI orders at one moment, best levels first."""

    asks: tuple[RpiBookLevel, ...] = ()
    bids: tuple[RpiBookLevel, ...] = ()
