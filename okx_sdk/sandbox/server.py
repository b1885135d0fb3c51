"""The socket of the sandbox: starlette on uvicorn, on loopback, in any thread."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Callable

import uvicorn
from attrs import define, field, frozen
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from okx_sdk.errors import InvalidArgument, NotSent
from okx_sdk.sandbox.desks import public_exchange
from okx_sdk.sandbox.exchange import Call, Exchange
from okx_sdk.sandbox.limits import Limits

__all__ = ["SandboxClock", "SandboxServer", "serve"]

Started = Callable[[str], None]

_LOOPBACK = {"127.0.0.1", "::1", "localhost"}


@frozen
class SandboxClock:
    """The exchange's time: this machine's, moved by *offset* seconds."""

    offset: float = 0.0

    def now(self) -> float:
        """Seconds since 1970."""
        return time.time() + self.offset

    @classmethod
    def starting_at(cls, moment: float) -> SandboxClock:
        """A clock that shows *moment* (seconds since 1970) now, and runs on from there."""
        return cls(moment - time.time())


@define
class _Application:
    """Carries requests to the exchange and answers back."""

    exchange: Exchange
    clock: SandboxClock

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return
        request = Request(scope, receive)
        call = Call(
            request.method,
            request.url.path,
            request.url.query,
            await request.body(),
            request.headers,
            request.client.host if request.client else "",
        )
        answer = self.exchange.answer(call, self.clock.now())
        response = Response(
            answer.body, answer.status, media_type=answer.content_type
        )
        await response(scope, receive, send)


@define
class SandboxServer:
    """A sandbox that serves from a thread of its own.

    Args:
        seed: which market; the same seed gives the same market.
        port: 0 takes any that is free.
        clock: the exchange's time.
        limit_factor: every rate limit's window is so many times as short.
    """

    seed: int = 1
    host: str = "127.0.0.1"
    port: int = 0
    clock: SandboxClock = field(factory=SandboxClock)
    limit_factor: float = 1.0
    url: str = field(default="", init=False)
    exchange: Exchange = field(init=False)
    _server: uvicorn.Server | None = field(default=None, init=False)
    _thread: threading.Thread | None = field(default=None, init=False)

    def __attrs_post_init__(self) -> None:
        if self.host not in _LOOPBACK:
            raise InvalidArgument(f"{self.host} is not this machine: loopback only")
        self.exchange = public_exchange(self.seed, Limits(self.limit_factor))

    def start(self) -> str:
        """Serve from a thread; gives the URL once calls are answered."""
        listener = self._listen()
        config = uvicorn.Config(
            _Application(self.exchange, self.clock),
            log_config=None,
            access_log=False,
            lifespan="off",
            server_header=False,
            timeout_graceful_shutdown=1,
        )
        self._server = server = uvicorn.Server(config)
        self._thread = threading.Thread(
            target=server.run, args=([listener],), name="okx-sandbox", daemon=True
        )
        self._thread.start()
        # The socket listens already: the first call waits in its queue if need be.
        return self.url

    def _listen(self) -> socket.socket:
        family = socket.AF_INET6 if ":" in self.host else socket.AF_INET
        listener = socket.socket(family, socket.SOCK_STREAM)
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind((self.host, self.port))
        except OSError as error:
            listener.close()
            raise NotSent(
                f"the sandbox cannot have port {self.port}: {error.strerror}"
            ) from None
        listener.listen(1024)
        port = listener.getsockname()[1]
        host = f"[{self.host}]" if ":" in self.host else self.host
        self.url = f"http://{host}:{port}"
        return listener

    def stop(self) -> None:
        """Stop serving; connections that are open are closed."""
        server, self._server = self._server, None
        thread, self._thread = self._thread, None
        if server is None or thread is None:
            return
        server.should_exit = True
        server.force_exit = True
        thread.join(timeout=1)

    def join(self) -> None:
        """Wait until it is stopped, in slices that Ctrl-C can end."""
        while self._thread is not None and self._thread.is_alive():
            self._thread.join(timeout=0.2)


def serve(server: SandboxServer, started: Started) -> None:
    """Serve until interrupted; *started* is told the URL."""
    started(server.start())
    try:
        server.join()
    finally:
        server.stop()
