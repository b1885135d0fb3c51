"""Balances of the trading account."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

from attrs import frozen

from okx_sdk.models.enums import (
    AutoLendStatus,
    BalanceEventType,
    ColRes,
    DeltaNeutralStatus,
    FrpType,
    InstType,
    MgnMode,
    PosSide,
)

__all__ = [
    "AccountBalance",
    "BalanceAndPosition",
    "BalanceDetail",
    "CashBalance",
    "PositionChange",
    "TradeReference",
]


@frozen
class BalanceDetail:
    """What the account holds of a currency, in it unless a field says otherwise."""

    ccy: str
    eq: Decimal | None = None
    """Equity."""
    cash_bal: Decimal | None = None
    """What is held in cash."""
    u_time: datetime | None = None
    """When it last changed."""
    iso_eq: Decimal | None = None
    """Equity in isolated margin."""
    avail_eq: Decimal | None = None
    """Equity that is free."""
    dis_eq: Decimal | None = None
    """What of the equity counts as margin, in USD."""
    fixed_bal: Decimal | None = None
    """Frozen for dip and peak orders."""
    avail_bal: Decimal | None = None
    """Balance that is free."""
    frozen_bal: Decimal | None = None
    """Balance that is not free."""
    ord_frozen: Decimal | None = None
    """Margin of open orders."""
    liab: Decimal | None = None
    """What is owed."""
    upl: Decimal | None = None
    """Unrealised profit."""
    upl_liab: Decimal | None = None
    """What is owed from unrealised losses."""
    cross_liab: Decimal | None = None
    """What is owed in cross margin."""
    reward_bal: Decimal | None = None
    """Trial funds."""
    iso_liab: Decimal | None = None
    """What is owed in isolated margin."""
    mgn_ratio: Decimal | None = None
    """Margin ratio, as a share."""
    imr: Decimal | None = None
    """Initial margin requirement in cross margin."""
    mmr: Decimal | None = None
    """Maintenance margin requirement in cross margin."""
    interest: Decimal | None = None
    """Accrued and not yet charged."""
    twap: int | None = None
    """Risk of a forced repayment, `0` to `5`."""
    frp_type: FrpType | None = None
    max_loan: Decimal | None = None
    """Most that can be borrowed."""
    eq_usd: Decimal | None = None
    """Equity, in USD."""
    borrow_froz: Decimal | None = None
    """Equity held for what may be borrowed, in USD."""
    notional_lever: Decimal | None = None
    """Leverage of all positions that are margined in it."""
    stgy_eq: Decimal | None = None
    """Equity in bots."""
    iso_upl: Decimal | None = None
    """Unrealised profit in isolated margin."""
    spot_in_use_amt: Decimal | None = None
    """Spot that hedges derivatives."""
    cl_spot_in_use_amt: Decimal | None = None
    """Spot that the user lets hedge derivatives."""
    max_spot_in_use: Decimal | None = None
    """Most spot that may hedge derivatives; REST's word."""
    spot_iso_bal: Decimal | None = None
    """Of isolated copy trading."""
    smt_sync_eq: Decimal | None = None
    """Equity of smart sync copying."""
    spot_copy_trading_eq: Decimal | None = None
    """Equity of spot copy trading by smart sync."""
    spot_bal: Decimal | None = None
    open_avg_px: Decimal | None = None
    """Average price of what is held, in USD."""
    acc_avg_px: Decimal | None = None
    """Average price of all that was bought, in USD."""
    spot_upl: Decimal | None = None
    """Unrealised profit of spot, in USD."""
    spot_upl_ratio: Decimal | None = None
    """The same, as a share."""
    total_pnl: Decimal | None = None
    """Profit of all spot trading, in USD."""
    total_pnl_ratio: Decimal | None = None
    """The same, as a share."""
    col_res: ColRes | None = None
    col_borr_auto_conversion: str | None = None
    """Risk that collateral is converted, `1` to `5`, and `0` none."""
    collateral_restrict: bool | None = None
    """Deprecated: see `col_res`."""
    collateral_enabled: bool | None = None
    """Whether it counts as collateral."""
    auto_lend_status: AutoLendStatus | None = None
    auto_lend_mt_amt: Decimal | None = None
    """Amount that is lent."""
    max_spot_in_use_amt: Decimal | None = None
    """Most spot that may hedge derivatives; the channel's word."""
    coin_usd_price: Decimal | None = None
    """Price of the currency, in USD."""


@frozen
class AccountBalance:
    """What the trading account holds, as a whole and by currency.

    Most figures of the whole are in USD, and left out in modes that have none.
    """

    u_time: datetime
    """When it last changed."""
    total_eq: Decimal | None = None
    """Equity, in USD."""
    iso_eq: Decimal | None = None
    """Equity in isolated margin, in USD."""
    adj_eq: Decimal | None = None
    """Equity after discounts, in USD: what counts as margin."""
    avail_eq: Decimal | None = None
    """Equity that is free, in USD."""
    ord_froz: Decimal | None = None
    """Margin of open orders, in USD."""
    imr: Decimal | None = None
    """Initial margin requirement, in USD."""
    mmr: Decimal | None = None
    """Maintenance margin requirement, in USD."""
    borrow_froz: Decimal | None = None
    """Equity held for what may be borrowed, in USD."""
    mgn_ratio: Decimal | None = None
    """Margin ratio, as a share."""
    notional_usd: Decimal | None = None
    """Value of all positions, in USD."""
    notional_usd_for_borrow: Decimal | None = None
    """Of what is borrowed."""
    notional_usd_for_swap: Decimal | None = None
    """Of perpetuals."""
    notional_usd_for_futures: Decimal | None = None
    """Of futures."""
    notional_usd_for_option: Decimal | None = None
    """Of options."""
    upl: Decimal | None = None
    """Unrealised profit in cross margin, in USD."""
    delta: Decimal | None = None
    """In USD; of delta-neutral accounts."""
    delta_lever: Decimal | None = None
    """`delta` divided by the equity; of delta-neutral accounts."""
    delta_neutral_status: DeltaNeutralStatus | None = None
    details: tuple[BalanceDetail, ...] = ()


@frozen
class CashBalance:
    """The cash of one currency."""

    ccy: str
    cash_bal: Decimal
    u_time: datetime | None = None
    """When it last changed."""


@frozen
class PositionChange:
    """A position, in few words; a size of 0 tells that it was closed."""

    inst_type: InstType
    inst_id: str
    pos_id: str
    pos: Decimal
    """Size; below 0 for a short in net mode."""
    trade_id: str | None = None
    """The last trade that changed it."""
    mgn_mode: MgnMode | None = None
    avg_px: Decimal | None = None
    """Average entry price."""
    ccy: str | None = None
    """Currency of its margin."""
    pos_side: PosSide | None = None
    """`net` in net mode."""
    base_bal: Decimal | None = None
    """Deprecated."""
    quote_bal: Decimal | None = None
    """Deprecated."""
    pos_ccy: str | None = None
    """Currency of the size; of margin alone."""
    non_settle_avg_px: Decimal | None = None
    """Entry price before any settlement; of futures in cross margin."""
    settled_pnl: Decimal | None = None
    """Profit that settlements have paid out; of futures in cross margin."""
    u_time: datetime | None = None
    """When it last changed."""


@frozen
class TradeReference:
    """The names of one fill."""

    inst_id: str
    trade_id: str


@frozen
class BalanceAndPosition:
    """Balances and positions: all at first, then what an event changed."""

    p_time: datetime
    """When it was pushed."""
    event_type: BalanceEventType
    """What changed them."""
    bal_data: tuple[CashBalance, ...] = ()
    pos_data: tuple[PositionChange, ...] = ()
    trades: tuple[TradeReference, ...] = ()
    """The fills that changed them."""
