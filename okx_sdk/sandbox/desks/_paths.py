"""What the price did while nobody looked: the closes of minutes, or of longer bars."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from okx_sdk.sandbox.bars import DAY, HOUR, MINUTE
from okx_sdk.sandbox.desks._common import trading
from okx_sdk.sandbox.exchange import Desk
from okx_sdk.sandbox.instruments import Instrument
from okx_sdk.sandbox.refusals import Refusal

__all__ = ["last_price", "path", "price_at"]

_MOST = 1_440
_BARS = (("1m", MINUTE), ("15m", 15 * MINUTE), ("1H", HOUR), ("1Dutc", DAY))


def last_price(desk: Desk, inst: Instrument) -> Decimal:
    """The price of the last trade."""
    return price_at(desk, inst, desk.now)


def price_at(desk: Desk, inst: Instrument, ts: int) -> Decimal:
    """The price of the last trade before a time in ms."""
    trade = desk.market.last_trade(inst, ts)
    if trade is None:
        raise Refusal("51001", "The instrument has not traded yet")
    return trade.px


def path(desk: Desk, inst_id: str, since: int) -> Iterator[tuple[int, Decimal]]:
    """When bars closed that opened since then, and at what price, oldest first.

    Minutes, or longer bars if it is more than a day ago. Only what is over counts, so
    that it does not matter how often one looks.
    """
    inst = trading(desk, inst_id)
    span = desk.now - since
    bar, length = next((each for each in _BARS if span <= each[1] * _MOST), _BARS[-1])
    bars = desk.market.candles(inst, bar, desk.now, before=since - 1, limit=_MOST)
    for candle in reversed(bars):
        if candle.confirm:
            yield candle.ts + length, candle.close
