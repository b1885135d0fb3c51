"""The price tree of one coin: days, hours, minutes, seconds and more, that agree.

A day's prices are found at once, without the days before it.
Every node is split top-down: the children open and close where their parent does, follow one another without a gap, and some child attains exactly the parent's high, another its low.
Prices are whole numbers of `Tree.unit` US dollars.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from decimal import Decimal
from functools import lru_cache
from itertools import accumulate, pairwise

from attrs import frozen

from okx_sdk.sandbox.bars import DAY, HOUR, MINUTE, SECOND
from okx_sdk.sandbox.coins import Coin
from okx_sdk.sandbox.noise import WORD, key_of, mix, smooth, words

Ohlc = tuple[int, int, int, int]
"""Open, high, low and close."""

UNITS_PER_TICK = 1000
# Thirds of a day, because days of Hong Kong begin at 16:00 UTC; quarters of an hour,
# because bars of 15 and 30 minutes are asked for by the hundred.
SPANS = (DAY, 8 * HOUR, HOUR, 15 * MINUTE, MINUTE, SECOND)
FANS = (1, *(long // short for long, short in pairwise(SPANS)))
_PERIODS = (1460, 400, 110, 30, 8, 2, 1)


@frozen(eq=False)
class Tree:
    """What determines every price of a coin, at any time."""

    key: int
    octaves: tuple[tuple[int, int, float], ...]  # key, period in days, amplitude
    level: float
    volatility: float
    unit: Decimal


def plant(seed: int, coin: Coin) -> Tree:
    """The tree of a coin in the market of a seed."""
    key = key_of(seed, "tree", coin.ccy)
    octaves = tuple(
        (key_of(key, period), period, 0.75 * coin.volatility * math.sqrt(period))
        for period in _PERIODS
    )
    unit_ = coin.tick / UNITS_PER_TICK
    return Tree(key, octaves, float(coin.base / unit_), coin.volatility, unit_)


@lru_cache(maxsize=1 << 14)
def _price(tree: Tree, day: int) -> int:
    sway = sum(size * smooth(key, day, period) for key, period, size in tree.octaves)
    return round(tree.level * math.exp(sway))


@lru_cache(maxsize=1 << 14)
def day_node(tree: Tree, day: int) -> Ohlc:
    """The prices of a UTC day, counted from the epoch."""
    opening, closing = _price(tree, day), _price(tree, day + 1)
    noise = mix(tree.key ^ mix(day))
    up, down = (noise & 0xFFFF) / WORD, (noise >> 16 & 0xFFFF) / WORD
    high = max(opening, closing) * (1.0 + tree.volatility * (0.1 + up * up))
    low = min(opening, closing) * (1.0 - tree.volatility * (0.1 + down * down))
    return opening, math.ceil(high), math.floor(low), closing


@lru_cache(maxsize=2048)
def block(tree: Tree, level: int, parent: int) -> tuple[Ohlc, ...]:
    """The nodes of a level that make up one node of the level above."""
    count = FANS[level]
    noise = words(tree.key ^ level, parent, 3 * count)
    return split(node(tree, level - 1, parent), count, noise)


def node(tree: Tree, level: int, index: int) -> Ohlc:
    """The prices of a span of `SPANS[level]` ms, counted from the epoch."""
    if not level:
        return day_node(tree, index)
    parent, child = divmod(index, FANS[level])
    return block(tree, level, parent)[child]


def split(parent: Ohlc, count: int, noise: Sequence[int]) -> tuple[Ohlc, ...]:
    """Children that make up *parent* exactly; *noise* has three words for each."""
    _, top, bottom, _ = parent
    reach = (top - bottom) / (2.0 * math.sqrt(count) * WORD)
    points = _bridge(parent, count, noise)
    highs: list[int] = []
    lows: list[int] = []
    first = points[0]
    # Comparisons in line: this loop is most of the cost of a candle.
    for index in range(count):
        last = points[index + 1]
        high, low = (first, last) if first > last else (last, first)
        high += int(reach * noise[count + index])
        low -= int(reach * noise[count + count + index])
        highs.append(high if high < top else top)  # noqa: FURB136
        lows.append(low if low > bottom else bottom)  # noqa: FURB136
        first = last
    highs[highs.index(max(highs))] = top
    lows[lows.index(min(lows))] = bottom
    return tuple(zip(points, highs, lows, points[1:], strict=False))


def _bridge(parent: Ohlc, count: int, noise: Sequence[int]) -> list[int]:
    """The points between the children, from open to close, within high and low."""
    first, top, bottom, last = parent
    half = WORD // 2
    walk = list(accumulate([(w - half) * abs(w - half) for w in noise[:count]]))
    tilt, slope = walk[-1] / count, (last - first) / count
    line = [first + slope * index for index in range(1, count)]
    sway = [walk[index - 1] - tilt * index for index in range(1, count)]
    pairs = list(zip(line, sway, strict=True))
    up = _room([(top - x) / s for x, s in pairs if s > 0])
    down = _room([(bottom - x) / s for x, s in pairs if s < 0])
    inner = [round(x + s * (up if s > 0 else down)) for x, s in pairs]
    return [first, *inner, last]


def _room(ratios: list[float]) -> float:
    """How far every sway may be stretched, and stay clear of the bound."""
    return 0.95 * max(0.0, min(ratios, default=0.0))
