"""A stream of very many messages, or very many lives of a connection: what is left?"""

from __future__ import annotations

import itertools
import sys
from pathlib import Path

import anyio
import orjson
from attrs import frozen

sys.path.insert(0, str(Path(__file__).parents[1]))

import anyio.lowlevel
from exchange_fake import Exchange, LoopTime, streaming, subscribe, ticker, trade

WARM_UP = 20_000
_more = itertools.count()
CHUNK = 500


@frozen
class Endured:
    """How much more there was at the end than after the warm-up."""

    growth: float
    tasks: int
    files: int


def tasks() -> int:
    return len(anyio.get_running_tasks())


def files() -> int:
    return len(list(Path("/proc/self/fd").iterdir()))


async def feed(exchange, trades, tickers, start: int, count: int) -> None:
    """Push and read so many, of two channels by turns, as texts that were sent."""
    about = [{"channel": name, "instId": "BTC-USDT"} for name in ("trades", "tickers")]
    for first in range(start, start + count, CHUNK):
        for number in range(first, first + CHUNK, 2):
            rows = trade(number), ticker(str(number))
            for arg, row in zip(about, rows, strict=True):
                exchange.last.say(orjson.dumps({"arg": arg, "data": [row]}).decode())
        seen = 0
        while seen < CHUNK // 2:
            seen += len(await trades.next_batch())
        await tickers.next_batch()


async def lose(exchange, trades, count: int) -> None:
    """Lose the connection so many times, and be live again."""
    for number in range(count):
        lost = exchange.last
        lost.drop(1006, f"cut {number}")
        while exchange.last is lost or trades.state != "live":
            await anyio.lowlevel.checkpoint()
        del exchange.sockets[:-1], exchange.attempts[:-1]
        # Data, or the next pause is longer.
        about = {"channel": "trades", "instId": "BTC-USDT"}
        exchange.last.push(about, trade(10**9 + next(_more)))
        await trades.next_batch()


async def _endure(messages: int, reconnects: int, measure) -> Endured:
    exchange = Exchange()
    async with streaming(exchange, clock=LoopTime(), chance=lambda: 0.0) as hub:
        trades = subscribe(hub, "trades", "BTC-USDT")
        tickers = subscribe(hub, "tickers", "BTC-USDT")
        async with trades, tickers:
            await feed(exchange, trades, tickers, 0, WARM_UP)
            await lose(exchange, trades, min(reconnects, 1_100))
            before = measure(), tasks(), files()
            await feed(exchange, trades, tickers, WARM_UP, messages)
            await lose(exchange, trades, reconnects)
            after = measure(), tasks(), files()
    return Endured(*(b - a for a, b in zip(before, after, strict=True)))


def endure(messages: int, reconnects: int, measure) -> Endured:
    """Live through them on asyncio; *measure* gives the MiB that are in use."""
    import logging

    logging.getLogger("okx_sdk").setLevel(logging.CRITICAL)
    try:
        return anyio.run(_endure, messages, reconnects, measure)
    finally:
        logging.getLogger("okx_sdk").setLevel(logging.NOTSET)
