"""The hub: what is shared, sharded, released, and told at the end."""

from __future__ import annotations

import gc

import anyio
import pytest
from exchange_fake import (
    Exchange,
    arg,
    in_no_time,
    run,
    settle,
    streaming,
    subscribe,
    trade,
)
from exchange_fake import ticker as ticker_row

from okx_sdk.errors import (
    ClientClosed,
    ConnectFailed,
    CredentialsMissing,
    StreamRefused,
    UsageError,
)


def test_two_readers_share_one_subscription_on_the_wire():
    """Each gets every row; the last to leave unsubscribes."""

    async def test(exchange, hub):
        one = subscribe(hub, "trades", "BTC-USDT")
        two = subscribe(hub, "trades", "BTC-USDT")
        async with one:
            async with two:
                exchange.last.push(arg("trades"), trade(1))
                await settle()
                rows = await one.next_batch(), await two.next_batch()
            await settle()
            still = exchange.last.ops("unsubscribe")
        await settle()

        assert [len(each) for each in rows] == [1, 1]
        assert exchange.last.args == [arg("trades")]
        assert still == []
        assert exchange.last.ops("unsubscribe")

    run(test)


def test_who_comes_late_to_a_ticker_gets_the_present_one():
    async def test(exchange, hub):
        async with subscribe(hub, "tickers", "BTC-USDT"):
            exchange.last.push(arg("tickers"), ticker_row("7"))
            await settle()
            async with subscribe(hub, "tickers", "BTC-USDT") as late:
                (row,) = await late.next_batch()

                assert str(row.last) == "7"

    run(test)


def test_who_comes_late_to_trades_gets_no_old_ones():
    async def test(exchange, hub):
        async with subscribe(hub, "trades", "BTC-USDT"):
            exchange.last.push(arg("trades"), trade(1))
            await settle()
            async with subscribe(hub, "trades", "BTC-USDT") as late:
                assert late.waiting == 0

    run(test)


def test_an_account_begins_with_its_snapshot():
    """Where the exchange begins with all there is, a late reader has its own connection."""

    async def test(exchange, hub):
        channel = hub_channel("positions")
        args = [{"channel": "positions", "instType": "ANY"}]
        async with hub.subscription(channel, args), hub.subscription(channel, args):
            assert len(exchange.sockets) == 2

    run(test)


def hub_channel(name):
    from exchange_fake import CHANNELS

    return CHANNELS[name]


def test_many_are_spread_over_connections():
    """P10: no connection carries more than it can ask anew within its hour."""

    async def test(exchange, hub):
        names = [f"C{number}-USDT" for number in range(500)]
        async with subscribe(hub, "trades", *names):
            loads = [len(socket.args) for socket in exchange.sockets]

            assert sum(loads) == 500
            assert max(loads) <= 240

    run(test)


def test_deep_books_weigh_more():
    """Fewer than thirty on a connection are advised."""

    async def test(exchange, hub):
        names = [f"C{number}-USDT" for number in range(50)]
        async with subscribe(hub, "books", *names):
            assert max(len(socket.args) for socket in exchange.sockets) < 30

    run(test)


def test_a_connection_without_use_is_closed_after_a_while():
    """One that is wanted again at once is kept."""

    async def test(exchange, hub):
        async with subscribe(hub, "trades", "BTC-USDT"):
            pass
        await anyio.sleep(2)
        async with subscribe(hub, "trades", "ETH-USDT"):
            await anyio.sleep(100)
            kept = list(exchange.open)
        await anyio.sleep(15)

        assert len(kept) == len(exchange.sockets) == 1
        assert exchange.open == []
        assert hub._links == []

    run(test)


def test_ten_thousand_come_and_go_and_nothing_is_left():
    """M3: connections, subscriptions, requests and readers are back where they were."""

    async def test(exchange, hub):
        async with subscribe(hub, "tickers", "BTC-USDT"):
            for number in range(1_000):
                async with subscribe(hub, "trades", f"C{number}-USDT"):
                    pass
            await anyio.sleep(60)
            gc.collect()

            (link,) = hub._links
            session = link._line.current.session
            assert len(link.wanted) == len(session.ledger.entries) == 1
            assert session.ledger.requests == {}
            assert len(session.ledger.echoes._keys) <= 1
            assert len(exchange.open) == 1
            assert len(hub._sinks) == 1

    run(test)


def test_what_nobody_holds_is_unsubscribed():
    """X5: `break` out of a loop over it is enough."""

    async def test(exchange, hub):
        async with subscribe(hub, "tickers", "BTC-USDT"):
            exchange.reply = greet
            async for _ in subscribe(hub, "trades", "BTC-USDT"):
                break
            gc.collect()
            await anyio.sleep(6)

            (message,) = exchange.last.ops("unsubscribe")
            assert message["args"] == [arg("trades")]

    def greet(socket, message):
        if message["op"] == "subscribe":
            socket.push(arg("trades"), trade(1))
        return False

    run(test)


def test_an_error_in_its_block_releases_a_stream():
    """X5: and it comes out as it is."""

    async def test(exchange, hub):
        with pytest.raises(ZeroDivisionError):
            async with subscribe(hub, "trades", "BTC-USDT"):
                1 / 0
        await settle()

        assert exchange.last.ops("unsubscribe")

    run(test)


def test_the_end_of_the_client_ends_what_waits():
    """An iteration, and an opening that was never answered, are told at once."""
    told = []

    async def reading(stream):
        try:
            await stream.__anext__()
        except ClientClosed as error:
            told.append(error)

    async def main():
        exchange = Exchange()
        async with anyio.create_task_group() as group:
            async with streaming(exchange) as hub:
                live = subscribe(hub, "trades", "BTC-USDT")
                await live.open()
                exchange.reply = lambda socket, message: True
                group.start_soon(reading, live)
                group.start_soon(reading, subscribe(hub, "trades", "ETH-USDT"))
                await settle()
                before = anyio.current_time()
            await settle()

            assert anyio.current_time() - before < 1
        assert len(told) == 2
        assert exchange.open == []
        with pytest.raises(ClientClosed):
            await subscribe(hub, "trades", "BTC-USDT").open()
        with pytest.raises(ClientClosed):
            await live.__anext__()

    in_no_time(main)


def test_nothing_comes_about_in_time():
    """N1: the first connection's trouble is what is raised; the stream is over."""

    async def test(exchange, hub):
        exchange.refusals = [ConnectFailed("refused") for _ in range(99)]
        stream = subscribe(hub, "trades", "BTC-USDT")
        with pytest.raises(ConnectFailed, match="refused"):
            await stream.open()

        assert anyio.current_time() == pytest.approx(30.0)
        assert stream.state == "failed"
        with pytest.raises(ConnectFailed):
            await stream.__anext__()

    run(test)


def test_no_subscription_is_answered():
    """S4: asked twice, then on another connection, then told."""

    async def test(exchange, hub):
        exchange.reply = lambda socket, message: True
        with pytest.raises(ConnectFailed, match="not live"):
            await subscribe(hub, "trades", "BTC-USDT").open()

        assert [len(socket.asked) for socket in exchange.sockets] == [2, 1]

    run(test)


def test_streams_want_the_client_entered():
    async def main():
        exchange = Exchange()
        async with streaming(exchange) as hub:
            hub.group, group = None, hub.group
            with pytest.raises(UsageError, match="async with"):
                await subscribe(hub, "trades", "BTC-USDT").open()
            hub.group = group

    in_no_time(main)


def test_private_channels_want_a_key():
    async def test(exchange, hub):
        with pytest.raises(CredentialsMissing):
            await subscribe(hub, "orders").open()

    run(test, key=False)


@pytest.mark.parametrize("checkpoint", range(1, 14))
def test_cancelled_at_any_point_it_leaves_nothing(checkpoint):
    """X9: whatever `open` was waiting for; and it may be opened again."""

    class Cut(Exception):
        pass

    async def main():
        exchange = Exchange()
        async with streaming(exchange, chance=lambda: 0.0) as hub:
            stream = subscribe(hub, "trades", "BTC-USDT", "ETH-USDT")
            with anyio.CancelScope() as scope:
                async with anyio.create_task_group() as group:

                    async def cut():
                        for _ in range(checkpoint):
                            await anyio.lowlevel.checkpoint()
                        scope.cancel()

                    group.start_soon(cut)
                    await stream.open()
                    group.cancel_scope.cancel()
            if stream.state != "live":
                assert stream.state == "new"
                assert all(not link.wanted for link in hub._links)
                await stream.open()
            assert stream.state == "live"
            assert len(exchange.open) == 1
            await stream.aclose()
        assert exchange.open == []

    in_no_time(main)


async def test_it_works_on_both_loops():
    """The same on asyncio: subscribe, lose, find, read, refuse, close."""
    exchange = Exchange()
    async with streaming(exchange, chance=lambda: 0.0) as hub:
        async with subscribe(hub, "trades", "BTC-USDT") as trades:
            exchange.last.push(arg("trades"), trade(1))
            first = await trades.__anext__()
            exchange.last.drop()
            while len(exchange.sockets) < 2 or not exchange.last.asked:
                await anyio.lowlevel.checkpoint()
            exchange.last.push(arg("trades"), trade(1), trade(2))
            second = await trades.__anext__()
        exchange.reply = lambda socket, message: bool(
            socket.say({"event": "error", "code": "60018", "id": message["id"]}) or 1
        )
        with pytest.raises(StreamRefused):
            await subscribe(hub, "trades", "NO").open()

        assert (first.trade_id, second.trade_id) == ("1", "2")
        assert len(trades.gaps) == 1
    assert exchange.open == []


def test_who_comes_in_an_interruption_is_interrupted_too():
    """It is given nothing from before that, and is live with the others."""

    async def test(exchange, hub):
        async with subscribe(hub, "tickers", "BTC-USDT") as first:
            exchange.last.push(arg("tickers"), ticker_row("1"))
            await settle()
            exchange.last.drop()
            await settle()
            second = subscribe(hub, "tickers", "BTC-USDT")
            async with second:
                begun = second.state, second.waiting, first.waiting
                await anyio.sleep(5)

                assert begun == ("interrupted", 0, 1)
                assert second.state == first.state == "live"
                assert second.gaps == first.gaps
                assert len(exchange.sockets) == 2

    run(test)
