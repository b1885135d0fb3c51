"""The blocking twin of `okx_sdk.rest.simple_earn_flexible`, printed by tools/twin.py."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

from okx_sdk.blocking._base import BlockingSection
from okx_sdk.models.simple_earn_flexible import (
    LendingRate,
    LendingRateRecord,
    LendingRecord,
    LendingSummary,
    SavingsBalance,
    SavingsOrder,
)
from okx_sdk.rest.simple_earn_flexible import (
    SimpleEarnFlexible as AsyncSimpleEarnFlexible,
)

__all__ = ["SimpleEarnFlexible"]


class SimpleEarnFlexible(BlockingSection[AsyncSimpleEarnFlexible]):
    """Simple earn, flexible: lend a currency and take it back at any time."""

    def get_savings_balance(self, *, ccy: str | None = None) -> list[SavingsBalance]:
        """What is lent, by currency."""
        return self._run(self._async.get_savings_balance, ccy=ccy)

    def purchase_redeem_savings(
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
        return self._run(self._async.purchase_redeem_savings, ccy, amt, side, rate=rate)

    def set_lending_rate(self, ccy: str, rate: Decimal | str | int) -> LendingRate:
        """Set the least rate to lend at.

        Args:
            ccy: Currency, such as `BTC`.
            rate: Least rate of a year, as a share, `0.01` to `3.65`.
        """
        return self._run(self._async.set_lending_rate, ccy, rate)

    def get_lending_history(
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
        return self._run(
            self._async.get_lending_history,
            ccy=ccy,
            after=after,
            before=before,
            limit=limit,
        )

    def get_public_borrow_info(self, *, ccy: str | None = None) -> list[LendingSummary]:
        """Rates that are paid now, by currency."""
        return self._run(self._async.get_public_borrow_info, ccy=ccy)

    def get_public_borrow_history(
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
        return self._run(
            self._async.get_public_borrow_history,
            ccy=ccy,
            after=after,
            before=before,
            limit=limit,
        )
