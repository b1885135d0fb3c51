"""Connections that break, stall, vanish or crawl; by the ids of the failure model."""

from __future__ import annotations

import random

import anyio
import anyio.lowlevel
import pytest
from pairs import (
    URL,
    Stepper,
    closing,
    frame,
    open_pair,
    run_in_no_time,
    settle,
    take,
)

from okx_sdk.errors import NotSent
from okx_sdk.transport.streams import MemoryConnector, MemoryStream, ServerSide, Wire
from okx_sdk.transport.websocket import WebSocket, WebSocketClosed

pytestmark = pytest.mark.anyio

TEXTS = [str(number) + "é" * 80 for number in range(3)]


@pytest.mark.parametrize("reset", [True, False])
async def test_a_connection_broken_within_a_frame(anyio_backend, reset):
    """N6: 1006, and no half message."""
    client, server = await open_pair()
    wire = frame(1, b"whole") + frame(1, b"half a message")[:9]
    server._stream.outgoing.cut_after(
        server._stream.outgoing.sent + len(wire), reset=reset
    )
    await server._stream.send(wire)

    assert await client.receive_batch() == ["whole"]
    closed = await closing(client)
    assert (closed.code, closed.clean) == (1006, False)
    assert closed.reason
    assert client._stream.is_closed
    await server.aclose()


class Cut:
    """Opens, and reads three messages, on a connection cut after some bytes."""

    def __init__(self, offset: int, *, reset: bool, upward: bool) -> None:
        self.offset, self.reset, self.upward = offset, reset, upward
        self.ends: list[MemoryStream] = []
        self.messages: list[str] = []

    async def run(self) -> str:
        """How it went; anything but our own errors goes through."""
        async with anyio.create_task_group() as group:

            def accept(host, port, end):
                wire = end.incoming if self.upward else end.outgoing
                wire.cut_after(self.offset, reset=self.reset)
                self.ends.append(end)
                group.start_soon(self.serve, end)

            try:
                return await self.read(MemoryConnector(accept))
            finally:
                group.cancel_scope.cancel()
        raise AssertionError

    async def serve(self, end: MemoryStream) -> None:
        server = ServerSide(end, compression=False)
        try:
            await server.accept()
            for text in TEXTS:
                await server.send(text)
            await closing(server)
        except WebSocketClosed:
            pass

    async def read(self, connector: MemoryConnector) -> str:
        try:
            socket = await WebSocket.open(URL, connector=connector)
        except NotSent as error:
            return "not open" if error.retryable else "refused for good"
        try:
            await socket.send("subscribe")
            while len(self.messages) < len(TEXTS):
                self.messages += await socket.receive_batch()
        except WebSocketClosed as closed:
            return "closed in order" if closed.clean else f"lost: {closed.code}"
        await socket.aclose()
        return "done"


@pytest.mark.slow  # a connection for each byte
@pytest.mark.parametrize("reset", [True, False])
@pytest.mark.parametrize("upward", [False, True])
async def test_a_connection_cut_at_every_byte(anyio_backend, upward, reset):
    """N11: typed each time, the messages before the cut and no half one, all closed."""
    offset, verdicts = 0, []
    while verdicts[-1:] != ["done"]:
        cut = Cut(offset, reset=reset, upward=upward)
        verdicts.append(await cut.run())
        for end in cut.ends:
            with pytest.raises((anyio.ClosedResourceError, anyio.BrokenResourceError)):
                await end.outgoing.put(b"still there?")
        assert cut.messages == TEXTS[: len(cut.messages)]
        offset += 1

    assert list(dict.fromkeys(verdicts)) == ["not open", "lost: 1006", "done"]
    assert len(verdicts) > (250 if upward else 600)


def test_a_connection_that_crawls():
    """N10: late, thin and byte by byte, the same messages come in the same order."""

    async def main():
        chance = random.Random(7)
        near, far = Wire(), Wire()
        for wire in (near, far):
            wire.latency = lambda: 3 * chance.random()
            wire.bandwidth = 1000
            wire.slice = 1
        client, server = await crawling(near, far)
        texts = [str(number) * number for number in range(30)]

        async def speak(side):
            for text in texts:
                await side.send(text)

        async with anyio.create_task_group() as group:
            for side in (client, server):
                group.start_soon(speak, side)
                group.start_soon(expect, side, texts)
        async with anyio.create_task_group() as group:
            group.start_soon(closing, server)
            await client.aclose()

    async def expect(side, texts):
        assert await take(side, len(texts)) == texts

    async def crawling(near, far):
        servers = []
        async with anyio.create_task_group() as group:

            def accept(host, port, end):
                for wire, model in ((end.incoming, near), (end.outgoing, far)):
                    wire.latency, wire.bandwidth = model.latency, model.bandwidth
                    wire.slice = model.slice
                servers.append(ServerSide(end, send_timeout=60))
                group.start_soon(servers[0].accept)

            client = await WebSocket.open(URL, connector=MemoryConnector(accept))
        return client, servers[0]

    run_in_no_time(main)


def test_a_peer_that_stops_reading():
    """N9: the sender is held 5 s, and the others that wait no longer than that."""

    async def main():
        client, server = await open_pair()
        start = anyio.current_time()
        ends = []

        async def send(text):
            try:
                await client.send(text)
            except WebSocketClosed as closed:
                ends.append((anyio.current_time() - start, closed))

        async with anyio.create_task_group() as group:
            group.start_soon(send, "x" * 1_000_000)
            await anyio.sleep(1)
            group.start_soon(send, "y")
            with pytest.raises(WebSocketClosed, match="read nothing for 5 s"):
                await client.receive_batch()

        assert [time for time, _ in ends] == [5, 5]
        assert [closed.unsent for _, closed in ends] == [False, True]
        assert {closed.code for _, closed in ends} == {1006}
        assert client._stream.is_closed
        await server.aclose()

    run_in_no_time(main)


def test_pongs_that_nobody_reads():
    """N9: answering is sending."""

    async def main():
        client, server = await open_pair()
        client._stream.outgoing.capacity = 10
        await server._stream.send(frame(9, bytes(100)))
        start = anyio.current_time()
        closed = await closing(client)

        assert anyio.current_time() - start == 5
        assert "read nothing" in closed.reason
        await server.aclose()

    run_in_no_time(main)


async def flood(stream, wire: bytes) -> None:
    """Send for ever."""
    try:
        while True:
            await stream.send(wire)
            await anyio.sleep(0.01)
    except anyio.BrokenResourceError:
        pass


@pytest.mark.parametrize("reading", [False, True])
@pytest.mark.parametrize("fault", ["silent", "lossy", "full", "flooding", "stuck"])
def test_closing_against_a_black_hole(fault, reading):
    """X4: half a second, whatever the peer does not do."""

    async def main():
        client, server = await open_pair()
        up, down = server._stream.incoming, server._stream.outgoing
        async with anyio.create_task_group() as group:
            if reading:
                group.start_soon(closing, client)
            up.is_lossy = down.is_lossy = fault == "lossy"
            up.capacity = 0 if fault == "full" else up.capacity
            if fault == "flooding":
                group.start_soon(flood, server._stream, frame(1, bytes(10_000)) * 10)
            if fault == "stuck":
                group.start_soon(swallow, client.send, "x" * 1_000_000)
            await settle()
            start = anyio.current_time()
            await client.aclose()

        assert anyio.current_time() - start <= 0.51
        assert client._stream.is_closed
        closed = await closing(client)
        assert (closed.code, closed.clean) == (1006, False)
        await server.aclose()

    run_in_no_time(main)


async def swallow(function, *args):
    with pytest.raises(WebSocketClosed):
        await function(*args)


def test_closing_is_shielded_with_a_limit_of_its_own():
    """X4: in a cancelled task the close frame still goes out, and the wait is short."""

    async def main():
        client, server = await open_pair()
        start = anyio.current_time()
        with anyio.CancelScope() as scope:
            scope.cancel()
            await client.aclose(4001, "going")

        assert anyio.current_time() - start <= 0.5
        assert (await closing(server)).code == 4001

    run_in_no_time(main)


def test_a_fault_of_a_peer_that_goes_on_sending():
    """It is told, let run dry for half a second, and left."""

    async def main():
        client, server = await open_pair()

        async with anyio.create_task_group() as group:
            group.start_soon(flood, server._stream, frame(3) + bytes(1000))
            closed = await closing(client)

        assert anyio.current_time() <= 0.6
        assert closed.code == 1002
        assert (await closing(server)).code == 1002

    run_in_no_time(main)


def test_half_open_is_for_the_engine_to_notice():
    """N7, N8: nothing here raises while a peer is silent; closing is quick all the same."""

    async def main():
        client, server = await open_pair()
        server._stream.outgoing.is_lossy = True
        await server.send("lost")
        with anyio.move_on_after(60) as scope:
            await client.receive_batch()

        assert scope.cancelled_caught
        assert client.is_open
        client._stream.outgoing.is_lossy = True
        await client.send("lost too")
        start = anyio.current_time()
        await client.aclose()
        assert anyio.current_time() - start <= 0.51
        await server.aclose()

    run_in_no_time(main)


async def visit(connector: MemoryConnector) -> None:
    """All that a client does."""
    async with await WebSocket.open(URL, connector=connector) as socket:
        await socket.send("x" * 3000)
        await take(socket, 2)


async def host(end: MemoryStream) -> None:
    server = ServerSide(end)
    try:
        await server.accept()
        await server.ping(b"?")
        await server.send("x" * 3000)
        await take(server, 1)
        await server.send("goodbye")
        await closing(server)
    except WebSocketClosed:
        pass


async def test_cancelled_at_every_wait(anyio_backend):
    """X9: opening, sending, reading or closing, the stream is closed at both ends."""
    at, was_cancelled = 0, True
    while was_cancelled:
        at += 1
        ends: list[MemoryStream] = []
        with anyio.fail_after(5):
            async with anyio.create_task_group() as group:

                def accept(name, port, end, ends=ends, group=group):
                    end.incoming.capacity = end.outgoing.capacity = 1000
                    ends.append(end)
                    group.start_soon(host, end)

                with anyio.CancelScope() as scope:
                    await Stepper(visit(MemoryConnector(accept)), scope, at)
                was_cancelled = scope.cancel_called
        for end in ends:
            with pytest.raises(anyio.ClosedResourceError):
                await end.receive()
            assert end.incoming._writer_is_gone

    assert at > 10


async def test_a_connector_is_cancelled_with_the_opening(anyio_backend):
    """X9: nothing is left of a connection that was never made."""

    class Slow:
        async def connect(self, host, port, *, tls, within):
            await anyio.sleep_forever()

    with anyio.CancelScope() as scope:
        await Stepper(WebSocket.open(URL, connector=Slow()), scope, 1)

    assert scope.cancelled_caught
