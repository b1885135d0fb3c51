"""The blocking twin of `okx_sdk.rest._grid_orders`, printed by tools/twin.py."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import TypeVar

from okx_sdk.blocking._base import BlockingSection
from okx_sdk.models.algo_acks import AlgoOrderAck
from okx_sdk.models.grid_acks import (
    AmendGridTrigger,
    GridCloseOrder,
    GridIncome,
    GridTopUp,
    NewGridTrigger,
    StopGrid,
)
from okx_sdk.protocol.endpoint import Body
from okx_sdk.rest._grid_orders import GridOrders as AsyncGridOrders

__all__ = ["GridOrders"]

GridOrdersT = TypeVar("GridOrdersT", bound=AsyncGridOrders)


class GridOrders(BlockingSection[GridOrdersT]):
    """Grid bots: start, change and stop."""

    def place_grid_algo_order(
        self,
        inst_id: str,
        algo_ord_type: str,
        *,
        max_px: Decimal | str | int,
        min_px: Decimal | str | int,
        grid_num: int,
        run_type: str | None = None,
        tp_trigger_px: Decimal | str | int | None = None,
        sl_trigger_px: Decimal | str | int | None = None,
        algo_cl_ord_id: str | None = None,
        tag: str | None = None,
        profit_sharing_ratio: Decimal | str | int | None = None,
        trigger_params: Sequence[NewGridTrigger] | None = None,
        quote_sz: Decimal | str | int | None = None,
        base_sz: Decimal | str | int | None = None,
        sz: Decimal | str | int | None = None,
        direction: str | None = None,
        lever: Decimal | str | int | None = None,
        base_pos: bool | None = None,
        tp_ratio: Decimal | str | int | None = None,
        sl_ratio: Decimal | str | int | None = None,
    ) -> AlgoOrderAck:
        """Start a grid bot.

        Args:
            inst_id: Instrument, such as `BTC-USDT-SWAP`.
            algo_ord_type: `grid` for spot, `contract_grid` for contracts.
            max_px: Upper end of the grid.
            min_px: Lower end of the grid.
            grid_num: Number of grids.
            run_type: `1` equal distances, `2` equal ratios.
            tp_trigger_px: Price that triggers the take-profit.
            sl_trigger_px: Price that triggers the stop-loss.
            algo_cl_ord_id: The client's name for it, 1 to 32 letters and digits.
            tag: The client's tag, at most 16 letters and digits.
            profit_sharing_ratio: Share of the profit that a lead trader gets: `0`,
                `0.1`, `0.2` or `0.3`.
            trigger_params: What starts and stops it.
            quote_sz: Investment in quote currency; this or *base_sz*. For `grid` alone.
            base_sz: Investment in base currency; this or *quote_sz*. For `grid` alone.
            sz: Margin, in USDT.
            direction: `long`, `short` or `neutral`. For `contract_grid` alone.
            lever: Leverage. For `contract_grid` alone.
            base_pos: Whether a position is opened at the beginning. For `contract_grid`
                alone. `false` if left out.
            tp_ratio: Profit that stops it, as a share. For `contract_grid` alone.
            sl_ratio: Loss that stops it, as a share. For `contract_grid` alone.
        """
        return self._run(
            self._async.place_grid_algo_order,
            inst_id,
            algo_ord_type,
            max_px=max_px,
            min_px=min_px,
            grid_num=grid_num,
            run_type=run_type,
            tp_trigger_px=tp_trigger_px,
            sl_trigger_px=sl_trigger_px,
            algo_cl_ord_id=algo_cl_ord_id,
            tag=tag,
            profit_sharing_ratio=profit_sharing_ratio,
            trigger_params=trigger_params,
            quote_sz=quote_sz,
            base_sz=base_sz,
            sz=sz,
            direction=direction,
            lever=lever,
            base_pos=base_pos,
            tp_ratio=tp_ratio,
            sl_ratio=sl_ratio,
        )

    def amend_grid_algo_order_basic_params(
        self,
        algo_id: str,
        min_px: Decimal | str | int,
        *,
        max_px: Decimal | str | int,
        grid_num: int,
        topup_amount: Decimal | str | int | None = None,
    ) -> GridTopUp:
        """Change the prices and the number of a running bot's grids.

        Args:
            algo_id: The bot's id.
            min_px: Lower end of the grid.
            max_px: Upper end of the grid.
            grid_num: Number of grids.
            topup_amount: Amount to add.
        """
        return self._run(
            self._async.amend_grid_algo_order_basic_params,
            algo_id,
            min_px,
            max_px=max_px,
            grid_num=grid_num,
            topup_amount=topup_amount,
        )

    def amend_grid_algo_order(
        self,
        algo_id: str,
        inst_id: str,
        *,
        sl_trigger_px: Decimal | str | int | None = None,
        tp_trigger_px: Decimal | str | int | None = None,
        tp_ratio: Decimal | str | int | None = None,
        sl_ratio: Decimal | str | int | None = None,
        top_up_amt: Decimal | str | int | None = None,
        trigger_params: Sequence[AmendGridTrigger] | None = None,
    ) -> AlgoOrderAck:
        """Change what stops a grid bot.

        Args:
            algo_id: The bot's id.
            inst_id: Instrument, such as `BTC-USDT-SWAP`.
            sl_trigger_px: Price that triggers the stop-loss.
            tp_trigger_px: Price that triggers the take-profit.
            tp_ratio: Profit that stops it, as a share.
            sl_ratio: Loss that stops it, as a share.
            top_up_amt: Amount to add.
            trigger_params: What starts and stops it.
        """
        return self._run(
            self._async.amend_grid_algo_order,
            algo_id,
            inst_id,
            sl_trigger_px=sl_trigger_px,
            tp_trigger_px=tp_trigger_px,
            tp_ratio=tp_ratio,
            sl_ratio=sl_ratio,
            top_up_amt=top_up_amt,
            trigger_params=trigger_params,
        )

    def stop_grid_algo_order(
        self, bots: Body[Sequence[StopGrid]]
    ) -> list[AlgoOrderAck]:
        """Stop up to 10 grid bots; each acknowledgement tells its own fate."""
        return self._run(self._async.stop_grid_algo_order, bots)

    def close_contract_grid_position(
        self,
        algo_id: str,
        mkt_close: bool,
        *,
        sz: Decimal | str | int | None = None,
        px: Decimal | str | int | None = None,
    ) -> GridCloseOrder:
        """Close the position that a stopped contract grid left.

        Args:
            algo_id: The bot's id.
            mkt_close: Whether at market; else *sz* and *px* are wanted.
            sz: Size, in contracts.
            px: Price.
        """
        return self._run(
            self._async.close_contract_grid_position, algo_id, mkt_close, sz=sz, px=px
        )

    def cancel_contract_grid_close_order(
        self, algo_id: str, ord_id: str
    ) -> GridCloseOrder:
        """Cancel an order that closes what a stopped contract grid left.

        Args:
            algo_id: The bot's id.
            ord_id: The order's id.
        """
        return self._run(self._async.cancel_contract_grid_close_order, algo_id, ord_id)

    def trigger_grid_algo_order(
        self, algo_id: str, *, top_up_amt: Decimal | str | int | None = None
    ) -> AlgoOrderAck:
        """Start a bot at once that waits for its trigger.

        Args:
            algo_id: The bot's id.
            top_up_amt: Amount to add.
        """
        return self._run(
            self._async.trigger_grid_algo_order, algo_id, top_up_amt=top_up_amt
        )

    def withdraw_spot_grid_income(self, algo_id: str) -> GridIncome:
        """Take the profit out of a spot grid.

        Args:
            algo_id: The bot's id.
        """
        return self._run(self._async.withdraw_spot_grid_income, algo_id)

    def adjust_margin_balance(
        self,
        algo_id: str,
        type: str,
        *,
        amt: Decimal | str | int | None = None,
        percent: Decimal | str | int | None = None,
    ) -> AlgoOrderAck:
        """Add margin to a contract grid, or reduce it.

        Args:
            algo_id: The bot's id.
            type: `add` or `reduce`.
            amt: Amount; this or *percent*.
            percent: Part of the margin, in percent.
        """
        return self._run(
            self._async.adjust_margin_balance, algo_id, type, amt=amt, percent=percent
        )

    def add_investment(
        self,
        algo_id: str,
        amt: Decimal | str | int,
        *,
        allow_reinvest_profit: bool | None = None,
    ) -> list[AlgoOrderAck]:
        """Add to a grid bot's investment.

        Args:
            algo_id: The bot's id.
            amt: Amount.
            allow_reinvest_profit: Whether profits are invested again. `true` if left
                out.
        """
        return self._run(
            self._async.add_investment,
            algo_id,
            amt,
            allow_reinvest_profit=allow_reinvest_profit,
        )

    def copy_grid_algo_order(
        self,
        inst_id: str,
        algo_ord_type: str,
        source_algo_id: str,
        *,
        quote_sz: Decimal | str | int | None = None,
        lever: Decimal | str | int | None = None,
        auto_reserve: bool | None = None,
        sz: Decimal | str | int | None = None,
        actual_margin_sz: Decimal | str | int | None = None,
        extra_margin_sz: Decimal | str | int | None = None,
        algo_cl_ord_id: str | None = None,
        tag: str | None = None,
    ) -> AlgoOrderAck:
        """Copy the grid bot of a lead trader.

        Args:
            inst_id: Instrument, such as `BTC-USDT-SWAP`.
            algo_ord_type: `grid` for spot, `contract_grid` for contracts.
            source_algo_id: Id of the bot that is copied.
            quote_sz: Investment in quote currency.
            lever: Leverage.
            auto_reserve: Whether part of the investment is held back as margin.
            sz: Investment, in USDT.
            actual_margin_sz: Margin, in USDT.
            extra_margin_sz: Margin beyond it, in USDT.
            algo_cl_ord_id: The client's name for it, 1 to 32 letters and digits.
            tag: The client's tag, at most 16 letters and digits.
        """
        return self._run(
            self._async.copy_grid_algo_order,
            inst_id,
            algo_ord_type,
            source_algo_id,
            quote_sz=quote_sz,
            lever=lever,
            auto_reserve=auto_reserve,
            sz=sz,
            actual_margin_sz=actual_margin_sz,
            extra_margin_sz=extra_margin_sz,
            algo_cl_ord_id=algo_cl_ord_id,
            tag=tag,
        )
