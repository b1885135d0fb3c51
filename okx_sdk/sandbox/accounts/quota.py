"""The limits that REST and WebSocket share, and the deadline that a request may have."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from okx_sdk.protocol.endpoint import Endpoint, endpoint_of
from okx_sdk.protocol.pacing import SUB_ACCOUNT_CAP
from okx_sdk.rest.trade import Trade
from okx_sdk.sandbox.limits import Limits
from okx_sdk.sandbox.refusals import Refusal, bad_parameter

__all__ = ["EXPIRING", "check_expiry", "check_quota"]

EXPIRING = {
    endpoint_of(method).path
    for method in (
        Trade.place_order,
        Trade.place_orders,
        Trade.amend_order,
        Trade.amend_orders,
    )
}
"""What heeds a deadline."""


def check_quota(
    limits: Limits,
    endpoint: Endpoint,
    arguments: Mapping[str, Any],
    who: Mapping[str, str],
    now: float,
) -> None:
    """Count a request against every limit that holds for it.

    Raises:
        Refusal: 50011, one of them is used up; 50061, the sub-account's cap.
    """
    for demand in endpoint.demands(arguments, who):
        code = "50061" if demand.rate is SUB_ACCOUNT_CAP else "50011"
        limits.check(demand.key, demand.rate, now, demand.cost, code=code)


def check_expiry(
    endpoint: Endpoint, deadline: str | None, arrived: float, now: float
) -> None:
    """Make sure that a request is not later than its deadline, in ms.

    Raises:
        Refusal: 50036, it was too late when it arrived; 50037, it has become so since.
    """
    if not deadline or endpoint.path not in EXPIRING:
        return
    if not (deadline.isascii() and deadline.isdecimal()):
        raise bad_parameter("expTime")
    at = int(deadline)
    if arrived * 1000 > at:
        raise Refusal(
            "50036", "The expTime can't be earlier than the current system time."
        )
    if now * 1000 > at:
        raise Refusal("50037", "Order expired.")
