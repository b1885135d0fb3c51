"""What rules do: each action once, and when rules strike."""

import json
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from talks import MARKET, NOON, BookOf, Talker, codes, logged_in, pushes, talker

from okx_sdk.errors import InvalidArgument
from okx_sdk.sandbox.streaming.actions import (
    ACTIONS,
    Binary,
    Checksum,
    Close,
    ConnCountError,
    Delay,
    Drop,
    Duplicate,
    Fin,
    Garbage,
    HalfOpen,
    Mutate,
    Notice,
    Refuse,
    Reorder,
    Reply,
    Reset,
    SeqGap,
    SeqReset,
    Silence,
    StallRead,
    Truncate,
    UnsubscribeSilently,
)
from okx_sdk.sandbox.streaming.faults import Faults, Match, Occasion, Rule, When
from okx_sdk.sandbox.streaming.streams import Knock
from okx_sdk.sandbox.streaming.trouble import checksum

pytestmark = pytest.mark.rude  # they try what the sandbox does about it

BTC = "BTC-USDT"
BOOKS = Match(channel="books")


def struck_by(*rules, surface="public", **house) -> Talker:
    client = talker(surface, **house)
    for rule in rules:
        client.streams.faults.add(rule)
    return client


def books_with(action, seconds=3.0, **rule):
    client = struck_by(Rule(action, BOOKS, **rule))
    return pushes(client.subscribe("books", BTC) + client.wait(seconds))


def calm(seconds=3.0):
    client = talker()
    return pushes(client.subscribe("books", BTC) + client.wait(seconds))


# Pushes.


def test_a_push_is_dropped():
    """The chain of a book breaks there."""
    found = books_with(Drop(), when=When(nth=3))

    assert found == [push for place, push in enumerate(calm()) if place != 2]


def test_a_push_is_doubled():
    """And says the same."""
    found, true = books_with(Duplicate(), when=When(nth=2)), calm()

    assert found == [*true[:2], true[1], *true[2:]]


def test_two_pushes_change_places():
    """The one that is struck comes after the next."""
    found, true = books_with(Reorder(), when=When(nth=2)), calm()

    assert found == [true[0], true[2], true[1], *true[3:]]


def test_a_push_is_late():
    """By so many seconds, while others pass it."""
    client = struck_by(Rule(Delay(1.0), BOOKS, when=When(nth=2)))
    client.subscribe("books", BTC)
    true = calm()
    late_at = int(true[1]["data"][0]["ts"]) / 1000 + 1.0
    before = pushes(client.wait(late_at - NOON - 0.001))
    after = pushes(client.wait(0.002))

    assert true[1] not in before
    assert true[1] in after


def test_a_gap_shows_in_the_chain():
    """prevSeqId is one that was never sent."""
    found = books_with(SeqGap(), when=When(nth=3))
    rows = [push["data"][0] for push in found]

    assert rows[1]["prevSeqId"] == rows[0]["seqId"]
    assert rows[2]["prevSeqId"] == rows[1]["seqId"] + 1


def test_a_reset_goes_on_from_a_smaller_number():
    """The chain holds, and the book stays right."""
    found, true = books_with(SeqReset(to=3), when=When(nth=3)), calm()
    book, other = BookOf(), BookOf()
    for push in found:
        book.take(push)
    for push in true:
        other.take(push)

    assert found[2]["data"][0]["seqId"] == 3
    assert found[2]["data"][0]["prevSeqId"] == found[1]["data"][0]["seqId"]
    assert book.levels() == other.levels()


@pytest.mark.parametrize("kind", ["zero", "good", "bad"])
def test_checksums_can_be_brought_back(kind):
    """Good ones are those of the text that was sent; zero is the rule."""
    row = books_with(Checksum(kind), seconds=0)[0]["data"][0]
    inst = MARKET.instrument(BTC, int(NOON * 1000))
    scale = MARKET.scale(inst)
    good = checksum(
        MARKET.book(inst, row["seqId"], 25), scale.tick_places, scale.lot_places
    )
    expected = {"zero": [0], "good": [good]}

    assert good != 0
    if kind == "bad":
        assert row["checksum"] not in {0, good}
    else:
        assert [row["checksum"]] == expected[kind]


def test_the_checksum_is_that_of_the_documentation():
    """Best bid and ask by turns, prices and sizes as they are written."""
    (row,) = talker().subscribe("books", BTC)[1]["data"]
    words = []
    for bid, ask in zip(row["bids"][:25], row["asks"][:25], strict=True):
        words += [bid[0], bid[1], ask[0], ask[1]]
    import zlib

    crc = zlib.crc32(":".join(words).encode())
    signed = crc - (1 << 32) if crc >> 31 else crc
    found = books_with(Checksum("good"), seconds=0)[0]["data"][0]

    assert found["checksum"] == signed


def test_a_channel_falls_silent():
    """The subscription stands, nothing comes, and others flow."""
    client = struck_by(Rule(Silence(), BOOKS, when=When(nth=5)))
    client.subscribe("books", BTC)
    client.subscribe("trades", BTC)
    found = client.wait(5)

    assert len(pushes(found, "books")) == 3
    assert len(pushes(found, "trades")) > 3
    assert client.talk.subscriptions


def test_a_silence_may_end():
    """After so many seconds."""
    found = books_with(Silence(seconds=1.0), when=When(nth=2), seconds=3)
    gaps = [
        int(b["data"][0]["ts"]) - int(a["data"][0]["ts"]) for a, b in pairwise(found)
    ]

    assert max(gaps) >= 1_000
    assert len(found) > 5


def test_a_subscription_is_forgotten():
    """Nothing is said of it, and asking anew helps."""
    client = struck_by(Rule(UnsubscribeSilently(), BOOKS, when=When(nth=2)))
    client.subscribe("books", BTC)
    assert pushes(client.wait(5)) == []

    client.ask("unsubscribe", {"channel": "books", "instId": BTC})
    assert pushes(client.subscribe("books", BTC))


@pytest.mark.parametrize(
    ("action", "first"),
    [
        (Truncate(10), '{"arg":{"c'),
        (Garbage("<html>"), "<html>"),
    ],
)
def test_a_push_is_spoilt(action, first):
    """And is no JSON any more."""
    client = struck_by(Rule(action, BOOKS, count=1))

    assert client.subscribe("books", BTC)[1] == first


def test_a_push_comes_as_a_binary_frame():
    """The same bytes."""
    client = struck_by(Rule(Binary(), BOOKS, count=1))
    client.talk.receive(
        json.dumps({"op": "subscribe", "args": [{"channel": "books", "instId": BTC}]}),
        NOON,
    )
    _, frame = client.talk.outgoing()

    assert isinstance(frame, bytes)
    assert json.loads(frame)["action"] == "snapshot"


def test_a_value_is_changed_or_taken_away():
    """By its path."""
    changed = books_with(Mutate("data.0.ts", 7), seconds=0)
    gone = books_with(Mutate("data.0.ts", remove=True), seconds=0)
    nowhere = books_with(Mutate("data.5.ts", 7), seconds=0)

    assert changed[0]["data"][0]["ts"] == 7
    assert "ts" not in gone[0]["data"][0]
    assert nowhere == calm(seconds=0)


# Connections.


@pytest.mark.parametrize(
    ("action", "kind", "code"),
    [
        (Close(4006, "abnormal"), "close", 4006),
        (Reset(), "reset", 1006),
        (Fin(), "fin", 1006),
    ],
)
def test_a_connection_ends_at_a_push(action, kind, code):
    """What came before is still said, but for a reset."""
    client = struck_by(Rule(action, BOOKS, when=When(nth=3)))
    client.subscribe("books", BTC)
    client.wait(5)
    end = client.talk.end

    assert (end.kind, end.code) == (kind, code)


def test_a_connection_ends_after_a_while():
    """Counted from its opening."""
    client = talker()
    client.streams.faults.add(Rule(Close(1001, after=5.0), phase="open"))
    other = Talker(client.streams, "public")
    other.wait(4.9)
    assert other.talk.end is None

    other.wait(0.2)
    assert other.talk.end.code == 1001
    assert client.talk.end is None


def test_half_open_is_silent_both_ways():
    """Neither a pong nor a push nor an end, ever."""
    client = struck_by(Rule(HalfOpen(), BOOKS, when=When(nth=2)))
    client.subscribe("books", BTC)

    assert pushes(client.wait(1)) == []
    assert client.say("ping") == []
    assert client.wait(31) == []
    assert client.talk.end is None


def test_a_deaf_exchange_goes_on_talking():
    """Data flows, pings are not answered."""
    client = struck_by(Rule(StallRead(), BOOKS, when=When(nth=2)))
    client.subscribe("books", BTC)
    client.wait(1)

    assert "pong" not in client.say("ping")
    assert pushes(client.wait(3))


def test_a_notice_comes_a_minute_before_the_end():
    """Whenever the plan says."""
    client = talker()
    client.streams.faults.add(Rule(Notice(after=1.0, close_after=5.0), phase="open"))
    other = Talker(client.streams, "public")
    found = other.wait(5.5)
    assert [m["code"] for m in found] == ["64008"]
    assert other.talk.end is None

    other.wait(1)
    assert other.talk.end.kind == "close"


# Requests.


def test_an_acknowledgement_never_comes():
    """The subscription begins all the same, if the reply alone is lost."""
    lost = struck_by(Rule(Drop(), Match(op="subscribe"), "after_commit_before_reply"))
    never = struck_by(Rule(Drop(), Match(op="subscribe"), "before_commit"))

    assert [m.get("action") for m in lost.subscribe("books", BTC)] == ["snapshot"]
    assert never.subscribe("books", BTC) == []
    assert not never.talk.subscriptions


def test_a_login_is_late_or_never_answered():
    """Private requests before the answer are noted."""
    late = struck_by(
        Rule(Delay(10.0), Match(op="login"), "before_commit"), surface="private"
    )
    assert late.log_in() == []
    assert codes(late.subscribe("account")) == ["60011"]
    (answer,) = late.wait(10)
    never = struck_by(
        Rule(Drop(), Match(op="login"), "before_commit"), surface="private"
    )

    assert answer["event"] == "login"
    assert late.streams.truth.unauthenticated
    assert never.log_in() + never.wait(29) == []


def test_a_request_is_refused_as_the_plan_says():
    """With any code, and the request's id."""
    client = struck_by(
        Rule(
            Reply("60014", "Requests too frequent"),
            Match(op="subscribe"),
            "before_commit",
        )
    )
    (error,) = client.ask("subscribe", {"channel": "books", "instId": BTC}, id="x")

    assert (error["code"], error["id"]) == ("60014", "x")


def test_too_many_connections_by_decree():
    """The acknowledgement comes first, and is taken back."""
    client = logged_in()
    client.streams.faults.add(
        Rule(ConnCountError(), Match(channel="orders"), "before_commit")
    )
    said = client.subscribe("orders", instType="SPOT") + client.wait(0.1)
    events = [message["event"] for message in said]

    assert events[0] == "subscribe"
    assert events[-1] == "channel-conn-count-error"
    assert not client.talk.subscriptions


def test_pings_may_be_lost():
    """While data flows: a partition of one way."""
    client = struck_by(Rule(Drop(), Match(op="ping"), "before_commit"))

    assert client.say("ping") == []


def test_a_handshake_is_refused():
    """With a status, and how long to wait."""
    client = struck_by(Rule(Refuse(503, retry_after=7), phase="ws_upgrade", count=1))
    first = client.streams.knock(Knock("/ws/v5/public", "here"), NOON)
    second = client.streams.knock(Knock("/ws/v5/public", "here"), NOON)

    assert (first.status, first.headers) == (503, {"retry-after": "7"})
    assert second.surface == "public"


# When rules strike.


def occasions(faults, count=20, start=0.0, **occasion):
    return [
        bool(faults.decide(Occasion("push", "public", **occasion), start + n))
        for n in range(count)
    ]


def test_nth_every_and_count():
    """Counted among the occasions that match."""
    nth = occasions(Faults([Rule(Drop(), when=When(nth=3))]))
    every = occasions(Faults([Rule(Drop(), when=When(every=5))]))
    count = occasions(Faults([Rule(Drop(), count=2)]))

    assert [n for n, hit in enumerate(nth, 1) if hit] == [3]
    assert [n for n, hit in enumerate(every, 1) if hit] == [5, 10, 15, 20]
    assert [n for n, hit in enumerate(count, 1) if hit] == [1, 2]


def test_a_window_of_time():
    """From its start, and not at its end; counted from the first occasion."""
    found = occasions(Faults([Rule(Drop(), when=When(start=5, end=8))]), start=100)

    assert [n for n, hit in enumerate(found) if hit] == [5, 6, 7]


def test_one_rule_waits_for_another():
    """After an event: another rule has struck."""
    faults = Faults(
        [
            Rule(Drop(), when=When(after="first"), id="second"),
            Rule(Delay(1), when=When(nth=4), id="first"),
        ]
    )
    found = occasions(faults, 8)

    assert [n for n, hit in enumerate(found, 1) if hit] == [4, 5, 6, 7, 8]
    assert faults.struck("first") == 1


def test_rules_match_by_globs():
    """All that are given must fit."""
    match = Match(surface="p*", channel="books*", inst_id="BTC-*", connection=2)

    assert match.fits(Occasion("push", "public", 2, "", "books5", "BTC-USDT"))
    assert not match.fits(Occasion("push", "business", 2, "", "books5", "BTC-USDT"))
    assert not match.fits(Occasion("push", "public", 3, "", "books5", "BTC-USDT"))
    assert not match.fits(Occasion("push", "public", 2, "", "trades", "BTC-USDT"))
    assert not match.fits(Occasion("push", "public", 2, "", "books", "ETH-USDT"))


@given(seed=st.integers(0, 1000), p=st.sampled_from([0.1, 0.5, 0.9]))
@settings(max_examples=20)
def test_chance_repeats_itself(seed, p):
    """The same seed, rules and occasions strike the same."""
    one, other = (
        occasions(
            Faults([Rule(Drop(), p=p, id="x"), Rule(Delay(1), p=p, id="y")], seed)
        )
        for _ in range(2)
    )

    assert one == other


def test_chance_of_a_rule_is_its_own():
    """Another rule beside it changes nothing."""
    alone = Faults([Rule(Drop(), p=0.5, id="x")], 3)
    beside = Faults([Rule(Delay(1), p=0.5, id="y"), Rule(Drop(), p=0.5, id="x")], 3)
    for faults in (alone, beside):
        occasions(faults, 100)

    assert alone.struck("x") == beside.struck("x") > 0


def test_rules_come_and_go():
    """By their ids; two cannot share one."""
    faults = Faults()
    assert not faults
    name = faults.add(Rule(Drop()))
    assert [rule.id for rule in faults.in_force()] == [name]
    with pytest.raises(InvalidArgument):
        faults.add(Rule(Drop(), id=name))

    faults.remove(name)
    faults.remove(name)
    assert not faults


def test_every_action_has_a_name():
    """As plans write them."""
    assert {"seq_gap", "half_open", "conn_count_error", "drop", "lookup_lag"} <= set(
        ACTIONS
    )
    assert len(ACTIONS) == 25


def test_without_rules_nothing_goes_wrong():
    """Off by default."""
    client = talker()
    client.subscribe("books", BTC)
    client.wait(1)

    assert client.streams.faults.began is None
