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
from okx_sdk.sandbox import keys
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
    """A request as it arrived; header names are lower case."""

    method: str
    path: str
    query: str
    body: bytes
    headers: Mapping[str, str]
    address: str


@frozen
class Answer:
    """What goes back."""

    status: int
    body: bytes
    content_type: str = "application/json"


@frozen
class Desk:
    """What answers one call: the market, the exchange's time in ms, and who asks.

    *things* is what all accounts have, and *keys* who may sign.
    """

    market: Market
    now: int
    user: str | None
    things: Things = field(factory=Things)
    keys: dict[str, Credentials] = field(factory=dict[str, Credentials])


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


def _sandbox_key() -> dict[str, Credentials]:
    key = Credentials(keys.API_KEY, keys.SECRET_KEY, keys.PASSPHRASE)
    return {key.api_key: key}


@define
class Exchange:
    """Answers REST calls about one market.

    Args:
        keys: who may sign, by API key.
        limit_status: the HTTP status of 50011; OKX uses both 429 and 200.
    """

    market: Market
    limits: Limits = field(factory=Limits)
    keys: dict[str, Credentials] = field(factory=_sandbox_key)
    limit_status: int = 429
    things: Things = field(factory=Things)

    def answer(self, call: Call, now: float) -> Answer:
        """What the exchange says to a call that arrives *now*, seconds since 1970."""
        try:
            return self._answer(_route(call), call, now)
        except Refusal as refusal:
            limited = refusal.code == "50011"
            status = self.limit_status if limited else refusal.status
            return _envelope(status, refusal.code, refusal.message, [])

    def _answer(self, route: _Answering, call: Call, now: float) -> Answer:
        endpoint = route.endpoint
        user = self._user(endpoint, call, now)
        arguments = read_arguments(endpoint, call.query, call.body)
        self._count(endpoint, arguments, user, call.address, now)
        desk = Desk(self.market, int(now * 1000), user, self.things, self.keys)
        rows = route.function(desk, **arguments)
        data = _to_wire(endpoint, rows)
        if isinstance(data, bytes):
            return Answer(200, data, "application/octet-stream")
        return _envelope(200, *_told_by_rows(data), data, _beside(endpoint, rows))

    def _user(self, endpoint: Endpoint, call: Call, now: float) -> str | None:
        is_signed = "ok-access-key" in call.headers
        if endpoint.signing == "never" or (
            endpoint.signing == "optional" and not is_signed
        ):
            return None
        target = f"{call.path}?{call.query}" if call.query else call.path
        text = f"{call.method}{target}".encode() + call.body
        return authenticate(self.keys, call.headers, text, now).api_key

    def _count(
        self,
        endpoint: Endpoint,
        arguments: dict[str, Any],
        user: str | None,
        address: str,
        now: float,
    ) -> None:
        caller = user or address
        who = {
            "ip": address,
            "user": caller,
            "master_user": caller,
            "user_or_ip": caller,
        }
        for demand in endpoint.demands(arguments, who):
            self.limits.check(demand.key, demand.rate, now, demand.cost)


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
    rows: list[Any] = data if isinstance(data, list) else []
    fates = [row["sCode"] for row in rows if isinstance(row, dict) and row.get("sCode")]
    bad = sum(fate != "0" for fate in fates)
    if not bad:
        return "0", ""
    return ("1", "All operations failed") if bad == len(fates) else ("2", "")


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
