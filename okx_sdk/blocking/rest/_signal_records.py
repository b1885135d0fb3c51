"""The blocking twin of `okx_sdk.rest._signal_records`, printed by tools/twin.py."""

from __future__ import annotations

from datetime import datetime
from typing import TypeVar

from okx_sdk.blocking._base import BlockingSection
from okx_sdk.models.enums import SignalSourceType
from okx_sdk.models.grid_trading import GridPosition
from okx_sdk.models.signal_bot import (
    SignalBotInfo,
    SignalChannel,
    SignalClosedPosition,
    SignalEvent,
    SignalSubOrder,
)
from okx_sdk.rest._signal_records import SignalRecords as AsyncSignalRecords

__all__ = ["SignalRecords"]

SignalRecordsT = TypeVar("SignalRecordsT", bound=AsyncSignalRecords)


class SignalRecords(BlockingSection[SignalRecordsT]):
    """Signal bots: look them up."""

    def get_signals(
        self,
        signal_source_type: SignalSourceType | str,
        *,
        signal_chan_id: str | None = None,
        after: str | int | None = None,
        before: str | int | None = None,
        limit: int | None = None,
    ) -> list[SignalChannel]:
        """Signals, newest first.

        Args:
            signal_source_type: Where the signal comes from.
            signal_chan_id: The signal's id.
            after: Only rows older than this id, their `signal_chan_id`.
            before: Only rows newer than this id, their `signal_chan_id`.
            limit: At most 100, which is also what is sent if left out.
        """
        return self._run(
            self._async.get_signals,
            signal_source_type,
            signal_chan_id=signal_chan_id,
            after=after,
            before=before,
            limit=limit,
        )

    def get_signal_bot(self, algo_ord_type: str, algo_id: str) -> SignalBotInfo:
        """One signal bot.

        Args:
            algo_ord_type: `contract`.
            algo_id: The bot's id.
        """
        return self._run(self._async.get_signal_bot, algo_ord_type, algo_id)

    def get_open_signal_bots(
        self,
        algo_ord_type: str,
        *,
        after: datetime | int,
        algo_id: str | None = None,
        before: datetime | int | None = None,
        limit: int | None = None,
    ) -> list[SignalBotInfo]:
        """Signal bots that run, newest first.

        Args:
            algo_ord_type: `contract`.
            after: Only rows older than this id, their `algo_id`.
            algo_id: The bot's id.
            before: Only rows newer than this id, their `algo_id`.
            limit: At most 100, which is also what is sent if left out.
        """
        return self._run(
            self._async.get_open_signal_bots,
            algo_ord_type,
            after=after,
            algo_id=algo_id,
            before=before,
            limit=limit,
        )

    def get_signal_bots_history(
        self,
        algo_ord_type: str,
        algo_id: str,
        after: datetime | int,
        *,
        before: datetime | int | None = None,
        limit: int | None = None,
    ) -> list[SignalBotInfo]:
        """Signal bots that have stopped, newest first.

        Args:
            algo_ord_type: `contract`.
            algo_id: The bot's id.
            after: Only rows older than this id, their `algo_id`.
            before: Only rows newer than this id, their `algo_id`.
            limit: At most 100, which is also what is sent if left out.
        """
        return self._run(
            self._async.get_signal_bots_history,
            algo_ord_type,
            algo_id,
            after,
            before=before,
            limit=limit,
        )

    def get_signal_bot_positions(
        self, algo_ord_type: str, algo_id: str
    ) -> list[GridPosition]:
        """The positions of a signal bot.

        Args:
            algo_ord_type: `contract`.
            algo_id: The bot's id.
        """
        return self._run(self._async.get_signal_bot_positions, algo_ord_type, algo_id)

    def get_positions_history(
        self,
        algo_id: str,
        *,
        inst_id: str | None = None,
        after: datetime | int | None = None,
        before: datetime | int | None = None,
        limit: int | None = None,
    ) -> list[SignalClosedPosition]:
        """Positions that a signal bot has closed, newest first.

        Args:
            algo_id: The bot's id.
            inst_id: Instrument, such as `BTC-USDT-SWAP`.
            after: Only rows older than this time, their `u_time`.
            before: Only rows newer than this time, their `u_time`.
            limit: At most 100, which is also what is sent if left out.
        """
        return self._run(
            self._async.get_positions_history,
            algo_id,
            inst_id=inst_id,
            after=after,
            before=before,
            limit=limit,
        )

    def get_signal_bot_sub_orders(
        self,
        algo_id: str,
        algo_ord_type: str,
        *,
        state: str | None = None,
        signal_ord_id: str | None = None,
        after: str | int | None = None,
        before: str | int | None = None,
        begin: datetime | int | None = None,
        end: datetime | int | None = None,
        limit: int | None = None,
        type: str | None = None,
        cl_ord_id: str | None = None,
    ) -> list[SignalSubOrder]:
        """Orders of a signal bot, newest first.

        Give *state* or *signal_ord_id*.

        Args:
            algo_id: The bot's id.
            algo_ord_type: `contract`.
            state: Only rows in this state. One of `live`, `partially_filled`, `filled`,
                `cancelled`.
            signal_ord_id: The order's id.
            after: Only rows older than this id, their `ord_id`.
            before: Only rows newer than this id, their `ord_id`.
            begin: Only rows from this time on.
            end: Only rows up to this time.
            limit: At most 100, which is also what is sent if left out.
            type: Only this kind.
            cl_ord_id: Deprecated.
        """
        return self._run(
            self._async.get_signal_bot_sub_orders,
            algo_id,
            algo_ord_type,
            state=state,
            signal_ord_id=signal_ord_id,
            after=after,
            before=before,
            begin=begin,
            end=end,
            limit=limit,
            type=type,
            cl_ord_id=cl_ord_id,
        )

    def get_signal_bot_event_history(
        self,
        algo_id: str,
        *,
        after: datetime | int | None = None,
        before: datetime | int | None = None,
        limit: int | None = None,
    ) -> list[SignalEvent]:
        """What a signal bot did and why, newest first.

        Args:
            algo_id: The bot's id.
            after: Only rows older than this time, their `event_ctime`.
            before: Only rows newer than this time, their `event_ctime`.
            limit: At most 100, which is also what is sent if left out.
        """
        return self._run(
            self._async.get_signal_bot_event_history,
            algo_id,
            after=after,
            before=before,
            limit=limit,
        )
