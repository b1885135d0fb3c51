"""Leverage, sizes, loans and fees of the trading account."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

from attrs import frozen

from okx_sdk.models.enums import InstType, MgnMode, PosSide, RuleType, Side

__all__ = [
    "AutoEarnSetting",
    "AutoLoanSetting",
    "AutoRepaySetting",
    "BorrowLimit",
    "BorrowLimits",
    "FeeGroup",
    "FeeRates",
    "FiatFee",
    "InterestRate",
    "Leverage",
    "LeverageEstimate",
    "MaxAvailSize",
    "MaxLoan",
    "MaxOrderSize",
    "MaxWithdrawal",
    "PortfolioPositionTier",
    "PositionMargin",
    "SpotBorrowRepay",
    "SurplusLimits",
]


@frozen
class Leverage:
    """The leverage of an instrument or currency."""

    lever: Decimal
    """Leverage."""
    mgn_mode: MgnMode
    inst_id: str | None = None
    pos_side: PosSide | None = None
    """`net` in net mode."""
    ccy: str | None = None


@frozen
class MaxOrderSize:
    """The largest order that could be placed."""

    inst_id: str
    ccy: str | None = None
    """Currency of the margin."""
    max_buy: Decimal | None = None
    """In contracts for derivatives, in base currency for margin, in quote for spot."""
    max_sell: Decimal | None = None
    """In contracts for derivatives, else in base currency."""


@frozen
class MaxAvailSize:
    """What is free for an order."""

    inst_id: str
    avail_buy: Decimal | None = None
    avail_sell: Decimal | None = None


@frozen
class PositionMargin:
    """A change of an isolated position's margin."""

    inst_id: str
    pos_side: PosSide | None = None
    """`net` in net mode."""
    amt: Decimal | None = None
    type: str | None = None
    """`add` or `reduce`."""
    leverage: Decimal | None = None
    """The position's, afterwards."""
    ccy: str | None = None


@frozen
class LeverageEstimate:
    """What another leverage would change."""

    est_avail_quote_trans: Decimal | None = None
    """Quote currency that could be moved out."""
    est_avail_trans: Decimal | None = None
    """Margin that could be moved out."""
    est_liq_px: Decimal | None = None
    """Estimated price of liquidation."""
    est_mgn: Decimal | None = None
    """Margin that positions would want."""
    est_quote_mgn: Decimal | None = None
    """The same in quote currency."""
    est_max_amt: Decimal | None = None
    """Most that could be opened or borrowed."""
    est_quote_max_amt: Decimal | None = None
    """The same in quote currency."""
    exist_ord: bool | None = None
    """Whether there are open orders."""
    max_lever: Decimal | None = None
    min_lever: Decimal | None = None


@frozen
class MaxLoan:
    """The most that can be borrowed."""

    max_loan: Decimal
    """In `ccy`."""
    inst_id: str | None = None
    mgn_mode: MgnMode | None = None
    mgn_ccy: str | None = None
    """Currency of the margin."""
    ccy: str | None = None
    side: Side | None = None


@frozen
class FeeGroup:
    """Rates of one group of instruments, as shares."""

    group_id: str
    taker: Decimal | None = None
    maker: Decimal | None = None
    elp_maker: Decimal | None = None
    """Former name of `rpi_maker`."""
    rpi_maker: Decimal | None = None
    """For makers of RPI orders."""


@frozen
class FiatFee:
    """Former rates of one currency."""

    ccy: str
    taker: Decimal | None = None
    maker: Decimal | None = None


@frozen
class FeeRates:
    """What trading costs the account; rates below 0 are charged, above 0 rebated."""

    inst_type: InstType
    level: str | None = None
    """Fee tier."""
    fee_group: tuple[FeeGroup, ...] = ()
    """Rates of the groups of instruments."""
    delivery: Decimal | None = None
    """For a delivery, as a share."""
    exercise: Decimal | None = None
    """For an exercise, as a share."""
    ts: datetime | None = None
    taker: Decimal | None = None
    """Deprecated in favour of `fee_group`: for takers, as a share."""
    maker: Decimal | None = None
    """Deprecated in favour of `fee_group`: for makers, as a share."""
    taker_u: Decimal | None = None
    """Deprecated fee field."""
    maker_u: Decimal | None = None
    """Deprecated fee field."""
    taker_usdc: str | None = None
    """Deprecated fee field. One of `SPOT`, `MARGIN`."""
    maker_usdc: str | None = None
    """Deprecated fee field. One of `SPOT`, `MARGIN`."""
    rule_type: RuleType | None = None
    """Trading rule type. Deprecated."""
    category: str | None = None
    """Deprecated."""
    fiat: tuple[FiatFee, ...] = ()
    """Deprecated."""
    settle: Decimal | None = None
    """For the settlement of event contracts, as a share."""


@frozen
class InterestRate:
    """The interest of one currency."""

    ccy: str
    interest_rate: Decimal
    """Of an hour, as a share."""


@frozen
class MaxWithdrawal:
    """The most that can be moved out of the trading account, in the currency."""

    ccy: str
    max_wd: Decimal | None = None
    """Without borrowing."""
    max_wd_ex: Decimal | None = None
    """With borrowing."""
    spot_offset_max_wd: Decimal | None = None
    """Without borrowing, while spot hedges derivatives."""
    spot_offset_max_wd_ex: Decimal | None = None
    """With borrowing, while spot hedges derivatives."""


@frozen
class SurplusLimits:
    """Former details of what may still be borrowed."""

    all_acct_remaining_quota: Decimal | None = None
    """Deprecated."""
    cur_acct_remaining_quota: Decimal | None = None
    """Deprecated."""
    plat_remaining_quota: Decimal | None = None
    """Deprecated."""


@frozen
class BorrowLimit:
    """Debt, interest and limits of one currency."""

    ccy: str
    rate: Decimal | None = None
    """Interest of an hour, as a share."""
    loan_quota: Decimal | None = None
    """Most that the master account may borrow."""
    surplus_lmt: Decimal | None = None
    """What of it is left."""
    used_lmt: Decimal | None = None
    """What of it is used."""
    interest: Decimal | None = None
    """Accrued."""
    interest_free_liab: Decimal | None = None
    """Owed without interest."""
    potential_borrowing_amt: Decimal | None = None
    """What open orders may borrow."""
    surplus_lmt_details: SurplusLimits | None = None
    """Deprecated."""
    pos_loan: Decimal | None = None
    """Deprecated."""
    avail_loan: Decimal | None = None
    """Deprecated."""
    used_loan: Decimal | None = None
    """Deprecated."""
    avg_rate: Decimal | None = None
    """Deprecated."""


@frozen
class BorrowLimits:
    """Debts, interest and limits of borrowing."""

    debt: Decimal | None = None
    """All that is owed, in USD."""
    interest: Decimal | None = None
    """Accrued, in USD."""
    next_discount_time: datetime | None = None
    """When the next interest is deducted."""
    next_interest_time: datetime | None = None
    """When the next interest is accrued."""
    loan_alloc: Decimal | None = None
    """Part of the master account's quota, in percent; of trading teams."""
    records: tuple[BorrowLimit, ...] = ()
    """By currency."""


@frozen
class SpotBorrowRepay:
    """What was borrowed or repaid."""

    ccy: str
    side: str
    """One of `borrow`, `repay`."""
    amt: Decimal


@frozen
class AutoRepaySetting:
    """Whether debts are repaid by themselves, as set."""

    auto_repay: bool


@frozen
class PortfolioPositionTier:
    """The largest position that portfolio margin allows in one family."""

    uly: str | None = None
    """Underlying."""
    inst_family: str | None = None
    max_sz: Decimal | None = None
    """In contracts."""
    pos_type: str | None = None
    """Side that it holds for, where sides differ."""


@frozen
class AutoLoanSetting:
    """Whether missing currency is borrowed by itself, as set."""

    auto_loan: bool


@frozen
class AutoEarnSetting:
    """Whether a currency is lent by itself, as set."""

    ccy: str
    earn_type: str | None = None
    """`0` or `1`."""
    action: bool | None = None
    """Deprecated."""
    apr: Decimal | None = None
    """Deprecated."""
