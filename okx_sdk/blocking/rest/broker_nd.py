"""The blocking twin of `okx_sdk.rest.broker_nd`, printed by tools/twin.py."""

from __future__ import annotations

from collections.abc import Sequence

from okx_sdk.blocking._base import BlockingSection
from okx_sdk.protocol.values import Json
from okx_sdk.rest.broker_nd import BrokerNd as AsyncBrokerNd

__all__ = ["BrokerNd"]


class BrokerNd(BlockingSection[AsyncBrokerNd]):
    """Non-disclosed brokers: sub-accounts, rebates, deposits. Provisional."""

    def get_nd_broker_info(self) -> list[Json]:
        """Figures of the broker.

        What it takes and gives is not known.

        *Provisional*: known from other libraries alone.
        """
        return self._run(self._async.get_nd_broker_info)

    def get_nd_sub_account_info(
        self,
        *,
        sub_acct: str | None = None,
        page: int | None = None,
        limit: int | None = None,
    ) -> list[Json]:
        """Sub-accounts; rows come as they are.

        *Provisional*: known from other libraries alone.

        Args:
            sub_acct: Name of the sub-account.
            page: Number of the page, from 1.
            limit: Number of rows.
        """
        return self._run(
            self._async.get_nd_sub_account_info,
            sub_acct=sub_acct,
            page=page,
            limit=limit,
        )

    def create_nd_sub_account(
        self, sub_acct: str, *, label: str | None = None
    ) -> list[Json]:
        """Create a sub-account; the answer comes as it is.

        *Provisional*: known from other libraries alone.

        Args:
            sub_acct: Name of the sub-account.
            label: A remark, or the name of a key.
        """
        return self._run(self._async.create_nd_sub_account, sub_acct, label=label)

    def delete_nd_sub_account(self, sub_acct: str) -> list[Json]:
        """Delete a sub-account; the answer comes as it is.

        *Provisional*: known from other libraries alone.

        Args:
            sub_acct: Name of the sub-account.
        """
        return self._run(self._async.delete_nd_sub_account, sub_acct)

    def get_nd_sub_account_api_key(
        self, sub_acct: str, *, api_key: str | None = None
    ) -> list[Json]:
        """Keys of a sub-account; rows come as they are.

        *Provisional*: known from other libraries alone.

        Args:
            sub_acct: Name of the sub-account.
            api_key: The key.
        """
        return self._run(
            self._async.get_nd_sub_account_api_key, sub_acct, api_key=api_key
        )

    def create_nd_sub_account_api_key(
        self,
        sub_acct: str,
        label: str,
        passphrase: str,
        *,
        ip: str | Sequence[str] | None = None,
        perm: str | None = None,
    ) -> list[Json]:
        """Create a key of a sub-account; the answer comes as it is.

        *Provisional*: known from other libraries alone.

        Args:
            sub_acct: Name of the sub-account.
            label: A remark, or the name of a key.
            passphrase: The key's passphrase.
            ip: Addresses that the key is bound to, joined by commas.
            perm: What the key may do.
        """
        return self._run(
            self._async.create_nd_sub_account_api_key,
            sub_acct,
            label,
            passphrase,
            ip=ip,
            perm=perm,
        )

    def modify_nd_sub_account_api_key(
        self,
        sub_acct: str,
        api_key: str,
        *,
        label: str | None = None,
        perm: str | None = None,
        ip: str | Sequence[str] | None = None,
    ) -> list[Json]:
        """Change a sub-account's key; the answer comes as it is.

        *Provisional*: known from other libraries alone.

        Args:
            sub_acct: Name of the sub-account.
            api_key: The key.
            label: A remark, or the name of a key.
            perm: What the key may do.
            ip: Addresses that the key is bound to, joined by commas.
        """
        return self._run(
            self._async.modify_nd_sub_account_api_key,
            sub_acct,
            api_key,
            label=label,
            perm=perm,
            ip=ip,
        )

    def delete_nd_sub_account_api_key(self, sub_acct: str, api_key: str) -> list[Json]:
        """Delete a sub-account's key; the answer comes as it is.

        *Provisional*: known from other libraries alone.

        Args:
            sub_acct: Name of the sub-account.
            api_key: The key.
        """
        return self._run(self._async.delete_nd_sub_account_api_key, sub_acct, api_key)

    def set_nd_sub_account_level(self) -> list[Json]:
        """Set a sub-account's account mode.

        What it takes and gives is not known.

        *Provisional*: known from other libraries alone.
        """
        return self._run(self._async.set_nd_sub_account_level)

    def set_nd_sub_account_fee_rate(self) -> list[Json]:
        """Set a sub-account's fee rate.

        What it takes and gives is not known.

        *Provisional*: known from other libraries alone.
        """
        return self._run(self._async.set_nd_sub_account_fee_rate)

    def set_nd_sub_account_assets(self) -> list[Json]:
        """Set a sub-account's assets.

        What it takes and gives is not known.

        *Provisional*: known from other libraries alone.
        """
        return self._run(self._async.set_nd_sub_account_assets)

    def report_nd_sub_account_ip(self) -> list[Json]:
        """Report a sub-account's address.

        What it takes and gives is not known.

        *Provisional*: known from other libraries alone.
        """
        return self._run(self._async.report_nd_sub_account_ip)

    def get_nd_rebate_daily(self) -> list[Json]:
        """Rebates by day.

        What it takes and gives is not known.

        *Provisional*: known from other libraries alone.
        """
        return self._run(self._async.get_nd_rebate_daily)

    def get_nd_rebate_per_orders(self) -> list[Json]:
        """Files of rebates by order.

        What it takes and gives is not known.

        *Provisional*: known from other libraries alone.
        """
        return self._run(self._async.get_nd_rebate_per_orders)

    def generate_nd_rebate_per_orders(self) -> list[Json]:
        """Have a file of rebates by order made.

        What it takes and gives is not known.

        *Provisional*: known from other libraries alone.
        """
        return self._run(self._async.generate_nd_rebate_per_orders)

    def get_nd_sub_account_deposit_address(self) -> list[Json]:
        """Deposit addresses of a sub-account.

        What it takes and gives is not known.

        *Provisional*: known from other libraries alone.
        """
        return self._run(self._async.get_nd_sub_account_deposit_address)

    def create_nd_sub_account_deposit_address(self) -> list[Json]:
        """Create a deposit address of a sub-account.

        What it takes and gives is not known.

        *Provisional*: known from other libraries alone.
        """
        return self._run(self._async.create_nd_sub_account_deposit_address)

    def modify_nd_sub_account_deposit_address(self) -> list[Json]:
        """Change a sub-account's deposit address.

        What it takes and gives is not known.

        *Provisional*: known from other libraries alone.
        """
        return self._run(self._async.modify_nd_sub_account_deposit_address)

    def get_nd_sub_account_deposit_history(self) -> list[Json]:
        """Deposits of sub-accounts.

        What it takes and gives is not known.

        *Provisional*: known from other libraries alone.
        """
        return self._run(self._async.get_nd_sub_account_deposit_history)

    def get_nd_sub_account_withdrawal_history(self) -> list[Json]:
        """Withdrawals of sub-accounts.

        What it takes and gives is not known.

        *Provisional*: known from other libraries alone.
        """
        return self._run(self._async.get_nd_sub_account_withdrawal_history)
