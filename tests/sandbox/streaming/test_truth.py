"""The record, and what it says of a client's manners."""

import pytest
from talks import MARKET, NOON, Talker, logged_in, pushes, streams_of, talker

from okx_sdk.sandbox.streaming.actions import Drop
from okx_sdk.sandbox.streaming.faults import Rule, When
from okx_sdk.sandbox.streaming.streams import Knock
from okx_sdk.sandbox.streaming.truth import Unclean

pytestmark = pytest.mark.rude  # they try what the sandbox does about it

BTC = "BTC-USDT"
NOON_MS = int(NOON * 1000)


def test_everything_is_recorded():
    """Handshakes, requests, pushes and ends."""
    client = logged_in()
    client.subscribe("account")
    client.say("ping")
    client.streams.left(client.talk, NOON + 1, 1000, "bye")
    truth = client.streams.truth

    assert [shake.status for shake in truth.handshakes] == [101]
    assert truth.connections() == [1]
    assert truth.ops(1) == ["login", "subscribe"]
    assert len(truth.pushed(1)) == 1
    assert [end.code for end in truth.ends] == [1000]
    truth.assert_clean()


def test_pushes_are_recorded_as_they_were_sent():
    """After faults have had their say."""
    client = talker()
    client.streams.faults.add(Rule(Drop(), when=When(nth=2)))
    said = pushes(client.subscribe("books", BTC) + client.wait(2))

    assert len(client.streams.truth.pushed(1)) == len(said)


def test_the_true_book_candles_and_trades():
    """As the market has them."""
    truth = talker().streams.truth
    inst = MARKET.instrument(BTC, NOON_MS)
    seq = NOON_MS // 100
    bars = truth.candles(BTC, "1m", NOON_MS + 1, NOON_MS + 300_000)
    trades = truth.trades(BTC, NOON_MS, NOON_MS + 5_000)

    assert truth.book(BTC, seq) == MARKET.book(inst, seq)
    assert [bar.ts for bar in bars] == [NOON_MS + n * 60_000 for n in range(1, 5)]
    assert all(bar.confirm for bar in bars)
    assert trades == MARKET.trades_between(inst, NOON_MS, NOON_MS + 5_000)
    with pytest.raises(KeyError):
        truth.book("NO-USDT", seq)


def test_too_many_handshakes_are_unclean():
    """Refused or not: four in a second."""
    streams = streams_of(handshakes=3)
    for part in range(4):
        streams.knock(Knock("/ws/v5/public", "here"), NOON + part * 0.3)
    with pytest.raises(Unclean, match="4 handshakes"):
        streams.truth.assert_clean()


def test_three_handshakes_in_any_second_are_clean():
    """A window that slides."""
    streams = streams_of(handshakes=3)
    for part in range(30):
        Talker(streams, "public", NOON + part * 0.334)

    streams.truth.assert_clean()


def test_too_many_requests_are_unclean():
    """More than 480 an hour on one connection."""
    client = talker()
    for _ in range(481):
        client.ask("unsubscribe", {"channel": "books", "instId": BTC})
    with pytest.raises(Unclean, match="481 requests"):
        client.streams.truth.assert_clean()


def test_a_message_too_large_is_unclean():
    """More than 64 KB."""
    client = talker()
    client.say("x" * 65_537)
    with pytest.raises(Unclean, match="65537 bytes"):
        client.streams.truth.assert_clean()


def test_private_requests_before_the_login_are_unclean():
    """Each is named."""
    client = talker("private")
    client.subscribe("account")
    with pytest.raises(Unclean, match="subscribe account without a login"):
        client.streams.truth.assert_clean()
