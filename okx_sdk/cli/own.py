"""`okxsdk stream orders|fills|positions|account`: one's own account, as it changes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from okx_sdk.cli.live import Limits, live_options, run
from okx_sdk.cli.options import currency, examples, instrument
from okx_sdk.cli.state import current

if TYPE_CHECKING:
    from okx_sdk.cli.screen import View
    from okx_sdk.models.account import AccountBalance, BalanceDetail
    from okx_sdk.models.positions import Position
    from okx_sdk.models.trade import Fill, Order

__all__ = ["OWN"]

instruments = click.argument(
    "inst_ids", metavar="[INST_ID]...", nargs=-1, type=instrument
)


@click.command(epilog=examples("okxsdk stream orders BTC-USDT-SWAP"))
@instruments
@live_options
def orders(inst_ids: tuple[str, ...], count: int | None, seconds: float | None) -> None:
    """One's own orders: those that are open, then each whenever it changes.

    Of all instruments, or of those named. After an interruption those that changed
    meanwhile are read anew.
    """
    from okx_sdk.models.trade import Order

    def view() -> View[Order]:
        from okx_sdk.cli.holdings import order_listing

        return order_listing(inst_ids)

    run(
        lambda okx: okx.stream_orders(*inst_ids, snapshot=True),
        Limits(count, seconds),
        kind=Order,
        view=view,
    )


@click.command(epilog=examples("okxsdk stream fills -o ndjson"))
@instruments
@live_options
def fills(inst_ids: tuple[str, ...], count: int | None, seconds: float | None) -> None:
    """Fills of one's own orders as they happen, each of them once.

    After an interruption those that happened meanwhile follow.
    """
    from okx_sdk.models.trade import Fill

    def view() -> View[Fill]:
        from okx_sdk.cli.holdings import fill_listing

        return fill_listing(inst_ids)

    run(
        lambda okx: okx.stream_fills(*inst_ids),
        Limits(count, seconds),
        kind=Fill,
        view=view,
    )


@click.command(epilog=examples("okxsdk stream positions"))
@instruments
@live_options
def positions(
    inst_ids: tuple[str, ...], count: int | None, seconds: float | None
) -> None:
    """Open positions: all at first, then each whenever it changes.

    One that was closed comes once more with a size of 0.
    """
    from okx_sdk.models.positions import Position

    def view() -> View[Position]:
        from okx_sdk.cli.holdings import position_listing

        return position_listing(inst_ids)

    run(
        lambda okx: okx.stream_positions(*inst_ids),
        Limits(count, seconds),
        kind=Position,
        view=view,
    )


@click.command(epilog=examples("okxsdk stream account USDT"))
@click.argument("ccy", required=False, type=currency)
@live_options
def account(ccy: str | None, count: int | None, seconds: float | None) -> None:
    """Balances of the trading account: all at first, then whatever changes.

    A row for each currency; in JSON, a row for each change of the whole.
    """
    from okx_sdk.models.account import AccountBalance, BalanceDetail

    by_currency = current().output == "csv"

    def view() -> View[AccountBalance]:
        from okx_sdk.cli.holdings import Balances

        return Balances()

    def made(
        balance: AccountBalance,
    ) -> tuple[BalanceDetail, ...] | tuple[AccountBalance]:
        return balance.details if by_currency else (balance,)

    run(
        lambda okx: okx.stream_account(ccy=ccy),
        Limits(count, seconds),
        kind=BalanceDetail if by_currency else AccountBalance,
        view=view,
        made=made,
    )


OWN = (orders, fills, positions, account)
"""What `okxsdk stream` has of one's own."""
