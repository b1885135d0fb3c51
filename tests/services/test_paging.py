"""Long lists, walked for you, by either client."""

from __future__ import annotations

import anyio.lowlevel
import httpx
import orjson
import pytest
from attrs import frozen

from okx_sdk import AsyncClient, Client, pages
from okx_sdk.errors import GatewayFailed, InvalidArgument
from okx_sdk.protocol.endpoint import Section, get
from okx_sdk.protocol.retry import RetryPolicy
from okx_sdk.services.paging import Pages, walk

pytestmark = pytest.mark.anyio


@frozen
class Bill:
    """A row."""

    bill_id: str


class Bills(Section):
    """Declarations for these tests."""

    @get("/api/v5/bills", rate=None, cursor="bill_id", page_size=100)
    async def get_bills(
        self, ccy: str, *, after: str | None = None, limit: int | None = None
    ) -> list[Bill]:
        """Paged."""

    @get("/api/v5/bills/short", rate=None, cursor="bill_id", page_size=100)
    async def get_short(self, *, after: str | None = None) -> list[Bill]:
        """Paged, without a limit to set."""

    @get("/api/v5/bills/all", rate=None)
    async def get_all(self) -> list[Bill]:
        """Not paged."""


class Engine:
    """Serves bills, newest first."""

    def __init__(self, count, size=None):
        self.rows = [Bill(str(number)) for number in range(count, 0, -1)]
        self.size = size
        self.calls = []

    async def call(self, endpoint, arguments):
        await anyio.lowlevel.checkpoint()
        self.calls.append(dict(arguments))
        after = int(arguments.get("after", len(self.rows) + 1))
        rows = [row for row in self.rows if int(row.bill_id) < after]
        return rows[: self.size or arguments.get("limit", 10)]


@pytest.mark.parametrize("count", [0, 1, 99, 100, 101, 250])
async def test_all_rows_come_once_and_in_order(count):
    """D1: a short page, a full one, one more than a page."""
    engine = Engine(count)

    got = [row async for row in pages(Bills(engine).get_bills, "BTC")]

    assert got == engine.rows
    assert len(engine.calls) == count // 100 + 1 + (count % 100 > 0)


async def test_pages_are_as_large_as_they_can_be():
    """Unless the caller wants smaller ones."""
    engine = Engine(5)

    _ = [row async for row in walk(Bills(engine).get_bills, "BTC")]
    _ = [row async for row in walk(Bills(engine).get_bills, "BTC", limit=2)]
    _ = [row async for row in walk(Bills(engine).get_short)]

    assert engine.calls[0] == {"ccy": "BTC", "limit": 100}
    assert engine.calls[2] == {"ccy": "BTC", "limit": 2}
    assert engine.calls[3] == {"ccy": "BTC", "limit": 2, "after": "4"}
    assert engine.calls[-2] == {}


async def test_a_page_is_fetched_when_it_is_asked_for():
    """Leaving the loop early costs nothing, and needs no clean-up."""
    engine = Engine(1_000)
    rows = walk(Bills(engine).get_bills, "BTC")
    assert engine.calls == []

    async for row in rows:
        if row.bill_id == "950":
            break
    calls = len(engine.calls)
    rest = await rows.next_page()

    assert calls == len(engine.calls) == 1
    assert [row.bill_id for row in rest] == [str(n) for n in range(949, 900, -1)]
    assert len(await rows.next_page()) == 100


async def test_after_the_end_there_is_nothing_more():
    """Asking again does not ask the exchange."""
    engine = Engine(3)
    rows = walk(Bills(engine).get_bills, "BTC")

    first = await rows.next_page()
    ends = [await rows.next_page(), await rows.next_page(), [r async for r in rows]]

    assert len(first) == 3
    assert ends == [[], [], []]
    assert len(engine.calls) == 2


async def test_a_page_without_rows_is_passed_over():
    """The end is what says that it is."""
    answers = iter([[], [1], [], [], [2, 3], None])

    async def fetch():
        return next(answers)

    assert [row async for row in Pages(fetch)] == [1, 2, 3]


async def test_a_failure_ends_the_loop_and_may_be_tried_again():
    """The walk stands where it stood."""
    engine = Engine(20, size=10)
    rows = walk(Bills(engine).get_bills, "BTC")
    first = await rows.next_page()
    serve, engine.call = engine.call, None

    with pytest.raises(TypeError):
        await rows.next_page()
    engine.call = serve

    assert first + await rows.next_page() == engine.rows


@pytest.mark.parametrize(
    ("method", "args", "reason"),
    [
        (Bills.get_all, (), "not paged"),
        (Bills.get_bills, (), "get_bills"),
        (Bills.get_bills, ("BTC", "no"), "get_bills"),
    ],
)
def test_what_cannot_be_walked_is_told_at_once(method, args, reason):
    """Before the first row is asked for."""
    with pytest.raises(InvalidArgument, match=f"(?i){reason}"):
        walk(getattr(Bills(Engine(1)), method.__name__), *args)


def test_what_is_no_endpoint_is_told_at_once():
    """Of neither client."""
    with pytest.raises(InvalidArgument):
        walk(len)
    with pytest.raises(InvalidArgument):
        pages(len)


class Exchange(httpx.AsyncBaseTransport):
    """Serves public trades under OKX's own path."""

    def __init__(self):
        self.asked = []
        self.fails = False

    async def handle_async_request(self, request):
        self.asked.append(dict(request.url.params))
        if self.fails:
            return httpx.Response(502, content=b"<html>")
        after = int(request.url.params.get("after", 251))
        limit = int(request.url.params["limit"])
        rows = [
            {
                "instId": "BTC-USDT",
                "tradeId": str(number),
                "px": "1",
                "sz": "1",
                "side": "buy",
                "ts": str(1_700_000_000_000 + number),
            }
            for number in range(after - 1, max(after - 1 - limit, 0), -1)
        ]
        body = orjson.dumps({"code": "0", "msg": "", "data": rows})
        return httpx.Response(200, content=body)


IDS = [str(number) for number in range(250, 0, -1)]


async def test_an_async_client_walks_a_declared_endpoint():
    """Through the whole stack, typed."""
    seam = Exchange()
    async with AsyncClient(transport=seam) as okx:
        walked = pages(okx.market.get_history_trades, "BTC-USDT")
        got = [trade.trade_id async for trade in walked]

    assert got == IDS
    assert [ask["limit"] for ask in seam.asked] == ["100"] * len(seam.asked)


def test_a_blocking_client_walks_it_the_same_way():
    """Invariant 23: equal results."""
    with Client(transport=Exchange()) as okx:
        walked = pages(okx.market.get_history_trades, "BTC-USDT")
        got = [trade.trade_id for trade in walked]

    assert got == IDS


def test_a_blocking_client_raises_the_same_errors():
    """Invariant 23: equal errors."""
    seam = Exchange()
    seam.fails = True
    with Client(transport=seam) as okx:
        once = okx.with_options(retry=RetryPolicy(tries=1))
        with pytest.raises(GatewayFailed):
            list(pages(once.market.get_history_trades, "BTC-USDT"))
        with pytest.raises(InvalidArgument, match="not paged"):
            pages(okx.market.get_ticker, "BTC-USDT")
