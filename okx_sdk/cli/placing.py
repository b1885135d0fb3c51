"""`okxsdk order place`: from words to an order, with a look at it before it is sent."""

from __future__ import annotations

import random
import sys
import time
from collections.abc import Sequence
from decimal import Decimal
from typing import TYPE_CHECKING

import click

from okx_sdk.cli.asking import (
    changing_options,
    command,
    confirm,
    outcome_told,
    wants_look,
)
from okx_sdk.cli.exact import positive
from okx_sdk.cli.margining import MODE_HELP, margined, usual_mode
from okx_sdk.cli.options import (
    currency,
    data_options,
    examples,
    instrument,
    own_name,
    own_tag,
)
from okx_sdk.cli.output import Cells, Sheet
from okx_sdk.cli.state import open_client
from okx_sdk.cli.streams import is_coloured, say

if TYPE_CHECKING:
    from okx_sdk.cli.preview import Preview
    from okx_sdk.models.enums import TgtCcy
    from okx_sdk.models.order_requests import NewAttachedAlgo, NewOrder

__all__ = ["PLACED", "picked", "place"]

# A test compares them with the enums, which would take long to import.
SIDES = ("buy", "sell")
TYPES = ("limit", "post_only", "fok", "ioc", "optimal_limit_ioc", "market")
MODES = ("cash", "cross", "isolated", "spot_isolated")
PLACED = ("inst_id", "ord_id", "cl_ord_id", "ts", "recovered")
DEPTH = 100
"""Levels of the book that the look at it knows."""


@click.command(
    epilog=examples(
        "okxsdk --env sandbox order place BTC-USDT buy 0.01 --px 50000",
        "okxsdk order place BTC-USDT buy 100 --market --in-quote --dry-run",
        "okxsdk order place BTC-USDT-SWAP sell 3 --px 70000 --type post_only --sl 72000",
    )
)
@click.argument("inst_id", type=instrument)
@click.argument("side", type=click.Choice(SIDES, case_sensitive=False))
@click.argument("sz", type=positive)
@click.option("--px", type=positive, metavar="PRICE", help="The limit.")
@click.option("--market", is_flag=True, help="At market, without a limit.")
@click.option(
    "--type",
    "ord_type",
    type=click.Choice(TYPES),
    help="What a limit order does if it cannot rest, or cannot fill.  [default: limit]",
)
@click.option(
    "--td-mode",
    type=click.Choice(MODES),
    help=MODE_HELP,
)
@click.option(
    "--in-quote",
    is_flag=True,
    help="SZ of a spot order at market is what it costs, not what it gets.",
)
@click.option(
    "--pos-side",
    type=click.Choice(("long", "short", "net")),
    help="Wanted where longs and shorts are held apart.",
)
@click.option("--reduce-only", is_flag=True, help="It may only shrink a position.")
@click.option(
    "--tp", type=positive, metavar="PRICE", help="Take profit from this price on."
)
@click.option(
    "--sl", type=positive, metavar="PRICE", help="Stop the loss from here on."
)
@click.option(
    "--ccy",
    type=currency,
    metavar="CCY",
    help="The margin's currency, in spot margin.",
)
@click.option(
    "--cl-ord-id",
    type=own_name,
    metavar="NAME",
    help="A name of one's own for it: 1 to 32 letters and digits, never used before.",
)
@click.option(
    "--tag",
    type=own_tag,
    metavar="TAG",
    help="A tag of one's own: 1 to 16 letters and digits.",
)
@changing_options
@data_options
def place(
    *,
    inst_id: str,
    side: str,
    sz: Decimal,
    px: Decimal | None,
    market: bool,
    ord_type: str | None,
    td_mode: str | None,
    in_quote: bool,
    pos_side: str | None,
    reduce_only: bool,
    tp: Decimal | None,
    sl: Decimal | None,
    ccy: str | None,
    cl_ord_id: str | None,
    tag: str | None,
    dry_run: bool,
    yes: bool,
) -> None:
    """Place an order, at a limit or at market.

    SZ is in contracts for derivatives and in base currency for spot: 0.01 of BTC-USDT
    is 0.01 BTC. What take-profit and stop-loss send goes at market. Before it asks, it
    shows size, worth, and what the book says of the price.
    """
    from okx_sdk.models.order_requests import NewOrder
    from okx_sdk.services.instruments import inst_type_of

    is_spot = inst_type_of(inst_id) == "SPOT"
    kind = _kind(ord_type, px, market=market)
    order = NewOrder(
        inst_id,
        td_mode or usual_mode(inst_id),
        side.lower(),
        kind,
        sz,
        px=px,
        ccy=ccy,
        cl_ord_id=cl_ord_id or _name(),
        tag=tag,
        pos_side=pos_side,
        reduce_only=reduce_only or None,
        tgt_ccy=_unit(kind, is_spot=is_spot, in_quote=in_quote),
        attach_algo_ords=_attached(tp, sl),
    )
    _send(order, td_mode, dry_run=dry_run, yes=yes)


def _send(order: NewOrder, mode: str | None, *, dry_run: bool, yes: bool) -> None:
    sheet = Sheet(PLACED, shown=PLACED[:-1])
    if dry_run:
        order = margined(order, mode, dry_run=True)
        _look_if_possible(order)
        _show(order)
        return
    what = f"{order.side} {order.sz} of {order.inst_id}"
    has_a_look = wants_look(what, yes=yes)
    order = margined(order, mode)
    if has_a_look:
        _look(order)
    confirm(what, yes=yes)
    lookup = f"order resolve {order.inst_id} {order.cl_ord_id}"
    with open_client() as okx, outcome_told(lookup):
        placed = okx.place_order(order)
    sheet.write([picked(placed, PLACED)])
    if placed.recovered:
        say("found by its name: no answer came, or it was there already", fg="yellow")
    if sheet.form == "table":
        words = f"order show {placed.inst_id} {placed.ord_id}"
        say(f"to look at it: {command(words)}", dim=True)


def picked(row: object, names: Sequence[str]) -> Cells:
    """What a command tells of what was done; the whole order is another's."""
    return {name: getattr(row, name) for name in names}


def _name() -> str:
    """A name that was never used, by which it can be found whatever happens."""
    from okx_sdk.protocol.order_ids import unique_name

    return unique_name(time.time(), random.random)


def _kind(given: str | None, px: Decimal | None, *, market: bool) -> str:
    if market or given in {"market", "optimal_limit_ioc"}:
        if px is not None or (market and given not in {None, "market"}):
            raise click.UsageError(
                "an order at market has no --px, and no other --type"
            )
        return given or "market"
    if px is None:
        raise click.UsageError("give --px, or --market for an order without a limit")
    return given or "limit"


def _unit(kind: str, *, is_spot: bool, in_quote: bool) -> TgtCcy | None:
    """The unit of a spot order at market, told so that buys and sells mean the same."""
    from okx_sdk.models.enums import TgtCcy

    if in_quote and not (is_spot and kind == "market"):
        raise click.UsageError("--in-quote is for spot orders at market")
    if is_spot and kind == "market":
        return TgtCcy.QUOTE_CCY if in_quote else TgtCcy.BASE_CCY
    return None


def _attached(
    tp: Decimal | None, sl: Decimal | None
) -> tuple[NewAttachedAlgo, ...] | None:
    from okx_sdk.models.order_requests import NewAttachedAlgo

    if tp is None and sl is None:
        return None
    at_market = Decimal(-1)
    return (
        NewAttachedAlgo(
            tp_trigger_px=tp,
            tp_ord_px=None if tp is None else at_market,
            sl_trigger_px=sl,
            sl_ord_px=None if sl is None else at_market,
        ),
    )


def _look_if_possible(order: NewOrder) -> None:
    """A request can be shown without a network."""
    from okx_sdk.errors import TransportError

    try:
        _look(order)
    except TransportError as error:
        say(f"its worth is not known: {error.message}", fg="yellow")


def _look(order: NewOrder) -> None:
    """Show what it would do, by the instrument and the book of the moment.

    Raises:
        UsageError: the exchange would refuse it at sight.
    """
    from okx_sdk.cli.preview import Preview
    from okx_sdk.protocol.order_checks import complaints
    from okx_sdk.protocol.retry import RetryPolicy

    with open_client() as client:
        okx = client.with_options(retry=RetryPolicy(tries=1))
        row = okx.get_instrument(order.inst_id)
        book = okx.get_order_book(order.inst_id, DEPTH)
    if wrong := complaints(order, row):
        raise click.UsageError("; ".join(wrong))
    _say(Preview(order, row, book))


def _say(preview: Preview) -> None:
    coloured = is_coloured(sys.stderr)
    (side, what), *lines = preview.lines()
    shade = "green" if side == "buy" else "red"
    head = click.style(side, fg=shade, bold=True) if coloured else side
    say(f"{head} {what}")
    for name, words in lines:
        say(f"  {name:<12}{words}")
    if preview.is_far:
        say("  far beyond the book: is that the price, and the size?", fg="yellow")


def _show(order: NewOrder) -> None:
    """The request, as it would be signed and sent."""
    from okx_sdk.cli.wire import EXPIRES, show_call
    from okx_sdk.rest.trade import Trade

    show_call(Trade.place_order, order, also=EXPIRES)
