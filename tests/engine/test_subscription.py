"""A stream as its reader sees it: what waits, what is dropped, and what is told."""

from __future__ import annotations

import anyio
import pytest
from exchange_fake import arg, run, settle, subscribe, trade
from exchange_fake import ticker as ticker_row

from okx_sdk.errors import GapDetected, SlowConsumer, StreamError, StreamRefused
from okx_sdk.protocol.buffers import CAPACITY, Gap


async def ids(stream) -> list[str]:
    return [
        item.cause if isinstance(item, Gap) else item.trade_id
        async for item in stream.with_gaps()
    ]


def test_a_slow_reader_of_trades_is_told_what_it_missed():
    """M1: the oldest go; one gap says how many, since when, and until when."""

    async def test(exchange, hub):
        async with subscribe(hub, "trades", "BTC-USDT") as trades:
            exchange.last.push(arg("trades"), trade(0))
            await trades.__anext__()
            read = hub.time()
            await anyio.sleep(60)
            for number in range(1, CAPACITY + 101):
                exchange.last.push(arg("trades"), trade(number))
            await anyio.sleep(60)
            gap, *rows = [
                await anext(iterator)
                for iterator in [trades.with_gaps()]
                for _ in range(CAPACITY + 1)
            ]

            assert gap.dropped == trades.dropped == 100
            assert gap.start.timestamp() == pytest.approx(read, abs=1e-3)
            assert gap.end.timestamp() == pytest.approx(hub.time(), abs=1e-3)
            assert gap.inst_ids == ("BTC-USDT",)
            assert rows[0].trade_id == "101"
            assert list(trades.gaps) == [gap]

    run(test)


def test_a_gap_that_was_dropped_is_part_of_the_one_that_says_so():
    """M1: nothing is lost without a word, not even the word."""

    async def test(exchange, hub):
        async with subscribe(hub, "trades", "BTC-USDT") as trades:
            await anyio.sleep(7)
            exchange.last.drop()
            await anyio.sleep(5)
            (lost,) = trades.gaps
            for number in range(CAPACITY + 5):
                exchange.last.push(arg("trades"), trade(number))
            await settle()
            gap = await anext(trades.with_gaps())

            assert gap.start <= lost.start
            assert gap.dropped == 5

    run(test)


def test_a_slow_reader_of_tickers_gets_the_latest():
    """M1: one row for each instrument, however many came."""

    async def test(exchange, hub):
        async with subscribe(hub, "tickers", "BTC-USDT", "ETH-USDT") as tickers:
            for number in range(5_000):
                exchange.last.push(arg("tickers"), ticker_row(str(number)))
            exchange.last.push(arg("tickers", "ETH-USDT"), ticker_row("9", "ETH-USDT"))
            await settle()
            rows = await tickers.next_batch()

            assert [(row.inst_id, str(row.last)) for row in rows] == [
                ("BTC-USDT", "4999"),
                ("ETH-USDT", "9"),
            ]
            assert tickers.dropped == 0

    run(test)


def test_a_slow_reader_of_orders_is_stopped():
    """M1: what must not be missed is never dropped: the stream ends, after its rows."""

    async def test(exchange, hub):
        async with subscribe(hub, "orders") as orders:
            for number in range(CAPACITY + 10):
                row = {"ordId": str(number), "uTime": "1"}
                orders._inbox.decode = lambda row, *_: row
                exchange.last.push({"channel": "orders", "instType": "ANY"}, row)
            await settle()
            rows = await orders.next_batch()
            with pytest.raises(SlowConsumer):
                await orders.next_batch()

            assert len(rows) == CAPACITY
            assert orders.state == "failed"

    run(test)


def test_a_slow_reader_is_no_matter_of_the_others():
    """M2: its buffer is its own."""

    async def test(exchange, hub):
        slow, quick = (subscribe(hub, "trades", "BTC-USDT") for _ in range(2))
        async with slow, quick:
            count = 0
            for batch in range(30):
                for number in range(100):
                    exchange.last.push(arg("trades"), trade(batch * 100 + number))
                await settle()
                count += len(await quick.next_batch())

            assert count == 3_000
            assert quick.dropped == 0
            assert slow.waiting == CAPACITY

    run(test)


def test_a_gap_stands_where_data_may_be_missing():
    async def test(exchange, hub):
        async with subscribe(hub, "trades", "BTC-USDT") as trades:
            exchange.last.push(arg("trades"), trade(1))
            await settle()
            exchange.last.drop(1006, "cut")
            await anyio.sleep(5)
            exchange.last.push(arg("trades"), trade(2))
            await settle()
            await trades.aclose()
            items = await ids(trades)

            assert [items[0], items[2]] == ["1", "2"]
            assert "cut" in items[1]

    run(test)


def test_a_gap_can_be_an_error():
    """What came before it can still be read; then it is raised, again and again."""

    async def test(exchange, hub):
        trades = subscribe(hub, "trades", "BTC-USDT").reporting("raise")
        async with trades:
            exchange.last.push(arg("trades"), trade(1))
            await settle()
            exchange.last.drop()
            await anyio.sleep(5)
            row = await trades.__anext__()
            for _ in range(2):
                with pytest.raises(GapDetected):
                    await trades.__anext__()

            assert row.trade_id == "1"
            assert trades.state == "failed"

    run(test)


def test_rows_that_were_dropped_can_be_an_error():
    async def test(exchange, hub):
        trades = subscribe(hub, "trades", "BTC-USDT").reporting("raise")
        async with trades:
            for number in range(CAPACITY + 1):
                exchange.last.push(arg("trades"), trade(number))
            await settle()
            for _ in range(2):
                with pytest.raises(GapDetected, match="1 rows"):
                    await trades.__anext__()

    run(test)


def test_a_row_that_cannot_be_read_is_passed_over(caplog):
    """P13: it is counted, told once, and the stream lives."""

    async def test(exchange, hub):
        async with subscribe(hub, "trades", "BTC-USDT") as trades:
            for row in ({"tradeId": "7"}, [1, 2], "x", 5, {"px": []}, {}, None):
                exchange.last.push(arg("trades"), row)
            exchange.last.push(arg("trades"), trade(1))
            await settle()
            rows = await trades.next_batch()

            assert [row.trade_id for row in rows] == ["1"]
            assert trades.undecoded == 5
            assert sum("passed over" in each.message for each in caplog.records) == 1

    run(test)


def test_instruments_come_and_go():
    """Also while the connection is lost, and after all are gone."""

    async def test(exchange, hub):
        async with subscribe(hub, "trades", "BTC-USDT") as trades:
            await trades.add("ETH-USDT")
            exchange.last.drop()
            await settle()
            await trades.remove("ETH-USDT")
            async with anyio.create_task_group() as group:
                group.start_soon(trades.add, "SOL-USDT")
            state = trades.state
            await trades.remove("BTC-USDT", "SOL-USDT")
            await trades.add("XRP-USDT")

            assert state == "live"
            assert trades.inst_ids == ("XRP-USDT",)
            assert [gap.inst_ids for gap in trades.gaps] == [("BTC-USDT",)]
            (link,) = hub._links
            assert len(link.wanted) == 1
        with pytest.raises(StreamError):
            await trades.add("BTC-USDT")

    run(test)


def test_what_waits_can_be_read_after_the_end():
    async def test(exchange, hub):
        async with subscribe(hub, "trades", "BTC-USDT") as trades:
            exchange.last.push(arg("trades"), trade(1), trade(2))
            await settle()

        assert [row.trade_id async for row in trades] == ["1", "2"]
        assert [row async for row in trades] == []

    run(test)


def test_a_reader_in_another_task_ends_with_the_stream():
    async def test(exchange, hub):
        rows = []

        async def read(stream):
            rows.extend([row async for row in stream])

        async with subscribe(hub, "trades", "BTC-USDT") as trades:
            async with anyio.create_task_group() as group:
                group.start_soon(read, trades)
                await settle()
                exchange.last.push(arg("trades"), trade(1))
                await settle()
                await trades.aclose()

        assert len(rows) == 1

    run(test)


def test_a_batch_that_was_not_waited_for_is_not_lost():
    """X9: a cancelled read loses nothing."""

    async def test(exchange, hub):
        async with subscribe(hub, "trades", "BTC-USDT") as trades:
            with anyio.move_on_after(1):
                await trades.next_batch()
            exchange.last.push(arg("trades"), trade(1))
            await settle()

            assert len(await trades.next_batch()) == 1

    run(test)


def test_two_readers_share_the_rows_and_the_end():
    """X7: each row goes to one of them, and neither is left waiting when it is over."""

    async def test(exchange, hub):
        seen: list[str] = []

        async def read(stream):
            async for row in stream:
                seen.append(row.trade_id)  # noqa: PERF401 - it is read meanwhile
            seen.append("end")

        async with anyio.create_task_group() as group:
            trades = subscribe(hub, "trades", "BTC-USDT")
            for _ in range(2):
                group.start_soon(read, trades)
            await anyio.sleep(1)
            for number in range(3):
                exchange.last.push(arg("trades"), trade(number))
                await settle()
            await trades.aclose()
            await settle()
            group.cancel_scope.cancel()

        assert seen == ["0", "1", "2", "end", "end"]

    run(test)


def silent(socket, message) -> bool:
    return message["op"] == "subscribe"


def test_closed_while_it_is_being_opened_it_ends_at_once():
    """Its reader does not wait for an answer that nobody wants any more."""

    async def test(exchange, hub):
        exchange.reply = silent
        trades = subscribe(hub, "trades", "BTC-USDT")
        ended = []

        async def read():
            ended.append(await trades.next_batch())
            ended.append(anyio.current_time())

        async with anyio.create_task_group() as group:
            group.start_soon(read)
            await anyio.sleep(1)
            await trades.aclose()

        assert ended == [[], 1]

    run(test)


def test_removed_while_it_is_being_added_it_is_not_waited_for():
    async def test(exchange, hub):
        async with subscribe(hub, "trades", "BTC-USDT") as trades:
            exchange.reply = silent
            async with anyio.create_task_group() as group:
                group.start_soon(trades.add, "ETH-USDT")
                await anyio.sleep(1)
                await trades.remove("ETH-USDT")

            assert trades.inst_ids == ("BTC-USDT",)
            assert anyio.current_time() < 2

    run(test)


def test_what_could_not_be_added_keeps_nothing_from_being_live():
    """Though it was interrupted when it was wanted: another stream has it."""

    def reply(socket, message):
        for each in message["args"]:
            said = {"event": message["op"], "arg": each}
            if each["instId"] == "BAD":
                said = {"event": "error", "code": "60018", "msg": "instId:BAD,trades"}
            socket.say({**said, "id": message["id"]})
        return True

    async def test(exchange, hub):
        exchange.reply = reply
        one = subscribe(hub, "trades", "BTC-USDT")
        async with one, subscribe(hub, "trades", "ETH-USDT"):
            exchange.last.drop()
            await settle()
            with pytest.raises(StreamRefused):
                await one.add("ETH-USDT", "BAD")
            await anyio.sleep(5)

            assert (one.state, one.inst_ids) == ("live", ("BTC-USDT",))

    run(test)


def test_opened_again_it_is_live_though_it_was_interrupted_before():
    """The first time it was cancelled, while it was read what there is to begin with."""

    async def test(exchange, hub):
        trades = subscribe(hub, "trades", "BTC-USDT").repaired_by(Slow())
        with anyio.move_on_after(5):
            async with anyio.create_task_group() as group:
                group.start_soon(trades.open)
                await anyio.sleep(1)
                exchange.last.drop()
                await settle()
                group.cancel_scope.cancel()
        await anyio.sleep(20)
        await trades.open()

        assert trades.state == "live"

    run(test)


class Slow:
    """Takes ten seconds for everything, and finds nothing."""

    async def begin(self, inst_ids):
        await anyio.sleep(10)
        return ()

    async def missing(self, gap):
        await anyio.sleep(10)
        return ()

    def news(self, row, *, pushed=False):
        return row
