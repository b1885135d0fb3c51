"""Market data of spreads: books, candles, trades."""

from __future__ import annotations

from datetime import datetime

from okx_sdk.models.enums import Bar
from okx_sdk.models.spread_records import Spread, SpreadOrderBook
from okx_sdk.models.spread_trading import SpreadCandle, SpreadPublicTrade, SpreadTicker
from okx_sdk.protocol.endpoint import Section, get
from okx_sdk.protocol.pacing import per_ip

__all__ = ["SpreadMarket"]


class SpreadMarket(Section):
    """Market data of spreads. Needs no credentials."""

    @get("/api/v5/sprd/spreads", rate=per_ip(20))
    async def get_spreads(
        self,
        *,
        base_ccy: str | None = None,
        inst_id: str | None = None,
        sprd_id: str | None = None,
        state: str | None = None,
    ) -> list[Spread]:
        """Spreads that are listed.

        Args:
            base_ccy: Only spreads of this currency.
            inst_id: Only spreads with this instrument.
            sprd_id: Only this spread.
            state: Only rows in this state. One of `live`, `suspend`.
        """
        ...

    @get("/api/v5/sprd/books", rate=per_ip(20))
    async def get_order_book(
        self, sprd_id: str, *, sz: int | None = None
    ) -> SpreadOrderBook:
        """The book of a spread, up to 400 levels a side.

        Args:
            sprd_id: Name of the spread, such as `BTC-USDT_BTC-USDT-SWAP`.
            sz: Levels of each side, at most 400; `5` if left out.
        """
        ...

    @get("/api/v5/market/sprd-ticker", rate=per_ip(20))
    async def get_ticker(self, sprd_id: str) -> SpreadTicker:
        """Last price, best quotes and 24-hour figures of one spread.

        Args:
            sprd_id: Name of the spread, such as `BTC-USDT_BTC-USDT-SWAP`.
        """
        ...

    @get("/api/v5/sprd/public-trades", rate=per_ip(20))
    async def get_public_trades(
        self, *, sprd_id: str | None = None
    ) -> list[SpreadPublicTrade]:
        """The newest trades of a spread, or of all spreads, newest first.

        Args:
            sprd_id: Name of the spread, such as `BTC-USDT_BTC-USDT-SWAP`.
        """
        ...

    @get("/api/v5/market/sprd-candles", rate=per_ip(40), cursor="ts", page_size=300)
    async def get_candles(
        self,
        sprd_id: str,
        *,
        bar: Bar | str | None = None,
        after: datetime | int | None = None,
        before: datetime | int | None = None,
        limit: int | None = None,
    ) -> list[SpreadCandle]:
        """The newest candles of a spread, newest first.

        Args:
            sprd_id: Name of the spread, such as `BTC-USDT_BTC-USDT-SWAP`.
            bar: Length of a candle; from 6 hours up, days begin at UTC+8 unless it ends
                in `utc`. `1m` if left out.
            after: Only rows older than this time, their `ts`.
            before: Only rows newer than this time, their `ts`.
            limit: At most 300; 100 if left out.
        """
        ...

    @get(
        "/api/v5/market/sprd-history-candles",
        rate=per_ip(20),
        cursor="ts",
        page_size=100,
    )
    async def get_history_candles(
        self,
        sprd_id: str,
        *,
        after: datetime | int | None = None,
        before: datetime | int | None = None,
        bar: Bar | str | None = None,
        limit: int | None = None,
    ) -> list[SpreadCandle]:
        """Candles of a spread of past years, newest first.

        Args:
            sprd_id: Name of the spread, such as `BTC-USDT_BTC-USDT-SWAP`.
            after: Only rows older than this time, their `ts`.
            before: Only rows newer than this time, their `ts`.
            bar: Length of a candle; from 6 hours up, days begin at UTC+8 unless it ends
                in `utc`. `1m` if left out.
            limit: At most 100, which is also what is sent if left out.
        """
        ...
