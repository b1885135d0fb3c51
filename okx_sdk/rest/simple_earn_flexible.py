"""Flexible simple earn as OKX offers it."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

from okx_sdk.models.simple_earn_flexible import (
    LendingRate,
    LendingRateRecord,
    LendingRecord,
    LendingSummary,
    SavingsBalance,
    SavingsOrder,
)
from okx_sdk.protocol.endpoint import Section, get, post
from okx_sdk.protocol.pacing import per_ip, per_user

__all__ = ["SimpleEarnFlexible"]


class SimpleEarnFlexible(Section):
    """Simple earn, flexible: lend a currency and take it back at any time."""

    @get("/api/v5/finance/savings/balance", rate=per_user(6, 1), permission="read")
    async def get_savings_balance(
        self, *, ccy: str | None = None
    ) -> list[SavingsBalance]:
        """What is lent, by currency."""
        ...

    @post(
        "/api/v5/finance/savings/purchase-redempt",
        rate=per_user(6, 1),
        permission="trade",
    )
    async def purchase_redeem_savings(
        self,
        ccy: str,
        amt: Decimal | str | int,
        side: str,
        *,
        rate: Decimal | str | int | None = None,
    ) -> SavingsOrder:
        """Lend a currency of the funding account, or take it back.

        Args:
            ccy: Currency, such as `BTC`.
            amt: Amount.
            side: `purchase` or `redempt`.
            rate: Least rate of a year, as a share, `0.01` to `3.65`.
        """
        ...

    @post(
        "/api/v5/finance/savings/set-lending-rate",
        rate=per_user(6, 1),
        permission="trade",
        repeatable=True,
    )
    async def set_lending_rate(
        self, ccy: str, rate: Decimal | str | int
    ) -> LendingRate:
        """Set the least rate to lend at.

        Args:
            ccy: Currency, such as `BTC`.
            rate: Least rate of a year, as a share, `0.01` to `3.65`.
        """
        ...

    @get(
        "/api/v5/finance/savings/lending-history",
        rate=per_user(6, 1),
        permission="read",
        cursor="ts",
        page_size=100,
    )
    async def get_lending_history(
        self,
        *,
        ccy: str | None = None,
        after: datetime | int | None = None,
        before: datetime | int | None = None,
        limit: int | None = None,
    ) -> list[LendingRecord]:
        """Loans of the last month, newest first.

        Args:
            ccy: Currency, such as `BTC`.
            after: Only rows older than this time, their `ts`.
            before: Only rows newer than this time, their `ts`.
            limit: At most 100, which is also what is sent if left out.
        """
        ...

    @get("/api/v5/finance/savings/lending-rate-summary", rate=per_ip(6, 1))
    async def get_public_borrow_info(
        self, *, ccy: str | None = None
    ) -> list[LendingSummary]:
        """Rates that are paid now, by currency."""
        ...

    @get(
        "/api/v5/finance/savings/lending-rate-history",
        rate=per_ip(6, 1),
        cursor="ts",
        page_size=100,
    )
    async def get_public_borrow_history(
        self,
        *,
        ccy: str | None = None,
        after: datetime | int | None = None,
        before: datetime | int | None = None,
        limit: int | None = None,
    ) -> list[LendingRateRecord]:
        """Rates that were paid in each hour of the last month, newest first.

        Args:
            ccy: Currency, such as `BTC`.
            after: Only rows older than this time, their `ts`.
            before: Only rows newer than this time, their `ts`.
            limit: At most 100, which is also what is sent if left out.
        """
        ...
