"""The sandbox's REST side, pure: a call and a time in, an answer out.

Routes, parameters and limits come from the endpoint declarations, payloads from the
client's own converter run backwards; what each endpoint says comes from the desks.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from typing import Any, Literal, TypeVar

import attrs
import orjson
from attrs import define, field, frozen

from okx_sdk.credentials import Credentials
from okx_sdk.protocol.codec import converter
from okx_sdk.protocol.endpoint import Endpoint, endpoint_of
from okx_sdk.protocol.names import wire_name
from okx_sdk.sandbox.accounts.account import Account
from okx_sdk.sandbox.accounts.arriving import Asked
from okx_sdk.sandbox.accounts.keys import Key
from okx_sdk.sandbox.accounts.quota import check_expiry, check_quota
from okx_sdk.sandbox.accounts.venue import Venue
from okx_sdk.sandbox.arguments import read_arguments
from okx_sdk.sandbox.auth import authenticate
from okx_sdk.sandbox.limits import Limits
from okx_sdk.sandbox.market import Market
from okx_sdk.sandbox.refusals import Refusal
from okx_sdk.sandbox.things import Things

F = TypeVar("F", bound=Callable[..., Any])

__all__ = ["Answer", "Call", "Desk", "Exchange", "Grade", "Whole", "answers", "served"]

Grade = Literal["simulated", "stateful", "shape only"]
"""How true an answer is: computed as the exchange would from the market or the account;
kept and changed by calls, in a simpler way than the exchange's; or of the right form
alone."""


@frozen
class Call:
    """A request as it arrived; header names are lower case.

    *arrived* is when it came to the door, in seconds, if it was kept waiting there;
    *lag* is for how many seconds queries do not find what it creates.
    """

    method: str
    path: str
    query: str
    body: bytes
    headers: Mapping[str, str]
    address: str
    arrived: float | None = None
    lag: float = 0.0


@frozen
class Answer:
    """What goes back."""

    status: int
    body: bytes
    content_type: str = "application/json"


@frozen
class Desk:
    """What answers one call: the market, the exchange's time in ms, and who asks.

    *things* is what all accounts have, and *keys* who may sign. *key* is that of a
    signed call; *arrived* is when it came to the door, in seconds, and *lag* for how
    many queries do not find what it creates.
    """

    market: Market
    now: int
    user: str | None
    things: Things = field(factory=Things)
    keys: dict[str, Credentials] = field(factory=dict[str, Credentials])
    _venue: Venue | None = None
    key: Key | None = None
    arrived: float = 0.0
    lag: float = 0.0

    @property
    def venue(self) -> Venue:
        """All accounts; it places orders on their behalf."""
        assert self._venue is not None, "only a desk without calls has none"
        return self._venue

    @property
    def account(self) -> Account:
        """The account of who asks; the endpoint has to be one that wants a signature."""
        assert self.key is not None, "the call is signed"
        return self.key.account


@frozen
class Whole:
    """Rows that are the data as they stand, where most endpoints send a list of them."""

    data: Any


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


@define
class Exchange:
    """Answers REST calls about one market.

    Args:
        venue: the accounts; without one, those that every sandbox begins with.
        limit_status: the HTTP status of 50011; OKX uses both 429 and 200.
    """

    market: Market
    limits: Limits = field(factory=Limits)
    venue: Venue = field()
    limit_status: int = 429
    things: Things = field(factory=Things)

    @venue.default
    def _new_venue(self) -> Venue:
        return Venue(self.market)

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
        return _envelope(status, refusal.code, refusal.message, [])

    def _answer(
        self, route: _Answering, call: Call, key: Key | None, now: float
    ) -> tuple[Answer, tuple[str, ...]]:
        """The answer, and the codes of its rows or its own."""
        endpoint = route.endpoint
        rows = self._rows(route, call, key, now)
        data = _to_wire(endpoint, rows)
        if isinstance(data, bytes):
            return Answer(200, data, "application/octet-stream"), ("0",)
        code, message = _told_by_rows(data)
        beside = _beside(endpoint, rows)
        return _envelope(200, code, message, data, beside), _fates(data) or (code,)

    def _rows(self, route: _Answering, call: Call, key: Key | None, now: float) -> Any:
        endpoint = route.endpoint
        arrived = now if call.arrived is None else call.arrived
        if key is not None:
            _check_key(key, endpoint, call)
            self.venue.advance(int(now * 1000))
        arguments = read_arguments(endpoint, call.query, call.body)
        self.count(endpoint, arguments, key, call.address, now)
        check_expiry(endpoint, call.headers.get("exptime"), arrived, now)
        desk = self.desk(key, now, arrived=arrived, lag=call.lag)
        return route.function(desk, **arguments)

    def desk(
        self, key: Key | None, now: float, *, arrived: float = 0.0, lag: float = 0.0
    ) -> Desk:
        """The desk that answers who has a key, or none."""
        return Desk(
            self.market,
            int(now * 1000),
            None if key is None else key.credentials.api_key,
            self.things,
            self.keys,
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
        return self.venue.key(found, self.things.account_of(found.api_key))

    def count(
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


def _check_key(key: Key, endpoint: Endpoint, call: Call) -> None:
    """Make sure that a key is one of this environment, and may do this."""
    demo = call.headers.get("x-simulated-trading") == "1"
    if not key.belongs(to_demo=demo):
        raise Refusal("50101", "APIKey does not match current environment.")
    if not key.may(endpoint.permission):
        raise Refusal(
            "50120", "This API key doesn't have permission to use this function"
        )


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


@cache
def _is_declared(path: str) -> bool:
    """Whether the exchange has such a path, though nothing here answers it."""
    from okx_sdk.rest import endpoints, sections

    return any(
        endpoint.path == path
        for section in sections()
        for endpoint in endpoints(section).values()
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
    if methods is None and _is_declared(call.path):
        raise Refusal("50038", "The sandbox does not simulate this feature yet.")
    if methods is None:
        raise NoSuchPath
    if call.method not in methods:
        raise Refusal("50115", "Invalid request method.")
    return methods[call.method]


def served() -> list[tuple[Endpoint, Grade]]:
    """The endpoints that are answered, and how truly."""
    return [
        (each.endpoint, each.grade)
        for path in _routes.values()
        for each in path.values()
    ]


def _envelope(
    status: int,
    code: str,
    message: str,
    data: Any,
    beside: Mapping[str, Any] | None = None,
) -> Answer:
    envelope = {"code": code, "msg": message, "data": data, **(beside or {})}
    return Answer(status, orjson.dumps(envelope))


def _told_by_rows(data: Any) -> tuple[str, str]:
    """The envelope's code where each row tells its fate: all went well, none, or some."""
    fates = _fates(data)
    bad = sum(fate != "0" for fate in fates)
    if not bad:
        return "0", ""
    return ("1", "All operations failed") if bad == len(fates) else ("2", "")


def _fates(data: Any) -> tuple[str, ...]:
    rows: list[Any] = data if isinstance(data, list) else []
    return tuple(
        row["sCode"] for row in rows if isinstance(row, dict) and row.get("sCode")
    )


def _beside(endpoint: Endpoint, rows: Any) -> dict[str, Any]:
    """What stands beside the rows, by what the first of them says."""
    kind = endpoint.shape.kind
    first = rows[0] if isinstance(rows, list) and rows else rows
    if not attrs.has(kind) or not isinstance(first, kind):
        return {}
    found = {
        each.name: getattr(first, each.name)
        for each in attrs.fields(kind)
        if "beside" in each.metadata
    }
    return {
        wire_name(name): converter.unstructure(value)
        for name, value in found.items()
        if value is not None
    }


def _to_wire(endpoint: Endpoint, rows: Any) -> Any:
    kind = endpoint.shape.kind
    if kind is bytes:
        return rows
    if isinstance(rows, Whole):
        return converter.unstructure(rows.data, unstructure_as=kind)
    if rows is None:
        return []
    many: list[Any] = rows if endpoint.shape.many else [rows]
    return [converter.unstructure(row, unstructure_as=kind) for row in many]
