"""What a client and its copies share: settings, transport, server time, and the end."""

from __future__ import annotations

import ssl
import threading
from collections.abc import AsyncGenerator, Callable, Coroutine
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any, Protocol

import anyio
import anyio.to_thread
from anyio.lowlevel import current_token
from attrs import define, field

from okx_sdk.engine.clock import Chance, Clock, ServerClock, SystemClock, chance
from okx_sdk.engine.upkeep import UNAWARE, Upkeep
from okx_sdk.errors import ClientClosed, HandshakeRefused, MissingExtra, WrongLoop
from okx_sdk.settings import Settings

if TYPE_CHECKING:
    import httpx
    from anyio.abc import TaskGroup

    from okx_sdk.engine.hub import Hub
    from okx_sdk.engine.link import Link
    from okx_sdk.engine.rest import Transport
    from okx_sdk.engine.wanted import Socket
    from okx_sdk.transport.tcp import Connector

__all__ = ["Connection"]


class Host(Protocol):
    """A sandbox that runs in this process until it is released."""

    url: str

    def release(self) -> None:
        """Done with it; the last one to say so stops it."""


@define
class Connection:
    """Opens on first use, in the event loop of that use; closes once.

    Raises:
        ClientClosed: used after `aclose`.
        WrongLoop: used in another event loop than at first.
    """

    settings: Settings
    verify: ssl.SSLContext | None = None
    seam: httpx.AsyncBaseTransport | None = None
    clock: Clock = field(factory=SystemClock)
    connector: Connector | None = None
    chance: Chance = chance
    server: ServerClock | None = None
    upkeep: Upkeep = UNAWARE
    _transport: Transport | None = field(default=None, init=False)
    _group: TaskGroup | None = field(default=None, init=False)
    _hub: Hub | None = field(default=None, init=False)
    _host: Host | None = field(default=None, init=False)
    _url: str = field(default="", init=False)
    _loop: object = field(default=None, init=False)
    _opening: anyio.Lock | None = field(default=None, init=False)
    _making: threading.Lock = field(factory=threading.Lock, init=False)
    """Blocking clients ask for the hub from any thread."""
    _closed: bool = field(default=False, init=False)

    def __str__(self) -> str:
        where = self._url or self.settings.base_url or "embedded"
        key = self.settings.credentials
        signs = f", {key.hint}" if key else ""
        return f"{self.settings.env.value}, {where}{signs}"

    async def open(self) -> tuple[str, Transport]:
        """The transport and the host it leads to; made when first asked for."""
        self._check()
        if self._transport is None:
            self._opening = self._opening or anyio.Lock()
            async with self._opening:
                self._check()
                if self._transport is None:
                    self._transport = await self._connected()
                    if self._closed:  # meanwhile, with nothing there to be closed
                        await self.aclose()
                    self._check()
        return self._url, self._transport

    def _check(self) -> None:
        if self._closed:
            raise ClientClosed("this client is closed: make a new one")
        token = current_token()
        if self._loop is None:
            self._loop = token
        if self._loop != token:
            raise WrongLoop(
                "this client belongs to another event loop: make one in each loop, "
                "or use the blocking Client, which has a loop of its own"
            )

    async def _connected(self) -> Transport:
        from okx_sdk.transport.http import HttpTransport

        self._url = self.settings.base_url or await self._start_sandbox()
        return HttpTransport(
            self._url,
            timeout=self.settings.timeout,
            proxy=self.settings.proxy,
            verify=self.verify,
            transport=self.seam,
        )

    async def _start_sandbox(self) -> str:
        try:
            from okx_sdk.sandbox.embedded import acquire
        except ModuleNotFoundError as error:
            if error.name not in {"starlette", "uvicorn"}:
                raise
            raise MissingExtra(
                f"the sandbox wants {error.name}: pip install 'okxsdk[sandbox]'"
            ) from None
        self._host = await anyio.to_thread.run_sync(acquire)
        return self._host.url

    @property
    def hub(self) -> Hub:
        """What keeps the live streams, while `streaming` is entered."""
        with self._making:
            if self._hub is None:
                self._hub = self._made_hub()
            return self._hub

    def spawn(self, work: Callable[[], Coroutine[Any, Any, None]]) -> bool:
        """Run something beside the callers; false where no `streaming` is entered."""
        if self._group is None or self._closed:
            return False
        self._group.start_soon(work)
        return True

    @property
    def order_line(self) -> Link | None:
        """A live connection that takes operations on orders, if one is there."""
        return None if self._hub is None else self._hub.order_line()

    def _made_hub(self) -> Hub:
        from okx_sdk.engine.hub import Hub

        login = self._login if self.settings.credentials else None
        hub = Hub(
            self._socket, login, self.clock, self.chance, self.streaming, self._check
        )
        hub.group = self._group
        return hub

    @asynccontextmanager
    async def streaming(self) -> AsyncGenerator[None]:
        """Be able to keep streams inside; they end on leaving."""
        self._check()
        async with anyio.create_task_group() as self._group:
            if self._hub is not None:
                self._hub.group = self._group
            try:
                yield
            finally:
                if self._hub is not None:
                    self._hub.close()
                self._group.cancel_scope.cancel()

    async def _socket(self, name: str) -> Socket:
        """A socket to one of the exchange's connections, when its turn has come."""
        from okx_sdk.engine.handshakes import turn
        from okx_sdk.transport.tcp import TcpConnector
        from okx_sdk.transport.websocket import WebSocket

        await self.open()
        url = self.settings.stream_url or self._url.replace("http", "ws", 1)
        connector = self.connector or TcpConnector(
            verify=self.verify, proxy=self.settings.proxy
        )
        try:
            async with turn(url, self.clock):
                socket = await WebSocket.open(
                    f"{url}/ws/v5/{name}", connector=connector
                )
        except HandshakeRefused as refused:
            await self.upkeep.judge(refused, name)
            raise
        self.upkeep.is_over()
        return socket

    async def _login(self) -> dict[str, str]:
        from okx_sdk.protocol.signing import login_args

        assert self.settings.credentials is not None, "asked only where there is a key"
        if self.server is None:
            now = self.clock.time()
        else:
            if self._hub is not None and self._hub.gate.is_mistimed:
                await self.server.measure()
            now = self.server.estimate()
        return login_args(self.settings.credentials, int(now))

    async def aclose(self) -> None:
        """Close what is open; a second time does nothing."""
        self._closed = True
        if self._hub is not None:
            self._hub.close()
        transport, self._transport = self._transport, None
        host, self._host = self._host, None
        with anyio.CancelScope(shield=True), anyio.move_on_after(0.5):
            if transport is not None:
                await transport.aclose()
        if host is not None:
            host.release()
