"""Messages both ways, pings, and the ways in which a WebSocket ends."""

from __future__ import annotations

import logging
import random
import struct
import tracemalloc
import zlib

import anyio
import pytest
from pairs import (
    BINARY,
    CLOSE,
    CONT,
    PING,
    PONG,
    TEXT,
    closing,
    frame,
    open_pair,
    settle,
    take,
)

from okx_sdk import __version__
from okx_sdk.transport.websocket import WebSocketClosed

pytestmark = pytest.mark.anyio

MIB = 1024 * 1024


@pytest.mark.parametrize("compression", [False, True])
async def test_messages_of_all_sizes_go_both_ways(anyio_backend, compression):
    """Frame lengths change their form at 126 and at 65536."""
    sizes = (0, 1, 125, 126, 65535, 65536, MIB)
    messages = [kind(size) for size in sizes for kind in (bytes, lambda n: "é" * n)]
    client, server = await open_pair(compression=compression)

    for message in messages:
        async with anyio.create_task_group() as group:
            group.start_soon(client.send, message)
            assert await take(server, 1) == [message]
        async with anyio.create_task_group() as group:
            group.start_soon(server.send, message)
            assert await take(client, 1) == [message]
    await end(client, server)


async def end(client, server):
    async with anyio.create_task_group() as group:
        group.start_soon(closing, server)
        await client.aclose()


async def test_one_read_gives_all_that_is_there(anyio_backend):
    """A hundred messages that lie ready cost one wait."""
    client, server = await open_pair()
    for number in range(100):
        await server.send(str(number))

    batch = await client.receive_batch()

    assert batch == [str(number) for number in range(100)]
    await end(client, server)


async def test_the_handshake_names_this_package_and_takes_headers(anyio_backend):
    """A bare User-Agent is refused by the exchange's edge."""
    client, server = await open_pair(headers={"x-simulated-trading": "1"})

    request = await server.request()

    assert request.path == "/ws/v5/public"
    assert request.headers["User-Agent"] == f"okxsdk/{__version__}"
    assert request.headers["x-simulated-trading"] == "1"
    await end(client, server)


async def test_a_ping_amid_fragments_is_answered(anyio_backend):
    """Control frames may come between the fragments of a message."""
    client, server = await open_pair()
    await server._stream.send(
        frame(TEXT, b"hel", fin=False)
        + frame(PING, b"one")
        + frame(CONT, b"", fin=False)
        + frame(PONG, b"unasked")
        + frame(PING, b"two")
        + frame(CONT, b"lo")
        + frame(BINARY, b"\xff", fin=False)
        + frame(CONT, b"\xfe")
        + frame(TEXT, b"more")
    )

    messages = await take(client, 3)
    answers = await server._stream.receive()

    assert messages == ["hello", b"\xff\xfe", "more"]
    assert [unmasked(answers[:9]), unmasked(answers[9:])] == [b"one", b"two"]
    await end(client, server)


def unmasked(wire: bytes) -> bytes:
    assert wire[0] == 0x80 | PONG
    assert wire[1] == 0x80 | len(wire) - 6
    return bytes(byte ^ wire[2 + i % 4] for i, byte in enumerate(wire[6:]))


async def test_a_character_may_be_cut_in_two_by_fragments(anyio_backend):
    """UTF-8 is of the message, not of its fragments."""
    client, server = await open_pair()
    euro = "€".encode()
    await server._stream.send(frame(TEXT, euro[:1], fin=False) + frame(CONT, euro[1:]))

    assert await client.receive_batch() == ["€"]
    await end(client, server)


CODES = [1000, 1001, 1008, 1011, 1012, 1013, 3000, 4004, 4999]


@pytest.mark.parametrize("code", CODES)
async def test_the_peer_closes(anyio_backend, code):
    """Its code and its words come after the messages that it sent before."""
    client, server = await open_pair()
    closed: list[WebSocketClosed] = []

    async with anyio.create_task_group() as group:
        await server.send("last")
        group.start_soon(server.aclose, code, "gute Nacht, schöne Welt")
        assert await take(client, 1) == ["last"]
        closed.append(await closing(client))

    assert (closed[0].code, closed[0].reason) == (code, "gute Nacht, schöne Welt")
    assert closed[0].clean
    assert (await closing(server)).clean
    assert client._stream.is_closed
    with pytest.raises(WebSocketClosed) as raised:
        await client.send("too late")
    assert raised.value.unsent


async def test_the_peer_closes_without_a_code(anyio_backend):
    """An empty close frame is 1005 by name."""
    client, server = await open_pair()
    await server._stream.send(frame(CLOSE))

    closed = await closing(client)

    assert (closed.code, closed.reason, closed.clean) == (1005, "", True)
    await server.aclose()


@pytest.mark.parametrize("code", CODES)
async def test_this_side_closes(anyio_backend, code):
    """Both sides know that it was in good order."""
    client, server = await open_pair()
    seen: list[WebSocketClosed] = []

    async def serve():
        seen.append(await closing(server))

    async with anyio.create_task_group() as group:
        group.start_soon(serve)
        await client.aclose(code, "bye")

    assert (seen[0].code, seen[0].reason, seen[0].clean) == (code, "bye", True)
    assert (await closing(client)).clean
    assert client._stream.is_closed
    assert server._stream.is_closed


async def test_closing_while_another_task_reads(anyio_backend):
    """The reader meets the answer, and both are done at once."""
    client, server = await open_pair()
    ends: list[WebSocketClosed] = []

    async def read(side):
        ends.append(await closing(side))

    async with anyio.create_task_group() as group:
        group.start_soon(read, client)
        group.start_soon(read, server)
        await settle()
        await client.aclose(1001)

    assert [(end.code, end.clean) for end in ends] == [(1001, True)] * 2


async def test_both_sides_close_at_once(anyio_backend):
    """Close frames that cross are no fault."""
    client, server = await open_pair()

    async with anyio.create_task_group() as group:
        group.start_soon(client.aclose)
        group.start_soon(server.aclose)

    assert (await closing(client)).clean
    assert (await closing(server)).clean


async def test_two_tasks_close_at_once_and_a_third_comes_to_read(anyio_backend):
    """One reads the answer, and all know of it."""
    client, server = await open_pair()
    ends: list[WebSocketClosed] = []

    async def read():
        ends.append(await closing(client))

    async with anyio.create_task_group() as group:
        group.start_soon(client.aclose)
        group.start_soon(client.aclose)
        await settle()
        group.start_soon(read)
        await settle()
        assert (await closing(server)).code == 1000

    assert (ends[0].code, ends[0].clean) == (1000, True)


async def test_sending_on_a_broken_connection(anyio_backend):
    """It may have left: the sender cannot know."""
    client, server = await open_pair()
    server._stream.reset()
    with pytest.raises(WebSocketClosed, match="broken") as raised:
        await client.send("x")

    assert (raised.value.code, raised.value.unsent) == (1006, False)
    assert not client.is_open
    await server.aclose()


async def test_closing_twice_does_nothing(anyio_backend):
    """The second call returns at once, and nothing is given out any more."""
    client, server = await open_pair()
    await server.send("unread")
    await end(client, server)
    await client.aclose()

    with pytest.raises(WebSocketClosed):
        await client.receive_batch()


async def test_iterating_ends_with_a_clean_close(anyio_backend):
    """No exception for what is in order."""
    client, server = await open_pair()
    batches = []
    async with anyio.create_task_group() as group:
        await server.send("a")
        group.start_soon(server.aclose)
        async for batch in client:
            batches += batch

    assert batches == ["a"]


async def test_iterating_raises_what_is_not_in_order(anyio_backend):
    """A connection that is simply gone must not look like an end."""
    client, server = await open_pair()
    await server._stream.aclose()

    with pytest.raises(WebSocketClosed, match="1006") as raised:
        async for _ in client:
            pass

    assert (raised.value.code, raised.value.clean) == (1006, False)


async def test_reading_twice_at_once_is_a_mistake(anyio_backend):
    """One task reads."""
    client, server = await open_pair()
    async with anyio.create_task_group() as group:
        group.start_soon(client.receive_batch)
        await settle()
        with pytest.raises(RuntimeError, match="another task"):
            await client.receive_batch()
        group.cancel_scope.cancel()
    await end(client, server)


def packed(data: bytes) -> bytes:
    packer = zlib.compressobj(wbits=-15)
    return (packer.compress(data) + packer.flush(zlib.Z_SYNC_FLUSH))[:-4]


NOISE = packed(random.Random(1).randbytes(1400))
HALF = bytes(600)
FAULTS = {
    "masked": (b"\x81\x85abcdHELLO", 1002),
    "masked and long": (b"\x81\xfe", 1002),
    "reserved bit": (frame(TEXT, b"x", rsv=4), 1002),
    "another reserved bit": (frame(TEXT, b"x", rsv=1), 1002),
    "unknown opcode": (frame(3), 1002),
    "unknown control": (frame(11), 1002),
    "long ping": (frame(PING, bytes(126)), 1002),
    "fragmented ping": (frame(PING, fin=False), 1002),
    "continuation of nothing": (frame(CONT, b"x"), 1002),
    "text within fragments": (frame(TEXT, b"a", fin=False) + frame(TEXT, b"b"), 1002),
    "empty text within fragments": (frame(TEXT, fin=False) + frame(TEXT), 1002),
    "close of one byte": (frame(CLOSE, b"\x03"), 1002),
    "close with 1005": (frame(CLOSE, struct.pack("!H", 1005)), 1002),
    "close with 999": (frame(CLOSE, struct.pack("!H", 999)), 1002),
    "close not in UTF-8": (frame(CLOSE, struct.pack("!H", 1000) + b"\xff"), 1007),
    "text not in UTF-8": (frame(TEXT, b"\xff"), 1007),
    "half a character": (frame(TEXT, b"\xe2\x82"), 1007),
    "surrogates": (frame(TEXT, b"\xed\xa0\x80"), 1007),
    "fragments not in UTF-8": (
        frame(TEXT, b"\xe2", fin=False) + frame(CONT, b"x"),
        1007,
    ),
    "too big": (frame(TEXT, bytes(1001)), 1009),
    "64 MB announced": (b"\x81\x7f" + (64 * MIB).to_bytes(8), 1009),
    "2^63 announced": (b"\x82\x7f" + (2**63 - 1).to_bytes(8), 1009),
    "too big in sum": (frame(TEXT, HALF, fin=False) + frame(CONT, HALF), 1009),
}


@pytest.mark.parametrize("name", FAULTS)
async def test_a_fault_of_the_peer_ends_it_with_the_right_code(anyio_backend, name):
    """What came before is delivered, the peer is told why, and the stream closed."""
    wire, code = FAULTS[name]
    client, server = await open_pair(max_message=1000)
    seen = []

    async def serve():
        await server._stream.send(frame(TEXT, b"good") + wire + frame(TEXT, b"after"))
        closed = await closing(server)
        seen.append(closed.code)

    async with anyio.create_task_group() as group:
        group.start_soon(serve)
        messages = await client.receive_batch()
        closed = await closing(client)

    assert messages == ["good"]
    assert (closed.code, closed.clean) == (code, False)
    assert closed.reason
    assert seen == [code]
    assert client._stream.is_closed


@pytest.mark.parametrize(
    ("wire", "code"),
    [
        (frame(TEXT, packed(bytes(1001)), rsv=4), 1009),
        (frame(TEXT, packed(bytes(64 * MIB)), rsv=4), 1009),
        (
            frame(TEXT, NOISE[:900], rsv=4, fin=False) + frame(CONT, NOISE[900:]),
            1009,
        ),
        (frame(TEXT, b"\xff\xff\xff", rsv=4), 1002),
    ],
    ids=["bomb", "big bomb", "in sum", "not deflate"],
)
async def test_a_fault_in_what_is_packed(anyio_backend, wire, code):
    """Unpacking stops at the cap."""
    client, server = await open_pair(compression=True, max_message=1000)
    seen = []

    async def serve():
        await server._stream.send(wire)
        seen.append((await closing(server)).code)

    async with anyio.create_task_group() as group:
        group.start_soon(serve)
        closed = await closing(client)

    assert (closed.code, seen) == (code, [code])


@pytest.mark.parametrize("announced", [True, False])
async def test_64_mb_take_no_memory(anyio_backend, announced):
    """P14: a flood is refused at its head, or when its fragments pass the cap."""
    client, server = await open_pair(close_timeout=0.01)
    piece = bytes(64 * 1024)
    tracemalloc.start()

    async def serve():
        try:
            if announced:
                await server._stream.send(b"\x81\x7f" + (64 * MIB).to_bytes(8))
            for number in range(1024):
                head = frame(TEXT if number == 0 else CONT, piece, fin=False)
                await server._stream.send(piece if announced else head)
        except anyio.BrokenResourceError:
            pass

    async with anyio.create_task_group() as group:
        group.start_soon(serve)
        closed = await closing(client)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()

    assert closed.code == 1009
    assert peak < 32 * MIB
    await server.aclose()


async def test_empty_fragments_without_end_take_no_memory(anyio_backend):
    """They count nothing towards the cap, and are nothing."""
    client, server = await open_pair()
    await server._stream.send(frame(TEXT, fin=False) + frame(CONT, fin=False) * 5_000)
    with anyio.CancelScope() as scope:
        async with anyio.create_task_group() as group:
            group.start_soon(client.receive_batch)
            await settle()
            scope.cancel()

    assert client._framing._parts == []
    await client._drop("done")
    await server.aclose()


async def test_many_senders_do_not_mix_their_frames(anyio_backend):
    """Twenty tasks, frames larger than the wire holds, and a reader of odd slices."""
    client, server = await open_pair()
    client._stream.outgoing.capacity = 1000
    client._stream.outgoing.slice = 333
    messages = [str(number % 10) * 4000 for number in range(20)]

    async with anyio.create_task_group() as group:
        for message in messages:
            group.start_soon(client.send, message)
        received = await take(server, 20)

    assert sorted(received) == sorted(messages)
    await end(client, server)


async def test_pongs_wait_for_a_sender_and_reading_goes_on(anyio_backend):
    """A reader never waits for the lock: two that fill each other's wires would hang."""
    client, server = await open_pair()
    client._stream.outgoing.capacity = 100
    async with anyio.create_task_group() as group:
        group.start_soon(client.send, "x" * 1000)
        await settle()
        await server.ping(b"are you there?")
        await server.send("hello")
        assert await client.receive_batch() == ["hello"]
        # As bytes, for what comes together in one piece differs from run to run.
        text, pong, sent = 8 + 1000, 6 + len(b"are you there?"), b""
        while len(sent) < text + pong:
            sent += await server._stream.receive()

    assert unmasked(sent[text:]) == b"are you there?"
    await end(client, server)


async def test_a_cancelled_wait_loses_no_message(anyio_backend):
    """Waiting with a time limit is safe."""
    client, server = await open_pair()
    received = []
    for number in range(20):
        async with anyio.create_task_group() as group:
            group.start_soon(client.receive_batch)
            await settle()
            group.cancel_scope.cancel()
        await server.send(str(number))
        received += await client.receive_batch()

    assert received == [str(number) for number in range(20)]
    await end(client, server)


async def test_a_send_cancelled_within_a_frame_ends_the_connection(anyio_backend):
    """Half a frame can never be continued."""
    client, server = await open_pair()
    client._stream.outgoing.capacity = 100
    async with anyio.create_task_group() as group:
        group.start_soon(client.send, "x" * 1000)
        await settle()
        group.cancel_scope.cancel()

    assert client._stream.is_closed
    assert not client.is_open
    with pytest.raises(WebSocketClosed) as raised:
        await client.send("y")
    assert raised.value.unsent
    await server.aclose()


async def test_a_send_cancelled_before_its_frame_does_no_harm(anyio_backend):
    """It waited for its turn, and nothing of it has left."""
    client, server = await open_pair()
    client._stream.outgoing.capacity = 100
    async with anyio.create_task_group() as group:
        group.start_soon(client.send, "x" * 1000)
        await settle()
        async with anyio.create_task_group() as second:
            second.start_soon(client.send, "y")
            await settle()
            second.cancel_scope.cancel()
        assert await take(server, 1) == ["x" * 1000]

    await client.send("z")
    assert await take(server, 1) == ["z"]
    await end(client, server)


async def test_a_send_in_a_cancelled_scope_sends_nothing(anyio_backend):
    """The connection stays whole."""
    client, server = await open_pair()
    with anyio.CancelScope() as scope:
        scope.cancel()
        await client.send("never")

    assert scope.cancelled_caught
    await client.send("still here")
    assert await take(server, 1) == ["still here"]
    await end(client, server)


async def test_nothing_is_logged(anyio_backend, caplog):
    """A login frame holds a key and a signature; websockets logs frames if it may."""
    caplog.set_level(logging.DEBUG)
    for name in ("websockets", "websockets.client", "okx_sdk"):
        logging.getLogger(name).setLevel(logging.DEBUG)
    client, server = await open_pair(headers={"x": "canary"}, close_timeout=0.01)
    await client.send("canary")
    assert await take(server, 1) == ["canary"]
    await server._stream.send(frame(3, b"canary"))
    await closing(client)
    await server.aclose()

    assert "canary" not in caplog.text
