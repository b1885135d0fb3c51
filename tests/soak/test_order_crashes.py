"""A client that dies at every point of order entry, in simulated time, and its heirs."""

from __future__ import annotations

from pathlib import Path

import anyio
import httpx
import pytest
from anyio.abc import ByteStream
from attrs import Factory, define
from order_chaos import OrderWorld
from simulation import in_simulation

from okx_sdk import AsyncClient
from okx_sdk.engine import journal as journal_module
from okx_sdk.errors import OkxError, OrderError, OrderNotPlaced
from okx_sdk.models.order_requests import NewOrder
from okx_sdk.protocol.order_journal import Entry, JournalState, Replay, line_of
from okx_sdk.sandbox.streaming.actions import Delay, Drop
from okx_sdk.sandbox.streaming.faults import Match, Rule
from okx_sdk.transport.streams import MemoryConnector

TTL = 1.0
INST = "BTC-USDT"


@define(eq=False)
class Life:
    """A process that dies at its *last* point: nothing of it reaches anybody after that.

    What the journal holds at that moment is what the next process will find.
    """

    path: Path
    last: int | None
    points: int = 0
    left: bytes | None = None
    scope: anyio.CancelScope = Factory(anyio.CancelScope)

    @property
    def is_over(self) -> bool:
        return self.left is not None

    def point(self) -> None:
        """Something has just happened, or is about to: it may be the last."""
        self.points += 1
        if self.points == self.last and not self.is_over:
            self.left = self.path.read_bytes()
            self.scope.cancel()

    async def pass_by(self) -> None:
        """The same where it can be waited: the dead go no further."""
        self.point()
        if self.is_over:
            await anyio.sleep_forever()


@define(eq=False)
class MortalRoad(httpx.AsyncBaseTransport):
    """A road to the exchange: what has left goes on without its sender."""

    life: Life
    road: httpx.AsyncBaseTransport
    group: anyio.abc.TaskGroup

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        await self.life.pass_by()
        done, answers = anyio.Event(), []

        async def go() -> None:
            try:
                answers.append(await self.road.handle_async_request(request))
            except httpx.TransportError as error:
                answers.append(error)
            done.set()

        self.group.start_soon(go)
        await self.life.pass_by()
        await done.wait()
        await self.life.pass_by()
        (answer,) = answers
        if isinstance(answer, Exception):
            raise answer
        return answer


@define(eq=False)
class MortalStream(ByteStream):
    """The bytes of a WebSocket, sent by one who may die."""

    life: Life
    stream: ByteStream

    async def receive(self, max_bytes: int = 65536) -> bytes:
        data = await self.stream.receive(max_bytes)
        await self.life.pass_by()
        return data

    async def send(self, item: bytes) -> None:
        await self.life.pass_by()
        await self.stream.send(item)
        await self.life.pass_by()

    async def send_eof(self) -> None:
        await self.stream.send_eof()

    async def aclose(self) -> None:
        await self.stream.aclose()


@define
class MortalConnector:
    life: Life
    connector: MemoryConnector

    async def connect(self, host, port, *, tls, within) -> ByteStream:
        stream = await self.connector.connect(host, port, tls=tls, within=within)
        return MortalStream(self.life, stream)


def client(world, life) -> AsyncClient:
    okx = AsyncClient(
        env="sandbox",
        base_url="http://127.0.0.1:1",
        timeout=2.0,
        transport=MortalRoad(life, world.road(), world.group),
        clock=world.watch,
        connector=MortalConnector(life, MemoryConnector(world.accept)),
        journal=life.path,
    )
    okx._connection.chance = world.random.random
    return okx


def order(name, kind="limit", **fields) -> NewOrder:
    px = None if kind == "market" else "30000"
    sz = fields.pop("sz", "0.001")
    tgt_ccy = "base_ccy" if kind == "market" else None
    return NewOrder(
        INST, "cash", "buy", kind, sz, px=px, cl_ord_id=name, tgt_ccy=tgt_ccy
    )


async def enter(okx, life, turn, told) -> None:
    """One of each kind: taken, lost before and after it was, refused, and in a batch."""
    batch = [
        order(f"d{turn}"),
        order(f"e{turn}", sz="900000"),
        order(f"f{turn}", "ioc"),
    ]

    async def one(order) -> None:
        try:
            outcome = await okx.place_order(order, ttl=TTL)
        except OkxError as error:
            outcome = error
        if not life.is_over:
            told.append((order.cl_ord_id, outcome))

    async def several() -> None:
        outcomes = await okx.place_orders(batch, ttl=TTL)
        if not life.is_over:
            told.extend(zip((o.cl_ord_id for o in batch), outcomes, strict=True))

    async with anyio.create_task_group() as group:
        group.start_soon(one, order(f"a{turn}"))
        group.start_soon(one, order(f"b{turn}", "market"))
        group.start_soon(one, order(f"c{turn}"))
        group.start_soon(several)


async def live_and_die(world, life, stream, turn, told) -> None:
    with life.scope:
        async with client(world, life) as okx:
            if stream:
                async with getattr(okx, stream)():
                    await enter(okx, life, turn, told)
            else:
                await enter(okx, life, turn, told)


def spy(monkeypatch, lives) -> None:
    """Have each write of a journal be two points: before it, and after."""
    write = journal_module._write

    def spied(file, data) -> None:
        lives[-1].point()
        write(file, data)
        lives[-1].point()

    monkeypatch.setattr(journal_module, "_write", spied)


def names_in(journal: bytes) -> set[str]:
    replay = Replay()
    names = set()
    for line in journal.splitlines(keepends=True):
        replay.read([line])
        names |= set(replay.open)
    return names


def verdict(outcome) -> str:
    match outcome:
        case OrderNotPlaced():
            return "absent"
        case OrderError():
            return "unknown"
        case OkxError():
            return "rejected"
        case _:
            return "placed"


async def a_turn(world, lives, life, heir, stream, turn) -> list[str]:
    """One life, and one heir; what was wrong with what they said."""
    told, wrong = [], []
    for fate, name in ((Drop(), f"c{turn}"), (Delay(0.7), f"a{turn}")):
        rule = Rule(fate, Match(cl_ord_id=name, op="order"), "before_commit", count=1)
        world.streams.faults.add(rule)
    fault = Match(cl_ord_id=f"b{turn}", op="order")
    world.streams.faults.add(Rule(Drop(), fault, "after_commit_before_reply", count=1))
    await live_and_die(world, life, stream, turn, told)
    world.streams.faults.clear()
    left = life.left if life.is_over else life.path.read_bytes()
    heir.path.write_bytes(left)
    heir.path.chmod(0o600)
    lives.append(heir)
    async with client(world, heir) as okx:
        recovered = await okx.recover_orders()
        rest = okx._order_settings.journal.unsettled
    named = world.exchange.venue.accounts["main"].orders.named
    known = names_in(left)
    for name in (f"{letter}{turn}" for letter in "abcdef"):
        if len(named.get(name, [])) > 1:
            wrong.append(f"{name} is there twice")
        if name in named and name not in known:
            wrong.append(f"{name} is there, and the journal does not know it")
    wrong += [f"{entry.cl_ord_id} was not resolved" for entry in rest]
    for name, outcome in [*told, *((each.cl_ord_id, each) for each in recovered)]:
        is_placed = verdict(outcome) == "placed"
        if verdict(outcome) == "unknown" or is_placed != (name in named):
            wrong.append(f"{name}: {outcome!r}, and there are {named.get(name)}")
    return wrong


@pytest.mark.slow  # a life for each point of order entry
@pytest.mark.parametrize("stream", [None, "stream_orders"])
def test_whenever_a_process_dies_the_next_one_finds_the_truth(
    stream, tmp_path, monkeypatch
):
    """O14, invariant 17: at each write of the journal, and each byte that leaves or comes.

    By REST, and by WebSocket with news of the orders.
    """
    lives: list[Life] = []

    async def run() -> tuple[list[str], int]:
        wrong, deaths = [], 0
        world = OrderWorld(1, timeout=2.0)
        async with world.running():
            for last in range(1, 1_000):
                life = Life(tmp_path / f"life{last}", last)
                heir = Life(tmp_path / f"heir{last}", None)
                lives.append(life)
                said = await a_turn(world, lives, life, heir, stream, last)
                wrong += [f"dead at point {last}: {each}" for each in said]
                if not life.is_over:
                    return wrong, deaths
                deaths += 1
        raise AssertionError("it never came to its end")

    spy(monkeypatch, lives)
    wrong, deaths = in_simulation(run, 1)

    assert wrong == []
    assert deaths > 50


@pytest.mark.parametrize("state", list(JournalState))
def test_a_journal_that_is_cut_anywhere_says_what_it_said_before_or_after(state):
    """Invariant 17: the last line counts whole or not at all, at every byte."""
    before = [
        Entry("a", INST, JournalState.SENT, 1.0, 6.0, {"sz": "1"}, 0.9),
        Entry("b", INST, JournalState.SENT, 2.0, 7.0, {"sz": "1"}, 1.9),
        Entry("a", INST, JournalState.PLACED, 3.0),
    ]
    name = "c" if state is JournalState.SENT else "b"
    line = line_of(Entry(name, INST, state, 4.0, 9.0, {"sz": "2"}, 3.9))
    text = b"".join(map(line_of, before))
    old, new = (
        Replay().read(each.splitlines(keepends=True)).open
        for each in (text, text + line)
    )

    for cut in range(len(line) + 1):
        torn = Replay().read((text + line[:cut]).splitlines(keepends=True))

        assert torn.open == (new if cut >= len(line) - 1 else old), cut
        assert torn.damaged == (0 < cut < len(line) - 1), cut
