"""The network in memory behaves as TCP does; the same tests run on both."""

from __future__ import annotations

import socket
from contextlib import asynccontextmanager

import anyio
import pytest
from anyio.abc import SocketAttribute
from pairs import run_in_no_time, settle

from okx_sdk.transport.streams import Wire, memory_streams

pytestmark = pytest.mark.anyio


@pytest.fixture(params=["memory", "tcp"])
def pair(request):
    """A context manager that gives two connected ends."""
    return {"memory": memory_pair, "tcp": tcp_pair}[request.param]


@asynccontextmanager
async def memory_pair():
    near, far = memory_streams()
    yield near, far
    await near.aclose()
    await far.aclose()


@asynccontextmanager
async def tcp_pair():
    async with await anyio.create_tcp_listener(local_host="127.0.0.1") as listener:
        port = listener.listeners[0].extra(SocketAttribute.local_port)
        raw = listener.listeners[0].extra(SocketAttribute.raw_socket)
        # Fixed, or some systems take tens of megabytes that nobody reads.
        raw.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 65_536)
        accepted, came, done = [], anyio.Event(), anyio.Event()

        async def handle(stream):
            async with stream:
                accepted.append(stream)
                came.set()
                await done.wait()

        async with anyio.create_task_group() as group:
            group.start_soon(listener.serve, handle)
            async with await anyio.connect_tcp("127.0.0.1", port) as near:
                await came.wait()
                # On asyncio, an accepted stream reads all that comes until it is read.
                await near.send(b"!")
                await accepted[0].receive()
                yield near, accepted[0]
            done.set()
            group.cancel_scope.cancel()


async def drained(stream) -> bytes:
    data = b""
    try:
        while True:
            data += await stream.receive()
    except anyio.EndOfStream:
        return data


async def insist(stream) -> None:
    for _ in range(100):
        await stream.send(b"is anyone there?")


async def test_bytes_arrive_in_order_and_then_the_end(anyio_backend, pair):
    """Whatever the pieces they were sent in."""
    async with pair() as (near, far):
        async with anyio.create_task_group() as group:

            async def send():
                for number in range(100):
                    await near.send(bytes([number]) * 3000)
                await near.send_eof()

            group.start_soon(send)
            data = await drained(far)

        assert data == b"".join(bytes([number]) * 3000 for number in range(100))
        await far.send(b"the other direction lives on")
        assert await near.receive() == b"the other direction lives on"


async def test_a_read_takes_no_more_than_it_asks_for(anyio_backend, pair):
    """The rest stays for the next."""
    async with pair() as (near, far):
        await near.send(b"abcdef")

        assert await far.receive(2) == b"ab"
        assert await far.receive(100) == b"cdef"


async def test_one_end_closes(anyio_backend, pair):
    """What was sent arrives, then the end; and sending into the void fails in time."""
    async with pair() as (near, far):
        await near.send(b"last")
        await near.aclose()

        assert await drained(far) == b"last"
        with pytest.raises(anyio.EndOfStream):
            await far.receive()
        with pytest.raises(anyio.BrokenResourceError):
            await insist(far)


async def test_a_closed_end_refuses_use(anyio_backend, pair):
    """Its owner closed it, and is told so."""
    async with pair() as (near, _):
        await near.aclose()
        await near.aclose()

        with pytest.raises(anyio.ClosedResourceError):
            await near.receive()
        with pytest.raises(anyio.ClosedResourceError):
            await near.send(b"x")


async def test_closing_wakes_who_waits(anyio_backend, pair):
    """A reader and a sender, by the close of their own end."""
    async with pair() as (near, _):
        ends = []

        async def wait(call, *args):
            with pytest.raises(anyio.ClosedResourceError):
                await call(*args)
            ends.append(call.__name__)

        async with anyio.create_task_group() as group:
            group.start_soon(wait, near.receive)
            group.start_soon(wait, near.send, bytes(20_000_000))
            await settle()
            await near.aclose()

        assert sorted(ends) == ["receive", "send"]


async def test_closing_with_bytes_unread_is_a_reset(anyio_backend):
    """As the system does it, where the loop has not read ahead: not all was taken."""
    near, far = memory_streams()
    await near.send(b"never read")
    await far.aclose()

    with pytest.raises(anyio.BrokenResourceError):
        await near.receive()


async def test_a_sender_waits_for_the_reader(anyio_backend, pair):
    """Nothing grows without bound."""
    async with pair() as (near, far):
        size = 20_000_000
        with anyio.move_on_after(0.05) as scope:
            await near.send(bytes(size))

        assert scope.cancelled_caught
        await near.aclose()
        try:
            while True:
                await far.receive()
        except (anyio.EndOfStream, anyio.BrokenResourceError):
            pass


async def test_one_task_at_a_time_for_each_direction(anyio_backend, pair):
    """Two readers would share bytes by chance."""
    async with pair() as (near, _), anyio.create_task_group() as group:
        group.start_soon(near.receive)
        await settle()

        with pytest.raises(anyio.BusyResourceError):
            await near.receive()
        group.cancel_scope.cancel()


@pytest.mark.parametrize("end", [0, 1])
async def test_a_reset_breaks_both_ends(anyio_backend, end):
    """At once, with what was under way."""
    ends = memory_streams()
    await ends[0].send(b"lost")
    ends[end].reset()

    for stream in ends:
        with pytest.raises(anyio.BrokenResourceError):
            await stream.receive()
        with pytest.raises(anyio.BrokenResourceError):
            await stream.send(b"x")


@pytest.mark.parametrize("reset", [True, False])
async def test_a_cut_comes_after_the_bytes_before_it(anyio_backend, reset):
    """The reader has them, then the break; the sender is told when it sends."""
    near, far = memory_streams()
    near.outgoing.cut_after(4, reset=reset)
    with pytest.raises(anyio.BrokenResourceError):
        await near.send(b"abcdef")

    assert await far.receive() == b"abcd"
    with pytest.raises(anyio.BrokenResourceError if reset else anyio.EndOfStream):
        await far.receive()
    with pytest.raises(anyio.BrokenResourceError):
        await far.send(b"x")


async def test_a_lossy_wire_tells_nobody(anyio_backend):
    """Not even of the end."""
    near, far = memory_streams()
    near.outgoing.is_lossy = True
    await near.send(b"lost")
    await near.aclose()

    with anyio.move_on_after(0.02) as scope:
        await far.receive()
    assert scope.cancelled_caught


async def test_slices(anyio_backend):
    """Reads as small as one wants."""
    near, far = memory_streams(Wire(slice=2))
    await near.send(b"abcde")

    assert [await far.receive() for _ in range(3)] == [b"ab", b"cd", b"e"]


def test_latency_and_bandwidth_by_the_clock():
    """Each byte when it is due, and the end after the last."""

    async def main():
        near, far = memory_streams(Wire(latency=2.0, bandwidth=10.0))
        await near.send(b"0123456789")
        await near.send(b"01234")
        await near.aclose()

        times = []
        for _ in range(2):
            await far.receive()
            times.append(anyio.current_time())
        with pytest.raises(anyio.EndOfStream):
            await far.receive()
        times.append(anyio.current_time())
        assert times == [3.0, 3.5, 3.5]

    run_in_no_time(main)


def test_latency_that_varies_keeps_the_order():
    """TCP does."""

    async def main():
        delays = iter([5.0, 0.0, 0.0])
        near, far = memory_streams(Wire(latency=lambda: next(delays)))
        for letter in (b"a", b"b", b"c"):
            await near.send(letter)

        assert await far.receive() == b"abc"
        assert anyio.current_time() == 5

    run_in_no_time(main)
