"""Sub-accounts, their keys and transfers."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

from attrs import frozen

from okx_sdk.models._base import Csv
from okx_sdk.models.enums import SubAccountType

__all__ = [
    "CreatedSubAccount",
    "CustodySubAccount",
    "DeletedApiKey",
    "SubAccountApiKey",
    "SubAccountInfo",
    "SubAccountTransfer",
    "SubAccountTransferAck",
    "TransferOutSetting",
]


@frozen
class SubAccountInfo:
    """A sub-account."""

    sub_acct: str
    """Name of the sub-account."""
    uid: str
    ts: datetime
    """When it was created."""
    type: SubAccountType | None = None
    enable: bool | None = None
    """Whether it is in use."""
    label: str | None = None
    """A remark."""
    mobile: str | None = None
    """Phone number that is bound to it."""
    g_auth: bool | None = None
    """Whether it has a second factor."""
    frozen_func: tuple[str, ...] = ()
    """What it may not do."""
    can_trans_out: bool | None = None
    """Whether it may move currency out."""
    sub_acct_lv: str | None = None
    """`1` of the master account, `2` of another sub-account."""
    first_lv_sub_acct: str | None = None
    """The sub-account that it is of, if it is of one."""
    if_dma: bool | None = None
    """Whether it is of a broker's."""


@frozen
class CreatedSubAccount:
    """A sub-account that was created."""

    sub_acct: str
    """Name of the sub-account."""
    uid: str
    ts: datetime
    label: str | None = None
    """A remark."""


@frozen
class SubAccountApiKey:
    """A key of a sub-account."""

    label: str
    api_key: str
    ts: datetime
    sub_acct: str | None = None
    """Name of the sub-account."""
    secret_key: str | None = None
    """Told once, when it is created."""
    passphrase: str | None = None
    """Told once, when it is created."""
    perm: Csv = ()
    """What it may do."""
    ip: Csv = ()
    """Addresses that it is bound to."""


@frozen
class DeletedApiKey:
    """The sub-account whose key was deleted."""

    sub_acct: str
    """Name of the sub-account."""


@frozen
class SubAccountTransfer:
    """A transfer between master and sub-account."""

    bill_id: str
    ccy: str
    amt: Decimal
    ts: datetime
    type: str | None = None
    """`0` from the master account, `1` to it."""
    sub_acct: str | None = None
    """Name of the sub-account."""
    sub_uid: str | None = None
    """Uid of the sub-account."""


@frozen
class SubAccountTransferAck:
    """A transfer that was accepted."""

    trans_id: str


@frozen
class TransferOutSetting:
    """Whether a sub-account may move currency out."""

    sub_acct: str
    """Name of the sub-account."""
    can_trans_out: bool


@frozen
class CustodySubAccount:
    """A custody trading sub-account."""

    sub_acct: str
    """Name of the sub-account."""
