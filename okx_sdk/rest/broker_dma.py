"""DMA brokers, as other libraries know them: rows come as they are."""

from __future__ import annotations

from okx_sdk.protocol.endpoint import Section, get, post
from okx_sdk.protocol.pacing import per_user
from okx_sdk.protocol.values import Json

__all__ = ["BrokerDma"]


class BrokerDma(Section):
    """DMA brokers: sub-accounts, rebates, deposits. Provisional."""

    @get("/api/v5/broker/dma/info", rate=None, permission="read", provisional=True)
    async def get_dma_broker_info(self) -> list[Json]:
        """Figures of the broker.

        What it takes and gives is not known.

        *Provisional*: known from other libraries alone.
        """
        ...

    @post(
        "/api/v5/broker/dma/create-subaccount",
        rate=None,
        permission="trade",
        provisional=True,
    )
    async def create_dma_sub_account(self) -> list[Json]:
        """Create a sub-account.

        What it takes and gives is not known.

        *Provisional*: known from other libraries alone.
        """
        ...

    @post(
        "/api/v5/broker/dma/delete-subaccount",
        rate=None,
        permission="trade",
        provisional=True,
    )
    async def delete_dma_sub_account(self) -> list[Json]:
        """Delete a sub-account.

        What it takes and gives is not known.

        *Provisional*: known from other libraries alone.
        """
        ...

    @post(
        "/api/v5/broker/dma/subaccount/modify-apikey",
        rate=None,
        permission="trade",
        provisional=True,
    )
    async def modify_dma_sub_account_api_key(self) -> list[Json]:
        """Change a sub-account's key.

        What it takes and gives is not known.

        *Provisional*: known from other libraries alone.
        """
        ...

    @post(
        "/api/v5/broker/dma/subaccount/delete-apikey",
        rate=None,
        permission="trade",
        provisional=True,
    )
    async def delete_dma_sub_account_api_key(self) -> list[Json]:
        """Delete a sub-account's key.

        What it takes and gives is not known.

        *Provisional*: known from other libraries alone.
        """
        ...

    @post(
        "/api/v5/broker/dma/set-subaccount-level",
        rate=None,
        permission="trade",
        provisional=True,
        repeatable=True,
    )
    async def set_dma_sub_account_level(self) -> list[Json]:
        """Set a sub-account's account mode.

        What it takes and gives is not known.

        *Provisional*: known from other libraries alone.
        """
        ...

    @post(
        "/api/v5/broker/dma/set-subaccount-fee-rate",
        rate=None,
        permission="trade",
        provisional=True,
        repeatable=True,
    )
    async def set_dma_sub_account_fee_rate(self) -> list[Json]:
        """Set a sub-account's fee rate.

        What it takes and gives is not known.

        *Provisional*: known from other libraries alone.
        """
        ...

    @post(
        "/api/v5/broker/dma/set-subaccount-assets",
        rate=None,
        permission="trade",
        provisional=True,
        repeatable=True,
    )
    async def set_dma_sub_account_assets(self) -> list[Json]:
        """Set a sub-account's assets.

        What it takes and gives is not known.

        *Provisional*: known from other libraries alone.
        """
        ...

    @post(
        "/api/v5/broker/dma/report-subaccount-ip",
        rate=None,
        permission="trade",
        provisional=True,
    )
    async def report_dma_sub_account_ip(self) -> list[Json]:
        """Report a sub-account's address.

        What it takes and gives is not known.

        *Provisional*: known from other libraries alone.
        """
        ...

    @get(
        "/api/v5/broker/dma/rebate-daily",
        rate=None,
        permission="read",
        provisional=True,
    )
    async def get_dma_rebate_daily(self) -> list[Json]:
        """Rebates by day.

        What it takes and gives is not known.

        *Provisional*: known from other libraries alone.
        """
        ...

    @post(
        "/api/v5/broker/dma/rebate-per-orders",
        rate=None,
        permission="trade",
        provisional=True,
    )
    async def generate_dma_rebate_per_orders(self) -> list[Json]:
        """Have a file of rebates by order made.

        What it takes and gives is not known.

        *Provisional*: known from other libraries alone.
        """
        ...

    @get("/api/v5/broker/dma/if-rebate", rate=None, permission="read", provisional=True)
    async def get_dma_rebate_eligibility(self) -> list[Json]:
        """Whether a user's trading gives rebates.

        What it takes and gives is not known.

        *Provisional*: known from other libraries alone.
        """
        ...

    @get("/api/v5/broker/dma/credits", rate=None, permission="read", provisional=True)
    async def get_dma_credits(self) -> list[Json]:
        """Credits of the broker.

        What it takes and gives is not known.

        *Provisional*: known from other libraries alone.
        """
        ...

    @post(
        "/api/v5/broker/dma/activate-credit",
        rate=None,
        permission="trade",
        provisional=True,
    )
    async def activate_dma_credit(self) -> list[Json]:
        """Activate a credit.

        What it takes and gives is not known.

        *Provisional*: known from other libraries alone.
        """
        ...

    @get(
        "/api/v5/asset/broker/dma/subaccount-deposit-address",
        rate=None,
        permission="read",
        provisional=True,
    )
    async def get_dma_sub_account_deposit_address(self) -> list[Json]:
        """Deposit addresses of a sub-account.

        What it takes and gives is not known.

        *Provisional*: known from other libraries alone.
        """
        ...

    @post(
        "/api/v5/asset/broker/dma/subaccount-deposit-address",
        rate=None,
        permission="trade",
        provisional=True,
    )
    async def create_dma_sub_account_deposit_address(self) -> list[Json]:
        """Create a deposit address of a sub-account.

        What it takes and gives is not known.

        *Provisional*: known from other libraries alone.
        """
        ...

    @post(
        "/api/v5/asset/broker/dma/modify-subaccount-deposit-address",
        rate=None,
        permission="trade",
        provisional=True,
    )
    async def modify_dma_sub_account_deposit_address(self) -> list[Json]:
        """Change a sub-account's deposit address.

        What it takes and gives is not known.

        *Provisional*: known from other libraries alone.
        """
        ...

    @get(
        "/api/v5/asset/broker/dma/subaccount-deposit-history",
        rate=None,
        permission="read",
        provisional=True,
    )
    async def get_dma_sub_account_deposit_history(self) -> list[Json]:
        """Deposits of sub-accounts.

        What it takes and gives is not known.

        *Provisional*: known from other libraries alone.
        """
        ...

    @get(
        "/api/v5/asset/broker/dma/subaccount-withdrawal-history",
        rate=None,
        permission="read",
        provisional=True,
    )
    async def get_dma_sub_account_withdrawal_history(self) -> list[Json]:
        """Withdrawals of sub-accounts.

        What it takes and gives is not known.

        *Provisional*: known from other libraries alone.
        """
        ...

    @get(
        "/api/v5/broker/dma/subaccount-info",
        rate=per_user(10),
        permission="read",
        provisional=True,
    )
    async def get_dma_sub_account_info(self) -> list[Json]:
        """Sub-accounts.

        What it takes and gives is not known.

        *Provisional*: known from other libraries alone.
        """
        ...

    @get(
        "/api/v5/broker/dma/subaccount-trade-fee",
        rate=per_user(2),
        permission="read",
        provisional=True,
    )
    async def get_dma_sub_account_trade_fee(self) -> list[Json]:
        """Fee rates of a sub-account.

        What it takes and gives is not known.

        *Provisional*: known from other libraries alone.
        """
        ...

    @get(
        "/api/v5/broker/dma/subaccount/apikey",
        rate=per_user(2),
        permission="read",
        provisional=True,
    )
    async def get_dma_sub_account_api_key(self) -> list[Json]:
        """Keys of a sub-account.

        What it takes and gives is not known.

        *Provisional*: known from other libraries alone.
        """
        ...

    @post(
        "/api/v5/broker/dma/subaccount/apikey",
        rate=per_user(80),
        permission="trade",
        provisional=True,
    )
    async def create_dma_sub_account_api_key(self) -> list[Json]:
        """Create a key of a sub-account.

        What it takes and gives is not known.

        *Provisional*: known from other libraries alone.
        """
        ...

    @get(
        "/api/v5/broker/dma/rebate-per-orders",
        rate=per_user(1, 30),
        permission="read",
        provisional=True,
    )
    async def get_dma_rebate_per_orders(self) -> list[Json]:
        """Files of rebates by order.

        What it takes and gives is not known.

        *Provisional*: known from other libraries alone.
        """
        ...

    @post(
        "/api/v5/broker/dma/trades",
        rate=per_user(1, 3600),
        permission="trade",
        provisional=True,
    )
    async def generate_dma_trades(self) -> list[Json]:
        """Have a file of trades made.

        What it takes and gives is not known.

        *Provisional*: known from other libraries alone.
        """
        ...
