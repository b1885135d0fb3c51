"""Order books around the last trade: a pure function of the 100 ms step.

Each cell of some ticks holds one level at a place of its own, and each level changes its size in its own slow rhythm; so the books of neighbouring steps differ in a handful of levels.
"""

from __future__ import annotations

from functools import lru_cache

from attrs import frozen

from okx_sdk.sandbox.noise import mix
from okx_sdk.sandbox.tape import Tape, last_print

STEP_MS = 100

_MASK = (1 << 64) - 1
_ODD = 0xBF58476D1CE4E5B9
_CELLS = 40_000  # of one level each, below the usual price
_DAY_PARTS = 40_000  # of a day's volume, in a level of middling size

Level = tuple[int, int, int]
"""Price in ticks, size in lots, number of orders."""


@frozen
class Book:
    """The best levels at one step, best first."""

    seq_id: int
    ts: int
    bids: tuple[Level, ...]
    asks: tuple[Level, ...]


@frozen
class Update:
    """What turns one book into another; a size of 0 deletes the level."""

    prev_seq_id: int
    seq_id: int
    ts: int
    bids: tuple[Level, ...]
    asks: tuple[Level, ...]


@frozen(eq=False)
class Depth:
    """How the books of one tape look: cells, sizes and the spread between."""

    key: int
    cell: int  # ticks
    lots: int  # of a middling level
    least: int
    spread: int  # ticks, at most


def depth_of(tape: Tape, usual_price: int) -> Depth:
    """How the books of a tape look whose price is usually so many ticks."""
    return Depth(
        key=tape.key ^ 0xB00C,
        cell=max(1, usual_price // _CELLS),
        lots=max(tape.daily_lots // _DAY_PARTS, 4 * tape.least_lots),
        least=tape.least_lots,
        spread=1 + (usual_price // (4 * _CELLS)),
    )


def step_of(ts: int) -> int:
    """The step a time lies in."""
    return ts // STEP_MS


def book(tape: Tape, depth: Depth, step: int, levels: int = 400) -> Book:
    """The book of a step, as the last trade before it left it.

    Empty while nothing has traded, and after the expiry.
    """
    ts = step * STEP_MS
    last = last_print(tape, ts)
    if last is None or (tape.end is not None and ts >= tape.end):
        return Book(step, ts, (), ())
    gap = 1 + mix(depth.key ^ (step // 50)) % depth.spread
    bid = last.px - gap if last.is_buy else last.px
    ask = last.px if last.is_buy else last.px + gap
    bid = max(bid, 1)
    return Book(
        step,
        ts,
        _side(depth, step, bid, levels, -1),
        _side(depth, step, max(ask, bid + 1), levels, 1),
    )


def diff(old: Book, new: Book) -> Update:
    """What turns one book into another of the same depth."""
    return Update(
        old.seq_id,
        new.seq_id,
        new.ts,
        _changes(old.bids, new.bids, reverse=True),
        _changes(old.asks, new.asks, reverse=False),
    )


def _changes(
    old: tuple[Level, ...], new: tuple[Level, ...], *, reverse: bool
) -> tuple[Level, ...]:
    kept = {level[0] for level in new}
    gone = {(level[0], 0, 0) for level in old if level[0] not in kept}
    return tuple(sorted(gone | (set(new) - set(old)), reverse=reverse))


def _side(
    depth: Depth, step: int, best: int, count: int, way: int
) -> tuple[Level, ...]:
    """The best price and the levels beyond it, in the direction of *way*."""
    found = [_best_level(depth, step, best)]
    index = best // depth.cell
    while len(found) < count and index >= 0:
        level = _level(depth, step, index)
        if (level[0] - best) * way > 0 and level[0] > 0:
            found.append(level)
        index += way
    return tuple(found)


@lru_cache(maxsize=1 << 15)
def _habit(depth: Depth, index: int) -> tuple[int, int, int, int]:
    """What never changes about a cell's level: price, period, phase and a key.

    A level changes every half a minute to minute and a half.
    """
    noise = mix(depth.key + index)
    price = index * depth.cell + (noise & 0xFFFF) % depth.cell
    return price, 300 + (noise >> 16 & 0x1FF), noise >> 32 & 0xFFFF, noise


def _level(depth: Depth, step: int, index: int) -> Level:
    price, period, phase, key = _habit(depth, index)
    # A light mixer: 800 of these must fit into a few ms.
    drawn = (key ^ ((step + phase) // period * _ODD & _MASK)) * _ODD >> 24
    orders = 1 + (drawn & 7)
    share = drawn >> 8 & 0xFFFF
    return price, depth.least * orders + (depth.lots * share * share >> 31), orders


def _best_level(depth: Depth, step: int, price: int) -> Level:
    drawn = mix(depth.key ^ mix(price * 8 + (step // 10)))
    orders = 1 + (drawn & 3)
    return (
        price,
        depth.least * orders + (depth.lots * (drawn >> 8 & 0xFFFF) >> 16),
        orders,
    )
