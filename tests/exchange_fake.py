"""An exchange's streaming side in memory, without bytes: it answers what it is asked.

`streaming` gives a hub that speaks to it; `in_no_time` runs a test on trio with a clock
that jumps ahead whenever all tasks wait.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, nullcontext

import anyio
import orjson
import trio.testing
from attrs import Factory, define, field

from okx_sdk.channels import channels
from okx_sdk.channels.business import BusinessChannels
from okx_sdk.channels.private import PrivateChannels
from okx_sdk.channels.public import PublicChannels
from okx_sdk.engine.hub import Hub
from okx_sdk.transport.websocket import WebSocketClosed

START = 1_700_000_000.0


def in_no_time(function, *args):
    clock = trio.testing.MockClock(autojump_threshold=0)
    return anyio.run(function, *args, backend="trio", backend_options={"clock": clock})


class LoopTime:
    """The loop's clock, simulated or not; the date goes with it, and can be set."""

    ahead = 0.0

    def monotonic(self) -> float:
        return anyio.current_time()

    def time(self) -> float:
        return START + self.ahead + anyio.current_time()

    async def sleep(self, seconds: float) -> None:
        await anyio.sleep(seconds)


@define(eq=False)
class FakeSocket:
    """One connection: what it was sent, and what the client is told."""

    exchange: Exchange
    name: str
    opened: float
    asked: list = Factory(list)
    is_closed: bool = False
    closed_at: float | None = None
    readers: int = 0
    most_readers: int = 0
    pinged: list[float] = Factory(list)
    is_mute: bool = False
    """It answers nothing, not even pings."""
    _inbox: list = Factory(list)
    _news: anyio.Event = field(factory=anyio.Event)
    _end: WebSocketClosed | None = None

    async def send(self, text: str) -> None:
        await anyio.lowlevel.checkpoint()
        if self._end is not None or self.is_closed:
            raise self._end or WebSocketClosed(1006, "closed here")
        if text == "ping":
            self.pinged.append(anyio.current_time())
            if not self.is_mute:
                self.say("pong")
            return
        message = orjson.loads(text)
        self.asked.append(message)
        if not self.is_mute:
            self.exchange.answer(self, message)

    async def receive_batch(self) -> list:
        self.readers += 1
        self.most_readers = max(self.readers, self.most_readers)
        try:
            while not self._inbox:
                if self._end is not None:
                    raise self._end
                self._news = anyio.Event()
                await self._news.wait()
            batch, self._inbox = self._inbox, []
            return batch
        finally:
            self.readers -= 1

    async def aclose(self) -> None:
        self.is_closed = True
        self.closed_at = anyio.current_time()
        await anyio.lowlevel.checkpoint()

    # What the exchange does.

    def say(self, message) -> None:
        self._inbox.append(
            message if isinstance(message, str) else orjson.dumps(message).decode()
        )
        self._news.set()

    def push(self, arg, *rows, action=None) -> None:
        more = {} if action is None else {"action": action}
        self.say({"arg": arg, "data": list(rows), **more})

    def drop(self, code: int = 1006, reason: str = "cut") -> None:
        self._end = WebSocketClosed(code, reason)
        self._news.set()

    @property
    def pings(self) -> int:
        return len(self.pinged)

    def ops(self, op: str) -> list:
        return [message for message in self.asked if message["op"] == op]

    @property
    def args(self) -> list:
        return [arg for message in self.ops("subscribe") for arg in message["args"]]


@define(eq=False)
class Exchange:
    """Opens sockets and answers; *refusals* are met by the next handshakes.

    *reply* may answer a message instead: it gives whether it did.
    """

    refusals: list = Factory(list)
    reply: Callable[[FakeSocket, dict], bool] = lambda socket, message: False
    delay: float = 0.0
    sockets: list[FakeSocket] = Factory(list)
    attempts: list[float] = Factory(list)
    logins: int = 0

    async def connect(self, name: str) -> FakeSocket:
        self.attempts.append(anyio.current_time())
        await anyio.sleep(self.delay)
        if self.refusals:
            raise self.refusals.pop(0)
        self.sockets.append(FakeSocket(self, name, anyio.current_time()))
        return self.sockets[-1]

    async def login(self) -> dict:
        self.logins += 1
        return {"apiKey": "key", "sign": "x"}

    def answer(self, socket: FakeSocket, message: dict) -> None:
        if self.reply(socket, message):
            return
        if message["op"] == "login":
            socket.say({"event": "login", "code": "0", "connId": "x"})
            return
        for arg in message.get("args", ()):
            socket.say({"event": message["op"], "arg": arg, "id": message["id"]})

    @property
    def last(self) -> FakeSocket:
        return self.sockets[-1]

    @property
    def open(self) -> list[FakeSocket]:
        return [
            socket
            for socket in self.sockets
            if not socket.is_closed and socket._end is None
        ]


@asynccontextmanager
async def streaming(
    exchange: Exchange, *, clock=None, chance=lambda: 0.5, timeout=30.0, key=True
) -> AsyncIterator[Hub]:
    login = exchange.login if key else None
    hub = Hub(
        exchange.connect,
        login,
        clock or LoopTime(),
        chance,
        nullcontext,
        timeout=timeout,
    )
    error = None
    async with anyio.create_task_group() as hub.group:
        try:
            yield hub
        except Exception as raised:
            error = raised  # of the test, and no matter of the group
        hub.close()
        hub.group.cancel_scope.cancel()
    if error is not None:
        raise error


_KINDS = (PublicChannels, PrivateChannels, BusinessChannels)
CHANNELS = {each.name: each for kind in _KINDS for each in channels(kind).values()}


def subscribe(hub: Hub, name: str, *inst_ids: str, **options):
    """A subscription to a channel of the public, private or business connection."""
    channel = CHANNELS[name.replace("1m", "{bar}")]
    if "{bar}" in channel.name:
        args = [{"channel": "candle1m", "instId": inst_id} for inst_id in inst_ids]
    elif name == "orders":
        args = [{"channel": "orders", "instType": "ANY"}]
    else:
        args = [{"channel": name, "instId": inst_id} for inst_id in inst_ids]
    stream = hub.subscription(channel, args)
    for option, value in options.items():
        setattr(stream, option, value)
    return stream


def arg(name: str, inst_id: str = "BTC-USDT") -> dict:
    return {"channel": name, "instId": inst_id}


def trade(number: int, inst_id: str = "BTC-USDT") -> dict:
    return {
        "instId": inst_id,
        "tradeId": str(number),
        "px": "1",
        "sz": "1",
        "side": "buy",
        "ts": str(1_700_000_000_000 + number),
    }


def candle(minute: int, confirm: int = 1) -> list[str]:
    opened = str(1_700_000_040_000 + minute * 60_000)
    return [opened, "1", "2", "1", "2", "5", "5", "5", str(confirm)]


def ticker(last: str, inst_id: str = "BTC-USDT") -> dict:
    fields = "lastSz askPx askSz bidPx bidSz open24h high24h low24h volCcy24h vol24h"
    return {
        "instType": "SPOT",
        "instId": inst_id,
        "last": last,
        "ts": "1700000000000",
        **dict.fromkeys(fields.split(), "1"),
        "sodUtc0": "1",
        "sodUtc8": "1",
    }


async def settle(times: int = 30) -> None:
    for _ in range(times):
        await anyio.lowlevel.checkpoint()


def run(test, **options):
    """Run `test(exchange, hub)` in simulated time."""

    async def main():
        exchange = Exchange()
        async with streaming(exchange, **options) as hub:
            await test(exchange, hub)

    in_no_time(main)
