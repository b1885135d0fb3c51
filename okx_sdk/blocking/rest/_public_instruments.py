"""The blocking twin of `okx_sdk.rest._public_instruments`, printed by tools/twin.py."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from typing import TypeVar

from okx_sdk.blocking._base import BlockingSection
from okx_sdk.models.enums import EventMarketState, InstType, TdMode
from okx_sdk.models.event_contracts import Event, EventMarket, EventSeries
from okx_sdk.models.instruments import (
    ContractCoinConversion,
    Instrument,
    MmInstrumentType,
    OpenInterest,
    OptionSummary,
    PositionTier,
    PriceLimit,
    TickBands,
)
from okx_sdk.rest._public_instruments import PublicInstruments as AsyncPublicInstruments

__all__ = ["PublicInstruments"]

PublicInstrumentsT = TypeVar("PublicInstrumentsT", bound=AsyncPublicInstruments)


class PublicInstruments(BlockingSection[PublicInstrumentsT]):
    """Instruments, and the rules that come with them."""

    def get_instruments(
        self,
        inst_type: InstType | str,
        *,
        inst_family: str | None = None,
        inst_id: str | None = None,
        series_id: str | None = None,
    ) -> list[Instrument]:
        """The instruments of a product line that are listed or soon will be.

        Options want *inst_family*, event contracts *series_id*.

        Args:
            inst_type: Product line. One of `SPOT`, `MARGIN`, `SWAP`, `FUTURES`,
                `OPTION`, `EVENTS`.
            inst_family: Instrument family, such as `BTC-USD`.
            inst_id: Instrument, such as `BTC-USDT-SWAP`.
            series_id: Series of event contracts.
        """
        return self._run(
            self._async.get_instruments,
            inst_type,
            inst_family=inst_family,
            inst_id=inst_id,
            series_id=series_id,
        )

    def get_open_interest(
        self,
        inst_type: InstType | str,
        *,
        inst_family: str | None = None,
        inst_id: str | None = None,
    ) -> list[OpenInterest]:
        """Open interest of all instruments of a product line, or of those asked for.

        Options want *inst_family* or *inst_id*.
        """
        return self._run(
            self._async.get_open_interest,
            inst_type,
            inst_family=inst_family,
            inst_id=inst_id,
        )

    def get_price_limit(self, inst_id: str) -> PriceLimit:
        """The highest buy and lowest sell price that an instrument's orders may have."""
        return self._run(self._async.get_price_limit, inst_id)

    def get_option_summary(
        self, inst_family: str, *, exp_time: str | None = None
    ) -> list[OptionSummary]:
        """Greeks and implied volatilities of a family's options.

        Options that are not traded yet, or whose volatility cannot be told, may be
        missing.

        Args:
            inst_family: Instrument family, such as `BTC-USD`.
            exp_time: Only options that expire on this day, as `YYMMDD`.
        """
        return self._run(self._async.get_option_summary, inst_family, exp_time=exp_time)

    def get_position_tiers(
        self,
        inst_type: InstType | str,
        td_mode: TdMode | str,
        *,
        inst_family: str | Sequence[str] | None = None,
        inst_id: str | Sequence[str] | None = None,
        ccy: str | None = None,
        tier: int | None = None,
    ) -> list[PositionTier]:
        """How leverage and margin rates change with the size of a position.

        Derivatives want *inst_family*, margin *inst_id*, or in cross mode *ccy*.

        Args:
            inst_type: Product line. One of `MARGIN`, `SWAP`, `FUTURES`, `OPTION`.
            td_mode: `cross` or `isolated`.
            inst_family: Families of derivatives, at most 5.
            inst_id: Instruments of margin trading, at most 5.
            ccy: Currency of borrowing, for cross margin alone.
            tier: Only this tier.
        """
        return self._run(
            self._async.get_position_tiers,
            inst_type,
            td_mode,
            inst_family=inst_family,
            inst_id=inst_id,
            ccy=ccy,
            tier=tier,
        )

    def get_underlying(self, inst_type: InstType | str) -> list[list[str]]:
        """The underlyings of a product line, as one list in a list."""
        return self._run(self._async.get_underlying, inst_type)

    def convert_contract_coin(
        self,
        inst_id: str,
        sz: Decimal | str | int,
        *,
        type: str | None = None,
        px: Decimal | str | int | None = None,
        unit: str | None = None,
        op_type: str | None = None,
    ) -> ContractCoinConversion:
        """A size in coin as contracts, or a size in contracts as coin.

        Args:
            inst_id: Instrument, such as `BTC-USDT-SWAP`.
            sz: Size to convert: in coin for type `1`, in contracts for type `2`.
            type: `1` coin to contracts, `2` contracts to coin. `1` if left out.
            px: Price of the conversion; wanted for inverse contracts, and for linear
                ones in `usds`.
            unit: `coin`, or `usds` for USDT and USDC. `coin` if left out.
            op_type: `open` rounds down, `close` rounds to the nearest. `close` if left
                out.
        """
        return self._run(
            self._async.convert_contract_coin,
            inst_id,
            sz,
            type=type,
            px=px,
            unit=unit,
            op_type=op_type,
        )

    def get_instrument_tick_bands(
        self, inst_type: InstType | str, *, inst_family: str | None = None
    ) -> list[TickBands]:
        """The price steps of options or event contracts, which depend on the price."""
        return self._run(
            self._async.get_instrument_tick_bands, inst_type, inst_family=inst_family
        )

    def get_mm_instrument_types(
        self, *, inst_type: InstType | str | None = None, inst_id: str | None = None
    ) -> list[MmInstrumentType]:
        """The class that each instrument has in the market makers' programme.

        Whether types are written as `A` or `Type A` is not established.
        """
        return self._run(
            self._async.get_mm_instrument_types, inst_type=inst_type, inst_id=inst_id
        )

    def get_event_series(self, *, series_id: str | None = None) -> list[EventSeries]:
        """The series of event contracts.

        Args:
            series_id: Only this series.
        """
        return self._run(self._async.get_event_series, series_id=series_id)

    def get_events(
        self,
        series_id: str,
        *,
        event_id: str | None = None,
        state: EventMarketState | str | None = None,
        after: datetime | int | None = None,
        before: datetime | int | None = None,
        limit: int | None = None,
    ) -> list[Event]:
        """The events of a series, newest first.

        Args:
            series_id: Series of event contracts.
            event_id: Only this event.
            state: Only rows in this state.
            after: Only rows older than this time, their `exp_time`.
            before: Only rows newer than this time, their `exp_time`.
            limit: At most 100, which is also what is sent if left out.
        """
        return self._run(
            self._async.get_events,
            series_id,
            event_id=event_id,
            state=state,
            after=after,
            before=before,
            limit=limit,
        )

    def get_event_markets(
        self,
        series_id: str,
        *,
        event_id: str | None = None,
        inst_id: str | None = None,
        state: EventMarketState | str | None = None,
        after: datetime | int | None = None,
        before: datetime | int | None = None,
        limit: int | None = None,
    ) -> list[EventMarket]:
        """The markets of a series of event contracts, newest first.

        Args:
            series_id: Series of event contracts.
            event_id: Only markets of this event.
            inst_id: Only this market.
            state: Only rows in this state.
            after: Only rows older than this time, their `exp_time`.
            before: Only rows newer than this time, their `exp_time`.
            limit: At most 100, which is also what is sent if left out.
        """
        return self._run(
            self._async.get_event_markets,
            series_id,
            event_id=event_id,
            inst_id=inst_id,
            state=state,
            after=after,
            before=before,
            limit=limit,
        )
