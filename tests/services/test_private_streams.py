"""Orders and fills through interruptions: none lost, none twice, none going back."""

from __future__ import annotations

from functools import partial

import anyio
import httpx
import pytest
from account_fake import Account, run, trading
from exchange_fake import LoopTime, in_no_time, settle

from okx_sdk.errors import GapDetected, InvalidApiKey, SlowConsumer
from okx_sdk.protocol.buffers import Gap


async def read(stream, into):
    async for item in stream.with_gaps():
        mark = "+" if not isinstance(item, Gap) and stream.was_recovered(item) else ""
        into.append((item, mark))


def told(items):
    return [
        "gap" if isinstance(item, Gap) else f"{mark}{item.ord_id} {item.state}"
        for item, mark in items
    ]


async def cut(account, meanwhile=lambda: None):
    """The connection is lost, something happens, and another one comes."""
    for socket in account.exchange.open:
        socket.drop()
    await settle()
    meanwhile()
    await anyio.sleep(5)


def test_orders_that_changed_meanwhile_follow_the_gap():
    """F4: old ones, new ones, and what came and went; each as it stands, marked."""

    async def test(account, okx):
        old, items = account.place(), []
        await anyio.sleep(80_000)  # its creation is long ago: no page of then has it

        def meanwhile():
            account.fill(old, 3)
            account.end(account.place())
            account.place()

        async with okx.stream_orders() as stream, anyio.create_task_group() as group:
            group.start_soon(read, stream, items)
            await settle()
            account.place()
            await cut(account, meanwhile)
            account.fill("10003")
            await settle()
            group.cancel_scope.cancel()

        assert told(items) == [
            "10001 live",
            "gap",
            "+10000 filled",
            "+10002 canceled",
            "+10003 live",
            "10003 partially_filled",
        ]

    run(test)


def test_a_stream_is_live_when_what_was_missing_is_there():
    """10: not when its connection is; a failing REST is asked again."""

    async def test(account, okx):
        items = []
        async with okx.stream_orders() as stream, anyio.create_task_group() as group:
            group.start_soon(read, stream, items)
            account.place()
            await settle()
            states = [stream.state]
            busy = httpx.Response(503, json={"code": "50001", "msg": "busy"})
            account.failures = [busy] * 30
            await cut(account, lambda: account.fill("10000", 3))
            states.append(stream.state)
            await anyio.sleep(300)
            states.append(stream.state)
            group.cancel_scope.cancel()

        assert states == ["live", "interrupted", "live"]
        assert told(items) == ["10000 live", "gap", "+10000 filled"]

    run(test)


def test_an_order_does_not_go_back():
    """15: what REST has told already is not pushed after it; later pushes are."""

    async def test(account, okx):
        items = []
        async with okx.stream_orders() as stream:
            ord_id = account.place()
            live = account.orders[ord_id]
            async with anyio.create_task_group() as group:
                await cut(account, lambda: account.fill(ord_id, 2))
                part = account.orders[ord_id]
                account.fill(ord_id, 1)
                done = account.orders[ord_id]
                account.orders[ord_id] = done
                account.push("orders", {**part, "msg": "late"})
                account.push("orders", {**live, "msg": "late"})
                group.start_soon(read, stream, items)
                await anyio.sleep(5)
                group.cancel_scope.cancel()

        assert told(items) == ["10000 live", "gap", "+10000 filled"]

    run(test)


@pytest.mark.parametrize("snapshot", [True, False])
def test_a_stream_may_begin_with_the_orders_that_are_open(snapshot):
    """The exchange begins with none; what was done before is no part of it."""

    async def test(account, okx):
        account.end(account.place())
        await anyio.sleep(2)
        open_, items = [account.place() for _ in range(250)], []
        stream = okx.stream_orders(snapshot=snapshot)
        async with stream, anyio.create_task_group() as group:
            group.start_soon(read, stream, items)
            await cut(account)
            group.cancel_scope.cancel()

        assert [item.ord_id for item, _ in items[:-1]] == (open_ if snapshot else [])
        assert told(items)[-1] == "gap"

    run(test)


def test_one_that_the_exchange_has_forgotten_is_open_no_more():
    """F9: cancelled and never filled, it is known for two hours."""

    async def test(account, okx):
        items = []
        async with okx.stream_orders() as stream, anyio.create_task_group() as group:
            ord_id = account.place()
            group.start_soon(read, stream, items)
            await settle()
            account.forgotten.add(ord_id)
            await cut(account)
            account.tell(ord_id)
            await settle()
            group.cancel_scope.cancel()

        assert told(items) == ["10000 live", "gap"]

    run(test)


def test_orders_of_one_instrument_alone():
    """Pages are asked for it alone as well, spot on margin included."""

    async def test(account, okx):
        items = []
        async with (
            okx.stream_orders("BTC-USDT") as stream,
            anyio.create_task_group() as group,
        ):
            group.start_soon(read, stream, items)
            account.place()
            await settle()
            place = partial(account.place, instId="BTC-USDT", instType="MARGIN")
            await cut(account, lambda: [place(), account.end(place())])
            group.cancel_scope.cancel()

        assert told(items) == ["gap", "+10001 live", "+10002 canceled"]

    run(test)


def test_the_gaps_of_many_instruments_are_made_up_for_at_once():
    """One look at REST for all of them, which takes a second or two, not minutes."""

    async def test(account, okx):
        items, names = [], [f"C{number}-USDT-SWAP" for number in range(40)]
        async with (
            okx.stream_fills(*names) as stream,
            anyio.create_task_group() as group,
        ):
            group.start_soon(read, stream, items)
            ord_id = account.place(instId=names[7])
            await cut(account, lambda: account.fill(ord_id, 3))
            group.cancel_scope.cancel()

        *gaps, (fill, mark) = items
        assert len(gaps) == 40
        assert (fill.inst_id, fill.fill_sz, mark) == (names[7], 3, "+")
        assert account.asked.count("trade/fills") == 40 + 1  # an empty page ends it

    run(test)


@pytest.mark.parametrize("channel", ["orders", "fills"])
def test_each_fill_comes_once_whichever_way(channel):
    """O16: pushed, fetched after a gap, and both."""

    async def test(account, okx):
        items = []

        def fill():
            account.fill(ord_id)
            if channel == "fills":
                account.push("fills", account.fills[-1])

        async with (
            okx.stream_fills(channel=channel) as stream,
            anyio.create_task_group() as group,
        ):
            ord_id = account.place(sz=40)
            group.start_soon(read, stream, items)
            for _ in range(10):
                fill()
                await settle()
                await cut(account, fill)
                fill()
            await settle()
            group.cancel_scope.cancel()

        fills = [(item, mark) for item, mark in items if not isinstance(item, Gap)]
        assert [item.trade_id for item, _ in fills] == [
            row["tradeId"] for row in account.fills
        ]
        assert [mark for _, mark in fills] == ["", "+", ""] * 10
        assert {str(item.fee) for item, _ in fills} == {"-0.1"}
        assert len(items) - len(fills) == 10

    run(test)


def test_a_fill_that_no_push_has_told_is_noticed_and_fetched():
    """More was filled than was told: a gap says so, and the fill follows it."""

    async def test(account, okx):
        items = []
        async with okx.stream_fills() as stream, anyio.create_task_group() as group:
            ord_id = account.place(sz=9)
            group.start_soon(read, stream, items)
            account.fill(ord_id)
            await settle()
            await anyio.sleep(1)
            account.fill(ord_id, quiet=True)
            account.fill(ord_id)
            await anyio.sleep(3)
            group.cancel_scope.cancel()

        names = [getattr(item, "trade_id", "gap") + mark for item, mark in items[:2]]
        rest = {item.trade_id for item, _ in items[2:]}
        assert (names, rest) == (["500", "gap"], {"501", "502"})
        assert "left out" in items[1][0].cause

    run(test)


@pytest.mark.parametrize("ahead", [3_600.0, -3_600.0])
def test_a_clock_that_is_wrong_hides_nothing(ahead):
    """T1: gaps are dated by this machine, what is on record by the exchange."""
    clock = LoopTime()
    clock.ahead = ahead

    async def test(account, okx):
        orders, fills = [], []
        async with (
            okx.stream_orders() as stream,
            okx.stream_fills() as second,
            anyio.create_task_group() as group,
        ):
            group.start_soon(read, stream, orders)
            group.start_soon(read, second, fills)
            await anyio.sleep(200)
            ord_id = account.place(sz=9)
            account.fill(ord_id)
            await settle()
            account.fill(ord_id, quiet=True)
            account.fill(ord_id)
            await anyio.sleep(200)
            await cut(account, lambda: account.fill(account.place(sz=1)))
            group.cancel_scope.cancel()

        assert told(orders)[-2:] == ["gap", "+10001 filled"]
        names = {item.trade_id for item, _ in fills if not isinstance(item, Gap)}
        assert names == {"500", "501", "502", "503"}

    run(test, clock=clock)


@pytest.mark.parametrize("kind", ["stream_orders", "stream_fills", "portfolio"])
def test_cancelled_at_any_point_of_its_opening_it_leaves_nothing(kind):
    """X9: at the k-th checkpoint for every k; subscriptions and listeners are gone."""

    async def cut_at(k) -> bool:
        account = Account()
        account.place()
        async with trading(account, chance=lambda: 0.0) as okx:
            stream = getattr(okx, kind)()
            with anyio.CancelScope() as scope:
                async with anyio.create_task_group() as group:
                    group.start_soon(cancel_after, k, scope)
                    await stream.open()
                    group.cancel_scope.cancel()
            hub = okx._connection.hub
            if scope.cancelled_caught:
                assert [link for link in hub._links if link.wanted] == []
                assert hub.orders._listeners == []
            return scope.cancelled_caught

    async def main():
        for k in range(1, 400):
            await anyio.sleep(3)  # for the rate limits, which all clients share
            if not await cut_at(k):
                assert k > 10
                return
        raise AssertionError("it never opened")

    async def cancel_after(k, scope):
        await settle(k)
        scope.cancel()

    in_no_time(main)


def test_a_stream_that_was_asked_to_raises_for_a_gap():
    """It ends there."""

    async def test(account, okx):
        async with okx.stream_fills(on_gap="raise") as stream:
            await cut(account)
            with pytest.raises(GapDetected):
                await anext(stream)

    run(test)


def test_a_slow_reader_of_orders_is_told_and_nothing_is_dropped():
    """M1: a trader's rows are not conflated: the stream ends."""

    async def test(account, okx):
        async with okx.stream_orders() as stream:
            assert stream._inbox.capacity == 8_192
            stream._inbox.capacity = 50
            for _ in range(60):
                account.place()
            await settle()
            rows = [await anext(stream) for _ in range(50)]
            assert len(rows) == 50
            with pytest.raises(SlowConsumer):
                await anext(stream)

    run(test)


def test_a_key_that_is_refused_ends_all_private_streams():
    """P4: one login, one typed error for each, and none for who comes later."""

    async def test(account, okx):
        def refuse(socket, message):
            if message["op"] == "login":
                socket.say({"event": "error", "code": "60005", "msg": "Invalid key"})
                return True
            return account.reply(socket, message)

        account.exchange.reply = refuse
        for _ in range(3):
            with pytest.raises(InvalidApiKey):
                await okx.stream_orders().open()
        with pytest.raises(InvalidApiKey):
            await okx.stream_account().open()

        assert account.exchange.logins == 1
        assert [socket.args for socket in account.exchange.sockets] == [[]]

    run(test)


def test_every_private_stream_can_be_had():
    """By its verb, on the connection that has it, after a login."""

    async def test(account, okx):
        names = [name for name in dir(type(okx)) if name.startswith("stream_")]
        public = {"tickers", "trades", "candles", "bbo", "order_book"}
        for name in names:
            if name.removeprefix("stream_") not in public:
                async with getattr(okx, name)() as stream:
                    assert stream.state == "live"
        asked = {arg["channel"] for s in account.exchange.sockets for arg in s.args}

        assert asked == {
            *("orders", "account", "positions", "balance_and_position"),
            *("liquidation-warning", "account-greeks", "orders-algo"),
            *("deposit-info", "withdrawal-info"),
        }

    run(test)


class Hurried(LoopTime):
    """Nobody waits."""

    async def sleep(self, seconds: float) -> None:
        await anyio.lowlevel.checkpoint()


async def test_orders_and_fills_are_whole_on_either_backend(anyio_backend):
    """F4, O16: as above, on asyncio and on trio."""
    account, orders, fills = Account(), [], []
    async with trading(account, clock=Hurried()) as okx:
        async with (
            okx.stream_orders() as stream,
            okx.stream_fills() as second,
            anyio.create_task_group() as group,
        ):
            group.start_soon(read, stream, orders)
            group.start_soon(read, second, fills)
            ord_id = account.place()
            for _ in range(3):
                await settle()
                account.exchange.last.drop()
                account.fill(ord_id)
                await settle(300)
            group.cancel_scope.cancel()

    kinds = ["gap", "+10000 partially_filled"]
    assert told(orders) == ["10000 live", *kinds, *kinds, "gap", "+10000 filled"]
    assert [getattr(fill, "trade_id", "gap") for fill, _ in fills] == [
        *("gap", "500", "gap", "501", "gap", "502")
    ]
