"""The way to another connection: tries with pauses that grow until data has come."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from attrs import define, field

from okx_sdk.engine.clock import Chance, Clock
from okx_sdk.engine.wanted import Socket
from okx_sdk.errors import OkxError
from okx_sdk.protocol.backoff import Backoff

__all__ = ["Approach"]


@define(eq=False)
class Approach:
    """Opens sockets, and remembers how well that went.

    *trouble* is what stands in the way, if anything; *at_least* the seconds that the
    next try has to wait, whatever else.
    """

    connect: Callable[[], Awaitable[Socket]]
    clock: Clock
    chance: Chance
    trouble: OkxError | None = None
    at_least: float = 0.0
    backoff: Backoff = field(factory=Backoff)

    async def socket(self, is_wanted: Callable[[], bool]) -> Socket | None:
        """A socket, however long it takes; none if it is wanted no more.

        Raises:
            OkxError: another try would fare no better.
        """
        while True:
            wait, self.at_least = self.at_least, 0.0
            await self.clock.sleep(self.backoff.next(self.chance(), wait))
            if not is_wanted():
                return None
            try:
                return await self.connect()
            except OkxError as error:
                self.trouble = error
                self.at_least = error.retry_after or 0.0
                if not error.retryable:
                    raise
