"""The WebSocket conversation, pure: what is wanted and what is on the wire agree."""

from __future__ import annotations

import json
import random

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from okx_sdk.protocol.channel import key_of
from okx_sdk.protocol.events import (
    Dead,
    Failed,
    Live,
    LoggedIn,
    LoggedOut,
    LoginFailed,
    Notice,
    Push,
    Reply,
    Stale,
)
from okx_sdk.protocol.ledger import ACK_WITHIN
from okx_sdk.protocol.session import Session
from okx_sdk.protocol.wire import BUDGET, MOST_BYTES

TRADES = {"channel": "trades", "instId": "BTC-USDT"}
BOOKS = {"channel": "books", "instId": "BTC-USDT"}
ORDERS = {"channel": "orders", "instType": "ANY"}


def sent(session):
    return [
        text if text == "ping" else orjson.loads(text) for text in session.outgoing()
    ]


def ack(session, event, arg, now=0.0, **extra):
    message = {"event": event, "arg": {**arg, **extra}, "connId": "x"}
    return session.receive(orjson.dumps(message).decode(), now)


def live(*args, **options):
    session = Session(0.0)
    for arg in args:
        session.want(arg, **options)
    session.outgoing()
    for arg in args:
        ack(session, "subscribe", arg)
    return session


def test_a_ping_goes_out_on_schedule_though_data_flow():
    """N8: a one-way partition shows only if pings are sent whatever arrives."""
    session = live(TRADES)
    push = orjson.dumps({"arg": TRADES, "data": [{}]}).decode()
    for second in range(1, 15):
        session.receive(push, float(second))

    session.tick(15.0)

    assert sent(session) == ["ping"]


def test_a_missing_pong_ends_the_connection():
    """N7: a half-open connection is seen within 15 + 5 seconds."""
    session = Session(0.0)
    session.tick(15.0)

    assert session.wake_at() == 20.0
    assert session.tick(20.0) == [Dead("no pong came")]


def test_a_pong_in_time_keeps_it():
    session = Session(0.0)
    session.tick(15.0)
    session.receive("pong", 16.0)

    assert session.tick(20.0) == []
    assert session.wake_at() == 30.0


def test_all_wants_go_out_in_one_message():
    session = Session(0.0)
    session.want(TRADES)
    session.want(BOOKS)

    (message,) = sent(session)

    assert message["op"] == "subscribe"
    assert message["args"] == [TRADES, BOOKS]


def test_an_ack_makes_it_live_once():
    session = Session(0.0)
    session.want(TRADES)
    session.outgoing()

    assert ack(session, "subscribe", TRADES) == Live(key_of(TRADES))
    assert session.is_quiet
    assert ack(session, "subscribe", TRADES) is None


def test_an_echo_with_more_words_is_known():
    """Account channels add a uid, old servers an instType."""
    session = Session(0.0)
    session.want(TRADES)
    session.outgoing()

    assert ack(session, "subscribe", TRADES, uid="1", instType="SPOT") == Live(
        key_of(TRADES)
    )


def test_a_late_unsubscribe_ack_does_not_remove_what_is_wanted_again():
    """Wanted again while its unsubscription is under way: it is subscribed after it."""
    session = live(TRADES)
    session.drop(key_of(TRADES))
    (message,) = sent(session)
    session.want(TRADES)

    assert message["op"] == "unsubscribe"
    assert sent(session) == []
    assert ack(session, "unsubscribe", TRADES) is None
    (again,) = sent(session)
    assert again["op"] == "subscribe"
    assert ack(session, "subscribe", TRADES) == Live(key_of(TRADES))


def test_private_channels_wait_for_the_login():
    """P6: nothing private is said before the login is accepted."""
    session = Session(0.0)
    session.want(ORDERS, login=True)
    session.want(TRADES)
    session.log_in({"apiKey": "k"})

    first = sent(session)
    event = session.receive('{"event":"login","code":"0"}', 1.0)
    second = sent(session)

    assert [m["op"] for m in first] == ["login", "subscribe"]
    assert first[1]["args"] == [TRADES]
    assert event == LoggedIn()
    assert [m["args"] for m in second] == [[ORDERS]]


def test_a_login_that_is_not_answered_ends_the_connection():
    """P6: never answered; ten seconds, then another connection."""
    session = Session(0.0)
    session.log_in({"apiKey": "k"})

    assert session.tick(10.0) == [Dead("the login was not answered")]


@pytest.mark.parametrize("code", ["60004", "60005", "60006", "60007", "60009", "60024"])
def test_a_refused_login_is_told(code):
    """P3, P4, P5: the engine decides whether it may be tried again."""
    session = Session(0.0)
    session.log_in({"apiKey": "k"})

    event = session.receive(f'{{"event":"error","code":"{code}","msg":"no"}}', 1.0)

    assert event == LoginFailed(code, "no")


FORGOTTEN = '{"event":"error","code":"60011","msg":"Please log in"}'


def logged_in():
    """A session with a public and a private channel live, at 2 s."""
    session = Session(0.0)
    session.want(ORDERS, login=True)
    session.want(TRADES)
    session.log_in({"apiKey": "k"})
    sent(session)
    session.receive('{"event":"login","code":"0"}', 1.0)
    sent(session)
    ack(session, "subscribe", TRADES, 2.0)
    ack(session, "subscribe", ORDERS, 2.0)
    return session


def test_a_login_that_is_forgotten_is_made_once_more_and_what_needs_it_comes_anew():
    """P7: on the same connection; what needs none is left alone; then it is no good."""
    session = logged_in()
    nothing = session.receive(FORGOTTEN, 9.0)
    waits = session.wake_at()
    (event,) = session.tick(9.0)
    before = sent(session)
    session.log_in({"apiKey": "k"})
    login = sent(session)
    session.receive('{"event":"login","code":"0"}', 10.0)
    after = sent(session)
    answer = ack(session, "subscribe", ORDERS, 11.0)
    session.receive(FORGOTTEN, 12.0)

    assert (nothing, waits) == (None, 9.0)
    assert event == LoggedOut((key_of(ORDERS),), since=2.0)
    assert before == []
    assert [m["op"] for m in login] == ["login"]
    assert [m["args"] for m in after] == [[ORDERS]]
    assert answer == Live(key_of(ORDERS))
    assert session.tick(12.0) == [Dead("the login was forgotten twice")]


@pytest.mark.parametrize("form", ['"op":"order","data":[]', '"event":"error"'])
def test_an_operation_for_which_one_is_not_logged_in_has_its_answer(form):
    """P7: it was not looked at, and its sender is told so in either form."""
    session = logged_in()
    session.operate("order", "op1", [{}])
    event = session.receive(f'{{"id":"op1",{form},"code":"60011","msg":"log in"}}', 5.0)

    assert isinstance(event, Reply)
    assert (event.id, event.message["code"]) == ("op1", "60011")
    assert session.tick(5.0) == [LoggedOut((key_of(ORDERS),), since=2.0)]


def test_what_was_asked_before_the_login_was_missed_says_nothing_of_the_next():
    """P7: each of several requests is answered by 60011; that is one loss."""
    session = logged_in()
    session.want(BOOKS, login=True)
    (asked,) = sent(session)
    late = orjson.dumps({**orjson.loads(FORGOTTEN), "id": asked["id"]}).decode()
    session.receive(FORGOTTEN, 5.0)
    session.tick(5.0)
    session.log_in({"apiKey": "k"})
    sent(session)
    event = session.receive(late, 6.0)
    session.receive('{"event":"login","code":"0"}', 7.0)

    assert event == Failed((), "60011", "Please log in")
    assert session.is_logged_in
    assert [m["args"] for m in sent(session)] == [[ORDERS, BOOKS]]


def test_a_channel_for_which_one_never_logged_in_is_refused():
    """P7: 60011 without a login is a refusal, and none to be tried for ever."""
    session = Session(0.0)
    session.want(TRADES)
    (asked,) = sent(session)
    said = orjson.dumps({**orjson.loads(FORGOTTEN), "id": asked["id"]}).decode()

    assert session.receive(said, 1.0) == Failed(
        (key_of(TRADES),), "60011", "Please log in"
    )


def refused_as_wholes(count, bad):
    """A session whose requests with any bad argument are refused, and none is named."""
    args = [{"channel": "trades", "instId": f"C{n}-USDT"} for n in range(count)]
    session, requests, failed = Session(0.0), 0, []
    for arg in args:
        session.want(arg)
    while messages := sent(session):
        requests += len(messages)
        for message in messages:
            if any(args.index(arg) in bad for arg in message["args"]):
                text = {"event": "error", "code": "60018", "msg": "no"}
                text["id"] = message["id"]
                failed.append(session.receive(orjson.dumps(text).decode(), 0.0))
            else:
                for arg in message["args"]:
                    ack(session, "subscribe", arg)
            failed += session.tick(0.0)
    assert session.is_quiet
    keys = [key for event in failed if isinstance(event, Failed) for key in event.keys]
    assert all(event.code == "60018" for event in failed)
    return sorted(dict(key)["instId"] for key in keys), requests - 1


@pytest.mark.parametrize("count", [2, 3, 64, 100])
def test_one_bad_argument_of_a_hundred_fails_alone(count):
    """P9: found by halves in at most eight more requests, wherever it is."""
    for bad in range(count):
        failed, more = refused_as_wholes(count, {bad})

        assert failed == [f"C{bad}-USDT"]
        assert more <= 8


@given(st.sets(st.integers(0, 39), max_size=40))
def test_any_number_of_bad_arguments_fail_and_no_other(bad):
    """P9: whatever is bad is found, and the rest lives."""
    failed, _ = refused_as_wholes(40, bad)

    assert failed == sorted(f"C{n}-USDT" for n in bad)


def test_a_bad_argument_that_is_named_fails_at_once():
    session = Session(0.0)
    session.want(TRADES)
    session.want(BOOKS)
    (message,) = sent(session)
    said = "Wrong URL or channel:trades,instId:BTC-USDT doesn't exist"

    text = {"event": "error", "code": "60018", "msg": said, "id": message["id"]}
    ack(session, "subscribe", BOOKS)
    event = session.receive(orjson.dumps(text).decode(), 0.0)

    assert event == Failed((key_of(TRADES),), "60018", said)


def test_too_often_is_asked_again_later():
    """P10: 60014 is answered by a pause, not by more of it."""
    session = Session(0.0)
    session.want(TRADES)
    (message,) = sent(session)
    text = {"event": "error", "code": "60014", "msg": "slow", "id": message["id"]}

    session.receive(orjson.dumps(text).decode(), 1.0)

    assert sent(session) == []
    session.tick(1.0 + ACK_WITHIN)
    assert [m["op"] for m in sent(session) if m != "ping"] == ["subscribe"]


def test_the_hours_budget_is_never_passed():
    """P10: at most 480 requests an hour, whatever is wanted."""
    session = Session(0.0)
    requests = 0
    for n in range(600):
        session.want({"channel": "trades", "instId": f"{n}-USDT"})
        requests += len(sent(session))

    assert requests == BUDGET
    assert session.budget(3_601.0) == BUDGET


def test_no_message_passes_64_kilobytes():
    session = Session(0.0)
    for n in range(3_000):
        session.want({"channel": "trades", "instId": f"COIN{n}-USDT-SWAP"})

    texts = session.outgoing()

    assert len(texts) > 1
    assert max(map(len, texts)) <= MOST_BYTES + 100


def test_an_unanswered_subscription_is_asked_twice_and_then_elsewhere():
    """S4: ten seconds, once more, then another connection."""
    session = Session(0.0)
    session.want(TRADES)
    sent(session)

    assert session.tick(10.0) == []
    assert [m["op"] for m in sent(session)] == ["subscribe"]
    assert session.tick(14.0) == []
    session.tick(15.0)
    session.receive("pong", 15.1)
    assert session.tick(20.0) == [Dead("a subscription was not answered, twice")]


def test_a_channel_with_a_cadence_may_not_be_silent():
    """S1, S3: acknowledged and never any data, though pongs flow."""
    session = live(BOOKS, stale_after=75.0)
    for now in (15.0, 30.0, 45.0, 60.0):
        session.tick(now)
        session.receive("pong", now + 0.1)
    sent(session)

    assert session.tick(74.9) == []
    assert session.tick(75.0) == [Stale(key_of(BOOKS))]
    assert [m["op"] for m in sent(session) if m != "ping"] == ["unsubscribe"]


def test_a_notice_is_told():
    """P11: the exchange announces that it will close."""
    event = Session(0.0).receive('{"event":"notice","code":"64008","msg":"soon"}', 1.0)

    assert event == Notice("64008", "soon")


def test_too_many_connections_of_a_channel_are_a_failure_after_the_ack():
    """P12: channel-conn-count-error."""
    session = live(ORDERS, TRADES)

    event = session.receive(
        '{"event":"channel-conn-count-error","channel":"orders","connCount":"31"}', 1.0
    )

    assert event.keys == (key_of(ORDERS),)
    assert event.code == "channel-conn-count-error"


@pytest.mark.parametrize("code", ["60023", "63999", "64007"])
def test_a_service_fault_ends_the_connection(code):
    """P12: an internal fault of the exchange."""
    event = Session(0.0).receive(f'{{"event":"error","code":"{code}","msg":"x"}}', 1.0)

    assert isinstance(event, Dead)


def test_an_operation_is_answered_by_its_id():
    session = Session(0.0)
    session.operate("order", "7", [{"instIdCode": 1}], expTime="9")

    (message,) = sent(session)
    event = session.receive('{"id":"7","op":"order","code":"0","data":[]}', 1.0)

    assert message == {
        "id": "7",
        "op": "order",
        "expTime": "9",
        "args": [{"instIdCode": 1}],
    }
    assert isinstance(event, Reply)
    assert event.id == "7"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "nonsense",
        "{}",
        '{"event":"new"}',
        '{"op":"x"}',
        b"\xff",
        "1",
        "[" * 9_999,
    ],
)
def test_what_is_unknown_is_counted_and_survived(text):
    """P13, P14: unknown events, non-JSON, bad UTF-8, deep nesting."""
    session = Session(0.0)

    assert session.receive(text, 1.0) is None
    assert session.unknown == 1


@given(
    st.one_of(
        st.text(),
        st.binary(),
        st.recursive(
            st.none() | st.booleans() | st.integers() | st.text(max_size=5),
            lambda inner: (
                st.lists(inner, max_size=3)
                | st.dictionaries(
                    st.sampled_from(
                        ["event", "arg", "data", "code", "id", "op", "channel", "msg"]
                    ),
                    inner,
                    max_size=5,
                )
            ),
        ).map(lambda value: json.dumps(value).encode()),
    )
)
def test_no_message_breaks_the_session(text):
    """P13: any frame at all; the session lives and still answers."""
    session = live(TRADES)

    session.receive(text, 1.0)
    session.tick(15.0)

    assert "ping" in session.outgoing()


@given(st.integers(0, 10_000))
def test_wanted_and_wire_agree_after_quiescence(seed):
    """Whatever the order of wants, drops, refreshes, answers and delays."""
    chance = random.Random(seed)
    args = [{"channel": "trades", "instId": f"{n}-USDT"} for n in range(4)]
    session, wire, wanted, pending, now = Session(0.0), set(), set(), [], 0.0

    def carry():
        pending.extend(m for m in sent(session) if m != "ping")

    def answer():
        message = pending.pop(0)
        for arg in message["args"]:
            key = key_of(arg)
            (wire.add if message["op"] == "subscribe" else wire.discard)(key)
            ack(session, message["op"], arg, now)

    for _ in range(40):
        arg = chance.choice(args)
        match chance.randrange(5):
            case 0:
                session.want(arg)
                wanted.add(key_of(arg))
            case 1:
                session.drop(key_of(arg))
                wanted.discard(key_of(arg))
            case 2:
                session.refresh(key_of(arg))
            case 3:
                carry()
            case 4 if pending:
                answer()
    for _ in range(20):
        carry()
        while pending:
            answer()

    assert session.is_quiet
    assert wire == wanted


def test_data_before_the_ack_count_as_one():
    session = Session(0.0)
    session.want(TRADES)
    sent(session)

    event = session.receive(orjson.dumps({"arg": TRADES, "data": [1]}), 1.0)

    assert isinstance(event, Push)
    assert session.is_quiet


def test_data_that_nobody_wants_are_dropped():
    session = live(TRADES)
    session.drop(key_of(TRADES))
    sent(session)
    ack(session, "unsubscribe", TRADES)

    assert session.receive(orjson.dumps({"arg": TRADES, "data": [1]}), 1.0) is None
