"""What channels alone bring: books by their changes, trades and candles as they form."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

from attrs import frozen

from okx_sdk.models._base import Number
from okx_sdk.models.enums import InstType, PosSide, Side, WsAction
from okx_sdk.models.market import BookLevel, Candle, PublicTrade, RpiBookLevel
from okx_sdk.models.public import IndexCandle
from okx_sdk.models.spread_trading import SpreadBookLevel, SpreadCandle

__all__ = [
    "AdlWarning",
    "BookPush",
    "Liquidation",
    "LiquidationOrder",
    "LiveCandle",
    "LiveEconomicEvent",
    "LiveIndexCandle",
    "LiveSpreadCandle",
    "LiveTrade",
    "RpiBookPush",
    "SpreadBookPush",
]


@frozen
class LiveTrade(PublicTrade):
    """One public trade; several fills of one taker order may come as one."""

    count: int | None = None
    """Number of fills it stands for."""
    seq_id: Number | None = None
    """Place in the sequence of changes of the book; several trades may share it."""


@frozen
class LiveCandle(Candle):
    """Prices and volume of one period, which may still be forming."""

    inst_id: str = ""
    bar: str = ""
    """Length of the period."""


@frozen
class LiveIndexCandle(IndexCandle):
    """Prices of an index or of a mark price over one period, maybe still forming."""

    inst_id: str = ""
    bar: str = ""
    """Length of the period."""


@frozen
class LiveSpreadCandle(SpreadCandle):
    """Prices and volume of a spread over one period, which may still be forming."""

    sprd_id: str = ""
    """Name of the spread."""
    bar: str = ""
    """Length of the period."""


@frozen
class BookPush:
    """A book, or what changed in it since the push before; no levels: nothing did."""

    inst_id: str
    asks: tuple[BookLevel, ...]
    """In an update, a size of `0` removes the level."""
    bids: tuple[BookLevel, ...]
    ts: datetime
    action: WsAction | None = None
    """Whether it is all or a change; nothing where every push is all."""
    checksum: Number | None = None
    """CRC of the best 25 levels; always `0` since June 2026."""
    prev_seq_id: Number | None = None
    """`seq_id` of the push before, or -1; if it is another, pushes are missing."""
    seq_id: Number | None = None
    """Place in the sequence of changes."""


@frozen
class RpiBookPush:
    """A book with its RPI orders, or what changed in it since the push before."""

    inst_id: str
    asks: tuple[RpiBookLevel, ...]
    """In an update, a size of `0` removes the level."""
    bids: tuple[RpiBookLevel, ...]
    ts: datetime
    action: WsAction | None = None
    """Whether it is all or a change."""
    prev_seq_id: Number | None = None
    """`seq_id` of the push before, or -1; if it is another, pushes are missing."""
    seq_id: Number | None = None
    """Place in the sequence of changes."""


@frozen
class SpreadBookPush:
    """The book of a spread, or what changed in it since the push before."""

    sprd_id: str
    asks: tuple[SpreadBookLevel, ...]
    """In an update, a size of `0` removes the level."""
    bids: tuple[SpreadBookLevel, ...]
    ts: datetime
    action: WsAction | None = None
    """Whether it is all or a change; nothing where every push is all."""
    checksum: Number | None = None
    """CRC of the best 25 levels; `0` proves nothing."""
    prev_seq_id: Number | None = None
    """`seq_id` of the push before, or -1; if it is another, pushes are missing."""
    seq_id: Number | None = None
    """Place in the sequence of changes."""


@frozen
class Liquidation:
    """One order of a liquidation."""

    side: Side
    bk_px: Decimal
    """Price at which the account would be bankrupt."""
    sz: Decimal
    """In contracts; for margin in coin."""
    ts: datetime
    pos_side: PosSide | None = None
    bk_loss: Decimal | None = None
    """What the liquidation lost beyond the account."""
    ccy: str | None = None
    """Of margin alone."""


@frozen
class LiquidationOrder:
    """Liquidations of one instrument."""

    inst_type: InstType
    inst_id: str
    inst_family: str | None = None
    uly: str | None = None
    details: tuple[Liquidation, ...] = ()


@frozen
class AdlWarning:
    """How near a family is to automatic deleveraging.

    Since June 2026 nothing comes in the normal state, and the figures of the insurance
    fund are left out.
    """

    inst_type: InstType
    inst_family: str
    state: str
    """One of `normal`, `warning`, `adl`."""
    ts: datetime
    bal: Decimal | None = None
    """Of the insurance fund."""
    ccy: str | None = None
    """That of the insurance fund."""
    max_bal: Decimal | None = None
    """Highest balance of the last eight hours."""
    max_bal_ts: datetime | None = None
    adl_type: str | None = None
    """One of `rate_adl_start`, `bal_adl_start`, `pos_adl_start`, `adl_end`."""
    adl_bal: Decimal | None = None
    """Balance that starts deleveraging."""
    adl_rec_bal: Decimal | None = None
    """Balance that ends it."""
    dec_rate: Decimal | None = None
    """Deprecated."""
    adl_rate: Decimal | None = None
    """Deprecated."""
    adl_rec_rate: Decimal | None = None
    """Deprecated."""


@frozen
class LiveEconomicEvent:
    """An event of the economic calendar, as it is announced or published."""

    calendar_id: str
    event: str
    region: str
    date: datetime
    """When it is expected, or was published."""
    ts: datetime
    category: str | None = None
    importance: str | None = None
    """`1` low, `2` medium, `3` high."""
    ref_date: datetime | None = None
    """The period that it reports on."""
    actual: str | None = None
    """With its unit, such as `7.8%`; nothing before it is published."""
    previous: str | None = None
    """With its unit; revised, if it was."""
    forecast: str | None = None
    """With its unit; average of economists' forecasts."""
    prev_initial: Decimal | None = None
    """The previous value before it was revised."""
    ccy: str | None = None
    unit: str | None = None
