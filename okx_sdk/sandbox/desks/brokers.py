"""Brokers: sub-accounts and keys of their own, and otherwise the right form.

Where only other libraries know an endpoint, the fields of its rows are not known: there
are none.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from okx_sdk.models.broker_fd import FdRebateEligibility, FdRebateFile, FdRebateRequest
from okx_sdk.models.sub_account import SubAccountApiKey, SubAccountInfo
from okx_sdk.protocol.codec import converter
from okx_sdk.protocol.endpoint import endpoint_of
from okx_sdk.rest import endpoints
from okx_sdk.rest.broker_dma import BrokerDma
from okx_sdk.rest.broker_fd import BrokerFd
from okx_sdk.rest.broker_nd import BrokerNd
from okx_sdk.sandbox.desks import sub_account
from okx_sdk.sandbox.desks._common import moment
from okx_sdk.sandbox.desks._kinds import lists
from okx_sdk.sandbox.exchange import Desk, answers
from okx_sdk.sandbox.refusals import Refusal
from okx_sdk.sandbox.things import paged


def _wire(row: Any) -> list[dict[str, Any]]:
    return [converter.unstructure(row)]


@answers(BrokerNd.create_nd_sub_account, grade="stateful")
def create(desk: Desk, sub_acct: str, label: str | None = None) -> list[dict[str, Any]]:
    return _wire(sub_account.create(desk, sub_acct, "1", label))


@answers(BrokerNd.get_nd_sub_account_info, grade="stateful")
def info(desk: Desk, sub_acct: str | None = None, **said: Any) -> list[dict[str, Any]]:
    rows = [
        r for r in sub_account.ACCOUNTS.rows(desk) if sub_acct in {None, r.sub_acct}
    ]
    found: list[SubAccountInfo] = paged(
        endpoint_of(BrokerNd.get_nd_sub_account_info), rows, said
    )
    return [converter.unstructure(row) for row in found]


@answers(BrokerNd.delete_nd_sub_account, grade="stateful")
def delete(desk: Desk, sub_acct: str) -> list[dict[str, Any]]:
    row = sub_account.ACCOUNTS.find(desk, sub_acct=sub_acct)
    account = desk.venue.accounts[sub_acct]
    if any(account.cash.values()):
        raise Refusal("59000", "The sub-account is not empty")
    for key in desk.venue.keys_of(account):
        sub_account.delete_key(desk, sub_acct, key)
    desk.venue.accounts.pop(sub_acct)
    desk.things.shelf(desk.account_name, "sub-accounts").pop(row.sub_acct)
    return [{"subAcct": sub_acct}]


@answers(BrokerNd.create_nd_sub_account_api_key, grade="stateful")
def create_key(
    desk: Desk, sub_acct: str, label: str, passphrase: str, **said: Any
) -> list[dict[str, Any]]:
    return _wire(sub_account.create_key(desk, sub_acct, label, passphrase, **said))


@answers(BrokerNd.get_nd_sub_account_api_key, grade="stateful")
def get_key(
    desk: Desk, sub_acct: str, api_key: str | None = None
) -> list[dict[str, Any]]:
    rows: list[SubAccountApiKey] = sub_account.get_keys(desk, sub_acct, api_key)
    return [converter.unstructure(row) for row in rows]


@answers(BrokerNd.modify_nd_sub_account_api_key, grade="stateful")
def modify_key(
    desk: Desk, sub_acct: str, api_key: str, **said: Any
) -> list[dict[str, Any]]:
    return _wire(sub_account.modify_key(desk, sub_acct, api_key, **said))


@answers(BrokerNd.delete_nd_sub_account_api_key, grade="stateful")
def delete_key(desk: Desk, sub_acct: str, api_key: str) -> list[dict[str, Any]]:
    return _wire(sub_account.delete_key(desk, sub_acct, api_key))


_STATEFUL = {
    "create_nd_sub_account",
    "get_nd_sub_account_info",
    "delete_nd_sub_account",
    "create_nd_sub_account_api_key",
    "get_nd_sub_account_api_key",
    "modify_nd_sub_account_api_key",
    "delete_nd_sub_account_api_key",
}


def _nothing(desk: Desk) -> list[Any]:  # noqa: ARG001
    return []


for _section in (BrokerNd, BrokerDma):
    for _name in endpoints(_section):
        if _name not in _STATEFUL:
            lists(getattr(_section, _name), _nothing, "shape only")


@answers(BrokerFd.get_fd_rebate_per_orders, grade="stateful")
def rebates(
    desk: Desk,
    type: bool,  # noqa: A002, ARG001 - OKX's word
    **_: Any,
) -> list[FdRebateFile]:
    """The files that were asked for; they are never finished here."""
    asked: list[FdRebateRequest] = list(
        desk.things.shelf(desk.account_name, "fd-rebates").values()
    )
    return [FdRebateFile("", "ongoing", row.ts) for row in reversed(asked)]


@answers(BrokerFd.generate_fd_rebate_per_orders, grade="stateful")
def generate(desk: Desk, begin: str, end: str, **_: Any) -> FdRebateRequest:
    request = FdRebateRequest("true", moment(desk.now))
    desk.things.shelf(desk.account_name, "fd-rebates")[f"{begin}-{end}"] = request
    return request


@answers(BrokerFd.get_fd_rebate_eligibility, grade="shape only")
def eligibility(desk: Desk, api_key: str, **_: Any) -> FdRebateEligibility:
    known = api_key in desk.venue.keys
    return FdRebateEligibility("0" if known else "1", Decimal(0), "")
