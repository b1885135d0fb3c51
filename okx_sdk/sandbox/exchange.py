"""The sandbox's REST side, pure: a call and a time in, an answer out.

Routes, parameters and limits come from the endpoint declarations, payloads from the
client's own converter run backwards; what each endpoint says comes from the desks.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from functools import cache
from inspect import Parameter
from typing import Any, TypeVar, cast, get_args
from urllib.parse import parse_qsl

import orjson
from attrs import define, field, frozen

from okx_sdk.credentials import Credentials
from okx_sdk.models._base import OpenEnum
from okx_sdk.protocol.codec import converter
from okx_sdk.protocol.endpoint import Endpoint, endpoint_of
from okx_sdk.protocol.names import wire_name
from okx_sdk.sandbox import keys
from okx_sdk.sandbox.auth import authenticate
from okx_sdk.sandbox.limits import Limits
from okx_sdk.sandbox.market import Market
from okx_sdk.sandbox.refusals import Refusal, bad_parameter, missing_parameter

F = TypeVar("F", bound=Callable[..., Any])

__all__ = ["Answer", "Call", "Desk", "Exchange", "Whole", "answers", "served"]


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
    """What answers one call: the market, the exchange's time in ms, and who asks."""

    market: Market
    now: int
    user: str | None


@frozen
class Whole:
    """Rows that are the data as they stand, where most endpoints send a list of them."""

    data: Any


@frozen
class _Answering:
    """An endpoint, and what answers it."""

    endpoint: Endpoint
    function: Callable[..., Any]


_routes: dict[str, dict[str, _Answering]] = {}
"""What is answered, by path and method: all that the desks have registered."""


def answers(method: Callable[..., Any]) -> Callable[[F], F]:
    """Register what answers an endpoint: it is given a desk and the call's arguments."""
    endpoint = endpoint_of(method)

    def register(function: F) -> F:
        route = _routes.setdefault(endpoint.path, {})
        route[endpoint.method] = _Answering(endpoint, function)
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
    keys: Mapping[str, Credentials] = field(factory=_sandbox_key)
    limit_status: int = 429

    def answer(self, call: Call, now: float) -> Answer:
        """What the exchange says to a call that arrives *now*, seconds since 1970."""
        try:
            data = self._data(call, now)
        except Refusal as refusal:
            limited = refusal.code == "50011"
            status = self.limit_status if limited else refusal.status
            return _envelope(status, refusal.code, refusal.message, [])
        if isinstance(data, bytes):
            return Answer(200, data, "application/octet-stream")
        return _envelope(200, "0", "", data)

    def _data(self, call: Call, now: float) -> Any:
        route = _route(call)
        endpoint = route.endpoint
        user = self._user(endpoint, call, now)
        arguments = read_arguments(endpoint, call)
        self._count(endpoint, arguments, user, call.address, now)
        desk = Desk(self.market, int(now * 1000), user)
        rows = route.function(desk, **arguments)
        return _to_wire(endpoint, rows)

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


def served() -> list[Endpoint]:
    """The endpoints that are answered."""
    return [each.endpoint for path in _routes.values() for each in path.values()]


def _envelope(status: int, code: str, message: str, data: Any) -> Answer:
    envelope = {"code": code, "msg": message, "data": data}
    return Answer(status, orjson.dumps(envelope))


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


def read_arguments(endpoint: Endpoint, call: Call) -> dict[str, Any]:
    """The arguments of a call by the names of the declaration; what is unknown is dropped.

    Raises:
        Refusal: one is missing or cannot be what it should.
    """
    sent = _sent(call)
    arguments: dict[str, Any] = {}
    for name, parameter in endpoint.signature.parameters.items():
        wire = wire_name(name)
        value = sent.get(wire)
        if value is None or value == "":
            if parameter.default is Parameter.empty:
                raise missing_parameter(wire)
            continue
        arguments[name] = _read(parameter, wire, value)
    _check_page(endpoint, arguments)
    return arguments


def _sent(call: Call) -> dict[str, Any]:
    if call.method == "GET":
        return dict(parse_qsl(call.query))
    if not call.body:
        return {}
    try:
        body = orjson.loads(call.body)
    except orjson.JSONDecodeError:
        raise Refusal("50002", "JSON syntax error") from None
    return cast("dict[str, Any]", body) if isinstance(body, dict) else {}


def _read(parameter: Parameter, wire: str, value: Any) -> Any:
    """A value as the declaration says; text where it says so, or says nothing."""
    kinds = get_args(parameter.annotation) or (parameter.annotation,)
    for kind in kinds:
        if isinstance(kind, type) and issubclass(kind, OpenEnum):
            member = kind(value) if isinstance(value, str) else None
            if member is None or not member.is_known:
                raise bad_parameter(wire)
            return member
    for kind in (int, Decimal, bool):
        if kind in kinds and not (str in kinds and kind is int):
            try:
                return converter.structure(value, kind)
            except ValueError:
                raise bad_parameter(wire) from None
    return value


def _check_page(endpoint: Endpoint, arguments: Mapping[str, Any]) -> None:
    limit = arguments.get("limit")
    if limit is not None and not 1 <= limit <= (endpoint.page_size or limit):
        raise bad_parameter("limit")
