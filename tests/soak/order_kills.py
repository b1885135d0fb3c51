"""Processes that place orders and are killed: what their journals say, and the truth.

A parent runs the sandbox. Lanes beside it have a journal each: a process that has
imported everything forks a child, which resolves what the journal holds open, then
places orders until SIGKILL strikes it. After each kill the journal is read.

    python tests/soak/order_kills.py 1000 7

kills a thousand with seed 7, and tells how it went.
"""

from __future__ import annotations

import gc
import json
import logging
import os
import select
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from random import Random

import anyio
from attrs import Factory, define, field

from okx_sdk import AsyncClient
from okx_sdk.errors import ApiError, OkxError, OrderNotPlaced, OrderOutcomeUnknown
from okx_sdk.models.order_entry import PlacedOrder
from okx_sdk.models.order_requests import NewOrder
from okx_sdk.protocol.order_journal import JournalState, read_line
from okx_sdk.sandbox.server import SandboxClock, SandboxServer
from okx_sdk.sandbox.streaming.actions import Delay, Drop, LookupLag
from okx_sdk.sandbox.streaming.faults import Match, Rule

RATE = 6.0
"""Seconds of the sandbox, and of its clients, in one of this machine's."""

TTL = 3.0
PAIRS = {"BTC-USDT": "0.001", "ETH-USDT": "0.01", "SOL-USDT": "0.1", "OKB-USDT": "0.1"}
KINDS = ("limit", "post_only", "ioc", "market", "batch")
ABSENT = {JournalState.REJECTED, JournalState.ABSENT}


# The child.


@define(eq=False)
class FastTime:
    """A client's time that goes as fast as the sandbox's."""

    clock: SandboxClock

    def monotonic(self) -> float:
        return anyio.current_time() * self.clock.rate

    def time(self) -> float:
        return self.clock.now()

    async def sleep(self, seconds: float) -> None:
        await anyio.sleep(seconds / self.clock.rate)


@define
class Child:
    """Places orders as long as it lives, and says what it was told of each."""

    job: dict
    told: int = -1
    random: Random = field(init=False)

    def __attrs_post_init__(self) -> None:
        self.random = Random(self.job["seed"])
        self.told = os.open(self.job["told"], os.O_WRONLY | os.O_APPEND | os.O_CREAT)

    async def run(self) -> None:
        clock = SandboxClock(0.0, RATE, self.job["since"])
        async with AsyncClient(
            env="sandbox",
            base_url=self.job["url"],
            journal=self.job["journal"],
            clock=FastTime(clock),
        ) as okx:
            for outcome in await okx.recover_orders():
                self.tell("recovered", outcome.cl_ord_id, outcome)
            if self.job["until"] is not None or self.random.random() < 0.04:
                await okx.cancel_all(inst_id=self.job["pair"])
            if self.job["until"] is None or self.job["until"] > 0:
                await self._place_by_either_way(okx)

    async def _place_by_either_way(self, okx) -> None:
        way = self.job["way"] or self.random.choice(("rest", "blind", "told"))
        if way == "rest":
            await self._place(okx)
        else:
            stream = (
                okx.stream_orders()
                if way == "told"
                else okx.stream_balance_and_position()
            )
            async with stream:
                await self._place(okx)

    async def _place(self, okx) -> None:
        os.write(self.job["ready"], b"!")
        quote = await okx.get_ticker(self.job["pair"])
        with anyio.move_on_after(self.job["until"] or float("inf")):
            async with anyio.create_task_group() as group:
                for number in range(4):
                    group.start_soon(self._go_on, okx, quote.last, f"t{number}")

    async def _go_on(self, okx, last, task) -> None:
        number = 0
        while True:
            number += 1
            name = f"k{self.job['seed']:x}{task}n{number}"
            kind = self.random.choice(KINDS)
            if kind == "batch":
                orders = [
                    self._order(f"{name}b{each}", last)
                    for each in range(self.random.randint(2, 5))
                ]
                outcomes = await okx.place_orders(orders, ttl=TTL)
                for order, outcome in zip(orders, outcomes, strict=True):
                    self.tell("placing", order.cl_ord_id, outcome)
            else:
                order = self._order(name, last, kind)
                try:
                    outcome = await okx.place_order(order, ttl=TTL)
                except OkxError as error:
                    outcome = error
                self.tell("placing", name, outcome)
            await anyio.sleep(self.random.uniform(0, 0.3) / RATE)

    def _order(self, name, last, kind=None) -> NewOrder:
        kind = kind or self.random.choice(("limit", "ioc", "market"))
        side = self.random.choice(("buy", "sell"))
        is_taken = kind == "ioc"
        factor = {("buy", True): "1.01", ("sell", True): "0.99"}.get(
            (side, is_taken), "0.5" if side == "buy" else "2"
        )
        px = (
            None if kind == "market" else (last * type(last)(factor)).quantize(0 * last)
        )
        size = PAIRS[self.job["pair"]] if self.random.random() > 0.05 else "900000"
        tgt_ccy = "base_ccy" if kind == "market" else None
        return NewOrder(
            self.job["pair"],
            "cash",
            side,
            kind,
            size,
            px=px,
            cl_ord_id=name,
            tgt_ccy=tgt_ccy,
        )

    def tell(self, when, name, outcome) -> None:
        """One line, whole or not at all as far as a kill can cut it."""
        line = json.dumps([when, name, *_verdict(outcome)]) + "\n"
        os.write(self.told, line.encode())


def _verdict(outcome) -> tuple[str, str]:
    match outcome:
        case PlacedOrder():
            return "placed", outcome.ord_id
        case OrderNotPlaced():
            return "absent", ""
        case OrderOutcomeUnknown():
            return "unknown", repr(outcome)
        case ApiError():
            return "rejected", outcome.code or ""
        case _:
            return "error", repr(outcome)


def perform(job) -> None:
    """A child's life."""
    anyio.run(Child(job).run, backend=job["backend"])


# The process that forks children.


def fork_and_kill(job) -> dict:
    """Have a child do a job, and kill it so many seconds after it began to place."""
    seen, ready = os.pipe()
    pid = os.fork()
    if pid == 0:
        status = 1
        try:
            os.close(seen)
            perform({**job, "ready": ready})
            status = 0
        finally:
            sys.stderr.flush()
            os._exit(status)
    os.close(ready)
    if job["kill"] is not None:
        if job["waits"]:
            select.select([seen], [], [], 60.0)
        time.sleep(job["kill"])
        os.kill(pid, signal.SIGKILL)
    _, status = os.waitpid(pid, 0)
    os.close(seen)
    return {"status": os.waitstatus_to_exitcode(status)}


def zygote() -> None:
    """At command, live a child's life, to import all it needs; or fork one."""
    for line in sys.stdin:
        job = json.loads(line)
        if job["way"]:
            with Path(os.devnull).open("w") as nobody:
                perform({**job, "ready": nobody.fileno()})
            assert threading.active_count() == 1, threading.enumerate()
            gc.freeze()
            answer = {"status": 0}
        else:
            answer = fork_and_kill(job)
        print(json.dumps(answer), flush=True)


# The parent.


@define
class Tally:
    """What came of all kills."""

    kills: int = 0
    at_work: int = 0
    """Kills that left orders whose outcome was not known yet."""
    intents: dict[str, str] = Factory(dict)
    """The verdict on each order that a journal ever had."""
    counts: Counter = Factory(Counter)
    wrong: list[str] = Factory(list)
    duplicates: int = 0
    unexplained: int = 0


@define
class Lane:
    """One journal, and the processes that had it one after another."""

    number: int
    server: SandboxServer
    folder: Path
    seed: int
    process: subprocess.Popen = field(init=False)
    tally: Tally = Factory(Tally)
    random: Random = field(init=False)

    def __attrs_post_init__(self) -> None:
        self.random = Random(f"{self.seed}/{self.number}")
        self.process = subprocess.Popen(
            [sys.executable, __file__, "--zygote"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    @property
    def journal(self) -> Path:
        return self.folder / f"journal{self.number}"

    @property
    def told(self) -> Path:
        return self.folder / f"told{self.number}"

    def do(self, **fields) -> int:
        """Have one child live and end; gives how it ended."""
        job = {
            "url": self.server.url,
            "since": self.server.clock.since,
            "journal": str(self.journal),
            "told": str(self.told),
            "pair": list(PAIRS)[self.number],
            "seed": self.random.getrandbits(48),
            "backend": self.random.choice(("asyncio", "trio")),
            "until": None,
            "kill": None,
            "waits": True,
            "way": None,
            **fields,
        }
        self.process.stdin.write(json.dumps(job) + "\n")
        self.process.stdin.flush()
        return json.loads(self.process.stdout.readline())["status"]

    def warm_up(self) -> None:
        """Have all imported that any child needs, by lives that nobody ends."""
        for backend in ("asyncio", "trio"):
            self.do(way="told", until=0.1, backend=backend)
            self.read()

    def run(self, kills: int) -> Tally:
        """So many kills, and a last life that resolves what is left."""
        for _ in range(kills):
            waits = self.random.random() < 0.85  # or it may strike while it resolves
            status = self.do(kill=self.random.uniform(0.0, 0.5), waits=waits)
            if status != -signal.SIGKILL:
                self.tally.wrong.append(f"a child ended by itself: {status}")
            self.tally.kills += 1
            self.tally.at_work += self.read()
        if self.do(until=0.0):
            self.tally.wrong.append("the last child failed")
        if self.read():
            self.tally.wrong.append("not all was resolved in the end")
        return self.tally

    def read(self) -> bool:
        """Take what the journal says, before the next child leaves settled lines out."""
        open_names = set()
        for line in self.journal.read_bytes().splitlines(keepends=True):
            entry = read_line(line)
            if entry is None:
                self.tally.counts["lines cut off"] += 1
                continue
            name = entry.cl_ord_id
            known = self.tally.intents.setdefault(name, "")
            said = _said(entry.state)
            if known and said and known != said:
                self.tally.wrong.append(
                    f"{name}: the journal says {known}, then {said}"
                )
            self.tally.intents[name] = said or known
            (open_names.discard if said else open_names.add)(name)
        return bool(open_names)

    def close(self) -> None:
        self.process.stdin.close()
        self.process.wait(timeout=30)
        self.process.stdout.close()


def _said(state) -> str:
    if state is JournalState.PLACED:
        return "placed"
    return "not placed" if state in ABSENT else ""


def judge(tally: Tally, told: list, orders: dict) -> None:
    """Hold what journals and callers of a lane were told against the exchange's orders."""
    wrong = tally.wrong
    for name, verdict in tally.intents.items():
        there = orders.get(name, [])
        tally.counts[verdict or "open"] += 1
        tally.duplicates += max(0, len(there) - 1)
        if len(there) > 1:
            wrong.append(f"{name} was placed {len(there)} times")
        if not verdict:
            wrong.append(f"{name} was never resolved; {len(there)} are there")
        elif (verdict == "placed") != bool(there):
            wrong.append(
                f"the journal says {name} is {verdict}: {len(there)} are there"
            )
    for when, name, verdict, detail in told:
        there = orders.get(name, [])
        tally.counts[f"{when}: {verdict}"] += 1
        if verdict == "placed":
            is_true = [str(order.ord_id) for order in there] == [detail]
        elif verdict in {"absent", "rejected"}:
            is_true = not there
        else:  # told of as unknown: that is no lie, but the journal must settle it
            is_true = verdict == "unknown"
        if not is_true:
            wrong.append(f"{when}: {name} was told {verdict} {detail}: {there}")


def weather(seed: int) -> list[Rule]:
    """Answers and requests that take their time, so that kills fall between them."""
    both = Match(op="[ob]*order*")
    return [
        Rule(Delay(0.0, TTL + 1.0), both, "before_commit", p=0.4, id=f"slow{seed}"),
        Rule(LookupLag(1.5), both, "before_commit", p=0.3, id=f"hidden{seed}"),
        Rule(Drop(), both, "before_commit", p=0.03, id=f"lost{seed}"),
        Rule(
            Delay(0.0, 3.0), both, "after_commit_before_reply", p=0.4, id=f"late{seed}"
        ),
        Rule(Drop(), both, "after_commit_before_reply", p=0.03, id=f"gone{seed}"),
    ]


def massacre(kills: int, seed: int, folder: Path, lanes: int = 4) -> Tally:
    """So many kills by lanes that run side by side, and what is true after them."""
    server = SandboxServer(clock=SandboxClock(rate=RATE))
    server.start()
    each = [Lane(number, server, folder, seed) for number in range(lanes)]
    shares = [kills // lanes + (n < kills % lanes) for n in range(lanes)]
    with ThreadPoolExecutor(lanes) as pool:
        list(pool.map(Lane.warm_up, each))
        for rule in weather(seed):
            server.faults.add(rule)
        list(pool.map(Lane.run, each, shares))
    for lane in each:
        lane.close()
    server.stop()
    return _summed(each, server)


def _summed(lanes, server) -> Tally:
    orders: dict = {}
    for order in server.truth.accounts.every_order():
        orders.setdefault(order.cl_ord_id, []).append(order)
    total = Tally()
    for lane in lanes:
        told = [json.loads(line) for line in lane.told.read_text().splitlines()]
        judge(lane.tally, told, orders)
        total.kills += lane.tally.kills
        total.at_work += lane.tally.at_work
        total.intents |= lane.tally.intents
        total.counts += lane.tally.counts
        total.wrong += lane.tally.wrong
        total.duplicates += lane.tally.duplicates
    unknown = orders.keys() - total.intents.keys()
    total.unexplained = len(unknown)
    total.wrong += [f"no journal ever had {name}" for name in unknown]
    return total


def main(kills: int, seed: int) -> int:
    """Kill, tell how it went, and give an exit status."""
    began = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        tally = massacre(kills, seed, Path(folder))
    print(f"{tally.kills} kills in {time.monotonic() - began:.0f} s;", end=" ")
    print(f"{tally.at_work} left open orders; {len(tally.intents)} intents")
    print(dict(tally.counts))
    print("unexplained", tally.unexplained, "duplicates", tally.duplicates)
    print(*tally.wrong[:50], sep="\n")
    return int(bool(tally.wrong))


if __name__ == "__main__":
    logging.disable()  # each fault is told in the log, as it should be
    if sys.argv[1:] == ["--zygote"]:
        zygote()
    else:
        sys.exit(main(int(sys.argv[1]), int(sys.argv[2])))
