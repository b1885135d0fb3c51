"""What the printed classes of this package stand on."""

from __future__ import annotations

import asyncio
import weakref
from collections.abc import Awaitable, Callable, Iterator, Sequence
from contextlib import AbstractAsyncContextManager
from importlib import import_module
from types import TracebackType
from typing import Any, Generic, ParamSpec, Protocol, Self, TypeVar

import anyio

from okx_sdk.blocking._bridge import Bridge, Call
from okx_sdk.errors import InvalidArgument

__all__ = [
    "Batches",
    "BlockingClient",
    "BlockingPages",
    "BlockingSection",
    "Opened",
    "walk",
]

P = ParamSpec("P")
T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)
AsyncT = TypeVar("AsyncT")

_GRACE = 0.5  # seconds for an interrupted context manager to be left


class _Closable(Protocol):
    async def aclose(self) -> None: ...


class _Pages(Protocol[T_co]):
    async def next_page(self) -> Sequence[T_co]: ...


ClientT = TypeVar("ClientT", bound=_Closable)


class BlockingSection(Generic[AsyncT]):
    """The blocking face of something async."""

    def __init__(self, bridge: Bridge, twin: AsyncT) -> None:
        self._bridge = bridge
        self._async = twin

    def _run(
        self, fn: Callable[P, Awaitable[T]], /, *args: P.args, **kwargs: P.kwargs
    ) -> T:
        return self._bridge.run(fn, *args, **kwargs)

    def _walk(self, name: str, *args: object, **kwargs: object) -> BlockingPages[Any]:
        pages: _Pages[Any] = import_module("okx_sdk.services.paging").walk(
            getattr(self._async, name), *args, **kwargs
        )
        return BlockingPages(self._bridge, pages)

    def __repr__(self) -> str:
        """As that of the async twin, under this class's name."""
        if not hasattr(self, "_async"):  # a traceback shows what failed to be made
            return f"<{type(self).__name__} that was not made>"
        twin = type(self._async).__name__
        return repr(self._async).replace(twin, type(self).__name__, 1)


class BlockingClient(BlockingSection[ClientT]):
    """A client that owns its async twin.

    The twin is made in the loop thread, wherever the caller comes from: its locks and
    events must be those of that loop. A wrong setting is told here, not later.
    """

    def __init__(self, make: Callable[[], ClientT]) -> None:
        bridge = Bridge()
        try:
            super().__init__(bridge, bridge.run(_make, make))
        except BaseException:
            bridge.close()
            raise
        bridge.on_close(self._async.aclose)

    def _like(self, twin: ClientT) -> Self:
        """Give a client for a copy of the twin; they close together."""
        copy = object.__new__(type(self))
        copy._bridge, copy._async = self._bridge, twin
        return copy

    def close(self) -> None:
        """Cancel what still runs and let go of every connection, within a second.

        A call that runs in another thread raises `ClientClosed` there. Closing twice
        does no harm.
        """
        self._bridge.close()

    def __enter__(self) -> Self:
        """Give the client; it is closed on leaving."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        """Close the client."""
        self.close()


class Batches(Iterator[T]):
    """Rows that come a batch at a time: a hop per batch, and none between its rows."""

    def __init__(
        self, bridge: Bridge, next_batch: Callable[[], Awaitable[Sequence[T] | None]]
    ) -> None:
        self._bridge = bridge
        self._next_batch = next_batch
        self._rows: Iterator[T] = iter(())
        self._ended = False

    def __iter__(self) -> Iterator[T]:  # noqa: PYI034 - a generator is quicker
        """Give the rows that are left."""
        while not self._ended:
            yield from self._rows
            self._fetch()

    def __next__(self) -> T:
        """Give the next row."""
        while not self._ended:
            for row in self._rows:
                return row
            self._fetch()
        raise StopIteration

    def _fetch(self) -> None:
        batch = None if self._ended else self._bridge.run(self._next_batch)
        self._rows = iter(batch or ())
        self._ended = not batch


class BlockingPages(Batches[T]):
    """The rows of a paged endpoint, fetched page by page as they are asked for."""

    def __init__(self, bridge: Bridge, pages: _Pages[T]) -> None:
        super().__init__(bridge, pages.next_page)

    def next_page(self) -> list[T]:
        """Give what is left of this page, or else the next one; empty at the end."""
        if not (page := list(self._rows)):
            self._fetch()
            page = list(self._rows)
        return page


def walk(
    method: Callable[P, list[T]], /, *args: P.args, **kwargs: P.kwargs
) -> BlockingPages[T]:
    """Give all rows of a paged endpoint of a blocking section, newest first."""
    section = getattr(method, "__self__", None)
    if not isinstance(section, BlockingSection):
        raise InvalidArgument("give a section's method, as in okx.market.get_candles")
    return section._walk(method.__name__, *args, **kwargs)  # noqa: SLF001 # pyright: ignore[reportPrivateUsage]


class Opened(Generic[T]):
    """An async context manager, entered, and left by `close`."""

    def __init__(self, bridge: Bridge, manager: AbstractAsyncContextManager[T]) -> None:
        self._bridge = bridge
        self._stay = stay = _Stay(bridge, manager)
        weakref.finalize(self, bridge.lane.let_go, stay.call).atexit = False
        self.value = bridge.run(stay.enter)

    def close(self, error: BaseException | None = None) -> bool:
        """Leave it, and tell whether it swallowed the error. Twice does no harm."""
        if self._stay.call.done or not self._bridge.lane.is_open:
            return False
        return self._bridge.run(self._stay.leave, error)


class _Stay(Generic[T]):
    """One task's stay in an async context manager: cancel scopes must not change task."""

    value: T
    _entered: asyncio.Future[None]
    _leaving: asyncio.Event

    def __init__(self, bridge: Bridge, manager: AbstractAsyncContextManager[T]) -> None:
        self._manager = manager
        self._error: BaseException | None = None
        self.call = Call(self._live, bridge.lane.calls)

    async def _live(self) -> bool:
        async with self._manager as self.value:
            self._entered.set_result(None)
            await self._leaving.wait()
            if self._error is not None:
                raise self._error
        return self._error is not None

    async def enter(self) -> T:
        self._entered = asyncio.get_running_loop().create_future()
        self._leaving = asyncio.Event()
        self.call.start()
        await self._until(self._entered)
        if not self._entered.done():
            self.call.outcome()
        return self.value

    async def leave(self, error: BaseException | None) -> bool:
        self._error = error
        self._leaving.set()
        await self._until()
        if error is not None and self.call.error is error:
            return False
        return self.call.outcome()

    async def _until(self, *events: asyncio.Future[None]) -> None:
        """Wait for the event or the task's end; if interrupted, end the task."""
        try:
            await asyncio.wait(
                (*events, self.call.task), return_when=asyncio.FIRST_COMPLETED
            )
        except asyncio.CancelledError:
            self.call.cancel()
            with anyio.CancelScope(shield=True):
                await asyncio.wait([self.call.task], timeout=_GRACE)
            raise


async def _make(make: Callable[[], T]) -> T:
    return make()
