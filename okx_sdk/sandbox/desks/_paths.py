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
    """Times in ms and prices after *since* and until now, oldest first.

    As fine as a day has minutes; coarser for what lies longer ago.
    """
    inst = trading(desk, inst_id)
    span = desk.now - since
    bar = next((bar for bar, each in _BARS if span <= each * _MOST), _BARS[-1][0])
    bars = desk.market.candles(inst, bar, desk.now, before=since, limit=_MOST)
    for candle in reversed(bars):
        yield candle.ts, candle.close
    if span > 0:
        yield desk.now, last_price(desk, inst)
