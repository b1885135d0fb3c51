"""Live streams as plain iterators: everything that waits crosses in one hop."""

from __future__ import annotations

import functools
import threading
import weakref
from collections import deque
from collections.abc import Iterator
from types import TracebackType
from typing import TYPE_CHECKING, Generic, Protocol, Self, TypeVar

import anyio

from okx_sdk.blocking._bridge import Bridge, Call, Lane
from okx_sdk.errors import ReadTimeout

if TYPE_CHECKING:
    from okx_sdk.engine.subscription import Subscription
    from okx_sdk.engine.wanted import Host
    from okx_sdk.protocol.buffers import Gap

__all__ = ["BlockingSubscription", "opened"]

T = TypeVar("T")

_guard = threading.Lock()
_kept: weakref.WeakKeyDictionary[Lane, anyio.Event] = weakref.WeakKeyDictionary()
"""The clients whose streams the loop keeps; the event tells that it does by now."""


class BlockingSubscription(Iterator[T], Generic[T]):
    """Rows of a live stream to iterate, in a plain `for`.

    It is subscribed when first read, and released by `close`, at the end of its `with`,
    or when nothing holds it any longer. `break` is enough to leave it. Of several threads
    that read it each row goes to one.

    Raises, while iterating:
        ReadTimeout: nothing came for as long as `timeout` allows.
        OkxError: what the async stream raises.
    """

    def __init__(self, bridge: Bridge, subscription: Subscription[T]) -> None:
        self._bridge = bridge
        self._async = subscription
        self._rows: deque[T] = deque()
        self._timeout: float | None = None
        release = weakref.finalize(self, _released, bridge.lane, subscription)
        release.atexit = False

    def __repr__(self) -> str:
        return repr(self._async)

    def timeout(self, seconds: float | None) -> Self:
        """The same stream, which raises `ReadTimeout` after so much silence."""
        self._timeout = seconds
        return self

    def open(self) -> Self:
        """Subscribe, and wait until the exchange has acknowledged it."""
        if self._async.state == "new":
            self._bridge.run(opened, self._bridge.lane, self._async)
        return self

    def close(self) -> None:
        """Unsubscribe; a loop over it in another thread ends."""
        if self._bridge.lane.is_open:
            self._bridge.run(self._async.aclose)

    def __enter__(self) -> Self:
        return self.open()

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()

    def __iter__(self) -> Iterator[T]:  # noqa: PYI034 - a generator is quicker
        while True:
            yield from self._crossed()
            if not self._fetch():
                return

    def __next__(self) -> T:
        while True:
            for row in self._crossed():
                return row
            if not self._fetch():
                raise StopIteration

    def next_batch(self) -> list[T]:
        """Everything that waits, and at least one row; an empty list at the end."""
        while not (rows := list(self._crossed())):
            if not self._fetch():
                break
        return rows

    def _crossed(self) -> Iterator[T]:
        """What came over already; other threads may take of it as well."""
        while self._rows:
            try:
                row = self._rows.popleft()
            except IndexError:  # one of them was quicker
                return
            yield row

    def _fetch(self) -> bool:
        """Have everything that waits; false at the end."""
        self.open()
        return self._bridge.run(_fetched, self._async, self._timeout, self._rows)

    def add(self, *inst_ids: str) -> None:
        """Have more instruments; returns once they are live."""
        self._bridge.run(self._async.add, *inst_ids)

    def remove(self, *inst_ids: str) -> None:
        """Have these instruments no more."""
        self._bridge.run(self._async.remove, *inst_ids)

    @property
    def state(self) -> str:
        """`new`, `opening`, `live`, `interrupted`, `closed` or `failed`."""
        return self._async.state

    @property
    def gaps(self) -> list[Gap]:
        """The times for which data may be missing, the last thousand of them."""
        return list(self._async.gaps)

    def was_recovered(self, row: T) -> bool:
        """Whether a row was fetched because of a gap, and not pushed."""
        return self._async.was_recovered(row)

    @property
    def received(self) -> int:
        """How many rows have come."""
        return self._async.received

    @property
    def dropped(self) -> int:
        """Rows that came and were dropped because the reader was too slow."""
        return self._async.dropped


class _Opens(Protocol):
    @property
    def host(self) -> Host: ...

    async def open(self) -> None: ...


async def opened(lane: Lane, stream: _Opens) -> None:
    """Open a stream; the loop keeps those of this client, from its first one on."""
    with _guard:
        ready = _kept.get(lane)
        if ready is None:
            ready = _kept[lane] = anyio.Event()
            keep = functools.partial(_keep, stream.host, ready)
            Call(keep, lane.calls).start()  # it ends with the client, like any call
    await ready.wait()
    await stream.open()


async def _keep(host: Host, ready: anyio.Event) -> None:
    try:
        async with host.entering():
            ready.set()
            await anyio.sleep_forever()
    finally:
        ready.set()


async def _fetched(
    subscription: Subscription[T], seconds: float | None, into: deque[T]
) -> bool:
    """Have all that waits where its reader finds it, though Ctrl-C may come just now."""
    try:
        with anyio.fail_after(seconds):
            rows = await subscription.handover()
    except TimeoutError:
        raise ReadTimeout(f"the stream was silent for {seconds:g} s") from None
    into.extend(rows)
    return bool(rows)


def _released(lane: Lane, subscription: Subscription[T]) -> None:
    """Nobody holds the stream any longer: unsubscribe, without waiting for it."""
    if lane.is_open:
        lane.thread.post(subscription.release)
