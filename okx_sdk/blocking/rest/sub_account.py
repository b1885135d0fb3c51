"""The blocking twin of `okx_sdk.rest.sub_account`, printed by tools/twin.py."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal

from okx_sdk.blocking._base import BlockingSection
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
from okx_sdk.rest.sub_account import SubAccount as AsyncSubAccount

__all__ = ["SubAccount"]


class SubAccount(BlockingSection[AsyncSubAccount]):
    """Sub-accounts: their keys, balances and transfers; for master accounts."""

    def get_sub_accounts(
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
        return self._run(
            self._async.get_sub_accounts,
            enable=enable,
            sub_acct=sub_acct,
            after=after,
            before=before,
            limit=limit,
        )

    def create_sub_account(
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
        return self._run(
            self._async.create_sub_account, sub_acct, type, label=label, pwd=pwd
        )

    def create_sub_account_api_key(
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
        return self._run(
            self._async.create_sub_account_api_key,
            sub_acct,
            label,
            passphrase,
            perm=perm,
            ip=ip,
        )

    def get_sub_account_api_key(
        self, sub_acct: str, *, api_key: str | None = None
    ) -> list[SubAccountApiKey]:
        """The keys of a sub-account, without their secrets.

        Args:
            sub_acct: Name of the sub-account.
            api_key: The key.
        """
        return self._run(self._async.get_sub_account_api_key, sub_acct, api_key=api_key)

    def modify_sub_account_api_key(
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
        return self._run(
            self._async.modify_sub_account_api_key,
            sub_acct,
            api_key,
            label=label,
            perm=perm,
            ip=ip,
        )

    def delete_sub_account_api_key(self, sub_acct: str, api_key: str) -> DeletedApiKey:
        """Delete a key of a sub-account.

        Args:
            sub_acct: Name of the sub-account.
            api_key: The key.
        """
        return self._run(self._async.delete_sub_account_api_key, sub_acct, api_key)

    def get_sub_account_trading_balance(self, sub_acct: str) -> AccountBalance:
        """What the trading account of a sub-account holds.

        Args:
            sub_acct: Name of the sub-account.
        """
        return self._run(self._async.get_sub_account_trading_balance, sub_acct)

    def get_sub_account_funding_balance(
        self, sub_acct: str, *, ccy: str | Sequence[str] | None = None
    ) -> list[FundingBalance]:
        """What the funding account of a sub-account holds, by currency.

        Args:
            sub_acct: Name of the sub-account.
            ccy: Currencies, at most 20; all if left out.
        """
        return self._run(self._async.get_sub_account_funding_balance, sub_acct, ccy=ccy)

    def get_sub_account_max_withdrawals(
        self, sub_acct: str, *, ccy: str | Sequence[str] | None = None
    ) -> list[MaxWithdrawal]:
        """The most that can be moved out of a sub-account's trading account.

        Args:
            sub_acct: Name of the sub-account.
            ccy: Currencies, at most 20; all if left out.
        """
        return self._run(self._async.get_sub_account_max_withdrawals, sub_acct, ccy=ccy)

    def get_sub_account_transfers_history(
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
        return self._run(
            self._async.get_sub_account_transfers_history,
            ccy=ccy,
            type=type,
            sub_acct=sub_acct,
            after=after,
            before=before,
            limit=limit,
        )

    def get_managed_sub_account_transfers_history(
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
        return self._run(
            self._async.get_managed_sub_account_transfers_history,
            ccy=ccy,
            type=type,
            sub_acct=sub_acct,
            sub_uid=sub_uid,
            after=after,
            before=before,
            limit=limit,
        )

    def transfer_between_sub_accounts(
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
        return self._run(
            self._async.transfer_between_sub_accounts,
            ccy,
            amt,
            from_=from_,
            to=to,
            from_sub_account=from_sub_account,
            to_sub_account=to_sub_account,
            loan_trans=loan_trans,
            omit_pos_risk=omit_pos_risk,
        )

    def set_transfer_out(
        self, sub_acct: str | Sequence[str], *, can_trans_out: bool | None = None
    ) -> list[TransferOutSetting]:
        """Whether sub-accounts may move currency out.

        Args:
            sub_acct: Names of sub-accounts, at most 20, joined by commas.
            can_trans_out: Whether they may.
        """
        return self._run(
            self._async.set_transfer_out, sub_acct, can_trans_out=can_trans_out
        )

    def get_custody_trading_sub_accounts(
        self, *, sub_acct: str | None = None
    ) -> list[CustodySubAccount]:
        """The names of the custody trading sub-accounts.

        Args:
            sub_acct: Name of the sub-account.
        """
        return self._run(
            self._async.get_custody_trading_sub_accounts, sub_acct=sub_acct
        )
