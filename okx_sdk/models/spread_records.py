"""Spreads, their books, and what the exchange answers to spread orders."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

from attrs import field, frozen

from okx_sdk.models._base import Payload, exact, exact_or_none
from okx_sdk.models.enums import Side, SprdOrdType, SprdType
from okx_sdk.models.spread_trading import SpreadBookLevel

__all__ = [
    "AmendSpreadOrder",
    "CancelSpreadOrder",
    "NewSpreadOrder",
    "Spread",
    "SpreadLeg",
    "SpreadMassCancel",
    "SpreadOrderAck",
    "SpreadOrderBook",
]


@frozen
class SpreadOrderAck:
    """What became of one order that was placed, changed or cancelled."""

    s_code: str
    """`0`, or why it failed, as a code."""
    ord_id: str | None = None
    """Nothing if it was refused."""
    cl_ord_id: str | None = None
    """The client's name for it."""
    tag: str | None = None
    """The client's tag."""
    s_msg: str | None = None
    """The same in words."""
    req_id: str | None = None
    """The name that the client gave the amendment."""


@frozen
class SpreadMassCancel:
    """Whether orders are being cancelled."""

    result: bool
    """Whether it is done."""


@frozen
class SpreadLeg:
    """One instrument of a spread."""

    inst_id: str
    side: Side
    """What buying the spread does with it."""


@frozen
class Spread:
    """A spread: two legs that are traded as one."""

    sprd_id: str
    sprd_type: SprdType
    """By its legs."""
    state: str
    """One of `live`, `expired`, `suspend`."""
    base_ccy: str | None = None
    sz_ccy: str | None = None
    """Currency of sizes; `USD` for inverse ones."""
    quote_ccy: str | None = None
    """Currency of prices."""
    tick_sz: Decimal | None = None
    """Step of prices."""
    min_sz: Decimal | None = None
    """Least size."""
    lot_sz: Decimal | None = None
    """Step of sizes."""
    list_time: datetime | None = None
    """When it was listed."""
    exp_time: datetime | None = None
    """When it expires; nothing for those that do not."""
    u_time: datetime | None = None
    """When it last changed."""
    legs: tuple[SpreadLeg, ...] = ()


@frozen
class SpreadOrderBook:
    """The book of a spread at one moment, best levels first."""

    asks: tuple[SpreadBookLevel, ...]
    bids: tuple[SpreadBookLevel, ...]
    ts: datetime


@frozen
class NewSpreadOrder(Payload):
    """An order on a spread to be placed."""

    sprd_id: str
    side: Side = field(converter=Side)
    ord_type: SprdOrdType = field(converter=SprdOrdType)
    sz: Decimal = field(converter=exact)
    """In the spread's `sz_ccy`."""
    px: Decimal = field(converter=exact)
    """Price of the spread."""
    cl_ord_id: str | None = None
    """A name of one's own for it, 1 to 32 letters and digits."""
    tag: str | None = None
    """A tag of one's own, at most 16 letters and digits."""


@frozen
class CancelSpreadOrder(Payload):
    """The order to be cancelled, named by one of its ids."""

    ord_id: str | None = None
    cl_ord_id: str | None = None
    """The client's name for it; `ord_id` goes before it."""


@frozen
class AmendSpreadOrder(Payload):
    """A change of an order, which is named by one of its ids."""

    ord_id: str | None = None
    cl_ord_id: str | None = None
    """The client's name for it; `ord_id` goes before it."""
    req_id: str | None = None
    """A name of one's own for the amendment, 1 to 32 letters and digits."""
    new_sz: Decimal | None = field(default=None, converter=exact_or_none)
    """Size including what is filled already."""
    new_px: Decimal | None = field(default=None, converter=exact_or_none)
    """New price of the spread."""
