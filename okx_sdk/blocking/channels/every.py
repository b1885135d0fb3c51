"""The blocking twin of `okx_sdk.channels.every`, printed by tools/twin.py."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from okx_sdk.blocking._base import BlockingSection
from okx_sdk.channels.every import Channels as AsyncChannels

if TYPE_CHECKING:
    from okx_sdk.blocking.channels.business import BusinessChannels
    from okx_sdk.blocking.channels.private import PrivateChannels
    from okx_sdk.blocking.channels.public import PublicChannels

__all__ = ["Channels"]


class Channels(BlockingSection[AsyncChannels]):
    """Every channel of the exchange, by the connection that carries it."""

    @cached_property
    def public(self) -> PublicChannels:
        """Market data that needs no key; its deep books excepted."""
        from okx_sdk.blocking.channels.public import PublicChannels

        return PublicChannels(self._bridge, self._async.public)

    @cached_property
    def business(self) -> BusinessChannels:
        """Candles, all trades, spreads, blocks, algo orders and bots."""
        from okx_sdk.blocking.channels.business import BusinessChannels

        return BusinessChannels(self._bridge, self._async.business)

    @cached_property
    def private(self) -> PrivateChannels:
        """Balances, positions, orders and fills of the account; needs a key."""
        from okx_sdk.blocking.channels.private import PrivateChannels

        return PrivateChannels(self._bridge, self._async.private)
