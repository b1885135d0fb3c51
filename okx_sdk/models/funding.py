"""Deposits and withdrawals of the funding account."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

from attrs import field, frozen

from okx_sdk.models.enums import DepositState, WithdrawalState

__all__ = ["Deposit", "Withdrawal"]


@frozen
class Deposit:
    """A deposit and its state."""

    dep_id: str
    ccy: str
    amt: Decimal
    state: DepositState
    ts: datetime
    """When it was made."""
    chain: str | None = None
    """Currency and network, such as `USDT-TRC20`."""
    from_: str | None = None
    """Who sent it, if it came from within: a masked phone number or mail address."""
    area_code_from: str | None = None
    """Of the phone number."""
    to: str | None = None
    """Address."""
    tx_id: str | None = None
    """Of the chain; nothing for one from within."""
    from_wd_id: str | None = None
    """Name of the withdrawal that sent it from within."""
    actual_dep_blk_confirm: int | None = None
    """Number of confirmations so far."""
    uid: str | None = None
    """The account."""
    sub_acct: str | None = None
    """Name of the sub-account, if it is one's."""
    p_time: datetime | None = None
    """When it was pushed; channels alone tell it."""


@frozen
class Withdrawal:
    """A withdrawal and its state."""

    wd_id: str
    ccy: str
    amt: Decimal
    state: WithdrawalState
    ts: datetime
    """When it was asked for."""
    chain: str | None = None
    """Currency and network, such as `USDT-TRC20`."""
    non_tradable_asset: bool | None = None
    """Whether it cannot be traded."""
    from_: str | None = None
    """Who sends it: a masked phone number or mail address."""
    area_code_from: str | None = None
    """Of the phone number."""
    to: str | None = None
    """Address, or who gets it within."""
    area_code_to: str | None = None
    """Of the phone number."""
    to_addr_type: str | None = None
    """`1` an address, `2` a user's name."""
    tag: str | None = None
    """Some addresses have one."""
    pmt_id: str | None = None
    """Payment id; some addresses have one."""
    memo: str | None = None
    """Some addresses have one."""
    addr_ex: dict[str, str] = field(factory=dict[str, str])
    """What else the address has, by its name."""
    tx_id: str | None = None
    """Of the chain; nothing for one within."""
    fee: Decimal | None = None
    fee_ccy: str | None = None
    client_id: str | None = None
    """The name that the client gave it."""
    note: str | None = None
    uid: str | None = None
    """The account."""
    sub_acct: str | None = None
    """Name of the sub-account, if it is one's."""
    p_time: datetime | None = None
    """When it was pushed; channels alone tell it."""
