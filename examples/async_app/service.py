"""Prices, candles and a live book over HTTP: one client for all requests.

The client opens with the service and closes with it. All readers of a book share one
subscription of the exchange, and a reader who goes away lets go of it.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from typing import Literal

import anyio
import orjson
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response, StreamingResponse
from starlette.routing import Route, WebSocketRoute
from starlette.websockets import WebSocket, WebSocketDisconnect

from okx_sdk import AsyncClient
from okx_sdk.errors import (
    ApiError,
    BookStale,
    InstrumentNotFound,
    InvalidArgument,
    OkxError,
    RateLimited,
    StreamRefused,
)
from okx_sdk.services.books import BookStream

__all__ = ["create_app"]

BEAT = 1.0
"""Seconds of silence after which a reader of a live book is told that it still is."""

Stopping = Callable[[], bool]
State = Literal["live", "stale"]


def create_app(env: str | None = None, stopping: Stopping = lambda: False) -> Starlette:
    """The service.

    Args:
        env: `live`, `demo` or `sandbox`; otherwise as the environment says.
        stopping: whether the server is about to stop; live books end then.
    """

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[dict[str, object]]:
        async with AsyncClient(env=env) as okx:
            yield {"okx": okx, "stopping": stopping}

    routes = [
        Route("/price/{inst_id}", price),
        Route("/candles/{inst_id}", candles),
        Route("/book/{inst_id}", book_events),
        WebSocketRoute("/book/{inst_id}", book_socket),
    ]
    handlers = {OkxError: _refusal}
    return Starlette(routes=routes, lifespan=lifespan, exception_handlers=handlers)


async def price(request: Request) -> Response:
    """The last price, and the best bid and ask."""
    okx: AsyncClient = request.state.okx
    ticker = await okx.get_ticker(request.path_params["inst_id"])
    fields = ("inst_id", "last", "bid_px", "ask_px", "ts")
    return JSONResponse({name: _plain(getattr(ticker, name)) for name in fields})


async def candles(request: Request) -> Response:
    """Candles, oldest first: `?bar=1H&limit=24`."""
    okx: AsyncClient = request.state.okx
    query = request.query_params
    limit = query.get("limit", "24")
    if not limit.isdecimal() or not 1 <= int(limit) <= 1_000:
        raise InvalidArgument(f"limit is {limit!r}: give 1 to 1000")
    rows = await okx.get_candles(
        request.path_params["inst_id"], query.get("bar", "1H"), limit=int(limit)
    )
    fields = ("ts", "open", "high", "low", "close", "vol")
    return JSONResponse(
        [[_plain(getattr(row, name)) for name in fields] for row in rows]
    )


async def book_events(request: Request) -> Response:
    """The live book as server-sent events, ten levels of each side."""
    # An unknown name is refused with a status, not in the middle of the events.
    stack = AsyncExitStack()
    stream = await stack.enter_async_context(_stream(request.state.okx, request))

    async def events() -> AsyncIterator[bytes]:
        async with stack:
            async for state, body in _books(stream, request.state.stopping):
                yield b"event: %s\ndata: %s\n\n" % (state.encode(), body)

    headers = {"cache-control": "no-store"}
    return StreamingResponse(events(), 200, headers, "text/event-stream")


async def book_socket(socket: WebSocket) -> None:
    """The live book over a WebSocket, as the events have it."""
    try:
        async with _stream(socket.state.okx, socket) as stream:
            await socket.accept()
            async for _, body in _books(stream, socket.state.stopping):
                await socket.send_text(body.decode())
        await socket.close(1001)  # the server goes away
    except WebSocketDisconnect:
        return
    except OkxError as error:
        await socket.close(1008, str(error)[:120])


def _stream(okx: AsyncClient, request: Request | WebSocket) -> BookStream:
    return okx.stream_order_book(request.path_params["inst_id"])


async def _books(
    stream: BookStream, stopping: Stopping
) -> AsyncIterator[tuple[State, bytes]]:
    """The book whenever it changes; in silence, whether it still is to be trusted."""
    (book,) = stream.books.values()
    while not stopping():
        with anyio.move_on_after(BEAT):
            if not await stream.next_batch():
                return
        try:
            yield "live", orjson.dumps(book.snapshot(10))
        except BookStale as error:
            yield "stale", orjson.dumps({"stale": str(error)})


async def _refusal(_: Request, error: Exception) -> Response:
    """What went wrong, in the words of HTTP."""
    headers: dict[str, str] = {}
    if isinstance(error, InstrumentNotFound | StreamRefused):
        status = 404
    elif isinstance(error, InvalidArgument):
        status = 400
    elif isinstance(error, RateLimited):
        status, headers = 503, {"retry-after": "2"}
    else:
        status = 502 if isinstance(error, ApiError) else 504
    return JSONResponse({"error": str(error)}, status, headers)


def _plain(value: object) -> str | None:
    return None if value is None else str(value)
