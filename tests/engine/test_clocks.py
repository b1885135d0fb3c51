"""The clocks of this machine and of the exchange."""

import anyio
import pytest
from fakes import VirtualClock

from okx_sdk.engine.clock import ServerClock, SystemClock, chance

pytestmark = pytest.mark.anyio


class Exchange:
    """A clock of its own, and a road to it."""

    def __init__(self, clock, ahead=0.0, there=0.0, back=0.0):
        self.clock, self.ahead, self.there, self.back = clock, ahead, there, back
        self.asked = 0
        self.begin = clock.time()

    def time(self):
        return self.begin + self.clock.monotonic() + self.ahead

    async def ask(self):
        self.asked += 1
        await self.clock.sleep(self.there)
        now = self.time()
        await self.clock.sleep(self.back)
        return now


@pytest.mark.parametrize("ahead", [0.0, 3_600.0, -3_600.0])
async def test_the_exchanges_time_is_known_though_the_machines_is_wrong(ahead):
    """T1: a clock that is an hour off."""
    clock = VirtualClock()
    exchange = Exchange(clock, ahead, there=0.1, back=0.1)
    server = ServerClock(clock, exchange.ask)

    now = await server.now()

    assert now == pytest.approx(exchange.time())
    assert server.error == pytest.approx(0.1)


async def test_a_crooked_road_is_within_the_error_that_is_told():
    """Half the round trip is the most it can be wrong by."""
    clock = VirtualClock()
    exchange = Exchange(clock, 5.0, there=0.3, back=0.0)
    server = ServerClock(clock, exchange.ask)

    now = await server.now()

    assert abs(now - exchange.time()) <= server.error + 1e-6


async def test_the_exchange_is_asked_once_in_ten_minutes():
    """And between that the machine's clock counts."""
    clock = VirtualClock()
    exchange = Exchange(clock, 7.0)
    server = ServerClock(clock, exchange.ask)
    await server.now()

    clock.now += 599
    within = await server.now()
    asked = exchange.asked
    clock.now += 2
    await server.now()

    assert within == pytest.approx(exchange.time() - 2)
    assert asked == 1
    assert exchange.asked == 2


@pytest.mark.parametrize("step", [600.0, -600.0, 1.5])
async def test_a_step_of_the_machines_clock_is_noticed(step):
    """T2: the wall against the monotonic clock tells it; the offset is taken anew."""
    clock = VirtualClock()
    exchange = Exchange(clock)
    server = ServerClock(clock, exchange.ask)
    await server.now()
    clock.wall += step

    now = await server.now()

    assert exchange.asked == 2
    assert now == pytest.approx(exchange.time())


@pytest.mark.parametrize("step", [600.0, -600.0, 0.9, -0.9])
async def test_a_step_of_the_machines_clock_is_no_matter_once_it_is_measured(step):
    """T2: what is signed in the same moment has the right time, though nobody asked."""
    clock = VirtualClock()
    exchange = Exchange(clock, 3.0)
    server = ServerClock(clock, exchange.ask)
    await server.now()
    clock.wall += step
    clock.now += 5

    assert server.estimate() == pytest.approx(exchange.time())
    assert exchange.asked == 1


async def test_where_the_way_is_long_the_time_is_not_asked_for_at_every_order():
    """T3: known to a second and no better; it is told, and measured again in a while."""
    clock = VirtualClock()
    exchange = Exchange(clock, -4.0, there=2.0, back=0.0)
    server = ServerClock(clock, exchange.ask)

    for _ in range(50):
        now = await server.now(0.5)
        assert abs(now - exchange.time()) <= server.error + 1e-6
        clock.now += 0.5

    assert server.error == pytest.approx(1.0)
    assert exchange.asked == 3


async def test_a_small_step_is_borne():
    """T2: NTP moves a clock all the time."""
    clock = VirtualClock()
    exchange = Exchange(clock)
    server = ServerClock(clock, exchange.ask)
    await server.now()
    clock.wall += 0.5

    await server.now()

    assert exchange.asked == 1


async def test_before_the_first_measure_nothing_is_known():
    """The error is beyond all bounds."""
    clock = VirtualClock()

    assert ServerClock(clock, Exchange(clock).ask).error == float("inf")


async def test_a_failure_to_ask_is_the_callers():
    """Nothing is remembered of it."""

    async def ask():
        raise ConnectionError("down")

    server = ServerClock(VirtualClock(), ask)

    with pytest.raises(ConnectionError):
        await server.now()
    assert server.error == float("inf")


async def test_the_system_clock_is_the_event_loops():
    """Under trio's mock clock too."""
    clock = SystemClock()
    before = anyio.current_time()

    await clock.sleep(0)

    assert before <= clock.monotonic() <= anyio.current_time()
    assert clock.time() > 1_700_000_000


async def test_chance_lies_between_nothing_and_one():
    """One excluded."""
    assert all(0 <= chance() < 1 for _ in range(100))
