"""What to do next, pure: the market and what we have in, orders and changes out."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from attrs import frozen

from okx_sdk.models import AmendOrder, CancelOrder, NewOrder, Order
from okx_sdk.models.live import BookPush

__all__ = ["TAG", "Deed", "Plan", "deeds"]

TAG = "orderbot"
"""Our orders carry it; those of others in the account are no concern of ours."""

Deed = NewOrder | AmendOrder | CancelOrder


@frozen
class Plan:
    """How to quote: one order on each side, at the best price or some ticks behind it.

    *size* and *most* are contracts; with *most* of them long or short, the side that
    would add to it is not quoted.
    """

    inst_id: str
    tick: Decimal
    size: Decimal = Decimal(1)
    most: Decimal = Decimal(5)
    behind: int = 0


def deeds(
    plan: Plan, top: BookPush, orders: Sequence[Order], pos: Decimal
) -> list[Deed]:
    """What brings our orders to where they should be."""
    mine = [row for row in orders if row.inst_id == plan.inst_id and row.tag == TAG]
    return [
        deed
        for side, px in _prices(plan, top, pos)
        for deed in _of_side(plan, side, px, [row for row in mine if row.side == side])
    ]


def _prices(
    plan: Plan, top: BookPush, pos: Decimal
) -> list[tuple[str, Decimal | None]]:
    """The price to quote on each side, or none."""
    away = plan.tick * plan.behind
    bid = top.bids[0].px - away if top.bids and pos < plan.most else None
    ask = top.asks[0].px + away if top.asks and pos > -plan.most else None
    return [("buy", bid), ("sell", ask)]


def _of_side(
    plan: Plan, side: str, px: Decimal | None, there: Sequence[Order]
) -> list[Deed]:
    if px is None:
        return [CancelOrder(plan.inst_id, row.ord_id) for row in there]
    if not there:
        order = NewOrder(
            plan.inst_id, "cross", side, "post_only", plan.size, px=px, tag=TAG
        )
        return [order]
    first, *others = there
    surplus: list[Deed] = [CancelOrder(plan.inst_id, row.ord_id) for row in others]
    if first.px == px:
        return surplus
    return [AmendOrder(plan.inst_id, ord_id=first.ord_id, new_px=px), *surplus]
