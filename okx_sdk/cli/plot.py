"""Candles drawn in the terminal: frame and colours by plotext, shapes by `chart`."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, Protocol, TextIO, cast

import click

from okx_sdk.cli import chart
from okx_sdk.cli.streams import is_coloured, is_terminal

if TYPE_CHECKING:
    from okx_sdk.models.market import Candle

__all__ = ["draw", "size"]

# Of the 256 colours that every terminal has; they keep apart on dark and on light.
RISING, FALLING, FRAME, GRID = 72, 167, 244, 237
DEFAULT_SIZE = 100, 30
WIDEST = 7


class _Pixel(Protocol):
    """How a character looks."""


class _Text(Protocol):
    def fill(self, pixel: _Pixel) -> _Text: ...


class _Ruler(Protocol):
    def lim(self, lower: float, upper: float) -> object: ...
    def ticks(self, positions: Sequence[float], labels: Sequence[object]) -> object: ...


class _Matrix(Protocol):
    def string(self, colorless: bool, /) -> str: ...


class _Figure(Protocol):
    def clear(self) -> object: ...
    def subplots(self, rows: int, cols: int) -> object: ...
    def subplot(self, row: int, col: int) -> _Figure: ...
    def plot_size(self, width: int, height: int) -> object: ...
    def theme(self, name: str) -> object: ...
    def axes(self, active: bool, *, axis: str, side: int) -> object: ...
    def ruler(self, axis: str, side: str) -> _Ruler: ...
    def signal(
        self, x: list[int], y: list[int], *, marker: list[object], yside: str
    ) -> object: ...
    def draw(self, signal: object) -> object: ...
    def build(self) -> _Matrix: ...


class _Terminal(Protocol):
    def limit(self, width: bool, height: bool) -> object: ...


class _Plotext(Protocol):
    figure: _Figure
    terminal: _Terminal

    def pixel(self, foreground: int, *, style: str | None = None) -> _Pixel: ...
    def marker(self, symbol: str, pixel: _Pixel) -> object: ...
    def colorize(self, text: str) -> _Text: ...
    def add_theme(self, name: str, *, text: _Pixel) -> object: ...


@dataclass(frozen=True)
class _Panel:
    """One of the two plots, one above the other: prices, and volumes."""

    cells: Iterable[chart.Cell]
    rows: int
    labels: Sequence[tuple[int, object]]
    grid: Sequence[int] = ()
    times: Sequence[tuple[int, str]] = ()


def draw(candles: Sequence[Candle], inst_id: str, bar: str, stream: TextIO) -> str:
    """The chart as text, as large as the terminal behind the stream."""
    colour = is_coloured(stream)
    plt = cast("_Plotext", import_module("plotext"))
    width, height = size(stream)
    layout = _Layout.of(candles, width, height)
    picture = _figure(plt, _panels(plt, layout), layout).build().string(not colour)
    head = _head(candles, inst_id, bar, colour=colour)
    foot = _foot(candles, layout.each, width)
    lines = [line.rstrip() for line in picture.splitlines() if line.strip()]
    return "\n".join([head, "", *lines, _dimmed(foot) if colour else foot, ""])


@dataclass(frozen=True)
class _Layout:
    """How much of what there is room for."""

    bars: Sequence[chart.Bar]
    each: int
    step: int
    scale: chart.Scale
    ticks: Sequence[tuple[float, str]]
    last: str
    edge: int
    volume_rows: int

    @property
    def width(self) -> int:
        """Columns of the candles alone."""
        return self.step * len(self.bars)

    @classmethod
    def of(cls, candles: Sequence[Candle], width: int, height: int) -> _Layout:
        """The best that a terminal of this size can show."""
        volume_rows = 4 if height >= 18 else 0
        rows = height - 5 - (volume_rows + 1 if volume_rows else 0)
        whole, _ = chart.merged(candles, 1)
        scale = chart.Scale.of(whole, rows)
        ticks, last = chart.price_ticks(scale), _price(candles[-1])
        edge = 1 + max(len(last), *(len(text) for _, text in ticks))
        most = width - edge - 2
        bars, each = chart.merged(candles, most)
        step = max(1, min(WIDEST, most // len(bars)))
        return cls(bars, each, step, scale, ticks, last, edge, volume_rows)


def size(stream: TextIO) -> tuple[int, int]:
    """Columns and lines that a chart may have."""
    if not is_terminal(stream):
        return DEFAULT_SIZE
    columns, lines = os.get_terminal_size(stream.fileno())
    return max(40, columns), min(max(14, lines - 1), 44)


def _panels(plt: _Plotext, layout: _Layout) -> list[_Panel]:
    """Prices, and below them volumes if there is room; the lower one tells the time."""
    bars, scale, step = layout.bars, layout.scale, layout.step
    times = chart.time_ticks(bars, step)
    labels = _price_labels(plt, layout)
    grid = [row for row, _ in labels]
    cells = chart.bodies(bars, scale, step)
    if not layout.volume_rows:
        return [_Panel(cells, scale.rows, labels, grid, times)]
    rows = layout.volume_rows
    volume = "volume".rjust(layout.edge)[-layout.edge :]
    below = _Panel(
        chart.volumes(bars, rows, step), rows, [(rows - 1, volume)], (), times
    )
    return [_Panel(cells, scale.rows, labels, grid), below]


def _price_labels(plt: _Plotext, layout: _Layout) -> list[tuple[int, object]]:
    """Round prices, and the last price in the colour of its candle."""
    scale, newest = layout.scale, layout.bars[-1]
    here = scale.half(newest.close) // 2
    places = [(scale.half(price) // 2, text) for price, text in layout.ticks]
    pixel = plt.pixel(RISING if newest.rises else FALLING, style="bold")
    labels: list[tuple[int, object]] = [
        (row, text.rjust(layout.edge)) for row, text in places if row != here
    ]
    return [*labels, (here, plt.colorize(layout.last.rjust(layout.edge)).fill(pixel))]


def _figure(plt: _Plotext, panels: Sequence[_Panel], layout: _Layout) -> _Figure:
    """The panels one above the other, drawn."""
    plt.terminal.limit(width=False, height=False)
    figure, width = plt.figure, layout.width + 1 + layout.edge
    figure.clear()  # a process has one, and a chart before may have left its candles
    figure.subplots(len(panels), 1)
    sizes = [panel.rows + 1 + bool(panel.times) for panel in panels]
    figure.plot_size(width, sum(sizes))
    for place, (panel, height) in enumerate(zip(panels, sizes, strict=True), 1):
        part = figure.subplot(place, 1) if len(panels) > 1 else figure
        part.plot_size(width, height)
        _fill(plt, part, panel, layout.width)
    return figure


def _fill(plt: _Plotext, part: _Figure, panel: _Panel, width: int) -> None:
    plt.add_theme("okxsdk", text=plt.pixel(FRAME))
    part.theme("okxsdk")
    for axis in ("x", "y"):  # below and on the right
        part.axes(axis == "x", axis=axis, side=0)
        part.axes(axis == "y", axis=axis, side=1)
    xs, ys, markers = (
        list(each) for each in zip(*_points(plt, panel, width), strict=True)
    )
    part.draw(part.signal(xs, ys, marker=markers, yside="right"))
    below, right = part.ruler("x", "lower"), part.ruler("y", "right")
    below.lim(0, width - 1)
    below.ticks(
        [column for column, _ in panel.times], [text for _, text in panel.times]
    )
    right.lim(0, panel.rows - 1)
    right.ticks([row for row, _ in panel.labels], [text for _, text in panel.labels])


def _points(
    plt: _Plotext, panel: _Panel, width: int
) -> Iterator[tuple[int, int, object]]:
    """What stands where: the candles, and dots where a line of the grid is free."""
    looks = {True: plt.pixel(RISING), False: plt.pixel(FALLING)}
    taken: set[tuple[int, int]] = set()
    for cell in panel.cells:
        taken.add((cell.x, cell.y))
        yield cell.x, cell.y, plt.marker(cell.character, looks[cell.rises])
    dot = plt.marker("┈", plt.pixel(GRID))
    for row in panel.grid:
        yield from ((x, row, dot) for x in range(width) if (x, row) not in taken)


def _price(candle: Candle) -> str:
    return f"{candle.close:,f}"


def _head(candles: Sequence[Candle], inst_id: str, bar: str, *, colour: bool) -> str:
    first, last = candles[0].open, candles[-1].close
    change = f"{(last / first - 1) * 100:+.2f} %" if first else ""
    sign = "▲" if last >= first else "▼"
    title = f"{inst_id}  {bar}"
    price = f"{_price(candles[-1])}  {sign} {change}"
    if not colour:
        return f"{title}   {price}"
    shade = RISING if last >= first else FALLING
    return f"{click.style(title, bold=True)}   {click.style(price, fg=shade)}"


def _foot(candles: Sequence[Candle], each: int, width: int) -> str:
    """When it was; and how many candles they are, if there is room."""
    first, last = (
        f"{candle.ts:%Y-%m-%d %H:%M}" for candle in (candles[0], candles[-1])
    )
    packed = f", {each} in a column" if each > 1 else ""
    span, count = f"{first} to {last} UTC", f"   {len(candles):,} candles{packed}"
    return span + count if len(span + count) <= width else span


def _dimmed(text: str) -> str:
    return click.style(text, fg=FRAME)
