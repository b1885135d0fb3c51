"""Live streams in a plain `for`: silence, leaving, interruption, other threads."""

from __future__ import annotations

import gc
import os
import signal
import subprocess
import sys
import textwrap
import threading
import time
import weakref

import anyio
import pytest
from promptness import soon

from okx_sdk import Client
from okx_sdk.errors import ClientClosed, OkxError, ReadTimeout, StreamRefused
from okx_sdk.sandbox.server import SandboxClock, SandboxServer


@pytest.fixture(scope="module")
def server():
    server = SandboxServer()
    server.start()
    yield server
    server.stop()


@pytest.fixture
def okx(server):
    with Client(env="sandbox", base_url=server.url) as okx:
        yield okx


def until(condition, seconds=20.0) -> bool:
    end = time.monotonic() + seconds
    while not condition() and time.monotonic() < end:
        time.sleep(0.01)
    return condition()


def carried(server) -> set[str]:
    """The channels that the sandbox serves now."""
    talks = list(server.streams.conversations.values())
    return {dict(key)["channel"] for talk in talks for key in list(talk.subscriptions)}


@pytest.mark.slow  # the sandbox pushes in its own time
def test_rows_come(okx):
    for row in okx.stream_tickers("BTC-USDT"):
        assert row.inst_id == "BTC-USDT"
        break


@pytest.mark.slow  # it waits for silence
def test_silence_can_be_an_error(okx):
    """The stream lives on, and can be read again."""
    stream = okx.channels.public.liquidation_orders("SWAP").timeout(0.1)
    with stream:
        for _ in range(2):
            with pytest.raises(ReadTimeout):
                next(stream)

        assert stream.state == "live"


@pytest.mark.slow  # it connects
def test_a_refusal_is_raised(okx):
    with pytest.raises(StreamRefused):
        next(okx.stream_trades("NO-SUCH"))


@pytest.mark.slow  # the sandbox is asked
def test_leaving_a_loop_releases_the_stream(okx, server):
    """X5: `break` is enough; a stream that is held goes on where it was left."""
    for _ in okx.stream_bbo("BTC-USDT"):
        break
    gc.collect()
    assert until(lambda: "bbo-tbt" not in carried(server))

    held = okx.stream_bbo("BTC-USDT")
    for _ in held:
        break
    for _ in held:
        break

    assert held.state == "live"


@pytest.mark.slow  # the sandbox is asked
def test_an_error_in_its_block_releases_a_stream(okx, server):
    """X5: and it comes out as it is."""
    with pytest.raises(ZeroDivisionError), okx.stream_bbo("ETH-USDT"):
        1 / 0
    assert until(lambda: "bbo-tbt" not in carried(server))


@pytest.mark.slow  # threads
def test_closed_from_another_thread_a_loop_ends(okx):
    ended = threading.Event()
    stream = okx.stream_tickers("BTC-USDT")

    def read():
        for _ in stream:
            pass
        ended.set()

    thread = threading.Thread(target=read)
    thread.start()
    assert until(lambda: stream.received > 0)
    stream.close()

    assert ended.wait(1.0)
    thread.join()


@pytest.mark.slow  # threads
def test_the_end_of_the_client_is_told_in_other_threads(server):
    """Within a second."""
    okx = Client(env="sandbox", base_url=server.url)
    told = []
    stream = okx.channels.public.liquidation_orders("SWAP")

    def read():
        try:
            next(stream)
        except OkxError as error:
            told.append(error)

    thread = threading.Thread(target=read)
    thread.start()
    assert until(lambda: stream.state == "live")
    began = time.monotonic()
    okx.close()
    thread.join(20)

    assert time.monotonic() - began < soon(1)
    assert isinstance(told[0], ClientClosed)


@pytest.mark.slow  # threads
def test_two_threads_read_two_streams(okx):
    counts = {}

    def read(inst_id):
        rows = [row for row, _ in zip(okx.stream_bbo(inst_id), range(5), strict=False)]
        counts[inst_id] = {row.inst_id for row in rows}

    threads = [
        threading.Thread(target=read, args=[each]) for each in ("BTC-USDT", "ETH-USDT")
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)

    assert counts == {"BTC-USDT": {"BTC-USDT"}, "ETH-USDT": {"ETH-USDT"}}


class OwnTurns:
    """This machine's clock; clients that have another one connect by turns of theirs."""

    def monotonic(self) -> float:
        return anyio.current_time()

    def time(self) -> float:
        return time.time()

    async def sleep(self, seconds: float) -> None:
        await anyio.sleep(seconds)


def first_of_each(okx, inst_ids) -> dict[str, str]:
    """What threads that begin at once read first."""
    start, found = threading.Barrier(len(inst_ids)), {}

    def read(inst_id):
        start.wait(20)
        found[inst_id] = next(okx.stream_bbo(inst_id)).inst_id

    threads = [threading.Thread(target=read, args=[each]) for each in inst_ids]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    return found


@pytest.mark.slow  # it connects many times
@pytest.mark.rude  # as the clients do not know of one another
def test_the_first_streams_of_a_client_may_begin_in_several_threads():
    """X7: whichever thread is first, all share one keeper of streams."""
    clock = SandboxClock.starting_at(time.time(), 100.0)
    server = SandboxServer(clock=clock)
    server.start()
    inst_ids = ["BTC-USDT", "ETH-USDT", "SOL-USDT"]
    try:
        for _ in range(6):
            with Client(env="sandbox", base_url=server.url, clock=OwnTurns()) as okx:
                assert first_of_each(okx, inst_ids) == {each: each for each in inst_ids}
    finally:
        server.stop()


@pytest.mark.slow  # it connects
def test_a_client_that_nobody_holds_goes_with_its_streams(server):
    """X3: nothing of its streams keeps it."""
    okx = Client(env="sandbox", base_url=server.url)
    next(iter(okx.stream_tickers("BTC-USDT")))
    lane, bridge = okx._bridge.lane, weakref.ref(okx._bridge)
    del okx
    gc.collect()

    assert bridge() is None
    assert until(lambda: lane.closed)


@pytest.mark.slow  # the sandbox pushes in its own time
def test_books_that_were_handed_over_change_no_more(okx):
    stream = okx.stream_order_book("BTC-USDT")
    first = next(stream)
    seq = first.seq_id
    while next(stream).seq_id == seq:
        pass

    assert first.seq_id == seq


SCRIPT = """
    import sys, time
    from okx_sdk import Client
    okx = Client(env="sandbox", base_url=sys.argv[1])
    streams = [okx.stream_trades("BTC-USDT") for _ in range(9)]
    for stream in streams:
        stream.open()
    try:
    {what}
    except KeyboardInterrupt:
        print(time.time(), flush=True)
        raise
"""

CASES = {
    "while reading": "print('go', flush=True)\nfor row in streams[0]: pass",
    "in silence": (
        "quiet = okx.channels.public.liquidation_orders('SWAP').open()\n"
        "print('go', flush=True)\nnext(quiet)"
    ),
    "while connecting": (
        "okx = Client(env='sandbox', base_url='http://127.0.0.1:9')\n"
        "print('go', flush=True)\nnext(okx.stream_trades('BTC-USDT'))"
    ),
}


@pytest.mark.rude  # another process
@pytest.mark.slow  # a process
@pytest.mark.parametrize("case", CASES)
def test_ctrl_c_ends_it(server, case):
    """X1, goal 11: within a second, with ten streams open, as an interruption."""
    what = textwrap.indent(CASES[case], "    ")
    script = textwrap.dedent(SCRIPT).format(what=what)
    process = subprocess.Popen(
        [sys.executable, "-c", script, server.url],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stdout.readline() == "go\n"
    time.sleep(0.3)
    began = time.time()
    os.kill(process.pid, signal.SIGINT)
    heard, errors = process.communicate(timeout=20)

    assert float(heard) - began < soon(1)
    assert time.time() - began < soon(1 + 2)  # as much for a client that is not closed
    assert "KeyboardInterrupt" in errors
    assert process.returncode == -signal.SIGINT
