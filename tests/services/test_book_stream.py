"""Order books kept live: served only while they are right, asked anew, and shared."""

from __future__ import annotations

import gc
from functools import partial

import anyio
import pytest
from exchange_fake import Exchange, arg, in_no_time, settle, streaming

from okx_sdk.errors import BookStale, ClientClosed, StreamRefused
from okx_sdk.services.books import BookStream, book_channel

START = 1_700_000_000_000


def row(seq: int, before: int, *, px: str = "100", sz: str = "1", **more) -> dict:
    level = [px, sz, "0", "1"]
    ask = [str(float(px) + 1), sz, "0", "1"]
    ts = str(START + abs(seq))
    return {
        "asks": [ask],
        "bids": [level],
        "ts": ts,
        "seqId": seq,
        "prevSeqId": before,
        "checksum": 0,
        **more,
    }


def snapshot(socket, inst_id="BTC-USDT", seq=10, channel="books"):
    socket.push(arg(channel, inst_id), row(seq, -1), action="snapshot")


def update(socket, seq, before, inst_id="BTC-USDT", **more):
    socket.push(arg("books", inst_id), row(seq, before, **more), action="update")


def greeting_from(seq):
    """As the exchange does: an acknowledgement, then the snapshot."""

    def reply(socket, message):
        for one in message.get("args", ()):
            socket.say({"event": message["op"], "arg": one, "id": message["id"]})
            if message["op"] == "subscribe":
                snapshot(socket, one["instId"], seq, channel=one["channel"])
        return True

    return reply


greeting = greeting_from(10)


def books(hub, *inst_ids, name="books", **options) -> BookStream:
    channel = book_channel(name)
    return BookStream(hub, channel, [arg(name, each) for each in inst_ids], **options)


def run(test):
    async def main():
        exchange = Exchange(reply=greeting)
        async with streaming(exchange) as hub:
            await test(exchange, hub)

    in_no_time(main)


def test_a_book_comes_as_it_changes():
    """B3: a keep-alive is no change."""

    async def test(exchange, hub):
        async with books(hub, "BTC-USDT") as stream:
            book = await stream.__anext__()
            first = book.seq_id
            update(exchange.last, 11, 10, sz="2")
            await stream.__anext__()
            second = str(book.best_bid.sz)
            update(exchange.last, 11, 11, asks=[], bids=[])
            await settle()

            assert (first, second) == (10, "2")
            assert stream.waiting == 0
            assert stream.books["BTC-USDT"] is book

    run(test)


def test_a_break_is_not_served_and_is_asked_anew_once():
    """B1: stale at once; updates are ignored until the snapshot; one request, one gap."""

    async def test(exchange, hub):
        async with books(hub, "BTC-USDT") as stream:
            book = await stream.__anext__()
            await anyio.sleep(1)
            update(exchange.last, 13, 12)
            update(exchange.last, 14, 13)
            await settle(2)
            with pytest.raises(BookStale):
                _ = book.best_bid
            await settle()
            await anyio.sleep(1)

            assert book.seq_id == 10
            assert len(exchange.last.ops("unsubscribe")) == 1
            assert len(exchange.last.ops("subscribe")) == 2
            assert len(exchange.sockets) == 1
            assert len(stream.gaps) == 1
            assert stream.state == "live"

    run(test)


def test_a_book_that_broke_before_its_reader_came_is_not_given():
    """B1: it changed and broke in one wake-up; the snapshot is the next to come."""

    async def test(exchange, hub):
        async with books(hub, "BTC-USDT") as stream:
            await stream.__anext__()
            exchange.reply = greeting_from(20)
            update(exchange.last, 11, 10)
            update(exchange.last, 13, 12)
            book = await stream.__anext__()

            assert book.seq_id == 20

    run(test)


def test_what_broke_while_its_reader_was_at_another_book_is_not_given():
    """B1: both were taken at once; the reader was slow with the first."""

    async def test(exchange, hub):
        async with books(hub, "BTC-USDT", "ETH-USDT") as stream:
            await settle()
            first = await stream.__anext__()
            other = {"BTC-USDT": "ETH-USDT", "ETH-USDT": "BTC-USDT"}[first.inst_id]
            exchange.reply = greeting_from(20)
            update(exchange.last, 13, 12, other)
            await settle(2)
            second = await stream.__anext__()

            assert (second.inst_id, second.seq_id) == (other, 20)

    run(test)


@pytest.mark.parametrize("read", ["next_batch", "handover"])
def test_batches_are_of_right_books(read):
    """B1: in one wake-up, one book changed and the other broke."""

    async def test(exchange, hub):
        async with books(hub, "BTC-USDT", "ETH-USDT") as stream:
            await stream.next_batch()
            exchange.reply = greeting_from(20)
            update(exchange.last, 11, 10, "ETH-USDT")
            update(exchange.last, 11, 10)
            update(exchange.last, 13, 12)
            seen = []
            while not seen or seen[-1] != ("BTC-USDT", 20):
                batch = await getattr(stream, read)()
                assert batch
                seen += [(book.inst_id, book.seq_id) for book in batch]

            assert seen == [("ETH-USDT", 11), ("BTC-USDT", 20)]

    run(test)


def test_a_batch_is_empty_at_the_end():
    """Also where what waited can no longer be vouched for."""

    async def test(exchange, hub):
        async with books(hub, "BTC-USDT") as stream:
            await stream.__anext__()
            update(exchange.last, 11, 10)
            await settle()
            waiting = stream.waiting
            await stream.aclose()

            assert waiting == 1
            assert await stream.next_batch() == []

    run(test)


def test_after_maintenance_the_numbers_are_small_again():
    """B2: the chain holds: no request."""

    async def test(exchange, hub):
        async with books(hub, "BTC-USDT") as stream:
            book = await stream.__anext__()
            update(exchange.last, 3, 10)
            update(exchange.last, 5, 3)
            await settle()

            assert book.seq_id == 5
            assert exchange.last.ops("unsubscribe") == []

    run(test)


def test_no_storm_of_requests():
    """B5: a book that breaks all the time is asked for four times a minute at most."""

    async def test(exchange, hub):
        async with books(hub, "BTC-USDT"):
            for _ in range(600):
                update(exchange.last, 99, 98)
                await anyio.sleep(0.1)

            assert sum(len(each.ops("subscribe")) for each in exchange.sockets) <= 1 + 5

    run(test)


def test_a_snapshot_that_never_comes_calls_for_another_connection():
    """B5: after ten seconds; reads are refused meanwhile."""

    async def test(exchange, hub):
        async with books(hub, "BTC-USDT") as stream:
            book = await stream.__anext__()
            exchange.reply = lambda socket, message: False
            update(exchange.last, 99, 98)
            await anyio.sleep(5)
            state, sockets = book.is_valid, len(exchange.sockets)
            exchange.reply = greeting
            await anyio.sleep(7)

            assert (state, sockets) == (False, 1)
            assert len(exchange.sockets) == 2
            assert book.is_valid

    run(test)


def test_a_silent_book_is_asked_anew():
    """S1: there is an update every minute, were it empty."""

    async def test(exchange, hub):
        async with books(hub, "BTC-USDT") as stream:
            await anyio.sleep(80)

            assert exchange.last.ops("unsubscribe")
            assert len(stream.gaps) == 1

    run(test)


def test_a_lost_connection_makes_all_its_books_stale():
    """B1: at once, and until their snapshots."""

    async def test(exchange, hub):
        async with books(hub, "BTC-USDT", "ETH-USDT") as stream:
            await settle()
            exchange.last.drop()
            await settle()
            valid = [book.is_valid for book in stream.books.values()]
            await anyio.sleep(5)

            assert valid == [False, False]
            assert all(book.is_valid for book in stream.books.values())

    run(test)


def test_a_planned_replacement_never_makes_it_stale():
    """P11: the old connection's updates do not break the new one's chain."""

    async def test(exchange, hub):
        async with books(hub, "BTC-USDT") as stream:
            book = await stream.__anext__()
            old = exchange.last
            last = 10

            def greet(socket, message):
                for one in message.get("args", ()):
                    socket.say({"event": message["op"], "arg": one})
                    snapshot(socket, one["instId"], last)
                return True

            exchange.reply = greet
            old.say({"event": "notice", "code": "64008", "msg": "upgrade"})
            for _ in range(100):
                last += 1
                for socket in exchange.open:
                    if socket.asked:
                        update(socket, last, last - 1)
                await anyio.sleep(0.05)
                assert book.is_valid

            assert old.is_closed
            assert list(stream.gaps) == []
            assert len(exchange.sockets) == 2

    run(test)


def test_a_second_reader_has_the_book_of_the_first():
    """And asks the exchange for nothing: the first notices nothing of it."""

    async def test(exchange, hub):
        async with books(hub, "BTC-USDT") as first:
            await first.__anext__()
            update(exchange.last, 11, 10, sz="7")
            await settle()
            async with books(hub, "BTC-USDT") as second:
                mine = await second.__anext__()
                assert str(mine.best_bid.sz) == "7"
                update(exchange.last, 12, 11, sz="8")
                await settle()

                assert mine is not first.books["BTC-USDT"]
                assert mine.seq_id == first.books["BTC-USDT"].seq_id == 12
                assert list(first.gaps) == []
                assert len(exchange.last.asked) == 1
            assert first.books["BTC-USDT"].is_valid

    run(test)


def test_who_reads_the_pushes_themselves_has_a_connection_of_his_own():
    """They begin with a snapshot, which another reader's connection sends no more."""

    async def test(exchange, hub):
        async with books(hub, "BTC-USDT") as kept:
            await kept.__anext__()
            pushes = hub.subscription(book_channel("books"), [arg("books")])
            async with pushes:
                push = await pushes.__anext__()

                assert push.action == "snapshot"
                assert len(exchange.sockets) == 2
                assert list(kept.gaps) == []

    run(test)


def test_books_come_and_go():
    async def test(exchange, hub):
        async with books(hub, "BTC-USDT") as stream:
            btc = await stream.__anext__()
            await stream.add("ETH-USDT")
            await settle()
            await stream.remove("BTC-USDT")

            assert stream.books["ETH-USDT"].is_valid
            assert "BTC-USDT" not in stream.books
            with pytest.raises(BookStale):
                _ = btc.best_bid

    run(test)


def test_a_book_is_stale_after_its_stream():
    """Closed, or ended with its client."""

    async def main():
        exchange = Exchange(reply=greeting)
        async with streaming(exchange) as hub:
            async with books(hub, "BTC-USDT") as closed:
                one = await closed.__anext__()
            left = books(hub, "BTC-USDT")
            other = await left.__anext__()
        with pytest.raises(ClientClosed):
            await left.__anext__()
        for book in (one, other):
            with pytest.raises(BookStale):
                _ = book.best_bid

    in_no_time(main)


def test_a_stream_that_nobody_holds_is_released():
    """X5: the task that looks after its books does not hold it."""

    async def test(exchange, hub):
        await books(hub, "BTC-USDT").__anext__()
        gc.collect()
        await anyio.sleep(6)

        assert exchange.last.ops("unsubscribe")

    run(test)


def test_best_quotes_can_be_kept_too():
    """A channel of snapshots alone: each replaces the last."""

    async def test(exchange, hub):
        async with books(hub, "BTC-USDT", name="bbo-tbt") as stream:
            await settle()
            quote = partial(row, px="200")
            exchange.last.push(arg("bbo-tbt"), quote(12, 11))
            book = await stream.__anext__()
            await settle()

            assert str(book.best_bid.px) == "200"

    run(test)


def test_a_book_that_is_added_is_given_its_time():
    """B5: it counts from when it is subscribed, not from when it was wanted."""

    async def test(exchange, hub):
        async with books(hub, "BTC-USDT") as stream, anyio.create_task_group() as group:
            exchange.delay = 9.5
            exchange.last.drop()
            await settle()

            def slowly(socket, message):
                async def later():
                    await anyio.sleep(2.5)
                    greeting(socket, message)

                group.start_soon(later)
                return True

            exchange.reply = slowly
            await stream.add("ETH-USDT")
            await anyio.sleep(5)

            assert len(exchange.sockets) == 2
            assert all(book.is_valid for book in stream.books.values())

    run(test)


def test_of_a_book_that_could_not_be_added_nothing_is_left():
    async def test(exchange, hub):
        async with books(hub, "BTC-USDT") as stream:
            exchange.reply = lambda socket, message: True
            with anyio.move_on_after(5):
                await stream.add("ETH-USDT")
            await anyio.sleep(30)

            assert list(stream.books) == ["BTC-USDT"]
            assert stream.look_after(hub.clock.monotonic()) == 1.0

    run(test)


def test_a_book_that_breaks_on_the_follower_is_asked_anew_there():
    """P11: before all of them are there, and it takes over."""

    def one_of_two(socket, message):
        if message["op"] != "subscribe" or len(socket.ops("subscribe")) > 1:
            return greeting_from(60)(socket, message)
        first = message["args"][0]
        socket.say({"event": "subscribe", "arg": first, "id": message["id"]})
        snapshot(socket, first["instId"], 50)
        update(socket, 53, 52, first["instId"])
        return True

    async def test(exchange, hub):
        async with books(hub, "BTC-USDT", "ETH-USDT") as stream:
            exchange.reply = one_of_two
            notice = {"event": "notice", "code": "64008", "msg": "an upgrade"}
            exchange.last.say(notice)
            await anyio.sleep(3)

            assert len(exchange.sockets) == 2
            assert stream.books["BTC-USDT"].is_valid

    run(test)


@pytest.mark.parametrize("end", ["refused", "cancelled"])
def test_a_stream_that_was_not_opened_serves_no_book(end):
    """Though the snapshot of one came: nothing keeps it right."""

    def reply(socket, message):
        for each in message["args"]:
            if each["instId"] == "BTC-USDT":
                greeting(socket, {**message, "args": [each]})
            elif end == "refused":
                said = {
                    "event": "error",
                    "code": "60018",
                    "msg": "books,instId:ETH-USDT",
                }
                socket.say({**said, "id": message["id"]})
        return True

    async def test(exchange, hub):
        exchange.reply = reply
        stream = books(hub, "BTC-USDT", "ETH-USDT")
        with anyio.move_on_after(5):
            if end == "refused":
                with pytest.raises(StreamRefused):
                    await stream.open()
            else:
                await stream.open()

        assert not stream.books["BTC-USDT"].is_valid

    run(test)


@pytest.mark.parametrize("end", ["refused", "closed"])
def test_nothing_is_due_for_a_book_that_is_over(end):
    """No task looks after it any more."""

    async def test(exchange, hub):
        async with books(hub, "BTC-USDT", "ETH-USDT") as stream:
            await settle()
            exchange.reply = lambda socket, message: message["op"] == "subscribe"
            update(exchange.last, 13, 12)  # it breaks, and is asked anew in vain
            await settle()
            if end == "closed":
                await stream.aclose()
            else:
                said = {"code": "60018", "msg": "books,instId:BTC-USDT"}
                request = exchange.last.ops("subscribe")[-1]["id"]
                exchange.last.say({"event": "error", **said, "id": request})
            await anyio.sleep(30)
            due = stream.look_after(hub.clock.monotonic())

            assert due == (None if end == "closed" else 1.0)
            assert len(exchange.sockets) == 1

    run(test)
