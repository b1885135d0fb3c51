"""What the exchange answers to requests for quotes and to quotes."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

from attrs import frozen

from okx_sdk.models.block_trading import (
    BlockAllocationLeg,
    BlockTradeLeg,
    RfqAllocationLeg,
    RfqLeg,
)
from okx_sdk.models.enums import InstType, RfqState

__all__ = [
    "BlockAck",
    "BlockMmpConfig",
    "BlockMmpSetting",
    "Counterparty",
    "CreatedRfq",
    "CreatedRfqAllocation",
    "ExecutedAllocation",
    "ExecutedQuote",
    "QuoteAck",
    "QuoteProduct",
    "QuoteProducts",
    "QuoteProductsResult",
    "RfqAck",
]


@frozen
class Counterparty:
    """A maker."""

    trader_code: str
    trader_name: str | None = None
    type: str | None = None
    """`LP` for makers."""


@frozen
class CreatedRfqAllocation:
    """Whether one account may take its part."""

    acct: str
    s_code: str | None = None
    """`0`, or why it failed, as a code."""
    s_msg: str | None = None
    """The same in words."""
    legs: tuple[RfqAllocationLeg, ...] = ()


@frozen
class CreatedRfq:
    """A request for quotes that was sent."""

    rfq_id: str
    state: RfqState
    c_time: datetime
    """When it was created."""
    u_time: datetime | None = None
    """When it last changed."""
    counterparties: tuple[str, ...] = ()
    """Codes of the makers that are asked."""
    valid_until: datetime | None = None
    """When it expires."""
    cl_rfq_id: str | None = None
    """The name that the client gave the request."""
    tag: str | None = None
    """The client's tag."""
    allow_partial_execution: bool | None = None
    """Whether a part of it may be executed."""
    trader_code: str | None = None
    """One's own code."""
    legs: tuple[RfqLeg, ...] = ()
    group_id: str | None = None
    """Of requests for several accounts."""
    acct_alloc: tuple[CreatedRfqAllocation, ...] = ()
    """What each account takes, if several do."""


@frozen
class RfqAck:
    """What became of a request that was cancelled."""

    rfq_id: str | None = None
    cl_rfq_id: str | None = None
    """The client's name for it."""
    s_code: str | None = None
    """`0`, or why it failed, as a code."""
    s_msg: str | None = None
    """The same in words."""


@frozen
class BlockAck:
    """When it was done."""

    ts: datetime


@frozen
class ExecutedAllocation:
    """What one account took of a block trade."""

    acct: str
    block_td_id: str | None = None
    """Name of the trade."""
    s_code: str | None = None
    """`0`, or why it failed, as a code."""
    s_msg: str | None = None
    """The same in words."""
    legs: tuple[BlockAllocationLeg, ...] = ()


@frozen
class ExecutedQuote:
    """A block trade that was made."""

    rfq_id: str
    quote_id: str
    c_time: datetime | None = None
    """When it was created."""
    cl_rfq_id: str | None = None
    """The client's name for the request."""
    cl_quote_id: str | None = None
    """The client's name for the quote."""
    block_td_id: str | None = None
    """Name of the trade."""
    tag: str | None = None
    """The client's tag."""
    t_trader_code: str | None = None
    """Code of the taker; nothing if anonymous."""
    m_trader_code: str | None = None
    """Code of the maker; nothing if anonymous."""
    legs: tuple[BlockTradeLeg, ...] = ()
    acct_alloc: tuple[ExecutedAllocation, ...] = ()
    """What each account took, if several did."""


@frozen
class QuoteProduct:
    """A family, or an instrument of spot, that one quotes."""

    inst_family: str | None = None
    inst_id: str | None = None
    max_block_sz: Decimal | None = None
    """Most that is quoted, in contracts, or in base currency for spot."""
    maker_px_band: Decimal | None = None
    """Ticks that a quote may be away from the mark price."""


@frozen
class QuoteProducts:
    """What one quotes of one product line."""

    inst_type: InstType
    include_all: bool | None = None
    """Whether all of it is quoted."""
    data: tuple[QuoteProduct, ...] = ()
    """Families, or instruments for spot."""


@frozen
class QuoteProductsResult:
    """Whether it was set."""

    result: bool
    """Whether it is done."""


@frozen
class BlockMmpSetting:
    """When market maker protection stops quotes, as set."""

    time_interval: int | None = None
    """Milliseconds in which trades are counted; `0` if it is off."""
    frozen_interval: int | None = None
    """Milliseconds in which quotes are refused then; `0` until they are let in again.
    """
    count_limit: int | None = None
    """Number of trades that are too many."""


@frozen
class BlockMmpConfig:
    """When market maker protection stops quotes."""

    time_interval: int | None = None
    """Milliseconds in which trades are counted; `0` if it is off."""
    frozen_interval: int | None = None
    """Milliseconds in which quotes are refused then; `0` until they are let in again.
    """
    count_limit: int | None = None
    """Number of trades that are too many."""
    mmp_frozen: bool | None = None
    """Whether quotes are refused now."""
    mmp_frozen_until: datetime | None = None
    """Until when; nothing if until they are let in again."""


@frozen
class QuoteAck:
    """What became of a quote that was cancelled."""

    quote_id: str | None = None
    cl_quote_id: str | None = None
    """The client's name for it."""
    s_code: str | None = None
    """`0`, or why it failed, as a code."""
    s_msg: str | None = None
    """The same in words."""
