"""The documented rate limits, enforced by arrival, in sliding windows."""

from __future__ import annotations

from collections import deque
from collections.abc import Hashable

from attrs import define, field

from okx_sdk.protocol.pacing import Rate
from okx_sdk.sandbox.refusals import Refusal

__all__ = ["Limits"]


@define
class Limits:
    """Who asked for what, when; *factor* makes every limit so many times as wide.

    A refused request does not count. *granted* and *refused* count all requests.
    """

    factor: float = 1.0
    granted: int = field(default=0, init=False)
    refused: int = field(default=0, init=False)
    _arrivals: dict[Hashable, deque[float]] = field(
        factory=dict[Hashable, deque[float]], init=False
    )
    _windows: dict[Hashable, float] = field(factory=dict[Hashable, float], init=False)

    def check(
        self,
        key: Hashable,
        rate: Rate,
        now: float,
        cost: int = 1,
        *,
        code: str = "50011",
    ) -> None:
        """Count a request that arrives *now* (seconds).

        Raises:
            Refusal: the window is full; *code* is how the exchange says so.
        """
        arrivals = self._arrivals.setdefault(key, deque())
        window = self._windows[key] = rate.seconds / self.factor
        while arrivals and arrivals[0] <= now - window:
            arrivals.popleft()
        if len(arrivals) + cost > rate.count:
            self.refused += 1
            raise Refusal(code, "Too Many Requests")
        self.granted += 1
        arrivals.extend([now] * cost)

    def counters(self, now: float) -> dict[Hashable, int]:
        """How much of each window is taken *now*, by its key."""
        return {
            key: sum(arrival > now - self._windows[key] for arrival in arrivals)
            for key, arrivals in self._arrivals.items()
        }
