"""One subscription of a conversation: what is wanted of it, and what is on the wire."""

from __future__ import annotations

import math
from collections import deque
from collections.abc import Collection, Iterable, Mapping, Sequence
from enum import Enum, auto
from typing import Any

import orjson
from attrs import define, field

from okx_sdk.protocol.channel import Arg, Key, key_of

__all__ = [
    "BUDGET",
    "MOST_BYTES",
    "Budget",
    "Echoes",
    "Entry",
    "Wire",
    "batches",
    "names",
]

BUDGET = 480
_WINDOW = 3_600.0
MOST_BYTES = 60_000  # of the 64 KB that the exchange takes in one message


class Wire(Enum):
    """How a subscription stands with the exchange."""

    OFF = auto()
    SUBSCRIBING = auto()
    ON = auto()
    UNSUBSCRIBING = auto()


@define
class Entry:
    """A subscription; *heard* is when it last brought anything.

    *renew* says that it is to be unsubscribed and subscribed again, *held* that it is
    not asked for, as it may be what another request was refused for.
    """

    arg: Arg
    login: bool
    stale_after: float
    wanted: bool = True
    renew: bool = False
    held: bool = False
    wire: Wire = Wire.OFF
    request: str = ""
    sent: float = 0.0
    tries: int = 0
    heard: float = math.inf

    @property
    def is_resting(self) -> bool:
        """Whether no request about it is under way."""
        return self.wire is Wire.ON or self.wire is Wire.OFF

    @property
    def is_settled(self) -> bool:
        """Whether the wire is as it is wanted."""
        is_on = self.wire is Wire.ON
        return self.is_resting and is_on == self.wanted and not (is_on and self.renew)

    def undo(self) -> None:
        """Forget the request that is under way."""
        if self.wire is Wire.SUBSCRIBING:
            self.wire = Wire.OFF
        elif self.wire is Wire.UNSUBSCRIBING:
            self.wire, self.renew = Wire.ON, self.wanted


def names(said: str, arg: Arg) -> bool:
    """Whether a message quotes the parameters of an argument."""
    values = [str(value) for name, value in arg.items() if name != "channel"]
    return bool(values) and all(value in said for value in values)


@define
class Budget:
    """The requests of a connection: so many within an hour."""

    _spent: deque[float] = field(factory=deque[float], init=False)

    def spend(self, now: float) -> None:
        """One was made."""
        self._spent.append(now)

    def left(self, now: float) -> int:
        """How many may be made."""
        while self._spent and self._spent[0] <= now - _WINDOW:
            self._spent.popleft()
        return BUDGET - len(self._spent)


@define
class Echoes:
    """Which subscription a message is of; old servers add words to what was asked."""

    _keys: dict[tuple[Any, ...], Key] = field(
        factory=dict[tuple[Any, ...], Key], init=False
    )

    def key(self, arg: Mapping[str, Any], known: Collection[Key]) -> Key:
        """The key of an echo."""
        try:
            raw = (*arg, *arg.values())
            key = self._keys.get(raw)
        except TypeError:  # a list among the values
            return key_of(arg)
        if key is None:
            key = key_of(arg)
            if key not in known:
                items = set(key)
                key = next((each for each in known if items.issuperset(each)), key)
            if key in known:
                self._keys[raw] = key
        return key

    def clear(self) -> None:
        """Forget them: there are others now."""
        self._keys.clear()


def batches(keys: Sequence[Key], args: Sequence[Arg]) -> Iterable[list[Key]]:
    """The keys, in as many messages as their arguments fill."""
    batch: list[Key] = []
    size = 0
    for key, arg in zip(keys, args, strict=True):
        width = len(orjson.dumps(arg)) + 1
        if batch and size + width > MOST_BYTES:
            yield batch
            batch, size = [], 0
        batch.append(key)
        size += width
    if batch:
        yield batch
