"""Orders through faults over a socket: what is lost, delayed, replaced or hidden."""

from __future__ import annotations

import json

import httpx
import pytest

from okx_sdk.credentials import Credentials
from okx_sdk.protocol.signing import rest_headers
from okx_sdk.sandbox import keys
from okx_sdk.sandbox.accounts.keys import READ
from okx_sdk.sandbox.server import SandboxServer
from okx_sdk.sandbox.streaming.actions import Drop, Reply, Reset
from okx_sdk.sandbox.streaming.faults import Match, Rule

MAIN = Credentials(keys.API_KEY, keys.SECRET_KEY, keys.PASSPHRASE)
READER = Credentials("reader", "k9w2-canary", "word")
OTHER = Credentials("other", "k9w2-canary-2", "word2")
PLACE = "/api/v5/trade/order"


class Stranger:
    """A client that knows nothing but HTTP and how to sign."""

    def __init__(self, server, http):
        self.server, self.http = server, http

    def call(self, method, path, body=None, key=MAIN, **headers):
        content = b"" if body is None else json.dumps(body).encode()
        signed = rest_headers(key, method, path, content, self.server.clock.now())
        return self.http.request(
            method, path, content=content, headers={**signed, **headers}
        )

    def place(self, name, key=MAIN, sz="0.001", **headers):
        order = {
            "instId": "BTC-USDT",
            "tdMode": "cash",
            "side": "buy",
            "ordType": "market",
            "tgtCcy": "base_ccy",
            "sz": sz,
            "clOrdId": name,
        }
        try:
            return self.call("POST", PLACE, order, key, **headers).json()
        except httpx.TransportError:
            return {"code": "lost"}

    def look_up(self, name):
        path = f"{PLACE}?instId=BTC-USDT&clOrdId={name}"
        return self.call("GET", path).json()["code"]

    def count(self, name):
        return len(self.server.truth.accounts.orders(name))


@pytest.fixture(scope="module")
def server():
    found = SandboxServer()
    accounts = found.accounts
    accounts.add_key(accounts.accounts["main"], READER, READ)
    accounts.add_key(accounts.open("other"), OTHER)
    found.start()
    yield found
    found.stop()


@pytest.fixture
def stranger(server):
    server.faults.clear()
    with httpx.Client(base_url=server.url, timeout=20, trust_env=False) as http:
        yield Stranger(server, http)
    server.faults.clear()


@pytest.mark.parametrize(
    ("fault", "name", "action", "phase", "code", "orders"),
    [
        ("O1", "o1", Drop(), "after_commit_before_reply", "lost", 1),
        ("O2", "o2", Reset(), "after_commit_before_reply", "lost", 1),
        ("O3", "o3", Drop(), "before_commit", "lost", 0),
        ("O6", "o6a", Reply("50004", status=400), "before_commit", "50004", 0),
        ("O6", "o6b", Reply("51149", status=500), None, "51149", 1),
        ("O6", "o6c", Reply("51054", status=500), None, "51054", 1),
        ("O6", "o6d", Reply("50026", status=500), "before_commit", "50026", 0),
    ],
)
def test_an_answer_does_not_tell_whether_there_is_an_order(
    stranger, fault, name, action, phase, code, orders
):
    """O1, O2, O3, O6: the truth does; a fault strikes whom it names alone."""
    phase = phase or "after_commit_before_reply"
    stranger.server.faults.add(Rule(action, Match(cl_ord_id=name, path=PLACE), phase))

    assert stranger.place(name)["code"] == code
    assert stranger.count(name) == orders
    assert stranger.place(f"{name}x")["code"] == "0"


def test_a_name_may_be_used_again_once_its_order_is_done(stranger):
    """O2: whoever sends blindly again buys twice, and the truth has both."""
    codes = [stranger.place("twice")["code"] for _ in range(2)]

    assert codes == ["0", "0"]
    assert stranger.count("twice") == 2
    assert "twice" in stranger.server.truth.accounts.duplicates()
    sends = stranger.server.truth.accounts.sends("twice")
    assert [s.op for s in sends] == [f"POST {PLACE}"] * 2


def test_accounts_and_keys_are_apart(stranger):
    """A key that reads does not trade; another's orders are not found."""
    refused = stranger.place("k1", READER)
    placed = stranger.place("k2", OTHER)
    found = stranger.look_up("k2")

    assert (refused["code"], placed["code"], found) == ("50120", "0", "51603")
    assert stranger.server.truth.accounts.orders("k2", "other")
    assert not stranger.server.truth.accounts.orders("k2", "main")


def test_a_rule_for_an_operation_holds_for_rest_too(stranger):
    """By the name that it has on a WebSocket."""
    stranger.server.faults.add(Rule(Drop(), Match(op="order"), "before_commit"))

    assert stranger.place("op")["code"] == "lost"
    assert stranger.look_up("op") == "51603"


def test_a_batch_is_struck_by_any_of_its_names(stranger):
    """And is lost as a whole."""
    stranger.server.faults.add(Rule(Drop(), Match(cl_ord_id="b2"), "before_commit"))
    order = {
        "instId": "BTC-USDT",
        "tdMode": "cash",
        "side": "buy",
        "ordType": "market",
        "sz": "100",
    }
    orders = [{**order, "clOrdId": name} for name in ("b1", "b2")]
    with pytest.raises(httpx.TransportError):
        stranger.call("POST", "/api/v5/trade/batch-orders", orders)

    assert stranger.count("b1") == stranger.count("b2") == 0
