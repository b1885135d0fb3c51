"""The one thread that runs the loop, and the bridge on which blocking calls cross.

A call costs one wake-up each way: a callback in the loop starts its task, and the
caller sleeps on a bare lock. Nothing here can hold up the end of the interpreter:
the thread is a daemon, and every wait of ours but the caller's own has a deadline.
"""

from __future__ import annotations

import asyncio
import atexit
import contextvars
import os
import socket
import sys
import threading
import time
import weakref
from collections.abc import Awaitable, Callable
from concurrent.futures import Future
from functools import partial
from typing import Any, Generic, ParamSpec, TypeVar, cast

import anyio
import anyio.to_thread

from okx_sdk.errors import (
    ClientClosed,
    ForkedClientError,
    OrderOutcomeUnknown,
    Outcome,
    WrongLoop,
)

P = ParamSpec("P")
T = TypeVar("T")

_GRACE = 0.4  # seconds for cancelled work to end
_FAREWELL = 0.5  # seconds for a client's own clean-up
# On Windows a lock was long deaf to Ctrl-C until its time was up (gh-125541).
_DEAF = sys.platform == "win32" and sys.version_info < (3, 14)
_SLICE = 0.2 if _DEAF else threading.TIMEOUT_MAX


class Call(Generic[T]):
    """A coroutine on its way through the loop thread, and what became of it."""

    task: asyncio.Task[None]
    value: T

    def __init__(self, work: Callable[[], Awaitable[T]], calls: set[Call[Any]]) -> None:
        self._work = work
        self._calls = calls
        self._awake = threading.Lock()
        self._awake.acquire()
        self._scope: anyio.CancelScope | None = None
        self.done = False
        self.error: BaseException | None = None

    def start(self) -> None:
        """Begin. This, `cancel` and `finish` are for the loop thread alone."""
        self._scope = scope = anyio.CancelScope()
        self.task = asyncio.create_task(self._perform(scope))
        self._calls.add(self)

    def cancel(self) -> None:
        """Stop the work; if it never began, the call is done."""
        if self._scope is None:
            self.finish(None)
        else:
            self._scope.cancel()

    def finish(self, error: BaseException | None) -> None:
        """Wake the caller, once."""
        self._calls.discard(self)
        if not self.done:
            self.error = error
            self.done = True
            self._awake.release()

    async def _perform(self, scope: anyio.CancelScope) -> None:
        error: BaseException | None = None
        try:
            with scope:
                self.value = await self._work()
            if scope.cancelled_caught:
                error = _closed_meanwhile()
        except asyncio.CancelledError:  # the loop itself is ending
            error = _closed_meanwhile()
        except BaseException as raised:  # noqa: BLE001 - the caller raises it
            error = raised
        self.finish(error)
        del error  # its traceback holds this frame

    def wait(self, timeout: float | None = None) -> None:
        """Sleep until the call is done or the time is up; Ctrl-C is heard."""
        end = time.monotonic() + (float("inf") if timeout is None else timeout)
        while not self.done and (left := end - time.monotonic()) > 0:
            if self._awake.acquire(timeout=min(left, _SLICE)):
                self._awake.release()  # another thread may wait for the same call

    def outcome(self) -> T:
        """Give the result, or raise the error."""
        if self.error is None:
            return self.value
        error, self.error = self.error, None
        try:
            raise error
        finally:
            del error  # or it would hold its own traceback


class _LoopThread(threading.Thread):
    """Runs the loop for as long as a client needs it."""

    def __init__(self) -> None:
        super().__init__(name="okx_sdk", daemon=True)
        self.ready: Future[None] = Future()
        self.lanes: set[Lane] = set()
        self.farewells: set[Call[Any]] = set()
        self.stopping: asyncio.Event
        self._loop: asyncio.AbstractEventLoop
        self._variables: contextvars.Context

    def run(self) -> None:
        """Run the loop until the last lane is gone."""
        try:
            anyio.run(self._main)
        except BaseException as error:
            if self.ready.done():
                raise
            self.ready.set_exception(error)

    async def _main(self) -> None:
        self._loop = asyncio.get_running_loop()
        # The loop's own look-up runs in threads that the interpreter's end waits for.
        self._loop.getaddrinfo = _getaddrinfo  # type: ignore[method-assign]
        self.stopping = asyncio.Event()
        self._variables = contextvars.copy_context()
        self.ready.set_result(None)
        await self.stopping.wait()

    def post(self, callback: Callable[[], object]) -> None:
        """Have the loop call back, in a copy of the caller's context."""
        context = contextvars.copy_context()
        try:
            self._loop.call_soon_threadsafe(self._receive, callback, context=context)
        except RuntimeError:  # the loop has ended, and every call with it
            return

    def _receive(self, callback: Callable[[], object]) -> None:
        for variable, value in self._variables.items():
            variable.set(value)  # the caller may come from a loop of another library
        callback()

    def leave(self, lane: Lane) -> None:
        """Take a lane out; the last one stops the loop. For the loop thread alone."""
        global _current  # noqa: PLW0603 - a process has one
        with _guard:
            self.lanes.discard(lane)
            if not self.lanes:
                self.stopping.set()
                _current = None if _current is self else _current


class Lane:
    """What the loop thread keeps for one client, whether anyone holds that or not."""

    def __init__(self, thread: _LoopThread) -> None:
        self.thread = thread
        self.pid = os.getpid()
        self.calls: set[Call[Any]] = set()
        self.closed = False
        self.aclose: Callable[[], Awaitable[object]] | None = None
        # The garbage collector may come to `shut` while its own thread is in there.
        self.lock = threading.RLock()
        self._farewell: Call[None] | None = None

    @property
    def is_open(self) -> bool:
        """Whether calls may go this way, from this process."""
        return not self.closed and self.pid == os.getpid()

    def shut(self) -> Call[None]:
        """Let no call in any more and have the loop end all; returns at once."""
        farewell = Call(self._shut, self.thread.farewells)
        with self.lock:
            if self._farewell is None:
                self._farewell = farewell
                self.closed = True
                self.thread.post(farewell.start)
            return self._farewell

    async def _shut(self) -> None:
        calls = tuple(self.calls)
        try:
            for call in calls:
                call.cancel()
            if calls:
                await asyncio.wait([call.task for call in calls], timeout=_GRACE)
            for call in calls:
                call.finish(_closed_meanwhile())
            if self.aclose is not None:
                with anyio.move_on_after(_FAREWELL, shield=True):
                    await self.aclose()
        finally:
            self.aclose = None  # the client need not wait for a garbage collection
            self.thread.leave(self)

    def let_go(self, call: Call[Any] | None = None) -> None:
        """End a call, or everything, that no one holds any longer."""
        if self.is_open and call is None:
            self.shut()
        elif self.is_open and call is not None and not call.done:
            self.thread.post(call.cancel)


class Bridge:
    """One client's way to the loop thread, held by all that belong to the client.

    When nothing holds it any longer, what it carried is closed behind the scenes.
    """

    def __init__(self) -> None:
        self.lane = _join()
        weakref.finalize(self, self.lane.let_go).atexit = False

    def run(
        self, fn: Callable[P, Awaitable[T]], /, *args: P.args, **kwargs: P.kwargs
    ) -> T:
        """Run a coroutine function in the loop thread, and give what it gives.

        Ctrl-C cancels it, waits a moment for it to end and is raised.

        Raises:
            ClientClosed: the client is closed, or was closed meanwhile.
            ForkedClientError: the client was made by another process.
            WrongLoop: called in the loop thread, which cannot wait for itself.
        """
        lane = self.lane
        if lane.pid != os.getpid():
            raise ForkedClientError("this client was made by the parent process")
        self._refuse_loop_thread()
        call = Call(partial(fn, *args, **kwargs), lane.calls)
        try:
            with lane.lock:  # what is posted before the farewell will be answered
                if not lane.closed:
                    lane.thread.post(call.start)
                else:
                    call.finish(ClientClosed("this client is closed"))
            call.wait()
        except BaseException:
            lane.thread.post(call.cancel)
            call.wait(_GRACE + _FAREWELL)
            raise
        try:
            outcome = call.outcome()
        except OrderOutcomeUnknown as error:
            error.blocking(self.run)
            raise
        self._told_blocking(outcome)
        return outcome

    def _told_blocking(self, outcome: object) -> None:
        """Orders of a batch have outcomes of their own, which stand in a list."""
        if type(outcome) is list:
            for each in cast("list[object]", outcome):
                if isinstance(each, OrderOutcomeUnknown):
                    each.blocking(self.run)

    def on_close(self, aclose: Callable[[], Awaitable[object]]) -> None:
        """Say how the client says goodbye; it has half a second for that."""
        self.lane.aclose = aclose

    def close(self) -> None:
        """Cancel what runs and say goodbye. The second time does nothing."""
        lane = self.lane
        if lane.pid != os.getpid():
            return  # all of it belongs to the parent
        self._refuse_loop_thread()
        farewell = lane.shut()
        farewell.wait(_GRACE + _FAREWELL)
        if lane.thread.stopping.is_set():
            lane.thread.join(_GRACE)
        if farewell.error is not None:
            farewell.outcome()

    def _refuse_loop_thread(self) -> None:
        if threading.current_thread() is self.lane.thread:
            raise WrongLoop(
                "a blocking client was called in the thread of its own loop"
            )


_guard = threading.Lock()
_current: _LoopThread | None = None


def _join() -> Lane:
    """Give a lane of the running thread, started if need be."""
    global _current  # noqa: PLW0603 - a process has one
    with _guard:
        if _current is None or not _current.is_alive():
            _current = _LoopThread()
            _current.start()
        _current.ready.result()
        lane = Lane(_current)
        _current.lanes.add(lane)
        return lane


@atexit.register
def _at_exit() -> None:
    """Close what nobody closed."""
    if (thread := _current) is None:
        return
    with _guard:
        lanes = tuple(thread.lanes)
    farewells = [lane.shut() for lane in lanes]
    end = time.monotonic() + _GRACE + _FAREWELL
    for farewell in farewells:
        farewell.wait(max(0, end - time.monotonic()))
    thread.join(_GRACE)


def _forget() -> None:
    """Start afresh in a forked child; the thread stayed with the parent."""
    global _current, _guard
    _current, _guard = None, threading.Lock()


if sys.platform != "win32":
    os.register_at_fork(after_in_child=_forget)


async def _getaddrinfo(*args: Any, **kwargs: Any) -> list[Any]:
    look_up = partial(socket.getaddrinfo, *args, **kwargs)
    return await anyio.to_thread.run_sync(look_up, abandon_on_cancel=True)


def _closed_meanwhile() -> ClientClosed:
    text = "the client was closed while this call ran"
    return ClientClosed(text, outcome=Outcome.UNKNOWN)
