"""All channels, by the connection that carries them."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from okx_sdk.channels.business import BusinessChannels
    from okx_sdk.channels.private import PrivateChannels
    from okx_sdk.channels.public import PublicChannels
    from okx_sdk.protocol.channel import Subscriber

__all__ = ["Channels"]


class Channels:
    """Every channel of the exchange, by the connection that carries it."""

    def __init__(self, hub: Subscriber) -> None:
        self._hub = hub

    @cached_property
    def public(self) -> PublicChannels:
        """Market data that needs no key; its deep books excepted."""
        from okx_sdk.channels.public import PublicChannels

        return PublicChannels(self._hub)

    @cached_property
    def business(self) -> BusinessChannels:
        """Candles, all trades, spreads, blocks, algo orders and bots."""
        from okx_sdk.channels.business import BusinessChannels

        return BusinessChannels(self._hub)

    @cached_property
    def private(self) -> PrivateChannels:
        """Balances, positions, orders and fills of the account; needs a key."""
        from okx_sdk.channels.private import PrivateChannels

        return PrivateChannels(self._hub)
