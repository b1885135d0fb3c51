"""What the exchange answers to orders: each item tells its own fate."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

from attrs import frozen

from okx_sdk.models._base import MaybeTime, Micros, beside
from okx_sdk.models.enums import PosSide

__all__ = [
    "AccountRateLimit",
    "CancelAllAfter",
    "ClosedPosition",
    "FillsArchive",
    "FillsArchiveRequest",
    "MassCancel",
    "OrderAck",
    "OrderPrecheck",
]


@frozen
class CancelAllAfter:
    """The countdown that cancels all orders."""

    ts: datetime
    trigger_time: MaybeTime | None = None
    """When they will be cancelled; nothing if it is switched off."""
    tag: str | None = None
    """The client's tag."""


@frozen
class OrderAck:
    """What became of one order that was placed, changed or cancelled."""

    s_code: str
    """`0`, or why it failed, as a code."""
    ord_id: str | None = None
    """Nothing if it was refused."""
    cl_ord_id: str | None = None
    """The client's name for it."""
    tag: str | None = None
    """The client's tag."""
    ts: datetime | None = None
    """When it was dealt with."""
    s_msg: str | None = None
    """The same in words."""
    sub_code: str | None = None
    """More exactly why, as a code."""
    in_time: Micros | None = beside()  # noqa: RUF009 - a field
    """When the exchange's gateway took the request."""
    out_time: Micros | None = beside()  # noqa: RUF009 - a field
    """When it sent the answer."""
    req_id: str | None = None
    """The client's name for the amendment."""


@frozen
class ClosedPosition:
    """A position that is being closed."""

    inst_id: str
    pos_side: PosSide | None = None
    """`net` in net mode."""
    cl_ord_id: str | None = None
    """The client's name for the order that closes it."""
    tag: str | None = None
    """The client's tag."""


@frozen
class MassCancel:
    """Whether orders were cancelled."""

    result: bool
    """Whether it is done."""


@frozen
class AccountRateLimit:
    """How many orders a sub-account may place and amend in two seconds."""

    ts: datetime
    fill_ratio: Decimal | None = None
    """Of the sub-account; nothing for users who have none."""
    main_fill_ratio: Decimal | None = None
    """Of the master account; nothing for users who have none."""
    acc_rate_limit: Decimal | None = None
    """Now."""
    next_acc_rate_limit: Decimal | None = None
    """From the next day on; nothing for users who have none."""


@frozen
class OrderPrecheck:
    """The account before an order, and how the order would change it."""

    adj_eq: Decimal | None = None
    """Equity after discounts, in USD."""
    adj_eq_chg: Decimal | None = None
    """Its change, in USD."""
    imr: Decimal | None = None
    """Initial margin requirement, in USD."""
    imr_chg: Decimal | None = None
    """Its change, in USD."""
    mmr: Decimal | None = None
    """Maintenance margin requirement, in USD."""
    mmr_chg: Decimal | None = None
    """Its change, in USD."""
    mgn_ratio: Decimal | None = None
    """Margin ratio, as a share."""
    mgn_ratio_chg: Decimal | None = None
    """Its change, as a share."""
    avail_bal: Decimal | None = None
    """Of isolated margin, in the currency."""
    avail_bal_chg: Decimal | None = None
    """Its change."""
    liq_px: Decimal | None = None
    """Estimated price of liquidation."""
    liq_px_diff: Decimal | None = None
    """How far it is from the mark price."""
    liq_px_diff_ratio: Decimal | None = None
    """The same, as a share."""
    pos_bal: Decimal | None = None
    """Positive assets of an isolated margin position."""
    pos_bal_chg: Decimal | None = None
    """Its change."""
    liab: Decimal | None = None
    """What is owed."""
    liab_chg: Decimal | None = None
    """Its change."""
    liab_chg_ccy: str | None = None
    """The currency of that change."""
    type: str | None = None
    """Unit of the position's balance. One of `1`, `2`, `3`, `4`."""


@frozen
class FillsArchive:
    """A file of fills."""

    state: str
    """One of `finished`, `ongoing`."""
    file_href: str | None = None
    """Link to the file."""
    ts: datetime | None = None


@frozen
class FillsArchiveRequest:
    """Whether a file of fills is being made."""

    result: bool
    """Whether there is one already."""
    ts: datetime | None = None
