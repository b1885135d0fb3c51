"""Non-disclosed brokers, as other libraries know them: rows come as they are."""

from __future__ import annotations

from collections.abc import Sequence

from okx_sdk.protocol.endpoint import Section, get, post
from okx_sdk.protocol.pacing import per_user
from okx_sdk.protocol.paging import by_page
from okx_sdk.protocol.values import Json

__all__ = ["BrokerNd"]


class BrokerNd(Section):
    """Non-disclosed brokers: sub-accounts, rebates, deposits. Provisional."""

    @get(
        "/api/v5/broker/nd/info", rate=per_user(2), permission="read", provisional=True
    )
    async def get_nd_broker_info(self) -> list[Json]:
        """Figures of the broker.

        What it takes and gives is not known.

        *Provisional*: known from other libraries alone.
        """
        ...

    @get(
        "/api/v5/broker/nd/subaccount-info",
        rate=per_user(2),
        permission="read",
        cursor=by_page(),
        provisional=True,
    )
    async def get_nd_sub_account_info(
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
        ...

    @post(
        "/api/v5/broker/nd/create-subaccount",
        rate=per_user(80),
        permission="trade",
        provisional=True,
    )
    async def create_nd_sub_account(
        self, sub_acct: str, *, label: str | None = None
    ) -> list[Json]:
        """Create a sub-account; the answer comes as it is.

        *Provisional*: known from other libraries alone.

        Args:
            sub_acct: Name of the sub-account.
            label: A remark, or the name of a key.
        """
        ...

    @post(
        "/api/v5/broker/nd/delete-subaccount",
        rate=per_user(20),
        permission="trade",
        provisional=True,
    )
    async def delete_nd_sub_account(self, sub_acct: str) -> list[Json]:
        """Delete a sub-account; the answer comes as it is.

        *Provisional*: known from other libraries alone.

        Args:
            sub_acct: Name of the sub-account.
        """
        ...

    @get(
        "/api/v5/broker/nd/subaccount/apikey",
        rate=per_user(2),
        permission="read",
        provisional=True,
    )
    async def get_nd_sub_account_api_key(
        self, sub_acct: str, *, api_key: str | None = None
    ) -> list[Json]:
        """Keys of a sub-account; rows come as they are.

        *Provisional*: known from other libraries alone.

        Args:
            sub_acct: Name of the sub-account.
            api_key: The key.
        """
        ...

    @post(
        "/api/v5/broker/nd/subaccount/apikey",
        rate=per_user(80),
        permission="trade",
        provisional=True,
    )
    async def create_nd_sub_account_api_key(
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
        ...

    @post(
        "/api/v5/broker/nd/subaccount/modify-apikey",
        rate=per_user(20),
        permission="trade",
        provisional=True,
    )
    async def modify_nd_sub_account_api_key(
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
        ...

    @post(
        "/api/v5/broker/nd/subaccount/delete-apikey",
        rate=per_user(20),
        permission="trade",
        provisional=True,
    )
    async def delete_nd_sub_account_api_key(
        self, sub_acct: str, api_key: str
    ) -> list[Json]:
        """Delete a sub-account's key; the answer comes as it is.

        *Provisional*: known from other libraries alone.

        Args:
            sub_acct: Name of the sub-account.
            api_key: The key.
        """
        ...

    @post(
        "/api/v5/broker/nd/set-subaccount-level",
        rate=per_user(5),
        permission="trade",
        provisional=True,
        repeatable=True,
    )
    async def set_nd_sub_account_level(self) -> list[Json]:
        """Set a sub-account's account mode.

        What it takes and gives is not known.

        *Provisional*: known from other libraries alone.
        """
        ...

    @post(
        "/api/v5/broker/nd/set-subaccount-fee-rate",
        rate=per_user(5),
        permission="trade",
        provisional=True,
        repeatable=True,
    )
    async def set_nd_sub_account_fee_rate(self) -> list[Json]:
        """Set a sub-account's fee rate.

        What it takes and gives is not known.

        *Provisional*: known from other libraries alone.
        """
        ...

    @post(
        "/api/v5/broker/nd/set-subaccount-assets",
        rate=per_user(80),
        permission="trade",
        provisional=True,
        repeatable=True,
    )
    async def set_nd_sub_account_assets(self) -> list[Json]:
        """Set a sub-account's assets.

        What it takes and gives is not known.

        *Provisional*: known from other libraries alone.
        """
        ...

    @post(
        "/api/v5/broker/nd/report-subaccount-ip",
        rate=per_user(80),
        permission="trade",
        provisional=True,
    )
    async def report_nd_sub_account_ip(self) -> list[Json]:
        """Report a sub-account's address.

        What it takes and gives is not known.

        *Provisional*: known from other libraries alone.
        """
        ...

    @get(
        "/api/v5/broker/nd/rebate-daily",
        rate=per_user(1, 10),
        permission="read",
        provisional=True,
    )
    async def get_nd_rebate_daily(self) -> list[Json]:
        """Rebates by day.

        What it takes and gives is not known.

        *Provisional*: known from other libraries alone.
        """
        ...

    @get(
        "/api/v5/broker/nd/rebate-per-orders",
        rate=per_user(1, 30),
        permission="read",
        provisional=True,
    )
    async def get_nd_rebate_per_orders(self) -> list[Json]:
        """Files of rebates by order.

        What it takes and gives is not known.

        *Provisional*: known from other libraries alone.
        """
        ...

    @post(
        "/api/v5/broker/nd/rebate-per-orders",
        rate=per_user(1, 3600),
        permission="trade",
        provisional=True,
    )
    async def generate_nd_rebate_per_orders(self) -> list[Json]:
        """Have a file of rebates by order made.

        What it takes and gives is not known.

        *Provisional*: known from other libraries alone.
        """
        ...

    @get(
        "/api/v5/asset/broker/nd/subaccount-deposit-address",
        rate=per_user(12),
        permission="read",
        provisional=True,
    )
    async def get_nd_sub_account_deposit_address(self) -> list[Json]:
        """Deposit addresses of a sub-account.

        What it takes and gives is not known.

        *Provisional*: known from other libraries alone.
        """
        ...

    @post(
        "/api/v5/asset/broker/nd/subaccount-deposit-address",
        rate=per_user(20),
        permission="trade",
        provisional=True,
    )
    async def create_nd_sub_account_deposit_address(self) -> list[Json]:
        """Create a deposit address of a sub-account.

        What it takes and gives is not known.

        *Provisional*: known from other libraries alone.
        """
        ...

    @post(
        "/api/v5/asset/broker/nd/modify-subaccount-deposit-address",
        rate=per_user(12),
        permission="trade",
        provisional=True,
    )
    async def modify_nd_sub_account_deposit_address(self) -> list[Json]:
        """Change a sub-account's deposit address.

        What it takes and gives is not known.

        *Provisional*: known from other libraries alone.
        """
        ...

    @get(
        "/api/v5/asset/broker/nd/subaccount-deposit-history",
        rate=per_user(5),
        permission="read",
        provisional=True,
    )
    async def get_nd_sub_account_deposit_history(self) -> list[Json]:
        """Deposits of sub-accounts.

        What it takes and gives is not known.

        *Provisional*: known from other libraries alone.
        """
        ...

    @get(
        "/api/v5/asset/broker/nd/subaccount-withdrawal-history",
        rate=per_user(5),
        permission="read",
        provisional=True,
    )
    async def get_nd_sub_account_withdrawal_history(self) -> list[Json]:
        """Withdrawals of sub-accounts.

        What it takes and gives is not known.

        *Provisional*: known from other libraries alone.
        """
        ...
