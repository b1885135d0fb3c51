"""The trading account as OKX sends it; its parts stand in the modules `_account_*`."""

from __future__ import annotations

from okx_sdk.rest._account_margin import AccountMargin
from okx_sdk.rest._account_records import AccountRecords
from okx_sdk.rest._account_risk import AccountRisk
from okx_sdk.rest._account_settings import AccountSettings

__all__ = ["Account"]


class Account(AccountRecords, AccountMargin, AccountSettings, AccountRisk):
    """The trading account: balances, positions, bills, leverage and settings."""
