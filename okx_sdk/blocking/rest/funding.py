"""The blocking twin of `okx_sdk.rest.funding`, printed by tools/twin.py."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal

from okx_sdk.blocking._base import BlockingSection
from okx_sdk.models.enums import (
    AccountType,
    AssetBillType,
    Custodian,
    DepositState,
    WithdrawDest,
)
from okx_sdk.models.funding import Deposit, Withdrawal
from okx_sdk.models.funding_records import (
    AssetValuation,
    CancelledWithdrawal,
    Currency,
    DepositAddress,
    FundingBalance,
    FundingBill,
    NonTradableAsset,
    OtherExchange,
    Recipient,
    Statement,
    StatementRequest,
    Transfer,
    TransferRecord,
    TransitStatus,
    WithdrawalAck,
)
from okx_sdk.rest.funding import Funding as AsyncFunding

__all__ = ["Funding"]


class Funding(BlockingSection[AsyncFunding]):
    """The funding account: balances, transfers, deposits and withdrawals."""

    def get_currencies(
        self, *, ccy: str | Sequence[str] | None = None
    ) -> list[Currency]:
        """Currencies: what can be deposited and withdrawn, limits and fees.

        A currency has one row for each of its chains.
        """
        return self._run(self._async.get_currencies, ccy=ccy)

    def get_asset_balances(
        self, *, ccy: str | Sequence[str] | None = None
    ) -> list[FundingBalance]:
        """What the funding account holds, by currency."""
        return self._run(self._async.get_asset_balances, ccy=ccy)

    def get_non_tradable_assets(
        self, *, ccy: str | Sequence[str] | None = None
    ) -> list[NonTradableAsset]:
        """What the funding account holds and cannot be traded."""
        return self._run(self._async.get_non_tradable_assets, ccy=ccy)

    def get_asset_valuation(self, *, ccy: str | None = None) -> AssetValuation:
        """What all accounts together are worth."""
        return self._run(self._async.get_asset_valuation, ccy=ccy)

    def transfer_funds(
        self,
        ccy: str,
        amt: Decimal | str | int,
        *,
        from_: AccountType | str,
        to: AccountType | str,
        type: str | None = None,
        sub_acct: str | None = None,
        loan_trans: bool | None = None,
        omit_pos_risk: str | None = None,
        client_id: str | None = None,
    ) -> Transfer:
        """Move a currency between accounts.

        That is between the funding and the trading account, or to and from a
        sub-account.

        Args:
            ccy: Currency, such as `BTC`.
            amt: Amount.
            from_: Account that gives.
            to: Account that gets.
            type: Which accounts it is between, and whose key asks for it.
            sub_acct: Name of the sub-account, if it is one's.
            loan_trans: Whether borrowed currency may be moved out of the trading
                account.
            omit_pos_risk: `true` passes over the check of positions' risk in portfolio
                margin; `false` if left out.
            client_id: The client's name for it, 1 to 32 letters and digits.
        """
        return self._run(
            self._async.transfer_funds,
            ccy,
            amt,
            from_=from_,
            to=to,
            type=type,
            sub_acct=sub_acct,
            loan_trans=loan_trans,
            omit_pos_risk=omit_pos_risk,
            client_id=client_id,
        )

    def get_transfer_state(
        self,
        *,
        trans_id: str | None = None,
        client_id: str | None = None,
        type: str | None = None,
    ) -> TransferRecord:
        """What became of a transfer of the last two weeks.

        It is named by its id or by the client's name for it.

        Args:
            trans_id: The transfer's id.
            client_id: The client's name for it, 1 to 32 letters and digits.
            type: Which accounts it is between.
        """
        return self._run(
            self._async.get_transfer_state,
            trans_id=trans_id,
            client_id=client_id,
            type=type,
        )

    def get_asset_bills(
        self,
        *,
        ccy: str | None = None,
        type: AssetBillType | str | None = None,
        client_id: str | None = None,
        after: datetime | int | None = None,
        before: datetime | int | None = None,
        limit: int | None = None,
        third_party_type: Custodian | str | None = None,
    ) -> list[FundingBill]:
        """What changed the funding account's balance in the last month, newest first.

        Args:
            ccy: Currency, such as `BTC`.
            type: Only bills of this type.
            client_id: The client's name for it, 1 to 32 letters and digits.
            after: Only rows older than this time, their `ts`.
            before: Only rows newer than this time, their `ts`.
            limit: At most 100, which is also what is sent if left out.
            third_party_type: Custodian.
        """
        return self._run(
            self._async.get_asset_bills,
            ccy=ccy,
            type=type,
            client_id=client_id,
            after=after,
            before=before,
            limit=limit,
            third_party_type=third_party_type,
        )

    def get_asset_bills_history(
        self,
        *,
        ccy: str | None = None,
        type: AssetBillType | str | None = None,
        client_id: str | None = None,
        after: datetime | int | str | None = None,
        before: datetime | int | str | None = None,
        limit: int | None = None,
        paging_type: str | None = None,
        third_party_type: Custodian | str | None = None,
    ) -> list[FundingBill]:
        """What changed the funding account's balance since February 2021, newest first.

        Args:
            ccy: Currency, such as `BTC`.
            type: Only bills of this type.
            client_id: The client's name for it, 1 to 32 letters and digits.
            after: Only rows older than this time, or for paging type `2` than this bill
                id.
            before: Only rows newer than this time, or for paging type `2` than this
                bill id.
            limit: At most 100, which is also what is sent if left out.
            paging_type: `1` pages by time, `2` by bill id.
            third_party_type: Custodian.
        """
        return self._run(
            self._async.get_asset_bills_history,
            ccy=ccy,
            type=type,
            client_id=client_id,
            after=after,
            before=before,
            limit=limit,
            paging_type=paging_type,
            third_party_type=third_party_type,
        )

    def get_deposit_address(self, ccy: str) -> list[DepositAddress]:
        """The addresses to deposit a currency at, one for each chain at least."""
        return self._run(self._async.get_deposit_address, ccy)

    def get_deposit_history(
        self,
        *,
        ccy: str | None = None,
        dep_id: str | None = None,
        from_wd_id: str | None = None,
        tx_id: str | None = None,
        type: str | None = None,
        state: DepositState | str | None = None,
        after: datetime | int | None = None,
        before: datetime | int | None = None,
        limit: int | None = None,
    ) -> list[Deposit]:
        """Deposits, newest first.

        Args:
            ccy: Currency, such as `BTC`.
            dep_id: The deposit's id.
            from_wd_id: Name of the withdrawal that sent it from within.
            tx_id: Hash of the chain.
            type: `3` from within, `4` from a chain.
            state: Only rows in this state.
            after: Only rows older than this time, their `ts`.
            before: Only rows newer than this time, their `ts`.
            limit: At most 100, which is also what is sent if left out.
        """
        return self._run(
            self._async.get_deposit_history,
            ccy=ccy,
            dep_id=dep_id,
            from_wd_id=from_wd_id,
            tx_id=tx_id,
            type=type,
            state=state,
            after=after,
            before=before,
            limit=limit,
        )

    def withdraw_funds(
        self,
        ccy: str,
        amt: Decimal | str | int,
        *,
        dest: WithdrawDest | str,
        to_addr: str,
        to_addr_type: str | None = None,
        chain: str | None = None,
        area_code: str | None = None,
        rcvr_info: Recipient | None = None,
        client_id: str | None = None,
    ) -> WithdrawalAck:
        """Send a currency to a chain's address, or to another user.

        An acknowledgement means that it was accepted. Addresses must be on the key's
        list.

        Args:
            ccy: Currency, such as `BTC`.
            amt: Amount.
            dest: Within the exchange, or on a chain.
            to_addr: Address; some have more to them, after a colon. Within: mail
                address, phone number or login.
            to_addr_type: `1` an address, mail address, phone number or login; `2` a
                user id, within alone.
            chain: Currency and network, such as `USDT-TRC20`.
            area_code: Of the phone number, such as `86`.
            rcvr_info: Who gets it; some entities must tell.
            client_id: The client's name for it, 1 to 32 letters and digits.
        """
        return self._run(
            self._async.withdraw_funds,
            ccy,
            amt,
            dest=dest,
            to_addr=to_addr,
            to_addr_type=to_addr_type,
            chain=chain,
            area_code=area_code,
            rcvr_info=rcvr_info,
            client_id=client_id,
        )

    def cancel_withdrawal(self, wd_id: str) -> CancelledWithdrawal:
        """Cancel a withdrawal; not on Lightning.

        Args:
            wd_id: The withdrawal's id.
        """
        return self._run(self._async.cancel_withdrawal, wd_id)

    def get_withdrawal_history(
        self,
        *,
        ccy: str | None = None,
        wd_id: str | None = None,
        client_id: str | None = None,
        tx_id: str | None = None,
        type: str | None = None,
        state: str | None = None,
        after: datetime | int | None = None,
        before: datetime | int | None = None,
        limit: int | None = None,
    ) -> list[Withdrawal]:
        """Withdrawals, newest first.

        Args:
            ccy: Currency, such as `BTC`.
            wd_id: The withdrawal's id.
            client_id: The client's name for it, 1 to 32 letters and digits.
            tx_id: Hash of the chain.
            type: `3` within, `4` to a chain.
            state: Only rows in this state. One of `19`, `17`, `10`, `0`, `4`, `5`, `6`,
                `8`, `9`, `12`, `7`, `1`, `15`, `16`, `-3`, `-2`, `-1`, `2`.
            after: Only rows older than this time, their `ts`.
            before: Only rows newer than this time, their `ts`.
            limit: At most 100, which is also what is sent if left out.
        """
        return self._run(
            self._async.get_withdrawal_history,
            ccy=ccy,
            wd_id=wd_id,
            client_id=client_id,
            tx_id=tx_id,
            type=type,
            state=state,
            after=after,
            before=before,
            limit=limit,
        )

    def get_deposit_withdraw_status(
        self,
        *,
        wd_id: str | None = None,
        tx_id: str | None = None,
        ccy: str | None = None,
        to: str | None = None,
        chain: str | None = None,
    ) -> list[TransitStatus]:
        """How far a deposit or a withdrawal is, in words.

        Args:
            wd_id: The withdrawal's id; this or *tx_id*.
            tx_id: Hash of a deposit's chain; it wants *ccy*, *to* and *chain*.
            ccy: Currency, such as `BTC`.
            to: Address of the deposit.
            chain: Currency and network, such as `USDT-TRC20`.
        """
        return self._run(
            self._async.get_deposit_withdraw_status,
            wd_id=wd_id,
            tx_id=tx_id,
            ccy=ccy,
            to=to,
            chain=chain,
        )

    def get_exchange_list(self) -> list[OtherExchange]:
        """Exchanges that a withdrawal may name as its recipient."""
        return self._run(self._async.get_exchange_list)

    def apply_monthly_statement(self, *, month: str | None = None) -> StatementRequest:
        """Apply for the file of a month's bills, of the last year.

        Twenty calls a month.

        Args:
            month: `Jan` to `Dec`. One of `Jan`, `Feb`, `Mar`, `Apr`, `May`, `Jun`,
                `Jul`, `Aug`, `Sep`, `Oct`, `Nov`, `Dec`.
        """
        return self._run(self._async.apply_monthly_statement, month=month)

    def get_monthly_statement(self, month: str) -> Statement:
        """The file of a month's bills, once it was applied for.

        Args:
            month: `Jan` to `Dec`. One of `Jan`, `Feb`, `Mar`, `Apr`, `May`, `Jun`,
                `Jul`, `Aug`, `Sep`, `Oct`, `Nov`, `Dec`.
        """
        return self._run(self._async.get_monthly_statement, month)
