"""Flexible loans as OKX offers them."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

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
from okx_sdk.protocol.endpoint import Section, get, post
from okx_sdk.protocol.pacing import per_user
from okx_sdk.protocol.values import Json

__all__ = ["FlexibleLoan"]


class FlexibleLoan(Section):
    """Flexible loans: borrow against collateral of the funding account."""

    @get(
        "/api/v5/finance/flexible-loan/borrow-currencies",
        rate=per_user(5),
        permission="read",
    )
    async def get_borrow_currencies(self) -> list[LoanCurrency]:
        """Currencies that can be borrowed."""
        ...

    @get(
        "/api/v5/finance/flexible-loan/collateral-assets",
        rate=per_user(5),
        permission="read",
    )
    async def get_collateral_assets(
        self, *, ccy: str | None = None, ord_id: str | None = None
    ) -> LoanCollateral:
        """What the funding account holds that can be collateral.

        Args:
            ccy: Currency, such as `BTC`.
            ord_id: The loan's id.
        """
        ...

    @post(
        "/api/v5/finance/flexible-loan/max-loan",
        rate=per_user(5),
        permission="read",
        repeatable=True,
    )
    async def compute_max_loan(
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
        ...

    @get(
        "/api/v5/finance/flexible-loan/max-collateral-redeem-amount",
        rate=per_user(5),
        permission="read",
    )
    async def get_max_collateral_redeem_amount(
        self, ccy: str, *, ord_id: str | None = None
    ) -> MaxCollateralRedeem:
        """The most collateral that can be taken back.

        Args:
            ccy: Currency, such as `BTC`.
            ord_id: The loan's id.
        """
        ...

    @post(
        "/api/v5/finance/flexible-loan/adjust-collateral",
        rate=per_user(5),
        permission="trade",
    )
    async def adjust_collateral(
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
        ...

    @get("/api/v5/finance/flexible-loan/loan-info", rate=per_user(5), permission="read")
    async def get_loan_info(
        self, *, ord_id: str | None = None
    ) -> list[FlexibleLoanInfo]:
        """Loans that run.

        Args:
            ord_id: The loan's id.
        """
        ...

    @get(
        "/api/v5/finance/flexible-loan/loan-history",
        rate=per_user(5),
        permission="read",
        cursor="ref_id",
        page_size=100,
    )
    async def get_loan_history(
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
        ...

    @get(
        "/api/v5/finance/flexible-loan/interest-accrued",
        rate=per_user(5),
        permission="read",
        cursor="ref_id",
        page_size=100,
    )
    async def get_accrued_interest(
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
        ...

    @post("/api/v5/finance/flexible-loan/borrow", rate=per_user(2), permission="trade")
    async def borrow_flexible_loan(
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
        ...

    @post(
        "/api/v5/finance/flexible-loan/repay",
        rate=per_user(2),
        permission="trade",
        provisional=True,
    )
    async def repay_flexible_loan(
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
        ...

    @get(
        "/api/v5/finance/flexible-loan/emode-info",
        rate=per_user(5),
        permission="read",
        provisional=True,
    )
    async def get_flexible_loan_emode_info(self) -> list[Json]:
        """What the efficiency mode is, as it comes: its fields are not known.

        *Provisional*: known from other libraries alone.
        """
        ...
