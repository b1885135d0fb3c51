"""The blocking twin of `okx_sdk.rest.signal_bot`, printed by tools/twin.py."""

from __future__ import annotations

from okx_sdk.blocking.rest._signal_orders import SignalOrders
from okx_sdk.blocking.rest._signal_records import SignalRecords
from okx_sdk.rest.signal_bot import SignalBot as AsyncSignalBot

__all__ = ["SignalBot"]


class SignalBot(SignalOrders[AsyncSignalBot], SignalRecords[AsyncSignalBot]):
    """Signal bots: they trade as a signal from outside tells them."""
