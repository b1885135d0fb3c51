"""A live stream as its reader sees it: rows to iterate, gaps told, state readable."""

from __future__ import annotations

import logging
from collections import deque
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import AbstractAsyncContextManager
from datetime import datetime
from types import TracebackType
from typing import Any, Generic, Literal, Protocol, Self, TypeVar

import anyio
import attrs

from okx_sdk.errors import (
    ClientClosed,
    GapDetected,
    InvalidArgument,
    OkxError,
    SlowConsumer,
)
from okx_sdk.protocol.buffers import Buffer, Gap, Overrun
from okx_sdk.protocol.channel import Arg, Channel, Policy, key_of
from okx_sdk.protocol.codec import converter, fault

__all__ = ["OnGap", "State", "Subscription"]

T = TypeVar("T")

OnGap = Literal["log", "raise"]
Decode = Callable[[Any, Arg, str | None], Any]
State = Literal["new", "opening", "live", "interrupted", "closed", "failed"]

logger = logging.getLogger("okx_sdk.stream")


class Host(Protocol):
    """What keeps the connections: the hub of a client."""

    async def attach(self, sink: Any, channel: Channel, args: Sequence[Arg]) -> None:
        """Have these arguments for the sink; returns once they are live."""
        ...

    def detach(self, sink: Any, args: Sequence[Arg]) -> None:
        """Have them no more."""

    def date(self) -> datetime:
        """The date, by this machine's clock."""
        ...

    def entering(self) -> AbstractAsyncContextManager[None]:
        """What has to be entered for streams to live."""
        ...


class Subscription(AsyncIterator[T], Generic[T]):
    """Rows of one channel, for one or several instruments, as they come.

    Use it with `async with`; or iterate it directly, and it is released when the
    client closes. A reconnect is repaired by itself; the time that may lack data is
    logged, kept in `gaps`, and given in its place by `with_gaps`.

    Raises, while iterating:
        SlowConsumer: the reader fell behind a channel that must not drop anything.
        GapDetected: data may be missing, and the stream was asked to raise for it.
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
        self.received = 0
        self.undecoded = 0
        self.host = host
        self._args = {key_of(arg): arg for arg in args}
        self._on_gap = on_gap
        self._decode = decoder(channel)
        self._buffer: Buffer[T | Gap] = Buffer(policy or channel.policy)
        self._ready = anyio.Event()
        self._error: OkxError | None = None
        self._taken: deque[T | Gap] = deque()
        self._behind: tuple[datetime, int] | None = None

    def __repr__(self) -> str:
        names = ", ".join(self.inst_ids[:3]) + (", …" if len(self._args) > 3 else "")
        return f"<Subscription {self.channel} {names} {self.state}>"

    def reporting(self, on_gap: OnGap) -> Self:
        """The same stream, which logs its gaps, or raises `GapDetected` for one."""
        self._on_gap = on_gap
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
        return len(self._buffer) + len(self._taken)

    @property
    def dropped(self) -> int:
        """Rows that came and were dropped because the reader was too slow."""
        return self._buffer.dropped

    async def add(self, *inst_ids: str) -> None:
        """Have more instruments; returns once they are live."""
        args = self._args_of(inst_ids)
        new = {key: arg for key, arg in args.items() if key not in self._args}
        self._args.update(new)
        try:
            if self.state != "new":
                await self.host.attach(self, self.channel, list(new.values()))
        except BaseException:
            for key in new:
                self._args.pop(key, None)
            raise

    async def remove(self, *inst_ids: str) -> None:
        """Have these instruments no more."""
        gone = [self._args.pop(key, None) for key in self._args_of(inst_ids)]
        self.host.detach(self, [arg for arg in gone if arg is not None])

    def _args_of(self, inst_ids: Sequence[str]) -> dict[Any, Arg]:
        model = next(iter(self._args.values()))
        name = "sprdId" if "sprdId" in model else "instId"
        if name not in model:
            raise InvalidArgument(f"{self.channel.name} is not by instrument")
        args = [{**model, name: inst_id} for inst_id in inst_ids]
        return {key_of(arg): arg for arg in args}

    # The reader's side.

    async def open(self) -> None:
        """Subscribe, and wait until the exchange has acknowledged all of it."""
        if self.state != "new":
            return
        self.state = "opening"
        try:
            await self.host.attach(self, self.channel, list(self._args.values()))
        except OkxError:
            self.state = "failed"
            raise
        if self.state == "opening":
            self.state = "live"

    async def aclose(self) -> None:
        """Unsubscribe; what waits can still be read."""
        self.release()

    def release(self) -> None:
        """As `aclose`, from the thread of the event loop, without waiting."""
        if self.state not in {"closed", "failed"}:
            self.state = "closed"
        self.host.detach(self, list(self._args.values()))
        self._ready.set()

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

    def __aiter__(self) -> AsyncIterator[T]:
        return self

    async def __anext__(self) -> T:
        while True:
            item = await self._next()
            if not isinstance(item, Gap):
                return item

    def with_gaps(self) -> AsyncIterator[T | Gap]:
        """The rows, and a `Gap` wherever data may be missing."""
        return _WithGaps(self)

    async def _next(self) -> T | Gap:
        if not self._taken:
            self._taken.extend(await self._batch())
        if not self._taken:
            raise StopAsyncIteration
        return self._taken.popleft()

    async def next_batch(self) -> list[T]:
        """Everything that waits, and at least one row; an empty list at the end."""
        while batch := [*self._taken] or await self._batch():
            self._taken.clear()
            rows = [item for item in batch if not isinstance(item, Gap)]
            if rows:
                return rows
        return []

    async def handover(self) -> list[T]:
        """`next_batch` for a reader in another thread, in values that change no more."""
        return await self.next_batch()

    async def _batch(self) -> list[T | Gap]:
        await self.open()
        while not len(self._buffer):
            if self._error is not None:
                raise self._error
            if self.state in {"closed", "failed"}:
                return []
            self._ready = anyio.Event()
            await self._ready.wait()
        return [*self._missed(), *self._buffer.take()]

    def _missed(self) -> list[Gap]:
        """What was dropped since the reader last came, as a gap before the rest."""
        if self._behind is None:
            return []
        (start, before), self._behind = self._behind, None
        dropped = self._buffer.dropped - before
        gap = Gap(start, self.host.date(), "the reader was too slow", (), dropped)
        self.gaps.append(gap)
        if self._on_gap == "raise":
            raise GapDetected(f"{self.channel}: {dropped} rows dropped: {gap.cause}")
        logger.warning("%s: %d rows were dropped: %s", self, dropped, gap.cause)
        return [gap]

    # The connection's side.

    def push(self, arg: Arg, rows: Sequence[Any], action: str | None) -> None:
        """Rows came for one of the arguments."""
        key = arg.get("instId") or arg.get("sprdId")
        for row in rows:
            if not row:
                continue  # the exchange sends empty rows where there is nothing
            self.received += 1
            try:
                value = self._decode(row, arg, action)
            except Exception:
                self._complain(row)
                continue
            self._put(key if key is not None else self._conflated_by(value), value)
        self._ready.set()

    def _put(self, key: Any, value: T) -> None:
        dropped = self._buffer.dropped
        try:
            self._buffer.put(key, value)
            if self._buffer.dropped > dropped and self._behind is None:
                self._behind = self.host.date(), dropped
        except Overrun:
            self.fail(
                SlowConsumer(
                    f"{self._buffer.capacity} rows of {self.channel} wait to be read"
                )
            )

    def _conflated_by(self, value: object) -> Any:
        return getattr(value, "inst_id", None)

    def _complain(self, row: object) -> None:
        """A row that cannot be read: the stream goes on, and says so once."""
        self.undecoded += 1
        if self.undecoded == 1:
            field, reason = fault(row, self.channel.model)
            logger.warning("%s: a row was passed over: %s %s", self, field, reason)

    def interrupted(self, arg: Arg, cause: str) -> None:
        """What carries an argument is lost, and another one is on its way."""
        if self.state == "live":
            self.state = "interrupted"

    def gap(self, gap: Gap) -> None:
        """Data may be missing for a piece of time, which is over now."""
        self.gaps.append(gap)
        if self.state == "interrupted":
            self.state = "live"
        if self._on_gap == "raise":
            self.fail(GapDetected(f"{self.channel}: {gap.cause}"))
            return
        logger.warning("%s: data may be missing: %s", self, gap.cause)
        self._buffer.mark(gap)
        self._ready.set()

    def fail(self, error: OkxError) -> None:
        """The stream is over, and its reader has to be told why."""
        if self.state not in {"closed", "failed"}:
            self.state = "failed"
            self._error = error
            self.host.detach(self, list(self._args.values()))
        self._ready.set()

    def refuse(self, arg: Arg, error: OkxError) -> None:
        """One of the arguments was refused; the others live on."""
        self._args.pop(key_of(arg), None)
        if not self._args:
            self.fail(error)
        elif self.state != "opening":  # else it is raised there
            logger.warning("%s: %s", self, error)

    def end(self) -> None:
        """The client is closed."""
        if self._error is None and self.state != "closed":
            self._error = ClientClosed("the client of this stream was closed")
            self.state = "failed"
        self._ready.set()


class _WithGaps(AsyncIterator[T | Gap], Generic[T]):
    def __init__(self, subscription: Subscription[T]) -> None:
        self._subscription = subscription

    async def __anext__(self) -> T | Gap:
        return await self._subscription._next()  # noqa: SLF001 - the same module


def decoder(channel: Channel) -> Decode:
    """What makes a value of one row of a channel, with what its message says beside it."""
    model = channel.model
    hook = converter.get_structure_hook(model)
    prefix = channel.name.partition("{")[0]
    is_candle = "{bar}" in channel.name
    names = {"instId": "inst_id", "sprdId": "sprd_id"}

    def from_object(row: Any, arg: Arg, action: str | None) -> Any:
        for name in ("instId", "sprdId"):
            if name in arg and name not in row:
                row = {**row, name: arg[name]}
        return hook(row if action is None else {**row, "action": action}, model)

    def from_array(row: Any, arg: Arg, _: str | None) -> Any:
        said = {names[wire]: arg[wire] for wire in names if wire in arg}
        if is_candle:
            said["bar"] = str(arg["channel"]).removeprefix(prefix)
        return attrs.evolve(hook(row, model), **said)

    def decode(row: Any, arg: Arg, action: str | None) -> Any:
        if isinstance(row, dict):
            return from_object(row, arg, action)
        return from_array(row, arg, action)

    return decode
