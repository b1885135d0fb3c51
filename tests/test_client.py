"""The async client over the sandbox in memory, and at its edges."""

from __future__ import annotations

import traceback
from datetime import UTC, datetime

import anyio
import httpx
import pytest
from memory import MARKET, NOW, VirtualClock, okx

from okx_sdk import AsyncClient, Client, Credentials, errors, pages
from okx_sdk.models.enums import InstType
from okx_sdk.models.market import BookLevel, OrderBook
from okx_sdk.protocol.retry import RetryPolicy
from okx_sdk.sandbox import keys

OPTION = MARKET.instruments(NOW, "OPTION")[0].inst_id


@pytest.mark.parametrize(
    ("inst_id", "kind"),
    [
        ("BTC-USDT", InstType.SPOT),
        ("BTC-USDC", InstType.SPOT),
        ("BTC-USDT-SWAP", InstType.SWAP),
        ("BTC-USD-SWAP", InstType.SWAP),
        ("ETH-USD-261225", InstType.FUTURES),
        (OPTION, InstType.OPTION),
    ],
)
async def test_an_instrument_of_every_type(inst_id, kind):
    """By its name alone."""
    async with okx() as client:
        found = await client.get_instrument(inst_id)
        ticker = await client.get_ticker(inst_id)

    assert (found.inst_id, found.inst_type) == (inst_id, kind)
    assert ticker.inst_type is kind
    assert ticker.last % found.tick_sz == 0
    assert ticker.last_sz % found.lot_sz == 0


@pytest.mark.parametrize(
    "inst_id",
    ["FOO-USDT", "FOO-USDT-SWAP", "BTC-USDT-261124", "BTC-USD-261127-1-C"],
)
async def test_an_instrument_that_is_none(inst_id):
    """The exchange knows no such name."""
    async with okx() as client:
        with pytest.raises(errors.InstrumentNotFound):
            await client.get_instrument(inst_id)


@pytest.mark.parametrize("inst_id", ["", "BTC", "BTCUSDT", "BTC-USDT-", "A-B-C-D"])
async def test_an_instrument_that_cannot_be(inst_id):
    """Nothing is asked for what is no name at all."""
    async with okx() as client:
        with pytest.raises(errors.InvalidArgument):
            await client.get_instrument(inst_id)


@pytest.mark.parametrize("depth", [1, 20, 400, 401, 5000])
async def test_books_of_any_depth_are_alike(depth):
    """The same type, however deep; best levels first."""
    async with okx(VirtualClock(NOW // 1000 * 1000)) as client:
        book = await client.get_order_book("BTC-USDT", depth)

    assert type(book) is OrderBook
    assert {type(level) for level in (*book.asks, *book.bids)} == {BookLevel}
    assert len(book.asks) == len(book.bids) == depth
    assert [row.px for row in book.asks] == sorted(row.px for row in book.asks)
    assert book.bids[0].px < book.asks[0].px
    assert (book.seq_id is None) == (depth > 400)


async def test_deep_and_shallow_books_agree():
    """Of the same moment the deep one begins with the other."""
    async with okx(VirtualClock(NOW // 1000 * 1000)) as client:
        shallow = await client.get_order_book("ETH-USDT-SWAP", 400)
        deep = await client.get_order_book("ETH-USDT-SWAP", 401)

    assert deep.asks[:400] == shallow.asks
    assert deep.bids[:400] == shallow.bids


async def test_verbs_give_what_sections_give():
    """They are short for them."""
    async with okx() as client:
        tickers = await client.get_tickers("FUTURES")
        listed = await client.get_instruments("OPTION", inst_family="BTC-USD")

        assert tickers == await client.market.get_tickers("FUTURES")
        assert listed == await client.public.get_instruments(
            "OPTION", inst_family="BTC-USD"
        )
    assert {row.inst_family for row in listed} == {"BTC-USD"}


async def test_request_gives_plain_json():
    """Any path, by the wire's own words."""
    async with okx() as client:
        rows = await client.request(
            "get",
            "/api/v5/market/candles",
            params={"instId": "BTC-USDT", "limit": 2, "after": datetime.now(UTC)},
        )
        signed = await client.request("GET", "/api/v5/public/economic-calendar")

    assert [len(row) for row in rows] == [9, 9]
    assert all(isinstance(text, str) for text in rows[0])
    assert signed[0]["calendarId"]


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("PUT", "/api/v5/public/time"),
        ("GET", "api/v5/public/time"),
        ("GET", "https://example.com/api/v5/public/time"),
        ("GET", "/api/v5/public/ti me"),
    ],
)
async def test_request_refuses_what_is_none(method, path):
    """Before anything is sent."""
    async with okx() as client:
        with pytest.raises(errors.InvalidArgument):
            await client.request(method, path)


async def test_request_tells_refusals():
    """As every other call does."""
    async with okx() as client:
        with pytest.raises(errors.InstrumentNotFound) as refused:
            await client.request(
                "GET", "/api/v5/market/ticker", params={"instId": "FOO-BAR"}
            )
        with pytest.raises(errors.OkxError) as lost:
            await client.request("GET", "/api/v5/no/such/path")

    assert refused.value.code == "51001"
    assert refused.value.endpoint == "GET /api/v5/market/ticker"
    assert lost.value.http_status == 404


async def test_pages_walk_any_paged_endpoint():
    """All rows, typed, each once."""
    async with okx() as client:
        rates = [
            row
            async for row in pages(
                client.public.get_funding_rate_history, "BTC-USDT-SWAP", limit=100
            )
        ]

    assert len({row.funding_time for row in rates}) == len(rates) == 92 * 3


async def test_a_copy_shares_all_but_its_options():
    """Another patience, one connection, one end."""
    down = httpx.Response(503, text="down")
    tries = []
    clock = VirtualClock()

    def draw(request):
        if not request.url.path.endswith("/status"):  # asked whether it is maintenance
            tries.append(request.extensions["timeout"]["read"])
        return down

    async with okx(clock, draw=draw) as client:
        hasty = client.with_options(timeout=3, retry=RetryPolicy(tries=1))
        with pytest.raises(errors.TransportError):
            await hasty.get_ticker("BTC-USDT")
        assert tries == [3]
        with pytest.raises(errors.TransportError):
            await client.get_ticker("BTC-USDT")

    assert tries[1:] == [10.0] * 4
    assert clock.passed >= 10
    with pytest.raises(errors.ClientClosed):
        await hasty.get_ticker("BTC-USDT")


async def test_a_closed_client_says_so():
    """After any number of closes, whatever is asked."""
    client = okx()
    await client.get_ticker("BTC-USDT")
    await client.aclose()
    await client.aclose()

    with pytest.raises(errors.ClientClosed):
        await client.get_ticker("BTC-USDT")
    with pytest.raises(errors.ClientClosed):
        await client.get_candles("BTC-USDT")
    with pytest.raises(errors.ClientClosed):
        await client.request("GET", "/api/v5/public/time")


async def test_a_client_may_be_closed_unused():
    """Nothing was opened, and nothing is."""
    client = okx()
    await client.aclose()

    with pytest.raises(errors.ClientClosed):
        await client.get_ticker("BTC-USDT")


@pytest.mark.parametrize("backend", ["asyncio", "trio"])
def test_a_client_belongs_to_one_loop(backend):
    """The second loop is told so, and what to do."""
    client = okx()

    anyio.run(client.get_ticker, "BTC-USDT", backend=backend)
    with pytest.raises(errors.WrongLoop, match="another event loop"):
        anyio.run(client.get_ticker, "BTC-USDT", backend=backend)


async def test_the_sandbox_has_a_key_of_its_own(monkeypatch):
    """No key of the environment goes there; one that is given does, and is refused."""
    monkeypatch.setenv("OKX_API_KEY", "a-real-key-of-the-user")
    monkeypatch.setenv("OKX_SECRET_KEY", "a-secret")
    monkeypatch.setenv("OKX_PASSPHRASE", "a-phrase")
    sent = []

    def draw(request):
        sent.append(request.headers.get("ok-access-key"))

    async with okx(draw=draw) as client:
        assert await client.public.get_economic_calendar()
    given = Credentials("another-key", "a-secret", "a-phrase")
    async with okx(draw=draw, credentials=given) as client:
        with pytest.raises(errors.KeyNotFound):
            await client.public.get_economic_calendar()

    assert sent == [keys.API_KEY, "another-key"]


async def test_public_calls_are_not_signed():
    """A key is no reason to show it."""
    sent = []
    given = Credentials("a-key", "a-secret", "a-phrase")

    def draw(request):
        sent.extend(name for name in request.headers if name.startswith("ok-"))

    async with okx(draw=draw, credentials=given) as client:
        await client.get_ticker("BTC-USDT")

    assert sent == []
    assert "a-secret" not in repr(client)
    assert "a-key" not in repr(client)


async def test_demo_says_so():
    """On every request."""
    sent = []

    def answer(request):
        sent.append(request.headers.get("x-simulated-trading"))
        return httpx.Response(200, json={"code": "0", "msg": "", "data": [{"ts": "1"}]})

    for env, mark in (("demo", "1"), ("live", None)):
        transport = httpx.MockTransport(answer)
        async with AsyncClient(env, transport=transport) as client:
            await client.public.get_system_time()
        assert sent.pop() == mark


async def test_times_of_day_are_the_exchanges():
    """A clock that is an hour off asks for the exchange's time, not its own."""
    theirs, mine = VirtualClock(NOW), VirtualClock(NOW - 3_600_000)
    async with okx(theirs) as reference:
        (last,) = await reference.get_candles("BTC-USDT", "1m", limit=1)
        transport = reference._connection.seam
    async with AsyncClient(
        env="sandbox", base_url="http://127.0.0.1:2", transport=transport, clock=mine
    ) as client:
        assert await client.get_candles("BTC-USDT", "1m", limit=1) == [last]


@pytest.mark.parametrize("kind", [AsyncClient, Client])
def test_a_client_that_was_not_made_can_be_shown(kind):
    """A reporter of crashes shows the locals of the constructor that failed."""
    with pytest.raises(errors.InvalidArgument) as caught:
        kind(env="nowhere")

    found = traceback.TracebackException.from_exception(
        caught.value, capture_locals=True
    )
    assert f"self = <{kind.__name__} that was not made>" in "".join(found.format())
