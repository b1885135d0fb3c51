"""What a caller may ask of order entry."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal, get_args

from attrs import field, frozen
from attrs.validators import optional

from okx_sdk.errors import InvalidArgument

__all__ = ["Check", "OnUnknown", "Placing", "Resend"]

Check = Literal["warn", "error"]
OnUnknown = Literal["resolve", "cancel", "raise"]
Resend = Literal["never", "if_absent"]


def _is_positive(_: object, attribute: object, value: float) -> None:
    if not 0 < value < 3_600:
        name = getattr(attribute, "name", "it")
        raise InvalidArgument(
            f"{name} is {value}: give seconds, above 0 and below 3600"
        )


def _is_one_of(kind: object) -> Callable[[object, object, object], None]:
    """Lets nothing through but what a kind allows: a slip would be quite another order."""
    allowed = get_args(kind)

    def check(_: object, attribute: object, value: object) -> None:
        if value not in allowed:
            name = getattr(attribute, "name", "it")
            words = " or ".join(map(repr, allowed))
            raise InvalidArgument(f"{name} is {value!r}: give {words}")

    return check


@frozen
class Placing:
    """How an order is entered; times are seconds.

    Args:
        ttl: how long the exchange may take to process it, from its sending on. What is
            not processed by then never will be.
        within: how long it may wait for its turn, and be tried while nothing of it has
            left.
        grace: for how long an order may be placed and not be found.
        patience: how long to look for an order when nothing gets through, or when its
            outcome cannot be proved though its time is over.
        on_unknown: what to do when no answer comes: find out what became of it; cancel
            it, and find out; or raise at once.
        resend: whether an order that is proved not to have been placed is sent again,
            once and under the same name.
        check: whether price and size are held against the instrument's steps first.
    """

    ttl: float = field(default=5.0, validator=_is_positive)
    within: float = field(default=10.0, validator=_is_positive)
    grace: float = field(default=2.0, validator=_is_positive)
    patience: float = field(default=15.0, validator=_is_positive)
    on_unknown: OnUnknown = field(default="resolve", validator=_is_one_of(OnUnknown))
    resend: Resend = field(default="never", validator=_is_one_of(Resend))
    check: Check | None = field(default=None, validator=optional(_is_one_of(Check)))
