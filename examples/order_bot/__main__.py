"""The command: `python -m examples.order_bot BTC-USDT-SWAP --env sandbox --for 10`."""

from __future__ import annotations

import argparse
import logging
import sys

import anyio

from examples.common.endings import said
from examples.order_bot import plain
from examples.order_bot.bot import Bot, plan_for
from okx_sdk import AsyncClient, Client
from okx_sdk.errors import OrderOutcomeUnknown

REAL = (
    "the bot trades: on the live exchange that is real money; say --yes if you mean it"
)
UNKNOWN = 7


def main(arguments: list[str] | None = None) -> int:
    """Quote until stopped; gives the exit code."""
    options = _options(arguments)
    logging.basicConfig(format="%(asctime)s %(message)s", level=logging.WARNING)
    try:
        if options.blocking:
            return _plain(options)
        return anyio.run(_quote, options, backend=options.backend)
    except (Exception, KeyboardInterrupt) as error:  # noqa: BLE001 - all is told
        return said(error, "order_bot", {OrderOutcomeUnknown: UNKNOWN})


async def _quote(options: argparse.Namespace) -> int:
    async with AsyncClient(env=options.env, journal=options.journal) as okx:
        if okx.env == "live" and not options.yes:
            print(REAL, file=sys.stderr)
            return 2
        bot = Bot(okx, await plan_for(okx, options.inst_id))
        try:
            await bot.run(options.seconds)
        finally:
            print(bot.record)
    return 0


def _plain(options: argparse.Namespace) -> int:
    with Client(env=options.env, journal=options.journal) as okx:
        if okx.env == "live" and not options.yes:
            print(REAL, file=sys.stderr)
            return 2
        plan = plain.plan_for(okx, options.inst_id)
        print(plain.run(okx, plan, options.seconds or float("inf")))
    return 0


def _options(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser("order_bot", description=__doc__)
    add = parser.add_argument
    add("inst_id", nargs="?", default="BTC-USDT-SWAP", help="a perpetual or a future")
    add("--for", dest="seconds", type=float, help="stop after so many seconds")
    add("--journal", help="a file that remembers which orders were sent")
    add("--env", help="live, demo or sandbox; else OKX_ENV, else live")
    add("--blocking", action="store_true", help="the plain loop")
    add("--backend", choices=["asyncio", "trio"], default="asyncio")
    add("--yes", action="store_true", help="trade with real money")
    return parser.parse_args(arguments)


if __name__ == "__main__":
    sys.exit(main())
