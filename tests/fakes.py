"""A clock that jumps, and a transport that answers what it is told to."""

from __future__ import annotations

import heapq
import itertools
from collections.abc import AsyncIterator, Callable, Iterable, Mapping
from contextlib import asynccontextmanager

import anyio
import anyio.lowlevel
import orjson
from attrs import Factory, define, frozen

from okx_sdk.protocol.envelope import Reply
from okx_sdk.protocol.request import Request

START = 1_700_000_000.0


class VirtualClock:
    """Time passes when all tasks wait for it: by itself if one task is all there is."""

    def __init__(self, wall: float = START) -> None:
        self.now = 0.0
        self.wall = wall
        self.slept: list[float] = []
        self.moves = 0
        self._sleepers: list[tuple[float, int, anyio.Event]] = []
        self._order = itertools.count()
        self._shared = False

    def monotonic(self) -> float:
        return self.now

    def time(self) -> float:
        return self.wall + self.now

    async def sleep(self, seconds: float) -> None:
        assert 0 <= seconds < float("inf")
        self.slept.append(seconds)
        self.moves += 1
        if not self._shared:
            await anyio.lowlevel.checkpoint()
            self.now += seconds
            return
        event = anyio.Event()
        heapq.heappush(self._sleepers, (self.now + seconds, next(self._order), event))
        await event.wait()
        self.moves += 1

    @asynccontextmanager
    async def shared(self) -> AsyncIterator[None]:
        """Several tasks sleep: time goes to the next of them when none can run."""
        self._shared = True
        async with anyio.create_task_group() as group:
            group.start_soon(self._drive)
            yield
            group.cancel_scope.cancel()

    async def _drive(self) -> None:
        quiet, seen = 0, -1
        while True:
            await anyio.lowlevel.checkpoint()
            quiet = quiet + 1 if self.moves == seen else 0
            seen = self.moves
            if quiet < 6 or not self._sleepers:
                continue
            quiet, self.now = 0, self._sleepers[0][0]
            while self._sleepers and self._sleepers[0][0] <= self.now:
                heapq.heappop(self._sleepers)[2].set()


def envelope(
    data: object = (), code: str = "0", msg: str = "", **more: object
) -> bytes:
    """The exchange's JSON around some data."""
    return orjson.dumps({"code": code, "msg": msg, "data": data, **more})


def reply(
    body: bytes | None = None,
    status: int = 200,
    headers: Mapping[str, str] | None = None,
) -> Reply:
    """An answer; without a body one that says that all is well."""
    return Reply(status, headers or {}, envelope() if body is None else body)


def refusal(code: str, status: int = 200, **headers: str) -> Reply:
    """An answer of the exchange with a code that is not 0."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return reply(envelope([], code, "no"), status, named)


@frozen
class Sent:
    """One request as the transport got it."""

    request: Request
    headers: Mapping[str, str]
    timeout: float | None
    at: float


Answer = Reply | Exception | type[Exception]


@define
class FakeTransport:
    """Gives its answers one after another, the last for ever; or asks *answer*."""

    clock: VirtualClock
    answers: Iterable[Answer] = (reply(),)
    answer: Callable[[Sent], Answer] | None = None
    latency: float = 0.0
    sent: list[Sent] = Factory(list)
    is_closed: bool = False

    def __attrs_post_init__(self) -> None:
        answers = list(self.answers)
        self.answers = itertools.chain(answers, itertools.repeat(answers[-1]))

    async def send(
        self, request: Request, headers: Mapping[str, str], timeout: float | None
    ) -> Reply:
        sent = Sent(request, dict(headers), timeout, self.clock.monotonic())
        self.sent.append(sent)
        answer = self.answer(sent) if self.answer else next(iter(self.answers))
        if self.latency:
            await self.clock.sleep(self.latency)
        else:
            await anyio.lowlevel.checkpoint()
        if isinstance(answer, type):
            raise answer("by the fake")
        if isinstance(answer, Exception):
            raise answer
        return answer

    async def aclose(self) -> None:
        await anyio.lowlevel.checkpoint()
        self.is_closed = True
