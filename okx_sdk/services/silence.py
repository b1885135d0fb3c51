"""Streams that fall silent while the market goes on: noticed, and subscribed anew.

Trades, tickers and candles have no cadence, so silence may be a quiet market or a
subscription that the exchange has dropped without a word. A trade that REST knows of
and that no push followed tells one from the other.
"""

from __future__ import annotations

import logging
import weakref
from collections.abc import Awaitable, Callable, Sequence
from typing import Any

from attrs import define, field

from okx_sdk.engine.clock import Clock, ServerClock
from okx_sdk.engine.hub import Hub
from okx_sdk.engine.subscription import Subscription
from okx_sdk.errors import OkxError
from okx_sdk.protocol.channel import Arg, Key, key_of

__all__ = ["MANY", "SilenceWatch"]

logger = logging.getLogger("okx_sdk.stream")

LAG = 5.0
"""Seconds within which what REST tells may still be pushed."""

MANY = 100
"""Trades at once that cannot all be on their way."""

SLACK = 1.0
"""Seconds by which the exchange's clock may be known wrongly."""

LOOKS = 4
"""How often in *after* seconds it is looked whether a stream is silent."""


@define(eq=False)
class SilenceWatch:
    """Watches streams over instruments that trade.

    Args:
        hub: keeps the streams.
        traded: gives when an instrument traded the last hundred times, in seconds since
            1970 by the exchange's clock.
        clock: this machine's.
        server: the exchange's.
        after: seconds of silence after which it is asked, once in as many seconds.
    """

    hub: Hub
    traded: Callable[[str], Awaitable[Sequence[float]]]
    clock: Clock
    server: ServerClock
    after: float
    _asked: dict[Key, float] = field(factory=dict[Key, float], init=False)

    def attend(self, stream: Subscription[Any]) -> None:
        """Watch a stream as long as it lives; nothing here keeps it alive."""
        if self.hub.group is not None:
            watched = weakref.ref(stream)
            self.hub.group.start_soon(self._watch, watched, name="okx silence")

    async def _watch(self, watched: weakref.ref[Subscription[Any]]) -> None:
        began = self.clock.time()
        while True:
            await self.clock.sleep(self.after / LOOKS)
            stream = watched()
            if stream is None or stream.state in {"closed", "failed"}:
                return
            for arg, heard in self.hub.heard(stream):
                await self._look_at(stream, arg, max(heard, began))
            del stream

    async def _look_at(self, stream: Subscription[Any], arg: Arg, heard: float) -> None:
        """Ask about one instrument, if nothing came for long and it was not asked."""
        key, now = key_of(arg), self.clock.time()
        if now - max(heard, self._asked.get(key, 0.0)) < self.after:
            return
        self._asked[key] = now
        try:
            traded = await self.traded(str(arg["instId"]))
        except OkxError as error:  # it proves nothing; there will be another look
            logger.debug(
                "%s: whether it is silent was not found out: %s", stream, error
            )
            return
        if self._were_missed(traded, heard):
            self.hub.refresh(stream, arg, "it fell silent, while trading went on")

    def _were_missed(self, traded: Sequence[float], heard: float) -> bool:
        """Whether trades should have been pushed since something was."""
        now = self.clock.time()
        ahead = self.server.estimate() - now
        since = [at - ahead for at in traded if at - ahead > heard + SLACK]
        return len(since) >= MANY or any(at < now - LAG for at in since)
