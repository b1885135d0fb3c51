"""Order entry's rules: names, fates, the search for an order, the journal, the checks."""

import string
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from okx_sdk.errors import (
    ConnectFailed,
    ConnectionLost,
    InvalidArgument,
    NotJson,
    ReadTimeout,
    error_for,
    error_for_status,
)
from okx_sdk.protocol.order_fates import Fate, cancel_fate, fate_of
from okx_sdk.protocol.order_ids import check_name, unique_name
from okx_sdk.protocol.order_journal import (
    Entry,
    JournalState,
    Replay,
    line_of,
    read_line,
)
from okx_sdk.protocol.order_resolver import Lag, Resolver, Step

# Names.


def test_names_are_unique_sort_by_time_and_fit_the_exchange():
    """1 to 32 letters and digits; a name is never used again."""
    chance = Random(1).random
    names = [unique_name(1_800_000_000 + n / 1000, chance, "ab") for n in range(500)]

    assert len(set(names)) == 500
    assert names == sorted(names)
    assert {len(name) for name in names} == {28}
    assert set("".join(names)) <= set(string.ascii_letters + string.digits)
    assert {check_name(name) for name in names} == set(names)


@pytest.mark.parametrize("name", ["", "a-b", "x" * 33, "é", "a b"])
def test_a_name_that_is_none_is_refused(name):
    """Before anything is sent."""
    with pytest.raises(InvalidArgument):
        check_name(name)


@pytest.mark.parametrize("prefix", ["toolong", "a-b", "é"])
def test_a_prefix_that_does_not_fit_is_refused(prefix):
    """It has six letters or digits at most."""
    with pytest.raises(InvalidArgument):
        unique_name(0, Random(1).random, prefix)


# Fates: section 7.2.

BY_CODE = {
    Fate.HELD_BACK: "50011 50061 60014",
    Fate.MISTIMED: "50102 50112 60006",
    Fate.LOGGED_OUT: "60011",
    Fate.REJECTED: (
        "50036 50037 50002 50006 50014 50015 50016 50024 50025 51000 51008 51020 "
        "50103 50104 50105 50106 50107 50110 50111 50113 50114 50119 50120 60012 60013"
    ),
    Fate.UNKNOWN: "50004 51149 51054 50026 64007 50001 50013 50005 12345 51999",
    Fate.NAMED_TWICE: "51016 50071",
}


@pytest.mark.parametrize(
    ("code", "fate"),
    [(code, fate) for fate, codes in BY_CODE.items() for code in codes.split()],
)
def test_every_code_has_one_fate(code, fate):
    """O6, O10 and invariant 10: an unknown code on a placement is unknown."""
    error = error_for(code, "", endpoint="POST x", http_status=200)

    assert fate_of(error) is fate


@pytest.mark.parametrize(
    ("error", "fate"),
    [
        (ConnectFailed("no"), Fate.NOT_SENT),
        (ConnectionLost("gone"), Fate.UNKNOWN),
        (ReadTimeout("late"), Fate.UNKNOWN),
        (NotJson("<html>"), Fate.UNKNOWN),
        (error_for_status(502, endpoint="x"), Fate.UNKNOWN),
        (error_for_status(429, endpoint="x"), Fate.UNKNOWN),
        (error_for("51008", "", endpoint="x", http_status=500), Fate.UNKNOWN),
    ],
)
def test_what_is_no_answer_of_the_exchange_is_unknown_unless_nothing_left(error, fate):
    """N12, O1: a dropped connection is no proof that nothing was sent."""
    assert fate_of(error) is fate


@pytest.mark.parametrize("code", ["51400", "51401", "51402", "51410", "51603"])
def test_a_cancellation_that_finds_nothing_asks_how_the_order_ended(code):
    """O12: it may have been filled."""
    error = error_for(code, "", endpoint="x", http_status=200)

    assert cancel_fate(error) is Fate.UNKNOWN
    assert fate_of(error) is not Fate.UNKNOWN


# The search.


def test_lookups_are_quick_at_first_and_then_one_a_second():
    """Section 7.1, 5."""
    search, now, asked = Resolver(100.0, 106.0), 100.0, []
    while len(asked) < 7:
        now += search.wait(now)
        asked.append(round(now - 100.0, 6))
        assert search.step(now) is Step.LOOK_UP
        search.missed(now, now)

    assert asked == [0.1, 0.3, 0.7, 1.5, 2.5, 3.5, 4.5]


def test_only_a_lookup_after_the_expiry_and_a_grace_and_a_search_prove_absence():
    """O3, O4: 0 false ABSENT."""
    search = Resolver(6.9, 5.0, grace=2.0)
    search.missed(7.0, 7.0)
    early = search.step(7.0)
    search.missed(7.001, 7.1)
    late = search.step(7.1)
    wait = search.wait(7.1)
    search.searched()

    assert wait == 0
    assert (early, late, search.step(7.2)) == (Step.LOOK_UP, Step.SEARCH, Step.ABSENT)


def test_what_gets_no_answer_proves_nothing():
    """An outage leaves it unknown, however long it lasts."""
    search, now = Resolver(0.0, 5.0, patience=15.0), 0.0
    steps = []
    while (step := search.step(now)) is Step.LOOK_UP:
        steps.append(step)
        search.failed()
        now += search.wait(now)

    assert step is Step.UNKNOWN
    assert 15 < now < 17


def test_a_search_that_gets_no_answer_proves_nothing_and_is_not_made_at_once():
    """O3, N12: a lookup comes before it again, a second later; in the end it is unknown."""
    search, now, steps = Resolver(0.0, 5.0, grace=2.0, patience=15.0), 8.0, []
    while (step := search.step(now)) is not Step.UNKNOWN:
        steps.append(step)
        if step is Step.LOOK_UP:
            search.missed(now, now)
        else:
            search.failed()
        now += search.wait(now)
        assert len(steps) < 50

    assert set(steps[::2]) == {Step.LOOK_UP}
    assert set(steps[1::2]) == {Step.SEARCH}
    assert 15 < now < 18


def test_lookups_that_lagged_of_late_make_the_grace_longer():
    """O7: twice the worst that was seen, for ten minutes; and never shorter."""
    lag, plan = Lag(), Resolver(0.0, 5.0)
    lag.found(100.0, plan, 0.0)  # at once
    first = lag.grace(2.0, 0.0)
    plan.missed(103.0, 1.0)
    lag.found(104.0, plan, 1.0)  # it was not there yet
    second = lag.grace(2.0, 1.0)
    lag.found(100.0, plan, 1.0)
    third = lag.grace(2.0, 1.0)
    lag.found(101.0, plan, 500.0)  # less
    graces = [lag.grace(least, at) for least, at in ((2.0, 601.0), (9.0, 601.0))]
    old = lag.grace(2.0, 601.1)
    lag.found(101.0, plan, 601.1)

    assert (first, second, third, graces, old) == (2.0, 2.0, 6.0, [6.0, 9.0], 2.0)
    assert lag.grace(2.0, 601.1) == 4.0


def test_a_time_that_is_long_is_waited_for_while_lookups_get_through():
    """7.1, 6: unknown is said only where the lookups themselves do not get through."""
    search, now = Resolver(0.0, 60.0, grace=2.0, patience=15.0), 0.0
    while search.step(now) is Step.LOOK_UP:
        search.missed(now, now)
        now += search.wait(now)
    dark, then = Resolver(0.0, 60.0, patience=15.0), 0.0
    while dark.step(then) is Step.LOOK_UP:
        dark.missed(then, then) if then < 20 else dark.failed()
        then += dark.wait(then)

    assert search.step(now) is Step.SEARCH
    assert 62 < now < 64
    assert dark.step(then) is Step.UNKNOWN
    assert 34 < then < 37


@given(
    expires=st.none() | st.floats(1, 10),
    grace=st.floats(0.1, 3),
    answers=st.lists(st.sampled_from(["missed", "failed", "searched"]), max_size=60),
    lag=st.floats(0, 1),
)
def test_absence_is_never_concluded_early(expires, grace, answers, lag):
    """Invariant 16: ABSENT means that the exchange's time was past expiry and grace."""
    search, now, latest = Resolver(0.0, expires, grace), 0.0, 0.0
    for answer in answers:
        now += search.wait(now)
        step = search.step(now)
        if step is Step.ABSENT:
            assert expires is not None
            assert latest > expires + grace
        if step in {Step.ABSENT, Step.UNKNOWN}:
            return
        if answer == "failed":
            search.failed()
        elif step is Step.LOOK_UP:
            latest = now - lag
            search.missed(latest, now)
        else:
            search.searched()


# The journal.

ENTRIES = st.builds(
    Entry,
    st.sampled_from(["a", "b", "c", "d"]),
    st.just("BTC-USDT"),
    st.sampled_from(JournalState),
    st.floats(1, 2e9),
    st.none() | st.floats(1, 2e9),
    st.sampled_from([None, {"px": "1", "sz": "0.1"}]),
)


@given(ENTRIES)
def test_an_entry_comes_back_as_it_was(entry):
    """And nothing else does."""
    assert read_line(line_of(entry)) == entry


@given(st.lists(ENTRIES, max_size=20), st.data())
def test_a_journal_cut_off_anywhere_is_read_up_to_there(entries, data):
    """Invariant 17, O14: what was written whole counts, and the rest is told."""
    whole = b"".join(map(line_of, entries))
    cut = data.draw(st.integers(0, len(whole)))
    lines = whole[:cut].splitlines(keepends=True)
    kept = Replay().read(line for line in lines if line.endswith(b"\n"))
    replay = Replay().read(lines)

    assert replay.damaged <= 1
    assert kept.damaged == 0
    assert set(replay.open) >= set() and len(replay.open) <= len(entries)
    assert replay.open.keys() - kept.open.keys() <= {e.cl_ord_id for e in entries}


@given(st.lists(ENTRIES, max_size=20))
def test_what_is_settled_last_is_not_open(entries):
    """The last word on an order counts; sent anew, it is open anew."""
    replay = Replay().read(map(line_of, entries))
    last = {entry.cl_ord_id: entry.state for entry in entries}

    assert set(replay.open) == {name for name, state in last.items() if state.is_open}


def test_an_order_that_left_at_last_has_the_times_of_then():
    """O14: it was sent again as it had not left; and that its outcome is unknown is less."""
    times = [(JournalState.SENT, 6.0), (JournalState.SENT, 9.0)]
    entries = [Entry("a", "X-Y", state, 1.0, at) for state, at in times]
    entries.append(Entry("a", "X-Y", JournalState.UNKNOWN, 2.0))
    replay = Replay().read([b"\n", *map(line_of, entries)])

    assert replay.open == {"a": entries[1]}
    assert replay.damaged == 0


@pytest.mark.parametrize(
    "line", [b"", b"\n", b"{}\n", b'{"a":1}\t00000000\n', b"\xff\xfe\t12345678\n"]
)
def test_a_line_of_another_kind_is_none(line):
    """And no reason to fail."""
    assert read_line(line) is None
