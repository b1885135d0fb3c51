"""How an order is margined where nobody says."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from okx_sdk.cli.state import open_client

if TYPE_CHECKING:
    from okx_sdk.models.algo_requests import NewAlgoOrder
    from okx_sdk.models.order_requests import NewOrder

__all__ = ["MODE_HELP", "margined", "usual_mode"]

MODE_HELP = (
    "How it is margined.  [default: cross; for spot cash, or cross where the account "
    "shares its margin over currencies]"
)

T = TypeVar("T", "NewOrder", "NewAlgoOrder")


def usual_mode(inst_id: str) -> str:
    """The mode of most accounts: cash for pairs, cross for all else."""
    from okx_sdk.services.instruments import inst_type_of

    return "cash" if inst_type_of(inst_id) == "SPOT" else "cross"


def margined(order: T, given: str | None, *, dry_run: bool = False) -> T:
    """The order in the mode that the account wants for it, if none was given.

    In multi-currency and portfolio margin the exchange takes no pair for cash. A dry run
    needs neither a network nor a key: it shows cash then.
    """
    if given is not None or order.td_mode != "cash":
        return order
    import attrs

    from okx_sdk.errors import CredentialsMissing, TransportError

    try:
        return attrs.evolve(order, td_mode="cross") if _shares_margin() else order
    except (TransportError, CredentialsMissing):
        if not dry_run:
            raise
        return order


def _shares_margin() -> bool:
    from okx_sdk.models.enums import AcctLv
    from okx_sdk.protocol.retry import RetryPolicy

    with open_client() as client:
        okx = client.with_options(retry=RetryPolicy(tries=1))
        mode = okx.account.get_account_config().acct_lv
    return mode in {AcctLv.MULTI_CURRENCY, AcctLv.PORTFOLIO}
