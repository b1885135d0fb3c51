"""Reading and writing one connection until it is over; what it means is decided aside."""

from __future__ import annotations

from typing import Protocol

import anyio
from attrs import define

from okx_sdk.engine.clock import Clock
from okx_sdk.engine.life import DRIFT, Life
from okx_sdk.errors import OkxError
from okx_sdk.protocol.events import Event, Push
from okx_sdk.transport.websocket import WebSocketClosed

__all__ = ["Owner", "Pump"]


class Owner(Protocol):
    """Who decides what becomes of a connection."""

    def deliver(self, push: Push, life: Life) -> None:
        """Rows came."""

    def handle(self, event: Event | None, life: Life) -> None:
        """Anything else came, or did not come in time."""

    def consider(self, life: Life) -> None:
        """All that one read brought was handled."""

    async def prepare(self, life: Life) -> None:
        """Whatever there is to send will be sent now."""

    def may_finish(self) -> bool:
        """Whether it is over, as there is nothing left to do."""
        ...

    def closed(self, life: Life, closed: WebSocketClosed) -> None:
        """It was closed by either side."""

    def ended(self, life: Life) -> None:
        """It is over, and about to be closed."""

    def failed(self, life: Life, error: OkxError) -> None:
        """What had to be sent could not be had."""


@define(eq=False)
class Pump:
    """Moves messages between a socket and its session, and lets time pass."""

    owner: Owner
    clock: Clock

    async def run(self, life: Life, name: str) -> None:
        """Read and write one connection until it is over, and close it."""
        try:
            async with anyio.create_task_group() as group:
                life.scope = group.cancel_scope
                group.start_soon(self._write, life, name=f"{name} writer")
                await self._read(life)
                group.cancel_scope.cancel()
        finally:
            self.owner.ended(life)
            with anyio.CancelScope(shield=True):  # it takes half a second at most
                await life.socket.aclose()

    async def _read(self, life: Life) -> None:
        receive, take = life.socket.receive_batch, life.session.receive
        deliver, handle = self.owner.deliver, self.owner.handle
        monotonic, hear = self.clock.monotonic, life.hear
        try:
            while life.over is None:
                batch = await receive()
                if life.ends_of_sleep():
                    break
                hear()
                now = monotonic()
                for text in batch:
                    event = take(text, now)
                    if type(event) is Push:
                        deliver(event, life)
                    else:
                        life.wake()  # what was answered may have to be followed up
                        handle(event, life)
                self.owner.consider(life)
        except WebSocketClosed as closed:
            self.owner.closed(life, closed)

    async def _write(self, life: Life) -> None:
        """Send what there is to send, and let time pass."""
        try:
            while life.over is None and not life.ends_of_sleep():
                await self.owner.prepare(life)
                for event in life.session.tick(self.clock.monotonic()):
                    self.owner.handle(event, life)
                for text in life.session.outgoing():
                    await life.socket.send(text)
                if self.owner.may_finish():
                    return
                await life.pause(DRIFT)
        except WebSocketClosed as closed:
            self.owner.closed(life, closed)
        except OkxError as error:
            self.owner.failed(life, error)
