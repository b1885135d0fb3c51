"""Orders: what the criteria of the named faults ask for, measured."""

from __future__ import annotations

import json

import anyio
import httpx
import pytest
from attrs import Factory, define
from order_chaos import Mischief, OrderWorld
from simulation import START, in_simulation
from spoilt import there

from okx_sdk.credentials import Credentials
from okx_sdk.errors import (
    ClientOrderIdConflict,
    InsufficientBalance,
    OkxError,
    WrongEnvironment,
)
from okx_sdk.models.enums import OrderState
from okx_sdk.models.order_entry import PlacedOrder
from okx_sdk.models.order_requests import NewOrder
from okx_sdk.sandbox.streaming.actions import Delay, Drop, HalfOpen, Mutate, Reply
from okx_sdk.sandbox.streaming.faults import Match, Rule

INST = "BTC-USDT"
PLACE, TIME = "/api/v5/trade/order", "/api/v5/public/time"
BATCH, CANCEL = "/api/v5/trade/batch-orders", "/api/v5/trade/cancel-order"
AFTER = "after_commit_before_reply"


def limit(name, **fields) -> NewOrder:
    given = {"inst_id": INST, "td_mode": "cash", "side": "buy", "ord_type": "limit"}
    return NewOrder(
        **{**given, "sz": "0.001", "px": "30000", "cl_ord_id": name, **fields}
    )


@define(eq=False)
class Watched(Mischief):
    """A road on which it is noted what is asked when, and answers may be changed."""

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        world, path = self.world, request.url.path
        world.asked.append((anyio.current_time(), request.method, path))
        answer = await super().handle_async_request(request)
        if path in world.changes:
            body = world.changes.pop(path)(json.loads(answer.content))
            return httpx.Response(answer.status_code, json=body, request=request)
        return answer


@define(eq=False, slots=False)
class WatchedWorld(OrderWorld):
    asked: list = Factory(list)
    changes: dict = Factory(dict)

    def road(self):
        return Watched(self)

    def count(self, path, method="GET", since=-1.0) -> int:
        return sum(
            (what, where) == (method, path) and at > since
            for at, what, where in self.asked
        )

    def rule(self, action, phase="before_commit", **match) -> None:
        self.streams.faults.add(Rule(action, Match(**match), phase, count=1))


def told(test, seed=1, **options):
    """Run a story in a world of its own; gives what the story gives."""

    async def run():
        async with world.running():
            return await test(world)

    world = WatchedWorld(seed, timeout=2.0, **options)
    return in_simulation(run, seed)


@pytest.mark.parametrize("late", [False, True])
def test_once_a_stream_has_told_of_an_order_nothing_is_asked_any_more(late):
    """O8: 0 requests after confirmation: before the answer, and while it is looked up."""

    async def story(world):
        okx = world.okx
        await okx.get_ticker(INST)
        async with okx.stream_orders():
            world.okx._orders.entry.routes.line = lambda: None  # by REST
            if late:
                world.rule(Delay(3.0), op="order", cl_ord_id="a")
            world.rule(HalfOpen(), AFTER, op="order", cl_ord_id="a")
            placed = await okx.place_order(limit("a"))
            told_at = anyio.current_time()
            await anyio.sleep(20)
        pushed = placed.order.c_time.timestamp() - START
        return placed, pushed, told_at, world

    placed, pushed, told_at, world = told(story)

    assert placed.recovered
    assert world.count(PLACE, since=pushed + 0.1) == 0
    assert world.count("/api/v5/trade/orders-history") == 0
    if late:
        assert world.count(PLACE) > 1
        assert told_at - pushed < 0.2
    else:
        assert world.count(PLACE) == 0
        assert told_at - pushed < 1.2


@pytest.mark.parametrize(
    ("changed", "is_ours"),
    [
        ({}, True),
        ({"sz": "0.0010"}, True),
        ({"px": "30001"}, False),
        ({"sz": "0.002"}, False),
        ({"ord_type": "post_only"}, False),
        ({"side": "sell", "px": "300000"}, False),
        ({"inst_id": "ETH-USDT", "sz": "0.01", "px": "1000"}, False),
    ],
)
def test_a_name_that_is_taken_is_ours_if_all_is_the_same(changed, is_ours):
    """O10: 51016 on the first send; one row for each thing that may be another."""

    async def story(world):
        first = await world.okx.place_order(limit("a"))
        try:
            second = await world.okx.place_order(limit("a", **changed))
        except ClientOrderIdConflict:
            return False, len(there(world, "a"))
        return second.ord_id == first.ord_id, len(there(world, "a"))

    assert told(story) == (is_ours, 1)


def without_the_second_and_backwards(answer):
    rows = answer["data"]
    stranger = {**rows[0], "ordId": "1", "clOrdId": "stranger"}
    return {**answer, "data": [stranger, *reversed([rows[0], *rows[2:]])]}


@pytest.mark.parametrize("stream", [None, "stream_account"])
def test_an_answer_that_lacks_items_or_shuffles_them_accounts_for_each(stream):
    """O11: by REST and by WebSocket; what it says nothing of is looked up."""
    orders = [limit("a"), limit("b"), limit("c", sz="100"), limit("d")]

    async def story(world):
        okx = world.okx
        if stream is None:
            world.changes[BATCH] = without_the_second_and_backwards
            return await okx.place_orders(orders), world
        async with getattr(okx, stream)():
            world.rule(Mutate("data.1", remove=True), AFTER, op="batch-orders")
            return await okx.place_orders(orders), world

    outcomes, world = told(story)
    names = [o.cl_ord_id for o in outcomes if isinstance(o, PlacedOrder)]

    assert isinstance(outcomes[2], InsufficientBalance)
    assert names == ["a", "b", "d"]
    assert [o.recovered for o in outcomes if isinstance(o, PlacedOrder)] == [
        False,
        True,
        False,
    ]
    for outcome in (outcomes[0], outcomes[1], outcomes[3]):
        (order,) = world.streams.truth.accounts.orders(outcome.cl_ord_id)
        assert str(order.ord_id) == outcome.ord_id


@pytest.mark.parametrize("code", ["51400", "51410", "51412", "50026"])
@pytest.mark.parametrize("is_done", [True, False])
def test_a_cancellation_that_was_not_taken_ends_as_the_order_did(code, is_done):
    """O12: the state that is told is the truth's, whatever the exchange said at first."""

    async def story(world):
        okx = world.okx
        kind = {"ord_type": "market", "px": None, "tgt_ccy": "base_ccy"}
        await okx.place_order(limit("a", **(kind if is_done else {})))
        row = {"ordId": "", "clOrdId": "a", "sCode": code, "sMsg": "no"}
        refusal = {"code": "1", "msg": "", "data": [row]}
        world.rule(Reply(body=json.dumps(refusal)), path=CANCEL)
        canceled = await okx.cancel_order(INST, cl_ord_id="a")
        await anyio.sleep(1)
        (order,) = there(world, "a")
        return canceled, order.state

    canceled, state = told(story)

    assert state == (OrderState.FILLED if is_done else OrderState.CANCELED)
    assert canceled.order is None or canceled.order.state == state
    assert (canceled.order is not None) is is_done


@pytest.mark.parametrize("what", ["a read", "an order", "a login"])
def test_a_wrong_time_costs_one_question_for_the_right_one(what):
    """P3: 50102 and 60006: exactly one more /public/time; then it succeeds."""

    async def story(world):
        okx = world.okx
        await okx.place_order(limit("a"))
        before = world.count(TIME)
        if what == "a read":
            world.rule(Reply("50102", "late", 401), path="/api/v5/account/balance")
            await okx.account.get_balance()
        elif what == "an order":
            world.rule(Reply("50102", "late", 401), op="order", cl_ord_id="b")
            placed = await okx.place_order(limit("b"))
            assert not placed.recovered
        else:
            world.rule(Reply("60006", "late"), op="login")
            async with okx.stream_account():
                pass
        return before, world.count(TIME), len(there(world, "b")), world

    before, after, count, world = told(story)

    assert (before, after) == (1, 2)
    assert count == (what == "an order")
    assert world.count(PLACE, "POST") == (3 if what == "an order" else 1)


@pytest.mark.parametrize("hours", [-1.0, 1.0])
def test_a_clock_that_is_an_hour_wrong_fails_nothing_after_the_first_sync(hours):
    """T1: before or behind, at the start; reads, orders and private streams."""

    async def story(world):
        world.our_time.ahead = hours * 3_600
        okx = world.okx
        await okx.account.get_balance()
        placed = [await okx.place_order(limit(f"a{n}")) for n in range(3)]
        async with okx.stream_orders():
            placed += [await okx.place_order(limit(f"b{n}")) for n in range(3)]
        codes = {c for each in world.exchange.venue.asked for c in each.codes}
        return [each.recovered for each in placed], codes, world.count(TIME)

    recovered, codes, asked = told(story)

    assert recovered == [False] * 6
    assert codes - {"0"} <= {"50102"}
    assert asked <= 2


@pytest.mark.slow  # a hundred orders by either way
@pytest.mark.parametrize("stream", [None, "stream_account"])
def test_where_the_time_comes_late_no_order_expires_before_it_is_there(stream):
    """T3: the answer about the time takes 2 s, one way alone; 0 of 50036."""

    async def story(world):
        async def place(n) -> None:
            await world.okx.place_order(limit(f"a{n}"), ttl=1.0)

        async def all_of_them() -> None:
            async with anyio.create_task_group() as group:
                for n in range(50):
                    group.start_soon(place, n)
                    await anyio.sleep(0.3)

        if stream is None:
            await all_of_them()
        else:
            async with getattr(world.okx, stream)():
                await all_of_them()
        return [c for each in world.exchange.venue.asked for c in each.codes], world

    codes, world = told(story, slow_time=2.0)

    assert {"50036", "50037"} & set(codes) == set()
    assert len(world.exchange.venue.accounts["main"].orders.named) == 50


def test_a_demo_key_at_the_real_host_places_nothing():
    """P16: 50101, typed and with advice; 0 orders, and none is sent again."""
    demo = Credentials("demo", "k9w2-canary", "word")

    async def story(world):
        venue = world.exchange.venue
        venue.add_key(venue.accounts["main"], demo, is_demo=True)
        okx = world.okx
        okx._engine.credentials = demo
        with pytest.raises(WrongEnvironment) as raised:
            await okx.place_order(limit("a"))
        outcomes = await okx.place_orders([limit("b"), limit("c")])
        return raised.value, outcomes, world

    error, outcomes, world = told(story)

    assert error.code == "50101"
    assert error.hint
    assert all(isinstance(each, OkxError) and each.code == "50101" for each in outcomes)
    assert world.exchange.venue.accounts["main"].orders.named == {}
    assert world.count(PLACE, "POST") == world.count(BATCH, "POST") == 1


@pytest.mark.parametrize("name", ["gone", "dropped"])
def test_what_the_exchange_dropped_for_its_time_is_absent(name):
    """O4, O5: delayed past its time 0 orders; just before it, and the answer lost, one."""

    async def story(world):
        wait = 6.0 if name == "gone" else 4.5
        world.rule(Delay(wait), op="order", cl_ord_id=name)
        world.rule(Drop(), AFTER, op="order", cl_ord_id=name)
        try:
            placed = await world.okx.place_order(limit(name), ttl=5.0)
        except OkxError as error:
            return type(error).__name__, len(there(world, name))
        return placed.recovered, len(there(world, name))

    assert told(story) == (("OrderNotPlaced", 0) if name == "gone" else (True, 1))
