"""A REST book joined to the stream: for the day no snapshot comes by itself."""

from datetime import UTC, datetime
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from okx_sdk.models.market import BookLevel, OrderBook, RpiBookLevel, RpiOrderBook
from okx_sdk.protocol.book import Book
from okx_sdk.protocol.book_bootstrap import Bootstrap, to_data
from okx_sdk.protocol.book_events import (
    Applied,
    Broken,
    Fault,
    Ignored,
    KeepAlive,
    Reset,
    Why,
)

WAITING, OLD = Ignored(Why.WAITING), Ignored(Why.OLD)
LOADED = Applied(snapshot=True)


def level(number, size=1):
    return [str(number), str(size), "0", "1"]


def update(prev, seq, *bids, ts=1000):
    ids = {"prevSeqId": prev, "seqId": seq}
    return {"asks": [], "bids": list(bids), "ts": str(ts), **ids}


def rest(seq, *bids, ts=1000):
    return {"asks": [], "bids": list(bids), "ts": str(ts), "seqId": seq}


def started(*updates):
    bootstrap = Bootstrap(Book("BTC-USDT"))
    for each in updates:
        assert bootstrap.push(each, "update") == WAITING
    return bootstrap


def bids(bootstrap):
    return [int(each.px) for each in bootstrap.book.bids()]


def test_updates_are_kept_until_the_rest_book_comes():
    """Those that it holds are dropped, the others applied."""
    bootstrap = started(
        update(8, 10, level(1)), update(10, 15, level(2)), update(15, 20, level(3))
    )
    assert bootstrap.wants_rest

    event = bootstrap.rest(rest(15, level(9)))

    assert event == LOADED
    assert not bootstrap.wants_rest
    assert bids(bootstrap) == [9, 3]
    assert bootstrap.book.seq_id == 20
    assert bootstrap.push(update(20, 22, level(4)), "update") == Applied()


def test_the_first_update_may_begin_before_the_rest_book():
    """Its levels are those of its end, so what they have in common is set twice."""
    bootstrap = started(update(8, 10), update(10, 15, level(2, 5)))

    assert bootstrap.rest(rest(12, level(9), level(2, 4))) == LOADED

    assert bids(bootstrap) == [9, 2]
    assert bootstrap.book.bid(1).sz == 5
    assert bootstrap.book.seq_id == 15


def test_a_rest_book_older_than_the_updates_is_not_enough():
    """What lies between is lost; the updates are kept for the next one."""
    bootstrap = started(update(10, 15, level(2)))

    assert bootstrap.rest(rest(9, level(9))) == OLD
    assert bootstrap.wants_rest
    assert bootstrap.rest(rest(10, level(9))) == LOADED
    assert bids(bootstrap) == [9, 2]


def test_the_stream_may_be_behind_the_rest_book():
    """Its updates are dropped until it has come so far, and joined there."""
    bootstrap = started(update(8, 10, level(1)))

    assert bootstrap.rest(rest(17, level(9))) == LOADED
    assert bootstrap.push(update(10, 15, level(1)), "update") == OLD
    assert bootstrap.push(update(15, 15), "update") == OLD
    assert bids(bootstrap) == [9]
    assert bootstrap.push(update(15, 20, level(2)), "update") == Applied()
    assert bids(bootstrap) == [9, 2]
    assert bootstrap.push(update(15, 20, level(2)), "update") == Broken(
        Fault.GAP, 20, 15
    )


def test_the_stream_may_end_where_the_rest_book_begins():
    """Then nothing is between."""
    bootstrap = started(update(8, 10), update(10, 10))

    assert bootstrap.rest(rest(10, level(9))) == LOADED
    assert bootstrap.push(update(10, 10), "update") == KeepAlive()
    assert bootstrap.push(update(10, 12), "update") == KeepAlive()
    assert bootstrap.book.seq_id == 12


def test_a_quiet_book_needs_no_update():
    """The REST book alone is right until something follows."""
    bootstrap = started()

    assert bootstrap.rest(rest(10, level(9))) == LOADED
    assert bids(bootstrap) == [9]
    assert bootstrap.push(update(10, 12, level(2)), "update") == Applied()


def test_a_gap_between_the_two_begins_anew():
    """The stream goes on behind what REST gave: another REST book is wanted."""
    bootstrap = started()
    bootstrap.rest(rest(10, level(9)))

    event = bootstrap.push(update(12, 15, level(2)), "update")

    assert event == Broken(Fault.GAP, 10, 12)
    assert bootstrap.wants_rest
    assert bootstrap.push(update(15, 18, level(3)), "update") == WAITING
    assert bootstrap.rest(rest(13, level(8))) == LOADED
    assert bids(bootstrap) == [8, 3, 2]


def test_a_gap_in_what_is_kept_drops_what_was_before():
    """Only an unbroken chain is of use."""
    bootstrap = started(update(8, 10, level(1)), update(12, 15, level(2)))

    assert bootstrap.rest(rest(9)) == OLD
    assert bootstrap.rest(rest(12, level(9))) == LOADED
    assert bids(bootstrap) == [9, 2]


def test_b2_a_reset_while_waiting_makes_older_rest_books_useless():
    """B2: their ids cannot be compared, so the time tells."""
    bootstrap = started(
        update(90, 100, ts=1000),
        update(100, 3, ts=2000),
        update(3, 95, level(1), ts=2100),
    )

    assert bootstrap.rest(rest(92, level(9), ts=1900)) == OLD
    assert bootstrap.rest(rest(92, level(9), ts=2000)) == OLD
    assert bootstrap.rest(rest(3, level(9), ts=2001)) == LOADED
    assert bids(bootstrap) == [9, 1]


def test_b2_a_reset_right_after_the_rest_book_is_applied():
    """B2: the chain is intact."""
    bootstrap = started()
    bootstrap.rest(rest(10, level(9)))

    assert bootstrap.push(update(10, 3, level(1)), "update") == Reset(10, 3)
    assert bids(bootstrap) == [9, 1]


def test_b2_a_reset_before_the_stream_has_caught_up_begins_anew():
    """B2: what lies between the stream and the REST book cannot be told any more."""
    bootstrap = started()
    bootstrap.rest(rest(10, level(9)))

    assert bootstrap.push(update(8, 3), "update") == Broken(Fault.GAP, 10, 8)
    assert bootstrap.wants_rest


def test_a_stream_that_never_catches_up_is_not_waited_for():
    """It may count anew, by a reset that was before our time: the book is not right."""
    bootstrap = started()
    bootstrap.rest(rest(100, level(9), ts=1000))

    assert bootstrap.push(update(3, 5, ts=6000), "update") == OLD
    assert bootstrap.push(update(5, 7, ts=6001), "update") == Broken(Fault.GAP, 100, 5)
    assert bootstrap.wants_rest


@pytest.mark.parametrize("action", ["snapshot", None])
def test_a_snapshot_makes_rest_needless(action):
    """Should the exchange send one after all."""
    bootstrap = started(update(8, 10, level(1)))
    snapshot = {**rest(20, level(5)), "prevSeqId": -1}

    assert bootstrap.push(snapshot, action) == LOADED
    assert not bootstrap.wants_rest
    assert bootstrap.rest(rest(30)) == OLD
    assert bootstrap.push(update(20, 21, level(6)), "update") == Applied()
    assert bids(bootstrap) == [6, 5]


@pytest.mark.parametrize("is_valid", [True, False])
@pytest.mark.parametrize(
    "message", [{}, [], None, {"prevSeqId": 1}, {"prevSeqId": "1", "seqId": 2}]
)
def test_what_cannot_be_read_begins_anew(message, is_valid):
    """P13: nothing is raised."""
    bootstrap = started(update(8, 10, level(1)))
    if is_valid:
        bootstrap.rest(rest(10))

    event = bootstrap.push(message, "update")

    assert isinstance(event, Broken)
    assert bootstrap.wants_rest
    assert bootstrap.rest(rest(10, level(9))) == LOADED
    assert bids(bootstrap) == [9]


@pytest.mark.parametrize(
    ("message", "fault"),
    [
        ({"asks": [], "bids": [], "ts": "1"}, Fault.UNPROVEN),
        ({"seqId": 10}, Fault.MALFORMED),
        ({"seqId": 10, "ts": "now"}, Fault.MALFORMED),
        ({"seqId": "10", "ts": "1"}, Fault.MALFORMED),
        (rest(10, ["x"]), Fault.MALFORMED),
        ({}, Fault.UNPROVEN),
        (None, Fault.MALFORMED),
    ],
)
def test_a_rest_book_that_cannot_be_joined_is_refused(message, fault):
    """Deep books have no sequence id."""
    bootstrap = started(update(8, 10, level(1)))

    assert bootstrap.rest(message).fault is fault
    assert bootstrap.wants_rest


def test_a_checksum_is_verified_on_the_way():
    """Of an update that was kept, too."""
    wrong = {**update(10, 12, level(1)), "checksum": 7}
    bootstrap = started(wrong)

    assert bootstrap.rest(rest(10)).fault is Fault.CHECKSUM
    assert bootstrap.wants_rest


def test_a_rest_book_may_be_the_model():
    """Its decimals have kept the wire's digits."""
    value = OrderBook(
        asks=(BookLevel(px=Decimal("0.00000001"), sz=Decimal("2.50"), orders=3),),
        bids=(),
        ts=datetime(2023, 11, 14, 22, 13, 20, 123000, tzinfo=UTC),
        seq_id=10,
    )
    bootstrap = started()

    assert bootstrap.rest(value) == LOADED
    assert bootstrap.book.to_order_book() == value
    assert to_data(value)["asks"] == [["0.00000001", "2.50", "0", "3"]]


def test_a_rest_book_with_rpi_orders_keeps_its_column():
    """As the wire has it."""
    row = RpiBookLevel(px=Decimal(1), sz=Decimal(9), orders=3, non_rpi_sz=Decimal(4))
    value = RpiOrderBook(asks=(row,), bids=(), ts=datetime(2026, 1, 1, tzinfo=UTC))

    assert to_data(value)["asks"] == [["1", "9", "4", "3"]]
    assert "seqId" not in to_data(value)


@pytest.mark.slow
@settings(deadline=None)
@given(
    moves=st.lists(
        st.tuples(st.integers(0, 4), st.integers(1, 8), st.integers(0, 3)),
        min_size=1,
        max_size=25,
    ),
    where=st.tuples(st.integers(0, 25), st.integers(0, 25), st.integers(0, 25)),
    split=st.integers(1, 4),
)
def test_however_the_two_meet_the_book_is_the_exchanges(moves, where, split):
    """Any place of the REST book in the stream, between two updates or within one.

    Slow, because it is a property.
    """
    states, changes = [(1, {})], []
    for step, px, size in moves:
        seq, levels = states[-1]
        levels = {k: v for k, v in {**levels, px: size}.items() if v}
        states.append((seq + max(step, 1), levels))
        changes.append((px, size))
    first, asked, taken = sorted(min(each, len(moves)) for each in where)
    updates = []
    for begin in range(first, len(moves), split):
        end = min(begin + split, len(moves))
        rows = [level(px, size) for px, size in dict(changes[begin:end]).items()]
        updates.append(update(states[begin][0], states[end][0], *rows))
    seq, levels = states[taken]
    book = rest(seq, *(level(px, size) for px, size in levels.items()))
    bootstrap = started()
    known = dict(states)

    for number, each in enumerate([*updates, None]):
        if number == min(asked - first, len(updates)):
            assert bootstrap.rest(book) == LOADED
        if each is not None:
            event = bootstrap.push(each, "update")
            assert not isinstance(event, Broken)
        if not bootstrap.wants_rest:
            kept = bootstrap.book
            right = known[kept.seq_id]
            assert {int(b.px): int(b.sz) for b in kept.bids()} == right
    assert bootstrap.book.seq_id == max(seq, updates[-1]["seqId"] if updates else seq)
