"""Channels of the business connection that bring market data."""

from __future__ import annotations

from collections.abc import Sequence

from okx_sdk.engine.subscription import Subscription
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
from okx_sdk.protocol.channel import ChannelSection, channel

__all__ = ["BusinessMarket"]


class BusinessMarket(ChannelSection):
    """Candles, all trades, spreads, block trades and the economic calendar."""

    @channel("candle{bar}", "business", identity="confirm")
    def candles(
        self, inst_id: str | Sequence[str], bar: Bar | str = "1m"
    ) -> Subscription[LiveCandle]:
        """Candles as they form, at most one push a second; the present one at first.

        `confirm` tells the last push of a period.

        Args:
            inst_id: One instrument or several, such as `BTC-USDT`.
            bar: Length of a candle; from 6 hours up, days begin at UTC+8 unless it ends
                in `utc`.
        """
        ...

    @channel("trades-all", "business", identity="tradeId")
    def trades_all(self, inst_id: str | Sequence[str]) -> Subscription[LiveTrade]:
        """Trades as they happen, every fill by itself."""
        ...

    @channel("index-candle{bar}", "business", identity="confirm")
    def index_candles(
        self, inst_id: str | Sequence[str], bar: Bar | str = "1m"
    ) -> Subscription[LiveIndexCandle]:
        """Candles of an index as they form, at most one push a second.

        Args:
            inst_id: One index or several, such as `BTC-USD`.
            bar: Length of a candle; from 6 hours up, days begin at UTC+8 unless it ends
                in `utc`. There are none of a second.
        """
        ...

    @channel("mark-price-candle{bar}", "business", identity="confirm")
    def mark_price_candles(
        self, inst_id: str | Sequence[str], bar: Bar | str = "1m"
    ) -> Subscription[LiveIndexCandle]:
        """Candles of a mark price as they form, at most one push a second.

        Args:
            inst_id: One instrument or several, such as `BTC-USDT-SWAP`.
            bar: Length of a candle; from 6 hours up, days begin at UTC+8 unless it ends
                in `utc`. There are none of a second.
        """
        ...

    @channel("sprd-candle{bar}", "business", identity="confirm")
    def sprd_candles(
        self, sprd_id: str | Sequence[str], bar: Bar | str = "1m"
    ) -> Subscription[LiveSpreadCandle]:
        """Candles of a spread as they form, at most one push a second.

        Args:
            sprd_id: One spread or several, such as `BTC-USDT_BTC-USDT-SWAP`.
            bar: Length of a candle; from 6 hours up, days begin at UTC+8 unless it ends
                in `utc`. There are none of a second.
        """
        ...

    @channel("sprd-bbo-tbt", "business", policy="conflate")
    def sprd_bbo_tbt(
        self, sprd_id: str | Sequence[str]
    ) -> Subscription[SpreadBookPush]:
        """The best level of each side of a spread, every 10 ms if it changed."""
        ...

    @channel("sprd-books5", "business", policy="conflate")
    def sprd_books5(self, sprd_id: str | Sequence[str]) -> Subscription[SpreadBookPush]:
        """The five best levels of each side of a spread, every 100 ms if they changed."""
        ...

    @channel("sprd-books-l2-tbt", "business", policy="fail_closed", is_book=True)
    def sprd_books_l2_tbt(
        self, sprd_id: str | Sequence[str]
    ) -> Subscription[SpreadBookPush]:
        """The book of a spread, 400 levels a side, then its changes every 10 ms."""
        ...

    @channel("sprd-public-trades", "business", identity="tradeId")
    def sprd_public_trades(
        self, sprd_id: str | Sequence[str]
    ) -> Subscription[SpreadPublicTrade]:
        """Trades of a spread as they happen."""
        ...

    @channel("sprd-tickers", "business", policy="conflate")
    def sprd_tickers(self, sprd_id: str | Sequence[str]) -> Subscription[SpreadTicker]:
        """Last price, best quotes and 24-hour figures of a spread.

        The present ones come at first, then changes, at most every 100 ms.
        """
        ...

    @channel("public-struc-block-trades", "business", identity="blockTdId")
    def public_struc_block_trades(self) -> Subscription[MultiLegBlockTrade]:
        """Block trades of everyone with all their legs, 15 minutes after they happened."""
        ...

    @channel("public-block-trades", "business", identity="tradeId")
    def public_block_trades(
        self, inst_id: str | Sequence[str]
    ) -> Subscription[SingleLegBlockTrade]:
        """Block trades of everyone in one instrument, 15 minutes after they happened."""
        ...

    @channel("block-tickers", "business", policy="conflate")
    def block_tickers(self, inst_id: str | Sequence[str]) -> Subscription[BlockTicker]:
        """Volume of block trades in 24 hours, with each and every five minutes."""
        ...

    @channel("economic-calendar", "business", login=True)
    def economic_calendar(self) -> Subscription[LiveEconomicEvent]:
        """Events of the economic calendar as they are announced or published.

        It needs a key and a fee tier of VIP1 or higher, and is not part of demo trading.
        """
        ...
