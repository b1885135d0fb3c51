"""Sub-accounts: made, given keys that sign, filled from and emptied into the main one."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

from okx_sdk.credentials import Credentials
from okx_sdk.models.account import AccountBalance
from okx_sdk.models.account_margin import MaxWithdrawal
from okx_sdk.models.enums import AccountType, SubAccountType
from okx_sdk.models.funding_records import FundingBalance
from okx_sdk.models.sub_account import (
    CreatedSubAccount,
    CustodySubAccount,
    DeletedApiKey,
    SubAccountApiKey,
    SubAccountInfo,
    SubAccountTransfer,
    SubAccountTransferAck,
    TransferOutSetting,
)
from okx_sdk.rest.sub_account import SubAccount
from okx_sdk.sandbox import purse
from okx_sdk.sandbox.accounts.account import Account
from okx_sdk.sandbox.accounts.balances import balance_row
from okx_sdk.sandbox.desks._common import names, one_of
from okx_sdk.sandbox.desks._kinds import Kind, lists, new_id
from okx_sdk.sandbox.desks._worth import usd
from okx_sdk.sandbox.desks.funding import move, sub_account_named
from okx_sdk.sandbox.exchange import Desk, answers
from okx_sdk.sandbox.noise import key_of
from okx_sdk.sandbox.refusals import Refusal, bad_parameter
from okx_sdk.sandbox.things import changed

__all__ = ["ACCOUNTS", "create", "create_key", "delete_key", "modify_key"]

ACCOUNTS = Kind(
    "sub-accounts", SubAccountInfo, "sub_acct", ("59510", "No such sub-account")
)
_KEYS = Kind("sub-keys", SubAccountApiKey, "api_key", ("59506", "No such API key"))
_MOVES = Kind("sub-transfers", SubAccountTransfer, "bill_id")
_PERMISSIONS = ("read_only", "trade", "withdraw")


@answers(SubAccount.create_sub_account)
def create(
    desk: Desk,
    sub_acct: str,
    type: str = "1",  # noqa: A002 - OKX's word
    label: str | None = None,
    **_: Any,
) -> CreatedSubAccount:
    if not re.fullmatch(r"[0-9A-Za-z]{6,20}", sub_acct):
        raise bad_parameter("subAcct")
    one_of(type, "type", *SubAccountType)
    if sub_acct in desk.venue.accounts:
        raise Refusal("59507", "The sub-account name exists already")
    account = desk.venue.open(sub_acct, {}, master=desk.account)
    row = ACCOUNTS.new(
        desk,
        sub_acct=sub_acct,
        uid=account.uid,
        type=type,
        enable=True,
        label=label or "",
        mobile="",
        g_auth=False,
        can_trans_out=True,
        sub_acct_lv="1",
        first_lv_sub_acct="",
        if_dma=False,
    )
    return CreatedSubAccount(sub_acct, row.uid, row.ts, row.label)


def _accounts(desk: Desk) -> list[SubAccountInfo]:
    return ACCOUNTS.rows(desk)


lists(SubAccount.get_sub_accounts, _accounts, "simulated")


def _texts(value: str | list[str] | None) -> list[str]:
    if isinstance(value, list):
        return value
    return value.split(",") if value else []


def _permissions(perm: str | list[str] | None) -> list[str]:
    asked = _texts(perm)
    if not {*asked} <= {*_PERMISSIONS}:
        raise bad_parameter("perm")
    return ["read_only", *(each for each in asked if each != "read_only")]


@answers(SubAccount.create_sub_account_api_key)
def create_key(
    desk: Desk,
    sub_acct: str,
    label: str,
    passphrase: str,
    *,
    perm: str | list[str] | None = None,
    ip: str | list[str] | None = None,
) -> SubAccountApiKey:
    account = _account(desk, sub_acct)
    if not 8 <= len(passphrase) <= 32:
        raise bad_parameter("passphrase")
    number = new_id(desk)
    # Not secrets of anybody: they open nothing but this sandbox.
    api_key, secret = (
        "".join(f"{key_of(word, sub_acct, number, n):016x}" for n in range(2))
        for word in ("api key", "secret key")
    )
    allowed = _permissions(perm)
    credentials = Credentials(api_key, secret, passphrase)
    desk.venue.add_key(
        account, credentials, frozenset(allowed), label=label, ip=tuple(_texts(ip))
    )
    row = _KEYS.new(
        desk,
        sub_acct=sub_acct,
        label=label,
        api_key=api_key,
        perm=",".join(allowed),
        ip=",".join(_texts(ip)),
    )
    return changed(row, desk.now, secret_key=secret, passphrase=passphrase)


def _account(desk: Desk, sub_acct: str | None) -> Account:
    return desk.venue.accounts[sub_account_named(desk, sub_acct)]


@answers(SubAccount.get_sub_account_api_key)
def get_keys(
    desk: Desk, sub_acct: str, api_key: str | None = None
) -> list[SubAccountApiKey]:
    _account(desk, sub_acct)
    rows = _KEYS.where(sub_acct=sub_acct)(desk)
    return [row for row in rows if api_key in {None, row.api_key}]


@answers(SubAccount.modify_sub_account_api_key)
def modify_key(
    desk: Desk,
    sub_acct: str,
    api_key: str,
    *,
    label: str | None = None,
    perm: str | list[str] | None = None,
    ip: str | list[str] | None = None,
) -> SubAccountApiKey:
    row = _KEYS.find(desk, sub_acct=sub_acct, api_key=api_key)
    known: dict[str, Any] = {"label": label}
    if perm is not None:
        known["perm"] = ",".join(_permissions(perm))
    if ip is not None:
        known["ip"] = ",".join(_texts(ip))
    row = _KEYS.change(desk, row, **known)
    found = desk.venue.keys[api_key]
    desk.venue.add_key(
        found.account,
        found.credentials,
        frozenset(row.perm),
        label=row.label,
        is_demo=found.is_demo,
        ip=found.ip if ip is None else tuple(_texts(ip)),
    )
    return row


@answers(SubAccount.delete_sub_account_api_key)
def delete_key(desk: Desk, sub_acct: str, api_key: str) -> DeletedApiKey:
    _KEYS.find(desk, sub_acct=sub_acct, api_key=api_key)
    desk.things.shelf(desk.account_name, "sub-keys").pop(api_key)
    desk.venue.keys.pop(api_key)
    desk.venue.credentials.pop(api_key)
    return DeletedApiKey(sub_acct)


@answers(SubAccount.get_sub_account_trading_balance)
def trading_balance(desk: Desk, sub_acct: str) -> AccountBalance:
    account = _account(desk, sub_acct)
    return balance_row(account, desk.venue.quotes, desk.now, None)


@answers(SubAccount.get_sub_account_funding_balance)
def funding_balance(
    desk: Desk, sub_acct: str, ccy: str | None = None
) -> list[FundingBalance]:
    wanted = set(names(ccy, "ccy", 20))
    rows = purse.balances(desk, _account(desk, sub_acct).name).values()
    return [row for row in rows if not wanted or row.ccy in wanted]


@answers(SubAccount.get_sub_account_max_withdrawals)
def max_withdrawals(
    desk: Desk, sub_acct: str, ccy: str | None = None
) -> list[MaxWithdrawal]:
    account, wanted = _account(desk, sub_acct), names(ccy, "ccy", 20)
    rows: list[MaxWithdrawal] = []
    for each in wanted or list(account.cash):
        most = account.free(each)
        rows.append(MaxWithdrawal(each, most, most, most, most))
    return rows


def _record(
    desk: Desk, ccy: str, amt: Decimal, type_: str, sub_acct: str
) -> SubAccountTransfer:
    uid = desk.venue.accounts[sub_acct].uid
    known = {"type": type_, "sub_acct": sub_acct, "sub_uid": uid}
    return _MOVES.new(desk, ccy=ccy, amt=amt, **known)


@answers(SubAccount.transfer_between_sub_accounts)
def transfer(
    desk: Desk,
    ccy: str,
    amt: Decimal,
    *,
    from_: AccountType,
    to: AccountType,
    from_sub_account: str,
    to_sub_account: str,
    **_: Any,
) -> SubAccountTransferAck:
    usd(desk, ccy)
    giver = sub_account_named(desk, from_sub_account)
    taker = sub_account_named(desk, to_sub_account)
    if not ACCOUNTS.find(desk, sub_acct=giver).can_trans_out:
        raise Refusal("58119", "The sub-account may not transfer out")
    move(desk, ccy, amt, (giver, from_), (taker, to))
    _record(desk, ccy, amt, "1", giver)
    row = _record(desk, ccy, amt, "0", taker)
    return SubAccountTransferAck(row.bill_id)


lists(SubAccount.get_sub_account_transfers_history, _MOVES.rows)
lists(SubAccount.get_managed_sub_account_transfers_history, lambda _: [], "shape only")


@answers(SubAccount.set_transfer_out)
def set_transfer_out(
    desk: Desk, sub_acct: str | list[str], can_trans_out: bool = True
) -> list[TransferOutSetting]:
    found = [ACCOUNTS.find(desk, sub_acct=each) for each in _texts(sub_acct)]
    for row in found:
        ACCOUNTS.change(desk, row, can_trans_out=can_trans_out)
    return [TransferOutSetting(row.sub_acct, can_trans_out) for row in found]


@answers(SubAccount.get_custody_trading_sub_accounts, grade="shape only")
def custody(desk: Desk, sub_acct: str | None = None) -> list[CustodySubAccount]:  # noqa: ARG001
    return []
