"""Whether an order is what a change was to make of it, as far as a lookup shows."""

from __future__ import annotations

from decimal import Decimal

import attrs

from okx_sdk.models.enums import PxAmendType
from okx_sdk.models.order_requests import AmendAttachedAlgo, AmendOrder
from okx_sdk.models.trade import AttachedAlgo, Order

__all__ = ["is_changed", "is_provable"]

_NAMES = {"attach_algo_id", "attach_algo_cl_ord_id"}
_NONE = {None, Decimal()}
"""What is dropped is set to 0, and told as nothing."""


def is_changed(order: Order, change: AmendOrder) -> bool:
    """Whether all that was to be changed is so, and something that shows was to be."""
    wanted = _values(order, change)
    attached = [_is_attached(order, each) for each in change.attach_algo_ords or ()]
    return (
        all(new == now for new, now in wanted)
        and all(attached)
        and (bool(wanted) or bool(attached))
    )


def is_provable(change: AmendOrder) -> bool:
    """Whether an order that is not as it was to be proves that it was not changed.

    The exchange may move a price that it was allowed to, and does not tell all that is
    attached.
    """
    is_price_moved = change.px_amend_type == PxAmendType.TO_LIMIT or bool(
        change.rpi_px_round
    )
    is_shown = change.new_sz is not None or any(_prices(change))
    return is_shown and not is_price_moved and not change.attach_algo_ords


def _prices(change: AmendOrder) -> tuple[Decimal | None, ...]:
    return change.new_px, change.new_px_usd, change.new_px_vol


def _values(order: Order, change: AmendOrder) -> list[tuple[Decimal, Decimal | None]]:
    pairs = zip(
        (change.new_sz, *_prices(change)),
        (order.sz, order.px, order.px_usd, order.px_vol),
        strict=True,
    )
    return [(new, now) for new, now in pairs if new is not None]


def _is_attached(order: Order, change: AmendAttachedAlgo) -> bool:
    """Whether what is attached to an order is as it was to be."""
    return any(
        _is_meant(there, change) and _is_as_wanted(there, change)
        for there in order.attach_algo_ords
    )


def _is_meant(there: AttachedAlgo, change: AmendAttachedAlgo) -> bool:
    names = (
        (change.attach_algo_id, there.attach_algo_id),
        (change.attach_algo_cl_ord_id, there.attach_algo_cl_ord_id),
    )
    given = [name == its for name, its in names if name]
    return bool(given) and all(given)


def _is_as_wanted(there: AttachedAlgo, change: AmendAttachedAlgo) -> bool:
    pairs = [
        (value, getattr(there, name.removeprefix("new_")))
        for name, value in attrs.asdict(change).items()
        if value is not None and name not in _NAMES
    ]
    return bool(pairs) and all(
        new == now or (new in _NONE and now in _NONE) for new, now in pairs
    )
