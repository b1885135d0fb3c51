"""`okxsdk order amend|cancel|cancel-all|show|resolve`: orders that were placed."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Protocol

import click

from okx_sdk.cli.asking import changing_options, confirm, outcome_told, wants_look
from okx_sdk.cli.exact import positive
from okx_sdk.cli.options import data_options, examples, instrument
from okx_sdk.cli.orders import ORDERS, tint_side
from okx_sdk.cli.output import Cells, Sheet
from okx_sdk.cli.placing import PLACED, picked
from okx_sdk.cli.state import open_client
from okx_sdk.cli.streams import say
from okx_sdk.cli.wire import EXPIRES, show_call
from okx_sdk.errors import OkxError

if TYPE_CHECKING:
    from okx_sdk.models.order_entry import CanceledOrder
    from okx_sdk.models.order_requests import AmendOrder
    from okx_sdk.models.trade import Order

__all__ = ["amend", "cancel", "cancel_all", "resolve", "show"]

AMENDED = ("inst_id", "ord_id", "cl_ord_id", "req_id", "recovered")
CANCELED = ("inst_id", "ord_id", "cl_ord_id", "result")

_inst_id = click.argument("inst_id", type=instrument)
_by_name = click.option(
    "--by-name",
    is_flag=True,
    help="ID is one's own name for it, though of digits alone.",
)


def _ids(text: str, *, by_name: bool) -> tuple[str | None, str | None]:
    """The exchange's id, of digits alone, or one's own name, which as a rule is not."""
    is_theirs = text.isascii() and text.isdigit() and not by_name
    return (text, None) if is_theirs else (None, text)


@click.command(
    epilog=examples(
        "okxsdk order amend BTC-USDT 1046559964564291584 --px 50100",
        "okxsdk order amend BTC-USDT-SWAP myname1 --sz 2 --cancel-on-fail",
    )
)
@_inst_id
@click.argument("id_", metavar="ID")
@click.option("--px", type=positive, metavar="PRICE", help="The new limit.")
@click.option(
    "--sz",
    type=positive,
    metavar="SIZE",
    help="The new size, with what is filled: contracts for derivatives, else base currency.",
)
@click.option(
    "--cancel-on-fail", is_flag=True, help="Cancel it if it cannot be changed."
)
@_by_name
@changing_options
@data_options
def amend(
    inst_id: str,
    id_: str,
    *,
    px: Decimal | None,
    sz: Decimal | None,
    cancel_on_fail: bool,
    by_name: bool,
    dry_run: bool,
    yes: bool,
) -> None:
    """Change price or size of an open order.

    ID is the exchange's id of it, or one's own name for it.
    """
    from okx_sdk.models.order_requests import AmendOrder
    from okx_sdk.rest.trade import Trade

    if px is None and sz is None:
        raise click.UsageError("give --px or --sz: there is nothing to change")
    ord_id, name = _ids(id_, by_name=by_name)
    change = AmendOrder(
        inst_id,
        ord_id=ord_id,
        cl_ord_id=name,
        new_px=px,
        new_sz=sz,
        cxl_on_fail=cancel_on_fail or None,
    )
    sheet = Sheet(AMENDED)
    if dry_run:
        show_call(Trade.amend_order, change, also=EXPIRES)
        return
    if wants_look(what := _told(change), yes=yes):
        _look(change)
    confirm(what, yes=yes)
    lookup = f"order show {inst_id} {id_}"
    with open_client() as okx, outcome_told(lookup):
        amended = okx.amend_order(change)
    sheet.write([picked(amended, AMENDED)])


def _look(change: AmendOrder) -> None:
    """Show the order as it stands, and what of it would be another.

    Raises:
        OrderNotFound: there is none.
    """
    from okx_sdk.cli.preview import figure

    with open_client() as okx:
        order = okx.get_order(
            change.inst_id, ord_id=change.ord_id, cl_ord_id=change.cl_ord_id
        )
    say(f"{order.side} {order.inst_id}, {order.ord_type}, {order.state}")
    rows = (("price", order.px, change.new_px), ("size", order.sz, change.new_sz))
    for name, now, then in rows:
        if now is not None:
            becomes = "" if then is None else f" → {figure(then)}"
            say(f"  {name:<12}{figure(now)}{becomes}")
    if order.acc_fill_sz:
        say(f"  {'filled':<12}{figure(order.acc_fill_sz)}")


def _told(change: AmendOrder) -> str:
    parts = [f"price {change.new_px}"] if change.new_px is not None else []
    parts += [f"size {change.new_sz}"] if change.new_sz is not None else []
    which = change.ord_id or change.cl_ord_id
    return f"{' and '.join(parts)} for {which} of {change.inst_id}"


@click.command(
    epilog=examples("okxsdk order cancel BTC-USDT 1046559964564291584 myname1")
)
@_inst_id
@click.argument("ids", metavar="ID...", nargs=-1, required=True)
@_by_name
@changing_options
@data_options
def cancel(
    inst_id: str, ids: tuple[str, ...], *, by_name: bool, dry_run: bool, yes: bool
) -> None:
    """Cancel open orders.

    ID is the exchange's id of one, or one's own name for it. A cancellation that is
    taken on is not the end of it: the order may have been filled meanwhile. Exits with
    4 if one of them was refused.
    """
    from okx_sdk.models.order_requests import CancelOrder
    from okx_sdk.rest.trade import Trade

    orders = [CancelOrder(inst_id, *_ids(each, by_name=by_name)) for each in ids]
    sheet = Sheet(CANCELED)
    if dry_run:
        for order in orders:
            show_call(Trade.cancel_order, order)
        return
    count = ids[0] if len(ids) == 1 else f"{len(ids)} orders"
    confirm(f"cancelling {count} of {inst_id}", yes=yes)
    lookup = f"order show {inst_id} {ids[0]}" if len(ids) == 1 else f"orders {inst_id}"
    with open_client() as okx, outcome_told(lookup):
        done = okx.cancel_orders(orders)
        _write(sheet, done)


class Named(Protocol):
    """An order, by either of its names."""

    @property
    def inst_id(self) -> str:
        """The instrument."""
        ...

    @property
    def ord_id(self) -> str | None:
        """The exchange's id."""
        ...

    @property
    def cl_ord_id(self) -> str | None:
        """The client's name for it."""
        ...


def _write(sheet: Sheet, done: Sequence[CanceledOrder | OkxError]) -> None:
    """A row for each, and the error of the first that failed."""
    sheet.write(map(_row, done))
    for each in done:
        if isinstance(each, OkxError):
            raise each


def _row(done: CanceledOrder | OkxError) -> Cells:
    if isinstance(done, OkxError):
        result = done.message or str(done)
    else:
        result = done.order.state.value if done.order else "cancelling"
    return _cells(done, result)


def _cells(named: Named, result: str) -> Cells:
    ids = (named.inst_id, named.ord_id or None, named.cl_ord_id or None)
    return dict(zip(CANCELED, (*ids, result), strict=True))


@click.command(
    "cancel-all",
    epilog=examples(
        "okxsdk order cancel-all --dry-run",
        "okxsdk order cancel-all BTC-USDT ETH-USDT-SWAP --yes",
    ),
)
@click.argument("inst_ids", metavar="[INST_ID]...", nargs=-1, type=instrument)
@changing_options
@data_options
def cancel_all(inst_ids: tuple[str, ...], *, dry_run: bool, yes: bool) -> None:
    """Cancel all open orders, or those of some instruments.

    Those that wait for a price, of `okxsdk algo`, are not among them. With --dry-run
    it lists them.
    """
    sheet = Sheet(CANCELED)
    if not dry_run:  # who cannot be asked need not be counted for
        wants_look("cancelling open orders", yes=yes)
    with open_client() as okx:
        found = [
            order
            for inst_id in inst_ids or (None,)
            for order in okx.get_orders(inst_id=inst_id)
        ]
        if dry_run or not found:
            sheet.write(_cells(order, order.state.value) for order in found)
            return
        confirm(f"cancelling {_count(found)}", yes=yes)
        with outcome_told("orders"):
            done = [
                each
                for inst_id in inst_ids or (None,)
                for each in okx.cancel_all(inst_id=inst_id)
            ]
            _write(sheet, done)


def _count(orders: Sequence[Order]) -> str:
    return "an open order" if len(orders) == 1 else f"{len(orders)} open orders"


@click.command(epilog=examples("okxsdk order show BTC-USDT myname1"))
@_inst_id
@click.argument("id_", metavar="ID")
@_by_name
@data_options
def show(inst_id: str, id_: str, *, by_name: bool) -> None:
    """One order, as it stands.

    ID is the exchange's id of it, or one's own name for it.
    """
    from okx_sdk.models.trade import Order

    sheet = Sheet(Order, shown=ORDERS, tint=tint_side)
    ord_id, name = _ids(id_, by_name=by_name)
    with open_client() as okx:
        sheet.write([okx.get_order(inst_id, ord_id=ord_id, cl_ord_id=name)])


@click.command(
    epilog=examples("okxsdk order resolve BTC-USDT myname1 --exp-time 1795820605321")
)
@_inst_id
@click.argument("name", metavar="NAME")
@click.option(
    "--exp-time",
    type=click.IntRange(min=0),
    metavar="MS",
    help="Until when the exchange would have placed it, as the error said.",
)
@click.option(
    "--sent-at",
    type=click.IntRange(min=0),
    metavar="MS",
    help="When it was sent, as the error said: an older order of its name is not it.",
)
@data_options
def resolve(inst_id: str, name: str, exp_time: int | None, sent_at: int | None) -> None:
    """Find out whether an order was placed whose outcome is unknown.

    NAME is the one it was sent with. Exits with 5 if it was not placed and will not
    be, so that it may be sent again, and with 7 if that is still not known. It sends
    nothing.
    """
    sheet = Sheet(PLACED)
    with open_client() as okx, outcome_told(f"order resolve {inst_id} {name}"):
        until = None if exp_time is None else exp_time / 1000
        since = None if sent_at is None else sent_at / 1000
        placed = okx.resolve_order(name, inst_id, exp_time=until, sent_at=since)
    sheet.write([picked(placed, PLACED)])
