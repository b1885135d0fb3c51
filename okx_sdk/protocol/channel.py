"""A channel is a decorated signature; this makes subscription arguments of it."""

from __future__ import annotations

import functools
import inspect
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Literal, Protocol, TypeVar, cast, get_args

import attrs
from attrs import frozen

from okx_sdk.errors import InvalidArgument
from okx_sdk.protocol.names import wire_name

__all__ = [
    "Arg",
    "Channel",
    "ChannelSection",
    "Key",
    "Policy",
    "Subscriber",
    "channel",
    "channel_of",
    "key_of",
]

F = TypeVar("F", bound=Callable[..., Any])

Connection = Literal["public", "private", "business"]
Arg = Mapping[str, Any]
"""What names one subscription on the wire: its channel and parameters."""

Key = tuple[tuple[str, Any], ...]
"""An `Arg` to look things up by."""

Policy = Literal["conflate", "drop_oldest", "fail_closed"]
"""What a full buffer does: keep the latest of each instrument, drop the oldest with a
gap, or end the stream."""


_NOT_IN_KEYS = frozenset({"uid", "extraParams"})
_EXTRA = frozenset({"update_interval"})


def key_of(arg: Arg) -> Key:
    """The key of an argument, without what its echo has more or less."""
    return tuple(sorted((k, str(v)) for k, v in arg.items() if k not in _NOT_IN_KEYS))


@frozen
class Channel:
    """One channel of OKX, as its declaration states it.

    *identity* names the field by which repeated rows are known; *stale_after* is how
    many seconds of silence are too many, where the exchange documents a cadence.
    """

    name: str
    connection: Connection
    function: Callable[..., Any] = attrs.field(repr=False)
    login: bool = False
    policy: Policy = "drop_oldest"
    identity: str | None = None
    stale_after: float | None = None
    is_book: bool = False

    def __str__(self) -> str:
        return f"{self.connection}/{self.name}"

    @property
    def needs_login(self) -> bool:
        """Whether it is served only after a login."""
        return self.login or self.connection == "private"

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
    def model(self) -> Any:
        """What a row becomes: the item of the declared `Subscription[...]`."""
        (model,) = get_args(self.signature.return_annotation)
        return model

    def args(self, args: tuple[Any, ...], kwargs: dict[str, Any]) -> list[Arg]:
        """The wire's arguments of one call; each of several instruments has its own."""
        try:
            bound = self.signature.bind(*args, **kwargs)
        except TypeError as error:
            raise InvalidArgument(f"{self.name}: {error}") from None
        bound.apply_defaults()
        given = self._given(bound.arguments)
        name = self.name.format_map(given)
        fixed: dict[str, Any] = {"channel": name}
        several: list[tuple[str, Sequence[str]]] = []
        for parameter, value in given.items():
            if f"{{{parameter}}}" in self.name:
                continue
            if parameter in _EXTRA:
                fixed["extraParams"] = _extra(parameter, value)
            elif isinstance(value, list | tuple):
                several.append((wire_name(parameter), cast("Sequence[str]", value)))
            else:
                fixed[wire_name(parameter)] = _plain(parameter, value)
        if not several:
            return [fixed]
        (wire, values), *more = several
        if more or not values:
            raise InvalidArgument(f"{self.name}: give one list, with something in it")
        return [{**fixed, wire: _plain(wire, value)} for value in dict.fromkeys(values)]

    def _given(self, arguments: Mapping[str, Any]) -> dict[str, Any]:
        """What is not `None`, which only a parameter may be that is left out so."""
        for name, value in arguments.items():
            if value is None and self.signature.parameters[name].default is not None:
                raise InvalidArgument(f"{self.name}: {name} is None")
        return {name: value for name, value in arguments.items() if value is not None}


def _extra(name: str, value: object) -> str:
    """A text of JSON within the argument: so the exchange wants it."""
    if not isinstance(value, int) or value < 0:
        raise InvalidArgument(f"{name} is {value!r}: give a whole number")
    return f'{{"{wire_name(name)}":"{value}"}}'


def _plain(name: str, value: object) -> str:
    if not isinstance(value, str):
        raise InvalidArgument(f"{name} is {value!r}: give a text")
    if not value:
        raise InvalidArgument(f"{name} is empty: leave it out, or give None")
    return str(value)


class Subscriber(Protocol):
    """What subscribes: the hub of a client."""

    def subscription(self, channel: Channel, args: Sequence[Arg]) -> Any:
        """A subscription to these arguments, not yet begun."""


class ChannelSection:
    """The channels of one connection: declarations, and the hub that subscribes."""

    def __init__(self, hub: Subscriber) -> None:
        self._hub = hub


def channel(
    name: str,
    connection: Connection,
    *,
    login: bool = False,
    policy: Policy = "drop_oldest",
    identity: str | None = None,
    stale_after: float | None = None,
    is_book: bool = False,
) -> Callable[[F], F]:
    """Declare a channel: its name on the wire, its connection, and how it behaves."""

    def decorate(function: F) -> F:
        declared = Channel(
            name,
            connection,
            function,
            login,
            policy,
            identity,
            stale_after,
            is_book,
        )

        @functools.wraps(function)
        def subscribe(self: ChannelSection, *args: Any, **kwargs: Any) -> Any:
            hub = self._hub  # pyright: ignore[reportPrivateUsage] - a method in the end
            return hub.subscription(declared, declared.args(args, kwargs))

        subscribe.channel = declared  # type: ignore[attr-defined] # read by channel_of
        return cast("F", subscribe)

    return decorate


def channel_of(method: Callable[..., Any]) -> Channel:
    """The declaration behind a method of a channel section."""
    try:
        return cast("Channel", method.channel)  # type: ignore[attr-defined]
    except AttributeError:
        raise InvalidArgument(f"{method!r} is no declared channel") from None
