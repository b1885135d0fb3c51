"""The same library on trio: watches of several books, and a pulse, in one nursery.

Whatever ends one task, an error or the time, ends them all and closes the client.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence

import trio

from examples.common.endings import said
from okx_sdk import AsyncClient

__all__ = ["watch"]


async def watch(okx: AsyncClient, inst_ids: Sequence[str]) -> None:
    """Print books as they change, and a line a second that all is well."""
    changes = dict.fromkeys(inst_ids, 0)

    async def one(inst_id: str) -> None:
        async with okx.stream_order_book(inst_id) as books:
            async for book in books:
                changes[inst_id] += 1
                if changes[inst_id] == 1:
                    print(f"{inst_id:14} {book.mid} with a spread of {book.spread}")

    async def pulse() -> None:
        while True:
            await trio.sleep(1)
            print(", ".join(f"{name}: {count}" for name, count in changes.items()))

    async with trio.open_nursery() as nursery:
        nursery.start_soon(pulse)
        for inst_id in inst_ids:
            nursery.start_soon(one, inst_id)


async def run(inst_ids: Sequence[str], seconds: float, env: str | None) -> None:
    """Watch for a while."""
    async with AsyncClient(env=env) as okx:
        with trio.move_on_after(seconds):
            await watch(okx, inst_ids)


def main(arguments: list[str] | None = None) -> int:
    """The command; gives its exit code."""
    parser = argparse.ArgumentParser("nursery", description=__doc__)
    parser.add_argument("inst_id", nargs="*", default=["BTC-USDT", "ETH-USDT"])
    parser.add_argument("--for", dest="seconds", type=float, default=5.0)
    parser.add_argument("--env", help="live, demo or sandbox; else OKX_ENV, else live")
    options = parser.parse_args(arguments)
    try:
        trio.run(run, options.inst_id, options.seconds, options.env)
    except (Exception, KeyboardInterrupt) as error:  # noqa: BLE001 - all is told
        return said(error, "nursery")
    return 0


if __name__ == "__main__":
    sys.exit(main())
