"""Products of dual investment, quotes and orders."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

from attrs import frozen

from okx_sdk.models.enums import OptType

__all__ = [
    "DualOrder",
    "DualOrderAck",
    "DualPair",
    "DualProduct",
    "DualQuote",
    "DualRedeemQuote",
]


@frozen
class DualPair:
    """A pair of currencies."""

    base_ccy: str
    quote_ccy: str
    opt_type: OptType
    """`C` sells high, `P` buys low."""
    uly: str | None = None
    """Underlying."""


@frozen
class DualProduct:
    """A product."""

    product_id: str
    base_ccy: str
    quote_ccy: str
    opt_type: OptType
    """`C` sells high, `P` buys low."""
    strike: Decimal
    exp_time: datetime
    """When it expires."""
    abs_yield: Decimal | None = None
    """As a share."""
    annualized_yield: Decimal | None = None
    """As a share a year."""
    notional_ccy: str | None = None
    """Currency that is invested."""
    interest_accrual_time: datetime | None = None
    """When it begins to earn."""
    list_time: datetime | None = None
    """When it was listed."""
    min_size: Decimal | None = None
    """Least size."""
    max_size: Decimal | None = None
    """Most size."""
    quote_time: datetime | None = None
    redeem_start_time: datetime | None = None
    """From then on it can be taken back early."""
    redeem_end_time: datetime | None = None
    """Until then it can be taken back early."""
    step_sz: Decimal | None = None
    """Step of sizes."""
    trade_end_time: datetime | None = None
    """Until then one can invest."""
    uly: str | None = None
    """Underlying."""


@frozen
class DualQuote:
    """A yield that can be had for some seconds."""

    quote_id: str
    abs_yield: Decimal | None = None
    """As a share."""
    annualized_yield: Decimal | None = None
    """As a share a year."""
    interest_accrual_time: datetime | None = None
    """When it begins to earn."""
    notional_sz: Decimal | None = None
    notional_ccy: str | None = None
    product_id: str | None = None
    valid_until: datetime | None = None
    """Until when it holds."""
    idx_px: Decimal | None = None
    """Index price."""


@frozen
class DualOrderAck:
    """An investment and its state."""

    ord_id: str
    state: str
    """One of a few words.

    One of `initial`, `pending_book`, `live`, `rejected`, `pending_redeem_booking`,
    `pending_redeem`, `redeeming`, `redeemed`, `pending_settle`, `settled`.
    """
    quote_id: str | None = None


@frozen
class DualRedeemQuote:
    """What an investment would give if it were taken back early."""

    quote_id: str
    ord_id: str
    redeem_sz: Decimal | None = None
    """Got."""
    redeem_ccy: str | None = None
    """Currency of it."""
    term_rate: Decimal | None = None
    """Its cost, as a share."""
    valid_until: datetime | None = None
    """Until when it holds."""


@frozen
class DualOrder:
    """An investment."""

    ord_id: str
    state: str
    """One of a few words.

    One of `initial`, `live`, `pending_settle`, `settled`, `pending_redeem`, `redeemed`,
    `rejected`.
    """
    quote_id: str | None = None
    product_id: str | None = None
    base_ccy: str | None = None
    quote_ccy: str | None = None
    uly: str | None = None
    """Underlying."""
    strike: Decimal | None = None
    notional_sz: Decimal | None = None
    """Invested."""
    notional_ccy: str | None = None
    abs_yield: Decimal | None = None
    """As a share."""
    annualized_yield: Decimal | None = None
    """As a share a year."""
    yield_sz: Decimal | None = None
    """Earned."""
    yield_ccy: str | None = None
    """Currency of it."""
    settle_sz: Decimal | None = None
    """Got."""
    settle_ccy: str | None = None
    settle_px: Decimal | None = None
    """Price of the settlement."""
    exp_time: datetime | None = None
    """When it expires."""
    settle_time: datetime | None = None
    """When it was settled."""
    redeem_start_time: datetime | None = None
    """From then on it can be taken back early."""
    redeem_end_time: datetime | None = None
    """Until then it can be taken back early."""
    c_time: datetime | None = None
    """When it was created."""
    u_time: datetime | None = None
    """When it last changed."""
