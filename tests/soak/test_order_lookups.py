"""What lookups prove, however slow, blind or late they are, and what not."""

from __future__ import annotations

import anyio
import httpx
import pytest
from bent import AFTER, AMEND, PLACE, BentWorld, bent
from order_chaos import OrderWorld
from simulation import in_simulation
from spoilt import INST, limit, there

from okx_sdk.errors import (
    DuplicateOrderDetected,
    InvalidArgument,
    OrderNotPlaced,
    OrderOutcomeUnknown,
)
from okx_sdk.models.enums import OrderState
from okx_sdk.models.order_requests import AmendOrder, NewOrder
from okx_sdk.sandbox.streaming.actions import Delay, Drop, LookupLag
from okx_sdk.sandbox.streaming.faults import Match, Rule

# Lookups.


@pytest.mark.parametrize("inst_id", ["BTC-ABOVE-DAILY-261224", "BTC"])
def test_an_instrument_of_another_form_has_verdicts_too(inst_id):
    """O3: such as those of events; it is not told as refused because of its name."""
    missing = {"code": "51603", "msg": "Order does not exist", "data": []}

    @bent
    async def told(world):
        async def bend(request):
            path = request.url.path
            if path == PLACE and request.method == "POST":
                return httpx.ReadTimeout("gone")
            body = missing if path == PLACE else {"code": "0", "msg": "", "data": []}
            is_ours = path.startswith("/api/v5/trade/order")
            return httpx.Response(200, json=body, request=request) if is_ours else None

        world.bend = bend
        odd = NewOrder(inst_id, "cash", "buy", "limit", "1", px="1", cl_ord_id="odd")
        with pytest.raises(OrderNotPlaced):
            await world.okx.place_order(odd)

    told()


@bent
async def test_a_margin_order_is_searched_among_margin_orders(world):
    """O7: the last doubt: lookups do not know it, and the history does."""
    order = NewOrder(INST, "cross", "buy", "market", "0.001", cl_ord_id="lent")

    async def bend(request):
        if request.url.path == PLACE and request.method == "GET":
            body = {"code": "51603", "msg": "Order does not exist", "data": []}
            return httpx.Response(200, json=body, request=request)
        return None

    world.bend = bend
    world.fates["lent"] = "O1/O2"
    placed = await world.okx.place_order(order)

    assert placed.recovered
    assert placed.order.state == OrderState.FILLED


@bent
async def test_what_may_have_been_cancelled_and_forgotten_is_not_told_as_absent(world):
    """F9: the two hours count from the sending, not from the end of a long *ttl*."""
    okx = world.okx
    world.fates["a"] = "O1/O2"
    with pytest.raises(OrderOutcomeUnknown) as raised:
        await okx.place_order(limit("a"), ttl=3_000, on_unknown="raise")
    await okx.cancel_order(INST, cl_ord_id="a")
    await anyio.sleep(7_300)
    with pytest.raises(OrderOutcomeUnknown, match="too old"):
        await raised.value.resolve()

    assert len(there(world, "a")) == 1


@pytest.mark.parametrize("is_back", [False, True])
def test_a_time_that_cannot_be_had_holds_no_lookup_up(is_back):
    """T2, O1: the clock is set, and the exchange's time does not come: 15 s, not 50."""

    @bent
    async def told(world):
        okx = world.okx
        ours = okx._server.clock = type(world.clock)()
        time = ours.time
        world.fates["a"] = "O1/O2"

        async def bend(request):
            if request.method == "POST":
                ours.time = lambda: time() + 30.0
            elif not is_back or request.url.path.endswith("/time"):
                await anyio.sleep(request.extensions["timeout"]["read"])
                return httpx.ReadTimeout("dark")
            return None

        world.bend = bend
        began = world.clock.time()
        if is_back:
            assert (await okx.place_order(limit("a"))).recovered
        else:
            with pytest.raises(OrderOutcomeUnknown):
                await okx.place_order(limit("a"))
        assert world.clock.time() - began < (8 if is_back else 26)

    told()


@pytest.mark.parametrize("lookups", ["come", "trickle"])
def test_an_answer_that_trickles_is_given_up(lookups):
    """N10, N12: bytes come now and then, so that no wait of the transport runs out."""

    @bent
    async def told(world):
        async def bend(request):
            if request.method == "POST":
                await world.way.handle_async_request(request)
            if request.method == "POST" or lookups == "trickle":
                await anyio.sleep(3_600)

        world.bend = bend
        began = world.clock.time()
        if lookups == "come":
            assert (await world.okx.place_order(limit("a"))).recovered
        else:
            with pytest.raises(OrderOutcomeUnknown):
                await world.okx.place_order(limit("a"))
        assert world.clock.time() - began < (11 if lookups == "come" else 33)

    told()


@bent
async def test_who_closes_the_client_need_not_wait_for_what_it_looks_for(world):
    """X8: it is told at once that the outcome is unknown."""
    world.fates["a"] = "O3"
    ended = []

    async def place():
        with pytest.raises(OrderOutcomeUnknown):
            await world.okx.place_order(limit("a"), ttl=60)
        ended.append(world.clock.time())

    async with anyio.create_task_group() as group:
        group.start_soon(place)
        await anyio.sleep(3)
        closed = world.clock.time()
        await world.okx.aclose()

    assert ended[0] - closed < 1.5


@bent
async def test_a_stream_that_tells_as_the_search_ends_is_heard(world):
    """O8: both in one moment, and there is an order: so it was placed."""
    outcomes = world.okx._order_settings.desk.entry.outcomes
    order = await world.okx.get_order(INST, cl_ord_id="warm")
    find = type(outcomes.search).find

    async def late(self, inst_id, name, plan, sent_at):
        await find(self, inst_id, name, plan, sent_at)
        for watch in outcomes.feed._watches[name]:
            watch.order = order
            watch._news.set()

    world.fates["a"] = "O3"
    type(outcomes.search).find = late
    try:
        placed = await world.okx.place_order(limit("a"))
    finally:
        type(outcomes.search).find = find

    assert placed.order is order


# Lookups that lag.


def slow_lookups(world, name, seconds, wait=0.01):
    """Have an order made after a while, be hidden for a while, and its answer lost."""
    match = Match(op="order", cl_ord_id=name)
    for action in (Delay(wait), LookupLag(seconds)):
        world.streams.faults.add(Rule(action, match, "before_commit", count=1))
    world.streams.faults.add(Rule(Drop(), match, AFTER, count=1))


def test_orders_that_were_slow_to_be_found_make_absence_later():
    """O4, O7: one that is made just before its time, and hidden for longer than *grace*.

    The one before it was hidden for as long. What never came costs more time, then.
    """

    async def run():
        async with world.running():
            okx = world.okx
            slow_lookups(world, "a", 3.0)
            first = await okx.place_order(limit("a"))
            slow_lookups(world, "b", 3.5, wait=4.3)
            second = await okx.place_order(limit("b"))
            world.streams.faults.add(
                Rule(Drop(), Match(op="order"), "before_commit", count=1)
            )
            began = world.clock.time()
            with pytest.raises(OrderNotPlaced):
                await okx.place_order(limit("c"))
            return first, second, world.clock.time() - began

    world = OrderWorld(1, timeout=2.0, losses=0.0)
    first, second, took = in_simulation(run, 1)

    assert first.recovered
    assert second.recovered
    assert 9 < took < 14


# What a search proves, and what not.

MISSING = {"code": "51603", "msg": "Order does not exist", "data": []}


def blind(world, *, history=(), time=True):
    """Have lookups know of nothing, the history of so much, and the time come or not."""

    async def bend(request):
        path = request.url.path
        if path == PLACE and request.method == "GET":
            world.looked.append(world.clock.time())
            return httpx.Response(200, json=MISSING, request=request)
        if path.endswith("/orders-history") and history:
            body = {"code": "0", "msg": "", "data": list(history)}
            return httpx.Response(200, json=body, request=request)
        if path.endswith("/time") and not time:
            return httpx.ReadTimeout("dark")
        return None

    world.looked, world.bend = [], bend


@bent
async def test_an_order_that_lookups_do_not_know_is_found_among_the_open_ones(world):
    """O7: the second source, before it is told as absent."""
    blind(world)
    world.fates["a"] = "O1/O2"
    placed = await world.okx.place_order(limit("a"))

    assert placed.order.state == OrderState.LIVE


@bent
async def test_two_orders_of_one_name_are_told_loudly(world):
    """7.1, 5: and neither is taken for the one; the journal keeps the name."""
    now = str(int(world.clock.time() * 1000))
    row = {"instType": "SPOT", "instId": INST, "side": "buy", "ordType": "market"}
    row |= {"clOrdId": "a", "state": "filled", "cTime": now, "uTime": now, "sz": "1"}
    blind(world, history=[{**row, "ordId": "1"}, {**row, "ordId": "2"}])
    world.fates["a"] = "O3"
    with pytest.raises(DuplicateOrderDetected, match="1, 2"):
        await world.okx.place_order(limit("a"))
    with pytest.raises(InvalidArgument, match="not known yet"):
        await world.okx.place_order(limit("a"))


@bent
async def test_without_the_exchanges_time_nothing_is_proved_to_be_absent(world):
    """T2, O3: lookups get through, and the time does not, as the clock was set."""
    okx = world.okx
    ours = okx._server.clock = type(world.clock)()
    ours.time = lambda: world.clock.time() + 30.0
    blind(world, time=False)
    world.fates["a"] = "O3"
    with pytest.raises(OrderOutcomeUnknown):
        await okx.resolve_order("a", INST, exp_time=world.clock.time() - 10)


@pytest.mark.parametrize("what", ["order", "change"])
def test_absence_counts_by_the_exchanges_clock_however_long_the_way_to_it(what):
    """T3, O3, O13: the question for the time is slow, so that our estimate is ahead."""

    async def live():
        async with world.running():
            looked, told = [], []

            async def bend(request):
                if request.url.path.endswith("/time"):
                    await anyio.sleep(2.8)
                elif request.url.path == PLACE and request.method == "GET":
                    looked.append(world.clock.time())
                elif request.url.path in {PLACE, AMEND}:
                    told.append(int(request.headers["expTime"]) / 1000)

            await world.okx.place_order(limit("b"))
            world.okx._server._measure = None
            world.bend = bend
            world.fates["a"] = "O3"
            if what == "order":
                with pytest.raises(OrderNotPlaced):
                    await world.okx.place_order(limit("a"))
            else:
                world.wire.lose("/trade/amend-order", 2)
                change = AmendOrder(INST, cl_ord_id="b", new_px="30001")
                with pytest.raises(OrderNotPlaced):
                    await world.okx.amend_order(change)
            assert looked[-1] > told[-1] + 2.0

    world = BentWorld(1)
    in_simulation(live, 1)
