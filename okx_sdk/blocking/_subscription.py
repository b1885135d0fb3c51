"""Live streams as plain iterators: everything that waits crosses in one hop."""

from __future__ import annotations

import threading
import weakref
from collections import deque
from collections.abc import Awaitable, Callable, Iterator, Sequence
from types import TracebackType
from typing import Generic, Self, TypeVar

import anyio

from okx_sdk.blocking._base import Opened
from okx_sdk.blocking._bridge import Bridge
from okx_sdk.engine.subscription import Subscription
from okx_sdk.errors import ReadTimeout
from okx_sdk.protocol.buffers import Gap

__all__ = ["BlockingSubscription"]

T = TypeVar("T")

_guard = threading.Lock()
_entered: weakref.WeakKeyDictionary[Bridge, Opened[None]] = weakref.WeakKeyDictionary()


def _enter(bridge: Bridge, subscription: Subscription[T]) -> None:
    """Have the loop keep streams for this client, from its first one on."""
    with _guard:
        if bridge not in _entered:
            _entered[bridge] = Opened(bridge, subscription.host.entering())


class BlockingSubscription(Iterator[T], Generic[T]):
    """Rows of a live stream to iterate, in a plain `for`.

    It is subscribed when first read, and released by `close`, at the end of its `with`,
    or when nothing holds it any longer. `break` is enough to leave it.

    Raises, while iterating:
        ReadTimeout: nothing came for as long as `timeout` allows.
        OkxError: what the async stream raises.
    """

    def __init__(self, bridge: Bridge, subscription: Subscription[T]) -> None:
        self._bridge = bridge
        self._async = subscription
        self._rows: deque[T] = deque()
        self._timeout: float | None = None
        release = weakref.finalize(self, _released, bridge, subscription)
        release.atexit = False

    def __repr__(self) -> str:
        return repr(self._async)

    def timeout(self, seconds: float | None) -> Self:
        """The same stream, which raises `ReadTimeout` after so much silence."""
        self._timeout = seconds
        return self

    def open(self) -> Self:
        """Subscribe, and wait until the exchange has acknowledged it."""
        _enter(self._bridge, self._async)
        self._bridge.run(self._async.open)
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

    def __next__(self) -> T:
        if not self._rows:
            self._rows.extend(self._batch())
        if not self._rows:
            raise StopIteration
        return self._rows.popleft()

    def next_batch(self) -> list[T]:
        """Everything that waits, and at least one row; an empty list at the end."""
        rows = [*self._rows] or list(self._batch())
        self._rows.clear()
        return rows

    def _batch(self) -> Sequence[T]:
        _enter(self._bridge, self._async)
        return self._bridge.run(_within, self._async.handover, self._timeout)

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

    @property
    def received(self) -> int:
        """How many rows have come."""
        return self._async.received

    @property
    def dropped(self) -> int:
        """Rows that came and were dropped because the reader was too slow."""
        return self._async.dropped


async def _within(
    next_batch: Callable[[], Awaitable[list[T]]], timeout: float | None
) -> list[T]:
    try:
        with anyio.fail_after(timeout):
            return await next_batch()
    except TimeoutError:
        raise ReadTimeout(f"the stream was silent for {timeout:g} s") from None


def _released(bridge: Bridge, subscription: Subscription[T]) -> None:
    """Nobody holds the stream any longer: unsubscribe, without waiting for it."""
    if bridge.lane.is_open:
        bridge.lane.thread.post(subscription.release)
