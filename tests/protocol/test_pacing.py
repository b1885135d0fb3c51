"""Rate limits, kept before the exchange has to."""

import heapq
import itertools
import time
from collections import deque
from itertools import pairwise
from random import Random

import pytest
from attrs import Factory, define, evolve, frozen
from hypothesis import given
from hypothesis import strategies as st

from okx_sdk.errors import InvalidArgument
from okx_sdk.protocol.pacing import (
    LEAST_HEADROOM,
    MOST_HEADROOM,
    Demand,
    Pacer,
    Rate,
    per_instrument,
    per_ip,
    per_user,
)

UP, DOWN = 0.03, 0.02
"""Seconds that a request and its answer travel at the least."""


@frozen
class Call:
    """When it is made, and how much longer than the least each way takes."""

    at: float
    up: float = 0.0
    down: float = 0.0
    demands: tuple = ()
    patience: float = float("inf")
    name: int = 0


@define
class World:
    """A pacer, calls that obey it, and when each of them reached the exchange."""

    pacer: Pacer = Factory(Pacer)
    arrived: list = Factory(list)
    granted: list = Factory(list)
    asked: int = 0
    refuse: object = None
    now: float = 0.0
    _events: list = Factory(list)
    _order: object = Factory(itertools.count)
    _over: set = Factory(set)

    def run(self, calls, now=0.0):
        for call in calls:
            self._at(now + call.at, self._join, call)
        while self._events:
            self.now, _, act, args = heapq.heappop(self._events)
            act(*args)
        return self

    def _at(self, moment, act, *args):
        heapq.heappush(self._events, (moment, next(self._order), act, args))

    def of(self, call):
        return self.pacer

    def _join(self, call):
        ticket = self.of(call).join(call.demands)
        if call.patience < float("inf"):
            self._at(self.now + call.patience, self._leave, call, ticket)
        self._ask(call, ticket)

    def _leave(self, call, ticket):
        if ticket not in self._over:
            self._over.add(ticket)
            self.of(call).leave(ticket)

    def _ask(self, call, ticket):
        self.asked += 1
        if ticket in self._over:
            return
        if delay := self.of(call).wait(ticket, self.now):
            self._at(self.now + delay, self._ask, call, ticket)
            return
        self._over.add(ticket)
        self.granted.append((self.now, call))
        self._at(self.now + UP + call.up, self._arrive, call, ticket)

    def _arrive(self, call, ticket):
        self.arrived.append((self.now, call))
        refused = self.refuse is not None and self.refuse(self.now)
        self._at(self.now + DOWN + call.down, self._answer, call, ticket, refused)

    def _answer(self, call, ticket, refused):
        if refused:
            self.of(call).refuse(ticket, self.now)
        self.of(call).settle(ticket, self.now)


@define
class Strangers(World):
    """Several pacers that know nothing of each other use up one quota."""

    quota: int = 20
    pacers: list = Factory(lambda: [Pacer(), Pacer()])
    refused: int = 0
    _counted: deque = Factory(deque)

    def __attrs_post_init__(self):
        self.refuse = self._is_too_much

    def of(self, call):
        return self.pacers[call.name]

    def _is_too_much(self, now):
        while self._counted and self._counted[0] <= now - 2.0:
            self._counted.popleft()
        if len(self._counted) < self.quota:
            self._counted.append(now)
            return False
        self.refused += 1
        return True

    def _answer(self, call, ticket, refused):
        super()._answer(call, ticket, refused)
        if refused:
            self._join(call)


def most_in_a_window(moments, seconds):
    """The most that any window, open at its end, holds."""
    moments, most, first = sorted(moments), 0, 0
    for last, moment in enumerate(moments):
        while moments[first] <= moment - seconds + 1e-9:
            first += 1
        most = max(most, last - first + 1)
    return most


def calibrated(demand):
    """A world that has seen the shortest round trip."""
    world = World()
    return world.run([Call(i * 0.2, demands=(demand,)) for i in range(3)])


def demand(count=5, seconds=2.0, key="a", cost=1):
    return Demand(key, Rate(count, seconds, "ip"), cost)


EXTRA = st.floats(0, 0.5) | st.just(0.0) | st.floats(0, 6)


@pytest.mark.slow  # a hundred cases are tried
@given(
    quota=st.integers(1, 6),
    delays=st.lists(st.tuples(st.floats(0, 5), EXTRA, EXTRA), max_size=40),
)
def test_no_window_of_arrivals_exceeds_the_quota(quota, delays):
    """Invariant 6: wherever between sending and answer each request arrives.

    The shortest round trip is known; how a longer one is made up is not.
    """
    limit = demand(quota)
    world = calibrated(limit)
    calls = [Call(at, up, down, (limit,)) for at, up, down in delays]

    world.run(calls, now=10.0)

    assert len(world.arrived) == len(calls) + 3
    assert most_in_a_window([at for at, _ in world.arrived], 2.0) <= quota


@given(
    quota=st.integers(1, 6),
    delays=st.lists(st.tuples(st.floats(0, 5), EXTRA), min_size=1, max_size=40),
)
def test_without_a_known_round_trip_a_place_is_free_a_window_after_the_answer(
    quota, delays
):
    """Invariant 6: a request that is not over holds its place, however long it flies."""
    limit = demand(quota)
    world = World()
    # Another request is under way, so none of these is alone and measures anything.
    assert world.pacer.wait(world.pacer.join(()), 0.0) == 0
    world.run([Call(0.0, up, 0.0, (limit,)) for _, up in delays])

    assert most_in_a_window([at for at, _ in world.arrived], 2.0) <= quota


@pytest.mark.slow  # a hundred cases are tried
@given(
    calls=st.lists(
        st.tuples(
            st.floats(0, 3),
            EXTRA,
            st.lists(
                st.tuples(st.sampled_from("abc"), st.integers(1, 2)),
                unique_by=lambda pair: pair[0],
                min_size=1,
                max_size=3,
            ),
        ),
        max_size=30,
    )
)
def test_several_buckets_are_taken_all_or_none(calls):
    """Invariants 6 and 7: each bucket keeps its quota, costs count, none deadlocks."""
    world = World()
    made = [
        Call(at, up, 0.0, tuple(demand(3, key=key, cost=cost) for key, cost in wanted))
        for at, up, wanted in calls
    ]

    world.run([Call(i * 0.2, demands=(demand(9, key="z"),)) for i in range(3)])
    world.run(made, now=10.0)

    assert len(world.arrived) == len(made) + 3
    for key in "abc":
        moments = [
            at
            for at, call in world.arrived
            for each in call.demands
            for _ in range(each.cost)
            if each.key == key
        ]
        assert most_in_a_window(moments, 2.0) <= 3


@given(st.lists(st.floats(0, 3), min_size=1, max_size=30))
def test_who_comes_first_is_served_first(starts):
    """Invariant 7: FIFO in each bucket."""
    limit = demand(3)
    calls = [Call(at, demands=(limit,), name=i) for i, at in enumerate(sorted(starts))]

    granted = {call.name: at for at, call in World().run(calls).granted}

    served = [granted[i] for i in range(len(calls))]
    # The grain of a wait is a thousandth of a second.
    assert all(later > one - 0.005 for one, later in pairwise(served))


@given(st.lists(st.floats(0, 20), max_size=30))
def test_nobody_waits_while_there_is_room(starts):
    """Invariant 7: work conserving."""
    limit = demand(3)
    world = World().run([Call(at, demands=(limit,)) for at in starts])

    window = 2.0 * (1 + LEAST_HEADROOM) + UP + DOWN
    moments = [at for at, _ in world.granted]
    for at, call in world.granted:
        if at > call.at + 1e-6:
            before = [m for m in moments if at - window - 0.03 <= m < at]
            assert len(before) >= 3


@pytest.mark.slow  # a hundred cases are tried
@given(
    starts=st.lists(st.floats(0, 1), min_size=1, max_size=25),
    given_up=st.lists(st.integers(0, 24)),
)
def test_who_gives_up_makes_it_worse_for_no_one(starts, given_up):
    """Invariant 8: cancelling takes a place out of the queue and nothing else."""
    limit = demand(3)
    patient = [
        Call(at, demands=(limit,), name=i) for i, at in enumerate(sorted(starts))
    ]
    some = [
        evolve(call, patience=0.1) if call.name in given_up else call
        for call in patient
    ]

    without = {call.name: at for at, call in World().run(patient).granted}
    with_some = {call.name: at for at, call in World().run(some).granted}

    assert set(range(len(starts))) - set(given_up) <= set(with_some)
    for name, at in with_some.items():
        assert at <= without[name] + 1e-6


def test_those_behind_move_up_after_others_gave_up():
    """Invariant 7: nobody sleeps out the whole time of those who are gone."""
    limit = demand(2)
    crowd = [Call(0.0, demands=(limit,), patience=1.0) for _ in range(200)]

    world = World().run([*crowd, Call(0.5, demands=(limit,))])

    at, call = world.granted[-1]
    assert call.at == 0.5
    assert at < (200 / 2 * 2.01) / 2 + 2


def test_a_clock_that_jumps_grants_a_window_and_no_more():
    """N15, invariant 8: after ten minutes of suspension there is one fresh window."""
    limit = demand(5)
    pacer = Pacer()
    for now in (0.0, 600.0):
        tickets = [pacer.join((limit,)) for _ in range(8)]
        granted = [t for t in tickets if pacer.wait(t, now) == 0]
        for ticket in tickets:
            pacer.settle(ticket, now) if ticket in granted else pacer.leave(ticket)

        assert len(granted) == 5


def test_a_clock_that_goes_back_grants_nothing_more():
    """Invariant 8: it only waits longer."""
    limit = demand(1)
    pacer = Pacer()
    first = pacer.join((limit,))
    assert pacer.wait(first, 100.0) == 0
    pacer.settle(first, 100.1)

    second = pacer.join((limit,))

    assert pacer.wait(second, 50.0) > 0


@pytest.mark.parametrize("latency", [0.0, 0.05, 0.3])
@pytest.mark.parametrize("count", [5, 20, 60])
def test_in_steady_state_nearly_all_of_the_quota_is_used(count, latency):
    """L1: 95 % of it and no refusal, at a constant latency, with a crowd waiting."""
    limit = demand(count)
    windows = 15
    calls = [Call(0.0, latency, 0.0, (limit,)) for _ in range(count * windows)]
    world = World()
    world.run([Call(i, latency, 0.0, (limit,)) for i in range(3)])
    world.run(calls, now=10.0)
    moments = [at for at, call in world.arrived][3:]

    seconds = max(moments) - min(moments)
    used = (len(moments) - count) / (seconds / 2.0 * count)

    assert used >= 0.95
    assert most_in_a_window(moments, 2.0) <= count


def test_a_wave_of_waiters_is_not_asked_in_vain():
    """L1: waiting costs little: each is asked a few times, not all the time."""
    limit = demand(40)

    world = World().run([Call(0.0, demands=(limit,)) for _ in range(400)])

    assert world.asked <= 400 * 8


def test_a_refusal_pauses_the_bucket_for_a_window():
    """P2: what the exchange refused for its rate is not asked again in that window."""
    limit = demand(5)
    pacer = Pacer()
    ticket = pacer.join((limit,))
    assert pacer.wait(ticket, 0.0) == 0

    pacer.refuse(ticket, 0.1)
    pacer.settle(ticket, 0.1)

    later = pacer.join((limit,))
    assert pacer.wait(later, 0.1) > 2.0
    assert pacer.wait(later, 2.05) > 0
    assert pacer.wait(later, 2.2) == 0


def test_a_refusal_holds_those_that_fly_too():
    """P2: they may have been refused as well, or counted later than thought."""
    limit = demand(2)
    pacer = Pacer()
    refused, flying, waiting = (pacer.join((limit,)) for _ in range(3))
    assert pacer.wait(refused, 0.0) == pacer.wait(flying, 0.0) == 0

    pacer.refuse(refused, 1.0)
    pacer.settle(refused, 1.0)
    pacer.settle(flying, 1.0)

    assert pacer.wait(waiting, 2.9) > 0


def test_refusals_widen_the_window_and_quiet_narrows_it_again():
    """L2: adaptive headroom, small in steady state."""
    limit = demand(1000, 2.0)
    pacer = Pacer()
    now = 0.0

    def window():
        ticket = pacer.join((Demand("a", limit.rate, 1000),))
        wait = pacer.wait(ticket, now)
        pacer.leave(ticket)
        return wait

    for _ in range(10):
        ticket = pacer.join((limit,))
        while delay := pacer.wait(ticket, now):
            now += delay
        pacer.refuse(ticket, now)
        pacer.settle(ticket, now)
    widest = window()
    for _ in range(3000):
        now += 0.01
        ticket = pacer.join((limit,))
        while delay := pacer.wait(ticket, now):
            now += delay
        pacer.settle(ticket, now)

    assert widest == pytest.approx(2.0 * (1 + MOST_HEADROOM), abs=0.01)
    assert window() <= 2.0 * (1 + 2 * LEAST_HEADROOM)


@pytest.mark.slow  # two thousand calls
@pytest.mark.parametrize("both", [True, False])
def test_two_processes_with_one_key_come_to_share_its_quota(both):
    """L3: few are refused, and little of the quota is lost; alone, nothing of either."""
    names = (0, 1) if both else (0,)
    world = Strangers()
    calls = [
        Call(0.0, i % 7 / 100, 0.0, (demand(20),), name=n)
        for i in range(1000)
        for n in names
    ]

    world.run(calls)

    ideal = len(calls) / 20 * 2.0
    assert world.refused <= (0.1 * len(calls) if both else 0)
    assert world.now < (1.5 if both else 1.05) * ideal


def test_a_server_whose_windows_are_out_of_phase_refuses_nothing():
    """L2: whether it counts by sliding or by fixed windows of any phase."""
    for phase in (0.0, 0.7, 1.3):
        counts = {}

        def refuse(now, counts=counts, phase=phase):
            window = (now + phase) // 2.0
            counts[window] = counts.get(window, 0) + 1
            return counts[window] > 20

        world = calibrated(demand(20))
        world.refuse = refuse
        world.run([Call(0.0, demands=(demand(20),)) for _ in range(500)], now=10.0)

        assert max(counts.values()) <= 20


@pytest.mark.slow  # a hundred thousand calls
def test_a_hundred_thousand_calls_on_a_jittery_way_are_never_refused():
    """L2, goal 8: ± 50 ms and bunching, a server's windows of any phase: 0 of 50011."""
    limit, chance = demand(1_000), Random(8)
    world = calibrated(limit)
    calls = [
        Call(burst * 0.42, chance.random() / 20, chance.random() / 20, (limit,))
        for burst in range(500)
        for _ in range(200)
    ]
    world.run(calls, now=10.0)
    moments = [at for at, call in world.arrived if call.up]

    span = max(moments) - min(moments)
    assert len(moments) > 99_000
    assert most_in_a_window(moments, 2.0) <= 1_000
    assert len(moments) / (span / 2.0 * 1_000) >= 0.90


@pytest.mark.slow  # two hundred crowds
def test_a_crowd_at_the_very_start_is_not_refused_for_what_few_answers_have_told():
    """L2: the first round trips may have been long ones, and are not taken at their word."""
    limit = demand(60)
    for seed in range(200):
        chance, world = Random(seed), World()

        def call(at, chance=chance):
            return Call(at, chance.random() / 20, chance.random() / 20, (limit,))

        world.run([call(each * 0.3) for each in range(chance.randrange(4))])
        first = len(world.arrived)
        world.run([call(0.0) for _ in range(150)], now=3.0)

        moments = [at for at, _ in world.arrived[first:]]
        assert most_in_a_window(moments, 2.0) <= 60


def test_a_longer_route_is_learnt_slowly_and_a_shorter_one_at_once():
    """The shortest round trip of some minutes counts: a few long ones are no route."""
    limit = demand(100)
    world = calibrated(limit)
    seen = [world.pacer._round_trip]
    for now in (1.0, 320.0, 700.0):
        world.run([Call(3.0 * i, 0.5, 0.0, (limit,)) for i in range(30)], now=now)
        seen.append(world.pacer._round_trip)
    world.run([Call(0.0, 0.1, 0.0, (limit,)) for _ in range(2)], now=1000.0)
    seen.append(world.pacer._round_trip)

    short, long = UP + DOWN, UP + DOWN + 0.5
    assert seen == pytest.approx([short, short, short, long, short + 0.1])


def test_more_at_once_than_the_limit_holds_is_refused_at_once():
    """It would wait for ever, and so would all behind it."""
    pacer = Pacer()

    with pytest.raises(InvalidArgument, match="send fewer"):
        pacer.join((demand(5), demand(20, key="b", cost=21)))

    assert pacer.wait(pacer.join((demand(5),)), 0.0) == 0


def test_what_has_no_limit_never_waits():
    """No bucket, no queue."""
    pacer = Pacer()
    tickets = [pacer.join(()) for _ in range(1_000)]

    assert {pacer.wait(ticket, 0.0) for ticket in tickets} == {0.0}


def test_leaving_twice_or_after_a_grant_does_nothing():
    """A cancelled caller cleans up without asking where it stands."""
    pacer = Pacer()
    ticket = pacer.join((demand(1),))
    assert pacer.wait(ticket, 0.0) == 0

    pacer.leave(ticket)
    pacer.leave(ticket)

    assert pacer.wait(pacer.join((demand(1),)), 0.0) > 0


def test_an_unanswered_request_counts_from_its_end():
    """It may have arrived at the last moment."""
    pacer = Pacer()
    first = pacer.join((demand(1),))
    assert pacer.wait(first, 0.0) == 0
    pacer.settle(first, 5.0, answered=False)

    second = pacer.join((demand(1),))

    assert pacer.wait(second, 6.9) > 0
    assert pacer.wait(second, 7.1) == 0


def test_one_that_never_ends_does_not_stop_the_others():
    """Its place is held, and the rest of the quota serves on."""
    limit = demand(3)
    pacer = Pacer()
    stuck = pacer.join((limit,))
    assert pacer.wait(stuck, 0.0) == 0
    served, now = 0, 0.0
    while now < 30:
        ticket = pacer.join((limit,))
        while delay := pacer.wait(ticket, now):
            now += delay
        pacer.settle(ticket, now)
        served += 1

    assert served >= 2 * (30 / 2.01) - 2


def test_an_acquire_without_a_queue_is_cheap():
    """A limiter must not cost what it limits."""
    pacer, limit = Pacer(), demand(10**6)
    start = time.perf_counter()
    for now in range(1_000):
        ticket = pacer.join((limit,))
        pacer.wait(ticket, now / 100)
        pacer.settle(ticket, now / 100)
    spent = (time.perf_counter() - start) / 1_000

    assert spent < 0.001  # it is 0.00001 where nothing else runs


def test_limits_say_whom_they_count():
    """As OKX's pages do."""
    assert per_ip(20) == Rate(20, 2, "ip", ())
    assert per_user(60, by="inst_id inst_family") == Rate(
        60, 2, "user", ("inst_id", "inst_family")
    )
    assert per_user(1, 1, scope="master_user").scope == "master_user"


@frozen
class Item:
    """One order of a batch."""

    inst_id: str


@pytest.mark.parametrize(
    ("rate", "content", "costs"),
    [
        (per_ip(20), {"inst_id": "A"}, {(): 1}),
        (per_ip(20, by="inst_id ccy"), {"inst_id": "A"}, {("A", "None"): 1}),
        (per_instrument(60), Item("A"), {("A",): 1}),
        (per_instrument(60), Item("BTC-USD-261225-90000-C"), {("BTC-USD",): 1}),
        (per_instrument(60), Item("BTC-USD-261225-9.5-P"), {("BTC-USD",): 1}),
        (per_instrument(60), Item("BTC-USD-261225"), {("BTC-USD-261225",): 1}),
        (
            per_instrument(300, unit="orders"),
            [Item("A"), Item("B"), {"inst_id": "A"}],
            {("A",): 2, ("B",): 1},
        ),
        (
            per_instrument(300),
            [Item("A"), Item("B"), Item("A")],
            {("A",): 1, ("B",): 1},
        ),
        (per_instrument(300), None, {("None",): 1}),
    ],
)
def test_a_request_costs_what_the_exchange_counts(rate, content, costs):
    """Orders of a batch by instrument, options by their family."""
    assert rate.costs(content) == costs


def test_a_limit_may_have_others_beside_it():
    """They hold at the same time."""
    rate = per_user(5, also=[per_user(100, 3600)])

    assert rate.also == (per_user(100, 3600),)
    assert rate != per_user(5)
