"""A live stream as its reader sees it: rows to iterate, gaps told, state readable."""

from __future__ import annotations

import logging
from collections import deque
from collections.abc import AsyncIterator, Callable, Iterable, Sequence
from types import TracebackType
from typing import Any, Generic, Literal, Self, TypeVar

from okx_sdk.engine.bell import Bell
from okx_sdk.engine.inbox import Inbox
from okx_sdk.engine.mending import Mending
from okx_sdk.engine.wanted import Host, Repair
from okx_sdk.errors import (
    GapDetected,
    InvalidArgument,
    OkxError,
    SlowConsumer,
    StreamError,
)
from okx_sdk.protocol.buffers import Gap, Overrun
from okx_sdk.protocol.channel import Arg, Channel, Key, Policy, key_of

__all__ = ["OnGap", "State", "Subscription"]

T = TypeVar("T")

OnGap = Literal["log", "raise"]
State = Literal["new", "opening", "live", "interrupted", "closed", "failed"]

logger = logging.getLogger("okx_sdk.stream")

MENDED_CAPACITY = 8_192
"""Rows that may wait where a reader has to wait for REST."""

_OVER = frozenset({"closed", "failed"})


class Subscription(AsyncIterator[T], Generic[T]):
    """Rows of one channel, for one or several instruments, as they come.

    Use it with `async with`; or iterate it directly, and it is released when nobody
    holds it any longer or the client closes. A reconnect is made by itself; the time
    that may lack data is logged, kept in `gaps`, and given in its place by `with_gaps`:
    one gap for each instrument and interruption.

    Raises, while iterating:
        SlowConsumer: the reader fell behind a channel that must not drop anything.
        GapDetected: data may be missing, and the stream was asked to raise for it.
        ClientClosed: the client of the stream was closed.
        OkxError: the exchange refused the subscription, or ended it for good.
    """

    def __init__(
        self,
        host: Host,
        channel: Channel,
        args: Sequence[Arg],
        *,
        on_gap: OnGap = "log",
        policy: Policy | None = None,
    ) -> None:
        self.channel = channel
        self.state: State = "new"
        self.gaps: deque[Gap] = deque(maxlen=1_000)
        self.host = host
        self.attend: Callable[[Subscription[T]], None] = lambda _: None
        """Called with the stream itself, once it is live."""
        self._args = {key_of(arg): arg for arg in args}
        self._example = args[0]
        self._on_gap = on_gap
        self._inbox: Inbox[T] = Inbox(channel, policy)
        self._bell = Bell()
        self._error: OkxError | None = None
        self._taken: deque[T | Gap] = deque()
        self._mending: Mending[T] = Mending()
        self._lost: set[Key] = set()

    def __repr__(self) -> str:
        names = ", ".join(self.inst_ids[:3]) + (", …" if len(self._args) > 3 else "")
        return f"<Subscription {self.channel} {names} {self.state}>"

    def reporting(self, on_gap: OnGap) -> Self:
        """The same stream, which logs its gaps, or raises `GapDetected` for one."""
        self._on_gap = on_gap
        return self

    def repaired_by(self, repair: Repair[T]) -> Self:
        """The same stream, in which what a gap has cost follows that gap."""
        self._mending.repair = repair
        if self.channel.policy == "fail_closed":
            self._inbox.capacity = MENDED_CAPACITY
        return self

    @property
    def inst_ids(self) -> tuple[str, ...]:
        """The instruments it has now, where the channel is by instrument."""
        return tuple(
            str(arg.get("instId") or arg.get("sprdId"))
            for arg in self._args.values()
            if "instId" in arg or "sprdId" in arg
        )

    @property
    def waiting(self) -> int:
        """Rows that came and were not read yet."""
        return len(self._inbox) + len(self._taken)

    @property
    def received(self) -> int:
        """Rows that came."""
        return self._inbox.received

    @property
    def dropped(self) -> int:
        """Rows that came and were dropped because the reader was too slow."""
        return self._inbox.dropped

    @property
    def undecoded(self) -> int:
        """Rows that came and could not be read."""
        return self._inbox.undecoded

    async def add(self, *inst_ids: str) -> None:
        """Have more instruments; returns once they are live."""
        if self.state in _OVER:
            raise StreamError("this stream is over: begin another") from self._error
        args = self._args_of(inst_ids)
        new = {key: arg for key, arg in args.items() if key not in self._args}
        self._args.update(new)
        try:
            if self.state != "new":
                await self.host.attach(self, self.channel, list(new.values()))
                await self._begin(inst_ids)
        except BaseException:
            self._give_up(new.values())
            raise

    async def remove(self, *inst_ids: str) -> None:
        """Have these instruments no more."""
        self._give_up(self._args_of(inst_ids).values())

    def _give_up(self, args: Iterable[Arg]) -> None:
        """Nothing of these is wanted here any more."""
        for arg in args:
            self._args.pop(key_of(arg), None)
            self.host.detach(self, [arg])
            self._settle(arg)

    def _args_of(self, inst_ids: Sequence[str]) -> dict[Key, Arg]:
        name = "sprdId" if "sprdId" in self._example else "instId"
        if name not in self._example:
            raise InvalidArgument(f"{self.channel.name} is not by instrument")
        args = [{**self._example, name: inst_id} for inst_id in inst_ids]
        return {key_of(arg): arg for arg in args}

    # The reader's side.

    async def open(self) -> None:
        """Subscribe, and wait until the exchange has acknowledged all of it."""
        if self.state != "new":
            return
        self.state = "opening"
        try:
            await self.host.attach(self, self.channel, list(self._args.values()))
            if self.state == "opening":  # or it was closed meanwhile
                await self._begin(self.inst_ids)
        except OkxError as error:
            self._fail(error)
            raise
        except BaseException:
            if self.state == "opening":
                self.state = "new"  # it was cancelled: it may be opened yet
                self.host.detach(self, list(self._args.values()))
                self._lost.clear()
            raise
        finally:
            self._bell.ring()
        if self.state == "opening":
            self._inbox.taken_at = self.host.time()
            self.state = "live"
            self._resume()
            self.attend(self)

    async def _begin(self, inst_ids: Sequence[str]) -> None:
        """Have what there is to begin with, before what is pushed."""
        if self._mending.repair is not None:
            self._taken.extend(await self._mending.repair.begin(inst_ids))
            self._bell.ring()

    async def aclose(self) -> None:
        """Unsubscribe; what waits can still be read."""
        self.release()

    def release(self) -> None:
        """As `aclose`, from the thread of the event loop, without waiting."""
        if self.state not in _OVER:
            self.state = "closed"
            self.host.detach(self, list(self._args.values()))
            self._mending.end()
        self._bell.ring()

    async def __aenter__(self) -> Self:
        await self.open()
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        await self.aclose()

    def __aiter__(self) -> Self:
        return self

    async def __anext__(self) -> T:
        while True:
            item = await self._next()
            if not isinstance(item, Gap):
                return item

    def with_gaps(self) -> AsyncIterator[T | Gap]:
        """The rows, and a `Gap` wherever data may be missing."""
        return _WithGaps(self)

    def was_recovered(self, row: T) -> bool:
        """Whether a row was fetched because of a gap, and not pushed.

        Such rows follow their gap. Ask soon: of so many the last 4,096 are known.
        """
        return row in self._mending.recovered

    async def _next(self) -> T | Gap:
        if not self._taken and not await self._take():
            raise StopAsyncIteration
        return self._taken.popleft()

    async def next_batch(self) -> list[T]:
        """Everything that waits, and at least one row; an empty list at the end."""
        while True:
            if not self._taken and not await self._take():
                return []
            rows = [item for item in self._taken if not isinstance(item, Gap)]
            self._taken.clear()
            if rows:
                return rows

    async def handover(self) -> list[T]:
        """`next_batch` for a reader in another thread, in values that change no more."""
        return await self.next_batch()

    async def _take(self) -> bool:
        """Wait for what comes, and take all of it; false at the end."""
        while not self._taken:
            if not len(self._mending) and not await self._wait():
                return False
            await self._mending.mend(self.host.spawn, self._taken)
            self._resume()
        return True

    async def _wait(self) -> bool:
        """Wait until something is in the buffer, and empty it; false at the end."""
        while not len(self._inbox) and not self._taken:
            if self.state == "new":
                await self.open()
                continue
            if self._error is not None:
                raise self._error
            if self.state in _OVER:
                return False
            self.host.check()
            await self._bell.heard()
        self._mending.take([*self._missed(), *self._inbox.take(self.host.time())])
        return True

    def _missed(self) -> list[Gap]:
        """What was dropped since the reader last came, as a gap before the rest."""
        gap = self._inbox.missed(self.host.time(), self.inst_ids)
        if gap is None:
            return []
        self.gaps.append(gap)
        if self._on_gap == "raise":
            self._inbox.take(self.host.time())
            error = GapDetected(f"{self.channel}: {gap.dropped} rows: {gap.cause}")
            self._fail(error)
            raise error
        logger.warning("%s: %d rows were dropped: %s", self, gap.dropped, gap.cause)
        return [gap]

    # The connection's side.

    def push(self, arg: Arg, rows: Sequence[Any], action: str | None) -> None:
        """Rows came for one of the arguments."""
        try:
            self._inbox.push(arg, rows, action)
        except Overrun:
            self._overrun()
        self._bell.ring()

    def _put(self, key: Any, value: Any) -> None:
        try:
            self._inbox.put(key, value)
        except Overrun:
            self._overrun()

    def _overrun(self) -> None:
        waiting = f"{self._inbox.capacity} rows of {self.channel} wait to be read"
        self._fail(SlowConsumer(waiting))

    def interrupted(self, arg: Arg, cause: str) -> None:  # noqa: ARG002 - books use it
        """What carries an argument is lost, and another one is on its way."""
        self._lost.add(key_of(arg))
        if self.state == "live":
            self.state = "interrupted"

    def _settle(self, arg: Arg) -> None:
        """An argument is not interrupted any more."""
        self._lost.discard(key_of(arg))
        self._resume()

    def _resume(self) -> None:
        """Be live, if nothing is lost, nor has to be fetched yet."""
        if self.state in {"live", "interrupted"}:
            is_whole = not self._lost and self._mending.is_whole
            self.state = "live" if is_whole else "interrupted"

    def gap(self, arg: Arg, gap: Gap) -> None:
        """Data may be missing for a piece of time, which is over now.

        With a repair, the stream is live once its reader has come for what is missing.
        """
        self._mending.tell()
        self._settle(arg)
        self.gaps.append(gap)
        if self._on_gap == "raise":
            self._fail(GapDetected(f"{self.channel}: {gap.cause}"))
            return
        logger.warning("%s: data may be missing: %s", self, gap.cause)
        self._put(None, gap)
        self._bell.ring()

    def fail(self, error: OkxError) -> None:
        """The stream is over, and its reader has to be told why."""
        self._fail(error)

    def _fail(self, error: OkxError) -> None:
        if self.state not in _OVER:
            self.state, self._error = "failed", error
            self.host.detach(self, list(self._args.values()))
            self._mending.end()
        self._bell.ring()

    def refuse(self, arg: Arg, error: OkxError) -> None:
        """One of the arguments was refused; the others live on."""
        self._args.pop(key_of(arg), None)
        self._settle(arg)
        if not self._args:
            self._fail(error)
        elif self.state != "opening":  # else it is raised there
            logger.warning("%s: %s", self, error)

    def adopts(self, arg: Arg, other: object) -> bool:  # noqa: ARG002 - books do
        """Whether another reader of the same has what a snapshot would bring."""
        return False


class _WithGaps(AsyncIterator[T | Gap], Generic[T]):
    def __init__(self, subscription: Subscription[T]) -> None:
        self._subscription = subscription

    async def __anext__(self) -> T | Gap:
        return await self._subscription._next()  # noqa: SLF001 # pyright: ignore[reportPrivateUsage] - the same module
