"""`okxsdk funding`: funding rates, now and in the past."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from decimal import Decimal
from itertools import islice, pairwise, takewhile
from typing import TYPE_CHECKING

import click

from okx_sdk.cli.options import data_options, instrument, time_text
from okx_sdk.cli.output import Cells, Sheet
from okx_sdk.cli.state import open_client

if TYPE_CHECKING:
    from okx_sdk.blocking.client import Client
    from okx_sdk.models.public import FundingRateHistory

__all__ = ["funding"]

YEARLY = "annualised*"
NOTE = "* the rate over 365 days of such periods, without compounding; reckoned here"
NOW = (
    "inst_id",
    "funding_rate",
    YEARLY,
    "funding_time",
    "next_funding_time",
    "premium",
    "sett_state",
)
PAST = ("funding_time", "inst_id", "funding_rate", "realized_rate", YEARLY)
EIGHT_HOURS = timedelta(hours=8)


@click.command
@click.argument("inst_id", type=instrument)
@click.option("--history", is_flag=True, help="The rates of the past, oldest first.")
@click.option(
    "--start",
    type=time_text,
    metavar="TIME",
    help="History from here on: 2026-01-31, 30d …",
)
@click.option(
    "--end",
    type=time_text,
    metavar="TIME",
    help="History up to here, which is not included.",
)
@click.option(
    "--limit", type=click.IntRange(min=1), help="The last so many.  [default: 100]"
)
@data_options
def funding(
    inst_id: str, history: bool, start: str | None, end: str | None, limit: int | None
) -> None:
    """Funding rates, now and in the past.

    INST_ID is a perpetual such as BTC-USDT-SWAP; ANY gives the current rates of all.
    OKX keeps three months of history.
    """
    from okx_sdk.models.public import FundingRate, FundingRateHistory

    if not history:
        if start or end or limit:
            raise click.UsageError("--start, --end and --limit want --history")
        sheet = Sheet(FundingRate, shown=NOW, extra={YEARLY: _yearly_now}, note=NOTE)
        with open_client() as okx:
            sheet.write(okx.public.get_funding_rate(inst_id))
        return
    extra = {YEARLY: _placeholder}
    sheet = Sheet(FundingRateHistory, shown=PAST, extra=extra, note=NOTE)
    first, last = _range(start, end)
    with open_client() as okx:
        rows = _past(okx, inst_id, first, last, limit if start else limit or 100)
    if sheet.extra:
        sheet.extra[YEARLY] = _yearly_then(rows)
    sheet.write(rows)


def _placeholder(_: Cells) -> object:
    """Stands for the column until the rows, and so their distances, are known."""


def _range(start: str | None, end: str | None) -> tuple[int | None, int | None]:
    from okx_sdk.protocol.times import parse_time

    now = int(time.time() * 1000)
    first = None if start is None else parse_time(start, now)
    last = None if end is None else parse_time(end, now)
    if first is not None and last is not None and first >= last:
        raise click.UsageError(
            f"--start {start} is not before --end {end}: are they reversed?"
        )
    return first, last


def _past(
    okx: Client, inst_id: str, first: int | None, last: int | None, limit: int | None
) -> list[FundingRateHistory]:
    """The rates of a span, oldest first; the last *limit* of them."""
    from okx_sdk import pages
    from okx_sdk.protocol.codec import to_ms

    newest_first = pages(okx.public.get_funding_rate_history, inst_id, after=last)
    inside = takewhile(
        lambda row: first is None or to_ms(row.funding_time) >= first, newest_first
    )
    return list(islice(inside, limit))[::-1]


def _yearly(rate: object, period: timedelta) -> str | None:
    if not isinstance(rate, Decimal) or period <= timedelta(0):
        return None
    return f"{float(rate) * (timedelta(days=365) / period) * 100:+.2f}%"


def _yearly_now(row: Cells) -> str | None:
    here, after = row["funding_time"], row["next_funding_time"]
    if isinstance(here, datetime) and isinstance(after, datetime):
        return _yearly(row["funding_rate"], after - here)
    return _yearly(row["funding_rate"], EIGHT_HOURS)


def _yearly_then(rows: Sequence[FundingRateHistory]) -> Callable[[Cells], object]:
    """By the time since the rate before; the first one's is that of the second."""
    periods = {
        b.funding_time: b.funding_time - a.funding_time for a, b in pairwise(rows)
    }
    first = next(iter(periods.values()), EIGHT_HOURS)

    def yearly(row: Cells) -> object:
        moment = row["funding_time"]
        assert isinstance(moment, datetime), "the model says so"
        rate = (
            row["realized_rate"]
            if row["realized_rate"] is not None
            else row["funding_rate"]
        )
        return _yearly(rate, periods.get(moment, first))

    return yearly
