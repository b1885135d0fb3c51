"""The funding account: currencies, balances, transfers between accounts, and bills."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from okx_sdk.models.enums import AccountType, AssetBillType, TransferState, TransferType
from okx_sdk.models.funding_records import (
    AccountValuations,
    AssetValuation,
    Currency,
    FundingBalance,
    OtherExchange,
    Statement,
    StatementRequest,
    Transfer,
    TransferRecord,
)
from okx_sdk.protocol.endpoint import endpoint_of
from okx_sdk.rest.funding import Funding
from okx_sdk.sandbox import purse
from okx_sdk.sandbox.coins import COINS
from okx_sdk.sandbox.desks import _money
from okx_sdk.sandbox.desks._common import moment, one_of
from okx_sdk.sandbox.desks._earning import Held
from okx_sdk.sandbox.desks._kinds import Kind, lists, says
from okx_sdk.sandbox.desks._worth import CRYPTO, cut, usd, whole_usd
from okx_sdk.sandbox.exchange import Desk, answers
from okx_sdk.sandbox.refusals import Refusal, bad_parameter, either_parameter
from okx_sdk.sandbox.things import paged

__all__ = ["TRANSFERS", "chains", "move", "sub_account_named"]

TRANSFERS = Kind("transfers", TransferRecord, "trans_id", ("58129", "No such transfer"))
_NETWORKS = {"BTC": "Bitcoin", "ETH": "Ethereum", "SOL": "Solana", "TRX": "TRC20"}
_TOKENS = ("ERC20", "TRC20")


def chains(ccy: str) -> list[str]:
    """The networks that carry a currency, the main one first."""
    if ccy in {"USDT", "USDC"}:
        return [f"{ccy}-{network}" for network in _TOKENS]
    return [f"{ccy}-{_NETWORKS.get(ccy, ccy)}"]


def _currency(desk: Desk, ccy: str, chain: str, *, is_main: bool) -> Currency:
    worth = usd(desk, ccy)
    fee, least = cut(1 / worth, 6), cut(10 / worth, 6)
    return Currency(
        ccy,
        chain,
        name=chain.partition("-")[2] if ccy in COINS else ccy,
        can_dep=True,
        can_wd=True,
        can_internal=True,
        min_dep=least / 10,
        min_wd=least,
        min_internal=least / 100,
        max_wd=cut(1_000_000 / worth, 2),
        wd_tick_sz=Decimal(8),
        wd_quota=Decimal(10_000_000),
        used_wd_quota=Decimal(0),
        fee=fee,
        min_fee=fee,
        max_fee=fee,
        main_net=is_main,
        need_tag=False,
        min_dep_arrival_confirm=1,
        min_wd_unlock_confirm=2,
    )


def _currencies(desk: Desk) -> list[Currency]:
    return [
        _currency(desk, ccy, chain, is_main=not place)
        for ccy in CRYPTO
        for place, chain in enumerate(chains(ccy))
    ]


def _balances(desk: Desk) -> list[FundingBalance]:
    return list(purse.balances(desk).values())


lists(Funding.get_currencies, _currencies, "simulated")
lists(Funding.get_asset_balances, _balances, "simulated")
lists(Funding.get_asset_bills, purse.bills, "simulated")
lists(Funding.get_non_tradable_assets, lambda _: [], "shape only")


@answers(Funding.get_asset_bills_history)
def bills_history(desk: Desk, paging_type: str = "1", **arguments: Any) -> list[Any]:
    rows = purse.bills(desk)
    asked = arguments | {"paging_type": paging_type}
    return paged(endpoint_of(Funding.get_asset_bills_history), rows, asked)


@answers(Funding.get_asset_valuation)
def asset_valuation(desk: Desk, ccy: str = "BTC") -> AssetValuation:
    unit = usd(desk, ccy)
    funding = {row.ccy: row.bal for row in _balances(desk)}
    trading = {each: _money.free(desk, each) for each in CRYPTO}
    of = AccountValuations(
        funding=cut(whole_usd(desk, funding) / unit),
        trading=cut(whole_usd(desk, trading) / unit),
        classic=Decimal(0),
        earn=cut(whole_usd(desk, _earning(desk)) / unit),
    )
    parts = (of.funding, of.trading, of.earn)
    total = sum((each or Decimal(0) for each in parts), Decimal(0))
    return AssetValuation(total, moment(desk.now), of)


def _earning(desk: Desk) -> dict[str, Decimal]:
    """What is lent, staked or held for its yield, by currency."""
    found: dict[str, Decimal] = {}
    for name in ("savings", "staked", "okusd"):
        held: dict[str, Held] = desk.things.shelf(desk.account_name, name)
        for each in held.values():
            found[each.ccy] = found.get(each.ccy, Decimal(0)) + each.amt
    return found


def sub_account_named(desk: Desk, name: str | None) -> str:
    """A sub-account of the caller.

    Raises:
        Refusal: there is none of the name.
    """
    found = desk.venue.accounts.get(name or "")
    if found is None or found.main_uid != desk.account.uid or found is desk.account:
        raise Refusal("58115", f"Sub-account {name or ''} doesn't exist")
    return found.name


def move(  # noqa: PLR0917 - from one place to another
    desk: Desk,
    ccy: str,
    amount: Decimal,
    giver: tuple[str, str],
    taker: tuple[str, str],
    client_id: str | None = None,
) -> None:
    """Money from one account to another; an account is its owner and its type."""
    if giver == taker:
        raise Refusal("58123", "Parameter from can not be equal to parameter to")
    if amount <= 0:
        raise Refusal("58114", "The transfer amount must be a positive number")
    kinds = _kinds(giver, taker)
    if giver[1] == AccountType.FUNDING:
        purse.take(desk, ccy, amount, kinds[0], account=giver[0], client_id=client_id)
    else:
        _money.spend(desk, ccy, amount, _money.TRANSFER, giver[0])
    if taker[1] == AccountType.FUNDING:
        purse.give(desk, ccy, amount, kinds[1], account=taker[0], client_id=client_id)
    else:
        _money.earn(desk, ccy, amount, _money.TRANSFER, taker[0])


def _kinds(
    giver: tuple[str, str], taker: tuple[str, str]
) -> tuple[AssetBillType, AssetBillType]:
    """The bills' types of giving and of taking."""
    if giver[0] == taker[0]:
        return (
            AssetBillType.TRANSFERRED_TO_TRADING_ACCOUNT,
            AssetBillType.TRANSFERRED_FROM_TRADING_ACCOUNT,
        )
    return (
        AssetBillType.TRANSFER_TO_SUB_ACCOUNT,
        AssetBillType.TRANSFER_FROM_SUB_ACCOUNT,
    )


@answers(Funding.transfer_funds)
def transfer_funds(
    desk: Desk,
    ccy: str,
    amt: Decimal,
    *,
    from_: AccountType,
    to: AccountType,
    type: str = "0",  # noqa: A002 - OKX's word
    sub_acct: str | None = None,
    client_id: str | None = None,
    **_: Any,
) -> Transfer:
    usd(desk, ccy)
    one_of(type, "type", *TransferType)
    mine = desk.account_name
    other = mine if type == "0" else sub_account_named(desk, sub_acct)
    if type == "4":
        raise Refusal("58127", "Main account API key does not support type 4")
    giver = other if type == "2" else mine
    taker = other if type == "1" else mine
    move(desk, ccy, amt, (giver, from_), (taker, to), client_id)
    row = TRANSFERS.new(
        desk,
        ccy=ccy,
        amt=amt,
        state=TransferState.SUCCESS,
        client_id=client_id,
        type=type,
        from_=from_,
        to=to,
        sub_acct=sub_acct,
    )
    return Transfer(row.trans_id, ccy, amt, client_id, from_, to)


@answers(Funding.get_transfer_state)
def transfer_state(
    desk: Desk,
    trans_id: str | None = None,
    client_id: str | None = None,
    **_: Any,
) -> TransferRecord:
    if trans_id is None and client_id is None:
        raise either_parameter("transId", "clientId")
    return TRANSFERS.find(desk, trans_id=trans_id, client_id=client_id)


@answers(Funding.get_exchange_list, grade="shape only")
def exchange_list(desk: Desk) -> list[OtherExchange]:  # noqa: ARG001
    return [
        OtherExchange("did:ethr:0xfeb4f99829a9acdf52979abee87e83addf22a7e1", "1xbet")
    ]


says(
    Funding.apply_monthly_statement,
    lambda desk: StatementRequest(moment(desk.now)),
)


@answers(Funding.get_monthly_statement, grade="shape only")
def monthly_statement(desk: Desk, month: str) -> Statement:
    if not month:
        raise bad_parameter("month")
    return Statement("ongoing", None, moment(desk.now))
