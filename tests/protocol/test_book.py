"""A kept book: what it makes of each message, and what it lets be read."""

from contextlib import suppress
from datetime import UTC, datetime
from decimal import Decimal
from zlib import crc32

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from okx_sdk.errors import BadRow, BookStale, InvalidArgument, OkxError
from okx_sdk.models.market import BookLevel, OrderBook, RpiBookLevel, RpiOrderBook
from okx_sdk.protocol.book import Book, Depth
from okx_sdk.protocol.book_events import (
    Applied,
    Broken,
    Fault,
    Ignored,
    KeepAlive,
    Reset,
    Why,
)

BIDS = [["99.9", "1", "0", "2"], ["99.8", "2.50", "0", "1"], ["99", "4", "0", "3"]]
ASKS = [["100.1", "3", "0", "1"], ["100.3", "1", "0", "1"], ["101", "6", "0", "9"]]
WHOLE = ("books5", "bbo-tbt", "sprd-bbo-tbt", "sprd-books5")
KEPT = ("books", "books50-l2-tbt", "books-l2-tbt", "books-rpi", "books-elp")

READS = {
    "seq_id": lambda book: book.seq_id,
    "ts": lambda book: book.ts,
    "best_bid": lambda book: book.best_bid,
    "best_ask": lambda book: book.best_ask,
    "bid": lambda book: book.bid(0),
    "ask": lambda book: book.ask(0),
    "bids": lambda book: book.bids(),
    "asks": lambda book: book.asks(),
    "depth": lambda book: book.depth,
    "__len__": len,
    "mid": lambda book: book.mid,
    "spread": lambda book: book.spread,
    "is_crossed": lambda book: book.is_crossed,
    "vwap": lambda book: book.vwap("buy", 1),
    "size_to": lambda book: book.size_to("buy", 100),
    "imbalance": lambda book: book.imbalance(),
    "checksum": lambda book: book.checksum(),
    "snapshot": lambda book: book.snapshot(),
    "to_order_book": lambda book: book.to_order_book(),
}
NEVER_STALE = {
    *("inst_id", "channel", "is_valid", "stale_reason", "apply", "invalidate", "copy"),
    *("__bool__", "__repr__"),
}


def data(bids=(), asks=(), *, prev=None, seq=None, ts=1700000000000, checksum=None):
    made = {"asks": list(asks), "bids": list(bids), "ts": str(ts)}
    ids = {"prevSeqId": prev, "seqId": seq, "checksum": checksum}
    return made | {key: value for key, value in ids.items() if value is not None}


def kept(channel="books", *, seq=10, **more):
    book = Book("BTC-USDT", channel)
    book.apply(data(BIDS, ASKS, prev=-1, seq=seq, **more), "snapshot")
    return book


def prices(levels):
    return [str(level.px) for level in levels]


def crc(*texts):
    value = crc32(":".join(texts).encode())
    return value - (1 << 32) if value >> 31 else value


# The chain


def test_a_snapshot_makes_the_book_valid():
    """Before the first snapshot nothing is served."""
    book = Book("BTC-USDT")

    event = book.apply(data(BIDS, ASKS, prev=-1, seq=10), "snapshot")

    assert event == Applied(snapshot=True)
    assert book.is_valid
    assert book.seq_id == 10
    assert book.ts == datetime(2023, 11, 14, 22, 13, 20, tzinfo=UTC)


def test_an_update_sets_adds_and_deletes_levels():
    """A size of 0 deletes; other rows set what stands at their price."""
    book = kept()
    bids = [["99.9", "0", "0", "0"], ["99.85", "7", "0", "1"], ["99", "5", "0", "4"]]

    event = book.apply(
        data(bids, [["100.2", "1", "0", "1"]], prev=10, seq=15), "update"
    )

    assert event == Applied()
    assert prices(book.bids()) == ["99.85", "99.8", "99"]
    assert book.bid(2) == BookLevel(px=Decimal(99), sz=Decimal(5), orders=4)
    assert prices(book.asks()) == ["100.1", "100.2", "100.3", "101"]
    assert book.seq_id == 15


def test_b1_a_gap_makes_the_book_invalid_at_once():
    """B1: an update that does not follow breaks the book; a snapshot alone mends it."""
    book = kept()

    event = book.apply(data([["99", "1", "0", "1"]], prev=12, seq=15), "update")

    assert event == Broken(Fault.GAP, expected=10, got=12)
    assert "follows 12, not 10" in str(event)
    assert not book.is_valid
    with pytest.raises(BookStale, match="follows 12, not 10"):
        _ = book.best_bid


def test_b1_updates_are_passed_over_until_the_snapshot():
    """B1: a broken book takes no update, not even one that seems to follow."""
    book = kept()
    book.apply(data(prev=12, seq=15), "update")

    for prev, seq in ((10, 15), (15, 16), (None, None)):
        event = book.apply(data(BIDS, prev=prev, seq=seq), "update")
        assert event == Ignored(Why.WAITING)
    assert not book.is_valid
    assert book.apply(data(BIDS, prev=-1, seq=3), "snapshot") == Applied(snapshot=True)
    assert book.asks() == ()


def test_b2_a_reset_is_applied():
    """B2: in maintenance the ids begin anew, the chain being intact."""
    book = kept(seq=15)

    event = book.apply(data([["99", "8", "0", "1"]], prev=15, seq=3), "update")

    assert event == Reset(before=15, after=3)
    assert book.bid(2).sz == 8
    assert book.apply(data(prev=3, seq=5), "update") == KeepAlive()
    assert book.seq_id == 5


def test_b3_an_empty_update_is_a_sign_of_life():
    """B3: it changes no level, and its time is the book's."""
    book = kept(seq=15)
    before = book.bids(), book.asks()

    event = book.apply(data(prev=15, seq=15, ts=1700000060000), "update")

    assert event == KeepAlive()
    assert (book.bids(), book.asks()) == before
    assert book.ts == datetime(2023, 11, 14, 22, 14, 20, tzinfo=UTC)


def test_the_documented_chain_is_valid_throughout():
    """OKX's own example: -1/10, 10/15, 15/15, 15/3, 3/5."""
    book = kept(seq=10)

    events = [
        book.apply(data(rows, prev=prev, seq=seq), "update")
        for prev, seq, rows in ((10, 15, BIDS), (15, 15, []), (15, 3, []), (3, 5, BIDS))
    ]

    assert events == [Applied(), KeepAlive(), Reset(15, 3), Applied()]
    assert book.is_valid


def test_b5_a_snapshot_always_replaces():
    """B5: also one that nobody waited for, with a smaller id."""
    book = kept(seq=10)

    event = book.apply(data([["1", "1", "0", "1"]], prev=-1, seq=4), "snapshot")

    assert event == Applied(snapshot=True)
    assert book.depth == Depth(bids=1, asks=0)
    assert book.seq_id == 4


def test_invalidation_lasts_until_the_next_snapshot():
    """A connection that is lost takes the book's validity with it."""
    book = kept()

    book.invalidate("the connection was lost")

    assert book.stale_reason == "the connection was lost"
    assert book.apply(data(BIDS, prev=10, seq=11), "update") == Ignored(Why.WAITING)
    assert book.apply(data(BIDS, prev=-1, seq=9), "snapshot") == Applied(snapshot=True)
    assert book.stale_reason is None


@pytest.mark.parametrize("channel", KEPT)
def test_without_an_action_the_id_before_tells_a_snapshot(channel):
    """Only a snapshot has -1 for the id before it."""
    book = Book("BTC-USDT", channel)

    assert book.apply(data(BIDS, prev=-1, seq=10)) == Applied(snapshot=True)
    assert book.apply(data(BIDS, prev=10, seq=11)) == Applied()
    assert book.apply(data(BIDS, seq=12)) == Broken(Fault.GAP, 11, None)


@pytest.mark.parametrize(
    ("ids", "event"),
    [
        ({}, Broken(Fault.GAP, 10, None)),
        ({"prev": 10}, Broken(Fault.UNPROVEN, 10)),
        ({"seq": 11}, Broken(Fault.GAP, 10, None)),
    ],
)
def test_an_update_that_loses_its_ids_breaks_the_book(ids, event):
    """Where there was a sequence, there must be one."""
    book = kept()

    assert book.apply(data(BIDS, **ids), "update") == event
    assert not book.is_valid


def test_without_ids_a_checksum_is_demanded():
    """A book of before 2022 is proved by checksums, or not at all."""
    book = Book("BTC-USDT")
    book.apply(data(BIDS, ASKS), "snapshot")

    event = book.apply(data([["99", "1", "0", "1"]]), "update")

    assert event == Broken(Fault.UNPROVEN)
    assert "neither" in str(event)


# Checksums

RIGHT = crc(
    "99.9", "1", "100.1", "3", "99.8", "2.50", "100.3", "1", "99", "4", "101", "6"
)


@pytest.mark.parametrize("action", ["snapshot", "update"])
@pytest.mark.parametrize("checksum", [None, 0, RIGHT, RIGHT + 1, -1])
def test_b4_a_checksum_that_is_not_0_is_verified(action, checksum):
    """B4: 0 has been sent since 2026-06-23 and says nothing; a wrong one breaks."""
    book = kept()
    levels = (BIDS, ASKS) if action == "snapshot" else ([], [])

    event = book.apply(data(*levels, prev=10, seq=10, checksum=checksum), action)

    if checksum in {None, 0, RIGHT}:
        is_snapshot = action == "snapshot"
        assert event == (Applied(snapshot=True) if is_snapshot else KeepAlive())
        assert book.checksum() == RIGHT
    else:
        assert event == Broken(Fault.CHECKSUM, expected=checksum, got=RIGHT)
        assert str(checksum) in str(event)
        assert not book.is_valid


@pytest.mark.parametrize(
    ("bids", "asks", "texts"),
    [
        ([], [], [""]),
        (BIDS[:1], [], ["99.9", "1"]),
        ([], ASKS[:2], ["100.1", "3", "100.3", "1"]),
        (BIDS[:1], ASKS[:2], ["99.9", "1", "100.1", "3", "100.3", "1"]),
        (BIDS[:2], ASKS[:1], ["99.9", "1", "100.1", "3", "99.8", "2.50"]),
    ],
)
def test_b4_a_missing_side_is_skipped_in_the_checksum(bids, asks, texts):
    """B4: the texts are the wire's, bid and ask in turn while there are both."""
    book = Book("BTC-USDT")

    event = book.apply(data(bids, asks, checksum=crc(*texts)), "snapshot")

    assert event == Applied(snapshot=True)


def test_b4_the_checksum_is_of_25_levels():
    """B4: what stands deeper is not in it."""
    bids = [[str(1000 - n), "1", "0", "1"] for n in range(30)]
    asks = [[str(1001 + n), "1", "0", "1"] for n in range(30)]
    texts = [t for b, a in zip(bids, asks, strict=True) for t in (*b[:2], *a[:2])]

    book = Book("BTC-USDT")
    book.apply(data(bids, asks), "snapshot")

    assert book.checksum() == crc(*texts[:100])


def test_the_docs_example_in_negative():
    """The CRC is read as a signed number of 32 bits."""
    texts = ("3366.1", "7", "3366.8", "9", "3366", "6", "3368", "8")
    book = Book("BTC-USDT")

    book.apply(
        data(
            [["3366.1", "7", "0", "3"], ["3366", "6", "3", "4"]],
            [["3366.8", "9", "10", "3"], ["3368", "8", "3", "4"]],
        ),
        "snapshot",
    )

    assert book.checksum() == crc(*texts) == -1881014294


# Channels of snapshots alone


@pytest.mark.parametrize("channel", WHOLE)
def test_each_push_replaces_on_channels_of_snapshots(channel):
    """They have no action, and no id before."""
    book = Book("BTC-USDT", channel)

    events = [book.apply(data(BIDS, seq=4)), book.apply(data([], ASKS, seq=9))]

    assert events == [Applied(snapshot=True)] * 2
    assert book.depth == Depth(bids=0, asks=3)


@pytest.mark.parametrize(
    ("seq", "ts", "event"),
    [
        (10, 1700000000000, KeepAlive()),
        (10, 1700000060000, KeepAlive()),
        (9, 1700000000000, Ignored(Why.OLD)),
        (9, 1699999999900, Ignored(Why.OLD)),
        (3, 1700000000100, Reset(10, 3)),
        (11, 1700000000000, Applied(snapshot=True)),
        (None, 1699999999999, Ignored(Why.OLD)),
        (None, 1700000000000, Applied(snapshot=True)),
    ],
)
def test_s5_an_older_snapshot_does_not_replace_a_newer(seq, ts, event):
    """S5: repeated and late pushes are told by id, and by time after a reset."""
    book = Book("BTC-USDT", "books5")
    book.apply(data(BIDS, ASKS, seq=10))

    assert book.apply(data(BIDS[:1], seq=seq, ts=ts)) == event
    changed = not isinstance(event, Ignored | KeepAlive)
    assert len(book) == (1 if changed else 6)
    assert book.ts.timestamp() * 1000 == (max(ts, 1700000000000) if seq else book._ms)


def test_s5_a_fresh_subscription_may_bring_an_older_snapshot():
    """S5: what a new subscription begins with is taken as it is."""
    book = Book("BTC-USDT", "bbo-tbt")
    book.apply(data(BIDS[:1], seq=10))
    older = data(ASKS[:1], seq=9, ts=1600000000000)

    assert book.apply(older) == Ignored(Why.OLD)
    assert book.apply(older, fresh=True) == Applied(snapshot=True)


def test_s5_an_invalid_book_takes_any_snapshot():
    """After a lost connection there is nothing to compare with."""
    book = Book("BTC-USDT", "books5")
    book.apply(data(BIDS, seq=10))
    book.invalidate("the connection was lost")

    event = book.apply(data(BIDS, seq=9, ts=1600000000000))

    assert event == Applied(snapshot=True)


# What is not as documented

MALFORMED = {
    "no asks": {"bids": [], "ts": "1"},
    "no ts": {"bids": [], "asks": []},
    "ts is no number": {"bids": [], "asks": [], "ts": "now"},
    "not an object": [],
    "nothing": None,
    "rows are none": {"bids": None, "asks": [], "ts": "1"},
    "row is short": data([["1"]]),
    "row is a number": data([5]),
    "price is a word": data([["high", "1", "0", "1"]]),
    "price is nan": data([["nan", "1", "0", "1"]]),
    "price is endless": data([["inf", "1", "0", "1"]]),
    "price is nothing": data([[None, "1", "0", "1"]]),
    "size is a word": data([["98", "much", "0", "1"]]),
    "size is nan": data([["98", "nan", "0", "1"]]),
    "size is negative": data([["98", "-1", "0", "1"]]),
    "size is endless": data([["98", "inf", "0", "1"]]),
    "size is empty": data([["98", "", "0", "1"]]),
    "size is a list": data([["98", [], "0", "1"]]),
}


@pytest.mark.parametrize("action", ["snapshot", "update", None])
@pytest.mark.parametrize("channel", ["books", "books5"])
@pytest.mark.parametrize("message", MALFORMED.values(), ids=MALFORMED)
def test_a_message_that_cannot_be_read_breaks_the_book(message, channel, action):
    """A book half changed is not served, and nothing is raised."""
    book = kept(channel)
    if isinstance(message, dict):
        message = message | {"prevSeqId": 10, "seqId": 11}

    event = book.apply(message, action)

    assert isinstance(event, Broken)
    assert event.fault is Fault.MALFORMED
    assert "cannot be read" in str(event)
    with pytest.raises(BookStale):
        _ = book.best_bid


scalars = st.one_of(
    *(st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=4)),
    *(st.just("1"), st.just("0")),
)
json = scalars | st.lists(scalars | st.lists(scalars, max_size=5), max_size=3)


@pytest.mark.slow
@settings(deadline=None)
@given(
    asks=json,
    bids=json,
    rest=st.dictionaries(st.sampled_from(["ts", "checksum", "prevSeqId"]), json),
    action=st.sampled_from(["snapshot", "update", "else", None]),
    channel=st.sampled_from(["books", "books5", "books-rpi"]),
)
def test_nothing_that_json_can_say_raises(asks, bids, rest, action, channel):
    """P13: an event comes back, and a read gives a value or an error of ours.

    Slow, because it is a property of whatever JSON can say.
    """
    book = kept(channel, seq=1)
    message = {"asks": asks, "bids": bids, "ts": "1", "prevSeqId": 1, **rest}
    message["seqId"] = 2

    book.apply(message, action, fresh=True)

    for read in READS.values():
        with suppress(OkxError):
            read(book)


def test_what_cuts_an_update_short_leaves_the_book_invalid():
    """Ctrl-C may come between two levels."""

    class Interrupting(list):
        def __iter__(self):
            yield ["98", "1", "0", "1"]
            raise KeyboardInterrupt

    book = kept()

    with pytest.raises(KeyboardInterrupt):
        book.apply(
            data() | {"bids": Interrupting(), "prevSeqId": 10, "seqId": 11}, "update"
        )

    assert not book.is_valid


def test_numbers_that_are_not_quoted_are_read_by_their_shortest_text():
    """P13: should JSON numbers come one day, none becomes a long binary fraction."""
    book = Book("BTC-USDT")

    book.apply(
        data([[0.1, 2, 0, 3]], [["0.30", "1", "0", "1"], [0.3, 4, 0, 1]]), "snapshot"
    )

    assert book.best_bid == BookLevel(px=Decimal("0.1"), sz=Decimal(2), orders=3)
    assert book.asks() == (BookLevel(px=Decimal("0.3"), sz=Decimal(4), orders=1),)
    assert book.snapshot()["bids"] == [{"px": "0.1", "sz": "2", "orders": 3}]


def test_a_count_that_cannot_be_read_is_a_typed_error():
    """It proves nothing about the book, so it is looked at when it is read."""
    book = Book("BTC-USDT")
    book.apply(data([["1", "1", "0", "some"]]), "snapshot")

    with pytest.raises(BadRow, match="no level"):
        _ = book.best_bid
    assert book.size_to("sell", 1) == 1


def test_a_time_that_is_none_is_a_typed_error():
    """The year 33658 does not fit a datetime; the levels are right all the same."""
    book = kept(ts=10**15)

    with pytest.raises(BadRow, match="no time of a book"):
        _ = book.ts
    assert book.is_valid


def test_an_unknown_channel_is_refused():
    """The error names those that bring books."""
    with pytest.raises(InvalidArgument, match="books50-l2-tbt"):
        Book("BTC-USDT", "tickers")


# Reading


@pytest.mark.parametrize("read", READS.values(), ids=READS)
@pytest.mark.parametrize("state", ["new", "broken", "invalidated"])
def test_no_read_is_served_from_an_invalid_book(read, state):
    """B1: each of them raises, before the first snapshot and after a break."""
    book = Book("BTC-USDT") if state == "new" else kept()
    if state == "broken":
        book.apply(data(prev=99, seq=100), "update")
    if state == "invalidated":
        book.invalidate("it was told so")

    with pytest.raises(BookStale, match=r"BTC-USDT \(books\) is stale"):
        read(book)


def test_every_read_is_tried_on_a_stale_book():
    """The table above has all that is public."""
    public = {name for name in vars(Book) if not name.startswith("_")}

    assert public | {"__len__", "__bool__", "__repr__"} == {*READS, *NEVER_STALE}


def test_levels_come_best_first():
    """In the wire's own digits."""
    book = kept()

    assert book.best_bid == BookLevel(px=Decimal("99.9"), sz=Decimal(1), orders=2)
    assert book.best_ask == BookLevel(px=Decimal("100.1"), sz=Decimal(3), orders=1)
    assert book.bid(1) == book.bids(2)[1]
    assert str(book.bid(1).sz) == "2.50"
    assert prices(book.bids()) == ["99.9", "99.8", "99"]
    assert prices(book.asks(2)) == ["100.1", "100.3"]
    assert prices(book.asks(99)) == ["100.1", "100.3", "101"]
    assert book.bids(0) == ()
    assert book.ask(2).orders == 9
    assert book.ask(3) is None
    assert book.depth == Depth(bids=3, asks=3)
    assert len(book) == 6


@pytest.mark.parametrize(
    "read", ["bids", "asks", "bid", "ask", "imbalance", "snapshot"]
)
def test_a_negative_count_is_refused(read):
    """Nothing is counted from the end."""
    with pytest.raises(InvalidArgument, match="0"):
        getattr(kept(), read)(-1)


def test_an_empty_side_has_no_best_price():
    """Nothing is what there is."""
    book = Book("BTC-USDT")
    book.apply(data(BIDS), "snapshot")

    assert book.best_ask is None
    assert (book.mid, book.spread, book.is_crossed) == (None, None, False)
    assert book.imbalance() == 1
    book.apply(data(), "snapshot")
    assert book.imbalance() is None
    assert len(book) == 0
    assert bool(book)


@pytest.mark.parametrize(
    ("bid", "crossed"), [("100", False), ("100.1", True), ("101", True)]
)
def test_a_crossed_book_is_valid_and_says_so(bid, crossed):
    """In a call auction the best bid may reach the best ask."""
    book = kept()

    event = book.apply(data([[bid, "1", "0", "1"]], prev=10, seq=11), "update")

    assert event == Applied()
    assert book.is_crossed is crossed
    assert book.spread == Decimal("100.1") - Decimal(bid)


def test_a_snapshot_is_plain_and_ready_for_json():
    """Texts are the wire's, names are OKX's in snake case."""
    result = kept().snapshot(1)

    assert result == {
        "inst_id": "BTC-USDT",
        "channel": "books",
        "ts": 1700000000000,
        "seq_id": 10,
        "bids": [{"px": "99.9", "sz": "1", "orders": 2}],
        "asks": [{"px": "100.1", "sz": "3", "orders": 1}],
    }


def test_a_book_as_a_value_does_not_change():
    """It is the model that REST gives."""
    book = kept()

    value = book.to_order_book(2)
    book.apply(data([["99.9", "0", "0", "0"]], prev=10, seq=11), "update")

    assert value == OrderBook(
        asks=kept().asks(2), bids=kept().bids(2), ts=book.ts, seq_id=10
    )


@pytest.mark.parametrize("channel", ["books", "books-rpi", "bbo-tbt"])
def test_a_copy_goes_its_own_way(channel):
    """Neither notices what becomes of the other."""
    book = kept(channel)

    copy = book.copy()
    before = copy.snapshot()
    book.apply(
        data([["99.95", "7", "0", "1"]], prev=10, seq=11, ts=1800000000000), "update"
    )

    assert copy.snapshot() == before
    assert copy.apply(data([["99.9", "0", "0", "0"]], prev=10, seq=11), "update")
    assert book.best_bid.px == Decimal("99.95")
    book.invalidate("it was told so")
    assert copy.is_valid
    assert not book.copy().is_valid


def test_rpi_books_keep_what_is_not_rpi():
    """Rows of `books-rpi` are price, total, the part that is not RPI, count."""
    book = Book("BTC-USDT", "books-rpi")
    book.apply(data([["1.5", "9", "4.0", "3"]], prev=-1, seq=1), "snapshot")

    level = RpiBookLevel(
        px=Decimal("1.5"), sz=Decimal(9), orders=3, non_rpi_sz=Decimal(4)
    )
    assert book.best_bid == level
    assert isinstance(book.to_order_book(), RpiOrderBook)
    assert book.to_order_book().bids == (level,)
    assert book.snapshot()["bids"] == [
        {"px": "1.5", "sz": "9", "orders": 3, "non_rpi_sz": "4.0"}
    ]


def test_rpi_rows_without_their_column_are_a_typed_error():
    """As with the count, the book itself is right."""
    book = Book("BTC-USDT", "books-rpi")
    book.apply(data([["1.5", "9", "?", "3"]], prev=-1, seq=1), "snapshot")

    with pytest.raises(BadRow):
        book.bids()


def test_spread_books_have_shorter_rows():
    """Rows are price, size, count; a spread's price may be negative."""
    book = Book("BTC-USDT_BTC-USDT-SWAP", "sprd-books-l2-tbt")
    rows = [["0.5", "3", "2"], ["-0.5", "1", "7"], ["-10", "1", "1"]]

    book.apply(data(rows, prev=-1, seq=1), "snapshot")

    assert prices(book.bids()) == ["0.5", "-0.5", "-10"]
    assert book.bid(1).orders == 7


def test_the_repr_is_one_line():
    """Of a stale book too."""
    book = kept()

    assert repr(book) == "<Book BTC-USDT books 99.9/100.1, 3+3 levels, seq 10>"
    assert (
        repr(Book("X", "books5")) == "<Book X books5 stale: no snapshot has come yet>"
    )
    book.apply(data(prev=-1, seq=11), "snapshot")
    assert repr(book) == "<Book BTC-USDT books -/-, 0+0 levels, seq 11>"
