"""An endpoint is a decorated signature; this makes requests and rows of it.

The path is what OKX prints, parameters are OKX's words in snake case, `None` is not
sent, and the return annotation says how the data is read.
"""

from __future__ import annotations

import functools
import inspect
from collections.abc import Callable, Mapping, Sequence
from types import NoneType
from typing import Annotated, Any, Protocol, TypeVar, cast, get_args, get_origin
from urllib.parse import quote, urlencode

import attrs
import orjson
from attrs import frozen

from okx_sdk.errors import InvalidArgument
from okx_sdk.protocol.encoding import to_json, to_query
from okx_sdk.protocol.envelope import Reply, Shape, open_envelope, read_rows
from okx_sdk.protocol.names import wire_name
from okx_sdk.protocol.pacing import Demand, Rate
from okx_sdk.protocol.paging import Cursor, by_row
from okx_sdk.protocol.request import Permission, Request, Signing

__all__ = ["Body", "Caller", "Endpoint", "Section", "endpoint_of", "get", "post"]

F = TypeVar("F", bound=Callable[..., Any])
T = TypeVar("T")

Body = Annotated[T, "body"]
"""Marks the parameter that is the whole body."""

Arguments = Mapping[str, Any]


@frozen(slots=False)  # with slots, cached properties make every attribute slow
class Endpoint:
    """An endpoint as its declaration states it; a batch of one counts as *alone*."""

    method: str
    path: str
    function: Callable[..., Any] = attrs.field(repr=False)
    rate: Rate | None = None
    permission: Permission | None = None
    signing: Signing = "never"
    cursor: Cursor | None = None
    page_size: int | None = None
    provisional: bool = False
    repeatable: bool = False
    alone: Endpoint | None = attrs.field(default=None, repr=False)

    def __str__(self) -> str:
        return f"{self.method} {self.path}"

    @property
    def name(self) -> str:
        """The method's name."""
        return self.function.__name__

    @functools.cached_property
    def signature(self) -> inspect.Signature:
        """The declared signature with its annotations resolved, without `self`."""
        signature = inspect.signature(self.function)
        hints = inspect.get_annotations(self.function, eval_str=True)
        _, *parameters = signature.parameters.values()
        return signature.replace(
            parameters=[p.replace(annotation=hints[p.name]) for p in parameters],
            return_annotation=hints["return"],
        )

    @functools.cached_property
    def body(self) -> str | None:
        """The parameter that is the whole body, if one is."""
        for name, parameter in self.signature.parameters.items():
            if "body" in getattr(parameter.annotation, "__metadata__", ()):
                return name
        return None

    @functools.cached_property
    def shape(self) -> Shape:
        """How the data is read."""
        kind = self.signature.return_annotation
        absent = NoneType in get_args(kind)
        if absent:
            (kind,) = (each for each in get_args(kind) if each is not NoneType)
        if get_origin(kind) is list:
            return Shape(get_args(kind)[0], many=True)
        return Shape(None if kind in {None, NoneType} else kind, absent=absent)

    def arguments(self, args: tuple[Any, ...], kwargs: Arguments) -> dict[str, Any]:
        """The arguments of one call by name; those that are `None` are left out."""
        try:
            bound = self.signature.bind(*args, **kwargs).arguments
        except TypeError as error:
            raise InvalidArgument(f"{self.name}: {error}") from None
        return {name: value for name, value in bound.items() if value is not None}

    def request(self, arguments: Arguments) -> Request:
        """The request of one call: for a GET a query, for a POST a JSON body."""
        if self.method == "GET":
            pairs = [(wire_name(n), to_query(n, v)) for n, v in arguments.items()]
            query = urlencode(pairs, quote_via=quote, safe=",:")
            path = f"{self.path}?{query}" if query else self.path
            return Request(self.method, path, b"", self.signing, self.repeatable)
        body = orjson.dumps(self._content(arguments)) if arguments else b""
        return Request(self.method, self.path, body, self.signing, self.repeatable)

    def _content(self, arguments: Arguments) -> Any:
        if self.body is None:
            return {wire_name(n): self._field(n, v) for n, v in arguments.items()}
        return to_json(self.body, arguments.get(self.body))

    def _field(self, name: str, value: Any) -> Any:
        """Several values are a list, unless one alone is a text: then commas join them."""
        kind = self.signature.parameters[name].annotation
        may_be_text = get_origin(kind) is not Sequence and str in get_args(kind)
        is_several = isinstance(value, list | tuple) and may_be_text
        return to_query(name, value) if is_several else to_json(name, value)

    def demands(self, arguments: Arguments, who: Mapping[str, str]) -> list[Demand]:
        """What one call takes from which buckets; *who* names the address and user."""
        whole: Any = arguments.get(self.body) if self.body else arguments
        if self.alone is not None and self.alone.body and len(whole) == 1:
            return self.alone.demands({self.alone.body: whole[0]}, who)
        return self.rate.demands(str(self), whole, who) if self.rate else []

    def read(self, reply: Reply) -> Any:
        """What the call gives; raises the error that the reply means."""
        kind = reply.headers.get("content-type", "")
        is_file = kind.startswith("application/octet-stream") and reply.status < 300
        if self.shape.kind is bytes and is_file:
            return reply.body
        is_batch = self.shape.many and self.method == "POST"
        envelope = open_envelope(reply, str(self), is_batch=is_batch)
        return read_rows(envelope.get("data"), self.shape, str(self), envelope)


class Caller(Protocol):
    """What makes the calls: the engine."""

    async def call(self, endpoint: Endpoint, arguments: Arguments) -> Any:
        """What the endpoint gives for these arguments."""


class Section:
    """One section of OKX's interface: declarations, and the engine that calls them."""

    def __init__(self, engine: Caller) -> None:
        self._engine = engine


def _declare(
    method: str,
    path: str,
    *,
    rate: Rate | None,
    permission: Permission | None = None,
    signing: Signing | None = None,
    cursor: Cursor | str | None = None,
    page_size: int | None = None,
    provisional: bool = False,
    repeatable: bool = False,
    alone: Callable[..., Any] | None = None,
) -> Callable[[F], F]:
    def decorate(function: F) -> F:
        endpoint = Endpoint(
            method,
            path,
            function,
            rate,
            permission,
            signing or ("always" if permission else "never"),
            by_row(cursor) if isinstance(cursor, str) else cursor,
            page_size,
            provisional,
            repeatable or method == "GET",
            endpoint_of(alone) if alone else None,
        )

        @functools.wraps(function)
        async def call(self: Section, *args: Any, **kwargs: Any) -> Any:
            return await self._engine.call(endpoint, endpoint.arguments(args, kwargs))  # pyright: ignore[reportPrivateUsage]

        call.endpoint = endpoint  # type: ignore[attr-defined] # read by endpoint_of
        return cast("F", call)

    return decorate


get = functools.partial(_declare, "GET")
post = functools.partial(_declare, "POST")


def endpoint_of(method: Callable[..., Any]) -> Endpoint:
    """The declaration behind a method of a section."""
    try:
        return cast("Endpoint", method.endpoint)  # type: ignore[attr-defined]
    except AttributeError:
        raise InvalidArgument(f"{method!r} is no endpoint of a section") from None
