"""100,000 one-minute candles, as a multiple of the time that the rate limit imposes.

    python benchmarks/backfill.py [--factor 4] [--candles 100000] [--backend asyncio]

The sandbox runs in a process of its own. So that it is short, its limits are FACTOR
times as wide and the client's clock runs FACTOR times as fast, which also makes every
round trip look FACTOR times as long to the pacer: the true figure is better than this.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import time

import anyio
from attrs import frozen

from okx_sdk import AsyncClient

SERVER = """
import sys
from okx_sdk.sandbox.server import SandboxServer
server = SandboxServer(limit_factor=float(sys.argv[1]))
print(server.start(), flush=True)
sys.stdin.read()
limits = server.exchange.limits
print(limits.granted, limits.refused, flush=True)
"""

COUNT, SECONDS, PAGE = 20, 2.0, 300  # of market/history-candles


@frozen
class FastClock:
    """A clock that runs so many times as fast as the event loop's."""

    factor: float

    def monotonic(self) -> float:
        """Scaled seconds."""
        return anyio.current_time() * self.factor

    def time(self) -> float:
        """The date is not scaled."""
        return time.time()

    async def sleep(self, seconds: float) -> None:
        """Wait so many scaled seconds."""
        await anyio.sleep(seconds / self.factor)


async def fetch(url: str, candles: int, factor: float) -> tuple[int, float]:
    """Fetch them all; give how many came, without gap, and how long it took."""
    async with AsyncClient(env="sandbox", base_url=url, clock=FastClock(factor)) as okx:
        end = 1_780_000_000_000
        start = time.perf_counter()
        rows = await okx.get_candles(
            "BTC-USDT", "1m", start=end - candles * 60_000, end=end
        )
        took = time.perf_counter() - start
    steps = {
        (b.ts - a.ts).total_seconds() for a, b in zip(rows, rows[1:], strict=False)
    }
    assert steps == {60.0}, steps
    return len(rows), took


def main() -> None:
    """Run it, and print the ratio."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--factor", type=float, default=4)
    parser.add_argument("--candles", type=int, default=100_000)
    parser.add_argument("--backend", default="asyncio")
    given = parser.parse_args()
    server = subprocess.Popen(
        [sys.executable, "-c", SERVER, str(given.factor)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert server.stdin and server.stdout
    url = server.stdout.readline().strip()
    rows, took = anyio.run(
        fetch, url, given.candles, given.factor, backend=given.backend
    )
    counts, _ = server.communicate()
    granted, refused = map(int, counts.split())
    pages = -(-given.candles // PAGE)
    alone = (pages - COUNT) / (COUNT / SECONDS) / given.factor
    print(f"{rows} candles in {took:.2f} s at {given.factor:g} x, {given.backend}")
    print(f"the limit alone: {alone:.2f} s; ratio {took / alone:.3f}")
    print(f"the exchange granted {granted} and refused {refused}")


if __name__ == "__main__":
    main()
