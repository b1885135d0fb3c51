"""`okxsdk balance` and `positions`: what the account has."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import click

from okx_sdk.cli.options import (
    INST_TYPE,
    currency,
    data_options,
    examples,
    inst_types,
    instrument,
)
from okx_sdk.cli.output import Cells, Sheet
from okx_sdk.cli.state import open_client
from okx_sdk.cli.streams import say

if TYPE_CHECKING:
    from okx_sdk.models.account import AccountBalance

__all__ = ["balance", "positions"]

TRADING = (
    "ccy",
    "eq",
    "avail_bal",
    "eq_usd",
    "frozen_bal",
    "avail_eq",
    "liab",
    "upl",
    "interest",
)
POSITIONS = (
    "inst_id",
    "pos_side",
    "pos",
    "avg_px",
    "mark_px",
    "upl",
    "upl %",
    "ccy",
    "lever",
    "liq_px",
    "mgn_mode",
    "notional_usd",
)


@click.command(epilog=examples("okxsdk balance", "okxsdk balance USDT BTC --funding"))
@click.argument("ccys", metavar="[CCY]...", nargs=-1, type=currency)
@click.option(
    "--funding", is_flag=True, help="Of the funding account, not the trading account."
)
@data_options
def balance(ccys: tuple[str, ...], funding: bool) -> None:
    """What the account holds, currency by currency.

    The trading account's, or with --funding that of deposits and withdrawals. Amounts
    are in the currency itself, `eq_usd` in USD. On a terminal, stderr says what the
    whole is worth.
    """
    if funding:
        _show_funding(ccys)
        return
    from okx_sdk.models.account import BalanceDetail

    sheet = Sheet(BalanceDetail, shown=TRADING)
    with open_client() as okx:
        whole = okx.account.get_balance(ccy=ccys or None)
    rows = sorted(whole.details, key=lambda row: row.eq_usd or 0, reverse=True)
    sheet.write(rows)
    if sheet.form == "table":
        say(_worth(whole))


def _show_funding(ccys: tuple[str, ...]) -> None:
    from okx_sdk.models.funding_records import FundingBalance

    sheet = Sheet(FundingBalance)
    with open_client() as okx:
        sheet.write(okx.funding.get_asset_balances(ccy=ccys or None))


def _worth(whole: AccountBalance) -> str:
    """The figures of the whole that there are; modes without margin have fewer."""
    parts = [
        f"{name} {value:,.2f} USD"
        for name, value in (
            ("equity", whole.total_eq),
            ("available", whole.avail_eq),
            ("profit not taken", whole.upl),
        )
        if value is not None
    ]
    if whole.mgn_ratio is not None:
        parts.append(f"margin ratio {whole.mgn_ratio:.2f}")
    return ", ".join(parts) or "no figures of the whole"


@click.command(
    epilog=examples("okxsdk positions", "okxsdk positions --type swap -o csv")
)
@click.argument("inst_ids", metavar="[INST_ID]...", nargs=-1, type=instrument)
@click.option(
    "--type",
    "inst_type",
    type=INST_TYPE,
    shell_complete=inst_types,
    help="The product line.",
)
@data_options
def positions(inst_ids: tuple[str, ...], inst_type: str | None) -> None:
    """Open positions, with their profit and where they would be liquidated.

    Sizes are contracts; profit is in `ccy`. Of at most ten instruments, or of all.
    """
    from okx_sdk.models.positions import Position

    sheet = Sheet(Position, shown=POSITIONS, extra={"upl %": _ratio}, tint=_tint)
    with open_client() as okx:
        rows = okx.account.get_positions(inst_type=inst_type, inst_id=inst_ids or None)
    sheet.write(rows)


def _ratio(row: Cells) -> object:
    ratio = row["upl_ratio"]
    return f"{ratio * 100:+.2f}%" if isinstance(ratio, Decimal) else None


def _tint(row: Cells) -> dict[str, str]:
    profit = row["upl"]
    if not isinstance(profit, Decimal) or not profit:
        return {}
    return dict.fromkeys(("upl", "upl %"), "green" if profit > 0 else "red")
