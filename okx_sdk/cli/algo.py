"""`okxsdk algo`: orders that wait for a price, or trail it."""

from __future__ import annotations

import random
import time
from collections.abc import Iterator
from decimal import Decimal
from itertools import chain
from typing import TYPE_CHECKING

import click

from okx_sdk.cli.asking import changing_options, confirm, outcome_told, wants_look
from okx_sdk.cli.exact import positive
from okx_sdk.cli.margining import MODE_HELP, margined, usual_mode
from okx_sdk.cli.options import data_options, examples, instrument, shared_options
from okx_sdk.cli.orders import tint_side
from okx_sdk.cli.output import Sheet
from okx_sdk.cli.state import open_client
from okx_sdk.cli.streams import say
from okx_sdk.cli.wire import show_call
from okx_sdk.errors import error_for

if TYPE_CHECKING:
    from okx_sdk.blocking.client import Client
    from okx_sdk.models.algo_requests import NewAlgoOrder
    from okx_sdk.models.algo_trading import AlgoOrder

__all__ = ["algo"]

# A test compares them with the enum, which would take long to import.
TYPES = (
    "conditional",
    "oco",
    "chase",
    "trigger",
    "move_order_stop",
    "iceberg",
    "twap",
    "smart_iceberg",
)
ASKED = (
    ("conditional", "oco"),
    "trigger",
    "move_order_stop",
    "chase",
    "iceberg",
    "twap",
)
"""Kinds that may be asked for together come together."""
STATES = ("effective", "canceled", "order_failed")
MODES = ("cash", "cross", "isolated")
ALGOS = (
    "inst_id",
    "ord_type",
    "side",
    "sz",
    "trigger_px",
    "ord_px",
    "tp_trigger_px",
    "sl_trigger_px",
    "callback_ratio",
    "state",
    "algo_id",
    "c_time",
)
PLACED = ("inst_id", "algo_id", "algo_cl_ord_id")
AT_MARKET = Decimal(-1)


@click.group
@shared_options
def algo() -> None:
    """Orders that wait for a price, or trail it.

    The exchange keeps them and sends an order when their price comes. Kinds that have
    no option here are placed by `okxsdk api algo-trading place-algo-order`.
    """


@algo.command(
    "list",
    epilog=examples(
        "okxsdk algo list BTC-USDT-SWAP",
        "okxsdk algo list --history --type conditional",
    ),
)
@click.argument("inst_id", required=False, type=instrument)
@click.option("--type", "ord_type", type=click.Choice(TYPES), help="One kind alone.")
@click.option(
    "--history", is_flag=True, help="Those that are done, of the last three months."
)
@data_options
def list_(inst_id: str | None, ord_type: str | None, history: bool) -> None:
    """Those that wait, or with --history those that are done.

    History is of one kind, which --type names.
    """
    from okx_sdk.models.algo_trading import AlgoOrder

    if history and not ord_type:
        raise click.UsageError("--history wants a --type")
    sheet = Sheet(AlgoOrder, shown=ALGOS, tint=tint_side)
    with open_client() as okx:
        if history:
            sheet.write(_done(okx, str(ord_type), inst_id))
        else:
            sheet.write(_waiting(okx, ord_type, inst_id))


def _waiting(
    okx: Client, ord_type: str | None, inst_id: str | None
) -> Iterator[AlgoOrder]:
    from okx_sdk import pages

    kinds = (ord_type,) if ord_type else ASKED
    method = okx.algo_trading.get_open_algo_orders
    return chain.from_iterable(pages(method, kind, inst_id=inst_id) for kind in kinds)


def _done(okx: Client, ord_type: str, inst_id: str | None) -> Iterator[AlgoOrder]:
    from okx_sdk import pages

    method = okx.algo_trading.get_algo_orders_history
    return chain.from_iterable(
        pages(method, ord_type, state=state, inst_id=inst_id) for state in STATES
    )


@algo.command(
    "place",
    epilog=examples(
        "okxsdk algo place BTC-USDT-SWAP sell --close --tp 80000 --sl 60000",
        "okxsdk algo place BTC-USDT buy 0.01 --trigger 70000 --px 70100",
        "okxsdk algo place BTC-USDT-SWAP sell 3 --trail 0.02 --reduce-only",
    ),
)
@click.argument("inst_id", type=instrument)
@click.argument("side", type=click.Choice(("buy", "sell"), case_sensitive=False))
@click.argument("sz", required=False, type=positive)
@click.option("--tp", type=positive, metavar="PRICE", help="Take profit from here on.")
@click.option(
    "--sl", type=positive, metavar="PRICE", help="Stop the loss from here on."
)
@click.option(
    "--trigger", type=positive, metavar="PRICE", help="Place the order from here on."
)
@click.option(
    "--px",
    type=positive,
    metavar="PRICE",
    help="Limit of the order that --trigger places.  [default: at market]",
)
@click.option(
    "--trail",
    type=positive,
    metavar="SHARE",
    help="Trail the best price at this share of it: 0.02 is 2 %.",
)
@click.option(
    "--close",
    is_flag=True,
    help="Of the whole position, however large, in place of SZ.",
)
@click.option("--reduce-only", is_flag=True, help="It may only shrink a position.")
@click.option(
    "--td-mode",
    type=click.Choice(MODES),
    help=MODE_HELP,
)
@click.option(
    "--pos-side",
    type=click.Choice(("long", "short", "net")),
    help="Wanted where longs and shorts are held apart.",
)
@changing_options
@data_options
def place(
    *,
    inst_id: str,
    side: str,
    sz: Decimal | None,
    tp: Decimal | None,
    sl: Decimal | None,
    trigger: Decimal | None,
    px: Decimal | None,
    trail: Decimal | None,
    close: bool,
    reduce_only: bool,
    td_mode: str | None,
    pos_side: str | None,
    dry_run: bool,
    yes: bool,
) -> None:
    """Place one: --tp, --sl or both, --trigger, or --trail.

    SZ is in contracts for derivatives and in base currency for spot. Of --tp and --sl
    together the one that comes first cancels the other; what they place goes at market.
    """
    from okx_sdk.models.algo_requests import NewAlgoOrder
    from okx_sdk.rest.algo_trading import AlgoTrading
    from okx_sdk.services.instruments import inst_type_of

    kind = _kind(tp=tp, sl=sl, trigger=trigger, px=px, trail=trail)
    if trail is not None and trail >= 1:
        share = f"{trail / 100:f}"
        raise click.UsageError(f"--trail is a share below 1: {share} for {trail} %")
    if (sz is None) != close:
        raise click.UsageError("give a size, or --close")
    is_spot = inst_type_of(inst_id) == "SPOT"
    order = NewAlgoOrder(
        inst_id,
        td_mode or usual_mode(inst_id),
        side.lower(),
        kind,
        sz=sz,
        algo_cl_ord_id=_name(),
        pos_side=pos_side,
        close_fraction=1 if close else None,
        tgt_ccy="base_ccy" if is_spot else None,
        reduce_only=reduce_only or close or None,
        tp_trigger_px=tp,
        tp_ord_px=AT_MARKET if tp else None,
        sl_trigger_px=sl,
        sl_ord_px=AT_MARKET if sl else None,
        trigger_px=trigger,
        order_px=(px or AT_MARKET) if trigger else None,
        callback_ratio=trail,
    )
    if dry_run:
        order = margined(order, td_mode, dry_run=True)
        show_call(AlgoTrading.place_algo_order, order)
        return
    _send(order, td_mode, yes=yes)


def _kind(**given: Decimal | None) -> str:
    """Which kind the prices mean; they exclude each other, but for --tp and --sl."""
    named = {name for name, value in given.items() if value is not None}
    kinds = {
        frozenset({"tp"}): "conditional",
        frozenset({"sl"}): "conditional",
        frozenset({"tp", "sl"}): "oco",
        frozenset({"trigger"}): "trigger",
        frozenset({"trigger", "px"}): "trigger",
        frozenset({"trail"}): "move_order_stop",
    }
    kind = kinds.get(frozenset(named))
    if kind is None:
        raise click.UsageError(
            "give --tp, --sl or both; or --trigger, to which --px may be given; or --trail"
        )
    return kind


def _name() -> str:
    from okx_sdk.protocol.order_ids import unique_name

    return unique_name(time.time(), random.random)


def _send(order: NewAlgoOrder, mode: str | None, *, yes: bool) -> None:
    sheet = Sheet(PLACED)
    what = f"{order.ord_type} to {order.side} {order.inst_id}"
    has_a_look = wants_look(what, yes=yes)
    order = margined(order, mode)
    if has_a_look:
        for line in _told(order):
            say(line)
    confirm(what, yes=yes)
    lookup = f"api algo-trading get-algo-order --algo-cl-ord-id {order.algo_cl_ord_id}"
    with open_client() as okx, outcome_told(lookup):
        ack = okx.algo_trading.place_algo_order(order)
    row = (order.inst_id, ack.algo_id, ack.algo_cl_ord_id or order.algo_cl_ord_id)
    sheet.write([dict(zip(PLACED, row, strict=True))])


def _told(order: NewAlgoOrder) -> Iterator[str]:
    """Its size, and the prices that it waits for."""
    from okx_sdk.cli.preview import figure, waits

    yield f"{order.side} {order.inst_id} ({order.ord_type}, {order.td_mode})"
    size = "the whole position" if order.sz is None else figure(order.sz)
    share = order.callback_ratio
    rows = (
        ("size", size),
        ("take-profit", waits(order.tp_trigger_px, order.tp_ord_px)),
        ("stop-loss", waits(order.sl_trigger_px, order.sl_ord_px)),
        ("trigger", waits(order.trigger_px, order.order_px)),
        ("trails", share and f"{figure(share * 100)}% behind the best price"),
        ("name", order.algo_cl_ord_id),
    )
    yield from (f"  {name:<12}{words}" for name, words in rows if words)


@algo.command(
    "cancel", epilog=examples("okxsdk algo cancel BTC-USDT-SWAP 1046559971531030528")
)
@click.argument("inst_id", type=instrument)
@click.argument("ids", metavar="ID...", nargs=-1, required=True)
@changing_options
@data_options
def cancel(inst_id: str, ids: tuple[str, ...], *, dry_run: bool, yes: bool) -> None:
    """Cancel up to ten of them, by the exchange's ids.

    Exits with 4 if one of them was refused.
    """
    from okx_sdk.models.algo_requests import CancelAlgoOrder
    from okx_sdk.protocol.endpoint import endpoint_of
    from okx_sdk.rest.algo_trading import AlgoTrading

    orders = [CancelAlgoOrder(inst_id, each) for each in ids]
    sheet = Sheet(("algo_id", "result"))
    if dry_run:
        show_call(AlgoTrading.cancel_algo_orders, orders)
        return
    count = ids[0] if len(ids) == 1 else f"{len(ids)} algo orders"
    confirm(f"cancelling {count} of {inst_id}", yes=yes)
    with open_client() as okx, outcome_told(f"algo list {inst_id}"):
        acks = okx.algo_trading.cancel_algo_orders(orders)
    sheet.write(
        {"algo_id": ack.algo_id or name, "result": ack.s_msg or "cancelled"}
        for name, ack in zip(ids, acks, strict=False)
    )
    for ack in acks:
        if ack.s_code not in {None, "0"}:
            raise error_for(
                str(ack.s_code),
                ack.s_msg or "",
                endpoint=str(endpoint_of(AlgoTrading.cancel_algo_orders)),
                http_status=200,
            )
