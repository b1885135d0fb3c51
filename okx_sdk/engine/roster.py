"""What is wanted of a link, and who reads it: they are told what becomes of it."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from typing import Any

from attrs import define, field

from okx_sdk.engine.wanted import Wanted
from okx_sdk.errors import OkxError, StreamError
from okx_sdk.protocol.channel import Key
from okx_sdk.protocol.events import Push

__all__ = ["Roster"]

logger = logging.getLogger("okx_sdk.stream")


@define(eq=False)
class Roster:
    """Subscriptions by key. Times are in seconds since 1970; connections have epochs."""

    wanted: dict[Key, Wanted] = field(factory=dict[Key, Wanted])

    def deliver(self, wanted: Wanted, push: Push, epoch: int, heard: float) -> None:
        """Give rows to all readers; one that fails is no matter of the others'."""
        rows = wanted.fresh(push.data, epoch)
        if not rows and push.data:
            return
        wanted.heard = heard
        if wanted.is_replayed and rows:
            wanted.latest = push.arg, rows, push.action
        if wanted.feed is not None:
            self._feed(wanted.feed, rows)
        for ref in wanted.sinks:
            sink = ref()
            if sink is not None:
                try:
                    sink.push(push.arg, rows, push.action)
                except Exception as error:
                    logger.exception("%s failed", sink)
                    sink.fail(StreamError(f"its reader failed: {error!r}"))

    def _feed(self, feed: Callable[[Sequence[Any]], None], rows: Sequence[Any]) -> None:
        try:
            feed(rows)
        except Exception:
            logger.exception("what hears of orders failed")

    def alive(self, wanted: Wanted, epoch: int, now: float) -> None:
        """A connection carries a subscription."""
        wanted.carried = max(wanted.carried, epoch)
        wanted.heard = max(wanted.heard, now)
        wanted.live.set()
        gap = wanted.gap(now)
        if gap is not None:
            for sink in wanted.readers:
                sink.gap(wanted.arg, gap)

    def lose(self, wanted: Wanted, since: float, cause: str) -> None:
        """Nothing carries a subscription any more; that it is lost is told once."""
        if wanted.live.is_set() and wanted.lost is None:
            wanted.lost = since, cause
            for sink in wanted.readers:
                sink.interrupted(wanted.arg, cause)

    def lose_all(self, epoch: int, since: float, cause: str) -> None:
        """A connection is lost, and with it what no newer one carries."""
        for wanted in tuple(self.wanted.values()):
            if wanted.carried <= epoch:
                self.lose(wanted, since, cause)

    def tell(self, start: float, end: float, cause: str) -> None:
        """A connection that was replaced has not brought all that it was sent.

        Where rows have no identity, the newer connection has told how things stand.
        """
        for wanted in tuple(self.wanted.values()):
            has_identity = wanted.channel.identity is not None
            if has_identity and wanted.lost is None and wanted.live.is_set():
                wanted.lost = start, cause
                self.alive(wanted, wanted.carried, end)

    def fall_back(self, epoch: int) -> None:
        """A newcomer is gone: what it carried, the older one of this epoch still does."""
        for wanted in self.wanted.values():
            wanted.carried = min(wanted.carried, epoch)
            wanted.epoch = min(wanted.epoch, epoch)

    def refuse(self, wanted: Wanted, error: OkxError) -> None:
        """A subscription, which is wanted no more, was refused."""
        wanted.error = error
        wanted.live.set()
        for sink in wanted.readers:
            sink.refuse(wanted.arg, error)

    def release(self, error: OkxError) -> None:
        """All is over: who waits for something to be live need wait no longer."""
        for wanted in self.wanted.values():
            wanted.error = error
            wanted.live.set()

    def unread(self) -> list[Key]:
        """What no reader is left of."""
        return [key for key, wanted in self.wanted.items() if not wanted.readers]

    @property
    def is_private(self) -> bool:
        """Whether anything needs a login."""
        return any(wanted.channel.needs_login for wanted in self.wanted.values())
