"""The command: `python -m examples.candle_recorder BTC-USDT ETH-USDT --dir candles`."""

from __future__ import annotations

import argparse
import logging
import sys
from pathlib import Path

import anyio

from examples.candle_recorder.lock import Locked
from examples.candle_recorder.recorder import Recorder
from examples.candle_recorder.rows import scan
from examples.candle_recorder.store import Store, StoreFailed
from examples.common.endings import said
from examples.common.stopping import until_told
from okx_sdk import AsyncClient

DAMAGED, USAGE, DISK = 1, 2, 74


def main(arguments: list[str] | None = None) -> int:
    """Record until stopped; gives the exit code."""
    options = _options(arguments)
    logging.basicConfig(format="%(asctime)s %(message)s", level=logging.WARNING)
    if options.check:
        return _check(options.dir)
    try:
        anyio.run(_record, options, backend=options.backend)
    except (Exception, KeyboardInterrupt) as error:  # noqa: BLE001 - all is told
        return said(error, "candle_recorder", {Locked: USAGE, StoreFailed: DISK})
    return 0


async def _record(options: argparse.Namespace) -> None:
    parquet = options.format == "parquet"
    with Store(options.dir, options.bar, parquet=parquet) as store:
        async with AsyncClient(env=options.env) as okx:
            recorder = Recorder(
                okx, store, options.inst_id, options.start, options.flush
            )
            try:
                await until_told(recorder.run, options.seconds)
            finally:
                print(f"{recorder.written} candles recorded in {options.dir}")


def _check(root: Path) -> int:
    """Look at every file, and say which are damaged."""
    code = 0
    for path in sorted(root.glob("*/*/[0-9]*.csv")):
        found = scan(path.read_bytes())
        words = f"{len(found.candles)} candles"
        if found.damage:
            places = ", ".join(str(each.at) for each in found.damage)
            code, words = DAMAGED, f"{words}, damaged at byte {places}"
        print(f"{path.relative_to(root)}: {words}")
    return code


def _options(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser("candle_recorder", description=__doc__)
    add = parser.add_argument
    add("inst_id", nargs="*", default=["BTC-USDT"], help="the instruments")
    add("--dir", type=Path, default=Path("candles"), help="where the files go")
    add("--bar", default="1m", help="such as 1s, 1m, 1H; none of months")
    add("--start", help="where a new series begins: 7d, 2026-01-31; else now")
    add("--format", choices=["csv", "parquet"], default="csv")
    add("--flush", type=float, default=1.0, help="seconds until all is on the disk")
    add("--for", dest="seconds", type=float, help="stop after so many seconds")
    add("--env", help="live, demo or sandbox; else OKX_ENV, else live")
    add("--backend", choices=["asyncio", "trio"], default="asyncio")
    add("--check", action="store_true", help="only look whether the files are whole")
    return parser.parse_args(arguments)


if __name__ == "__main__":
    sys.exit(main())
