"""Pushes against those that were captured from the exchange."""

import json

import pytest
from talks import MARKET, NOON, logged_in, pushes, talker

from okx_sdk.channels.business import BusinessChannels
from okx_sdk.channels.public import PublicChannels
from okx_sdk.protocol.codec import converter
from okx_sdk.sandbox.expiries import first_after

SWAP, FAMILY = {"instId": "BTC-USDT-SWAP"}, {"instFamily": "BTC-USD"}
SPOT = {"instId": "BTC-USDT"}
SHAPES = {
    "books": SPOT,
    "books5": SPOT,
    "bbo-tbt": SPOT,
    "books-l2-tbt": SPOT,
    "trades": SPOT,
    "trades-all": SPOT,
    "tickers": SPOT,
    "candle1D": SPOT,
    "index-candle30m": {"instId": "BTC-USD"},
    "mark-price-candle1D": SWAP,
    "mark-price": SWAP,
    "index-tickers": SPOT,
    "funding-rate": SWAP,
    "open-interest": SWAP,
    "price-limit": SWAP,
    "opt-summary": FAMILY,
    "option-trades": {"instType": "OPTION", **FAMILY},
    "estimated-price": {"instType": "FUTURES", **FAMILY},
    "instruments": {"instType": "FUTURES"},
}
ADDED = {  # since the samples were made
    "trades": {"source", "seqId"},
    "trades-all": {"source"},
    "funding-rate": {"prevFundingTime"},
}
BUSINESS = ("candle", "index-candle", "mark-price-candle", "trades-all")


def pushed(channel: str) -> list:
    """What our sandbox pushes, around an expiry so that there is all of it."""
    surface = "business" if channel.startswith(BUSINESS) else "public"
    expiry = first_after(int(NOON * 1000)) / 1000
    client = (logged_in if "l2" in channel else talker)(surface)
    client.now = expiry - 3
    if channel.startswith("books-l2"):
        client.now = NOON
    client.talk.tick(NOON)
    client.talk.outgoing()
    client = talker(surface, now=expiry - 3) if "l2" not in channel else client
    return pushes(client.subscribe(channel, **SHAPES[channel]) + client.wait(6))


def documented(okx_v5, channel: str) -> dict:
    """The newest sample of the documentation that has data."""
    folder = okx_v5 / "samples" / "ws"
    for path in sorted(folder.glob(f"{channel}*--*.json"), reverse=True):
        message = json.loads(path.read_text("utf-8"))
        is_push = isinstance(message, dict) and message.get("data")
        if is_push and message["arg"]["channel"] == channel and "--docs" in path.name:
            return message
    for path in sorted(folder.glob(f"{channel}*--*.json")):
        message = json.loads(path.read_text("utf-8"))
        if isinstance(message, dict) and message.get("data"):
            return message
    raise AssertionError(f"no sample of {channel}")


@pytest.mark.parametrize("channel", sorted(SHAPES))
def test_pushes_have_the_shape_of_the_exchanges(channel, okx_v5):
    """The same words, of the same kinds, in the envelope and in each row."""
    sample = documented(okx_v5, channel)
    found = pushed(channel)
    row, theirs = found[-1]["data"][0], sample["data"][0]

    assert set(found[-1]) == set(sample)
    if isinstance(theirs, list):
        assert len(row) == len(theirs)
        assert {type(value) for value in row} == {str}
        return
    missing = set(theirs) - set(row)
    assert missing <= {"uly", "category"}
    if channel == "books-l2-tbt":  # captured before sequence numbers
        row = {k: v for k, v in row.items() if k in theirs}
    if channel != "instruments":
        assert set(row) - set(theirs) <= ADDED.get(channel, set())
    for name in set(row) & set(theirs):
        assert type(row[name]) is type(theirs[name]), name


@pytest.mark.parametrize("channel", sorted(SHAPES))
def test_pushes_are_read_by_the_clients_models(channel):
    """Every row becomes what the channel is declared to bring."""
    declared = {
        method.channel.name: method.channel
        for section in (PublicChannels, BusinessChannels)
        for base in section.__mro__
        for method in vars(base).values()
        if hasattr(method, "channel")
    }
    family = channel
    for name in ("index-candle", "mark-price-candle", "candle"):
        if channel.startswith(name):
            family = f"{name}{{bar}}"
            break
    model = declared[family].model
    for push in pushed(channel):
        for row in push["data"]:
            # An object is read together with its argument.
            whole = {**push["arg"], **row} if isinstance(row, dict) else row
            assert converter.structure(whole, model) is not None


def test_rpi_books_have_four_columns_that_mean_something():
    """Price, all of it, what is not RPI, and the number of orders; no checksum."""
    push = talker().subscribe("books-rpi", "BTC-USDT")[1]
    (row,) = push["data"]

    assert "checksum" not in row
    assert all(level[1] == level[2] != "0" for level in row["bids"])


def test_every_event_has_the_words_of_the_samples(okx_v5):
    """Acknowledgements, refusals, logins, counts and notices."""
    folder = okx_v5 / "samples" / "ws"
    samples = {}
    for path in folder.glob("*.json"):
        message = json.loads(path.read_text("utf-8"))
        if isinstance(message, dict) and "event" in message:
            samples.setdefault(message["event"], set()).update(message)
    client = talker("private")
    said = client.log_in()
    said += client.subscribe("orders", instType="SPOT") + client.ask("x", {})
    said += client.ask("unsubscribe", {"channel": "orders", "instType": "SPOT"})
    client.streams.announce_upgrade(client.now)
    said += client.heard()
    words = client.talk.words
    said.append(json.loads(words.count("orders", 30, is_error=True)))
    events = {message["event"]: set(message) for message in said if "event" in message}

    assert set(events) == set(samples)
    for name, found in events.items():
        assert found == samples[name] - {"id"}, name


def test_the_market_of_the_tests_is_open():
    """All of the instruments above trade at noon."""
    assert MARKET.instrument("BTC-USDT-SWAP", int(NOON * 1000)) is not None
