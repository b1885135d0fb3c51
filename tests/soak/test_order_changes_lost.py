"""Changes and cancellations whose answers were lost: told as what they are."""

from __future__ import annotations

import anyio
import httpx
import pytest
from bent import AMEND, CANCEL, bent
from spoilt import INST, there

from okx_sdk.errors import (
    NotSent,
    OrderNotPlaced,
    OrderOutcomeUnknown,
)
from okx_sdk.models.order_requests import AmendAttachedAlgo

# Changes.


@pytest.mark.parametrize(
    ("named", "fate"),
    [
        (("ord_id", "ord_id"), "not sent"),
        (("ord_id", "ord_id"), "lost"),
        (("cl_ord_id", "ord_id"), "lost"),
        (("ord_id", "cl_ord_id"), "lost"),
        (("cl_ord_id", "ord_id"), "both lost"),
        (("ord_id", "ord_id"), "both lost"),
    ],
)
def test_an_old_change_never_follows_a_newer_one(named, fate):
    """O13: neither one that is tried again nor one that gave the order's other name."""

    @bent
    async def told(world):
        okx = world.okx
        order = await okx.get_order(INST, cl_ord_id="warm")
        names = [{kind: getattr(order, kind)} for kind in named]
        lost, ended = ["the old one", "the newer one"], []
        del lost[1 + (fate == "both lost") :]

        async def bend(request):
            if request.url.path != AMEND or not lost:
                return None
            lost.pop()
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
    began = world.clock.time()
    with pytest.raises(OrderOutcomeUnknown) as cancelled:
        await okx.cancel_order(INST, ord_id=order.ord_id, within=1.0)

    assert world.clock.time() - began < 2.5
    assert str(changed.value).startswith("The order is as it was")
    assert "whether the order was cancelled" in str(cancelled.value)
    for raised in (changed, cancelled):
        assert (raised.value.ord_id, raised.value.cl_ord_id) == (order.ord_id, "")
