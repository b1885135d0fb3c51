"""What an account tells of itself as it happens."""

from __future__ import annotations

from attrs import frozen

from okx_sdk.models.enums import BalanceEventType
from okx_sdk.models.trade import Fill, Order
from okx_sdk.sandbox.accounts.positions import Position

__all__ = ["Changed", "Filled", "News", "OrderChanged", "ThingChanged"]


@frozen
class OrderChanged:
    """An order is new, or another; the row is as the orders channel pushes it."""

    ts: int
    order: Order
    inst_family: str = ""


@frozen
class Filled:
    """An order was filled, in part or in full."""

    ts: int
    fill: Fill


@frozen
class Changed:
    """Balances or positions are others.

    *why* is OKX's word for it; *positions* are those that changed, closed ones too, and
    *trades* the fills that did it, by instrument and trade id.
    """

    ts: int
    why: BalanceEventType
    ccys: tuple[str, ...] = ()
    positions: tuple[Position, ...] = ()
    trades: tuple[tuple[str, str], ...] = ()


@frozen
class ThingChanged:
    """Something else that the account has is new, or another: a bot, a deposit.

    *kind* is what the desks call it; the row is as the exchange shows it.
    """

    ts: int
    kind: str
    row: object


News = OrderChanged | Filled | Changed | ThingChanged
