"""The door of the streaming side: who may come in, and as what."""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping
from typing import cast, get_args

from attrs import define, field, frozen

from okx_sdk.sandbox.streaming.actions import Drop, Refuse, Reset
from okx_sdk.sandbox.streaming.channels import Surface
from okx_sdk.sandbox.streaming.faults import Faults, Occasion
from okx_sdk.sandbox.streaming.house import House
from okx_sdk.sandbox.streaming.talk import Conversation
from okx_sdk.sandbox.streaming.truth import MOST_HANDSHAKES, Handshake, Truth

__all__ = ["PREFIX", "Knock", "Refused", "Streams"]

PREFIX = "/ws/v5/"
_SURFACES: tuple[str, ...] = get_args(Surface)


@frozen
class Knock:
    """A handshake as it arrived; header names are lower case."""

    path: str
    address: str
    headers: Mapping[str, str] = field(factory=dict[str, str])
    query: str = ""

    @property
    def is_demo(self) -> bool:
        """Whether simulated trading is asked for: by header, query or host."""
        host = self.headers.get("host", "")
        return (
            self.headers.get("x-simulated-trading") == "1"
            or "brokerId=9999" in self.query
            or host.partition(".")[0].endswith("pap")
        )


@frozen
class Refused:
    """The door stays shut: an HTTP answer, or none and a reset if the status is 0."""

    status: int
    headers: Mapping[str, str] = field(factory=dict[str, str])
    body: str = ""


@define(eq=False)
class Streams:
    """Opens conversations.

    Args:
        house: what they share.
        handshakes: that an address may make within *window* seconds.
    """

    house: House
    handshakes: int = MOST_HANDSHAKES
    window: float = 1.0
    conversations: dict[int, Conversation] = field(
        factory=dict[int, Conversation], init=False
    )
    """Those that are open, by their numbers."""
    _opened: int = field(default=0, init=False)
    _arrivals: dict[str, deque[float]] = field(
        factory=dict[str, deque[float]], init=False
    )

    @property
    def faults(self) -> Faults:
        """What goes wrong."""
        return self.house.faults

    @property
    def truth(self) -> Truth:
        """What really happened."""
        return self.house.truth

    def knock(self, knock: Knock, now: float) -> Conversation | Refused:
        """A conversation with whoever knocks *now* (seconds), or a refusal."""
        surface = knock.path.removeprefix(PREFIX)
        refused = self._refusal(knock, surface, now)
        if refused is not None:
            self._record(knock, surface, now, refused.status, None)
            return refused
        self._opened += 1
        self._record(knock, surface, now, 101, self._opened)
        conversation = Conversation(
            self.house,
            cast("Surface", surface),
            self._opened,
            now,
            knock.address,
            knock.is_demo,
        )
        self.conversations[self._opened] = conversation
        return conversation

    def left(
        self, conversation: Conversation, now: float, code: int, reason: str
    ) -> None:
        """A conversation's connection is gone."""
        if self.conversations.pop(conversation.ordinal, None) is not None:
            conversation.closed(now, code, reason)

    def announce_upgrade(self, now: float, close_after: float = 60.0) -> None:
        """Tell every connection that it will be closed for a service upgrade."""
        for conversation in tuple(self.conversations.values()):
            conversation.announce(now, close_after)

    def _refusal(self, knock: Knock, surface: str, now: float) -> Refused | None:
        if surface not in _SURFACES or not knock.path.startswith(PREFIX):
            return Refused(404)
        struck = self._struck(surface, now)
        if struck is not None:
            return struck
        arrivals = self._arrivals.setdefault(knock.address, deque())
        while arrivals and arrivals[0] <= now - self.window:
            arrivals.popleft()
        if len(arrivals) >= self.handshakes:
            return Refused(429, body="Too Many Requests")
        arrivals.append(now)
        return None

    def _struck(self, surface: str, now: float) -> Refused | None:
        if not self.house.faults:
            return None
        occasion = Occasion("ws_upgrade", surface, self._opened + 1)
        for action in self.house.faults.decide(occasion, now):
            if isinstance(action, Refuse):
                wait = action.retry_after
                headers = {} if wait is None else {"retry-after": f"{wait:g}"}
                return Refused(action.status, headers, action.body)
            if isinstance(action, Reset | Drop):
                return Refused(0)
        return None

    def _record(
        self, knock: Knock, surface: str, now: float, status: int, ordinal: int | None
    ) -> None:
        shake = Handshake(now, knock.address, surface, status, ordinal)
        self.house.truth.handshakes.append(shake)
