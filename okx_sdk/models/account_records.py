"""Closed positions, bills and interest of the trading account."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

from attrs import frozen

from okx_sdk.models.enums import (
    AccountType,
    BillSubType,
    BillType,
    ExecType,
    InstType,
    MgnMode,
    PositionCloseType,
    PosSide,
)

__all__ = [
    "AccountPositionRisk",
    "Bill",
    "BillKind",
    "BillTypes",
    "BillsArchive",
    "BillsArchiveRequest",
    "ClosedPositionRecord",
    "InterestAccrued",
    "RiskBalance",
    "RiskPosition",
    "SpotBorrowRepayRecord",
]


@frozen
class ClosedPositionRecord:
    """A position that was closed or reduced."""

    inst_id: str
    pos_id: str
    inst_type: InstType | None = None
    mgn_mode: MgnMode | None = None
    type: PositionCloseType | None = None
    """How it was closed."""
    c_time: datetime | None = None
    """When it was created."""
    u_time: datetime | None = None
    """When it last changed."""
    open_avg_px: Decimal | None = None
    """Average entry price."""
    non_settle_avg_px: Decimal | None = None
    """Entry price before any settlement; of futures in cross margin."""
    close_avg_px: Decimal | None = None
    """Average price of what was closed."""
    open_max_pos: Decimal | None = None
    """Its largest size."""
    close_total_pos: Decimal | None = None
    """Size of all that was closed."""
    realized_pnl: Decimal | None = None
    """Profit with fees, funding and penalties."""
    settled_pnl: Decimal | None = None
    """Profit that settlements have paid out; of futures in cross margin."""
    pnl_ratio: Decimal | None = None
    """Profit, as a share."""
    fee: Decimal | None = None
    """Fees so far, negative if charged."""
    funding_fee: Decimal | None = None
    """Funding so far."""
    liq_penalty: Decimal | None = None
    """Liquidation penalty so far."""
    pnl: Decimal | None = None
    """Profit without fees, funding and penalties."""
    pos_side: PosSide | None = None
    lever: Decimal | None = None
    """Leverage."""
    direction: str | None = None
    """`long` or `short`."""
    trigger_px: Decimal | None = None
    """Mark price that triggered a liquidation."""
    uly: str | None = None
    """Underlying."""
    ccy: str | None = None


@frozen
class RiskBalance:
    """A balance at that moment."""

    ccy: str
    eq: Decimal | None = None
    """Equity."""
    dis_eq: Decimal | None = None
    """What of the equity counts as margin, in USD."""


@frozen
class RiskPosition:
    """A position at that moment."""

    inst_id: str
    pos_id: str
    inst_type: InstType | None = None
    mgn_mode: MgnMode | None = None
    pos: Decimal | None = None
    """Size."""
    base_bal: Decimal | None = None
    """Deprecated."""
    quote_bal: Decimal | None = None
    """Deprecated."""
    pos_side: PosSide | None = None
    """`net` in net mode."""
    pos_ccy: str | None = None
    """Currency of the size; of margin alone."""
    ccy: str | None = None
    """Currency of its margin."""
    notional_ccy: str | None = None
    """Value, in the coin."""
    notional_usd: Decimal | None = None
    """Value, in USD."""


@frozen
class AccountPositionRisk:
    """Balances and positions at one moment."""

    ts: datetime
    adj_eq: Decimal | None = None
    """Equity after discounts, in USD."""
    bal_data: tuple[RiskBalance, ...] = ()
    pos_data: tuple[RiskPosition, ...] = ()


@frozen
class Bill:
    """One change of the trading account's balance."""

    bill_id: str
    ccy: str
    ts: datetime
    type: BillType
    sub_type: BillSubType
    """Kind of the type."""
    inst_type: InstType | None = None
    bal_chg: Decimal | None = None
    """Change of the balance."""
    pos_bal_chg: Decimal | None = None
    """Change of the position's balance."""
    bal: Decimal | None = None
    """Balance afterwards."""
    pos_bal: Decimal | None = None
    """Balance of the position afterwards."""
    sz: Decimal | None = None
    """Size; its unit depends on the type."""
    px: Decimal | None = None
    """Price; what it is of depends on the type."""
    pnl: Decimal | None = None
    fee: Decimal | None = None
    """Negative if charged, positive if rebated."""
    earn_amt: Decimal | None = None
    """Earned by lending."""
    earn_apr: Decimal | None = None
    """Rate of lending, as a share a year."""
    mgn_mode: MgnMode | None = None
    inst_id: str | None = None
    ord_id: str | None = None
    exec_type: ExecType | None = None
    """Whether it took or made."""
    from_: AccountType | None = None
    """Of transfers."""
    to: AccountType | None = None
    """Of transfers."""
    notes: str | None = None
    interest: Decimal | None = None
    tag: str | None = None
    """The client's tag."""
    fill_time: datetime | None = None
    trade_id: str | None = None
    cl_ord_id: str | None = None
    """The name that the client gave it."""
    fill_idx_px: Decimal | None = None
    """Index price."""
    fill_mark_px: Decimal | None = None
    """Mark price."""
    fill_px_vol: Decimal | None = None
    """Fill implied volatility for options."""
    fill_px_usd: Decimal | None = None
    """Fill price in USD for options."""
    fill_mark_vol: Decimal | None = None
    """Mark volatility at fill."""
    fill_fwd_px: Decimal | None = None
    """Forward price at fill, options."""


@frozen
class BillsArchiveRequest:
    """Whether a file of bills is being made."""

    result: bool
    """Whether there is one already."""
    ts: datetime


@frozen
class BillsArchive:
    """A file of bills."""

    state: str
    """`finished` or `ongoing`; other states mean that it failed."""
    file_href: str | None = None
    """Link to the file."""
    ts: datetime | None = None


@frozen
class InterestAccrued:
    """Interest of one hour."""

    ccy: str
    ts: datetime
    type: str | None = None
    """`2` of market loans."""
    inst_id: str | None = None
    mgn_mode: MgnMode | None = None
    interest: Decimal | None = None
    interest_rate: Decimal | None = None
    """Of an hour, as a share."""
    liab: Decimal | None = None
    """What was charged for."""
    total_liab: Decimal | None = None
    """All that was owed."""
    interest_free_liab: Decimal | None = None
    """What of it was free of interest."""


@frozen
class SpotBorrowRepayRecord:
    """One time that something was borrowed or repaid in spot mode."""

    ccy: str
    ts: datetime
    type: str | None = None
    """One of `auto_borrow`, `auto_repay`, `manual_borrow`, `manual_repay`."""
    amt: Decimal | None = None
    acc_borrowed: Decimal | None = None
    """Owed afterwards."""


@frozen
class BillKind:
    """A kind of bills."""

    sub_type: str
    sub_type_desc: str | None = None
    """In words."""


@frozen
class BillTypes:
    """A type of bills."""

    type: str
    type_desc: str | None = None
    """In words."""
    sub_type_details: tuple[BillKind, ...] = ()
    """Its kinds."""
