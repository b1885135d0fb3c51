"""Grid bots to look up, and figures computed for them."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from okx_sdk.models.enums import InstType
from okx_sdk.models.grid_acks import (
    GridAiParameter,
    GridInvestment,
    GridMargin,
    GridMinInvestment,
    MaxGridQuantity,
    RsiBackTest,
)
from okx_sdk.models.grid_trading import GridAlgoOrder, GridPosition, GridSubOrder
from okx_sdk.protocol.endpoint import Section, get, post
from okx_sdk.protocol.pacing import per_ip, per_user

__all__ = ["GridRecords"]


class GridRecords(Section):
    """Grid bots: look them up, and compute."""

    @get(
        "/api/v5/tradingBot/grid/orders-algo-pending",
        rate=per_user(20),
        permission="read",
        cursor="algo_id",
        page_size=100,
    )
    async def get_open_grid_algo_orders(
        self,
        algo_ord_type: str,
        *,
        algo_id: str | None = None,
        inst_id: str | None = None,
        inst_type: InstType | str | None = None,
        after: str | int | None = None,
        before: str | int | None = None,
        limit: int | None = None,
    ) -> list[GridAlgoOrder]:
        """Grid bots that run, newest first.

        Args:
            algo_ord_type: `grid` for spot, `contract_grid` for contracts.
            algo_id: The bot's id.
            inst_id: Instrument, such as `BTC-USDT-SWAP`.
            inst_type: Product line. One of `SPOT`, `MARGIN`, `FUTURES`, `SWAP`.
            after: Only rows older than this id, their `algo_id`.
            before: Only rows newer than this id, their `algo_id`.
            limit: At most 100, which is also what is sent if left out.
        """
        ...

    @get(
        "/api/v5/tradingBot/grid/orders-algo-history",
        rate=per_user(20),
        permission="read",
        cursor="algo_id",
        page_size=100,
    )
    async def get_grid_algo_orders_history(
        self,
        algo_ord_type: str,
        *,
        algo_id: str | None = None,
        inst_id: str | None = None,
        inst_type: InstType | str | None = None,
        after: str | int | None = None,
        before: str | int | None = None,
        limit: int | None = None,
    ) -> list[GridAlgoOrder]:
        """Grid bots that have stopped, newest first.

        Args:
            algo_ord_type: `grid` for spot, `contract_grid` for contracts.
            algo_id: The bot's id.
            inst_id: Instrument, such as `BTC-USDT-SWAP`.
            inst_type: Product line. One of `SPOT`, `MARGIN`, `FUTURES`, `SWAP`.
            after: Only rows older than this id, their `algo_id`.
            before: Only rows newer than this id, their `algo_id`.
            limit: At most 100, which is also what is sent if left out.
        """
        ...

    @get(
        "/api/v5/tradingBot/grid/orders-algo-details",
        rate=per_user(20),
        permission="read",
    )
    async def get_grid_algo_order(
        self, algo_ord_type: str, algo_id: str
    ) -> GridAlgoOrder:
        """One grid bot.

        Args:
            algo_ord_type: `grid` for spot, `contract_grid` for contracts.
            algo_id: The bot's id.
        """
        ...

    @get(
        "/api/v5/tradingBot/grid/sub-orders",
        rate=per_user(20),
        permission="read",
        cursor="ord_id",
        page_size=100,
    )
    async def get_grid_algo_sub_orders(
        self,
        algo_ord_type: str,
        algo_id: str,
        type: str,
        *,
        group_id: str | None = None,
        after: str | int | None = None,
        before: str | int | None = None,
        limit: int | None = None,
    ) -> list[GridSubOrder]:
        """The orders that a grid bot placed, newest first.

        Args:
            algo_ord_type: `grid` for spot, `contract_grid` for contracts.
            algo_id: The bot's id.
            type: `live` or `filled`.
            group_id: Only the pair of orders of this name.
            after: Only rows older than this id, their `ord_id`.
            before: Only rows newer than this id, their `ord_id`.
            limit: At most 100, which is also what is sent if left out.
        """
        ...

    @get("/api/v5/tradingBot/grid/positions", rate=per_user(20), permission="read")
    async def get_grid_algo_order_positions(
        self, algo_ord_type: str, algo_id: str
    ) -> list[GridPosition]:
        """The position of a contract grid.

        Args:
            algo_ord_type: `grid` for spot, `contract_grid` for contracts.
            algo_id: The bot's id.
        """
        ...

    @post(
        "/api/v5/tradingBot/grid/compute-margin-balance",
        rate=per_user(20),
        permission="trade",
        repeatable=True,
    )
    async def compute_margin_balance(
        self, algo_id: str, type: str, *, amt: Decimal | str | int | None = None
    ) -> GridMargin:
        """What adding margin to a contract grid, or reducing it, would change.

        Args:
            algo_id: The bot's id.
            type: `add` or `reduce`.
            amt: Amount.
        """
        ...

    @get("/api/v5/tradingBot/grid/ai-param", rate=per_ip(20))
    async def get_grid_ai_parameter(
        self,
        algo_ord_type: str,
        inst_id: str,
        *,
        direction: str | None = None,
        duration: str | None = None,
    ) -> list[GridAiParameter]:
        """A grid that would have done well.

        Args:
            algo_ord_type: `grid` for spot, `contract_grid` for contracts.
            inst_id: Instrument, such as `BTC-USDT-SWAP`.
            direction: `long`, `short` or `neutral`.
            duration: Days that are looked back at: `7D`, `30D` or `180D`. `7D` if left
                out.
        """
        ...

    @post("/api/v5/tradingBot/grid/min-investment", rate=per_ip(20), repeatable=True)
    async def compute_min_investment(
        self,
        inst_id: str,
        algo_ord_type: str,
        *,
        max_px: Decimal | str | int,
        min_px: Decimal | str | int,
        grid_num: int,
        run_type: str,
        direction: str | None = None,
        lever: Decimal | str | int | None = None,
        base_pos: bool | None = None,
        investment_type: str | None = None,
        trigger_strategy: str | None = None,
        top_up_amt: Decimal | str | int | None = None,
        investment_data: Sequence[GridInvestment] | None = None,
    ) -> GridMinInvestment:
        """The least that a grid wants.

        Args:
            inst_id: Instrument, such as `BTC-USDT-SWAP`.
            algo_ord_type: `grid` for spot, `contract_grid` for contracts.
            max_px: Upper end of the grid.
            min_px: Lower end of the grid.
            grid_num: Number of grids.
            run_type: `1` equal distances, `2` equal ratios.
            direction: `long`, `short` or `neutral`.
            lever: Leverage.
            base_pos: Whether a position is opened at the beginning.
            investment_type: Currency of the investment: `quote`, `base` or `dual`.
            trigger_strategy: What starts it. One of `instant`, `price`, `rsi`.
            top_up_amt: Amount to add.
            investment_data: Investments.
        """
        ...

    @get("/api/v5/tradingBot/public/rsi-back-testing", rate=per_ip(20))
    async def get_rsi_back_testing(
        self,
        inst_id: str,
        timeframe: str,
        *,
        thold: int,
        time_period: int,
        trigger_cond: str | None = None,
        duration: str | None = None,
    ) -> RsiBackTest:
        """How often an RSI trigger would have come.

        Args:
            inst_id: Instrument, such as `BTC-USDT-SWAP`.
            timeframe: Length of a candle: `3m`, `5m`, `15m`, `30m`, `1H`, `4H` or `1D`.
            thold: Threshold, `1` to `100`.
            time_period: Number of candles: `14`.
            trigger_cond: How the indicator passes its threshold.
            duration: Time that is looked back at: `1M`.
        """
        ...

    @get("/api/v5/tradingBot/grid/grid-quantity", rate=per_ip(5))
    async def get_max_grid_quantity(
        self,
        inst_id: str,
        run_type: str,
        *,
        algo_ord_type: str,
        max_px: Decimal | str | int,
        min_px: Decimal | str | int,
        lever: Decimal | str | int | None = None,
    ) -> MaxGridQuantity:
        """The largest number of grids.

        Args:
            inst_id: Instrument, such as `BTC-USDT-SWAP`.
            run_type: `1` equal distances, `2` equal ratios.
            algo_ord_type: `grid` for spot, `contract_grid` for contracts.
            max_px: Upper end of the grid.
            min_px: Lower end of the grid.
            lever: Leverage.
        """
        ...
