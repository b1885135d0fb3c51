"""`okxsdk candles`: prices over time, as rows or as a chart."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, TextIO, cast

import click

from okx_sdk.cli.options import bar_name, data_options, instrument, time_text, values_of
from okx_sdk.cli.output import Cells, Sheet
from okx_sdk.cli.progress import Report, progress
from okx_sdk.cli.state import current, open_client
from okx_sdk.cli.streams import emit, is_terminal, say

if TYPE_CHECKING:
    from decimal import Decimal

    from okx_sdk.models.market import Candle
    from okx_sdk.protocol.times import Span

__all__ = ["candles"]

LONG = 2_000
"""From so many candles on, a person wants to see how far it is."""

SHOWN = ("ts", "open", "high", "low", "close", "vol", "vol_ccy_quote")


@click.command
@click.argument("inst_id", type=instrument)
@click.option(
    "--bar",
    type=bar_name,
    metavar="BAR",
    shell_complete=values_of("Bar"),
    default="1H",
    show_default=True,
    help="Length of a candle: 1m, 1H, 1Dutc …",
)
@click.option(
    "--start",
    type=time_text,
    metavar="TIME",
    help="From here on: 2026-01-31, 7d, or milliseconds.",
)
@click.option(
    "--end",
    type=time_text,
    metavar="TIME",
    help="Up to here, which is not included.  [default: now]",
)
@click.option(
    "--limit",
    type=click.IntRange(min=1),
    help="At most so many: the first after --start, or the last without it.  [default: 300, or what a chart has room for]",
)
@click.option(
    "--include-open", is_flag=True, help="Also the candle that is still forming."
)
@click.option(
    "--plot", is_flag=True, help="Draw them; with -o, the rows go to stdout too."
)
@data_options
def candles(
    inst_id: str,
    *,
    bar: str,
    start: str | None,
    end: str | None,
    limit: int | None,
    include_open: bool,
    plot: bool,
) -> None:
    """Prices over time, as rows or drawn.

    Every candle that opens from --start to --end, oldest first, with no gap and none
    twice, however many calls that takes. Times are UTC.
    """
    from okx_sdk.models.market import Candle

    shown = (*SHOWN, "confirm") if include_open else SHOWN
    sheet = Sheet(Candle, shown=shown, tint=_tint)
    span = _span(bar, start, end)
    if plot and not (start or limit or current().output):
        limit = _fitting()
    at_once = sheet.form != "table" and not plot
    is_long = _count(bar, span, limit) >= LONG
    seen = is_long and not (at_once and is_terminal(sys.stdout))
    with open_client() as okx, progress(f"{inst_id} {bar}", shown=seen) as report:
        pages = okx.iter_candles(
            inst_id, bar, start=start, end=end, limit=limit, include_open=include_open
        )
        rows = _reported(pages.next_page, span, limit, report)
        if at_once:
            sheet.write(rows)
            return
        kept = list(rows)
    if plot:
        _plotted(kept, inst_id, bar, sheet)
    else:
        sheet.write(kept)


def _fitting() -> int:
    """As many candles as a chart has columns, less those of its labels."""
    from okx_sdk.cli.plot import size

    return size(sys.stdout)[0] - 12


def _plotted(rows: list[Candle], inst_id: str, bar: str, sheet: Sheet) -> None:
    """The chart instead of the rows; beside them if a form was asked for by name."""
    if not rows:
        say("no candles")
        return
    stream: TextIO = sys.stdout
    if current().output:
        sheet.write(rows)
        stream = sys.stdout if is_terminal(sys.stdout) else sys.stderr
    from okx_sdk.cli.plot import draw

    text = draw(rows, inst_id, bar, stream)
    if stream is sys.stdout:
        emit(text)
    else:
        say(text.rstrip())


def _tint(row: Cells) -> dict[str, str]:
    first, last = cast("Decimal", row["open"]), cast("Decimal", row["close"])
    return {"close": "green" if last >= first else "red"}


def _span(bar: str, start: str | None, end: str | None) -> Span | None:
    """What is asked for, by this machine's clock; `None` where it has no beginning."""
    from okx_sdk.protocol.times import Span, bar_ms, parse_time

    if start is None:
        return None
    now = int(time.time() * 1000)
    first = parse_time(start, now)
    last = now + bar_ms(bar) if end is None else parse_time(end, now)
    if end is not None and first >= last:
        raise click.UsageError(
            f"--start {start} is not before --end {end}: are they reversed?"
        )
    return Span(first, last)


def _count(bar: str, span: Span | None, limit: int | None) -> int:
    from okx_sdk.protocol.times import bar_ms

    if span is None:
        return limit or 0
    count = (span.end - span.start) // bar_ms(bar)
    return min(count, limit or count)


def _reported(
    next_page: Callable[[], list[Candle]],
    span: Span | None,
    limit: int | None,
    report: Report,
) -> Iterator[Candle]:
    """The candles of all pages; each page is reported when it has come."""
    count = 0
    while page := next_page():
        count += len(page)
        report(count, _share(page[-1], count, span, limit))
        yield from page


def _share(
    last: Candle, count: int, span: Span | None, limit: int | None
) -> float | None:
    """How much of the whole is there: by time, or by number, whichever is more."""
    by_number = count / limit if limit else 0.0
    if span is None:
        return by_number or None
    passed = last.ts.timestamp() * 1000 - span.start
    return min(1.0, max(by_number, passed / (span.end - span.start)))
