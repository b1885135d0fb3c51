"""The promises of the package, in plain words, against a sandbox that misbehaves.

O1, O3, O6: an order's request or answer is lost. B1: a book's update is missing.
"""

from __future__ import annotations

import logging
import time
from types import SimpleNamespace

import anyio
import pytest
from promptness import soon
from pytest_bdd import given, parsers, scenarios, then, when

from okx_sdk import AsyncClient, Client, Credentials
from okx_sdk.errors import (
    GapDetected,
    InvalidApiKey,
    InvalidArgument,
    OrderNotPlaced,
)
from okx_sdk.sandbox.server import SandboxServer
from okx_sdk.sandbox.streaming.actions import Close, Drop, SeqGap
from okx_sdk.sandbox.streaming.faults import Faults, Match, Phase, Rule, When

pytestmark = pytest.mark.slow(reason="a sandbox with a socket, and what waits for it")

scenarios("features/promises.feature")

PLACING = Match(path="/api/v5/trade/order", method="POST")


@pytest.fixture
def seen():
    """What a scenario has seen so far."""
    return SimpleNamespace()


@pytest.fixture
def started():
    """Starts a sandbox, and stops it."""
    servers = []

    def start(*rules):
        server = SandboxServer(faults=Faults(rules))
        server.start()
        servers.append(server)
        return server

    yield start
    for server in servers:
        server.truth.assert_clean()
        server.stop()


@pytest.fixture
def okx(server):
    with Client(env="sandbox", base_url=server.url) as client:
        yield client


def losing(phase: Phase):
    return Rule(Drop(), PLACING, phase, id="lost")


@given("a sandbox", target_fixture="server")
def plain(started):
    return started()


@given("a sandbox that takes an order and loses the answer", target_fixture="server")
def loses_answers(started):
    return started(losing("after_commit_before_reply"))


@given("a sandbox that loses orders before it takes them", target_fixture="server")
def loses_orders(started):
    return started(losing("before_commit"))


@given(
    "a sandbox that breaks the chain of a book's updates again and again",
    target_fixture="server",
)
def breaks_books(started):
    return started(Rule(SeqGap(), Match(channel="books"), when=When(every=6), id="gap"))


@given("a sandbox that ends connections after a moment", target_fixture="server")
def ends_connections(started):
    return started(Rule(Close(1001, "bye", after=0.3), phase="open", count=2, id="bye"))


@when("I place an order")
def place(okx, seen):
    bid = okx.get_ticker("BTC-USDT").bid_px
    try:
        seen.placed = okx.place_order(
            inst_id="BTC-USDT",
            td_mode="cash",
            side="buy",
            ord_type="limit",
            sz="0.01",
            px=bid // 2,
            ttl=0.6,
            grace=0.2,
        )
    except OrderNotPlaced as error:
        seen.placed = error


@then("it is given as placed, and as found again")
def found(seen):
    assert seen.placed.ord_id
    assert seen.placed.recovered


@then("I am told that it was not placed and may be sent again")
def not_placed(seen):
    assert isinstance(seen.placed, OrderNotPlaced)
    assert seen.placed.safe_to_resend


@then(parsers.re(r"the exchange has (?P<count>one|no) orders?"))
def orders_at_exchange(okx, count):
    assert len(okx.get_orders(inst_id="BTC-USDT")) == {"one": 1, "no": 0}[count]


@then("the exchange was asked once to place one")
def asked_once(server):
    assert server.faults.struck("lost") == 1


@when("I read the book twenty times")
def read_books(okx, seen):
    seen.books = []
    for book in okx.stream_order_book("BTC-USDT"):
        seen.books.append((book.seq_id, book.bids(5), book.asks(5)))
        if len(seen.books) == 20:
            break


@then("every book that I got is the exchange's own")
def books_are_right(okx, server, seen):
    instrument = okx.get_instrument("BTC-USDT")
    steps = instrument.tick_sz, instrument.lot_sz
    for seq_id, bids, asks in seen.books:
        truth = server.truth.book("BTC-USDT", seq_id)
        assert [(each.px, each.sz) for each in bids] == levels(truth.bids, *steps)
        assert [(each.px, each.sz) for each in asks] == levels(truth.asks, *steps)


def levels(rows, tick, lot):
    """The truth counts in ticks and lots."""
    return [(px * tick, sz * lot) for px, sz, _ in rows[:5]]


@then("I got one after a break")
def books_after_a_break(server):
    assert server.faults.struck("gap") > 0


@when("I read trades and ask to be told of gaps")
def read_trades(okx, seen):
    seen.gap = None
    try:
        for _ in okx.stream_trades("BTC-USDT", on_gap="raise"):
            pass
    except GapDetected as error:
        seen.gap = error


@then("I am told of a gap")
def told_of_a_gap(seen):
    assert seen.gap is not None


@when("I close a client in the midst of a stream")
def close_amidst(server, seen):
    client = Client(env="sandbox", base_url=server.url)
    next(iter(client.stream_tickers("BTC-USDT")))
    begun = time.monotonic()
    client.close()
    seen.took = time.monotonic() - begun


@then("it is closed within a second")
def closed_soon(seen):
    assert seen.took < soon(1)


@then("none of its tasks is left in a second client's way")
def second_client(okx):
    assert next(iter(okx.stream_tickers("BTC-USDT"))).last > 0


@when("I ask for candles, and for their text on the wire")
def ask_for_candles(okx, seen):
    seen.candles = okx.market.get_history_candles("BTC-USDT", bar="1H", limit=20)
    seen.texts = okx.request(
        "GET",
        "/api/v5/market/history-candles",
        params={"instId": "BTC-USDT", "bar": "1H", "limit": "20"},
    )


@then("each price is the text, to the last digit")
def exact(seen):
    for candle, text in zip(seen.candles, seen.texts, strict=True):
        numbers = (candle.open, candle.high, candle.low, candle.close, candle.vol)
        assert [format(each, "f") for each in numbers] == text[1:6]


@when("I place an order at a price that is a float")
def place_float(okx, seen):
    with pytest.raises(InvalidArgument) as caught:
        okx.place_order(
            inst_id="BTC-USDT",
            td_mode="cash",
            side="buy",
            ord_type="limit",
            sz="0.01",
            px=60000.1,
        )
    seen.error = caught.value


@then("I am told to give an exact number, and nothing is sent")
def told_exact(okx, seen):
    assert "is not exact" in str(seen.error)
    assert okx.get_orders() == []


SECRETS = ("a-secret-of-mine-0123456789", "a-passphrase-of-mine-0123")


@when("a client with a key is shown, logs everything, and is refused")
def show_everything(server, seen, caplog):
    key = Credentials("12345678-0000-4000-8000-000000000000", *SECRETS)
    with caplog.at_level(logging.DEBUG):
        with Client(env="sandbox", base_url=server.url, credentials=key) as okx:
            with pytest.raises(InvalidApiKey) as caught:
                okx.account.get_balance()
    seen.shown = "".join((repr(okx), repr(key), str(key), caplog.text))
    seen.shown += f"{caught.value}{caught.value!r}{vars(caught.value)}"


@then("the secret and the passphrase are in none of it")
def nothing_shown(seen):
    assert "GET /api/v5/account/balance" in seen.shown
    for secret in SECRETS:
        assert secret not in seen.shown


@when("I ask for the same candles on both clients and both loops")
def ask_all(server, okx, seen):
    what = {"bar": "1H", "start": "2026-01-01", "end": "2026-01-03"}

    async def ask():
        async with AsyncClient(env="sandbox", base_url=server.url) as other:
            return await other.get_candles("BTC-USDT", **what)

    seen.answers = [
        okx.get_candles("BTC-USDT", **what),
        anyio.run(ask, backend="asyncio"),
        anyio.run(ask, backend="trio"),
    ]


@then("all three answers are equal")
def all_equal(seen):
    one, *others = seen.answers

    assert len(one) == 48
    assert others == [one, one]
