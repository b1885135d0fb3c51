"""Verdicts on orders that nearly went wrong: what is told is true, and none is untold."""

from __future__ import annotations

import json

import anyio
import httpx
import pytest
from bent import AFTER, AMEND, BATCH, CANCEL, PLACE, BentWorld, bent, item
from spoilt import INST, limit, there

from okx_sdk.errors import (
    ClientOrderIdConflict,
    InsufficientBalance,
    InvalidArgument,
    OkxError,
    OrderNotPlaced,
    OrderOutcomeUnknown,
    StateConflict,
    TurnTooLate,
)
from okx_sdk.models.enums import OrderState
from okx_sdk.models.order_requests import NewAttachedAlgo, NewOrder
from okx_sdk.sandbox.streaming.actions import Mutate
from okx_sdk.sandbox.streaming.faults import Match, Rule

# The item's own code counts: section 4 of the protocol.


@pytest.mark.parametrize("stream", [None, "stream_account"])
@pytest.mark.parametrize("code", ["0", "2"])
@pytest.mark.parametrize("ord_id", ["", "77"])
def test_what_an_item_says_counts_whatever_the_envelope_says(stream, code, ord_id):
    """7.2: a single order that is refused is no order that was placed, by either way."""
    body = {"code": code, "msg": "", "data": [item("a", "51008", ord_id)]}

    @bent
    async def told(world):
        if stream is None:
            world.answer(PLACE, body)
            with pytest.raises(InsufficientBalance):
                await world.okx.place_order(limit("a"))
            return
        async with getattr(world.okx, stream)():
            paths = {"code": code, "data.0.sCode": "51008", "data.0.ordId": ord_id}
            for path, value in paths.items():
                rule = Rule(Mutate(path, value), Match(op="order"), AFTER, count=1)
                world.streams.faults.add(rule)
            with pytest.raises(InsufficientBalance):
                await world.okx.place_order(limit("a"))

    told()


@bent
async def test_an_answer_that_names_no_order_proves_nothing(world):
    """O6, O11: it is looked up: single, in a batch, and without any item at all."""
    okx = world.okx
    for data in ([item("a")], []):
        world.answer(PLACE, {"code": "0", "msg": "", "data": data})
        with pytest.raises(OrderNotPlaced):
            await okx.place_order(limit("a"), ttl=0.5)
    world.answer(BATCH, {"code": "0", "data": [item("b"), item("c", ord_id="5")]})
    b, c = await okx.place_orders([limit("b"), limit("c")], ttl=0.5)

    assert isinstance(b, OrderNotPlaced)
    assert c.ord_id == "5"


@bent
async def test_a_change_or_cancellation_that_its_item_refuses_is_refused(world):
    """O12, O13: whatever the envelope says."""
    okx = world.okx
    world.answer(AMEND, {"code": "0", "data": [item("warm", "51503")]})
    with pytest.raises(StateConflict):
        await okx.amend_order(inst_id=INST, cl_ord_id="warm", new_px="30001")
    world.answer(CANCEL, {"code": "0", "data": [item("warm", "51000")]})
    with pytest.raises(OkxError) as raised:
        await okx.cancel_order(INST, cl_ord_id="warm")

    assert raised.value.code == "51000"


@bent
async def test_a_batch_whose_answer_is_an_error_of_the_server_is_looked_up(world):
    """7.2: any 5xx is ambiguous, whatever stands in it; here all was placed."""
    rows = [item("b", "50011"), item("c", "51008")]

    async def bend(request):
        if request.url.path != BATCH:
            return None
        await world.way.handle_async_request(request)
        body = {"code": "1", "msg": "", "data": rows}
        return httpx.Response(500, json=body, request=request)

    world.bend = bend
    outcomes = await world.okx.place_orders([limit("b"), limit("c")])

    assert [each.recovered for each in outcomes] == [True, True]


# Names.


@bent
async def test_a_name_that_was_taken_when_the_network_went_is_not_resolved_as_ours(
    world,
):
    """O10: 51016, and then nothing gets through: the other order is never told as ours."""
    okx = world.okx
    await anyio.sleep(30)
    world.keep(PLACE, told=True)
    with pytest.raises(OrderOutcomeUnknown) as raised:
        await okx.place_order(limit("warm", px="30001"), patience=3)
    world.is_down, world.bend = False, BentWorld.bend.__get__(world)
    with pytest.raises(OrderNotPlaced):
        await raised.value.resolve()


def test_a_conflict_of_names_is_settled(tmp_path):
    """O10, O14: it was refused; the next process does not find the other as it."""

    @bent
    async def told(world):
        okx = world.okx
        journal = world.journal(tmp_path / "orders.journal")
        with pytest.raises(ClientOrderIdConflict):
            await okx.place_order(limit("warm", px="30001"))
        journal.close()

        assert journal.unsettled == []

    told()


@bent
async def test_either_all_names_of_several_batches_are_free_or_nothing_is_sent(world):
    """O11: else the first twenty would be placed, and their outcomes told to nobody."""
    world.fates["n21"] = "O3"
    with pytest.raises(OrderOutcomeUnknown):
        await world.okx.place_order(limit("n21"), on_unknown="raise")
    sent = len(world.wire.sent)
    with pytest.raises(InvalidArgument, match="n21"):
        await world.okx.place_orders([limit(f"n{n}") for n in range(24)])

    assert len(world.wire.sent) == sent


# What to do when no answer comes.


@bent
async def test_an_order_that_was_to_be_cancelled_is_when_the_cable_is_in_again(world):
    """7.1, 8: the cable is pulled, so that the first cancellation is lost, too."""
    world.keep(PLACE)

    async def plug_in():
        await anyio.sleep(4)
        world.is_down, world.bend = False, BentWorld.bend.__get__(world)

    async with anyio.create_task_group() as group:
        group.start_soon(plug_in)
        placed = await world.okx.place_order(limit("a"), on_unknown="cancel")
    await anyio.sleep(0.1)

    assert placed.order.state == OrderState.LIVE  # as it was found
    assert there(world, "a")[0].state == OrderState.CANCELED


@bent
async def test_an_order_that_cannot_be_cancelled_is_told_as_it_is(world):
    """7.1, 8: three tries, and no more."""
    world.fates["a"] = "O1/O2"
    tried = []

    async def bend(request):
        if request.url.path != CANCEL:
            return None
        tried.append(world.clock.time())
        return httpx.ConnectError("no")

    world.bend = bend
    placed = await world.okx.place_order(limit("a"), on_unknown="cancel")

    assert placed.order.state == OrderState.LIVE
    assert len(tried) == 1 + 3


@pytest.mark.parametrize(
    "wrong", [{"on_unknown": "Cancel"}, {"resend": "if-absent"}, {"check": "eror"}]
)
def test_a_slip_in_what_is_to_be_done_is_refused(wrong):
    """7.1, 8: else it would be another order than is meant."""

    @bent
    async def told(world):
        sent = len(world.wire.sent)
        with pytest.raises(InvalidArgument, match=f"(?i){next(iter(wrong))} is"):
            await world.okx.place_order(limit("a"), **wrong)
        assert len(world.wire.sent) == sent

    told()


@bent
async def test_an_instruments_number_is_not_waited_for_longer_than_its_order(world):
    """L1, N1: *within* holds; REST takes the name in place of the number."""
    okx = world.okx
    async with okx.stream_account():

        async def bend(request):
            if request.url.path.endswith("/instruments"):
                await anyio.sleep(9)
                return httpx.ReadTimeout("slow")
            return None

        world.bend = bend
        began = world.clock.time()
        placed = await okx.place_order(limit("a"), within=1.0)

    assert not placed.recovered
    assert world.clock.time() - began < 1.2


# What is known already is not asked again.


@pytest.mark.parametrize("on_unknown", ["raise", "cancel"])
def test_what_a_stream_told_before_the_answer_was_lost_is_known(on_unknown):
    """O8: there is nothing unknown to be raised, nor an order to be cancelled for it."""

    @bent
    async def told(world):
        okx = world.okx

        async def bend(request):
            if request.url.path == PLACE and request.method == "POST":
                await world.way.handle_async_request(request)
                await anyio.sleep(0.3)
                return httpx.ReadError("gone")
            return None

        async with okx.stream_orders():
            okx._orders.entry.routes.line = lambda: None  # by REST
            world.bend = bend
            placed = await okx.place_order(limit("a"), on_unknown=on_unknown)

        assert placed.recovered
        assert there(world, "a")[0].state == OrderState.LIVE

    told()


@bent
async def test_a_filled_order_is_not_cancelled_again(world):
    """7.1, 8: once in the dark, and not once more when it is known to be done."""
    world.fates["a"] = "O1/O2"
    order = NewOrder(INST, "cash", "buy", "market", "50", cl_ord_id="a")
    placed = await world.okx.place_order(order, on_unknown="cancel")

    assert placed.order.state == OrderState.FILLED
    assert [path for path, _ in world.wire.sent].count(CANCEL) == 1


@bent
async def test_what_cannot_come_right_is_told_at_once(world):
    """O10, L1: a name that an older order has, and a turn that comes too late."""
    okx = world.okx
    await anyio.sleep(60)
    began = world.clock.time()
    with pytest.raises(ClientOrderIdConflict):
        await okx.place_order(limit("warm"))
    conflict = world.clock.time() - began
    began, ended = world.clock.time(), []

    async def place(number):
        try:
            await okx.place_order(limit(f"q{number}"), within=1.0)
        except TurnTooLate:
            ended.append(world.clock.time() - began)

    async with anyio.create_task_group() as group:
        for number in range(70):
            group.start_soon(place, number)

    assert conflict < 1
    assert len(ended) > 5
    assert max(ended) < 0.1


@bent
async def test_a_refusal_counts_though_an_older_order_of_the_name_is_heard_of(world):
    """O8: it was made but a moment ago, so that it might be the one, were it not refused."""
    okx = world.okx
    async with okx.stream_orders():
        old = await okx.place_order(limit("a"))
        okx._orders.entry.routes.line = lambda: None  # by REST
        refusal = {"code": "1", "msg": "", "data": [item("a", "51008")]}

        async def bend(request):
            if request.url.path == PLACE and request.method == "POST":
                await okx.cancel_order(INST, ord_id=old.ord_id)
                await anyio.sleep(0.1)
                await okx.get_order(INST, ord_id=old.ord_id)  # done, and pushed
                await anyio.sleep(0.3)
                return httpx.Response(200, json=refusal, request=request)
            return None

        world.bend = bend
        with pytest.raises(InsufficientBalance):
            await okx.place_order(limit("a"))


@pytest.mark.parametrize("count", [1, 2])
def test_who_leaves_before_anything_has_left_leaves_nothing_unknown(count):
    """X9: the exchange's time was waited for; the names may be used at once."""

    @bent
    async def told(world):
        okx, names = world.okx, ["a", "b"][:count]
        okx._server._measure = None

        async def bend(request):
            await anyio.sleep(5.0 * request.url.path.endswith("/time"))

        world.bend = bend
        with anyio.move_on_after(1):
            await okx.place_orders([limit(name) for name in names])
        unknown = set(okx._orders.entry.outcomes._unknown)
        placed = await okx.place_orders([limit(name) for name in names])

        assert unknown == set()
        assert [each.recovered for each in placed] == [False] * count

    told()


@bent
async def test_what_an_operation_cannot_say_goes_by_rest(world):
    """Section 6 of the protocol: what is attached to an order would be left out."""
    okx = world.okx
    stop = NewAttachedAlgo(sl_trigger_px="20000", sl_ord_px="-1")
    async with okx.stream_account():
        await okx.place_orders([limit("a"), limit("b")])
        before = len(world.wire.sent)
        await okx.place_order(limit("c", attach_algo_ords=(stop,)))
        await okx.place_orders([limit("d"), limit("e", attach_algo_ords=(stop,))])

    assert [path for path, _ in world.wire.sent[before:]] == [PLACE, BATCH]
    assert all(b"attachAlgoOrds" in body for _, body in world.wire.sent[before:])


@pytest.mark.parametrize("trouble", ["it has none", "it is not told"])
def test_an_instrument_without_a_number_is_traded_by_rest(trouble):
    """Decision on orders by WebSocket: there `instId` is ignored."""

    @bent
    async def told(world):
        async def bend(request):
            if not request.url.path.endswith("/instruments"):
                return None
            answer = await world.way.handle_async_request(request)
            told = json.loads(await answer.aread())
            rows = [{**row, "instIdCode": ""} for row in told["data"]]
            body = {"code": "0" if trouble == "it has none" else "50026", "data": rows}
            return httpx.Response(200, json=body, request=request)

        okx = world.okx
        async with okx.stream_account():
            world.bend, before = bend, len(world.wire.sent)
            placed = await okx.place_order(limit("a"))

        assert not placed.recovered
        assert [path for path, _ in world.wire.sent[before:]] == [PLACE]

    told()
