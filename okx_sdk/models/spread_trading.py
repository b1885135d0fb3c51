"""Spreads: books, trades, candles, and the orders on them."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

from attrs import frozen

from okx_sdk.models._base import Flag, Row
from okx_sdk.models.enums import (
    AmendResult,
    CancelSource,
    ExecType,
    OrderState,
    Side,
    SprdOrdType,
)

__all__ = [
    "SpreadBookLevel",
    "SpreadCandle",
    "SpreadOrder",
    "SpreadPublicTrade",
    "SpreadTicker",
    "SpreadTrade",
    "SpreadTradeLeg",
]


@frozen
class SpreadBookLevel(Row):
    """What stands at one price of a spread."""

    px: Decimal
    sz: Decimal
    """In the spread's `sz_ccy`."""
    orders: int
    """Number of orders."""


@frozen
class SpreadCandle(Row):
    """Prices and volume of a spread over one period."""

    ts: datetime
    """When the period begins."""
    open: Decimal
    high: Decimal
    low: Decimal
    close: Decimal
    vol: Decimal
    """In the spread's `sz_ccy`."""
    confirm: Flag = True
    """Whether the period is over; until then the figures change."""


@frozen
class SpreadTicker:
    """Last price, best quotes and 24-hour figures of one spread."""

    sprd_id: str
    ts: datetime
    last: Decimal | None = None
    last_sz: Decimal | None = None
    """Size of the last trade."""
    ask_px: Decimal | None = None
    ask_sz: Decimal | None = None
    bid_px: Decimal | None = None
    bid_sz: Decimal | None = None
    open_24h: Decimal | None = None
    """Price 24 hours ago."""
    high_24h: Decimal | None = None
    low_24h: Decimal | None = None
    vol_24h: Decimal | None = None
    """In the spread's `sz_ccy`."""


@frozen
class SpreadPublicTrade:
    """One public trade of a spread."""

    sprd_id: str
    trade_id: str
    px: Decimal
    sz: Decimal
    """In the spread's `sz_ccy`."""
    side: Side
    """Side of the taker."""
    ts: datetime


@frozen
class SpreadOrder:
    """An order for a spread, and what became of it.

    Sizes are in the spread's `sz_ccy`.
    """

    sprd_id: str
    ord_id: str
    side: Side
    ord_type: SprdOrdType
    state: OrderState
    cl_ord_id: str | None = None
    """The name that the client gave it."""
    tag: str | None = None
    """The client's tag."""
    px: Decimal | None = None
    """Price of the spread."""
    sz: Decimal | None = None
    fill_sz: Decimal | None = None
    """Size of the last fill."""
    fill_px: Decimal | None = None
    """Price of the last fill."""
    trade_id: str | None = None
    """The last fill's."""
    acc_fill_sz: Decimal | None = None
    """Filled so far, and settled."""
    pending_fill_sz: Decimal | None = None
    """Open still."""
    pending_settle_sz: Decimal | None = None
    """Filled, and not settled yet."""
    canceled_sz: Decimal | None = None
    """Cancelled."""
    avg_px: Decimal | None = None
    """Average price of what is filled."""
    cancel_source: CancelSource | None = None
    u_time: datetime | None = None
    """When it last changed."""
    c_time: datetime | None = None
    """When it was created."""
    inst_id: str | None = None
    """Not used."""
    code: str | None = None
    """Why an amendment failed, as a code; `0` if none did."""
    msg: str | None = None
    """The same in words."""
    req_id: str | None = None
    """The name that the client gave an amendment."""
    amend_result: AmendResult | None = None
    """What became of an amendment."""


@frozen
class SpreadTradeLeg:
    """One instrument of a spread's fill."""

    inst_id: str
    px: Decimal
    sz: Decimal
    side: Side
    sz_cont: Decimal | None = None
    """Size in contracts; of derivatives alone."""
    fill_pnl: Decimal | None = None
    """Profit, if it closed something."""
    fee: Decimal | None = None
    """Negative if charged, positive if rebated."""
    fee_ccy: str | None = None
    trade_id: str | None = None


@frozen
class SpreadTrade:
    """One fill of an order for a spread of one's own."""

    sprd_id: str
    trade_id: str
    ord_id: str
    side: Side
    fill_px: Decimal
    fill_sz: Decimal
    """In the spread's `sz_ccy`."""
    state: str
    """`filled` or `rejected`."""
    ts: datetime
    cl_ord_id: str | None = None
    """The name that the client gave the order."""
    tag: str | None = None
    """The client's tag."""
    exec_type: ExecType | None = None
    """Whether it took or made."""
    legs: tuple[SpreadTradeLeg, ...] = ()
    code: str | None = None
    """Why it was rejected, as a code; `0` if it was not."""
    msg: str | None = None
    """The same in words."""
