"""`okxsdk transfer` and `leverage`: funds between accounts, and the lever on them."""

from __future__ import annotations

import random
import time
from decimal import Decimal

import click

from okx_sdk.cli.asking import changing_options, confirm, outcome_told
from okx_sdk.cli.exact import positive
from okx_sdk.cli.options import currency, data_options, examples, instrument
from okx_sdk.cli.output import Sheet
from okx_sdk.cli.state import open_client
from okx_sdk.cli.wire import show_call

__all__ = ["leverage", "transfer"]

ACCOUNTS = {"funding": "6", "trading": "18"}


@click.command(
    epilog=examples(
        "okxsdk transfer USDT 100 --from funding",
        "okxsdk transfer BTC 0.5 --from trading --dry-run",
    )
)
@click.argument("ccy", type=currency)
@click.argument("amt", type=positive)
@click.option(
    "--from",
    "source",
    type=click.Choice(tuple(ACCOUNTS)),
    required=True,
    help="The account that gives; the other one gets.",
)
@changing_options
@data_options
def transfer(ccy: str, amt: Decimal, source: str, *, dry_run: bool, yes: bool) -> None:
    """Move a currency between the funding and the trading account.

    AMT is in CCY itself. It is sent once and never again. To and from sub-accounts:
    `okxsdk api funding transfer-funds`.
    """
    from okx_sdk.models.funding_records import Transfer
    from okx_sdk.protocol.order_ids import unique_name
    from okx_sdk.rest.funding import Funding

    (target,) = ACCOUNTS.keys() - {source}
    name = unique_name(time.time(), random.random)
    gives, gets = ACCOUNTS[source], ACCOUNTS[target]
    sheet = Sheet(Transfer)
    if dry_run:
        method = Funding.transfer_funds
        show_call(method, ccy, amt, from_=gives, to=gets, client_id=name)
        return
    confirm(f"moving {amt} {ccy} from {source} to {target}", yes=yes)
    lookup = f"api funding get-transfer-state --client-id {name}"
    with open_client() as okx, outcome_told(lookup):
        moved = okx.funding.transfer_funds(
            ccy, amt, from_=gives, to=gets, client_id=name
        )
    sheet.write([moved])


@click.command(
    epilog=examples(
        "okxsdk leverage BTC-USDT-SWAP",
        "okxsdk leverage BTC-USDT-SWAP 5 --mode isolated",
    )
)
@click.argument("inst_id", type=instrument)
@click.argument("lever", required=False, type=positive)
@click.option(
    "--mode",
    type=click.Choice(("cross", "isolated")),
    default="cross",
    show_default=True,
    help="How positions are margined.",
)
@click.option(
    "--pos-side",
    type=click.Choice(("long", "short")),
    help="For isolated margin where longs and shorts are held apart.",
)
@changing_options
@data_options
def leverage(
    inst_id: str,
    lever: Decimal | None,
    mode: str,
    pos_side: str | None,
    *,
    dry_run: bool,
    yes: bool,
) -> None:
    """The leverage of an instrument: told, or set to LEVER.

    LEVER is how many times the margin a position may be worth: 5 is five times.
    """
    from okx_sdk.models.account_margin import Leverage
    from okx_sdk.rest.account import Account

    sheet = Sheet(Leverage)
    if lever is None:
        with open_client() as okx:
            sheet.write(okx.account.get_leverage(mode, inst_id=inst_id))
        return
    if dry_run:
        show_call(Account.set_leverage, lever, mode, inst_id=inst_id, pos_side=pos_side)
        return
    confirm(f"leverage {lever} for {inst_id}, {mode}", yes=yes)
    with open_client() as okx, outcome_told(f"leverage {inst_id} --mode {mode}"):
        rows = okx.account.set_leverage(lever, mode, inst_id=inst_id, pos_side=pos_side)
    sheet.write(rows)
