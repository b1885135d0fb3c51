"""Orders as the exchange keeps them, and an account's records of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal
from typing import TYPE_CHECKING

from attrs import define, field

from okx_sdk.models.enums import OrderState, OrdType, Side
from okx_sdk.models.order_requests import NewOrder
from okx_sdk.models.trade import Fill
from okx_sdk.sandbox.accounts.exact import ZERO, over
from okx_sdk.sandbox.bars import DAY, HOUR
from okx_sdk.sandbox.instruments import Instrument

if TYPE_CHECKING:
    from okx_sdk.sandbox.accounts.account import Account

__all__ = ["ARCHIVED", "AT_MARKET", "RECENT", "Order", "Orders"]

AT_MARKET = {OrdType.MARKET, OrdType.OPTIMAL_LIMIT_IOC}
"""Orders that have no price of their own."""

_OPEN = {OrderState.LIVE, OrderState.PARTIALLY_FILLED}
UNFILLED_KEPT = 2 * HOUR
RECENT = 7 * DAY
ARCHIVED = 92 * DAY


@define(eq=False)
class Order:
    """One order and what became of it; times in ms, *ord_id* as a number.

    *sz* and *px* are as last amended, *value* is what was paid for its fills, and
    *held* what is set aside for the rest, in *held_ccy*.
    """

    account: Account
    ord_id: int
    inst: Instrument
    sent: NewOrder
    c_time: int
    sz: Decimal
    px: Decimal | None
    lever: Decimal | None = None
    source: str = ""
    category: str = "normal"
    algo_id: str | None = None
    algo_cl_ord_id: str | None = None
    attached: tuple[str, ...] = ()
    """The ids of what is attached to it."""
    in_quote: bool = False
    """Its size is in quote currency."""
    is_spent: bool = False
    """What is left of such a size is less than a lot."""
    state: OrderState = OrderState.LIVE
    u_time: int = 0
    guess: Decimal | None = None
    """The price that an order at market is thought to end at."""
    turn: int = 0
    """Its place among those of one price."""
    acc_fill_sz: Decimal = ZERO
    value: Decimal = ZERO
    fee: Decimal = ZERO
    fee_ccy: str | None = None
    pnl: Decimal = ZERO
    held: Decimal = ZERO
    held_ccy: str = ""
    last_fill: Fill | None = None
    cancel_source: str | None = None
    cancel_reason: str | None = None
    shown_at: int = 0
    """Queries do not find it before."""
    is_leaving: bool = False
    """Its cancellation is accepted and on its way."""
    amending: int = 0
    """Amendments on their way."""

    @property
    def is_open(self) -> bool:
        """Whether it can still be filled."""
        return self.state in _OPEN

    @property
    def is_buy(self) -> bool:
        """Whether it buys."""
        return self.sent.side == Side.BUY

    @property
    def left(self) -> Decimal:
        """What is not filled yet, in the unit of its size."""
        return self.sz - (self.value if self.in_quote else self.acc_fill_sz)

    @property
    def avg_px(self) -> Decimal | None:
        """The average price of its fills."""
        if not self.acc_fill_sz:
            return None
        if self.inst.is_inverse:
            return over(self.acc_fill_sz, self.value)
        return over(self.value, self.acc_fill_sz)

    @property
    def cl_ord_id(self) -> str | None:
        """The client's name for it."""
        return self.sent.cl_ord_id or None


@define(eq=False)
class Orders:
    """The orders of one account."""

    every: dict[int, Order] = field(factory=dict[int, Order])
    """All that ever were, by their ids, oldest first."""
    pending: dict[int, Order] = field(factory=dict[int, Order])
    named: dict[str, list[Order]] = field(
        factory=lambda: defaultdict[str, list[Order]](list)
    )
    """All that were given a name by the client; a name may be used again."""

    def add(self, order: Order) -> None:
        """Take up a new order."""
        self.every[order.ord_id] = order
        self.pending[order.ord_id] = order
        if order.cl_ord_id:
            self.named[order.cl_ord_id].append(order)

    def pending_named(self, cl_ord_id: str | None) -> Order | None:
        """The open order of a name."""
        found = self.named.get(cl_ord_id or "", [])
        return next((order for order in reversed(found) if order.is_open), None)

    def find(
        self, inst_id: str, ord_id: str | None, cl_ord_id: str | None
    ) -> Order | None:
        """The order of an id, or the latest of a name; the id goes first."""
        if ord_id:
            found = self.every.get(int(ord_id)) if ord_id.isdecimal() else None
        else:
            named = self.named.get(cl_ord_id or "")
            found = named[-1] if named else None
        if found is None or found.inst.inst_id != inst_id:
            return None
        return found

    def look_up(
        self, inst_id: str, ord_id: str | None, cl_ord_id: str | None, now: int
    ) -> Order | None:
        """What a query finds *now*: what is neither hidden nor forgotten."""
        if ord_id:
            found = self.find(inst_id, ord_id, None)
            return found if found is not None and is_known(found, now) else None
        named = self.named.get(cl_ord_id or "", [])
        for order in reversed(named):
            if order.inst.inst_id == inst_id and is_known(order, now):
                return order
        return None

    def done(self, now: int, kept: int = RECENT) -> Iterator[Order]:
        """What is over and remembered, newest first."""
        is_archive = kept > RECENT
        for order in reversed(self.every.values()):
            if order.is_open or order.u_time <= now - kept or now < order.shown_at:
                continue
            if not order.acc_fill_sz and (is_archive or not is_known(order, now)):
                continue
            yield order


def is_known(order: Order, now: int) -> bool:
    """Whether a query finds an order: what was never filled is soon forgotten."""
    if now < order.shown_at:
        return False
    if order.is_open:
        return True
    kept = ARCHIVED if order.acc_fill_sz else UNFILLED_KEPT
    return order.u_time > now - kept
