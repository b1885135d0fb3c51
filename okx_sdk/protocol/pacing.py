"""Rate limits, kept before the exchange has to.

A limit is data; a wait is a returned number. The exchange counts arrivals, which we
cannot see: a request arrives somewhere between its sending and its answer. So a place
in the window is taken to be used at the latest moment that fits the answer's arrival
and the shortest round trip known, and is free again one window later.
"""

from __future__ import annotations

import functools
import math
import re
from bisect import insort
from collections import Counter
from collections.abc import Hashable, Mapping, Sequence
from typing import Any, Literal, cast

from attrs import define, field, frozen

from okx_sdk.errors import InvalidArgument

__all__ = [
    "SUB_ACCOUNT_CAP",
    "Demand",
    "Pacer",
    "Rate",
    "Scope",
    "Ticket",
    "per_instrument",
    "per_ip",
    "per_user",
]

Scope = Literal["ip", "user", "user_or_ip", "master_user"]
Unit = Literal["requests", "orders"]

_OPTION = re.compile(r"(.+)-\d{6}-[\d.]+-[CP]", re.ASCII)
_SPOT = re.compile(r"[^-]+-[^-]+", re.ASCII)

# The window is kept longer than documented by this part of itself, more so for a
# while after a refusal. A twentieth is the most that may be lost in steady state.
LEAST_HEADROOM = 0.005
MOST_HEADROOM = 0.25

# Others may use the same quota: what is refused makes us want less of it in a window,
# and each window without a refusal some more again.
YIELD = 0.75
REGAIN = 0.04
LEAST_SHARE = 0.05

_LEAST_WAIT = 0.001
_LOOK_AGAIN = 0.02  # whether a late answer came
_KEPT_ALIVE = 3.0  # an idle connection is surely still open for so long
_EPOCH = 300.0  # after so many seconds, and
_ENOUGH = 20  # so many round trips, the route may have changed
_FEW = 0.5  # what is surely no more than the shortest, of one that few have confirmed


@frozen
class Rate:
    """So many requests (or orders) in so many seconds, by whom and by what.

    *lead_trader* is the lesser count for the instruments that one leads in; who does
    is not known here. *also* are limits that hold at the same time. Endpoints whose
    limits have the same *pool* share one. *derivatives* alone count, if that is said.
    """

    count: int
    seconds: float
    scope: Scope
    by: tuple[str, ...] = ()
    unit: Unit = "requests"
    by_option_family: bool = False
    lead_trader: int | None = None
    also: tuple[Rate, ...] = ()
    pool: str = ""
    derivatives: bool = False

    def costs(self, content: object) -> dict[tuple[str, ...], int]:
        """What a request with these arguments, or this list of items, takes by bucket."""
        if not (self.by or self.derivatives or _is_list(content)):
            return {(): 1}
        items = cast("list[Any]", content if _is_list(content) else [content])
        if self.derivatives:
            items = [each for each in items if not _SPOT.fullmatch(_read(each))]
        counts = Counter(tuple(self._name(i, by) for by in self.by) for i in items)
        return counts if self.unit == "orders" else dict.fromkeys(counts, 1)

    def demands(
        self, name: str, content: object, who: Mapping[str, str]
    ) -> list[Demand]:
        """What the request of that *name* takes from the buckets of this and its like."""
        return [
            Demand((rate.pool or name, who[rate.scope], rate.seconds, by), rate, n)
            for rate in (self, *self.also)
            for by, n in rate.costs(content).items()
        ]

    def _name(self, item: Any, by: str) -> str:
        value = _read(item, by)
        option = _OPTION.fullmatch(value) if self.by_option_family else None
        return option[1] if option else value


def _read(item: Any, name: str = "inst_id") -> str:
    """A parameter of a call, or a field of a payload."""
    read = getattr(item, "get", functools.partial(getattr, item))
    return str(read(name, None))


def _is_list(content: object) -> bool:
    return isinstance(content, list | tuple)


def per_ip(count: int, seconds: float = 2, *, by: str = "") -> Rate:
    """A limit of each address; *by* names parameters that have buckets of their own."""
    return Rate(count, seconds, "ip", tuple(by.split()))


def per_user(
    count: int,
    seconds: float = 2,
    *,
    by: str = "",
    scope: Scope = "user",
    also: Sequence[Rate] = (),
) -> Rate:
    """A limit of each user; every sub-account is a user of its own."""
    return Rate(count, seconds, scope, tuple(by.split()), also=tuple(also))


def per_instrument(
    count: int,
    seconds: float = 2,
    *,
    unit: Unit = "requests",
    lead_trader: int | None = None,
    also: Sequence[Rate] = (),
) -> Rate:
    """A limit of each user and instrument; a family's options share theirs."""
    return Rate(
        count, seconds, "user", ("inst_id",), unit, True, lead_trader, tuple(also)
    )


SUB_ACCOUNT_CAP = Rate(
    1_000, 2.0, "user", unit="orders", pool="new and amended orders", derivatives=True
)
"""All orders that a sub-account places and amends, over REST and WebSocket."""


@frozen
class Demand:
    """What one request takes from one bucket."""

    key: Hashable
    rate: Rate
    cost: int = 1


@define(eq=False)
class Ticket:
    """One request's place in its queues; *at* is when it is counted as arrived."""

    demands: Sequence[Demand]
    at: float = 0.0
    sent: float = 0.0
    alone: bool = False


@define
class _Bucket:
    rate: Rate
    waiting: dict[Ticket, int] = field(
        factory=dict[Ticket, int]
    )  # in order of arrival, with cost
    flying: dict[Ticket, int] = field(factory=dict[Ticket, int])  # granted and not over
    landed: list[float] = field(
        factory=list[float]
    )  # when the others arrived, each unit
    headroom: float = LEAST_HEADROOM
    share: float = 1.0  # of the quota, where others use it too
    calm: float = -math.inf  # until when one more refusal tells nothing new

    @property
    def quota(self) -> int:
        """How many a window may hold of ours."""
        return max(1, int(self.rate.count * self.share))

    def wait(self, ticket: Ticket, now: float) -> float:
        """Seconds until the ticket's turn, as far as it can be told now."""
        window = self.rate.seconds * (1 + self.headroom)
        while self.landed and self.landed[0] + window <= now:
            del self.landed[0]
        used = len(self.landed) + sum(self.flying.values())
        quota = max(self.quota, self.waiting[ticket])
        need = used + self._up_to(ticket) - quota
        if need <= 0:
            return 0.0
        later, place = divmod(need - 1, quota)
        taken = sorted((*self.landed, *self._least()))
        at = taken[place] if place < len(taken) else now
        delay = at + window * (later + 1) - now
        if delay <= 0:
            return _LOOK_AGAIN
        # Those far behind look again half-way: some ahead may have given up by then.
        return max(min(delay, max(window, delay / 2)), _LEAST_WAIT)

    def _least(self) -> list[float]:
        """When those that are not over can have arrived at the earliest."""
        return [ticket.at for ticket, cost in self.flying.items() for _ in range(cost)]

    def _up_to(self, ticket: Ticket) -> int:
        units = 0
        for other, cost in self.waiting.items():
            units += cost
            if other is ticket:
                break
        return units

    def grant(self, ticket: Ticket) -> None:
        self.flying[ticket] = self.waiting.pop(ticket)
        self.headroom = max(LEAST_HEADROOM, self.headroom * 0.995)
        self.share = min(1.0, self.share + REGAIN / self.quota)

    def land(self, ticket: Ticket) -> None:
        for _ in range(self.flying.pop(ticket)):
            insort(self.landed, ticket.at)

    def refuse(self, now: float) -> None:
        """The exchange counts otherwise: take the window for full, and want less."""
        for ticket in self.flying:
            ticket.at = max(ticket.at, now)
        if now >= self.calm:
            self.headroom = min(MOST_HEADROOM, self.headroom * 2)
            self.share = max(LEAST_SHARE, self.share * YIELD)
            self.calm = now + self.rate.seconds
        self.landed = [now] * (self.quota - sum(self.flying.values()))


@define
class Pacer:
    """All the buckets of one address, and the shortest round trip seen to it."""

    _buckets: dict[Hashable, _Bucket] = field(factory=dict[Hashable, _Bucket])
    _round_trip: float = 0.0
    _in_flight: int = 0
    _answered: float = -math.inf
    _epoch: float = math.inf
    _recent: float = math.inf
    """The shortest of this epoch, which the next one begins with."""
    _measured: int = 0
    _confirmed: int = 0
    """How many answers there were to shorten the shortest."""

    def join(self, demands: Sequence[Demand]) -> Ticket:
        """Queue for some buckets; `wait` then says for how long, `leave` gives up."""
        ticket = Ticket(demands)
        for demand in demands:
            if demand.cost > demand.rate.count:
                raise InvalidArgument(
                    f"{demand.cost} at once never fit a limit of {demand.rate.count} "
                    f"in {demand.rate.seconds:g} s: send fewer at a time"
                )
        for demand in demands:
            bucket = self._buckets.setdefault(demand.key, _Bucket(demand.rate))
            bucket.waiting[ticket] = demand.cost
        return ticket

    def wait(self, ticket: Ticket, now: float) -> float:
        """Zero: the ticket is granted in all its buckets. Else: ask again so late."""
        buckets = [self._buckets[demand.key] for demand in ticket.demands]
        delay = max((bucket.wait(ticket, now) for bucket in buckets), default=0.0)
        if delay > 0:
            return delay
        ticket.at = ticket.sent = now
        # A lone request on a connection that is still open measures the round trip.
        ticket.alone = not self._in_flight and now - self._answered < _KEPT_ALIVE
        self._in_flight += 1
        for bucket in buckets:
            bucket.grant(ticket)
        return 0.0

    def leave(self, ticket: Ticket) -> None:
        """Give up a place in the queues that was not granted."""
        for demand in ticket.demands:
            self._buckets[demand.key].waiting.pop(ticket, None)

    def settle(self, ticket: Ticket, now: float, *, answered: bool = True) -> None:
        """The request is over: from its end follows when it can have arrived."""
        self._in_flight -= 1
        if answered:
            self._answered = now
            self._measure(ticket, now)
        ticket.at = max(ticket.at, now - (self._least_trip if answered else 0.0))
        for demand in ticket.demands:
            self._buckets[demand.key].land(ticket)

    @property
    def _least_trip(self) -> float:
        """The shortest round trip, as far as it is known; the first may have been long."""
        sure = 1.0 if self._confirmed >= _ENOUGH else _FEW
        return self._round_trip * sure

    def _measure(self, ticket: Ticket, now: float) -> None:
        """Any round trip may shorten the shortest; only lone ones can lengthen it.

        One that is taken for too long breaks a limit, so a few long ones are none yet.
        """
        seen = now - ticket.sent
        self._epoch = min(self._epoch, now)
        if now - self._epoch > _EPOCH and self._measured >= _ENOUGH:
            self._round_trip = self._recent
            self._epoch, self._recent, self._measured = now, math.inf, 0
        if ticket.alone:
            self._recent = min(seen, self._recent)
            self._measured += 1
        if ticket.alone or self._round_trip:
            self._confirmed += 1
            self._round_trip = min(seen, self._round_trip or seen)

    def refuse(self, ticket: Ticket, now: float) -> None:
        """The exchange refused it for its rate: all its buckets are full."""
        for demand in ticket.demands:
            self._buckets[demand.key].refuse(now)
