"""Channels of the public connection: market data."""

from __future__ import annotations

from collections.abc import Sequence

from okx_sdk.engine.subscription import Subscription
from okx_sdk.models.enums import InstType
from okx_sdk.models.event_contracts import EventMarket
from okx_sdk.models.instruments import (
    Instrument,
    OpenInterest,
    OptionSummary,
    PriceLimit,
)
from okx_sdk.models.live import (
    AdlWarning,
    BookPush,
    LiquidationOrder,
    LiveTrade,
    RpiBookPush,
)
from okx_sdk.models.market import CallAuction, OptionTrade, Ticker
from okx_sdk.models.public import FundingRate, IndexTicker, MarkPrice
from okx_sdk.models.public_records import EstimatedPrice
from okx_sdk.models.status import SystemStatus
from okx_sdk.protocol.channel import ChannelSection, channel

__all__ = ["PublicChannels"]


class PublicChannels(ChannelSection):
    """Channels of the public connection. Two deep books alone need a key."""

    @channel("instruments", "public")
    def instruments(self, inst_type: InstType | str) -> Subscription[Instrument]:
        """Instruments of a product line whenever one of them changes.

        There is no snapshot at first, and a push holds what changed alone: keep the
        others, and take none for delisted because it is absent.
        """
        ...

    @channel("tickers", "public", policy="conflate")
    def tickers(self, inst_id: str | Sequence[str]) -> Subscription[Ticker]:
        """Last price, best quotes and 24-hour figures; the present ones at first.

        A push comes with a trade or another best quote, at most every 100 ms.
        """
        ...

    @channel("trades", "public", identity="tradeId")
    def trades(self, inst_id: str | Sequence[str]) -> Subscription[LiveTrade]:
        """Trades as they happen; fills of one taker order at one price come as one.

        See `count`; every fill by itself comes on `trades_all`.
        """
        ...

    @channel("books", "public", policy="fail_closed", stale_after=75, is_book=True)
    def books(self, inst_id: str | Sequence[str]) -> Subscription[BookPush]:
        """The book, 400 levels a side, then what changes in it every 100 ms.

        After a minute without a change an empty update comes.
        """
        ...

    @channel("books5", "public", policy="conflate", stale_after=75)
    def books5(self, inst_id: str | Sequence[str]) -> Subscription[BookPush]:
        """The five best levels of each side, every 100 ms if they changed."""
        ...

    @channel("bbo-tbt", "public", policy="conflate", stale_after=75)
    def bbo_tbt(self, inst_id: str | Sequence[str]) -> Subscription[BookPush]:
        """The best level of each side, every 10 ms if it changed.

        Its `ts` is the time of the matching engine.
        """
        ...

    @channel(
        "books50-l2-tbt",
        "public",
        login=True,
        policy="fail_closed",
        stale_after=75,
        is_book=True,
    )
    def books50_l2_tbt(self, inst_id: str | Sequence[str]) -> Subscription[BookPush]:
        """The book, 50 levels a side, then what changes in it every 10 ms.

        It needs a key, and a fee tier of VIP4 or higher.
        """
        ...

    @channel(
        "books-l2-tbt",
        "public",
        login=True,
        policy="fail_closed",
        stale_after=75,
        is_book=True,
    )
    def books_l2_tbt(self, inst_id: str | Sequence[str]) -> Subscription[BookPush]:
        """The book, 400 levels a side, then what changes in it every 10 ms.

        It needs a key, and a fee tier of VIP4 or higher. One connection cannot carry it
        beside `books` or `books50_l2_tbt` of the same instrument (code 64004).
        """
        ...

    @channel("books-rpi", "public", policy="fail_closed", stale_after=75, is_book=True)
    def books_rpi(self, inst_id: str | Sequence[str]) -> Subscription[RpiBookPush]:
        """The book with its RPI orders, then what changes in it every 100 ms.

        RPI orders improve prices for retail takers. There are 400 levels a side.
        """
        ...

    @channel("option-trades", "public", identity="instId tradeId")
    def option_trades(
        self,
        inst_type: InstType | str,
        *,
        inst_id: str | Sequence[str] | None = None,
        inst_family: str | None = None,
    ) -> Subscription[OptionTrade]:
        """Trades of options as they happen, with the prices they came at.

        Args:
            inst_type: `OPTION`.
            inst_id: One option or several; either this or *inst_family*.
            inst_family: All options of a family, such as `BTC-USD`.
        """
        ...

    @channel("call-auction-details", "public", policy="conflate")
    def call_auction_details(
        self, inst_id: str | Sequence[str]
    ) -> Subscription[CallAuction]:
        """How the call auction of an instrument stands, while there is one."""
        ...

    @channel("open-interest", "public", policy="conflate")
    def open_interest(self, inst_id: str | Sequence[str]) -> Subscription[OpenInterest]:
        """Open interest of derivatives, every 3 seconds if it changed."""
        ...

    @channel("funding-rate", "public", policy="conflate", stale_after=120)
    def funding_rate(self, inst_id: str | Sequence[str]) -> Subscription[FundingRate]:
        """Funding rates, every 30 to 90 seconds; the present ones at first."""
        ...

    @channel("price-limit", "public", policy="conflate")
    def price_limit(self, inst_id: str | Sequence[str]) -> Subscription[PriceLimit]:
        """Highest price of a buy and lowest of a sell, every 200 ms if they changed."""
        ...

    @channel("opt-summary", "public", policy="conflate")
    def opt_summary(
        self, inst_family: str | Sequence[str]
    ) -> Subscription[OptionSummary]:
        """Greeks and volatilities of all options of a family, as they change."""
        ...

    @channel("estimated-price", "public")
    def estimated_price(
        self,
        inst_type: InstType | str,
        *,
        inst_family: str | None = None,
        inst_id: str | Sequence[str] | None = None,
    ) -> Subscription[EstimatedPrice]:
        """Prices that contracts would be delivered, exercised or settled at.

        They come shortly before that time alone.

        Args:
            inst_type: Product line: options, futures or perpetuals.
            inst_family: All contracts of a family; either this or *inst_id*.
            inst_id: One contract or several.
        """
        ...

    @channel("mark-price", "public", policy="conflate", stale_after=15)
    def mark_price(self, inst_id: str | Sequence[str]) -> Subscription[MarkPrice]:
        """Mark prices, every 200 ms if they changed, else every 10 seconds."""
        ...

    @channel("index-tickers", "public", policy="conflate", stale_after=75)
    def index_tickers(self, inst_id: str | Sequence[str]) -> Subscription[IndexTicker]:
        """Prices of indices, every 100 ms if they changed, else every minute.

        An index is named by its pair: `BTC-USD`, `BTC-USDT`.
        """
        ...

    @channel("liquidation-orders", "public")
    def liquidation_orders(
        self, inst_type: InstType | str
    ) -> Subscription[LiquidationOrder]:
        """Liquidations of a product line: at most one a second of each contract.

        So these are not all of them.
        """
        ...

    @channel("adl-warning", "public")
    def adl_warning(
        self, inst_type: InstType | str, *, inst_family: str | None = None
    ) -> Subscription[AdlWarning]:
        """Warnings of automatic deleveraging, every second while there is one.

        In the normal state nothing comes.
        """
        ...

    @channel("status", "public")
    def status(self) -> Subscription[SystemStatus]:
        """Maintenance of the exchange: the last one at first, then what changes."""
        ...

    @channel("event-contract-markets", "public")
    def event_contract_markets(
        self, inst_type: InstType | str
    ) -> Subscription[EventMarket]:
        """Markets of event contracts, when a state changes or a strike is fixed.

        Args:
            inst_type: `EVENTS`.
        """
        ...
