"""Orders by WebSocket, and what private channels tell of them."""

from __future__ import annotations

from decimal import Decimal

import pytest
from talks import MARKET, NOON, Talker, login_arg, pushes, streams_of

from okx_sdk.credentials import Credentials
from okx_sdk.protocol.signing import signature
from okx_sdk.sandbox.accounts.keys import READ
from okx_sdk.sandbox.exchange import Exchange
from okx_sdk.sandbox.streaming.actions import Delay, Drop, LookupLag, Reply
from okx_sdk.sandbox.streaming.faults import Match, Rule
from okx_sdk.sandbox.streaming.private import LiveAccounts

BTC = MARKET.instrument("BTC-USDT", int(NOON * 1000))
READER = Credentials("reader", "k9w2-canary", "word")


class Trader(Talker):
    """A client that trades; its streams share the exchange with the REST side."""

    def __init__(self, *rules, key=None):
        exchange = Exchange(MARKET)
        exchange.venue.add_key(exchange.venue.accounts["main"], READER, READ)
        streams = streams_of(accounts=LiveAccounts(exchange))
        for rule in rules:
            streams.faults.add(rule)
        super().__init__(streams, "private")
        self.venue = exchange.venue
        self.truth = streams.truth.accounts
        self.log_in() if key is None else self.log_in_with(key)

    def log_in_with(self, key):
        stamp = str(int(self.now))
        text = f"{stamp}GET/users/self/verify".encode()
        sign = signature(key.secret_key, text)
        word = key.passphrase.reveal()
        named = {"apiKey": key.api_key, "passphrase": word, "sign": sign}
        return self.ask("login", login_arg(self.now, **named))

    def order(self, sz="0.01", away=-900, **words):
        last = MARKET.last_trade(BTC, int(self.now * 1000)).px
        return {
            "instIdCode": BTC.inst_id_code,
            "tdMode": "cash",
            "side": "buy",
            "ordType": "limit",
            "sz": sz,
            "px": str(last + away),
            **words,
        }

    def op(self, op, *args, **fields):
        """The answer to an operation, and what was pushed beside it."""
        heard = self.ask(op, *args, id="1", **fields)
        found = [m for m in heard if isinstance(m, dict) and m.get("op") == op]
        return (found or [None])[0], [m for m in pushes(heard) if "arg" in m]


def test_an_order_is_answered_and_told_of():
    """O8: by its id, with the gateway's times; the channel tells it before the answer."""
    client = Trader()
    client.ask("subscribe", {"channel": "orders", "instType": "ANY"})
    answer, told = client.op("order", client.order(clOrdId="a", instId="ETH-USDT"))
    (row,) = told[0]["data"]

    assert (answer["id"], answer["code"], answer["data"][0]["sCode"]) == ("1", "0", "0")
    assert answer["inTime"] == answer["outTime"] == str(int(NOON * 1_000_000))
    assert "inTime" not in answer["data"][0]
    assert told[0]["arg"]["uid"] == client.venue.accounts["main"].uid
    assert row["ordId"] == answer["data"][0]["ordId"]
    assert (row["instId"], row["state"], row["clOrdId"]) == ("BTC-USDT", "live", "a")


def test_an_instrument_goes_by_its_code_alone():
    """What is missing is said by its name here; the protected orders go as one."""
    client = Trader()
    order = client.order(instId="BTC-USDT")
    del order["instIdCode"]
    answer, _ = client.op("order", order)
    gone, _ = client.op("mass-cancel", {"instType": "OPTION", "instFamily": "BTC-USD"})

    assert answer["data"][0]["sCode"] == "50014"
    assert "instIdCode" in answer["data"][0]["sMsg"]
    assert gone["data"] == [{"result": True}]


def test_a_life_of_an_order_is_pushed():
    """Placed, amended, cancelled; and a filled one with its fills, once each."""
    client = Trader()
    client.ask("subscribe", {"channel": "orders", "instType": "SPOT"})
    client.ask("subscribe", {"channel": "fills"})
    client.op("order", client.order(clOrdId="a"))
    code = BTC.inst_id_code
    change = {"instIdCode": code, "clOrdId": "a", "newSz": "0.02", "reqId": "r"}
    client.op("amend-order", change)
    amended = pushes(client.wait(1))
    client.op("cancel-order", {"instIdCode": code, "clOrdId": "a"})
    gone = pushes(client.wait(1))
    _, told = client.op("order", client.order("1", away=300, clOrdId="b"))

    (row,) = amended[0]["data"]
    assert (row["sz"], row["amendResult"], row["reqId"]) == ("0.02", "0", "r")
    assert [r["data"][0]["state"] for r in gone] == ["canceled"]
    assert gone[0]["data"][0]["cancelSource"] == "1"
    orders = [m["data"][0] for m in told if m["arg"]["channel"] == "orders"]
    fills = [m["data"][0] for m in told if m["arg"]["channel"] == "fills"]
    assert orders[0]["state"] == "live"
    assert orders[-1]["state"] == "filled"
    assert [o["tradeId"] for o in orders[1:]] == [f["tradeId"] for f in fills]
    assert len({f["tradeId"] for f in fills}) == len(fills)


def test_a_resting_order_is_told_of_when_the_market_fills_it():
    """At its moment, though nobody asks anything meanwhile."""
    client = Trader()
    client.ask("subscribe", {"channel": "orders", "instType": "SPOT"})
    client.op("order", client.order(away=-20))
    # Beyond the idle half minute pings keep the connection.
    told = []
    for _ in range(80):
        told += pushes(client.wait(20))
        client.say("ping")

    assert told
    assert told[-1]["data"][0]["state"] == "filled"
    assert told[-1]["data"][0]["execType"] == "M"


def test_a_batch_tells_the_fate_of_each():
    """Code 2 if some failed; limits are shared with REST."""
    client = Trader()
    answer, _ = client.op(
        "batch-orders",
        client.order(clOrdId="a"),
        client.order(clOrdId="a"),
        client.order(instIdCode="1"),
        client.order(sz="x"),
    )

    assert answer["code"] == "2"
    assert [r["sCode"] for r in answer["data"]] == ["0", "51016", "51001", "51000"]


@pytest.mark.parametrize(
    ("deadline", "rule", "code", "orders"),
    [
        (-1, None, "50036", 0),
        (1_000, None, "0", 1),
        (1_000, Rule(Delay(2.0), Match(op="order"), "before_commit"), "50037", 0),
        (3_000, Rule(Delay(2.0), Match(op="order"), "before_commit"), "0", 1),
    ],
)
def test_a_deadline_is_kept_when_the_order_is_dealt_with(deadline, rule, code, orders):
    """O4, O5: what is delayed beyond it is dropped, what is not is done."""
    client = Trader(*([rule] if rule else []))
    at = str(int(NOON * 1000) + deadline)
    heard = client.ask("order", client.order(clOrdId="a"), id="1", expTime=at)
    heard += client.wait(2.5)
    (answer,) = [m for m in heard if isinstance(m, dict) and m.get("op") == "order"]

    assert answer["code"] == code
    assert len(client.truth.orders("a")) == orders


@pytest.mark.parametrize(
    ("action", "phase", "orders"),
    [
        (Drop(), "before_commit", 0),
        (Drop(), "after_commit_before_reply", 1),
        (Reply("50004"), "before_commit", 0),
        (Reply("51149"), "after_commit_before_reply", 1),
    ],
)
def test_an_answer_may_be_lost_with_or_without_the_order(action, phase, orders):
    """O1, O2, O3, O6: the truth knows."""
    client = Trader(Rule(action, Match(cl_ord_id="a*"), phase))
    answer, _ = client.op("order", client.order(clOrdId="a1"))
    other, _ = client.op("order", client.order(clOrdId="b1"))

    assert len(client.truth.orders("a1")) == orders
    assert other["code"] == "0"
    assert (answer or {}).get("code") == getattr(action, "code", None)


def test_a_new_order_may_be_hidden_from_queries():
    """O7."""
    client = Trader(Rule(LookupLag(3.0), Match(op="order"), "before_commit"))
    client.op("order", client.order(clOrdId="a"))
    orders = client.venue.accounts["main"].orders
    found = [orders.look_up("BTC-USDT", None, "a", client.venue.now)]
    client.wait(3.0)
    client.venue.advance(int(client.now * 1000))
    found.append(orders.look_up("BTC-USDT", None, "a", client.venue.now))

    assert [each is not None for each in found] == [False, True]
    assert len(client.truth.orders("a")) == 1


def test_a_key_that_may_only_read_does_not_trade():
    """50120; and it is told of the same account."""
    client = Trader(key=READER)
    client.ask("subscribe", {"channel": "orders", "instType": "ANY"})
    answer, _ = client.op("order", client.order())

    assert answer["code"] == "50120"


def test_balances_and_positions_begin_with_how_they_stand():
    """Then what changes, and every five seconds how they stand."""
    client = Trader()
    swap = MARKET.instrument("BTC-USDT-SWAP", int(NOON * 1000))
    first = pushes(
        client.subscribe("account", ccy="USDT")
        + client.subscribe("positions", instType="ANY")
        + client.subscribe("balance_and_position")
    )
    order = {
        "instIdCode": swap.inst_id_code,
        "tdMode": "cross",
        "side": "buy",
        "ordType": "market",
        "sz": "1",
    }
    _, told = client.op("order", order)
    later = pushes(client.wait(5.0))

    assert [m["arg"]["channel"] for m in first] == [
        "account",
        "positions",
        "balance_and_position",
    ]
    assert first[1]["data"] == []
    assert {m["arg"]["channel"] for m in told} == {m["arg"]["channel"] for m in first}
    by_channel = {m["arg"]["channel"]: m for m in told}
    assert by_channel["positions"]["eventType"] == "event_update"
    (both,) = by_channel["balance_and_position"]["data"]
    assert (both["eventType"], both["posData"][0]["pos"]) == ("filled", "1")
    assert [m["arg"]["channel"] for m in later] == ["account", "positions"]
    assert {m["eventType"] for m in later} == {"snapshot"}
    assert Decimal(later[1]["data"][0]["pos"]) == 1
