"""Faults of the REST side, around any ASGI application."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from urllib.parse import parse_qsl

import anyio
import orjson
from attrs import define
from starlette.requests import ClientDisconnect, Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from okx_sdk.sandbox.streaming.actions import (
    Action,
    Delay,
    Drop,
    Fin,
    HalfOpen,
    LookupLag,
    Reply,
    Reset,
    Truncate,
)
from okx_sdk.sandbox.streaming.faults import Faults, Occasion, Phase
from okx_sdk.sandbox.streaming.plug import reset, transport_of
from okx_sdk.sandbox.streaming.private import OP_OF
from okx_sdk.sandbox.streaming.shell import Time
from okx_sdk.sandbox.streaming.texts import items, named
from okx_sdk.sandbox.streaming.trouble import disturbed

__all__ = ["ARRIVED", "LAG", "FaultyHttp"]

ARRIVED = "okx_sdk.arrived"
"""In a scope: when the request came to the door, in seconds."""
LAG = "okx_sdk.lag"
"""In a scope: for how many seconds queries do not find what it creates."""


@define(eq=False)
class FaultyHttp:
    """Lets rules strike requests before they are acted upon, or their answers.

    Without rules a request passes straight through.
    """

    app: ASGIApp
    faults: Faults
    clock: Time

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] != "http" or not self.faults:
            await self.app(scope, receive, send)
            return
        try:
            body = await Request(scope, receive).body()
        except ClientDisconnect:
            return
        arrived = self.clock.now()
        struck = self._decide("before_commit", scope, body)
        if await self._stopped(struck, send, receive):
            return
        lag = sum(each.seconds for each in struck if isinstance(each, LookupLag))
        scope = {**scope, ARRIVED: arrived, LAG: lag}
        answer: list[Message] = []

        async def keep(message: Message) -> None:
            answer.append(message)

        async def again() -> Message:
            return {"type": "http.request", "body": body, "more_body": False}

        await self.app(scope, again, keep)
        struck = self._decide("after_commit_before_reply", scope, body)
        if not await self._stopped(struck, send, receive):
            await _tell(answer, struck, send)

    def _decide(self, phase: Phase, scope: Scope, body: bytes) -> list[Action]:
        headers = {name.lower(): value for name, value in scope["headers"]}
        occasion = Occasion(
            phase,
            "rest",
            # A rule for an operation holds for both ways that it may come.
            op=OP_OF.get(scope["path"], "") if scope["method"] == "POST" else "",
            method=scope["method"],
            path=scope["path"],
            inst_id=_named(scope, body, "instId"),
            cl_ord_id=_named(scope, body, "clOrdId"),
            account=headers.get(b"ok-access-key", b"").decode("latin-1"),
        )
        return self.faults.decide(occasion, self.clock.now())

    async def _stopped(
        self, struck: Iterable[Action], send: Send, receive: Receive
    ) -> bool:
        """Do what faults do to the connection; whether that is the end of it."""
        for action in struck:
            match action:
                case Delay(seconds):
                    await anyio.sleep(seconds / self.clock.rate)
                case Reply():
                    await _reply(action, send)
                    return True
                case Drop() | Reset():
                    reset(send)
                    return True
                case Fin():
                    transport = transport_of(send)
                    if transport is not None:
                        transport.close()
                    return True
                case HalfOpen():
                    while (await receive())["type"] != "http.disconnect":
                        pass
                    return True
                case _:
                    pass
        return False


def _named(scope: Scope, body: bytes, name: str) -> str:
    """What the items of a request are called, or its query says, joined by commas."""
    query = dict(parse_qsl(scope["query_string"].decode("latin-1")))
    try:
        found = orjson.loads(body) if body else query
    except orjson.JSONDecodeError:
        return ""
    return ",".join(
        str(named(each).get(name) or "") for each in items(found) or [found]
    )


async def _reply(reply: Reply, send: Send) -> None:
    envelope: dict[str, Any] = {"code": reply.code, "msg": reply.message, "data": []}
    body = orjson.dumps(envelope) if reply.body is None else reply.body.encode()
    head = [(b"content-type", reply.content_type.encode())]
    await _send(send, reply.status, head, body)


async def _send(
    send: Send, status: int, head: list[tuple[bytes, bytes]], body: bytes
) -> None:
    head = [*head, (b"content-length", str(len(body)).encode())]
    await send({"type": "http.response.start", "status": status, "headers": head})
    await send({"type": "http.response.body", "body": body})


async def _tell(answer: list[Message], struck: list[Action], send: Send) -> None:
    """Pass the answer on, as faults leave it."""
    start = answer[0]
    whole = b"".join(message.get("body", b"") for message in answer[1:])
    head = [pair for pair in start["headers"] if pair[0].lower() != b"content-length"]
    for action in struck:
        if isinstance(action, Truncate):
            await _cut(send, start["status"], head, whole, action.length)
            return
    changed = disturbed(whole.decode("latin-1"), struck)
    frame = changed[0][1] if changed else ""
    body = frame.encode("latin-1", "replace") if isinstance(frame, str) else frame
    await _send(send, start["status"], head, body)


async def _cut(
    send: Send, status: int, head: list[tuple[bytes, bytes]], body: bytes, length: int
) -> None:
    """Promise the whole body, send its beginning, and be gone."""
    head = [*head, (b"content-length", str(len(body)).encode())]
    await send({"type": "http.response.start", "status": status, "headers": head})
    part = body[:length]
    await send({"type": "http.response.body", "body": part, "more_body": True})
    transport = transport_of(send)
    if transport is not None:
        transport.close()
