"""The cost of a kept book: bytes, parsed and applied, against `orjson.loads` alone.

    python benchmarks/book.py [--rounds 15] [--updates 1000]

Goal B1: at most 1.9 times `orjson.loads` with the sequence checked, 2.8 with the CRC.
All candidates run in each round, in an order of its own; medians of the rounds' ratios.
ccxt.pro is measured too where it is installed.
"""

from __future__ import annotations

import argparse
import gc
import random
import statistics
import time
from collections.abc import Callable
from decimal import Decimal
from itertools import islice
from zlib import crc32

import orjson

from okx_sdk.protocol.book import Book

Side = dict[int, list[str]]
"""The levels of one side, by price in ticks."""

LEVELS = 400


class Market:
    """An invented book of 400 levels a side, and the exchange's messages about it."""

    def __init__(self, seed: int, *, with_crc: bool) -> None:
        """Fill both sides around 60,000 in ticks of 0.1."""
        self.random = random.Random(seed)
        self.with_crc = with_crc
        self.bids, self.asks = self._side(-1), self._side(1)
        self.seq_id, self.ts = 1000, 1726000000000

    def _side(self, sign: int) -> Side:
        tick, side = 600000, {}
        for _ in range(LEVELS):
            tick += sign * self.random.choice((1, 1, 1, 2, 3))
            side[tick] = self._row(tick)
        return side

    def _row(self, tick: int) -> list[str]:
        px = f"{tick / 10:.1f}".removesuffix(".0")
        sz = f"{self.random.randrange(1, 10**9) / 1e8:.8f}".rstrip("0").rstrip(".")
        return [px, sz, "0", str(self.random.randrange(1, 20))]

    def snapshot(self) -> bytes:
        """The whole book."""
        return self._message("snapshot", self.bids, self.asks, -1)

    def update(self) -> bytes:
        """From 10 to 40 changed levels, near the top as a rule."""
        previous = self.seq_id
        self.seq_id += self.random.randrange(1, 9)
        self.ts += 100
        bids: Side = {}
        asks: Side = {}
        for _ in range(self.random.randrange(10, 41)):
            if self.random.randrange(2):
                self._change(self.asks, asks, is_free=lambda n: n > max(self.bids))
            else:
                self._change(self.bids, bids, is_free=lambda n: n < min(self.asks))
        self._trim(self.bids, bids, sorted(self.bids, reverse=True))
        self._trim(self.asks, asks, sorted(self.asks))
        return self._message("update", bids, asks, previous)

    def _change(
        self, side: Side, changes: Side, is_free: Callable[[int], bool]
    ) -> None:
        order = sorted(side, reverse=side is self.bids)
        depth = min(int(self.random.expovariate(1 / 25)), len(order) - 1)
        tick, what = order[depth], self.random.random()
        if 0.55 <= what < 0.75 and len(side) > 300:
            self._delete(side, changes, tick)
            return
        if what >= 0.55:
            tick += self.random.choice((-1, 1)) * self.random.randrange(1, 4)
            if not is_free(tick):
                return
        side[tick] = changes[tick] = self._row(tick)

    def _trim(self, side: Side, changes: Side, order: list[int]) -> None:
        for tick in order[LEVELS:]:
            self._delete(side, changes, tick)

    def _delete(self, side: Side, changes: Side, tick: int) -> None:
        changes[tick] = [side.pop(tick)[0], "0", "0", "0"]

    def _message(self, action: str, bids: Side, asks: Side, previous: int) -> bytes:
        data = {
            "asks": [asks[tick] for tick in sorted(asks)],
            "bids": [bids[tick] for tick in sorted(bids, reverse=True)],
            "ts": str(self.ts),
            "checksum": self._crc() if self.with_crc else 0,
            "prevSeqId": previous,
            "seqId": self.seq_id,
        }
        arg = {"channel": "books", "instId": "BTC-USDT"}
        return orjson.dumps({"arg": arg, "action": action, "data": [data]})

    def _crc(self) -> int:
        bids = [self.bids[tick] for tick in sorted(self.bids, reverse=True)[:25]]
        asks = [self.asks[tick] for tick in sorted(self.asks)[:25]]
        pairs = zip(bids, asks, strict=True)
        texts = (f"{b[0]}:{b[1]}:{a[0]}:{a[1]}" for b, a in pairs)
        value = crc32(":".join(texts).encode())
        return value - (1 << 32) if value >> 31 else value


def stream(updates: int, *, with_crc: bool, seed: int = 5) -> list[bytes]:
    """A snapshot and its updates."""
    market = Market(seed, with_crc=with_crc)
    return [market.snapshot(), *(market.update() for _ in range(updates))]


def parse(messages: list[bytes]) -> list[object]:
    """What nobody can do without; the figures of the goal were taken against this."""
    return [orjson.loads(message) for message in messages]


def parse_and_drop(messages: list[bytes]) -> None:
    """The same in the cache's best case: each message is freed before the next."""
    for message in messages:
        orjson.loads(message)


def keep(messages: list[bytes], *, read: bool = False) -> Book:
    """Parse and apply; *read* the best prices after each message."""
    book = Book("BTC-USDT")
    for message in messages:
        push = orjson.loads(message)
        for data in push["data"]:
            book.apply(data, push["action"])
        assert book.is_valid
        if read:
            assert book.best_bid is not None
            assert book.best_ask is not None
    return book


def ccxt_pro(messages: list[bytes]) -> Callable[[], None] | None:
    """The same by ccxt.pro, which checks the sequence and no checksum."""
    try:
        import ccxt.pro as ccxt
    except ImportError:
        return None
    exchange = ccxt.okx({"options": {"checksum": False}})
    market = exchange.safe_market_structure(
        {
            "id": "BTC-USDT",
            "symbol": "BTC/USDT",
            "base": "BTC",
            "quote": "USDT",
            "type": "spot",
            "spot": True,
            "precision": {"price": 0.1, "amount": 1e-8},
        }
    )
    exchange.set_markets([market])

    class Connection:
        subscriptions: dict[str, object] = {}  # noqa: RUF012
        futures: dict[str, object] = {}  # noqa: RUF012

        def resolve(self, result: object, _: str) -> object:
            return result

        def reject(self, error: BaseException, _: str = "") -> None:
            raise error

    connection = Connection()

    def run() -> None:
        exchange.orderbooks.clear()
        connection.subscriptions = {"books:BTC/USDT": {}}
        for message in messages:
            exchange.handle_message(connection, orjson.loads(message))

    run()
    book, ours = exchange.orderbooks["BTC/USDT"], keep(messages)
    assert [Decimal(str(row[0])) for row in islice(book["bids"], 25)] == [
        level.px for level in ours.bids(25)
    ]
    return run


def compare(candidates: dict[str, Callable[[], object]], rounds: int) -> None:
    """Time all in each round, and print each one's ratio to the first."""
    shuffler = random.Random(7)
    times: dict[str, list[float]] = {name: [] for name in candidates}
    names = list(candidates)
    base = names[0]
    for run in candidates.values():
        run()
    gc.collect()
    gc.disable()
    for _ in range(rounds):
        shuffler.shuffle(names)
        for name in names:
            start = time.perf_counter()
            candidates[name]()
            times[name].append(time.perf_counter() - start)
        gc.collect()
    gc.enable()
    for name, taken in times.items():
        ratios = [a / b for a, b in zip(taken, times[base], strict=True)]
        print(f"  {name:42} {statistics.median(ratios):6.2f} x")


def main() -> None:
    """Print the ratios."""
    parser = argparse.ArgumentParser(description="Goal B1: the cost of a kept book.")
    parser.add_argument("--rounds", type=int, default=25)
    parser.add_argument("--updates", type=int, default=1000)
    options = parser.parse_args()
    plain = stream(options.updates, with_crc=False)
    proven = stream(options.updates, with_crc=True)
    size = sum(map(len, plain[1:])) // options.updates
    print(
        f"{options.updates} updates of {size} bytes on average, {LEVELS} levels a side"
    )
    candidates: dict[str, Callable[[], object]] = {
        "orjson.loads": lambda: parse(plain),
        "orjson.loads, each freed at once": lambda: parse_and_drop(plain),
        "kept book, seqId (goal 1.9)": lambda: keep(plain),
        "kept book, seqId and CRC (goal 2.8)": lambda: keep(proven),
        "kept book, seqId, best bid and ask read": lambda: keep(plain, read=True),
    }
    peer = ccxt_pro(plain)
    if peer is None:
        print("ccxt is not installed: no peer to compare with")
    else:
        candidates["ccxt.pro, seqId"] = peer
    compare(candidates, options.rounds)


if __name__ == "__main__":
    main()
