"""One connection that is kept: opened, logged in, subscribed, read, and replaced.

A `Link` lives as long as something is wanted of it. Its lives, one connection each,
follow one another: after a loss with a pause, before an announced end with an overlap.
"""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable, Mapping
from datetime import UTC, datetime

import anyio
from anyio.abc import TaskGroup
from attrs import define, field

from okx_sdk.engine.clock import Chance, Clock
from okx_sdk.engine.wanted import Socket, Wanted
from okx_sdk.errors import OkxError
from okx_sdk.protocol.backoff import Backoff, login_error, permanent_close, stream_error
from okx_sdk.protocol.channel import Arg, Channel, Key, key_of
from okx_sdk.protocol.events import (
    Dead,
    Event,
    Failed,
    Live,
    LoggedIn,
    LoginFailed,
    Notice,
    Push,
    Stale,
)
from okx_sdk.protocol.session import Session
from okx_sdk.transport.websocket import WebSocketClosed

__all__ = ["Link"]

logger = logging.getLogger("okx_sdk.stream")

OVERLAP = 1.0
"""Seconds that a connection is still read after another took its place."""

DRIFT = 5.0
"""Seconds of difference between two clocks that tell of a suspended machine."""


@define(eq=False)
class Life:
    """One connection of a link."""

    epoch: int
    session: Session
    socket: Socket
    heard: datetime
    kick: anyio.Event = field(factory=anyio.Event)
    over: str | None = None
    knocked: bool = False
    scope: anyio.CancelScope = field(factory=anyio.CancelScope)

    def end(self, reason: str) -> None:
        """Stop this connection, for a reason that its gaps will name."""
        self.over = self.over or reason
        self.scope.cancel()


@define(eq=False)
class Link:
    """A supervised connection and what is wanted of it.

    Args:
        name: which of the exchange's connections it is.
        connect: opens a socket, having waited for its turn.
        login: gives the arguments of a login; `None` where there is no key.
    """

    name: str
    connect: Callable[[], Awaitable[Socket]]
    login: Callable[[], Awaitable[Mapping[str, str]]] | None
    clock: Clock
    chance: Chance
    wanted: dict[Key, Wanted] = field(factory=dict)
    failure: OkxError | None = None
    trouble: OkxError | None = None
    lives: int = 0
    _backoff: Backoff = field(factory=Backoff)
    _logins: int = 0
    _current: Life | None = None
    _coming: Life | None = None
    _group: TaskGroup | None = None

    # What is wanted.

    def want(self, channel: Channel, arg: Arg) -> Wanted:
        """Carry a subscription; one that is there already is shared."""
        key = key_of(arg)
        if key not in self.wanted:
            self.wanted[key] = Wanted(channel, arg)
            for life in self._living():
                self._ask(life, channel, arg)
        return self.wanted[key]

    def drop(self, key: Key) -> None:
        """Carry it no more."""
        if self.wanted.pop(key, None) is not None:
            for life in self._living():
                life.session.drop(key)
                life.kick.set()

    def refresh(self, key: Key, cause: str) -> None:
        """Have a subscription's snapshot anew."""
        if self._current is not None and key in self.wanted:
            self._lose(self.wanted[key], self._current.heard, cause)
            self._current.session.refresh(key)
            self._current.kick.set()

    def replace(self, reason: str) -> None:
        """End the connection, and open another."""
        if self._current is not None:
            self._current.end(reason)

    def _living(self) -> list[Life]:
        return [life for life in (self._current, self._coming) if life is not None]

    def _ask(self, life: Life, channel: Channel, arg: Arg) -> None:
        life.session.want(
            arg, login=channel.needs_login, stale_after=channel.stale_after
        )
        life.kick.set()

    # Its lives.

    async def run(self) -> None:
        """Keep a connection until cancelled."""
        async with anyio.create_task_group() as self._group:
            self._start(None)
            await anyio.sleep_forever()

    def _start(self, old: Life | None) -> None:
        assert self._group is not None, "run() holds the group"
        self._group.start_soon(self._connect_and_live, old, name=self.name)

    async def _connect_and_live(self, old: Life | None) -> None:
        """One connection: beside *old* until it can take its place, or alone."""
        wait = getattr(self.trouble, "retry_after", None) or 0.0
        await self.clock.sleep(self._backoff.next(self.chance(), wait))
        try:
            socket = await self.connect()
        except OkxError as error:
            self.trouble = error
            if error.retryable:
                self._start(old if old is self._current else None)
            else:
                self.give_up(error)
            return
        life = self._born(socket)
        if self._current is None:
            self._current = life
        else:
            self._coming = life
        await self._live(life)
        self._buried(life)

    def _born(self, socket: Socket) -> Life:
        self.lives += 1
        now = self.clock.monotonic()
        life = Life(self.lives, Session(now), socket, self._date())
        for wanted in self.wanted.values():
            self._ask(life, wanted.channel, wanted.arg)
        return life

    def _buried(self, life: Life) -> None:
        """A connection is over: whoever is left takes its place."""
        if life is self._coming:
            self._coming = None
        elif life is self._current:
            self._current, self._coming = self._coming, None
            self._lose_all(life)
        else:
            return  # replaced before it ended
        if self.failure is None and self._current is None:
            self._start(None)

    def _take_over(self, life: Life) -> None:
        """All that is wanted is live on the newcomer: the old one drains and goes."""
        old, self._current, self._coming = self._current, life, None
        assert old is not None and self._group is not None, "a newcomer has an elder"
        self._group.start_soon(self._drain, old, name=f"{self.name} drain")

    async def _drain(self, old: Life) -> None:
        await self.clock.sleep(OVERLAP)
        old.end("it was replaced")

    async def _live(self, life: Life) -> None:
        """Read and write one connection until it is over."""
        try:
            async with anyio.create_task_group() as group:
                life.scope = group.cancel_scope
                group.start_soon(self._write, life, name=f"{self.name} writer")
                await self._read(life)
                group.cancel_scope.cancel()
        finally:
            with anyio.CancelScope(shield=True):
                await life.socket.aclose()

    async def _read(self, life: Life) -> None:
        receive, take = life.socket.receive_batch, life.session.receive
        try:
            while life.over is None:
                batch = await receive()
                now = self.clock.monotonic()
                life.heard = self._date()
                for text in batch:
                    event = take(text, now)
                    if event is None:
                        continue
                    if type(event) is Push:
                        self._deliver(event, life)
                    else:
                        self._handle(event, life)
        except WebSocketClosed as closed:
            self._closed(life, closed)

    async def _write(self, life: Life) -> None:
        """Send what there is to send, and let time pass."""
        skew = self.clock.time() - self.clock.monotonic()
        try:
            while life.over is None:
                await self._log_in(life)
                now = self.clock.monotonic()
                if abs(self.clock.time() - now - skew) > DRIFT:
                    return life.end("this machine was suspended, or its clock set")
                for event in life.session.tick(now):
                    self._handle(event, life)
                for text in life.session.outgoing():
                    await life.socket.send(text)
                await self._pause(life)
        except WebSocketClosed as closed:
            self._closed(life, closed)
        except OkxError as error:
            self.trouble = error
            life.end(str(error))
        return None

    async def _pause(self, life: Life) -> None:
        """Wait until there is something to send, or time has something to say."""
        delay = max(0.0, life.session.wake_at() - self.clock.monotonic())
        with anyio.move_on_after(min(delay, DRIFT)):
            await life.kick.wait()
        life.kick = anyio.Event()

    async def _log_in(self, life: Life) -> None:
        """Log in once, as soon as anything wants it."""
        wants = any(wanted.channel.needs_login for wanted in self.wanted.values())
        if wants and not life.knocked and self.login is not None:
            life.knocked = True
            self._logins += 1
            life.session.log_in(await self.login())

    # What came.

    def _deliver(self, push: Push, life: Life) -> None:
        wanted = self.wanted.get(push.key)
        if wanted is None:
            return
        self._backoff.failures = 0
        if wanted.lost is not None or not wanted.live.is_set():
            self._alive(wanted)
        rows = wanted.fresh(push.data, life.epoch)
        if rows:
            wanted.latest = push.arg, rows, push.action
            for sink in tuple(wanted.sinks):
                sink.push(push.arg, rows, push.action)

    def _handle(self, event: Event, life: Life) -> None:
        match event:
            case Live(key):
                self._alive(self.wanted.get(key))
                if life is self._coming and life.session.is_quiet:
                    self._take_over(life)
            case Failed(keys, code, message):
                for key in keys:
                    self._refused(key, stream_error(code, message, f"{self.name} stream"))
            case Stale(key):
                if key in self.wanted:
                    said = "the channel fell silent"
                    self._lose(self.wanted[key], life.heard, said)
            case LoggedIn():
                self._logins = 0
            case LoginFailed(code, message):
                error = login_error(code, message, self._logins)
                if error is not None:
                    self.give_up(error)
                life.end(f"the login was refused: {code} {message}")
            case Notice(_, message):
                if life is self._current and self._coming is None:
                    logger.info("%s: the exchange will close: %s", self.name, message)
                    self._start(life)
            case Dead(reason):
                life.end(reason)
            case _:
                pass
        life.kick.set()

    def _alive(self, wanted: Wanted | None) -> None:
        if wanted is None:
            return
        wanted.live.set()
        gap = wanted.gap(self._date())
        if gap is not None:
            for sink in tuple(wanted.sinks):
                sink.gap(gap)

    def _refused(self, key: Key, error: OkxError) -> None:
        wanted = self.wanted.pop(key, None)
        if wanted is None:
            return
        wanted.error = error
        wanted.live.set()
        for sink in tuple(wanted.sinks):
            sink.refuse(wanted.arg, error)

    def _closed(self, life: Life, closed: WebSocketClosed) -> None:
        error = permanent_close(closed.code)
        if error is not None and life is self._current:
            self.give_up(error)
        life.end(str(closed))

    def give_up(self, error: OkxError) -> None:
        """Another connection would fare no better: tell all who wait or read."""
        self.failure = error
        for key in tuple(self.wanted):
            self._refused(key, error)

    def _lose_all(self, life: Life) -> None:
        reason = life.over or "the connection was lost"
        for wanted in self.wanted.values():
            if wanted.epoch <= life.epoch:
                self._lose(wanted, life.heard, reason)

    def _lose(self, wanted: Wanted, since: datetime, cause: str) -> None:
        if wanted.live.is_set() and wanted.lost is None:
            wanted.lost = since, cause
            for sink in tuple(wanted.sinks):
                sink.interrupted(wanted.arg, cause)

    def _date(self) -> datetime:
        return datetime.fromtimestamp(self.clock.time(), UTC)
