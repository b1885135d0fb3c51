"""A transport without a network: it asks an exchange of the sandbox, in this process."""

from __future__ import annotations

from typing import Protocol

import anyio.lowlevel
import httpx
from attrs import define

from okx_sdk.sandbox.exchange import Call, Exchange

__all__ = ["MemoryTransport"]


class Time(Protocol):
    """What tells the exchange's time and lets it pass."""

    def time(self) -> float:
        """Seconds since 1970."""
        ...

    async def sleep(self, seconds: float) -> None:
        """Let so much time pass."""


@define
class MemoryTransport(httpx.AsyncBaseTransport):
    """Answers as a sandbox would over a socket; give it to a client as *transport*.

    Args:
        exchange: what answers.
        clock: the exchange's time.
        latency: seconds that each way takes.
    """

    exchange: Exchange
    clock: Time
    latency: float = 0.0

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """The answer to one request."""
        target: bytes = request.extensions.get("target", request.url.raw_path)
        path, _, query = target.decode("ascii").partition("?")
        call = Call(
            request.method,
            path,
            query,
            await request.aread(),
            request.headers,
            "memory",
        )
        await self._pass()
        answer = self.exchange.answer(call, self.clock.time())
        await self._pass()
        return httpx.Response(
            answer.status,
            headers={
                "content-type": answer.content_type,
                "content-length": str(len(answer.body)),
            },
            stream=httpx.ByteStream(answer.body),
            request=request,
        )

    async def _pass(self) -> None:
        if self.latency:
            await self.clock.sleep(self.latency)
        else:
            await anyio.lowlevel.checkpoint()
