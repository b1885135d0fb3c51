"""Requests for quotes, quotes and block trades."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

from attrs import frozen

from okx_sdk.models.enums import (
    InstType,
    PosSide,
    QuoteState,
    RfqState,
    Side,
    TdMode,
    TgtCcy,
)

__all__ = [
    "BlockAllocation",
    "BlockAllocationLeg",
    "BlockTicker",
    "BlockTrade",
    "BlockTradeLeg",
    "MultiLegBlockTrade",
    "MultiLegBlockTradeLeg",
    "Quote",
    "QuoteLeg",
    "Rfq",
    "RfqAllocation",
    "RfqAllocationLeg",
    "RfqLeg",
    "SingleLegBlockTrade",
]


@frozen
class RfqLeg:
    """One instrument of a request for quotes."""

    inst_id: str
    sz: Decimal
    side: Side
    td_mode: TdMode | None = None
    """How it is margined."""
    ccy: str | None = None
    """Currency of the margin."""
    pos_side: PosSide | None = None
    tgt_ccy: TgtCcy | None = None
    """The currency that the size of a spot order at market is in."""
    trade_quote_ccy: str | None = None
    """Currency that it is traded against."""


@frozen
class RfqAllocationLeg:
    """What one account takes of one instrument."""

    inst_id: str
    sz: Decimal
    td_mode: TdMode | None = None
    """How it is margined."""
    ccy: str | None = None
    """Currency of the margin."""
    pos_side: PosSide | None = None


@frozen
class RfqAllocation:
    """What one account takes of a request for quotes."""

    acct: str
    legs: tuple[RfqAllocationLeg, ...] = ()


@frozen
class Rfq:
    """A request for quotes."""

    rfq_id: str
    state: RfqState
    c_time: datetime
    """When it was created."""
    u_time: datetime
    """When it last changed."""
    counterparties: tuple[str, ...] = ()
    """Codes of the makers that are asked."""
    valid_until: datetime | None = None
    """When it expires."""
    cl_rfq_id: str | None = None
    """The name that the client gave it."""
    tag: str | None = None
    """The client's tag."""
    flow_type: str | None = None
    """What began it."""
    trader_code: str | None = None
    """Code of who asks; nothing if anonymous."""
    allow_partial_execution: bool | None = None
    """Whether a part of it may be executed."""
    legs: tuple[RfqLeg, ...] = ()
    group_id: str | None = None
    """Of requests for several accounts."""
    acct_alloc: tuple[RfqAllocation, ...] = ()
    """What each account takes, if several do."""


@frozen
class QuoteLeg:
    """One instrument of a quote."""

    inst_id: str
    sz: Decimal
    px: Decimal
    side: Side
    td_mode: TdMode | None = None
    """How it is margined."""
    ccy: str | None = None
    """Currency of the margin."""
    pos_side: PosSide | None = None
    tgt_ccy: TgtCcy | None = None
    """The currency that the size of a spot order at market is in."""
    trade_quote_ccy: str | None = None
    """Currency that it is traded against."""


@frozen
class Quote:
    """A quote for a request."""

    quote_id: str
    rfq_id: str
    state: QuoteState
    c_time: datetime
    """When it was created."""
    u_time: datetime
    """When it last changed."""
    reason: str | None = None
    """Why it failed."""
    valid_until: datetime | None = None
    """When it expires."""
    cl_rfq_id: str | None = None
    """The name that the client gave the request."""
    cl_quote_id: str | None = None
    """The name that the client gave the quote."""
    tag: str | None = None
    """The client's tag."""
    trader_code: str | None = None
    """Code of the maker; nothing if anonymous."""
    quote_side: Side | None = None
    """Whether the legs are taken as they are, or the other way round."""
    legs: tuple[QuoteLeg, ...] = ()


@frozen
class BlockTradeLeg:
    """One instrument of a block trade."""

    inst_id: str
    sz: Decimal
    side: Side
    """Of the taker."""
    px: Decimal | None = None
    fee: Decimal | None = None
    """Negative if charged, positive if rebated."""
    fee_ccy: str | None = None
    trade_id: str | None = None
    trade_quote_ccy: str | None = None
    """Currency that it is traded against."""
    tgt_ccy: TgtCcy | None = None
    """The currency that the size of a spot order at market is in."""


@frozen
class BlockAllocationLeg:
    """What one account took of one instrument."""

    inst_id: str
    sz: Decimal
    trade_id: str | None = None
    fee: Decimal | None = None
    """Negative if charged, positive if rebated."""
    fee_ccy: str | None = None


@frozen
class BlockAllocation:
    """What one account took of a block trade."""

    acct: str
    block_td_id: str | None = None
    """Name of the trade."""
    error_code: str | None = None
    """Why it failed; `0` if it did not."""
    legs: tuple[BlockAllocationLeg, ...] = ()


@frozen
class BlockTrade:
    """A block trade of one's own."""

    rfq_id: str
    quote_id: str
    c_time: datetime
    """When it was created."""
    cl_rfq_id: str | None = None
    """The name that the client gave the request."""
    cl_quote_id: str | None = None
    """The name that the client gave the quote."""
    block_td_id: str | None = None
    """Name of the trade."""
    tag: str | None = None
    """The client's tag."""
    t_trader_code: str | None = None
    """Code of the taker; nothing if anonymous."""
    m_trader_code: str | None = None
    """Code of the maker; nothing if anonymous."""
    is_successful: bool | None = None
    """Whether it was filled."""
    error_code: str | None = None
    """Why it failed; `0` if it did not."""
    legs: tuple[BlockTradeLeg, ...] = ()
    acct_alloc: tuple[BlockAllocation, ...] = ()
    """What each account took, if several did."""


@frozen
class MultiLegBlockTradeLeg:
    """One instrument of a public block trade."""

    inst_id: str
    trade_id: str
    px: Decimal
    sz: Decimal
    side: Side
    """Of the taker."""


@frozen
class MultiLegBlockTrade:
    """A public block trade with all its legs."""

    block_td_id: str
    """Name of the trade."""
    c_time: datetime
    """When it was created."""
    strategy: str | None = None
    """Name of the combination, such as `CALL_CALENDAR_SPREAD`."""
    group_id: str | None = None
    """Of trades for several accounts."""
    legs: tuple[MultiLegBlockTradeLeg, ...] = ()


@frozen
class SingleLegBlockTrade:
    """A public block trade in one instrument, with the prices it came at."""

    inst_id: str
    trade_id: str
    px: Decimal
    sz: Decimal
    """In contracts for derivatives, in base currency for spot."""
    side: Side
    """Of the taker."""
    ts: datetime
    fill_vol: Decimal | None = None
    """Implied volatility; of options alone."""
    fwd_px: Decimal | None = None
    """Forward price; of options alone."""
    idx_px: Decimal | None = None
    mark_px: Decimal | None = None
    group_id: str | None = None
    """Of trades for several accounts."""


@frozen
class BlockTicker:
    """Volume of block trades of one instrument in 24 hours."""

    inst_type: InstType
    inst_id: str
    ts: datetime
    vol_ccy_24h: Decimal | None = None
    """In quote currency for spot, in coin for derivatives."""
    vol_24h: Decimal | None = None
    """In base currency for spot, in contracts for derivatives."""
