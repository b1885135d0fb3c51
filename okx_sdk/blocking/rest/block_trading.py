"""The blocking twin of `okx_sdk.rest.block_trading`, printed by tools/twin.py."""

from __future__ import annotations

from okx_sdk.blocking.rest._block_public import BlockPublic
from okx_sdk.blocking.rest._block_quotes import BlockQuotes
from okx_sdk.blocking.rest._block_rfqs import BlockRfqs
from okx_sdk.rest.block_trading import BlockTrading as AsyncBlockTrading

__all__ = ["BlockTrading"]


class BlockTrading(
    BlockRfqs[AsyncBlockTrading],
    BlockQuotes[AsyncBlockTrading],
    BlockPublic[AsyncBlockTrading],
):
    """Block trading: requests for quotes, quotes and block trades."""
