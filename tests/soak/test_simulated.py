"""Days of mishaps in simulated time: nothing is lost, doubled, stale, or too much."""

from __future__ import annotations

import contextlib
import functools
from decimal import Decimal

import anyio
import pytest
from naive import NaiveBook, ask_too_early
from simulation import KINDS, World, in_simulation, market, simulate
from story import Story, judge, keep_trades

from okx_sdk.errors import BookStale
from okx_sdk.protocol.backoff import BASE
from okx_sdk.protocol.codec import plain
from okx_sdk.sandbox.streaming.actions import Drop, Reset
from okx_sdk.sandbox.streaming.faults import Match, Rule, When
from okx_sdk.sandbox.streaming.truth import Unclean
from okx_sdk.transport.streams import MemoryConnector


def hold(story: Story) -> None:
    assert story.faults == []
    assert story.stale == 0  # a book comes only while it is right


@pytest.mark.slow  # a day
@pytest.mark.timeout(600)
def test_a_day():
    """Goals 3, 7, 16: hundreds of faults of a dozen kinds, trades and candles repaired.

    The sandbox's own record says what was lost or doubled, how every book stood at its
    number, and whether the exchange's limits were kept.
    """
    story = simulate(1, hours=24, mean=100)

    hold(story)
    assert sum(story.befell.values()) > 700
    assert len(story.befell) == len(KINDS) >= 8
    assert len(story.candles) >= 1_438
    assert len(story.trades) > 5_000
    assert story.compared > 400
    assert len(story.gaps) > 100


@pytest.mark.slow  # hours
@pytest.mark.timeout(300)
def test_the_same_seed_gives_the_same_day():
    """Goal 16: two runs are identical, row by row and gap by gap."""
    one, two = (simulate(7, hours=1, mean=40) for _ in range(2))

    assert one == two
    hold(one)


@pytest.mark.slow  # hours
@pytest.mark.timeout(300)
@pytest.mark.parametrize("seed", [11, 12])
def test_half_an_hour_or_so_of_another_kind(seed):
    """Goal 3, 16: other seeds, and a fault every twenty seconds."""
    hold(simulate(seed, hours=0.4, mean=20, every=300, lasting=40, compare=8))


async def naive(do, rules) -> World:
    world = World(3)
    for rule in rules:
        world.streams.faults.add(rule)
    async with anyio.create_task_group() as world.group:
        with anyio.move_on_after(120):
            await do(MemoryConnector(world.accept))
        world.group.cancel_scope.cancel()
    return world


BOOKS = Match(channel="books")


@pytest.mark.slow  # minutes
def test_a_naive_book_is_caught():
    """Self-test: an update that is lost shows in a book that checks no sequence."""
    wrong = []
    inst_id = "BTC-USD-261225-64000-C"

    async def do(connector):
        book = NaiveBook(connector, inst_id)

        def looked(book):
            inst = market().instrument(inst_id, book.seq_id * 100)
            truth = market().book(inst, book.seq_id, 1)
            scale = market().scale(inst)
            true = plain_of(truth.bids[0][0], scale.tick_places)
            best = max(book.sides["bids"], key=float)
            wrong.append(float(best) != float(true))

        await book.run(looked)

    in_simulation(
        functools.partial(naive, do, [Rule(Drop(), BOOKS, "push", When(every=5))])
    )

    assert any(wrong)


def plain_of(ticks: int, places: int) -> str:
    return plain(Decimal(ticks).scaleb(-places))


@pytest.mark.slow  # minutes
@pytest.mark.rude  # a naive client
@pytest.mark.parametrize(
    ("rule", "words"),
    [
        (Rule(Drop(), BOOKS, "push", When(every=2)), "requests in an hour"),
        (Rule(Reset(), Match(), "push", When(every=2)), "handshakes in a second"),
    ],
)
def test_a_storm_is_caught(rule, words):
    """Self-test: whoever asks anew at each doubt, or connects at once, is found out."""

    async def do(connector):
        await NaiveBook(connector, "BTC-USDT").run(lambda book: None)

    world = in_simulation(functools.partial(naive, do, [rule]))

    with pytest.raises(Unclean, match=words):
        world.streams.truth.assert_clean()


@pytest.mark.rude  # a naive client
def test_to_be_too_early_is_caught():
    """Self-test: a private channel before the login was accepted."""
    world = in_simulation(functools.partial(naive, ask_too_early, []))

    with pytest.raises(Unclean, match="without a login"):
        world.streams.truth.assert_clean()


async def behind(times: int) -> Story:
    """A connection that falls behind, and is lost with what it had not brought."""
    world, story = World(6), Story()
    async with world.running(), anyio.create_task_group() as group:
        group.start_soon(keep_trades, world.okx, story, ["BTC-USDT"])
        for _ in range(times):
            await anyio.sleep(40)
            world.ends[-1].outgoing.bandwidth = 150.0
            await anyio.sleep(14)
            world.ends[-1].reset()
        await anyio.sleep(40)
        group.cancel_scope.cancel()
    judge(world.streams.truth, story)
    return story


@pytest.mark.slow  # minutes
def test_what_was_under_way_on_a_slow_connection_is_had_too():
    """N10, S5: the trades that a gap has cost are older than what came last."""
    story = in_simulation(functools.partial(behind, 5))

    hold(story)
    assert len(story.trades) > 300


LATENCY = 0.05
HANDSHAKE_AND_SUBSCRIPTION = 4 * 2 * LATENCY  # four round trips


async def recoveries(times: int) -> list[tuple[float, float]]:
    """Seconds from each loss of a connection to the next data, and the pause drawn."""
    found = []
    world = World(5, latencies=(LATENCY, LATENCY))
    drawn = []

    def chance() -> float:
        drawn.append(world.random.random())
        return drawn[-1]

    async with world.running():
        world.okx._connection.chance = chance
        async with world.okx.stream_order_book("BTC-USDT") as stream:
            for _ in range(times):
                await anext(stream)
                await anyio.sleep(world.random.uniform(2, 5))
                await stream.next_batch()
                drawn.clear()
                lost = anyio.current_time()
                world.ends[-1].reset()
                await wait_for_data(stream)
                pauses = [BASE * 2.0**n * share for n, share in enumerate(drawn)]
                found.append((anyio.current_time() - lost, sum(pauses)))
    world.streams.truth.assert_clean()
    return found


async def wait_for_data(stream) -> None:
    """Until a book is right again."""
    while True:
        await stream.next_batch()
        with contextlib.suppress(BookStale):
            return stream.books["BTC-USDT"].seq_id


@pytest.mark.slow  # minutes
def test_a_lost_connection_is_back_at_once():
    """Goal 4, N6: within the pause that was drawn, four round trips, and 100 ms."""
    found = in_simulation(functools.partial(recoveries, 60))

    late = [
        (took, pause)
        for took, pause in found
        if took > pause + HANDSHAKE_AND_SUBSCRIPTION + 0.1
    ]
    assert len(found) == 60
    assert late == []


@pytest.mark.slow  # six hundred requests
def test_more_requests_than_an_hour_has_are_spread_over_connections():
    """P10: the sandbox counts them, of each connection, and refuses the 481st."""
    world = World(3)

    async def live():
        async with (
            world.running(),
            world.okx.stream_trades("BTC-USDT", probe_after=None) as trades,
        ):
            for _ in range(300):
                await trades.add("ETH-USDT")
                await trades.remove("ETH-USDT")
            await anyio.sleep(5)

            assert (trades.state, list(trades.gaps)) == ("live", [])

    in_simulation(live, 3)

    truth = world.streams.truth
    asked = [len(truth.ops(each)) for each in truth.connections()]
    assert sum(asked) > 480
    assert max(asked) <= 480
    truth.assert_clean()
