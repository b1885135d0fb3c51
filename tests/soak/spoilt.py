"""A world whose way to the exchange loses what it is told to, for stories of orders."""

from __future__ import annotations

import functools
import json

import anyio
import httpx
from attrs import Factory, define
from simulation import World, in_simulation

from okx_sdk.models.order_requests import NewOrder
from okx_sdk.transport.memory import MemoryTransport

INST = "BTC-USDT"


def limit(name=None, px="30000", sz="0.0001", **fields) -> NewOrder:
    return NewOrder(INST, "cash", "buy", "limit", sz, px=px, cl_ord_id=name, **fields)


def there(world, name):
    """The orders of a name, as they stand now at the exchange."""
    world.exchange.venue.advance(int(world.clock.time() * 1000))
    return world.streams.truth.accounts.orders(name)


@define
class Spoilt(httpx.AsyncBaseTransport):
    """Loses requests to a path, or about an order, before or after they were done."""

    world: SpoiltWorld
    sent: list = Factory(list)
    path: str = ""
    times: int = 0
    done: bool = False

    async def handle_async_request(self, request):
        await anyio.sleep(self.world.random.uniform(0.004, 0.06))
        if request.method == "POST":
            self.sent.append((request.url.path, await request.aread()))
        is_lost, is_done = self.fate(request)
        if not is_lost or is_done:
            answer = await self.world.way.handle_async_request(request)
        if is_lost:
            await anyio.sleep(self.world.random.choice([0.0, 0.2, 1.0]))
            raise httpx.ReadTimeout("gone")
        return answer

    def fate(self, request):
        """Whether a request is lost, and whether it is done all the same."""
        if self.times and self.path and request.url.path.endswith(self.path):
            self.times -= 1
            return True, self.done
        if request.method == "POST" and request.url.path.endswith("/trade/order"):
            name = json.loads(request.content).get("clOrdId")
            fate = self.world.fates.pop(name, None)
            return fate is not None, fate == "O1/O2"
        return False, False

    def lose(self, path, times=1, *, done=False):
        self.path, self.times, self.done = path, times, done


@define(eq=False, slots=False)
class SpoiltWorld(World):
    """A world whose way to the exchange loses what it is told to."""

    fates: dict = Factory(dict)

    def road(self):
        self.way = MemoryTransport(self.exchange, self.clock)
        self.wire = Spoilt(self)
        return self.wire


def spoilt(test):
    """Run a test in a world of its own, in simulated time."""

    @functools.wraps(test)
    def run():
        async def live():
            async with world.running():
                await test(world)

        world = SpoiltWorld(1)
        in_simulation(live, 1)

    del run.__wrapped__  # or pytest takes the world for a fixture
    return run
