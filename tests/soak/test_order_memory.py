"""The journal in the stories of orders: no intent is lost, and none told for another."""

from __future__ import annotations

import anyio
import pytest
from bent import BATCH, bent, item
from spoilt import INST, limit, there

from okx_sdk.engine.journal import Journal
from okx_sdk.errors import (
    InvalidArgument,
    NotSent,
    OrderNotPlaced,
    OrderOutcomeUnknown,
)
from okx_sdk.models.order_entry import PlacedOrder
from okx_sdk.protocol.order_journal import Entry, JournalState

# The journal.


def test_a_name_alone_is_resolved_by_what_the_journal_has(tmp_path):
    """O14: a person has the name, and the journal its times."""

    @bent
    async def told(world):
        okx = world.okx
        journal = world.journal(tmp_path / "orders.journal")
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
        journal = world.journal(tmp_path / "orders.journal")
        sent = len(world.wire.sent)
        orders = [limit("a"), limit("b")][: 1 if call == "one" else 2]
        began = world.clock.time()
        with monkeypatch.context() as patch:
            patch.setattr(module, "_write", full)
            failed = await okx.place_orders(orders)
        assert world.clock.time() == began  # it is of no use to try again
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


def test_what_is_resolved_later_is_known_to_the_journal_too(tmp_path):
    """O14: found or absent it is settled; and a name that is asked for and not found
    out must not be used."""

    @bent
    async def told(world):
        okx = world.okx
        journal = world.journal(tmp_path / "orders.journal")
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

    @bent
    async def told(world):
        okx, sent_at = world.okx, world.clock.time() - 100
        journal = world.journal(tmp_path / "orders.journal")
        times = sent_at, sent_at + 5
        sent = Entry("a", INST, JournalState.SENT, *times, {"px": "1"}, sent_at, who)
        journal.write(sent)
        if who is None:
            (outcome,) = await okx.recover_orders()
            assert isinstance(outcome, OrderNotPlaced)
            assert journal.unsettled == []
            return
        (outcome,) = await okx.recover_orders()
        with pytest.raises(OrderOutcomeUnknown):
            await okx.resolve_order("a", INST, patience=1)
        with pytest.raises(OrderNotPlaced):  # here, for who wants to know
            await okx.resolve_order("a", INST, exp_time=sent_at + 5)
        with pytest.raises(InvalidArgument, match="not known yet"):
            await okx.place_order(limit("a"))
        journal.close()

        assert isinstance(outcome, OrderOutcomeUnknown)
        assert who in str(outcome)
        assert journal.unsettled == [sent]

    told()


def test_what_is_being_sent_is_not_recovered(tmp_path):
    """O14: its caller is told, and nobody else, who might know less."""

    @bent
    async def told(world):
        okx = world.okx
        journal = world.journal(tmp_path / "orders.journal")

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
