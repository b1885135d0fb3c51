"""Sub-accounts as OKX offers them to master accounts."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal

from okx_sdk.models.account import AccountBalance
from okx_sdk.models.account_margin import MaxWithdrawal
from okx_sdk.models.enums import AccountType
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
from okx_sdk.protocol.endpoint import Section, get, post
from okx_sdk.protocol.pacing import per_user

__all__ = ["SubAccount"]


class SubAccount(Section):
    """Sub-accounts: their keys, balances and transfers; for master accounts."""

    @get(
        "/api/v5/users/subaccount/list",
        rate=per_user(20),
        permission="read",
        cursor="ts",
        page_size=100,
    )
    async def get_sub_accounts(
        self,
        *,
        enable: bool | None = None,
        sub_acct: str | None = None,
        after: datetime | int | None = None,
        before: datetime | int | None = None,
        limit: int | None = None,
    ) -> list[SubAccountInfo]:
        """The sub-accounts, newest first.

        Args:
            enable: Only those that are in use, or are not.
            sub_acct: Name of the sub-account.
            after: Only rows older than this time, their `ts`.
            before: Only rows newer than this time, their `ts`.
            limit: At most 100, which is also what is sent if left out.
        """
        ...

    @post(
        "/api/v5/users/subaccount/create-subaccount",
        rate=per_user(1, 1),
        permission="trade",
    )
    async def create_sub_account(
        self,
        sub_acct: str,
        type: str,
        *,
        label: str | None = None,
        pwd: str | None = None,
    ) -> CreatedSubAccount:
        """Create a sub-account.

        Keys of the master account that are bound to an address may.

        Args:
            sub_acct: Name of the sub-account.
            type: Kind of the sub-account.
            label: A remark.
            pwd: A password of its own, for some entities.
        """
        ...

    @post("/api/v5/users/subaccount/apikey", rate=per_user(1, 1), permission="trade")
    async def create_sub_account_api_key(
        self,
        sub_acct: str,
        label: str,
        passphrase: str,
        *,
        perm: str | Sequence[str] | None = None,
        ip: str | Sequence[str] | None = None,
    ) -> SubAccountApiKey:
        """Create a key of a sub-account; its secret is told this once.

        Args:
            sub_acct: Name of the sub-account.
            label: Name of the key.
            passphrase: The key's passphrase, 8 to 32 characters.
            perm: What the key may do; a key that may nothing else reads.
            ip: Addresses that the key is bound to, at most 20. At most 20.
        """
        ...

    @get("/api/v5/users/subaccount/apikey", rate=per_user(20), permission="read")
    async def get_sub_account_api_key(
        self, sub_acct: str, *, api_key: str | None = None
    ) -> list[SubAccountApiKey]:
        """The keys of a sub-account, without their secrets.

        Args:
            sub_acct: Name of the sub-account.
            api_key: The key.
        """
        ...

    @post(
        "/api/v5/users/subaccount/modify-apikey",
        rate=per_user(1, 1),
        permission="trade",
    )
    async def modify_sub_account_api_key(
        self,
        sub_acct: str,
        api_key: str,
        *,
        label: str | None = None,
        perm: str | Sequence[str] | None = None,
        ip: str | Sequence[str] | None = None,
    ) -> SubAccountApiKey:
        """Change what a sub-account's key may do, or where it is bound to.

        Args:
            sub_acct: Name of the sub-account.
            api_key: The key.
            label: Name of the key.
            perm: What the key may do; a key that may nothing else reads.
            ip: Addresses that the key is bound to, at most 20. At most 20.
        """
        ...

    @post(
        "/api/v5/users/subaccount/delete-apikey",
        rate=per_user(1, 1),
        permission="trade",
    )
    async def delete_sub_account_api_key(
        self, sub_acct: str, api_key: str
    ) -> DeletedApiKey:
        """Delete a key of a sub-account.

        Args:
            sub_acct: Name of the sub-account.
            api_key: The key.
        """
        ...

    @get("/api/v5/account/subaccount/balances", rate=per_user(6), permission="read")
    async def get_sub_account_trading_balance(self, sub_acct: str) -> AccountBalance:
        """What the trading account of a sub-account holds.

        Args:
            sub_acct: Name of the sub-account.
        """
        ...

    @get("/api/v5/asset/subaccount/balances", rate=per_user(6), permission="read")
    async def get_sub_account_funding_balance(
        self, sub_acct: str, *, ccy: str | Sequence[str] | None = None
    ) -> list[FundingBalance]:
        """What the funding account of a sub-account holds, by currency.

        Args:
            sub_acct: Name of the sub-account.
            ccy: Currencies, at most 20; all if left out.
        """
        ...

    @get(
        "/api/v5/account/subaccount/max-withdrawal",
        rate=per_user(20),
        permission="read",
    )
    async def get_sub_account_max_withdrawals(
        self, sub_acct: str, *, ccy: str | Sequence[str] | None = None
    ) -> list[MaxWithdrawal]:
        """The most that can be moved out of a sub-account's trading account.

        Args:
            sub_acct: Name of the sub-account.
            ccy: Currencies, at most 20; all if left out.
        """
        ...

    @get(
        "/api/v5/asset/subaccount/bills",
        rate=per_user(6, 1),
        permission="read",
        cursor="ts",
        page_size=100,
    )
    async def get_sub_account_transfers_history(
        self,
        *,
        ccy: str | None = None,
        type: str | None = None,
        sub_acct: str | None = None,
        after: datetime | int | None = None,
        before: datetime | int | None = None,
        limit: int | None = None,
    ) -> list[SubAccountTransfer]:
        """Transfers of sub-accounts in the last three months, newest first.

        Args:
            ccy: Currency, such as `BTC`.
            type: `0` from the master account, `1` to it.
            sub_acct: Name of the sub-account.
            after: Only rows older than this time, their `ts`.
            before: Only rows newer than this time, their `ts`.
            limit: At most 100, which is also what is sent if left out.
        """
        ...

    @get(
        "/api/v5/asset/subaccount/managed-subaccount-bills",
        rate=per_user(6, 1),
        permission="read",
        cursor="ts",
        page_size=100,
    )
    async def get_managed_sub_account_transfers_history(
        self,
        *,
        ccy: str | None = None,
        type: str | None = None,
        sub_acct: str | None = None,
        sub_uid: str | None = None,
        after: datetime | int | None = None,
        before: datetime | int | None = None,
        limit: int | None = None,
    ) -> list[SubAccountTransfer]:
        """Transfers of managed sub-accounts in the last three months, newest first.

        Args:
            ccy: Currency, such as `BTC`.
            type: `0` from the master account, `1` to it.
            sub_acct: Name of the sub-account.
            sub_uid: Uid of the sub-account.
            after: Only rows older than this time, their `ts`.
            before: Only rows newer than this time, their `ts`.
            limit: At most 100, which is also what is sent if left out.
        """
        ...

    @post("/api/v5/asset/subaccount/transfer", rate=per_user(1, 1), permission="trade")
    async def transfer_between_sub_accounts(
        self,
        ccy: str,
        amt: Decimal | str | int,
        *,
        from_: AccountType | str,
        to: AccountType | str,
        from_sub_account: str,
        to_sub_account: str,
        loan_trans: bool | None = None,
        omit_pos_risk: str | None = None,
    ) -> SubAccountTransferAck:
        """Move a currency between two sub-accounts; by keys of the master account.

        Args:
            ccy: Currency, such as `BTC`.
            amt: Amount.
            from_: Account that gives.
            to: Account that gets.
            from_sub_account: Sub-account that gives.
            to_sub_account: Sub-account that gets.
            loan_trans: Whether borrowed currency may be moved out of the trading
                account.
            omit_pos_risk: `true` passes over the check of positions' risk in portfolio
                margin; `false` if left out.
        """
        ...

    @post(
        "/api/v5/users/subaccount/set-transfer-out",
        rate=per_user(1, 1),
        permission="trade",
        repeatable=True,
    )
    async def set_transfer_out(
        self, sub_acct: str | Sequence[str], *, can_trans_out: bool | None = None
    ) -> list[TransferOutSetting]:
        """Whether sub-accounts may move currency out.

        Args:
            sub_acct: Names of sub-accounts, at most 20, joined by commas.
            can_trans_out: Whether they may.
        """
        ...

    @get(
        "/api/v5/users/entrust-subaccount-list", rate=per_user(1, 1), permission="read"
    )
    async def get_custody_trading_sub_accounts(
        self, *, sub_acct: str | None = None
    ) -> list[CustodySubAccount]:
        """The names of the custody trading sub-accounts.

        Args:
            sub_acct: Name of the sub-account.
        """
        ...
