"""The exchange without a socket: routes, arguments, envelopes."""

from __future__ import annotations

from decimal import Decimal

import orjson
import pytest
from memory import NOW, exchange

from okx_sdk.models.enums import InstType, Side
from okx_sdk.protocol.endpoint import Section, endpoint_of, get, post
from okx_sdk.protocol.pacing import per_ip
from okx_sdk.sandbox.arguments import read_arguments
from okx_sdk.sandbox.exchange import Call
from okx_sdk.sandbox.refusals import Refusal


class Shop(Section):
    """Endpoints that no exchange has."""

    @post("/shop/order", rate=per_ip(1), permission="trade")
    async def order(
        self,
        inst_id: str,
        side: Side | str,
        sz: Decimal | str | int,
        *,
        reduce_only: bool | None = None,
        tag: str | None = None,
    ) -> None: ...

    @get("/shop/look", rate=per_ip(1), page_size=100)
    async def look(
        self,
        inst_type: InstType | str,
        *,
        after: str | int | None = None,
        begin: int | None = None,
        limit: int | None = None,
    ) -> None: ...


def read(method, *, query="", body=b""):
    endpoint = endpoint_of(method)
    return read_arguments(endpoint, query, body)


def test_a_query_becomes_arguments():
    """By the declaration's names and kinds; what is unknown or empty is dropped."""
    query = "instType=SWAP&after=123&begin=5&limit=100&strange=1&uly="

    assert read(Shop.look, query=query) == {
        "inst_type": InstType.SWAP,
        "after": "123",
        "begin": 5,
        "limit": 100,
    }


def test_a_body_becomes_arguments():
    """Texts for numbers, and JSON's own booleans."""
    body = orjson.dumps(
        {"instId": "BTC-USDT", "side": "buy", "sz": "0.10", "reduceOnly": True}
    )

    assert read(Shop.order, body=body) == {
        "inst_id": "BTC-USDT",
        "side": Side.BUY,
        "sz": Decimal("0.10"),
        "reduce_only": True,
    }


@pytest.mark.parametrize(
    ("body", "code"),
    [
        (b"", "50014"),
        (b"{}", "50014"),
        (b"[]", "50014"),
        (b"null", "50014"),
        (b"{", "50002"),
        (b"{'side': 1}", "50002"),
        (b"\xff", "50002"),
        (b'{"instId": "X", "side": "hold", "sz": "1"}', "51000"),
        (b'{"instId": "X", "side": 1, "sz": "1"}', "51000"),
        (b'{"instId": "X", "side": "buy", "sz": "much"}', "51000"),
        (b'{"instId": "X", "side": "buy", "sz": {}}', "51000"),
        (b'{"instId": "X", "side": "buy", "sz": "1", "reduceOnly": "maybe"}', "51000"),
        (b'{"instId": "X", "side": "buy"}', "50014"),
        (b'{"instId": "X", "side": "buy", "sz": ""}', "50014"),
    ],
)
def test_bad_bodies(body, code):
    """Each has its code."""
    with pytest.raises(Refusal) as refused:
        read(Shop.order, body=body)

    assert refused.value.code == code


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ("", "50014"),
        ("instType=BONDS", "51000"),
        ("instType=SWAP&limit=101", "51000"),
        ("instType=SWAP&limit=0", "51000"),
        ("instType=SWAP&limit=-1", "51000"),
        ("instType=SWAP&limit=1.5", "51000"),
        ("instType=SWAP&begin=1_000", "51000"),
        ("instType=SWAP&begin=soon", "51000"),
    ],
)
def test_bad_queries(query, code):
    """Each has its code."""
    with pytest.raises(Refusal) as refused:
        read(Shop.look, query=query)

    assert refused.value.code == code


@pytest.mark.parametrize(
    ("code", "status"),
    [
        ("50011", 429),
        ("50014", 400),
        ("50015", 400),
        ("50101", 401),
        ("50110", 401),
        ("50114", 401),
        ("50115", 405),
        ("50118", 200),
        ("50119", 200),
        ("50001", 503),
        ("50100", 400),
        ("51000", 400),
        ("51001", 200),
        ("51014", 200),
    ],
)
def test_http_statuses(code, status):
    """As the reference lists them."""
    assert Refusal(code, "").status == status


@pytest.mark.slow  # reading the catalogue takes a second
def test_http_statuses_are_the_documented_ones(okx_v5):
    """Of every general code, and of those of the parameters."""
    yaml = pytest.importorskip("yaml")
    text = (okx_v5 / "errors.yaml").read_text()
    document = yaml.load(text, yaml.CSafeLoader)
    lists = (value for value in document.values() if isinstance(value, list))
    entries = [entry for each in lists for entry in each if "http" in entry]
    wrong = {}
    for entry in entries:
        code, status = entry["code"], entry["http"]
        known = status if isinstance(status, list) else [status]
        if code.startswith(("50", "51")) and Refusal(code, "").status not in known:
            wrong[code] = known

    assert entries
    assert not wrong


def test_an_exchange_can_refuse_with_200():
    """OKX does both."""
    busy = exchange(limit_status=200)
    call = Call("GET", "/api/v5/public/time", "", b"", {}, "here")
    seen = [busy.answer(call, NOW / 1000) for _ in range(11)]

    assert [answer.status for answer in seen] == [200] * 11
    assert orjson.loads(seen[-1].body) == {
        "code": "50011",
        "msg": "Too Many Requests",
        "data": [],
    }


def test_addresses_have_limits_of_their_own():
    """One caller's haste is no other's trouble."""
    shared = exchange()
    here, there = (
        Call("GET", "/api/v5/public/time", "", b"", {}, address) for address in "ab"
    )
    for _ in range(11):
        shared.answer(here, NOW / 1000)

    assert shared.answer(here, NOW / 1000).status == 429
    assert shared.answer(there, NOW / 1000).status == 200


def test_instruments_have_limits_of_their_own():
    """Where the documentation counts by instrument."""
    shared = exchange()
    queries = ("instId=BTC-USDT-SWAP", "instId=ETH-USDT-SWAP")
    path = "/api/v5/public/funding-rate"
    for _ in range(10):
        shared.answer(Call("GET", path, queries[0], b"", {}, "a"), NOW / 1000)
    statuses = [
        shared.answer(Call("GET", path, query, b"", {}, "a"), NOW / 1000).status
        for query in queries
    ]

    assert statuses == [429, 200]
