"""What the exchange answers to algo orders and bots."""

from __future__ import annotations

from decimal import Decimal

from attrs import frozen

__all__ = ["AlgoOrderAck"]


@frozen
class AlgoOrderAck:
    """What became of one algo order or bot that was placed, changed or stopped."""

    algo_id: str | None = None
    """Nothing if it was refused."""
    cl_ord_id: str | None = None
    """Deprecated: see `algo_cl_ord_id`."""
    algo_cl_ord_id: str | None = None
    """The client's name for it."""
    s_code: str | None = None
    """`0`, or why it failed, as a code; some endpoints leave it out."""
    s_msg: str | None = None
    """The same in words."""
    tag: str | None = None
    """The client's tag."""
    req_id: str | None = None
    """The client's name for the amendment."""
    algo_ord_type: str | None = None
    diff_amount: Decimal | None = None
