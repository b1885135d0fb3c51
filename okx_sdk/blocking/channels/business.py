"""The blocking twin of `okx_sdk.channels.business`, printed by tools/twin.py."""

from __future__ import annotations

from okx_sdk.blocking.channels._business_account import BusinessAccount
from okx_sdk.blocking.channels._business_market import BusinessMarket
from okx_sdk.channels.business import BusinessChannels as AsyncBusinessChannels

__all__ = ["BusinessChannels"]


class BusinessChannels(
    BusinessMarket[AsyncBusinessChannels], BusinessAccount[AsyncBusinessChannels]
):
    """Candles, all trades, spreads, blocks, algo orders and bots."""
