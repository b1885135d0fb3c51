"""Fills for every account: made of the orders that the exchange pushes."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from okx_sdk.channels import channels
from okx_sdk.channels.private import PrivateChannels
from okx_sdk.engine.subscription import OnGap, Subscription
from okx_sdk.engine.wanted import Host, date_of
from okx_sdk.models.trade import Fill, Order
from okx_sdk.protocol.buffers import Gap
from okx_sdk.protocol.channel import Arg
from okx_sdk.protocol.fill_ledger import FillCheck, fill_of

__all__ = ["FillStream"]

_LONG = timedelta(days=3)  # so long are fills on record


class FillStream(Subscription[Fill]):
    """The fills that orders tell of, and a gap where an order has left one out."""

    def __init__(self, host: Host, inst_ids: Sequence[str], *, on_gap: OnGap) -> None:
        orders = channels(PrivateChannels)["orders"]
        args = orders.args(("ANY",), {"inst_id": inst_ids or None})
        super().__init__(host, orders, args, on_gap=on_gap)
        self._check = FillCheck()
        self._order = self._inbox.decode
        self._inbox.decode = self._fill

    def __repr__(self) -> str:
        return super().__repr__().replace("Subscription", "FillStream of", 1)

    def _fill(self, row: Any, arg: Arg, action: str | None) -> Fill | None:
        order: Order = self._order(row, arg, action)
        if self._check.lacks(order):
            self._lacking(order, arg)
        return fill_of(order)

    def _lacking(self, order: Order, arg: Arg) -> None:
        """More was filled than was told: as if nothing had come since it was placed.

        How long ago that was, the exchange's clock tells; gaps go by this machine's.
        """
        end = date_of(self.host.time())
        age = order.u_time - order.c_time if order.u_time and order.c_time else _LONG
        cause = f"fills of the order {order.ord_id} were left out"
        self.gap(arg, Gap(end - age, end, cause, (order.inst_id,)))

    def interrupted(self, arg: Arg, cause: str) -> None:
        """What carries the orders is lost: what is filled of each is not known."""
        self._check.reset()
        super().interrupted(arg, cause)
