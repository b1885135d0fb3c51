"""Currencies, balances, transfers and addresses of the funding account."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

from attrs import field, frozen

from okx_sdk.models._base import Payload
from okx_sdk.models.enums import AccountType, AssetBillType, TransferState, TransferType

__all__ = [
    "AccountValuations",
    "AssetValuation",
    "CancelledWithdrawal",
    "Currency",
    "DepositAddress",
    "FundingBalance",
    "FundingBill",
    "NonTradableAsset",
    "OtherExchange",
    "Recipient",
    "Statement",
    "StatementRequest",
    "Transfer",
    "TransferRecord",
    "TransitStatus",
    "WithdrawalAck",
]


@frozen
class Currency:
    """A currency on one chain."""

    ccy: str
    chain: str
    """Currency and network, such as `USDT-TRC20`."""
    name: str | None = None
    """In full; nothing where there is none."""
    logo_link: str | None = None
    ct_addr: str | None = None
    """Last six characters of the contract's address."""
    can_dep: bool | None = None
    """Whether it can be deposited."""
    can_wd: bool | None = None
    """Whether it can be withdrawn."""
    can_internal: bool | None = None
    """Whether it can be moved within the exchange."""
    dep_est_open_time: datetime | None = None
    """When deposits are expected to open again."""
    wd_est_open_time: datetime | None = None
    """When withdrawals are expected to open again."""
    min_dep: Decimal | None = None
    """Least deposit."""
    min_wd: Decimal | None = None
    """Least withdrawal to a chain."""
    min_internal: Decimal | None = None
    """Least withdrawal within."""
    max_wd: Decimal | None = None
    """Most of one withdrawal."""
    wd_tick_sz: Decimal | None = None
    """Number of decimals of a withdrawal."""
    wd_quota: Decimal | None = None
    """Most of a day, in USD."""
    used_wd_quota: Decimal | None = None
    """What of it is used."""
    fee: Decimal | None = None
    """Fixed fee of a withdrawal."""
    min_fee: Decimal | None = None
    """Deprecated: see `fee`."""
    max_fee: Decimal | None = None
    """Deprecated: see `fee`."""
    min_fee_for_ct_addr: str | None = None
    """Deprecated: see `fee`."""
    max_fee_for_ct_addr: str | None = None
    """Deprecated: see `fee`."""
    burning_fee_rate: Decimal | None = None
    """What is burnt of a withdrawal, as a share."""
    main_net: bool | None = None
    """Whether it is the main network."""
    need_tag: bool | None = None
    """Whether addresses want a tag or memo."""
    min_dep_arrival_confirm: int | None = None
    """Confirmations until a deposit counts."""
    min_wd_unlock_confirm: int | None = None
    """Confirmations until a deposit can be withdrawn."""
    dep_quota_fixed: Decimal | None = None
    """Most that may be deposited, where it is limited."""
    used_dep_quota_fixed: Decimal | None = None
    """What of it is used."""
    dep_quote_daily_layer2: Decimal | None = None
    """Most of a day on layer 2."""


@frozen
class FundingBalance:
    """What the funding account holds of a currency."""

    ccy: str
    bal: Decimal
    avail_bal: Decimal
    """Balance that is free."""
    frozen_bal: Decimal | None = None
    """Balance that is not free."""


@frozen
class NonTradableAsset:
    """What the funding account holds of something that cannot be traded."""

    ccy: str
    name: str | None = None
    logo_link: str | None = None
    bal: Decimal | None = None
    """What can be withdrawn."""
    can_wd: bool | None = None
    """Whether it can be withdrawn."""
    chain: str | None = None
    """Currency and network, such as `USDT-TRC20`."""
    min_wd: Decimal | None = None
    """Least withdrawal."""
    wd_all: bool | None = None
    """Whether all of it must be withdrawn at once."""
    fee: Decimal | None = None
    """Fixed fee of a withdrawal."""
    fee_ccy: str | None = None
    burning_fee_rate: Decimal | None = None
    """What is burnt of a withdrawal, as a share."""
    ct_addr: str | None = None
    """Last six characters of the contract's address."""
    wd_tick_sz: Decimal | None = None
    """Number of decimals of a withdrawal."""
    need_tag: bool | None = None
    """Whether addresses want a tag or memo."""


@frozen
class AccountValuations:
    """What each account is worth."""

    funding: Decimal | None = None
    trading: Decimal | None = None
    classic: Decimal | None = None
    """Deprecated."""
    earn: Decimal | None = None


@frozen
class AssetValuation:
    """What all accounts together are worth."""

    total_bal: Decimal
    """In the currency asked for."""
    ts: datetime
    details: AccountValuations | None = None


@frozen
class Transfer:
    """A transfer that was accepted."""

    trans_id: str
    ccy: str
    amt: Decimal
    client_id: str | None = None
    """The name that the client gave it."""
    from_: AccountType | None = None
    to: AccountType | None = None


@frozen
class TransferRecord:
    """A transfer and its state."""

    trans_id: str
    ccy: str
    amt: Decimal
    state: TransferState
    client_id: str | None = None
    """The name that the client gave it."""
    type: TransferType | None = None
    from_: AccountType | None = None
    to: AccountType | None = None
    sub_acct: str | None = None
    """Name of the sub-account."""
    inst_id: str | None = None
    """Deprecated."""
    to_inst_id: str | None = None
    """Deprecated."""


@frozen
class FundingBill:
    """One change of the funding account's balance."""

    bill_id: str
    ccy: str
    ts: datetime
    client_id: str | None = None
    """The name that the client gave it."""
    bal_chg: Decimal | None = None
    """Change of the balance."""
    bal: Decimal | None = None
    """Balance afterwards."""
    type: AssetBillType | None = None
    notes: str | None = None


@frozen
class DepositAddress:
    """An address to deposit a currency at."""

    addr: str
    ccy: str
    tag: str | None = None
    """Some addresses have one."""
    memo: str | None = None
    """Some addresses have one."""
    pmt_id: str | None = None
    """Payment id; some addresses have one."""
    addr_ex: dict[str, str] = field(factory=dict[str, str])
    """What else the address has, by its name."""
    chain: str | None = None
    """Currency and network, such as `USDT-TRC20`."""
    to: AccountType | None = None
    """Account that gets it."""
    verified_name: str | None = None
    """Name of the recipient."""
    selected: bool | None = None
    """Whether it is the one shown on the web."""
    ct_addr: str | None = None
    """Last six characters of the contract's address."""


@frozen
class WithdrawalAck:
    """A withdrawal that was accepted."""

    wd_id: str
    ccy: str | None = None
    chain: str | None = None
    """Currency and network, such as `USDT-TRC20`."""
    amt: Decimal | None = None
    client_id: str | None = None
    """The name that the client gave it."""


@frozen
class CancelledWithdrawal:
    """A withdrawal that was cancelled."""

    wd_id: str


@frozen
class TransitStatus:
    """How far a deposit or a withdrawal is."""

    state: str
    """In words."""
    est_complete_time: str | None = None
    """When it may be done: month, day, year and a clock of 12 hours, in no stated zone.
    """
    tx_id: str | None = None
    """Hash of the chain."""
    wd_id: str | None = None


@frozen
class OtherExchange:
    """Another exchange."""

    exch_id: str
    exch_name: str


@frozen
class StatementRequest:
    """When a file of bills was applied for."""

    ts: datetime


@frozen
class Statement:
    """A file of bills."""

    state: str
    """`finished` or `ongoing`."""
    file_href: str | None = None
    """Link to the file."""
    ts: datetime | None = None


@frozen
class Recipient(Payload):
    """Who gets a withdrawal."""

    wallet_type: str
    """`exchange` or `private`."""
    exch_id: str | None = None
    """Id of the exchange; `0` if it is none of the list's."""
    rcvr_first_name: str | None = None
    """First name, or the name of a company."""
    rcvr_last_name: str | None = None
    """Last name."""
    rcvr_country: str | None = None
    """Country."""
    rcvr_country_sub_division: str | None = None
    """State or province."""
    rcvr_town_name: str | None = None
    """Town."""
    rcvr_street_name: str | None = None
    """Street."""
