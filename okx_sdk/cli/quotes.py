"""The picture of `okxsdk watch`: instruments under one another, as they move."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Sequence
from decimal import Decimal

from attrs import define, field
from rich.console import RenderableType
from rich.text import Text

from okx_sdk.cli.listing import Grid, Line, tone
from okx_sdk.cli.marks import change, decimals, fixed, points, short, spark
from okx_sdk.cli.screen import Canvas
from okx_sdk.models.enums import InstType
from okx_sdk.models.market import Ticker

__all__ = ["Quotes"]

STEP = 1.0
"""Seconds of one cell of the trend."""

LONGEST = 60
FLASH = 0.4
"""Seconds that a price is lit after it has moved."""

SHORTEST = 8
"""Cells of a trend that is worth showing."""


@define
class Quote:
    """What is known of one instrument."""

    row: Ticker | None = None
    places: int = 0
    moved: Decimal = Decimal(0)
    moved_at: float = 0.0
    trend: deque[float] = field(factory=lambda: deque[float](maxlen=LONGEST))
    sampled: float = 0.0

    def take(self, row: Ticker, now: float) -> None:
        """Have its newest ticker."""
        before = self.row.last if self.row else None
        if row.last is not None and before is not None and row.last != before:
            self.moved, self.moved_at = row.last - before, now
        self.row = row
        known = decimals((row.last, row.bid_px, row.ask_px))
        self.places = max(self.places, known)

    def sample(self, now: float) -> None:
        """Note where the price is, once for each step of the trend."""
        if self.row is None or self.row.last is None:
            return
        if now - self.sampled >= STEP:
            self.trend.append(float(self.row.last))
            self.sampled = now
        self.trend[-1] = float(self.row.last)


class Quotes:
    """Instruments to keep an eye on, in the order they were named."""

    def __init__(self, inst_ids: Sequence[str]) -> None:
        self.title = "watch"
        self._quotes = {inst_id: Quote() for inst_id in inst_ids}
        self._grid = Grid(right=("24h", "spread", "volume"))

    def take(self, rows: Sequence[Ticker]) -> None:
        """Have these tickers."""
        now = time.monotonic()
        for row in rows:
            self._quotes.setdefault(row.inst_id, Quote()).take(row, now)
        for quote in self._quotes.values() if rows else ():
            quote.sample(now)

    def draw(self, canvas: Canvas) -> RenderableType:
        """The table, with as much of the trend as there is room for."""
        known = [quote for quote in self._quotes.values() if quote.row is not None]
        if not known:
            return Text(" nothing has come yet", "dim")
        shown = known[: max(canvas.height - 1, 1)]
        lines = [_line(quote) for quote in shown]
        room = min(canvas.width - self._grid.width(lines) - 3, LONGEST)
        if room >= SHORTEST:
            trends = [spark(quote.trend, room).ljust(room) for quote in shown]
            lines = [{**a, "trend": b} for a, b in zip(lines, trends, strict=True)]
        styles = [_style(quote, canvas) for quote in shown]
        return self._grid.draw(lines, styles, canvas.width)


def _line(quote: Quote) -> Line:
    row = quote.row
    assert row is not None, "those that are shown have one"
    moved = change(row.last, row.open_24h)
    return {
        "inst_id": row.inst_id,
        "last": fixed(row.last, quote.places),
        "24h": "" if moved is None else f"{moved:+.2f}%",
        "bid": fixed(row.bid_px, quote.places),
        "ask": fixed(row.ask_px, quote.places),
        "spread": points(row.bid_px, row.ask_px),
        "volume": _volume(row),
    }


def _volume(row: Ticker) -> str:
    """In quote currency for spot, in coin for derivatives, as OKX counts it."""
    parts = row.inst_id.split("-")
    is_spot = row.inst_type in {InstType.SPOT, InstType.MARGIN}
    coin = parts[1] if is_spot and len(parts) > 1 else parts[0]
    return f"{short(row.vol_ccy_24h)} {coin}" if row.vol_ccy_24h is not None else ""


def _style(quote: Quote, canvas: Canvas) -> dict[str, str]:
    row = quote.row
    assert row is not None, "those that are shown have one"
    day = tone(change(row.last, row.open_24h))
    if not canvas.is_live:
        return dict.fromkeys((*_line(quote), "trend"), "dim")
    is_lit = time.monotonic() - quote.moved_at < FLASH and not canvas.is_plain
    flash = f"bold {tone(quote.moved)}" if is_lit else "bold"
    return {
        "inst_id": "bold",
        "last": flash,
        "24h": day,
        "spread": "dim",
        "volume": "dim",
        "trend": "cyan",
    }
