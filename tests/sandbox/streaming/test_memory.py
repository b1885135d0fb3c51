"""The streaming side in memory, where an hour takes a moment."""

import json

import anyio
import pytest
import trio
import trio.testing
from talks import NOON, BookOf, pushes, streams_of, true_levels

from okx_sdk.sandbox.streaming.actions import Close, Fin, Refuse, Reset
from okx_sdk.sandbox.streaming.faults import Match, Rule, When
from okx_sdk.sandbox.streaming.shell import LoopClock
from okx_sdk.sandbox.streaming.stream import serve_stream
from okx_sdk.transport.peer import WebSocketClosed
from okx_sdk.transport.streams import MemoryConnector
from okx_sdk.transport.websocket import HandshakeRefused, WebSocket

URL = "ws://localhost/ws/v5/"
BOOKS = {"channel": "books", "instId": "BTC-USDT"}


def simulated(main):
    """Run a coroutine under a clock that jumps to whatever comes next."""
    clock = trio.testing.MockClock(autojump_threshold=0)
    return trio.run(main, clock=clock)


class Network:
    """A network in memory, with a sandbox at its end."""

    def __init__(self, group, streams) -> None:
        self.streams, self.clock = streams, LoopClock(NOON)
        self.group = group

    def accept(self, host, port, end) -> None:
        self.group.start_soon(serve_stream, self.streams, end, self.clock)

    async def open(self, surface="public"):
        return await WebSocket.open(
            URL + surface, connector=MemoryConnector(self.accept), compression=False
        )


async def ask(socket, op, *args):
    await socket.send(json.dumps({"op": op, "args": list(args)}))


async def hear(socket, count):
    found = []
    while len(found) < count:
        found += [json.loads(text) for text in await socket.receive_batch()]
    return found


@pytest.mark.anyio
async def test_a_stream_on_both_event_loops():
    """Nothing of it depends on asyncio."""
    async with anyio.create_task_group() as group:
        network = Network(group, streams_of())
        socket = await network.open()
        await ask(socket, "subscribe", BOOKS)
        ack, snapshot = (await hear(socket, 2))[:2]
        await socket.aclose()

    assert ack["event"] == "subscribe"
    assert snapshot["action"] == "snapshot"
    assert network.streams.conversations == {}
    assert network.streams.house.hub.count == 0


@pytest.mark.slow  # a minute of books, message by message
def test_minutes_pass_in_a_moment():
    """Under a mock clock every push comes, at its own time."""

    async def main():
        book, late = BookOf(), []
        async with anyio.create_task_group() as group:
            network = Network(group, streams_of())
            socket = await network.open()
            await ask(socket, "subscribe", BOOKS)
            while network.clock.now() < NOON + 60:
                for push in pushes(await hear(socket, 1)):
                    book.take(push)
                    late.append(network.clock.now() * 1000 - int(push["data"][0]["ts"]))
            group.cancel_scope.cancel()
        return book, late

    book, late = simulated(main)

    assert book.levels() == true_levels("BTC-USDT", book.seq, 400)
    assert book.seq >= (NOON + 59) * 10
    assert len(late) > 300
    assert max(late) < 1


def test_the_same_run_twice():
    """Simulated time leaves nothing to chance."""

    async def main():
        found = []
        async with anyio.create_task_group() as group:
            network = Network(group, streams_of())
            socket = await network.open()
            await ask(socket, "subscribe", BOOKS, {**BOOKS, "channel": "tickers"})
            while network.clock.now() < NOON + 5:
                found += await hear(socket, 1)
            group.cancel_scope.cancel()
        return found

    one, other = simulated(main), simulated(main)
    # What comes in the last moment, trio may deliver in either order.
    both = min(len(one), len(other)) - 2

    assert both > 40
    assert one[:both] == other[:both]


@pytest.mark.parametrize(
    ("action", "code"), [(Close(4006), 4006), (Reset(), 1006), (Fin(), 1006)]
)
def test_connections_end_as_rules_say(action, code):
    """By close frames, resets and plain ends."""

    async def main():
        streams = streams_of()
        streams.faults.add(Rule(action, Match(channel="books"), when=When(nth=3)))
        async with anyio.create_task_group() as group:
            socket = await Network(group, streams).open()
            await ask(socket, "subscribe", BOOKS)
            with pytest.raises(WebSocketClosed) as caught:
                await hear(socket, 99)
        return caught.value.code

    assert simulated(main) == code


def test_silence_is_closed_in_simulated_time():
    """4004 after exactly half a minute."""

    async def main():
        async with anyio.create_task_group() as group:
            network = Network(group, streams_of())
            socket = await network.open()
            with pytest.raises(WebSocketClosed) as caught:
                await hear(socket, 1)
            return caught.value.code, network.clock.now() - NOON

    code, elapsed = simulated(main)

    assert code == 4004
    assert elapsed == pytest.approx(30, abs=0.01)


def test_what_comes_after_a_silence_has_its_own_time():
    """Limits and deadlines go by when a message came, not by when one came before."""

    async def main():
        streams = streams_of()
        async with anyio.create_task_group() as group:
            network = Network(group, streams)
            socket = await network.open("private")
            await anyio.sleep(12)
            await ask(socket, "login", {})
            await hear(socket, 1)
            group.cancel_scope.cancel()
        return [control.time - NOON for control in streams.truth.controls]

    assert simulated(main) == [pytest.approx(12, abs=0.01)]


def test_refused_handshakes():
    """By status, or by a reset."""

    async def main():
        streams = streams_of()
        streams.faults.add(Rule(Refuse(503, 5.0), phase="ws_upgrade", count=1))
        async with anyio.create_task_group() as group:
            network = Network(group, streams)
            with pytest.raises(HandshakeRefused) as caught:
                await network.open()
        return caught.value

    error = simulated(main)

    assert (error.http_status, error.retry_after) == (503, 5.0)


def test_a_client_that_vanishes_is_forgotten():
    """Its subscriptions go with it."""

    async def main():
        streams = streams_of()
        async with anyio.create_task_group() as group:
            socket = await Network(group, streams).open()
            await ask(socket, "subscribe", BOOKS)
            await hear(socket, 3)
            await anyio.aclose_forcefully(socket._stream)
        return streams

    streams = simulated(main)

    assert streams.conversations == {}
    assert streams.house.hub.count == 0
    assert len(streams.truth.ends) == 1
