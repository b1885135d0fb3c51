"""What really happened: the sandbox's own record, to hold a client's story against."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Iterable

from attrs import define, field, frozen

from okx_sdk.sandbox.accounts.truth import AccountsTruth
from okx_sdk.sandbox.bars import Bar, next_open, open_of
from okx_sdk.sandbox.books import Book
from okx_sdk.sandbox.instruments import Instrument
from okx_sdk.sandbox.market import Market
from okx_sdk.sandbox.trades import CandleData, Trade

__all__ = ["Control", "Ended", "Handshake", "Pushed", "Truth", "Unclean"]

MOST_HANDSHAKES = 3  # a second and an address
MOST_CONTROLS = 480  # an hour and a connection
MOST_BYTES = 64 * 1024  # of a message

_SECOND, _HOUR = 1.0, 3_600.0


class Unclean(AssertionError):  # noqa: N818 - it says what a client was
    """A client has not kept to the exchange's etiquette."""


@frozen
class Handshake:
    """Somebody knocked; the status tells whether the door was opened (101)."""

    time: float
    address: str
    surface: str
    status: int
    connection: int | None


@frozen
class Control:
    """A message from a client, other than a ping."""

    time: float
    connection: int
    op: str
    size: int
    is_counted: bool


@frozen
class Pushed:
    """Something was sent on a subscription, after faults have had their say."""

    time: float
    connection: int
    text: str | bytes


@frozen
class Ended:
    """A connection is over."""

    time: float
    connection: int
    code: int
    reason: str


@define(eq=False)
class Truth:
    """The record of one sandbox; only so many *pushes* are kept."""

    market: Market
    kept: int = 10_000
    _accounts: AccountsTruth | None = field(default=None, alias="accounts")
    handshakes: list[Handshake] = field(factory=list[Handshake], init=False)
    controls: list[Control] = field(factory=list[Control], init=False)
    ends: list[Ended] = field(factory=list[Ended], init=False)
    pushes: deque[Pushed] = field(init=False)
    unauthenticated: list[Control] = field(factory=list[Control], init=False)
    """Private requests that came before the login was accepted."""

    def __attrs_post_init__(self) -> None:
        self.pushes = deque(maxlen=self.kept)

    @property
    def accounts(self) -> AccountsTruth:
        """What really became of orders, and every private request."""
        assert self._accounts is not None, "the accounts are those of an exchange"
        return self._accounts

    def connections(self) -> list[int]:
        """The connections that were opened, by their numbers."""
        return [shake.connection for shake in self.handshakes if shake.connection]

    def ops(self, connection: int) -> list[str]:
        """What was asked on a connection, in order."""
        return [c.op for c in self.controls if c.connection == connection]

    def pushed(self, connection: int) -> list[str | bytes]:
        """What was sent on a connection's subscriptions, in order."""
        return [push.text for push in self.pushes if push.connection == connection]

    def book(self, inst_id: str, seq_id: int, levels: int = 400) -> Book:
        """The book of a sequence number, in ticks and lots."""
        inst = self._instrument(inst_id, seq_id * 100)
        return self.market.book(inst, seq_id, levels)

    def trades(self, inst_id: str, start: int, end: int) -> list[Trade]:
        """All trades with start <= ts < end (ms), oldest first."""
        return self.market.trades_between(self._instrument(inst_id, end), start, end)

    def candles(
        self, inst_id: str, bar: Bar | str, start: int, end: int
    ) -> list[CandleData]:
        """The bars that open at or after *start* and are over at *end*, oldest first."""
        inst = self._instrument(inst_id, end)
        opened = open_of(bar, start)
        if opened < start:
            opened = next_open(bar, opened)
        found: list[CandleData] = []
        while next_open(bar, opened) <= end:
            row = self.market.candle(inst, bar, opened, end)
            if row is not None:
                found.append(row)
            opened = next_open(bar, opened)
        return found

    def assert_clean(self) -> None:
        """Make sure that clients have kept to the exchange's etiquette.

        Raises:
            Unclean: there were too many handshakes, requests or bytes, or private
                requests without a login.
        """
        faults = [*self._hasty(), *self._greedy(), *self._bulky(), *self._forward()]
        if faults:
            raise Unclean("; ".join(faults))

    def _hasty(self) -> Iterable[str]:
        by_address: dict[str, list[float]] = defaultdict(list)
        for shake in self.handshakes:
            by_address[shake.address].append(shake.time)
        for address, times in by_address.items():
            most = _most_within(times, _SECOND)
            if most > MOST_HANDSHAKES:
                yield f"{address}: {most} handshakes in a second"

    def _greedy(self) -> Iterable[str]:
        by_connection: dict[int, list[float]] = defaultdict(list)
        for control in self.controls:
            if control.is_counted:
                by_connection[control.connection].append(control.time)
        for connection, times in by_connection.items():
            most = _most_within(times, _HOUR)
            if most > MOST_CONTROLS:
                yield f"connection {connection}: {most} requests in an hour"

    def _bulky(self) -> Iterable[str]:
        for control in self.controls:
            if control.size > MOST_BYTES:
                yield f"connection {control.connection}: a message of {control.size} bytes"

    def _forward(self) -> Iterable[str]:
        for control in self.unauthenticated:
            yield f"connection {control.connection}: {control.op} without a login"

    def _instrument(self, inst_id: str, ts: int) -> Instrument:
        found = self.market.instrument(inst_id, ts)
        if found is None:
            raise KeyError(inst_id)
        return found


def _most_within(times: list[float], seconds: float) -> int:
    """The most of the times that lie within so many seconds."""
    most, first = 0, 0
    for place, moment in enumerate(times):
        while times[first] <= moment - seconds:
            first += 1
        most = max(most, place - first + 1)
    return most
