"""What arrives: items of a body as models, and the record of who asked for what."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import frozen

from okx_sdk.models.order_requests import AmendOrder, CancelOrder, NewOrder
from okx_sdk.protocol.codec import converter, fault
from okx_sdk.sandbox.refusals import Refusal, bad_parameter, missing_parameter

__all__ = ["ORDERS", "Asked", "Unread", "read_order"]

T = TypeVar("T")

ORDERS = {NewOrder, CancelOrder, AmendOrder}
"""What tells its own fate, even if it cannot be read."""


@frozen
class Asked:
    """One private request; times in seconds.

    *arrived* is when it came to the door and *time* when it was dealt with, *op* is
    `POST /api/v5/trade/order` or an operation of a WebSocket, and *codes* are what was
    answered, one for each item, whether or not the answer was then lost.
    """

    arrived: float
    time: float
    surface: str
    op: str
    account: str
    api_key: str
    content: str
    codes: tuple[str, ...]


@frozen
class Unread:
    """An item of a body that cannot be what it should, and why."""

    sent: Mapping[str, Any]
    refusal: Refusal

    @property
    def inst_id(self) -> str:
        """The instrument, for the limits."""
        return str(self.sent.get("instId", ""))

    @property
    def cl_ord_id(self) -> str | None:
        """The client's name for it."""
        found = self.sent.get("clOrdId")
        return found if isinstance(found, str) else None


def read_order(sent: Any, kind: type[T]) -> T | Unread:
    """An order as its model; what is empty counts as not sent."""
    if not isinstance(sent, Mapping):
        return Unread({}, Refusal("50002", "JSON syntax error"))
    said = cast("Mapping[str, Any]", sent)
    named = {name: each for name, each in said.items() if each not in ("", None)}
    try:
        return converter.structure(named, kind)
    except Exception:  # noqa: BLE001 - whatever it is, the fault is found below
        name, why = fault(named, kind)
        is_missing = why == "is missing"
        refused = (
            missing_parameter(name or "") if is_missing else bad_parameter(name or "")
        )
        return Unread(named, refused)
