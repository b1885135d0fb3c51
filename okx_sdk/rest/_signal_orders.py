"""Signals to create, and bots to start, change and stop."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from okx_sdk.models.algo_acks import AlgoOrderAck
from okx_sdk.models.enums import Side
from okx_sdk.models.signal_bot import (
    NewSignalEntry,
    NewSignalExit,
    SignalBotName,
    SignalChannel,
    SignalOrderAck,
    StopSignalBot,
)
from okx_sdk.protocol.endpoint import Body, Section, post
from okx_sdk.protocol.pacing import per_user

__all__ = ["SignalOrders"]


class SignalOrders(Section):
    """Signal bots: start, change and stop."""

    @post(
        "/api/v5/tradingBot/signal/create-signal", rate=per_user(20), permission="trade"
    )
    async def create_signal(
        self, signal_chan_name: str, *, signal_chan_desc: str | None = None
    ) -> SignalChannel:
        """Create a signal of one's own.

        Args:
            signal_chan_name: The signal's name.
            signal_chan_desc: What it is, in words.
        """
        ...

    @post("/api/v5/tradingBot/signal/order-algo", rate=per_user(20), permission="trade")
    async def create_signal_bot(
        self,
        signal_chan_id: str,
        lever: Decimal | str | int,
        *,
        invest_amt: Decimal | str | int,
        sub_ord_type: str,
        include_all: bool | None = None,
        inst_ids: Sequence[str] | None = None,
        ratio: Decimal | str | int | None = None,
        entry_setting_param: NewSignalEntry | None = None,
        exit_setting_param: NewSignalExit | None = None,
    ) -> AlgoOrderAck:
        """Start a signal bot.

        Args:
            signal_chan_id: The signal's id.
            lever: Leverage.
            invest_amt: Investment, in USDT.
            sub_ord_type: Price of its orders: `1` limit, `2` market, `9` as the signal
                says.
            include_all: Whether it trades all perpetuals in USDT. `false` if left out.
            inst_ids: Instruments that it trades.
            ratio: Distance of limit orders from the best price, as a share.
            entry_setting_param: How positions are opened.
            exit_setting_param: How positions are closed.
        """
        ...

    @post(
        "/api/v5/tradingBot/signal/stop-order-algo",
        rate=per_user(20),
        permission="trade",
    )
    async def stop_signal_bots(
        self, bots: Body[Sequence[StopSignalBot]]
    ) -> list[AlgoOrderAck]:
        """Stop up to 10 signal bots; each acknowledgement tells its own fate."""
        ...

    @post(
        "/api/v5/tradingBot/signal/margin-balance",
        rate=per_user(20),
        permission="trade",
    )
    async def adjust_margin_balance(
        self,
        algo_id: str,
        type: str,
        amt: Decimal | str | int,
        *,
        allow_reinvest: bool | None = None,
    ) -> SignalBotName:
        """Add margin to a signal bot, or reduce it.

        Args:
            algo_id: The bot's id.
            type: `add` or `reduce`.
            amt: Amount.
            allow_reinvest: Whether profits are invested again. `false` if left out.
        """
        ...

    @post("/api/v5/tradingBot/signal/amendTPSL", rate=per_user(20), permission="trade")
    async def amend_tp_sl(
        self, algo_id: str, exit_setting_param: NewSignalExit
    ) -> SignalBotName:
        """Change how a signal bot closes its positions.

        Args:
            algo_id: The bot's id.
            exit_setting_param: How positions are closed.
        """
        ...

    @post(
        "/api/v5/tradingBot/signal/set-instruments",
        rate=per_user(20),
        permission="trade",
        repeatable=True,
    )
    async def set_instruments(
        self, algo_id: str, inst_ids: Sequence[str], include_all: bool
    ) -> SignalBotName:
        """Set which instruments a signal bot trades.

        Args:
            algo_id: The bot's id.
            inst_ids: Instruments that it trades.
            include_all: Whether it trades all perpetuals in USDT. `false` if left out.
        """
        ...

    @post(
        "/api/v5/tradingBot/signal/close-position",
        rate=per_user(20),
        permission="trade",
    )
    async def close_position(self, algo_id: str, inst_id: str) -> SignalBotName:
        """Close a signal bot's position in an instrument, at market.

        Args:
            algo_id: The bot's id.
            inst_id: Instrument, such as `BTC-USDT-SWAP`.
        """
        ...

    @post("/api/v5/tradingBot/signal/sub-order", rate=per_user(20), permission="trade")
    async def place_sub_order(
        self,
        algo_id: str,
        inst_id: str,
        *,
        side: Side | str,
        ord_type: str,
        sz: Decimal | str | int,
        px: Decimal | str | int | None = None,
        reduce_only: bool | None = None,
    ) -> None:
        """Place an order of a signal bot.

        Args:
            algo_id: The bot's id.
            inst_id: Instrument, such as `BTC-USDT-SWAP`.
            side: Buy or sell.
            ord_type: `market` or `limit`.
            sz: Size, in contracts.
            px: Price of a limit order.
            reduce_only: Whether it may only shrink a position. `false` if left out.
        """
        ...

    @post(
        "/api/v5/tradingBot/signal/cancel-sub-order",
        rate=per_user(20),
        permission="trade",
    )
    async def cancel_sub_order(
        self, algo_id: str, inst_id: str, signal_ord_id: str
    ) -> SignalOrderAck:
        """Cancel an order of a signal bot.

        Args:
            algo_id: The bot's id.
            inst_id: Instrument, such as `BTC-USDT-SWAP`.
            signal_ord_id: The order's id.
        """
        ...
