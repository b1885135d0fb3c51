"""Channels of the business connection: candles, spreads, blocks, algos and bots."""

from __future__ import annotations

from okx_sdk.channels._business_account import BusinessAccount
from okx_sdk.channels._business_market import BusinessMarket

__all__ = ["BusinessChannels"]


class BusinessChannels(BusinessMarket, BusinessAccount):
    """Candles, all trades, spreads, blocks, algo orders and bots."""
