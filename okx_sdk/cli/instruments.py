"""`okxsdk instruments`: what is listed."""

from __future__ import annotations

import click

from okx_sdk.cli.options import INST_TYPE, data_options, inst_types, instrument
from okx_sdk.cli.output import Sheet
from okx_sdk.cli.state import open_client

__all__ = ["instruments"]

SHOWN = (
    "inst_id",
    "state",
    "tick_sz",
    "lot_sz",
    "min_sz",
    "ct_val",
    "ct_val_ccy",
    "settle_ccy",
    "lever",
    "exp_time",
    "list_time",
)


@click.command
@click.argument("inst_id", required=False, type=instrument)
@click.option(
    "--type",
    "inst_type",
    type=INST_TYPE,
    shell_complete=inst_types,
    help="The product line.  [default: SPOT]",
)
@click.option(
    "--family", type=instrument, help="An instrument family, such as BTC-USD."
)
@data_options
def instruments(inst_id: str | None, inst_type: str | None, family: str | None) -> None:
    """What is listed, with tick, lot and contract sizes.

    A table shows what is asked for most; the other forms hold all that OKX tells.
    """
    from okx_sdk.models.instruments import Instrument

    if inst_id and (inst_type or family):
        raise click.UsageError("give an instrument, or --type and --family, not both")
    if inst_type == "OPTION" and not family:
        raise click.UsageError("options want a --family, such as BTC-USD")
    sheet = Sheet(Instrument, shown=SHOWN)
    with open_client() as okx:
        if inst_id:
            rows = [okx.get_instrument(inst_id)]
        else:
            rows = okx.get_instruments(inst_type or "SPOT", inst_family=family)
    sheet.write(rows)
