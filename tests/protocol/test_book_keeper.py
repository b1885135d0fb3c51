"""When a book's subscription is renewed: once, not too often, not for ever."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from okx_sdk.protocol.book_events import (
    Applied,
    Broken,
    Fault,
    Ignored,
    KeepAlive,
    Reset,
    Why,
)
from okx_sdk.protocol.book_keeper import BookKeeper, Reconnect, Resubscribe

GAP = Broken(Fault.GAP, 10, 12)
SNAPSHOT = Applied(snapshot=True)


def live(now=0.0):
    keeper = BookKeeper(now)
    keeper.saw(SNAPSHOT, now)
    return keeper


def test_b1_a_gap_brings_one_resubscription():
    """B1: what is passed over until the snapshot brings no more."""
    keeper = live()

    action = keeper.saw(GAP, 5)

    assert action == Resubscribe("updates are missing: one follows 12, not 10")
    assert keeper.is_waiting
    for now in (5.1, 6, 14.9):
        assert keeper.saw(Ignored(Why.WAITING), now) is None
        assert keeper.tick(now) is None
    assert keeper.saw(SNAPSHOT, 14.95) is None
    assert keeper.wait(14.95) is None


@pytest.mark.parametrize("event", [Applied(), KeepAlive(), Reset(15, 3)])
def test_b2_b3_resets_and_signs_of_life_want_nothing(event):
    """B2, B3: there is no resynchronisation."""
    keeper = live()

    assert keeper.saw(event, 1) is None
    assert keeper.wait(1) is None
    assert keeper.tick(1000) is None


def test_b5_a_snapshot_that_never_comes_brings_a_reconnection():
    """B5: ten seconds after the resubscription, once."""
    keeper = live()
    keeper.saw(GAP, 5)

    assert keeper.wait(5) == 10
    assert keeper.tick(14.9) is None
    assert keeper.tick(15) == Reconnect("no snapshot came within 10 s")
    assert keeper.tick(100) is None
    assert keeper.wait(100) is None


def test_b5_the_first_snapshot_is_waited_for_as_long():
    """B5: an acknowledgement without data is no book."""
    keeper = BookKeeper(100.0)

    assert keeper.is_waiting
    assert keeper.wait(103) == 7
    assert keeper.tick(110) == Reconnect("no snapshot came within 10 s")


def test_b5_a_second_snapshot_is_welcome():
    """B5: nothing follows from it."""
    keeper = live()

    assert keeper.saw(SNAPSHOT, 1) is None
    assert not keeper.is_waiting


def test_b5_four_resubscriptions_in_a_minute_at_most():
    """B5: the fifth break waits until the first is a minute old."""
    keeper = live()
    for now in (0, 1, 2, 3):
        assert isinstance(keeper.saw(GAP, now), Resubscribe)
        keeper.saw(SNAPSHOT, now)

    assert keeper.saw(GAP, 4) is None
    assert keeper.wait(4) == 56
    assert keeper.tick(59.9) is None
    assert isinstance(keeper.tick(60), Resubscribe)
    assert keeper.tick(60) is None
    assert keeper.wait(60) == 10


def test_a_snapshot_in_the_meantime_makes_a_resubscription_needless():
    """The book is right again, whoever asked for it."""
    keeper = live()
    for now in (0, 1, 2, 3, 4):
        keeper.saw(GAP, now)
        keeper.saw(SNAPSHOT, now)

    assert keeper.wait(5) is None
    assert keeper.tick(60) is None


def test_a_broken_snapshot_is_asked_for_anew():
    """It has answered the subscription, so another one is not the second."""
    keeper = live()
    keeper.saw(GAP, 0)

    assert isinstance(keeper.saw(Broken(Fault.CHECKSUM, 1, 2), 1), Resubscribe)


def test_a_snapshot_that_is_older_is_an_answer_too():
    """On channels of snapshots, the book that was valid still is."""
    keeper = BookKeeper(0)

    assert keeper.saw(Ignored(Why.OLD), 1) is None
    assert keeper.wait(1) is None


def test_nothing_is_wanted_of_a_lost_connection():
    """The next connection's subscription begins anew."""
    keeper = live()
    keeper.saw(GAP, 0)

    keeper.lost()
    assert keeper.tick(1000) is None
    keeper.subscribed(1000)

    assert keeper.wait(1004) == 6


def test_reconnections_are_four_in_a_minute_at_most():
    """A book that never comes does not keep all others from coming."""
    keeper, now, done = BookKeeper(0), 0.0, []
    while now < 200:
        now += keeper.wait(now)
        assert isinstance(keeper.tick(now), Reconnect)
        done.append(now)
        keeper.subscribed(now)

    assert done[:6] == [10, 20, 30, 40, 70, 80]


def test_reconnections_count_as_resubscriptions():
    """Both ask the exchange for the book."""
    keeper = BookKeeper(0)
    for now in (10, 20, 30, 40):
        assert isinstance(keeper.tick(now), Reconnect)
        keeper.subscribed(now)
    keeper.saw(SNAPSHOT, 41)

    assert keeper.saw(GAP, 42) is None
    assert keeper.wait(42) == 28


events = st.sampled_from([GAP, SNAPSHOT, Applied(), Ignored(Why.WAITING), None])


@pytest.mark.slow
@settings(deadline=None)
@given(st.lists(st.tuples(events, st.floats(0, 12)), max_size=60))
def test_no_storm_whatever_happens(happenings):
    """Invariant 5: a wait that is kept brings an action, and four a minute at most.

    Slow, because it is a property.
    """
    keeper, now, breaks, done = BookKeeper(0), 0.0, 0, []

    def carry_out(action):
        if isinstance(action, Resubscribe):
            done.append(now)
            assert len(done) <= breaks
            assert sum(time > now - 60 for time in done) <= 4
        elif isinstance(action, Reconnect):
            assert keeper.wait(now) is None
            keeper.subscribed(now)

    for event, seconds in happenings:
        breaks += isinstance(event, Broken)
        carry_out(event and keeper.saw(event, now))
        delay = keeper.wait(now)
        if delay is not None and delay <= seconds:
            now += delay
            action = keeper.tick(now)
            assert action is not None
            carry_out(action)
        else:
            assert keeper.tick(now) is None
            now += seconds
