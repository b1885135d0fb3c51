"""Orders of a client's copies: options of their own, and what is known is shared."""

from __future__ import annotations

import anyio
import pytest
from order_chaos import OrderWorld
from simulation import in_simulation
from spoilt import INST, limit, spoilt, there

from okx_sdk import AsyncClient
from okx_sdk.errors import InvalidArgument, OrderNotPlaced, OrderOutcomeUnknown
from okx_sdk.sandbox.streaming.actions import Drop, HalfOpen
from okx_sdk.sandbox.streaming.faults import Match, Rule


@pytest.mark.slow  # three orders by either way
@pytest.mark.parametrize(("stream", "usual"), [(None, 2.0), ("stream_account", 2.0)])
def test_a_copys_timeout_holds_for_its_orders_though_the_desk_was_there_before(
    stream, usual
):
    """By REST and by WebSocket: no answer comes, and the lookup begins so much sooner."""
    world = OrderWorld(2, timeout=usual)

    async def took(okx, name) -> float:
        fault = Drop() if stream else HalfOpen()
        rule = Rule(
            fault, Match(op="order", cl_ord_id=name), "after_commit_before_reply"
        )
        world.streams.faults.add(rule)
        start = anyio.current_time()
        placed = await okx.place_order(limit(name))
        assert placed.recovered
        return anyio.current_time() - start

    async def run():
        async with world.running():
            quick = world.okx.with_options(timeout=0.4)
            if stream:
                async with getattr(world.okx, stream)():
                    return [
                        await took(o, n) for o, n in ((world.okx, "a"), (quick, "b"))
                    ]
            return [await took(o, n) for o, n in ((world.okx, "a"), (quick, "b"))]

    slow, fast = in_simulation(run, 2)

    assert usual < slow < usual + 1
    assert 0.4 < fast < 1.4
    assert len(world.streams.truth.accounts.requests("order")) == (2 if stream else 0)


@spoilt
async def test_copies_share_what_is_known_of_names_and_changes(world):
    """One name is one order, and O13 holds, whichever copy is asked."""
    okx = world.okx
    copy = okx.with_options(timeout=3)
    other = copy.with_options(timeout=2)
    await okx.place_order(limit("rests"))
    world.fates["open"] = "O3"
    with pytest.raises(OrderOutcomeUnknown) as raised:
        await copy.place_order(limit("open"), on_unknown="raise")
    for each in (okx, copy, other):
        with pytest.raises(InvalidArgument, match="not known yet"):
            await each.place_order(limit("open"))
    world.fates["once"] = "O1/O2"
    async with anyio.create_task_group() as group:
        group.start_soon(okx.place_order, limit("once"))
        await anyio.sleep(0.001)
        with pytest.raises(InvalidArgument, match="just being sent"):
            await other.place_order(limit("once"))
    world.wire.lose("/trade/amend-order", 1)
    async with anyio.create_task_group() as group:
        group.start_soon(lambda: okx.amend_order(**change("1", "30001")))
        await anyio.sleep(0.1)
        await copy.amend_order(**change("2", "30002"))
    await anyio.sleep(0.1)
    sent = [body for path, body in world.wire.sent if path.endswith("amend-order")]

    assert raised.value.cl_ord_id == "open"
    assert len(there(world, "once")) == 1
    assert there(world, "rests")[0].px == 30002
    assert [b'"req1"' in body for body in sent].count(True) == 1


def change(number, px):
    return {
        "inst_id": INST,
        "cl_ord_id": "rests",
        "new_px": px,
        "req_id": f"req{number}",
    }


def test_copies_write_one_journal(tmp_path):
    """O14: what a copy has sent, any of them recovers."""

    @spoilt
    async def told(world):
        async with AsyncClient(
            env="sandbox",
            base_url="http://127.0.0.1:1",
            transport=world.road(),
            clock=world.watch,
            journal=tmp_path / "journal",
        ) as okx:
            copy = okx.with_options(timeout=3)
            await okx.place_order(limit("first"))
            world.fates["left"] = "O3"
            with pytest.raises(OrderOutcomeUnknown):
                await copy.place_order(limit("left"), on_unknown="raise")
            (outcome,) = await okx.recover_orders()
            placed = await copy.place_order(limit("left"))

            assert isinstance(outcome, OrderNotPlaced)
            assert placed.cl_ord_id == "left"
            assert await copy.recover_orders() == []
            assert copy._orders is copy._orders is not okx._orders

    told()
