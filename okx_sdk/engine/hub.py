"""All live streams of a client: which connection carries what, and for whom."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from datetime import UTC, datetime
from functools import partial
from typing import Any

import anyio
from anyio.abc import TaskGroup
from attrs import define, field

from okx_sdk.engine.clock import Chance, Clock
from okx_sdk.engine.link import Link
from okx_sdk.engine.subscription import OnGap, Subscription
from okx_sdk.engine.wanted import Sink, Socket, Wanted
from okx_sdk.errors import (
    ClientClosed,
    ConnectFailed,
    CredentialsMissing,
    StreamError,
    UsageError,
)
from okx_sdk.protocol.channel import Arg, Channel, key_of

__all__ = ["Hub"]

logger = logging.getLogger("okx_sdk.stream")

CAPACITY = 240
"""What one connection carries: half the requests of an hour, so that all can be anew."""

LINGER = 5.0
"""Seconds that an idle connection is kept for the next stream."""

BOOK_WEIGHT = 10
"""Fewer than thirty deep books a connection are advised."""


@define(eq=False)
class Hub:
    """Keeps connections for subscriptions, within the client's `async with`.

    Args:
        connect: opens a socket to one of the exchange's connections, by its name.
        login: gives the arguments of a login; `None` without a key.
        entering: gives what has to be entered for streams to live.
        timeout: seconds that a new subscription may take to become live.
    """

    connect: Callable[[str], Awaitable[Socket]]
    login: Callable[[], Awaitable[Mapping[str, str]]] | None
    clock: Clock
    chance: Chance
    entering: Callable[[], AbstractAsyncContextManager[None]]
    timeout: float = 30.0
    group: TaskGroup | None = field(default=None, init=False)
    _links: dict[Link, anyio.CancelScope] = field(factory=dict, init=False)
    _sinks: set[Any] = field(factory=set, init=False)

    def subscription(
        self, channel: Channel, args: Sequence[Arg], on_gap: OnGap = "log"
    ) -> Subscription[Any]:
        """A subscription, not yet begun."""
        return Subscription(self, channel, args, on_gap=on_gap)

    async def attach(self, sink: Any, channel: Channel, args: Sequence[Arg]) -> None:
        """Have these arguments for the sink; returns once all are live.

        Raises:
            OkxError: one was refused, or no connection came about in time; then the
                sink has none of them.
        """
        if self.group is None:
            raise UsageError(
                "streams live inside the client's `async with`: "
                "write `async with AsyncClient() as okx:`"
            )
        if channel.needs_login and self.login is None:
            raise CredentialsMissing(
                f"the channel {channel.name} is private, and this client has no key"
            )
        self._sinks.add(sink)
        asked = [self._want(sink, channel, arg) for arg in args]
        try:
            with anyio.move_on_after(self.timeout):
                for _, wanted in asked:
                    await wanted.live.wait()
            self._raise_for(asked)
        except BaseException:
            self.detach(sink, args)
            raise

    def _want(self, sink: Sink, channel: Channel, arg: Arg) -> tuple[Link, Wanted]:
        link = self._link_for(channel, arg)
        shared = key_of(arg) in link.wanted
        wanted = link.want(channel, arg)
        wanted.sinks.append(sink)
        if shared and wanted.live.is_set():
            if channel.is_book:
                link.refresh(key_of(arg), "another reader wants the book's snapshot")
            elif wanted.latest is not None:
                sink.push(*wanted.latest)
        return link, wanted

    def _link_for(self, channel: Channel, arg: Arg) -> Link:
        key = key_of(arg)
        fitting = [
            link
            for link in self._links
            if link.name == channel.connection and link.failure is None
        ]
        for link in fitting:
            if key in link.wanted:
                return link
        for link in fitting:
            if _load(link.wanted.values()) + _weight(channel) <= CAPACITY:
                return link
        return self._new_link(channel.connection)

    def _new_link(self, name: str) -> Link:
        link = Link(
            name, partial(self.connect, name), self.login, self.clock, self.chance
        )
        scope = self._links[link] = anyio.CancelScope()
        assert self.group is not None, "checked on attaching"
        self.group.start_soon(self._run, link, scope, name=f"okx {name}")
        return link

    async def _run(self, link: Link, scope: anyio.CancelScope) -> None:
        try:
            with scope:
                await link.run()
        except Exception as error:
            logger.exception("a stream's connection failed unexpectedly")
            ours = StreamError(f"the {link.name} connection failed: {error!r}")
            link.give_up(ours)
        finally:
            self._links.pop(link, None)

    def _raise_for(self, asked: Iterable[tuple[Link, Wanted]]) -> None:
        for link, wanted in asked:
            if wanted.error is not None:
                raise wanted.error
            if not wanted.live.is_set():
                raise link.trouble or ConnectFailed(
                    f"the {link.name} stream was not live within {self.timeout:g} s"
                )

    def detach(self, sink: Any, args: Iterable[Arg]) -> None:
        """Have them no more; what nobody wants is unsubscribed."""
        for arg in args:
            key = key_of(arg)
            for link in tuple(self._links):
                wanted = link.wanted.get(key)
                if wanted is None or sink not in wanted.sinks:
                    continue
                wanted.sinks.remove(sink)
                if not wanted.sinks:
                    link.drop(key)
                if not link.wanted and self.group is not None:
                    self.group.start_soon(self._rest, link, name="okx rest")

    async def _rest(self, link: Link) -> None:
        """A connection that goes on carrying nothing is closed."""
        await self.clock.sleep(LINGER)
        if not link.wanted and link in self._links:
            self._links.pop(link).cancel()

    def refresh(self, arg: Arg, cause: str) -> None:
        """Have the snapshot of a subscription anew."""
        for link in tuple(self._links):
            if key_of(arg) in link.wanted:
                link.refresh(key_of(arg), cause)

    def replace(self, arg: Arg, cause: str) -> None:
        """Have another connection in place of the one that carries a subscription."""
        for link in tuple(self._links):
            if key_of(arg) in link.wanted:
                link.replace(cause)

    def date(self) -> datetime:
        """The date, by this machine's clock."""
        return datetime.fromtimestamp(self.clock.time(), UTC)

    def close(self) -> None:
        """End all streams; their connections close as the group is left."""
        for sink in tuple(self._sinks):
            sink.fail(ClientClosed("the client of this stream was closed"))
        self._sinks.clear()
        for scope in self._links.values():
            scope.cancel()


def _weight(channel: Channel) -> int:
    return BOOK_WEIGHT if channel.is_book else 1


def _load(carried: Iterable[Wanted]) -> int:
    return sum(_weight(wanted.channel) for wanted in carried)
