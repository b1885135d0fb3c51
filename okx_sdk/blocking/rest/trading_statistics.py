"""The blocking twin of `okx_sdk.rest.trading_statistics`, printed by tools/twin.py."""

from __future__ import annotations

from datetime import datetime

from okx_sdk.blocking._base import BlockingSection
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
from okx_sdk.rest.trading_statistics import TradingStatistics as AsyncTradingStatistics

__all__ = ["TradingStatistics"]


class TradingStatistics(BlockingSection[AsyncTradingStatistics]):
    """Statistics of trading, made by OKX. Needs no credentials."""

    def get_support_coin(self) -> SupportedCoins:
        """The currencies that have statistics."""
        return self._run(self._async.get_support_coin)

    def get_contract_open_interest_history(
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
        return self._run(
            self._async.get_contract_open_interest_history,
            inst_id,
            period=period,
            end=end,
            begin=begin,
            limit=limit,
        )

    def get_taker_volume(
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
        return self._run(
            self._async.get_taker_volume,
            ccy,
            inst_type,
            begin=begin,
            end=end,
            period=period,
        )

    def get_contract_taker_volume(
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
        return self._run(
            self._async.get_contract_taker_volume,
            inst_id,
            period=period,
            unit=unit,
            end=end,
            begin=begin,
            limit=limit,
        )

    def get_margin_long_short_ratio(
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
        return self._run(
            self._async.get_margin_long_short_ratio,
            ccy,
            begin=begin,
            end=end,
            period=period,
        )

    def get_top_trader_account_ratio(
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
        return self._run(
            self._async.get_top_trader_account_ratio,
            inst_id,
            period=period,
            end=end,
            begin=begin,
            limit=limit,
        )

    def get_top_trader_position_ratio(
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
        return self._run(
            self._async.get_top_trader_position_ratio,
            inst_id,
            period=period,
            end=end,
            begin=begin,
            limit=limit,
        )

    def get_contract_long_short_ratio(
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
        return self._run(
            self._async.get_contract_long_short_ratio,
            inst_id,
            period=period,
            end=end,
            begin=begin,
            limit=limit,
        )

    def get_long_short_ratio(
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
        return self._run(
            self._async.get_long_short_ratio, ccy, begin=begin, end=end, period=period
        )

    def get_contract_open_interest_volume(
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
        return self._run(
            self._async.get_contract_open_interest_volume,
            ccy,
            begin=begin,
            end=end,
            period=period,
        )

    def get_option_open_interest_volume(
        self, ccy: str, *, period: str | None = None
    ) -> list[OpenInterestVolume]:
        """Open interest and volume of all options of a currency, newest first.

        Args:
            ccy: Currency, such as `BTC`.
            period: Length of a bucket. `8H` if left out.
        """
        return self._run(
            self._async.get_option_open_interest_volume, ccy, period=period
        )

    def get_option_put_call_ratio(
        self, ccy: str, *, period: str | None = None
    ) -> list[PutCallRatio]:
        """Calls over puts of a currency, newest first.

        Args:
            ccy: Currency, such as `BTC`.
            period: Length of a bucket. `8H` if left out.
        """
        return self._run(self._async.get_option_put_call_ratio, ccy, period=period)

    def get_option_open_interest_volume_expiry(
        self, ccy: str, *, period: str | None = None
    ) -> list[ExpiryOpenInterest]:
        """Open interest and volume of options by expiry; the newest bucket.

        Args:
            ccy: Currency, such as `BTC`.
            period: Length of a bucket. `8H` if left out.
        """
        return self._run(
            self._async.get_option_open_interest_volume_expiry, ccy, period=period
        )

    def get_option_open_interest_volume_strike(
        self, ccy: str, exp_time: str, *, period: str | None = None
    ) -> list[StrikeOpenInterest]:
        """Open interest and volume of options by strike; the newest bucket.

        Args:
            ccy: Currency, such as `BTC`.
            exp_time: Day of expiry as `YYYYMMDD`.
            period: Length of a bucket. `8H` if left out.
        """
        return self._run(
            self._async.get_option_open_interest_volume_strike,
            ccy,
            exp_time,
            period=period,
        )

    def get_option_taker_flow(
        self, ccy: str, *, period: str | None = None
    ) -> OptionTakerFlow:
        """What takers bought and sold of calls and puts; the newest bucket.

        Args:
            ccy: Currency, such as `BTC`.
            period: Length of a bucket. `8H` if left out.
        """
        return self._run(self._async.get_option_taker_flow, ccy, period=period)
