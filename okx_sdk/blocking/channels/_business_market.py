"""The blocking twin of `okx_sdk.channels._business_market`, printed by tools/twin.py."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

from okx_sdk.blocking._base import BlockingSection
from okx_sdk.blocking._subscription import BlockingSubscription
from okx_sdk.channels._business_market import BusinessMarket as AsyncBusinessMarket
from okx_sdk.models.block_trading import (
    BlockTicker,
    MultiLegBlockTrade,
    SingleLegBlockTrade,
)
from okx_sdk.models.enums import Bar
from okx_sdk.models.live import (
    LiveCandle,
    LiveEconomicEvent,
    LiveIndexCandle,
    LiveSpreadCandle,
    LiveTrade,
    SpreadBookPush,
)
from okx_sdk.models.spread_trading import SpreadPublicTrade, SpreadTicker

__all__ = ["BusinessMarket"]

BusinessMarketT = TypeVar("BusinessMarketT", bound=AsyncBusinessMarket)


class BusinessMarket(BlockingSection[BusinessMarketT]):
    """Candles, all trades, spreads, block trades and the economic calendar."""

    def candles(
        self, inst_id: str | Sequence[str], bar: Bar | str = "1m"
    ) -> BlockingSubscription[LiveCandle]:
        """Candles as they form, at most one push a second; the present one at first.

        `confirm` tells the last push of a period.

        Args:
            inst_id: One instrument or several, such as `BTC-USDT`.
            bar: Length of a candle; from 6 hours up, days begin at UTC+8 unless it ends
                in `utc`.
        """
        return BlockingSubscription(self._bridge, self._async.candles(inst_id, bar))

    def trades_all(
        self, inst_id: str | Sequence[str]
    ) -> BlockingSubscription[LiveTrade]:
        """Trades as they happen, every fill by itself."""
        return BlockingSubscription(self._bridge, self._async.trades_all(inst_id))

    def index_candles(
        self, inst_id: str | Sequence[str], bar: Bar | str = "1m"
    ) -> BlockingSubscription[LiveIndexCandle]:
        """Candles of an index as they form, at most one push a second.

        Args:
            inst_id: One index or several, such as `BTC-USD`.
            bar: Length of a candle; from 6 hours up, days begin at UTC+8 unless it ends
                in `utc`. There are none of a second.
        """
        return BlockingSubscription(
            self._bridge, self._async.index_candles(inst_id, bar)
        )

    def mark_price_candles(
        self, inst_id: str | Sequence[str], bar: Bar | str = "1m"
    ) -> BlockingSubscription[LiveIndexCandle]:
        """Candles of a mark price as they form, at most one push a second.

        Args:
            inst_id: One instrument or several, such as `BTC-USDT-SWAP`.
            bar: Length of a candle; from 6 hours up, days begin at UTC+8 unless it ends
                in `utc`. There are none of a second.
        """
        return BlockingSubscription(
            self._bridge, self._async.mark_price_candles(inst_id, bar)
        )

    def sprd_candles(
        self, sprd_id: str | Sequence[str], bar: Bar | str = "1m"
    ) -> BlockingSubscription[LiveSpreadCandle]:
        """Candles of a spread as they form, at most one push a second.

        Args:
            sprd_id: One spread or several, such as `BTC-USDT_BTC-USDT-SWAP`.
            bar: Length of a candle; from 6 hours up, days begin at UTC+8 unless it ends
                in `utc`. There are none of a second.
        """
        return BlockingSubscription(
            self._bridge, self._async.sprd_candles(sprd_id, bar)
        )

    def sprd_bbo_tbt(
        self, sprd_id: str | Sequence[str]
    ) -> BlockingSubscription[SpreadBookPush]:
        """The best level of each side of a spread, every 10 ms if it changed."""
        return BlockingSubscription(self._bridge, self._async.sprd_bbo_tbt(sprd_id))

    def sprd_books5(
        self, sprd_id: str | Sequence[str]
    ) -> BlockingSubscription[SpreadBookPush]:
        """The five best levels of each side of a spread, every 100 ms if they changed."""
        return BlockingSubscription(self._bridge, self._async.sprd_books5(sprd_id))

    def sprd_books_l2_tbt(
        self, sprd_id: str | Sequence[str]
    ) -> BlockingSubscription[SpreadBookPush]:
        """The book of a spread, 400 levels a side, then its changes every 10 ms."""
        return BlockingSubscription(
            self._bridge, self._async.sprd_books_l2_tbt(sprd_id)
        )

    def sprd_public_trades(
        self, sprd_id: str | Sequence[str]
    ) -> BlockingSubscription[SpreadPublicTrade]:
        """Trades of a spread as they happen."""
        return BlockingSubscription(
            self._bridge, self._async.sprd_public_trades(sprd_id)
        )

    def sprd_tickers(
        self, sprd_id: str | Sequence[str]
    ) -> BlockingSubscription[SpreadTicker]:
        """Last price, best quotes and 24-hour figures of a spread.

        The present ones come at first, then changes, at most every 100 ms.
        """
        return BlockingSubscription(self._bridge, self._async.sprd_tickers(sprd_id))

    def public_struc_block_trades(self) -> BlockingSubscription[MultiLegBlockTrade]:
        """Block trades of everyone with all their legs, 15 minutes after they happened."""
        return BlockingSubscription(
            self._bridge, self._async.public_struc_block_trades()
        )

    def public_block_trades(
        self, inst_id: str | Sequence[str]
    ) -> BlockingSubscription[SingleLegBlockTrade]:
        """Block trades of everyone in one instrument, 15 minutes after they happened."""
        return BlockingSubscription(
            self._bridge, self._async.public_block_trades(inst_id)
        )

    def block_tickers(
        self, inst_id: str | Sequence[str]
    ) -> BlockingSubscription[BlockTicker]:
        """Volume of block trades in 24 hours, with each and every five minutes."""
        return BlockingSubscription(self._bridge, self._async.block_tickers(inst_id))

    def economic_calendar(self) -> BlockingSubscription[LiveEconomicEvent]:
        """Events of the economic calendar as they are announced or published.

        It needs a key and a fee tier of VIP1 or higher, and is not part of demo trading.
        """
        return BlockingSubscription(self._bridge, self._async.economic_calendar())
