"""`okxsdk book`: the order book as it changes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from okx_sdk.cli.live import Limits, channel_option, live_options
from okx_sdk.cli.options import instrument
from okx_sdk.cli.stream import run_books

if TYPE_CHECKING:
    from okx_sdk.cli.screen import View
    from okx_sdk.protocol.book import Book

__all__ = ["book"]


@click.command
@click.argument("inst_id", type=instrument)
@channel_option
@click.option(
    "--depth",
    type=click.IntRange(1, 400),
    default=15,
    show_default=True,
    help="Levels on each side, as far as the terminal is high enough.",
)
@live_options
def book(
    inst_id: str, channel: str, depth: int, count: int | None, seconds: float | None
) -> None:
    """The book of an instrument as it changes.

    A ladder with bars of the sizes, spread, middle, and which side weighs more. While
    updates are missing it is stale, and shows no numbers. Into a pipe it writes what
    `okxsdk stream orderbook` does.
    """

    def view() -> View[Book]:
        from okx_sdk.cli.depth import DepthView

        return DepthView(inst_id, channel, depth)

    run_books((inst_id,), channel, depth, Limits(count, seconds), view)
