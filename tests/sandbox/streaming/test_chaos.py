"""The TCP proxy in which connections fare badly."""

from contextlib import asynccontextmanager

import anyio
import pytest
from anyio.abc import SocketAttribute

from okx_sdk.sandbox.streaming.actions import (
    Bandwidth,
    Delay,
    Drop,
    Fin,
    HalfOpen,
    Reset,
    Slice,
    StallRead,
)
from okx_sdk.sandbox.streaming.chaos import ChaosProxy
from okx_sdk.sandbox.streaming.faults import Faults, Match, Rule

pytestmark = pytest.mark.anyio


class Echo:
    """A server that sends back what it gets, and a proxy before it."""

    def __init__(self, *rules: Rule) -> None:
        self.faults = Faults(rules)
        self.heard = b""

    @asynccontextmanager
    async def open(self):
        listener = await anyio.create_tcp_listener(local_host="127.0.0.1")
        self.proxy = ChaosProxy(listener.extra(SocketAttribute.local_port), self.faults)
        async with listener, anyio.create_task_group() as group:
            group.start_soon(listener.serve, self.echo)
            async with self.proxy.open():
                yield self
            group.cancel_scope.cancel()

    async def echo(self, stream) -> None:
        async with stream:
            try:
                async for data in stream:
                    self.heard += data
                    await stream.send(data)
            except (anyio.BrokenResourceError, OSError):
                return

    async def connect(self):
        return await anyio.connect_tcp("127.0.0.1", self.proxy.port)


async def read(stream, count: int) -> list[bytes]:
    pieces = []
    while sum(map(len, pieces)) < count:
        pieces.append(await stream.receive())
    return pieces


async def test_without_rules_it_carries_what_is_said():
    """Both ways, and the end too."""
    async with Echo().open() as echo, await echo.connect() as stream:
        await stream.send(b"hello")

        assert b"".join(await read(stream, 5)) == b"hello"
        assert echo.proxy.pipes[1].sent == 5


async def test_bytes_come_in_slices():
    """One by one, and all of them."""
    async with Echo().open() as echo, await echo.connect() as stream:
        await stream.send(b"a")
        await read(stream, 1)
        echo.proxy.strike(Slice(1))
        await stream.send(b"hello" * 20)

        assert b"".join(await read(stream, 100)) == b"hello" * 20


@pytest.mark.parametrize("action", [Delay(0.03), Bandwidth(200.0)])
async def test_bytes_take_their_time(action):
    """By latency, or by bandwidth: 5 bytes each way."""
    rule = Rule(action, phase="tcp_accept")
    async with Echo(rule).open() as echo, await echo.connect() as stream:
        start = anyio.current_time()
        await stream.send(b"hello")
        await read(stream, 5)

        assert anyio.current_time() - start >= 0.045


@pytest.mark.parametrize("sent", [0, 1, 7])
async def test_a_reset_at_a_byte(sent):
    """So many bytes come, and then the connection is reset."""
    rule = Rule(Reset(sent=sent), phase="tcp_accept")
    async with Echo(rule).open() as echo, await echo.connect() as stream:
        pieces: list[bytes] = []
        if sent:
            await stream.send(b"0123456789")
            pieces = await read(stream, sent)
        with pytest.raises((anyio.BrokenResourceError, OSError)):
            await read(stream, 99)

        assert b"".join(pieces) == b"0123456789"[:sent]


async def test_a_plain_end():
    """The client reads the end, and no reset."""
    rule = Rule(Fin(sent=3), phase="tcp_accept")
    async with Echo(rule).open() as echo, await echo.connect() as stream:
        await stream.send(b"0123456789")
        found = b"".join(await read(stream, 3))
        with pytest.raises(anyio.EndOfStream):
            await stream.receive()

        assert found == b"012"


async def test_half_open_and_healed():
    """What is said is lost on the way; later all is well."""
    async with Echo().open() as echo, await echo.connect() as stream:
        await stream.send(b"a")
        await read(stream, 1)
        echo.proxy.strike(HalfOpen())
        await stream.send(b"lost")
        with anyio.move_on_after(0.05) as scope:
            await stream.receive()
        assert scope.cancelled_caught
        echo.proxy.heal()
        await stream.send(b"found")

        assert b"".join(await read(stream, 5)) == b"found"
        assert echo.heard == b"afound"


async def test_a_reader_that_stalls():
    """What the client says waits, until it is healed."""
    async with Echo().open() as echo, await echo.connect() as stream:
        await stream.send(b"a")
        await read(stream, 1)
        echo.proxy.strike(StallRead())
        await stream.send(b"b")  # what was being waited for still comes through
        await read(stream, 1)
        await stream.send(b"later")
        with anyio.move_on_after(0.05) as scope:
            await stream.receive()
        assert scope.cancelled_caught
        echo.proxy.heal()

        assert b"".join(await read(stream, 5)) == b"later"


async def test_only_the_connection_that_is_meant():
    """By its number."""
    rule = Rule(Drop(), Match(connection=1), "tcp_accept")
    async with Echo(rule).open() as echo:
        async with await echo.connect() as first:
            with pytest.raises((anyio.EndOfStream, anyio.BrokenResourceError)):
                await first.receive()
        async with await echo.connect() as second:
            await second.send(b"hello")

            assert b"".join(await read(second, 5)) == b"hello"


async def test_a_fault_may_come_later():
    """After so many seconds."""
    rule = Rule(Reset(after=0.03), phase="tcp_accept")
    async with Echo(rule).open() as echo, await echo.connect() as stream:
        await stream.send(b"hello")
        await read(stream, 5)
        with pytest.raises((anyio.BrokenResourceError, OSError)):
            await stream.receive()
