"""Orders of plans that buy again and again, and what plans are made of."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

from attrs import field, frozen

from okx_sdk.models._base import Payload, exact
from okx_sdk.models.enums import InstType, Side, TdMode

__all__ = [
    "NewRecurringBuyCoin",
    "RecurringBuySubOrder",
    "RecurringPriceRange",
    "StopRecurringBuy",
]


@frozen
class RecurringBuySubOrder:
    """An order that a plan placed."""

    algo_id: str
    inst_id: str
    ord_id: str
    inst_type: InstType | None = None
    algo_ord_type: str | None = None
    c_time: datetime | None = None
    """When it was created."""
    u_time: datetime | None = None
    """When it last changed."""
    td_mode: TdMode | None = None
    """How it is margined."""
    ord_type: str | None = None
    sz: Decimal | None = None
    state: str | None = None
    """One of `canceled`, `live`, `partially_filled`, `filled`, `cancelling`."""
    side: Side | None = None
    px: Decimal | None = None
    """`-1` at market."""
    fee: Decimal | None = None
    """Negative if charged, positive if rebated."""
    fee_ccy: str | None = None
    avg_px: Decimal | None = None
    """Average price of what is filled."""
    acc_fill_sz: Decimal | None = None
    """Filled so far."""
    tag: str | None = None
    """The client's tag."""
    algo_cl_ord_id: str | None = None
    """The client's name for the plan."""


@frozen
class NewRecurringBuyCoin(Payload):
    """A currency that a plan buys."""

    ccy: str
    ratio: Decimal = field(converter=exact)
    """Part of the amount, as a share."""


@frozen
class StopRecurringBuy(Payload):
    """A plan to be stopped."""

    algo_id: str


@frozen
class RecurringPriceRange(Payload):
    """The prices between which a plan buys a currency."""

    ccy: str
    min_px: Decimal = field(converter=exact)
    """Lower price."""
    max_px: Decimal = field(converter=exact)
    """Upper price."""
