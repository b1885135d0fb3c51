"""The blocking twin of `okx_sdk.rest.dca_trading`, printed by tools/twin.py."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from okx_sdk.blocking._base import BlockingSection
from okx_sdk.models.algo_acks import AlgoOrderAck
from okx_sdk.models.dca_trading import (
    DcaAlgoOrder,
    DcaCycle,
    DcaPosition,
    DcaSubOrder,
    NewDcaTrigger,
)
from okx_sdk.rest.dca_trading import DcaTrading as AsyncDcaTrading

__all__ = ["DcaTrading"]


class DcaTrading(BlockingSection[AsyncDcaTrading]):
    """DCA bots: they buy more as the price falls."""

    def place_dca_algo_order(
        self,
        inst_id: str,
        algo_ord_type: str,
        *,
        init_ord_amt: Decimal | str | int,
        max_safety_ords: int,
        tp_pct: Decimal | str | int,
        trigger_params: Sequence[NewDcaTrigger],
        allow_reinvest: bool | None = None,
        safety_ord_amt: Decimal | str | int | None = None,
        px_steps: Decimal | str | int | None = None,
        px_steps_mult: Decimal | str | int | None = None,
        vol_mult: Decimal | str | int | None = None,
        sl_pct: Decimal | str | int | None = None,
        sl_mode: str | None = None,
        direction: str | None = None,
        lever: Decimal | str | int | None = None,
        profit_sharing_ratio: str | None = None,
        tracking_mode: str | None = None,
        tag: str | None = None,
        algo_cl_ord_id: str | None = None,
        trade_quote_ccy: str | None = None,
    ) -> AlgoOrderAck:
        """Start a DCA bot.

        Args:
            inst_id: Instrument, such as `BTC-USDT-SWAP`.
            algo_ord_type: `spot_dca` or `contract_dca`.
            init_ord_amt: Amount of the first order.
            max_safety_ords: Most safety orders of a cycle.
            tp_pct: Profit that ends a cycle, as a share.
            trigger_params: What starts and stops it.
            allow_reinvest: Whether profits are invested again. `true` if left out.
            safety_ord_amt: Amount of a safety order.
            px_steps: Distance of the first safety order, as a share of the price.
            px_steps_mult: Multiplies the distance of each safety order after it.
            vol_mult: Multiplies the amount of each safety order after it.
            sl_pct: Loss that stops it, as a share.
            sl_mode: Price of the stop-loss order: `limit` or `market`.
            direction: `long` or `short`.
            lever: Leverage, of contracts.
            profit_sharing_ratio: Share of the profit that a lead trader gets: `0`,
                `0.1`, `0.2` or `0.3`.
            tracking_mode: How followers begin: `sync` or `async`.
            tag: The client's tag, at most 16 letters and digits.
            algo_cl_ord_id: The client's name for it, 1 to 32 letters and digits.
            trade_quote_ccy: Currency that it is traded against.
        """
        return self._run(
            self._async.place_dca_algo_order,
            inst_id,
            algo_ord_type,
            init_ord_amt=init_ord_amt,
            max_safety_ords=max_safety_ords,
            tp_pct=tp_pct,
            trigger_params=trigger_params,
            allow_reinvest=allow_reinvest,
            safety_ord_amt=safety_ord_amt,
            px_steps=px_steps,
            px_steps_mult=px_steps_mult,
            vol_mult=vol_mult,
            sl_pct=sl_pct,
            sl_mode=sl_mode,
            direction=direction,
            lever=lever,
            profit_sharing_ratio=profit_sharing_ratio,
            tracking_mode=tracking_mode,
            tag=tag,
            algo_cl_ord_id=algo_cl_ord_id,
            trade_quote_ccy=trade_quote_ccy,
        )

    def amend_dca_algo_order(
        self,
        algo_id: str,
        px_steps: Decimal | str | int,
        *,
        px_steps_mult: Decimal | str | int,
        vol_mult: Decimal | str | int,
        tp_pct: Decimal | str | int,
        sl_pct: Decimal | str | int,
        init_ord_amt: Decimal | str | int,
        safety_ord_amt: Decimal | str | int,
        max_safety_ords: int,
        reserve_funds: bool,
        trigger_params: Sequence[NewDcaTrigger],
    ) -> AlgoOrderAck:
        """Change a DCA bot.

        Args:
            algo_id: The bot's id.
            px_steps: Distance of the first safety order, as a share of the price.
            px_steps_mult: Multiplies the distance of each safety order after it.
            vol_mult: Multiplies the amount of each safety order after it.
            tp_pct: Profit that ends a cycle, as a share.
            sl_pct: Loss that stops it, as a share.
            init_ord_amt: Amount of the first order.
            safety_ord_amt: Amount of a safety order.
            max_safety_ords: Most safety orders of a cycle.
            reserve_funds: Whether the whole amount is set aside at once.
            trigger_params: What starts and stops it.
        """
        return self._run(
            self._async.amend_dca_algo_order,
            algo_id,
            px_steps,
            px_steps_mult=px_steps_mult,
            vol_mult=vol_mult,
            tp_pct=tp_pct,
            sl_pct=sl_pct,
            init_ord_amt=init_ord_amt,
            safety_ord_amt=safety_ord_amt,
            max_safety_ords=max_safety_ords,
            reserve_funds=reserve_funds,
            trigger_params=trigger_params,
        )

    def stop_dca_algo_order(
        self, algo_id: str, algo_ord_type: str, stop_type: str
    ) -> AlgoOrderAck:
        """Stop a DCA bot.

        Args:
            algo_id: The bot's id.
            algo_ord_type: `spot_dca` or `contract_dca`.
            stop_type: What becomes of the holdings. One of `1`, `2`.
        """
        return self._run(
            self._async.stop_dca_algo_order, algo_id, algo_ord_type, stop_type
        )

    def get_open_dca_algo_orders(
        self,
        algo_ord_type: str,
        *,
        algo_id: str | None = None,
        after: str | int | None = None,
        before: str | int | None = None,
        limit: int | None = None,
    ) -> list[DcaAlgoOrder]:
        """DCA bots that run, newest first.

        Args:
            algo_ord_type: `spot_dca` or `contract_dca`.
            algo_id: The bot's id.
            after: Only rows older than this id, their `algo_id`.
            before: Only rows newer than this id, their `algo_id`.
            limit: At most 100, which is also what is sent if left out.
        """
        return self._run(
            self._async.get_open_dca_algo_orders,
            algo_ord_type,
            algo_id=algo_id,
            after=after,
            before=before,
            limit=limit,
        )

    def get_dca_algo_orders_history(
        self,
        algo_ord_type: str,
        *,
        algo_id: str | None = None,
        after: str | int | None = None,
        before: str | int | None = None,
        limit: int | None = None,
    ) -> list[DcaAlgoOrder]:
        """DCA bots that have stopped, newest first.

        Args:
            algo_ord_type: `spot_dca` or `contract_dca`.
            algo_id: The bot's id.
            after: Only rows older than this id, their `algo_id`.
            before: Only rows newer than this id, their `algo_id`.
            limit: At most 100, which is also what is sent if left out.
        """
        return self._run(
            self._async.get_dca_algo_orders_history,
            algo_ord_type,
            algo_id=algo_id,
            after=after,
            before=before,
            limit=limit,
        )

    def get_dca_sub_orders(
        self,
        algo_id: str,
        algo_ord_type: str,
        *,
        cycle_id: str | None = None,
        after: str | int | None = None,
        before: str | int | None = None,
        limit: int | None = None,
    ) -> list[DcaSubOrder]:
        """The orders that a DCA bot placed, newest first.

        Args:
            algo_id: The bot's id.
            algo_ord_type: `spot_dca` or `contract_dca`.
            cycle_id: The cycle's id.
            after: Only rows older than this id, their `ord_id`.
            before: Only rows newer than this id, their `ord_id`.
            limit: At most 100, which is also what is sent if left out.
        """
        return self._run(
            self._async.get_dca_sub_orders,
            algo_id,
            algo_ord_type,
            cycle_id=cycle_id,
            after=after,
            before=before,
            limit=limit,
        )

    def add_dca_investment(
        self,
        algo_id: str,
        algo_ord_type: str,
        *,
        price: Decimal | str | int,
        amt: Decimal | str | int,
        ord_type: str | None = None,
        trade_quote_ccy: str | None = None,
    ) -> AlgoOrderAck:
        """Buy with a DCA bot by hand.

        Args:
            algo_id: The bot's id.
            algo_ord_type: `spot_dca` or `contract_dca`.
            price: Price.
            amt: Amount.
            ord_type: Order type. One of `limit`, `market`.
            trade_quote_ccy: Currency that it is traded against.
        """
        return self._run(
            self._async.add_dca_investment,
            algo_id,
            algo_ord_type,
            price=price,
            amt=amt,
            ord_type=ord_type,
            trade_quote_ccy=trade_quote_ccy,
        )

    def amend_dca_reinvestment(
        self, algo_id: str, algo_ord_type: str, allow_reinvest: bool
    ) -> AlgoOrderAck:
        """Whether a contract bot invests its profits again.

        Args:
            algo_id: The bot's id.
            algo_ord_type: `spot_dca` or `contract_dca`.
            allow_reinvest: Whether profits are invested again.
        """
        return self._run(
            self._async.amend_dca_reinvestment, algo_id, algo_ord_type, allow_reinvest
        )

    def amend_dca_take_profit(
        self, algo_id: str, algo_ord_type: str, tp_price: Decimal | str | int
    ) -> AlgoOrderAck:
        """Change the take-profit of a contract bot.

        Args:
            algo_id: The bot's id.
            algo_ord_type: `spot_dca` or `contract_dca`.
            tp_price: Price of the take-profit.
        """
        return self._run(
            self._async.amend_dca_take_profit, algo_id, algo_ord_type, tp_price
        )

    def get_dca_position_details(self, algo_id: str, algo_ord_type: str) -> DcaPosition:
        """What a DCA bot holds in its present cycle.

        Args:
            algo_id: The bot's id.
            algo_ord_type: `spot_dca` or `contract_dca`.
        """
        return self._run(self._async.get_dca_position_details, algo_id, algo_ord_type)

    def get_dca_cycles(
        self,
        algo_id: str,
        algo_ord_type: str,
        *,
        inst_id: str | None = None,
        after: str | int | None = None,
        before: str | int | None = None,
        limit: int | None = None,
    ) -> list[DcaCycle]:
        """The cycles of a DCA bot, newest first.

        Args:
            algo_id: The bot's id.
            algo_ord_type: `spot_dca` or `contract_dca`.
            inst_id: Instrument, such as `BTC-USDT-SWAP`.
            after: Only rows older than this id, their `cycle_id`.
            before: Only rows newer than this id, their `cycle_id`.
            limit: At most 100, which is also what is sent if left out.
        """
        return self._run(
            self._async.get_dca_cycles,
            algo_id,
            algo_ord_type,
            inst_id=inst_id,
            after=after,
            before=before,
            limit=limit,
        )

    def add_dca_margin(self, algo_id: str, amt: Decimal | str | int) -> AlgoOrderAck:
        """Add margin to a contract bot.

        Args:
            algo_id: The bot's id.
            amt: Amount.
        """
        return self._run(self._async.add_dca_margin, algo_id, amt)

    def reduce_dca_margin(self, algo_id: str, amt: Decimal | str | int) -> AlgoOrderAck:
        """Reduce the margin of a contract bot.

        Args:
            algo_id: The bot's id.
            amt: Amount.
        """
        return self._run(self._async.reduce_dca_margin, algo_id, amt)
