"""A countdown at the exchange that has to be renewed: what is known of it, and when.

The countdown begins when the exchange deals with a renewal, which is after that left
here and before its answer came. So it cannot have run out before its length has passed
since the last acknowledged renewal *left*: until then the orders are safe.
"""

from __future__ import annotations

import math
from datetime import datetime
from typing import Literal

from attrs import define, field

from okx_sdk.errors import InvalidArgument

__all__ = ["Heartbeat", "OnExit", "check_countdown"]

OnExit = Literal["disarm", "cancel_now", "let_fire"]
"""What becomes of a countdown that is left in order."""

LEAST, MOST = 10, 120
"""Seconds that the exchange counts down from, at the least and at the most."""

_EXITS = ("disarm", "cancel_now", "let_fire")
_MOST_OF_TAG = 16


def check_countdown(timeout: int, every: float, tag: str | None, on_exit: str) -> None:
    """Make sure that a countdown can be had.

    Raises:
        InvalidArgument: the exchange would refuse it, or it could not be kept renewed.
    """
    if isinstance(timeout, bool) or timeout != int(timeout):
        raise InvalidArgument(f"timeout {timeout!r} is not in whole seconds")
    if not LEAST <= timeout <= MOST:
        raise InvalidArgument(
            f"timeout {timeout} s: the exchange counts down {LEAST} to {MOST} seconds"
        )
    if not 1 <= every <= timeout / 2:
        raise InvalidArgument(
            f"every {every:g} s: renew it once a second at most, and at least twice "
            f"in {timeout} s"
        )
    if tag is not None and not _is_tag(tag):
        raise InvalidArgument(f"tag {tag!r} is not of 1 to 16 letters and digits")
    if on_exit not in _EXITS:
        raise InvalidArgument(f"on_exit {on_exit!r} is none of {', '.join(_EXITS)}")


def _is_tag(tag: str) -> bool:
    return tag.isascii() and tag.isalnum() and len(tag) <= _MOST_OF_TAG


@define
class Heartbeat:
    """When a countdown was renewed last, and whether it may have run out.

    *timeout* is its length in seconds; times are those of a clock that never goes back.
    """

    timeout: float
    renewed: float = field(default=-math.inf, init=False)
    """When the last renewal that was acknowledged left."""
    failures: int = field(default=0, init=False)
    """How many renewals have failed since."""
    losses: int = field(default=0, init=False)
    """How often it may have run out."""
    is_armed: bool = field(default=False, init=False)
    _fires: datetime | None = field(default=None, init=False)
    """When it would run out, by the exchange's clock."""

    def acknowledged(self, left: float, fires: datetime | None = None) -> None:
        """A renewal that *left* then was acknowledged; one that was overtaken is nothing new."""
        if left > self.renewed:
            self.renewed, self._fires = left, fires
        self.failures, self.is_armed = 0, True

    def ran_out(self, now: datetime) -> bool:
        """Whether it may have run out by *now*, an exchange's time; that is told once.

        A machine that slept does not notice by a clock that slept with it.
        """
        if not self.is_armed or self._fires is None or now <= self._fires:
            return False
        return self._lose()

    def failed(self) -> None:
        """A renewal was refused or not answered."""
        self.failures += 1

    @property
    def safe_until(self) -> float:
        """Before that it cannot have run out."""
        return self.renewed + self.timeout

    def is_lost(self, now: float) -> bool:
        """Whether it may have run out by now; that is told once."""
        if not self.is_armed or now < self.safe_until:
            return False
        return self._lose()

    def _lose(self) -> bool:
        self.is_armed = False
        self.losses += 1
        return True

    def disarmed(self) -> None:
        """It is switched off."""
        self.is_armed = False
