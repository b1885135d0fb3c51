"""The command: `python -m examples.market_maker`, in the sandbox if not told otherwise."""

from __future__ import annotations

import argparse
import logging
import sys
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path

import anyio

from examples.common.endings import said
from examples.common.stopping import until_told
from examples.market_maker.config import Config, load
from examples.market_maker.ledger import Ledger
from examples.market_maker.maker import LossLimit, Maker, OrdersLeft
from examples.market_maker.state import Specs
from okx_sdk import AsyncClient
from okx_sdk.errors import InvalidArgument
from okx_sdk.models.enums import InstType, PosMode

CONFIG = Path(__file__).with_name("config.toml")
LEFT, LOST = 7, 20


def main(arguments: Sequence[str] | None = None) -> int:
    """Make a market until stopped; gives the exit code."""
    options = _options(arguments)
    logging.basicConfig(format="%(asctime)s %(message)s", level=logging.WARNING)
    logging.getLogger("market_maker").setLevel(logging.INFO)
    try:
        config = load(options.config)
        _check_meant(options)
        anyio.run(_run, options, config, backend=options.backend)
    except (Exception, KeyboardInterrupt) as error:  # noqa: BLE001 - all is told
        return said(error, "market_maker", {LossLimit: LOST, OrdersLeft: LEFT})
    return 0


def _check_meant(options: argparse.Namespace) -> None:
    if options.env == "live" and not options.yes_live:
        raise InvalidArgument("this trades real money: say --yes-live if you mean it")


async def _run(options: argparse.Namespace, config: Config) -> None:
    async with AsyncClient(env=options.env, profile=options.profile) as okx:
        maker = await prepared(okx, config)
        try:
            await until_told(maker.run, options.seconds)
        finally:
            print(maker.told().text())


async def prepared(okx: AsyncClient, config: Config) -> Maker:
    """A maker that begins with the position there is.

    Of spot, inventory is counted from the beginning of the run.

    Raises:
        InvalidArgument: the instrument or the account is not fit for it.
    """
    instrument = await okx.get_instrument(config.inst_id)
    specs = Specs.of(instrument)
    if (config.td_mode == "cash") != (instrument.inst_type == InstType.SPOT):
        raise InvalidArgument(f"td_mode {config.td_mode} is not for {config.inst_id}")
    if instrument.inst_type == InstType.SPOT:
        return Maker(okx, config, specs, Ledger(specs))
    account = await okx.account.get_account_config()
    if account.pos_mode == PosMode.LONG_SHORT_MODE:
        raise InvalidArgument("the account holds longs and shorts apart: set net mode")
    positions = await okx.account.get_positions(inst_id=config.inst_id)
    held = [each for each in positions if each.mgn_mode == config.td_mode]
    position = sum((each.pos for each in held), Decimal(0))
    mark = next((each.mark_px for each in held if each.mark_px), Decimal(0))
    cost = specs.value(mark, position)
    return Maker(okx, config, specs, Ledger(specs, position, cost))


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser("market_maker", description=__doc__)
    add = parser.add_argument
    add("config", nargs="?", type=Path, default=CONFIG, help="a TOML file")
    add("--env", choices=["sandbox", "demo", "live"], default="sandbox")
    add("--yes-live", action="store_true", help="trade real money, with --env live")
    add("--profile", help="of the configuration file of okxsdk")
    add("--for", dest="seconds", type=float, help="stop after so many seconds")
    add("--backend", choices=["asyncio", "trio"], default="asyncio")
    return parser.parse_args(arguments)


if __name__ == "__main__":
    sys.exit(main())
