"""Public data on prices that OKX computes: mark, index, premium and funding."""

from __future__ import annotations

from datetime import datetime

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
from okx_sdk.protocol.endpoint import Section, get
from okx_sdk.protocol.pacing import per_ip

__all__ = ["PublicPrices"]


class PublicPrices(Section):
    """Prices that OKX computes: mark, index, premium and funding."""

    @get("/api/v5/public/funding-rate", rate=per_ip(10, by="inst_id"))
    async def get_funding_rate(self, inst_id: str) -> list[FundingRate]:
        """The current funding rate of a perpetual or an X-Perp.

        `ANY` as *inst_id* gives those of all instruments.
        """
        ...

    @get(
        "/api/v5/public/funding-rate-history",
        rate=per_ip(10, by="inst_id"),
        cursor="funding_time",
        page_size=400,
    )
    async def get_funding_rate_history(
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
        ...

    @get("/api/v5/public/mark-price", rate=per_ip(10, by="inst_id"))
    async def get_mark_price(
        self,
        inst_type: InstType | str,
        *,
        inst_family: str | None = None,
        inst_id: str | None = None,
    ) -> list[MarkPrice]:
        """Mark prices of all instruments of a product line, or of those asked for."""
        ...

    @get("/api/v5/public/premium-history", rate=per_ip(20), cursor="ts", page_size=100)
    async def get_premium_history(
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
        ...

    @get("/api/v5/market/index-tickers", rate=per_ip(20))
    async def get_index_tickers(
        self, *, quote_ccy: str | None = None, inst_id: str | None = None
    ) -> list[IndexTicker]:
        """Index prices with their 24-hour figures.

        Give *quote_ccy* or *inst_id*.

        Args:
            quote_ccy: Quote currency of the indices: `USD`, `USDT`, `BTC` or `USDC`.
            inst_id: Index, such as `BTC-USD`.
        """
        ...

    @get("/api/v5/market/index-candles", rate=per_ip(20), cursor="ts", page_size=100)
    async def get_index_candles(
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
        ...

    @get(
        "/api/v5/market/history-index-candles",
        rate=per_ip(10),
        cursor="ts",
        page_size=100,
    )
    async def get_history_index_candles(
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
        ...

    @get(
        "/api/v5/market/mark-price-candles", rate=per_ip(20), cursor="ts", page_size=100
    )
    async def get_mark_price_candles(
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
        ...

    @get(
        "/api/v5/market/history-mark-price-candles",
        rate=per_ip(20),
        cursor="ts",
        page_size=100,
    )
    async def get_history_mark_price_candles(
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
        ...

    @get("/api/v5/market/exchange-rate", rate=per_ip(1))
    async def get_exchange_rate(self) -> ExchangeRate:
        """The average rate of dollar and yuan over the last two weeks."""
        ...

    @get("/api/v5/market/index-components", rate=per_ip(20))
    async def get_index_components(self, index: str) -> IndexComponents:
        """What an index is made of: exchanges, their prices and weights.

        Args:
            index: Index, such as `BTC-USDT`.
        """
        ...
