"""A thousand orders in bad weather, held against the truth; and clients that fail it."""

from __future__ import annotations

import logging

import anyio
import pytest
from order_chaos import SHARES, OrderWorld, hasty, naive, ours, trade
from simulation import in_simulation

from okx_sdk.sandbox.streaming.actions import HalfOpen
from okx_sdk.sandbox.streaming.faults import Match, Rule


@pytest.fixture(autouse=True)
def _quiet(caplog):
    """Each fault is told in the log, as it should be."""
    caplog.set_level(logging.ERROR, "okx_sdk.orders")


@pytest.mark.slow  # hundreds of orders
@pytest.mark.parametrize(
    ("weather", "count"),
    [("rest", 300), ("blind", 200), ("told", 200), ("clock", 150), ("outage", 150)],
)
def test_what_is_told_of_an_order_is_true(weather, count):
    """Goal 1: O1, O2, O3, O4, O5, O6, O7, O9, half of them at market or IOC.

    By REST and by WebSocket: no order was placed twice, none told absent was there,
    none told placed was not, and ten seconds after an outage nothing is unknown.
    T1, T2, T3: none comes after the time that it told, however wrong our clock is.
    """
    story = trade(count, seed=5, placer=ours, name=weather)

    assert story.wrong == []
    assert (story.late, story.too_late) == ([], 0)
    assert {intent.fault for intent in story.intents} == set(SHARES)
    assert min(story.counts[each] for each in ("placed", "absent", "rejected")) > 0
    assert bool(story.counts["unknown at first"]) is (weather == "outage")
    assert (story.by_stream > count / 4) is (weather in {"blind", "told"})


@pytest.mark.slow  # hundreds of orders
def test_an_outcome_is_soon_known():
    """Goal 2: one that exists within 1.5 s, one that does not within ttl, grace, and 1 s.

    Where lookups are never seen to lag: else the grace is longer than it was told.
    """
    story = trade(100, seed=11, name="calm")

    assert story.wrong == []
    assert story.slowest({"O1"}, "placed", 0.99) <= 1.5
    assert story.slowest({"O3"}, "absent", 0.99) <= 5 + 2 + 1
    assert story.slowest({"O3"}, "absent", 0.0) >= 5 + 2


def test_an_answer_that_never_comes_is_not_waited_for_longer_than_five_seconds():
    """O2, N7: the way is open and silent; the order is looked up, and was placed."""

    async def place():
        world = OrderWorld(1)
        fault = Rule(HalfOpen(), Match(op="order"), "after_commit_before_reply")
        world.streams.faults.add(fault)
        async with world.running():
            start = anyio.current_time()
            placed = await world.okx.place_order(
                inst_id="BTC-USDT",
                td_mode="cash",
                side="sell",
                ord_type="market",
                sz="0.001",
            )
            took = anyio.current_time() - start
        there = world.exchange.venue.accounts["main"].orders.every.values()
        return placed, took, [str(order.ord_id) for order in there]

    placed, took, there = in_simulation(place)

    assert placed.recovered
    assert there == [placed.ord_id]
    assert 5 < took < 6


@pytest.mark.slow  # hundreds of orders
@pytest.mark.parametrize("client", [naive, hasty])
def test_a_client_that_sends_again_is_caught(client):
    """The suite's own test: a name is no proof, and neither is one lookup."""
    story = trade(150, seed=5, placer=client)

    assert story.duplicates > 0


@pytest.mark.slow  # twice
def test_the_same_seed_gives_the_same_story():
    """What fails can be had again."""
    one, two = (
        [(i.name, i.verdict, i.began, i.ended) for i in trade(40, 3).intents]
        for _ in range(2)
    )

    assert one == two
