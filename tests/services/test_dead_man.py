"""A dead man's switch: what the exchange does when it hears no more of us."""

from __future__ import annotations

from contextlib import nullcontext
from datetime import UTC, datetime, timedelta

import anyio
import httpx
import pytest
from memory import VirtualClock, exchange, okx

from okx_sdk import Client
from okx_sdk.errors import (
    ClientClosed,
    ConnectionLost,
    InvalidArgument,
    OkxError,
    UsageError,
)
from okx_sdk.protocol.heartbeat import Heartbeat
from okx_sdk.sandbox.accounts.deadman import _Countdowns
from okx_sdk.transport.memory import MemoryTransport

pytestmark = pytest.mark.anyio

INST = "BTC-USDT"
ARM = "POST /api/v5/trade/cancel-all-after"


class Road:
    """The way to the exchange, which may be cut, or lose answers alone."""

    def __init__(self) -> None:
        self.is_cut = False
        self.fault: str | None = None

    def __call__(self, request: httpx.Request):
        if self.is_cut:
            return httpx.ConnectError("down", request=request)
        return self.fault


class Place:
    """An exchange, the way to it, and a client of its."""

    def __init__(self, **options) -> None:
        self.clock, self.road, self.exchange = VirtualClock(), Road(), exchange()
        self.okx = okx(self.clock, draw=self.road, of=self.exchange, **options)
        self.account = self.exchange.venue.accounts["main"]

    async def rest(self, name: str, tag: str | None = None) -> None:
        """Have an order that will not be filled."""
        order = {"instId": INST, "tdMode": "cash", "side": "buy", "ordType": "limit"}
        body = {**order, "px": "1000", "sz": "0.001", "clOrdId": name}
        if tag:
            body["tag"] = tag
        await self.okx.request("POST", "/api/v5/trade/order", body=body)

    async def wait(self, seconds: float) -> None:
        await self.clock.sleep(seconds)
        self.exchange.venue.advance(self.clock.ms)

    @property
    def open(self) -> set[str]:
        return {order.cl_ord_id for order in self.account.orders.pending.values()}

    @property
    def ended_by(self) -> set[str]:
        every = self.account.orders.every.values()
        return {order.cancel_source for order in every if order.cancel_source}

    @property
    def is_counting(self) -> bool:
        return bool(self.account.state_of(_Countdowns).ends)

    @property
    def renewals(self) -> int:
        return sum(asked.op == ARM for asked in self.exchange.venue.asked)


async def test_it_is_renewed_as_long_as_it_is_held():
    """F10: two minutes of a countdown of thirty seconds, and the orders rest still."""
    place = Place()
    await place.rest("a")

    async with place.okx.dead_man(on_exit="disarm") as switch:
        await place.wait(122)
        held = place.open, switch.is_armed, place.is_counting
        left = switch.safe_for
    await place.wait(60)

    assert held == ({"a"}, True, True)
    assert 24 < left <= 30
    assert place.renewals == 1 + 120 // 5 + 1
    assert not place.is_counting
    assert place.open == {"a"}
    assert not switch.is_armed


@pytest.mark.parametrize("fault", ["cut", "lost"])
@pytest.mark.parametrize("rearm", [False, True])
async def test_a_loss_is_told_and_the_orders_are_gone(fault, rearm):
    """O15: cancelled by source 20; it is armed again only if that was asked for."""
    place, lost = Place(), []

    def note():
        lost.append(place.clock.passed)

    await place.rest("a")
    async with place.okx.dead_man(on_exit="disarm", on_lost=note, rearm=rearm) as it:
        await place.wait(20)
        place.road.is_cut = fault == "cut"
        place.road.fault = "lost" if fault == "lost" else None
        before = place.clock.passed
        await place.wait(60)
        gone, armed = place.open, it.is_armed
        place.road.is_cut, place.road.fault = False, None
        asked = place.renewals
        await place.wait(20)
        again = it.is_armed, place.renewals > asked
        rest = await it.open_orders()

    assert len(lost) == it.losses == 1
    assert 24 <= lost[0] - before <= 30.1
    assert not armed
    assert again == (rearm, rearm)
    if fault == "cut":
        assert place.ended_by == {"20"}
        assert gone == set()
        assert rest == []
    # Where the answers alone were lost the exchange heard of us: it has cancelled
    # nothing before the renewals stopped.
    assert not place.is_counting


async def test_what_was_placed_after_a_loss_is_kept_once_it_is_armed_again():
    """O15: `arm` is how it is asked for."""
    place, lost = Place(), anyio.Event()
    async with place.okx.dead_man(10, 2, on_exit="disarm", on_lost=lost.set) as switch:
        place.road.is_cut = True
        await place.wait(15)
        place.road.is_cut = False
        await switch.arm()
        await place.rest("b")
        await place.wait(60)
        held = switch.is_armed, place.open

    assert lost.is_set()
    assert held == (True, {"b"})


async def test_a_renewal_that_comes_back_after_the_loss_arms_nothing():
    """O15: what was on its way is switched off again, as nobody keeps it renewed."""
    place, lost = Place(), anyio.Event()
    async with place.okx.dead_man(10, 5, on_exit="let_fire", on_lost=lost.set) as it:
        slow = place.okx._connection._transport
        send = slow.send

        async def late(request, headers, timeout=None):
            await place.clock.sleep(12)
            return await send(request, headers, timeout)

        slow.send = late
        await place.wait(16)
        slow.send = send
        await place.wait(30)

        assert lost.is_set()
        assert not it.is_armed
    assert place.ended_by == set()
    assert not place.is_counting


@pytest.mark.parametrize(
    ("on_exit", "kept", "counts"),
    [("disarm", True, False), ("cancel_now", False, False), ("let_fire", True, True)],
)
async def test_leaving_it_does_what_was_chosen(on_exit, kept, counts):
    """The orders of its tag alone: others are no concern of its."""
    place = Place()
    for number in range(22):
        await place.rest(f"a{number}", "mine")
    await place.rest("b", "others")

    async with place.okx.dead_man(on_exit=on_exit, tag="mine"):
        pass
    await place.wait(1)
    mine = {name for name in place.open if name != "b"}
    counting = place.is_counting
    await place.wait(60)

    assert bool(mine) is kept
    assert counting is counts
    assert "b" in place.open
    assert (
        place.ended_by
        == {"disarm": set(), "cancel_now": {"1"}, "let_fire": {"20"}}[on_exit]
    )


@pytest.mark.parametrize("on_exit", ["disarm", "cancel_now"])
async def test_an_error_leaves_the_countdown_running(on_exit):
    """Nobody looks after the orders any more; the error is the caller's own."""
    place = Place()
    await place.rest("a")

    with pytest.raises(ZeroDivisionError):
        async with place.okx.dead_man(on_exit=on_exit):
            raise ZeroDivisionError
    counts = place.is_counting
    await place.wait(40)

    assert counts
    assert place.open == set()


async def test_cancelling_the_caller_leaves_the_countdown_running():
    """And no task of the switch lives on."""
    place = Place()
    await place.rest("a")

    with anyio.CancelScope() as scope:
        async with place.okx.dead_man(on_exit="disarm"):
            scope.cancel()
            await anyio.sleep_forever()
    counts, asked = place.is_counting, place.renewals
    await place.wait(40)

    assert counts
    assert place.renewals == asked
    assert place.open == set()


async def test_a_countdown_that_cannot_be_switched_off_is_told():
    """The note says what will happen."""
    place = Place()

    with pytest.raises(OkxError) as caught:
        async with place.okx.dead_man(on_exit="disarm"):
            place.road.is_cut = True

    assert "will cancel the orders within 30 s" in caught.value.__notes__[-1]


async def test_without_the_exchange_it_is_not_entered():
    """Nothing runs unprotected in the belief that it is not."""
    place = Place()
    place.road.fault = "lost"

    with pytest.raises(ConnectionLost):
        async with place.okx.dead_man(on_exit="disarm"):
            raise AssertionError("it was entered")


@pytest.mark.parametrize("kind", ["plain", "async"])
async def test_what_is_called_at_a_loss_may_fail(kind, caplog):
    """M4: it is logged, and the switch goes on."""
    place = Place()

    def fail():
        raise ZeroDivisionError("canary")

    async def fail_later():
        fail()

    call = fail if kind == "plain" else fail_later
    async with place.okx.dead_man(10, 2, on_exit="disarm", on_lost=call) as switch:
        place.road.is_cut = True
        await place.wait(30)
        place.road.is_cut = False
        await switch.arm()
        await place.wait(30)

        assert switch.is_armed
    assert switch.losses == 1
    assert "canary" in caplog.text


@pytest.mark.parametrize(
    "wrong",
    [
        {"timeout": 9},
        {"timeout": 121},
        {"timeout": 10.5},
        {"timeout": True},
        {"every": 0.5},
        {"timeout": 10, "every": 6},
        {"tag": "no-dash"},
        {"tag": "x" * 17},
        {"tag": ""},
        {"on_exit": "perhaps"},
    ],
    ids=str,
)
async def test_what_the_exchange_would_not_take_is_refused_at_once(wrong):
    """F10: 10 to 120 seconds, once a second at most."""
    place = Place()

    with pytest.raises(InvalidArgument):
        place.okx.dead_man(**{"on_exit": "disarm", **wrong})
    assert place.renewals == 0


async def test_it_is_entered_once():
    """A second time would be another countdown."""
    place = Place()
    switch = place.okx.dead_man(on_exit="disarm")

    async with switch:
        with pytest.raises(UsageError):
            await switch.__aenter__()


def test_plain_code_has_it_too():
    """F10: armed inside, switched off after it, and left running by an error."""
    of, clock = exchange(), VirtualClock()
    counting = of.venue.accounts["main"].state_of(_Countdowns).ends
    options = {"transport": MemoryTransport(of, clock), "clock": clock}
    with Client("sandbox", base_url="http://127.0.0.1:1", **options) as okx:
        with okx.dead_man(on_exit="disarm") as switch:
            inside = switch.is_armed, switch.safe_for > 0, bool(counting)
            found = switch.open_orders()
            switch.arm()
            switch.cancel_now()
        after = switch.is_armed, bool(counting)
        with pytest.raises(UsageError):
            switch.__enter__()
        with pytest.raises(ZeroDivisionError), okx.dead_man(on_exit="disarm"):
            raise ZeroDivisionError
        failed = bool(counting)

    assert inside == (True, True, True)
    assert found == []
    assert after == (False, False)
    assert failed
    assert (switch.losses, switch.failures) == (0, 0)


@pytest.mark.parametrize("rearm", [False, True])
async def test_what_ran_out_while_the_machine_slept_is_a_loss(rearm):
    """N15, O15: the clock that never goes back has slept as well; the exchange's not."""
    place, lost = Place(), []
    await place.rest("a")
    async with place.okx.dead_man(
        on_exit="disarm", on_lost=lambda: lost.append(True), rearm=rearm
    ) as switch:
        await place.wait(11)
        place.clock.slept += 600
        place.exchange.venue.advance(place.clock.ms)
        gone, believed = place.open, (switch.is_armed, switch.safe_for)
        await place.wait(12)

        assert gone == set()
        assert believed == (False, 0)
        assert (lost, switch.losses) == ([True], 1)
        assert (switch.is_armed, place.is_counting) == (rearm, rearm)
        await switch.arm()
        await place.wait(60)
        assert switch.is_armed
        assert switch.losses == 1


@pytest.mark.parametrize(("step", "certain"), [(-600, True), (600, False)])
async def test_a_clock_that_was_set_is_no_loss(step, certain):
    """T2: but it may have been a sleep, and so nothing is certain until a renewal."""
    place, lost = Place(), []
    async with place.okx.dead_man(
        on_exit="disarm", on_lost=lambda: lost.append(True)
    ) as switch:
        place.clock.slept += step
        believed = switch.is_armed
        place.clock.slept -= step
        await place.wait(60)

        assert believed is certain
        assert (switch.is_armed, switch.losses, lost) == (True, 0, [])


async def test_a_renewal_on_its_way_does_not_come_after_the_farewell():
    """F10: or it would begin the countdown again, with nobody there to renew it."""
    place = Place()
    async with anyio.create_task_group() as network:
        async with place.okx.dead_man(on_exit="disarm", every=5):
            transport = place.okx._connection._transport
            send = transport.send

            async def late(request, headers, timeout=None):
                answers, came = [], anyio.Event()

                async def arrive():  # whether anyone waits for the answer or not
                    await place.clock.sleep(3)
                    answers.append(await send(request, headers, timeout))
                    came.set()

                network.start_soon(arrive)
                await came.wait()
                return answers[0]

            transport.send = late
            await place.wait(5.2)
            transport.send = send
        await place.wait(20)

    assert not place.is_counting


async def test_where_it_is_not_known_whether_it_has_begun_that_is_told():
    place = Place()
    place.road.fault = "lost"

    with pytest.raises(ConnectionLost) as caught:
        async with place.okx.dead_man(on_exit="disarm"):
            raise AssertionError("it was entered")

    assert place.is_counting
    assert "within 30 s" in caught.value.__notes__[-1]


@pytest.mark.parametrize("on_exit", ["disarm", "let_fire"])
def test_plain_code_is_told_where_the_client_was_closed_inside(on_exit):
    """Nothing can be switched off any more: that is said, where it was to be."""
    of, clock = exchange(), VirtualClock()
    options = {"transport": MemoryTransport(of, clock), "clock": clock}
    okx = Client("sandbox", base_url="http://127.0.0.1:1", **options)
    switch = okx.dead_man(on_exit=on_exit)
    switch.__enter__()
    okx.close()

    told = nullcontext() if on_exit == "let_fire" else pytest.raises(ClientClosed)
    with told:
        switch.__exit__(None, None, None)
    assert of.venue.accounts["main"].state_of(_Countdowns).ends


async def test_a_renewal_that_comes_back_late_leaves_what_was_armed_meanwhile():
    """O15: it was lost, and armed again by its owner, before the answer came."""
    place, lost = Place(), anyio.Event()
    async with place.okx.dead_man(10, 5, on_exit="let_fire", on_lost=lost.set) as it:
        transport = place.okx._connection._transport
        send = transport.send

        async def late(request, headers, timeout=None):
            transport.send = send
            await place.clock.sleep(12)
            return await send(request, headers, timeout)

        transport.send = late
        await place.wait(12)
        await it.arm()
        await place.wait(20)

        assert lost.is_set()
        assert (it.is_armed, it.losses, place.is_counting) == (True, 1, True)


async def test_arming_that_is_overtaken_by_the_loss_arms():
    """O15: it was asked for, however long it takes."""
    place = Place()
    async with place.okx.dead_man(10, 5, on_exit="let_fire") as switch:
        transport = place.okx._connection._transport
        send = transport.send

        async def late(request, headers, timeout=None):
            await place.clock.sleep(12)
            return await send(request, headers, timeout)

        transport.send = late
        await switch.arm()

        assert (switch.is_armed, switch.losses) == (False, 1)
        assert place.is_counting


async def test_what_is_refused_is_asked_once():
    """Another try would fare no better."""
    place, asked = Place(), []
    refused = {"code": "50120", "msg": "no permission", "data": []}

    def refuse(request):
        asked.append(request.url.path)
        return httpx.Response(403, json=refused)

    place.okx = okx(place.clock, draw=refuse, of=place.exchange)
    with pytest.raises(OkxError, match="no permission"):
        await place.okx.dead_man(on_exit="disarm").__aenter__()

    assert sum(path.endswith("cancel-all-after") for path in asked) == 1


async def test_cancelled_it_cancels_what_it_can_in_no_time():
    """X2: half a second is all it has."""
    place = Place()
    await place.rest("a")

    with anyio.CancelScope() as scope:
        async with place.okx.dead_man(on_exit="cancel_now"):
            scope.cancel()
            await anyio.sleep_forever()

    assert place.open == set()
    assert place.ended_by == {"1"}


def test_an_acknowledgement_that_was_overtaken_takes_nothing_back():
    """The last renewal that left counts."""
    beat, moment = Heartbeat(10), datetime(2026, 1, 1, tzinfo=UTC)
    beat.acknowledged(8, moment + timedelta(seconds=18))
    beat.acknowledged(3, moment + timedelta(seconds=13))

    assert beat.safe_until == 18
    assert not beat.ran_out(moment + timedelta(seconds=18))
    assert beat.ran_out(moment + timedelta(seconds=18.001))
    assert not beat.ran_out(moment + timedelta(seconds=99))
