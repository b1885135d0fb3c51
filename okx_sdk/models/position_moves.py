"""Positions that move between accounts."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

from attrs import field, frozen
from attrs.converters import optional

from okx_sdk.models._base import Payload, exact
from okx_sdk.models.enums import PosSide, Side, TdMode

__all__ = [
    "MoveLeg",
    "MoveSource",
    "MoveTarget",
    "MovedLeg",
    "MovedSource",
    "MovedTarget",
    "PositionMove",
]


@frozen
class MovedSource:
    """What was taken of a position."""

    inst_id: str | None = None
    pos_id: str | None = None
    px: Decimal | None = None
    """Price that it was moved at."""
    side: Side | None = None
    sz: Decimal | None = None
    """In contracts."""
    s_code: str | None = None
    """`0`, or why it failed, as a code."""
    s_msg: str | None = None
    """The same in words."""


@frozen
class MovedTarget:
    """How it is held by the account that got it."""

    inst_id: str | None = None
    side: Side | None = None
    pos_side: PosSide | None = None
    """`net` in net mode."""
    td_mode: TdMode | None = None
    """How it is margined."""
    px: Decimal | None = None
    """Price that it was moved at."""
    ccy: str | None = None
    """Currency of its margin."""
    s_code: str | None = None
    """`0`, or why it failed, as a code."""
    s_msg: str | None = None
    """The same in words."""
    sz: Decimal | None = None
    """In contracts."""


@frozen
class MovedLeg:
    """One position that was moved."""

    from_: MovedSource | None = None
    to: MovedTarget | None = None


@frozen
class PositionMove:
    """Positions that were moved between accounts."""

    client_id: str
    """The name that the client gave it."""
    code: str | None = None
    """`0`, or why it failed."""
    msg: str | None = None
    """The same in words."""
    block_td_id: str | None = None
    """Name of the trade."""
    state: str | None = None
    """One of `filled`, `failed`, `pending`."""
    from_acct: str | None = None
    """Sub-account that gave them; `0` the master account."""
    to_acct: str | None = None
    """Sub-account that got them; `0` the master account."""
    legs: tuple[MovedLeg, ...] = ()
    ts: datetime | None = None


@frozen
class MoveSource(Payload):
    """What is taken of a position."""

    pos_id: str
    sz: Decimal = field(converter=exact)
    """In contracts."""
    side: Side = field(converter=Side)
    """Sells longs, buys shorts."""


@frozen
class MoveTarget(Payload):
    """How it is held by the account that gets it."""

    td_mode: TdMode | None = field(default=None, converter=optional(TdMode))
    """How it is margined."""
    pos_side: PosSide | None = field(default=None, converter=optional(PosSide))
    """Wanted in long/short mode; there `long` or `short`."""
    ccy: str | None = None
    """Currency of the margin."""


@frozen
class MoveLeg(Payload):
    """One position to be moved."""

    from_: MoveSource
    to: MoveTarget
