"""The blocking twin of `okx_sdk.channels.public`, printed by tools/twin.py."""

from __future__ import annotations

from collections.abc import Sequence

from okx_sdk.blocking._base import BlockingSection
from okx_sdk.blocking._subscription import BlockingSubscription
from okx_sdk.channels.public import PublicChannels as AsyncPublicChannels
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

__all__ = ["PublicChannels"]


class PublicChannels(BlockingSection[AsyncPublicChannels]):
    """Channels of the public connection. Two deep books alone need a key."""

    def instruments(
        self, inst_type: InstType | str
    ) -> BlockingSubscription[Instrument]:
        """Instruments of a product line whenever one of them changes.

        There is no snapshot at first, and a push holds what changed alone: keep the
        others, and take none for delisted because it is absent.
        """
        return BlockingSubscription(self._bridge, self._async.instruments(inst_type))

    def tickers(self, inst_id: str | Sequence[str]) -> BlockingSubscription[Ticker]:
        """Last price, best quotes and 24-hour figures; the present ones at first.

        A push comes with a trade or another best quote, at most every 100 ms.
        """
        return BlockingSubscription(self._bridge, self._async.tickers(inst_id))

    def trades(self, inst_id: str | Sequence[str]) -> BlockingSubscription[LiveTrade]:
        """Trades as they happen; fills of one taker order at one price come as one.

        See `count`; every fill by itself comes on `trades_all`.
        """
        return BlockingSubscription(self._bridge, self._async.trades(inst_id))

    def books(self, inst_id: str | Sequence[str]) -> BlockingSubscription[BookPush]:
        """The book, 400 levels a side, then what changes in it every 100 ms.

        After a minute without a change an empty update comes.
        """
        return BlockingSubscription(self._bridge, self._async.books(inst_id))

    def books5(self, inst_id: str | Sequence[str]) -> BlockingSubscription[BookPush]:
        """The five best levels of each side, every 100 ms if they changed."""
        return BlockingSubscription(self._bridge, self._async.books5(inst_id))

    def bbo_tbt(self, inst_id: str | Sequence[str]) -> BlockingSubscription[BookPush]:
        """The best level of each side, every 10 ms if it changed.

        Its `ts` is the time of the matching engine.
        """
        return BlockingSubscription(self._bridge, self._async.bbo_tbt(inst_id))

    def books50_l2_tbt(
        self, inst_id: str | Sequence[str]
    ) -> BlockingSubscription[BookPush]:
        """The book, 50 levels a side, then what changes in it every 10 ms.

        It needs a key, and a fee tier of VIP4 or higher.
        """
        return BlockingSubscription(self._bridge, self._async.books50_l2_tbt(inst_id))

    def books_l2_tbt(
        self, inst_id: str | Sequence[str]
    ) -> BlockingSubscription[BookPush]:
        """The book, 400 levels a side, then what changes in it every 10 ms.

        It needs a key, and a fee tier of VIP4 or higher. One connection cannot carry it
        beside `books` or `books50_l2_tbt` of the same instrument (code 64004).
        """
        return BlockingSubscription(self._bridge, self._async.books_l2_tbt(inst_id))

    def books_rpi(
        self, inst_id: str | Sequence[str]
    ) -> BlockingSubscription[RpiBookPush]:
        """The book with its RPI orders, then what changes in it every 100 ms.

        RPI orders improve prices for retail takers. There are 400 levels a side.
        """
        return BlockingSubscription(self._bridge, self._async.books_rpi(inst_id))

    def option_trades(
        self,
        inst_type: InstType | str,
        *,
        inst_id: str | Sequence[str] | None = None,
        inst_family: str | None = None,
    ) -> BlockingSubscription[OptionTrade]:
        """Trades of options as they happen, with the prices they came at.

        Args:
            inst_type: `OPTION`.
            inst_id: One option or several; either this or *inst_family*.
            inst_family: All options of a family, such as `BTC-USD`.
        """
        return BlockingSubscription(
            self._bridge,
            self._async.option_trades(
                inst_type, inst_id=inst_id, inst_family=inst_family
            ),
        )

    def call_auction_details(
        self, inst_id: str | Sequence[str]
    ) -> BlockingSubscription[CallAuction]:
        """How the call auction of an instrument stands, while there is one."""
        return BlockingSubscription(
            self._bridge, self._async.call_auction_details(inst_id)
        )

    def open_interest(
        self, inst_id: str | Sequence[str]
    ) -> BlockingSubscription[OpenInterest]:
        """Open interest of derivatives, every 3 seconds if it changed."""
        return BlockingSubscription(self._bridge, self._async.open_interest(inst_id))

    def funding_rate(
        self, inst_id: str | Sequence[str]
    ) -> BlockingSubscription[FundingRate]:
        """Funding rates, every 30 to 90 seconds; the present ones at first."""
        return BlockingSubscription(self._bridge, self._async.funding_rate(inst_id))

    def price_limit(
        self, inst_id: str | Sequence[str]
    ) -> BlockingSubscription[PriceLimit]:
        """Highest price of a buy and lowest of a sell, every 200 ms if they changed."""
        return BlockingSubscription(self._bridge, self._async.price_limit(inst_id))

    def opt_summary(
        self, inst_family: str | Sequence[str]
    ) -> BlockingSubscription[OptionSummary]:
        """Greeks and volatilities of all options of a family, as they change."""
        return BlockingSubscription(self._bridge, self._async.opt_summary(inst_family))

    def estimated_price(
        self,
        inst_type: InstType | str,
        *,
        inst_family: str | None = None,
        inst_id: str | Sequence[str] | None = None,
    ) -> BlockingSubscription[EstimatedPrice]:
        """Prices that contracts would be delivered, exercised or settled at.

        They come shortly before that time alone.

        Args:
            inst_type: Product line: options, futures or perpetuals.
            inst_family: All contracts of a family; either this or *inst_id*.
            inst_id: One contract or several.
        """
        return BlockingSubscription(
            self._bridge,
            self._async.estimated_price(
                inst_type, inst_family=inst_family, inst_id=inst_id
            ),
        )

    def mark_price(
        self, inst_id: str | Sequence[str]
    ) -> BlockingSubscription[MarkPrice]:
        """Mark prices, every 200 ms if they changed, else every 10 seconds."""
        return BlockingSubscription(self._bridge, self._async.mark_price(inst_id))

    def index_tickers(
        self, inst_id: str | Sequence[str]
    ) -> BlockingSubscription[IndexTicker]:
        """Prices of indices, every 100 ms if they changed, else every minute.

        An index is named by its pair: `BTC-USD`, `BTC-USDT`.
        """
        return BlockingSubscription(self._bridge, self._async.index_tickers(inst_id))

    def liquidation_orders(
        self, inst_type: InstType | str
    ) -> BlockingSubscription[LiquidationOrder]:
        """Liquidations of a product line: at most one a second of each contract.

        So these are not all of them.
        """
        return BlockingSubscription(
            self._bridge, self._async.liquidation_orders(inst_type)
        )

    def adl_warning(
        self, inst_type: InstType | str, *, inst_family: str | None = None
    ) -> BlockingSubscription[AdlWarning]:
        """Warnings of automatic deleveraging, every second while there is one.

        In the normal state nothing comes.
        """
        return BlockingSubscription(
            self._bridge, self._async.adl_warning(inst_type, inst_family=inst_family)
        )

    def status(self) -> BlockingSubscription[SystemStatus]:
        """Maintenance of the exchange: the last one at first, then what changes."""
        return BlockingSubscription(self._bridge, self._async.status())

    def event_contract_markets(
        self, inst_type: InstType | str
    ) -> BlockingSubscription[EventMarket]:
        """Markets of event contracts, when a state changes or a strike is fixed.

        Args:
            inst_type: `EVENTS`.
        """
        return BlockingSubscription(
            self._bridge, self._async.event_contract_markets(inst_type)
        )
