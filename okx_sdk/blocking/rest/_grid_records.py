"""The blocking twin of `okx_sdk.rest._grid_records`, printed by tools/twin.py."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import TypeVar

from okx_sdk.blocking._base import BlockingSection
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
from okx_sdk.rest._grid_records import GridRecords as AsyncGridRecords

__all__ = ["GridRecords"]

GridRecordsT = TypeVar("GridRecordsT", bound=AsyncGridRecords)


class GridRecords(BlockingSection[GridRecordsT]):
    """Grid bots: look them up, and compute."""

    def get_open_grid_algo_orders(
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
        return self._run(
            self._async.get_open_grid_algo_orders,
            algo_ord_type,
            algo_id=algo_id,
            inst_id=inst_id,
            inst_type=inst_type,
            after=after,
            before=before,
            limit=limit,
        )

    def get_grid_algo_orders_history(
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
        return self._run(
            self._async.get_grid_algo_orders_history,
            algo_ord_type,
            algo_id=algo_id,
            inst_id=inst_id,
            inst_type=inst_type,
            after=after,
            before=before,
            limit=limit,
        )

    def get_grid_algo_order(self, algo_ord_type: str, algo_id: str) -> GridAlgoOrder:
        """One grid bot.

        Args:
            algo_ord_type: `grid` for spot, `contract_grid` for contracts.
            algo_id: The bot's id.
        """
        return self._run(self._async.get_grid_algo_order, algo_ord_type, algo_id)

    def get_grid_algo_sub_orders(
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
        return self._run(
            self._async.get_grid_algo_sub_orders,
            algo_ord_type,
            algo_id,
            type,
            group_id=group_id,
            after=after,
            before=before,
            limit=limit,
        )

    def get_grid_algo_order_positions(
        self, algo_ord_type: str, algo_id: str
    ) -> list[GridPosition]:
        """The position of a contract grid.

        Args:
            algo_ord_type: `grid` for spot, `contract_grid` for contracts.
            algo_id: The bot's id.
        """
        return self._run(
            self._async.get_grid_algo_order_positions, algo_ord_type, algo_id
        )

    def compute_margin_balance(
        self, algo_id: str, type: str, *, amt: Decimal | str | int | None = None
    ) -> GridMargin:
        """What adding margin to a contract grid, or reducing it, would change.

        Args:
            algo_id: The bot's id.
            type: `add` or `reduce`.
            amt: Amount.
        """
        return self._run(self._async.compute_margin_balance, algo_id, type, amt=amt)

    def get_grid_ai_parameter(
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
        return self._run(
            self._async.get_grid_ai_parameter,
            algo_ord_type,
            inst_id,
            direction=direction,
            duration=duration,
        )

    def compute_min_investment(
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
        return self._run(
            self._async.compute_min_investment,
            inst_id,
            algo_ord_type,
            max_px=max_px,
            min_px=min_px,
            grid_num=grid_num,
            run_type=run_type,
            direction=direction,
            lever=lever,
            base_pos=base_pos,
            investment_type=investment_type,
            trigger_strategy=trigger_strategy,
            top_up_amt=top_up_amt,
            investment_data=investment_data,
        )

    def get_rsi_back_testing(
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
        return self._run(
            self._async.get_rsi_back_testing,
            inst_id,
            timeframe,
            thold=thold,
            time_period=time_period,
            trigger_cond=trigger_cond,
            duration=duration,
        )

    def get_max_grid_quantity(
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
        return self._run(
            self._async.get_max_grid_quantity,
            inst_id,
            run_type,
            algo_ord_type=algo_ord_type,
            max_px=max_px,
            min_px=min_px,
            lever=lever,
        )
