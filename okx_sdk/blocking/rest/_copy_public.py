"""The blocking twin of `okx_sdk.rest._copy_public`, printed by tools/twin.py."""

from __future__ import annotations

from decimal import Decimal
from typing import TypeVar

from okx_sdk.blocking._base import BlockingSection
from okx_sdk.models.enums import InstType
from okx_sdk.models.lead_traders import (
    CopyTraders,
    CurrencyPreference,
    LeadTraderPnl,
    LeadTraderRanks,
    LeadTraderStats,
)
from okx_sdk.models.lead_trading import CopyLimits, LeadPosition
from okx_sdk.rest._copy_public import CopyPublic as AsyncCopyPublic

__all__ = ["CopyPublic"]

CopyPublicT = TypeVar("CopyPublicT", bound=AsyncCopyPublic)


class CopyPublic(BlockingSection[CopyPublicT]):
    """Public figures of lead traders."""

    def get_copy_trading_config(
        self, *, inst_type: InstType | str | None = None
    ) -> CopyLimits:
        """Limits of the settings of copying."""
        return self._run(self._async.get_copy_trading_config, inst_type=inst_type)

    def get_lead_trader_ranks(
        self,
        *,
        inst_type: InstType | str | None = None,
        sort_type: str | None = None,
        state: str | None = None,
        min_lead_days: str | None = None,
        min_assets: Decimal | str | int | None = None,
        max_assets: Decimal | str | int | None = None,
        min_aum: Decimal | str | int | None = None,
        max_aum: Decimal | str | int | None = None,
        data_ver: str | None = None,
        page: int | None = None,
        limit: int | None = None,
    ) -> list[LeadTraderRanks]:
        """Lead traders by rank, as one page.

        Args:
            inst_type: Product line. `SWAP` if left out.
            sort_type: Order of the ranks.
            state: `0` all, `1` those that can be copied still.
            min_lead_days: Days of leading at least: `1` 7, `2` 30, `3` 90, `4` 180.
            min_assets: Least assets of the trader, in USDT.
            max_assets: Most assets of the trader, in USDT.
            min_aum: Least assets of followers, in USDT.
            max_aum: Most assets of followers, in USDT.
            data_ver: Version of the ranks, 14 digits, from the first page; further
                pages want it.
            page: Number of the page, from 1.
            limit: At most 20; 10 if left out.
        """
        return self._run(
            self._async.get_lead_trader_ranks,
            inst_type=inst_type,
            sort_type=sort_type,
            state=state,
            min_lead_days=min_lead_days,
            min_assets=min_assets,
            max_assets=max_assets,
            min_aum=min_aum,
            max_aum=max_aum,
            data_ver=data_ver,
            page=page,
            limit=limit,
        )

    def get_lead_trader_weekly_pnl(
        self, unique_code: str, *, inst_type: InstType | str | None = None
    ) -> list[LeadTraderPnl]:
        """A lead trader's profit of each of the last 12 weeks.

        Args:
            unique_code: Name of the lead trader.
            inst_type: Product line. `SWAP` if left out.
        """
        return self._run(
            self._async.get_lead_trader_weekly_pnl, unique_code, inst_type=inst_type
        )

    def get_lead_trader_daily_pnl(
        self,
        unique_code: str,
        last_days: str,
        *,
        inst_type: InstType | str | None = None,
    ) -> list[LeadTraderPnl]:
        """A lead trader's profit of each day.

        Args:
            unique_code: Name of the lead trader.
            last_days: Days that are looked back at: `1` 7, `2` 30, `3` 90, `4` 365.
            inst_type: Product line. `SWAP` if left out.
        """
        return self._run(
            self._async.get_lead_trader_daily_pnl,
            unique_code,
            last_days,
            inst_type=inst_type,
        )

    def get_lead_trader_stats(
        self,
        unique_code: str,
        last_days: str,
        *,
        inst_type: InstType | str | None = None,
    ) -> LeadTraderStats:
        """Figures of a lead trader.

        Args:
            unique_code: Name of the lead trader.
            last_days: Days that are looked back at: `1` 7, `2` 30, `3` 90, `4` 365.
            inst_type: Product line. `SWAP` if left out.
        """
        return self._run(
            self._async.get_lead_trader_stats,
            unique_code,
            last_days,
            inst_type=inst_type,
        )

    def get_lead_trader_currency_preferences(
        self, unique_code: str, *, inst_type: InstType | str | None = None
    ) -> list[CurrencyPreference]:
        """What a lead trader trades most.

        Args:
            unique_code: Name of the lead trader.
            inst_type: Product line. `SWAP` if left out.
        """
        return self._run(
            self._async.get_lead_trader_currency_preferences,
            unique_code,
            inst_type=inst_type,
        )

    def get_lead_trader_current_positions(
        self,
        unique_code: str,
        *,
        inst_type: InstType | str | None = None,
        after: str | int | None = None,
        before: str | int | None = None,
        limit: int | None = None,
    ) -> list[LeadPosition]:
        """A lead trader's open positions, newest first.

        Args:
            unique_code: Name of the lead trader.
            inst_type: Product line. `SWAP` if left out.
            after: Only rows older than this id, their `sub_pos_id`.
            before: Only rows newer than this id, their `sub_pos_id`.
            limit: At most 100.
        """
        return self._run(
            self._async.get_lead_trader_current_positions,
            unique_code,
            inst_type=inst_type,
            after=after,
            before=before,
            limit=limit,
        )

    def get_lead_trader_positions_history(
        self,
        unique_code: str,
        *,
        inst_type: InstType | str | None = None,
        after: str | int | None = None,
        before: str | int | None = None,
        limit: int | None = None,
    ) -> list[LeadPosition]:
        """A lead trader's closed positions, newest first.

        Args:
            unique_code: Name of the lead trader.
            inst_type: Product line. `SWAP` if left out.
            after: Only rows older than this id, their `sub_pos_id`.
            before: Only rows newer than this id, their `sub_pos_id`.
            limit: At most 100.
        """
        return self._run(
            self._async.get_lead_trader_positions_history,
            unique_code,
            inst_type=inst_type,
            after=after,
            before=before,
            limit=limit,
        )

    def get_copy_traders(
        self,
        unique_code: str,
        *,
        inst_type: InstType | str | None = None,
        limit: int | None = None,
    ) -> CopyTraders:
        """Those who copy a lead trader.

        Args:
            unique_code: Name of the lead trader.
            inst_type: Product line. `SWAP` if left out.
            limit: At most 100, which is also what is sent if left out.
        """
        return self._run(
            self._async.get_copy_traders, unique_code, inst_type=inst_type, limit=limit
        )
