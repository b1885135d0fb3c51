"""What the desks share: finding instruments, times, and values that are allowed."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from decimal import Decimal

from okx_sdk.sandbox.bars import DAY, open_of, shifted
from okx_sdk.sandbox.coins import COINS
from okx_sdk.sandbox.exchange import Desk
from okx_sdk.sandbox.instruments import Instrument
from okx_sdk.sandbox.refusals import Refusal, bad_parameter, unknown_instrument

__all__ = [
    "KEPT",
    "USD_CNY",
    "closed_only",
    "coins_of_a_day",
    "family",
    "instrument",
    "known_coin",
    "later",
    "moment",
    "names",
    "one_of",
    "recent_only",
    "to_four_places",
    "trading",
    "whole",
]

KEPT = 92 * DAY
"""Most records are kept for three months."""
USD_CNY = Decimal("7.1")
_RECENT_BARS = 1_440
_PLACES = Decimal("0.0001")
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def moment(ms: int) -> datetime:
    """A time in ms as models keep it."""
    return _EPOCH + timedelta(milliseconds=ms)


def instrument(desk: Desk, inst_id: str) -> Instrument:
    """The instrument of a name, that trades now or did once."""
    found = desk.market.instrument(inst_id, desk.now)
    if found is None:
        raise unknown_instrument()
    return found


def trading(desk: Desk, inst_id: str, *inst_types: str) -> Instrument:
    """The instrument of a name that trades now, and is of one of some types."""
    for inst_type in inst_types or ("",):
        found = desk.market.instrument(inst_id, desk.now, inst_type)
        if found is not None and found.is_live(desk.now):
            return found
    raise unknown_instrument()


def family(
    desk: Desk, inst_type: str, inst_family: str | None, inst_id: str | None = None
) -> list[Instrument]:
    """What trades now of a type, or of it a family or one instrument."""
    found = [
        inst
        for inst in desk.market.instruments(desk.now, inst_type)
        if inst_family in {None, inst.inst_family} and inst_id in {None, inst.inst_id}
    ]
    if not found and (inst_family, inst_id) != (None, None):
        raise unknown_instrument()
    return found


def whole(text: str | int | None, name: str) -> int | None:
    """A cursor that is a whole number."""
    if text is None:
        return None
    if isinstance(text, str) and not (text.isascii() and text.isdecimal()):
        raise bad_parameter(name)
    return int(text)


def one_of(value: str | None, name: str, *known: str) -> str:
    """A word out of some, the first if it was not sent."""
    if value is not None and value not in known:
        raise bad_parameter(name)
    return value or known[0]


def names(text: str | None, name: str, most: int) -> list[str]:
    """Several names in one text, joined by commas."""
    found = text.split(",") if text else []
    if len(found) > most:
        raise Refusal("50025", f"Parameter {name} count exceeds the limit {most}.")
    return found


def later(before: int | None, floor: int) -> int:
    """An exclusive lower cursor that does not reach below a floor."""
    return floor if before is None else max(before, floor)


def recent_only(desk: Desk, bar: str, before: int | None) -> int:
    """The lower cursor of an endpoint that has the newest 1,440 bars."""
    return later(before, shifted(bar, desk.now, 1 - _RECENT_BARS) - 1)


def closed_only(
    desk: Desk, bar: str, after: int | None, ends: int | None = None
) -> int:
    """The upper cursor of an endpoint that has only what is over.

    Nothing is open any more of what has ended before its bar.
    """
    opened = desk.now if ends and ends <= desk.now else open_of(bar, desk.now)
    return opened if after is None else min(after, opened)


def known_coin(ccy: str, known: Iterable[str]) -> str:
    """A currency out of some."""
    if ccy not in known:
        raise bad_parameter("ccy")
    return ccy


def coins_of_a_day(ccy: str) -> Decimal:
    """About what is traded of a currency in a day, in coin."""
    return COINS[ccy].turnover / COINS[ccy].base


def to_four_places(rows: list[tuple[int, Decimal]]) -> list[tuple[int, Decimal]]:
    """The rows of a statistic, whose values are no finer than that."""
    return [(ts, value.quantize(_PLACES)) for ts, value in rows]
