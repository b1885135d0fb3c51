"""Messages a second from a WebSocket on loopback to the user's loop.

    python benchmarks/streams.py [--messages 30000] [--rounds 3] [--ccxt PYTHON]

A server in a process of its own sends prepared tickers, trades or book updates as fast
as they are taken. Every candidate reads until it has seen the last of them, in each
round; medians of the rounds. ccxt.pro is measured beside it where *PYTHON* (or this
one) has it. Goals: 8 times ccxt.pro on tickers, 2 times on books, and blocking at least
0.7 of async.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import random
import statistics
import subprocess
import sys
import time

LAST = "999999"
"""The price that ends a round."""

KINDS = {"tickers": "tickers", "trades": "trades", "books": "books"}


# What is sent.


def ticker(px: str, ts: int) -> dict[str, str]:
    names = "lastSz askSz bidSz open24h high24h low24h volCcy24h vol24h sodUtc0 sodUtc8"
    figures = dict.fromkeys(names.split(), f"{ts % 1000 + 0.25:.2f}")
    return {
        "instType": "SPOT",
        "instId": "BTC-USDT",
        "last": px,
        "askPx": px,
        "bidPx": px,
        **figures,
        "ts": str(1_726_000_000_000 + ts),
    }


def trade(px: str, ts: int) -> dict[str, str]:
    return {
        "instId": "BTC-USDT",
        "tradeId": str(1_000_000 + ts),
        "px": px,
        "sz": "0.01",
        "side": "buy",
        "ts": str(1_726_000_000_000 + ts),
        "count": "1",
    }


def book_rows(count: int) -> list[tuple[str, dict[str, object]]]:
    chance = random.Random(1)

    def level(tick: int) -> list[str]:
        return [f"{tick / 10:.1f}", f"{chance.random() * 9 + 0.001:.8f}", "0", "3"]

    asks = [level(600_001 + place) for place in range(400)]
    bids = [level(600_000 - place) for place in range(400)]
    base = {"ts": "1726000000000", "checksum": 0}
    first = {"asks": asks, "bids": bids, "seqId": 1, "prevSeqId": -1, **base}
    rows: list[tuple[str, dict[str, object]]] = [("snapshot", first)]
    for seq in range(2, count + 1):
        asks = [level(600_001 + chance.randrange(400)) for _ in range(10)]
        bids = [level(600_000 - chance.randrange(400)) for _ in range(10)]
        if seq == count:
            bids.append([LAST, "1", "0", "1"])
        more = {"seqId": seq, "prevSeqId": seq - 1, **base}
        rows.append(("update", {"asks": asks, "bids": bids, **more}))
    return rows


def messages(kind: str, count: int) -> list[str]:
    arg = {"channel": kind, "instId": "BTC-USDT"}
    if kind == "books":
        return [
            json.dumps({"arg": arg, "action": action, "data": [row]})
            for action, row in book_rows(count)
        ]
    make = ticker if kind == "tickers" else trade
    prices = [f"{60_000 + n % 100}.5" for n in range(count - 1)] + [LAST]
    return [
        json.dumps({"arg": arg, "data": [make(px, n)]}) for n, px in enumerate(prices)
    ]


def frame(text: str) -> bytes:
    data = text.encode()
    if len(data) < 126:
        return bytes([129, len(data)]) + data
    if len(data) < 65_536:
        return bytes([129, 126]) + len(data).to_bytes(2) + data
    return bytes([129, 127]) + len(data).to_bytes(8) + data


async def serve(kind: str, count: int) -> None:  # noqa: C901 - one conversation
    """Send frames that were written before: the server must not be what is measured."""
    from websockets.frames import Frame
    from websockets.http11 import Request
    from websockets.server import ServerProtocol

    wire = b"".join(map(frame, messages(kind, count)))

    async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        protocol = ServerProtocol()
        is_wanted = False
        while data := await reader.read(65_536):
            protocol.receive_data(data)
            for event in protocol.events_received():
                if isinstance(event, Request):
                    protocol.send_response(protocol.accept(event))
                elif protocol.state.name != "OPEN":
                    break
                elif isinstance(event, Frame) and event.data == b"ping":
                    protocol.send_text(b"pong")
                elif isinstance(event, Frame) and event.data.startswith(b"{"):
                    message = json.loads(event.data)
                    is_wanted = message["op"] == "subscribe"
                    for arg in message["args"]:
                        answer = {"event": message["op"], "arg": arg, "connId": "x"}
                        protocol.send_text(json.dumps(answer).encode())
            writer.write(b"".join(protocol.data_to_send()))
            if is_wanted:
                is_wanted = False
                for place in range(0, len(wire), 262_144):
                    writer.write(wire[place : place + 262_144])
                    await writer.drain()
        writer.close()

    server = await asyncio.start_server(talk, "127.0.0.1", 0)
    print(server.sockets[0].getsockname()[1], flush=True)
    await asyncio.get_running_loop().create_future()


# Who reads it.


async def ours_async(kind: str, port: int) -> float:
    from okx_sdk import AsyncClient

    async with AsyncClient(env="sandbox", base_url=f"http://127.0.0.1:{port}") as okx:
        began = 0.0
        if kind == "books":
            async for book in okx.stream_order_book("BTC-USDT"):
                began = began or time.perf_counter()
                if book.best_bid.px == int(LAST):
                    break
        elif kind == "tickers":
            async for row in okx.stream_tickers("BTC-USDT"):
                began = began or time.perf_counter()
                if row.last == int(LAST):
                    break
        else:
            async for row in okx.stream_trades("BTC-USDT"):
                began = began or time.perf_counter()
                if row.px == int(LAST):
                    break
        return time.perf_counter() - began


def ours_blocking(kind: str, port: int) -> float:
    from okx_sdk import Client

    with Client(env="sandbox", base_url=f"http://127.0.0.1:{port}") as okx:
        began = 0.0
        if kind == "books":
            for book in okx.stream_order_book("BTC-USDT"):
                began = began or time.perf_counter()
                if book.best_bid.px == int(LAST):
                    break
        elif kind == "tickers":
            for row in okx.stream_tickers("BTC-USDT"):
                began = began or time.perf_counter()
                if row.last == int(LAST):
                    break
        else:
            for row in okx.stream_trades("BTC-USDT"):
                began = began or time.perf_counter()
                if row.px == int(LAST):
                    break
        return time.perf_counter() - began


async def ccxt_pro(kind: str, port: int) -> float:
    import ccxt.pro

    exchange = ccxt.pro.okx({"enableRateLimit": False})
    exchange.set_markets([exchange.safe_market_structure(MARKET)])
    exchange.urls["api"]["ws"] = f"ws://127.0.0.1:{port}/ws/v5"
    exchange.options["watchOrderBook"] = {"checksum": False, "depth": "books"}
    began = 0.0
    while True:
        if kind == "books":
            book = await exchange.watch_order_book("BTC/USDT")
            done = bool(book["bids"]) and book["bids"][0][0] == float(LAST)
        elif kind == "tickers":
            done = (await exchange.watch_ticker("BTC/USDT"))["last"] == float(LAST)
        else:
            rows = await exchange.watch_trades("BTC/USDT")
            done = rows[-1]["price"] == float(LAST)
        began = began or time.perf_counter()
        if done:
            break
    took = time.perf_counter() - began
    await exchange.close()
    return took


MARKET = {
    "id": "BTC-USDT",
    "symbol": "BTC/USDT",
    "base": "BTC",
    "quote": "USDT",
    "type": "spot",
    "spot": True,
    "active": True,
    "info": {"instId": "BTC-USDT", "instType": "SPOT"},
    "precision": {"price": 0.1, "amount": 1e-8},
}


def measure(python: str, who: str, kind: str, port: int) -> float | None:
    """Seconds, by a process of its own, so that none profits from another."""
    command = [python, __file__, "--as", who, "--kind", kind, "--port", str(port)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        print(done.stderr[-600:], file=sys.stderr)
        return None
    return float(done.stdout)


def compare(count: int, rounds: int, ccxt: str) -> None:
    who = {"async": sys.executable, "blocking": sys.executable, "ccxt.pro": ccxt}
    for kind in KINDS:
        amount = count // 3 if kind == "books" else count
        server = subprocess.Popen(
            [
                sys.executable,
                __file__,
                "--as",
                "server",
                "--kind",
                kind,
                "--messages",
                str(amount),
            ],
            stdout=subprocess.PIPE,
            text=True,
        )
        assert server.stdout is not None, "it is a pipe"
        port = int(server.stdout.readline())
        rates: dict[str, list[float]] = {name: [] for name in who}
        for _ in range(rounds):
            for name, python in who.items():
                seconds = measure(python, name, kind, port)
                if seconds:
                    rates[name].append(amount / seconds)
        server.terminate()
        server.wait()
        tell(kind, {name: statistics.median(got) for name, got in rates.items() if got})


def tell(kind: str, rates: dict[str, float]) -> None:
    parts = [f"{name} {rate:9,.0f}/s" for name, rate in rates.items()]
    if "async" in rates and "blocking" in rates:
        parts.append(f"blocking/async {rates['blocking'] / rates['async']:.2f}")
    if "ccxt.pro" in rates:
        parts.append(f"async/ccxt.pro {rates['async'] / rates['ccxt.pro']:.1f}")
    print(f"{kind:8}", "   ".join(parts), flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--messages", type=int, default=30_000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--ccxt", default=sys.executable)
    parser.add_argument("--as", dest="role")
    parser.add_argument("--kind", default="tickers")
    parser.add_argument("--port", type=int, default=0)
    given = parser.parse_args()
    os.environ["OKX_CONFIG"] = os.devnull
    match given.role:
        case None:
            compare(given.messages, given.rounds, given.ccxt)
        case "server":
            asyncio.run(serve(given.kind, given.messages))
        case "async":
            print(asyncio.run(ours_async(given.kind, given.port)))
        case "blocking":
            print(ours_blocking(given.kind, given.port))
        case _:
            print(asyncio.run(ccxt_pro(given.kind, given.port)))


if __name__ == "__main__":
    main()
