"""The bridge to the loop thread, within one process."""

from __future__ import annotations

import contextvars
import gc
import itertools
import threading
import traceback
import weakref
from collections.abc import AsyncIterator, Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

import anyio
import anyio.lowlevel
import pytest

from okx_sdk.blocking._base import (
    Batches,
    BlockingClient,
    BlockingPages,
    BlockingSection,
    Opened,
    walk,
)
from okx_sdk.blocking._bridge import Bridge
from okx_sdk.errors import ClientClosed, InvalidArgument, Outcome, WrongLoop
from okx_sdk.protocol.endpoint import Section, get
from okx_sdk.protocol.pacing import per_ip

PATIENCE = 5


class Twin:
    """An async client that tells what happens to it."""

    def __init__(self) -> None:
        self.running = threading.Event()
        self.cancelled = threading.Event()
        self.cleaned = threading.Event()
        self.closed = threading.Event()
        self.closings = 0

    def __repr__(self) -> str:
        return "Twin(env='demo')"

    async def aclose(self) -> None:
        self.closings += 1
        self.closed.set()

    async def echo(self, value: Any) -> Any:
        await anyio.lowlevel.checkpoint()
        return value

    async def forever(self) -> None:
        self.running.set()
        try:
            await anyio.sleep_forever()
        except anyio.get_cancelled_exc_class():
            self.cancelled.set()
            with anyio.CancelScope(shield=True):
                await anyio.sleep(0.01)
            self.cleaned.set()
            raise


class Client(BlockingClient[Twin]):
    """A blocking client as it is printed."""

    def __init__(self, make: Callable[[], Twin] = Twin) -> None:
        super().__init__(make)

    def echo(self, value: Any) -> Any:
        return self._run(self._async.echo, value)

    def forever(self) -> None:
        return self._run(self._async.forever)

    @property
    def section(self) -> BlockingSection[Twin]:
        return BlockingSection(self._bridge, self._async)


@pytest.fixture
def client() -> Iterator[Client]:
    with Client() as client:
        yield client


@pytest.fixture
def bridge(client) -> Bridge:
    return client._bridge


def test_a_call_gives_what_the_coroutine_gives(bridge):
    async def add(left, *, right):
        await anyio.lowlevel.checkpoint()
        return left + right

    assert bridge.run(add, 1, right=2) == 3


def test_an_error_is_raised_with_the_line_it_comes_from(bridge):
    async def stumble():
        await anyio.lowlevel.checkpoint()
        raise LookupError("stumbled")

    with pytest.raises(LookupError, match="stumbled") as caught:
        bridge.run(stumble)

    assert "stumble" in [frame.name for frame in traceback.extract_tb(caught.tb)]


def test_an_exit_asked_for_in_the_loop_thread_reaches_the_caller(bridge):
    async def leave():
        raise SystemExit(3)

    with pytest.raises(SystemExit):
        bridge.run(leave)

    assert bridge.run(anyio.sleep, 0) is None


class Witness:
    """Something that can be watched as it goes."""


def test_a_failed_call_keeps_nothing_alive(bridge):
    """No cycle of error, traceback and frame is left to the garbage collector."""

    async def stumble(witness):
        raise LookupError(repr(witness))

    def stand_in() -> weakref.ref[Witness]:
        witness = Witness()
        try:
            bridge.run(stumble, witness)
        except LookupError:
            return weakref.ref(witness)

    gc.disable()
    try:
        left = stand_in()
        bridge.run(anyio.sleep, 0)

        assert left() is None
    finally:
        gc.enable()


def test_a_call_is_a_task_of_anyio(bridge):
    async def wait():
        with anyio.move_on_after(0.001) as scope:
            await anyio.sleep_forever()
        async with anyio.create_task_group() as group:
            group.start_soon(anyio.sleep, 0)
        return scope.cancelled_caught

    assert bridge.run(wait) is True


def test_context_variables_cross(bridge):
    variable = contextvars.ContextVar("variable", default="unset")
    variable.set("set")

    async def read():
        return variable.get()

    assert bridge.run(read) == "set"


def test_thirty_two_threads_call_at_once(client):
    def ask(number):
        return [client.echo((number, call)) for call in range(200)]

    with ThreadPoolExecutor(32) as pool:
        answers = list(pool.map(ask, range(32)))

    assert answers == [[(n, call) for call in range(200)] for n in range(32)]


def test_clients_share_one_thread_that_the_last_close_stops():
    first, second = Client(), Client()
    thread = first._bridge.lane.thread

    assert second._bridge.lane.thread is thread
    first.close()
    assert second.echo("still here") == "still here"
    second.close()
    assert not thread.is_alive()


def test_a_client_after_the_last_close_starts_a_new_thread():
    for _ in range(3):
        with Client() as client:
            assert client.echo(1) == 1
            thread = client._bridge.lane.thread
        assert not thread.is_alive()


def test_clients_come_and_go_in_many_threads():
    def visit(number):
        for _ in range(10):
            with Client() as client:
                assert client.echo(number) == number
        return number

    with ThreadPoolExecutor(16) as pool:
        assert list(pool.map(visit, range(16))) == list(range(16))


def test_the_loop_thread_may_not_wait_for_itself(client):
    async def call_back(blocking):
        blocking()

    with pytest.raises(WrongLoop, match="AsyncClient"):
        client._run(call_back, lambda: client.echo(1))
    with pytest.raises(WrongLoop, match="AsyncClient"):
        client._run(call_back, client.close)


def test_a_wrong_setting_is_told_by_the_constructor():
    def refuse() -> Twin:
        raise ValueError("no such env")

    with pytest.raises(ValueError, match="no such env"):
        Client(refuse)


def test_the_twin_is_made_in_the_loop_thread():
    with Client() as client:
        thread = client._bridge.lane.thread
        made = []

        class Placed(Twin):
            def __init__(self) -> None:
                super().__init__()
                made.append(threading.current_thread())

        Client(Placed).close()

        assert made == [thread]


def test_a_client_is_shown_as_its_twin(client):
    assert repr(client) == "Client(env='demo')"


def test_a_copy_shares_the_bridge_and_closes_with_it(client):
    other = Twin()
    copy = client._like(other)

    assert type(copy) is Client
    assert copy._bridge is client._bridge
    copy.close()
    with pytest.raises(ClientClosed):
        client.echo(1)


# Closing


def test_closing_ends_a_running_call_and_its_clean_up_is_let_finish(client):
    """The call raises ClientClosed in its own thread, and says what is not known."""
    with ThreadPoolExecutor(1) as pool:
        call = pool.submit(client.forever)
        assert client._async.running.wait(PATIENCE)
        client.close()

        error = call.exception(PATIENCE)

    assert isinstance(error, ClientClosed)
    assert error.outcome is Outcome.UNKNOWN
    assert client._async.cleaned.is_set()


def test_a_call_that_finishes_while_the_client_closes_keeps_its_answer(client):
    running = threading.Event()

    async def place():
        with anyio.CancelScope(shield=True):
            running.set()
            await anyio.sleep(0.02)
        return "placed"

    with ThreadPoolExecutor(1) as pool:
        call = pool.submit(client._run, place)
        assert running.wait(PATIENCE)
        client.close()

        assert call.result(PATIENCE) == "placed"


@pytest.mark.slow  # it waits for the deadline
def test_a_call_deaf_to_cancellation_holds_up_neither_close_nor_its_caller(client):
    running, ends = threading.Event(), []

    async def hear_nothing():
        end = anyio.Event()
        ends.append(end)
        running.set()
        with anyio.CancelScope(shield=True):
            await end.wait()

    with Client() as other, ThreadPoolExecutor(1) as pool:
        call = pool.submit(client._run, hear_nothing)
        assert running.wait(PATIENCE)
        client.close()
        error = call.exception(PATIENCE)

        async def release():
            ends[0].set()

        other._run(release)

    assert isinstance(error, ClientClosed)


@pytest.mark.slow  # it waits for the deadline
def test_a_farewell_has_half_a_second():
    class Slow(Twin):
        async def aclose(self) -> None:
            try:
                await anyio.sleep_forever()
            finally:
                self.cancelled.set()

    client = Client(Slow)
    client.close()

    assert client._async.cleaned.is_set() is False
    assert client._async.cancelled.is_set()


def test_a_failed_farewell_is_told():
    class Failing(Twin):
        async def aclose(self) -> None:
            raise OSError("no goodbye")

    client = Client(Failing)

    with pytest.raises(OSError, match="no goodbye"):
        client.close()


def test_closing_twice_does_nothing_more(client):
    client.close()
    client.close()

    assert client._async.closings == 1


def test_closing_from_many_threads_closes_once(client):
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda _: client.close(), range(8)))

    assert client._async.closings == 1


def test_a_closed_client_says_so(client):
    client.close()

    with pytest.raises(ClientClosed, match="Make a new client"):
        client.echo(1)


def test_calls_racing_with_close_are_answered_or_refused(client):
    """None is left waiting."""

    def ask_on():
        for number in itertools.count():
            assert client.echo(number) == number

    def ask(_):
        with pytest.raises(ClientClosed):
            ask_on()

    with ThreadPoolExecutor(8) as pool:
        asking = pool.map(ask, range(8))
        client.echo("under way")
        client.close()

        assert list(asking) == [None] * 8


def test_an_unheld_client_is_closed_behind_the_scenes():
    client = Client()
    closed = client._async.closed
    thread = client._bridge.lane.thread
    del client

    assert closed.wait(PATIENCE)
    thread.join(PATIENCE)
    assert not thread.is_alive()


def test_a_section_outlives_the_client_it_came_from():
    section = Client().section

    assert section._run(section._async.echo, 1) == 1
    section._bridge.close()


# Iterating


class Numbers:
    """Pages of numbers; the last one is empty."""

    def __init__(self, *pages: list[int]) -> None:
        self.pages = list(pages)
        self.fetched = 0

    async def next_page(self) -> list[int]:
        await anyio.lowlevel.checkpoint()
        self.fetched += 1
        return self.pages.pop(0) if self.pages else []


def test_rows_come_in_order_with_one_hop_a_batch(bridge):
    numbers = Numbers([1, 2], [3])

    assert list(BlockingPages(bridge, numbers)) == [1, 2, 3]
    assert numbers.fetched == 3


def test_a_batch_is_fetched_when_its_first_row_is_wanted(bridge):
    numbers = Numbers([1, 2], [3])
    rows = BlockingPages(bridge, numbers)

    assert numbers.fetched == 0
    assert [next(rows), next(rows)] == [1, 2]
    assert numbers.fetched == 1


def test_a_loop_that_was_left_goes_on_where_it_was(bridge):
    rows = BlockingPages(bridge, Numbers([1, 2, 3], [4, 5]))

    assert [next(iter(rows)), next(rows)] == [1, 2]
    assert list(rows) == [3, 4, 5]


def test_pages_may_be_taken_whole(bridge):
    pages = BlockingPages(bridge, Numbers([1, 2], [3, 4]))

    assert next(pages) == 1
    assert [pages.next_page(), pages.next_page(), pages.next_page()] == [
        [2],
        [3, 4],
        [],
    ]
    assert list(pages) == []


def test_the_end_is_final(bridge):
    numbers = Numbers()
    rows = BlockingPages(bridge, numbers)

    assert (list(rows), next(rows, None), rows.next_page()) == ([], None, [])
    assert numbers.fetched == 1


def test_none_ends_a_stream_of_batches(bridge):
    batches = iter([[1], [2, 3], None])

    async def next_batch():
        return next(batches)

    assert list(Batches(bridge, next_batch)) == [1, 2, 3]


def test_a_failed_batch_may_be_asked_for_again(bridge):
    answers = iter([OSError("lost"), [1]])

    async def next_batch():
        answer = next(answers, None)
        if isinstance(answer, OSError):
            raise answer
        return answer

    rows = Batches(bridge, next_batch)

    with pytest.raises(OSError, match="lost"):
        next(rows)
    assert list(rows) == [1]


def test_iterating_ends_with_the_client(client, bridge):
    rows = BlockingPages(bridge, Numbers([1], [2]))
    assert next(rows) == 1
    client.close()

    with pytest.raises(ClientClosed):
        next(rows)


@dataclass(frozen=True)
class Row:
    """A row with the word that is its cursor."""

    trade_id: str


class Paged(Section):
    """A section with one paged endpoint."""

    @get("/api/v5/paged", rate=per_ip(20), cursor="trade_id", page_size=2)
    async def get_rows(self, *, after: str | None = None) -> list[Row]: ...


class Exchange:
    """An engine that has three rows, newest first."""

    async def call(self, endpoint, arguments):
        await anyio.lowlevel.checkpoint()
        oldest = int(arguments.get("after", 4))
        return [Row(str(number)) for number in range(oldest - 1, 0, -1)][:2]


class BlockingPaged(BlockingSection[Paged]):
    """The twin as it is printed."""

    def get_rows(self, *, after: str | None = None) -> list[Row]:
        return self._run(self._async.get_rows, after=after)


def test_a_paged_endpoint_is_walked_to_its_end(bridge):
    section = BlockingPaged(bridge, Paged(Exchange()))

    assert section.get_rows() == [Row("3"), Row("2")]
    assert list(walk(section.get_rows)) == [Row("3"), Row("2"), Row("1")]
    assert list(walk(section.get_rows, after="3")) == [Row("2"), Row("1")]


def test_only_a_section_is_walked():
    with pytest.raises(InvalidArgument, match="section's method"):
        walk(lambda: [1])


# Staying in a context manager


class Stream:
    """An async context manager that tells what happens to it."""

    def __init__(self) -> None:
        self.left = threading.Event()
        self.error: BaseException | None = None
        self.tasks: list[int] = []

    @asynccontextmanager
    async def enter(self, *, swallow=False) -> AsyncIterator[str]:
        self.tasks.append(anyio.get_current_task().id)
        try:
            async with anyio.create_task_group() as group:
                group.start_soon(anyio.sleep_forever)
                try:
                    yield "entered"
                except BaseException as error:
                    self.error = error
                    if not (swallow and isinstance(error, LookupError)):
                        raise
                finally:
                    group.cancel_scope.cancel()
        finally:
            self.tasks.append(anyio.get_current_task().id)
            self.left.set()


def test_a_context_manager_is_entered_and_left_in_one_task(bridge):
    stream = Stream()

    opened = Opened(bridge, stream.enter())

    assert opened.value == "entered"
    assert not stream.left.is_set()
    assert opened.close() is False
    assert stream.left.is_set()
    assert stream.tasks[0] == stream.tasks[1]


def test_leaving_twice_does_nothing_more(bridge):
    opened = Opened(bridge, Stream().enter())

    assert [opened.close(), opened.close()] == [False, False]


@asynccontextmanager
async def bare() -> AsyncIterator[None]:
    yield


@asynccontextmanager
async def forgiving() -> AsyncIterator[None]:
    try:
        yield
    except LookupError:
        return


def test_a_context_manager_is_told_the_error_and_may_swallow_it(bridge):
    error = LookupError("the caller's")

    assert Opened(bridge, bare()).close(error) is False
    assert Opened(bridge, forgiving()).close(error) is True


def test_a_context_manager_that_fails_on_leaving_is_heard(bridge):
    @asynccontextmanager
    async def failing():
        yield
        raise OSError("no goodbye")

    opened = Opened(bridge, failing())

    with pytest.raises(OSError, match="no goodbye"):
        opened.close()


def test_a_context_manager_that_cannot_be_entered_says_so(bridge):
    @asynccontextmanager
    async def refusing():
        raise OSError("not today")
        yield

    with pytest.raises(OSError, match="not today"):
        Opened(bridge, refusing())


def test_closing_the_client_leaves_what_was_entered(client, bridge):
    stream = Stream()
    opened = Opened(bridge, stream.enter())

    client.close()

    assert stream.left.is_set()
    assert opened.close() is False


def test_closing_the_client_ends_an_entering(client, bridge):
    entering, left = threading.Event(), threading.Event()

    @asynccontextmanager
    async def endless():
        entering.set()
        try:
            await anyio.sleep_forever()
        finally:
            left.set()
        yield

    with ThreadPoolExecutor(1) as pool:
        opening = pool.submit(Opened, bridge, endless())
        assert entering.wait(PATIENCE)
        client.close()

        assert isinstance(opening.exception(PATIENCE), ClientClosed)
    assert left.is_set()


def test_an_unheld_context_manager_is_left_behind_the_scenes(bridge):
    stream = Stream()
    opened = Opened(bridge, stream.enter())
    assert opened.value == "entered"
    del opened

    assert stream.left.wait(PATIENCE)
