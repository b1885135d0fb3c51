"""Long lists, walked for you: rows one by one, fetched a page at a time."""

from __future__ import annotations

from collections import deque
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Generic, ParamSpec, TypeVar

from okx_sdk.errors import InvalidArgument
from okx_sdk.protocol.endpoint import endpoint_of
from okx_sdk.protocol.paging import Walk

__all__ = ["Pages", "walk"]

P = ParamSpec("P")
T = TypeVar("T")


class Pages(AsyncIterator[T], Generic[T]):
    """Rows to iterate, of which a page is held at a time.

    Nothing is open between two rows, so leaving the loop early needs no clean-up.
    """

    def __init__(self, fetch: Callable[[], Awaitable[list[T] | None]]) -> None:
        self._fetch = fetch
        self._rows: deque[T] = deque()
        self._done = False

    async def next_page(self) -> list[T]:
        """The rows of the next page that has any; an empty list at the end."""
        while not self._rows and not self._done:
            page = await self._fetch()
            self._done = page is None
            self._rows.extend(page or ())
        rows = list(self._rows)
        self._rows.clear()
        return rows

    def __aiter__(self) -> Pages[T]:
        return self

    async def __anext__(self) -> T:
        if not self._rows:
            self._rows.extend(await self.next_page())
        if not self._rows:
            raise StopAsyncIteration
        return self._rows.popleft()


def walk(
    method: Callable[P, Awaitable[list[T]]], *args: P.args, **kwargs: P.kwargs
) -> Pages[T]:
    """All rows of a paged endpoint, newest first, with the largest pages it gives."""
    endpoint = endpoint_of(method)
    if endpoint.cursor is None:
        raise InvalidArgument(
            f"{endpoint.name} is not paged: call it, all rows come at once"
        )
    arguments = endpoint.arguments(args, kwargs)
    if endpoint.page_size and "limit" in endpoint.signature.parameters:
        arguments.setdefault("limit", endpoint.page_size)
    steps: Walk[T] = Walk(endpoint.cursor, arguments)

    async def fetch() -> list[T] | None:
        if steps.done:
            return None
        rows = await method(**steps.arguments)  # type: ignore[call-arg] # by name
        return steps.feed(rows)

    return Pages(fetch)
