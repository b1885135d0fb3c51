"""One subscription of a conversation: what is wanted of it, and what is on the wire."""

from __future__ import annotations

import math
from enum import Enum, auto

from attrs import define

from okx_sdk.protocol.channel import Arg

__all__ = ["Entry", "Wire", "names"]


class Wire(Enum):
    """How a subscription stands with the exchange."""

    OFF = auto()
    SUBSCRIBING = auto()
    ON = auto()
    UNSUBSCRIBING = auto()


@define
class Entry:
    """A subscription; *heard* is when it last brought anything.

    *renew* says that it is to be unsubscribed and subscribed again.
    """

    arg: Arg
    login: bool
    stale_after: float
    wanted: bool = True
    renew: bool = False
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
            self.wire = Wire.ON


def names(said: str, arg: Arg) -> bool:
    """Whether a message quotes the parameters of an argument."""
    values = [str(value) for name, value in arg.items() if name != "channel"]
    return bool(values) and all(value in said for value in values)
