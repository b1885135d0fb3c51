"""`okxsdk watch`: prices to keep an eye on."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from okx_sdk.cli.live import Limits, live_options, run
from okx_sdk.cli.options import examples
from okx_sdk.cli.stream import instruments

if TYPE_CHECKING:
    from okx_sdk.cli.screen import View
    from okx_sdk.models.market import Ticker

__all__ = ["watch"]


@click.command(epilog=examples("okxsdk watch BTC-USDT ETH-USDT SOL-USDT-SWAP"))
@instruments
@live_options
def watch(inst_ids: tuple[str, ...], count: int | None, seconds: float | None) -> None:
    """Prices as they move, with spread, volume and trend.

    Into a pipe it writes what `okxsdk stream tickers` does.
    """
    from okx_sdk.models.market import Ticker

    def view() -> View[Ticker]:
        from okx_sdk.cli.quotes import Quotes

        return Quotes(inst_ids)

    limits = Limits(count, seconds)
    run(lambda okx: okx.stream_tickers(*inst_ids), limits, kind=Ticker, view=view)
