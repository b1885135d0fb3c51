"""Operations on a connection and their answers: each is known by an id of its own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import count
from typing import Any

import anyio
from attrs import define, field

from okx_sdk.engine.life import Life
from okx_sdk.errors import ConnectionLost, ReadTimeout
from okx_sdk.protocol.events import Reply

__all__ = ["Operations"]

PATIENCE = 5.0
"""Seconds that an answer may take."""


@define(eq=False)
class _Asked:
    life: Life
    answer: Mapping[str, Any] | None = None
    lost: str | None = None
    news: anyio.Event = field(factory=anyio.Event)


@define(eq=False)
class Operations:
    """What was asked on the connections of a link and is not answered yet."""

    _ids: count[int] = field(factory=lambda: count(1), init=False)
    _asked: dict[str, _Asked] = field(factory=dict[str, _Asked], init=False)

    async def ask(
        self,
        life: Life,
        op: str,
        args: Sequence[Any],
        within: float | None = None,
        **fields: Any,
    ) -> Mapping[str, Any]:
        """The answer to an operation; five seconds, or *within* so many.

        Raises:
            ConnectionLost: the connection ended first; what became of it is not known.
            ReadTimeout: no answer came in time; what became of it is not known.
        """
        name = f"op{next(self._ids)}"  # other requests are mere numbers
        self._asked[name] = asked = _Asked(life)
        life.session.operate(op, name, args, **fields)
        life.wake()
        patience = PATIENCE if within is None else within
        try:
            with anyio.move_on_after(patience):
                await asked.news.wait()
        finally:
            del self._asked[name]
        if asked.answer is not None:
            return asked.answer
        where = f"WebSocket {op}"
        if asked.lost is not None:
            raise ConnectionLost(asked.lost, endpoint=where)
        raise ReadTimeout(f"no answer within {patience:g} s", endpoint=where)

    def answered(self, reply: Reply) -> None:
        """An answer came; one that nobody waits for any more is no matter."""
        asked = self._asked.get(reply.id)
        if asked is not None:
            asked.answer = reply.message
            asked.news.set()

    def lost(self, life: Life) -> None:
        """A connection is over: what was asked on it will not be answered."""
        for asked in self._asked.values():
            if asked.life is life:
                asked.lost = life.over or "the connection ended"
                asked.news.set()
