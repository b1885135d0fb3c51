"""Public block trades and their volume."""

from __future__ import annotations

from okx_sdk.models.block_trading import (
    BlockTicker,
    MultiLegBlockTrade,
    SingleLegBlockTrade,
)
from okx_sdk.models.enums import InstType
from okx_sdk.protocol.endpoint import Section, get
from okx_sdk.protocol.pacing import per_ip
from okx_sdk.protocol.paging import by_id

__all__ = ["BlockPublic"]


class BlockPublic(Section):
    """Public block trades. Needs no credentials."""

    @get("/api/v5/market/block-tickers", rate=per_ip(20))
    async def get_block_tickers(
        self, inst_type: InstType | str, *, inst_family: str | None = None
    ) -> list[BlockTicker]:
        """Volume of block trades in 24 hours, of a whole product line."""
        ...

    @get("/api/v5/market/block-ticker", rate=per_ip(20))
    async def get_block_ticker(self, inst_id: str) -> BlockTicker:
        """Volume of block trades in 24 hours, of one instrument."""
        ...

    @get(
        "/api/v5/rfq/public-trades",
        rate=per_ip(5),
        cursor=by_id("block_td_id"),
        page_size=100,
    )
    async def get_public_multi_leg_block_trades(
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
        ...

    @get("/api/v5/public/block-trades", rate=per_ip(20))
    async def get_public_single_leg_block_trades(
        self, inst_id: str
    ) -> list[SingleLegBlockTrade]:
        """The newest public block trades in one instrument, newest first."""
        ...
