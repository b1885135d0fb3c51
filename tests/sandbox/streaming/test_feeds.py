"""What flows on each channel: cadence, order, and agreement with the market."""

from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from talks import (
    MARKET,
    NOON,
    BookOf,
    Talker,
    logged_in,
    pushes,
    streams_of,
    talker,
    true_levels,
)

from okx_sdk.sandbox.bars import BARS, next_open, open_of
from okx_sdk.sandbox.expiries import first_after
from okx_sdk.sandbox.numbers import plain

BTC = "BTC-USDT"
NOON_MS = int(NOON * 1000)


def stamps(messages):
    return [int(message["data"][0]["ts"]) for message in messages]


# Books.


@pytest.mark.parametrize(
    ("channel", "depth"),
    [
        ("books", 400),
        ("books-l2-tbt", 400),
        ("books50-l2-tbt", 50),
        ("books-rpi", 400),
    ],
)
def test_a_book_followed_is_the_markets(channel, depth):
    """At every sequence number, what a client holds is the market's book."""
    client, book = logged_in("public"), BookOf()
    for push in pushes([*client.subscribe(channel, BTC), *client.wait(3)]):
        book.take(push)

        assert book.levels() == true_levels(BTC, book.seq, depth)
    assert book.seq > NOON * 10


def test_a_late_subscriber_joins_the_chain():
    """A snapshot in mid-stream is followed by the updates that others get."""
    streams = streams_of()
    early, late, book = Talker(streams, "public"), Talker(streams, "public"), BookOf()
    early.subscribe("books", BTC)
    early.wait(3.05)
    late.now = early.now
    for push in pushes(late.subscribe("books", BTC) + late.wait(2)):
        book.take(push)

    assert book.levels() == true_levels(BTC, book.seq, 400)


def test_updates_come_on_tenths_of_seconds_with_a_dead_checksum():
    """At most ten a second, `checksum` 0, and sizes of 0 for what goes."""
    client = talker()
    client.subscribe("books", BTC)
    found = pushes(client.wait(10))

    assert 30 < len(found) <= 100
    assert {ts % 100 for ts in stamps(found)} == {0}
    assert {push["data"][0]["checksum"] for push in found} == {0}
    assert all(push["action"] == "update" for push in found)


def test_a_quiet_book_says_that_it_lives_each_minute():
    """An empty update whose prevSeqId and seqId are the last."""
    expiry = first_after(NOON_MS)
    name = next(
        i.inst_id
        for i in MARKET.instruments(NOON_MS, "FUTURES")
        if i.exp_time == expiry
    )
    client, book = talker(now=expiry / 1000 - 1), BookOf()
    found = pushes(client.subscribe("books", name))
    found += pushes(client.wait(1.5))  # it expires, and all its levels go
    for push in found:
        book.take(push)
    client.say("ping")
    seconds = 0
    quiet = []
    while not quiet:
        quiet = pushes(client.wait(20))
        client.say("ping")
        seconds += 20

    (row,) = quiet[0]["data"]
    assert seconds == 60
    assert (row["asks"], row["bids"]) == ([], [])
    assert row["prevSeqId"] == row["seqId"] == book.seq


@pytest.mark.parametrize(("channel", "depth"), [("books5", 5), ("bbo-tbt", 1)])
def test_shallow_books_are_whole_each_time(channel, depth):
    """No action, the best levels as they are, pushed only when they are others."""
    client = talker()
    found = pushes(client.subscribe(channel, BTC) + client.wait(5))
    for push in found:
        (row,) = push["data"]
        book = BookOf()
        book.take(
            {"action": "snapshot", "data": [{**row, "prevSeqId": -1}]},
        )
        assert book.levels() == true_levels(BTC, row["seqId"], depth)
        assert "action" not in push
    rows = [(push["data"][0]["bids"], push["data"][0]["asks"]) for push in found]

    assert all(one != other for one, other in pairwise(rows))


def test_books_of_one_moment_come_in_a_fixed_order():
    """The best first, then by depth, however they were asked for."""
    client = logged_in("public")
    names = ["books5", "books", "books50-l2-tbt", "bbo-tbt"]
    for name in names:
        client.subscribe(name, BTC)
    order = ["bbo-tbt", "books50-l2-tbt", "books", "books5"]
    by_time = {}
    for push in pushes(client.wait(3)):
        by_time.setdefault(push["data"][0]["ts"], []).append(push["arg"]["channel"])

    assert any(len(names) == 4 for names in by_time.values())
    assert all(sorted(names, key=order.index) == names for names in by_time.values())


# Trades and tickers.


def test_trades_are_those_of_the_history():
    """Each once, in order, at its own time, with the same numbers."""
    client = talker()
    client.subscribe("trades", BTC)
    found = [push["data"][0] for push in pushes(client.wait(10))]
    inst = MARKET.instrument(BTC, NOON_MS)
    true = MARKET.trades_between(inst, NOON_MS + 1, NOON_MS + 10_001)

    assert [row["tradeId"] for row in found] == [str(t.trade_id) for t in true]
    assert [row["px"] for row in found] == [plain(t.px) for t in true]
    assert [row["sz"] for row in found] == [plain(t.sz) for t in true]
    assert {row["count"] for row in found} == {"1"}


def test_a_trade_comes_when_it_happens():
    """Not a moment before its ts, and at once then."""
    client = talker()
    client.subscribe("trades", BTC)
    inst = MARKET.instrument(BTC, NOON_MS)
    first = MARKET.trades_between(inst, NOON_MS + 1, NOON_MS + 5_000)[0]
    wait = (first.ts - NOON_MS) / 1000

    assert pushes(client.wait(wait - 0.002)) == []
    assert len(pushes(client.wait(0.002))) == 1


def test_both_trade_channels_agree():
    """One has counts and sequence numbers, the other has not."""
    streams = streams_of()
    one, other = Talker(streams, "public"), Talker(streams, "business")
    one.subscribe("trades", BTC)
    other.subscribe("trades-all", BTC)
    first = [push["data"][0] for push in pushes(one.wait(5))]
    second = [push["data"][0] for push in pushes(other.wait(5))]

    assert [row["tradeId"] for row in first] == [row["tradeId"] for row in second]
    assert set(first[0]) - set(second[0]) == {"count", "seqId"}


def test_tickers_come_with_trades_and_best_quotes():
    """At most ten a second, and each as the market would show it then."""
    client = talker()
    found = pushes(client.subscribe("tickers", BTC) + client.wait(10))
    inst = MARKET.instrument(BTC, NOON_MS)

    assert 10 < len(found) < 100
    for push in found[:20]:
        (row,) = push["data"]
        true = MARKET.ticker(inst, int(row["ts"]))
        assert (row["last"], row["askPx"]) == (plain(true.last), plain(true.ask_px))
        assert row["vol24h"] == plain(true.vol24h)


# Candles.


@given(
    bar=st.sampled_from(["1s", "1m", "3m", "1H", "1D", "1Dutc"]),
    back=st.integers(1, 90),
)
@settings(max_examples=15, deadline=None)
def test_a_bar_is_confirmed_once_and_as_history_has_it(bar, back):
    """Forming until it ends, then confirmed, then the next one opens."""
    ends = next_open(bar, NOON_MS)
    client = talker("business", now=ends / 1000 - back / 10)
    client.subscribe(f"candle{bar}", BTC)
    rows = [push["data"][0] for push in pushes(client.wait(back / 10 + 2.5))]
    inst = MARKET.instrument(BTC, NOON_MS)
    confirmed = [row for row in rows if row[-1] == "1"]
    opened = [int(row[0]) for row in confirmed]

    assert len(set(opened)) == len(opened) >= 1
    assert opened[0] == open_of(bar, ends - 1 - (back * 100 if bar == "1s" else 0))
    for row in confirmed:
        true = MARKET.candle(inst, bar, int(row[0]), int(client.now * 1000) + 60_000)
        assert row[1:5] == [
            plain(px) for px in (true.open, true.high, true.low, true.close)
        ]
        assert row[5:8] == [
            plain(v) for v in (true.vol, true.vol_ccy, true.vol_ccy_quote)
        ]
    assert all(int(a[0]) <= int(b[0]) for a, b in pairwise(rows))


def test_a_bar_is_not_touched_once_it_is_confirmed():
    """After the confirmation only later bars are pushed."""
    client = talker("business")
    client.subscribe("candle1m", BTC)
    client.say("ping")
    rows = [push["data"][0] for push in pushes(client.wait(25))]
    client.say("ping")
    rows += [push["data"][0] for push in pushes(client.wait(100))]
    done = set()
    for row in rows:
        assert row[0] not in done
        if row[-1] == "1":
            done.add(row[0])

    assert len(done) == 2


@pytest.mark.parametrize(
    ("channel", "inst_id"),
    [("index-candle1m", "BTC-USD"), ("mark-price-candle1m", "BTC-USDT-SWAP")],
)
def test_price_candles_have_no_volume(channel, inst_id):
    """Six columns; confirmed once, as history has them."""
    client = talker("business", now=NOON + 50)
    client.subscribe(channel, inst_id)
    rows = [push["data"][0] for push in pushes(client.wait(15))]
    confirmed = [row for row in rows if row[-1] == "1"]
    inst, now = MARKET.instrument("BTC-USDT-SWAP", NOON_MS), NOON_MS + 120_000
    if channel.startswith("index"):
        page = MARKET.index_candles(inst_id, "1m", now, after=NOON_MS + 1, limit=1)
    else:
        page = MARKET.mark_candles(inst, "1m", now, after=NOON_MS + 1, limit=1)

    assert {len(row) for row in rows} == {6}
    assert [row[:5] for row in confirmed] == [
        [
            str(NOON_MS),
            *(plain(px) for px in (c.open, c.high, c.low, c.close)),
        ]
        for c in page
    ]


@pytest.mark.parametrize("bar", sorted(BARS))
def test_every_bar_has_its_channel(bar):
    """From a second to three months, each begins with the bar that is forming."""
    client = talker("business")
    ack, opening = client.subscribe(f"candle{bar}", BTC)

    assert ack["event"] == "subscribe"
    assert opening["data"][0][0] == str(open_of(bar, NOON_MS))
    assert opening["data"][0][-1] == "0"


# Figures.


@pytest.mark.parametrize(
    ("channel", "words", "least", "most", "step"),
    [
        ("mark-price", {"instId": "BTC-USDT-SWAP"}, 200, 10_000, 200),
        ("index-tickers", {"instId": "BTC-USDT"}, 100, 60_000, 100),
        ("price-limit", {"instId": "BTC-USDT-SWAP"}, 200, None, 200),
        ("open-interest", {"instId": "BTC-USDT-SWAP"}, 3_000, None, 3_000),
        ("funding-rate", {"instId": "BTC-USDT-SWAP"}, 30_000, 90_000, None),
        ("opt-summary", {"instFamily": "BTC-USD"}, 1_000, None, 1_000),
    ],
)
def test_figures_keep_their_cadence(channel, words, least, most, step):
    """Not oftener than documented, and no longer silent."""
    client = talker()
    found = pushes(client.subscribe(channel, **words))
    for _ in range(10 if step is None else 1):
        found += pushes(client.wait(25))
        client.say("ping")
    times = stamps(found)
    gaps = [b - a for a, b in pairwise(times)]

    assert len(found) >= 3
    assert min(gaps) >= least
    assert most is None or max(gaps) <= most
    assert step is None or all(ts % step == 0 for ts in times)


def test_a_mark_price_that_stands_still_is_said_each_ten_seconds():
    """The longest silence of an option's mark is ten seconds."""
    name = MARKET.instruments(NOON_MS, "OPTION")[0].inst_id
    client = talker()
    found = pushes(client.subscribe("mark-price", name) + client.wait(29))
    times = stamps(found)

    assert max(b - a for a, b in pairwise(times)) <= 10_000


def test_option_trades_of_a_family_come_in_order():
    """All options of the family on one subscription."""
    client = talker()
    client.subscribe("option-trades", instType="OPTION", instFamily="BTC-USD")
    found = pushes(client.wait(10))
    times = stamps(found)

    assert len(found) > 5
    assert times == sorted(times)
    assert {push["data"][0]["instFamily"] for push in found} == {"BTC-USD"}


def test_instruments_are_told_of_when_they_change():
    """No list at first; at an expiry, what goes and what is listed anew."""
    expiry = first_after(NOON_MS)
    client = talker(now=expiry / 1000 - 5)
    silent = pushes(client.subscribe("instruments", instType="FUTURES"))
    (push,) = pushes(client.wait(10))
    states = {row["state"] for row in push["data"]}
    gone = {row["instId"] for row in push["data"] if row["state"] == "expired"}

    assert silent == []
    assert states == {"live", "expired"}
    assert gone == {
        i.inst_id
        for i in MARKET.instruments(expiry - 1, "FUTURES")
        if i.exp_time == expiry
    }


def test_an_estimated_price_comes_in_the_last_half_hour():
    """Silent before; then the settlement price of what is about to expire."""
    expiry = first_after(NOON_MS)
    words = {"instType": "FUTURES", "instFamily": "BTC-USD"}
    early = talker(now=expiry / 1000 - 3_600)
    late = talker(now=expiry / 1000 - 60)
    assert pushes(early.subscribe("estimated-price", **words)) == []
    (push,) = pushes(late.subscribe("estimated-price", **words))
    (row,) = push["data"]
    inst = MARKET.instrument(row["instId"], expiry - 60_000)

    assert inst.exp_time == expiry
    assert Decimal(row["settlePx"]) == MARKET.settlement_price(inst, expiry - 60_000)


# Sharing.


def test_one_text_is_shared():
    """Those who ask the same are handed the very same object."""
    streams = streams_of()
    one, other = Talker(streams, "public"), Talker(streams, "public")
    for client in (one, other):
        client.subscribe("books", BTC)
    one.talk.tick(NOON + 1)
    first, second = one.talk.outgoing(), other.talk.outgoing()

    assert len(first) > 3
    assert all(a is b for a, b in zip(first, second, strict=True))


def test_a_feed_without_subscribers_is_gone():
    """Nothing is walked for nobody."""
    client = talker()
    client.subscribe("books", BTC)
    client.ask("unsubscribe", {"channel": "books", "instId": BTC})

    assert client.streams.house.hub.count == 0
    assert pushes(client.wait(2)) == []


def test_the_same_seed_and_time_say_the_same():
    """Two sandboxes that are asked the same at the same time cannot be told apart."""
    said = []
    for _ in range(2):
        client = talker()
        found = client.subscribe("books", BTC) + client.subscribe("tickers", BTC)
        said.append(found + client.wait(5))

    assert said[0] == said[1]
