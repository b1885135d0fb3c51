"""The seam to the accounts, with accounts of a few lines."""

import json

from talks import MARKET, NOON, Talker, logged_in, pushes, streams_of

from okx_sdk.sandbox.accounts.venue import Venue
from okx_sdk.sandbox.streaming.feeds import NEVER
from okx_sdk.sandbox.streaming.texts import rows

MAIN = Venue(MARKET).credentials
ORDERS = {"channel": "orders", "instType": "SPOT"}


class OrderFeed:
    """Says what became of orders, as soon as it is poked."""

    def __init__(self) -> None:
        self.due = NEVER
        self.news = []

    def opening(self):
        return []

    def advance(self, now):
        self.due = NEVER
        for order in self.news:
            yield now, rows([order])
        self.news = []


class Accounts:
    """Every order is accepted and told of at once."""

    keys = MAIN
    truth = None
    due = NEVER

    def __init__(self) -> None:
        self.feeds = {}
        self.hub = None

    def attach(self, hub):
        self.hub = hub

    def uid(self, user):
        return "1"

    def feed(self, user, listing, arg, now):
        return self.feeds.setdefault((user, listing.name), OrderFeed())

    def operate(self, request):
        user, message, now = request.user, request.message, request.now
        feed = self.feeds.get((user, "orders"))
        if feed is not None:
            feed.news.append(message["args"][0])
            feed.due = int(now * 1000)
            self.hub.poke(user, int(now * 1000))
        return {"id": message["id"], "op": message["op"], "code": "0"}


def desks(count):
    accounts = Accounts()
    streams = streams_of(accounts=accounts)
    clients = [Talker(streams, "private") for _ in range(count)]
    for client in clients:
        client.log_in()
    return clients


def test_an_order_is_answered_and_told_of_everywhere():
    """On the connection that placed it and on others of the account, at once."""
    one, other = desks(2)
    for client in (one, other):
        client.ask("subscribe", ORDERS)
    woken = []
    other.talk.outbox.on_wake = lambda: woken.append(True)
    said = one.ask("order", {"clOrdId": "a"}, id="7")

    assert [m["code"] for m in said if m.get("op") == "order"] == ["0"]
    assert [p["data"] for p in pushes(said)] == [[{"clOrdId": "a"}]]
    assert [p["data"] for p in pushes(other.heard())] == [[{"clOrdId": "a"}]]
    assert woken


def test_nobody_else_is_told():
    """A feed belongs to a user."""
    one, other = desks(2)
    other.ask("subscribe", ORDERS)
    one.streams.house.hub.poke("another", int(NOON * 1000))

    assert other.heard() == []


def test_without_orders_nothing_is_ever_pushed():
    """Subscriptions to orders stand, silently."""
    client = logged_in()
    client.ask("subscribe", ORDERS)
    client.say("ping")

    assert pushes(client.wait(25)) == []
    assert json.dumps(client.ask("unsubscribe", ORDERS))
