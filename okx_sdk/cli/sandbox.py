"""`okxsdk sandbox`: the local exchange, run for other programs."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import click

from okx_sdk.cli.options import data_options, examples, shared_options, time_text
from okx_sdk.cli.state import current
from okx_sdk.cli.streams import emit, flush, say

if TYPE_CHECKING:
    from okx_sdk.sandbox.server import SandboxClock, SandboxServer

__all__ = ["sandbox"]


@click.group
@shared_options
def sandbox() -> None:
    """The local exchange to practise on.

    With --env sandbox every command has one of its own; `up` runs one for others.
    """


@sandbox.command(
    epilog=examples(
        "okxsdk sandbox up", "okxsdk sandbox up --port 0 --seed 7 --plan flaky-wifi"
    )
)
@click.option(
    "--host", default="127.0.0.1", show_default=True, help="A loopback address."
)
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=8080,
    show_default=True,
    help="0 takes one that is free.",
)
@click.option(
    "--seed",
    type=click.IntRange(min=0),
    default=1,
    show_default=True,
    help="Which market; the same seed gives the same market.",
)
@click.option(
    "--time",
    "moment",
    type=time_text,
    metavar="TIME",
    help="What its clock shows at the start.",
)
@click.option(
    "--rate",
    type=click.FloatRange(min=0, min_open=True),
    default=1.0,
    show_default=True,
    help="How many times as fast its clock runs.",
)
@click.option(
    "--plan",
    metavar="FILE|NAME",
    help="Faults to suffer: a TOML or JSON plan, or one of the presets.",
)
@shared_options
def up(  # noqa: PLR0917 - one for each option
    host: str, port: int, seed: int, moment: str | None, rate: float, plan: str | None
) -> None:
    """Run the sandbox until Ctrl-C.

    The line on stdout makes every okxsdk command and every Client of a shell use it.
    """
    from okx_sdk.sandbox.server import serve

    current().announce("sandbox")
    server = _server(host, port, seed, _clock(moment, rate), plan)
    try:
        serve(server, _started)
    except KeyboardInterrupt:
        say("\nthe sandbox has stopped")


def _clock(moment: str | None, rate: float) -> SandboxClock:
    from okx_sdk.protocol.times import parse_time
    from okx_sdk.sandbox.server import SandboxClock

    now = time.time()
    start = now if moment is None else parse_time(moment, int(now * 1000)) / 1000
    return SandboxClock.starting_at(start, rate)


def _server(
    host: str, port: int, seed: int, clock: SandboxClock, plan: str | None
) -> SandboxServer:
    from okx_sdk.sandbox.server import SandboxServer
    from okx_sdk.sandbox.streaming.faults import Faults
    from okx_sdk.sandbox.streaming.plans import load_plan

    faults = Faults() if plan is None else load_plan(plan).faults(seed)
    return SandboxServer(seed=seed, host=host, port=port, clock=clock, faults=faults)


def _started(url: str) -> None:
    say(f"listening on {url} until Ctrl-C; in another terminal:")
    emit(f"export OKX_ENV=sandbox OKX_SANDBOX_URL={url}\n")
    flush()


@sandbox.command
@data_options
def routes() -> None:
    """List every endpoint that the sandbox answers, and how truly.

    simulated: computed as the exchange would, from the market or the account.
    stateful: kept and changed by calls, in a simpler way. shape only: the right form.
    """
    from okx_sdk.cli.output import Sheet
    from okx_sdk.sandbox.desks import routes

    Sheet(("section", "method", "path", "grade")).write(
        {
            "section": section,
            "method": endpoint.method,
            "path": endpoint.path,
            "grade": grade,
        }
        for section, endpoint, grade in routes()
    )
