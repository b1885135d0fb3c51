"""What the account has: right whenever it is served, and not served when it may not be."""

from __future__ import annotations

from functools import partial

import anyio
import httpx
import pytest
from account_fake import INST, Account, run, trading
from exchange_fake import in_no_time, settle

from okx_sdk import AsyncClient
from okx_sdk.engine.wanted import date_of
from okx_sdk.errors import (
    ClientClosed,
    InvalidApiKey,
    PermissionDenied,
    PortfolioStale,
    StreamError,
)
from okx_sdk.models.order_requests import NewOrder
from okx_sdk.models.trade import Order
from okx_sdk.protocol.buffers import Gap
from okx_sdk.protocol.codec import converter
from okx_sdk.services.reconcile import LAG


def has(book):
    return (
        [order.ord_id for order in book.orders],
        [str(position.pos) for position in book.positions],
        {ccy: str(detail.eq) for ccy, detail in book.balances.items()},
    )


def truth(account):
    states = {"live", "partially_filled"}
    return (
        [key for key, row in account.orders.items() if row["state"] in states],
        [str(account.pos)] if account.pos else [],
        {"USDT": str(account.cash)},
    )


async def cut(account, meanwhile=lambda: None):
    for socket in account.exchange.open:
        socket.drop()
    await settle()
    meanwhile()


def test_it_begins_with_what_there_is_and_follows():
    """Orders, positions and balances; each change is told once, as it stands then."""

    async def test(account, okx):
        account.fill(account.place())
        async with okx.portfolio() as book:
            begun = has(book), truth(account)
            second = account.place("mine", sz=1)
            await settle()
            placed, order = has(book), book.order("mine")
            account.fill(second)
            account.end("10000")
            await settle()
            changes = await book.changed()

            assert begun[0] == begun[1]
            assert placed[0] == ["10000", "10001"]
            assert order is not None and order is not book.order("10001")
            assert has(book) == truth(account) == ([], ["2"], {"USDT": "999998"})
            assert book.position(INST).pos == 2
            assert book.position(INST, mgn_mode="isolated") is None
            assert (book.equity, book.account.total_eq) == (999_998, 999_998)
            assert [
                str(getattr(change, "state", None) or type(change).__name__)
                for change in changes
            ] == ["filled", "Position", "BalanceDetail", "canceled"]

    run(test)


def test_it_is_not_served_while_it_may_be_wrong():
    """And read anew after that, however the account has changed meanwhile."""

    async def test(account, okx):
        account.place(sz=9)
        account.place()
        async with okx.portfolio() as book:
            account.fill("10000", 2)
            await settle()
            busy = httpx.Response(503, json={"code": "50001", "msg": "busy"})

            def meanwhile():
                account.end("10001")
                account.fill("10000", 7)
                account.place()
                account.pos = 0

            await cut(account, meanwhile)
            account.failures = [busy] * 40
            reads = ("orders", "positions", "balances", "account", "equity")
            for name in reads:
                with pytest.raises(PortfolioStale, match="cut"):
                    getattr(book, name)
            was_current = book.is_current
            await book.changed()

            assert not was_current
            assert book.is_current
            assert has(book) == truth(account) == (["10002"], [], {"USDT": "999998"})

    run(test)


def test_a_loss_while_it_reads_makes_it_read_again():
    """It is current after the last interruption, not after the first."""

    async def test(account, okx):
        async with okx.portfolio() as book:
            for _ in range(3):
                await cut(account, account.place)
                await anyio.sleep(1.5)
            await cut(account, account.place)
            await book.current()

            assert has(book) == truth(account)
            assert len(book.orders) == 4

    run(test, latency=0.7)


def test_what_was_closed_is_gone_though_no_push_has_told_so():
    """A whole page that does not name it says so: every five seconds, and after gaps."""

    async def test(account, okx):
        account.fill(account.place())
        async with okx.portfolio() as book:
            whole = {"eventType": "snapshot", "curPage": 1, "lastPage": True}
            other = {**account.position(), "posId": "2"}
            account.push("positions", other, **{**whole, "lastPage": False})
            await settle()
            both = len(book.positions)
            account.push("positions", other, **whole)
            await settle()

            assert both == 2
            assert [position.pos_id for position in book.positions] == ["2"]
            assert [
                (change.pos_id, str(change.pos))
                for change in await book.changed()
                if hasattr(change, "pos_id")
            ] == [("2", "1"), ("1", "0")]

    run(test)


@pytest.mark.parametrize("what", ["order", "position", "closing", "nothing"])
def test_a_stream_that_keeps_silent_of_a_change_is_replaced(what):
    """S3: a subscription may be dropped without a word; nothing else is disturbed."""

    async def test(account, okx):
        account.fill(account.place(sz=5))
        async with okx.portfolio(audit_every=60) as book:
            await anyio.sleep(500)
            before, sockets = has(book), len(account.exchange.sockets)
            if what == "position":
                account.pos, account.pos_at = 2, account.at
            if what == "closing":
                account.pos = 0
            if what == "order":
                account.fill("10000", quiet=True)
                account.pos -= 1
            await anyio.sleep(70)

            assert before[:2] == (["10000"], ["1"])
            assert has(book)[:2] == truth(account)[:2]
            assert len(account.exchange.sockets) - sockets == (what != "nothing")
            assert book.order("10000").acc_fill_sz == 1 + (what == "order")

    run(test)


def test_orders_that_are_heard_of_otherwise_are_in_it_at_once():
    """As those that this client places; a late answer changes nothing."""

    async def test(account, okx):
        async with okx.portfolio() as book:
            ord_id = account.place("mine")
            row = converter.structure(account.orders[ord_id], Order)
            book.accept(row)
            at_once = book.order("mine")
            await settle()
            account.fill(ord_id, 3)
            await settle()
            okx._connection.hub.orders.tell(row)

            assert at_once is row
            assert book.orders == []

    run(test)


@pytest.mark.slow  # the sandbox starts, and pushes in its own time
async def test_orders_of_this_client_are_in_it_as_soon_as_they_are_taken(anyio_backend):
    """And go on from there; of one that was filled at once nothing is left."""
    fields = {"inst_id": "BTC-USDT-SWAP", "td_mode": "cross", "side": "buy", "sz": "1"}
    async with AsyncClient("sandbox") as okx, okx.portfolio() as book:
        placed = await okx.place_order(**fields, ord_type="limit", px="50000")
        order = book.order(placed.cl_ord_id)
        both = await okx.place_orders(
            [NewOrder(**fields, ord_type="limit", px=px) for px in ("50001", "50002")]
        )
        names = [order.ord_id for order in book.orders]
        await okx.place_order(**fields, ord_type="market")
        while not book.positions:
            await book.changed()
        for each in (placed, *both):
            await okx.cancel_order(each.inst_id, ord_id=each.ord_id)
        while book.orders:
            await book.changed()

        assert (order.ord_id, order.state) == (placed.ord_id, "live")
        assert names == [placed.ord_id, *(each.ord_id for each in both)]
        assert book.position("BTC-USDT-SWAP").pos == 1


def test_changes_can_be_iterated():
    """One by one; the end of the portfolio ends it."""
    told = []

    async def read(book):
        told.extend([change.ord_id async for change in book])

    async def test(account, okx):
        async with anyio.create_task_group() as group:
            async with okx.portfolio() as book:
                group.start_soon(read, book)
                await settle()
                account.place()
                account.place()
                await settle()

        assert told == ["10000", "10001"]
        with pytest.raises(StreamError, match="not open"):
            _ = book.orders
        with pytest.raises(StreamError, match="make another"):
            await book.open()
        assert "closed" in repr(book)

    run(test)


def refuse(account, code, op, **match):
    def reply(socket, message):
        if message["op"] == op and match.items() <= message["args"][0].items():
            more = {"id": message["id"]} if "id" in message else {}
            socket.say({"event": "error", "code": code, "msg": "no", **more})
            return True
        return account.reply(socket, message)

    account.exchange.reply = reply


@pytest.mark.parametrize(
    ("failure", "error"),
    [
        (partial(refuse, code="60005", op="login"), InvalidApiKey),
        (
            lambda account: account.failures.append(
                httpx.Response(401, json={"code": "50120", "msg": "read only"})
            ),
            PermissionDenied,
        ),
    ],
)
def test_what_refuses_it_is_told_and_nothing_is_left(failure, error):
    """P4: by a stream or by REST; every subscription is released."""

    async def test(account, okx):
        failure(account)
        with pytest.raises(error):
            async with okx.portfolio():
                raise AssertionError("it was not to be opened")
        await anyio.sleep(60)

        assert account.exchange.open == []
        assert okx._connection.hub.orders._listeners == []

    run(test)


def test_one_that_ends_for_good_says_why():
    """The key is gone: no read is served, and whoever waits is told."""

    async def test(account, okx):
        async with okx.portfolio() as book:
            for socket in account.exchange.open:
                socket.drop(4007)
            with pytest.raises(InvalidApiKey):
                await book.changed()
            with pytest.raises(InvalidApiKey):
                _ = book.positions

    run(test)


def test_the_end_of_the_client_is_its_end():
    async def main():
        account = Account()
        async with trading(account) as okx:
            book = okx.portfolio()
            await book.open()
        with pytest.raises(ClientClosed):
            _ = book.orders
        with pytest.raises(ClientClosed):
            await book.changed()

    in_no_time(main)


def test_several_may_begin_to_read_it_at_once():
    """The one who comes second waits until the first has opened it."""

    async def test(account, okx):
        book = okx.portfolio()
        told = []

        async def read():
            changes = await book.changed()
            told.append([change.ord_id for change in changes])

        async with anyio.create_task_group() as group:
            group.start_soon(read)
            group.start_soon(read)
            await book.open()
            await book.open()
            for _ in range(2):
                account.place()
                await settle()

        assert sorted(told) == [["10000"], ["10001"]]
        await book.aclose()
        assert await book.changed() == []

    run(test)


def test_several_may_wait_for_it_at_once():
    """X7: whoever waits, and for whatever, hears of it; each change goes to one."""

    async def test(account, okx):
        heard = []

        async def wait(book, name):
            heard.append((name, await getattr(book, name)()))

        async with okx.portfolio() as book, anyio.create_task_group() as group:
            await cut(account)
            for name in ("changed", "current", "changed", "current", "changed"):
                group.start_soon(wait, book, name)
                await settle()
            await anyio.sleep(10)
            await book.aclose()

        assert sorted(name for name, _ in heard) == ["changed"] * 3 + ["current"] * 2
        assert sum(bool(found) for name, found in heard if name == "changed") == 1

    run(test)


def test_it_is_not_served_where_it_begins_in_an_interruption():
    """Its orders come by a connection that others have, and that is lost just now."""

    async def test(account, okx):
        async with okx.portfolio():
            account.exchange.delay = 30
            account.exchange.sockets[0].drop()
            await anyio.sleep(1)
            account.exchange.delay = 0
            async with okx.portfolio() as book:
                account.place()
                begun = book.is_current
                await book.current()

                assert not begun
                assert has(book)[0] == truth(account)[0] == ["10000"]

    run(test)


def test_what_was_missed_is_read_though_it_was_to_be_audited_then():
    """Both are due in one moment: no interruption is forgotten for an audit."""

    async def test(account, okx):
        async with okx.portfolio(audit_every=60) as book:
            moment = date_of(okx._connection.clock.time())
            gap = Gap(moment, moment, "cut")
            await anyio.sleep(5)
            for _ in range(8):  # which of them comes first is a matter of chance
                book.lose("cut")
                book.regain(gap)
                await anyio.sleep(LAG + 60)
            await anyio.sleep(5)

            assert book.is_current

    run(test)


def test_a_page_that_is_behind_the_stream_brings_nothing_back():
    """REST is a second late: the stream has said already what there is, and all of it."""

    async def test(account, okx):
        account.fill(account.place(sz=5))
        late = {"positions": [account.position()], "balance": [account.balance()]}
        late["balance"][0]["details"].append({"ccy": "ETH", "eq": "1", "cashBal": "1"})
        account.pos = 0
        account.late = late
        async with okx.portfolio() as book:
            begun = has(book)
            await anyio.sleep(5)

            assert begun == has(book) == truth(account)

    run(test)


def test_an_order_that_rest_did_not_know_at_first_is_there_soon():
    """O7: it was placed right before, and no push has told of it."""

    async def test(account, okx):
        ord_id = account.place()
        account.forgotten.add(ord_id)
        await anyio.sleep(2.5)
        async with okx.portfolio() as book:
            account.forgotten.clear()
            await anyio.sleep(2)

            assert [order.ord_id for order in book.orders] == [ord_id]
            assert book.orders[0] in await book.changed()

    run(test)


@pytest.mark.parametrize("is_old", [False, True])
def test_an_order_that_was_filled_at_once_is_told_once(is_old):
    """Whether it was looked up or pushed first; one of long ago is no change."""

    async def test(account, okx):
        old = account.place(sz=1)
        account.fill(old)
        await anyio.sleep(100)
        async with okx.portfolio() as book:
            await anyio.sleep(10)
            ord_id = old if is_old else account.place(sz=1)
            if not is_old:
                account.fill(ord_id, quiet=True)
            await book.changed()
            book.accept(converter.structure(account.orders[ord_id], Order))
            account.tell(ord_id)
            await settle()
            with anyio.move_on_after(1) as nothing:
                told = await book.changed()

            assert nothing.cancelled_caught is is_old
            assert is_old or [order.state for order in told] == ["filled"]

    run(test)


def test_what_was_closed_meanwhile_is_gone_though_it_was_pushed_before():
    """No push says so: the page that is read does."""

    async def test(account, okx):
        account.fill(account.place(sz=5))
        async with okx.portfolio() as book:
            await anyio.sleep(5)
            account.push("positions", account.position())
            account.exchange.reply = lambda socket, message: False
            await cut(account)
            account.pos = 0
            await book.current()

            assert book.positions == []

    run(test)


def test_what_changed_last_comes_last():
    """Of what changed several times, the last change counts."""

    async def test(account, okx):
        async with okx.portfolio() as book:
            ord_id = account.place()
            account.fill(ord_id)
            account.end(ord_id)
            await settle()
            changes = [type(change).__name__ for change in await book.changed()]

            assert changes == ["Position", "BalanceDetail", "Order"]

    run(test)


def test_it_is_not_served_once_a_row_could_not_be_read():
    """P13: what it said is not known, and is read over REST."""

    async def test(account, okx):
        async with okx.portfolio() as book:
            await anyio.sleep(5)
            account.push("positions", {**account.position(), "pos": "many"})
            await settle()
            served = book.is_current
            await book.current()

            assert not served

    run(test)
