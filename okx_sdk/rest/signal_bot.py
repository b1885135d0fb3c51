"""Signal bots as OKX offers them; the parts stand in the modules `_signal_*`."""

from __future__ import annotations

from okx_sdk.rest._signal_orders import SignalOrders
from okx_sdk.rest._signal_records import SignalRecords

__all__ = ["SignalBot"]


class SignalBot(SignalOrders, SignalRecords):
    """Signal bots: they trade as a signal from outside tells them."""
