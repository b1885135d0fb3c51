"""Logins of a link's connections: when to try, and what an answer means."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping

from attrs import define, field

from okx_sdk.engine.life import Life
from okx_sdk.engine.wanted import Gate
from okx_sdk.errors import OkxError, TimestampExpired, lookup
from okx_sdk.protocol.backoff import login_error
from okx_sdk.protocol.events import LoggedIn, LoginFailed

__all__ = ["Admission"]


@define(eq=False)
class Admission:
    """Lets the connections of a link log in, once each.

    Args:
        login: gives the arguments of a login; `None` where there is no key.
        gate: lets one connection of a client at a time log in.
    """

    login: Callable[[], Awaitable[Mapping[str, str]]] | None
    gate: Gate
    _tries: int = field(default=0, init=False)

    async def knock(self, life: Life) -> OkxError | None:
        """Send a login, once and in its turn; gives why none is to be had, if so."""
        if life.knocked or self.login is None:
            return None
        if self.gate.error is not None:
            return self.gate.error
        if self.gate.enter(life, life.wake):
            life.knocked = True
            self._tries += 1
            life.session.log_in(await self.login())
        return None

    def answered(self, event: LoggedIn | LoginFailed) -> OkxError | None:
        """What an answer means for good; nothing, where another try may do."""
        if isinstance(event, LoggedIn):
            self._tries, self.gate.is_proven = 0, True
            self.gate.is_mistimed = False
            return None
        self.gate.is_mistimed = issubclass(lookup(event.code), TimestampExpired)
        return login_error(event.code, event.message, self._tries)
