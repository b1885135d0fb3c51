"""A day's move of several instruments at once, on trio."""

from __future__ import annotations

import trio

from okx_sdk import AsyncClient

INSTRUMENTS = ["BTC-USDT", "ETH-USDT", "SOL-USDT"]


async def report(okx: AsyncClient, inst_id: str) -> None:
    """Print how far an instrument has moved since midnight, UTC."""
    ticker = await okx.get_ticker(inst_id)
    if ticker.last is None or not ticker.sod_utc0:
        print(f"{inst_id} has not traded")
        return
    move = (ticker.last / ticker.sod_utc0 - 1) * 100
    print(f"{inst_id:10} {ticker.last:>12} {move:+.2f} %")


async def main() -> None:
    """Ask for all of them at the same time."""
    async with AsyncClient() as okx, trio.open_nursery() as nursery:
        for inst_id in INSTRUMENTS:
            nursery.start_soon(report, okx, inst_id)


trio.run(main)
