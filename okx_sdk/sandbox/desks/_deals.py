"""Trades at an agreed price, of several legs: all of them are done, or none."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from attrs import frozen

from okx_sdk.models.enums import OrdType, PosSide, Side, TdMode
from okx_sdk.models.order_requests import NewOrder
from okx_sdk.sandbox.accounts import entering
from okx_sdk.sandbox.accounts.account import Account
from okx_sdk.sandbox.accounts.checks import pair_mode
from okx_sdk.sandbox.accounts.orders import Order
from okx_sdk.sandbox.exchange import Desk
from okx_sdk.sandbox.refusals import Refusal

__all__ = ["Leg", "agree"]


@frozen
class Leg:
    """One leg, as an account trades it."""

    inst_id: str
    side: Side
    px: Decimal
    sz: Decimal
    trade_id: str
    td_mode: TdMode | None = None
    pos_side: PosSide | None = None
    ccy: str | None = None

    def mode(self, account: Account) -> TdMode:
        """How it is margined: a pair as itself, if nothing else was said."""
        is_pair = self.inst_id.count("-") == 1
        return self.td_mode or (pair_mode(account) if is_pair else TdMode.CROSS)


def agree(desk: Desk, deals: Sequence[tuple[Account, Sequence[Leg]]]) -> None:
    """Trade all legs of all accounts, each at its price.

    Raises:
        Refusal: an account cannot trade a leg; then nothing was traded.
    """
    venue = desk.venue
    admitted: list[tuple[Order, Leg]] = []
    try:
        for account, legs in deals:
            for leg in legs:
                order = entering.admit(venue, account, _order(account, leg))
                account.orders.add(order)
                admitted.append((order, leg))
    except Refusal:
        for order, _ in admitted:
            venue.cancel(order, "2", "Another leg could not be traded")
        raise
    for order, leg in admitted:
        venue.fill(order, leg.px, order.sz, is_taker=True, trade_id=leg.trade_id)


def _order(account: Account, leg: Leg) -> NewOrder:
    return NewOrder(
        leg.inst_id,
        leg.mode(account),
        leg.side,
        OrdType.LIMIT,
        leg.sz,
        px=leg.px,
        pos_side=leg.pos_side,
        ccy=leg.ccy,
    )
