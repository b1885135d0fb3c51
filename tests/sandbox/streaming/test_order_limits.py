"""What is counted, by whom, and what a key may do."""

from __future__ import annotations

import json

import pytest
from talks import MARKET, NOON, Talker, pushes, streams_of

from okx_sdk.credentials import Credentials
from okx_sdk.protocol.signing import rest_headers
from okx_sdk.sandbox import keys
from okx_sdk.sandbox.accounts.venue import Venue
from okx_sdk.sandbox.exchange import Call, Exchange
from okx_sdk.sandbox.streaming.private import LiveAccounts

MAIN = Credentials(keys.API_KEY, keys.SECRET_KEY, keys.PASSPHRASE)
DEMO = Credentials("demo", "k9w2-canary", "word")
SWAPS = ("BTC-USDT-SWAP", "ETH-USDT-SWAP", "SOL-USDT-SWAP", "XRP-USDT-SWAP")
TINY = {"tdMode": "cross", "side": "buy", "ordType": "market", "sz": "0.00001"}
"""Too small to be accepted, and counted all the same."""


class House:
    """One exchange with both of its sides."""

    def __init__(self):
        self.exchange = Exchange(MARKET)
        self.streams = streams_of(accounts=LiveAccounts(self.exchange))
        self.now = NOON

    def call(self, method, path, body=None, key=MAIN, **headers):
        content = b"" if body is None else json.dumps(body).encode()
        signed = rest_headers(key, method, path, content, self.now)
        sent = {name.lower(): value for name, value in signed.items()}
        path, _, query = path.partition("?")
        call = Call(method, path, query, content, {**sent, **headers}, "here")
        return json.loads(self.exchange.answer(call, self.now).body)

    def place(self, of="BTC-USDT-SWAP", **words):
        return self.call("POST", "/api/v5/trade/order", {**TINY, "instId": of, **words})

    def place_many(self, of, count):
        path = "/api/v5/trade/batch-orders"
        return self.call("POST", path, [{**TINY, "instId": of}] * count)

    def trader(self):
        talker = Talker(self.streams, "private", self.now)
        talker.log_in()
        return talker

    def ws_place(self, talker, of="BTC-USDT-SWAP", op="order", count=1, **words):
        code = MARKET.instrument(of, int(self.now * 1000)).inst_id_code
        order = {**TINY, "instIdCode": code, **words}
        heard = talker.ask(op, *[order] * count, id="1")
        return next(m["code"] for m in heard if m.get("op") == op)


def test_both_ways_share_one_quota():
    """Sixty orders of an instrument in two seconds, however they come."""
    house = House()
    talker = house.trader()
    codes = []
    for turn in range(62):
        if turn % 2:
            codes.append(house.ws_place(talker))
        else:
            codes.append(house.place()["code"])

    assert codes == ["1"] * 60 + ["50011"] * 2
    assert house.place("ETH-USDT-SWAP")["code"] == "1"
    house.now += 2.001
    assert house.place()["code"] == "1"


def test_a_batch_counts_its_orders_and_one_of_one_counts_as_single():
    """Three hundred orders; the bucket of single ones is another."""
    house = House()
    talker = house.trader()
    codes = [house.place_many("BTC-USDT-SWAP", 20)["code"] for _ in range(15)]
    refused = house.place_many("BTC-USDT-SWAP", 2)["code"]
    singles = [house.place_many("BTC-USDT-SWAP", 1)["code"] for _ in range(60)]

    assert set(codes + singles) == {"1"}
    assert refused == house.ws_place(talker) == house.place()["code"] == "50011"
    assert house.place_many("BTC-USDT-SWAP", 21)["code"] in {"50011", "51111"}


def test_a_sub_account_has_a_cap_over_all_instruments():
    """50061 after a thousand in two seconds; orders of pairs do not count."""
    house = House()
    for _ in range(15):
        for of in SWAPS:
            last = house.place_many(of, 20)["code"]

    assert last == "50061"
    assert house.place("LTC-USDT-SWAP")["code"] == "50061"
    assert house.place("BTC-USDT", tdMode="cash")["code"] == "1"
    house.now += 2.001
    assert house.place("LTC-USDT-SWAP")["code"] == "1"


def test_the_truth_counts_what_was_asked():
    """By key of each limit."""
    house = House()
    house.place()
    house.place("BTC-USDT", tdMode="cash")
    truth = house.streams.truth.accounts

    assert sorted(truth.quotas(house.now).values()) == [1, 1, 1]
    assert sum(truth.quotas(house.now + 2).values()) == 0
    assert [asked.codes for asked in truth.requests("POST *order")] == [
        ("51020",),
        ("51020",),
    ]


@pytest.mark.parametrize(
    ("belongs", "headers", "code"),
    [
        (True, {}, "50101"),
        (True, {"x-simulated-trading": "1"}, "0"),
        (False, {"x-simulated-trading": "1"}, "50101"),
        (None, {"x-simulated-trading": "1"}, "0"),
        (None, {}, "0"),
    ],
)
def test_a_key_belongs_to_its_environment(belongs, headers, code):
    """50101 where it does not; the sandbox's own is good for both."""
    house = House()
    main = house.exchange.venue.accounts["main"]
    house.exchange.venue.add_key(main, DEMO, is_demo=belongs)
    answer = house.call("GET", "/api/v5/account/config", key=DEMO, **headers)

    assert answer["code"] == code


def test_a_position_that_is_closed_is_pushed_once_more():
    """With a size of 0, on both channels that tell of positions."""
    house = House()
    talker = house.trader()
    talker.subscribe("positions", instType="SWAP")
    talker.subscribe("balance_and_position")
    house.place(sz="1")
    talker.heard()
    house.call(
        "POST",
        "/api/v5/trade/close-position",
        {"instId": "BTC-USDT-SWAP", "mgnMode": "cross"},
    )
    told = pushes(talker.heard())
    sizes = {m["arg"]["channel"]: m["data"][0] for m in told}

    assert sizes["positions"]["pos"] == "0"
    assert sizes["balance_and_position"]["posData"][0]["pos"] == "0"
    assert house.call("GET", "/api/v5/account/positions")["data"] == []


def test_records_are_paged_by_their_ids():
    """Newest first, both cursors exclusive: nothing twice and nothing missed."""
    house = House()
    for _ in range(7):
        house.place(sz="1")
        house.now += 1
    seen, after = [], ""
    path = "/api/v5/trade/fills-history?instType=SWAP&limit=3"
    while page := house.call("GET", path + after)["data"]:
        seen += page
        after = f"&after={page[-1]['billId']}"
        house.now += 1
    ids = [int(row["billId"]) for row in seen]

    assert ids == sorted(ids, reverse=True)
    assert len(ids) == len(house.exchange.venue.accounts["main"].fills) >= 7
    newer = house.call("GET", f"{path}&before={ids[2]}")["data"]
    assert [int(row["billId"]) for row in newer] == ids[:2]


@pytest.mark.parametrize(
    ("kept", "path"),
    [
        (3, "/api/v5/trade/fills"),
        (7, "/api/v5/trade/orders-history?instType=SPOT"),
        (7, "/api/v5/account/bills"),
        (92, "/api/v5/trade/orders-history-archive?instType=SPOT"),
        (92, "/api/v5/trade/fills-history?instType=SPOT"),
        (92, "/api/v5/account/bills-archive"),
    ],
)
def test_records_are_kept_for_so_many_days(kept, path):
    """And then they are gone."""
    house = House()
    house.place("BTC-USDT", tdMode="cash", sz="100")
    found = []
    for days in (kept - 0.01, 0.02):
        house.now += days * 86_400
        found.append(bool(house.call("GET", path)["data"]))

    assert found == [True, False]


def test_a_venue_of_its_own_may_have_other_accounts():
    """With balances and masters of their own."""
    venue = Venue(MARKET)
    sub = venue.open("sub", {"USDT": "5"}, master=venue.accounts["main"])

    assert sub.main_uid == venue.accounts["main"].uid != sub.uid
    assert sub.free("USDT") == 5
    assert sub.free("BTC") == 0
