"""S2, S3: a stream that the exchange forgot, told from a market that is quiet."""

from __future__ import annotations

import functools
from datetime import datetime

import anyio
import pytest
from simulation import World, in_simulation

from okx_sdk.errors import InvalidArgument, ServiceUnavailable
from okx_sdk.sandbox.streaming.actions import UnsubscribeSilently
from okx_sdk.sandbox.streaming.faults import Match, Rule


class Listener:
    """Reads a stream, and keeps when rows and gaps came."""

    def __init__(self, stream, clock):
        self.stream, self.clock, self.at = stream, clock, []

    async def run(self):
        async for _ in self.stream:
            self.at.append(self.clock.time())


def story(test):
    """Run a test in a world of its own, in simulated time."""

    @functools.wraps(test)
    def run():
        world = World(5)

        async def live():
            async with world.running():
                await test(world)

        in_simulation(live, 5)

    del run.__wrapped__  # or pytest takes the world for a fixture
    return run


def forget(world, channel):
    return world.streams.faults.add(
        Rule(UnsubscribeSilently(), Match(channel=channel), count=1)
    )


@story
async def test_a_stream_that_was_forgotten_is_subscribed_anew(world):
    """S2, S3: within two times `probe_after`, and a gap tells of it."""
    okx = world.okx
    made = {
        "trades": okx.stream_trades("BTC-USDT", probe_after=60),
        "tickers": okx.stream_tickers("BTC-USDT", probe_after=60),
        "candle1m": okx.stream_candles("BTC-USDT", bar="1m", probe_after=60),
    }
    async with anyio.create_task_group() as group:
        for channel, stream in made.items():
            async with stream:
                listener = Listener(stream, world.clock)
                group.start_soon(listener.run)
                await anyio.sleep(20)
                before = len(listener.at)
                forget(world, channel)
                began = world.clock.time()
                await anyio.sleep(125)

                assert before > 0
                assert listener.at[-1] > began + 60
                (gap,) = stream.gaps
                assert "silent" in gap.cause
                assert isinstance(gap.start, datetime)
        group.cancel_scope.cancel()


@story
async def test_a_quiet_market_is_no_reason_for_anything(world):
    """S2: no false alarm where there was no trade, and none where REST fails."""
    okx = world.okx
    asked = []
    get_trades = type(okx.market).get_trades
    newest = world.clock.time() - 1_000

    async def quiet(inst_id, limit):
        asked.append(inst_id)
        if len(asked) % 2:
            raise ServiceUnavailable("maintenance", code="50001")
        trade, *_ = await get_trades(okx.market, inst_id, limit=limit)
        return [type(trade)(**{**fields(trade), "ts": at(newest)})]

    okx.market.get_trades = quiet
    async with okx.stream_trades("BTC-USDT", probe_after=30) as stream:
        forget(world, "trades")
        await anyio.sleep(600)

        assert len(asked) > 5
        assert list(stream.gaps) == []
    asked.clear()
    async with okx.stream_trades("BTC-USDT", probe_after=None):
        await anyio.sleep(300)
    assert asked == []


def fields(row):
    return {name: getattr(row, name) for name in type(row).__slots__ if name[0] != "_"}


def at(seconds):
    from datetime import UTC

    return datetime.fromtimestamp(seconds, UTC)


@story
async def test_how_long_is_long_is_above_zero(world):
    """One clear error."""
    with pytest.raises(InvalidArgument):
        world.okx.stream_trades("BTC-USDT", probe_after=0)
