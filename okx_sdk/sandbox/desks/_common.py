"""What the desks share: finding instruments, times, and numbers in a range."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from okx_sdk.sandbox.exchange import Desk
from okx_sdk.sandbox.instruments import Instrument
from okx_sdk.sandbox.refusals import bad_parameter, unknown_instrument

__all__ = ["instrument", "moment", "whole"]

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def moment(ms: int) -> datetime:
    """A time in ms as models keep it."""
    return _EPOCH + timedelta(milliseconds=ms)


def instrument(desk: Desk, inst_id: str, inst_type: str = "") -> Instrument:
    """The instrument of a name that trades now."""
    found = desk.market.instrument(inst_id, desk.now, inst_type)
    if found is None:
        raise unknown_instrument()
    return found


def whole(text: str | int | None, name: str) -> int | None:
    """A cursor that is a whole number."""
    if text is None:
        return None
    if isinstance(text, str) and not text.isdecimal():
        raise bad_parameter(name)
    return int(text)
