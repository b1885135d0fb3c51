"""The blocking twin of `okx_sdk.rest.account`, printed by tools/twin.py."""

from __future__ import annotations

from okx_sdk.blocking.rest._account_margin import AccountMargin
from okx_sdk.blocking.rest._account_records import AccountRecords
from okx_sdk.blocking.rest._account_risk import AccountRisk
from okx_sdk.blocking.rest._account_settings import AccountSettings
from okx_sdk.rest.account import Account as AsyncAccount

__all__ = ["Account"]


class Account(
    AccountRecords[AsyncAccount],
    AccountMargin[AsyncAccount],
    AccountSettings[AsyncAccount],
    AccountRisk[AsyncAccount],
):
    """The trading account: balances, positions, bills, leverage and settings."""
