"""Candles of a tape: any bar, any time, and pages of them."""

from __future__ import annotations

from collections.abc import Iterator

from attrs import frozen

from okx_sdk.sandbox.bars import Bar, bar_named, next_open, open_of
from okx_sdk.sandbox.tape import Node, Tape, last_print, summary


@frozen
class RawCandle:
    """A candle in ticks, lots and worth units."""

    ts: int
    node: Node
    is_closed: bool


def candle(tape: Tape, bar: Bar | str, ts: int, now: int) -> RawCandle | None:
    """The bar that contains *ts*, of the trades until *now*; none before the first.

    A bar without trades is flat at the trade before it.
    """
    opened, ends = open_of(bar, ts), next_open(bar, ts)
    node = summary(tape, opened, min(ends, now + 1)) or _flat(tape, opened, now)
    if node is None:
        return None
    return RawCandle(opened, node, ends <= now or _is_over(tape, now))


def page(
    tape: Tape,
    bar: Bar | str,
    now: int,
    *,
    after: int | None = None,
    before: int | None = None,
    limit: int = 100,
) -> list[RawCandle]:
    """Candles newest first, by OKX's exclusive cursors.

    *after* asks for those that opened earlier; *before* for those that opened later, and of them the newest, not the nearest.
    """
    rows: list[RawCandle] = []
    for opened in _opens(tape, bar_named(bar), now, after):
        if len(rows) >= limit or (before is not None and opened <= before):
            break
        row = candle(tape, bar, opened, now)
        if row is not None:
            rows.append(row)
    return rows


def _opens(tape: Tape, bar: Bar, now: int, after: int | None) -> Iterator[int]:
    """When the bars of a tape opened, newest first."""
    newest = now if tape.end is None else min(now, tape.end - 1)
    # The last bar that opened before `after` is the one that contains the ms before it.
    ts = newest if after is None else min(newest, after - 1)
    first = open_of(bar, tape.start)
    while ts >= first:
        opened = open_of(bar, ts)
        yield opened
        ts = opened - 1


def _flat(tape: Tape, opened: int, now: int) -> Node | None:
    before = last_print(tape, opened) if opened <= now else None
    if before is None:
        return None
    return Node(before.px, before.px, before.px, before.px, 0, 0)


def _is_over(tape: Tape, now: int) -> bool:
    return tape.end is not None and tape.end <= now
