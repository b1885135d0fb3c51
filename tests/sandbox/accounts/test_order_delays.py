"""Orders that wait in the server, in simulated time: deadlines, and what is not found."""

from __future__ import annotations

import json

import httpx
import pytest
import trio.testing

from okx_sdk.credentials import Credentials
from okx_sdk.protocol.signing import rest_headers
from okx_sdk.sandbox import keys
from okx_sdk.sandbox.server import SandboxServer
from okx_sdk.sandbox.streaming.actions import Delay, LookupLag
from okx_sdk.sandbox.streaming.faults import Match, Rule
from okx_sdk.sandbox.streaming.shell import LoopClock

MAIN = Credentials(keys.API_KEY, keys.SECRET_KEY, keys.PASSPHRASE)
NOON = 1_795_435_200.0
PLACE = "/api/v5/trade/order"


@pytest.fixture
def anyio_backend():
    """The server waits by the loop's clock, which jumps."""
    return "trio", {"clock": trio.testing.MockClock(autojump_threshold=0)}


class Waiting:
    """A client of a sandbox without a socket."""

    def __init__(self, *rules):
        self.server = SandboxServer()
        for rule in rules:
            self.server.faults.add(rule)
        self.clock = LoopClock(NOON)
        app = self.server.application(self.clock)
        transport = httpx.ASGITransport(app)
        self.http = httpx.AsyncClient(transport=transport, base_url="http://sandbox")

    async def call(self, method, path, body=None, **headers):
        content = b"" if body is None else json.dumps(body).encode()
        signed = rest_headers(MAIN, method, path, content, self.clock.now())
        answer = await self.http.request(
            method, path, content=content, headers={**signed, **headers}
        )
        return answer.json()

    async def place(self, name, deadline=None, **words):
        order = {
            "instId": "BTC-USDT",
            "tdMode": "cash",
            "side": "buy",
            "ordType": "market",
            "sz": "100",
            "clOrdId": name,
        }
        late = {} if deadline is None else {"exptime": self.at(deadline)}
        return await self.call("POST", PLACE, {**order, **words}, **late)

    def at(self, seconds):
        return str(int((self.clock.now() + seconds) * 1000))

    def count(self, name):
        return len(self.server.truth.accounts.orders(name))


@pytest.mark.parametrize(
    ("waits", "deadline", "code", "orders"),
    [
        (0.0, -1.0, "50036", 0),
        (0.0, 1.0, "0", 1),
        (20.0, 10.0, "50037", 0),
        (20.0, 19.999, "50037", 0),
        (20.0, 20.0, "0", 1),
        (40.0, None, "0", 1),
    ],
)
async def test_a_deadline_holds_until_the_order_is_dealt_with(
    waits, deadline, code, orders
):
    """O4, O5: delayed, an order is placed by its deadline or never.

    A signature is as old as the request was when it came to the door.
    """
    late = Rule(Delay(waits), Match(cl_ord_id="a"), "before_commit")
    client = Waiting(*([late] if waits else []))
    answer = await client.place("a", deadline)

    assert answer["code"] == code
    assert client.count("a") == orders
    if orders:
        times = [int(answer[name]) / 1_000_000 for name in ("inTime", "outTime")]
        assert times == [NOON, NOON + waits]


async def test_an_order_is_not_found_for_a_while():
    """O7: by no query at all; its fill moves the balance all the same."""
    lag = Rule(LookupLag(3.0), Match(path=PLACE, method="POST"), "before_commit")
    client = Waiting(lag)
    placed = await client.place("a")
    queries = (
        f"{PLACE}?instId=BTC-USDT&clOrdId=a",
        "/api/v5/trade/orders-history?instType=SPOT",
        "/api/v5/trade/fills",
    )
    found = []
    for _ in range(2):
        answers = [await client.call("GET", query) for query in queries]
        found.append([len(answer["data"]) for answer in answers])
        await trio.sleep(3.0)
    balance = await client.call("GET", "/api/v5/account/balance?ccy=BTC")

    assert placed["code"] == "0"
    assert found == [[0, 0, 0], [1, 1, 1]]
    assert float(balance["data"][0]["details"][0]["cashBal"]) > 2


async def test_the_switch_cancels_one_by_one_unless_it_is_renewed():
    """O15: source 20, ten seconds after the last time it was armed."""
    client = Waiting()
    for name in ("a", "b", "c"):
        await client.place(name, ordType="limit", px="64000", sz="0.001")
    answers = []
    for wait in (5.0, 9.0, 0.5, 0.0):
        path = "/api/v5/trade/cancel-all-after"
        answers.append(await client.call("POST", path, {"timeOut": "10"}))
        await trio.sleep(wait)
    client.server.accounts.advance(int(client.clock.now() * 1000))
    orders = client.server.truth.accounts.every_order()
    before = [order.state for order in orders]
    await trio.sleep(10.5)
    pending = await client.call("GET", "/api/v5/trade/orders-pending")

    assert [answer["code"] for answer in answers] == ["0", "0", "0", "50011"]
    assert before == ["live"] * 3
    assert pending["data"] == []
    assert [order.cancel_source for order in orders] == ["20"] * 3
    assert len({order.u_time for order in orders}) == 3
    trigger = int(answers[2]["data"][0]["triggerTime"])
    assert orders[0].u_time == trigger


@pytest.mark.parametrize(
    ("body", "code"),
    [({"timeOut": "9"}, "51000"), ({"timeOut": "121"}, "51000"), ({}, "50014")],
)
async def test_the_switch_takes_ten_seconds_to_two_minutes(body, code):
    """And zero, which turns it off."""
    answer = await Waiting().call("POST", "/api/v5/trade/cancel-all-after", body)

    assert answer["code"] == code
