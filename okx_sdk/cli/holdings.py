"""The live tables of one's own orders, fills, positions and balances."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import TYPE_CHECKING

from okx_sdk.cli.listing import Line, Listing, tone
from okx_sdk.cli.marks import clock
from okx_sdk.models.account import BalanceDetail
from okx_sdk.models.trade import Fill, Order

if TYPE_CHECKING:
    from rich.console import RenderableType

    from okx_sdk.cli.screen import Canvas
    from okx_sdk.models.account import AccountBalance
    from okx_sdk.models.positions import Position

__all__ = ["Balances", "fill_listing", "order_listing", "percent", "position_listing"]

STATES = {
    "live": "cyan",
    "partially_filled": "yellow",
    "filled": "green",
    "canceled": "dim",
    "mmp_canceled": "dim",
}
SIDES = {"buy": "green", "sell": "red"}


def _title(what: str, names: Sequence[str]) -> str:
    return f"{what}  {' '.join(dict.fromkeys(names)) or 'of all instruments'}"


def percent(share: Decimal | None) -> str:
    """A share as hundredths, with its sign."""
    return "" if share is None else f"{share * 100:+.2f}%"


def order_listing(inst_ids: Sequence[str]) -> Listing[Order]:
    """The last state of each order, what changed last on top."""

    def line(row: Order) -> Line:
        return {
            "time": clock(moment) if (moment := row.u_time or row.c_time) else "",
            "inst_id": row.inst_id,
            "side": row.side,
            "type": row.ord_type,
            "px": row.px,
            "sz": row.sz,
            "filled": row.acc_fill_sz,
            "avg_px": row.avg_px,
            "state": row.state,
            "ord_id": row.ord_id,
            "cl_ord_id": row.cl_ord_id or "",
        }

    def style(row: Order) -> dict[str, str]:
        state = STATES.get(str(row.state), "")
        side = SIDES.get(str(row.side), "")
        quiet = dict.fromkeys(("time", "ord_id", "cl_ord_id"), "dim")
        return {**quiet, "inst_id": "bold", "side": side, "state": state}

    return Listing(
        _title("orders", inst_ids),
        line,
        style=style,
        key=lambda row: row.ord_id,
        newest_first=True,
        perishable=("state", "filled"),
    )


def fill_listing(inst_ids: Sequence[str]) -> Listing[Fill]:
    """The last fills, the newest on top."""

    def line(row: Fill) -> Line:
        return {
            "time": clock(row.ts),
            "inst_id": row.inst_id,
            "side": row.side,
            "fill_px": row.fill_px,
            "fill_sz": row.fill_sz,
            "fee": row.fee,
            "fee_ccy": row.fee_ccy or "",
            "pnl": row.fill_pnl,
            "trade_id": row.trade_id,
            "ord_id": row.ord_id,
        }

    def style(row: Fill) -> dict[str, str]:
        colour = SIDES.get(str(row.side), "")
        quiet = dict.fromkeys(("time", "trade_id", "ord_id"), "dim")
        pnl = tone(row.fill_pnl)
        return {**quiet, "inst_id": "bold", "side": colour, "pnl": pnl}

    return Listing(_title("fills", inst_ids), line, style=style, newest_first=True)


def position_listing(inst_ids: Sequence[str]) -> Listing[Position]:
    """The last state of each position; one that was closed stays, with a size of 0."""

    def line(row: Position) -> Line:
        return {
            "inst_id": row.inst_id,
            "side": row.pos_side or "",
            "pos": row.pos,
            "avg_px": row.avg_px,
            "mark_px": row.mark_px,
            "upl": row.upl,
            "upl %": percent(row.upl_ratio),
            "ccy": row.ccy or "",
            "lever": row.lever,
            "liq_px": row.liq_px,
            "mgn": row.mgn_mode or "",
        }

    def style(row: Position) -> dict[str, str]:
        colour = tone(row.upl)
        size = "dim" if not row.pos else tone(row.pos)
        return {"inst_id": "bold", "pos": size, "upl": colour, "upl %": colour}

    return Listing(
        _title("positions", inst_ids),
        line,
        style=style,
        key=lambda row: (row.inst_id, row.pos_side, row.mgn_mode),
        perishable=("mark_px", "upl", "upl %"),
    )


class Balances:
    """The last balance of each currency, and what the whole is worth."""

    def __init__(self) -> None:
        self.title = "account"
        self._listing = Listing[BalanceDetail](
            self.title,
            _balance,
            style=lambda _: {"ccy": "bold", "frozen": "yellow"},
            key=lambda row: row.ccy,
            perishable=("available", "equity"),
        )

    def take(self, rows: Sequence[AccountBalance]) -> None:
        """Have these states; one after an event has the currencies that changed."""
        for row in rows:
            if row.total_eq is not None:
                self.title = f"account  {row.total_eq:,.2f} USD"
            self._listing.take(row.details)

    def draw(self, canvas: Canvas) -> RenderableType:
        """The table of currencies."""
        return self._listing.draw(canvas)


def _balance(row: BalanceDetail) -> Line:
    return {
        "ccy": row.ccy,
        "equity": row.eq,
        "available": row.avail_bal if row.avail_bal is not None else row.avail_eq,
        "frozen": row.frozen_bal,
        "worth in USD": None if row.eq_usd is None else round(row.eq_usd, 2),
        "upl": row.upl,
    }
