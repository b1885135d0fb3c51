"""What trading costs: rates as shares, negative as OKX writes what is charged."""

from __future__ import annotations

from decimal import Decimal

from okx_sdk.sandbox.instruments import Instrument

__all__ = ["DELIVERY", "EXERCISE", "LIQUIDATION", "rate_of", "rates"]

_SPOT = (Decimal("-0.0008"), Decimal("-0.001"))
_CONTRACT = (Decimal("-0.0002"), Decimal("-0.0005"))
_OPTION = (Decimal("-0.0002"), Decimal("-0.0003"))

DELIVERY = Decimal("-0.0001")
EXERCISE = Decimal("-0.0002")
LIQUIDATION = Decimal("-0.0005")


def rates(inst_type: str) -> tuple[Decimal, Decimal]:
    """The rates of a maker and of a taker."""
    if inst_type in {"SPOT", "MARGIN"}:
        return _SPOT
    return _OPTION if inst_type == "OPTION" else _CONTRACT


def rate_of(inst: Instrument, *, is_taker: bool) -> Decimal:
    """The rate of one fill."""
    return rates(inst.inst_type)[is_taker]
