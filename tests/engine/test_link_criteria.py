"""Streams: what the criteria of the named faults ask for, measured in simulated time."""

from __future__ import annotations

from collections import deque
from random import Random

import anyio
import orjson
import pytest
from exchange_fake import (
    Exchange,
    FakeSocket,
    LoopTime,
    arg,
    candle,
    in_no_time,
    run,
    settle,
    streaming,
    subscribe,
    trade,
)
from orders_fake import order_row

from okx_sdk.errors import InvalidApiKey, LimitExceeded, OkxError


@pytest.mark.parametrize("code", ["63999", "60011", "60014"])
def test_an_hour_of_refused_logins_keeps_within_what_a_connection_may_ask(code):
    """P5: logins an hour ≤ 480 less the subscriptions, a second apart at the least."""

    async def test(exchange, hub):
        times = []

        def refuse(socket, message):
            if message["op"] != "login" or not lost:
                return False
            times.append(anyio.current_time())
            socket.say({"event": "error", "code": code, "msg": "internal"})
            return True

        lost = []
        exchange.reply = refuse
        async with subscribe(hub, "orders") as orders:
            lost.append(True)
            exchange.last.drop()
            await anyio.sleep(3_600)
            lost.clear()
            await anyio.sleep(35)

            assert 100 < len(times) <= 480 - 1
            assert min(b - a for a, b in zip(times, times[1:], strict=False)) >= 1.0
            assert (orders.state, len(orders.gaps)) == ("live", 1)

    run(test)


@pytest.mark.parametrize("delay", [0.0, 9.9])
def test_until_a_login_is_acknowledged_nothing_private_is_sent(delay):
    """P6: no subscription and no order: 0 frames but the login; then both, at once."""

    async def test(exchange, hub):
        async def acknowledge(socket):
            await anyio.sleep(delay)
            early.extend(socket.asked[1:])
            lines.append(hub.order_line())
            socket.say({"event": "login", "code": "0"})

        def answer(socket, message):
            if message["op"] == "login":
                hub.group.start_soon(acknowledge, socket)
            return message["op"] == "login"

        early, lines = [], []
        exchange.reply = answer
        async with subscribe(hub, "orders"):
            line = hub.order_line()

        assert (early, lines) == ([], [None])
        assert line is not None
        assert len(exchange.sockets) == 1

    run(test)


TOO_MANY = {"event": "channel-conn-count-error", "channel": "orders", "connCount": "31"}
SAYS = {
    code: {"event": "error", "code": code, "msg": "internal"}
    for code in ("64007", "60023")
}
TABLE = [
    ("64007", None, 2),
    ("60023", None, 2),
    ("channel-conn-count-error", LimitExceeded, 1),
    (4003, LimitExceeded, 1),
    (4005, None, 2),
    (4007, InvalidApiKey, 1),
    (4008, LimitExceeded, 1),
    (4009, LimitExceeded, 1),
]
"""What happens, what the reader is told, and how many connections there were in all."""


@pytest.mark.parametrize(("what", "told", "sockets"), TABLE)
def test_each_code_of_the_exchanges_has_its_meaning(what, told, sockets):
    """P12: one row per code: typed and for good, or another connection and one gap."""

    async def test(exchange, hub):
        async with subscribe(hub, "orders") as orders:
            if isinstance(what, int):
                exchange.last.drop(what, "by the exchange")
            else:
                exchange.last.say(SAYS.get(what, TOO_MANY))
            await anyio.sleep(100)

            assert len(exchange.sockets) == sockets
            if told is None:
                (gap,) = orders.gaps
                assert str(what) in gap.cause
                assert orders.state == "live"
            else:
                with pytest.raises(told) as raised:
                    await orders.__anext__()
                assert isinstance(raised.value, OkxError)

    run(test)


def frames(count, seed):
    """Frames that are almost what they should be: of any shape, at any place."""
    random = Random(seed)
    scraps = [
        None, True, 0, -1, 1e308, "", "0", "\x00", "é", [], {}, [[]], {"a": []},
        "trades", "subscribe", "error", "login", "60018", "64008", "op1", [None, 1],
    ]  # fmt: skip
    names = ["event", "arg", "data", "code", "msg", "id", "op", "action", "connCount"]
    good = [
        {"arg": arg("trades"), "data": [trade(1)]},
        {"event": "subscribe", "arg": arg("trades"), "id": "1"},
        {"id": "op1", "op": "order", "code": "0", "data": [{}]},
        {"event": "channel-conn-count", "channel": "orders", "connCount": "1"},
    ]
    for number in range(count):
        message = dict(random.choice(good))
        for _ in range(random.randint(1, 3)):
            name = random.choice([*names, "channel", "new"])
            if random.random() < 0.3:
                message.pop(name, None)
            else:
                message[name] = random.choice(scraps)
        text = orjson.dumps(message).decode()
        if number % 5 == 0:
            place = random.randrange(len(text))
            text = text[:place] + random.choice('{}[]"\\,:\x01é') + text[place + 1 :]
        # A refusal is no noise: it is heeded, and another test's matter.
        if '"event":"error"' not in text:
            yield text


def test_ten_thousand_frames_that_are_not_quite_right_do_no_harm(caplog):
    """P13: unknown events, channels and fields, missing ones, numbers as numbers.

    The connection stays up, the stream survives, and what is right is still read.
    """
    caplog.set_level("CRITICAL", "okx_sdk")

    async def test(exchange, hub):
        count = 0
        async with subscribe(hub, "trades", "BTC-USDT") as trades:

            async def read():
                while rows := await trades.next_batch():
                    seen.extend(row.trade_id for row in rows)

            seen = []
            hub.group.start_soon(read)
            for text in frames(11_000, 7):
                count += 1
                exchange.last.say(text)
                if count % 500 == 0:
                    exchange.last.push(arg("trades"), trade(10_000 + count))
                    await settle(60)
            await settle(60)

            assert count >= 10_000
            assert len(exchange.sockets) == 1
            assert trades.state == "live"
            right = {str(10_000 + n) for n in range(500, count + 1, 500)}
            assert right <= set(seen)

    run(test)


def test_timers_do_not_heed_the_machines_clock():
    """T2: stepped by ten minutes either way, no ping or pause is 50 ms early or late."""

    class Stepped(LoopTime):
        async def sleep(self, seconds):
            begin = anyio.current_time()
            await anyio.sleep(seconds)
            late.append(anyio.current_time() - begin - seconds)

    clock, late = Stepped(), []

    async def test(exchange, hub):
        async with subscribe(hub, "trades", "BTC-USDT") as trades:
            for step in (600.0, -600.0, 3.0, -600.0, 600.0, 0.0):
                clock.ahead += step
                await anyio.sleep(
                    107
                )  # a step is a sleep of the machine, for all we know

                assert trades.state == "live"

        pings = [
            (at - socket.opened) % 15
            for socket in exchange.sockets
            for at in socket.pinged
        ]
        offsets = [min(at, 15 - at) for at in pings]
        assert len(pings) >= 30
        assert max(offsets) <= 0.05
        assert max(map(abs, late), default=0.0) <= 0.05

    run(test, clock=clock)


def test_the_gap_of_a_silent_stream_begins_where_the_silence_did():
    """S1, S2, S3: whoever noticed it; what never brought anything was silent from its
    acknowledgement on."""

    async def test(exchange, hub):
        trades = subscribe(hub, "trades", "BTC-USDT")
        async with trades, subscribe(hub, "mark-price", "BTC-USDT") as prices:
            live = hub.time()
            await anyio.sleep(5)
            exchange.last.push(arg("trades"), trade(1))
            await settle()
            heard = hub.time()
            await anyio.sleep(40)
            hub.refresh(trades, arg("trades"), "it fell silent")
            await settle()
            starts = [gap.start.timestamp() for gap in (*trades.gaps, *prices.gaps)]

            assert starts[:2] == pytest.approx([heard, live], abs=0.2)
            assert len(prices.gaps) == 3

    run(test)


class Distant(FakeSocket):
    """What it is told arrives late, each thing as late as the others."""

    def say(self, message) -> None:
        self.late.append(message)
        self.exchange.group.start_soon(self.arrive)

    async def arrive(self) -> None:
        await anyio.sleep(self.lag)
        super().say(self.late.popleft())


class Upgrading(Exchange):
    """An exchange far away that replaces its machines all the time."""

    def __init__(self, group, random) -> None:
        super().__init__()
        self.group, self.random = group, random
        self.said: dict[FakeSocket, float] = {}

    async def connect(self, name):
        self.delay = self.random.uniform(0, 0.4)
        made = await super().connect(name)
        self.sockets[-1] = socket = Distant(self, name, made.opened)
        socket.lag, socket.late = self.random.uniform(0, 0.4), deque()
        return socket

    async def trade(self, seconds) -> None:
        """Push new rows to whoever has subscribed by then, one after another."""
        number = 0
        while anyio.current_time() < seconds:
            await anyio.sleep(self.random.uniform(0, 2))
            number += 1
            for socket in self.open:
                for each in socket.args:
                    socket.push(each, self.row(each["channel"], number))
        self.number = number

    def row(self, channel, number):
        if channel == "trades":
            return trade(number)
        if channel == "candle1m":
            return candle(number)
        return order_row(number, at=number)

    async def upgrade(self) -> None:
        """Announce the end of the newest connection of each kind, and keep the word."""
        for name in ("public", "business", "private"):
            newest = [socket for socket in self.open if socket.name == name][-1]
            if newest not in self.said:
                self.said[newest] = anyio.current_time()
                newest.say({"event": "notice", "code": "64008", "msg": "an upgrade"})
                self.group.start_soon(self.end, newest)

    async def end(self, socket) -> None:
        await anyio.sleep(60)
        socket.drop()


@pytest.mark.slow  # a thousand connections, and what they carry
def test_a_thousand_announced_ends_cost_nothing():
    """P11, goal 5: 0 of what was pushed is lost or comes twice, on connections that are
    differently slow; each old one is closed before the exchange does it."""

    async def rows(stream, identity, into):
        async for row in stream:
            into.append(int(identity(row)))

    async def main():
        seen = {"trades": [], "candle1m": [], "orders": []}
        identities = {
            "trades": lambda row: row.trade_id,
            "candle1m": lambda row: (row.ts.timestamp() - 1_700_000_040) / 60,
            "orders": lambda row: row.ord_id,
        }
        async with anyio.create_task_group() as group:
            exchange = Upgrading(group, Random(11))
            async with streaming(exchange, chance=exchange.random.random) as hub:
                streams = {name: subscribe(hub, name, "BTC-USDT") for name in seen}
                for name, stream in streams.items():
                    await stream.open()
                    group.start_soon(rows, stream, identities[name], seen[name])
                group.start_soon(exchange.trade, 334 * 2)
                while len(exchange.said) < 1_000:
                    await exchange.upgrade()
                    await anyio.sleep(2)
                await anyio.sleep(70)
                gaps = [gap for stream in streams.values() for gap in stream.gaps]
                for stream in streams.values():
                    await stream.aclose()
            group.cancel_scope.cancel()

        every = list(range(1, exchange.number + 1))
        assert {name: sorted(found) for name, found in seen.items()} == dict.fromkeys(
            seen, every
        )
        assert gaps == []
        assert all(
            socket.closed_at is not None and socket.closed_at < said + 60
            for socket, said in exchange.said.items()
        )

    in_no_time(main)
