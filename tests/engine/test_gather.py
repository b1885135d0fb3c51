"""Several calls at once, with one error at the end."""

import anyio
import anyio.lowlevel
import pytest

from okx_sdk.engine.tasks import gather
from okx_sdk.errors import ConnectionLost, NotJson

pytestmark = pytest.mark.anyio


async def test_results_come_in_the_order_of_their_items():
    """However long each takes."""

    async def double(item):
        for _ in range(10 - item):
            await anyio.lowlevel.checkpoint()
        return item * 2

    assert await gather(double, list(range(10))) == list(range(0, 20, 2))


async def test_nothing_to_do_is_done():
    """No item, no task."""
    assert await gather(anyio.sleep, []) == []


async def test_no_more_run_at_once_than_asked_for():
    """A long list does not open a connection for each of its items."""
    running, most = 0, 0

    async def work(_):
        nonlocal running, most
        running += 1
        most = max(most, running)
        await anyio.lowlevel.checkpoint()
        running -= 1

    await gather(work, list(range(50)), at_once=7)

    assert most == 7


async def test_the_first_failure_is_raised_as_it_is():
    """Not a group of them; the others are cancelled, the rest not begun."""
    begun = []

    async def work(item):
        begun.append(item)
        if item == 2:
            raise ConnectionLost("reset")
        await anyio.sleep_forever()

    with pytest.raises(ConnectionLost):
        await gather(work, list(range(50)), at_once=4)

    assert set(begun) <= {0, 1, 2, 3}


async def test_of_several_failures_one_is_raised():
    """Those that fail on being cancelled do not hide the first."""

    async def work(item):
        if item == 0:
            await anyio.lowlevel.checkpoint()
            raise ConnectionLost("the first")
        try:
            await anyio.sleep_forever()
        except anyio.get_cancelled_exc_class():
            raise NotJson("the second") from None

    with pytest.raises(ConnectionLost, match="the first"):
        await gather(work, [0, 1, 2])


async def test_cancelling_the_caller_cancels_all():
    """Nothing outlives the call."""
    ended = []

    async def work(item):
        try:
            await anyio.sleep_forever()
        finally:
            ended.append(item)

    with anyio.CancelScope() as scope:
        async with anyio.create_task_group() as group:
            group.start_soon(gather, work, [1, 2, 3])
            await anyio.wait_all_tasks_blocked()
            scope.cancel()

    assert sorted(ended) == [1, 2, 3]
