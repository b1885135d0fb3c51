"""The blocking twin of `okx_sdk.rest._public_prices`, printed by tools/twin.py."""

from __future__ import annotations

from datetime import datetime
from typing import TypeVar

from okx_sdk.blocking._base import BlockingSection
from okx_sdk.models.enums import IndexBar, InstType
from okx_sdk.models.public import (
    ExchangeRate,
    FundingRate,
    FundingRateHistory,
    IndexCandle,
    IndexComponents,
    IndexTicker,
    MarkPrice,
    Premium,
)
from okx_sdk.rest._public_prices import PublicPrices as AsyncPublicPrices

__all__ = ["PublicPrices"]

PublicPricesT = TypeVar("PublicPricesT", bound=AsyncPublicPrices)


class PublicPrices(BlockingSection[PublicPricesT]):
    """Prices that OKX computes: mark, index, premium and funding."""

    def get_funding_rate(self, inst_id: str) -> list[FundingRate]:
        """The current funding rate of a perpetual or an X-Perp.

        `ANY` as *inst_id* gives those of all instruments.
        """
        return self._run(self._async.get_funding_rate, inst_id)

    def get_funding_rate_history(
        self,
        inst_id: str,
        *,
        before: datetime | int | None = None,
        after: datetime | int | None = None,
        limit: int | None = None,
    ) -> list[FundingRateHistory]:
        """Funding rates of a perpetual or X-Perp in three months, newest first.

        Args:
            inst_id: Instrument, such as `BTC-USDT-SWAP`.
            before: Only rows newer than this time, their `funding_time`.
            after: Only rows older than this time, their `funding_time`.
            limit: At most 400, which is also what is sent if left out.
        """
        return self._run(
            self._async.get_funding_rate_history,
            inst_id,
            before=before,
            after=after,
            limit=limit,
        )

    def get_mark_price(
        self,
        inst_type: InstType | str,
        *,
        inst_family: str | None = None,
        inst_id: str | None = None,
    ) -> list[MarkPrice]:
        """Mark prices of all instruments of a product line, or of those asked for."""
        return self._run(
            self._async.get_mark_price,
            inst_type,
            inst_family=inst_family,
            inst_id=inst_id,
        )

    def get_premium_history(
        self,
        inst_id: str,
        *,
        after: datetime | int | None = None,
        before: datetime | int | None = None,
        limit: int | None = None,
    ) -> list[Premium]:
        """Premiums of a perpetual over its index in six months, newest first.

        Args:
            inst_id: Instrument, such as `BTC-USDT-SWAP`.
            after: Only rows older than this time, their `ts`.
            before: Only rows newer than this time, their `ts`.
            limit: At most 100, which is also what is sent if left out.
        """
        return self._run(
            self._async.get_premium_history,
            inst_id,
            after=after,
            before=before,
            limit=limit,
        )

    def get_index_tickers(
        self, *, quote_ccy: str | None = None, inst_id: str | None = None
    ) -> list[IndexTicker]:
        """Index prices with their 24-hour figures.

        Give *quote_ccy* or *inst_id*.

        Args:
            quote_ccy: Quote currency of the indices: `USD`, `USDT`, `BTC` or `USDC`.
            inst_id: Index, such as `BTC-USD`.
        """
        return self._run(
            self._async.get_index_tickers, quote_ccy=quote_ccy, inst_id=inst_id
        )

    def get_index_candles(
        self,
        inst_id: str,
        *,
        after: datetime | int | None = None,
        before: datetime | int | None = None,
        bar: IndexBar | str | None = None,
        limit: int | None = None,
    ) -> list[IndexCandle]:
        """The newest 1,440 candles of an index, newest first.

        Older ones come from `get_history_index_candles`.

        Args:
            inst_id: Index, such as `BTC-USD`.
            after: Only rows older than this time, their `ts`.
            before: Only rows newer than this time, their `ts`.
            bar: Length of a candle; from 6 hours up, days begin at UTC+8 unless it ends
                in `utc`. `1m` if left out.
            limit: At most 100, which is also what is sent if left out.
        """
        return self._run(
            self._async.get_index_candles,
            inst_id,
            after=after,
            before=before,
            bar=bar,
            limit=limit,
        )

    def get_history_index_candles(
        self,
        inst_id: str,
        *,
        after: datetime | int | None = None,
        before: datetime | int | None = None,
        bar: IndexBar | str | None = None,
        limit: int | None = None,
    ) -> list[IndexCandle]:
        """Candles of an index of past years, newest first.

        Args:
            inst_id: Index, such as `BTC-USD`.
            after: Only rows older than this time, their `ts`.
            before: Only rows newer than this time, their `ts`.
            bar: Length of a candle; from 6 hours up, days begin at UTC+8 unless it ends
                in `utc`. `1m` if left out.
            limit: At most 100, which is also what is sent if left out.
        """
        return self._run(
            self._async.get_history_index_candles,
            inst_id,
            after=after,
            before=before,
            bar=bar,
            limit=limit,
        )

    def get_mark_price_candles(
        self,
        inst_id: str,
        *,
        after: datetime | int | None = None,
        before: datetime | int | None = None,
        bar: IndexBar | str | None = None,
        limit: int | None = None,
    ) -> list[IndexCandle]:
        """The newest 1,440 candles of a mark price, newest first.

        Older ones come from `get_history_mark_price_candles`.

        Args:
            inst_id: Instrument, such as `BTC-USDT-SWAP`.
            after: Only rows older than this time, their `ts`.
            before: Only rows newer than this time, their `ts`.
            bar: Length of a candle; from 6 hours up, days begin at UTC+8 unless it ends
                in `utc`. `1m` if left out.
            limit: At most 100, which is also what is sent if left out.
        """
        return self._run(
            self._async.get_mark_price_candles,
            inst_id,
            after=after,
            before=before,
            bar=bar,
            limit=limit,
        )

    def get_history_mark_price_candles(
        self,
        inst_id: str,
        *,
        after: datetime | int | None = None,
        before: datetime | int | None = None,
        bar: IndexBar | str | None = None,
        limit: int | None = None,
    ) -> list[IndexCandle]:
        """Candles of a mark price of past years, newest first.

        Args:
            inst_id: Instrument, such as `BTC-USDT-SWAP`.
            after: Only rows older than this time, their `ts`.
            before: Only rows newer than this time, their `ts`.
            bar: Length of a candle; from 6 hours up, days begin at UTC+8 unless it ends
                in `utc`. `1m` if left out.
            limit: At most 100, which is also what is sent if left out.
        """
        return self._run(
            self._async.get_history_mark_price_candles,
            inst_id,
            after=after,
            before=before,
            bar=bar,
            limit=limit,
        )

    def get_exchange_rate(self) -> ExchangeRate:
        """The average rate of dollar and yuan over the last two weeks."""
        return self._run(self._async.get_exchange_rate)

    def get_index_components(self, index: str) -> IndexComponents:
        """What an index is made of: exchanges, their prices and weights.

        Args:
            index: Index, such as `BTC-USDT`.
        """
        return self._run(self._async.get_index_components, index)
