"""What the exchange's acknowledgements say: of each item its own code counts."""

from __future__ import annotations

from collections.abc import Sequence

from okx_sdk.errors import ApiError, BadRow, OkxError, error_for
from okx_sdk.models.order_acks import OrderAck

__all__ = ["fate_of_acks", "placed_or_not", "refusal_of"]


def refusal_of(ack: OrderAck, endpoint: str) -> ApiError | None:
    """The error that an acknowledgement means, whatever the envelope said; or none."""
    if ack.s_code == "0":
        return None
    return error_for(
        ack.s_code,
        ack.s_msg or "",
        endpoint=endpoint,
        http_status=None,
        sub_code=ack.sub_code,
    )


def placed_or_not(ack: OrderAck) -> OrderAck | OkxError:
    """What a new order's acknowledgement says of it.

    One that is good and has no id of the order proves nothing.
    """
    refusal = refusal_of(ack, "an order of a batch")
    if refusal is None and ack.ord_id is None:
        return BadRow("it names no order", endpoint="an order", field="ordId")
    return refusal or ack


def fate_of_acks(acks: Sequence[OrderAck]) -> dict[str, OrderAck | OkxError]:
    """What a batch's answer says of each order, by either of its names."""
    return {
        name: refusal_of(ack, "an order of a batch") or ack
        for ack in acks
        for name in (ack.ord_id, ack.cl_ord_id)
        if name
    }
