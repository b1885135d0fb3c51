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
from starlette.types import ASGIApp, Receive, Scope, Send

from okx_sdk.errors import InvalidArgument
from okx_sdk.sandbox.accounts.venue import Venue
from okx_sdk.sandbox.desks import public_exchange
from okx_sdk.sandbox.exchange import Call, Exchange
from okx_sdk.sandbox.limits import Limits
from okx_sdk.sandbox.streaming.asgi import StreamsApp
from okx_sdk.sandbox.streaming.faults import Faults
from okx_sdk.sandbox.streaming.house import House
from okx_sdk.sandbox.streaming.http import ARRIVED, LAG, FaultyHttp
from okx_sdk.sandbox.streaming.private import LiveAccounts
from okx_sdk.sandbox.streaming.shell import Time
from okx_sdk.sandbox.streaming.streams import Streams
from okx_sdk.sandbox.streaming.truth import Truth

__all__ = ["SandboxClock", "SandboxServer", "serve"]

Started = Callable[[str], None]

_MOST_BYTES = 1024 * 1024
_LOOPBACK = {"127.0.0.1", "::1", "localhost"}


@frozen
class SandboxClock:
    """The exchange's time: this machine's, moved by *offset* seconds.

    From *since* on, *rate* of its seconds pass in one of this machine's.
    """

    offset: float = 0.0
    rate: float = 1.0
    since: float = field(factory=time.time)

    def now(self) -> float:
        """Seconds since 1970."""
        now = time.time()
        return now + self.offset + (now - self.since) * (self.rate - 1.0)

    @classmethod
    def starting_at(cls, moment: float, rate: float = 1.0) -> SandboxClock:
        """A clock that shows *moment* (seconds since 1970) now, and runs on from there."""
        now = time.time()
        return cls(moment - now, rate, now)


@define
class _Application:
    """Carries requests to the exchange and answers back, and WebSockets to the streams."""

    exchange: Exchange
    clock: Time
    streams: StreamsApp

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "websocket":
            await self.streams(scope, receive, send)
        if scope["type"] != "http":
            return
        response = await self._respond(Request(scope, receive))
        await response(scope, receive, send)

    async def _respond(self, request: Request) -> Response:
        body = await _body_of(request)
        if body is None:
            return Response("Payload Too Large", 413, {"connection": "close"})
        call = Call(
            request.method,
            # As it was signed: the path before anything in it is decoded.
            request.scope["raw_path"].decode("latin-1"),
            request.scope["query_string"].decode("latin-1"),
            body,
            request.headers,
            request.client.host if request.client else "",
            request.scope.get(ARRIVED),
            request.scope.get(LAG, 0.0),
        )
        answer = self.exchange.answer(call, self.clock.now())
        return Response(answer.body, answer.status, media_type=answer.content_type)


async def _body_of(request: Request) -> bytes | None:
    """The whole body, or nothing where it is larger than any that is meant well.

    Such a one is read to its end all the same, or its sender would miss the answer.
    """
    chunks: list[bytes] = []
    size = 0
    async for chunk in request.stream():
        size += len(chunk)
        if size <= _MOST_BYTES:
            chunks.append(chunk)
        elif size > 64 * _MOST_BYTES:
            break
    return b"".join(chunks) if size <= _MOST_BYTES else None


@define
class SandboxServer:
    """A sandbox that serves from a thread of its own.

    Args:
        seed: which market; the same seed gives the same market.
        port: 0 takes any that is free.
        clock: the exchange's time.
        limit_factor: every rate limit's window is so many times as short.
        limit_status: the HTTP status of a refusal for the rate, 429 or 200.
        faults: what goes wrong; rules may be added at any time.
    """

    seed: int = 1
    host: str = "127.0.0.1"
    port: int = 0
    clock: SandboxClock = field(factory=SandboxClock)
    limit_factor: float = 1.0
    limit_status: int = 429
    faults: Faults = field(factory=Faults)
    url: str = field(default="", init=False)
    exchange: Exchange = field(init=False)
    streams: Streams = field(init=False)
    _server: uvicorn.Server | None = field(default=None, init=False)
    _thread: threading.Thread | None = field(default=None, init=False)

    def __attrs_post_init__(self) -> None:
        if self.host not in _LOOPBACK:
            raise InvalidArgument(f"{self.host} is not this machine: loopback only")
        self.exchange = public_exchange(self.seed, Limits(self.limit_factor))
        self.exchange.limit_status = self.limit_status
        house = House(
            self.exchange.market, LiveAccounts(self.exchange), faults=self.faults
        )
        self.streams = Streams(house, window=1.0 / self.limit_factor)

    @property
    def accounts(self) -> Venue:
        """The accounts: `open` gives another, and `add_key` a key of one."""
        return self.exchange.venue

    @property
    def truth(self) -> Truth:
        """What really happened."""
        return self.streams.truth

    @property
    def banner(self) -> str:
        """What tells people that this is not the real exchange."""
        return (
            "SANDBOX, a simulation on this machine: no real market, no real money.\n"
            f"It serves {self.url or 'nothing yet'}, the market of seed {self.seed}."
        )

    def application(self, clock: Time) -> ASGIApp:
        """What it serves, for another server, or for none, at another time."""
        streams = StreamsApp(self.streams, clock)
        inner = _Application(self.exchange, clock, streams)
        return FaultyHttp(inner, self.faults, clock)

    def start(self) -> str:
        """Serve from a thread; gives the URL once calls are answered."""
        listener = self._listen()
        config = uvicorn.Config(
            self.application(self.clock),
            log_config=None,
            access_log=False,
            lifespan="off",
            # Whatever else is installed: faults reach down to the loop's own sockets.
            loop="asyncio",
            http="h11",
            ws="websockets-sansio",
            ws_ping_interval=None,
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
        # Named, or asyncio never turns off the delay of small segments.
        listener = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind((self.host, self.port))
        except OSError as error:
            listener.close()
            raise InvalidArgument(
                f"the sandbox cannot have port {self.port} of {self.host}: "
                f"{error.strerror or error}"
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
