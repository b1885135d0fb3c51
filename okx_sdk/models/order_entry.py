"""What order entry gives: orders that are placed, and what was asked of them."""

from __future__ import annotations

from datetime import datetime

from attrs import frozen

from okx_sdk.models.trade import Order

__all__ = ["AmendedOrder", "CanceledOrder", "PlacedOrder"]


@frozen
class PlacedOrder:
    """An order that the exchange has taken; whether it rests or is filled is another matter."""

    inst_id: str
    cl_ord_id: str
    """The client's name for it."""
    ord_id: str
    """The exchange's id of it."""
    ts: datetime | None = None
    """When it was taken, where the exchange has said so."""
    recovered: bool = False
    """Whether no answer came, and it was found by looking for it."""
    order: Order | None = None
    """How it stood when it was found."""


@frozen
class AmendedOrder:
    """A change of an order that the exchange has taken on."""

    inst_id: str
    req_id: str
    """The client's name for the change, which pushes repeat."""
    ord_id: str | None = None
    cl_ord_id: str | None = None
    recovered: bool = False
    """Whether no answer came, and the order was found changed."""
    order: Order | None = None
    """How it stood when it was looked up, if it was."""


@frozen
class CanceledOrder:
    """A cancellation that the exchange has taken on, or found nothing left to do for."""

    inst_id: str
    ord_id: str | None = None
    cl_ord_id: str | None = None
    order: Order | None = None
    """How the order ended, where it had to be looked up; it may have been filled."""
