"""Orders as they are pushed: who waits for one by its name hears of it at once."""

from __future__ import annotations

import anyio
from exchange_fake import run, settle, subscribe
from orders_fake import ANY, order_row

from okx_sdk.models.trade import Order
from okx_sdk.protocol.codec import converter


def order(*args, **fields):
    return converter.structure(order_row(*args, **fields), Order)


def test_an_order_is_heard_of_when_it_is_pushed():
    """O8: by who began to watch before it was sent, though nobody reads the stream."""

    async def test(exchange, hub):
        async with subscribe(hub, "orders"):
            with hub.orders.watch("mine") as watch:
                exchange.last.push(ANY, order_row("1", clOrdId="other"))
                exchange.last.push(ANY, order_row("2", clOrdId="mine"))
                seen = await watch.seen()
                exchange.last.push(
                    ANY,
                    order_row("2", "filled", 3, 105, clOrdId="mine"),
                    order_row("2", "live", 0, 101, clOrdId="mine"),
                )
                await settle()
                done = watch.order
            assert (seen.ord_id, seen.state) == ("2", "live")
            assert (done.ord_id, done.state) == ("2", "filled")
            assert hub.orders._watches == {}

    run(test)


def test_one_that_waits_for_what_never_comes_is_cancelled():
    """And nothing is left of it."""

    async def test(exchange, hub):
        async with subscribe(hub, "orders"):
            with hub.orders.watch("mine") as watch, anyio.move_on_after(5) as scope:
                await watch.seen()
            assert scope.cancelled_caught
            assert hub.orders._watches == {}

    run(test)


def test_what_is_found_otherwise_is_told_to_all():
    """A lookup's answer is evidence like a push; a portfolio has it as well."""

    async def test(exchange, hub):
        heard = []
        with hub.orders.listening(heard.append), hub.orders.watch("mine") as watch:
            hub.orders.tell(order("1", clOrdId="mine"))
            assert await watch.seen() is heard[0]
        hub.orders.tell(order("2"))
        assert len(heard) == 1

    run(test)
