"""Statistics of trading as OKX makes them: volumes, ratios, open interest."""

from __future__ import annotations

from datetime import datetime

from okx_sdk.models.enums import RubikPeriod
from okx_sdk.models.trading_statistics import (
    AccountRatio,
    ContractOpenInterest,
    ExpiryOpenInterest,
    OpenInterestVolume,
    OptionTakerFlow,
    PositionRatio,
    PutCallRatio,
    Ratio,
    StrikeOpenInterest,
    SupportedCoins,
    TakerVolume,
)
from okx_sdk.protocol.endpoint import Section, get
from okx_sdk.protocol.pacing import per_ip
from okx_sdk.protocol.paging import by_window

__all__ = ["TradingStatistics"]


class TradingStatistics(Section):
    """Statistics of trading, made by OKX. Needs no credentials."""

    @get("/api/v5/rubik/stat/trading-data/support-coin", rate=per_ip(5))
    async def get_support_coin(self) -> SupportedCoins:
        """The currencies that have statistics."""
        ...

    @get(
        "/api/v5/rubik/stat/contracts/open-interest-history",
        rate=per_ip(10, by="inst_id"),
        cursor=by_window("ts"),
        page_size=100,
    )
    async def get_contract_open_interest_history(
        self,
        inst_id: str,
        *,
        period: RubikPeriod | str | None = None,
        end: datetime | int | None = None,
        begin: datetime | int | None = None,
        limit: int | None = None,
    ) -> list[ContractOpenInterest]:
        """Open interest of one contract over time, newest first.

        The last 1,440 buckets are kept.

        Args:
            inst_id: Instrument, such as `BTC-USDT`.
            period: Length of a bucket. `5m` if left out.
            end: Only rows up to this time.
            begin: Only rows from this time on.
            limit: At most 100, which is also what is sent if left out.
        """
        ...

    @get("/api/v5/rubik/stat/taker-volume", rate=per_ip(5), cursor=by_window("ts"))
    async def get_taker_volume(
        self,
        ccy: str,
        inst_type: str,
        *,
        begin: datetime | int | None = None,
        end: datetime | int | None = None,
        period: RubikPeriod | str | None = None,
    ) -> list[TakerVolume]:
        """What takers of a currency sold and bought over time, newest first.

        Buckets are of `5m` (two days back), `1H` (30 days) or `1D` (180 days).

        Args:
            ccy: Currency, such as `BTC`.
            inst_type: `SPOT` or `CONTRACTS`.
            begin: Only rows from this time on.
            end: Only rows up to this time.
            period: Length of a bucket. `5m` if left out.
        """
        ...

    @get(
        "/api/v5/rubik/stat/taker-volume-contract",
        rate=per_ip(5, by="inst_id"),
        cursor=by_window("ts"),
        page_size=100,
    )
    async def get_contract_taker_volume(
        self,
        inst_id: str,
        *,
        period: RubikPeriod | str | None = None,
        unit: str | None = None,
        end: datetime | int | None = None,
        begin: datetime | int | None = None,
        limit: int | None = None,
    ) -> list[TakerVolume]:
        """What takers of one contract sold and bought over time, newest first.

        The last 1,440 buckets are kept.

        Args:
            inst_id: Instrument, such as `BTC-USDT`.
            period: Length of a bucket. `5m` if left out.
            unit: `0` coin, `1` contracts, `2` USDT. `1` if left out.
            end: Only rows up to this time.
            begin: Only rows from this time on.
            limit: At most 100, which is also what is sent if left out.
        """
        ...

    @get("/api/v5/rubik/stat/margin/loan-ratio", rate=per_ip(5), cursor=by_window("ts"))
    async def get_margin_long_short_ratio(
        self,
        ccy: str,
        *,
        begin: datetime | int | None = None,
        end: datetime | int | None = None,
        period: RubikPeriod | str | None = None,
    ) -> list[Ratio]:
        """Borrowed quote currency over borrowed coin, by value, newest first.

        Buckets are of `5m` (two days back), `1H` (30 days) or `1D` (180 days).

        Args:
            ccy: Currency, such as `BTC`.
            begin: Only rows from this time on.
            end: Only rows up to this time.
            period: Length of a bucket. `5m` if left out.
        """
        ...

    @get(
        "/api/v5/rubik/stat/contracts/long-short-account-ratio-contract-top-trader",
        rate=per_ip(5, by="inst_id"),
        cursor=by_window("ts"),
        page_size=100,
    )
    async def get_top_trader_account_ratio(
        self,
        inst_id: str,
        *,
        period: RubikPeriod | str | None = None,
        end: datetime | int | None = None,
        begin: datetime | int | None = None,
        limit: int | None = None,
    ) -> list[AccountRatio]:
        """Longs over shorts of a contract by top traders' accounts, newest first.

        Top traders are the 5 % with the largest positions. The last 1,440 buckets are
        kept.

        Args:
            inst_id: Instrument, such as `BTC-USDT`.
            period: Length of a bucket. `5m` if left out.
            end: Only rows up to this time.
            begin: Only rows from this time on.
            limit: At most 100, which is also what is sent if left out.
        """
        ...

    @get(
        "/api/v5/rubik/stat/contracts/long-short-position-ratio-contract-top-trader",
        rate=per_ip(5, by="inst_id"),
        cursor=by_window("ts"),
        page_size=100,
    )
    async def get_top_trader_position_ratio(
        self,
        inst_id: str,
        *,
        period: RubikPeriod | str | None = None,
        end: datetime | int | None = None,
        begin: datetime | int | None = None,
        limit: int | None = None,
    ) -> list[PositionRatio]:
        """Longs over shorts of a contract by top traders' positions, newest first.

        Top traders are the 5 % with the largest positions. The last 1,440 buckets are
        kept.

        Args:
            inst_id: Instrument, such as `BTC-USDT`.
            period: Length of a bucket. `5m` if left out.
            end: Only rows up to this time.
            begin: Only rows from this time on.
            limit: At most 100, which is also what is sent if left out.
        """
        ...

    @get(
        "/api/v5/rubik/stat/contracts/long-short-account-ratio-contract",
        rate=per_ip(5, by="inst_id"),
        cursor=by_window("ts"),
        page_size=100,
    )
    async def get_contract_long_short_ratio(
        self,
        inst_id: str,
        *,
        period: RubikPeriod | str | None = None,
        end: datetime | int | None = None,
        begin: datetime | int | None = None,
        limit: int | None = None,
    ) -> list[AccountRatio]:
        """Longs over shorts of one contract, by accounts, newest first.

        The last 1,440 buckets are kept.

        Args:
            inst_id: Instrument, such as `BTC-USDT`.
            period: Length of a bucket. `5m` if left out.
            end: Only rows up to this time.
            begin: Only rows from this time on.
            limit: At most 100, which is also what is sent if left out.
        """
        ...

    @get(
        "/api/v5/rubik/stat/contracts/long-short-account-ratio",
        rate=per_ip(5),
        cursor=by_window("ts"),
    )
    async def get_long_short_ratio(
        self,
        ccy: str,
        *,
        begin: datetime | int | None = None,
        end: datetime | int | None = None,
        period: RubikPeriod | str | None = None,
    ) -> list[Ratio]:
        """Longs over shorts of all contracts of a currency, by accounts, newest first.

        Buckets are of `5m` (two days back), `1H` (30 days) or `1D` (180 days).

        Args:
            ccy: Currency, such as `BTC`.
            begin: Only rows from this time on.
            end: Only rows up to this time.
            period: Length of a bucket. `5m` if left out.
        """
        ...

    @get(
        "/api/v5/rubik/stat/contracts/open-interest-volume",
        rate=per_ip(5),
        cursor=by_window("ts"),
    )
    async def get_contract_open_interest_volume(
        self,
        ccy: str,
        *,
        begin: datetime | int | None = None,
        end: datetime | int | None = None,
        period: RubikPeriod | str | None = None,
    ) -> list[OpenInterestVolume]:
        """Open interest and volume of all contracts of a currency, newest first.

        Buckets are of `5m` (two days back), `1H` (30 days) or `1D` (180 days).

        Args:
            ccy: Currency, such as `BTC`.
            begin: Only rows from this time on.
            end: Only rows up to this time.
            period: Length of a bucket. `5m` if left out.
        """
        ...

    @get("/api/v5/rubik/stat/option/open-interest-volume", rate=per_ip(5))
    async def get_option_open_interest_volume(
        self, ccy: str, *, period: str | None = None
    ) -> list[OpenInterestVolume]:
        """Open interest and volume of all options of a currency, newest first.

        Args:
            ccy: Currency, such as `BTC`.
            period: Length of a bucket. `8H` if left out.
        """
        ...

    @get("/api/v5/rubik/stat/option/open-interest-volume-ratio", rate=per_ip(5))
    async def get_option_put_call_ratio(
        self, ccy: str, *, period: str | None = None
    ) -> list[PutCallRatio]:
        """Calls over puts of a currency, newest first.

        Args:
            ccy: Currency, such as `BTC`.
            period: Length of a bucket. `8H` if left out.
        """
        ...

    @get("/api/v5/rubik/stat/option/open-interest-volume-expiry", rate=per_ip(5))
    async def get_option_open_interest_volume_expiry(
        self, ccy: str, *, period: str | None = None
    ) -> list[ExpiryOpenInterest]:
        """Open interest and volume of options by expiry; the newest bucket.

        Args:
            ccy: Currency, such as `BTC`.
            period: Length of a bucket. `8H` if left out.
        """
        ...

    @get("/api/v5/rubik/stat/option/open-interest-volume-strike", rate=per_ip(5))
    async def get_option_open_interest_volume_strike(
        self, ccy: str, exp_time: str, *, period: str | None = None
    ) -> list[StrikeOpenInterest]:
        """Open interest and volume of options by strike; the newest bucket.

        Args:
            ccy: Currency, such as `BTC`.
            exp_time: Day of expiry as `YYYYMMDD`.
            period: Length of a bucket. `8H` if left out.
        """
        ...

    @get("/api/v5/rubik/stat/option/taker-block-volume", rate=per_ip(5))
    async def get_option_taker_flow(
        self, ccy: str, *, period: str | None = None
    ) -> OptionTakerFlow:
        """What takers bought and sold of calls and puts; the newest bucket.

        Args:
            ccy: Currency, such as `BTC`.
            period: Length of a bucket. `8H` if left out.
        """
        ...
