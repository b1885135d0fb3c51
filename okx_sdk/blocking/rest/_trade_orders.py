"""The blocking twin of `okx_sdk.rest._trade_orders`, printed by tools/twin.py."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

from okx_sdk.blocking._base import BlockingSection
from okx_sdk.models.enums import InstType, MgnMode, PosSide
from okx_sdk.models.order_acks import (
    AccountRateLimit,
    CancelAllAfter,
    ClosedPosition,
    MassCancel,
    OrderAck,
    OrderPrecheck,
)
from okx_sdk.models.order_requests import AmendOrder, CancelOrder, NewOrder
from okx_sdk.protocol.endpoint import Body
from okx_sdk.rest._trade_orders import TradeOrders as AsyncTradeOrders

__all__ = ["TradeOrders"]

TradeOrdersT = TypeVar("TradeOrdersT", bound=AsyncTradeOrders)


class TradeOrders(BlockingSection[TradeOrdersT]):
    """Orders: place, amend, cancel."""

    def place_order(self, order: Body[NewOrder]) -> OrderAck:
        """Place an order.

        An acknowledgement means that it was accepted, not that it rests or is filled.
        Lead traders may place 4 orders in two seconds on the instruments they lead in.
        """
        return self._run(self._async.place_order, order)

    def place_orders(self, orders: Body[Sequence[NewOrder]]) -> list[OrderAck]:
        """Place up to 20 orders at once; each acknowledgement tells its own fate.

        The limit counts orders. A single one counts as `place_order` does.
        """
        return self._run(self._async.place_orders, orders)

    def cancel_order(self, order: Body[CancelOrder]) -> OrderAck:
        """Cancel an order.

        An acknowledgement means that it was accepted, not that the order is gone.
        """
        return self._run(self._async.cancel_order, order)

    def cancel_orders(self, orders: Body[Sequence[CancelOrder]]) -> list[OrderAck]:
        """Cancel up to 20 orders at once; each acknowledgement tells its own fate.

        The limit counts orders. A single one counts as `cancel_order` does.
        """
        return self._run(self._async.cancel_orders, orders)

    def amend_order(self, order: Body[AmendOrder]) -> OrderAck:
        """Change the price or size of an order.

        An acknowledgement means that it was accepted, not that it is done. At most
        three amendments of an order may be on their way at once.
        """
        return self._run(self._async.amend_order, order)

    def amend_orders(self, orders: Body[Sequence[AmendOrder]]) -> list[OrderAck]:
        """Change up to 20 orders at once; each acknowledgement tells its own fate.

        The limit counts orders. A single one counts as `amend_order` does.
        """
        return self._run(self._async.amend_orders, orders)

    def close_position(
        self,
        inst_id: str,
        mgn_mode: MgnMode | str,
        *,
        pos_side: PosSide | str | None = None,
        ccy: str | None = None,
        auto_cxl: bool | None = None,
        cl_ord_id: str | None = None,
        tag: str | None = None,
    ) -> ClosedPosition:
        """Close the whole position in an instrument, at market.

        Args:
            inst_id: Instrument, such as `BTC-USDT-SWAP`.
            mgn_mode: How positions are margined. One of `cross`, `isolated`.
            pos_side: Side of the position; wanted in long/short mode. `net` if left
                out.
            ccy: Currency of the margin; cross margin in single-currency accounts wants
                it.
            auto_cxl: Whether open orders that close it are cancelled first; else it
                fails.
            cl_ord_id: The client's name for it, 1 to 32 letters and digits.
            tag: The client's tag, at most 16 letters and digits.
        """
        return self._run(
            self._async.close_position,
            inst_id,
            mgn_mode,
            pos_side=pos_side,
            ccy=ccy,
            auto_cxl=auto_cxl,
            cl_ord_id=cl_ord_id,
            tag=tag,
        )

    def mass_cancel_orders(
        self,
        inst_type: InstType | str,
        inst_family: str,
        *,
        lock_interval: int | None = None,
    ) -> MassCancel:
        """Cancel all market maker protected (MMP) orders of a family of options.

        Args:
            inst_type: Product line: `OPTION` alone.
            inst_family: Instrument family, such as `BTC-USD`.
            lock_interval: Milliseconds, up to 10,000, in which such orders are refused;
                `0` if left out.
        """
        return self._run(
            self._async.mass_cancel_orders,
            inst_type,
            inst_family,
            lock_interval=lock_interval,
        )

    def cancel_all_after(
        self, time_out: int, *, tag: str | None = None
    ) -> CancelAllAfter:
        """Cancel all orders of the books after a countdown that must be renewed.

        Spread orders have a countdown of their own; so have requests for quotes. Each
        tag may be sent once a second.

        Args:
            time_out: Seconds, 10 to 120; `0` switches it off.
            tag: Only orders of this tag; a countdown of its own.
        """
        return self._run(self._async.cancel_all_after, time_out, tag=tag)

    def get_account_rate_limit(self) -> AccountRateLimit:
        """How many orders the account may place and amend in two seconds, now and next."""
        return self._run(self._async.get_account_rate_limit)

    def precheck_order(self, order: Body[NewOrder]) -> OrderPrecheck:
        """What an order would do to the account; nothing is placed.

        It is for multi-currency and portfolio margin alone.
        """
        return self._run(self._async.precheck_order, order)
