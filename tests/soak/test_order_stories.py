"""Orders and what befalls them, one story at a time, against the sandbox in memory."""

from __future__ import annotations

import logging

import anyio
import pytest
from simulation import in_simulation
from spoilt import INST, SpoiltWorld, limit, spoilt, there

from okx_sdk.errors import (
    ClientOrderIdConflict,
    InsufficientBalance,
    InvalidArgument,
    OkxError,
    OrderNotFound,
    OrderNotPlaced,
    OrderOutcomeUnknown,
    ServiceUnavailable,
    TurnTooLate,
)
from okx_sdk.models.enums import OrderState
from okx_sdk.models.order_entry import PlacedOrder
from okx_sdk.models.order_requests import CancelOrder, NewOrder


@spoilt
async def test_an_order_is_placed_found_changed_and_cancelled(world):
    """The usual way."""
    okx = world.okx
    placed = await okx.place_order(
        inst_id=INST, td_mode="cash", side="buy", ord_type="limit", sz="0.01", px="3e4"
    )
    changed = await okx.amend_order(inst_id=INST, ord_id=placed.ord_id, new_px="30001")
    await anyio.sleep(0.1)
    stands = await okx.get_order(INST, cl_ord_id=placed.cl_ord_id)
    opened = await okx.get_orders(inst_id=INST)
    canceled = await okx.cancel_order(INST, cl_ord_id=placed.cl_ord_id)
    await anyio.sleep(0.1)
    ended = await okx.get_order(INST, ord_id=placed.ord_id)

    assert (placed.recovered, changed.recovered) == (False, False)
    assert changed.ord_id == placed.ord_id
    assert (stands.px, stands.state) == (30001, OrderState.LIVE)
    assert [order.ord_id for order in opened] == [placed.ord_id]
    assert canceled.order is None
    assert ended.state == OrderState.CANCELED


@spoilt
async def test_a_refusal_is_raised_as_it_is_and_costs_no_lookup(world):
    """Section 7.1, 4: a definitive refusal is the end."""
    with pytest.raises(InsufficientBalance):
        await world.okx.place_order(limit("poor", sz="100"))

    assert [path for path, _ in world.wire.sent] == ["/api/v5/trade/order"]
    assert there(world, "poor") == []


@spoilt
async def test_an_order_that_was_lost_on_the_way_is_sent_again_only_if_that_is_asked(
    world,
):
    """O3: ABSENT is told, and is safe; `if_absent` sends it once more, same name."""
    world.fates["once"] = "O3"
    began = world.clock.time()
    with pytest.raises(OrderNotPlaced) as raised:
        await world.okx.place_order(limit("once"))
    took = world.clock.time() - began
    world.fates["again"] = "O3"
    placed = await world.okx.place_order(limit("again"), resend="if_absent")

    assert raised.value.safe_to_resend
    assert 7 < took < 9.5  # ttl and grace, and what lookups take
    assert there(world, "once") == []
    assert placed.cl_ord_id == "again"
    assert len(there(world, "again")) == 1
    assert sum(b'"again"' in body for _, body in world.wire.sent) == 2


@spoilt
async def test_a_market_order_that_filled_before_its_answer_was_lost_is_found(world):
    """O2: the exchange would take the same name again; it is not sent again."""
    world.fates["mkt"] = "O1/O2"
    order = NewOrder(INST, "cash", "buy", "market", "50", cl_ord_id="mkt")
    placed = await world.okx.place_order(order)

    assert placed.recovered
    assert placed.order.state == OrderState.FILLED
    assert len(there(world, "mkt")) == 1


@spoilt
async def test_what_a_stream_tells_is_evidence_enough(world):
    """O8: no lookup is made once the order was pushed."""
    async with world.okx.stream_orders():
        await world.okx.place_order(limit("before"))
        world.okx._order_settings.desk.entry.routes.line = lambda: None  # REST fails
        world.fates["seen"] = "O1/O2"
        asked = len(world.streams.truth.accounts.requests("*GET*trade/order"))
        placed = await world.okx.place_order(limit("seen"))

        assert placed.recovered
        assert placed.order.state == OrderState.LIVE
        assert len(there(world, "seen")) == 1
        lookups = world.streams.truth.accounts.requests("*GET*trade/order")
        assert len(lookups) <= asked + 2


@spoilt
async def test_what_to_do_when_no_answer_comes_is_the_callers_choice(world):
    """Section 7.1, 8: raise at once, or cancel and find out."""
    world.fates["raise"] = world.fates["cancel"] = "O1/O2"
    with pytest.raises(OrderOutcomeUnknown) as raised:
        await world.okx.place_order(limit("raise"), on_unknown="raise")
    later = await raised.value.resolve()
    again = await world.okx.resolve_order(raised.value)
    named = await world.okx.resolve_order("raise", INST)
    placed = await world.okx.place_order(limit("cancel"), on_unknown="cancel")
    await anyio.sleep(0.1)
    (order,) = there(world, "cancel")

    assert later.ord_id == again.ord_id == named.ord_id
    assert raised.value.exp_time is not None
    assert placed.recovered
    assert order.state == OrderState.CANCELED


@spoilt
async def test_a_name_that_is_taken_is_ours_or_a_conflict(world):
    """O10: the same order in the same time is ours; any other is not."""
    okx = world.okx
    await okx.place_order(limit("mine"))
    same = await okx.place_order(limit("mine"))
    with pytest.raises(ClientOrderIdConflict):
        await okx.place_order(limit("mine", px="30001"))
    await anyio.sleep(60)
    with pytest.raises(ClientOrderIdConflict):
        await okx.place_order(limit("mine"))

    assert same.recovered
    assert len(there(world, "mine")) == 1


@spoilt
async def test_each_order_of_a_batch_has_its_own_outcome(world):
    """O11: some refused, the answer lost or without some items: each is accounted for."""
    okx = world.okx
    mixed = await okx.place_orders([limit("b1"), limit("b2", sz="100"), limit("b3")])
    world.wire.lose("/trade/batch-orders", 1, done=True)
    lost = await okx.place_orders([limit(f"c{n}") for n in range(5)])
    world.wire.lose("/trade/batch-orders", 1)
    gone = await okx.place_orders([limit(f"d{n}") for n in range(3)])
    one = await okx.place_orders([limit("e1")])
    many = await okx.place_orders([limit(f"f{n}") for n in range(45)])

    assert [type(each) for each in mixed] == [
        PlacedOrder,
        InsufficientBalance,
        PlacedOrder,
    ]
    assert all(each.recovered for each in lost)
    assert [each.cl_ord_id for each in lost] == [f"c{n}" for n in range(5)]
    assert all(isinstance(each, OrderNotPlaced) for each in gone)
    assert isinstance(one[0], PlacedOrder)
    assert [each.cl_ord_id for each in many] == [f"f{n}" for n in range(45)]
    assert world.streams.truth.accounts.duplicates() == {}
    with pytest.raises(InvalidArgument):
        await okx.place_orders([limit("g"), limit("g")])


@spoilt
async def test_a_cancellation_is_tried_until_the_order_is_known_to_be_done(world):
    """O12: it does no harm twice; a filled order is told as filled."""
    okx = world.okx
    placed = await okx.place_order(limit("rests"))
    world.wire.lose("/trade/cancel-order", 2)
    await okx.cancel_order(INST, ord_id=placed.ord_id)
    await anyio.sleep(0.1)
    rests = there(world, "rests")[0].state
    lost = await okx.place_order(limit("lost"))
    world.wire.lose("/trade/cancel-order", 1, done=True)
    gone = await okx.cancel_order(INST, cl_ord_id="lost")
    filled = await okx.place_order(
        NewOrder(INST, "cash", "buy", "market", "50", cl_ord_id="filled")
    )
    late = await okx.cancel_order(INST, ord_id=filled.ord_id)
    many = await okx.cancel_orders([lost, filled])

    assert rests == OrderState.CANCELED
    assert gone.order is None or gone.order.state == OrderState.CANCELED
    assert late.order.state == OrderState.FILLED
    assert [each.order.state for each in many] == [
        OrderState.CANCELED,
        OrderState.FILLED,
    ]
    with pytest.raises(OrderNotFound):
        await okx.cancel_order(INST, cl_ord_id="never")
    with pytest.raises(InvalidArgument):
        await okx.cancel_order(INST)


@spoilt
async def test_everything_is_cancelled_though_answers_are_lost(world):
    """O12: all that was open is done in the end."""
    await world.okx.place_orders([limit(f"a{n}") for n in range(30)])
    world.wire.lose("/trade/cancel-batch-orders", 1, done=True)
    done = await world.okx.cancel_all(inst_id=INST)
    await anyio.sleep(0.1)

    assert len(done) == 30
    assert not [each for each in done if isinstance(each, OkxError)]
    assert await world.okx.get_orders() == []


@spoilt
async def test_what_fails_says_of_which_order(world):
    """O11, O12: each error of several names its order, and the single one its name."""
    okx = world.okx
    poor = NewOrder(INST, "cash", "buy", "limit", "100", px="30000")
    one, two = await okx.place_orders([poor, limit("bad", sz="100")])
    with pytest.raises(InsufficientBalance) as single:
        await okx.place_order(poor)
    gone, never = await okx.cancel_orders(
        [CancelOrder(INST, "123"), CancelOrder(INST, cl_ord_id="never")]
    )

    assert one.inst_id == two.inst_id == single.value.inst_id == INST
    assert two.cl_ord_id == "bad"
    assert len({one.cl_ord_id, single.value.cl_ord_id, ""}) == 3
    assert (gone.inst_id, gone.ord_id, gone.cl_ord_id) == (INST, "123", "")
    assert (never.ord_id, never.cl_ord_id) == ("", "never")
    assert "(BTC-USDT, 123, code" in str(gone)


@spoilt
async def test_an_old_change_is_never_sent_after_a_newer_one(world):
    """O13: the last price that was asked for is the last."""
    okx = world.okx
    placed = await okx.place_order(limit("chg"))
    world.wire.lose("/trade/amend-order", 1)

    async def first():
        old = await okx.amend_order(
            inst_id=INST, ord_id=placed.ord_id, new_px="30001", req_id="one"
        )
        assert old.recovered

    async with anyio.create_task_group() as group:
        group.start_soon(first)
        await anyio.sleep(0.1)
        new = await okx.amend_order(
            inst_id=INST, ord_id=placed.ord_id, new_px="30002", req_id="two"
        )
    await anyio.sleep(0.1)
    sent = [body for path, body in world.wire.sent if path.endswith("amend-order")]

    assert not new.recovered
    assert there(world, "chg")[0].px == 30002
    assert [b'"one"' in body for body in sent].count(True) == 1


@spoilt
async def test_a_change_that_was_lost_is_found_done_or_sent_once_more(world):
    """O13: it names absolute values, so while it is the newest it may be repeated."""
    okx = world.okx
    placed = await okx.place_order(limit("chg2"))
    world.wire.lose("/trade/amend-order", 1, done=True)
    done = await okx.amend_order(inst_id=INST, ord_id=placed.ord_id, new_px="30003")
    world.wire.lose("/trade/amend-order", 1)
    again = await okx.amend_order(inst_id=INST, ord_id=placed.ord_id, new_px="30004")
    await anyio.sleep(0.1)

    assert done.recovered
    assert there(world, "chg2")[0].px == 30004
    assert not again.recovered
    with pytest.raises(InvalidArgument):
        await okx.amend_order(inst_id=INST, new_px="1")


@spoilt
async def test_who_leaves_before_the_outcome_is_known_has_it_logged(world):
    """X9: the caller's cancellation does not lose the order."""
    told = []
    handler = logging.Handler()
    handler.emit = lambda record: told.append(record.getMessage())
    logging.getLogger("okx_sdk.orders").addHandler(handler)
    world.fates["left"] = "O1/O2"
    await world.okx.place_order(limit("first"))
    with anyio.move_on_after(0.05):
        await world.okx.place_order(limit("left"))
    await anyio.sleep(5)
    logging.getLogger("okx_sdk.orders").removeHandler(handler)

    assert any("left" in text and "before its outcome" in text for text in told)
    assert any("order left was placed" in text for text in told)


@spoilt
async def test_cancelled_at_any_moment_an_order_is_placed_once_or_not_at_all(world):
    """X9: no name stays taken, no place in a limit, and nothing is placed twice."""
    await world.okx.place_order(limit("x"))
    for number in range(60):
        name = f"k{number}"
        with anyio.move_on_after(number / 1000):
            await world.okx.place_order(limit(name))
        await anyio.sleep(0.3)
        assert len(there(world, name)) <= 1
    await anyio.sleep(10)  # what is looked up beside them is found by now
    entry = world.okx._order_settings.desk.entry

    assert entry._sending == set()
    assert entry.outcomes.feed._watches == {}
    assert world.streams.truth.accounts.duplicates() == {}


@spoilt
async def test_an_order_whose_turn_comes_too_late_is_not_sent(world):
    """Section 7.1, 2: refused here, and nothing has left."""
    okx, failures, placed = world.okx, [], []

    async def place(number):
        try:
            placed.append(await okx.place_order(limit(f"q{number}"), within=1.0))
        except TurnTooLate as error:
            failures.append(error)

    async with anyio.create_task_group() as group:
        for number in range(90):
            group.start_soon(place, number)

    assert len(placed) == 60
    assert len(failures) == 30
    assert world.streams.truth.accounts.refused_for_rate == 0


@spoilt
async def test_what_does_not_fit_the_instrument_is_told_before(world):
    """`check` refuses or warns; a float is never taken."""
    okx = world.okx
    with pytest.raises(InvalidArgument, match="tick"):
        await okx.place_order(limit("t", px="30000.001"), check="error")
    with pytest.raises(InvalidArgument, match="least size"):
        await okx.place_order(limit("s", sz="0.000001"), check="error")
    with pytest.raises(OkxError) as raised:
        await okx.place_order(limit("w", px="30000.001"), check="warn")
    with pytest.raises(InvalidArgument, match="exact"):
        await okx.place_order(
            inst_id=INST, td_mode="cash", side="buy", ord_type="limit", sz=0.1, px="1"
        )
    with pytest.raises(InvalidArgument, match="sz"):
        await okx.place_order(inst_id=INST, td_mode="cash", side="buy", ord_type="ioc")
    with pytest.raises(InvalidArgument, match="not both"):
        await okx.place_order(limit("b"), inst_id=INST)
    fitting = await okx.place_order(limit("ok"), check="error")

    assert raised.value.code is not None
    assert fitting.cl_ord_id == "ok"


class Skewed(SpoiltWorld):
    """This machine's clock is an hour off."""

    def __attrs_post_init__(self):
        super().__attrs_post_init__()
        theirs = self.clock

        class Ours(type(theirs)):
            def time(self):
                return theirs.time() + 3_600

        self.ours = Ours()


def test_a_clock_that_is_an_hour_wrong_is_no_matter():
    """T1, P3: one more call for the time, and signatures and expiries are right."""

    async def test():
        async with world.running():
            okx = world.okx
            ours = world.ours
            okx._server.clock = okx._engine.clock = okx._connection.clock = ours
            balance = await okx.account.get_balance()
            placed = await okx.place_order(limit("skew"))
            async with okx.stream_orders() as orders:
                await okx.cancel_order(INST, cl_ord_id="skew")
                async for order in orders:
                    assert order.cl_ord_id == "skew"
                    break

            assert balance
            assert not placed.recovered
            assert okx._server.estimate() == pytest.approx(world.clock.time(), abs=0.1)

    world = Skewed(2)
    in_simulation(test, 2)


@spoilt
async def test_a_change_that_does_not_fit_is_told_before(world):
    """`check` holds changes against the instrument, too."""
    okx = world.okx
    await okx.place_order(limit("fits"))
    bad = {"inst_id": INST, "cl_ord_id": "fits", "new_px": "30000.001"}
    with pytest.raises(InvalidArgument, match="tick"):
        await okx.amend_order(**bad, check="error")
    with pytest.raises(OkxError) as raised:
        await okx.amend_order(**bad, check="warn")
    done = await okx.amend_order(
        inst_id=INST, cl_ord_id="fits", new_px="30001", check="error"
    )

    assert raised.value.code is not None
    assert not done.recovered


@spoilt
async def test_a_long_time_to_live_is_waited_for_while_lookups_get_through(world):
    """O3, O13: a minute for an order or a change is longer than the patience of 15 s."""
    okx = world.okx
    world.fates["slow"] = "O3"
    with pytest.raises(OrderNotPlaced):
        await okx.place_order(limit("slow"), ttl=60)
    await okx.place_order(limit("slow"))
    world.wire.lose("/trade/amend-order", 1)
    changed = await okx.amend_order(
        inst_id=INST, cl_ord_id="slow", new_px="30001", ttl=60
    )
    await anyio.sleep(0.1)

    assert not changed.recovered
    assert there(world, "slow")[0].px == 30001


@spoilt
async def test_a_change_of_which_nothing_can_be_found_out_is_unknown(world):
    """O13: never guessed, and never sent again meanwhile."""
    okx = world.okx
    await okx.place_order(limit("dark"))
    sent = len(world.wire.sent)
    world.wire.lose("/trade/amend-order", 1)
    get_order = okx._order_settings.desk.entry.outcomes.search.trade.get_order

    async def dark(*args, **kwargs):
        raise ServiceUnavailable("no")

    okx._order_settings.desk.entry.outcomes.search.trade.get_order = dark
    with pytest.raises(OrderOutcomeUnknown):
        await okx.amend_order(
            inst_id=INST, cl_ord_id="dark", new_px="30001", patience=3
        )
    okx._order_settings.desk.entry.outcomes.search.trade.get_order = get_order

    assert len(world.wire.sent) == sent + 1


@spoilt
async def test_a_position_is_closed_though_the_answer_is_lost(world):
    """It has no expiry, so it is found or stays unknown."""
    okx = world.okx
    swap = "BTC-USDT-SWAP"
    await okx.place_order(NewOrder(swap, "cross", "buy", "market", "1"))
    world.wire.lose("/trade/close-position", 1, done=True)
    closed = await okx.close_position(swap, "cross")
    after = await okx.account.get_positions()
    with pytest.raises(OkxError) as nothing:
        await okx.close_position(swap, "cross")
    await okx.place_order(NewOrder(swap, "cross", "buy", "market", "1"))
    world.wire.lose("/trade/close-position", 1)
    with pytest.raises(OrderOutcomeUnknown) as raised:
        await okx.close_position(swap, "cross")

    assert closed.inst_id == swap
    assert not [each for each in after if each.pos]
    assert nothing.value.code is not None
    assert raised.value.exp_time is None


@spoilt
async def test_who_leaves_during_a_batch_has_each_order_looked_up(world):
    """X9, O9: nothing of it is lost."""
    okx = world.okx
    await okx.place_order(limit("measured"))
    world.wire.lose("/trade/batch-orders", 1, done=True)
    with anyio.move_on_after(0.07):
        await okx.place_orders([limit(f"left{n}") for n in range(3)])
    await anyio.sleep(10)

    assert [len(there(world, f"left{n}")) for n in range(3)] == [1, 1, 1]
    assert okx._order_settings.desk.entry._sending == set()


@spoilt
async def test_a_batch_that_is_refused_is_refused_for_each(world):
    """O11: one reason, and an error of its own for every order."""
    orders = [
        NewOrder("NO-SUCH", "cash", "buy", "limit", "1", px="1") for _ in range(2)
    ]
    one, two = await world.okx.place_orders(orders)

    assert isinstance(one, OkxError)
    assert isinstance(two, OkxError)
    assert one is not two
