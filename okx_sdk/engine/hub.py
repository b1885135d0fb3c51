"""All live streams of a client: which connection carries what, and for whom."""

from __future__ import annotations

import logging
import weakref
from collections.abc import (
    Awaitable,
    Callable,
    Coroutine,
    Iterable,
    Mapping,
    Sequence,
)
from contextlib import AbstractAsyncContextManager
from functools import partial
from typing import Any

import anyio
from anyio.abc import TaskGroup
from attrs import define, field

from okx_sdk.engine.clock import Chance, Clock
from okx_sdk.engine.link import Link
from okx_sdk.engine.order_feed import OrderFeed
from okx_sdk.engine.subscription import OnGap, Subscription
from okx_sdk.engine.wanted import Gate, Sink, Socket, Wanted
from okx_sdk.errors import (
    ClientClosed,
    ConnectFailed,
    CredentialsMissing,
    StreamError,
    UsageError,
)
from okx_sdk.protocol.channel import Arg, Channel, Key, key_of

__all__ = ["Hub"]

logger = logging.getLogger("okx_sdk.stream")

CAPACITY = 240
"""What one connection carries: half the requests of an hour, so that all can be anew."""

BOOK_WEIGHT = 10
"""Fewer than thirty deep books a connection are advised."""


def _no_check() -> None:
    return


@define(eq=False)
class Hub:
    """Keeps connections for subscriptions, within the client's `async with`.

    Args:
        connect: opens a socket to one of the exchange's connections, by its name.
        login: gives the arguments of a login; `None` without a key.
        entering: gives what has to be entered for streams to live.
        check: raises where the client is closed, or belongs to another event loop.
        timeout: seconds that a new subscription may take to become live.
    """

    connect: Callable[[str], Awaitable[Socket]]
    login: Callable[[], Awaitable[Mapping[str, str]]] | None
    clock: Clock
    chance: Chance
    entering: Callable[[], AbstractAsyncContextManager[None]]
    check: Callable[[], None] = _no_check
    timeout: float = 30.0
    group: TaskGroup | None = field(default=None, init=False)
    orders: OrderFeed = field(factory=OrderFeed, init=False)
    """Hears of orders by their names, from whatever streams of orders there are."""
    _links: list[Link] = field(factory=list[Link], init=False)
    _sinks: weakref.WeakSet[Any] = field(factory=weakref.WeakSet[Any], init=False)
    gate: Gate = field(factory=Gate, init=False)
    _closed: bool = field(default=False, init=False)

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
        self._require(channel)
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

    def _require(self, channel: Channel) -> None:
        """What has to be given for a channel."""
        self.check()
        if self._closed:
            raise ClientClosed("this client is closed: make a new one")
        if self.group is None:
            raise UsageError(
                "streams live inside the client's `async with`: "
                "write `async with AsyncClient() as okx:`"
            )
        if not channel.needs_login:
            return
        if self.login is None:
            raise CredentialsMissing(
                f"the channel {channel.name} is private, and this client has no key"
            )
        if self.gate.error is not None:  # it would be refused again
            raise self.gate.error.with_traceback(None)

    def _want(self, sink: Sink, channel: Channel, arg: Arg) -> tuple[Link, Wanted]:
        link = self._link_for(sink, channel, arg)
        wanted = link.want(channel, arg)
        if channel.name == "orders" and wanted.feed is None:
            self.orders.hear(wanted)
        wanted.admit(sink)
        if wanted.lost is not None:
            sink.interrupted(arg, wanted.lost[1])
        elif wanted.latest is not None:
            sink.push(*wanted.latest)
        return link, wanted

    def _link_for(self, sink: Sink, channel: Channel, arg: Arg) -> Link:
        key = key_of(arg)
        fitting = [
            link
            for link in self._links
            if link.name == channel.connection and not link.is_over
        ]
        carrying = [link for link in fitting if key in link.wanted]
        for link in carrying:
            if link.wanted[key].may_be_shared_with(sink):
                return link
        for link in fitting:
            load = _load(link.wanted.values()) + _weight(channel)
            if link not in carrying and load <= CAPACITY and link.budget > 0:
                return link
        return self._new_link(channel.connection)

    def _new_link(self, name: str) -> Link:
        connect = partial(self.connect, name)
        link = Link(name, connect, self.login, self.clock, self.chance, gate=self.gate)
        self._links.append(link)
        assert self.group is not None, "required above"
        self.group.start_soon(self._run, link, name=f"okx {name}")
        return link

    async def _run(self, link: Link) -> None:
        try:
            await link.run()
        except Exception as error:
            logger.exception("a stream's connection failed unexpectedly")
            link.give_up(StreamError(f"the {link.name} connection failed: {error!r}"))
        finally:
            self._links.remove(link)

    def _raise_for(self, asked: Iterable[tuple[Link, Wanted]]) -> None:
        for link, wanted in asked:
            if wanted.error is not None:
                raise wanted.error
            if not wanted.live.is_set():
                raise link.trouble or ConnectFailed(
                    f"the {link.name} stream was not live within {self.timeout:g} s"
                )

    def detach(self, sink: Sink, args: Iterable[Arg]) -> None:
        """Have them no more; what nobody wants is unsubscribed."""
        for arg in args:
            key = key_of(arg)
            for link in self._carrying(sink, key):
                link.wanted[key].dismiss(sink)
                if not link.wanted[key].sinks:
                    link.drop(key)

    def _carrying(self, sink: Sink, key: Key) -> list[Link]:
        return [
            link
            for link in self._links
            if key in link.wanted and link.wanted[key].serves(sink)
        ]

    def heard(self, sink: Sink) -> list[tuple[Arg, float]]:
        """When what a sink has last brought something, by this machine's clock.

        What is not live now is left out.
        """
        carried = [each for link in self._links for each in link.wanted.values()]
        return [
            (each.arg, each.heard)
            for each in carried
            if each.serves(sink) and each.lost is None and each.live.is_set()
        ]

    def refresh(self, sink: Sink, arg: Arg, cause: str) -> None:
        """Have the snapshot of a reader's subscription anew."""
        key = key_of(arg)
        for link in self._carrying(sink, key):
            link.refresh(key, cause)

    def replace(self, sink: Sink, arg: Arg, cause: str) -> None:
        """Have another connection in place of the one that carries a subscription."""
        for link in self._carrying(sink, key_of(arg)):
            link.replace(cause)

    def order_line(self) -> Link | None:
        """A connection that takes operations on orders, if one is there."""
        for link in self._links:
            if link.name == "private" and link.may_operate:
                return link
        return None

    def time(self) -> float:
        """Seconds since 1970, by this machine's clock."""
        return self.clock.time()

    def spawn(self, work: Callable[[], Coroutine[Any, Any, None]]) -> None:
        """Run something beside its caller, until the client is closed at most."""
        self.check()
        assert self.group is not None, "required by the subscriptions"
        self.group.start_soon(work, name="okx repair")

    def close(self) -> None:
        """End all streams; who waits for one or reads it is told so."""
        self._closed = True
        error = ClientClosed("the client of this stream was closed")
        for link in self._links:
            link.close(error)
        for sink in tuple(self._sinks):
            sink.fail(error)


def _weight(channel: Channel) -> int:
    return BOOK_WEIGHT if channel.is_book else 1


def _load(carried: Iterable[Wanted]) -> int:
    return sum(_weight(wanted.channel) for wanted in carried)
