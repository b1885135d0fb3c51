"""The tape of one instrument: its nodes, volumes and trades, in ticks and lots.

A tape dresses the price tree of its coin: prices go through a monotone function that is the same for a whole UTC day, and volume is split top-down beside them.
So every span of time can be summed up from few nodes, and agrees with its parts.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from attrs import frozen

from okx_sdk.sandbox import path
from okx_sdk.sandbox.bars import DAY
from okx_sdk.sandbox.noise import WORD, mix, smooth, words
from okx_sdk.sandbox.numbers import shares
from okx_sdk.sandbox.path import Ohlc, Tree

TRADES_PER_LEAF = 4

Pricing = Callable[[int], int]
"""Ticks of an instrument for a price of the tree; rises or falls throughout."""


class Node(NamedTuple):
    """A span of time: prices in ticks, volume in lots, turnover in worth units."""

    open: int
    high: int
    low: int
    close: int
    lots: int
    worth: int


class Print(NamedTuple):
    """One trade, in ticks, lots and worth units."""

    trade_id: int
    ts: int
    px: int
    lots: int
    worth: int
    is_buy: bool


@frozen(eq=False)
class Tape:
    """What determines everything an instrument ever traded.

    `pricing` gives the prices of a day; `spans` are the lengths of its nodes, those of the tree but perhaps for the last.
    `worth` is what a lot costs at a price; tapes without volume, as an index, have no daily lots.
    """

    key: int
    tree: Tree
    pricing: Callable[[int], Pricing]
    worth: Callable[[int], int]
    start: int
    end: int | None = None
    spans: tuple[int, ...] = path.SPANS
    daily_lots: int = 0
    least_lots: int = 0

    @property
    def leaf_ms(self) -> int:
        """The length of the smallest node."""
        return self.spans[-1]

    @property
    def first(self) -> int:
        """When trading can begin: the first whole leaf after the listing."""
        return -(-self.start // self.leaf_ms) * self.leaf_ms


@lru_cache(maxsize=1 << 14)
def day_node(tape: Tape, day: int) -> Node:
    """The sum of a UTC day, counted from the epoch."""
    prices = _priced(tape.pricing(day), [path.day_node(tape.tree, day)])[0]
    lots = _day_lots(tape, day)
    typical = sum(map(tape.worth, prices)) // 4
    return Node(*prices, lots, lots * typical)


def _day_lots(tape: Tape, day: int) -> int:
    if not tape.daily_lots:
        return 0
    week = smooth(tape.key ^ 1, day, 7)
    burst = mix(tape.key + day) % WORD / WORD
    return round(tape.daily_lots * (0.8 + 0.3 * week + 0.7 * burst * burst))


@lru_cache(maxsize=4096)
def block(tape: Tape, level: int, parent: int) -> tuple[Node, ...]:
    """The nodes of a level that make up one node of the level above."""
    prices = _block_prices(tape, level, parent)
    noise = words(tape.key ^ level, parent, len(prices))
    return _split(tape, node(tape, level - 1, parent), prices, noise, level)


def _block_prices(tape: Tape, level: int, parent: int) -> list[Ohlc]:
    found = path.block(tape.tree, level, parent)
    span = tape.spans[level]
    width = span // path.SPANS[level]
    if width > 1:
        found = tuple(
            _joined(found[i : i + width]) for i in range(0, len(found), width)
        )
    return _priced(tape.pricing(parent * tape.spans[level - 1] // DAY), found)


def node(tape: Tape, level: int, index: int) -> Node:
    """The sum of a span of `tape.spans[level]` ms, counted from the epoch."""
    if not level:
        return day_node(tape, index)
    parent, child = divmod(index, tape.spans[level - 1] // tape.spans[level])
    return block(tape, level, parent)[child]


def leaf_node(tape: Tape, leaf: int) -> Node:
    """The sum of a leaf, the smallest node, counted from the epoch."""
    return node(tape, len(tape.spans) - 1, leaf)


def _joined(parts: Sequence[Ohlc]) -> Ohlc:
    _, highs, lows, _ = zip(*parts, strict=True)
    return parts[0][0], max(highs), min(lows), parts[-1][3]


def _priced(price: Pricing, nodes: Sequence[Ohlc]) -> list[Ohlc]:
    """The nodes in ticks; where the price falls as the coin rises, high is low."""
    priced: list[Ohlc] = []
    for first, top, bottom, last in nodes:
        high, low = price(top), price(bottom)
        if high < low:
            high, low = low, high
        priced.append((price(first), high, low, price(last)))
    return priced


def _split(
    tape: Tape, parent: Node, prices: list[Ohlc], noise: Sequence[int], level: int
) -> tuple[Node, ...]:
    """Children with these prices that share the parent's lots and worth exactly."""
    if not parent.lots:
        return tuple(Node(*price, 0, 0) for price in prices)
    least = tape.least_lots * TRADES_PER_LEAF * (tape.spans[level] // tape.leaf_ms)
    bounds = [(tape.worth(low), tape.worth(high)) for _, high, low, _ in prices]
    lots = _lots(parent, bounds, noise, least)
    worths = _worths(parent.worth, lots, bounds)
    return tuple(
        Node(*price, size, worth)
        for price, size, worth in zip(prices, lots, worths, strict=True)
    )


def _lots(
    parent: Node, bounds: list[tuple[int, int]], noise: Sequence[int], least: int
) -> list[int]:
    """The parent's lots in parts, each at least *least*.

    More of them go where prices are on the side of the parent's average price; otherwise no child could pay its share of the turnover at prices it saw.
    """
    middles = [0.5 * (one + other) for one, other in bounds]
    extra = parent.lots - least * len(bounds)
    if not extra:
        return [least] * len(bounds)
    target = (parent.worth - least * sum(middles)) / extra
    weights = _leaning([WORD // 3 + word for word in noise], middles, target)
    return [least + part for part in shares(extra, weights)]


def _leaning(weights: list[int], values: list[float], target: float) -> list[int]:
    """Weights that bring the average of the values to the target, as far as may be."""
    whole = sum(weights)
    mean = sum(w * x for w, x in zip(weights, values, strict=True)) / whole
    side = 1.0 if target > mean else -1.0
    pulls = [
        w * max(0.0, side * (x - mean)) for w, x in zip(weights, values, strict=True)
    ]
    force = sum(pulls)
    if not force:
        return weights
    gaps = [side * (x - mean) for x in values]
    reach = sum(p * gap for p, gap in zip(pulls, gaps, strict=True)) / force
    share = min(0.85, side * (target - mean) / reach)
    pull = share * whole / force
    return [
        int((1.0 - share) * w + pull * p) for w, p in zip(weights, pulls, strict=True)
    ]


def _worths(total: int, lots: list[int], bounds: list[tuple[int, int]]) -> list[int]:
    """The parent's worth in parts, each between its child's lowest and highest."""
    floors = [size * min(pair) for size, pair in zip(lots, bounds, strict=True)]
    rooms = [
        size * abs(pair[1] - pair[0]) for size, pair in zip(lots, bounds, strict=True)
    ]
    above = total - sum(floors)
    if 0 <= above <= sum(rooms) and any(rooms):
        parts = zip(floors, shares(above, rooms), strict=True)
        return [floor + part for floor, part in parts]
    return shares(total, [2 * f + r + 1 for f, r in zip(floors, rooms, strict=True)])


@lru_cache(maxsize=4096)
def prints(tape: Tape, leaf: int) -> tuple[Print, ...]:
    """The four trades of a leaf: its open, its extremes in either order, its close."""
    node = leaf_node(tape, leaf)
    noise = words(tape.key ^ 5, leaf, 9)
    slot, start = tape.leaf_ms // TRADES_PER_LEAF, leaf * tape.leaf_ms
    times = [start + k * slot + noise[k] % slot for k in range(TRADES_PER_LEAF)]
    extremes = (node.high, node.low) if noise[8] & 16 else (node.low, node.high)
    prices = (node.open, *extremes, node.close)
    lots, worths = _print_sizes(tape, node, prices, noise[4:8])
    return tuple(
        Print(leaf * TRADES_PER_LEAF + k, *fields, bool(noise[8] >> k & 1))
        for k, fields in enumerate(zip(times, prices, lots, worths, strict=True))
    )


def _print_sizes(
    tape: Tape, node: Node, prices: tuple[int, ...], noise: Sequence[int]
) -> tuple[list[int], list[int]]:
    if not node.lots:
        return [0] * TRADES_PER_LEAF, [0] * TRADES_PER_LEAF
    extra = node.lots - tape.least_lots * TRADES_PER_LEAF
    sizes = [tape.least_lots + part for part in shares(extra, [w + 1 for w in noise])]
    prices_paid = [tape.worth(px) * sz for px, sz in zip(prices, sizes, strict=True)]
    return sizes, shares(node.worth, [paid + 1 for paid in prices_paid])


def last_id(tape: Tape, ts: int) -> int | None:
    """The id of the last trade at or before a time."""
    ts = ts if tape.end is None else min(ts, tape.end - 1)
    leaf = ts // tape.leaf_ms
    if ts < tape.first:
        return None
    done = sum(trade.ts <= ts for trade in prints(tape, leaf))
    found = leaf * TRADES_PER_LEAF + done - 1
    return found if found >= first_id(tape) else None


def first_id(tape: Tape) -> int:
    """The id of the first trade after the listing."""
    return tape.first // tape.leaf_ms * TRADES_PER_LEAF


def print_of(tape: Tape, trade_id: int) -> Print:
    """The trade of an id."""
    leaf, index = divmod(trade_id, TRADES_PER_LEAF)
    return prints(tape, leaf)[index]


def last_print(tape: Tape, ts: int) -> Print | None:
    """The last trade at or before a time."""
    found = last_id(tape, ts)
    return None if found is None else print_of(tape, found)


def price_at(tape: Tape, ts: int) -> int:
    """The last price at a time, or the opening one before the first."""
    found = last_print(tape, ts)
    return (
        found.px if found else leaf_node(tape, max(ts, tape.first) // tape.leaf_ms).open
    )


def summary(tape: Tape, start: int, end: int) -> Node | None:
    """The sum of all trades with start <= ts < end, if there are any."""
    start = max(start, tape.first)
    end = end if tape.end is None else min(end, tape.end)
    pieces = list(_pieces(tape, start, end))
    if not pieces:
        return None
    _, highs, lows, _, lots, worths = zip(*pieces, strict=True)
    first, last = pieces[0].open, pieces[-1].close
    return Node(first, max(highs), min(lows), last, sum(lots), sum(worths))


def _pieces(tape: Tape, start: int, end: int) -> Iterator[Node]:
    """The fewest nodes that fill a span, and trades where no node fits."""
    while start < end:
        for level, span in enumerate(tape.spans):
            if not start % span and start + span <= end:
                yield node(tape, level, start // span)
                break
        else:
            span = tape.leaf_ms - start % tape.leaf_ms
            yield from _loose(tape, start, min(end, start + span))
        start += span


def _loose(tape: Tape, start: int, end: int) -> Iterator[Node]:
    for trade in prints(tape, start // tape.leaf_ms):
        if start <= trade.ts < end:
            px = trade.px
            yield Node(px, px, px, px, trade.lots, trade.worth)
