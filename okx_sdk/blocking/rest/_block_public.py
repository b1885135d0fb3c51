"""The blocking twin of `okx_sdk.rest._block_public`, printed by tools/twin.py."""

from __future__ import annotations

from typing import TypeVar

from okx_sdk.blocking._base import BlockingSection
from okx_sdk.models.block_trading import (
    BlockTicker,
    MultiLegBlockTrade,
    SingleLegBlockTrade,
)
from okx_sdk.models.enums import InstType
from okx_sdk.rest._block_public import BlockPublic as AsyncBlockPublic

__all__ = ["BlockPublic"]

BlockPublicT = TypeVar("BlockPublicT", bound=AsyncBlockPublic)


class BlockPublic(BlockingSection[BlockPublicT]):
    """Public block trades. Needs no credentials."""

    def get_block_tickers(
        self, inst_type: InstType | str, *, inst_family: str | None = None
    ) -> list[BlockTicker]:
        """Volume of block trades in 24 hours, of a whole product line."""
        return self._run(
            self._async.get_block_tickers, inst_type, inst_family=inst_family
        )

    def get_block_ticker(self, inst_id: str) -> BlockTicker:
        """Volume of block trades in 24 hours, of one instrument."""
        return self._run(self._async.get_block_ticker, inst_id)

    def get_public_multi_leg_block_trades(
        self,
        *,
        begin_id: str | None = None,
        end_id: str | None = None,
        limit: int | None = None,
    ) -> list[MultiLegBlockTrade]:
        """Public block trades with all their legs, newest first.

        Args:
            begin_id: Only rows newer than this id.
            end_id: Only rows older than this id.
            limit: At most 100, which is also what is sent if left out.
        """
        return self._run(
            self._async.get_public_multi_leg_block_trades,
            begin_id=begin_id,
            end_id=end_id,
            limit=limit,
        )

    def get_public_single_leg_block_trades(
        self, inst_id: str
    ) -> list[SingleLegBlockTrade]:
        """The newest public block trades in one instrument, newest first."""
        return self._run(self._async.get_public_single_leg_block_trades, inst_id)
