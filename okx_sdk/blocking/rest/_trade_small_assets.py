"""The blocking twin of `okx_sdk.rest._trade_small_assets`, printed by tools/twin.py."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TypeVar

from okx_sdk.blocking._base import BlockingSection
from okx_sdk.models.small_assets import (
    EasyConvert,
    EasyConvertCurrencies,
    OneClickRepay,
    OneClickRepayCurrencies,
    OneClickRepayV2,
)
from okx_sdk.rest._trade_small_assets import TradeSmallAssets as AsyncTradeSmallAssets

__all__ = ["TradeSmallAssets"]

TradeSmallAssetsT = TypeVar("TradeSmallAssetsT", bound=AsyncTradeSmallAssets)


class TradeSmallAssets(BlockingSection[TradeSmallAssetsT]):
    """Conversions of small balances, and repayments of debts."""

    def get_easy_convert_currencies(
        self, *, source: str | None = None
    ) -> list[EasyConvertCurrencies]:
        """Small balances that can be converted, and what to.

        Args:
            source: `1` the trading account, `2` the funding account. `1` if left out.
        """
        return self._run(self._async.get_easy_convert_currencies, source=source)

    def place_easy_convert(
        self, from_ccy: Sequence[str], to_ccy: str, *, source: str | None = None
    ) -> list[EasyConvert]:
        """Convert small balances of some currencies to one.

        Args:
            from_ccy: Currencies to convert, at most 5.
            to_ccy: Currency to get.
            source: `1` the trading account, `2` the funding account. `1` if left out.
        """
        return self._run(
            self._async.place_easy_convert, from_ccy, to_ccy, source=source
        )

    def get_easy_convert_history(
        self,
        *,
        after: datetime | int | None = None,
        before: datetime | int | None = None,
        limit: int | None = None,
    ) -> list[EasyConvert]:
        """Conversions of small balances of the last seven days, newest first.

        Args:
            after: Only rows older than this time, their `u_time`.
            before: Only rows newer than this time, their `u_time`.
            limit: At most 100, which is also what is sent if left out.
        """
        return self._run(
            self._async.get_easy_convert_history,
            after=after,
            before=before,
            limit=limit,
        )

    def get_one_click_repay_currencies(
        self, *, debt_type: str | None = None
    ) -> list[OneClickRepayCurrencies]:
        """Debts that can be repaid, and what with.

        Args:
            debt_type: Debts of `cross` or of `isolated` margin.
        """
        return self._run(
            self._async.get_one_click_repay_currencies, debt_type=debt_type
        )

    def place_one_click_repay(
        self, debt_ccy: Sequence[str], repay_ccy: str
    ) -> list[OneClickRepay]:
        """Repay debts of some currencies with another; for cross margin.

        Args:
            debt_ccy: Currencies that are owed, at most 5.
            repay_ccy: Currency to repay with.
        """
        return self._run(self._async.place_one_click_repay, debt_ccy, repay_ccy)

    def get_one_click_repay_history(
        self,
        *,
        after: datetime | int | None = None,
        before: datetime | int | None = None,
        limit: int | None = None,
    ) -> list[OneClickRepay]:
        """Repayments of the last seven days, newest first.

        Args:
            after: Only rows older than this time, their `u_time`.
            before: Only rows newer than this time, their `u_time`.
            limit: At most 100, which is also what is sent if left out.
        """
        return self._run(
            self._async.get_one_click_repay_history,
            after=after,
            before=before,
            limit=limit,
        )

    def get_one_click_repay_currencies_v2(self) -> list[OneClickRepayCurrencies]:
        """Debts that can be repaid by trading, and what with; for spot mode."""
        return self._run(self._async.get_one_click_repay_currencies_v2)

    def place_one_click_repay_v2(
        self, debt_ccy: str, repay_ccy_list: Sequence[str]
    ) -> OneClickRepayV2:
        """Repay a debt by trading other currencies; for spot mode.

        Args:
            debt_ccy: Currency that is owed.
            repay_ccy_list: Currencies to repay with, the first to be used first.
        """
        return self._run(self._async.place_one_click_repay_v2, debt_ccy, repay_ccy_list)

    def get_one_click_repay_history_v2(
        self,
        *,
        after: datetime | int | None = None,
        before: datetime | int | None = None,
        limit: int | None = None,
    ) -> list[OneClickRepayV2]:
        """Repayments by trading of the last seven days, newest first.

        Args:
            after: Only rows older than this time, their `ts`.
            before: Only rows newer than this time, their `ts`.
            limit: At most 100, which is also what is sent if left out.
        """
        return self._run(
            self._async.get_one_click_repay_history_v2,
            after=after,
            before=before,
            limit=limit,
        )
