"""`okxsdk orders` and `fills`: what was ordered, and what came of it."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator
from itertools import chain, islice
from typing import TYPE_CHECKING, TypeVar

import click

from okx_sdk.cli.options import (
    INST_TYPE,
    data_options,
    examples,
    inst_types,
    instrument,
    time_text,
)
from okx_sdk.cli.output import Cells, Sheet
from okx_sdk.cli.state import open_client

if TYPE_CHECKING:
    from okx_sdk.blocking.client import Client
    from okx_sdk.models.trade import Fill, Order

__all__ = ["ORDERS", "fills", "orders", "tint_side"]

T = TypeVar("T")

ORDERS = (
    "inst_id",
    "side",
    "ord_type",
    "px",
    "sz",
    "acc_fill_sz",
    "avg_px",
    "state",
    "ord_id",
    "cl_ord_id",
    "c_time",
    "pos_side",
    "td_mode",
)
FILLS = (
    "ts",
    "inst_id",
    "side",
    "fill_px",
    "fill_sz",
    "fee",
    "fee_ccy",
    "fill_pnl",
    "ord_id",
    "trade_id",
)
PRODUCT_LINES = ("SPOT", "MARGIN", "SWAP", "FUTURES", "OPTION")
"""OKX gives history of one at a time."""

_inst_id = click.argument("inst_id", required=False, type=instrument)
_inst_type = click.option(
    "--type",
    "inst_type",
    type=INST_TYPE,
    shell_complete=inst_types,
    help="The product line.  [default: all]",
)
_start = click.option(
    "--start",
    type=time_text,
    metavar="TIME",
    help="Those from here on: 2026-01-31, 6h …",
)
_limit = click.option(
    "--limit", type=click.IntRange(min=1), help="The newest so many.  [default: 100]"
)


@click.command(
    epilog=examples(
        "okxsdk orders BTC-USDT",
        "okxsdk orders --history --start 7d --limit 500 -o csv",
    )
)
@_inst_id
@_inst_type
@click.option(
    "--history", is_flag=True, help="Those that are done, of the last three months."
)
@_start
@_limit
@data_options
def orders(
    inst_id: str | None,
    inst_type: str | None,
    history: bool,
    start: str | None,
    limit: int | None,
) -> None:
    """One's own orders: open ones, or with --history those that are done.

    Newest first. Sizes are contracts for derivatives, and base currency for spot but for
    buys at market. OKX forgets a cancelled order that never filled after two hours.
    """
    from okx_sdk.models.trade import Order

    if not history and (start or limit):
        raise click.UsageError("--start and --limit want --history")
    sheet = Sheet(Order, shown=ORDERS, tint=tint_side)
    with open_client() as okx:
        if history:
            sheet.write(_done(okx, inst_id, inst_type, start, limit or 100))
        else:
            sheet.write(_open(okx, inst_id, inst_type))


def _open(okx: Client, inst_id: str | None, inst_type: str | None) -> Iterable[Order]:
    from okx_sdk import pages

    return pages(okx.trade.get_open_orders, inst_id=inst_id, inst_type=inst_type)


def _done(
    okx: Client,
    inst_id: str | None,
    inst_type: str | None,
    start: str | None,
    limit: int,
) -> list[Order]:
    """By the time of their making, from what is kept a week and what three months."""
    from okx_sdk import pages

    begin = _ms(start)

    def read(line: str) -> Iterator[Order]:
        week = okx.trade.get_orders_history
        months = okx.trade.get_orders_history_archive
        return _unique(
            chain(
                pages(week, line, inst_id=inst_id, begin=begin),
                pages(months, line, inst_id=inst_id, begin=begin),
            )
        )

    rows = _newest(read, inst_type, limit)
    return _sorted(rows, lambda row: row.c_time)[:limit]


def _unique(rows: Iterable[Order]) -> Iterator[Order]:
    """Each order once: the last week's are among the last months' too."""
    known: set[str] = set()
    for row in rows:
        if row.ord_id not in known:
            known.add(row.ord_id)
            yield row


@click.command(
    epilog=examples(
        "okxsdk fills", "okxsdk fills BTC-USDT-SWAP --history --start 2026-01-31"
    )
)
@_inst_id
@_inst_type
@click.option(
    "--history", is_flag=True, help="Of the last three months, not of three days."
)
@_start
@_limit
@data_options
def fills(
    inst_id: str | None,
    inst_type: str | None,
    history: bool,
    start: str | None,
    limit: int | None,
) -> None:
    """Fills of one's own orders, newest first.

    Sizes are contracts for derivatives; fees are below 0 if charged.
    """
    from okx_sdk import pages
    from okx_sdk.models.trade import Fill

    sheet = Sheet(Fill, shown=FILLS, tint=tint_side)
    begin, most = _ms(start), limit or 100
    with open_client() as okx:
        if not history:
            rows: Iterable[Fill] = pages(
                okx.trade.get_fills, inst_type=inst_type, inst_id=inst_id, begin=begin
            )
            sheet.write(islice(rows, most))
            return

        def read(line: str) -> Iterator[Fill]:
            history = okx.trade.get_fills_history
            return iter(pages(history, line, inst_id=inst_id, begin=begin))

        found = _newest(read, inst_type, most)
    sheet.write(_sorted(found, lambda row: row.ts)[:most])


def _ms(start: str | None) -> int | None:
    from okx_sdk.protocol.times import parse_time

    return None if start is None else parse_time(start, int(time.time() * 1000))


def _newest(
    read: Callable[[str], Iterator[T]], inst_type: str | None, limit: int
) -> list[T]:
    """So many of each product line, of which the newest are among all of them."""
    lines = (inst_type,) if inst_type else PRODUCT_LINES
    return [row for line in lines for row in islice(read(line), limit)]


def _sorted(rows: Iterable[T], moment: Callable[[T], object]) -> list[T]:
    return sorted(rows, key=lambda row: str(moment(row) or ""), reverse=True)


def tint_side(row: Cells) -> dict[str, str]:
    """Buys and sells in their colours."""
    return {"side": "green" if row["side"] == "buy" else "red"}
