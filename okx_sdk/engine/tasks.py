"""Several calls at once, with one error at the end and not a group of them."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from typing import TypeVar, cast

import anyio

__all__ = ["gather", "leaf"]

T = TypeVar("T")
R = TypeVar("R")


async def gather(
    function: Callable[[T], Awaitable[R]], items: Sequence[T], *, at_once: int = 16
) -> list[R]:
    """The results of a function for all items, in their order.

    The first failure cancels the rest and is raised as it is.
    """
    results: dict[int, R] = {}
    failures: list[Exception] = []
    todo = iter(enumerate(items))

    async def work() -> None:
        for index, item in todo:
            try:
                results[index] = await function(item)
            except Exception as error:  # noqa: BLE001 - raised below, outside the group
                failures.append(error)
                group.cancel_scope.cancel()
                return

    async with anyio.create_task_group() as group:
        for _ in range(min(at_once, len(items))):
            group.start_soon(work)
    if failures:
        raise failures[0]
    return [results[index] for index in range(len(items))]


def leaf(error: BaseException) -> BaseException:
    """The first error of a group of them, or the error itself."""
    first: BaseException = error
    while isinstance(first, BaseExceptionGroup):
        first = cast("BaseExceptionGroup[BaseException]", first).exceptions[0]
    return first
