"""A client that speaks to the sandbox without a socket, in time that flies.

`okx()` gives one; with `Faults` the way to the sandbox is bad.
"""

from __future__ import annotations

import heapq
import itertools
from collections.abc import Callable

import anyio.lowlevel
import httpx

from okx_sdk import AsyncClient
from okx_sdk.sandbox.desks import public_exchange
from okx_sdk.sandbox.exchange import Exchange
from okx_sdk.sandbox.limits import Limits
from okx_sdk.transport.memory import MemoryTransport

NOW = 1_795_392_123_456
"""2026-11-23, a Monday, two minutes after midnight UTC."""
MARKET = public_exchange(1).market


class VirtualClock:
    """A clock whose time passes only while everybody waits, and then at once."""

    def __init__(self, now_ms: int = NOW) -> None:
        self._now = self._start = now_ms / 1000
        self._sleepers: list[tuple[float, int]] = []
        self._numbers = itertools.count()
        self.slept = 0.0
        """Seconds that passed for the world, and not for this machine's timers."""

    @property
    def ms(self) -> int:
        """Milliseconds since 1970."""
        return int(self.time() * 1000)

    @property
    def passed(self) -> float:
        """Seconds since the clock was made."""
        return self._now - self._start

    def monotonic(self) -> float:
        return self.passed

    def time(self) -> float:
        return self._now + self.slept

    async def sleep(self, seconds: float) -> None:
        me = (self._now + seconds, next(self._numbers))
        heapq.heappush(self._sleepers, me)
        idle = 0
        try:
            while self._now < me[0]:
                # Others may still have something to do at this moment.
                await anyio.lowlevel.checkpoint()
                idle = idle + 1 if self._sleepers[0] == me else 0
                if idle > 5:
                    self._now = me[0]
        finally:
            self._sleepers.remove(me)
            heapq.heapify(self._sleepers)


class Faults(httpx.AsyncBaseTransport):
    """Stands before another transport and fails some requests.

    *draw* is asked for each one: `None` lets it pass, a response is given back, and an
    exception raised; `"lost"` lets it arrive and loses the answer.
    """

    def __init__(
        self,
        inner: httpx.AsyncBaseTransport,
        draw: Callable[[httpx.Request], httpx.Response | Exception | str | None],
    ) -> None:
        self.inner = inner
        self.draw = draw

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        fault = self.draw(request)
        if isinstance(fault, Exception):
            raise fault
        if isinstance(fault, httpx.Response):
            return fault
        response = await self.inner.handle_async_request(request)
        if fault == "lost":
            raise httpx.ReadError("gone", request=request)
        return response


def exchange(**options) -> Exchange:
    """An exchange of one market that all tests share, which only makes it quicker."""
    return Exchange(MARKET, Limits(), **options)


def okx(
    clock: VirtualClock | None = None,
    *,
    draw: Callable[[httpx.Request], httpx.Response | Exception | str | None]
    | None = None,
    latency: float = 0.0,
    of: Exchange | None = None,
    **options,
) -> AsyncClient:
    """A client of a sandbox in memory."""
    clock = clock or VirtualClock()
    transport: httpx.AsyncBaseTransport = MemoryTransport(
        of or exchange(), clock, latency
    )
    if draw is not None:
        transport = Faults(transport, draw)
    return AsyncClient(
        env="sandbox",
        base_url="http://127.0.0.1:1",
        transport=transport,
        clock=clock,
        **options,
    )
