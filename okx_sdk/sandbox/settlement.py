"""What expired contracts were delivered and exercised at."""

from __future__ import annotations

from decimal import Decimal

from attrs import frozen

from okx_sdk.sandbox import catalogue, expiries
from okx_sdk.sandbox.bars import WEEK
from okx_sdk.sandbox.instruments import Instrument


@frozen
class Settled:
    """What became of one instrument: `delivery`, `exercised` or `expired_otm`."""

    inst_id: str
    px: Decimal
    type: str


@frozen
class Delivery:
    """One expiry; time in ms."""

    ts: int
    details: tuple[Settled, ...]


def past_expiries(
    now: int, *, after: int | None = None, before: int | None = None, limit: int = 100
) -> list[int]:
    """Expiries until now, newest first; both cursors are exclusive."""
    newest = expiries.last_until(now if after is None else min(now, after - 1))
    times = (newest - WEEK * back for back in range(limit))
    return [ts for ts in times if before is None or ts > before]


def delivery(
    seed: int, inst_type: str, family: str, expiry: int, price: Decimal
) -> Delivery:
    """What the instruments of an expiry were settled at."""
    gone = [
        Settled(inst.inst_id, price, _fate(inst, price))
        for inst in catalogue.expiring(seed, expiry)
        if (inst.inst_type, inst.inst_family) == (inst_type, family)
    ]
    return Delivery(expiry, tuple(gone))


def _fate(inst: Instrument, price: Decimal) -> str:
    if inst.stk is None:
        return "delivery"
    is_paid = price > inst.stk if inst.opt_type == "C" else price < inst.stk
    return "exercised" if is_paid else "expired_otm"
