"""Block trading as OKX offers it; its parts stand in the modules `_block_*`."""

from __future__ import annotations

from okx_sdk.rest._block_public import BlockPublic
from okx_sdk.rest._block_quotes import BlockQuotes
from okx_sdk.rest._block_rfqs import BlockRfqs

__all__ = ["BlockTrading"]


class BlockTrading(BlockRfqs, BlockQuotes, BlockPublic):
    """Block trading: requests for quotes, quotes and block trades."""
