"""A client and a sandbox in one process, over streams in memory, in time that flies.

`World` is both and what befalls them; `simulate` runs a day of it. The same seed gives
the same day.
"""

from __future__ import annotations

import functools
from collections import Counter
from contextlib import asynccontextmanager
from random import Random

import anyio
import trio.testing
from attrs import Factory, define, field
from story import Story, judge, keep_candles, keep_trades

from okx_sdk import AsyncClient
from okx_sdk.sandbox.desks import public_exchange
from okx_sdk.sandbox.exchange import Exchange
from okx_sdk.sandbox.limits import Limits
from okx_sdk.sandbox.streaming.actions import Drop, Refuse, Reset, SeqGap
from okx_sdk.sandbox.streaming.faults import Match, Rule
from okx_sdk.sandbox.streaming.feeds import CandleFeed
from okx_sdk.sandbox.streaming.house import House
from okx_sdk.sandbox.streaming.hub import Hub
from okx_sdk.sandbox.streaming.outbox import End
from okx_sdk.sandbox.streaming.private import LiveAccounts
from okx_sdk.sandbox.streaming.stream import serve_stream
from okx_sdk.sandbox.streaming.streams import Streams
from okx_sdk.transport.memory import MemoryTransport
from okx_sdk.transport.streams import MemoryConnector

START = 1_795_392_123.456
"""2026-11-23, a Monday, two minutes after midnight UTC."""


@functools.cache
def market():
    return public_exchange(1).market


def coarse(make):
    """Candles that are told every 15 seconds and not every second: a day is long."""

    def feed(*args):
        made = make(*args)
        if isinstance(made, CandleFeed):
            made.every = 15_000
        return made

    return feed


class SimulatedTime:
    """The loop's clock, and a date that goes with it: the client's and the sandbox's."""

    rate = 1.0

    def monotonic(self) -> float:
        return anyio.current_time()

    def time(self) -> float:
        return START + anyio.current_time()

    now = time

    async def sleep(self, seconds: float) -> None:
        await anyio.sleep(seconds)


@define(eq=False)
class World:
    """What there is: an exchange, a network in memory, and a client."""

    seed: int
    latencies: tuple[float, float] = (0.001, 0.2)
    timeout: float = 10.0
    clock: SimulatedTime = field(factory=SimulatedTime)
    exchange: Exchange = Factory(lambda: Exchange(market(), Limits()))
    streams: Streams = field(init=False)
    okx: AsyncClient = field(init=False)
    ends: list = Factory(list)
    befell: Counter = Factory(Counter)
    random: Random = field(init=False)
    group: anyio.abc.TaskGroup = field(init=False)

    def __attrs_post_init__(self) -> None:
        self.random = Random(self.seed)
        accounts = LiveAccounts(self.exchange)
        house = House(market(), accounts)
        house.hub = Hub(market(), coarse(house._feed), accounts)
        accounts.attach(house.hub)
        self.streams = Streams(house)
        self.streams.truth.pushes = type(self.streams.truth.pushes)(maxlen=0)

    @property
    def watch(self):
        """The client's clock."""
        return self.clock

    def road(self):
        """The way to the exchange's REST side."""
        return MemoryTransport(self.exchange, self.clock)

    @asynccontextmanager
    async def running(self):
        chance = Random(self.seed + 1)
        async with anyio.create_task_group() as self.group:
            async with AsyncClient(
                env="sandbox",
                base_url="http://127.0.0.1:1",
                timeout=self.timeout,
                transport=self.road(),
                clock=self.watch,
                connector=MemoryConnector(self.accept),
            ) as self.okx:
                self.okx._connection.chance = chance.random
                yield self
            self.group.cancel_scope.cancel()

    def accept(self, host, port, end) -> None:
        latency = self.random.uniform(*self.latencies)
        end.incoming.latency = end.outgoing.latency = latency
        self.ends = [other for other in self.ends if not other.is_closed] + [end]
        self.group.start_soon(serve_stream, self.streams, end, self.clock)

    # What can befall a connection.

    def strike(self) -> None:
        """Have something go wrong, somewhere."""
        kind = self.random.choice(KINDS)
        if self.ends:
            self.befell[kind.__name__] += 1
            kind(self, self.random.choice(self.ends))

    def _talk(self):
        talks = list(self.streams.conversations.values())
        return self.random.choice(talks) if talks else None

    def _rule(self, action, phase, **match) -> None:
        self.streams.faults.add(Rule(action, Match(**match), phase, count=1))

    def reset(self, end) -> None:
        end.reset()

    def end_without_a_word(self, end) -> None:
        end.outgoing.end()

    def half_open(self, end) -> None:
        end.incoming.is_lossy = end.outgoing.is_lossy = True

    def deaf_to_us(self, end) -> None:
        end.incoming.is_lossy = True

    def cut_in_a_message(self, end) -> None:
        end.outgoing.cut_after(end.outgoing.sent + self.random.randint(1, 3_000))

    def close(self, end) -> None:
        talk = self._talk()
        if talk is not None:
            code = self.random.choice([1001, 1012, 4002, 4004, 4005, 4006])
            talk.outbox.finish(End("close", code, "by the plan"))

    def notice(self, end) -> None:
        talk = self._talk()
        if talk is not None:
            talk.announce(self.clock.now(), 60.0)
            talk.outbox.on_wake and talk.outbox.on_wake()

    def refused_after_reset(self, end) -> None:
        status = self.random.choice([429, 503, 403])
        wait = self.random.choice([None, 3.0, 20.0])
        self._rule(Refuse(status, wait, "<html>"), "ws_upgrade")
        end.reset()

    def reset_in_the_handshake(self, end) -> None:
        self._rule(Reset(), "ws_upgrade")
        end.reset()

    def lost_update(self, end) -> None:
        self._rule(SeqGap(), "push", channel="books")

    def dropped_update(self, end) -> None:
        self._rule(Drop(), "push", channel="books")

    def slow(self, end) -> None:
        end.outgoing.latency = self.random.uniform(0.2, 3.0)

    def narrow(self, end) -> None:
        end.outgoing.bandwidth = self.random.choice([100.0, 1_000.0])

    def trickle(self, end) -> None:
        end.outgoing.slice = 1


KINDS = (
    World.reset,
    World.end_without_a_word,
    World.half_open,
    World.deaf_to_us,
    World.cut_in_a_message,
    World.close,
    World.notice,
    World.refused_after_reset,
    World.reset_in_the_handshake,
    World.lost_update,
    World.dropped_update,
    World.slow,
    World.narrow,
)


async def keep_books(world, story, inst_id, every, lasting, compare) -> None:
    """Keep a book now and then: all day long would be a matter of minutes."""
    truth = world.streams.truth
    while True:
        await anyio.sleep(every - lasting)
        with anyio.move_on_after(lasting):
            async with world.okx.stream_order_book(inst_id) as stream:
                count = 0
                async for book in stream:
                    count += 1
                    now = world.clock.time()
                    story.look_at(book, truth, now, compare=count % compare == 0)


async def befalling(world, mean) -> None:
    while True:
        await anyio.sleep(world.random.expovariate(1 / mean))
        world.strike()


async def live(seed: int, hours: float, mean: float, **books) -> Story:
    """A day of it; *mean* seconds lie between two faults."""
    world, story = World(seed), Story()
    inst_ids = ["BTC-USD-261225-64000-C"]
    async with world.running(), anyio.create_task_group() as group:
        group.start_soon(keep_trades, world.okx, story, inst_ids)
        group.start_soon(keep_candles, world.okx, story, inst_ids)
        group.start_soon(
            functools.partial(keep_books, world, story, inst_ids[0], **books)
        )
        await anyio.sleep(30)
        group.start_soon(befalling, world, mean)
        await anyio.sleep(hours * 3_600)
        group.cancel_scope.cancel()
    judge(world.streams.truth, story)
    story.befell = world.befell
    return story


def simulate(seed: int, hours: float = 24.0, mean: float = 150.0, **books) -> Story:
    """A day of it."""
    options = {"every": 3_600, "lasting": 30, "compare": 8, **books}
    return in_simulation(functools.partial(live, seed, hours, mean, **options), seed)


def in_simulation(function, seed: int = 0):
    """Run under a clock that jumps, and a scheduler that does the same each time."""
    from trio._core import _run

    before = _run._ALLOW_DETERMINISTIC_SCHEDULING
    _run._ALLOW_DETERMINISTIC_SCHEDULING = True
    _run._r.seed(seed)
    try:
        clock = trio.testing.MockClock(autojump_threshold=0)
        return anyio.run(function, backend="trio", backend_options={"clock": clock})
    finally:
        _run._ALLOW_DETERMINISTIC_SCHEDULING = before
