"""Deposits and withdrawals: they take their time, in the states that OKX has.

Nothing leaves the sandbox. What is sent to one of its own addresses arrives there.
"""

from __future__ import annotations

from decimal import Decimal
from hashlib import sha256
from typing import Any

from okx_sdk.models.enums import (
    AccountType,
    AssetBillType,
    DepositState,
    WithdrawalState,
    WithdrawDest,
)
from okx_sdk.models.funding import Deposit, Withdrawal
from okx_sdk.models.funding_records import (
    CancelledWithdrawal,
    DepositAddress,
    TransitStatus,
    WithdrawalAck,
)
from okx_sdk.protocol.codec import to_ms
from okx_sdk.rest.funding import Funding
from okx_sdk.sandbox import purse
from okx_sdk.sandbox.accounts.news import ThingChanged
from okx_sdk.sandbox.desks._kinds import Kind, lists
from okx_sdk.sandbox.desks._worth import cut, usd
from okx_sdk.sandbox.desks.funding import chains
from okx_sdk.sandbox.exchange import Desk, answers
from okx_sdk.sandbox.refusals import Refusal, bad_parameter, either_parameter

__all__ = ["go_on"]

DEPOSITS = Kind("deposits", Deposit, "dep_id")
WITHDRAWALS = Kind(
    "withdrawals", Withdrawal, "wd_id", ("58215", "Withdrawal ID does not exist")
)

_SENDING, _SENT, _THERE = 5_000, 30_000, 60_000
"""Milliseconds until a withdrawal is broadcast, until it is through, and credited."""
_OPEN = (WithdrawalState.WAITING_WITHDRAWAL, WithdrawalState.BROADCASTING)


def _address(account: str, chain: str) -> str:
    return "0x" + sha256(f"{account}/{chain}".encode()).hexdigest()[:40]


def _owner(desk: Desk, chain: str, address: str) -> str | None:
    """The account that an address belongs to, if it is one of the sandbox's."""
    known = {_address(each, chain): each for each in desk.venue.accounts}
    return known.get(address)


@answers(Funding.get_deposit_address)
def deposit_address(desk: Desk, ccy: str) -> list[DepositAddress]:
    usd(desk, ccy)
    return [
        DepositAddress(
            _address(desk.account_name, chain),
            ccy,
            chain=chain,
            to=AccountType.FUNDING,
            selected=not place,
            ct_addr="",
        )
        for place, chain in enumerate(chains(ccy))
    ]


@answers(Funding.withdraw_funds)
def withdraw_funds(
    desk: Desk,
    ccy: str,
    amt: Decimal,
    *,
    dest: WithdrawDest,
    to_addr: str,
    chain: str | None = None,
    client_id: str | None = None,
    **words: Any,
) -> WithdrawalAck:
    worth = usd(desk, ccy)
    is_inside = dest == WithdrawDest.INTERNAL
    chain = chain or chains(ccy)[0]
    if chain not in chains(ccy):
        raise Refusal("58010", f"The chain {chain} is not supported")
    if not is_inside and amt * worth < 10 * Decimal("0.999"):
        raise Refusal("58206", "Withdrawal amount is less than the minimum")
    fee = Decimal(0) if is_inside else cut(1 / worth, 6)
    purse.take(
        desk, ccy, amt + fee, AssetBillType.WITHDRAWAL, client_id=client_id or ""
    )
    row = WITHDRAWALS.new(
        desk,
        ccy=ccy,
        chain=chain,
        amt=amt,
        fee=fee,
        fee_ccy=ccy,
        state=WithdrawalState.WAITING_WITHDRAWAL,
        to=to_addr,
        to_addr_type=words.get("to_addr_type"),
        area_code_to=words.get("area_code"),
        non_tradable_asset=False,
        client_id=client_id,
    )
    return WithdrawalAck(row.wd_id, ccy, chain, amt, client_id)


@answers(Funding.cancel_withdrawal)
def cancel_withdrawal(desk: Desk, wd_id: str) -> CancelledWithdrawal:
    go_on(desk)
    row = WITHDRAWALS.find(desk, wd_id=wd_id)
    if row.state == WithdrawalState.CANCELED:
        raise Refusal("58220", "The withdrawal request is already canceled")
    if row.state != WithdrawalState.WAITING_WITHDRAWAL:
        raise Refusal("58216", "Withdrawal cannot be canceled any more")
    WITHDRAWALS.change(desk, row, state=WithdrawalState.CANCELED)
    back = row.amt + (row.fee or 0)
    purse.give(desk, row.ccy, back, AssetBillType.CANCELED_WITHDRAWAL)
    return CancelledWithdrawal(wd_id)


def go_on(desk: Desk) -> None:
    """Bring what is under way to where it is by now."""
    for row in WITHDRAWALS.rows(desk):
        age = desk.now - to_ms(row.ts)
        if row.state in _OPEN and age >= _SENT:
            _arrive(desk, row)
        elif row.state == WithdrawalState.WAITING_WITHDRAWAL and age >= _SENDING:
            WITHDRAWALS.change(desk, row, state=WithdrawalState.BROADCASTING)
    for deposit in DEPOSITS.rows(desk):
        age = desk.now - to_ms(deposit.ts)
        state = DepositState.SUCCESSFUL if age >= _THERE else DepositState.CREDITED
        if state != deposit.state:
            DEPOSITS.change(desk, deposit, state=state, actual_dep_blk_confirm=12)


def _arrive(desk: Desk, row: Withdrawal) -> None:
    """A withdrawal is through; one of our own addresses gets it."""
    tx_id = "0x" + sha256(row.wd_id.encode()).hexdigest()
    WITHDRAWALS.change(desk, row, state=WithdrawalState.SUCCESS, tx_id=tx_id)
    chain = row.chain or ""
    owner = _owner(desk, chain, row.to or "")
    if owner is None:
        return
    dep_id = desk.things.new_id(desk.now)
    deposit = Deposit(
        dep_id,
        row.ccy,
        row.amt,
        DepositState.CREDITED,
        row.ts,
        chain=chain,
        to=row.to,
        tx_id=tx_id,
        from_wd_id=row.wd_id,
        actual_dep_blk_confirm=1,
    )
    desk.things.shelf(owner, "deposits")[dep_id] = deposit
    desk.venue.accounts[owner].tell(ThingChanged(desk.now, "deposits", deposit))
    purse.give(desk, row.ccy, row.amt, AssetBillType.DEPOSIT, account=owner)


def _deposits(desk: Desk) -> list[Deposit]:
    go_on(desk)
    return DEPOSITS.rows(desk)


def _withdrawals(desk: Desk) -> list[Withdrawal]:
    go_on(desk)
    return WITHDRAWALS.rows(desk)


lists(Funding.get_deposit_history, _deposits, "simulated")
lists(Funding.get_withdrawal_history, _withdrawals, "simulated")


@answers(Funding.get_deposit_withdraw_status)
def transit_status(
    desk: Desk,
    wd_id: str | None = None,
    tx_id: str | None = None,
    **_: Any,
) -> list[TransitStatus]:
    go_on(desk)
    if wd_id is not None:
        row = WITHDRAWALS.find(desk, wd_id=wd_id)
        words = f"Withdrawal in state {row.state}"
        return [TransitStatus(words, "", row.tx_id, wd_id)]
    if tx_id is None:
        raise either_parameter("wdId", "txId")
    found = [row for row in DEPOSITS.rows(desk) if row.tx_id == tx_id]
    if not found:
        raise bad_parameter("txId")
    return [TransitStatus(f"Deposit in state {found[0].state}", "", tx_id)]
