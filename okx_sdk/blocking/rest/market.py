"""The blocking twin of `okx_sdk.rest.market`, printed by tools/twin.py."""

from __future__ import annotations

from datetime import datetime

from okx_sdk.blocking._base import BlockingSection
from okx_sdk.models.enums import Bar, InstType, OptType
from okx_sdk.models.market import (
    CallAuction,
    Candle,
    FullOrderBook,
    OptionFamilyTrades,
    OptionTrade,
    OrderBook,
    PlatformVolume,
    PublicTrade,
    RpiOrderBook,
    Ticker,
)
from okx_sdk.rest.market import Market as AsyncMarket

__all__ = ["Market"]


class Market(BlockingSection[AsyncMarket]):
    """Market data: tickers, books, candles and trades. Needs no credentials."""

    def get_tickers(
        self, inst_type: InstType | str, *, inst_family: str | None = None
    ) -> list[Ticker]:
        """Last prices, best quotes and 24-hour figures of a whole product line.

        One call gives every instrument of it, so prefer this to asking for tickers one
        by one.
        """
        return self._run(self._async.get_tickers, inst_type, inst_family=inst_family)

    def get_ticker(self, inst_id: str) -> Ticker:
        """Last price, best quotes and 24-hour figures of one instrument."""
        return self._run(self._async.get_ticker, inst_id)

    def get_order_book(self, inst_id: str, *, sz: int | None = None) -> OrderBook:
        """The book of an instrument, up to 400 levels a side.

        It is refreshed every 50 ms. Sizes are contracts for derivatives, base currency
        for spot.

        Args:
            inst_id: Instrument, such as `BTC-USDT`.
            sz: Levels of each side. At most 400. `1` if left out.
        """
        return self._run(self._async.get_order_book, inst_id, sz=sz)

    def get_full_order_book(
        self, inst_id: str, *, sz: int | None = None
    ) -> FullOrderBook:
        """The book of an instrument, up to 5,000 levels a side.

        It is refreshed once a second. Sizes are contracts for derivatives, base
        currency for spot.

        Args:
            inst_id: Instrument, such as `BTC-USDT`.
            sz: Levels of each side. At most 5000. `1` if left out.
        """
        return self._run(self._async.get_full_order_book, inst_id, sz=sz)

    def get_candles(
        self,
        inst_id: str,
        *,
        bar: Bar | str | None = None,
        after: datetime | int | None = None,
        before: datetime | int | None = None,
        limit: int | None = None,
    ) -> list[Candle]:
        """The newest 1,440 candles of an instrument, newest first.

        Older ones come from `get_history_candles`. The first row may still be forming.
        A period without trades may have no row. *before* alone gives the newest rows,
        not those next to the cursor; give both for a window.

        Args:
            inst_id: Instrument, such as `BTC-USDT`.
            bar: Length of a candle; from 6 hours up, days begin at UTC+8 unless it ends
                in `utc`. `1m` if left out.
            after: Only rows older than this time, their `ts`.
            before: Only rows newer than this time, their `ts`.
            limit: At most 300; 100 if left out.
        """
        return self._run(
            self._async.get_candles,
            inst_id,
            bar=bar,
            after=after,
            before=before,
            limit=limit,
        )

    def get_history_candles(
        self,
        inst_id: str,
        *,
        after: datetime | int | None = None,
        before: datetime | int | None = None,
        bar: Bar | str | None = None,
        limit: int | None = None,
    ) -> list[Candle]:
        """Candles of past years, newest first; those of a second for three months.

        A period without trades may have no row.

        Args:
            inst_id: Instrument, such as `BTC-USDT`.
            after: Only rows older than this time, their `ts`.
            before: Only rows newer than this time, their `ts`.
            bar: Length of a candle; from 6 hours up, days begin at UTC+8 unless it ends
                in `utc`. `1m` if left out.
            limit: At most 300; 100 if left out.
        """
        return self._run(
            self._async.get_history_candles,
            inst_id,
            after=after,
            before=before,
            bar=bar,
            limit=limit,
        )

    def get_trades(
        self, inst_id: str, *, limit: int | None = None
    ) -> list[PublicTrade]:
        """The newest trades of an instrument, newest first.

        Older ones come from `get_history_trades`.

        Args:
            inst_id: Instrument, such as `BTC-USDT`.
            limit: At most 500; 100 if left out.
        """
        return self._run(self._async.get_trades, inst_id, limit=limit)

    def get_history_trades(
        self,
        inst_id: str,
        *,
        type: str | None = None,
        after: datetime | int | str | None = None,
        before: str | int | None = None,
        limit: int | None = None,
    ) -> list[PublicTrade]:
        """Trades of the last three months, newest first.

        By time, *before* is refused with code 50039.

        Args:
            inst_id: Instrument, such as `BTC-USDT`.
            type: `1` pages by trade id, `2` by time. `1` if left out.
            after: Only rows older than this trade id, or for type `2` than this time.
            before: Only rows newer than this trade id; not for type `2`.
            limit: At most 100, which is also what is sent if left out.
        """
        return self._run(
            self._async.get_history_trades,
            inst_id,
            type=type,
            after=after,
            before=before,
            limit=limit,
        )

    def get_option_trades_by_family(self, inst_family: str) -> list[OptionFamilyTrades]:
        """The newest trades of a family's options, calls and puts apart."""
        return self._run(self._async.get_option_trades_by_family, inst_family)

    def get_option_trades(
        self,
        *,
        inst_id: str | None = None,
        inst_family: str | None = None,
        opt_type: OptType | str | None = None,
    ) -> list[OptionTrade]:
        """The newest hundred option trades, with the prices they came at.

        Give *inst_id* or *inst_family*; if both are given, *inst_id* counts.

        Args:
            inst_id: Instrument, such as `BTC-USDT`.
            inst_family: Instrument family, such as `BTC-USD`.
            opt_type: Calls or puts only.
        """
        return self._run(
            self._async.get_option_trades,
            inst_id=inst_id,
            inst_family=inst_family,
            opt_type=opt_type,
        )

    def get_platform_24h_volume(self) -> PlatformVolume:
        """The whole exchange's volume of the last 24 hours."""
        return self._run(self._async.get_platform_24h_volume)

    def get_call_auction_details(self, inst_id: str) -> CallAuction | None:
        """How the call auction of an instrument stands; nothing if it has none."""
        return self._run(self._async.get_call_auction_details, inst_id)

    def get_order_book_sbe(self, inst_id_code: int, source: int) -> bytes:
        """A book as an SBE frame: bytes to be read with the schema that OKX publishes.

        Unlike the rest of this section, it wants a signed call.

        Args:
            inst_id_code: Numeric code of the instrument, from its `inst_id_code`.
            source: Origin of the orders: `0` normal.
        """
        return self._run(self._async.get_order_book_sbe, inst_id_code, source)

    def get_rpi_order_book(
        self, inst_id: str, *, sz: int | None = None
    ) -> RpiOrderBook:
        """The book with its RPI orders, up to 400 levels a side.

        RPI orders improve prices for retail takers. The book is refreshed every 200 ms.

        Args:
            inst_id: Instrument, such as `BTC-USDT`.
            sz: Levels of each side. At most 400. `1` if left out.
        """
        return self._run(self._async.get_rpi_order_book, inst_id, sz=sz)
