"""What has been recorded of one instrument, and so what may come next."""

from __future__ import annotations

from collections.abc import Iterable

from attrs import define

from okx_sdk.models.market import Candle
from okx_sdk.protocol.codec import to_ms
from okx_sdk.protocol.times import Span

__all__ = ["Series", "holes"]


def holes(opened: Iterable[int], within: Span, bar: int) -> list[Span]:
    """The pieces of *within* of which no bar has opened, oldest first."""
    found: list[Span] = []
    expected = within.start
    for ts in sorted({*opened, within.end}):
        if expected < ts <= within.end:
            found.append(Span(expected, ts))
        expected = max(expected, ts + bar)
    return found


@define
class Series:
    """One instrument's candles: each once, in order, and confirmed.

    Args:
        inst_id: the instrument.
        bar: how long a candle is, in ms.
        last: when the last that was recorded opened, in ms; none, if none was.
    """

    inst_id: str
    bar: int
    last: int | None = None

    def hole_before(self, candle: Candle) -> Span | None:
        """What is missing between the last candle and this one."""
        opened = to_ms(candle.ts)
        if self.last is None or opened <= self.last + self.bar:
            return None
        return Span(self.last + self.bar, opened)

    def take(self, candle: Candle) -> bool:
        """Whether it is to be recorded: it is final, and newer than all before."""
        opened = to_ms(candle.ts)
        if not candle.confirm or (self.last is not None and opened <= self.last):
            return False
        self.last = opened
        return True
