"""Legs of requests for quotes and of quotes to be sent."""

from __future__ import annotations

from decimal import Decimal

from attrs import field, frozen
from attrs.converters import optional

from okx_sdk.models._base import Payload, exact, exact_or_none
from okx_sdk.models.enums import InstType, PosSide, Side, TdMode, TgtCcy

__all__ = [
    "ExecutedPart",
    "NewQuoteLeg",
    "NewQuoteProduct",
    "NewQuoteProducts",
    "NewRfqAllocation",
    "NewRfqAllocationLeg",
    "NewRfqLeg",
]


@frozen
class NewRfqLeg(Payload):
    """One instrument to be quoted."""

    inst_id: str
    sz: Decimal = field(converter=exact)
    """In contracts for derivatives; for spot see `tgt_ccy`."""
    side: Side = field(converter=Side)
    td_mode: TdMode | None = field(default=None, converter=optional(TdMode))
    """How it is margined."""
    ccy: str | None = None
    """Currency of the margin."""
    lmt_px: Decimal | None = field(default=None, converter=exact_or_none)
    """Worst price."""
    pos_side: PosSide | None = field(default=None, converter=optional(PosSide))
    """Wanted in long/short mode; there `long` or `short`. `net` if left out."""
    tgt_ccy: TgtCcy | None = field(default=None, converter=optional(TgtCcy))
    """The unit of `sz` of spot."""
    trade_quote_ccy: str | None = None
    """Currency that it is traded against."""


@frozen
class NewRfqAllocationLeg(Payload):
    """What one account takes of one instrument."""

    sz: Decimal = field(converter=exact)
    inst_id: str
    td_mode: TdMode | None = field(default=None, converter=optional(TdMode))
    """How it is margined."""
    ccy: str | None = None
    """Currency of the margin."""
    pos_side: PosSide | None = field(default=None, converter=optional(PosSide))
    """Wanted in long/short mode; there `long` or `short`."""


@frozen
class NewRfqAllocation(Payload):
    """What one account takes of a request."""

    acct: str
    """Name of the account; `0` the master account."""
    legs: tuple[NewRfqAllocationLeg, ...]


@frozen
class ExecutedPart(Payload):
    """A part of one leg that is traded."""

    inst_id: str
    sz: Decimal = field(converter=exact)


@frozen
class NewQuoteProduct(Payload):
    """A family, or an instrument of spot, that one quotes."""

    inst_family: str | None = None
    """Of derivatives."""
    inst_id: str | None = None
    """Of spot."""
    max_block_sz: Decimal | None = field(default=None, converter=exact_or_none)
    """Most that is quoted, in contracts, or in base currency for spot."""
    maker_px_band: Decimal | None = field(default=None, converter=exact_or_none)
    """Ticks that a quote may be away from the mark price."""


@frozen
class NewQuoteProducts(Payload):
    """What one quotes of one product line."""

    inst_type: InstType = field(converter=InstType)
    data: tuple[NewQuoteProduct, ...]
    """Families, or instruments for spot."""
    include_all: bool | None = None
    """Whether all of it is quoted."""


@frozen
class NewQuoteLeg(Payload):
    """One instrument that is quoted."""

    inst_id: str
    sz: Decimal = field(converter=exact)
    """In contracts for derivatives; for spot see `tgt_ccy`."""
    px: Decimal = field(converter=exact)
    side: Side = field(converter=Side)
    td_mode: TdMode | None = field(default=None, converter=optional(TdMode))
    """How it is margined."""
    ccy: str | None = None
    """Currency of the margin."""
    pos_side: PosSide | None = field(default=None, converter=optional(PosSide))
    """Wanted in long/short mode; there `long` or `short`. `net` if left out."""
    tgt_ccy: TgtCcy | None = field(default=None, converter=optional(TgtCcy))
    """The unit of `sz` of spot."""
    trade_quote_ccy: str | None = None
    """Currency that it is traded against."""
