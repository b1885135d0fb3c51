"""Hours of trading through bad connections: each fill once, and a portfolio that is right.

Time is simulated. The truth is the account's; what the client was told is held against it.
"""

from __future__ import annotations

from collections import Counter
from random import Random

import anyio
import httpx
import pytest
from account_fake import OPEN, Account, trading
from attrs import Factory, define
from simulation import in_simulation

from okx_sdk.errors import PortfolioStale
from okx_sdk.protocol.buffers import Gap

BUSY = httpx.Response(503, json={"code": "50001", "msg": "busy"})


@define
class Story:
    """What a client was told, and how often it compared what it has."""

    fills: list = Factory(list)
    orders: dict = Factory(dict)
    gaps: Counter = Factory(Counter)
    recovered: Counter = Factory(Counter)
    faults: list = Factory(list)
    compared: int = 0
    stale: int = 0


async def keep_fills(stream, name, story) -> None:
    async for fill in stream.with_gaps():
        if isinstance(fill, Gap):
            story.gaps[name] += 1
            continue
        story.recovered[name] += stream.was_recovered(fill)
        story.fills.append((name, fill.trade_id, fill.ord_id, int(fill.fill_sz)))


async def keep_orders(stream, story) -> None:
    async for order in stream.with_gaps():
        if isinstance(order, Gap):
            story.gaps["orders"] += 1
            continue
        before = story.orders.get(order.ord_id)
        if before is not None and (
            before.state not in OPEN or before.acc_fill_sz > order.acc_fill_sz
        ):
            story.faults.append(f"{order.ord_id} went back")
        story.recovered["orders"] += stream.was_recovered(order)
        story.orders[order.ord_id] = order


def what_is_wrong(account, book) -> list[str]:
    """What a portfolio that is served has otherwise than the account."""
    true = {
        key: row["accFillSz"]
        for key, row in account.pending.items()
        if row["state"] in OPEN
    }
    wrong = []
    if {order.ord_id: str(order.acc_fill_sz) for order in book.orders} != true:
        wrong.append("orders")
    if [str(each.pos) for each in book.positions] != [str(account.pos)]:
        wrong.append("positions")
    if book.equity != account.cash:
        wrong.append("balances")
    return wrong


async def compare(account, book, story) -> None:
    """Every now and then, once what is under way has arrived."""
    while True:
        await anyio.sleep(7)
        if any(socket.is_mute for socket in account.exchange.open):
            continue  # nobody can know yet that nothing arrives
        try:
            wrong = what_is_wrong(account, book)
        except PortfolioStale:
            story.stale += 1
        else:
            story.compared += 1
            story.faults += [f"{each} after {anyio.current_time()}" for each in wrong]


def strike(account, random) -> None:
    """Something goes wrong with a connection, or with REST."""
    open_ = account.exchange.open
    kind = random.choice(["drop", "mute", "notice", "busy", "refuse", "twice"])
    if kind == "busy":
        account.failures += [BUSY] * random.randint(1, 30)
    elif kind == "refuse":
        account.refusals[:] = [random.choice(["63999", "60009", "60006"])]
    elif kind == "twice" and account.orders:
        account.tell(random.choice(list(account.orders)))
    elif not open_:
        return
    elif kind == "drop":
        random.choice(open_).drop(random.choice([1006, 1001, 4002, 4004, 4006]))
    elif kind == "mute":
        random.choice(open_).is_mute = True
    elif kind == "notice":
        random.choice(open_).say({"event": "notice", "code": "64008", "msg": "soon"})


def trade(account, random) -> None:
    """Place, fill or cancel something."""
    pending = account.pending
    for key in [key for key, row in pending.items() if row["state"] not in OPEN]:
        del pending[key]
    choice = random.random()
    if not pending or (choice < 0.2 and len(pending) < 40):
        ord_id = account.place(sz=random.randint(1, 20))
        pending[ord_id] = account.orders[ord_id]
        return
    ord_id = random.choice(list(pending))
    if choice < 0.25:
        account.end(ord_id)
    else:
        row = account.orders[ord_id]
        left = int(row["sz"]) - int(row["accFillSz"])
        account.fill(ord_id, random.randint(1, min(left, 3)))
    pending[ord_id] = account.orders[ord_id]


@define(eq=False)
class Trader(Account):
    """An account that trades, and that refuses a login now and then."""

    pending: dict = Factory(dict)
    refusals: list = Factory(list)

    def reply(self, socket, message) -> bool:
        if message["op"] == "login" and self.refusals:
            code = self.refusals.pop()
            socket.say({"event": "error", "code": code, "msg": "later"})
            return True
        return super().reply(socket, message)


async def live(seed: int, fills: int, mean: float) -> tuple[Story, Trader]:
    """Trade until so many fills; *mean* seconds lie between two faults."""
    random, account, story = Random(seed), Trader(), Story()
    for _ in range(9):
        trade(account, random)
    trade(account, random)
    await anyio.sleep(2)
    async with (
        trading(account, latency=0.05, chance=random.random) as okx,
        okx.stream_fills() as made,
        okx.stream_orders(snapshot=True) as orders,
        okx.portfolio() as book,
        anyio.create_task_group() as group,
    ):
        group.start_soon(keep_fills, made, "orders", story)
        group.start_soon(keep_orders, orders, story)
        group.start_soon(compare, account, book, story)
        before = len(account.fills)
        over = {key for key, row in account.orders.items() if row["state"] not in OPEN}
        strikes = anyio.current_time() + random.expovariate(1 / mean)
        while len(account.fills) < fills:
            await anyio.sleep(random.expovariate(4))
            for _ in range(random.randint(1, 3)):
                trade(account, random)
            if anyio.current_time() > strikes:
                strike(account, random)
                strikes += random.expovariate(1 / mean)
        account.failures.clear()
        account.refusals.clear()
        await anyio.sleep(200)
        await book.current()
        story.faults += what_is_wrong(account, book)
        group.cancel_scope.cancel()
    judge(account, story, before, over)
    return story, account


def judge(account, story, before, over) -> None:
    """Each fill once; each order as it ended."""
    true = Counter(
        (row["tradeId"], row["ordId"], int(row["fillSz"]))
        for row in account.fills[before:]
    )
    told = Counter(fill[1:] for fill in story.fills)
    story.faults += [f"lost {each}" for each in true - told]
    story.faults += [f"twice {each}" for each in told - true]
    for key in account.orders.keys() - over:
        row = account.orders[key]
        last = story.orders.get(key)
        if last is None or (str(last.acc_fill_sz), last.state) != (
            row["accFillSz"],
            row["state"],
        ):
            story.faults.append(f"{key} is {row['state']}, told {last and last.state}")


@pytest.mark.slow(reason="thousands of fills, one by one")
def test_no_fill_is_lost_or_comes_twice_and_the_portfolio_is_right():
    """O16, F4, 10: 10,000 fills through scores of drops: 0 double, 0 lost, 0 wrong."""
    story, account = in_simulation(lambda: live(1, 10_000, 10.0), 1)

    assert story.faults == []
    assert len(story.fills) >= 9_980
    assert len(account.exchange.sockets) > 72
    assert min(story.gaps["orders"], story.recovered["orders"]) > 72
    assert story.compared > 160
    assert story.stale > 20
