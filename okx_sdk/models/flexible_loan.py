"""Flexible loans and their collateral."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

from attrs import field, frozen

from okx_sdk.models._base import Payload, exact

__all__ = [
    "FlexibleLoanAck",
    "FlexibleLoanInfo",
    "FlexibleLoanInterest",
    "FlexibleLoanRecord",
    "FlexibleMaxLoan",
    "LoanAmount",
    "LoanCollateral",
    "LoanCollateralAsset",
    "LoanCurrency",
    "LoanRisk",
    "LoanedAmount",
    "MaxCollateralRedeem",
]


@frozen
class LoanCurrency:
    """A currency that can be borrowed."""

    borrow_ccy: str


@frozen
class LoanCollateralAsset:
    """What can be collateral of one currency."""

    ccy: str
    amt: Decimal
    notional_usd: Decimal | None = None
    """Value, in USD."""


@frozen
class LoanCollateral:
    """What can be collateral."""

    assets: tuple[LoanCollateralAsset, ...] = ()


@frozen
class FlexibleMaxLoan:
    """The most that can be borrowed."""

    borrow_ccy: str
    max_loan: Decimal
    notional_usd: Decimal | None = None
    """The same, in USD."""
    remaining_quota: Decimal | None = None
    """What the exchange lends still."""


@frozen
class MaxCollateralRedeem:
    """The most collateral that can be taken back."""

    ccy: str
    max_redeem_amt: Decimal


@frozen
class LoanedAmount:
    """An amount of one currency."""

    ccy: str
    amt: Decimal


@frozen
class LoanRisk:
    """When a loan would be liquidated."""

    inst_id: str | None = None
    liq_px: Decimal | None = None
    """Estimated price of liquidation."""


@frozen
class FlexibleLoanInfo:
    """A loan."""

    loan_notional_usd: Decimal | None = None
    """Value of what is owed, in USD."""
    loan_data: tuple[LoanedAmount, ...] = ()
    """What is owed."""
    collateral_notional_usd: Decimal | None = None
    """Value of the collateral, in USD."""
    collateral_data: tuple[LoanedAmount, ...] = ()
    """The collateral."""
    risk_warning_data: LoanRisk | None = None
    """When it would be liquidated."""
    cur_ltv: Decimal | None = None
    """What is owed as a share of the collateral."""
    margin_call_ltv: Decimal | None = None
    """The share that a warning is sent at."""
    liq_ltv: Decimal | None = None
    """The share that it is liquidated at."""
    ord_id: str | None = None


@frozen
class FlexibleLoanRecord:
    """Something that happened to a loan."""

    ref_id: str
    ccy: str
    type: str
    ts: datetime
    amt: Decimal | None = None


@frozen
class FlexibleLoanInterest:
    """Interest of one hour."""

    ref_id: str
    ccy: str
    ts: datetime
    loan: Decimal | None = None
    """What was owed."""
    interest: Decimal | None = None
    interest_rate: Decimal | None = None
    """Of a year, as a share."""


@frozen
class FlexibleLoanAck:
    """A loan that was accepted."""

    ord_id: str
    e_mode: str | None = None
    """`1` for the efficiency mode, `0` without."""
    cl_ord_id: str | None = None
    """The name that the client gave it."""


@frozen
class LoanAmount(Payload):
    """An amount of one currency."""

    ccy: str
    amt: Decimal = field(converter=exact)
