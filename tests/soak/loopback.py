"""A client and a sandbox over real sockets, and a proxy between them that is no friend.

The sandbox's clock and the client's event loop run many times as fast as the wall's, so
that half a minute of silence takes two seconds. As a program it is the long soak:

    python tests/soak/loopback.py --disconnects 1000 --seed 1
"""

from __future__ import annotations

import argparse
import asyncio
import functools
import selectors
import sys
from collections import Counter
from contextlib import AsyncExitStack, asynccontextmanager
from random import Random

import anyio
import trio.testing
from attrs import Factory, define, field
from story import SILENT, Story, judge, keep_candles, keep_trades

from okx_sdk import AsyncClient
from okx_sdk.sandbox.server import SandboxClock, SandboxServer
from okx_sdk.sandbox.streaming.actions import (
    Bandwidth,
    Close,
    ConnCountError,
    Fin,
    HalfOpen,
    Notice,
    Refuse,
    Reset,
    SeqGap,
    Silence,
    Slice,
    StallRead,
)
from okx_sdk.sandbox.streaming.chaos import ChaosProxy
from okx_sdk.sandbox.streaming.faults import Match, Rule
from okx_sdk.transport.tcp import TcpConnector

RATE = 12.0
PATIENCE = 240.0
"""Short seconds that a call, or a stream's beginning, may take: machines are busy."""
START = 1_795_435_200.0
INST_IDS = (("BTC-USDT", "ETH-USDT"), ("BTC-USDT-SWAP", "ETH-USDT-SWAP"))
"""Of each client: it has a public, a business and a private connection for them."""

BOOKS = Match(channel="books")


class _Hastened(selectors.DefaultSelector):
    """Waits for a fraction of what it is asked to."""

    def select(self, timeout=None):
        return super().select(timeout and timeout / RATE)


class _HastenedLoop(asyncio.SelectorEventLoop):
    """An event loop whose seconds are short."""

    def __init__(self) -> None:
        super().__init__(_Hastened())

    def time(self) -> float:
        return super().time() * RATE


def run_hastened(function, backend: str):
    """Run in an event loop in which time goes as fast as in the sandbox."""
    options = (
        {"loop_factory": _HastenedLoop}
        if backend == "asyncio"
        else {"clock": trio.testing.MockClock(rate=RATE)}
    )
    return anyio.run(function, backend=backend, backend_options=options)


@define(eq=False)
class Clock:
    """The event loop's clock, and the sandbox's date."""

    sandbox: SandboxClock

    def monotonic(self) -> float:
        return anyio.current_time()

    def time(self) -> float:
        return self.sandbox.now()

    async def sleep(self, seconds: float) -> None:
        await anyio.sleep(seconds)


@define
class ByProxy:
    """Takes all WebSockets through the proxy; REST goes straight."""

    proxy: ChaosProxy
    dialled: list

    async def connect(self, host, port, *, tls, within):
        self.dialled.append(anyio.current_time())
        return await TcpConnector().connect(
            host, self.proxy.port, tls=tls, within=within
        )


@define(eq=False)
class Rig:
    """What there is, and what befalls it."""

    seed: int
    server: SandboxServer = field(init=False)
    proxy: ChaosProxy = field(init=False)
    clock: Clock = field(init=False)
    random: Random = field(init=False)
    befell: Counter = Factory(Counter)
    dialled: list = Factory(list)

    def __attrs_post_init__(self) -> None:
        self.random = Random(self.seed)
        self.server = SandboxServer(clock=SandboxClock.starting_at(START, RATE))
        self.server.truth.pushes = type(self.server.truth.pushes)(maxlen=0)
        self.clock = Clock(self.server.clock)

    @asynccontextmanager
    async def running(self):
        """The sandbox serves, the proxy listens, and clients are open."""
        url = self.server.start()
        self.proxy = ChaosProxy(int(url.rpartition(":")[2]))
        try:
            async with self.proxy.open(), AsyncExitStack() as stack:
                yield [
                    await stack.enter_async_context(self._client(url)) for _ in INST_IDS
                ]
        finally:
            self.server.stop()

    def _client(self, url: str) -> AsyncClient:
        okx = AsyncClient(
            env="sandbox",
            base_url=url,
            timeout=PATIENCE,
            clock=self.clock,
            connector=ByProxy(self.proxy, self.dialled),
        )
        okx._connection.hub.timeout = PATIENCE
        return okx

    @property
    def disconnects(self) -> int:
        """How many connections are over."""
        return len(self.server.truth.ends)

    def strike(self) -> None:
        """Have something go wrong with a connection that still works."""
        pipes = [pipe for pipe in self.proxy.pipes.values() if _is_well(pipe)]
        if pipes:
            kind = self.random.choice(KINDS)
            self.befell[kind.__name__] += 1
            kind(self, self.random.choice(pipes))

    def _rule(self, action, phase="push", match=None) -> None:
        self.server.faults.add(Rule(action, match or Match(), phase, count=1))

    # What can befall a connection.

    def reset(self, pipe) -> None:
        pipe.befall(Reset())

    def end_without_a_word(self, pipe) -> None:
        pipe.befall(Fin())

    def half_open(self, pipe) -> None:
        pipe.befall(HalfOpen())

    def deaf_to_us(self, pipe) -> None:
        pipe.befall(StallRead())

    def cut_in_a_message(self, pipe) -> None:
        pipe.befall(Reset(sent=pipe.sent + self.random.randint(1, 3_000)))

    def close(self, pipe) -> None:
        code = self.random.choice([1001, 1012, 4002, 4004, 4005, 4006])
        self._rule(Close(code, "by the plan"))

    def notice(self, pipe) -> None:
        self._rule(Notice(close_after=self.random.choice([10.0, 60.0])))

    def refused_after_reset(self, pipe) -> None:
        status = self.random.choice([429, 503])
        self._rule(
            Refuse(status, self.random.choice([None, 3.0]), "<html>"), "ws_upgrade"
        )
        pipe.befall(Reset())

    def reset_in_the_handshake(self, pipe) -> None:
        self._rule(Reset(), "ws_upgrade")
        pipe.befall(Fin())

    def too_many_connections(self, pipe) -> None:
        # Twice: at the third time within a minute of data the stream is given up.
        if self.befell["too_many_connections"] <= 2:
            again = Match(op="subscribe", channel="trades-all")
            self._rule(ConnCountError(), "before_commit", again)
        pipe.befall(Reset())

    def silent_book(self, pipe) -> None:
        self._rule(Silence(), match=BOOKS)

    def lost_update(self, pipe) -> None:
        self._rule(SeqGap(), match=BOOKS)

    def narrow(self, pipe) -> None:
        pipe.befall(Bandwidth(self.random.choice([500.0, 5_000.0])))

    def in_slices(self, pipe) -> None:
        pipe.befall(Slice(self.random.randint(1, 40)))
        pipe.befall(Fin(sent=pipe.sent + self.random.randint(1, 20_000)))


def _is_well(pipe) -> bool:
    """Whether it works, and its handshake has been counted: time is short here."""
    return pipe.sent > 0 and not pipe.is_silent and not pipe.is_stalled


KINDS = (
    Rig.reset,
    Rig.end_without_a_word,
    Rig.half_open,
    Rig.deaf_to_us,
    Rig.cut_in_a_message,
    Rig.close,
    Rig.notice,
    Rig.refused_after_reset,
    Rig.reset_in_the_handshake,
    Rig.too_many_connections,
    Rig.silent_book,
    Rig.lost_update,
    Rig.narrow,
    Rig.in_slices,
)


async def keep_books(okx, story, rig, inst_ids, every) -> None:
    """Keep books, and read each of them every so many seconds, whether new or not."""
    truth = rig.server.truth

    async def read() -> None:
        while True:
            await anyio.sleep(every)
            for book in tuple(stream.books.values()):
                story.look_at(book, truth, rig.clock.time(), within=SILENT)

    async with okx.stream_order_book(*inst_ids) as stream:
        async with anyio.create_task_group() as group:
            group.start_soon(read)
            async for _ in stream:
                pass


async def keep_account(okx) -> None:
    """Be logged in; what is told there is not what this is about."""
    async with okx.channels.private.account() as stream:
        async for _ in stream:
            pass


async def live(seed, disconnects, settle, mean=0.5, every=1.0) -> Story:
    """As many disconnects, one fault in so many seconds; then all comes right."""
    rig, story = Rig(seed), Story()
    async with rig.running() as clients, anyio.create_task_group() as group:
        for okx, inst_ids in zip(clients, INST_IDS, strict=True):
            group.start_soon(keep_trades, okx, story, inst_ids)
            group.start_soon(keep_candles, okx, story, inst_ids)
            group.start_soon(keep_books, okx, story, rig, inst_ids, every)
            group.start_soon(keep_account, okx)
        await anyio.sleep(10)
        while rig.disconnects < disconnects:
            await anyio.sleep(rig.random.expovariate(1 / mean))
            rig.strike()
        rig.server.faults.clear()
        rig.proxy.heal()
        await anyio.sleep(settle)
        group.cancel_scope.cancel()
    handshakes = judge_handshakes(rig, story)
    judge(rig.server.truth, story)
    story.befell, story.handshakes = rig.befell, handshakes
    return story


def judge_handshakes(rig, story) -> int:
    """How many there were, never more than three in a second by the clients' clocks.

    The sandbox's goes on where the machine stalls: a tenth of a second of that is more
    than a second, and what was sent well apart arrives there at once.
    """
    times = sorted(rig.dialled)
    hasty = sum(last - first < 1 for first, last in zip(times, times[3:], strict=False))
    if hasty:
        story.faults.append(f"four handshakes within a second, {hasty} times")
    arrived = len(rig.server.truth.handshakes)
    rig.server.truth.handshakes.clear()
    return arrived


def soak(backend, seed=1, disconnects=100, settle=40.0) -> Story:
    """Run it; *settle* is for what gaps have cost, and for another minute to close."""
    return run_hastened(functools.partial(live, seed, disconnects, settle), backend)


def main() -> None:
    """The long soak, as a program."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--disconnects", type=int, default=1_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--backend", choices=("asyncio", "trio"), default="asyncio")
    parser.add_argument("--rate", type=float, default=RATE, help="how fast time goes")
    options = parser.parse_args()
    globals()["RATE"] = options.rate
    story = soak(options.backend, options.seed, options.disconnects)
    print(f"{sum(story.befell.values())} faults: {dict(story.befell)}")
    print(f"{story.handshakes} handshakes, {len(story.gaps)} gaps of candles")
    print(f"{len(story.trades)} trades, {len(story.candles)} candles")
    print(f"{story.compared} books compared, {story.stale} reads refused as stale")
    print("\n".join(story.faults) or "nothing lost, doubled, wrong or stale")
    sys.exit(bool(story.faults))


if __name__ == "__main__":
    main()
