"""A REST call, top to bottom: pace, sign, send, decode, and try again."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Awaitable, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from typing import Any, Protocol, TypeVar

import attrs
from anyio.lowlevel import RunVar
from attrs import define, field, frozen

from okx_sdk.credentials import Credentials
from okx_sdk.engine.clock import Chance, Clock, SystemClock, chance
from okx_sdk.errors import CredentialsMissing, OkxError, RateLimited, TransportError
from okx_sdk.protocol.endpoint import Endpoint
from okx_sdk.protocol.envelope import Reply, open_envelope
from okx_sdk.protocol.pacing import Demand, Pacer, Ticket
from okx_sdk.protocol.request import Request
from okx_sdk.protocol.retry import Again, Quota, RetryPolicy, verdict
from okx_sdk.protocol.signing import Headers, rest_headers

__all__ = ["Options", "RestEngine", "Transport"]

T = TypeVar("T")

UNPACED_PAUSE = 2.0
"""Seconds to wait after a refusal of what no pacer holds back: a usual window."""


class Transport(Protocol):
    """What carries requests to one host."""

    async def send(
        self,
        request: Request,
        headers: Mapping[str, str],
        timeout: float | None,  # noqa: ASYNC109 - of each wait, not of the whole
    ) -> Reply:
        """Send one request and give the whole reply."""
        ...

    async def aclose(self) -> None:
        """Close all connections."""


@frozen
class Options:
    """What a caller may set for some calls and not for others."""

    timeout: float | None = None
    retry: RetryPolicy = field(factory=RetryPolicy)


_pacers: RunVar[dict[str, Pacer]] = RunVar("okx_sdk_pacers")


def _pacer_of(host: str) -> Pacer:
    """Limits are counted by address, so the clients of an event loop share them."""
    try:
        pacers = _pacers.get()
    except LookupError:
        _pacers.set(pacers := {})
    return pacers.setdefault(host, Pacer())


async def granted(pacer: Pacer, demands: Sequence[Demand], clock: Clock) -> Ticket:
    """Wait for a place in every bucket; leave all queues if that is cancelled."""
    ticket = pacer.join(demands)
    try:
        while delay := pacer.wait(ticket, clock.monotonic()):
            await clock.sleep(delay)
    except BaseException:
        pacer.leave(ticket)
        raise
    return ticket


@define
class RestEngine:
    """Makes calls over one transport, which is opened when first needed.

    Args:
        connect: opens the transport and tells the host it leads to.
        credentials: what signs; without them only public endpoints can be called.
        headers: sent with every request.
    """

    connect: Callable[[], Awaitable[tuple[str, Transport]]]
    credentials: Credentials | None = None
    headers: Mapping[str, str] = field(factory=dict[str, str])
    clock: Clock = field(factory=SystemClock)
    chance: Chance = chance
    options: Options = field(factory=Options)
    quota: Quota = field(factory=Quota)

    def with_options(self, options: Options) -> RestEngine:
        """An engine with other options on the same transport, limits and quota."""
        return attrs.evolve(self, options=options)

    async def call(self, endpoint: Endpoint, arguments: Mapping[str, Any]) -> Any:
        """What an endpoint gives for these arguments."""
        request = endpoint.request(arguments)
        demands = endpoint.demands(arguments, self._who)
        return await self._exchange(request, demands, endpoint.read, str(endpoint))

    async def request(self, request: Request) -> Any:
        """The data of any request at all, unpaced and as plain JSON."""
        name = f"{request.method} {request.path}".partition("?")[0]

        def read(reply: Reply) -> Any:
            return open_envelope(reply, name).get("data")

        return await self._exchange(request, (), read, name)

    async def _exchange(
        self,
        request: Request,
        demands: Sequence[Demand],
        read: Callable[[Reply], T],
        name: str,
    ) -> T:
        """Pace, sign, send and decode; and again, as long as the verdict says so."""
        self._require_key(request, name)
        host, transport = await self.connect()
        pacer = _pacer_of(host)
        start, attempt, refusals = self.clock.monotonic(), 0, 0
        while True:
            attempt += 1
            try:
                async with self._paced(pacer, demands):
                    if attempt == 1:  # the wait for its turn is no part of the trying
                        start = self.clock.monotonic()
                    headers = self._headers(request)
                    reply = await transport.send(request, headers, self.options.timeout)
                    rows = read(reply)
            except OkxError as error:
                error.endpoint = error.endpoint or name
                elapsed = self.clock.monotonic() - start
                pause = 0.0 if demands else UNPACED_PAUSE
                # To be refused for the rate uses up none of the tries, nor they of it.
                is_refusal = isinstance(error, RateLimited)
                refusals += is_refusal
                count = refusals if is_refusal else attempt - refusals
                match self._judge(request, error, count, elapsed, pause):
                    case Again(delay):
                        await self.clock.sleep(delay)
                    case _:
                        if attempt > 1:
                            error.add_note(f"tried {attempt} times in {elapsed:.1f} s")
                        raise
            else:
                self.quota.give()
                return rows

    @asynccontextmanager
    async def _paced(
        self, pacer: Pacer, demands: Sequence[Demand]
    ) -> AsyncGenerator[None]:
        """Wait for a place in every bucket, hold it, and tell when the answer came."""
        ticket = await granted(pacer, demands, self.clock)
        answered = False
        try:
            yield
            answered = True
        except OkxError as error:
            answered = not isinstance(error, TransportError)
            if isinstance(error, RateLimited):
                pacer.refuse(ticket, self.clock.monotonic())
            raise
        finally:
            pacer.settle(ticket, self.clock.monotonic(), answered=answered)

    def _require_key(self, request: Request, name: str) -> None:
        if request.signing == "always" and self.credentials is None:
            raise CredentialsMissing(
                "it is private, and this client has no key", endpoint=name
            )

    def _headers(self, request: Request) -> Headers:
        headers = Headers(self.headers)
        if request.signing != "never" and self.credentials is not None:
            now = self.clock.time()
            headers |= rest_headers(
                self.credentials, request.method, request.path, request.body, now
            )
        return headers

    def _judge(
        self,
        request: Request,
        error: OkxError,
        attempt: int,
        elapsed: float,
        pause: float,
    ) -> Again | None:
        """Only what reads is made again: what trades is never blindly resent."""
        if request.method != "GET":
            return None
        judged = verdict(
            error,
            attempt=attempt,
            elapsed=elapsed,
            policy=self.options.retry,
            quota=self.quota,
            chance=self.chance(),
            pause=pause,
        )
        return judged if isinstance(judged, Again) else None

    @property
    def _who(self) -> Mapping[str, str]:
        user = self.credentials.api_key if self.credentials else "anyone"
        shared = user if self.credentials else "this address"
        return {
            "ip": "this address",
            "user": user,
            "master_user": user,
            "user_or_ip": shared,
        }
