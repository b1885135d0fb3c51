"""The blocking twin of `okx_sdk.rest.flexible_loan`, printed by tools/twin.py."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from okx_sdk.blocking._base import BlockingSection
from okx_sdk.models.flexible_loan import (
    FlexibleLoanAck,
    FlexibleLoanInfo,
    FlexibleLoanInterest,
    FlexibleLoanRecord,
    FlexibleMaxLoan,
    LoanAmount,
    LoanCollateral,
    LoanCurrency,
    MaxCollateralRedeem,
)
from okx_sdk.protocol.values import Json
from okx_sdk.rest.flexible_loan import FlexibleLoan as AsyncFlexibleLoan

__all__ = ["FlexibleLoan"]


class FlexibleLoan(BlockingSection[AsyncFlexibleLoan]):
    """Flexible loans: borrow against collateral of the funding account."""

    def get_borrow_currencies(self) -> list[LoanCurrency]:
        """Currencies that can be borrowed."""
        return self._run(self._async.get_borrow_currencies)

    def get_collateral_assets(
        self, *, ccy: str | None = None, ord_id: str | None = None
    ) -> LoanCollateral:
        """What the funding account holds that can be collateral.

        Args:
            ccy: Currency, such as `BTC`.
            ord_id: The loan's id.
        """
        return self._run(self._async.get_collateral_assets, ccy=ccy, ord_id=ord_id)

    def compute_max_loan(
        self,
        borrow_ccy: str,
        *,
        sup_collateral: Sequence[LoanAmount] | None = None,
        ord_id: str | None = None,
    ) -> FlexibleMaxLoan:
        """The most that can be borrowed, with collateral added.

        Args:
            borrow_ccy: Currency to borrow.
            sup_collateral: Collateral to be added.
            ord_id: The loan's id.
        """
        return self._run(
            self._async.compute_max_loan,
            borrow_ccy,
            sup_collateral=sup_collateral,
            ord_id=ord_id,
        )

    def get_max_collateral_redeem_amount(
        self, ccy: str, *, ord_id: str | None = None
    ) -> MaxCollateralRedeem:
        """The most collateral that can be taken back.

        Args:
            ccy: Currency, such as `BTC`.
            ord_id: The loan's id.
        """
        return self._run(
            self._async.get_max_collateral_redeem_amount, ccy, ord_id=ord_id
        )

    def adjust_collateral(
        self,
        type: str,
        collateral_ccy: str,
        collateral_amt: Decimal | str | int,
        *,
        ord_id: str | None = None,
    ) -> None:
        """Add collateral, or take it back.

        Args:
            type: `add` or `reduce`.
            collateral_ccy: Currency of the collateral.
            collateral_amt: Amount of the collateral.
            ord_id: The loan's id.
        """
        self._run(
            self._async.adjust_collateral,
            type,
            collateral_ccy,
            collateral_amt,
            ord_id=ord_id,
        )

    def get_loan_info(self, *, ord_id: str | None = None) -> list[FlexibleLoanInfo]:
        """Loans that run.

        Args:
            ord_id: The loan's id.
        """
        return self._run(self._async.get_loan_info, ord_id=ord_id)

    def get_loan_history(
        self,
        *,
        type: str | None = None,
        after: str | int | None = None,
        before: str | int | None = None,
        limit: int | None = None,
        ord_id: str | None = None,
    ) -> list[FlexibleLoanRecord]:
        """What happened to loans, newest first.

        Args:
            type: Only what is of this kind.
            after: Only rows older than this id, their `ref_id`.
            before: Only rows newer than this id, their `ref_id`.
            limit: At most 100, which is also what is sent if left out.
            ord_id: The loan's id.
        """
        return self._run(
            self._async.get_loan_history,
            type=type,
            after=after,
            before=before,
            limit=limit,
            ord_id=ord_id,
        )

    def get_accrued_interest(
        self,
        *,
        ccy: str | None = None,
        after: str | int | None = None,
        before: str | int | None = None,
        limit: int | None = None,
        ord_id: str | None = None,
    ) -> list[FlexibleLoanInterest]:
        """Interest of each hour, newest first.

        Args:
            ccy: Currency, such as `BTC`.
            after: Only rows older than this id, their `ref_id`.
            before: Only rows newer than this id, their `ref_id`.
            limit: At most 100, which is also what is sent if left out.
            ord_id: The loan's id.
        """
        return self._run(
            self._async.get_accrued_interest,
            ccy=ccy,
            after=after,
            before=before,
            limit=limit,
            ord_id=ord_id,
        )

    def borrow_flexible_loan(
        self,
        loan_data: LoanAmount,
        cl_ord_id: str,
        *,
        ord_id: str | None = None,
        collateral_data: Sequence[LoanAmount] | None = None,
        e_mode: str | None = None,
    ) -> FlexibleLoanAck:
        """Borrow; a name that was used is refused for a minute.

        Args:
            loan_data: Currency and amount to borrow.
            cl_ord_id: The client's name for it; a name is used once.
            ord_id: The loan's id.
            collateral_data: Collateral to be locked.
            e_mode: `1` for the efficiency mode, `0` without.
        """
        return self._run(
            self._async.borrow_flexible_loan,
            loan_data,
            cl_ord_id,
            ord_id=ord_id,
            collateral_data=collateral_data,
            e_mode=e_mode,
        )

    def repay_flexible_loan(
        self, ord_id: str, ccy: str, amt: Decimal | str | int, *, cl_ord_id: str
    ) -> list[Json]:
        """Repay a loan; the answer as it comes.

        *Provisional*: known from other libraries alone.

        Args:
            ord_id: The loan's id.
            ccy: Currency, such as `BTC`.
            amt: Amount.
            cl_ord_id: The client's name for it; a name is used once.
        """
        return self._run(
            self._async.repay_flexible_loan, ord_id, ccy, amt, cl_ord_id=cl_ord_id
        )

    def get_flexible_loan_emode_info(self) -> list[Json]:
        """What the efficiency mode is, as it comes: its fields are not known.

        *Provisional*: known from other libraries alone.
        """
        return self._run(self._async.get_flexible_loan_emode_info)
