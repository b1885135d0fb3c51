"""The root of `okxsdk`: its commands by name, and the end of every error."""

from __future__ import annotations

import errno
import sys
from collections.abc import Sequence
from typing import NoReturn

import click

from okx_sdk._version import __version__
from okx_sdk.cli import exits
from okx_sdk.cli.lazy import LazyGroup
from okx_sdk.cli.options import shared_options
from okx_sdk.cli.state import State
from okx_sdk.cli.streams import flush, say

__all__ = ["Root", "okxsdk"]

COMMANDS = {
    "Market data": {
        "candles": (
            "okx_sdk.cli.candles:candles",
            "Prices over time, as rows or drawn.",
        ),
        "ticker": ("okx_sdk.cli.ticker:ticker", "Last price and 24 hours' figures."),
        "tickers": ("okx_sdk.cli.ticker:tickers", "The tickers of a product line."),
        "instruments": (
            "okx_sdk.cli.instruments:instruments",
            "What is listed, with tick, lot and contract sizes.",
        ),
        "orderbook": ("okx_sdk.cli.orderbook:orderbook", "The book of an instrument."),
        "trades": ("okx_sdk.cli.trades:trades", "Public trades, oldest first."),
        "funding": (
            "okx_sdk.cli.funding:funding",
            "Funding rates, now and in the past.",
        ),
    },
    "Live": {
        "watch": (
            "okx_sdk.cli.watch:watch",
            "Prices as they move, with spread, volume and trend.",
        ),
        "book": (
            "okx_sdk.cli.book:book",
            "The book of an instrument as it changes.",
        ),
        "stream": ("okx_sdk.cli.stream:stream", "Live data, each row as it comes."),
    },
    "Account": {
        "balance": (
            "okx_sdk.cli.account:balance",
            "What the account holds, currency by currency.",
        ),
        "positions": (
            "okx_sdk.cli.account:positions",
            "Open positions, with their profit and where they would be liquidated.",
        ),
        "orders": (
            "okx_sdk.cli.orders:orders",
            "One's own orders: open ones, or with --history those that are done.",
        ),
        "fills": (
            "okx_sdk.cli.orders:fills",
            "Fills of one's own orders, newest first.",
        ),
    },
    "Trading": {
        "order": (
            "okx_sdk.cli.order:order",
            "Orders: to place, change and cancel them.",
        ),
        "algo": (
            "okx_sdk.cli.algo:algo",
            "Orders that wait for a price, or trail it.",
        ),
        "leverage": (
            "okx_sdk.cli.moving:leverage",
            "The leverage of an instrument: told, or set to LEVER.",
        ),
        "transfer": (
            "okx_sdk.cli.moving:transfer",
            "Move a currency between the funding and the trading account.",
        ),
    },
    "Anything": {
        "api": ("okx_sdk.cli.api:api", "Any endpoint of OKX, by name or by path."),
    },
    "This machine": {
        "sandbox": (
            "okx_sdk.cli.sandbox:sandbox",
            "The local exchange to practise on.",
        ),
        "config": ("okx_sdk.cli.config:config", "The settings in force, and profiles."),
        "doctor": ("okx_sdk.cli.doctor:doctor", "Find out what stands in the way."),
        "completion": (
            "okx_sdk.cli.completion:completion",
            "Completion for bash, zsh or fish.",
        ),
    },
}

EPILOG = """\b
Exit codes: 0 ok, 1 unexpected, 2 usage, 3 API key, 4 rejected by the exchange,
5 network or timeout, 6 rate limited, 7 outcome unknown, 130 interrupted."""


class Root(LazyGroup):
    """Ends every call with one line on stderr at most, and the exit code."""

    def main(
        self,
        args: Sequence[str] | None = None,
        prog_name: str | None = None,
        *_: object,
        **extra: object,
    ) -> NoReturn:
        """Run a line of words and leave the process."""
        state = extra.setdefault("obj", State())
        assert isinstance(state, State), "whoever passes an object passes this"
        try:
            code = self._guarded(args, prog_name, state)
            flush()
        except (exits.Closed, exits.Unwritable) as error:
            code = exits.report(error)
        sys.exit(code)

    def _guarded(
        self, args: Sequence[str] | None, prog_name: str | None, state: State
    ) -> int:
        try:
            code = super().main(args, prog_name, standalone_mode=False, obj=state)
        except click.Abort:
            return exits.INTERRUPTED
        except click.ClickException as error:
            return _misused(error)
        except OSError as error:  # click's own writing, of a help text
            if error.errno not in {errno.ENOSPC, errno.EIO, errno.EBADF}:
                return exits.report(error, verbose=state.verbose)
            raise exits.Unwritable(f"cannot write: {error.strerror}") from None
        except Exception as error:  # noqa: BLE001 - the last place that can tell
            return exits.report(error, verbose=state.verbose)
        return code if isinstance(code, int) else exits.OK


def _misused(error: click.ClickException) -> int:
    ctx = getattr(error, "ctx", None)
    if type(error).__name__ == "NoArgsIsHelpError":
        say(error.format_message())
        return exits.USAGE
    who = ctx.command_path if ctx else "okxsdk"
    message = exits.one_line(error.format_message()).rstrip(".")
    say(f"{who}: {message} ({who} --help)")
    return exits.USAGE


@click.command(
    "okxsdk",
    cls=Root,
    table=COMMANDS,
    epilog=EPILOG,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.version_option(__version__, "-V", "--version", message="okxsdk %(version)s")
@shared_options
@click.pass_context
def okxsdk(ctx: click.Context) -> None:
    """OKX at the terminal: market data, any endpoint, and a sandbox to practise on.

    Data go to stdout, words to stderr. With --env sandbox, no key and no network are
    needed: try `okxsdk --env sandbox candles BTC-USDT --plot`.
    """
    if ctx.ensure_object(State).verbose:
        _show_requests()


def _show_requests() -> None:
    """A line for each request."""
    import logging

    logging.basicConfig(stream=sys.stderr, format="%(name)s: %(message)s")
    logging.getLogger("okx_sdk.http").setLevel(logging.INFO)
