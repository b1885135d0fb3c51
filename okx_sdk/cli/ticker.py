"""`okxsdk ticker` and `okxsdk tickers`: last prices and 24 hours' figures."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, cast

import click
from click.shell_completion import CompletionItem

from okx_sdk.cli.lazy import nearest
from okx_sdk.cli.options import (
    INST_TYPE,
    beginning,
    data_options,
    inst_types,
    instrument,
)
from okx_sdk.cli.output import Cells, Sheet
from okx_sdk.cli.state import open_client

if TYPE_CHECKING:
    from okx_sdk.models.market import Ticker

__all__ = ["ticker", "tickers"]

CHANGE = "change_24h"
MARKED = f"{CHANGE}*"
SHOWN = (
    "inst_id",
    "last",
    MARKED,
    "bid_px",
    "ask_px",
    "high_24h",
    "low_24h",
    "vol_24h",
    "vol_ccy_24h",
    "ts",
)


def _change(now: object, before: object) -> Decimal | None:
    if not isinstance(now, Decimal) or not isinstance(before, Decimal) or not before:
        return None
    return (now / before - 1) * 100


def _percent(row: Cells) -> str | None:
    change = _change(row["last"], row["open_24h"])
    return None if change is None else f"{change:+.2f}%"


def _tint(row: Cells) -> dict[str, str]:
    change = cast("str | None", row.get(MARKED))
    if change is None:
        return {}
    colour = "red" if change.startswith("-") else "green"
    return {"last": colour, MARKED: colour}


def _sheet() -> Sheet:
    from okx_sdk.models.market import Ticker

    return Sheet(
        Ticker,
        shown=SHOWN,
        extra={MARKED: _percent},
        tint=_tint,
        note="* reckoned here from last and open_24h",
    )


@click.command
@click.argument(
    "inst_ids", metavar="INST_ID...", nargs=-1, required=True, type=instrument
)
@data_options
def ticker(inst_ids: Sequence[str]) -> None:
    """Last price and 24 hours' figures.

    INST_ID is an instrument such as BTC-USDT or BTC-USDT-SWAP; there may be several.
    """
    sheet = _sheet()
    with open_client() as okx:
        sheet.write(okx.get_ticker(inst_id) for inst_id in inst_ids)


def ticker_field(text: str) -> str:
    """What tickers can be sorted by."""
    known = _fields()
    if text not in known:
        near = nearest(text, known) or f": take one of {', '.join(known)}"
        raise click.BadParameter(f"tickers have no {text!r}{near}")
    return text


def _complete_field(
    _: click.Context, __: click.Parameter, incomplete: str
) -> list[CompletionItem]:
    return beginning(incomplete, _fields())


def _fields() -> tuple[str, ...]:
    from okx_sdk.cli.rows import names_of
    from okx_sdk.models.market import Ticker

    return (*names_of(Ticker), CHANGE)


@click.command
@click.option(
    "--type",
    "inst_type",
    type=INST_TYPE,
    shell_complete=inst_types,
    default="SPOT",
    show_default=True,
    help="The product line.",
)
@click.option(
    "--sort",
    type=ticker_field,
    metavar="FIELD",
    shell_complete=_complete_field,
    help=f"By this field or by {CHANGE}: numbers and times from the greatest down.",
)
@click.option(
    "--top", type=click.IntRange(min=1), metavar="N", help="Only the first N."
)
@data_options
def tickers(inst_type: str, sort: str | None, top: int | None) -> None:
    """The tickers of a product line.

    The ten that rose most: `okxsdk tickers --sort change_24h --top 10`.
    """
    sheet = _sheet()
    with open_client() as okx:
        rows = okx.get_tickers(inst_type)
    if sort is not None:
        rows = _sorted(rows, sort)
    sheet.write(rows[:top])


def _sorted(rows: list[Ticker], field: str) -> list[Ticker]:
    """What has no value comes last."""

    def value(row: Ticker) -> object:
        return (
            _change(row.last, row.open_24h) if field == CHANGE else getattr(row, field)
        )

    known = [row for row in rows if value(row) is not None]
    down = any(not isinstance(value(row), str) for row in known)
    known.sort(key=value, reverse=down)  # type: ignore[arg-type] # of one type, all of them
    return known + [row for row in rows if value(row) is None]
