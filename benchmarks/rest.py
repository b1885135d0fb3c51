"""One typed call of REST, and twenty at once, beside other clients on loopback.

    python benchmarks/rest.py [--calls 600] [--rounds 5]

A server in a process of its own answers with a prepared ticker; every client runs in a
process of its own, in each round. Goals R1: a typed async call 1.1 times ccxt's at most
and 20 at once 0.75 of its rate at least; R2: a typed blocking call 1.1 times
python-okx's at most, and 0.6 of ccxt's; R3: the bridge to the event loop's thread 0.55
of anyio's portal.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import random
import statistics
import subprocess
import sys
import time
from collections.abc import Awaitable, Callable

from payloads import tickers

PATH = "/api/v5/market/ticker?instId=BTC-USDT"
AT_ONCE = 20
INSTRUMENT = {
    "id": "BTC-USDT",
    "symbol": "BTC/USDT",
    "base": "BTC",
    "quote": "USDT",
    "type": "spot",
    "spot": True,
    "precision": {"price": 0.1, "amount": 1e-8},
}

Result = dict[str, float]


# The server.


async def serve() -> None:
    body = tickers(1)
    head = f"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
    answer = head.encode() + body

    class Answering(asyncio.Protocol):
        def connection_made(self, transport: asyncio.BaseTransport) -> None:
            assert isinstance(transport, asyncio.Transport)
            self.transport = transport
            self.heard = b""

        def data_received(self, data: bytes) -> None:
            *requests, self.heard = (self.heard + data).split(b"\r\n\r\n")
            self.transport.write(answer * len(requests))

    loop = asyncio.get_running_loop()
    server = await loop.create_server(Answering, "127.0.0.1", 0)
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


# The clients.


def timed(call: Callable[[], object], calls: int) -> Result:
    for _ in range(50):
        call()
    taken = []
    for _ in range(calls):
        start = time.perf_counter()
        call()
        taken.append(time.perf_counter() - start)
    return {"one": statistics.median(taken)}


async def timed_async(call: Callable[[], Awaitable[object]], calls: int) -> Result:
    for _ in range(50):
        await call()
    taken = []
    for _ in range(calls):
        start = time.perf_counter()
        await call()
        taken.append(time.perf_counter() - start)

    async def work() -> None:
        for _ in range(calls // AT_ONCE):
            await call()

    await asyncio.gather(*(call() for _ in range(AT_ONCE)))
    start = time.perf_counter()
    await asyncio.gather(*(work() for _ in range(AT_ONCE)))
    rate = calls // AT_ONCE * AT_ONCE / (time.perf_counter() - start)
    return {"one": statistics.median(taken), "rate": rate}


def unlimited() -> None:
    """Count calls as ever, against a limit that is never reached: no wait is measured."""
    from okx_sdk.protocol.endpoint import endpoint_of
    from okx_sdk.protocol.pacing import per_ip
    from okx_sdk.rest.market import Market

    endpoint = endpoint_of(Market.get_ticker)
    object.__setattr__(endpoint, "rate", per_ip(1_000_000_000))


def okx_async(url: str, calls: int) -> Result:
    from okx_sdk import AsyncClient

    unlimited()

    async def run() -> Result:
        async with AsyncClient(env="sandbox", base_url=url) as okx:
            get = okx.market.get_ticker
            return await timed_async(lambda: get("BTC-USDT"), calls)

    return asyncio.run(run())


def okx_blocking(url: str, calls: int) -> Result:
    from okx_sdk import Client

    unlimited()
    with Client(env="sandbox", base_url=url) as okx:
        return timed(lambda: okx.market.get_ticker("BTC-USDT"), calls)


def httpx_async(url: str, calls: int) -> Result:
    import httpx

    async def run() -> Result:
        async with httpx.AsyncClient(base_url=url) as client:

            async def get() -> object:
                return json.loads((await client.get(PATH)).content)

            return await timed_async(get, calls)

    return asyncio.run(run())


def ccxt_async(url: str, calls: int) -> Result:
    import ccxt.async_support as ccxt

    async def run() -> Result:
        exchange = _ready(ccxt.okx(), url)
        try:
            return await timed_async(lambda: exchange.fetch_ticker("BTC/USDT"), calls)
        finally:
            await exchange.close()

    return asyncio.run(run())


def ccxt_blocking(url: str, calls: int) -> Result:
    import ccxt

    exchange = _ready(ccxt.okx(), url)
    return timed(lambda: exchange.fetch_ticker("BTC/USDT"), calls)


def _ready(exchange, url):  # type: ignore[no-untyped-def] # noqa: ANN001, ANN202
    exchange.urls["api"]["rest"] = url
    exchange.enableRateLimit = False
    exchange.set_markets([exchange.safe_market_structure(INSTRUMENT)])
    return exchange


def python_okx(url: str, calls: int) -> Result:
    from okx.MarketData import MarketAPI

    market = MarketAPI(flag="0", domain=url, debug=False)
    return timed(lambda: market.get_ticker("BTC-USDT"), calls)


async def _nothing() -> None:
    return


def bridge(url: str, calls: int) -> Result:
    from okx_sdk import Client

    with Client(env="sandbox", base_url=url) as okx:
        return timed(lambda: okx._bridge.run(_nothing), calls)  # noqa: SLF001


def portal(url: str, calls: int) -> Result:  # noqa: ARG001 - nothing is asked
    from anyio.from_thread import start_blocking_portal

    with start_blocking_portal() as portal:
        return timed(lambda: portal.call(_nothing), calls)


CLIENTS = {
    "okx_sdk, async": okx_async,
    "httpx, async": httpx_async,
    "ccxt, async": ccxt_async,
    "okx_sdk, blocking": okx_blocking,
    "python-okx": python_okx,
    "ccxt, blocking": ccxt_blocking,
    "the bridge alone": bridge,
    "anyio's portal alone": portal,
}
GOALS = (
    ("R1", "okx_sdk, async", "ccxt, async", "one", "<= 1.1"),
    ("R1", "okx_sdk, async", "httpx, async", "one", ""),
    ("R1, 20 at once", "okx_sdk, async", "ccxt, async", "rate", ">= 0.75"),
    ("R1, 20 at once", "okx_sdk, async", "httpx, async", "rate", ""),
    ("R2", "okx_sdk, blocking", "python-okx", "one", "<= 1.1"),
    ("R2", "okx_sdk, blocking", "ccxt, blocking", "one", "<= 0.6"),
    ("R3", "the bridge alone", "anyio's portal alone", "one", "<= 0.55"),
)


def measured(name: str, url: str, calls: int) -> Result | None:
    command = [sys.executable, "-W", "ignore", __file__]
    command += ["--client", name, "--url", url, "--calls", str(calls)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        print(f"{name}: {(done.stderr.strip().splitlines() or ['?'])[-1][:100]}")
        return None
    result: Result = json.loads(done.stdout.splitlines()[-1])
    return result


def main() -> None:
    """Print the ratios."""
    parser = argparse.ArgumentParser(description="Goals R1 to R3: REST.")
    parser.add_argument("--calls", type=int, default=600)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--serve", action="store_true")
    parser.add_argument("--client", choices=CLIENTS)
    parser.add_argument("--url", default="")
    options = parser.parse_args()
    if options.serve:
        asyncio.run(serve())
    elif options.client:
        print(json.dumps(CLIENTS[options.client](options.url, options.calls)))
    else:
        compare(options.calls, options.rounds)


def compare(calls: int, rounds: int) -> None:
    server = subprocess.Popen(
        [sys.executable, __file__, "--serve"], stdout=subprocess.PIPE, text=True
    )
    assert server.stdout is not None
    try:
        url = f"http://127.0.0.1:{int(server.stdout.readline())}"
        names = list(CLIENTS)
        found: dict[str, list[Result]] = {name: [] for name in names}
        for _ in range(rounds):
            random.shuffle(names)
            for name in list(names):
                result = measured(name, url, calls)
                if result is None:
                    names.remove(name)
                else:
                    found[name].append(result)
    finally:
        server.terminate()
    for name, results in found.items():
        if results:
            one = statistics.median(result["one"] for result in results) * 1e6
            print(f"  {name:24} {one:8.0f} us a call")
    for goal, ours, peer, figure, wanted in GOALS:
        pairs = zip(found[ours], found[peer], strict=False)
        ratios = [a[figure] / b[figure] for a, b in pairs]
        if ratios:
            words = f"{goal}: {ours}, of {peer}"
            print(f"  {words:56} {statistics.median(ratios):6.2f}  {wanted}")


if __name__ == "__main__":
    main()
