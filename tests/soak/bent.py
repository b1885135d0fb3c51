"""A world whose way to the exchange bends what goes along it, for stories of orders."""

from __future__ import annotations

import functools
import inspect

import httpx
from simulation import in_simulation
from spoilt import Spoilt, SpoiltWorld, limit

from okx_sdk.engine.journal import Journal
from okx_sdk.transport.memory import MemoryTransport

PLACE, AMEND = "/api/v5/trade/order", "/api/v5/trade/amend-order"
BATCH, CANCEL = "/api/v5/trade/batch-orders", "/api/v5/trade/cancel-order"
AFTER = "after_commit_before_reply"


class Bent(Spoilt):
    """A road on which the world has its own way with a request."""

    async def handle_async_request(self, request):
        told = await self.world.bend(request)
        if isinstance(told, Exception):
            raise told
        return told or await super().handle_async_request(request)


class BentWorld(SpoiltWorld):
    is_down = False

    def road(self):
        self.way = MemoryTransport(self.exchange, self.clock)
        self.wire = Bent(self)
        return self.wire

    def journal(self, path):
        """Give the client a journal."""
        outcomes = self.okx._order_settings.desk.entry.outcomes
        outcomes.journal = Journal(path)
        return outcomes.journal

    async def bend(self, request):
        """What becomes of a request, if anything does."""
        return httpx.ConnectError("down") if self.is_down else None

    def answer(self, path, body):
        """Have whatever is posted to a path answered so, and not looked at."""

        async def bend(request):
            if request.url.path == path and request.method == "POST":
                return httpx.Response(200, json=body, request=request)
            return None

        self.bend = bend

    def keep(self, path, *, told=None):
        """Do the next request to a path, lose its answer, and have the cable pulled."""

        async def bend(request):
            if self.is_down:
                return httpx.ConnectError("down")
            if request.url.path == path and request.method == "POST":
                answer = await self.way.handle_async_request(request)
                self.is_down = True
                return answer if told else httpx.ReadError("gone")
            return None

        self.bend = bend


def bent(test):
    """Run a story in a world of its own, once the client knows the time."""

    @functools.wraps(test)
    def run(*args, **kwargs):
        async def live():
            async with world.running():
                await world.okx.place_order(limit("warm"))
                await test(world, *args, **kwargs)

        world = BentWorld(1)
        in_simulation(live, 1)

    run.__signature__ = _without_world(test)
    return run


def _without_world(test):
    signature = inspect.signature(test)
    _, *rest = signature.parameters.values()
    return signature.replace(parameters=rest)


def item(name, code="0", ord_id=""):
    return {"clOrdId": name, "ordId": ord_id, "sCode": code, "sMsg": ""}
