"""The blocking twin of `okx_sdk.rest.broker_dma`, printed by tools/twin.py."""

from __future__ import annotations

from okx_sdk.blocking._base import BlockingSection
from okx_sdk.protocol.values import Json
from okx_sdk.rest.broker_dma import BrokerDma as AsyncBrokerDma

__all__ = ["BrokerDma"]


class BrokerDma(BlockingSection[AsyncBrokerDma]):
    """DMA brokers: sub-accounts, rebates, deposits. Provisional."""

    def get_dma_broker_info(self) -> list[Json]:
        """Figures of the broker.

        What it takes and gives is not known.

        *Provisional*: known from other libraries alone.
        """
        return self._run(self._async.get_dma_broker_info)

    def create_dma_sub_account(self) -> list[Json]:
        """Create a sub-account.

        What it takes and gives is not known.

        *Provisional*: known from other libraries alone.
        """
        return self._run(self._async.create_dma_sub_account)

    def delete_dma_sub_account(self) -> list[Json]:
        """Delete a sub-account.

        What it takes and gives is not known.

        *Provisional*: known from other libraries alone.
        """
        return self._run(self._async.delete_dma_sub_account)

    def modify_dma_sub_account_api_key(self) -> list[Json]:
        """Change a sub-account's key.

        What it takes and gives is not known.

        *Provisional*: known from other libraries alone.
        """
        return self._run(self._async.modify_dma_sub_account_api_key)

    def delete_dma_sub_account_api_key(self) -> list[Json]:
        """Delete a sub-account's key.

        What it takes and gives is not known.

        *Provisional*: known from other libraries alone.
        """
        return self._run(self._async.delete_dma_sub_account_api_key)

    def set_dma_sub_account_level(self) -> list[Json]:
        """Set a sub-account's account mode.

        What it takes and gives is not known.

        *Provisional*: known from other libraries alone.
        """
        return self._run(self._async.set_dma_sub_account_level)

    def set_dma_sub_account_fee_rate(self) -> list[Json]:
        """Set a sub-account's fee rate.

        What it takes and gives is not known.

        *Provisional*: known from other libraries alone.
        """
        return self._run(self._async.set_dma_sub_account_fee_rate)

    def set_dma_sub_account_assets(self) -> list[Json]:
        """Set a sub-account's assets.

        What it takes and gives is not known.

        *Provisional*: known from other libraries alone.
        """
        return self._run(self._async.set_dma_sub_account_assets)

    def report_dma_sub_account_ip(self) -> list[Json]:
        """Report a sub-account's address.

        What it takes and gives is not known.

        *Provisional*: known from other libraries alone.
        """
        return self._run(self._async.report_dma_sub_account_ip)

    def get_dma_rebate_daily(self) -> list[Json]:
        """Rebates by day.

        What it takes and gives is not known.

        *Provisional*: known from other libraries alone.
        """
        return self._run(self._async.get_dma_rebate_daily)

    def generate_dma_rebate_per_orders(self) -> list[Json]:
        """Have a file of rebates by order made.

        What it takes and gives is not known.

        *Provisional*: known from other libraries alone.
        """
        return self._run(self._async.generate_dma_rebate_per_orders)

    def get_dma_rebate_eligibility(self) -> list[Json]:
        """Whether a user's trading gives rebates.

        What it takes and gives is not known.

        *Provisional*: known from other libraries alone.
        """
        return self._run(self._async.get_dma_rebate_eligibility)

    def get_dma_credits(self) -> list[Json]:
        """Credits of the broker.

        What it takes and gives is not known.

        *Provisional*: known from other libraries alone.
        """
        return self._run(self._async.get_dma_credits)

    def activate_dma_credit(self) -> list[Json]:
        """Activate a credit.

        What it takes and gives is not known.

        *Provisional*: known from other libraries alone.
        """
        return self._run(self._async.activate_dma_credit)

    def get_dma_sub_account_deposit_address(self) -> list[Json]:
        """Deposit addresses of a sub-account.

        What it takes and gives is not known.

        *Provisional*: known from other libraries alone.
        """
        return self._run(self._async.get_dma_sub_account_deposit_address)

    def create_dma_sub_account_deposit_address(self) -> list[Json]:
        """Create a deposit address of a sub-account.

        What it takes and gives is not known.

        *Provisional*: known from other libraries alone.
        """
        return self._run(self._async.create_dma_sub_account_deposit_address)

    def modify_dma_sub_account_deposit_address(self) -> list[Json]:
        """Change a sub-account's deposit address.

        What it takes and gives is not known.

        *Provisional*: known from other libraries alone.
        """
        return self._run(self._async.modify_dma_sub_account_deposit_address)

    def get_dma_sub_account_deposit_history(self) -> list[Json]:
        """Deposits of sub-accounts.

        What it takes and gives is not known.

        *Provisional*: known from other libraries alone.
        """
        return self._run(self._async.get_dma_sub_account_deposit_history)

    def get_dma_sub_account_withdrawal_history(self) -> list[Json]:
        """Withdrawals of sub-accounts.

        What it takes and gives is not known.

        *Provisional*: known from other libraries alone.
        """
        return self._run(self._async.get_dma_sub_account_withdrawal_history)

    def get_dma_sub_account_info(self) -> list[Json]:
        """Sub-accounts.

        What it takes and gives is not known.

        *Provisional*: known from other libraries alone.
        """
        return self._run(self._async.get_dma_sub_account_info)

    def get_dma_sub_account_trade_fee(self) -> list[Json]:
        """Fee rates of a sub-account.

        What it takes and gives is not known.

        *Provisional*: known from other libraries alone.
        """
        return self._run(self._async.get_dma_sub_account_trade_fee)

    def get_dma_sub_account_api_key(self) -> list[Json]:
        """Keys of a sub-account.

        What it takes and gives is not known.

        *Provisional*: known from other libraries alone.
        """
        return self._run(self._async.get_dma_sub_account_api_key)

    def create_dma_sub_account_api_key(self) -> list[Json]:
        """Create a key of a sub-account.

        What it takes and gives is not known.

        *Provisional*: known from other libraries alone.
        """
        return self._run(self._async.create_dma_sub_account_api_key)

    def get_dma_rebate_per_orders(self) -> list[Json]:
        """Files of rebates by order.

        What it takes and gives is not known.

        *Provisional*: known from other libraries alone.
        """
        return self._run(self._async.get_dma_rebate_per_orders)

    def generate_dma_trades(self) -> list[Json]:
        """Have a file of trades made.

        What it takes and gives is not known.

        *Provisional*: known from other libraries alone.
        """
        return self._run(self._async.generate_dma_trades)
