"""The sandbox's REST side, pure: a call and a time in, an answer out.

Routes, parameters and limits come from the endpoint declarations, payloads from the
client's own converter run backwards; what each endpoint says comes from the desks.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from attrs import Factory, define, field, frozen

from okx_sdk.credentials import Credentials
from okx_sdk.protocol.endpoint import Endpoint, endpoint_of
from okx_sdk.sandbox.accounts.arriving import Asked
from okx_sdk.sandbox.accounts.keys import Key
from okx_sdk.sandbox.accounts.quota import check_expiry, check_quota
from okx_sdk.sandbox.accounts.venue import Venue
from okx_sdk.sandbox.algos.attached import algos_of
from okx_sdk.sandbox.arguments import read_arguments
from okx_sdk.sandbox.auth import authenticate
from okx_sdk.sandbox.calls import Answer, Call, Desk, Grade, Whole
from okx_sdk.sandbox.limits import Limits
from okx_sdk.sandbox.market import Market
from okx_sdk.sandbox.refusals import Refusal
from okx_sdk.sandbox.replies import (
    beside_of,
    envelope,
    fates_of,
    to_wire,
    told_by_rows,
)
from okx_sdk.sandbox.things import Things

F = TypeVar("F", bound=Callable[..., Any])

__all__ = [
    "Answer",
    "Call",
    "Desk",
    "Exchange",
    "Grade",
    "Whole",
    "answers",
    "fates_of",
    "route_of",
    "served",
]

_NOT_PERMITTED = "This API key doesn't have permission to use this function"


@frozen
class _Answering:
    """An endpoint, and what answers it."""

    endpoint: Endpoint
    function: Callable[..., Any]
    grade: Grade


_routes: dict[str, dict[str, _Answering]] = {}
"""What is answered, by path and method: all that the desks have registered."""


def answers(
    method: Callable[..., Any], *, grade: Grade = "simulated"
) -> Callable[[F], F]:
    """Register what answers an endpoint: it is given a desk and the call's arguments."""
    endpoint = endpoint_of(method)

    def register(function: F) -> F:
        route = _routes.setdefault(endpoint.path, {})
        route[endpoint.method] = _Answering(endpoint, function, grade)
        return function

    return register


def _new_venue(exchange: Exchange) -> Venue:
    return Venue(exchange.market)


@define
class Exchange:
    """Answers REST calls about one market.

    Args:
        venue: the accounts; without one, those that every sandbox begins with.
        limit_status: the HTTP status of 50011; OKX uses both 429 and 200.
    """

    market: Market
    limits: Limits = field(factory=Limits)
    venue: Venue = field(default=Factory(_new_venue, takes_self=True))
    limit_status: int = 429
    things: Things = field(factory=Things)

    @property
    def keys(self) -> dict[str, Credentials]:
        """Who may sign, by API key."""
        return self.venue.credentials

    def answer(self, call: Call, now: float) -> Answer:
        """What the exchange says to a call that arrives *now*, seconds since 1970."""
        try:
            route = _route(call)
            key = self._key(route.endpoint, call, now)
            if key is None:
                return self._answer(route, call, None, now)[0]
        except Refusal as refusal:
            return self._refusal(refusal)
        try:
            answer, codes = self._answer(route, call, key, now)
        except Refusal as refusal:
            answer, codes = self._refusal(refusal), (refusal.code,)
        self.venue.asked.append(_asked(call, key, now, codes))
        self.venue.flush()
        return answer

    def _refusal(self, refusal: Refusal) -> Answer:
        limited = refusal.code == "50011"
        status = self.limit_status if limited else refusal.status
        return envelope(status, refusal.code, refusal.message, [])

    def _answer(
        self, route: _Answering, call: Call, key: Key | None, now: float
    ) -> tuple[Answer, tuple[str, ...]]:
        """The answer, and the codes of its rows or its own."""
        endpoint = route.endpoint
        arrived = now if call.arrived is None else call.arrived
        if key is not None:
            _check_environment(key, call)
        rows = self._rows(
            route,
            read=lambda: read_arguments(endpoint, call.query, call.body),
            key=key,
            deadline=call.headers.get("exptime"),
            address=call.address,
            arrived=arrived,
            now=now,
            lag=call.lag,
        )
        data = to_wire(endpoint, rows)
        if isinstance(data, bytes):
            return Answer(200, data, "application/octet-stream"), ("0",)
        # What only asks tells of codes that are not its own.
        fates = fates_of(data) if endpoint.method == "POST" else ()
        code, message = told_by_rows(fates)
        beside = beside_of(endpoint, rows)
        return envelope(200, code, message, data, beside), fates or (code,)

    def act(
        self,
        endpoint: Endpoint,
        body: bytes,
        key: Key,
        **how: Any,
    ) -> list[Any]:
        """What a POST gives that came by another way, as rows on the wire.

        *how* is the request's deadline, address, times and lag.

        Raises:
            Refusal: it was refused as a whole.
        """
        route = _routes[endpoint.path][endpoint.method]
        rows = self._rows(
            route, read=lambda: read_arguments(endpoint, "", body), key=key, **how
        )
        found: list[Any] = to_wire(endpoint, rows)
        return found

    def _rows(
        self,
        route: _Answering,
        *,
        read: Callable[[], dict[str, Any]],
        key: Key | None,
        deadline: str | None,
        address: str,
        arrived: float,
        now: float,
        lag: float,
    ) -> Any:
        endpoint = route.endpoint
        if key is not None:
            if not key.may(endpoint.permission):
                raise Refusal("50120", _NOT_PERMITTED)
            algos_of(self.venue, key.account)
            self.venue.advance(int(now * 1000))
        arguments = read()
        self._count(endpoint, arguments, key, address, now)
        check_expiry(endpoint, deadline, arrived, now)
        desk = self.desk(key, now, arrived, lag)
        return route.function(desk, **arguments)

    def desk(
        self, key: Key | None, now: float, arrived: float = 0.0, lag: float = 0.0
    ) -> Desk:
        """The desk that answers who has a key, or none, at a time in seconds."""
        return Desk(
            self.market,
            int(now * 1000),
            None if key is None else key.credentials.api_key,
            self.things,
            self.venue,
            key,
            arrived,
            lag,
        )

    def _key(self, endpoint: Endpoint, call: Call, now: float) -> Key | None:
        is_signed = "ok-access-key" in call.headers
        if endpoint.signing == "never" or (
            endpoint.signing == "optional" and not is_signed
        ):
            return None
        target = f"{call.path}?{call.query}" if call.query else call.path
        text = f"{call.method}{target}".encode() + call.body
        # While it was kept waiting at the door it did not grow stale.
        at = now if call.arrived is None else call.arrived
        found = authenticate(self.keys, call.headers, text, at)
        key = self.key_of(found)
        if not key.lets_in(call.address):
            raise Refusal(
                "50110",
                f"Your IP {call.address} is not included in your API key's IP "
                "whitelist.",
            )
        return key

    def key_of(self, credentials: Credentials) -> Key:
        """What is known of a key that has signed."""
        return self.venue.key(credentials)

    def _count(
        self,
        endpoint: Endpoint,
        arguments: dict[str, Any],
        key: Key | None,
        address: str,
        now: float,
    ) -> None:
        """Count a call against the limits of its address and account.

        Raises:
            Refusal: 50011 or 50061, there were too many.
        """
        caller = address if key is None else key.account.uid
        who = {
            "ip": address,
            "user": caller,
            "master_user": address if key is None else key.account.main_uid,
            "user_or_ip": caller,
        }
        check_quota(self.limits, endpoint, arguments, who, now)


def _check_environment(key: Key, call: Call) -> None:
    demo = call.headers.get("x-simulated-trading") == "1"
    if not key.belongs(to_demo=demo):
        raise Refusal("50101", "APIKey does not match current environment.")


def _asked(call: Call, key: Key, now: float, codes: tuple[str, ...]) -> Asked:
    return Asked(
        now if call.arrived is None else call.arrived,
        now,
        "rest",
        f"{call.method} {call.path}",
        key.account.name,
        key.credentials.api_key,
        call.query or call.body.decode(errors="replace"),
        codes,
    )


class NoSuchPath(Refusal):
    """Nothing is served there."""

    def __init__(self) -> None:
        super().__init__("404", "Not Found")

    @property
    def status(self) -> int:
        """As any web server says it."""
        return 404


def _route(call: Call) -> _Answering:
    methods = _routes.get(call.path)
    if methods is None:
        raise NoSuchPath
    if call.method not in methods:
        raise Refusal("50115", "Invalid request method.")
    return methods[call.method]


def route_of(method: str, path: str) -> Endpoint:
    """The endpoint of a path, as every declared one is answered."""
    return _routes[path][method].endpoint


def served() -> list[tuple[Endpoint, Grade]]:
    """The endpoints that are answered, and how truly."""
    return [
        (each.endpoint, each.grade)
        for path in _routes.values()
        for each in path.values()
    ]
