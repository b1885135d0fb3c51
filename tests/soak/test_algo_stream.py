"""Orders that wait for a price, through an interruption: each told as it stands."""

from __future__ import annotations

import anyio
import pytest
from simulation import World, in_simulation

from okx_sdk.models.algo_requests import CancelAlgoOrder, NewAlgoOrder
from okx_sdk.models.algo_trading import AlgoOrder
from okx_sdk.models.enums import AlgoState
from okx_sdk.protocol.algo_ledger import AlgoLedger
from okx_sdk.protocol.buffers import Gap

INST = "BTC-USDT"


def waiting(name: str) -> NewAlgoOrder:
    """A stop that is far away."""
    return NewAlgoOrder(
        INST,
        "cash",
        "buy",
        "trigger",
        sz="0.001",
        trigger_px="500000",
        order_px="-1",
        algo_cl_ord_id=name,
    )


async def place(okx, name) -> str:
    return (await okx.algo_trading.place_algo_order(waiting(name))).algo_id


async def cancel(okx, algo_id) -> None:
    await okx.algo_trading.cancel_algo_orders([CancelAlgoOrder(INST, algo_id)])


async def read(stream, told) -> None:
    async for item in stream.with_gaps():
        if isinstance(item, Gap):
            told.append("gap")
        else:
            mark = "+" if stream.was_recovered(item) else ""
            told.append(f"{mark}{item.algo_cl_ord_id} {item.state.value}")


@pytest.mark.parametrize("inst_ids", [(), (INST,)])
def test_what_happened_meanwhile_follows_the_gap(inst_ids):
    """F4: one was cancelled, one placed, and one both; then it goes on as before."""

    async def test():
        told = []
        async with world.running():
            okx = world.okx
            old = await place(okx, "old")
            await place(okx, "stays")
            async with (
                okx.stream_algo_orders(*inst_ids) as stream,
                anyio.create_task_group() as group,
            ):
                group.start_soon(read, stream, told)
                seen = await place(okx, "seen")
                await anyio.sleep(1)
                for end in world.ends:
                    world.half_open(end)
                await cancel(okx, old)
                await place(okx, "new")
                await cancel(okx, await place(okx, "brief"))
                await anyio.sleep(60)
                await cancel(okx, seen)
                await anyio.sleep(1)
                group.cancel_scope.cancel()

        before, gap = told[:1], told.index("gap")
        assert before == ["seen live"]
        assert sorted(told[gap + 1 : -1]) == [
            "+brief canceled",
            "+new live",
            "+old canceled",
        ]
        assert told[-1] == "seen canceled"
        assert told.count("gap") == 1

    world = World(3)
    in_simulation(test, 3)


def test_a_stream_may_begin_with_those_that_wait():
    """The oldest first, and only if that is asked for."""

    async def test():
        told, silent = [], []
        async with world.running():
            okx = world.okx
            for name in ("one", "two"):
                await place(okx, name)
                await anyio.sleep(0.1)
            async with (
                okx.stream_algo_orders(snapshot=True) as begun,
                okx.stream_algo_orders() as plain,
                okx.stream_algo_orders(
                    inst_family="ETH-USD", inst_type="SWAP", snapshot=True
                ) as other,
                anyio.create_task_group() as group,
            ):
                group.start_soon(read, begun, told)
                group.start_soon(read, plain, silent)
                group.start_soon(read, other, silent)
                await anyio.sleep(5)
                group.cancel_scope.cancel()

        assert told == ["one live", "two live"]
        assert silent == []

    world = World(4)
    in_simulation(test, 4)


def test_one_that_has_ended_does_not_come_to_life_again():
    """15: whatever is heard of it later."""
    lives = AlgoOrder("SPOT", INST, "1", "trigger", "buy", AlgoState.LIVE)
    ended = AlgoOrder("SPOT", INST, "1", "trigger", "buy", AlgoState.EFFECTIVE)
    ledger = AlgoLedger()

    assert [ledger.take(each) for each in (lives, ended, lives, ended)] == [
        True,
        True,
        False,
        False,
    ]
    assert ledger.open == {}
