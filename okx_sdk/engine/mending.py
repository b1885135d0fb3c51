"""Gaps on their way to a reader: what each has cost is fetched, and put behind it."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Coroutine, Iterable, Sequence
from itertools import takewhile
from typing import Any, Generic, TypeVar, cast

import anyio
from attrs import define, field

from okx_sdk.engine.wanted import Repair
from okx_sdk.protocol.buffers import Gap, Marked, joined

__all__ = ["Mending", "Spawn"]

T = TypeVar("T")

Spawn = Callable[[Callable[[], Coroutine[Any, Any, None]]], None]
"""Runs something beside its caller."""


@define(eq=False)
class _Search(Generic[T]):
    """What gaps have cost, looked for beside the reader.

    A reader that is in a hurry may leave and come again: it goes on meanwhile.
    """

    repair: Repair[T]
    gaps: list[Gap]
    rows: Sequence[T] = ()
    error: Exception | None = None
    done: anyio.Event = field(factory=anyio.Event)
    scope: anyio.CancelScope = field(factory=anyio.CancelScope)

    async def run(self) -> None:
        try:
            with self.scope:
                self.rows = await self.repair.missing(joined(self.gaps))
        except Exception as error:  # noqa: BLE001 - the reader raises it
            self.error = error
        finally:
            self.done.set()


@define(eq=False)
class Mending(Generic[T]):
    """What was taken for the reader and may have holes yet.

    *repair* finds what gaps have cost; without it they are given as they are.
    """

    repair: Repair[T] | None = None
    recovered: Marked[T] = field(factory=Marked[T], init=False)
    _waiting: deque[T | Gap] = field(factory=deque[Any], init=False)
    _search: _Search[T] | None = field(default=None, init=False)
    _is_over: bool = field(default=False, init=False)
    _told: int = field(default=0, init=False)
    """Gaps that there were, and below how many of them were taken, and mended."""
    _taken: int = field(default=0, init=False)
    _mended: int = field(default=0, init=False)

    def __len__(self) -> int:
        return len(self._waiting)

    @property
    def is_whole(self) -> bool:
        """Whether what gaps have cost is there, as far as it is to be fetched."""
        return self._told == self._mended

    def tell(self) -> None:
        """There is a gap, which will be taken in its turn."""
        self._told += self.repair is not None

    def take(self, items: Iterable[T | Gap]) -> None:
        """All that there is until now."""
        self._waiting.extend(items)
        self._taken = self._told

    def end(self) -> None:
        """The stream is over: nothing is looked for any more."""
        self._is_over = True
        if self._search is not None:
            self._search.scope.cancel()

    async def mend(self, spawn: Spawn, into: deque[T | Gap]) -> None:
        """Put all that was taken *into* what the reader gets, each row once.

        It may be cancelled, and called by several at once.
        """
        if self.repair is None:
            into.extend(self._waiting)
            self._waiting.clear()
        while self.repair is not None and self._waiting:
            gaps = [*takewhile(lambda item: isinstance(item, Gap), self._waiting)]
            if gaps and not self._is_over:
                await self._fill(self.repair, cast("list[Gap]", gaps), spawn, into)
            else:
                into.extend(gaps or self._news(self.repair))
                for _ in range(max(len(gaps), 1)):
                    self._waiting.popleft()
        self._mended = self._taken

    def _news(self, repair: Repair[T]) -> list[T]:
        row = repair.news(cast("T", self._waiting[0]), pushed=True)
        return [] if row is None else [row]

    async def _fill(
        self,
        repair: Repair[T],
        gaps: list[Gap],
        spawn: Spawn,
        into: deque[T | Gap],
    ) -> None:
        """Have what the gaps that come next have cost follow them."""
        search = self._search
        if search is None:
            search = _Search(repair, gaps)
            spawn(search.run)
            self._search = search
        if not search.done.is_set():
            await search.done.wait()
        if self._search is not search:
            return  # another reader was quicker
        self._search = None
        if search.error is not None:
            raise search.error
        found = [repair.news(row) for row in search.rows]
        rows = [row for row in found if row is not None]
        self.recovered.add(rows)
        into.extend([*search.gaps, *rows])
        for _ in search.gaps:
            self._waiting.popleft()
