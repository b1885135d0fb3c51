"""What the account has, from plain code: as the async portfolio, and from any thread."""

from __future__ import annotations

import gc
import threading
import time

import httpx
import pytest
from account_fake import INST, Account
from exchange_fake import LoopTime, settle

from okx_sdk import Client, Credentials
from okx_sdk.engine.hub import Hub
from okx_sdk.errors import ClientClosed, PortfolioStale, ReadTimeout
from okx_sdk.models.order_requests import NewOrder


class Exchange:
    """The account, in the client's own loop."""

    def __init__(self, okx, account):
        self.run, self.account = okx._bridge.run, account
        self.run(self._wire, okx._async)

    async def _wire(self, okx):
        link, exchange = okx._connection, self.account.exchange
        link._hub = Hub(
            exchange.connect,
            exchange.login,
            LoopTime(),
            lambda: 0.0,
            link.streaming,
            link._check,
        )

    def do(self, name, *args):
        async def act():
            result = getattr(self.account, name)(*args)
            await settle()
            return result

        return self.run(act)

    def drop(self):
        async def act():
            for socket in self.account.exchange.open:
                socket.drop()
            await settle()

        return self.run(act)


@pytest.fixture
def account():
    return Account()


@pytest.fixture
def okx(account):
    async def answer(request):
        return account.answer(request)

    with Client(
        "live",
        credentials=Credentials("key", "a-secret", "a-phrase"),
        base_url="http://127.0.0.1:1",
        transport=httpx.MockTransport(answer),
    ) as okx:
        yield okx


def test_it_is_read_without_waiting(okx, account):
    """And says what has changed, for as long as it is open."""
    exchange = Exchange(okx, account)
    exchange.do("place", "mine")
    with okx.portfolio() as book:
        order = book.order("mine")
        exchange.do("fill", order.ord_id)
        changes = book.changed(timeout=5)

        assert changes[0].state == "partially_filled"
        assert book.orders == [changes[0]]
        assert [str(each.pos) for each in book.positions] == ["1"]
        assert book.position(INST).pos == 1
        assert book.balances["USDT"].eq == book.equity == book.account.total_eq
        with pytest.raises(ReadTimeout):
            book.changed(timeout=0.01)
        book.accept(order)
        assert book.orders == [changes[0]]
        exchange.do("end", order.ord_id)
        assert next(book).state == "canceled"
        assert book.current() is book
        exchange.drop()
        assert not book.is_current
        with pytest.raises(PortfolioStale):
            _ = book.orders
    assert list(book) == []


def test_streams_are_plain_iterators(okx, account):
    """Orders and fills; which of them were recovered can be asked for."""
    exchange = Exchange(okx, account)
    with okx.stream_orders() as orders, okx.stream_fills() as fills:
        exchange.do("place")
        exchange.do("fill", "10000", 3)
        order, fill = next(orders), next(fills)

        assert (order.state, fill.fill_sz) == ("live", 3)
        assert not orders.was_recovered(order)
        assert next(orders).trade_id == fill.trade_id


def test_one_that_nobody_holds_is_released(okx, account):
    """X5: and one whose client is closed says so."""
    exchange = Exchange(okx, account)
    okx.portfolio().open()
    gc.collect()
    exchange.do("place")
    assert okx._bridge.run(_subscribed, account) == set()

    book = okx.portfolio().open()
    okx.close()
    with pytest.raises(ClientClosed):
        _ = book.orders


async def _subscribed(account):
    await settle(200)
    wanted = {arg["channel"] for s in account.exchange.open for arg in s.args}
    gone = [m for s in account.exchange.open for m in s.ops("unsubscribe")]
    return wanted - {arg["channel"] for message in gone for arg in message["args"]}


@pytest.mark.slow  # the sandbox pushes in its own time
def test_it_follows_an_account_of_the_sandbox():
    """Over a socket: placed, told, filled, and held."""
    order = NewOrder("ETH-USDT-SWAP", "cross", "sell", "market", "2", cl_ord_id="mine")
    with (
        Client(env="sandbox") as okx,
        okx.portfolio() as book,
        okx.stream_fills().timeout(5) as fills,
    ):
        okx.trade.place_order(order)
        fill = next(fills)
        while (held := book.position("ETH-USDT-SWAP")) is None or held.pos != -2:
            book.changed(timeout=5)

        assert (fill.cl_ord_id, fill.side) == ("mine", "sell")
        assert fill.fee < 0
        assert book.orders == []


def readers(iterable, count=3):
    """Threads that read the same, what each of them got, and how each ended."""
    found, ends = [], []

    def read():
        try:
            for row in iterable:
                found.append(row)  # noqa: PERF402 - it is looked at meanwhile
        except BaseException as error:
            ends.append(error)
        else:
            ends.append(None)

    threads = [threading.Thread(target=read, daemon=True) for _ in range(count)]
    for thread in threads:
        thread.start()
    return threads, found, ends


@pytest.mark.parametrize("kind", ["stream", "portfolio"])
def test_several_threads_may_read_the_same(okx, account, kind):
    """X7: each row goes to one of them, and all of them end with it."""
    exchange = Exchange(okx, account)
    source = okx.stream_orders() if kind == "stream" else okx.portfolio()
    with source:
        threads, found, ends = readers(source)
        placed = [exchange.do("place") for _ in range(50)]
        until(lambda: len(found) >= len(placed))
    for thread in threads:
        thread.join(5)

    orders = [row.ord_id for row in found if hasattr(row, "ord_id")]
    assert sorted(orders) == placed
    assert ends == [None] * len(threads)


class Meddling:
    """A bridge on which something comes in between when rows have come over, once."""

    def __init__(self, bridge, meddle):
        self.lane, self.bridge, self.meddle = bridge.lane, bridge, meddle

    def run(self, fn, *args):
        value = self.bridge.run(fn, *args)
        if self.meddle is not None and fn.__name__ in {"_fetched", "_batch", "changed"}:
            meddle, self.meddle = self.meddle, None
            meddle()
        return value


def interrupt():
    raise KeyboardInterrupt


@pytest.mark.parametrize("kind", ["stream", "portfolio"])
def test_ctrl_c_costs_no_row(okx, account, kind):
    """X1, X2: what had come by then is there when the loop is entered again."""
    exchange = Exchange(okx, account)
    source = okx.stream_orders() if kind == "stream" else okx.portfolio()
    with source:
        source._bridge = Meddling(source._bridge, interrupt)
        ord_id = exchange.do("place")
        with pytest.raises(KeyboardInterrupt):
            next(source)
        exchange.do("place")

        assert next(source).ord_id == ord_id


@pytest.mark.parametrize("read", [next, lambda rows: next(iter(rows))])
@pytest.mark.parametrize("kind", ["stream", "portfolio"])
def test_what_another_thread_has_taken_is_no_end(okx, account, kind, read):
    """X7: who finds nothing left waits for what comes next."""
    exchange = Exchange(okx, account)
    source = okx.stream_orders() if kind == "stream" else okx.portfolio()
    taken = []

    def take():
        rows = source._rows if kind == "stream" else source._changes
        while rows:
            taken.append(rows.popleft())
        exchange.do("place")

    with source:
        source._bridge = Meddling(source._bridge, take)
        exchange.do("place")

        assert read(source).ord_id == "10001"
        assert [order.ord_id for order in taken] == ["10000"]


def until(condition, seconds=10.0):
    end = time.monotonic() + seconds
    while not condition() and time.monotonic() < end:
        time.sleep(0.001)
