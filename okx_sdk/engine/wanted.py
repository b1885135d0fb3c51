"""One wire subscription, who shares it, and what it stands on: a socket, and sinks."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Protocol

import anyio
from attrs import define, field

from okx_sdk.errors import OkxError
from okx_sdk.protocol.buffers import Gap, Seen
from okx_sdk.protocol.channel import Arg, Channel

__all__ = ["Sink", "Socket", "Wanted"]


class Socket(Protocol):
    """An open WebSocket."""

    async def send(self, text: str) -> None:
        """Send one text; raises `WebSocketClosed`."""

    async def receive_batch(self) -> Sequence[str | bytes]:
        """All messages that one read brought; raises `WebSocketClosed`."""
        ...

    async def aclose(self) -> None:
        """Close, politely and within a second."""


class Sink(Protocol):
    """Where rows go."""

    def push(self, arg: Arg, rows: Sequence[Any], action: str | None) -> None:
        """Rows came."""

    def interrupted(self, arg: Arg, cause: str) -> None:
        """What carries an argument is lost."""

    def gap(self, gap: Gap) -> None:
        """Data may be missing for a time that is over now."""

    def refuse(self, arg: Arg, error: OkxError) -> None:
        """The exchange refused an argument."""


@define(eq=False)
class Wanted:
    """One wire subscription and all who share it."""

    channel: Channel
    arg: Arg
    sinks: list[Sink] = field(factory=list)
    live: anyio.Event = field(factory=anyio.Event)
    error: OkxError | None = None
    epoch: int = 0
    lost: tuple[datetime, str] | None = None
    seen: Seen = field(factory=Seen)
    confirmed: int = 0
    latest: tuple[Arg, Sequence[Any], str | None] | None = None

    def fresh(self, rows: Sequence[Any], epoch: int) -> Sequence[Any]:
        """The rows that were not given yet, by this connection or another."""
        identity = self.channel.identity
        if identity is None:
            if epoch < self.epoch:
                return ()  # a newer connection has spoken: the older is history
            self.epoch = epoch
            return rows
        self.epoch = max(self.epoch, epoch)
        if identity == "confirm":
            return [row for row in rows if self._is_ahead(row)]
        names = identity.split()
        return [
            row
            for row in rows
            if self.seen.is_new(tuple(row.get(name) for name in names))
        ]

    def _is_ahead(self, row: Sequence[str]) -> bool:
        """Whether a candle is later than the last that was confirmed."""
        opened = int(row[0])
        if opened <= self.confirmed:
            return False
        if row[-1] == "1":
            self.confirmed = opened
        return True

    def gap(self, now: datetime) -> Gap | None:
        """The gap that ends now, if there was one."""
        if self.lost is None:
            return None
        (start, cause), self.lost = self.lost, None
        inst_id = self.arg.get("instId") or self.arg.get("sprdId")
        return Gap(start, now, cause, (str(inst_id),) if inst_id else ())
