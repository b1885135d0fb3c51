"""Orders in bad weather: a thousand intents, what befalls them, and the truth.

`trade` has a client enter them, and gives a `Story`. Every fault is a rule of the
sandbox's own, made for one intent by its name, over REST as over WebSocket.

    python tests/soak/order_chaos.py 10000 7

runs ten thousand with seed 7, and tells how it went.
"""

from __future__ import annotations

import functools
import sys
from collections import Counter
from collections.abc import Awaitable, Callable
from contextlib import AsyncExitStack
from decimal import Decimal
from pathlib import Path
from random import Random

import anyio
import httpx
from attrs import Factory, define, frozen

sys.path.insert(0, str(Path(__file__).parent))

from simulation import SimulatedTime, World, in_simulation

from okx_sdk import AsyncClient
from okx_sdk.errors import (
    ApiError,
    OkxError,
    OrderNotPlaced,
    OrderOutcomeUnknown,
    Outcome,
)
from okx_sdk.models.order_requests import NewOrder
from okx_sdk.sandbox.exchange import Call
from okx_sdk.sandbox.streaming.actions import (
    Delay,
    Drop,
    HalfOpen,
    LookupLag,
    Reply,
    Reset,
)
from okx_sdk.sandbox.streaming.faults import Match, Occasion, Rule

TTL = 5.0
PAIRS = ("BTC-USDT", "ETH-USDT", "SOL-USDT", "OKB-USDT")
SIZES = {"BTC-USDT": "0.001", "ETH-USDT": "0.01", "SOL-USDT": "0.1", "OKB-USDT": "0.1"}
PLACE = "/api/v5/trade/order"
CODES = (
    ("50004", 400),
    ("51149", 500),
    ("51054", 500),
    ("50026", 500),
    ("50001", 503),
    ("50013", 429),
)
SHARES = {
    "clean": 40,
    "O1": 15,  # and O2, where it is at market
    "O3": 10,
    "O4": 8,
    "O5": 4,
    "O6": 10,
    "O7": 5,
    "O9": 5,
    "refused": 3,
}


@define(eq=False)
class Intent:
    """One order that somebody wants, what befalls it, and what was made of it."""

    order: NewOrder
    fault: str
    rules: tuple[Rule, ...] = ()
    verdict: str = "pending"
    began: float = 0.0
    ended: float = 0.0
    error: OkxError | None = None
    ord_id: str = ""

    @property
    def name(self) -> str:
        assert self.order.cl_ord_id
        return self.order.cl_ord_id


@define(eq=False)
class Mischief(httpx.AsyncBaseTransport):
    """The way to the exchange, on which the sandbox's faults strike.

    A request that is kept waiting goes on without its client, as on a real road.
    """

    world: OrderWorld

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        world = self.world
        if world.is_down:
            raise httpx.ConnectError("down", request=request)
        if world.random.random() < world.losses and request.method == "GET":
            raise httpx.ReadError("lost", request=request)
        await anyio.sleep(world.random.uniform(0.005, 0.06))
        done, answer = anyio.Event(), []

        async def serve() -> None:
            answer.append(await self._serve(request))
            done.set()

        world.group.start_soon(serve)
        seconds = request.extensions["timeout"]["read"]
        with anyio.move_on_after(seconds):
            await done.wait()
        if not answer:
            raise httpx.ReadTimeout("slow", request=request)
        await anyio.sleep(world.random.uniform(0.005, 0.06))
        if request.url.path == "/api/v5/public/time":
            await anyio.sleep(world.slow_time)
        if answer[0] is None or world.is_down:
            raise httpx.ReadError("gone", request=request)
        return answer[0]

    async def _serve(self, request: httpx.Request) -> httpx.Response | None:
        clock, faults = self.world.clock, self.world.streams.faults
        arrived, lag = clock.time(), 0.0
        occasion = self._occasion(request, "before_commit")
        for action in faults.decide(occasion, arrived):
            match action:
                case Delay(seconds):
                    await anyio.sleep(seconds)
                case LookupLag(seconds):
                    lag += seconds
                case Reply():
                    return _reply(action, request)
                case _:
                    return None
        path, _, query = request.url.raw_path.decode().partition("?")
        body = await request.aread()
        call = Call(
            request.method, path, query, body, request.headers, "memory", arrived, lag
        )
        answer = self.world.exchange.answer(call, clock.time())
        occasion = self._occasion(request, "after_commit_before_reply")
        for action in faults.decide(occasion, clock.time()):
            if isinstance(action, HalfOpen):
                await anyio.sleep_forever()
            return _reply(action, request) if isinstance(action, Reply) else None
        head = {"content-type": answer.content_type}
        return httpx.Response(
            answer.status, headers=head, content=answer.body, request=request
        )

    def _occasion(self, request: httpx.Request, phase) -> Occasion:
        name = ""
        if request.method == "POST" and b'"clOrdId":"' in request.content:
            name = request.content.partition(b'"clOrdId":"')[2].partition(b'"')[0]
            name = name.decode()
        path = request.url.path
        op = "order" if request.method == "POST" and path == PLACE else path
        return Occasion(phase, "rest", op=op, path=path, cl_ord_id=name)


def _reply(reply: Reply, request: httpx.Request) -> httpx.Response:
    if reply.body is not None:
        return httpx.Response(reply.status, text=reply.body, request=request)
    body = {"code": reply.code, "msg": reply.message, "data": []}
    return httpx.Response(reply.status, json=body, request=request)


class Watch(SimulatedTime):
    """The client's clock, which somebody sets now and then."""

    ahead = 0.0

    def time(self) -> float:
        return super().time() + self.ahead


@define(eq=False)
class OrderWorld(World):
    """A sandbox, a client, and a road between them that orders have to take."""

    is_down: bool = False
    losses: float = 0.0
    slow_time: float = 0.0
    """Seconds that the exchange's answer about the time takes on its way."""
    our_time: Watch = Factory(Watch)

    @property
    def watch(self):
        return self.our_time

    def road(self):
        return Mischief(self)


def _rules(fault: str, name: str, random: Random) -> tuple[Rule, ...]:
    """What befalls an intent, over REST and over WebSocket the same."""
    match = Match(op="order", cl_ord_id=name)
    before = functools.partial(Rule, match=match, phase="before_commit", count=1)
    after = functools.partial(
        Rule, match=match, phase="after_commit_before_reply", count=1
    )
    match fault:
        case "O1":
            return (after(Drop()),)
        case "O3":
            return (before(Drop()),)
        case "O4":
            return (before(Delay(random.uniform(2.5, TTL - 0.2))), after(Drop()))
        case "O5":
            return (before(Delay(TTL + random.uniform(0.5, 4.0))), after(Drop()))
        case "O6":
            code, status = random.choice(CODES)
            html = "<html>bad gateway</html>" if random.random() < 0.2 else None
            reply = Reply(code, "system busy", 502 if html else status, html)
            return (random.choice((before, after))(reply),)
        case "O7":
            return (before(LookupLag(random.uniform(0.0, 3.0))), after(Drop()))
        case "O9":
            return (random.choice((before, after))(Reset()),)
    return ()


def intents(
    count: int, seed: int, prices: dict[str, Decimal], never: frozenset[str]
) -> list[Intent]:
    """Orders of every kind, half of them taken at once, and their faults."""
    random = Random(seed)
    shares = {fault: share for fault, share in SHARES.items() if fault not in never}
    faults = random.choices(list(shares), list(shares.values()), k=count)
    return [
        _intent(number, fault, random, prices) for number, fault in enumerate(faults)
    ]


def _intent(number: int, fault: str, random: Random, prices) -> Intent:
    name = f"i{number}x{random.randrange(10**9)}"
    pair = random.choice(PAIRS)
    side = random.choice(("buy", "sell"))
    kind = random.choice(("market", "ioc", "limit", "post_only"))
    size = SIZES[pair] if fault != "refused" else "900000"
    away = Decimal("0.5") if side == "buy" else Decimal(2)
    near = Decimal("1.01") if side == "buy" else Decimal("0.99")
    px = None if kind == "market" else prices[pair] * (near if kind == "ioc" else away)
    order = NewOrder(
        pair,
        "cash",
        side,
        kind,
        size,
        cl_ord_id=name,
        px=px and px.quantize(Decimal(1)),
        tgt_ccy="base_ccy" if kind == "market" else None,
    )
    return Intent(order, fault, _rules(fault, name, random))


Placer = Callable[[AsyncClient, Intent], Awaitable[None]]


async def ours(okx: AsyncClient, intent: Intent) -> None:
    """What this package does, and what its user is told."""
    try:
        placed = await okx.place_order(intent.order, ttl=TTL)
        intent.verdict, intent.ord_id = "placed", placed.ord_id
    except OrderNotPlaced as error:
        intent.verdict, intent.error = "absent", error
    except OrderOutcomeUnknown as error:
        intent.verdict, intent.error = "unknown", error
    except ApiError as error:
        intent.verdict, intent.error = "rejected", error


async def naive(okx: AsyncClient, intent: Intent) -> None:
    """Send it again until there is an answer: the name will see to it, surely."""
    for _ in range(4):
        try:
            ack = await okx.trade.place_order(intent.order)
        except OkxError as error:
            intent.error = error
            if error.outcome is Outcome.REJECTED:
                intent.verdict = "rejected"
                return
        else:
            intent.verdict, intent.ord_id = "placed", ack.ord_id or ""
            return
        await anyio.sleep(0.2)
    intent.verdict = "absent"


async def hasty(okx: AsyncClient, intent: Intent) -> None:
    """Look once, and send it again if it is not there."""
    for _ in range(3):
        try:
            await okx.trade.place_order(intent.order)
        except OkxError as error:
            if error.outcome is Outcome.REJECTED:
                intent.verdict = "rejected"
                return
            if not await _is_there(okx, intent):
                continue
        intent.verdict = "placed"
        return
    intent.verdict = "absent"


async def _is_there(okx: AsyncClient, intent: Intent) -> bool:
    await anyio.sleep(0.5)
    try:
        await okx.trade.get_order(intent.order.inst_id, cl_ord_id=intent.name)
    except OkxError:
        return False
    return True


@frozen
class Weather:
    """How it is: *streams* are what is kept live, *outage* when the network is down."""

    streams: tuple[str, ...] = ()
    every: float = 0.08
    outage: tuple[float, float] | None = None
    losses: float = 0.02
    """The share of reads whose answer is lost."""
    never: frozenset[str] = frozenset()
    """Faults that do not befall an order."""
    steps: float = 0.0
    """Seconds by which the client's clock is wrong at first, and set now and then."""
    slow_time: float = 0.0


@define
class Story:
    """How it went: the intents, and what the exchange knows of them."""

    intents: list[Intent]
    counts: Counter[str] = Factory(Counter)
    wrong: list[str] = Factory(list)
    by_stream: int = 0
    sends: int = 0
    too_late: int = 0
    """Orders that came after the time that they themselves had told."""
    late: list[str] = Factory(list)
    """Intents that were still unknown ten seconds after the network was back."""

    @property
    def duplicates(self) -> int:
        return sum("twice" in each for each in self.wrong)

    def slowest(self, faults: set[str], verdict: str, share: float) -> float:
        """Seconds that all but so many took."""
        times = sorted(
            each.ended - each.began
            for each in self.intents
            if each.fault in faults and each.verdict == verdict
        )
        return times[min(len(times) - 1, int(len(times) * share))]


async def live(
    count: int, seed: int, placer: Placer, weather: Weather
) -> tuple[Story, OrderWorld]:
    """Have all of them entered, and hold what was told against the truth."""
    world = OrderWorld(
        seed, timeout=2.0, losses=weather.losses, slow_time=weather.slow_time
    )
    world.our_time.ahead = weather.steps
    async with world.running():
        quotes = {row.inst_id: row.last for row in await world.okx.get_tickers()}
        prices = {pair: quotes[pair] or Decimal(1) for pair in PAIRS}
        story = Story(intents(count, seed, prices, weather.never))
        async with AsyncExitStack() as stack:
            for name in weather.streams:
                await stack.enter_async_context(getattr(world.okx, name)())
            await _enter(world, story, placer, weather)
            await _resolve_the_rest(story, weather)
    _judge(world, story)
    return story, world


async def _enter(world, story, placer, weather) -> None:
    async with anyio.create_task_group() as group:
        if weather.steps:
            group.start_soon(_set, world, weather.steps)
        async with anyio.create_task_group() as attempts:
            if weather.outage is not None:
                attempts.start_soon(_break, world, *weather.outage)
            for intent in story.intents:
                attempts.start_soon(_attempt, world, intent, placer)
                await anyio.sleep(world.random.expovariate(1 / weather.every))
        group.cancel_scope.cancel()


async def _set(world, most: float) -> None:
    """Set the client's clock every few seconds, by a little or by a lot."""
    while True:
        await anyio.sleep(world.random.uniform(1, 4))
        far = world.random.choice((most, 2.0, 0.9))
        world.our_time.ahead = world.random.uniform(-far, far)


async def _break(world, start: float, end: float) -> None:
    await anyio.sleep(start)
    world.is_down = True
    for road in world.ends:
        road.reset()
    await anyio.sleep(end - start)
    world.is_down = False


async def _attempt(world, intent: Intent, placer: Placer) -> None:
    faults = world.streams.faults
    names = [faults.add(rule) for rule in intent.rules]
    intent.began = anyio.current_time()
    try:
        await placer(world.okx, intent)
    except OkxError as error:
        is_sent = error.outcome is not Outcome.NOT_SENT
        intent.verdict, intent.error = "?" if is_sent else "not sent", error
    intent.ended = anyio.current_time()
    for name in names:
        faults.remove(name)


async def _resolve_the_rest(story: Story, weather: Weather) -> None:
    """The network is back for ten seconds: nothing stays unknown."""
    await anyio.sleep(10)
    start, end = weather.outage or (0.0, 0.0)
    for intent in story.intents:
        if isinstance(intent.error, OrderOutcomeUnknown):
            story.counts["unknown at first"] += 1
            if not (intent.began < end and intent.ended > start):
                story.wrong.append(f"{intent.name} was unknown without an outage")
            try:
                placed = await intent.error.resolve()
                intent.verdict, intent.ord_id = "placed", placed.ord_id
            except OrderNotPlaced:
                intent.verdict = "absent"
            except OrderOutcomeUnknown:
                story.late.append(intent.name)


def _judge(world, story: Story) -> None:
    """Hold what was told against what is true."""
    venue = world.exchange.venue
    venue.advance(int(world.clock.time() * 1000) + 60_000)
    named = venue.accounts["main"].orders.named
    for intent in story.intents:
        there = named.get(intent.name, [])
        story.counts[intent.verdict] += 1
        if intent.verdict in {"?", "pending"}:
            story.wrong.append(f"{intent.name} was told {intent.error!r}")
        told = f"{intent.name}, {intent.fault}, was told {intent.verdict}"
        if len(there) > 1:
            story.wrong.append(f"{told}, and placed twice or more: {len(there)}")
        elif (intent.verdict == "placed") != bool(there):
            story.wrong.append(f"{told}, and there are {len(there)} orders")
        elif intent.ord_id and {str(o.ord_id) for o in there} != {intent.ord_id}:
            story.wrong.append(f"{told}, but as {intent.ord_id}")


def trade(count: int, seed: int, placer: Placer = ours, name: str = "rest") -> Story:
    """So many intents in simulated time; the same seed gives the same story."""
    run = functools.partial(live, count, seed, placer, WEATHERS[name])
    story, world = in_simulation(run, seed)
    asked = world.exchange.venue.asked
    story.sends = sum(each.op in {f"POST {PLACE}", "order"} for each in asked)
    story.too_late = sum("50036" in each.codes for each in asked)
    story.by_stream = sum(each.op == "order" for each in asked)
    return story


WEATHERS = {
    "rest": Weather(),
    "blind": Weather(("stream_balance_and_position",)),
    "told": Weather(("stream_orders",)),
    "calm": Weather(losses=0.0, never=frozenset({"O7"})),
    "clock": Weather(steps=3_600.0, slow_time=1.5),
    "outage": Weather(outage=(8.0, 26.0)),
}
"""By REST; by WebSocket, without and with news of the orders; by REST where no lookup is
lost or late; with a clock that is set all the time; and with the network down for a while."""


def main(count: int, seed: int) -> int:
    """Run all weathers, and give an exit status."""
    found = 0
    for name in WEATHERS:
        story = trade(count // len(WEATHERS), seed, ours, name)
        print(name, dict(story.counts), "sends", story.sends, "late", story.late)
        print(*story.wrong, sep="\n")
        found += len(story.wrong) + len(story.late)
    story = trade(min(count, 1_000), seed, naive)
    print("naive:", dict(story.counts), "duplicates", story.duplicates)
    return int(bool(found) or not story.duplicates)


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]), int(sys.argv[2])))
