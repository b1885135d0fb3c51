"""A login that the exchange forgets while the connection lives, on both event loops."""

from __future__ import annotations

import anyio.lowlevel
import pytest
from exchange_fake import START, Exchange, LoopTime, settle, streaming, subscribe

FORGOTTEN = {"event": "error", "code": "60011", "msg": "Please log in"}


class Hurried(LoopTime):
    """Nobody is kept waiting for the next try."""

    async def sleep(self, seconds: float) -> None:
        await anyio.lowlevel.checkpoint()


@pytest.mark.anyio
async def test_a_login_that_is_forgotten_is_made_once_more_on_the_same_connection():
    """P7: streams resume with one gap; the second time another connection is opened."""
    exchange = Exchange()
    async with streaming(exchange, chance=lambda: 0.0) as hub:
        async with subscribe(hub, "orders") as orders:
            exchange.last.say(FORGOTTEN)
            await settle()
            once = len(exchange.sockets), exchange.logins, orders.state
            gaps = len(orders.gaps)
            exchange.last.say(FORGOTTEN)
            while len(exchange.sockets) < 2 or orders.state != "live":
                await settle()
            twice = len(exchange.sockets), exchange.logins, len(orders.gaps)
        first, second = exchange.sockets

    assert once == (1, 2, "live")
    assert gaps == 1
    assert twice == (2, 3, 2)
    assert [m["op"] for m in first.asked] == ["login", "subscribe"] * 2
    assert [m["op"] for m in second.asked][:2] == ["login", "subscribe"]
    assert "forgotten" in orders.gaps[0].cause
    assert orders.gaps[0].end.timestamp() >= START


@pytest.mark.anyio
@pytest.mark.parametrize("code", ["60011", "60031", "63999"])
async def test_a_login_that_is_not_to_be_had_again_is_had_on_another(code):
    """P7: else the connection is replaced, and that is still the same gap."""

    def refuse(socket, message):
        is_again = message["op"] == "login" and exchange.logins == 2
        if is_again:
            socket.say({**FORGOTTEN, "code": code})
        return is_again

    exchange = Exchange(reply=refuse)
    async with streaming(exchange, clock=Hurried(), chance=lambda: 0.0) as hub:
        async with subscribe(hub, "orders") as orders:
            exchange.last.say(FORGOTTEN)
            while len(exchange.sockets) < 2 or orders.state != "live":
                await settle()

    assert exchange.logins == 3
    assert len(orders.gaps) == 1
