"""Names that were used before: an older order of the name is never taken for the new one."""

from __future__ import annotations

import anyio
import pytest
from spoilt import INST, limit, spoilt, there

from okx_sdk.engine.journal import Journal
from okx_sdk.errors import InvalidArgument, OrderNotPlaced, OrderOutcomeUnknown
from okx_sdk.models.enums import OrderState
from okx_sdk.models.order_requests import NewOrder


def market(name) -> NewOrder:
    return NewOrder(INST, "cash", "buy", "market", "50", cl_ord_id=name)


def ids(world) -> list[str]:
    """The exchange's ids of all orders of the name that the stories use."""
    return [str(order.ord_id) for order in there(world, "again")]


@spoilt
async def test_an_older_order_of_the_name_is_no_proof_of_the_new_one(world):
    """O3, F1: the lookup gives the older one, which was filled; the new one never came."""
    old = await world.okx.place_order(market("again"))
    await anyio.sleep(6)
    world.fates["again"] = "O3"
    with pytest.raises(OrderNotPlaced):
        await world.okx.place_order(market("again"))

    assert ids(world) == [old.ord_id]


@spoilt
async def test_several_older_orders_of_the_name_are_no_duplicates(world):
    """O3: the last search sees them all, and none of them is the one that was sent."""
    for _ in range(3):
        await world.okx.place_order(market("again"))
        await anyio.sleep(6)
    world.fates["again"] = "O3"
    with pytest.raises(OrderNotPlaced):
        await world.okx.place_order(market("again"))


@spoilt
async def test_the_new_order_is_found_though_older_ones_have_its_name(world):
    """O1, O2: the answer is lost, and the latest of the name is the one."""
    old = await world.okx.place_order(market("again"))
    await anyio.sleep(6)
    world.fates["again"] = "O1/O2"
    new = await world.okx.place_order(market("again"))

    assert new.recovered
    assert new.ord_id != old.ord_id
    assert ids(world) == [old.ord_id, new.ord_id]


@pytest.mark.parametrize("fate", ["O3", "O1/O2"])
def test_a_push_of_the_older_order_is_no_proof_either(fate):
    """O8: its cancellation is pushed just when the new one is sent, and lost."""

    @spoilt
    async def told(world):
        okx = world.okx
        async with okx.stream_orders():
            old = await okx.place_order(limit("again"))
            okx._order_settings.desk.entry.routes.line = lambda: None  # so by REST
            await anyio.sleep(6)
            await okx.cancel_order(INST, ord_id=old.ord_id)
            world.fates["again"] = fate
            if fate == "O3":
                with pytest.raises(OrderNotPlaced):
                    await okx.place_order(limit("again"))
            else:
                new = await okx.place_order(limit("again"))
                assert new.ord_id != old.ord_id
                assert new.order.state == OrderState.LIVE
        first, *rest = there(world, "again")

        assert (str(first.ord_id), first.state) == (old.ord_id, OrderState.CANCELED)
        assert len(rest) == (fate == "O1/O2")

    told()


@spoilt
async def test_a_name_is_not_used_again_before_its_outcome_is_known(world):
    """7.1, 6: what is unknown must not be sent again, whoever asks for it."""
    okx = world.okx
    world.fates["again"] = "O3"
    with pytest.raises(OrderOutcomeUnknown) as raised:
        await okx.place_order(limit("again"), on_unknown="raise")
    sent = len(world.wire.sent)
    with pytest.raises(InvalidArgument, match="not known yet"):
        await okx.place_order(limit("again"))
    with pytest.raises(InvalidArgument, match="not known yet"):
        await okx.place_orders([limit("again"), limit("other")])
    refused = len(world.wire.sent) - sent
    with pytest.raises(OrderNotPlaced):
        await raised.value.resolve()
    placed = await okx.place_order(limit("again"))

    assert refused == 0
    assert not placed.recovered
    assert len(there(world, "again")) == 1


@spoilt
async def test_an_outcome_is_resolved_later_by_what_the_error_says(world):
    """7.1, 6: by the error, or by a name and its times, such as a person has them."""
    okx = world.okx
    old = await okx.place_order(market("again"))
    await anyio.sleep(6)
    world.fates["again"] = "O3"
    with pytest.raises(OrderOutcomeUnknown) as raised:
        await okx.place_order(market("again"), on_unknown="raise")
    error = raised.value
    known = {"exp_time": error.exp_time, "sent_at": error.sent_at}
    with pytest.raises(OrderNotPlaced):
        await okx.resolve_order(error)
    with pytest.raises(OrderNotPlaced):
        await okx.resolve_order("again", INST, **known)
    latest = await okx.resolve_order("again", INST)

    assert 4.9 < error.exp_time - error.sent_at < 5.5
    assert latest.ord_id == old.ord_id  # no time was given: the latest of the name


def test_the_journal_keeps_a_name_until_its_outcome_is_known(tmp_path):
    """O14: the next process neither sends under it nor takes an older order for it."""
    path = tmp_path / "orders.journal"

    @spoilt
    async def told(world):
        okx = world.okx
        await okx.place_order(market("again"))
        await anyio.sleep(6)
        okx._order_settings.desk.entry.outcomes.journal = Journal(path)
        world.fates["again"] = "O3"
        with pytest.raises(OrderOutcomeUnknown):
            await okx.place_order(market("again"), on_unknown="raise")
        okx._order_settings.desk.entry.outcomes.journal.close()

        okx._order_settings.desk = okx._desk = None  # as in another process
        okx._order_settings.journal = Journal(path)
        with pytest.raises(InvalidArgument, match="not known yet"):
            await okx.place_order(market("again"))
        (outcome,) = await okx.recover_orders()
        placed = await okx.place_order(market("again"))

        assert isinstance(outcome, OrderNotPlaced)
        assert not placed.recovered
        assert len(there(world, "again")) == 2
        assert okx._order_settings.journal.unsettled == []

    told()
