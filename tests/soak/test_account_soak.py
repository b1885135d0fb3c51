"""Trading at the sandbox through bad connections: what is told, held against its record.

Time is simulated; orders meet the market and are filled by it, bit by bit.
"""

from __future__ import annotations

from collections import Counter
from contextlib import suppress

import anyio
import pytest
from attrs import Factory, define
from simulation import World, in_simulation

from okx_sdk.errors import ApiError
from okx_sdk.models.order_requests import CancelOrder, NewOrder
from okx_sdk.protocol.buffers import Gap
from okx_sdk.protocol.order_ledger import is_done

INSTS = ("BTC-USDT-SWAP", "ETH-USDT")
KINDS = (
    World.reset,
    World.end_without_a_word,
    World.half_open,
    World.deaf_to_us,
    World.cut_in_a_message,
    World.close,
    World.notice,
    World.refused_after_reset,
    World.reset_in_the_handshake,
    World.slow,
)


@define
class Story:
    """What a client was told."""

    fills: list = Factory(list)
    orders: dict = Factory(dict)
    gaps: int = 0
    recovered: int = 0
    compared: int = 0
    faults: list = Factory(list)


async def keep_fills(stream, story) -> None:
    async for fill in stream.with_gaps():
        if isinstance(fill, Gap):
            story.gaps += 1
        else:
            story.recovered += stream.was_recovered(fill)
            story.fills.append((fill.inst_id, fill.trade_id, fill.ord_id, fill.fill_sz))


async def keep_orders(stream, story) -> None:
    async for order in stream:
        before = story.orders.get(order.ord_id)
        if before is not None and is_done(before):
            story.faults.append(f"{order.ord_id} came to life again")
        story.orders[order.ord_id] = order


async def trading(world) -> None:
    """Trade on; what is refused, such as the cancellation of what is filled, is."""
    while True:
        await anyio.sleep(world.random.expovariate(2))
        with suppress(ApiError):
            await trade(world)


async def trade(world) -> None:
    """An order that rests near the price, one that takes, or a cancellation."""
    random, okx = world.random, world.okx
    inst_id = random.choice(INSTS)
    mode = "cross" if "SWAP" in inst_id else "cash"
    side = random.choice(["buy", "sell"])
    size = {"BTC-USDT-SWAP": "0.5", "ETH-USDT": "0.3"}[inst_id]
    chance = random.random()
    last = (await okx.get_ticker(inst_id)).last
    near = last + last * random.randint(-3, 3) / 10_000
    pending = list(world.exchange.venue.accounts["main"].orders.pending.values())
    if chance < 0.2 and pending:
        order = random.choice(pending)
        await okx.trade.cancel_order(
            CancelOrder(order.inst.inst_id, ord_id=str(order.ord_id))
        )
    elif chance < 0.4:
        more = {"tgt_ccy": "base_ccy"} if mode == "cash" else {}
        await okx.trade.place_order(
            NewOrder(inst_id, mode, side, "market", size, **more)
        )
    elif len(pending) < 30:
        px = round(near, 1 if "BTC" in inst_id else 2)
        await okx.trade.place_order(NewOrder(inst_id, mode, side, "limit", size, px=px))


def what_is_wrong(world, book) -> list[str]:
    account = world.exchange.venue.accounts["main"]
    wrong = []
    told = {order.ord_id: order.acc_fill_sz for order in book.orders}
    true = {str(key): each.acc_fill_sz for key, each in account.orders.pending.items()}
    if told != true:
        wrong.append(f"orders {told.items() ^ true.items()}")
    told = {each.pos_id: each.pos for each in book.positions}
    true = {key: each.shown for key, each in account.positions.items()}
    if told != true:
        wrong.append(f"positions {told} {true}")
    told = {ccy: round(each.cash_bal, 9) for ccy, each in book.balances.items()}
    true = {ccy: round(amount, 9) for ccy, amount in account.cash.items() if amount}
    if told != true:
        wrong.append(f"balances {told.items() ^ true.items()}")
    return wrong


async def live(seed: int, rounds: int, seconds: float, mean: float):
    """Rounds of trading, with *mean* seconds from fault to fault, and a rest after each."""
    world, story = World(seed), Story()
    async with world.running(), anyio.create_task_group() as group:
        okx = world.okx
        async with (
            okx.stream_fills() as fills,
            okx.stream_orders() as orders,
            okx.portfolio() as book,
        ):
            group.start_soon(keep_fills, fills, story)
            group.start_soon(keep_orders, orders, story)
            for _ in range(rounds):
                with anyio.move_on_after(seconds):
                    await befall(world, mean)
                await cancel_all(world)
                await anyio.sleep(90)
                await book.current()
                story.faults += what_is_wrong(world, book)
                story.compared += 1
        group.cancel_scope.cancel()
    judge(world, story)
    return world, story


async def befall(world, mean) -> None:
    """Trade, and have something go wrong now and then."""
    async with anyio.create_task_group() as group:
        group.start_soon(trading, world)
        while True:
            await anyio.sleep(world.random.expovariate(1 / mean))
            strike(world)


async def cancel_all(world) -> None:
    account = world.exchange.venue.accounts["main"]
    for order in list(account.orders.pending.values()):
        with suppress(ApiError):  # it may be filled by then
            await world.okx.trade.cancel_order(
                CancelOrder(order.inst.inst_id, ord_id=str(order.ord_id))
            )


def strike(world) -> None:
    kind = world.random.choice(KINDS)
    if world.ends:
        world.befell[kind.__name__] += 1
        kind(world, world.random.choice(world.ends))


def judge(world, story) -> None:
    truth = world.streams.truth
    truth.assert_clean()
    true = Counter(
        (fill.inst_id, fill.trade_id, fill.ord_id, fill.fill_sz)
        for fill in truth.accounts.fills(account="main")
    )
    told = Counter(story.fills)
    story.faults += [f"lost {each}" for each in true - told]
    story.faults += [f"twice {each}" for each in told - true]
    for order in truth.accounts.every_order("main"):
        last = story.orders.get(str(order.ord_id))
        if last is None or (last.state, last.acc_fill_sz) != (
            order.state,
            order.acc_fill_sz,
        ):
            story.faults.append(f"{order.ord_id} is {order.state}, told {last}")


@pytest.mark.slow  # minutes of trading
def test_what_an_account_is_told_is_what_happened():
    """F4, O16, 10: at the sandbox, through scores of faults: its record is the truth."""
    world, story = in_simulation(lambda: live(1, 2, 110, 5), 1)

    assert story.faults == []
    assert len(story.fills) > 250
    assert len(story.orders) > 330
    assert sum(world.befell.values()) > 40
    assert len(world.befell) >= 8
    assert (story.gaps > 15, story.recovered > 40, story.compared) == (True, True, 2)
