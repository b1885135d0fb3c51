"""The blocking twin of `okx_sdk.rest._spread_market`, printed by tools/twin.py."""

from __future__ import annotations

from datetime import datetime
from typing import TypeVar

from okx_sdk.blocking._base import BlockingSection
from okx_sdk.models.enums import Bar
from okx_sdk.models.spread_records import Spread, SpreadOrderBook
from okx_sdk.models.spread_trading import SpreadCandle, SpreadPublicTrade, SpreadTicker
from okx_sdk.rest._spread_market import SpreadMarket as AsyncSpreadMarket

__all__ = ["SpreadMarket"]

SpreadMarketT = TypeVar("SpreadMarketT", bound=AsyncSpreadMarket)


class SpreadMarket(BlockingSection[SpreadMarketT]):
    """Market data of spreads. Needs no credentials."""

    def get_spreads(
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
        return self._run(
            self._async.get_spreads,
            base_ccy=base_ccy,
            inst_id=inst_id,
            sprd_id=sprd_id,
            state=state,
        )

    def get_order_book(self, sprd_id: str, *, sz: int | None = None) -> SpreadOrderBook:
        """The book of a spread, up to 400 levels a side.

        Args:
            sprd_id: Name of the spread, such as `BTC-USDT_BTC-USDT-SWAP`.
            sz: Levels of each side, at most 400; `5` if left out.
        """
        return self._run(self._async.get_order_book, sprd_id, sz=sz)

    def get_ticker(self, sprd_id: str) -> SpreadTicker:
        """Last price, best quotes and 24-hour figures of one spread.

        Args:
            sprd_id: Name of the spread, such as `BTC-USDT_BTC-USDT-SWAP`.
        """
        return self._run(self._async.get_ticker, sprd_id)

    def get_public_trades(
        self, *, sprd_id: str | None = None
    ) -> list[SpreadPublicTrade]:
        """The newest trades of a spread, or of all spreads, newest first.

        Args:
            sprd_id: Name of the spread, such as `BTC-USDT_BTC-USDT-SWAP`.
        """
        return self._run(self._async.get_public_trades, sprd_id=sprd_id)

    def get_candles(
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
        return self._run(
            self._async.get_candles,
            sprd_id,
            bar=bar,
            after=after,
            before=before,
            limit=limit,
        )

    def get_history_candles(
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
        return self._run(
            self._async.get_history_candles,
            sprd_id,
            after=after,
            before=before,
            bar=bar,
            limit=limit,
        )
