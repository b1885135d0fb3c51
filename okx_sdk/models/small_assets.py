"""Conversions of small balances, and repayments of debts."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

from attrs import frozen

from okx_sdk.models.enums import EasyConvertStatus, OrderState, Side

__all__ = [
    "EasyConvert",
    "EasyConvertCurrencies",
    "OneClickRepay",
    "OneClickRepayCurrencies",
    "OneClickRepayV2",
    "RepayBalance",
    "RepayTrade",
    "SmallBalance",
    "SmallDebt",
]


@frozen
class SmallBalance:
    """A small balance."""

    from_ccy: str
    from_amt: Decimal


@frozen
class EasyConvertCurrencies:
    """Small balances that can be converted, and what to."""

    from_data: tuple[SmallBalance, ...] = ()
    to_ccy: tuple[str, ...] = ()
    """Currencies to get."""


@frozen
class EasyConvert:
    """A conversion of a small balance."""

    from_ccy: str
    to_ccy: str
    status: EasyConvertStatus
    fill_from_sz: Decimal | None = None
    """Sold."""
    fill_to_sz: Decimal | None = None
    """Got."""
    u_time: datetime | None = None
    """When it last changed."""
    acct: str | None = None
    """Where it was: `6` funding, `18` trading."""


@frozen
class SmallDebt:
    """A debt."""

    debt_ccy: str
    debt_amt: Decimal | None = None


@frozen
class RepayBalance:
    """A balance that can repay a debt."""

    repay_ccy: str
    repay_amt: Decimal | None = None


@frozen
class OneClickRepayCurrencies:
    """Debts, and currencies that can repay them."""

    debt_data: tuple[SmallDebt, ...] = ()
    debt_type: str | None = None
    repay_data: tuple[RepayBalance, ...] = ()


@frozen
class OneClickRepay:
    """A repayment of a debt."""

    debt_ccy: str
    repay_ccy: str
    status: str
    """One of `running`, `filled`, `failed`."""
    fill_debt_sz: Decimal | None = None
    """Repaid."""
    fill_repay_sz: Decimal | None = None
    """Spent."""
    u_time: datetime | None = None
    """When it last changed."""
    fill_from_sz: str | None = None
    """Spent; in former rows, with commas in the thousands."""
    fill_to_sz: str | None = None
    """Repaid; in former rows."""


@frozen
class RepayTrade:
    """An order that repays a debt."""

    ord_id: str
    inst_id: str
    ord_type: str | None = None
    side: Side | None = None
    px: Decimal | None = None
    sz: Decimal | None = None
    fill_px: Decimal | None = None
    fill_sz: Decimal | None = None
    state: OrderState | None = None
    c_time: datetime | None = None
    """When it was created."""


@frozen
class OneClickRepayV2:
    """A repayment of a debt by trading."""

    debt_ccy: str
    ts: datetime
    repay_ccy_list: tuple[str, ...] = ()
    """Currencies to repay with."""
    fill_debt_sz: Decimal | None = None
    """Repaid."""
    status: str | None = None
    """One of `running`, `filled`, `failed`."""
    ord_id_info: tuple[RepayTrade, ...] = ()
    """The orders that repay it."""
