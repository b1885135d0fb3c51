"""The streams that a portfolio is kept from: what they bring is taken as it comes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Protocol

from okx_sdk.channels import channels
from okx_sdk.channels.private import PrivateChannels
from okx_sdk.engine.hub import Hub
from okx_sdk.engine.subscription import Subscription
from okx_sdk.engine.wanted import date_of
from okx_sdk.errors import OkxError
from okx_sdk.protocol.buffers import Gap
from okx_sdk.protocol.channel import Arg

__all__ = ["Owner", "Part"]


class Owner(Protocol):
    """Whose part it is."""

    def lose(self, cause: str) -> None:
        """Something was missed, or may be."""

    def regain(self, gap: Gap) -> None:
        """A stream is back, and has missed what was pushed meanwhile."""

    def fail(self, error: OkxError) -> None:
        """A stream is over for good."""


class Part(Subscription[Any]):
    """One of the channels. Its rows go to *taken*, with whether they are all there is."""

    def __init__(
        self,
        hub: Hub,
        name: str,
        args: tuple[Any, ...],
        taken: Callable[[Sequence[Any], bool], None],
        owner: Owner,
    ) -> None:
        channel = channels(PrivateChannels)[name]
        super().__init__(hub, channel, channel.args(args, {}))
        self._give = taken
        self._owner = owner
        self._hub = hub

    def push(self, arg: Arg, rows: Sequence[Any], action: str | None) -> None:
        """Rows came."""
        unread = self.undecoded
        super().push(arg, rows, action)
        self._give(self._inbox.take(self.host.time()), action == "snapshot")
        if self.undecoded > unread:
            self._owner.lose("a row could not be read")
            now = date_of(self.host.time())
            self._owner.regain(Gap(now, now, "a row could not be read"))

    def replace(self, cause: str) -> None:
        """Have another connection, as this one does not tell everything."""
        for arg in list(self._args.values()):
            self._hub.replace(self, arg, cause)

    def interrupted(self, arg: Arg, cause: str) -> None:
        """What carries it is lost."""
        super().interrupted(arg, cause)
        self._owner.lose(cause)

    def gap(self, arg: Arg, gap: Gap) -> None:
        """It is there again, and may have missed something."""
        super().gap(arg, gap)
        self._inbox.take(self.host.time())
        self._owner.lose(gap.cause)
        self._owner.regain(gap)

    def _fail(self, error: OkxError) -> None:
        super()._fail(error)
        self._owner.fail(error)
