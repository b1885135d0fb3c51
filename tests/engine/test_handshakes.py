"""Turns for opening WebSockets: never more than three a second, whoever wants them."""

from __future__ import annotations

import threading

import anyio
import pytest
from exchange_fake import LoopTime, in_no_time
from hypothesis import given, settings
from hypothesis import strategies as st

from okx_sdk.engine.clock import SystemClock
from okx_sdk.engine.handshakes import MOST, turn
from okx_sdk.transport.websocket import HandshakeRefused


def most_in_a_second(times: list[float]) -> int:
    times = sorted(times)
    return max(sum(1 for t in times if at <= t < at + 1) for at in times)


@settings(max_examples=40)
@given(
    st.lists(
        st.tuples(st.floats(0, 5), st.floats(0, 3), st.floats(0, 1)),
        min_size=1,
        max_size=30,
    )
)
def test_no_second_sees_more_than_three(attempts):
    """N4: whenever within its connecting each handshake arrives."""
    arrived = []

    async def main():
        clock = LoopTime()

        async def attempt(start, lasts, part):
            await anyio.sleep(start)
            async with turn("wss://host", clock):
                await anyio.sleep(lasts * part)
                arrived.append(anyio.current_time())
                await anyio.sleep(lasts * (1 - part))

        async with anyio.create_task_group() as group:
            for each in attempts:
                group.start_soon(attempt, *each)

    in_no_time(main)

    assert len(arrived) == len(attempts)
    assert most_in_a_second(arrived) <= MOST


def test_thirty_at_once_are_soon_through():
    """N4: three a second it is, and not much less."""

    async def main():
        clock = LoopTime()

        async def attempt():
            async with turn("wss://host", clock):
                await anyio.sleep(0.02)

        async with anyio.create_task_group() as group:
            for _ in range(30):
                group.start_soon(attempt)

        assert anyio.current_time() < 11

    in_no_time(main)


def test_all_wait_for_as_long_as_the_server_says():
    """N5: nobody knocks within Retry-After, whoever was told."""

    async def main():
        clock = LoopTime()
        with pytest.raises(HandshakeRefused):
            async with turn("wss://host", clock):
                raise HandshakeRefused("no", http_status=429, retry_after=20.0)
        async with turn("wss://other", clock):
            assert anyio.current_time() < 1
        async with turn("wss://host", clock):
            assert anyio.current_time() >= 20

    in_no_time(main)


def test_a_turn_that_is_not_waited_for_is_nobodys():
    """X9: cancelled while waiting or inside, it is free again."""

    async def main():
        clock = LoopTime()
        for _ in range(10):
            with anyio.move_on_after(0.5):
                async with turn("wss://host", clock):
                    await anyio.sleep(60)
        await anyio.sleep(2)
        before = anyio.current_time()
        for _ in range(MOST):
            async with turn("wss://host", clock):
                pass
        assert anyio.current_time() - before < 0.1

    in_no_time(main)


@pytest.mark.slow  # it waits for the real clock, which threads share
def test_threads_share_their_turns():
    """N4: the exchange counts an address, not an event loop."""
    times: list[float] = []
    clock = SystemClock()

    async def attempt():
        async with turn("wss://threads", clock):
            times.append(clock.time())

    def run(backend):
        async def several():
            for _ in range(2):
                await attempt()

        anyio.run(several, backend=backend)

    threads = [threading.Thread(target=run, args=[b]) for b in ("asyncio", "trio") * 2]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(times) == 8
    assert most_in_a_second(times) <= MOST
