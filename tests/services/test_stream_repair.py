"""Readers that come and go while what a gap has cost is fetched."""

from __future__ import annotations

from collections.abc import Callable

import anyio
import httpx
import pytest
from account_fake import INST, Account, run, trading
from attrs import define
from exchange_fake import in_no_time, settle
from orders_fake import order_row

from okx_sdk.models.trade import Order
from okx_sdk.protocol.buffers import Gap
from okx_sdk.protocol.codec import converter
from okx_sdk.services.reconcile import OrderRepair


async def read(stream, into):
    async for item in stream.with_gaps():
        into.append("gap" if isinstance(item, Gap) else item.trade_id)


async def cut(account):
    for socket in account.exchange.open:
        socket.drop()
    await settle()


async def interrupted(account, fills):
    """One fill before, one during, and one after an interruption."""
    ord_id = account.place(sz=10)
    await settle()
    account.fill(ord_id)
    await cut(account)
    account.fill(ord_id, quiet=True)
    await anyio.sleep(0.5)
    account.fill(ord_id)
    await settle()


@pytest.mark.parametrize("patience", [0, 0.3])
def test_a_reader_that_never_waits_for_long_gets_everything(patience):
    """X9: what is fetched goes on being fetched while it is away."""

    async def test(account, okx):
        seen = []
        async with okx.stream_fills() as fills:
            await interrupted(account, fills)
            for _ in range(40):
                with anyio.move_on_after(patience):
                    await read(fills, seen)
                await anyio.sleep(0.1)

            assert seen == ["500", "gap", "501", "502"]
            assert fills.state == "live"
            assert account.asked.count("trade/fills") == 2  # an empty page ends it

    run(test)


def test_several_readers_wait_for_the_same_rows():
    """X7: each row goes to one of them; it is fetched once."""

    async def test(account, okx):
        seen = []
        async with okx.stream_fills() as fills, anyio.create_task_group() as group:
            for _ in range(3):
                group.start_soon(read, fills, seen)
            await interrupted(account, fills)
            await anyio.sleep(5)
            group.cancel_scope.cancel()

        assert sorted(seen) == ["500", "501", "502", "gap"]
        assert account.asked.count("trade/fills") == 2  # an empty page ends it

    run(test)


@pytest.mark.parametrize("end", ["stream", "client"])
def test_the_end_is_not_held_up_by_what_cannot_be_fetched(end):
    """X5: REST is not there; the gap is told, and what was pushed is given."""

    async def test(account, okx):
        seen, error = [], []
        fills = okx.stream_fills()
        await fills.open()

        async def reading():
            try:
                await read(fills, seen)
            except Exception as raised:
                error.append(type(raised).__name__)
            seen.append(round(anyio.current_time()))

        async with anyio.create_task_group() as group:
            group.start_soon(reading)
            await interrupted(account, fills)
            await cut(account)
            await anyio.sleep(0.5)
            failed = {"code": "50026", "msg": "busy", "data": []}
            account.failures = [httpx.Response(500, json=failed) for _ in range(999)]
            await anyio.sleep(60)
            if end == "client":
                await okx.aclose()
            await fills.aclose()

        assert seen == ["500", "gap", "502", "gap", 61]
        assert error == (["ClientClosed"] if end == "client" else [])

    run(test)


def test_a_refusal_by_rest_is_told_and_asked_again():
    """What waits is not lost by it."""

    async def test(account, okx):
        seen = []
        async with okx.stream_fills() as fills:
            await interrupted(account, fills)
            refused = {"code": "50014", "msg": "no", "data": []}
            account.failures = [httpx.Response(400, json=refused)]
            with pytest.raises(Exception, match="no"):
                await read(fills, seen)
            with anyio.move_on_after(5):
                await read(fills, seen)

        assert seen == ["500", "gap", "501", "502"]

    run(test)


def test_the_orders_of_an_added_instrument_reach_who_waits():
    """They are there to begin with, and nothing is pushed of them."""

    async def test(account, okx):
        account.place(instId="ETH-USDT-SWAP")
        seen = []

        async def orders(stream):
            async for order in stream:
                seen.append(order.inst_id)  # noqa: PERF401 - it is read meanwhile

        stream = okx.stream_orders(INST, snapshot=True)
        async with stream, anyio.create_task_group() as group:
            group.start_soon(orders, stream)
            await settle()
            await stream.add("ETH-USDT-SWAP")
            await settle()
            group.cancel_scope.cancel()

        assert seen == ["ETH-USDT-SWAP"]

    run(test)


@pytest.mark.parametrize("lag", [2, 3.5, 60])
def test_an_order_that_rest_does_not_know_yet_is_not_done(lag):
    """O7: it was placed right before an interruption; what is pushed of it counts."""

    async def test(account, okx):
        seen = []

        async def orders(stream):
            async for order in stream:
                seen.append(str(order.state))  # noqa: PERF401 - it is read meanwhile

        stream = okx.stream_orders()
        async with (
            okx.portfolio() as book,
            stream,
            anyio.create_task_group() as group,
        ):
            group.start_soon(orders, stream)
            await anyio.sleep(5)
            ord_id = account.place()
            await settle()
            account.forgotten.add(ord_id)
            await cut(account)
            await anyio.sleep(lag)
            account.forgotten.clear()
            await anyio.sleep(5)
            kept = [order.ord_id for order in book.orders]
            account.fill(ord_id)
            await settle()

            assert kept == ([ord_id] if lag < 60 else [])
            assert [order.acc_fill_sz for order in book.orders] == [1]
            assert seen == ["live", "partially_filled"]
            group.cancel_scope.cancel()

    run(test)


def test_what_was_filled_before_is_no_part_of_the_stream():
    """Though it was a moment ago, and is on the page that is read after a gap."""

    async def test(account, okx):
        seen = []
        ord_id = account.place(sz=10)
        account.fill(ord_id)
        await anyio.sleep(3)
        async with okx.stream_fills() as fills:
            await cut(account)
            account.fill(ord_id, quiet=True)
            with anyio.move_on_after(5):
                await read(fills, seen)

        assert seen == ["gap", "501"]

    run(test)


@define(eq=False)
class Racing(Account):
    """Something happens right after the first page that may have it was read."""

    then: Callable[[], None] | None = None

    def answer(self, request):
        answer = super().answer(request)
        is_open = request.url.path.endswith("orders-pending")
        is_page = is_open or request.url.path.endswith("orders-history")
        is_other = not is_open and request.url.params.get("instType") != "SWAP"
        if is_page and not is_other and self.then is not None:
            then, self.then = self.then, None
            then()
        return answer


def test_an_order_that_is_done_between_two_pages_is_on_one_of_them():
    """It was placed in the gap, so that nobody would look it up by its name."""

    async def main():
        account, seen = Racing(), []
        async with trading(account) as okx, okx.stream_orders() as stream:
            await cut(account)
            account.place(sz=1)
            account.then = lambda: account.fill("10000", quiet=True)
            with anyio.move_on_after(5):
                async for order in stream:
                    seen.append(str(order.state))  # noqa: PERF401 - until it is cut

        assert seen[-1] == "filled"

    in_no_time(main)


def test_of_one_moment_the_greater_number_is_the_later():
    """Ids of orders are numbers, and grow by a digit now and then."""
    rows = [order_row(ord_id) for ord_id in ("9999", "10000", "100")]
    orders = [converter.structure(row, Order) for row in rows]

    ages = sorted(orders, key=OrderRepair(None).age)

    assert [order.ord_id for order in ages] == ["100", "9999", "10000"]


def test_closed_while_it_is_being_opened_it_reads_nothing():
    """X5: its reader ends, and REST is not asked for what it would have begun with."""

    async def test(account, okx):
        account.exchange.delay = 3
        seen = []
        stream = okx.stream_orders(snapshot=True)
        async with anyio.create_task_group() as group:
            group.start_soon(read, stream, seen)
            await anyio.sleep(1)
            await stream.aclose()

        assert seen == account.asked == []

    run(test)
