"""The blocking twin of `okx_sdk.rest._public_records`, printed by tools/twin.py."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TypeVar

from okx_sdk.blocking._base import BlockingSection
from okx_sdk.models.enums import HistoryModule, InstType
from okx_sdk.models.public_records import (
    DeliveryExercise,
    DeltaHedgeCurrencies,
    DiscountQuota,
    EconomicEvent,
    EstimatedPrice,
    EstimatedSettlement,
    HistoryFiles,
    InsuranceFund,
    LoanQuotas,
    Settlement,
    SystemTime,
)
from okx_sdk.rest._public_records import PublicRecords as AsyncPublicRecords

__all__ = ["PublicRecords"]

PublicRecordsT = TypeVar("PublicRecordsT", bound=AsyncPublicRecords)


class PublicRecords(BlockingSection[PublicRecordsT]):
    """Settlement, insurance, interest and other records of the exchange."""

    def get_estimated_price(self, inst_id: str) -> EstimatedPrice | None:
        """The price that a contract would be delivered or exercised at.

        It is known in the last hour before that alone.
        """
        return self._run(self._async.get_estimated_price, inst_id)

    def get_delivery_exercise_history(
        self,
        inst_type: InstType | str,
        inst_family: str,
        *,
        after: datetime | int | None = None,
        before: datetime | int | None = None,
        limit: int | None = None,
    ) -> list[DeliveryExercise]:
        """Deliveries and exercises of the last three months, newest first.

        Args:
            inst_type: Product line. One of `FUTURES`, `OPTION`.
            inst_family: Instrument family, such as `BTC-USD`.
            after: Only rows older than this time, their `ts`.
            before: Only rows newer than this time, their `ts`.
            limit: At most 100, which is also what is sent if left out.
        """
        return self._run(
            self._async.get_delivery_exercise_history,
            inst_type,
            inst_family,
            after=after,
            before=before,
            limit=limit,
        )

    def get_estimated_settlement_price(
        self, inst_id: str
    ) -> EstimatedSettlement | None:
        """The price that a future would be settled at next.

        It is known in the last hour before that alone.
        """
        return self._run(self._async.get_estimated_settlement_price, inst_id)

    def get_futures_settlement_history(
        self,
        inst_family: str,
        *,
        after: datetime | int | None = None,
        before: datetime | int | None = None,
        limit: int | None = None,
    ) -> list[Settlement]:
        """Settlements of a family's futures in the last three months, newest first.

        Args:
            inst_family: Instrument family, such as `BTC-USD`.
            after: Only rows older than this time, their `ts`.
            before: Only rows newer than this time, their `ts`.
            limit: At most 100, which is also what is sent if left out.
        """
        return self._run(
            self._async.get_futures_settlement_history,
            inst_family,
            after=after,
            before=before,
            limit=limit,
        )

    def get_discount_rate_interest_free_quota(
        self, *, ccy: str | None = None, discount_lv: str | None = None
    ) -> list[DiscountQuota]:
        """How far currencies count as collateral, and what is lent without interest.

        Args:
            ccy: Currency, such as `BTC`.
            discount_lv: Discount level. Deprecated.
        """
        return self._run(
            self._async.get_discount_rate_interest_free_quota,
            ccy=ccy,
            discount_lv=discount_lv,
        )

    def get_system_time(self) -> SystemTime:
        """The exchange's clock."""
        return self._run(self._async.get_system_time)

    def get_interest_rate_loan_quota(self) -> LoanQuotas:
        """Interest rates and quotas of borrowing, and how they rise with the fee tier."""
        return self._run(self._async.get_interest_rate_loan_quota)

    def get_insurance_fund(
        self,
        inst_type: InstType | str,
        *,
        type: str | None = None,
        inst_family: str | None = None,
        ccy: str | None = None,
        before: datetime | int | None = None,
        after: datetime | int | None = None,
        limit: int | None = None,
    ) -> list[InsuranceFund]:
        """Balance of the insurance fund and its movements, newest first.

        Derivatives want *inst_family*, margin *ccy*. The types `adl` and
        `platform_revenue` give nothing any more, and `regular_update` is refused.

        Args:
            inst_type: Product line. One of `MARGIN`, `SWAP`, `FUTURES`, `OPTION`.
            type: Only movements of this type: `liquidation_balance_deposit` or
                `bankruptcy_loss`.
            inst_family: Instrument family, such as `BTC-USD`.
            ccy: Currency, such as `BTC`.
            before: Only movements newer than this time, their `ts`.
            after: Only movements older than this time, their `ts`.
            limit: At most 100, which is also what is sent if left out.
        """
        return self._run(
            self._async.get_insurance_fund,
            inst_type,
            type=type,
            inst_family=inst_family,
            ccy=ccy,
            before=before,
            after=after,
            limit=limit,
        )

    def get_economic_calendar(
        self,
        *,
        region: str | None = None,
        importance: str | None = None,
        before: datetime | int | None = None,
        after: datetime | int | None = None,
        limit: int | None = None,
    ) -> list[EconomicEvent]:
        """Economic events of the last three months, newest first.

        It wants a signed call, of an account that trades enough; at most one call in
        five seconds is allowed. The demo environment has none.

        Args:
            region: Country or group of countries in lower case, such as `united_states`
                or `euro_area`.
            importance: `1` low, `2` medium, `3` high.
            before: Only rows newer than this time, their `date`.
            after: Only rows older than this time, their `date`.
            limit: At most 100, which is also what is sent if left out.
        """
        return self._run(
            self._async.get_economic_calendar,
            region=region,
            importance=importance,
            before=before,
            after=after,
            limit=limit,
        )

    def get_market_data_history(
        self,
        module: HistoryModule | str,
        inst_type: InstType | str,
        *,
        date_aggr_type: str,
        begin: datetime | int,
        end: datetime | int,
        inst_id_list: str | Sequence[str] | None = None,
        inst_family_list: str | Sequence[str] | None = None,
    ) -> list[HistoryFiles]:
        """Links to files of historical market data.

        Spot wants *inst_id_list*, derivatives *inst_family_list*.

        Args:
            module: Data set.
            inst_type: Product line. One of `SPOT`, `FUTURES`, `SWAP`, `OPTION`.
            date_aggr_type: Files of a day or of a month: `daily` or `monthly`.
            begin: Begin of the range; whole days, at UTC+8.
            end: End of the range; whole days, at UTC+8.
            inst_id_list: Instruments of spot.
            inst_family_list: Families of derivatives.
        """
        return self._run(
            self._async.get_market_data_history,
            module,
            inst_type,
            date_aggr_type=date_aggr_type,
            begin=begin,
            end=end,
            inst_id_list=inst_id_list,
            inst_family_list=inst_family_list,
        )

    def get_delta_hedge_currencies(
        self, *, ccy: str | None = None
    ) -> list[DeltaHedgeCurrencies]:
        """The currencies that hedge each other in delta-neutral accounts.

        *Provisional*: known from other libraries alone.
        """
        return self._run(self._async.get_delta_hedge_currencies, ccy=ccy)
