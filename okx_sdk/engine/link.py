"""One connection that is kept: opened, logged in, subscribed, read, and replaced.

A `Link` lives as long as something is wanted of it. Its lives, one connection each,
follow one another: after a loss with a pause, before an announced end with an overlap.
At most one is being opened at a time.
"""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Any

import anyio
from anyio.abc import TaskGroup
from attrs import Factory, define, field

from okx_sdk.engine.admission import Admission
from okx_sdk.engine.approach import Approach
from okx_sdk.engine.clock import Chance, Clock
from okx_sdk.engine.life import Life
from okx_sdk.engine.operations import Operations
from okx_sdk.engine.pump import Pump
from okx_sdk.engine.roster import Roster
from okx_sdk.engine.succession import Succession
from okx_sdk.engine.tasks import leaf
from okx_sdk.engine.wanted import Gate, Socket, Wanted
from okx_sdk.errors import AuthenticationError, ConnectFailed, OkxError, StreamError
from okx_sdk.protocol.backoff import permanent_close, stream_error
from okx_sdk.protocol.channel import Arg, Channel, Key, key_of
from okx_sdk.protocol.events import (
    Dead,
    Event,
    Failed,
    Live,
    LoggedIn,
    LoggedOut,
    LoginFailed,
    Notice,
    Push,
    Reply,
    Spent,
    Stale,
)
from okx_sdk.protocol.session import Session
from okx_sdk.transport.websocket import WebSocketClosed

__all__ = ["Link"]

logger = logging.getLogger("okx_sdk.stream")

LINGER = 5.0
"""Seconds that a connection that carries nothing is kept for the next stream."""

STEADY = 60.0
"""Seconds after which a connection was a good one, though it may have had no data."""

PAUSE = 1.0
"""Seconds at least to the next try after what was refused."""

STRIKES = 3
"""How often too many connections may carry a channel before that is told."""


@define(eq=False)
class Link:
    """A supervised connection and what is wanted of it.

    Args:
        name: which of the exchange's connections it is.
        connect: opens a socket, having waited for its turn.
        login: gives the arguments of a login; `None` where there is no key.
        gate: lets one connection at a time log in.
    """

    name: str
    connect: Callable[[], Awaitable[Socket]]
    login: Callable[[], Awaitable[Mapping[str, str]]] | None
    clock: Clock
    chance: Chance
    gate: Gate = field(factory=Gate)
    lives: int = 0
    is_over: bool = False
    _roster: Roster = field(factory=Roster)
    _line: Succession = Factory(
        lambda self: Succession(self._roster, self.clock), takes_self=True
    )
    _admission: Admission = Factory(
        lambda self: Admission(self.login, self.gate), takes_self=True
    )
    _approach: Approach = Factory(
        lambda self: Approach(self.connect, self.clock, self.chance), takes_self=True
    )
    _operations: Operations = field(factory=Operations)
    _strikes: int = 0
    _is_opening: bool = False
    _idle_since: float | None = None
    _done: anyio.Event = field(factory=anyio.Event)
    _group: TaskGroup | None = None

    # What is wanted.

    @property
    def wanted(self) -> dict[Key, Wanted]:
        """What it carries, or is to carry."""
        return self._roster.wanted

    def want(self, channel: Channel, arg: Arg) -> Wanted:
        """Carry a subscription; one that is there already is shared."""
        key = key_of(arg)
        if key not in self.wanted:
            self.wanted[key] = Wanted(channel, arg)
            for life in self._line.living:
                life.ask(channel, arg)
        return self.wanted[key]

    def drop(self, key: Key) -> None:
        """Carry it no more."""
        wanted = self.wanted.pop(key, None)
        if wanted is not None:
            wanted.live.set()  # who waits for it does so in vain
            for life in self._line.living:
                life.session.drop(key)
                life.wake()

    def refresh(self, key: Key, cause: str) -> None:
        """Have a subscription's snapshot anew."""
        wanted = self.wanted.get(key)
        if wanted is not None and self._line.living:
            for life in self._line.living:
                life.session.refresh(key)
                life.wake()
            self._roster.lose(wanted, wanted.heard, cause)

    def replace(self, reason: str) -> None:
        """End the connection, and open another."""
        if self._line.current is not None:
            self._line.current.end(reason)

    @property
    def may_operate(self) -> bool:
        """Whether it takes operations on orders: it is logged in."""
        life = self._line.current
        return life is not None and life.over is None and life.session.is_logged_in

    async def operate(
        self, op: str, args: Sequence[Any], within: float | None = None, **fields: Any
    ) -> Mapping[str, Any]:
        """The answer to an operation on orders, if it comes *within* so many seconds.

        Raises:
            ConnectFailed: there is no connection that takes one; nothing was sent.
            ConnectionLost: the connection ended first; what became of it is not known.
            ReadTimeout: no answer came in time; what became of it is not known.
        """
        life = self._line.current
        if life is None or not self.may_operate:
            raise ConnectFailed(f"the {self.name} connection is not logged in")
        return await self._operations.ask(life, op, args, within, **fields)

    @property
    def trouble(self) -> OkxError | None:
        """What keeps it from being live, if anything."""
        return self._approach.trouble

    @property
    def budget(self) -> int:
        """How many requests its connection has left for this hour."""
        life = self._line.current
        if life is None or life.leaving:
            return 1  # whatever comes next is new
        return life.session.budget(self.clock.monotonic())

    # Its lives.

    async def run(self) -> None:
        """Keep a connection until nothing is wanted of it."""
        async with anyio.create_task_group() as self._group:
            self._open()
            await self._done.wait()
            self._group.cancel_scope.cancel()

    def finish(self) -> None:
        """Be over: `run` returns."""
        self.is_over = True
        self._done.set()

    def _open(self) -> None:
        """Have another connection, unless one is being opened."""
        if self._group is not None and not self._is_opening and not self.is_over:
            self._is_opening = True
            self._group.start_soon(self._live, name=self.name)

    async def _live(self) -> None:
        """One connection, from its opening to its end."""
        try:
            try:
                socket = await self._socket()
            finally:
                self._is_opening = False
            if socket is not None:
                life = self._born(socket)
                await Pump(self, self.clock).run(life, self.name)
                self._buried(life)
        except Exception as raised:
            error = leaf(raised)
            logger.exception("the %s connection failed unexpectedly", self.name)
            failure = StreamError(f"the {self.name} connection failed: {error!r}")
            failure.__cause__ = error
            self.give_up(failure)

    async def _socket(self) -> Socket | None:
        """A socket, however long it takes; none if that is given up."""
        try:
            socket = await self._approach.socket(lambda: bool(self.wanted))
        except OkxError as error:
            if self._line.current is None:
                self.give_up(error)
            return None
        if socket is None and self._line.current is None:
            self.finish()
        return socket

    def _born(self, socket: Socket) -> Life:
        self.lives += 1
        session = Session(self.clock.monotonic())
        life = Life(self.lives, session, socket, self.clock)
        self._line.admit(life)
        return life

    def _buried(self, life: Life) -> None:
        """A connection is over: whoever is left takes its place."""
        if self.clock.monotonic() - life.born >= STEADY:
            self._approach.backoff.reset()
            self._strikes = 0
        if self._line.bury(life):
            self._open()

    def consider(self, life: Life) -> None:
        """If all that is wanted is live on a newcomer, the old one drains and goes."""
        if not self._line.is_ready(life):
            return
        old = self._line.promote(life)
        if old is not None and self._group is not None:
            self._group.start_soon(self._line.drain, old, name=f"{self.name} drain")

    async def prepare(self, life: Life) -> None:
        """Before anything is sent: drop what nobody reads, log in if that is wanted."""
        for key in self._roster.unread():
            self.drop(key)
        if self._roster.is_private:
            refusal = await self._admission.knock(life)
            if refusal is not None:
                self._refuse_private(refusal)

    def may_finish(self) -> bool:
        """Whether it has carried nothing for long enough; then it is over."""
        now = self.clock.monotonic()
        if self.wanted or self._idle_since is None:
            self._idle_since = None if self.wanted else now
        elif now - self._idle_since >= LINGER:
            self.finish()
        return self.is_over

    # What came.

    def deliver(self, push: Push, life: Life) -> None:
        """Rows came: they go to whoever reads them."""
        wanted = self.wanted.get(push.key)
        if wanted is None:
            return
        self._approach.backoff.failures = 0
        if wanted.lost is not None or wanted.carried < life.epoch:
            self._alive(wanted, life)
        self._roster.deliver(wanted, push, life.epoch, life.heard)

    def handle(self, event: Event | None, life: Life) -> None:
        """Anything but rows came, or did not come in time."""
        if isinstance(event, Dead):
            life.end(event.reason)
        if isinstance(event, Reply):
            self._operations.answered(event)
        if life not in self._line.living:
            return  # replaced: it says nothing any more but data
        match event:
            case Live(key) if key in self.wanted:
                self._alive(self.wanted[key], life)
            case Failed(keys, code, message):
                self._failed(keys, code, message, life)
            case Stale(key) if key in self.wanted:
                wanted = self.wanted[key]
                self._roster.lose(wanted, wanted.heard, "it fell silent")
            case LoggedIn() | LoginFailed():
                self._login_answered(event, life)
            case LoggedOut(keys, since):
                self._logged_out(keys, life.date(since), life)
            case Notice() | Spent():
                logger.info("%s is replaced: %s", self.name, event)
                self._leave(life)
            case _:
                pass

    def _leave(self, life: Life) -> None:
        """A connection is to be replaced before it ends."""
        life.leaving = True
        if life is self._line.current and self._line.coming is None:
            self._open()

    def _alive(self, wanted: Wanted, life: Life) -> None:
        """A connection that is not history carries a subscription."""
        if life in self._line.living:
            self._approach.trouble = None
            self._roster.alive(wanted, life.epoch, life.heard)

    def _failed(
        self, keys: tuple[Key, ...], code: str, message: str, life: Life
    ) -> None:
        error = stream_error(code, message, f"{self.name} stream")
        if not keys:
            logger.warning("%s: %s", self.name, error)
        self._strikes += not code.isdigit()
        if not code.isdigit() and life.epoch > 1 and self._strikes < STRIKES:
            # Too many connections carry it, of which one may be our last: it has to go.
            self._approach.at_least = PAUSE
            if self._line.current is not None:
                self._line.current.leaving = False
            return life.end(message)
        for key in keys:
            self._refused(key, error)
        return None

    def _login_answered(self, event: LoggedIn | LoginFailed, life: Life) -> None:
        error = self._admission.answered(event)
        if error is not None:
            self._refuse_private(error)
        elif isinstance(event, LoginFailed):
            self._approach.at_least = PAUSE
            life.end(f"the login was refused: {event.code} {event.message}")
        self.gate.leave(life)

    def _logged_out(self, keys: tuple[Key, ...], since: float, life: Life) -> None:
        """The exchange has forgotten who we are: it is told again."""
        for key in keys:
            if key in self.wanted:
                self._roster.lose(self.wanted[key], since, "the login was forgotten")
        life.knocked = False
        life.wake()

    def _refuse_private(self, error: OkxError) -> None:
        """What needs the key is over; the rest is not."""
        if isinstance(error, AuthenticationError):
            self.gate.error = error
        for key, wanted in tuple(self.wanted.items()):
            if wanted.channel.needs_login:
                self._refused(key, error)

    def _refused(self, key: Key, error: OkxError) -> None:
        wanted = self.wanted.get(key)
        if wanted is not None:
            self.drop(key)
            self._roster.refuse(wanted, error)

    def ended(self, life: Life) -> None:
        """A connection is over: others may log in, and nothing is answered any more."""
        self.gate.leave(life)
        self._operations.lost(life)

    def failed(self, life: Life, error: OkxError) -> None:
        """What had to be sent could not be had."""
        self._approach.trouble = error
        life.end(str(error))

    def closed(self, life: Life, closed: WebSocketClosed) -> None:
        """A connection was closed, by either side."""
        error = permanent_close(closed.code)
        if error is not None and life in self._line.living:
            if isinstance(error, AuthenticationError):
                self._refuse_private(error)
            else:
                self.give_up(error)
        life.end(str(closed))

    def close(self, error: OkxError) -> None:
        """Be over, as the client is: who waits for something is told."""
        self._roster.release(error)
        self.finish()

    def give_up(self, error: OkxError) -> None:
        """Another connection would fare no better: tell all who wait or read."""
        for key in tuple(self.wanted):
            self._refused(key, error)
        self.finish()
