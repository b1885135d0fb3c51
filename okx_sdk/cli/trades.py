"""`okxsdk trades`: what was traded."""

from __future__ import annotations

import click

from okx_sdk.cli.options import data_options, instrument, time_text
from okx_sdk.cli.output import Cells, Sheet
from okx_sdk.cli.progress import progress
from okx_sdk.cli.state import open_client

__all__ = ["trades"]

SHOWN = ("ts", "side", "px", "sz", "trade_id")


def _tint(row: Cells) -> dict[str, str]:
    return {"side": "green" if row["side"] == "buy" else "red"}


@click.command
@click.argument("inst_id", type=instrument)
@click.option(
    "--start",
    type=time_text,
    metavar="TIME",
    help="From here on: 2026-01-31, 10m, or milliseconds.",
)
@click.option(
    "--end",
    type=time_text,
    metavar="TIME",
    help="Up to here, which is not included.  [default: now]",
)
@click.option(
    "--limit", type=click.IntRange(min=1), help="The last so many.  [default: 100]"
)
@data_options
def trades(inst_id: str, start: str | None, end: str | None, limit: int | None) -> None:
    """Public trades, oldest first.

    The last ones, or all from --start to --end; OKX keeps them for three months.
    """
    from okx_sdk.models.market import PublicTrade

    if start is None and end is not None:
        raise click.UsageError("--end wants a --start")
    if start is not None and limit is not None:
        raise click.UsageError("give --start or --limit, not both")
    sheet = Sheet(PublicTrade, shown=SHOWN, tint=_tint)
    with open_client() as okx, progress(f"{inst_id} trades", shown=start is not None):
        rows = okx.get_trades(inst_id, start=start, end=end, limit=limit or 100)
    sheet.write(rows)
