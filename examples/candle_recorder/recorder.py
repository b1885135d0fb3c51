"""The shell: candles from the exchange go through a series into a store."""

from __future__ import annotations

import logging
from collections.abc import Sequence

import anyio
from attrs import define, field

from examples.candle_recorder.names import span_of
from examples.candle_recorder.rows import encode, same
from examples.candle_recorder.series import Series, holes
from examples.candle_recorder.store import Resumed, Store
from okx_sdk import AsyncClient
from okx_sdk.models.market import Candle
from okx_sdk.protocol.buffers import Gap
from okx_sdk.protocol.codec import to_ms
from okx_sdk.protocol.times import Span

__all__ = ["Recorder"]

logger = logging.getLogger("candle_recorder")

LAG = 1.0
"""Seconds that REST may be behind the stream."""


@define
class Recorder:
    """Records the candles of some instruments until it is cancelled.

    Args:
        okx: the client.
        store: the files.
        inst_ids: the instruments.
        start: where a series begins that has no files yet, as for `get_candles`; with
            none, with the first candle that is confirmed from now on.
        flush: seconds after which what was recorded is safe from a loss of power.
    """

    okx: AsyncClient
    store: Store
    inst_ids: Sequence[str]
    start: str | int | None = None
    flush: float = 1.0
    written: int = field(default=0, init=False)
    """Candles that were recorded by this run."""
    _series: dict[str, Series] = field(factory=dict, init=False)

    async def run(self) -> None:
        """Take up what the files hold, catch up over REST, then go with the stream.

        The stream is open before REST is asked, so that nothing lies between the two.

        Raises:
            StoreFailed: the disk is full or fails.
            OkxError: the exchange refuses what is asked for.
        """
        held = {inst_id: self._take_up(inst_id) for inst_id in self.inst_ids}
        bar = self.store.bar
        async with (
            self.okx.stream_candles(*self.inst_ids, bar=bar, repair=True) as stream,
            anyio.create_task_group() as group,
        ):
            group.start_soon(self._keep_safe)
            for inst_id, resumed in held.items():
                await self._catch_up(self._series[inst_id], resumed)
            async for item in stream.with_gaps():
                if isinstance(item, Gap):
                    self._note_gap(item)
                elif item.confirm:
                    await self._record(self._series[item.inst_id], item)
            group.cancel_scope.cancel()

    def _take_up(self, inst_id: str) -> Resumed:
        held = self.store.resume(inst_id)
        last = to_ms(held.recent[-1].ts) if held.recent else None
        bar = span_of(self.store.bar)
        self._series[inst_id] = Series(inst_id, bar, last)
        if held.damaged is not None:
            words = f"damaged lines were set aside in {held.damaged.name}"
            logger.warning("%s: %s", inst_id, words)
            start = last or 0
            end = to_ms(held.spare[0].ts) if held.spare else start
            self.store.note(inst_id, "damage", Span(start, end), words)
        return held

    async def _catch_up(self, series: Series, held: Resumed) -> None:
        """Record what was confirmed while nobody recorded."""
        for candle in held.spare:
            await self._record(series, candle)
        start: str | int | None = self.start
        if held.recent and series.last is not None:
            # Some are read once more: the exchange may have revised what was held.
            start = to_ms(held.recent[0].ts)
        if start is None:
            return
        known = {candle.ts: candle for candle in held.recent}
        bar = self.store.bar
        async for candle in self.okx.iter_candles(series.inst_id, bar, start=start):
            if candle.ts in known and not same(candle, known[candle.ts]):
                self._note_revision(series, candle)
            hole = series.hole_before(candle)
            if hole is not None:  # there is nobody else to ask
                self._note_holes(series, [hole])
            self._write(series, candle)

    async def _record(self, series: Series, candle: Candle) -> None:
        """Record a candle, and before it what is missing and can be had."""
        hole = series.hole_before(candle)
        if hole is not None:
            await self._fill(series, hole)
        self._write(series, candle)

    async def _fill(self, series: Series, hole: Span) -> None:
        """Ask for a hole; twice, as REST may be a little behind the stream."""
        found = await self._ask(series, hole)
        if holes(map(_opened, found), hole, series.bar):
            await anyio.sleep(LAG)
            found = await self._ask(series, hole)
        for candle in found:
            self._write(series, candle)
        self._note_holes(series, holes(map(_opened, found), hole, series.bar))

    async def _ask(self, series: Series, hole: Span) -> list[Candle]:
        return await self.okx.get_candles(
            series.inst_id, self.store.bar, start=hole.start, end=hole.end
        )

    def _write(self, series: Series, candle: Candle) -> None:
        if series.take(candle):
            self.store.append(series.inst_id, candle)
            self.written += 1

    def _note_holes(self, series: Series, left: list[Span]) -> None:
        for hole in left:
            logger.warning("%s: the exchange has none of %s", series.inst_id, hole)
            self.store.note(series.inst_id, "hole", hole, "the exchange has no candle")

    def _note_gap(self, gap: Gap) -> None:
        span = Span(to_ms(gap.start), to_ms(gap.end))
        for inst_id in gap.inst_ids or self.inst_ids:
            self.store.note(inst_id, "gap", span, gap.cause)

    def _note_revision(self, series: Series, candle: Candle) -> None:
        opened = to_ms(candle.ts)
        words = f"revised to {encode(candle).decode()}"
        logger.warning("%s: a recorded candle was %s", series.inst_id, words)
        span = Span(opened, opened + series.bar)
        self.store.note(series.inst_id, "revised", span, words)

    async def _keep_safe(self) -> None:
        while True:
            await anyio.sleep(self.flush)
            self.store.sync()


def _opened(candle: Candle) -> int:
    return to_ms(candle.ts)
