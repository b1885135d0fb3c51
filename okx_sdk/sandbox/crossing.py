"""Where a tape first reaches a price: found by the spans' extremes, not trade by trade."""

from __future__ import annotations

from attrs import frozen

from okx_sdk.sandbox.tape import Print, Tape, node, prints

__all__ = ["Reach", "first_print"]


@frozen
class Reach:
    """The prices that are waited for, in ticks: *low* or below, *high* or above."""

    low: int | None
    high: int | None

    def is_met(self, low: int, high: int) -> bool:
        """Whether prices from *low* to *high* are among them."""
        return (self.low is not None and low <= self.low) or (
            self.high is not None and high >= self.high
        )


def first_print(tape: Tape, start: int, end: int, reach: Reach) -> Print | None:
    """The first trade with start <= ts < end at such a price."""
    start = max(start, tape.first)
    end = end if tape.end is None else min(end, tape.end)
    while start < end:
        level = _widest(tape, start, end)
        if level is None:
            leaf = start // tape.leaf_ms
            stop = min(end, (leaf + 1) * tape.leaf_ms)
            found = _in_leaf(tape, leaf, start, stop, reach)
        else:
            span = tape.spans[level]
            stop = start + span
            found = _in_node(tape, level, start // span, reach)
        if found is not None:
            return found
        start = stop
    return None


def _widest(tape: Tape, start: int, end: int) -> int | None:
    """The level of the widest span that begins here and is over in time."""
    for level, span in enumerate(tape.spans):
        if not start % span and start + span <= end:
            return level
    return None


def _in_node(tape: Tape, level: int, index: int, reach: Reach) -> Print | None:
    found = node(tape, level, index)
    if not reach.is_met(found.low, found.high):
        return None
    span = tape.spans[level]
    if level + 1 == len(tape.spans):
        start = index * span
        return _in_leaf(tape, index, start, start + span, reach)
    count = span // tape.spans[level + 1]
    for child in range(index * count, (index + 1) * count):
        inner = _in_node(tape, level + 1, child, reach)
        if inner is not None:
            return inner
    return None


def _in_leaf(tape: Tape, leaf: int, start: int, end: int, reach: Reach) -> Print | None:
    for trade in prints(tape, leaf):
        if start <= trade.ts < end and reach.is_met(trade.px, trade.px):
            return trade
    return None
