"""What a conversation answers, and how it ends."""

import json

import pytest
from talks import (
    NOON,
    Talker,
    codes,
    logged_in,
    login_arg,
    pushes,
    streams_of,
    talker,
)

from okx_sdk.sandbox.streaming.streams import Knock, Refused

pytestmark = pytest.mark.rude  # they try what the sandbox does about it

BTC = "BTC-USDT"
BOOKS = {"channel": "books", "instId": BTC}


# Requests and their answers.


def test_a_ping_is_answered_with_a_pong():
    """Both are plain text."""
    assert talker().say("ping") == ["pong"]


def test_each_argument_is_acknowledged_with_the_requests_id():
    """One event an argument, each with the connection's id."""
    client = talker()
    other = {"channel": "trades", "instId": BTC}
    found = client.ask("subscribe", BOOKS, other, id="a1")
    acks = [message for message in found if "event" in message]

    assert [ack["arg"] for ack in acks] == [BOOKS, other]
    assert {ack["id"] for ack in acks} == {"a1"}
    assert {ack["connId"] for ack in acks} == {client.talk.words.conn_id}
    assert found[1]["action"] == "snapshot"


def test_a_request_without_an_id_is_answered_without():
    """The id is optional."""
    (ack,) = talker().ask("subscribe", {"channel": "trades", "instId": BTC})

    assert "id" not in ack


@pytest.mark.parametrize("request_id", ["a b", "a" * 33, "é"])
def test_an_unfit_id_is_refused(request_id):
    """1 to 32 letters or digits."""
    assert codes(talker().ask("subscribe", BOOKS, id=request_id)) == ["60033"]


def test_a_duplicate_is_acknowledged_again_and_brings_no_more():
    """Neither a second snapshot nor every update twice."""
    client = talker()
    client.ask("subscribe", BOOKS)
    again = client.ask("subscribe", BOOKS)
    times = [push["data"][0]["ts"] for push in pushes(client.wait(3))]

    assert [message["event"] for message in again] == ["subscribe"]
    assert len(set(times)) == len(times)


def test_unsubscribing_takes_the_same_words():
    """Other words are acknowledged too, and the data goes on."""
    client = talker()
    sent = {**BOOKS, "instType": "SPOT"}
    client.ask("subscribe", sent)
    (ack,) = client.ask("unsubscribe", BOOKS)
    still = pushes(client.wait(2))
    client.ask("unsubscribe", sent)

    assert ack["event"] == "unsubscribe"
    assert {json.dumps(push["arg"]) for push in still} == {json.dumps(sent)}
    assert pushes(client.wait(2)) == []


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("nonsense", "60012"),
        ('["op"]', "60012"),
        ("{}", "60012"),
        ('{"op":5}', "60012"),
        ('{"op":"subscribe","argss":[{"channel":"books"}]}', "60012"),
        ('{"op":"subscribe","args":{}}', "60012"),
        ('{"op":"subscribe","args":[]}', "60013"),
        ('{"op":"subscribe","args":[1]}', "60013"),
        ('{"op":"subscribe","args":[{"instId":"BTC-USDT"}]}', "60013"),
        ('{"op":"unsubscribe","args":[{"instId":"BTC-USDT"}]}', "60013"),
        ('{"op":"dance","args":[{}]}', "60019"),
    ],
)
def test_what_cannot_be_understood_is_refused(text, code):
    """With the exchange's code, and the connection lives on."""
    client = talker()

    assert codes(client.say(text)) == [code]
    assert client.say("ping") == ["pong"]


def test_a_malformed_request_is_quoted():
    """As the exchange does, so that one finds it."""
    text = '{"op":"subscribe","argss":[]}'
    (error,) = talker().say(text)

    assert error["msg"] == f"Invalid request: {text}"


def test_binary_text_is_read_as_text():
    """The frame's kind does not matter to the exchange."""
    assert talker().say(b"ping") == ["pong"]


@pytest.mark.parametrize(
    ("surface", "arg", "code"),
    [
        ("public", {"channel": "bogus", "instId": BTC}, "60018"),
        ("public", {"channel": "books", "instId": "NO-USDT"}, "60018"),
        ("public", {"channel": "books"}, "60018"),
        ("public", {"channel": "books", "instId": ""}, "60018"),
        ("public", {"channel": "books", "instId": 7}, "60018"),
        ("public", {"channel": "funding-rate", "instId": BTC}, "60018"),
        ("public", {"channel": "index-tickers", "instId": "NO-USD"}, "60018"),
        ("public", {"channel": "opt-summary", "instFamily": "NO-USD"}, "60018"),
        ("public", {"channel": "instruments", "instType": "NONE"}, "60018"),
        ("public", {"channel": "estimated-price", "instType": "FUTURES"}, "60018"),
        ("public", {"channel": "opt-summary", "uly": "BTC-USD"}, "64000"),
        ("public", {"channel": "candle1m", "instId": BTC}, "64001"),
        ("public", {"channel": "candle7m", "instId": BTC}, "60018"),
        ("public", {"channel": "account"}, "60018"),
        ("business", {"channel": "books", "instId": BTC}, "64002"),
        ("business", {"channel": "account"}, "64002"),
        ("private", {"channel": "books", "instId": BTC}, "60018"),
        ("private", {"channel": "orders-algo", "instType": "SWAP"}, "64001"),
        ("private", {"channel": "account"}, "60011"),
        ("business", {"channel": "deposit-info"}, "60011"),
        ("business", {"channel": "economic-calendar"}, "60011"),
        ("public", {"channel": "books-l2-tbt", "instId": BTC}, "60011"),
    ],
)
def test_what_is_not_served_here_is_refused(surface, arg, code):
    """Unknown names, missing words, wrong doors and missing logins."""
    assert codes(talker(surface).ask("subscribe", arg)) == [code]


def test_one_bad_argument_leaves_the_others_alone():
    """Each has its own answer, and the bad one is named."""
    bad = {"channel": "books", "instId": "NO-USDT"}
    found = talker().ask("subscribe", BOOKS, bad, {"channel": "trades", "instId": BTC})
    events = [message["event"] for message in found if "event" in message]
    (error,) = [message for message in found if message.get("event") == "error"]

    assert events == ["subscribe", "error", "subscribe"]
    assert error["msg"].startswith(
        "Wrong URL or channel:books,instId:NO-USDT doesn't exist."
    )


@pytest.mark.parametrize("other", ["books", "books50-l2-tbt"])
def test_books_that_exclude_each_other(other):
    """The deepest fast book is had alone."""
    client = logged_in("public")
    client.subscribe("books-l2-tbt", BTC)

    assert codes(client.subscribe(other, BTC)) == ["64004"]
    assert codes(client.subscribe(other, "ETH-USDT")) == []
    assert codes(client.subscribe("books-l2-tbt", "ETH-USDT")) == ["64004"]


# Limits.


def test_480_requests_an_hour():
    """The 481st is refused, a ping is not counted, and an hour later one may again."""
    client = talker()
    answers = [client.ask("unsubscribe", BOOKS) for _ in range(481)]
    assert [codes(found) for found in answers[-2:]] == [[], ["60014"]]
    assert client.say("ping") == ["pong"]

    for _ in range(3_600 // 20):
        client.wait(20)
        client.say("ping")
    assert codes(client.ask("subscribe", BOOKS)) == []


def test_a_request_counts_once_whatever_it_asks_for():
    """Twenty arguments are one request."""
    client = talker()
    for _ in range(480):
        found = client.ask("unsubscribe", *[BOOKS] * 3)

    assert codes(found) == []
    assert codes(client.ask("unsubscribe", BOOKS)) == ["60014"]


@pytest.mark.parametrize(("size", "code"), [(65_536, None), (65_537, 1009)])
def test_a_message_has_64_kilobytes_at_most(size, code):
    """One byte more, and the connection is closed."""
    client = talker()
    head = '{"op":"subscribe","id":"'
    client.say(head + "a" * (size - len(head)))
    end = client.talk.end

    assert (end and end.code) == code


def test_silence_of_30_seconds_ends_it():
    """4004 when nothing was said either way, not a moment earlier."""
    client = talker()
    client.wait(29.9)
    assert client.talk.end is None

    client.wait(0.2)
    assert client.talk.end.code == 4004
    assert client.say("ping") == []


def test_data_keeps_it_alive():
    """Pushes count as data."""
    client = talker()
    client.subscribe("trades", BTC)
    client.wait(90)

    assert client.talk.end is None


def test_a_slow_reader_is_cut_off():
    """4005 when too much waits."""
    client = talker(most_waiting=50)
    client.ask("subscribe", BOOKS)
    client.talk.tick(NOON + 20)

    assert client.talk.end.code == 4005
    assert client.heard() == []


def test_three_handshakes_a_second():
    """The fourth is told 429; another address is not."""
    streams = streams_of(handshakes=3)
    knock = Knock("/ws/v5/public", "here")
    for part in range(3):
        Talker(streams, "public", NOON + part / 10)
    fourth = streams.knock(knock, NOON + 0.5)
    elsewhere = streams.knock(Knock("/ws/v5/public", "there"), NOON + 0.5)
    later = streams.knock(knock, NOON + 1.0)

    assert fourth.status == 429
    assert not isinstance(elsewhere, Refused)
    assert not isinstance(later, Refused)


@pytest.mark.parametrize("path", ["/ws/v5/", "/ws/v5/public-sbe", "/public", "/"])
def test_other_paths_are_not_found(path):
    """Three doors, and no SBE."""
    assert streams_of().knock(Knock(path, "here"), NOON).status == 404


@pytest.mark.parametrize(
    ("knock", "is_demo"),
    [
        ({}, False),
        ({"headers": {"x-simulated-trading": "1"}}, True),
        ({"query": "brokerId=9999"}, True),
        ({"headers": {"host": "wspap.okx.com"}}, True),
        ({"headers": {"host": "wseeapap.okx.com:443"}}, True),
        ({"headers": {"host": "ws.okx.com"}}, False),
    ],
)
def test_simulated_trading_is_told_by_host_header_or_query(knock, is_demo):
    """As the libraries ask for it."""
    assert Talker(streams_of(), "public", **knock).talk.is_demo is is_demo


# Logins.


def test_a_login_opens_what_is_private():
    """Signed by the key that every sandbox knows."""
    client = talker("private")
    (answer,) = client.log_in()

    assert answer == {
        "event": "login",
        "code": "0",
        "msg": "",
        "connId": client.talk.words.conn_id,
    }
    assert codes(client.subscribe("account")) == []


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"apiKey": ""}, "60005"),
        ({"apiKey": "unknown"}, "60032"),
        ({"timestamp": "now"}, "60004"),
        ({"timestamp": ""}, "60004"),
        ({"timestamp": str(int(NOON) - 31)}, "60006"),
        ({"timestamp": str(int(NOON) * 1000)}, "60004"),
        ({"passphrase": "wrong"}, "60024"),
        ({"sign": "wrong"}, "60007"),
        ({"sign": "ünsigned"}, "60007"),
    ],
)
def test_a_login_is_refused_with_its_reason(changed, code):
    """One code for each thing that is wrong; another try may follow."""
    client = talker("private")

    assert codes(client.ask("login", login_arg(NOON, **changed))) == [code]
    assert client.log_in()[0]["code"] == "0"


def test_a_login_expires_after_30_seconds():
    """Counted by the exchange's clock."""
    client = talker("private")
    client.wait(29)
    late = login_arg(NOON - 2)

    assert codes(client.ask("login", late)) == ["60006"]
    assert codes(client.ask("login", login_arg(NOON))) == []


def test_a_fraction_of_a_second_may_be_signed():
    """Some libraries send one."""
    assert codes(talker("private").ask("login", login_arg(NOON))) == []


def test_a_second_login_is_refused():
    """Once is enough for a connection."""
    client = logged_in()

    assert codes(client.log_in()) == ["60031"]


def test_several_accounts_at_once_are_refused():
    """One login, one account."""
    one = login_arg(NOON)

    assert codes(talker("private").ask("login", one, one)) == ["60021"]


# Private channels.


def test_an_account_has_a_snapshot():
    """Account, positions and both together begin with one; orders do not."""
    client = logged_in()
    account = pushes(client.subscribe("account"))
    positions = pushes(client.subscribe("positions", instType="ANY"))
    both = pushes(client.subscribe("balance_and_position"))
    orders = pushes(client.subscribe("orders", instType="SPOT"))

    assert [len(found) for found in (account, positions, both, orders)] == [1, 1, 1, 0]
    assert [d["ccy"] for d in account[0]["data"][0]["details"]][:2] == ["USDT", "USDC"]
    assert positions[0]["data"] == []
    assert set(account[0]) == {"arg", "eventType", "curPage", "lastPage", "data"}
    assert both[0]["data"][0]["eventType"] == "snapshot"


def test_pushes_of_an_account_repeat_its_number():
    """The acknowledgement does not."""
    client = logged_in()
    ack, push, _ = client.subscribe("account")

    assert "uid" not in ack["arg"]
    assert push["arg"]["uid"].isdecimal()


def test_counted_channels_tell_their_connections():
    """One event a subscription, with the number of connections."""
    streams = streams_of()
    counts = []
    for _ in range(3):
        client = Talker(streams, "private")
        client.log_in()
        counts += [
            message["connCount"]
            for message in client.subscribe("orders", instType="SPOT")
            if message.get("event") == "channel-conn-count"
        ]

    assert counts == ["1", "2", "3"]


def test_the_31st_connection_loses_its_subscription():
    """After a normal acknowledgement; one that leaves makes room."""
    streams = streams_of()
    clients = [Talker(streams, "private") for _ in range(32)]
    said = []
    for client in clients[:31]:
        client.log_in()
        said = client.subscribe("account")
    last = clients[30]
    streams.left(clients[0].talk, NOON, 1000, "")
    clients[31].log_in()
    after = clients[31].subscribe("account")

    assert [m.get("event") for m in said] == [
        "subscribe",
        None,
        "channel-conn-count-error",
    ]
    assert said[-1]["connCount"] == "30"
    assert not last.talk.subscriptions
    assert after[-1]["event"] == "channel-conn-count"


def test_orders_want_a_login_and_the_right_door():
    """60011 before a login, 60028 where they are not served."""
    assert codes(talker("private").ask("order", {})) == ["60011"]
    assert codes(talker("public").ask("order", {})) == ["60028"]
    assert codes(talker("private").ask("sprd-order", {})) == ["60028"]


# Announced ends.


@pytest.mark.parametrize("surface", ["public", "private", "business"])
def test_an_upgrade_is_announced_a_minute_ahead(surface):
    """64008 on every connection, then the end."""
    client = talker(surface)
    client.streams.announce_upgrade(NOON)
    (notice,) = client.heard()
    for _ in range(3):
        client.wait(19.9)
        client.say("ping")
    assert client.talk.end is None

    client.wait(1)
    assert (notice["event"], notice["code"]) == ("notice", "64008")
    assert client.talk.end.kind == "close"


def test_business_may_be_left_out_of_notices():
    """As it was before June 2026: it is closed, and was not told."""
    client = talker("business", notifies_business=False)
    client.streams.announce_upgrade(NOON, close_after=10)

    assert client.heard() == []
    client.wait(11)
    assert client.talk.end.kind == "close"
