"""A kept connection: lost and found, replaced in time, refused, and silent."""

from __future__ import annotations

import anyio
import pytest
import trio.testing
from exchange_fake import (
    CHANNELS,
    START,
    Exchange,
    arg,
    candle,
    run,
    settle,
    streaming,
    subscribe,
    ticker,
    trade,
)

from okx_sdk.engine.roster import Roster
from okx_sdk.errors import (
    AuthenticationError,
    ConnectFailed,
    InvalidApiKey,
    LimitExceeded,
    OkxError,
    StreamRefused,
    TlsFailed,
)
from okx_sdk.protocol.buffers import Gap
from okx_sdk.protocol.session import Session
from okx_sdk.transport.websocket import HandshakeRefused


def seconds(gap: Gap) -> tuple[float, float]:
    return gap.start.timestamp() - START, gap.end.timestamp() - START


# Losses.


def test_a_loss_is_one_gap_of_each_stream_and_instrument():
    """N6: from when the connection last brought anything to when it is live again."""

    async def test(exchange, hub):
        trades = subscribe(hub, "trades", "BTC-USDT", "ETH-USDT")
        tickers = subscribe(hub, "tickers", "BTC-USDT")
        async with trades, tickers:
            await anyio.sleep(7)
            exchange.last.push(arg("trades"), trade(1))
            await anyio.sleep(1)
            exchange.last.drop(1006, "cut off")
            await settle()
            states = trades.state, tickers.state
            await anyio.sleep(10)

            assert states == ("interrupted", "interrupted")
            assert (trades.state, tickers.state) == ("live", "live")
            assert [gap.inst_ids for gap in trades.gaps] == [
                ("BTC-USDT",),
                ("ETH-USDT",),
            ]
            assert len(tickers.gaps) == 1
            for gap in (*trades.gaps, *tickers.gaps):
                start, end = seconds(gap)
                assert start == pytest.approx(7.125)
                assert 8.125 <= end <= 8.4
                assert "cut off" in gap.cause

    run(test)


def test_a_server_that_is_down_for_ten_minutes_is_not_stormed():
    """N3: at most 30 attempts, and it is found within a pause of its return."""

    async def test(exchange, hub):
        async with subscribe(hub, "trades", "BTC-USDT") as trades:
            exchange.refusals = [ConnectFailed("refused")] * 100
            began = anyio.current_time()
            exchange.last.drop()
            await anyio.sleep(600)
            attempts = [at for at in exchange.attempts if at > began]
            exchange.refusals.clear()
            await anyio.sleep(30.5)

            assert 20 <= len(attempts) <= 30
            assert attempts[0] - began <= 0.25
            assert trades.state == "live"
            assert len(trades.gaps) == 1

    run(test)


def test_a_server_that_says_nothing_is_no_better_than_none():
    """Invariant 14: to be connected resets no backoff, only data do."""

    async def test(exchange, hub):
        trades = subscribe(hub, "trades", "BTC-USDT")
        await trades.open()
        for _ in range(9):
            await anyio.sleep(40)
            dropped = anyio.current_time()
            exchange.last.drop()
        await anyio.sleep(40)
        pause = exchange.last.opened - dropped
        exchange.last.push(arg("trades"), trade(1))
        await settle()
        exchange.last.drop()
        began = anyio.current_time()
        await anyio.sleep(40)

        assert pause > 25
        assert exchange.last.opened - began <= 0.25

    run(test)


def test_a_long_quiet_life_was_a_good_one():
    """A channel of orders may bring nothing for days: its backoff starts afresh."""

    async def test(exchange, hub):
        async with subscribe(hub, "orders"):
            for _ in range(12):
                await anyio.sleep(200)
                began = anyio.current_time()
                exchange.last.drop()
                await anyio.sleep(1)
                assert exchange.last.opened - began <= 0.25

    run(test)


@pytest.mark.parametrize("status", [429, 503, 403])
def test_nobody_knocks_before_the_server_says(status):
    """N5: Retry-After is obeyed, once; the next loss is a new one."""

    async def test(exchange, hub):
        async with subscribe(hub, "trades", "BTC-USDT") as trades:
            exchange.refusals = [
                HandshakeRefused("no", http_status=status, retry_after=47.0)
            ]
            exchange.last.drop()
            await anyio.sleep(60)
            refused, again = exchange.attempts[-2:]
            exchange.last.push(arg("trades"), trade(1))
            await settle()
            began = anyio.current_time()
            exchange.last.drop()
            await anyio.sleep(1)

            assert again - refused >= 47
            assert trades.state == "live"
            assert exchange.attempts[-1] - began <= 0.25

    run(test)


def test_what_another_try_would_only_meet_again_is_told():
    """N2: a certificate that is wrong ends the streams; nothing is tried again."""

    async def test(exchange, hub):
        async with subscribe(hub, "trades", "BTC-USDT") as trades:
            exchange.refusals = [TlsFailed("wrong host", retryable=False)]
            exchange.last.drop()
            with pytest.raises(TlsFailed):
                await trades.__anext__()
            await anyio.sleep(100)

            assert trades.state == "failed"
            assert len(exchange.attempts) == 2

    run(test)


def test_a_half_open_connection_is_seen_in_time():
    """N7: within 15 + 5 seconds, and half a second."""

    async def test(exchange, hub):
        async with subscribe(hub, "trades", "BTC-USDT"):
            first = exchange.last
            first.is_mute = True
            await anyio.sleep(60)

            assert first.closed_at <= 20.6
            assert len(exchange.open) == 1

    run(test)


def test_a_suspended_machine_is_noticed():
    """N15: the clocks have parted: the gap covers the pause, data that waited do not count."""

    async def test(exchange, hub):
        async with subscribe(hub, "trades", "BTC-USDT") as trades:
            await anyio.sleep(7)
            exchange.last.push(arg("trades"), trade(1))
            await settle()
            hub.clock.ahead = 600.0
            exchange.last.push(arg("trades"), trade(2))
            await anyio.sleep(5)
            (gap,) = trades.gaps
            start, end = seconds(gap)

            assert start == pytest.approx(7.125)
            assert 607 <= end <= 613
            assert "suspended" in gap.cause

    run(test)


def test_a_process_that_was_stopped_is_noticed():
    """N15: ten minutes, on both clocks: one gap over all of it, data at once, one ping."""
    clock = trio.testing.MockClock()

    async def stopped():
        exchange = Exchange()
        async with (
            streaming(exchange, chance=lambda: 0.0) as hub,
            subscribe(hub, "orders") as orders,
        ):
            clock.jump(3.0)
            exchange.last.push({"channel": "orders", "instType": "ANY"}, {})
            await settle()
            old, pings = exchange.last, []
            exchange.last.push({"channel": "orders", "instType": "ANY"}, {})
            exchange.last.drop(4004)
            clock.jump(600.0)
            await settle(100)
            pings = [socket.pings for socket in exchange.sockets]
            (gap,) = orders.gaps
            start, end = seconds(gap)

            assert (start, end) == (pytest.approx(3.0), pytest.approx(603.0))
            assert "stood still for 600 s" in gap.cause
            assert orders.state == "live"
            assert exchange.last is not old
            assert sum(pings) <= 1

    trio.run(stopped, clock=clock)


def test_what_had_to_wait_does_not_shorten_a_gap():
    """N15: for 20 s nobody looked; what came then may be old, and so may the loss be."""
    clock = trio.testing.MockClock()

    async def blocked():
        exchange = Exchange()
        async with (
            streaming(exchange, chance=lambda: 0.0) as hub,
            subscribe(hub, "trades", "BTC-USDT") as trades,
        ):
            await settle()
            exchange.last.push(arg("trades"), trade(1))
            clock.jump(20.0)
            await settle()
            exchange.last.push(arg("trades"), trade(2))
            await settle()
            clock.jump(1.0)
            exchange.last.drop()
            await settle()
            (gap,) = trades.gaps
            looked = seconds(gap)[0]
            exchange.last.is_mute = True
            exchange.last.push(arg("trades"), trade(3))
            clock.jump(20.0)
            await settle()
            exchange.last.drop()
            await settle()
            unanswered = seconds(trades.gaps[-1])[0]

            assert trades.received == 3
            assert looked == pytest.approx(20.0)
            assert unanswered == pytest.approx(21.0)

    trio.run(blocked, clock=clock)


def test_a_loop_that_was_blocked_hears_what_waited():
    """M4: five seconds in a callback are no lost connection: the pong has come."""

    clock = trio.testing.MockClock()

    async def blocked():
        exchange = Exchange()
        async with (
            streaming(exchange, chance=lambda: 0.0) as hub,
            subscribe(hub, "trades", "BTC-USDT"),
        ):
            await settle()
            exchange.last.is_mute = True
            clock.jump(15.0)
            await settle()  # the ping goes out
            exchange.last.say("pong")
            clock.jump(9.0)  # at once: nobody could read it meanwhile
            await settle()

            assert len(exchange.sockets) == 1

    trio.run(blocked, clock=clock)


def test_a_channel_that_falls_silent_is_asked_anew():
    """S1: its gap begins when it, not the connection, last brought anything."""

    async def test(exchange, hub):
        async with subscribe(hub, "mark-price", "BTC-USDT") as prices:
            await anyio.sleep(3)
            row = {"instType": "SWAP", "instId": "BTC-USDT", "markPx": "1", "ts": "1"}
            exchange.last.push(arg("mark-price"), row)
            await anyio.sleep(16.5)
            (gap,) = prices.gaps
            start, end = seconds(gap)

            assert start == pytest.approx(3.125)
            assert end <= 3.125 + 15 + 1
            assert exchange.last.ops("unsubscribe")
            assert len(exchange.sockets) == 1

    run(test)


def test_nothing_is_waited_for_busily(monkeypatch):
    """A quiet hour costs a look every few seconds, and no more."""
    ticks, tick = [], Session.tick
    monkeypatch.setattr(Session, "tick", lambda *args: ticks.append(0) or tick(*args))

    async def test(exchange, hub):
        async with subscribe(hub, "trades", "BTC-USDT"):
            await anyio.sleep(3600)

            assert 500 <= len(ticks) <= 1_300

    run(test)


# Make before break.


def announce(socket):
    socket.say({"event": "notice", "code": "64008", "msg": "upgrade"})


def test_an_announced_end_costs_nothing():
    """P11: the new connection is live before the old one goes; rows come once."""

    async def test(exchange, hub):
        async with subscribe(hub, "trades", "BTC-USDT") as trades:
            old = exchange.last
            announce(old)
            await anyio.sleep(0.3)
            new = exchange.last
            for number in range(1, 4):
                old.push(arg("trades"), trade(number))
                new.push(arg("trades"), trade(number))
            await settle()
            new.push(arg("trades"), trade(4))
            await anyio.sleep(3)
            rows = await trades.next_batch()

            assert [row.trade_id for row in rows] == ["1", "2", "3", "4"]
            assert len(exchange.sockets) == 2
            assert old.is_closed
            assert not new.is_closed
            assert list(trades.gaps) == []

    run(test)


def test_an_older_connection_is_history_once_a_newer_has_spoken():
    """Invariant 13: what has no identity does not go back in time."""

    async def test(exchange, hub):
        async with (
            subscribe(hub, "tickers", "BTC-USDT") as tickers,
            subscribe(hub, "candle1m", "BTC-USDT") as candles,
        ):
            olds = list(exchange.sockets)
            for old in olds:
                announce(old)
            await anyio.sleep(1)
            news = {socket.name: socket for socket in exchange.sockets[2:]}
            public, business = news["public"], news["business"]
            public.push(arg("tickers"), ticker("2"))
            business.push(arg("candle1m"), candle(5, 0))
            await settle()
            for old in olds:
                if old.name == "public":
                    old.push(arg("tickers"), ticker("1"))
                else:
                    old.push(arg("candle1m"), candle(4, 0))
                    old.push(arg("candle1m"), candle(4, 1))
            await settle()

            assert [str(row.last) for row in await tickers.next_batch()] == ["2"]
            # What was confirmed is no repetition, and is not withheld.
            assert [row.confirm for row in await candles.next_batch()] == [False, True]

    run(test)


def test_what_is_under_way_on_the_old_one_is_waited_for():
    """P11: it is read until it has answered a ping that was sent after it was replaced."""

    async def test(exchange, hub):
        async with subscribe(hub, "trades", "BTC-USDT") as trades:
            old = exchange.last
            announce(old)
            await settle()
            old.is_mute = True  # it is slow, and what it sends comes late
            await anyio.sleep(3.2)
            old.push(arg("trades"), trade(1))
            old.say("pong")
            await anyio.sleep(3)

            assert len(await trades.next_batch()) == 1
            assert old.is_closed
            assert list(trades.gaps) == []

    run(test)


def test_what_was_under_way_on_the_old_one_is_lost():
    """P11: that is told, as any gap; of a ticker the new one has told what there is."""

    async def test(exchange, hub):
        tickers = subscribe(hub, "tickers", "BTC-USDT")
        async with tickers, subscribe(hub, "trades", "BTC-USDT") as trades:
            old = exchange.last
            announce(old)
            await settle()
            old.is_mute = True
            await anyio.sleep(2)
            old.drop()
            await settle()
            (gap,) = trades.gaps

            assert seconds(gap)[1] < 1
            assert trades.state == tickers.state == "live"
            assert list(tickers.gaps) == []

    run(test)


def test_the_old_one_dies_while_the_new_one_is_being_opened():
    """P11: one connection is opened, not two; the gap is one."""

    async def test(exchange, hub):
        async with subscribe(hub, "trades", "BTC-USDT") as trades:
            exchange.delay = 2.0
            announce(exchange.last)
            await anyio.sleep(1)
            exchange.last.drop()
            await anyio.sleep(30)

            assert len(exchange.sockets) == 2
            assert len(trades.gaps) == 1
            assert trades.state == "live"

    run(test)


def test_the_old_one_dies_after_the_new_one_carries_some():
    """P11: what was under way on the old one is lost, though the newcomer was live."""

    async def test(exchange, hub):
        async with subscribe(hub, "trades", "BTC-USDT", "ETH-USDT") as trades:
            old = exchange.last

            def only_one(socket, message):
                if socket is old or message["op"] != "subscribe":
                    return False
                first, *_ = message["args"]
                socket.say({"event": "subscribe", "arg": first, "id": message["id"]})
                return True

            exchange.reply = only_one
            announce(old)
            await anyio.sleep(1)
            new = exchange.last
            old.drop()
            await settle()
            state = trades.state
            await anyio.sleep(1)
            new.say({"event": "subscribe", "arg": arg("trades", "ETH-USDT")})
            await settle()

            assert state == "interrupted"
            assert trades.state == "live"
            one, two = trades.gaps
            assert (one.inst_ids, two.inst_ids) == (("BTC-USDT",), ("ETH-USDT",))
            assert one.end < two.end
            assert len(exchange.sockets) == 2

    run(test)


def test_a_newcomer_that_dies_has_a_successor():
    """P11: there is a minute: another is opened, and nothing is lost."""

    async def test(exchange, hub):
        async with (
            subscribe(hub, "trades", "BTC-USDT") as trades,
            subscribe(hub, "tickers", "BTC-USDT") as tickers,
        ):
            exchange.reply = lambda socket, message: socket is exchange.sockets[1]
            old = exchange.last
            announce(old)
            await anyio.sleep(1)
            exchange.sockets[1].push(arg("tickers"), ticker("1"))
            exchange.sockets[1].drop()
            await settle()
            old.push(arg("tickers"), ticker("2"))
            await settle()
            (row,) = await tickers.next_batch()
            await anyio.sleep(5)

            assert str(row.last) == "2"
            assert len(exchange.sockets) == 3
            assert exchange.open == [exchange.sockets[2]]
            assert list(trades.gaps) == []

    run(test)


def test_a_newcomer_takes_over_though_an_acknowledgement_is_lost():
    """P11: data are as good as an acknowledgement."""

    async def test(exchange, hub):
        async with subscribe(hub, "trades", "BTC-USDT") as trades:
            exchange.reply = lambda socket, message: socket is not exchange.sockets[0]
            old = exchange.last
            announce(old)
            await anyio.sleep(1)
            exchange.last.push(arg("trades"), trade(1))
            await anyio.sleep(2)

            assert old.is_closed
            assert len(exchange.open) == 1
            assert list(trades.gaps) == []

    run(test)


def test_too_many_connections_while_there_are_two_are_one_after_the_other():
    """P12: the newcomer is the one too many: the old one is kept until it goes."""

    async def test(exchange, hub):
        async with subscribe(hub, "orders") as orders:

            def count(socket, message):
                if socket is exchange.sockets[0] or len(exchange.open) < 2:
                    return False
                if message["op"] == "subscribe":
                    socket.say({"event": "subscribe", "arg": message["args"][0]})
                    socket.say(
                        {"event": "channel-conn-count-error", "channel": "orders"}
                    )
                return message["op"] == "subscribe"

            exchange.reply = count
            announce(exchange.last)
            await anyio.sleep(30)
            kept = list(exchange.open)
            exchange.sockets[0].drop()
            await anyio.sleep(30)

            assert kept == exchange.sockets[:1]
            assert orders.state == "live"
            assert len(orders.gaps) == 1

    run(test)


def test_a_spent_budget_calls_for_another_connection():
    """P10: 480 requests an hour, and not one more; the streams live on."""

    async def test(exchange, hub):
        async with subscribe(hub, "trades", "BTC-USDT") as trades:
            for _ in range(300):
                await trades.add("ETH-USDT")
                await trades.remove("ETH-USDT")
                await settle(5)
            await anyio.sleep(5)

            assert max(len(socket.asked) for socket in exchange.sockets) <= 480
            assert len(exchange.sockets) == 2
            assert list(trades.gaps) == []
            assert trades.state == "live"

    run(test)


# Logins and refusals.


@pytest.mark.parametrize("code", ["60005", "60007", "60024", "60032"])
def test_a_bad_key_is_refused_once(code):
    """P4: one login, however many connections want it; what needs no key lives on."""

    async def test(exchange, hub):
        def refuse(socket, message):
            if message["op"] == "login":
                socket.say({"event": "error", "code": code, "msg": "no"})
            return message["op"] == "login"

        exchange.reply = refuse
        candles = subscribe(hub, "candle1m", "BTC-USDT")
        await candles.open()
        errors = []

        async def try_it(stream):
            try:
                await stream.open()
            except OkxError as error:
                errors.append(error)

        channel = CHANNELS["orders-algo"]
        algos = hub.subscription(
            channel, [{"channel": "orders-algo", "instType": "ANY"}]
        )
        async with anyio.create_task_group() as group:
            group.start_soon(try_it, subscribe(hub, "orders"))
            group.start_soon(try_it, algos)
        await anyio.sleep(100)
        await try_it(subscribe(hub, "orders"))

        assert len(errors) == 3
        assert all(isinstance(error, AuthenticationError) for error in errors)
        assert exchange.logins == 1
        assert candles.state == "live"

    run(test)


def test_a_login_that_fails_for_the_exchange_is_tried_three_times():
    """P5: 60009 thrice, a second apart at least; then it is told."""

    async def test(exchange, hub):
        times = []

        def refuse(socket, message):
            if message["op"] == "login":
                times.append(anyio.current_time())
                socket.say({"event": "error", "code": "60009", "msg": "no"})
            return message["op"] == "login"

        exchange.reply = refuse
        with pytest.raises(AuthenticationError):
            await subscribe(hub, "orders").open()
        await anyio.sleep(100)

        assert len(times) == 3
        assert min(b - a for a, b in zip(times, times[1:], strict=False)) >= 1.0

    run(test)


def test_a_login_that_fails_within_the_exchange_is_tried_again():
    """P5: 63999 says nothing of the key; the pause is a second at least."""

    async def test(exchange, hub):
        def refuse(socket, message):
            if message["op"] != "login" or len(exchange.sockets) > 5:
                return False
            socket.say({"event": "error", "code": "63999", "msg": "internal"})
            return True

        exchange.reply = refuse
        async with subscribe(hub, "orders") as orders:
            opened = [socket.opened for socket in exchange.sockets]

            assert orders.state == "live"
            assert min(b - a for a, b in zip(opened, opened[1:], strict=False)) >= 1.0

    run(test, timeout=120.0)


def test_nothing_private_is_asked_before_the_login():
    """P6: its answer comes late, and then never: 10 s later there is another connection."""

    async def test(exchange, hub):
        exchange.reply = lambda socket, message: (
            message["op"] == "login" and len(exchange.sockets) == 1
        )
        async with subscribe(hub, "orders"):
            first, second = exchange.sockets

            assert [message["op"] for message in first.asked] == ["login"]
            assert [message["op"] for message in second.asked] == ["login", "subscribe"]
            assert 10 <= second.opened - first.opened <= 11.5

    run(test)


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        (4001, AuthenticationError),
        (4003, LimitExceeded),
        (4007, InvalidApiKey),
        (4008, LimitExceeded),
        (4009, LimitExceeded),
    ],
)
def test_a_close_for_good_ends_the_stream(code, kind):
    """P12: another connection would meet the same."""

    async def test(exchange, hub):
        async with subscribe(hub, "orders") as orders:
            exchange.last.drop(code)
            with pytest.raises(kind):
                await orders.__anext__()
            await anyio.sleep(60)

            assert exchange.logins == 1

    run(test)


def test_a_key_that_is_gone_is_no_matter_of_public_candles():
    """P12: 4007 on the business connection ends what needs the key, and nothing else."""

    async def test(exchange, hub):
        channel = CHANNELS["orders-algo"]
        algos = hub.subscription(
            channel, [{"channel": "orders-algo", "instType": "ANY"}]
        )
        async with subscribe(hub, "candle1m", "BTC-USDT") as candles, algos:
            exchange.last.drop(4007)
            await anyio.sleep(5)

            assert algos.state == "failed"
            assert candles.state == "live"
            assert exchange.logins == 1

    run(test)


@pytest.mark.parametrize("code", [1001, 1006, 1012, 4002, 4004, 4005, 4006])
def test_any_other_close_is_survived(code):
    async def test(exchange, hub):
        async with subscribe(hub, "trades", "BTC-USDT") as trades:
            exchange.last.drop(code)
            await anyio.sleep(1)

            assert trades.state == "live"

    run(test)


def test_an_error_that_nobody_asked_for_changes_nothing():
    """P8: it is told in the log; there is no reconnect."""

    async def test(exchange, hub):
        async with subscribe(hub, "trades", "BTC-USDT") as trades:
            exchange.last.say({"event": "error", "code": "60012", "msg": "what?"})
            await anyio.sleep(60)

            assert len(exchange.sockets) == 1
            assert trades.state == "live"

    run(test)


def test_one_that_is_refused_leaves_the_others():
    """P9: whoever asked for it is told; who reads the others notices nothing."""

    async def test(exchange, hub):
        def refuse(socket, message):
            bad = [one for one in message.get("args", ()) if one["instId"] == "NO"]
            for one in message.get("args", ()):
                if one not in bad:
                    socket.say(
                        {"event": message["op"], "arg": one, "id": message["id"]}
                    )
            if bad and message["op"] == "subscribe":
                socket.say(
                    {
                        "event": "error",
                        "code": "60018",
                        "msg": "channel:trades,instId:NO doesn't exist",
                        "id": message["id"],
                    }
                )
            return True

        exchange.reply = refuse
        async with subscribe(hub, "trades", "BTC-USDT") as trades:
            with pytest.raises(StreamRefused):
                await subscribe(hub, "trades", "ETH-USDT", "NO").open()
            with pytest.raises(StreamRefused):
                await trades.add("SOL-USDT", "NO")
            await settle()
            exchange.last.push(arg("trades"), trade(1))
            (row,) = await trades.next_batch()

            assert row.trade_id == "1"
            assert trades.inst_ids == ("BTC-USDT",)
            assert set(hub._links[0].wanted) == {tuple(sorted(arg("trades").items()))}

    run(test)


def test_a_fault_of_ours_is_told_as_our_error(monkeypatch):
    """An exception that nobody expected ends the streams, and in no group of errors."""

    async def test(exchange, hub):
        async with subscribe(hub, "trades", "BTC-USDT") as trades:
            monkeypatch.setattr(Roster, "deliver", None)
            exchange.last.push(arg("trades"), trade(1))
            with pytest.raises(OkxError, match="TypeError"):
                await trades.__anext__()
            await settle()

            assert hub._links == []

    run(test)


def test_a_reader_that_fails_is_no_matter_of_the_others():
    """M4: its error is its own; connection and other readers live."""

    async def test(exchange, hub):
        bad, good = (subscribe(hub, "trades", "BTC-USDT") for _ in range(2))
        await bad.open()
        await good.open()
        bad._inbox.put = lambda *_: 1 / 0
        for number in (1, 2):
            exchange.last.push(arg("trades"), trade(number))
        await settle()

        assert len(await good.next_batch()) == 2
        assert bad.state == "failed"
        assert len(exchange.sockets) == 1
        with pytest.raises(OkxError, match="ZeroDivisionError"):
            await bad.__anext__()

    run(test)
