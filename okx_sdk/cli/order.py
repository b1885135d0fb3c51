"""`okxsdk order`: to place an order, to change it, and to find out what became of it."""

from __future__ import annotations

import click

from okx_sdk.cli.lazy import LazyGroup
from okx_sdk.cli.options import shared_options

__all__ = ["order"]

COMMANDS = {
    "Commands": {
        "place": (
            "okx_sdk.cli.placing:place",
            "Place an order, at a limit or at market.",
        ),
        "amend": (
            "okx_sdk.cli.changing:amend",
            "Change price or size of an open order.",
        ),
        "cancel": ("okx_sdk.cli.changing:cancel", "Cancel open orders."),
        "cancel-all": (
            "okx_sdk.cli.changing:cancel_all",
            "Cancel all open orders, or those of some instruments.",
        ),
        "show": ("okx_sdk.cli.changing:show", "One order, as it stands."),
        "resolve": (
            "okx_sdk.cli.changing:resolve",
            "Find out whether an order was placed whose outcome is unknown.",
        ),
    }
}

EPILOG = """\b
okxsdk --env sandbox order place BTC-USDT buy 0.01 --px 50000
okxsdk order place BTC-USDT-SWAP sell 3 --market --reduce-only --dry-run"""


@click.command("order", cls=LazyGroup, table=COMMANDS, epilog=EPILOG)
@shared_options
def order() -> None:
    """Orders: to place, change and cancel them.

    No order is sent twice. One whose outcome is not known is looked up until it is; if
    that fails, the exit code is 7 and stderr has the command that finds out. On live
    each command asks before it sends, unless --yes.
    """
