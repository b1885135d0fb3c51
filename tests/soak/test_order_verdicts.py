"""Verdicts on orders that nearly went wrong: what is told is true, and nothing is untold."""

from __future__ import annotations

import functools
import inspect

import anyio
import httpx
import pytest
from order_chaos import OrderWorld
from simulation import in_simulation
from spoilt import INST, Spoilt, SpoiltWorld, limit, there

from okx_sdk.engine.journal import Journal
from okx_sdk.errors import (
    ClientOrderIdConflict,
    DuplicateOrderDetected,
    InsufficientBalance,
    InvalidArgument,
    NotSent,
    OkxError,
    OrderNotPlaced,
    OrderOutcomeUnknown,
    StateConflict,
)
from okx_sdk.models.enums import OrderState
from okx_sdk.models.order_entry import PlacedOrder
from okx_sdk.models.order_requests import AmendAttachedAlgo, NewOrder
from okx_sdk.protocol.order_journal import Entry, JournalState
from okx_sdk.sandbox.streaming.actions import Delay, Drop, LookupLag, Mutate
from okx_sdk.sandbox.streaming.faults import Match, Rule
from okx_sdk.transport.memory import MemoryTransport

PLACE, AMEND = "/api/v5/trade/order", "/api/v5/trade/amend-order"
BATCH, CANCEL = "/api/v5/trade/batch-orders", "/api/v5/trade/cancel-order"
AFTER = "after_commit_before_reply"


class Bent(Spoilt):
    """A road on which the world has its own way with a request."""

    async def handle_async_request(self, request):
        told = await self.world.bend(request)
        if isinstance(told, Exception):
            raise told
        return told or await super().handle_async_request(request)


class BentWorld(SpoiltWorld):
    is_down = False

    def road(self):
        self.way = MemoryTransport(self.exchange, self.clock)
        self.wire = Bent(self)
        return self.wire

    async def bend(self, request):
        """What becomes of a request, if anything does."""
        return httpx.ConnectError("down") if self.is_down else None

    def answer(self, path, body):
        """Have whatever is posted to a path answered so, and not looked at."""

        async def bend(request):
            if request.url.path == path and request.method == "POST":
                return httpx.Response(200, json=body, request=request)
            return None

        self.bend = bend

    def keep(self, path, *, told=None):
        """Do the next request to a path, lose its answer, and have the cable pulled."""

        async def bend(request):
            if self.is_down:
                return httpx.ConnectError("down")
            if request.url.path == path and request.method == "POST":
                answer = await self.way.handle_async_request(request)
                self.is_down = True
                return answer if told else httpx.ReadError("gone")
            return None

        self.bend = bend


def bent(test):
    """Run a story in a world of its own, once the client knows the time."""

    @functools.wraps(test)
    def run(*args, **kwargs):
        async def live():
            async with world.running():
                await world.okx.place_order(limit("warm"))
                await test(world, *args, **kwargs)

        world = BentWorld(1)
        in_simulation(live, 1)

    run.__signature__ = _without_world(test)
    return run


def _without_world(test):
    signature = inspect.signature(test)
    _, *rest = signature.parameters.values()
    return signature.replace(parameters=rest)


# The item's own code counts: section 4 of the protocol.


def item(name, code="0", ord_id=""):
    return {"clOrdId": name, "ordId": ord_id, "sCode": code, "sMsg": ""}


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
        outcomes = okx._order_settings.desk.entry.outcomes
        outcomes.journal = journal = Journal(tmp_path / "orders.journal")
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


# Changes.


@pytest.mark.parametrize(
    ("named", "fate"),
    [
        (("ord_id", "ord_id"), "not sent"),
        (("ord_id", "ord_id"), "lost"),
        (("cl_ord_id", "ord_id"), "lost"),
        (("ord_id", "cl_ord_id"), "lost"),
    ],
)
def test_an_old_change_never_follows_a_newer_one(named, fate):
    """O13: neither one that is tried again nor one that gave the order's other name."""

    @bent
    async def told(world):
        okx = world.okx
        order = await okx.get_order(INST, cl_ord_id="warm")
        names = [{kind: getattr(order, kind)} for kind in named]
        first, ended = [True], []

        async def bend(request):
            if request.url.path != AMEND or not first:
                return None
            first.clear()
            kind = httpx.ConnectError if fate == "not sent" else httpx.ReadTimeout
            return kind("no")

        world.bend = bend

        async def old():
            try:
                await okx.amend_order(inst_id=INST, **names[0], new_px="30001")
            except NotSent as error:
                ended.append(error)

        async with anyio.create_task_group() as group:
            group.start_soon(old)
            await anyio.sleep(0.05)
            await okx.amend_order(inst_id=INST, **names[1], new_px="30002")
        await anyio.sleep(0.1)
        sent = [body for path, body in world.wire.sent if path == AMEND]

        assert len(sent) == 1
        assert there(world, "warm")[0].px == 30002
        assert bool(ended) is (fate == "not sent")

    told()


@bent
async def test_a_change_of_what_is_attached_is_not_taken_for_done_unseen(world):
    """O13: an order that merely exists is no proof; and a second loss leaves it unknown."""
    world.bend = lose_changes
    stop = AmendAttachedAlgo(attach_algo_id="1", new_sl_trigger_px="29000")
    with pytest.raises(OrderOutcomeUnknown) as raised:
        await world.okx.amend_order(
            inst_id=INST, cl_ord_id="warm", attach_algo_ords=(stop,)
        )

    assert "order was changed" in str(raised.value)


async def lose_changes(request):
    return httpx.ReadTimeout("no") if request.url.path in {AMEND, CANCEL} else None


@bent
async def test_what_is_told_of_changes_and_cancellations_is_of_these(world):
    """O12, O13: not that the order was not placed; and each id stands where it belongs."""
    okx = world.okx
    order = await okx.get_order(INST, cl_ord_id="warm")
    world.bend = lose_changes
    with pytest.raises(OrderNotPlaced) as changed:
        await okx.amend_order(inst_id=INST, ord_id=order.ord_id, new_px="30001")
    with pytest.raises(OrderOutcomeUnknown) as cancelled:
        await okx.cancel_order(INST, ord_id=order.ord_id)

    assert str(changed.value).startswith("The order is as it was")
    assert "whether the order was cancelled" in str(cancelled.value)
    for raised in (changed, cancelled):
        assert (raised.value.ord_id, raised.value.cl_ord_id) == (order.ord_id, "")


# The journal.


def test_a_name_alone_is_resolved_by_what_the_journal_has(tmp_path):
    """O14: a person has the name, and the journal its times."""

    @bent
    async def told(world):
        okx = world.okx
        outcomes = okx._order_settings.desk.entry.outcomes
        outcomes.journal = journal = Journal(tmp_path / "orders.journal")
        world.fates["a"] = "O3"
        with pytest.raises(OrderOutcomeUnknown):
            await okx.place_order(limit("a"), on_unknown="raise")
        with pytest.raises(OrderNotPlaced):
            await okx.resolve_order("a", INST)
        journal.close()

        assert journal.unsettled == []

    told()


@pytest.mark.parametrize("call", ["one", "two"])
def test_an_order_that_the_journal_did_not_take_is_not_sent_and_not_open(
    call, tmp_path, monkeypatch
):
    """K2, O14: the disk is full; once it is not, the same names may be sent."""
    from okx_sdk.engine import journal as module

    write, room = module._write, ["for a line"] * (call == "two")

    def full(file, data):
        if not room:
            write(file, data[: len(data) // 2])
            raise OSError(28, "No space left on device")
        room.pop()
        write(file, data)

    @bent
    async def told(world):
        okx = world.okx
        outcomes = okx._order_settings.desk.entry.outcomes
        outcomes.journal = journal = Journal(tmp_path / "orders.journal")
        sent = len(world.wire.sent)
        orders = [limit("a"), limit("b")][: 1 if call == "one" else 2]
        with monkeypatch.context() as patch:
            patch.setattr(module, "_write", full)
            failed = await okx.place_orders(orders)
        refused = len(world.wire.sent) - sent
        placed = await okx.place_orders(orders)
        journal.close()

        assert all(isinstance(each, NotSent) for each in failed)
        assert refused == 0
        assert all(isinstance(each, PlacedOrder) for each in placed)
        assert Journal(tmp_path / "orders.journal").unsettled == []

    told()


@bent
async def test_who_leaves_a_batch_loses_no_verdict_that_was_there(world):
    """X9, O11: what was refused or placed stays so; the rest is looked up."""
    okx, abandoned = world.okx, []
    outcomes = okx._order_settings.desk.entry.outcomes
    rows = [item("a", ord_id="5"), item("b", "51008")]
    world.answer(BATCH, {"code": "2", "msg": "", "data": rows})
    outcomes.spawn = lambda work: abandoned.append(work) or True
    with anyio.move_on_after(2):
        await okx.place_orders([limit("a"), limit("b"), limit("c")])

    assert outcomes._unknown == {"c"}
    assert len(abandoned) == 1


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


def test_absence_counts_by_the_exchanges_clock_however_long_the_way_to_it():
    """T3, O3: the question for the time is slow, so that our estimate is ahead."""

    async def live():
        async with world.running():

            async def bend(request):
                if request.url.path.endswith("/time"):
                    await anyio.sleep(1.6)
                elif request.method == "GET" and request.url.path == PLACE:
                    world.looked.append(world.clock.time())

            world.looked, world.bend = [], bend
            world.fates["a"] = "O3"
            with pytest.raises(OrderOutcomeUnknown) as raised:
                await world.okx.place_order(limit("a"), on_unknown="raise")
            with pytest.raises(OrderNotPlaced):
                await raised.value.resolve()
            assert world.looked[-1] > raised.value.exp_time + 2.0

    world = BentWorld(1)
    in_simulation(live, 1)


def test_what_is_resolved_later_is_known_to_the_journal_too(tmp_path):
    """O14: found or absent it is settled; and a name that is asked for and not found
    out must not be used."""

    @bent
    async def told(world):
        okx = world.okx
        outcomes = okx._order_settings.desk.entry.outcomes
        outcomes.journal = journal = Journal(tmp_path / "orders.journal")
        world.fates["a"], world.fates["b"] = "O1/O2", "O3"
        for name in ("a", "b"):
            with pytest.raises(OrderOutcomeUnknown):
                await okx.place_order(limit(name), on_unknown="raise")
        found = await okx.resolve_order("a", INST)
        with pytest.raises(OrderOutcomeUnknown):  # the journal has it of another
            await okx.resolve_order("b", "ETH-USDT", patience=9)
        began = world.clock.time()
        with pytest.raises(OrderNotPlaced):
            await okx.resolve_order("b", INST, exp_time=began + 20)
        took, left = world.clock.time() - began, journal.unsettled
        with pytest.raises(OrderOutcomeUnknown):
            await okx.resolve_order("c", INST, patience=1)
        with pytest.raises(InvalidArgument, match="not known yet"):
            await okx.place_order(limit("c"))
        journal.close()

        assert found.ord_id == str(there(world, "a")[0].ord_id)
        assert took > 22  # what is given goes before what the journal has
        assert left == []

    told()


@pytest.mark.parametrize("who", ["demo, …5678", None])
def test_what_another_sent_is_not_looked_for_here(who, tmp_path):
    """O14: with another key, or at another exchange, that it is not there proves nothing.

    It stays in the journal; lines of old say nothing of whose they are.
    """
    sent = Entry("a", INST, JournalState.SENT, 1.0, 6.0, {"px": "1"}, 1.0, who)
    path = tmp_path / "orders.journal"
    journal = Journal(path)
    journal.write(sent)
    journal.close()

    @bent
    async def told(world):
        okx = world.okx
        outcomes = okx._order_settings.desk.entry.outcomes
        outcomes.journal = journal = Journal(path)
        (outcome,) = await okx.recover_orders()
        with pytest.raises(OrderOutcomeUnknown):
            await okx.resolve_order("a", INST, patience=1)
        kept = [entry.cl_ord_id for entry in journal.unsettled]
        with pytest.raises(InvalidArgument, match="not known yet"):
            await okx.place_order(limit("a"))
        await okx.place_order(limit("b"), ttl=1)
        journal.close()

        assert isinstance(outcome, OrderOutcomeUnknown)
        assert kept == ["a"]
        assert ("demo, …5678" in str(outcome)) is (who is not None)
        assert ("too old" in str(outcome)) is (who is None)

    told()


def test_what_is_being_sent_is_not_recovered(tmp_path):
    """O14: its caller is told, and nobody else, who might know less."""

    @bent
    async def told(world):
        okx = world.okx
        outcomes = okx._order_settings.desk.entry.outcomes
        outcomes.journal = journal = Journal(tmp_path / "orders.journal")

        async def bend(request):
            if request.method == "POST":
                await anyio.sleep(3)

        world.bend = bend
        async with anyio.create_task_group() as group:
            group.start_soon(okx.place_order, limit("a"))
            await anyio.sleep(0.5)
            is_open = journal.entry("a") is not None
            recovered = await okx.recover_orders()
        journal.close()

        assert is_open
        assert recovered == []

    told()
