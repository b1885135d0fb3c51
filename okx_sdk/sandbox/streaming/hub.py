"""One feed for all who ask the same: walked once, written once, shared.

Whoever looks first at a time walks all feeds that are due until then, and every
subscriber is handed the same text.
"""

from __future__ import annotations

import heapq
from collections.abc import Callable
from itertools import count
from typing import Protocol

import orjson
from attrs import define, field

from okx_sdk.sandbox.market import Market
from okx_sdk.sandbox.streaming.channels import Arg, Listing
from okx_sdk.sandbox.streaming.feeds import NEVER, Feed
from okx_sdk.sandbox.streaming.texts import Body

__all__ = ["Hub", "Maker", "Subscriber", "echo_of"]

Maker = Callable[[Market, Listing, Arg, int, str], Feed]
"""Makes the feed of a channel and its parameters, from a time on, for a user."""


class Subscriber(Protocol):
    """One subscription of one connection."""

    @property
    def echo(self) -> str:
        """Its argument as pushes repeat it, in JSON."""
        ...

    def take(self, ts: int, text: str) -> None:
        """Take a push of a time in ms."""
        ...


class Pulse(Protocol):
    """What happens by itself and makes feeds due: the accounts."""

    @property
    def due(self) -> int:
        """When something will next happen, in ms."""
        ...

    def advance(self, now: int) -> None:
        """Let it happen."""
        ...


Key = tuple[tuple[str, str], ...]


@define(eq=False)
class _Running:
    key: Key
    user: str
    feed: Feed
    rank: int
    planned: int = NEVER
    groups: dict[str, list[Subscriber]] = field(factory=dict[str, list[Subscriber]])


_Due = tuple[int, int, int, _Running]


@define(eq=False)
class Hub:
    """All feeds that anybody is subscribed to.

    *looked* is the time in ms until which everything has been pushed.
    """

    market: Market
    make: Maker
    pulse: Pulse | None = None
    looked: int = 0
    _running: dict[Key, _Running] = field(factory=dict[Key, _Running], init=False)
    _due: list[_Due] = field(factory=list[_Due], init=False)
    _serial: count[int] = field(factory=count, init=False)

    def subscribe(
        self,
        listing: Listing,
        arg: Arg,
        subscriber: Subscriber,
        now: int,
        user: str = "",
    ) -> None:
        """Have a subscriber told of what is pushed from *now* (ms) on."""
        self.advance(now)
        key = self._key(listing, arg, user)
        running = self._running.get(key)
        if running is None:
            feed = self.make(self.market, listing, arg, now, user)
            running = self._running[key] = _Running(key, user, feed, listing.rank)
            self._schedule(running)
        for found in running.feed.opening():
            subscriber.take(now, _whole(subscriber.echo, found))
        running.groups.setdefault(subscriber.echo, []).append(subscriber)

    def unsubscribe(
        self, listing: Listing, arg: Arg, subscriber: Subscriber, user: str = ""
    ) -> None:
        """Tell a subscriber no more."""
        key = self._key(listing, arg, user)
        running = self._running[key]
        group = running.groups[subscriber.echo]
        group.remove(subscriber)
        if not group:
            del running.groups[subscriber.echo]
        if not running.groups:
            del self._running[key]

    def advance(self, now: int) -> None:
        """Push all that is due until *now* (ms), in the order of time."""
        while self._beat(now) or (self._due and self._due[0][0] <= now):
            if not self._due or self._due[0][0] > now:
                continue
            due, *_, running = heapq.heappop(self._due)
            if self._running.get(running.key) is not running or due != running.planned:
                continue
            # Not further than this moment: other feeds come in between.
            for ts, found in running.feed.advance(due):
                self._hand_out(running, ts, found)
            self._schedule(running)
        self.looked = max(self.looked, now)

    def _beat(self, now: int) -> bool:
        """Let what happens by itself happen, if it is next until *now*."""
        pulse = self.pulse
        first = min(now, self._due[0][0] if self._due else now)
        if pulse is None or pulse.due > first:
            return False
        pulse.advance(pulse.due)
        self._look_again()
        return True

    def _look_again(self, user: str | None = None) -> None:
        for running in tuple(self._running.values()):
            is_meant = running.user == user if user is not None else running.user
            if is_meant and running.feed.due != running.planned:
                self._schedule(running)

    def poke(self, user: str, now: int) -> None:
        """Push the news of a user's feeds, now (ms): when they are due has changed."""
        self._look_again(user)
        self.advance(now)

    def wake_at(self) -> int:
        """When the next feed is due, in ms."""
        first = self._due[0][0] if self._due else NEVER
        return first if self.pulse is None else min(first, self.pulse.due)

    @property
    def count(self) -> int:
        """How many feeds run."""
        return len(self._running)

    def _schedule(self, running: _Running) -> None:
        running.planned = running.feed.due
        if running.planned < NEVER:
            entry = (running.planned, running.rank, next(self._serial), running)
            heapq.heappush(self._due, entry)

    def _hand_out(self, running: _Running, ts: int, found: Body) -> None:
        for echo, group in running.groups.items():
            text = _whole(echo, found)
            for subscriber in group:
                subscriber.take(ts, text)

    def _key(self, listing: Listing, arg: Arg, user: str) -> Key:
        words = (*listing.needs, *listing.may, *listing.one_of)
        named = ((word, str(arg[word])) for word in words if word in arg)
        return (("channel", listing.name), ("user", user), *named)


def _whole(echo: str, found: Body) -> str:
    return f'{{"arg":{echo}{found}'


def echo_of(arg: Arg) -> str:
    """An argument as pushes repeat it."""
    return orjson.dumps(arg).decode()
