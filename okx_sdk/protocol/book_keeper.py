"""When a book is asked for anew: after a break once, not too often, and not for ever.

Pure: time is an argument, and what is to be done is a returned value.
"""

from __future__ import annotations

from math import inf

from attrs import define, field, frozen

from okx_sdk.protocol.book_events import BookEvent, Broken, Ignored, Why

__all__ = ["BookAction", "BookKeeper", "Reconnect", "Resubscribe"]


@frozen
class Resubscribe:
    """Unsubscribe this book's channel and subscribe it again."""

    reason: str


@frozen
class Reconnect:
    """Replace the connection: the exchange does not send the book on this one."""

    reason: str


BookAction = Resubscribe | Reconnect


@define
class _Window:
    """When something was done, of late; what is older than *span* is forgotten."""

    span: float
    times: list[float] = field(factory=list[float])

    def add(self, now: float) -> None:
        self.times = [t for t in self.times if t + self.span > now] + [now]


@define
class BookKeeper:
    """What one book's subscription needs; made when it has been sent, at *now*.

    Tell it by `saw` each event of the book, and call `tick` after the seconds that
    `wait` gives. An action returned is to be carried out: it is not repeated. Each
    break of the book brings one `Resubscribe`, at most *limit* of them (reconnects
    counted too) in *span* seconds: those above it are held back. No snapshot for
    *patience* seconds brings a `Reconnect`, at most *limit* of them in *span* seconds.
    """

    now: float
    patience: float = 10.0
    limit: int = 4
    span: float = 60.0
    _deadline: float = field(init=False)
    _wanted: str | None = field(init=False, default=None)
    _resubscribes: _Window = field(init=False)
    _reconnects: _Window = field(init=False)

    def __attrs_post_init__(self) -> None:
        """The first snapshot is waited for."""
        self._resubscribes = _Window(self.span)
        self._reconnects = _Window(self.span)
        self.subscribed(self.now)

    @property
    def is_waiting(self) -> bool:
        """Whether a subscription is under way, and its snapshot has not come."""
        return self._deadline < inf

    def subscribed(self, now: float) -> None:
        """The subscription has been sent again, as after a reconnection."""
        self.now, self._wanted, self._deadline = now, None, now + self.patience

    def lost(self) -> None:
        """There is no connection: nothing is wanted until `subscribed`."""
        self._wanted, self._deadline = None, inf

    def saw(self, event: BookEvent, now: float) -> BookAction | None:
        """Take what the book made of a message; its next duty is returned."""
        if isinstance(event, Broken):
            self._wanted, self._deadline = self._wanted or str(event), inf
            return self.tick(now)
        if not (isinstance(event, Ignored) and event.why is Why.WAITING):
            # The book is right: also where a snapshot came that nobody asked for.
            self._wanted, self._deadline = None, inf
        return None

    def tick(self, now: float) -> BookAction | None:
        """What is due at *now*."""
        if now < self._due(now):
            return None
        if self._wanted is not None:
            reason = self._wanted
            self._resubscribes.add(now)
            self.subscribed(now)
            return Resubscribe(reason)
        self._reconnects.add(now)
        self.lost()
        return Reconnect(f"no snapshot came within {self.patience:g} s")

    def wait(self, now: float) -> float | None:
        """Seconds until `tick` has something to say, if nothing else happens."""
        due = self._due(now)
        return max(due - now, 0.0) if due < inf else None

    def _due(self, now: float) -> float:
        if self._wanted is not None:
            times = self._resubscribes.times + self._reconnects.times
            return max(now, self._free_at(times))
        return max(self._deadline, self._free_at(self._reconnects.times))

    def _free_at(self, times: list[float]) -> float:
        """When fewer than *limit* lie within the span."""
        if len(times) < self.limit:
            return -inf
        return sorted(times)[-self.limit] + self.span
