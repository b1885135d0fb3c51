"""How requests about orders reach the exchange: by WebSocket where one is live, or REST.

Both count against the same limits, and the same declarations say what is sent and how
the answer is read.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

import anyio
import attrs
import orjson
from attrs import define

from okx_sdk.engine.rest import Expiry, RestEngine
from okx_sdk.errors import OkxError
from okx_sdk.models.order_acks import OrderAck
from okx_sdk.protocol.endpoint import Endpoint, endpoint_of
from okx_sdk.protocol.envelope import Reply
from okx_sdk.protocol.order_answers import refusal_of
from okx_sdk.rest.trade import Trade

if TYPE_CHECKING:
    from okx_sdk.engine.link import Link

__all__ = ["Routes"]

T = TypeVar("T")

OPS = {
    "/api/v5/trade/order": "order",
    "/api/v5/trade/batch-orders": "batch-orders",
    "/api/v5/trade/cancel-order": "cancel-order",
    "/api/v5/trade/cancel-batch-orders": "batch-cancel-orders",
    "/api/v5/trade/amend-order": "amend-order",
    "/api/v5/trade/amend-batch-orders": "batch-amend-orders",
}
"""The operations of a WebSocket by the paths that do the same."""

_REST_ALONE = ("attachAlgoOrds",)
"""Fields that no operation has."""


@define
class Routes:
    """Sends each request once, whichever way is open.

    Args:
        engine: for REST, and for the limits of both.
        line: gives the live WebSocket that takes orders, if there is one.
        code: gives the number by which a WebSocket names an instrument, if there is one.
    """

    engine: RestEngine
    line: Callable[[], Link | None]
    code: Callable[[str], Awaitable[int | None]]

    def require_key(self, method: Callable[..., Awaitable[object]]) -> None:
        """Have something to sign a call with, before time is spent on it."""
        self.engine.require_key(str(endpoint_of(method)))

    async def send(
        self,
        method: Callable[[Trade, T], Awaitable[Any]],
        body: T,
        *,
        expiry: Expiry | None = None,
        latest: float,
    ) -> Any:
        """What an endpoint of orders gives for a body, by either way.

        A single acknowledgement that says itself that it is none is raised as what it
        means, whatever the envelope said.

        Args:
            method: the endpoint, of the class.
            body: its whole body.
            expiry: how long it may take to be processed.
            latest: until when it may wait for its turn.
        """
        options = attrs.evolve(self.engine.options, expiry=expiry, latest=latest)
        engine = self.engine.with_options(options)
        endpoint = endpoint_of(method)
        answer = await self._sent(engine, method, endpoint, body)
        if isinstance(answer, OrderAck):
            refusal = refusal_of(answer, str(endpoint))
            if refusal is not None:
                raise refusal
        return answer

    async def _sent(
        self,
        engine: RestEngine,
        method: Callable[[Trade, T], Awaitable[Any]],
        endpoint: Endpoint,
        body: T,
    ) -> Any:
        line = self.line()
        if line is not None and endpoint.path in OPS:
            args = None
            in_time = engine.options.latest - engine.clock.monotonic()
            with anyio.move_on_after(in_time):  # REST asks for no number
                args = await self._args(endpoint, body)
            if args is not None:
                return await _by_line(engine, line, endpoint, body, args)
        return await method(Trade(engine), body)

    async def _args(self, endpoint: Endpoint, body: Any) -> list[Any] | None:
        """What an operation is given; nothing where it cannot be said by one."""
        (name,) = endpoint.signature.parameters
        sent = orjson.loads(endpoint.request({name: body}).body)
        items = cast("list[dict[str, Any]]", sent if isinstance(sent, list) else [sent])
        for item in items:
            if any(field in item for field in _REST_ALONE):
                return None
            code = await self._code(item.pop("instId"))
            if code is None:
                return None
            item["instIdCode"] = code
        return items

    async def _code(self, inst_id: str) -> int | None:
        try:
            return await self.code(inst_id)
        except OkxError:
            return None  # REST takes the name, and says what is wrong with it


async def _by_line(
    engine: RestEngine, line: Link, endpoint: Endpoint, body: Any, args: list[Any]
) -> Any:
    (name,) = endpoint.signature.parameters
    async with engine.turn(endpoint, {name: body}):
        expiry = engine.options.expiry
        fields: Mapping[str, str] = (
            {} if expiry is None else {"expTime": engine.stamped(expiry)}
        )
        answer = await line.operate(
            OPS[endpoint.path], args, engine.options.timeout, **fields
        )
        return endpoint.read(Reply(200, {}, orjson.dumps(answer)))
