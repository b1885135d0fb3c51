"""One wire subscription, who shares it, and what it stands on: a socket, and sinks."""

from __future__ import annotations

import weakref
from collections.abc import Callable, Coroutine, Sequence
from contextlib import AbstractAsyncContextManager
from datetime import UTC, datetime
from typing import Any, Protocol, TypeVar

import anyio
from attrs import define, field

from okx_sdk.errors import OkxError
from okx_sdk.protocol.buffers import Gap, Seen
from okx_sdk.protocol.channel import Arg, Channel

__all__ = ["Gate", "Host", "Repair", "Sink", "Socket", "Wanted", "date_of"]

T = TypeVar("T")


def date_of(seconds: float) -> datetime:
    """The date of so many seconds since 1970."""
    return datetime.fromtimestamp(seconds, UTC)


class Socket(Protocol):
    """An open WebSocket."""

    async def send(self, message: str) -> None:
        """Send one text; raises `WebSocketClosed`."""

    async def receive_batch(self) -> Sequence[str | bytes]:
        """All messages that one read brought; raises `WebSocketClosed`."""
        ...

    async def aclose(self) -> None:
        """Close, politely and within a second."""


class Sink(Protocol):
    """Where rows go."""

    def push(self, arg: Arg, rows: Sequence[Any], action: str | None) -> None:
        """Rows came."""

    def interrupted(self, arg: Arg, cause: str) -> None:
        """What carries an argument is lost."""

    def gap(self, arg: Arg, gap: Gap) -> None:
        """Data may be missing for a time that is over now."""

    def refuse(self, arg: Arg, error: OkxError) -> None:
        """The exchange refused an argument."""

    def fail(self, error: OkxError) -> None:
        """All is over."""

    def adopts(self, arg: Arg, other: object) -> bool:
        """Whether another reader of the same has what a snapshot would bring."""
        ...


class Host(Protocol):
    """What keeps the connections: the hub of a client."""

    async def attach(self, sink: Any, channel: Channel, args: Sequence[Arg]) -> None:
        """Have these arguments for the sink; returns once they are live."""
        ...

    def detach(self, sink: Any, args: Sequence[Arg]) -> None:
        """Have them no more."""

    def time(self) -> float:
        """Seconds since 1970, by this machine's clock."""
        ...

    def check(self) -> None:
        """Raise where the client is closed, or belongs to another event loop."""

    def spawn(self, work: Callable[[], Coroutine[Any, Any, None]]) -> None:
        """Run something beside its caller, until the client is closed at most."""

    def entering(self) -> AbstractAsyncContextManager[None]:
        """What has to be entered for streams to live."""
        ...


class Repair(Protocol[T]):
    """What finds the rows that a stream lacks."""

    async def begin(self, inst_ids: Sequence[str]) -> Sequence[T]:
        """The rows to begin with, of these instruments or all: mostly none."""
        ...

    async def missing(self, gap: Gap) -> Sequence[T]:
        """The rows that a gap has cost."""
        ...

    def news(self, row: T, *, pushed: bool = False) -> T | None:
        """What of a row was not given yet, if anything; from now on it was."""
        ...


@define(eq=False)
class Gate:
    """Lets one connection at a time log in, until the key has proved to be good.

    So a key that is refused is refused once, however many connections want it.
    """

    error: OkxError | None = None
    is_proven: bool = False
    is_mistimed: bool = False
    """Whether a login was refused for its time: the next one should know it better."""
    _inside: object = None
    _waiting: list[Callable[[], None]] = field(
        factory=list[Callable[[], None]], init=False
    )

    def enter(self, who: object, wake: Callable[[], None]) -> bool:
        """Whether a login may be sent now; if not, *wake* is called in time."""
        if self.is_proven or self._inside in {None, who}:
            self._inside = who
            return True
        self._waiting.append(wake)
        return False

    def leave(self, who: object) -> None:
        """A login was answered, or will not be."""
        if self._inside is who:
            self._inside = None
            waiting, self._waiting = self._waiting, []
            for wake in waiting:
                wake()


@define(eq=False)
class Wanted:
    """One wire subscription and all who share it.

    Readers are held weakly: one that nobody holds is none. *epoch* is the connection
    that last brought data, *carried* the newest that has acknowledged it, *heard* when
    data came last, or it went live; *feed* hears the rows before the readers do.
    """

    channel: Channel
    arg: Arg
    live: anyio.Event = field(factory=anyio.Event)
    error: OkxError | None = None
    epoch: int = 0
    carried: int = 0
    heard: float = 0.0
    lost: tuple[float, str] | None = None
    seen: Seen = field(factory=Seen)
    confirmed: int = 0
    latest: tuple[Arg, Sequence[Any], str | None] | None = None
    sinks: tuple[weakref.ref[Sink], ...] = ()
    feed: Callable[[Sequence[Any]], None] | None = None

    @property
    def readers(self) -> list[Sink]:
        """Those that still are."""
        return [sink for ref in self.sinks if (sink := ref()) is not None]

    @property
    def is_replayed(self) -> bool:
        """Whether the last push says how things stand, to who comes later."""
        return self.channel.policy == "conflate" or self.channel.identity == "confirm"

    def admit(self, sink: Sink) -> None:
        """Have another reader."""
        self.sinks = (*self.sinks, weakref.ref(sink))

    def dismiss(self, sink: Sink | None = None) -> None:
        """Have a reader no more, nor those that nobody holds."""
        self.sinks = tuple(ref for ref in self.sinks if ref() not in (None, sink))

    def serves(self, sink: Sink) -> bool:
        """Whether it is one of the readers."""
        return any(ref() is sink for ref in self.sinks)

    def may_be_shared_with(self, sink: Sink) -> bool:
        """Whether a new reader lacks nothing for having come late.

        Where the exchange begins with a snapshot, that is gone; a book can be had of
        another reader that keeps it.
        """
        if self.channel.is_book:
            return any(sink.adopts(self.arg, other) for other in self.readers)
        return not self.channel.needs_login or self.channel.identity is not None

    def fresh(self, rows: Sequence[Any], epoch: int) -> Sequence[Any]:
        """The rows that were not given yet, by this connection or another."""
        identity = self.channel.identity
        is_old = epoch < self.epoch  # a newer connection has spoken
        if identity is None:
            if is_old:
                return ()
            self.epoch = epoch
            return rows
        if not is_old:
            self.epoch = epoch
        if identity == "confirm":
            return [row for row in rows if self._is_ahead(row, is_old=is_old)]
        names = identity.split()
        return [row for row in rows if self._is_new(row, names)]

    def _is_new(self, row: Any, names: Sequence[str]) -> bool:
        try:
            identity = tuple([row.get(name) for name in names])
            return identity.count(None) == len(names) or self.seen.is_new(identity)
        except (AttributeError, TypeError):
            return True  # unreadable: that is told where it is decoded

    def _is_ahead(self, row: Any, *, is_old: bool) -> bool:
        """Whether a candle is later than the last that was confirmed, or itself is news.

        An older connection may be behind with one that the newer was not there for.
        """
        try:
            opened, is_confirmed = int(row[0]), row[-1] == "1"
        except (LookupError, TypeError, ValueError):
            return True  # likewise
        if is_confirmed:
            self.confirmed = max(self.confirmed, opened)
            return self.seen.is_new(opened)
        return opened > self.confirmed and not is_old

    def gap(self, now: float) -> Gap | None:
        """The gap that ends now, if there was one."""
        if self.lost is None:
            return None
        (start, cause), self.lost = self.lost, None
        inst_id = self.arg.get("instId") or self.arg.get("sprdId")
        inst_ids = (str(inst_id),) if inst_id else ()
        return Gap(date_of(start), date_of(max(start, now)), cause, inst_ids)
