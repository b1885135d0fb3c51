"""A REST call, top to bottom: pace, sign, send, decode, and try again."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Awaitable, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from math import inf, isfinite
from types import TracebackType
from typing import Any, Protocol, TypeVar

import attrs
from anyio.lowlevel import RunVar
from attrs import define, field, frozen

from okx_sdk.credentials import Credentials
from okx_sdk.engine.clock import Chance, Clock, ServerClock, SystemClock, chance
from okx_sdk.engine.upkeep import UNAWARE, Upkeep
from okx_sdk.errors import (
    CredentialsMissing,
    OkxError,
    Outcome,
    RateLimited,
    TimestampExpired,
    TransportError,
    TurnTooLate,
)
from okx_sdk.protocol.endpoint import Endpoint
from okx_sdk.protocol.envelope import Reply, open_envelope
from okx_sdk.protocol.pacing import Demand, Pacer, Ticket
from okx_sdk.protocol.request import Request
from okx_sdk.protocol.retry import Again, Quota, RetryPolicy, verdict
from okx_sdk.protocol.signing import Headers, rest_headers

__all__ = ["Expiry", "Options", "RestEngine", "Transport"]

T = TypeVar("T")

UNPACED_PAUSE = 2.0
"""Seconds to wait after a refusal of what no pacer holds back: a usual window."""

MAYBE = "it may have been done all the same: look before it is sent again"
"""Of what is sent once, where no answer came."""


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


def _require_turn(comes_in_time: bool, delay: float) -> None:
    if not comes_in_time:
        raise TurnTooLate(f"the limits are used up for {delay:.1f} s")


@define
class Expiry:
    """How long the exchange may take to process one request, from its sending on.

    *at* is when that ends, in seconds since 1970 by the exchange's clock, and *sent_at*
    the earliest that it can have begun; they are set whenever the request leaves.
    *before* is told of both first: if it raises, the request does not leave.
    """

    ttl: float
    before: Callable[[float, float], None] | None = None
    at: float | None = None
    sent_at: float = inf

    def stamp(self, now: float, error: float) -> str:
        """What the request says, in ms; by now the exchange's clock is *now* ± *error*."""
        ms = int((now + error + self.ttl) * 1000)
        if self.before is not None:
            self.before(ms / 1000, now - error)
        self.at, self.sent_at = ms / 1000, now - error
        return str(ms)


@frozen
class Options:
    """What a caller may set for some calls and not for others.

    *latest* is until when a request may wait for its turn, by the clock that never
    goes back.
    """

    timeout: float | None = None
    retry: RetryPolicy = field(factory=RetryPolicy)
    expiry: Expiry | None = None
    latest: float = inf


_pacers: RunVar[dict[str, Pacer]] = RunVar("okx_sdk_pacers")


def _pacer_of(host: str) -> Pacer:
    """Limits are counted by address, so the clients of an event loop share them."""
    try:
        pacers = _pacers.get()
    except LookupError:
        _pacers.set(pacers := {})
    return pacers.setdefault(host, Pacer())


async def granted(
    pacer: Pacer, demands: Sequence[Demand], clock: Clock, latest: float = inf
) -> Ticket:
    """Wait for a place in every bucket; leave all queues if that is cancelled.

    Raises:
        TurnTooLate: that would be after *latest*, by the clock that never goes back.
    """
    ticket = pacer.join(demands)
    try:
        while delay := pacer.wait(ticket, clock.monotonic()):
            _require_turn(clock.monotonic() + delay <= latest, delay)
            await clock.sleep(delay)
    except BaseException:
        pacer.leave(ticket)
        raise
    return ticket


class _Paced:
    """Waits for a place in every bucket, holds it, and tells when the answer came.

    Entering it gives when that was, by the clock that never goes back.
    """

    def __init__(
        self, pacer: Pacer, demands: Sequence[Demand], clock: Clock, latest: float
    ) -> None:
        self._pacer, self._demands = pacer, demands
        self._clock, self._latest = clock, latest
        self._ticket: Ticket | None = None

    async def __aenter__(self) -> float:
        self._ticket = ticket = await granted(
            self._pacer, self._demands, self._clock, self._latest
        )
        return ticket.sent

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        assert self._ticket is not None, "it was entered"
        now = self._clock.monotonic()
        if isinstance(error, RateLimited):
            self._pacer.refuse(self._ticket, now)
        answered = error is None or (
            isinstance(error, OkxError) and not isinstance(error, TransportError)
        )
        self._pacer.settle(self._ticket, now, answered=answered)


def _annotate(error: OkxError, request: Request, tries: int, elapsed: float) -> None:
    if tries > 1:
        error.add_note(f"tried {tries} times in {elapsed:.1f} s")
    if not request.repeatable and error.outcome is Outcome.UNKNOWN:
        error.add_note(MAYBE)


@define
class RestEngine:
    """Makes calls over one transport, which is opened when first needed.

    Args:
        connect: opens the transport and tells the host it leads to.
        credentials: what signs; without them only public endpoints can be called.
        headers: sent with every request.
        server: the exchange's time, by which requests are signed.
        upkeep: knows whether a failure is maintenance.
    """

    connect: Callable[[], Awaitable[tuple[str, Transport]]]
    credentials: Credentials | None = None
    headers: Mapping[str, str] = field(factory=dict[str, str])
    clock: Clock = field(factory=SystemClock)
    server: ServerClock | None = None
    chance: Chance = chance
    options: Options = field(factory=Options)
    quota: Quota = field(factory=Quota)
    upkeep: Upkeep = UNAWARE
    _met: tuple[Transport, Pacer] | None = field(default=None, init=False)

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
        if request.signing == "always":
            self.require_key(name)
        upkeep = self._upkeep(request)
        upkeep.require(name)
        transport, pacer = await self._connected()
        start, attempt, refusals, set_right = None, 0, 0, False
        while True:
            attempt += 1
            try:
                async with _Paced(
                    pacer, demands, self.clock, self.options.latest
                ) as at:
                    if start is None:  # the wait for its turn is no part of the trying
                        start = at
                    headers = self._headers(request)
                    reply = await transport.send(request, headers, self.options.timeout)
                    rows = read(reply)
            except OkxError as error:
                error.endpoint = error.endpoint or name
                if not set_right and await self._mends_clock(request, error):
                    set_right = True
                    continue
                await upkeep.judge(error, name)
                elapsed = 0.0 if start is None else self.clock.monotonic() - start
                pause = 0.0 if demands else UNPACED_PAUSE
                # To be refused for the rate uses up none of the tries, nor they of it.
                is_refusal = isinstance(error, RateLimited)
                refusals += is_refusal
                count = refusals if is_refusal else attempt - refusals
                match self._judge(request, error, count, elapsed, pause):
                    case Again(delay):
                        await self.clock.sleep(delay)
                    case _:
                        _annotate(error, request, attempt, elapsed)
                        raise
            else:
                self.quota.give()
                upkeep.works(name)
                return rows

    def _upkeep(self, request: Request) -> Upkeep:
        """What knows of maintenance, for reads; who asks only once has a reason to."""
        is_patient = self.options.retry.tries > 1
        return self.upkeep if request.method == "GET" and is_patient else UNAWARE

    @asynccontextmanager
    async def turn(
        self, endpoint: Endpoint, arguments: Mapping[str, Any]
    ) -> AsyncGenerator[None]:
        """Hold what a call takes of its limits, for one that goes another way."""
        _, pacer = await self._connected()
        demands = endpoint.demands(arguments, self._who)
        paced = _Paced(pacer, demands, self.clock, self.options.latest)
        async with paced:
            yield

    async def _connected(self) -> tuple[Transport, Pacer]:
        """The transport, and what paces it: the two belong to one event loop."""
        host, transport = await self.connect()
        if self._met is None or self._met[0] is not transport:
            self._met = transport, _pacer_of(host)
        return self._met

    async def _mends_clock(self, request: Request, error: OkxError) -> bool:
        """Whether it failed by our clock alone: then the exchange did not look at it.

        What asks for the time is not signed by it, and what moves funds is sent once.
        """
        if self.server is None or not isinstance(error, TimestampExpired):
            return False
        if request.signing == "never" or request.moves_funds:
            return False
        await self.server.measure()
        return True

    def require_key(self, name: str) -> None:
        """Have something to sign a private request with.

        Raises:
            CredentialsMissing: there is no key.
        """
        if self.credentials is None:
            raise CredentialsMissing(
                "it is private, and this client has no key", endpoint=name
            )

    def _headers(self, request: Request) -> Headers:
        headers = Headers(self.headers)
        if request.signing != "never" and self.credentials is not None:
            now = self.server.estimate() if self.server else self.clock.time()
            headers |= rest_headers(
                self.credentials, request.method, request.path, request.body, now
            )
        if self.options.expiry is not None:
            headers["expTime"] = self.stamped(self.options.expiry)
        return headers

    def stamped(self, expiry: Expiry) -> str:
        """The time in ms until which what is sent now may be processed."""
        server = self.server
        if server is None:
            return expiry.stamp(self.clock.time(), 0.0)
        error = server.error if isfinite(server.error) else 0.0
        return expiry.stamp(server.estimate(), error)

    def _judge(
        self,
        request: Request,
        error: OkxError,
        attempt: int,
        elapsed: float,
        pause: float,
    ) -> Again | None:
        """Only what may be made twice is made again: what trades is never resent."""
        if not request.repeatable:
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
        user = self.credentials.alias if self.credentials else "anyone"
        shared = user if self.credentials else "this address"
        return {
            "ip": "this address",
            "user": user,
            "master_user": user,
            "user_or_ip": shared,
        }
